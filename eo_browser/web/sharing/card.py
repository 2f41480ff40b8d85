"""The picture of a document or provision for those who link to it: its words, what it is, whether it stands."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import resvg_py
from django.conf import settings

from .lettering import BOLD, drawn, width, wrapped

WIDTH, HEIGHT = 1200, 630  # what Open Graph readers show whole
_LEFT, _ROOM = 72, 1056
_TOP, _HIGH = 150, 350  # of the words
_SIZES = ((54, 4), (44, 6), (36, 7))  # of the words: pixels, lines
_INK, _SOFT, _LABEL, _ALARM, _PAPER, _RULE = "#211f1b", "#5c564b", "#7b1e22", "#8c1d18", "#fbf9f4", "#d8d1c2"
_KEPT = 40  # pictures in each of 256 folders


@dataclass(frozen=True, slots=True)
class Card:
    """What a picture shows: the line above, the words, the place and the name, and what ended it ("" where nothing)."""

    above: str
    words: str
    place: str
    name: str
    ended: str = ""


def card_svg(card: Card) -> str:
    """Return the picture as SVG; every letter is an outline, so it needs no font."""
    size, lines = _fitted(card.words)
    step = size * 1.32
    top = _TOP + size + 0.3 * max(0.0, _HIGH - step * len(lines))
    shown = [drawn(line, _LEFT, top + step * at, size, _INK) for at, line in enumerate(lines)]
    shown.append(drawn(_one_line(card.above, 30), _LEFT, 92, 30, _SOFT))
    if card.ended:
        shown.append(drawn(_one_line(card.ended, 30, BOLD), _LEFT, 136, 30, _ALARM, BOLD))
    place = f"{card.place}  " if card.place else ""
    shown.append(drawn(place, _LEFT, 566, 34, _LABEL, BOLD))
    rest, _ = wrapped(card.name, 34, _ROOM - width(place, 34, BOLD), 1)
    shown.append(drawn(rest[0] if rest else "", _LEFT + width(place, 34, BOLD), 566, 34, _INK))
    shown.append(drawn(urlsplit(settings.SITE_URL).netloc, _LEFT, 604, 22, _SOFT))
    frame = (
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/><rect width="16" height="{HEIGHT}" fill="{_LABEL}"/>'
    )
    rule = f'<rect x="{_LEFT}" y="514" width="{_ROOM}" height="2" fill="{_RULE}"/>'
    size_of = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size_of}>{frame}{rule}{"".join(shown)}</svg>'


def _fitted(words: str) -> tuple[int, list[str]]:
    """The largest size at which all the words have room; at the smallest they may be cut."""
    for size, most in _SIZES:
        lines, is_all = wrapped(words, size, _ROOM, most)
        if is_all:
            break
    return size, list(lines)


def _one_line(text: str, size: int, weight: int = 400) -> str:
    lines, _ = wrapped(text, size, _ROOM, 1, weight)
    return lines[0] if lines else ""


def card_png(card: Card) -> bytes:
    """Return the picture as PNG; it is kept in the data folder until many newer ones have come."""
    shown = repr((card, settings.SITE_URL, WIDTH, HEIGHT, _SIZES)).encode()
    key = hashlib.sha256(shown).hexdigest()
    kept = Path(settings.DATA_DIR) / "cards" / key[:2] / f"{key}.png"
    try:
        return kept.read_bytes()
    except FileNotFoundError:
        data = bytes(resvg_py.svg_to_bytes(svg_string=card_svg(card), skip_system_fonts=True))
        _keep(kept, data)
        return data


def _keep(path: Path, data: bytes) -> None:
    """Keep a picture, and remove the oldest of its folder; where the disk refuses, it is drawn again next time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{path.name}.{os.getpid()}")
        fresh.write_bytes(data)
        fresh.replace(path)
        there = sorted(path.parent.glob("*.png"), key=lambda one: one.stat().st_mtime)
        for old in there[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return
