"""Plain text: with paragraphs, or with every line break lost, or a whole page of a site copied as text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

from eo_browser.law.model.source import Block, Metadata, Role, Skipped, SourceDocument
from eo_browser.law.terms.kinds import NUMBERED_NAMES, Kind
from eo_browser.law.terms.months import FULL_MONTH

from .containers import contents_of, why_no_document
from .copied_head import CopiedHead, colophon_role, colophon_start, facts_of, may_be_title, read_head, signed_lines
from .paragraphs import Characters, Event, LineBreak, goes_on_with_reference, paragraphs
from .white_house.pages import why_not_presidential
from .wikitext import is_wikitext, without_wiki_markup

Layout = Literal["flat", "paragraphs"]
_FLAT_FROM = 1_200  # characters; no paragraph is as long
_FEW_LINES = 4  # that a text may have kept
_ONE_LINE_FROM = 400  # characters of a text that is one line
_SECTION_INSIDE = re.compile(r"(?<=[.:;”\"])[ \t\u00a0]*(?:Section|Sec\.|SECTION|SEC\.)\s*\d{1,2}\.\s")  # within a line
_WRAPPED = range(50, 100)  # length of lines that are broken to fit a page

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028]|\u2029")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_PAGE_TITLE = re.compile(r"^(?P<title>[^\n|]{5,300}?)\s+[|–—-]\s+(?:whitehouse\.gov|The White House)\s*$", re.MULTILINE)
_PRESS_OFFICE = re.compile(
    rf"Office of the Press Secretary\s+(?:For Immediate Release\s+)?(?:{FULL_MONTH} \d{{1,2}}, \d{{4}}\s+)?"
)
_END_MARK = re.compile(r"\s#(?:\s*#)+\s")
# The title in running text, up to the kind of document, the addressees or the day.
_HEAD = re.compile(
    rf"^\s*(?:{FULL_MONTH} \d{{1,2}}, \d{{4}}\s+)?(?P<title>\S.{{8,300}}?)\s+"
    rf"(?=EXECUTIVE ORDER\s|A PROCLAMATION\s|BY THE PRESIDENT\s|MEMORANDUM FOR\s|FROM:|SUBJECT:|"
    rf"NATIONAL SECURITY (?:PRESIDENTIAL )?MEMORANDUM|{FULL_MONTH} \d{{1,2}}, \d{{4}}\s|"
    r"By the (?:authority|power) vested)"
)
# "Executive Order 13378 of May 12, 2005", "Executive Order 9981—": the title that follows ends where the text opens.
_DAY = rf"{FULL_MONTH}\s+\d{{1,2}},\s+\d{{4}}"
# "Executive Order 13378 of May 12, 2005", "Proclamation 4—": before the title.
_CAPTION = re.compile(
    rf"\s*(?i:(?:{NUMBERED_NAMES})\s+(?:no\.?\s*)?\d[\d,]*(?:-(?:\d+|[a-z]\b))?|(?:presidential\s+)?(?:memorandum|determination)|notice)\s*"
    rf"(?:of\s+{_DAY}|[—–:])\s*(?=[A-Z])"
)
# The same with the title that follows, up to the words with which the text opens.
_CAPTIONED = re.compile(
    _CAPTION.pattern + rf"(?P<title>[A-Z].{{3,300}}?)\s*(?:{_DAY}\s*)?"
    r"(?=(?:By\s+(?:the|virtue)|I,?\s+[A-Z]|WHEREAS|NOW,|Pursuant|In\s+order|Section\s+1\.|Consistent|Under\s+the)\b)"
)
_FLAT_END = re.compile(rf"THE\s+WHITE\s+HOUSE,?\s*(?:{_DAY}\.?)?\s*$")
# Words that only the text of a presidential document has, not a page about one.
_SPOKEN = re.compile(
    r"vested\s+in\s+me\b|\bMEMORANDUM\s+FOR\s+(?:THE|ALL)\b|(?i:\bin\s+witness\s+whereof\b|\bnow,?\s+therefore,?\s+(?:I|by|it)\b)"
    r"|\bI\s+hereby\b|\bNOW,\s+THEREFORE\b"
    r"|^[^\w\n]*(?:THE\s+WHITE\s+HOUSE,|Dear\s+(?:Mr|Madam)|(?i:to\s+the\s+(?:congress|senate|house)\b))"
    r"|\bMemorandum\s+for\s+the\s+Heads\b.{0,80}\bFROM:"
    r"|(?i:\bvested\s+in\s+the\s+president\b)"
    r"|\b[Tt]his\s+(?:notice|memorandum|determination)\s+shall\s+be\b|\b[Tt]his\s+(?:order|memorandum)\s+is\s+not\s+intended\b",
    re.MULTILINE,
)
_NAMED_FOR_DAY = re.compile(r"(?:^|/)(\d{4}-\d{2}-\d{2})-[^/]*$")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,20}\d?);")


def recognises(data: bytes) -> bool:
    """Return whether the bytes are text at all; other readers are tried first."""
    sample = data[:20_000].decode("utf-8", "replace")
    strange = sum(1 for character in sample if character == "\ufffd" or _CONTROL.match(character))
    return (
        bool(sample.strip())
        and strange <= len(sample) // 50
        and (sample.lstrip()[0] not in "{[<%" or is_wikitext(sample))
    )


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """Yield the document of the file, or a `Skipped` with the reason why it is none."""
    text = _CONTROL.sub("", data.decode("utf-8-sig", "replace"))
    text = _LINE_ENDS.sub("\n", text)
    contents = contents_of(text)
    if reason := why_no_document(text) or contents.refusal:
        yield Skipped(name, reason)
    elif contents.members:
        for member in contents.members:
            yield read_text(f"{name}#{member.name}", member.text, member.text.encode())
    else:
        yield read_text(name, text, data)


def read_text(name: str, text: str, data: bytes) -> SourceDocument | Skipped:
    """Return the document of one text, or a `Skipped`; `data` are the bytes that identify it."""
    text = without_wiki_markup(text) if is_wikitext(text) else text
    text, unescaped = _without_entities(text)
    before, body, after = _without_site(text)
    flat, head = _is_flat(body), CopiedHead()
    facts: tuple[tuple[str, str], ...] = ()
    if flat or before:
        head.title = _title(before, body)
        blocks = (*_furniture(before), *(_flat(body) if flat else _paragraphs(body)), *_furniture(after))
    else:
        lines = body.split("\n")
        head, facts = read_head(lines), facts_of(lines)
        blocks = tuple(_copied_blocks(lines, head))
    if reason := _why_skipped(head, blocks, body, flat=flat):
        return Skipped(name, reason)
    day, notes = _day_in_name(name)
    printed = (" ".join(head.title.split()),) if head.title else ()
    kind: Kind | None = "memorandum" if head.directive else None
    metadata = Metadata(kind, head.number, (), head.title, printed, signed=day, particulars=facts)
    layout: Layout = "flat" if flat else "paragraphs"
    return SourceDocument(name, "plain", blocks, metadata, layout, raw=data, notes=(*notes, *unescaped))


def _why_skipped(head: CopiedHead, blocks: tuple[Block, ...], body: str, *, flat: bool) -> str:
    """Why a text is no document; a directive is one whatever its words are."""
    if head.directive:
        return ""
    if reason := why_not_presidential(head.title, _with_signature(blocks, body) if flat else blocks):
        return reason
    return "" if _is_named(head, blocks, body if flat else "") else _why_no_formula(body)


def _is_named(head: CopiedHead, blocks: tuple[Block, ...], flat: str) -> bool:
    """Whether the head says what the document is and a signature is below, or a text without line breaks begins so."""
    signed = any(block.role in ("signature", "place") for block in blocks)
    return bool(_CAPTION.match(flat)) or (head.names_kind and signed)


def _with_signature(blocks: tuple[Block, ...], text: str) -> tuple[Block, ...]:
    """The blocks of a text without line breaks, and the place and day at its end as a block of their own."""
    found = _FLAT_END.search(text)
    return (*blocks, Block(found[0].strip())) if found else blocks


def _without_entities(text: str) -> tuple[str, tuple[str, ...]]:
    """Text of escaped HTML, where every "&" begins an entity, with its entities decoded."""
    entities = _ENTITY.findall(text)
    if not entities or len(entities) != text.count("&"):
        return text, ()
    return html.unescape(text), ("The text holds HTML entities, which were decoded.",)


def document_of(name: str, text: str, metadata: Metadata, data: bytes) -> SourceDocument:
    """Return the document of a text whose metadata come from elsewhere."""
    blocks, layout = blocks_of_text(text)
    return SourceDocument(name, "plain", blocks, metadata, layout, raw=data)


def blocks_of_text(text: str) -> tuple[tuple[Block, ...], Layout]:
    """Return the blocks of a text, and whether it has paragraphs or has lost its line breaks."""
    return (_flat(text), "flat") if _is_flat(text) else (_paragraphs(text), "paragraphs")


def _copied_blocks(lines: list[str], head: CopiedHead) -> Iterator[Block]:
    """The blocks of a text with its lines: head and colophon a block a line, the text in paragraphs."""
    end = colophon_start(lines)
    signed = signed_lines(lines, end)
    last = min(signed, default=end)
    yield from (_line_block(lines[n], head.roles.get(n, "")) for n in range(head.end) if lines[n].strip())
    yield from _paragraphs("\n".join(lines[head.end : last]))
    for n in range(max(last, head.end), len(lines)):
        if lines[n].strip():
            yield _line_block(lines[n], signed.get(n, "") or colophon_role(lines[n].strip()) or "note")


def _line_block(line: str, role: Role) -> Block:
    return Block(" ".join(line.split()), role=role)


def _why_no_formula(text: str) -> str:
    """Why a text is no document: without a formula of enactment it may be a table or a description of documents."""
    if any(not _is_quoted(text, found.start()) for found in _SPOKEN.finditer(text)):
        return ""
    if _SPOKEN.search(text):
        return "The text only quotes the formulas with which a President orders, proclaims or addresses."
    return "The text has none of the formulas with which a President orders, proclaims or addresses."


def _is_quoted(text: str, at: int) -> bool:
    """Whether a place is within quotation marks that were opened in its paragraph."""
    paragraph = text[text.rfind("\n\n", 0, at) + 1 : at]
    return paragraph.count("“") > paragraph.count("”") or paragraph.count('"') % 2 == 1


def _is_flat(text: str) -> bool:
    """Whether nearly all of a text is in one line, longer than any paragraph or with several sections."""
    longest = max((len(line) for line in text.split("\n")), default=0)
    if longest <= 0.8 * len(text.strip()):
        return False
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    if lines > _FEW_LINES and len(_SECTION_INSIDE.findall(text)) < 2:
        return False
    if lines == 1 and longest >= _ONE_LINE_FROM:
        return True
    return longest >= _FLAT_FROM or len(_SECTION_INSIDE.findall(text)) > 1


def _without_site(text: str) -> tuple[str, str, str]:
    """A copied page split into the site's lines before the text, the text, and the site's lines after it."""
    if not _PAGE_TITLE.search(text[:2_000]):
        return "", text, ""
    press = _PRESS_OFFICE.search(text)
    start = press.end() if press else 0
    mark = _END_MARK.search(text, start)
    end = mark.end() if mark else len(text)
    return text[:start], text[start:end], text[end:]


def _title(before: str, body: str) -> str:
    page = _PAGE_TITLE.search(before[:2_000])
    start = body[:2_000].replace("\n", " ") if page is None and _is_flat(body) else ""
    found = page or _CAPTIONED.match(start) or _HEAD.match(start)
    return " ".join(found["title"].split()) if found else ""


def _furniture(text: str) -> tuple[Block, ...]:
    return tuple(replace(block, role="furniture") for block in _paragraphs(text))


# "ordered:Section 1.", "affect:(i)", "or(ii)": a line break was removed without a space in its place.
_LOST_BREAK = re.compile(
    r"(?<=[a-z\d”’)\]][.:;])(?=(?:Section|Sec\.|SECTION|SEC\.)\s*\d|\((?:[a-z]{1,4}|[A-Z]|\d{1,2})\))"
    r"|(?<=[a-z\d][.:;][”\"])(?=(?:Section|Sec\.|SECTION|SEC\.)\s*\d|\((?:[a-z]{1,4}|[A-Z]|\d{1,2})\))"
    r"|(?<=[A-Z]{2}[.:;])(?=(?:Section|Sec\.|SECTION|SEC\.)\s*\d|\((?:[a-z]{1,4}|[A-Z]|\d{1,2})\))"
    r"|(?<=[.;:] \([a-z]\))(?=[A-Z][a-z])"
    r"|(?<=; or)(?=\()|(?<=; and)(?=\()|(?<=, or)(?=\()|(?<=, and)(?=\()"
    # the head and the foot: "HARBORSBy the authority", "right.JOHN DOETHE WHITE HOUSE,May 3"
    r"|(?<=ORDER)(?=[-–] [-–])|(?<=[-–] [-–])(?=[A-Z])|(?<=[A-Z]{3})(?=By (?:the (?:authority|power)|virtue) )"
    r"|(?<=[a-z][.])(?=[A-Z][A-Z. ]{5,40}THE WHITE HOUSE)|(?<=[A-Z.])(?=THE WHITE HOUSE,)|(?<=HOUSE,)(?=[A-Z])"
)


def _flat(text: str) -> tuple[Block, ...]:
    """A text that has lost its line breaks as one block; the few that are left have no meaning."""
    return tuple(paragraphs([Characters(_LOST_BREAK.sub(" ", text.replace("\n", " ")))]))


def _paragraphs(text: str) -> tuple[Block, ...]:
    """Paragraphs separated by empty lines; lines broken to fit a page are joined, others keep their break."""
    broken = _is_broken_to_fit(text)
    pieces = re.split(r"\n[ \t\u00a0]*\n", text)
    return tuple(block for piece in pieces for block in paragraphs(_events(piece, broken)))


def _is_broken_to_fit(text: str) -> bool:
    """Whether lines may be broken to fit a page: not where others are longer than any page is wide."""
    lengths = [len(line.rstrip()) for line in text.split("\n")]
    wider = sum(length > _WIDEST for length in lengths)
    return wider == 0 or (wider == 1 and sum(length in _WRAPPED for length in lengths) >= _LEAST_WRAPPED)


_WIDEST, _LEAST_WRAPPED = 120, 4


def _events(piece: str, broken: bool) -> Iterator[Event]:
    lines = piece.split("\n")
    for place, line in enumerate(lines):
        if place:
            yield Characters(" ") if broken and _wraps(lines[place - 1], line) else LineBreak()
        yield Characters(line)


_BEGINS_ANEW = re.compile(
    r"\s*[\"“]?(?:(?:Section|Sec\.|SECTION|SEC\.)\s+\d|\((?:[A-Za-z]{1,4}|\d{1,2})\)\s|\d{1,2}\.\s)"
)
_CLAUSE_ENDS = re.compile(r"(?:[.:;?!][\"”’')]*|[;,]\s+(?:and|or))\s*$")


_LONGEST_HEADING = 40  # characters


def _is_heading(line: str) -> bool:
    """Whether a line is a short line in title case between sentences: "Definitions"."""
    return len(line.strip()) < _LONGEST_HEADING and may_be_title(line.strip())


def _wraps(before: str, line: str) -> bool:
    """Whether the line before is full and this one is not indented."""
    if goes_on_with_reference(before, line):
        return True
    if _CLAUSE_ENDS.search(before) and (_BEGINS_ANEW.match(line) or _is_heading(line)):
        return False
    if line.startswith("\t"):
        return False  # the first line of a paragraph
    return len(before.rstrip()) in _WRAPPED and len(line) - len(line.lstrip()) <= len(before) - len(before.lstrip())


def _day_in_name(name: str) -> tuple[date | None, tuple[str, ...]]:
    """The day a file is named for, "2017-01-23-presidential-memorandum-….txt"; the text itself may print another."""
    found = _NAMED_FOR_DAY.search(name)
    try:
        day = date.fromisoformat(found[1]) if found else None
    except ValueError:
        day = None
    return day, ("The day of signing is taken from the file's name.",) if day else ()
