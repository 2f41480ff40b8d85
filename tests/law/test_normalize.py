"""Text cleaners: what each does, and that positions in a cleaned text lead back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law import normalize as n

CASES = [
    (n.NO_BREAK_SPACES, "Sec.\u00a02", "Sec. 2"),
    (n.SPACES, "a \n\t b", "a b"),
    (n.OUTER_SPACES, "  a b ", "a b"),
    # a NUL byte stands where a space was set
    (n.NULS, "Title\x003", "Title 3"),
    # soft hyphens and byte order marks print nothing; a line break stays
    (n.CONTROLS, "\ufeffcl\u00adock\n", "clock\n"),
    (n.STRAIGHT_DOUBLE_QUOTES, "“a” ``b'' «c»", '"a" "b" "c"'),
    (n.STRAIGHT_SINGLE_QUOTES, "the clock’s ‘face’", "the clock's 'face'"),
    (n.HYPHENS, "2024–05 — x", "2024-05 - x"),
    (n.GPO_DOUBLE_QUOTES, "``clock''", "“clock”"),
    (n.GPO_SINGLE_QUOTES, "`clock'", "‘clock'"),
    # two hyphens are a dash, a row of them is a blank to fill in
    (n.GPO_DASHES, "order--now ---- 19----", "order—now ---- 19----"),
    # accents that have no HTML name as well; other brackets stay
    (n.GPO_LETTERS, "P[eacute]rez Y[obreve]u [and] [sic]", "Pérez Yŏu [and] [sic]"),
    (n.GPO_CODES, "[squf] CO<INF>2</INF> <yen>5", "■ CO2 ¥5"),
    (n.SECTION_WORDS, "SEC. 1, Section 2, § 3, sec 4; section of", "Sec. 1, Sec. 2, Sec. 3, Sec. 4; section of"),
    # scanning slips: letter O among figures
    (n.LETTER_O_FOR_ZERO, "SEC.1O2 19O TO", "SEC.102 190 TO"),
]


@pytest.mark.parametrize(("cleaner", "text", "cleaned"), CASES, ids=lambda value: getattr(value, "name", None))
def test_each_cleaner(cleaner: n.Cleaner, text: str, cleaned: str) -> None:
    assert cleaner(text) == cleaned
    assert n.clean(text, (cleaner,)).text == cleaned


def test_positions_lead_back_through_several_cleaners() -> None:
    text = "``A  clock''--the  tall"
    cleaned = n.clean(text, (n.GPO_DOUBLE_QUOTES, n.GPO_DASHES, n.SPACES))
    assert cleaned.text == "“A clock”—the tall"
    assert [text[cleaned.position(cleaned.text.index(word))] for word in ("A", "clock", "the", "tall")] == list("Actt")
    assert cleaned.position(cleaned.text.index("—")) == text.index("--")


@given(st.text(alphabet="ab-`' \u00a0\x00“”—", max_size=60))
def test_kept_characters_come_from_where_position_says(text: str) -> None:
    cleaned = n.clean(text, (*n.GPO_TEXT, *n.FOR_COMPARISON))
    positions = [cleaned.position(offset) for offset in range(len(cleaned.text))]
    assert positions == sorted(positions)
    assert all(text[position] == c for c, position in zip(cleaned.text, positions, strict=True) if c in "ab")


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = n.clean(text, n.FOR_COMPARISON).text
    assert n.clean(once, n.FOR_COMPARISON).text == once
