"""What must hold of the answer to any quotation of any text: it is given, and what it points at is there."""

from __future__ import annotations

import random
import re
import unicodedata
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import ClaimedSource, TextsInMemory, TokenizedText, Verdict, tokenized, verify
from eo_browser.law.quotation.fingerprints import ends, fingerprint, required, sought
from eo_browser.law.quotation.words import folded, folded_words, places_composed

FAITHFUL = {"verbatim", "typography", "marked-edits"}
# Letters of several texts, what joins and hides, marks of all kinds, figures.
ALPHABET = (
    "aAbéE\u0301\u0336ſßİıﬁаΩकि中\u200b\u00ad\u2060\u202e\ufeff\u00a0\u2028 \t\n\r"
    "-–—.…·*[]()§$%½1,5'\"“”‘’′″°_|\x00\ud7ff🙂"
)
ACCENTED = "the résumé of a naïve keeper says: İt’s ﬁne—lit by night"
TEXTS = st.one_of(st.text(max_size=80), st.text(alphabet=ALPHABET, max_size=80))


def pieces_of(texts: list[tuple[str, str]]) -> list[ProvisionText]:
    return [ProvisionText(f"sec-1/{number}", text, label) for number, (label, text) in enumerate(texts)]


PIECES = st.lists(st.tuples(st.sampled_from(["", "(a)", "Sec. 2.", "§ 1½"]), TEXTS), min_size=1, max_size=4).map(
    pieces_of
)


def assert_it_leads_to_words(verdict: Verdict, tokens: TokenizedText, quote: str) -> None:
    """Spans are characters of provisions that are named, in order, and hold words of the quotation, all of them when
    the verdict says so."""
    texts = {piece.path: piece.text for piece in tokens.pieces}
    standing = verdict.found_in
    assert (standing is None) == (verdict.verdict == "not-found")
    if standing is None:
        return
    assert standing.paths and set(standing.paths) <= set(texts)
    for span in standing.spans:
        assert span.path in standing.paths
        assert 0 <= span.start < span.end <= len(texts[span.path])
    order = [piece.path for piece in tokens.pieces]
    places = [(order.index(span.path), span.start, span.end) for span in standing.spans]
    assert places == sorted(places)
    if verdict.verdict in {"verbatim", "typography"}:
        pointed = [word for span in standing.spans for word in folded_words(texts[span.path][span.start : span.end])]
        assert _is_within(pointed, folded_words(unicodedata.normalize("NFC", quote)) or pointed)


def _is_within(some: list[str], others: list[str]) -> bool:
    """Whether all letters of some words are in those of others, in order."""
    rest = iter("".join(others))
    return all(letter in rest for letter in "".join(some))


@given(PIECES, TEXTS)
@example([ProvisionText("p1", "İstanbul ßs ﬁn")], "i̇stanbul ssS fin")
@example([ProvisionText("p1", "\u0301\u0301 a\u0301")], "a\u0301")
@settings(max_examples=300)
def test_any_text_is_answered(pieces: list[ProvisionText], quote: str) -> None:
    tokens = tokenized(1, pieces)
    verdict = verify(quote, [ClaimedSource(tokens)])
    assert_it_leads_to_words(verdict, tokens, quote)
    assert verify(quote, (), TextsInMemory((tokens,))).verdict == verdict.verdict or not verdict.verdict.startswith("v")


@given(st.permutations(ACCENTED.split(" ")), st.sampled_from(["NFC", "NFD"]))
def test_edits_have_their_places_in_the_quotation(words: list[str], form: Literal["NFC", "NFD"]) -> None:
    """However its letters and accents are written."""
    source = " ".join(words)
    quote = unicodedata.normalize(form, source.replace("keeper", "warden").replace("lit", "dim"))
    verdict = verify(quote, [ClaimedSource(tokenized(1, [ProvisionText("p1", source)]))])
    changed = {quote[edit.start : edit.end] for edit in verdict.edits if edit.kind == "words-replaced"}
    assert {"warden", "dim"} <= {word for words in changed for word in re.findall(r"\w+", words)}
    assert places_composed(quote)[-1] == len(quote)


@given(TEXTS)
def test_the_index_knows_every_text(text: str) -> None:
    held = fingerprint([text])
    assert all(isinstance(value, int) for value in sought(text))
    assert all(phrase in " ".join(text.split()) for phrase in ends(text))
    assert not required(text) - set(sought(text))
    assert len(held) <= len(folded_words(text)) + 1


@pytest.mark.parametrize("words", ["\ufb2a", "a\ufb2ab c", "\u0958 and \ufb2a"])
def test_letters_that_composing_would_take_apart_are_verbatim(words: str) -> None:
    assert (
        verify(words, [ClaimedSource(tokenized(1, [ProvisionText("sec-1", words)]), ("sec-1",))]).verdict == "verbatim"
    )


@given(PIECES, st.data())
@settings(max_examples=200)
def test_the_words_of_a_provision_are_verbatim(pieces: list[ProvisionText], data: st.DataObject) -> None:
    """Its whole text, whatever characters it has; a break at the end of a line is the one thing read otherwise."""
    tokens = tokenized(1, pieces)
    piece = data.draw(st.sampled_from(pieces))
    if not folded_words(piece.text) or re.search(r"[-\u2010\u00ad]\s", piece.text):
        return
    composed = unicodedata.normalize("NFC", piece.text) == piece.text
    verdict = verify(piece.text, [ClaimedSource(tokens, (piece.path,))])
    assert verdict.verdict in ({"verbatim"} if composed else {"verbatim", "typography"})
    assert_it_leads_to_words(verdict, tokens, piece.text)


MARKS = [
    "…",
    "[…]",
    "[sic]",
    "(emphasis added)",
    "[they]",
    "[",
    "]",
    "[[",
    "* * *",
    ".....",
    "_____",
    "“",
    "(",
    "[,]",
    "—",
]
SPEECH = (
    "no keeper shall sell oil unless the council reports it; lamps are lit by night, not by day, for ships and boats "
    "of every nation that pass our coast between dusk and dawn"
)


@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(MARKS), min_size=1, max_size=6))
def test_no_mark_covers_a_word_that_is_not_the_source_s(chance: random.Random, marks: list[str]) -> None:
    """Marks put anywhere, and one word changed that is in none of them."""
    words = SPEECH.split()
    at = chance.randrange(3, len(words) - 3)
    words[at] = "zebra"
    for mark in marks:
        words.insert(chance.randrange(len(words) + 1), mark)
    quote = " ".join(words)
    if re.search(r"\[[^\[\]]*zebra[^\[\]]*\]", quote):
        return  # it is in a bracket
    verdict = verify(quote, [ClaimedSource(tokenized(1, [ProvisionText("p1", SPEECH)]))])
    assert verdict.verdict not in FAITHFUL, (quote, verdict.edits)


@given(st.sampled_from(["not", "unless", "lit", "coast", "sell"]), st.sampled_from(["", " [sic]", " —", " [,]", " []"]))
def test_an_omitted_word_is_found_whatever_replaces_it(word: str, left: str) -> None:
    quote = re.sub(rf" \b{word}\b,?", left, SPEECH, count=1)
    verdict = verify(quote, [ClaimedSource(tokenized(1, [ProvisionText("p1", f"So {SPEECH} and so on")]))])
    assert verdict.verdict not in FAITHFUL


@given(st.characters())
@settings(max_examples=500)
def test_a_character_put_into_a_word_is_seen(character: str) -> None:
    """Unless it prints nothing."""
    source = "the lamps of every keeper are lit by night"
    word = f"kee{character}per"
    verdict = verify(source.replace("keeper", word), [ClaimedSource(tokenized(1, [ProvisionText("p1", source)]))])
    assert verdict.verdict not in FAITHFUL or folded(word) == "keeper"
