"""Presidential documents in notes of the United States Code: USLM XML of the Office of the Law Revision Counsel.

The first paragraph of a note states its content: "Memorandum of President of the United States, Jan. 30, 2009,
74 F.R. 5979, provided:". A document printed "as amended by" others is not a text as signed and is skipped. Square
brackets are the editors'.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from lxml import etree

from eo_browser.law.model.dates import iso_date, printed_date
from eo_browser.law.model.source import AmendedPrint, Block, Metadata, RegisterPlace, Role, Skipped, SourceDocument
from eo_browser.law.terms.kinds import Kind
from eo_browser.sources.federal_register.metadata import addressees
from eo_browser.sources.paragraphs import InlineText, Style, StyledText

_NAMESPACES = (b"http://xml.house.gov/schemas/uslm", b"http://schemas.gpo.gov/xml/uslm")
_NOT_XML = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])
_PROVIDED = re.compile(r"\b(?:provided|provides|reads?|set out)\b.{0,40}:\s*$")
_AMENDED = re.compile(r"\bas (?:amended|added|modified)\b|\bamended by\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(\d+)\s*F\.\s?R\.\s*(\d+)")
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("executive-order", re.compile(r"^Ex\.\s*Ord\.(?:\s*No\.)?\s*(?P<number>\d+(?:-?[A-Z])?)", re.IGNORECASE)),
    ("proclamation", re.compile(r"^Proc\.(?:\s*No\.)?\s*(?P<number>\d+(?:-?[A-Z])?)", re.IGNORECASE)),
    (
        "determination",
        re.compile(
            r"^(?:Determination of (?:the )?President|Presidential Determination)\b.{0,40}?No\.\s*(?P<number>\d+-\d+)"
        ),
    ),
    ("memorandum", re.compile(r"^(?:Memorandum of (?:the )?President|Presidential Memorandum)\b(?P<number>)")),
    ("notice", re.compile(r"^Notice of (?:the )?President\b(?P<number>)")),
    ("order", re.compile(r"^Order of (?:the )?President\b(?P<number>)")),
    ("reorganization-plan", re.compile(r"^Reorganization Plan No\.\s*(?P<number>\d+)")),
)
_NUMBER_IN_HEADING = re.compile(r"^(?:Ex\.\s*Ord\.|Proc\.)(?:\s*No\.)?\s*[\d-]+[A-Z]?\.\s*", re.IGNORECASE)
_EDITORIAL = re.compile(r"^\[[^\]]*(?:\[[^\]]*\][^\]]*)*\]\.?$")
_EFFECTIVE = re.compile(r"\beff\.")
_STYLES: dict[str, Style] = {"i": "italic", "b": "bold", "sup": "superscript", "sub": "subscript"}


def recognises(data: bytes) -> bool:
    """Return whether a file begins with markup in the namespace of the Code's XML."""
    head = data[:4_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and any(name in head for name in _NAMESPACES)


def read(name: str, data: bytes) -> Iterator[SourceDocument | AmendedPrint | Skipped]:
    """Yield the documents that notes hold as they were signed, each named "file.xml#74-fr-5979" by its place of print;
    a `Skipped` for each that stands there as amended, and its text as an `AmendedPrint`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data.translate(None, delete=_NOT_XML), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        yield Skipped(name, f"The XML breaks off or is malformed ({' '.join(str(error).split())}).")
        return
    taken: Counter[str] = Counter()
    for note in root.iter("{*}note"):
        if (held := _held(note)) is None:
            continue
        taken[held.name] += 1
        member = held.name if taken[held.name] == 1 else f"{held.name}~{taken[held.name]}"
        if _AMENDED.search(held.text):
            yield from _as_amended(f"{name}#{member}", root, note, held)
        else:
            yield _document(f"{name}#{member}", note, held)
    if not taken:
        yield Skipped(name, "No note of the file holds a presidential document.")


@dataclass(frozen=True, slots=True)
class _NoteStatement:
    """The statement of a note's content in its first paragraph."""

    statement: etree._Element
    text: str
    kind: Kind
    number: str
    place: RegisterPlace | None
    signed: date | None

    @property
    def name(self) -> str:
        """The member's name: its place of print, else kind and number or day."""
        if self.place:
            return f"{self.place.volume}-fr-{self.place.start_page}"
        return f"{self.kind}-{self.number or self.signed or ''}"


def _held(note: etree._Element) -> _NoteStatement | None:
    """The statement, searched for in the first paragraphs; None for a note without a presidential document."""
    for paragraph in list(note.iterchildren("{*}p"))[:3]:
        text = _run(paragraph).text
        found = next(((kind, match) for kind, words in _KINDS if (match := words.match(text))), None)
        if found and _PROVIDED.search(text):
            kind, match = found
            place = _PLACE.search(text)
            where = RegisterPlace(int(place[1]), int(place[2])) if place else None
            return _NoteStatement(paragraph, text, kind, match["number"], where, _signed(paragraph, text))
    return None


def _signed(paragraph: etree._Element, text: str) -> date | None:
    """The day in a statement, marked up or printed before the place; none where it says when the document begins."""
    if _EFFECTIVE.search(text):
        return None
    marked = next((iso_date(day.get("date") or "") for day in paragraph.iter("{*}date")), None)
    return marked or printed_date(_PLACE.split(text, maxsplit=1)[0])


def _as_amended(
    source: str, root: etree._Element, note: etree._Element, held: _NoteStatement
) -> Iterator[AmendedPrint | Skipped]:
    named = f"{held.kind.replace('-', ' ')} {held.number}".strip()
    yield Skipped(source, f"The note holds the {named} as amended, which is not its text as signed.")
    paragraphs = tuple(block.text for block in _blocks(note, held) if not block.role)
    title = re.search(r"/t(\w+)$", root.get("identifier") or "")
    made = next((_run(one).text for one in root.iterfind("{*}meta/{*}created")), "")
    yield AmendedPrint(
        source, held.kind, held.number, f"title {title[1]}" if title else "", iso_date(made[:10]), held.text, paragraphs
    )


def _document(source: str, note: etree._Element, held: _NoteStatement) -> SourceDocument:
    blocks = tuple(_blocks(note, held))
    heading = next((_run(child).text for child in note.iterchildren("{*}heading")), "")
    addressed = next((block.text for block in blocks if block.role == "addressee"), "")
    metadata = Metadata(
        kind=held.kind,
        number=held.number,
        title=_NUMBER_IN_HEADING.sub("", heading),
        addressees=addressees(re.sub(r"\[(,? ?(?:and)?)\]", r"[\1]", addressed)),
        signed=held.signed,
        register=held.place,
    )
    bracketed = any("[" in block.text for block in blocks if not block.role)
    notes = ("Words in square brackets are the editors' of the Code.",) if bracketed else ()
    raw = etree.tostring(note, encoding="utf-8", with_tail=False)
    return SourceDocument(source, "us-code", blocks, metadata, publisher="us-code", raw=raw, notes=notes)


def _blocks(note: etree._Element, held: _NoteStatement) -> Iterator[Block]:
    begun = False
    for element in note:
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if element is held.statement or tag == "heading":
            yield Block(_run(element).text, role="title" if tag == "heading" else "note")
        elif tag == "signature":
            yield from _signature(element)
        elif tag in ("table", "layout"):
            yield _table(element)
        elif tag and (block := _block(element)).text:
            role = _role(block.text, begun=begun)
            begun = begun or not role
            yield replace(block, role=role)


def _signature(element: etree._Element) -> Iterator[Block]:
    return (Block(run.text, role="signature") for part in element if (run := _run(part)).text)


def _role(text: str, *, begun: bool) -> Role:
    """The role of a paragraph: addressees before the text; the editors' where it is wholly in brackets."""
    if not begun and re.match(r"Memorandum (?:for|to)\b", text, re.IGNORECASE):
        return "addressee"
    return "note" if _EDITORIAL.match(text) else ""


def _block(element: etree._Element) -> Block:
    run = _run(element)
    level = re.search(r"indent(\d)", element.get("class") or "")
    return Block(run.text, indent=int(level[1]) if level else 0, marks=run.marks)


def _table(element: etree._Element) -> Block:
    rows = tuple(
        tuple(_run(cell).text for cell in row.iterchildren("{*}td", "{*}th", "{*}column"))
        for row in element.iter("{*}tr", "{*}row", "{*}header")
    )
    rows = tuple(row for row in rows if any(row))
    return Block(" ".join(cell for row in rows for cell in row if cell), kind="table", rows=rows)


def _run(element: etree._Element) -> StyledText:
    gathered = InlineText()
    _gather(element, gathered)
    return gathered.finish()


def _gather(element: etree._Element, gathered: InlineText) -> None:
    gathered.add(element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            name = etree.QName(child).localname
            style = "small-caps" if (child.get("class") or "") == "small-caps" else _STYLES.get(name)
            gathered.open(style)
            _gather(child, gathered)
            gathered.close()
        gathered.add(child.tail or "")
