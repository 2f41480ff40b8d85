"""Markdown without front matter, of any origin: headings for title and sections, emphasis for labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from eo_browser.law.model.source import Block, Mark, Metadata, Role, Skipped, SourceDocument
from eo_browser.law.outline.headings import section_heading

from .containers import contents_of, why_no_document
from .copied_head import CopiedHead, colophon_role, colophon_start, read_head, signed_lines
from .federal_register.metadata import addressees
from .white_house.markdown import blocks_of_markdown
from .white_house.pages import why_not_presidential

LARGEST = 20_000_000  # bytes
_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_HEADING_MARK = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_EMPHASISED_LABEL = re.compile(r"^[ \t]*(?:\*\*|__)(?:Section|Sec\.|SECTION|SEC\.)\s*\d", re.MULTILINE)


def recognises(data: bytes) -> bool:
    """Return whether a plain text has headings or section labels marked as Markdown marks them."""
    text = data[:20_000].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if not text or text[0] in "{[<%" or text.startswith("---\n"):
        return False
    return len(_HEADING.findall(text)) > 1 or text.startswith("# ") or len(_EMPHASISED_LABEL.findall(text)) > 1


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """Yield the document of a file, or a `Skipped` with the reason why it is none."""
    if len(data) > LARGEST:
        yield Skipped(name, f"The file has {len(data):,} bytes; at most {LARGEST:,} are read.")
        return
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\x00", "")
    contents = contents_of(_HEADING_MARK.sub("", text))
    if reason := why_no_document(text) or contents.refusal:
        yield Skipped(name, reason)
        return
    if contents.members:
        yield Skipped(name, "The file holds several documents; one file holds one.")
        return
    found = [_with_heading(block) for block in blocks_of_markdown(text)]
    head = read_head([" ".join(block.text.split()) for block in found])
    blocks = tuple(_roles(found, head))
    if reason := why_not_presidential(head.title, blocks):
        yield Skipped(name, reason)
        return
    addressed = " ".join(block.text for block in blocks if block.role == "addressee")
    titles = (head.title,) if head.title else ()
    facts = Metadata(number=head.number, title=head.title, alternative_titles=titles, addressees=addressees(addressed))
    yield SourceDocument(name, "markdown", blocks, facts, publisher="other", raw=data)


def _with_heading(block: Block) -> Block:
    """A heading that numbers a section, as a line of the text with its title in bold: "## Section 1. Purpose"."""
    head = section_heading(block.text) if block.kind == "heading" else None
    if head is None:
        return block
    titled = (Mark(head.end, len(block.text), "bold"),) if head.end < len(block.text) else ()
    return replace(block, kind="text", level=0, marks=titled)


def _roles(found: list[Block], head: CopiedHead) -> Iterator[Block]:
    """The blocks with the roles of head, signature and colophon."""
    lines = [block.text for block in found]
    end = colophon_start(lines)
    signed = signed_lines(lines, end)
    for n, block in enumerate(found):
        role: Role = head.roles.get(n, "furniture") if n < head.end else signed.get(n, "")
        if n >= end:
            role = colophon_role(block.text) or "note"
        yield replace(block, role=role or block.role, kind="text" if role else block.kind)
