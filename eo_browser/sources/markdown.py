"""Markdown without front matter, of any origin: headings for title and sections, emphasis for labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from eo_browser.law.model.source import Block, Mark, Metadata, Skipped, SourceDocument
from eo_browser.law.outline.headings import section_heading

from .containers import contents_of, why_no_document
from .copied_head import read_head, with_roles
from .federal_register.metadata import addressees
from .white_house.markdown import blocks_of_markdown
from .white_house.pages import why_not_presidential

_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.MULTILINE)
_EMPHASISED_LABEL = re.compile(r"^[ \t]*(?:\*\*|__)(?:Section|Sec\.|SECTION|SEC\.)\s*\d", re.MULTILINE)


def recognises(data: bytes) -> bool:
    """Return whether a plain text has headings or section labels marked as Markdown marks them."""
    text = data[:20_000].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if not text or text[0] in "{[<%" or text.startswith("---\n"):
        return False
    return len(_HEADING.findall(text)) > 1 or text.startswith("# ") or len(_EMPHASISED_LABEL.findall(text)) > 1


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """Yield the document of a file, or a `Skipped` with the reason why it is none."""
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\x00", "")
    contents = contents_of(text)
    if reason := why_no_document(text) or contents.refusal:
        yield Skipped(name, reason)
        return
    if contents.members:
        yield Skipped(name, "The file holds several documents; one file holds one.")
        return
    found = [_with_heading(block) for block in blocks_of_markdown(text)]
    head = read_head([" ".join(block.text.split()) for block in found])
    blocks = tuple(with_roles(found, head))
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
