"""The table of contents of a document: its parts, sections and headings, nested."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
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


def _label(line: FlatProvision) -> str:
    """Its label; a word of it in sentence case: “PART 1” → “Part 1”."""
    return line.label.capitalize() if line.kind == "division" and line.label.isupper() else line.label


def _name(line: FlatProvision, kept: Collection[str]) -> str:
    """Its heading, else its opening words."""
    if line.kind == "preamble":
        return "Preamble"
    if line.kind == "table":
        return line.heading or "Table " + line.path.rpartition("/t")[2]
    text = line.heading.strip().rstrip(".") or line.text
    words = (sentence_case(text, kept) if text.isupper() else text).split()
    return " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")


def sentence_case(heading: str, kept: Collection[str]) -> str:
    """Return a heading in capitals as a sentence has it: “ORIGINAL CLASSIFICATION” → “Original classification”; the
    words of `kept` stay as they are.
    """
    words = [word if word.strip("(),.;:“”") in kept else word.lower() for word in heading.split()]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]]) if words else ""


def _in_capitals(lines: Sequence[FlatProvision]) -> frozenset[str]:
    """The abbreviations of a text: what it prints in capitals inside its sentences."""
    if not any(line.heading.isupper() for line in lines):
        return frozenset()
    return frozenset(word for line in lines if not line.text.isupper() for word in _CAPITALS.findall(line.rest))


_CAPITALS = re.compile(r"\b[A-Z][A-Z.]*[A-Z]\b|\b[IVX]+\b")


def entries(lines: Sequence[FlatProvision]) -> tuple[ContentsEntry, ...]:
    """Return the contents of a document: every titled provision, and labelled provisions of the top level."""
    chosen: list[ContentsEntry] = []
    kept = _in_capitals(lines)
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
        chosen.append(ContentsEntry(len(above), line.path, _label(line), _name(line, kept)))
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
