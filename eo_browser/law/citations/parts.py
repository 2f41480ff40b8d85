"""The parts of a citation, as frozen values. None of them depends on the archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from eo_browser.law.terms.kinds import Kind


@dataclass(frozen=True, slots=True)
class Numbered:
    """Numbers of one kind of document: ("executive-order", ("13768", "13770")). A list names several documents, each
    perhaps with its day.
    """

    kind: Kind
    numbers: tuple[str, ...]
    days: tuple[Dated | None, ...] = ()  # of a list, the day given with each number


@dataclass(frozen=True, slots=True)
class DirectiveNumber:
    """A place in a directive series, under every name given: NSPD-54/HSPD-23 is one document with two places."""

    places: tuple[tuple[str, str], ...]  # (("nspd", "54"), ("hspd", "23"))


@dataclass(frozen=True, slots=True)
class EitherSeriesOrNumber:
    """ "PD No. 98-11": a determination, or a Presidential Directive of the Carter years."""

    number: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A page of the Federal Register, and the pages pointed at inside the document ("75 FR 707, 709")."""

    volume: int
    page: int
    points: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number of the Federal Register: "2017-02386", "E9-1777", "C1-2017-02386"."""

    number: str


@dataclass(frozen=True, slots=True)
class CompilationPage:
    """A page of Title 3's yearly compilation: 3 CFR 298 (2010); `last_year` differs in "1959–1963 Comp."."""

    page: int
    first_year: int = 0
    last_year: int = 0


@dataclass(frozen=True, slots=True)
class Dated:
    """A day; month 0 or day 0 where only the year (or year and month) is given.

    `loose`: a bare year, which may choose among documents but never contradicts one.
    """

    year: int
    month: int = 0
    day: int = 0
    loose: bool = False

    def fits(self, when: date | None) -> bool:
        """Return whether a date is the day, or in the month or year, cited; an unknown date is not."""
        if when is None or when.year != self.year:
            return False
        return self.month in (0, when.month) and self.day in (0, when.day)

    @property
    def whole(self) -> date | None:
        """Return the day itself; None where it is not fully given."""
        return date(self.year, self.month, self.day) if self.day else None


@dataclass(frozen=True, slots=True)
class KindNamed:
    """A kind of document named without a number: "Presidential Memorandum", "Trump's executive order"."""

    kind: Kind
    titled: bool = False  # followed by "on", "entitled": its title comes next
    on_topic: bool = False  # followed by "on", "regarding": its title or what it is about comes next
    directive: str = ""  # "National Security Directive": the name as written, whether of a series or not


@dataclass(frozen=True, slots=True)
class PresidentNamed:
    """Slugs of the presidents a name may mean: "Bush" may be two."""

    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between quotation marks: perhaps a title."""

    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a pinpoint: the level word as its family ("section", "" when none is written) and the label."""

    level: str
    label: str
    bracketed: bool = False


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A provision, outermost step first; with `last`, every provision from one to the other."""

    steps: tuple[Step, ...]
    last: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Pinpoints:
    """The provisions a citation points at: several in a list."""

    members: tuple[Pinpoint, ...]


@dataclass(frozen=True, slots=True)
class PagePoint:
    """A page named without its volume: "p. 9126"."""

    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """A law, regulation or code, which the archive does not hold: its name, and where it can be read."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Linked:
    """An address: ours (`path` begins with "/"), or one of another site read into parts; `anchor` is its fragment."""

    url: str
    path: str = ""
    anchor: str = ""
    meaning: tuple[Numbered | RegisterPage | DocumentNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class Contextual:
    """Words whose document or provision depends on the context: "this order", "that memorandum", "the Order"."""

    which: str  # "this", "that", "defined", "same"
    noun: str  # "order", "section", "memorandum"


@dataclass(frozen=True, slots=True)
class AsAmended:
    """ "as amended by E.O. 13470", "as amended through 2005", "as amended": by whom, to when, or by all."""

    acts: tuple[Numbered, ...] = ()
    until: date | None = None


Value = (
    Numbered
    | DirectiveNumber
    | EitherSeriesOrNumber
    | RegisterPage
    | DocumentNumber
    | CompilationPage
    | Dated
    | KindNamed
    | PresidentNamed
    | Quoted
    | Pinpoints
    | PagePoint
    | Outside
    | Linked
    | Contextual
    | AsAmended
)


# The values that tell by themselves which document is meant.
CORES = (Numbered, DirectiveNumber, EitherSeriesOrNumber, RegisterPage, DocumentNumber, CompilationPage, Linked)


class Part(NamedTuple):  # not a dataclass: it is made for every piece of every text, and this is made faster
    """A recognised part of a citation with its characters; `form` is the name of its form."""

    start: int
    end: int
    form: str
    value: Value


class Citation(NamedTuple):
    """A citation of a text: its parts in order.

    `whole` is true where the text was given as one citation, so that its remaining words may be a title.
    """

    text: str
    start: int
    end: int
    parts: tuple[Part, ...] = ()
    whole: bool = False

    def with_parts(self, parts: Sequence[Part]) -> Citation:
        """Return the citation that some of its parts make: its characters are those from the first to the last."""
        start, end = parts[0].start, parts[-1].end
        return Citation(self.text[start - self.start : end - self.start], start, end, tuple(parts))

    def alone(self) -> Citation:
        """Return the citation as a text of its own: it starts at 0, and its parts are counted from there."""
        parts = (part._replace(start=part.start - self.start, end=part.end - self.start) for part in self.parts)
        return self._replace(start=0, end=self.end - self.start, parts=tuple(parts)) if self.start else self
