"""What must hold of any quotation of any document: marks and print may change, words may not, unseen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import ClaimedSource, Verdict, tokenized, verify
from eo_browser.law.quotation.words import folded_texts, folded_words

FAITHFUL = {"verbatim", "typography", "marked-edits"}
WORDS = (
    "the lamp shall not be lit unless keeper oil of and harbor plan no only council report days 30 1,500 1.4 "
    "subject to provided except light-house keepers’ U.S. stair fleet tide rope wheel coast fog bell light tower ladder"
)
MARKS = ["", "", "", "", ",", ";", ".", ":", " —", ")", "”", "[,]"]


@st.composite
def provisions(draw: st.DrawFn) -> list[ProvisionText]:
    """A few provisions of made-up words with all kinds of marks."""
    words = draw(st.permutations(WORDS.split()))  # each once, so that there is one right place
    marked = [word + draw(st.sampled_from(MARKS)) for word in words]
    cuts = [0, draw(st.integers(8, 16)), draw(st.integers(24, 32)), len(marked)]
    texts = [" ".join(marked[start:end]) for start, end in zip(cuts, cuts[1:], strict=False)]
    return [ProvisionText(f"sec-1/{number}", text, f"({number})") for number, text in enumerate(texts, 1)]


def against(pieces: list[ProvisionText], quote: str) -> Verdict:
    return verify(quote, [ClaimedSource(tokenized(1, pieces))])


@given(provisions(), st.data())
def test_the_text_of_a_provision_is_verbatim(pieces: list[ProvisionText], data: st.DataObject) -> None:
    piece = data.draw(st.sampled_from(pieces))
    assert against(pieces, piece.text).verdict == "verbatim"
    assert against(pieces, piece.printed.replace(" ", "\u00a0 ")).verdict == "verbatim"


PRINTS: list[Callable[[str], str]] = [
    lambda text: text.replace("’", "'").replace("”", '"'),
    lambda text: text.replace(" —", "--").replace("-", "–"),
    lambda text: re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", "\u00ad", text),
    lambda text: text.rstrip(".,;:”)— []") + ".",
    lambda text: text.replace("[", "").replace("]", ""),
    lambda text: f"“{text}”",
    lambda text: re.sub(r"(?<=keep)(?=er)", "-\n", text),
]


@given(provisions(), st.data())
def test_a_change_of_print_is_typography(pieces: list[ProvisionText], data: st.DataObject) -> None:
    piece = data.draw(st.sampled_from(pieces))
    quote = piece.text
    chosen = data.draw(st.sets(st.integers(0, len(PRINTS) - 1), min_size=1))
    for number in sorted(chosen):  # in their order: lines are broken last
        quote = PRINTS[number](quote)
    assert against(pieces, quote).verdict in {"verbatim", "typography"}


@given(provisions(), st.data())
def test_a_swapped_word_is_never_faithful(pieces: list[ProvisionText], data: st.DataObject) -> None:
    piece = data.draw(st.sampled_from(pieces))
    words = piece.text.split(" ")
    at = data.draw(st.integers(0, len(words) - 1))
    words[at] = "zebra"
    assert against(pieces, " ".join(words)).verdict not in FAITHFUL


@given(provisions(), st.data())
def test_a_word_that_is_lost_between_others_is_seen(pieces: list[ProvisionText], data: st.DataObject) -> None:
    """Unless what is left is somewhere just so ("no no lamp" has "no lamp" in it)."""
    piece = data.draw(st.sampled_from(pieces))
    words = piece.text.split(" ")
    at = data.draw(st.integers(1, len(words) - 2))
    quote = " ".join(words[:at] + words[at + 1 :])
    everywhere = folded_words(" ".join(one.text for one in pieces))
    wanted = folded_words(quote)
    if not any(everywhere[start : start + len(wanted)] == wanted for start in range(len(everywhere))):
        assert against(pieces, quote).verdict not in FAITHFUL


@pytest.mark.parametrize(
    "text", ["It shall not be closed", "No keeper may leave; he must not sleep.", "do not, unless told"]
)
def test_a_not_that_is_dropped_is_seen(text: str) -> None:
    pieces = [
        ProvisionText("p1", f"It is ordered. {text} in any case of fog."),
        ProvisionText("p2", "The keeper may leave."),
    ]
    dropped = re.sub(r"\bnot,? ", "", text)
    assert against(pieces, dropped).verdict not in FAITHFUL


@given(provisions(), st.data())
def test_an_ellipsis_is_a_marked_edit_with_its_warning(pieces: list[ProvisionText], data: st.DataObject) -> None:
    piece = data.draw(st.sampled_from(pieces))
    words = piece.text.split(" ")
    first = data.draw(st.integers(1, len(words) - 2))
    last = data.draw(st.integers(first, len(words) - 2))
    left_out = words[first : last + 1]
    mark = data.draw(st.sampled_from(["…", "...", ". . .", "* * *", "[…]"]))
    verdict = against(pieces, " ".join([*words[:first], mark, *words[last + 1 :]]))
    assert verdict.verdict == "marked-edits"
    source = next(edit.source for edit in verdict.edits if edit.kind == "ellipsis")
    negative = re.search(r"\b(?:not|no|unless|except|only|provided|subject\s+to)\b", source)
    assert ("ellipsis-drops-negation" in dict(verdict.warnings)) == bool(negative)
    assert len(folded_words(source)) <= len(folded_words(" ".join(left_out)))


def test_an_ellipsis_into_another_provision_is_reported() -> None:
    pieces = [
        ProvisionText("sec-1/a", "the keeper shall report", "(a)"),
        ProvisionText("sec-1/b", "the lamp shall be lit", "(b)"),
    ]
    assert "ellipsis-crosses-provision" in dict(against(pieces, "the keeper … shall be lit").warnings)


@pytest.mark.parametrize("text", ["a1.1.1 a", "1,500 lamps", "x1,500.5", "1.1a1.1", "12,345,6", "½1.5", "1,000½ at 5°"])
def test_numbers_are_words_in_either_reading(text: str) -> None:
    assert folded_texts([text])[0] == folded_words(text)


TEXTS = st.text(alphabet="ab1,.$§°½é\u00ad\u2019\u2014\u00a0 -_%\x01\x03\x06“é́ﬁ", max_size=12)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_words_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    words, starts = folded_texts(texts)
    each = [folded_words(text) for text in texts]
    assert words == [word for own in each for word in own]
    assert starts == [sum(map(len, each[:number])) for number in range(len(texts))]


@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_may_be_asked_of_any_other(text: str, quote: str) -> None:
    verdict = verify(quote, [ClaimedSource(tokenized(1, [ProvisionText("p1", text)]))])
    assert (verdict.found_in is None) == (verdict.verdict == "not-found")


@pytest.mark.parametrize(
    "unit", ['"', "“", "[", "]", "[a", "[a] ", "(", ". ", "… ", "* ", "a-\n", "1,", "a", "\u00ad", "‘a’ "]
)
def test_hostile_quotations_are_answered(unit: str) -> None:
    pieces = [ProvisionText("p1", unit * 20_000), ProvisionText("p2", "a lamp " * 5_000)]
    verify((unit * 20_000)[:20_000], [ClaimedSource(tokenized(1, pieces))])
