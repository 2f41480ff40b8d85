"""A badge that tells whether a document stands, for pages of others: an SVG, light and dark, in honest words."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from .lettering import BOLD, width

_HEIGHT, _SIZE, _PAD = 24, 13, 8
_SLACK = 1.12  # a reader's own face may be wider than ours
_STYLE = (
    "text{font:13px 'Source Serif 4',Georgia,'Liberation Serif',serif}.n{fill:#fbf9f4}.s{fill:#211f1b}"
    ".left{fill:#5c564b}.right{fill:#fbf9f4;stroke:#5c564b}.off .s{fill:#8c1d18;font-weight:700}"
    "@media (prefers-color-scheme:dark){.left{fill:#aca597}.right{fill:#1b1e22;stroke:#aca597}"
    ".n{fill:#16181b}.s{fill:#e7e2d7}.off .s{fill:#ffb3a8}}"
)


@dataclass(frozen=True, slots=True)
class Badge:
    """What a badge says: the name, the state in few words, the whole sentence, and whether it is an end."""

    name: str
    state: str
    sentence: str
    is_end: bool


def badge_svg(badge: Badge) -> str:
    """Return a badge as SVG; its title is the whole sentence, for readers who hear it."""
    left = _PAD * 2 + width(badge.name, _SIZE, BOLD) * _SLACK
    right = _PAD * 2 + width(badge.state, _SIZE, BOLD) * _SLACK
    whole = left + right
    label = quoteattr(f"{badge.name}: {badge.state}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole:.0f}" height="{_HEIGHT}" role="img" aria-label={label}>'
        f"<title>{escape(badge.sentence)}</title><style>{_STYLE}</style>"
        f'<g class="{"off" if badge.is_end else "on"}">'
        f'<rect class="right" x=".5" y=".5" width="{whole - 1:.1f}" height="{_HEIGHT - 1}" rx="3"/>'
        f'<path class="left" d="M3 0H{left:.1f}V{_HEIGHT}H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"/>'
        f'<text class="n" x="{_PAD}" y="17">{escape(badge.name)}</text>'
        f'<text class="s" x="{left + _PAD:.1f}" y="17">{escape(badge.state)}</text></g></svg>'
    )
