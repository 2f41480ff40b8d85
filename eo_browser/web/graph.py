"""The relations of a document as a drawing: what acts on it stands at the left, what it acts on at the right.

Made on the server, without a script or a library; the same relations stand beside it as a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from .references import Tie

SIDE = 10  # documents drawn on each side; the list has them all
_ROW, _WIDTH, _BOX, _TALL = 44, 860, 230, 32
_CUT = 30  # characters of a name that fit in its box


def graph_svg(name: str, ties: Sequence[Tie]) -> SafeString:
    """The drawing as SVG with its title and description; "" where nothing is related."""
    left = [tie for tie in ties if tie.passive and tie.verb != "see"][:SIDE]
    right = [tie for tie in ties if not tie.passive and tie.verb != "see"][:SIDE]
    if not left and not right:
        return mark_safe("")  # noqa: S308 - nothing in it
    height = max(len(left), len(right), 1) * _ROW + 12
    middle = height // 2
    parts = [
        f'<svg class="graph" viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="_graph-title _graph-desc">',
        f'<title id="_graph-title">Relations of {escape(name)}</title>',
        f'<desc id="_graph-desc">{escape(_described(name, left, right))}</desc>',
        _box((_WIDTH - 180) // 2, middle, 180, name, "here"),
    ]
    parts += [_tie(tie, _top(place, len(left), height), middle, at_left=True) for place, tie in enumerate(left)]
    parts += [_tie(tie, _top(place, len(right), height), middle, at_left=False) for place, tie in enumerate(right)]
    return mark_safe("".join([*parts, "</svg>"]))  # noqa: S308 - every value above went through escape()


def _described(name: str, left: Sequence[Tie], right: Sequence[Tie]) -> str:
    said = [f"{tie.label} {tie.other.name}" for tie in (*left, *right)]
    return f"{name}: {'; '.join(said)}."


def _top(place: int, count: int, height: int) -> int:
    """The middle of a box: its side is spread evenly over the height."""
    return int(height * (place + 0.5) / count)


def _tie(tie: Tie, y: int, middle: int, at_left: bool) -> str:
    x = 0 if at_left else _WIDTH - _BOX
    start, end = (_BOX, (_WIDTH - 180) // 2) if at_left else (_WIDTH - _BOX, (_WIDTH + 180) // 2)
    line = f'<line x1="{start}" y1="{y}" x2="{end}" y2="{middle}" stroke="currentColor" stroke-width="1"/>'
    return line + _box(x, y, _BOX, f"{tie.label} {tie.other.name}", tie.verb)


def _box(x: int, y: int, width: int, words: str, kind: str) -> str:
    shown = words if len(words) <= _CUT else words[: _CUT - 1] + "…"
    return (
        f'<g class="{escape(kind)}"><rect x="{x + 1}" y="{y - _TALL // 2}" width="{width - 2}" height="{_TALL}" rx="5" '
        f'fill="none" stroke="currentColor"/><text x="{x + width // 2}" y="{y + 4}" text-anchor="middle" '
        f'font-size="12" fill="currentColor">{escape(shown)}</text></g>'
    )
