"""What must hold of quotations, tried on real documents of every format: true ones pass, false ones never do."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from eo_browser.law.model.source import SourceDocument
from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.model.tree import Provision
from eo_browser.law.outline.outline import parse
from eo_browser.law.quotation import ClaimedSource, TokenizedText, tokenized, tokenized_tree, verify
from eo_browser.law.quotation.words import folded_words
from eo_browser.sources.read import read

FAITHFUL = {"verbatim", "typography", "marked-edits"}
SAME_WORDS = FAITHFUL | {"case-or-punctuation", "wrong-provision"}
TRIES = 6  # of each change, in each document
Change = Callable[[list[str], random.Random], list[str]]


@pytest.fixture(scope="module")
def documents(corpus: Path) -> list[TokenizedText]:
    """Real documents of several formats."""
    files = [
        *sorted((corpus / "federal-register-eo").glob("1352*.xml")),
        *sorted((corpus / "federal-register-eo").glob("1313*.txt")),
        *sorted((corpus / "white-house-2021-2026").glob("2021-05-*.md"))[:20],
        *sorted((corpus / "white-house-2017-flat").glob("*.txt")),
    ]
    return [tokenized_tree(number, tree) for number, tree in enumerate(_trees(files))]


def _trees(files: list[Path]) -> Iterator[tuple[Provision, ...]]:
    for file in files:
        for found in read(file.name, file.read_bytes()):
            if isinstance(found, SourceDocument):
                yield parse(found).provisions


def test_every_provision_is_verbatim(documents: list[TokenizedText]) -> None:
    for tokens in documents:
        for piece in tokens.pieces:
            if folded_words(piece.text) and len(piece.text) < 20_000:
                verdict = verify(piece.text, [ClaimedSource(tokens, (piece.path,))])
                assert verdict.verdict == "verbatim", piece
                assert verdict.found_in and verdict.found_in.paths == (piece.path,)


PRINTS: list[Callable[[str], str]] = [
    lambda text: text.replace("’", "'").replace("“", '"').replace("”", '"'),
    lambda text: text.replace("—", " -- ").replace("-", "–"),
    lambda text: re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", "\u00ad", text),
    lambda text: re.sub(r"fi", "\ufb01", text),
    lambda text: f"«{text}»",
    lambda text: text.replace(" ", "\u00a0\n"),
]


@pytest.mark.parametrize("change", PRINTS)
def test_another_print_is_typography(documents: list[TokenizedText], change: Callable[[str], str]) -> None:
    for tokens in documents:
        for piece in tokens.pieces[:40]:
            quote = change(piece.text)
            if len(folded_words(piece.text)) > 1 and len(quote) < 20_000:
                assert verify(quote, [ClaimedSource(tokens, (piece.path,))]).verdict in {"verbatim", "typography"}, (
                    quote
                )


def swapped(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(words) - 1)
    return [*words[:at], words[at + 1], words[at], *words[at + 2 :]]


def added(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(1, len(words))
    return [*words[:at], chance.choice(["not", "never", "all", "the", "and", "zebra"]), *words[at:]]


def dropped(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(1, len(words) - 1)
    return words[:at] + words[at + 1 :]


def doubled(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(words))
    return [*words[:at], words[at], *words[at:]]


def another_number(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(10)
    return [re.sub(r"\d", lambda found: str((int(found[0]) + 1 + at) % 10), word, count=1) for word in words]


def another_letter(words: list[str], chance: random.Random) -> list[str]:
    at = chance.randrange(len(words))
    return [*words[:at], re.sub(r"[a-y](?=[a-z]*$)", "z", words[at], count=1), *words[at + 1 :]]


_NEGATIVE = re.compile(r"(?:not|no|never|nor|unless|except|without|cannot)[,;]?", re.IGNORECASE)


def affirmed(words: list[str], chance: random.Random) -> list[str]:
    """Its negations dropped."""
    return [word for word in words if not _NEGATIVE.fullmatch(word)]


def negated_elsewhere(words: list[str], chance: random.Random) -> list[str]:
    """Its negations moved to another place."""
    moved, rest = [word for word in words if _NEGATIVE.fullmatch(word)], affirmed(words, chance)
    at = chance.randrange(1, len(rest)) if len(rest) > 1 else 0
    return [*rest[:at], *moved, *rest[at:]]


def noted(words: list[str], chance: random.Random) -> list[str]:
    """A word dropped under cover of a note and "[sic]", which stand for no words."""
    return [*dropped(words, chance), "[sic]", "(emphasis", "added)"]


CHANGES: list[Change] = [
    swapped, added, dropped, doubled, another_number, another_letter, affirmed, negated_elsewhere, noted,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_changed_words_never_pass_for_the_source_s(documents: list[TokenizedText], change: Change) -> None:
    """Unless the document has just these words elsewhere."""
    chance = random.Random(11)
    for tokens in documents:
        everywhere = _bare(tokens)
        printed = _joined(tokens.words)
        for piece in _sampled(tokens, chance):
            quote = " ".join(change(_run(piece, chance), chance))
            words = _joined(folded_words(quote.removesuffix("[sic] (emphasis added)")))
            if words in everywhere or words in printed:
                continue
            assert verify(quote, [ClaimedSource(tokens, (piece.path,))]).verdict not in SAME_WORDS, (quote, piece.path)


def test_parts_out_of_order_or_put_together_never_pass(documents: list[TokenizedText]) -> None:
    chance = random.Random(13)
    for tokens in documents:
        printed = _joined(tokens.words) + _joined(
            [word for piece in tokens.pieces for word in folded_words(piece.text)]
        )
        for one, other in zip(_sampled(tokens, chance), _sampled(tokens, chance), strict=False):
            head, tail = _run(one, chance)[:6], _run(other, chance)[-6:]
            if _joined(folded_words(" ".join(head + tail))) not in printed:
                assert verify(" ".join(head + tail), [ClaimedSource(tokens)]).verdict not in SAME_WORDS, (head, tail)
            first, last = _joined(folded_words(" ".join(head))), _joined(folded_words(" ".join(tail)))
            if printed.rfind(last) < printed.find(first):
                quote = f"{' '.join(head)} … {' '.join(tail)}"
                assert verify(quote, [ClaimedSource(tokens)]).verdict not in SAME_WORDS, quote


def test_an_ellipsis_over_any_span_is_a_marked_edit_that_tells_what_it_hides(documents: list[TokenizedText]) -> None:
    chance = random.Random(17)
    for tokens in documents:
        for piece in _sampled(tokens, chance):
            words = re.findall(r"[A-Za-z]+", piece.text)[:40]
            text = " ".join(words)
            alone = tokenized(1, [ProvisionText(piece.path, text)])
            first = chance.randrange(3, len(words) - 4)
            last = chance.randrange(first + 1, len(words) - 2)
            verdict = verify(f"{' '.join(words[:first])} . . . {' '.join(words[last:])}", [ClaimedSource(alone)])
            assert verdict.verdict == "marked-edits"
            (edit,) = (edit for edit in verdict.edits if edit.kind == "ellipsis")
            hidden = re.search(r"\b(?:not|no|unless|except|only|provided|subject to)\b", edit.source, re.IGNORECASE)
            assert ("ellipsis-drops-negation" in dict(verdict.warnings)) >= bool(hidden), edit


def _sampled(tokens: TokenizedText, chance: random.Random) -> list[ProvisionText]:
    long_enough = [piece for piece in tokens.pieces if len(piece.text.split()) >= 12]
    return chance.sample(long_enough, min(TRIES, len(long_enough)))


def _run(piece: ProvisionText, chance: random.Random) -> list[str]:
    words = piece.text.split()
    start = chance.randrange(len(words) - 9)
    return words[start : start + chance.randrange(8, 30)]


def _bare(tokens: TokenizedText) -> str:
    """The words of a document without its labels."""
    return _joined([word for piece in tokens.pieces for word in folded_words(piece.text)])


def _joined(words: list[str]) -> str:
    return f" {' '.join(words)} "
