"""The lines printed around a Federal Register document, and the metadata in them.

The same lines are printed in the XML, the HTML and the raw text; the three readers share these functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, cast

from eo_browser.law.model.dates import printed_date, short_date
from eo_browser.law.model.kinds import numbered_head, series_numbers
from eo_browser.law.model.source import Block, Metadata, RegisterPlace, Role, SeriesNumber
from eo_browser.law.terms.kinds import Kind
from eo_browser.law.terms.marks import DASHES

_PAGE = re.compile(r"page-(\d+)")


def metadata_of(
    blocks: Sequence[Block], kind: Kind | None = None, volume: int = 0, published: date | None = None
) -> Metadata:
    """Read the metadata off the blocks.

    `kind` is what the source's own markup says, when it says it. `volume` and `published` come from the
    issue around the document; without a volume, it is computed from the day of filing.
    """
    line = _kind_line(blocks)
    title, number = title_and_number(_joined(blocks, "title"), line.number if line else "")
    filing = _joined(blocks, "filing")
    pages = page_numbers(blocks)
    volume = volume or volume_of(filed_on(filing), pages[0] if pages else 0)
    document = document_number(filing)
    return Metadata(
        kind=kind_by_line(kind, line, title),
        number=number,
        series=_series(blocks),
        title=title,
        addressees=tuple(name for text in _texts(blocks, "addressee") for name in addressees(text)),
        signed=(line.signed if line else None) or printed_date(_joined(blocks, "date-line")),
        published=published,
        register=register_place(volume, pages),
        document_number=document,
        correction_of=correction_of(title, document),
    )


def kind_by_line(kind: Kind | None, line: KindLine | None, title: str) -> Kind | None:
    """Return the kind: the markup's; where that says only "other", the kind line's, or what the title opens with."""
    if kind not in (None, "other"):
        return kind
    opening = line or kind_line(title + " of ")
    return opening.kind if opening else kind


def page_numbers(blocks: Iterable[Block]) -> list[int]:
    """Return the printed pages met, in order."""
    names = (anchor.name for block in blocks for anchor in block.anchors)
    return [int(found[1]) for name in names if (found := _PAGE.fullmatch(name))]


def _kind_line(blocks: Sequence[Block]) -> KindLine | None:
    lines = (kind_line(block.text) for block in blocks if block.role in ("number-line", "kind-line"))
    return next((line for line in lines if line), None)


def _texts(blocks: Sequence[Block], role: Role) -> list[str]:
    return [block.text for block in blocks if block.role == role and block.text]


def _joined(blocks: Sequence[Block], role: Role) -> str:
    return " ".join(_texts(blocks, role))


def _series(blocks: Sequence[Block]) -> tuple[SeriesNumber, ...]:
    """Series numbers are on lines of their own in the head of the document."""
    lines = (block.text for block in blocks if block.kind == "heading" and not block.role)
    return tuple(dict.fromkeys(number for line in lines for number in series_numbers(line)))


# The printed lines

FOLDED_DASHES = str.maketrans(dict.fromkeys(DASHES, "-"))
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
      | (?P<note>(?i:\[?editor(?:ial|'s)\ note\b))
      | (?P<billing>(?i:.{0,24}?\bBilling\ code\b))""",
    re.VERBOSE,
)
_DATE_LINE = re.compile(r"(?:Washington,?\s+(?:D\.?C\.?,?\s+)?)?[A-Z][a-z]+ \d{1,2},? \d{4}\.?$")
_LABELS_ONLY = re.compile(r"(?:[“‘\"]*(?:\(\w{1,5}\)|\w{1,3}\.)\s*)+$")


class KindLine(NamedTuple):
    """The facts in a line like "Executive Order 13769 of January 27, 2017"."""

    kind: Kind
    number: str  # "" for kinds without numbers
    signed: date | None


def kind_line(text: str) -> KindLine | None:
    """Read the line that names the kind, the number and the day of signing; None when it is no such line."""
    text = text.translate(FOLDED_DASHES).strip()
    numbered = numbered_head(text)
    kind = numbered[0] if numbered else _unnumbered_kind(text)
    return KindLine(kind, printed_number(numbered[1]) if numbered else "", printed_date(text)) if kind else None


def _unnumbered_kind(text: str) -> Kind | None:
    return next((kind for pattern, kind in _KIND_LINES if re.match(pattern, text, re.IGNORECASE)), None)


def printed_number(text: str) -> str:
    """Return a number in one spelling: "11359A", "7933-a", "2017–05" → "11359-A", "7933-A", "2017-05"."""
    return re.sub(r"(?<=\d)(?=[A-Z]$)", "-", text.translate(FOLDED_DASHES).strip().upper())


def title_and_number(title: str, number: str) -> tuple[str, str]:
    """Move a letter from the head of a title to the number: ("-A Assignment of Frequencies", "10571") →
    ("Assignment of Frequencies", "10571-A"). A number left blank in print ("Executive Order No.   ") is no title."""
    title = _BLANK_NUMBER.sub("", title, count=1)
    found = _TITLE_LETTER.match(title.translate(FOLDED_DASHES))
    if not (found and number) or number.endswith(f"-{found[1]}"):
        return title, number
    return title[found.end() :], f"{number}-{found[1]}"


def document_number(text: str) -> str:
    """Return the number in "[FR Doc. 2017-02281 Filed 1-31-17; 11:15 am]" or "[FR Doc No: 01-16668]"; "" for none."""
    found = _DOCUMENT_NUMBER.search(text.translate(FOLDED_DASHES))
    return found[1].upper() if found else ""


def filed_on(text: str) -> date | None:
    """Return the day in "Filed 1-31-17; 11:15 am]", also where the word is missing."""
    found = _FILED_DAY.search(text.translate(FOLDED_DASHES))
    return short_date(found[1]) if found else None


def correction_of(title: str, number: str) -> str:
    """Return what a correction corrects: "C1-2017-02386" → "2017-02386".

    "?" when only the title says that it is a correction; "" for other documents.
    """
    found = _CORRECTION_NUMBER.match(number)
    if found:
        return number[found.end() :]
    return "?" if title.strip().rstrip(".").lower() == "correction" else ""


def volume_of(filed: date | None, first_page: int) -> int:
    """Return the volume a page is in, from the day of filing; 0 when unknown.

    The Federal Register has a volume a year and prints a document some days after filing. A document
    filed in December on a low page belongs to the next volume: page numbers begin again at 1 in January
    and are far above 5,000 by December.
    """
    if not filed:
        return 0
    next_year = filed.month == 12 and 0 < first_page < 5000
    return filed.year + next_year - FIRST_VOLUME_YEAR


def register_place(volume: int, pages: list[int]) -> RegisterPlace | None:
    """Return the place from a volume and the pages met, in order; None when either is unknown."""
    return RegisterPlace(volume, pages[0], max(pages)) if volume and pages else None


def is_addressee(text: str) -> bool:
    """Return whether a line names the addressees of a memorandum."""
    return bool(_MEMORANDUM_FOR.match(text))


def addressees(text: str) -> tuple[str, ...]:
    """Return the addressees of a memorandum: "Memorandum for the Secretary of State and the Attorney General" → two
    names.
    """
    rest = _MEMORANDUM_FOR.sub("", text, count=1)
    names = (name.strip(" ,;.") for name in _ADDRESSEE_BREAK.split(rest))
    return tuple(re.sub(r"^(?:and\s+)?the\s+", "", name, flags=re.IGNORECASE) for name in names if name)


def caption_role(text: str) -> Role:
    """Return the role of a line between title and text: addressees, "By the President …", "A Proclamation"; else ""."""
    if is_addressee(text):
        return "addressee"
    return next((role for role, pattern in _CAPTIONS if pattern.match(text)), "")


def foot_role(text: str, before: Role) -> Role:
    """Return the role of a line that closes a document, given the role of the block before it; "" for text."""
    if before in ("place", "signature") and _DATE_LINE.match(text):
        return "date-line"
    found = _FOOT.match(text)
    return cast(Role, found.lastgroup) if found else ""


def is_label_only(text: str) -> bool:
    """Return whether a line has only labels of a list, "(a)" or "(d) (1)": its text is on the next line."""
    return bool(_LABELS_ONLY.match(text))
