"""The Daily and Weekly Compilation of Presidential Documents (govinfo): HTML with facts below the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from eo_browser.law.model.source import Block, Metadata, Skipped, SourceDocument
from eo_browser.sources.copied_head import (
    CopiedHead,
    facts_of,
    in_small_letters,
    read_head,
    with_roles,
)
from eo_browser.sources.federal_register.metadata import addressees
from eo_browser.sources.html_blocks import blocks_of, page_root
from eo_browser.sources.white_house.pages import why_not_presidential

_TITLE = re.compile(rb"<title>\s*(?:[DW]CPD-?\d|(?:Daily|Weekly) Compilation)", re.IGNORECASE)
_MARKS = re.compile(rb"DCPD Number:|(?:Daily|Weekly) Compilation of Presidential Documents", re.IGNORECASE)
# "[Weekly Compilation of Presidential Documents Volume 38]", "[Page 12]", "DCPD-201700083": heads of pages.
_PAGE_HEAD = re.compile(
    r"^\[?(?:(?:Daily|Weekly) Compilation of Presidential Documents.*|From the (?:Daily|Weekly) Compilation.*"
    r"|Pages?:? \d.*|\[?DOCID:.*|DCPD-?\d+\.?)\]?$",
    re.IGNORECASE,
)
# Categories of the Compilation whose entries have no legal effect: remarks, appointments, checklists.
_CATEGORIES_PASSED_OVER = re.compile(
    r"^(?:Addresses|Appointments|Bill Signings|Bill Vetoes|Interviews|Joint Statements|Meetings|Remarks|Resignations"
    r"|Statements|Digest|Checklist|Fact Sheets|Acts Approved|Nominations|White House Announcements)",
    re.IGNORECASE,
)
_LETTER_TO_PERSON = re.compile(
    r"^letter (?:to|accepting|on)\b(?!.*\b(?:congress|speaker|senate|house)\b)", re.IGNORECASE
)


def recognises(data: bytes) -> bool:
    """Return whether a file is HTML of the Compilation: with its number for a title, or its name near the beginning or
    end.
    """
    head = data[:4_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith(b"<"):
        return False
    return bool(_TITLE.search(head)) or (b"<html" in head.lower() and bool(_MARKS.search(head + data[-6_000:])))


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """Yield the document of a file, or a `Skipped`: remarks and letters to persons are no presidential documents."""
    root = page_root(data)
    if root is None:
        yield Skipped(name, "The file is not HTML: no element could be read.")
        return
    found = list(_printed(root))
    lines = [block.text for block in found]
    facts = dict(facts_of(lines))
    title = _heading(root)
    head = _head(lines, title)
    blocks = tuple(with_roles(found, head))
    shown = title or head.title
    if reason := _why_not_ours(facts.get("categories", ""), shown) or why_not_presidential(shown, blocks):
        yield Skipped(name, reason)
        return
    addressed = " ".join(block.text for block in blocks if block.role == "addressee")
    metadata = Metadata(
        number=head.number,
        title=head.title or in_small_letters(shown),
        alternative_titles=tuple(filter(None, (shown,))),
        addressees=addressees(addressed),
        particulars=tuple(facts.items()),
    )
    yield SourceDocument(name, "compilation", blocks, metadata, publisher="compilation", raw=data)


def _heading(root: html.HtmlElement) -> str:
    return next((" ".join("".join(h1.itertext()).split()) for h1 in root.iter("h1")), "")


def _printed(root: html.HtmlElement) -> Iterator[Block]:
    """The blocks of the page; older files have typewriter lines, which are joined to paragraphs."""
    body = root.find("body")
    typed = next(root.iter("pre"), None)
    if typed is None:
        yield from (block for block in blocks_of(body if body is not None else root) if block.text)
        return
    whole = _CAPTION_CUT.sub(r"\1 \2", str(typed.text_content()))
    for piece in re.split(r"\n[ \t]*\n|\n(?=[ ]{4})|\n(?=[ ]*[A-Z][a-z]+ \d{1,2}, \d{4}[ ]*(?:\n|$))", whole):
        lines = piece.split("\n")
        joined = " ".join(line.strip() for line in lines if line.strip())
        if joined:
            yield Block(re.sub(r"(?<=[a-z]-) (?=[a-z])", "", joined).replace("``", "“").replace("''", "”"))


# The caption of a proclamation, cut by an empty line.
_CAPTION_CUT = re.compile(r"(By the President of the United States)\s*\n\s*(of America)(?=[ \t]*\n)", re.IGNORECASE)


def _head(lines: list[str], title: str) -> CopiedHead:
    """The head, in which the page's own heading is the title."""
    skipped = {n: line for n, line in enumerate(lines[:6]) if _PAGE_HEAD.match(line)}
    read = read_head(["" if n in skipped else line for n, line in enumerate(lines)])
    place = next((n for n, line in enumerate(lines[:8]) if title and line == title), None)
    if place is not None and place not in read.roles:
        below = read_head(lines[place + 1 :])
        read.roles[place] = "title"
        read.roles.update({place + 1 + n: role for n, role in below.roles.items()})
        read.end = max(read.end, place + 1 + below.end)
    read.roles.update(dict.fromkeys(skipped, "furniture"))
    return read


def _why_not_ours(categories: str, title: str) -> str:
    named = [category.strip() for category in categories.split(";")]
    if categories and all(_CATEGORIES_PASSED_OVER.match(category) for category in named):
        what = named[0].split(":")[0].strip()
        return f"The Compilation files it under {what}: it is not a presidential document."
    if _LETTER_TO_PERSON.match(title):
        return "The page is a letter to a person, not a presidential document."
    return ""
