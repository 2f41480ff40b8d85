"""The answer to a quotation, and the precedence of what was found (docs/quotations.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, Protocol

from .edits import GRADES, Edit, Grade, edits_of, grade_of
from .marks import Reading, read_literally, read_marks
from .placing import Placing, exact_placings, nearest_placing, stitched_placing
from .script import Script
from .warnings import WarningCode, warnings_of, warnings_of_length
from .words import LITTLE_WORDS, composed, has_breaks, mend_breaks

VerdictName = Literal[
    "verbatim",
    "typography",
    "marked-edits",
    "case-or-punctuation",
    "unmarked-change",
    "wrong-provision",
    "wrong-document",
    "not-found",
]
FAITHFUL: tuple[Grade, ...] = ("verbatim", "typography", "marked-edits")
JUDGED = 24  # places of one document whose differences are worked out
LISTED = 20  # documents named when words stand in several
LONGEST = 20_000  # characters of a quotation
_IN_QUOTED_TEXT = re.compile(r"(?:^|/)q\d+(?:/|$)")
TELLING = 2 / 3  # of the weightier words, for a document that nobody cited and that has the rest changed


@dataclass(frozen=True, slots=True)
class Claim:
    """A document a quotation is said to come from, and the paths it names there; none = anywhere in it."""

    script: Script
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Quoted words in their source: half-open characters of the provision's own text."""

    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the words of a quotation stand: a document (the caller's key) and its provisions in order."""

    key: int
    paths: tuple[str, ...]
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a quotation is what a document says.

    `standing` is None for "not-found"; `also` are other documents with the same words, where no
    citation chooses. `warnings` are pairs of a code and what it is about.
    """

    quote: str
    verdict: VerdictName
    standing: Standing | None = None
    edits: tuple[Edit, ...] = ()
    warnings: tuple[tuple[WarningCode, str], ...] = ()
    also: tuple[Standing, ...] = ()


@dataclass(frozen=True, slots=True)
class _Finding:
    """One place of one document with its differences."""

    script: Script
    reading: Reading
    placing: Placing
    edits: tuple[Edit, ...]
    in_place: bool
    order: int = 0

    @property
    def grade(self) -> Grade:
        return grade_of(self.edits)

    @property
    def rank(self) -> tuple[int, bool, int, int, int]:
        """Smaller is better: verdict, place, words found, words passed over, reading order."""
        placing = self.placing
        return (
            GRADES.index(self.grade),
            not self.in_place,
            -placing.matched,
            placing.length - placing.matched,
            placing.found[0],
        )


@dataclass(slots=True)
class _Quotation:
    """The quotation in its two readings, mended for one document after the other."""

    text: str
    literal: Reading = field(init=False)
    marked: Reading = field(init=False)
    broken: bool = field(init=False)

    def __post_init__(self) -> None:
        self.broken = has_breaks(self.text)
        self.literal, self.marked = read_literally(self.text), read_marks(self.text)

    def readings(self, script: Script) -> tuple[Reading, Reading]:
        """As the document would have printed it, and with its marks taken for marks."""
        if not self.broken:
            return self.literal, self.marked
        mended = mend_breaks(self.text, set(script.words))
        return read_literally(mended), read_marks(mended)


class TooLong(ValueError):
    """The quotation is longer than any that is checked."""

    def __init__(self) -> None:
        super().__init__(f"A quotation of at most {LONGEST:,} characters is checked.")


class Archive(Protocol):
    """Other documents than the claimed ones, likeliest first; asked only when those do not have the words."""

    def with_all_words(self) -> Iterable[Script]:
        """Those that may have every word of the quotation."""

    def with_many_words(self) -> Iterable[Script]:
        """Those that may have most."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """An archive that is a few documents."""

    scripts: tuple[Script, ...] = ()

    def with_all_words(self) -> Iterable[Script]:
        """All of them."""
        return self.scripts

    def with_many_words(self) -> Iterable[Script]:
        """All of them."""
        return self.scripts


def verify(quote: str, claims: Sequence[Claim] = (), archive: Archive = Shelf()) -> Verdict:  # noqa: B008  # frozen
    """Whether a quotation is what the documents it is said to come from say. Raises `TooLong`."""
    if len(quote) > LONGEST:
        raise TooLong
    quotation = _Quotation(composed(quote))
    if not quotation.literal.words:
        return Verdict(quote, "not-found")
    claimed = [finding for claim in claims for finding in _findings(quotation, claim)]
    return _decide(quote, claimed, claims, _Elsewhere(quotation, archive))


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """The rest of the archive."""

    quotation: _Quotation
    archive: Archive

    def exact(self) -> list[_Finding]:
        """The best place of each document that has all the words."""
        return self._best(_exact, self.archive.with_all_words())

    def nearest(self) -> list[_Finding]:
        """The best place of each document that has enough of them, and of those that say something."""
        found = self._best(_findings, self.archive.with_many_words())
        return [finding for finding in found if _is_telling(finding)]

    def _best(self, find: Callable[[_Quotation, Claim], list[_Finding]], scripts: Iterable[Script]) -> list[_Finding]:
        each = (min(find(self.quotation, Claim(script)), key=_rank, default=None) for script in scripts)
        return [finding for finding in each if finding]


def _is_telling(finding: _Finding) -> bool:
    """Whether the words found are more than the little ones that stand in every document."""
    numbers = zip(finding.reading.words, finding.placing.numbers, strict=True)
    found = [number is not None for word, number in numbers if word.folded not in LITTLE_WORDS]
    return sum(found) >= TELLING * len(found)


def _decide(quote: str, claimed: list[_Finding], claims: Sequence[Claim], rest: _Elsewhere) -> Verdict:
    """Same words in place, same words out of place, faithful words elsewhere, then changed words.

    Changed words of a document that is not the cited one are not what the citation says they are: not found.
    """
    same = [finding for finding in claimed if finding.grade != "unmarked-change"]
    if in_place := [finding for finding in same if finding.in_place]:
        return _verdict(quote, min(in_place, key=_rank))
    if same:
        return _verdict(quote, min(same, key=_rank), "wrong-provision")
    others = rest.exact()
    if faithful := [finding for finding in others if finding.grade in FAITHFUL]:
        return _from_elsewhere(quote, faithful, claims)
    if claimed:
        return _verdict(quote, min(claimed, key=_most_words))
    if others:
        return _from_elsewhere(quote, others, claims)
    if not claims and (changed := rest.nearest()):
        best = min(changed, key=_most_words)
        return _verdict(quote, best) if best.grade == "unmarked-change" else _from_elsewhere(quote, [best], claims)
    return Verdict(quote, "not-found", warnings=tuple(warnings_of_length(rest.quotation.marked).items()))


def _from_elsewhere(quote: str, found: list[_Finding], claims: Sequence[Claim]) -> Verdict:
    """Words found outside the claimed documents: in the wrong one, or, where none is claimed, just found."""
    first, *others = sorted(found, key=lambda finding: (GRADES.index(finding.grade), _is_quoted(finding)))
    if claims:
        return _verdict(quote, first, "wrong-document")
    return _verdict(quote, first, also=[other for other in others if other.grade in FAITHFUL])


def _is_quoted(finding: _Finding) -> bool:
    """Whether a document has the words only in what it quotes itself: in an amendment to another's text."""
    return _IN_QUOTED_TEXT.search(finding.script.path_of(finding.placing.found[0])) is not None


def _findings(quotation: _Quotation, claim: Claim) -> list[_Finding]:
    """The places of a claimed document: those with all the words, else the nearest."""
    return _exact(quotation, claim) or _nearest(quotation, claim)


def _exact(quotation: _Quotation, claim: Claim) -> list[_Finding]:
    """The best places, in and out of the claimed provisions, where every word stands in order."""
    literal, marked = quotation.readings(claim.script)
    found = list(_judged(literal, exact_placings(literal, claim.script), claim))
    good = [finding for finding in found if finding.grade in ("verbatim", "typography")]
    if any(finding.in_place for finding in good) or marked == literal:
        return found
    return found + list(_judged(marked, exact_placings(marked, claim.script), claim))


def _judged(reading: Reading, placings: list[Placing], claim: Claim) -> Iterator[_Finding]:
    """The differences at the places that pass over fewest words, in the claimed provisions and out of them."""
    placings = sorted(placings, key=lambda placing: (placing.length, placing.found[0]))
    scoped = [(placing, _is_in_place(placing, claim)) for placing in placings]
    for wanted in (True, False):
        for placing in islice((placing for placing, inside in scoped if inside is wanted), JUDGED):
            edits = edits_of(reading, placing, claim.script)
            yield _Finding(claim.script, reading, placing, edits, wanted)


def _nearest(quotation: _Quotation, claim: Claim) -> list[_Finding]:
    """The nearest place in the claimed provisions, and in the whole document where that has more of the words."""
    _, marked = quotation.readings(claim.script)
    if not marked.words:
        return []
    ranges = [*_scopes(claim), (0, len(claim.script.words))]
    placings = [nearest_placing(marked, claim.script, first, last) for first, last in ranges]
    if not any(placings):
        placings.append(stitched_placing(marked, claim.script))
    return list(_judged(marked, list(dict.fromkeys(placing for placing in placings if placing)), claim))


def _scopes(claim: Claim) -> Iterator[tuple[int, int]]:
    """The words of each claimed provision with what stands under it."""
    starts = (*claim.script.full.starts, len(claim.script.words))
    for path in claim.paths:
        inside = [number for number, piece in enumerate(claim.script.pieces) if _is_under(piece.path, path)]
        if inside:
            yield starts[inside[0]], starts[inside[-1] + 1]


def _is_in_place(placing: Placing, claim: Claim) -> bool:
    """Whether the words stand in a claimed provision: begin in it, or lead into it from the one above."""
    if not claim.paths:
        return True
    paths = _touched(placing, claim.script)
    if any(_is_under(paths[0], claimed) for claimed in claim.paths):
        return True
    return any(
        _is_under(paths[-1], claimed) and all(_is_under(path, claimed) or _is_under(claimed, path) for path in paths)
        for claimed in claim.paths
    )


def _is_under(path: str, above: str) -> bool:
    return path == above or path.startswith(above + "/")


def _touched(placing: Placing, script: Script) -> list[str]:
    """The provisions the words stand in, in order; one that gave only its label counts when there is no other."""
    found = placing.found
    own = [number for number in found if not script.is_label(number)] or found
    return list(dict.fromkeys(script.path_of(number) for number in own))


def _rank(finding: _Finding) -> tuple[int, bool, int, int, int]:
    return finding.rank


def _most_words(finding: _Finding) -> tuple[int, bool, int]:
    """For changed words: most of them, then in place, then closest together."""
    return -finding.placing.matched, not finding.in_place, finding.placing.length


def _verdict(
    quote: str, finding: _Finding, verdict: VerdictName | None = None, also: Sequence[_Finding] = ()
) -> Verdict:
    warnings = warnings_of(finding.reading, finding.edits, finding.script)
    if also:
        warnings["found-in-several"] = f"The words stand in at least {len(also) + 1} documents."
    return Verdict(
        quote,
        verdict or finding.grade,
        _standing(finding),
        finding.edits,
        tuple(warnings.items()),
        tuple(_standing(other) for other in also[:LISTED]),
    )


def _standing(finding: _Finding) -> Standing:
    paths = _main(finding) if finding.grade == "unmarked-change" else _touched(finding.placing, finding.script)
    spans = tuple(span for span in _spans(finding) if span.path in paths)
    return Standing(finding.script.key, tuple(paths), spans)


def _main(finding: _Finding) -> list[str]:
    """The provisions that hold a fair part of changed words; a stray word next door does not make a run."""
    held: dict[str, int] = {}
    for number in finding.placing.found:
        path = finding.script.path_of(number)
        held[path] = held.get(path, 0) + 1
    enough = max(held.values()) / 4
    return [path for path, count in held.items() if count >= enough]


def _spans(finding: _Finding) -> Iterator[Span]:
    """Words that follow each other in one provision are one span."""
    script = finding.script
    open_: tuple[int, int, int] | None = None  # piece, start, end
    last = -2
    for number in finding.placing.found:
        piece, start, end = script.span(number)
        if open_ and piece == open_[0] and number == last + 1:
            open_ = (piece, open_[1], end)
        else:
            if open_:
                yield from _span(script, *open_)
            open_ = (piece, start, end)
        last = number
    if open_:
        yield from _span(script, *open_)


def _span(script: Script, number: int, start: int, end: int) -> Iterator[Span]:
    piece = script.pieces[number]
    shift = len(piece.printed) - len(piece.text)
    if end > shift:
        yield Span(piece.path, max(0, start - shift), end - shift)
