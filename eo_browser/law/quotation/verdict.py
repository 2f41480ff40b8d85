"""The verdict on a quotation, and the precedence of findings (docs/quotations.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Literal, Protocol

from eo_browser.law.model.dates import long_date
from eo_browser.law.terms.small_words import COMMON_WORDS

from .edit import GRADES, Edit, Grade
from .finding import ClaimedSource, Finding, Quotation, exact_findings, findings, rank, rank_of_changed
from .tokens import TokenizedText
from .warnings import WarningCode, warnings_of, warnings_of_length
from .words import SOFT_HYPHEN, composed, places_composed

VerdictName = Literal[
    "verbatim",
    "typography",
    "marked-edits",
    "case-or-punctuation",
    "unmarked-change",
    "wrong-provision",
    "wrong-document",
    "uncheckable",
    "not-found",
]
FAITHFUL: tuple[Grade, ...] = ("verbatim", "typography", "marked-edits")
AT_ONCE = 24  # documents compared of those that may have all words; as many again where none of the first has them
LISTED = 20  # documents named when words are in several
LONGEST = 20_000  # characters of a quotation
_IN_QUOTED_TEXT = re.compile(r"(?:^|/)q\d+(?:/|$)")
TELLING = 2 / 3  # share of the telling words that an uncited document must have, where the others are changed


@dataclass(frozen=True, slots=True)
class Span:
    """Quoted words in their source: half-open characters of the provision's own text."""

    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class QuotedProvisions:
    """Where the words of a quotation are: a document (the caller's key) and its provisions in order.

    `state` is the first day of its text as amended; None is the text as signed. `revision` is the number of a text as
    signed that is not the document's present one; 0 is the present one.
    """

    key: int
    paths: tuple[str, ...]
    spans: tuple[Span, ...] = ()
    state: date | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a document has the words of a quotation, and which provisions have them.

    `found_in` is None for "not-found" and "uncheckable"; `also` are other documents with the same words, where no
    citation chooses. `warnings` are pairs of a code and what it is about.
    """

    quote: str
    verdict: VerdictName
    found_in: QuotedProvisions | None = None
    edits: tuple[Edit, ...] = ()
    warnings: tuple[tuple[WarningCode, str], ...] = ()
    also: tuple[QuotedProvisions, ...] = ()


class TooLong(ValueError):
    """The quotation is longer than any that is checked."""

    def __init__(self) -> None:
        super().__init__(f"A quotation of at most {LONGEST:,} characters is checked.")


class OtherTexts(Protocol):
    """The documents other than the claimed ones, likeliest first; asked only when the claimed ones do not have the
    words.
    """

    def with_all_words(self) -> Iterable[TokenizedText]:
        """Return those that may have every word of the quotation."""

    def with_many_words(self) -> Iterable[TokenizedText]:
        """Return those that may have most."""


@dataclass(frozen=True, slots=True)
class TextsInMemory:
    """An archive of a few documents in memory."""

    texts: tuple[TokenizedText, ...] = ()

    def with_all_words(self) -> Iterable[TokenizedText]:
        """Return all of them."""
        return self.texts

    def with_many_words(self) -> Iterable[TokenizedText]:
        """Return all of them."""
        return self.texts


def verify(quote: str, claims: Sequence[ClaimedSource] = (), archive: OtherTexts = TextsInMemory()) -> Verdict:  # noqa: B008  # frozen
    """Return the verdict on a quotation, given the documents it is attributed to and the others. Raises `TooLong`."""
    if len(quote) > LONGEST:
        raise TooLong
    quotation = Quotation(composed(quote))
    if not quotation.literal.words:
        return Verdict(quote, "not-found")
    claimed = [finding for claim in claims for finding in findings(quotation, claim)]
    return _decide(quote, claimed, claims, _Elsewhere(quotation, archive))


@dataclass(frozen=True, slots=True)
class ProvisionVerdict:
    """The verdict of claimed provisions whose documents were not read as a whole.

    `is_final`: no other place can give a better verdict; otherwise only a place with all the words in order can, where
    hardly a word differs (`is_slip`) one in the same document.
    """

    verdict: Verdict
    is_final: bool
    is_slip: bool = False


def verify_in_place(quote: str, claims: Sequence[ClaimedSource]) -> ProvisionVerdict | None:
    """Return the verdict of the claimed provisions alone, each given with the tokens around it; None where the words
    are not there, or too few of them, so that the whole documents must be read. Raises `TooLong`.
    """
    if len(quote) > LONGEST:
        raise TooLong
    quotation = Quotation(composed(quote))
    if not quotation.literal.words:
        return None
    found = [finding for claim in claims for finding in findings(quotation, claim) if finding.in_place]
    if same := [finding for finding in found if finding.has_same_words]:
        return ProvisionVerdict(_verdict(quote, min(same, key=rank)), is_final=True)
    nearly = min(filter(_has_nearly_all, found), key=rank_of_changed, default=None)
    return ProvisionVerdict(_verdict(quote, nearly), is_final=False, is_slip=nearly.is_slip) if nearly else None


def _has_nearly_all(finding: Finding) -> bool:
    return finding.has_nearly_all


def _is_slip_in_place(finding: Finding) -> bool:
    return finding.in_place and finding.is_slip


def uncheckable(quote: str, elsewhere: str = "") -> Verdict:
    """Return the verdict on a quotation of a document that is known and not held, which cannot be checked.

    `elsewhere` is the name of a document with the same words, for a warning.
    """
    if not elsewhere:
        return Verdict(quote, "uncheckable")
    warning: tuple[WarningCode, str] = ("stands-elsewhere", f"The same words also stand in {elsewhere}.")
    return Verdict(quote, "uncheckable", warnings=(warning,))


def of_another_edition(verdict: Verdict, revision: int, until: date | None = None) -> Verdict:
    """Return the verdict of a text that is not the main one of its document, with a warning that says so.

    `revision` is the number of that text, `until` the last day on which an earlier text was the main one.
    """
    words = "The words are those of another edition held of the document."
    if until:
        day = long_date(until)
        words = f"The words are those of an earlier text of the document, which was current until {day}."
    warning: tuple[WarningCode, str] = ("other-edition", words)
    place = replace(verdict.found_in, revision=revision) if verdict.found_in else None
    return replace(verdict, found_in=place, warnings=(*verdict.warnings, warning))


def of_state(verdict: Verdict, day: date) -> Verdict:
    """Return the verdict of a text as amended, with the first day of that text at its place."""
    return replace(verdict, found_in=replace(verdict.found_in, state=day) if verdict.found_in else None)


def with_warning(verdict: Verdict, code: WarningCode, words: str) -> Verdict:
    """Return a verdict with one more warning."""
    return replace(verdict, warnings=(*verdict.warnings, (code, words)))


def has_all_words(quote: str, tokens: TokenizedText) -> bool:
    """Return whether a document has all words of a quotation in order, apart from its editorial marks."""
    return any(finding.has_same_words for finding in exact_findings(Quotation(composed(quote)), ClaimedSource(tokens)))


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The rest of the archive."""

    quotation: Quotation
    archive: OtherTexts

    def exact(self) -> list[Finding]:
        """Return the best place in each document that has all the words: in the first documents, and in the others
        where none of these is faithful.
        """
        found: list[Finding] = []
        texts = iter(self.archive.with_all_words())
        while not any(finding.grade in FAITHFUL for finding in found) and (some := list(islice(texts, AT_ONCE))):
            found += self._best(exact_findings, some)
        return found

    def nearest(self) -> list[Finding]:
        """Return the best place in each document that has enough of the words, telling ones among them."""
        found = self._best(findings, self.archive.with_many_words())
        return [finding for finding in found if _is_telling(finding)]

    def _best(
        self, find: Callable[[Quotation, ClaimedSource], list[Finding]], texts: Iterable[TokenizedText]
    ) -> list[Finding]:
        each = (min(find(self.quotation, ClaimedSource(tokens)), key=rank, default=None) for tokens in texts)
        return [finding for finding in each if finding]


def _is_telling(finding: Finding) -> bool:
    """Whether the words found are not just the little words that every document has."""
    numbers = zip(finding.reading.words, finding.alignment.numbers, strict=True)
    found = [number is not None for word, number in numbers if word.folded not in COMMON_WORDS]
    return sum(found) >= TELLING * len(found)


def _decide(quote: str, claimed: list[Finding], claims: Sequence[ClaimedSource], rest: _Elsewhere) -> Verdict:
    """The verdict by precedence: same words in place, same words out of place, a slip in the cited provision, faithful
    words elsewhere, changed words.

    Changed words in a document other than the cited one count as not found.
    """
    if cited := _of_the_cited(quote, claimed):
        return cited
    others = rest.exact()
    if faithful := [finding for finding in others if finding.grade in FAITHFUL]:
        return _from_elsewhere(quote, faithful, claims)
    if claimed:
        return _verdict(quote, min(claimed, key=rank_of_changed))
    if others:
        return _from_elsewhere(quote, others, claims)
    if not claims and (changed := rest.nearest()):
        return _verdict(quote, min(changed, key=rank_of_changed))
    return Verdict(quote, "not-found", warnings=tuple(warnings_of_length(rest.quotation.marked).items()))


def _of_the_cited(quote: str, claimed: list[Finding]) -> Verdict | None:
    """The verdict that no other document can change: the same words in the cited ones, or a slip in the cited place."""
    if same := [finding for finding in claimed if finding.has_same_words]:
        best = min(same, key=lambda finding: (not finding.in_place, rank(finding)))
        return _verdict(quote, best, None if best.in_place else "wrong-provision")
    slip = min(filter(_is_slip_in_place, claimed), key=rank_of_changed, default=None)
    return _verdict(quote, slip) if slip else None


def _from_elsewhere(quote: str, found: list[Finding], claims: Sequence[ClaimedSource]) -> Verdict:
    """The verdict on words found outside the claimed documents: in the wrong one, or simply found where none is
    claimed.
    """
    first, *others = sorted(found, key=lambda finding: (GRADES.index(finding.grade), _is_quoted(finding)))
    if claims:
        return _verdict(quote, first, "wrong-document")
    return _verdict(quote, first, also=[other for other in others if other.grade in FAITHFUL])


def _is_quoted(finding: Finding) -> bool:
    """Whether a document has the words only in what it quotes itself: in an amendment to another's text."""
    return _IN_QUOTED_TEXT.search(finding.tokens.path_of(finding.alignment.first)) is not None


def _verdict(quote: str, finding: Finding, verdict: VerdictName | None = None, also: Sequence[Finding] = ()) -> Verdict:
    warnings = warnings_of(finding.reading, finding.edits, finding.tokens)
    edits = tuple(_as_written(finding.edits, finding.reading.text, quote))
    if also:
        warnings["found-in-several"] = f"The words stand in at least {len(also) + 1} documents."
    return Verdict(
        quote,
        verdict or finding.grade,
        _found_in(finding),
        edits,
        tuple(warnings.items()),
        tuple(_found_in(other) for other in also[:LISTED]),
    )


def _as_written(edits: Iterable[Edit], mended: str, quote: str) -> Iterator[Edit]:
    """Edits with the characters of the quotation as it was given, before accents were composed and broken words
    joined.
    """
    given = composed(quote)
    places = places_composed(quote) if given != quote else None
    for edit in edits:
        written = edit
        if SOFT_HYPHEN in edit.quote and len(mended) == len(given):
            start = mended.find(edit.quote, edit.start)
            written = replace(edit, quote=given[start : start + len(edit.quote)]) if start >= 0 else edit
        yield replace(written, start=places[edit.start], end=places[edit.end]) if places else written


def _found_in(finding: Finding) -> QuotedProvisions:
    paths = _main(finding) if finding.grade == "unmarked-change" else finding.touched
    spans = tuple(span for span in _spans(finding) if span.path in paths)
    return QuotedProvisions(finding.tokens.key, tuple(paths), spans)


def _main(finding: Finding) -> list[str]:
    """The provisions with a fair part of changed words; a stray word in the neighbouring provision does not count."""
    held: dict[str, int] = {}
    for number in finding.alignment.found:
        path = finding.tokens.path_of(number)
        held[path] = held.get(path, 0) + 1
    enough = max(held.values()) / 4
    return [path for path, count in held.items() if count >= enough]


def _spans(finding: Finding) -> Iterator[Span]:
    """Words that follow each other in one provision are one span."""
    tokens = finding.tokens
    open_: tuple[int, int, int] | None = None  # piece, start, end
    last = -2
    for number in finding.alignment.found:
        piece, start, end = tokens.span(number)
        if open_ and piece == open_[0] and number == last + 1:
            open_ = (piece, open_[1], end)
        else:
            if open_:
                yield from _span(tokens, *open_)
            open_ = (piece, start, end)
        last = number
    if open_:
        yield from _span(tokens, *open_)


def _span(tokens: TokenizedText, number: int, start: int, end: int) -> Iterator[Span]:
    piece = tokens.pieces[number]
    shift = len(piece.printed) - len(piece.text)
    if end > shift:
        yield Span(piece.path, max(0, start - shift), end - shift)
