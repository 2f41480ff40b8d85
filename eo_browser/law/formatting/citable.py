"""The facts a citation is made of, and the pieces that all styles share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eo_browser.law.model.pinpoints import pinpoint, section_sign
from eo_browser.law.terms.kinds import TERMS, Kind
from eo_browser.law.terms.months import ABBREVIATED_MONTHS
from eo_browser.law.terms.presidents import president_name

AUTHORITY = "Executive Office of the President"


@dataclass(frozen=True, slots=True)
class AmendedTo:
    """The text as amended that a citation is of: "to July 30, 2008", what amends it on that day, whether it is whole.

    `by` are the acts of that day where each has a number, which a citation can name.
    """

    until: str
    by: tuple[Citable, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Citable:
    """A document, or with `path` a provision of it, with every fact that a citation may have.

    `url` is the permalink of just that, absolute. Some styles quote `text`. Zeros and empty texts mean "not known".
    """

    url: str
    kind: Kind
    title: str
    number: str = ""
    series: tuple[str, ...] = ()  # "NSPM-3"
    signed: date | None = None
    published: date | None = None
    president: str = ""  # slug
    volume: int = 0
    first_page: int = 0
    last_page: int = 0
    document_number: str = ""
    path: str = ""
    text: str = ""
    accessed: date | None = None
    amended: AmendedTo | None = None  # the text as amended that is cited; None is the text as signed

    @property
    def as_amended(self) -> str:
        """Return "as amended to July 30, 2008 (incomplete)"; "" for the text as signed."""
        return f"as amended {self.amended.until}{self.incomplete}" if self.amended else ""

    @property
    def incomplete(self) -> str:
        """Return " (incomplete)" for a text as amended from which something is missing."""
        return " (incomplete)" if self.amended and not self.amended.complete else ""

    @property
    def place(self) -> str:
        """Return the pinpoint in words and which text it is of: "Sec. 1.3, as amended to July 30, 2008"."""
        return joined(self.pinpoint, self.as_amended)

    @property
    def day(self) -> date | None:
        """Return the day of signing; of publication where that is not known."""
        return self.signed or self.published

    @property
    def pinpoint(self) -> str:
        """Return the pinpoint in words: "Sec. 2(iii)(D)"; "" for the whole document."""
        return pinpoint(self.path)

    @property
    def sign(self) -> str:
        """Return the pinpoint with its sign: "§ 2(iii)(D)"; "" for the whole document."""
        return section_sign(self.path)

    @property
    def abbreviated_pinpoint(self) -> str:
        """Return the pinpoint inside a sentence or list: "sec. 2(iii)(D)"; "" for the whole document."""
        return self.pinpoint.replace("Sec. ", "sec. ")

    @property
    def names_itself(self) -> bool:
        """Return whether the title already says the kind: "Letter to the Speaker …", "Executive Order 13033 of …"."""
        title, terms = self.title.casefold(), TERMS[self.kind]
        return title.startswith(tuple(name.casefold() for name in (terms.name, terms.genre, f"a {terms.name}")))

    @property
    def numbered(self) -> str:
        """Return the kind with the number, as in a sentence: "Executive Order 13526"; "" for one without a number."""
        number = f"No. {self.number}" if self.kind == "determination" else self.number
        return f"{self.genre} {number}" if self.number else ""

    @property
    def president_name(self) -> str:
        """Return the name of the president: "Barack Obama"; "" when not known."""
        return president_name(self.president)

    @property
    def genre(self) -> str:
        """Return what the document is called: "Executive Order", "Presidential Memorandum" …"""
        return TERMS[self.kind].genre


def with_comma(number: int | str) -> str:
    """Set a comma into numbers of five digits and more: 13526 → "13,526", 9125 → "9125", "9577-A" → "9577-A"."""
    digits, dash, letter = str(number).partition("-")
    return (f"{int(digits):,}" if digits.isdecimal() and len(digits) > 4 else digits) + dash + letter


def short_day(day: date | None) -> str:
    """Write a day with the months as law reviews shorten them: "Dec. 29, 2009"."""
    return f"{ABBREVIATED_MONTHS[day.month - 1]} {day.day}, {day.year}" if day else ""


def day_first(day: date | None) -> str:
    """Write a day with its number first: "29 Dec. 2009"."""
    return f"{day.day} {ABBREVIATED_MONTHS[day.month - 1]} {day.year}" if day else ""


def joined(*pieces: str, by: str = ", ") -> str:
    """Join the pieces that are not empty."""
    return by.join(piece for piece in pieces if piece)


def whole_range(first: int, last: int, dash: str) -> str:
    """Write a range of pages in full, one page alone: 707, 731 → "707-731"; 9325, 9325 → "9325"; 0 → ""."""
    return f"{first}{dash}{last}" if last > first else str(first or "")


def shortened_range(first: int, last: int) -> str:
    """Write a range of pages as MLA prints it: 707, 731 → "707–31", 98, 102 → "98–102"."""
    if last <= first:
        return str(first)
    short = str(last)[-2:] if last >= 100 and first // 100 == last // 100 else str(last)
    return f"{first}–{short}"
