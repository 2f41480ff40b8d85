"""What every reader produces: one document as blocks of text, with the metadata that the source states."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Self

from eo_browser.law.terms.kinds import Kind

Row = tuple[str, ...]  # the text of the cells of a row of a table
BlockKind = Literal["text", "heading", "table", "footnote"]

# Why a block is not a provision (docs/outline.md, rule 12). "" = it may be one.
Role = Literal[
    "",
    "title",
    "kind-line",
    "date-line",
    "number-line",
    "addressee",
    "from",
    "subject",
    "signature",
    "place",
    "filing",
    "billing",
    "page-mark",
    "picture",
    "furniture",
    "note",
    "repeated-text",
]


@dataclass(frozen=True, slots=True)
class Mark:
    """Emphasised characters of a block: half-open offsets into its text."""

    start: int
    end: int
    style: Literal["bold", "italic", "underline", "small-caps", "superscript", "subscript"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name another site uses for a place in the text ("p-14", "h-2", "page-9126") and the character it is at."""

    name: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, table or footnote as the source prints it, in reading order.

    `text` has runs of white space folded to one space; a line break the source sets inside the
    paragraph (`<br>`, Markdown hard break) is kept as "\\n". `indent` (0 = flush) and `level`
    (headings only, 1 = highest) are hints, never trusted. `quoted` is how many block-quotation
    levels the source's own markup sets around it. A table has `rows` of cells and `text` = the
    cells joined by one space.
    """

    text: str
    kind: BlockKind = "text"
    indent: int = 0
    level: int = 0
    bullet: bool = False
    label: str = ""  # footnotes: the printed mark
    role: Role = ""
    marks: tuple[Mark, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    rows: tuple[Row, ...] = ()
    header_rows: int = 0

    @classmethod
    def table(cls, head: Iterable[Row], body: Iterable[Row] = (), anchors: Iterable[Anchor] = ()) -> Self:
        """Return a table of rows of cells, those of its head first; rows without text are left out."""
        heads = [row for row in head if any(row)]
        rows = (*heads, *(row for row in body if any(row)))
        text = " ".join(cell for row in rows for cell in row if cell)
        return cls(text, kind="table", anchors=tuple(anchors), rows=rows, header_rows=len(heads))


@dataclass(frozen=True, slots=True)
class SeriesNumber:
    """A place in a directive series: series in lower case ("nspm"), number as printed ("3", "12")."""

    series: str
    number: str


@dataclass(frozen=True, slots=True)
class RegisterPlace:
    """Where the Federal Register prints it. Pages are whole numbers; end is the last page, 0 when unknown."""

    volume: int
    start_page: int
    end_page: int = 0

    def __str__(self) -> str:
        return f"{self.volume} FR {self.start_page}"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sources that differ on one fact: the value used, the value not used, and why."""

    field: str
    used: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document. Empty text, empty tuple or None = the source does not say."""

    kind: Kind | None = None
    number: str = ""  # "13526", "9577-A", "2017-05"
    series: tuple[SeriesNumber, ...] = ()
    title: str = ""  # without kind words
    alternative_titles: tuple[str, ...] = ()  # the page's own title, the SUBJECT line
    addressees: tuple[str, ...] = ()
    subject: str = ""
    signed: date | None = None
    published: date | None = None
    president: str = ""  # slug: "donald-trump"
    register: RegisterPlace | None = None
    document_number: str = ""  # Federal Register: "2017-02386"
    correction_of: str = ""  # document number or order number it corrects; "?" when only known to be one
    source_url: str = ""
    links: tuple[tuple[str, str], ...] = ()  # (name, url): "pdf", "html", "mods"
    disposition_notes: str = ""
    # What else a publisher says: below the text ("dcpd", "DCPD201200195"), in the Register's list ("topic", "Trade").
    particulars: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """One document from one source.

    `source` names it ("federal-register-eo/13526.xml", "historic-eo.jsonl#12333"). `layout` is
    "flat" where the source lost every line break (docs/outline.md, rule 9).
    """

    source: str
    format: str  # a name of sources/formats.py: "fr-xml", "wh-markdown", "plain"
    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    layout: Literal["paragraphs", "flat"] = "paragraphs"
    publisher: str = "other"  # a code of sources/formats.py: "federal-register", "white-house"
    raw: bytes = b""
    notes: tuple[str, ...] = ()  # oddities met while reading, for the import report


@dataclass(frozen=True, slots=True)
class MetadataRecord:
    """One row of a list (API record, CSV, National Archives table): facts about a document, without its text."""

    source: str
    metadata: Metadata
    listed_by: str  # a name of sources/formats.py: "federal-register-csv", "national-archives"


@dataclass(frozen=True, slots=True)
class AmendedPrint:
    """A document as somebody else prints it with its amendments worked in: never a text as signed."""

    source: str
    kind: Kind
    number: str
    title: str  # of what it is printed in: "title 3"
    edition: date | None  # the day of the print
    statement: str  # "Ex. Ord. No. 10289, Sept. 17, 1951, 16 F.R. 9499, as amended by …"
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or member that is not a presidential document, and why, in one plain sentence."""

    source: str
    reason: str
