"""An article given back for Word, with a footnote in Bluebook form at each citation and verified quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml import etree

from eo_browser.law.context.articles import Annotated
from eo_browser.law.formatting.prose import bluebook
from eo_browser.law.quotation import QuotedProvisions

from .receipt import cited_place

_RIGHT = frozenset({"verbatim", "typography", "marked-edits", "case-or-punctuation"})
_W = nsdecls("w")
_SPACE = 'xml:space="preserve"'
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_MARKS = "\"'”’»)].,;:"  # a footnote's number follows the marks behind the words
_NOT_IN_XML = dict.fromkeys([*range(9), *range(11, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])


@dataclass(frozen=True, slots=True)
class BluebookNote:
    """A footnote of the article: the character after which its number stands, and its words."""

    at: int
    text: str


def footnotes_of(text: str, found: Annotated) -> list[BluebookNote]:
    """Return a footnote for each citation that names one place, and each quotation found where no footnote beside it
    cites the place.
    """
    cited = list(_cited(found))
    named = {place for _, place in cited}
    placed = sorted([*cited, *(one for one in _quoted(found) if one[1] not in named)], key=lambda one: one[0])
    texts = {place: bluebook(citation) for _, place in placed if (citation := cited_place(place))}
    return [BluebookNote(_behind_marks(text, end), f"{texts[place]}.") for end, place in placed if texts.get(place)]


def _cited(found: Annotated) -> Iterator[tuple[int, QuotedProvisions]]:
    """The ends of the citations that are found, with the place each names."""
    for one in found.citations:
        if one.resolution.outcome == "resolved" and len(one.resolution.targets) == 1:
            (target,) = one.resolution.targets
            paths = (target.path,) if target.path else ()
            yield one.end, QuotedProvisions(target.document.key, paths, (), target.state)


def _quoted(found: Annotated) -> Iterator[tuple[int, QuotedProvisions]]:
    """The ends of the quotations that are right, with the first provision of each."""
    for one in found.quotations:
        if one.verdict.verdict in _RIGHT and (place := one.verdict.found_in):
            yield one.end, QuotedProvisions(place.key, place.paths[:1], (), place.state)


def _behind_marks(text: str, end: int) -> int:
    while end < len(text) and text[end] in _MARKS:
        end += 1
    return end


def word_file(text: str, footnotes: Sequence[BluebookNote]) -> bytes:
    """Return a text as a Word file with footnotes; each line is a paragraph."""
    word = WordDocument()
    word.styles["Normal"].font.name = "Times New Roman"
    word.styles["Normal"].font.size = Pt(12)
    start = 0
    numbered = list(enumerate(footnotes, 1))
    for line in text.split("\n"):
        inside = [(number, note) for number, note in numbered if start < note.at <= start + len(line)]
        if line.strip() or inside:
            _write(word.add_paragraph(), line, [(note.at - start, number) for number, note in inside])
        start += len(line) + 1
    part = Part(
        PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, _footnotes_xml(footnotes), word.part.package
    )
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _write(paragraph: Paragraph, line: str, marks: Sequence[tuple[int, int]]) -> None:
    """A paragraph with its words and the numbers of footnotes between them."""
    at = 0
    for place, number in marks:
        paragraph.add_run(line[at:place].translate(_NOT_IN_XML))
        paragraph._p.append(parse_xml(f'<w:r {_W}>{_RAISED}<w:footnoteReference w:id="{number}"/></w:r>'))
        at = place
    paragraph.add_run(line[at:].translate(_NOT_IN_XML))


def _footnotes_xml(footnotes: Sequence[BluebookNote]) -> bytes:
    inside = "".join(_parts(footnotes))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}\n<w:footnotes {_W}>{inside}</w:footnotes>".encode()


def _parts(footnotes: Sequence[BluebookNote]) -> Iterator[str]:
    """The two separators that Word asks for, then the footnotes."""
    for number, name in ((-1, "separator"), (0, "continuationSeparator")):
        yield f'<w:footnote w:type="{name}" w:id="{number}"><w:p><w:r><w:{name}/></w:r></w:p></w:footnote>'
    for number, note in enumerate(footnotes, 1):
        words = _xml_text(note.text)
        yield (
            f'<w:footnote w:id="{number}"><w:p><w:r>{_RAISED}<w:footnoteRef/></w:r>'
            f"<w:r><w:t {_SPACE}> {words}</w:t></w:r></w:p></w:footnote>"
        )


def _xml_text(text: str) -> str:
    element = etree.Element("t")
    element.text = text.translate(_NOT_IN_XML)
    return etree.tostring(element, encoding="unicode")[3:-4]
