"""Words drawn as outlines in the face of the documents, so that a picture looks the same wherever it is drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from django.conf import settings
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

REGULAR, BOLD = 400, 700
_FONT = "static/fonts/document-serif.woff2"
_UNKNOWN = "?"
_reading = Lock()  # the font reads its tables when they are first asked for


@cache
def _font() -> Any:
    return TTFont(settings.RESOURCES / _FONT)


@cache
def _glyphs(weight: int) -> tuple[dict[int, str], Any, int]:
    """The glyph of each character, the set of glyphs at a weight, and the units of an em."""
    font = _font()
    return font.getBestCmap(), font.getGlyphSet(location={"wght": weight}), font["head"].unitsPerEm


@lru_cache(maxsize=2_000)
def _glyph(character: str, weight: int) -> tuple[str, float]:
    """The outline of a character as an SVG path in units of the font, and its width in ems.

    A letter with an accent that the face does not have loses it; any other character it does not have is "?".
    """
    with _reading:
        names, glyphs, em = _glyphs(weight)
        plain = unicodedata.normalize("NFKD", character)[:1]
        name = names.get(ord(character)) or names.get(ord(plain or _UNKNOWN)) or names[ord(_UNKNOWN)]
        pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:.0f}")
        glyphs[name].draw(pen)
        return pen.getCommands(), glyphs[name].width / em


def width(text: str, size: float, weight: int = REGULAR) -> float:
    """Return the width of a line of text in pixels at a size in pixels."""
    return size * sum(_glyph(character, weight)[1] for character in text)


def drawn(text: str, x: float, y: float, size: float, fill: str, weight: int = REGULAR) -> str:
    """Return a line of text as SVG, its base line beginning at a point."""
    em = _glyphs(weight)[2]
    found, at = [], 0.0
    for character in text:
        outline, advance = _glyph(character, weight)
        if outline:
            found.append(f'<path transform="translate({at * em:.0f} 0)" d="{outline}"/>')
        at += advance
    scale = size / em
    return (
        f'<g fill="{fill}" transform="translate({x:.1f} {y:.1f}) scale({scale:.5f} -{scale:.5f})">{"".join(found)}</g>'
    )


def wrapped(text: str, size: float, widest: float, most: int, weight: int = REGULAR) -> tuple[Sequence[str], bool]:
    """Return the first lines of a text, none wider than `widest` pixels, and whether that is all of it.

    A text that goes on ends in "…".
    """
    lines: list[str] = []
    words = text.split()
    line = ""
    for at, word in enumerate(words):
        longer = f"{line} {word}".strip()
        if width(longer, size, weight) <= widest or not line:
            line = longer
            continue
        lines.append(line)
        line = word
        if len(lines) == most:
            return [*lines[:-1], _cut(lines[-1], size, widest, weight)], at >= len(words)
    return [*lines, line] if line else lines, True


def _cut(line: str, size: float, widest: float, weight: int) -> str:
    """A line with " …" behind the words that leave room for it."""
    words = line.split()
    while len(words) > 1 and width(" ".join([*words, "…"]), size, weight) > widest:
        words.pop()
    return " ".join([*words, "…"])
