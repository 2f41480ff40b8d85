"""What the engines share: token lists, vocabulary, what is kept in memory."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.search.analyser import number_of, words
from eo_browser.search.engine import IndexedPassage
from eo_browser.search.records import COUNT_STEPS, read_tokens, record_of, step_all
from eo_browser.search.snapshot import Cache
from eo_browser.search.vocabulary import Vocabulary
from tests.search.entries import CLOCKS, entry

TEXTS = st.lists(st.text(max_size=40), max_size=6)


@given(TEXTS, TEXTS)
def test_a_token_list_gives_back_what_went_in(titles: list[str], texts: list[str]) -> None:
    made = replace(
        entry(1, "Title", *texts),
        names=tuple(titles),
        passages=tuple(IndexedPassage(t, parent=at - 1) for at, t in enumerate(texts)),
    )
    found = read_tokens(record_of(made).tokens)
    parts = [words(text) for text in ("Title", *titles, *texts)]
    assert found.titles == 1 + len(titles)
    assert found.lengths.tolist() == [len(part) for part in parts]
    assert found.parents[found.titles :].tolist() == [at - 1 for at in range(len(texts))]
    assert found.numbers.tolist() == [number_of(word) for part in parts for word in part]


def test_counts_are_kept_in_steps() -> None:
    assert step_all([1, 2, 3, 4, 7, 8, 1000]).tolist() == [1, 2, 2, 4, 4, 8, 8]
    assert COUNT_STEPS[0] == 1


def test_a_sketch_is_alike_as_the_words_are() -> None:
    text = " ".join(f"word{n}" for n in range(400))
    one, near, far = (
        record_of(entry(1, "T", words)).sketch for words in (text, text.replace("word7 ", "other "), text[::-1])
    )
    same = sum(one[at : at + 4] == near[at : at + 4] for at in range(0, len(one), 4))
    other = sum(one[at : at + 4] == far[at : at + 4] for at in range(0, len(one), 4))
    assert same >= 58 and other <= 6
    assert record_of(CLOCKS).sketch == record_of(CLOCKS).sketch


MEANT = [
    ("pipline", ("pipeline",)),  # a letter too few
    ("pipeliine", ("pipeline",)),  # too many
    ("pipelime", ("pipeline",)),  # wrong
    ("pipelnie", ("pipeline",)),  # exchanged
    ("januray", ("january",)),
    ("lamp", ()),  # it is there, and nothing is near
    ("lam", ()),  # too short
    ("1234", ()),  # a number is no slip
    ("zeppelin", ()),
]


@pytest.mark.parametrize(("typed", "meant"), MEANT)
def test_a_slip_is_taken_for_the_likeliest_word(typed: str, meant: tuple[str, ...]) -> None:
    assert Vocabulary({"pipeline": 9, "pipelines": 2, "january": 40, "lamp": 3}).meant(typed) == meant


def test_the_forms_of_a_word_are_those_the_archive_has() -> None:
    vocabulary = Vocabulary({"clock": 3, "clocks": 2, "clocked": 1, "cloak": 5})
    assert vocabulary.forms("clocking") == ("clock", "clocked", "clocks")
    assert vocabulary.exactly("clocking") == ()
    assert vocabulary.beginning("clo") == ("cloak", "clock", "clocked", "clocks")
    assert vocabulary.beginning("clo", 1) == ("cloak",)


def test_words_of_one_verb_that_the_stemmer_keeps_apart() -> None:
    vocabulary = Vocabulary(
        {"seizure": 3, "seized": 2, "deregulatory": 1, "deregulation": 2, "signed": 9, "laboratory": 1}
    )
    assert vocabulary.forms("seize") == ("seized", "seizure")
    assert vocabulary.forms("deregulatory") == ("deregulation", "deregulatory")
    assert vocabulary.forms("signatory") == () and vocabulary.forms("labor") == ()


def test_what_was_not_used_for_longest_is_dropped_first() -> None:
    kept = Cache(2)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (1, None, 3)
