"""The table of contents of a document: its parts, sections and headings, nested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from eo_browser.law.model.texts import FlatProvision

_ALWAYS = frozenset({"preamble", "division", "section", "heading", "annex", "table"})
_WORDS = 8
LONGEST = 400  # entries; with more, only the uppermost levels are listed


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the contents; `depth` counts the entries above it."""

    depth: int
    path: str
    label: str
    name: str


def _name(line: FlatProvision) -> str:
    """Its heading, else its opening words."""
    if line.kind == "preamble":
        return "Preamble"
    if line.kind == "table":
        return line.heading or "Table " + line.path.rpartition("/t")[2]
    text = line.heading.strip().rstrip(".") or line.text
    words = text.split()
    return " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")


def entries(lines: Sequence[FlatProvision]) -> tuple[ContentsEntry, ...]:
    """Return the contents of a document: every titled provision, and labelled provisions of the top level."""
    chosen: list[ContentsEntry] = []
    above: list[int] = []  # depths of the listed provisions above
    quoted = -1  # depth of the present quotation, whose provisions are not listed
    for line in lines:
        if 0 <= quoted < line.depth:
            continue
        quoted = line.depth if line.kind == "quotation" else -1
        if line.kind not in _ALWAYS and not (line.depth == 0 and line.label and line.kind != "footnote"):
            continue
        while above and above[-1] >= line.depth:
            above.pop()
        chosen.append(ContentsEntry(len(above), line.path, line.label, _name(line)))
        above.append(line.depth)
    return _within(chosen)


def _within(chosen: list[ContentsEntry]) -> tuple[ContentsEntry, ...]:
    """As many levels as fit into `LONGEST` entries; at least the uppermost."""
    deepest = max((entry.depth for entry in chosen), default=0)
    while deepest > 0 and len(chosen) > LONGEST:
        chosen = [entry for entry in chosen if entry.depth < deepest]
        deepest -= 1
    return tuple(chosen)


def outline_html(found: Sequence[ContentsEntry]) -> SafeString:
    """Return the entries as nested lists of links to the places in the page."""
    parts: list[str] = ["<ol>"]
    depth = 0
    for i, entry in enumerate(found):
        if entry.depth > depth:
            parts.append("<ol>")
        elif i:
            parts.append("</li>" + "</ol></li>" * (depth - entry.depth))
        depth = entry.depth
        shown = f"{entry.label} {entry.name}".strip() or entry.path
        parts.append(format_html('<li><a href="#{}">{}</a>', entry.path, shown))
    parts.append("</li></ol>" * (depth + 1) if found else "</ol>")
    return mark_safe("".join(parts))  # noqa: S308 - built by format_html
