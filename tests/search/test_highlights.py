"""Spans to mark, and the part of a text that is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eo_browser.search.analyser import words
from eo_browser.search.highlights import WIDTH, snippet

TEXT = (
    "The keeper shall wind the public clocks. "
    + "Nothing else is said here. " * 20
    + "The Public Clock tells the time."
)


def marked(text: str, *wanted: str, phrases: tuple[tuple[frozenset[str], ...], ...] = ()) -> list[str]:
    shown = snippet(text, set(wanted), phrases)
    return [shown.text[start:end] for start, end in shown.spans]


def test_the_words_are_marked_as_they_are_printed() -> None:
    assert marked("Guantánamo’s Clocks, again", "guantanamo", "clocks") == ["Guantánamo’s", "Clocks"]


def test_a_phrase_is_highlighted_as_one() -> None:
    phrase = (frozenset({"public"}), frozenset({"clock", "clocks"}))
    assert marked("A public clock; a clock in public.", phrases=(phrase,)) == ["public clock"]


def test_the_part_with_most_of_the_words_is_shown() -> None:
    shown = snippet(TEXT, {"tells", "time", "clock"})
    assert shown.text.startswith("…") and shown.text.endswith("tells the time.")
    assert len(snippet(TEXT, {"wind"}).text) <= WIDTH + 2


@given(st.text(max_size=900), st.sets(st.sampled_from(["a", "b", "the", "0"])), st.integers(20, 400))
def test_spans_lie_within_what_is_shown(text: str, wanted: set[str], width: int) -> None:
    shown = snippet(text, wanted, (), width)
    assert all(0 <= start < end <= len(shown.text) for start, end in shown.spans)
    assert all(words(shown.text[start:end])[0] in wanted for start, end in shown.spans)
    assert shown.text.strip("…") in text or shown.text in text
