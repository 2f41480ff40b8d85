"""Text copied or extracted from the Federal Register's PDF: columns of print, with page heads, and words broken at line
ends.

The page heads tell where the text was printed; nobody knows who copied it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from eo_browser.law.model.dates import printed_date
from eo_browser.law.model.source import Anchor, Block, Metadata, RegisterPlace, Role, Skipped, SourceDocument
from eo_browser.law.outline.headings import section_heading
from eo_browser.law.outline.line_roles import closing_role
from eo_browser.sources.copied_head import colophon_role, colophon_start, is_colophon, read_head, signed_lines
from eo_browser.sources.paragraphs import goes_on_with_reference

from .metadata import addressees, document_number

_HEAD = 6_000  # characters in which the first mark of print is searched for

# "1234  Federal Register / Vol. 82, No. 20 / Wednesday, February 1, 2017 / Presidential Documents".
_RUNNING_HEAD = re.compile(
    r"^(?P<before>\d{1,6})?\s*Federal\s+Register\s*/\s*Vol\.\s*(?P<volume>\d+),\s*No\.\s*\d+\s*/\s*"
    r"(?P<day>[A-Z][a-z]+,\s+[A-Z][a-z]+\s+\d{1,2},\s+\d{4})\s*/\s*(?P<part>[A-Za-z ]*?)\s*(?P<after>\d{1,6})?$"
)
_TITLE_3 = re.compile(r"^Title\s+3\s*(?:[—–]|-{1,2})\s*$", re.IGNORECASE)
# The words printed next to the head: "Title 3— Executive Order 14166 of …", "The President Memorandum of …".
_BESIDE = re.compile(
    r"^(?P<beside>(?:Title\s+3\s*(?:[—–]|-{1,2})\s*)?(?:The\s+President\s+)?)"
    r"(?=(?:Executive\s+Order|Proclamation|Memorandum|Notice|Order|Presidential\s+\w+)\b.*\d{4})"
)
# The same words in the margin, apart from the line that is printed beside them.
_MARGIN = re.compile(r"^(?:Title\s+3\s*(?:[—–]|-{1,2})|The\s+President)\s{3,}(?=\S)")
_PAGE = re.compile(r"^\[\[?Page\s+(\d+)\]?\]$")
_NUMBER = re.compile(r"^(\d{1,6})$")  # of the page, above the head
_BESIDE_HEAD = 3  # lines between a page head and the number of the page, empty ones counted
_VOLUME = re.compile(r"^Vol\.\s*(\d+),\s*No\.\s*\d+$")
# Marks of the typesetting system at the foot of a printed page.
_PRINTER = re.compile(
    r"^(?:VerDate\b.*|Jkt\s+\d+.*|PO\s+0+.*|Frm\s+\d+.*|Fmt\s+\d+.*|Sfmt\s+\d+.*|[EF]:\\\S.*|\S+\s+on\s+DSK\S+.*"
    r"|(?:E|EN)?R?PRESDOCS?\b.*|\d{2}[A-Z]{2,4}\d(?:\.SGM.*)?|.*\bwith\s+PRES\s?DOCS?\d*"
    r"|\d{1,2}:\d{2}\s+[A-Z][a-z]{2}\s+\d{1,2},\s+\d{4}(?:\s+Jkt\b.*)?)$"
)
# Lines that every page of the Register has, and no document.
_FURNITURE = re.compile(
    r"^(?:The\s+President|Presidential\s+Documents|Federal\s+Register|[A-Z][a-z]+day,\s+[A-Z][a-z]+\s+\d{1,2},\s+\d{4}"
    r"|Part\s+[IVX]+)$"
)
_TEXT_TYPES = (b"<", b"{", b"[")


def recognises(data: bytes) -> bool:
    """Return whether a plain text has a mark of the Register's print near its beginning."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(_TEXT_TYPES) and not head.startswith(b"[[Page"):
        return False
    lines = [line.strip() for line in head.decode("utf-8", "replace").splitlines()]
    return any(_is_mark_of_print(line) for line in lines)


def _is_mark_of_print(line: str) -> bool:
    beside = _BESIDE.match(line)
    titled = _TITLE_3.match(line) or _MARGIN.match(line) or (beside and beside["beside"].startswith("Title"))
    return bool(_RUNNING_HEAD.match(line) or titled or line.startswith("VerDate "))


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """Yield the document of a copied text; a copy that names no kind of presidential document is skipped."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\x0c", "\n").replace("\x00", "")
    printed = _PrintedText([line.strip() for line in text.split("\n")])
    _join_broken_words(printed.lines)
    head = read_head(printed.lines)
    if not head.end or not {"number-line", "kind-line", "addressee"} & set(head.roles.values()):
        yield Skipped(name, "The copy names no kind of presidential document at its head.")
        return
    blocks = tuple(_blocks(printed, head.roles, head.end))
    addressed = " ".join(printed.lines[n] for n, role in sorted(head.roles.items()) if role == "addressee")
    metadata = Metadata(
        number=head.number,
        title=head.title,
        alternative_titles=(head.title,) if head.title else (),
        addressees=addressees(addressed),
        published=printed.published,
        register=printed.place(),
        document_number=document_number(" ".join(printed.lines)),
    )
    yield SourceDocument(name, "fr-copy", blocks, metadata, publisher="other", raw=data)


@dataclass
class _PrintedText:
    """The lines of a copy without the printer's marks and page heads.

    `marks` are the lines taken out, by the place of the line that follows; `pages` the page numbers among them.
    """

    raw: Sequence[str]
    lines: list[str] = field(default_factory=list)
    marks: dict[int, list[tuple[str, Role]]] = field(default_factory=dict)
    pages: dict[int, int] = field(default_factory=dict)
    volume: int = 0
    published: date | None = None

    def __post_init__(self) -> None:
        for place, whole in enumerate(self.raw):
            line = whole
            if self._begun() and self._is_page_number(place):
                self._page(whole if whole.isdigit() else None)
                self.marks.setdefault(len(self.lines), []).append((whole, "page-mark"))
                continue
            if margin := _MARGIN.match(line):
                self.marks.setdefault(len(self.lines), []).append((margin[0].strip(), "furniture"))
                whole = line = line[margin.end() :]
            if not self._begun() and (beside := _BESIDE.match(whole)) and beside["beside"]:
                self.marks.setdefault(0, []).append((beside["beside"].strip(), "furniture"))
                line = whole[beside.end() :]
            if role := self._taken_out(line):
                self.marks.setdefault(len(self.lines), []).append((line, role))
            else:
                self.lines.append(line)

    def _is_page_number(self, place: int) -> bool:
        """Whether a line is a number, or the part's name, printed beside a page head in the lines around it."""
        if not (_NUMBER.match(self.raw[place]) or _FURNITURE.match(self.raw[place])):
            return False
        around = [line for line in self.raw[max(0, place - _BESIDE_HEAD) : place + _BESIDE_HEAD + 1] if line]
        return any(map(_RUNNING_HEAD.match, around))

    def _taken_out(self, line: str) -> Role:
        """The role of a line that is a printer's mark or page head, whose facts are recorded; "" for a line of the
        document.
        """
        if found := _RUNNING_HEAD.match(line):
            self.volume, self.published = int(found["volume"]), printed_date(found["day"])
            self._page(found["before"] or found["after"])
            return "page-mark"
        if found := _PAGE.match(line) or (None if self._begun() else _NUMBER.match(line)):
            self._page(found[1])
            return "page-mark"
        if found := _VOLUME.match(line):
            self.volume = self.volume or int(found[1])
            return "furniture"
        return "furniture" if self._is_furniture(line) else ""

    def _is_furniture(self, line: str) -> bool:
        """Whether a line is no part of the document: printer's marks anywhere; the words around the head and the day of
        print only above the document.
        """
        if _TITLE_3.match(line) or _PRINTER.match(line):
            return True
        if self._begun() or not _FURNITURE.match(line):
            return False
        self.published = self.published or printed_date(line)
        return True

    def _begun(self) -> bool:
        return any(self.lines)

    def _page(self, number: str | None) -> None:
        if number:
            self.pages.setdefault(len(self.lines), int(number))

    def place(self) -> RegisterPlace | None:
        """Return where it was printed, as far as the page heads tell."""
        pages = list(self.pages.values())
        return RegisterPlace(self.volume, pages[0], max(pages)) if pages and self.volume else None


def _join_broken_words(lines: list[str]) -> None:
    """Put words that are broken at the ends of lines of the head together: the rest of a word goes to the line above.

    A title or a list of addressees is read line by line, so a broken word would end it.
    """
    words = set(re.findall(r"[\w’'-]+", " ".join(lines)))
    opening = next((n for n, line in enumerate(lines) if _TEXT_OPENS.match(line)), 0)
    for n in range(min(opening, _HEAD_LINES) - 1):
        if _BROKEN.search(lines[n]) and lines[n + 1][:1].islower():
            rest, _, following = lines[n + 1].partition(" ")
            kept = lines[n] if keeps_hyphen(lines[n], rest, words) else lines[n][:-1]
            lines[n], lines[n + 1] = kept + rest, following


_BROKEN = re.compile(r"[A-Za-z]-$")
_HEAD_LINES = 40
# The first words of a document’s text, behind its head.
_TEXT_OPENS = re.compile(
    r"By (?:the )?(?:authority|virtue)|I, [A-Z]|WHEREAS\b|Pursuant to|Section \d|Sec\. \d"
    r"|Consistent with|On [A-Z][a-z]+ \d"
)


def _blocks(printed: _PrintedText, roles: dict[int, Role], head_end: int) -> Iterator[Block]:
    """The blocks in reading order: head and foot as one block a line, paragraphs joined, page heads in their places."""
    lines = printed.lines
    end = _foot_start(lines, head_end)
    foot_roles = signed_lines(lines, end)
    last = max(head_end, min(foot_roles, default=end))
    for n in range(head_end):
        yield from _marks(printed, n)
        if lines[n]:
            yield Block(lines[n], role=roles.get(n, "furniture"), anchors=_anchors(printed, n, 0))
    yield from _paragraphs(printed, head_end, last)
    for n in range(last, len(lines)):
        yield from _marks(printed, n)
        if lines[n]:
            yield Block(lines[n], role=foot_roles.get(n) or colophon_role(lines[n]) or "note")
    yield from _marks(printed, len(lines))


def _foot_start(lines: Sequence[str], head_end: int) -> int:
    """Where the filing lines begin, or the text ends."""
    filed = next((n for n in range(head_end, len(lines)) if is_colophon(lines[n])), len(lines))
    return min(filed, colophon_start(lines))


def _marks(printed: _PrintedText, place: int) -> Iterator[Block]:
    for text, role in printed.marks.get(place, ()):
        yield Block(text, role=role)


def _anchors(printed: _PrintedText, place: int, offset: int) -> tuple[Anchor, ...]:
    page = printed.pages.get(place)
    return (Anchor(f"page-{page}", offset),) if page else ()


def _paragraphs(printed: _PrintedText, start: int, end: int) -> Iterator[Block]:
    """The lines of the text joined to paragraphs; a page head inside a paragraph moves before it, with its number as an
    anchor.
    """
    lines = printed.lines
    widths = sorted(len(line) for line in lines[start:end] if line)
    full = widths[(len(widths) * 9) // 10] if widths else 0
    words = set(re.findall(r"[\w’'-]+", " ".join(lines[start:end])))
    group: list[int] = []
    for n in range(start, end):
        if group and lines[n] and _begins_paragraph(lines[group[-1]], lines[n], _is_apart(printed, group[-1], n), full):
            yield from _paragraph(printed, group, words)
            group = []
        if lines[n]:
            group.append(n)
    if group:
        yield from _paragraph(printed, group, words)


def _is_apart(printed: _PrintedText, before: int, line: int) -> bool:
    """Whether an empty line is between two lines, and no page head, around which lines are always empty."""
    return line - before > 1 and not any(printed.marks.get(n) for n in range(before + 1, line + 1))


def _paragraph(printed: _PrintedText, group: Sequence[int], words: set[str]) -> Iterator[Block]:
    text, anchors = "", list[Anchor]()
    for n in group:
        yield from _marks(printed, n)
        line = printed.lines[n]
        cut = text.endswith("-") and line[:1].isalpha()
        if cut and not keeps_hyphen(text, line, words):
            text = text[:-1]
        elif text and not cut and not text.endswith("—"):
            text += " "
        anchors += _anchors(printed, n, len(text))
        text += line
    yield Block(text, anchors=tuple(anchors), role=closing_role(text) if len(text) < 60 else "")


# Words that are written with a hyphen: first parts that keep it before any word, and pairs of other usual parts. What
# is broken at a syllable ("state-ment", "sub-ject", "inter-national") has a second part that is none of these.
_ALWAYS = re.compile(r"self|quasi|two|three|four|five|six|seven|eight|nine|ten")
# First parts of compounds that keep their hyphen at the end of a line: "long-|term".
_FIRST = re.compile(
    r"all|best|cost|court|cross|cyber|decision|ex|first|full|government|half|high|income|intra|large|law"
    r"|life|local|long|low|market|medium|mid|multi|near|non|on|one|open|over|part|policy|post|private|pro"
    r"|real|risk|second|semi|short|single|small|state|tax|third|two|under|well|whole|world|year|zero"
)
# Second parts of such compounds: "interest-|based".
_SECOND = re.compile(
    r"agency|approved|based|being|benefit|border|class|cutting|day|days|dealing|determination|dimensional"
    r"|domain|driven|effective|effectiveness|enabled|enforcement|established|evident|fired|founded|free"
    r"|functional|funded|government|hand|hazards|hour|hours|income|informed|issued|known|led|level|made"
    r"|maker|makers|making|managed|martial|month|months|needed|of|old|order|ordered|owned|party"
    r"|performance|pocket|priority|public|qualified|quality|quarters|range|ranking|rate|related|resourced"
    r"|risk|run|saving|savings|scale|sector|service|sharing|site|specific|sponsored|standing|lasting|tech"
    r"|term|thirds|tier|time|to|trained|up|value|way|wide|year|years|yield"
)


def keeps_hyphen(before: str, after: str, words: set[str]) -> bool:
    """Return whether the hyphen at the end of a line belongs to the word broken there.

    The other words of the text decide where they have the word whole or with its hyphen; then the usual first parts
    of compounds ("long-term"), capitals and figures ("COVID-19", "Mid-Atlantic").
    """
    first = re.split(r"[\s—]", before[:-1])[-1].lstrip("(“‘\"'")
    second = re.split(r"[\s—.,;:)”]", after)[0]
    whole, hyphened = first + second, f"{first}-{second}"
    if whole in words or whole.lower() in words:
        return False
    if hyphened in words:
        return True
    if "-" in first or not second[:1].islower() or first.isupper() or first.isdigit():
        return True
    if _ALWAYS.fullmatch(first.lower()):
        return len(second) > 3
    return bool(_FIRST.fullmatch(first.lower()) and _SECOND.fullmatch(second))


_LABEL = re.compile(r"[“\"]?\((?:[A-Za-z]{1,4}|\d{1,2})\)(?:\s|(?=[A-Z][a-z]))|\d{1,2}\.\s")
_FINISHED = re.compile(r"(?<!\s[A-Z])(?:[.:;?!][”’\")\]]*|[;,]\s+(?:and|or|and/or))$")
_OPENS_CAPITAL = re.compile(r"[“\"(]?[A-Z]")
# What always begins a paragraph, and what does behind a finished sentence.
_ENACTS = re.compile(r"I, [A-Z][A-Z. ]+, President|NOW, THEREFORE|IN WITNESS WHEREOF")
_CLOSES_WITH = re.compile(
    r"(?:You are|[A-Z][\w ]{3,60} is)(?: hereby)? authorized and directed to publish|This notice shall be published"
)
_SLACK = 4  # characters: print is set with spaces of different widths


def _closes(line: str) -> bool:
    """Whether a line is one of the foot: a name, the place, the day."""
    return len(line) < 60 and bool(closing_role(line))


def _begins_behind_sentence(before: str, line: str) -> bool:
    """Whether a line behind a finished clause begins a paragraph whatever the lines' width: a section, a label, the
    order to publish.
    """
    if goes_on_with_reference(before, line):
        return False
    return bool(section_heading(line) or _LABEL.match(line) or _CLOSES_WITH.match(line))


def _begins_paragraph(before: str, line: str, after_blank: bool, full: int) -> bool:
    """Whether a line begins a paragraph: with a section, a label after a finished clause, or a sentence after a short
    line.
    """
    finished = bool(_FINISHED.search(before))
    behind_end = finished or after_blank or bool(closing_role(before))
    if (behind_end and _closes(line)) or _ENACTS.match(line):
        return True
    if finished and _begins_behind_sentence(before, line):
        return True
    capital = bool(_OPENS_CAPITAL.match(line))
    if after_blank:
        return finished or capital
    short = len(before) + 1 + len(line.split(" ", 1)[0]) <= full - _SLACK
    return finished and short and capital
