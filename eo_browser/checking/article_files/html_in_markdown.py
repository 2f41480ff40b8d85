"""HTML and code inside Markdown: the spans that are not shown as text, and existing links, also over several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eo_browser.law.model.intervals import Intervals

_OPENING = re.compile(
    r"<!--|<(?P<name>script|style|pre|textarea|code|select|svg|a|button)\b[^<>\n]{0,500}>|(?<![`\\])(?P<ticks>`{1,50})(?!`)",
    re.IGNORECASE,
)
_PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n|\Z")
_TAKING_CLICKS = frozenset({"a", "button"})
_COMMENT = "-->"
# A link whose words hold code or other hidden text, once that is blanked with NUL characters.
_HIDDEN = "\0"
# "[label](address "title")", "[label][name]": a link of Markdown.
_LINK = re.compile(
    r"\[(?P<label>(?:[^\[\]\n\0]|\0++|\[[^\[\]\n]{0,200}\]){1,1000})\]"
    r"(?:\([^()\s]{0,2000}(?:\([^()\s]{0,200}\))?[^()\s]{0,200}(?:\s\"[^\"\n]{0,300}\")?\)|\[[^\[\]\n]{0,200}\])"
)
_LINK_OVER_LINES = re.compile(r"\[[^\[\]\n]{0,1000}\n[^\[\]]{0,1000}\]\([^()\s]{0,2000}\)")


@dataclass(frozen=True, slots=True)
class HtmlInMarkdown:
    """Stretches of the Markdown as half-open characters; no hidden one inside another."""

    hidden: Intervals
    linked: tuple[tuple[int, int], ...]


def html_in_markdown(raw: str) -> HtmlInMarkdown:
    """Return the spans between opening and closing tags; an unclosed tag makes none."""
    hidden: list[tuple[int, int]] = []
    linked: list[tuple[int, int]] = []
    unclosed: set[str] = set()
    position, paragraph_end = 0, -1
    while opening := _OPENING.search(raw, position):
        position = opening.end()
        if opening["ticks"]:
            if position > paragraph_end:
                paragraph_end = _paragraph_end(raw, position)
            position = _behind_code(raw, opening, paragraph_end)
            if position > opening.end():
                hidden.append((opening.start(), position))
            continue
        name = (opening["name"] or _COMMENT).lower()
        if name in unclosed:
            continue
        closing = re.compile(_COMMENT if name == _COMMENT else rf"</{name}\s*>", re.IGNORECASE).search(raw, position)
        if closing is None:
            unclosed.add(name)
            continue
        (linked if name in _TAKING_CLICKS else hidden).append((opening.start(), closing.end()))
        position = closing.end()
    linked += [found.span() for found in _LINK_OVER_LINES.finditer(raw)]
    return HtmlInMarkdown(Intervals(hidden), (*linked, *_links_around(hidden, raw)))


def _blanked(raw: str, hidden: list[tuple[int, int]]) -> str:
    """The text with its hidden stretches, which are in order, as so many NUL characters."""
    pieces, position = [], 0
    for start, end in hidden:
        pieces += [raw[position:start], _HIDDEN * (end - start)]
        position = end
    return "".join([*pieces, raw[position:]])


def _links_around(hidden: list[tuple[int, int]], raw: str) -> Iterator[tuple[int, int]]:
    """The links with hidden text among their words."""
    for found in _LINK.finditer(_blanked(raw, hidden)) if hidden else ():
        if _HIDDEN in found["label"]:
            yield found.span()


def _paragraph_end(raw: str, position: int) -> int:
    found = _PARAGRAPH_END.search(raw, position)
    return found.start() if found else len(raw)


def _behind_code(raw: str, opening: re.Match[str], paragraph_end: int) -> int:
    """The position after the backticks that close code, as many as opened it, also on a later line; where the code
    began if none do.
    """
    closing = re.compile(rf"(?<!`){opening['ticks']}(?!`)").search(raw, opening.end(), paragraph_end)
    return closing.end() if closing else opening.end()
