"""The ledger of special cases names rules that exist, and each of them can be switched off or reads its example."""

from __future__ import annotations

import re
from typing import Any

import pytest

from benchmarks.odd_words import IN_ARTICLES, ODD_WORDS, InArticles, OddWords, matched, rule_at, written
from benchmarks.special_cases import CASES, SpecialCase, holders, replaced


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_a_rule_is_there_and_can_be_switched_off(case: SpecialCase) -> None:
    rule = next(holders(case))[2]
    with replaced(case, case.off):
        assert next(holders(case))[2] is not rule
    assert next(holders(case))[2] is rule


def spans(pattern: str, flags: int, text: str) -> Any:
    found = re.compile(pattern, flags).search(text)
    return found and found.regs


@pytest.mark.parametrize("row", (*ODD_WORDS, *IN_ARTICLES), ids=lambda row: row.about)
def test_a_rule_about_odd_words_is_there(row: OddWords | InArticles) -> None:
    assert row.part in written(rule_at(row.place))


PATTERNS = [row for row in ODD_WORDS if isinstance(rule_at(row.place), re.Pattern)]


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row.about)
def test_a_pattern_reads_its_example_otherwise_without_the_odd_words(row: OddWords) -> None:
    rule = rule_at(row.place)
    without = rule.pattern.replace(row.part, "" if row.part[0] in "|(" else "(?!)")
    assert spans(rule.pattern, rule.flags, row.example) != spans(without, rule.flags, row.example)


@pytest.mark.parametrize("row", ODD_WORDS, ids=lambda row: row.about)
def test_the_quick_look_passes_all_that_counts(row: OddWords) -> None:
    texts = (row.example, *re.findall("“([^”]*)”", row.about))
    counted = [text for text in texts if re.search(row.words, text, re.IGNORECASE)]
    assert all(matched(row, text, text.lower()) for text in counted)


def test_each_article_rule_says_who_writes_so() -> None:
    assert all(row.serves for row in IN_ARTICLES)
    assert len({row.about for row in (*ODD_WORDS, *IN_ARTICLES)}) == len(ODD_WORDS) + len(IN_ARTICLES)
