"""Findings: the places of a document that have the words of a quotation, and the differences there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise, takewhile

from eo_browser.law.model.intervals import Intervals
from eo_browser.law.terms.small_words import COMMON_WORDS

from .alignment import Alignment, exact_alignments, nearest_alignment, stitched_alignment
from .differences import edits_of
from .edit import GRADES, Edit, Grade, grade_of
from .editorial_marks import TokenizedQuotation, read_literally, read_marks
from .spelling import respelled
from .tokens import TokenizedText
from .words import folded_words, has_breaks, mend_breaks

JUDGED = 24  # places of one document that are compared in full
SLIP = 3  # words not there, or left out, that make a quotation of the cited provision no other document's
NEARLY_ALL = 10  # one word in so many (and always one) may differ for changed words to count as the cited ones


@dataclass(frozen=True, slots=True)
class ClaimedSource:
    """A document that a quotation is attributed to, with the paths cited; no path = anywhere in it."""

    tokens: TokenizedText
    paths: tuple[str, ...] = ()

    def ranges(self) -> list[tuple[int, int]]:
        """Return the words of each claimed provision with what is under it, as half-open ranges."""
        starts = (*self.tokens.full.starts, len(self.tokens.words))
        each = (self.tokens.pieces_under(path) for path in self.paths)
        return [(starts[inside[0]], starts[inside[-1] + 1]) for inside in each if inside]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place of one document with its differences."""

    tokens: TokenizedText
    reading: TokenizedQuotation
    alignment: Alignment
    edits: tuple[Edit, ...]
    in_place: bool
    shared: int = 0  # steps from the top that its path has in common with the nearest claimed path

    @property
    def grade(self) -> Grade:
        """Return the verdict that its edits allow, if it is the right place."""
        return grade_of(self.edits)

    @property
    def has_same_words(self) -> bool:
        """Return whether no word was added, left out or replaced without a mark."""
        return self.grade != "unmarked-change"

    @property
    def has_nearly_all(self) -> bool:
        """Return whether all words are there except one stretch, or one word in ten."""
        missing = [number is None for number in self.alignment.numbers]
        changes = sum(gone and not before for before, gone in pairwise([False, *missing]))
        return sum(missing) <= len(missing) // NEARLY_ALL or changes <= 1

    @property
    def is_slip(self) -> bool:
        """Return whether hardly a word differs: at most one in ten, and three, is not there, and few are left out."""
        missing = sum(number is None for number in self.alignment.numbers)
        left_out = self.alignment.length - self.alignment.matched
        return missing <= min(SLIP, len(self.alignment.numbers) // NEARLY_ALL) and left_out <= missing + SLIP

    @property
    def touched(self) -> list[str]:
        """Return the provisions that have the words, in order; one of which only the label is quoted counts if it is
        the only one.
        """
        return touched(self.alignment, self.tokens)


def rank(finding: Finding) -> tuple[int, bool, int, int, int, int, int]:
    """Return a sort key, the best first: verdict, place, words found and skipped, worst edits, nearness to the claim,
    order.
    """
    alignment, grade = finding.alignment, finding.grade
    return (
        GRADES.index(grade),
        not finding.in_place,
        -alignment.matched,
        alignment.length - alignment.matched,
        sum(edit.grade == grade for edit in finding.edits),
        -finding.shared,
        alignment.first,
    )


def rank_of_changed(finding: Finding) -> tuple[bool, int, bool, int]:
    """Return a key that sorts the best of changed words first: nearly all in place, most, in place, closest."""
    placed = finding.in_place
    return not (placed and finding.has_nearly_all), -finding.alignment.matched, not placed, finding.alignment.length


@dataclass(slots=True)
class Quotation:
    """A quotation in its two readings, adapted to one document after the other."""

    text: str
    literal: TokenizedQuotation = field(init=False)
    marked: TokenizedQuotation = field(init=False)
    broken: bool = field(init=False)

    def __post_init__(self) -> None:
        self.broken = has_breaks(self.text)
        self.literal, self.marked = read_literally(self.text), read_marks(self.text)

    def readings(self, tokens: TokenizedText) -> tuple[TokenizedQuotation, ...]:
        """Return it read literally, then with its editorial marks.

        Letters in brackets that the document itself prints ("unit[ed]") are taken for the document's first.
        """
        text, literal, marked = self.text, self.literal, self.marked
        if self.broken:
            text = mend_breaks(self.text, set(tokens.words))
            literal, marked = read_literally(text), read_marks(text)
        if any(word.pattern and _prints(tokens, text[word.start : word.end]) for word in marked.words):
            return literal, read_marks(text, lambda altered: _prints(tokens, altered)), marked
        return literal, marked


def _prints(tokens: TokenizedText, altered: str) -> bool:
    """Whether a document has a word with letters in brackets just so."""
    return f" {' '.join(folded_words(altered))} " in tokens.full.joined


def findings(quotation: Quotation, claim: ClaimedSource) -> list[Finding]:
    """Return the places of a claimed document: those with all the words, else the nearest. Where a few words are not
    found, compounds are tried as the document writes them.
    """
    if found := exact_findings(quotation, claim) or nearest_findings(quotation, claim):
        return found
    other = respelled(quotation.readings(claim.tokens)[1], claim.tokens)
    alignments = exact_alignments(other, claim.tokens) if other else []
    return [finding for finding in _judged(other, alignments, claim) if finding.has_same_words] if other else []


def exact_findings(quotation: Quotation, claim: ClaimedSource) -> list[Finding]:
    """Return the best places, inside and outside the claimed provisions, that have every word in order."""
    literal, *marked = quotation.readings(claim.tokens)
    found = list(_judged(literal, exact_alignments(literal, claim.tokens), claim))
    if any(finding.in_place and finding.grade in ("verbatim", "typography") for finding in found):
        return found
    for reading in marked:
        if reading != literal:
            found += _judged(reading, exact_alignments(reading, claim.tokens), claim)
    return found


def nearest_findings(quotation: Quotation, claim: ClaimedSource) -> list[Finding]:
    """Return the nearest place in the claimed provisions, and in the whole document where that has more of the
    words."""
    marked = quotation.readings(claim.tokens)[1]
    if not marked.words:
        return []
    ranges = [*claim.ranges(), (0, len(claim.tokens.words))]
    alignments = [nearest_alignment(marked, claim.tokens, first, last) for first, last in ranges]
    if not any(alignments):
        alignments.append(stitched_alignment(marked, claim.tokens))
    return list(_judged(marked, list(dict.fromkeys(alignment for alignment in alignments if alignment)), claim))


def _judged(reading: TokenizedQuotation, alignments: list[Alignment], claim: ClaimedSource) -> Iterator[Finding]:
    """The findings at the places that skip the fewest words, inside and outside the claimed provisions."""
    alignments = sorted(alignments, key=lambda alignment: (alignment.length, alignment.first))
    claimed = Intervals(claim.ranges())
    scoped = [(alignment, _is_in_place(alignment, claim, claimed)) for alignment in alignments]
    for wanted in (True, False):
        for alignment in islice((alignment for alignment, inside in scoped if inside is wanted), JUDGED):
            edits = edits_of(reading, alignment, claim.tokens)
            yield Finding(claim.tokens, reading, alignment, edits, wanted, _shared(alignment, claim))


def _shared(alignment: Alignment, claim: ClaimedSource) -> int:
    """How many steps from the top a place has in common with the nearest of the claimed provisions."""
    here = claim.tokens.path_of(alignment.first).split("/")
    paths = [path.split("/") for path in claim.paths]
    each = (takewhile(lambda pair: pair[0] == pair[1], zip(here, path, strict=False)) for path in paths)
    return max((sum(1 for _ in same) for same in each), default=0)


def _is_in_place(alignment: Alignment, claim: ClaimedSource, claimed: Intervals) -> bool:
    """Whether the words are in a claimed provision: they begin in it, or in one above it and continue into it.

    `claimed` are the words of the claimed provisions.
    """
    if not claim.paths:
        return True
    tokens, found = claim.tokens, alignment.found
    first = next((number for number in found if not tokens.is_label(number)), found[0])
    if first in claimed:
        return True
    last = next((number for number in reversed(found) if not tokens.is_label(number)), found[-1])
    if _is_heading_above(first, last, claim):
        return True
    return last in claimed and any(_leads_into(path, touched(alignment, tokens)) for path in claim.paths)


_HEADING_ENDS = re.compile(r"\s*(?:[.:—–-]|\Z)")


def _is_heading_above(first: int, last: int, claim: ClaimedSource) -> bool:
    """Whether words are the whole heading of a provision above a claimed one: it heads that too."""
    tokens = claim.tokens
    piece = tokens.piece_of(first)
    if not any(path.startswith(f"{tokens.pieces[piece].path}/") for path in claim.paths):
        return False
    begins = first == tokens.full.starts[piece] + tokens.label_counts[piece] and tokens.piece_of(last) == piece
    if not begins or not _HEADING_ENDS.match(tokens.after(last)):
        return False
    words = tokens.raw(first, last).split()
    return all(word[:1].isupper() or word.lower() in COMMON_WORDS for word in words)


def _leads_into(claimed: str, paths: list[str]) -> bool:
    """Whether provisions, in order, are claimed or above what is claimed, the last one claimed."""
    return is_under(paths[-1], claimed) and all(is_under(path, claimed) or is_under(claimed, path) for path in paths)


def is_under(path: str, above: str) -> bool:
    """Return whether a path is another's or is below it."""
    return path == above or path.startswith(above + "/")


def touched(alignment: Alignment, tokens: TokenizedText) -> list[str]:
    """Return the provisions the words of an alignment are in (see `Finding.touched`)."""
    found = alignment.found
    own = [number for number in found if not tokens.is_label(number)] or found
    return list(dict.fromkeys(tokens.path_of(number) for number in own))
