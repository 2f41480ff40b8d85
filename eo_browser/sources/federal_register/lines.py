"""The lines the Federal Register prints around a presidential document: kind, number, addressees, filing.

The same lines stand in the XML, the HTML and the raw text; the three readers share these functions.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple, cast

from eo_browser.law.model.dates import printed_date
from eo_browser.law.model.kinds import numbered_head
from eo_browser.law.model.source import Kind, RegisterPlace, Role
from eo_browser.sources.dates import short_date

DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
FIRST_VOLUME_YEAR = 1935  # volume 1 is 1936

# Lines of kinds that carry no number; the numbered ones are read by `numbered_head`.
_KIND_LINES: tuple[tuple[str, Kind], ...] = (
    (r"Executive Order\b", "executive-order"),
    (r"Proclamation\b", "proclamation"),
    (r"Presidential Determination\b", "determination"),
    (r"Memorandum of\b", "memorandum"),
    (r"Notice of\b", "notice"),
    (r"(?:Presidential )?Order of\b", "order"),
    (r"(?:Presidential )?Permit of\b", "permit"),
    (r"Letter of\b", "letter"),
    (r"Message of\b", "message"),
    (r"Reorganization Plan\b", "reorganization-plan"),
)
_BLANK_NUMBER = re.compile(r"^Executive Order No\.\s+(?=[A-Z][a-z])")
_TITLE_LETTER = re.compile(r"^-([A-Z])\s+(?=\S)")
_DOCUMENT_NUMBER = re.compile(r"FR\s+Doc\.?\s*(?:No\.?:?\s*)?([A-Z]?\d[\dA-Z]*(?:-\d+)+|[A-Z]\d+-\d+)", re.IGNORECASE)
_FILED_DAY = re.compile(r"(?:\bFiled\s+|^|\s)(\d{1,2}-\d{1,2}-\d{2,4})(?=\s*[;,\]]|\s+\d)")
_CORRECTION_NUMBER = re.compile(r"^[CR]\d*-(?=\d)", re.IGNORECASE)
_MEMORANDUM_FOR = re.compile(r"^memorand(?:um|a) (?:for|to)\b[:\s]*", re.IGNORECASE)
_ADDRESSEE_BREAK = re.compile(
    r"\s*(?:\[,\]\s*(?:\[and\])?|\[,?\s*and\]|;\s*(?:and\s+)?(?=the\b)|,\s+(?:and\s+)?(?=the\b)|\band\s+(?=the\b)|\n)\s*",
    re.IGNORECASE,
)


_CAPTIONS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("furniture", re.compile(r"By the President of the United States")),
    ("kind-line", re.compile(r"A Proclamation$", re.IGNORECASE)),
)
# Each named for its role.
_FOOT = re.compile(
    r"""(?P<picture>(?i:[<\[]GRAPHIC))
      | (?P<signature>(?i:\(Presidential\ Sig))
      | (?P<place>THE\ WHITE\ HOUSE\b[^a-z]*$)
      | (?P<filing>(?i:(?:\d+\ )?(?:\[?FR\ Doc\b|Filed\ \d|\d{1,2}-\d{1,2}-\d{2};\ \d+:\d\d\ [ap]\.?m)))
      | (?P<billing>(?i:.{0,24}?\bBilling\ code\b))""",
    re.VERBOSE,
)
_DATE_LINE = re.compile(r"(?:Washington,?\s+(?:D\.?C\.?,?\s+)?)?[A-Z][a-z]+ \d{1,2},? \d{4}\.?$")
_LABELS_ONLY = re.compile(r"(?:[“‘\"]*(?:\(\w{1,5}\)|\w{1,3}\.)\s*)+$")


class KindLine(NamedTuple):
    """What "Executive Order 13769 of January 27, 2017" says."""

    kind: Kind
    number: str  # "" for kinds without numbers
    signed: date | None


def kind_line(text: str) -> KindLine | None:
    """Read the line that names the kind, the number and the day of signing; None when it is no such line."""
    text = text.translate(DASHES).strip()
    numbered = numbered_head(text)
    kind = numbered[0] if numbered else _unnumbered_kind(text)
    return KindLine(kind, spelled_number(numbered[1]) if numbered else "", printed_date(text)) if kind else None


def _unnumbered_kind(text: str) -> Kind | None:
    return next((kind for pattern, kind in _KIND_LINES if re.match(pattern, text, re.IGNORECASE)), None)


def spelled_number(text: str) -> str:
    """A number in one spelling: "11359A", "7933-a", "2017–05" → "11359-A", "7933-A", "2017-05"."""
    return re.sub(r"(?<=\d)(?=[A-Z]$)", "-", text.translate(DASHES).strip().upper())


def title_and_number(title: str, number: str) -> tuple[str, str]:
    """Move a letter from the head of a title to the number: ("-A Assignment of Frequencies", "10571") →
    ("Assignment of Frequencies", "10571-A"). A number left blank in print ("Executive Order No.   ") is no title."""
    title = _BLANK_NUMBER.sub("", title, count=1)
    found = _TITLE_LETTER.match(title.translate(DASHES))
    if not (found and number) or number.endswith(f"-{found[1]}"):
        return title, number
    return title[found.end() :], f"{number}-{found[1]}"


def document_number(text: str) -> str:
    """The number in "[FR Doc. 2017-02281 Filed 1-31-17; 11:15 am]" or "[FR Doc No: 01-16668]"; "" without one."""
    found = _DOCUMENT_NUMBER.search(text.translate(DASHES))
    return found[1].upper() if found else ""


def filed_on(text: str) -> date | None:
    """The day in "Filed 1-31-17; 11:15 am]", also where the word is missing."""
    found = _FILED_DAY.search(text.translate(DASHES))
    return short_date(found[1]) if found else None


def correction_of(title: str, number: str) -> str:
    """What a correction corrects: "C1-2017-02386" → "2017-02386"; "?" when only the title says it is one; else ""."""
    found = _CORRECTION_NUMBER.match(number)
    if found:
        return number[found.end() :]
    return "?" if title.strip().rstrip(".").lower() == "correction" else ""


def volume_of(filed: date | None, first_page: int) -> int:
    """The volume a page stands in, from the day of filing; 0 when unknown.

    The Federal Register has a volume a year and prints a document some days after filing. A document
    filed in December on a low page belongs to the next volume: page numbers begin again at 1 in January
    and stand far above 5,000 by December.
    """
    if not filed:
        return 0
    next_year = filed.month == 12 and 0 < first_page < 5000
    return filed.year + next_year - FIRST_VOLUME_YEAR


def register_place(volume: int, pages: list[int]) -> RegisterPlace | None:
    """The place from a volume and the pages met, in order; None when either is unknown."""
    return RegisterPlace(volume, pages[0], max(pages)) if volume and pages else None


def is_addressee(text: str) -> bool:
    """Whether a line says whom a memorandum is for."""
    return bool(_MEMORANDUM_FOR.match(text))


def addressees(text: str) -> tuple[str, ...]:
    """Whom a memorandum is for: "Memorandum for the Secretary of State[,] [and] the Attorney General" → two names."""
    rest = _MEMORANDUM_FOR.sub("", text, count=1)
    names = (name.strip(" ,;.") for name in _ADDRESSEE_BREAK.split(rest))
    return tuple(_without_article(name) for name in names if name)


def _without_article(name: str) -> str:
    return re.sub(r"^(?:and\s+)?the\s+", "", name, flags=re.IGNORECASE)


def caption_role(text: str) -> Role:
    """The role of a line between title and text: addressees, "By the President …", "A Proclamation"; else ""."""
    if is_addressee(text):
        return "addressee"
    return next((role for role, pattern in _CAPTIONS if pattern.match(text)), "")


def foot_role(text: str, before: Role) -> Role:
    """The role of a line that closes a document, given the role of the block before it; "" for text."""
    if before in ("place", "signature") and _DATE_LINE.match(text):
        return "date-line"
    found = _FOOT.match(text)
    return cast(Role, found.lastgroup) if found else ""


def is_label_only(text: str) -> bool:
    """Whether a line is nothing but labels of a list, "(a)" or "(d) (1)": its text stands on the next line."""
    return bool(_LABELS_ONLY.match(text))
