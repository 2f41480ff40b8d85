"""The web of references as the templates take it: lists cut to what a page shows, the drawing, the line of status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eo_browser.law.pinpoints import pinpoint

from .graph import graph_svg
from .references import SHOWN, Citing, Tie, Web, groups_of, sources_of

_STATUS_SHOWN = 3  # acts named beside the status; the list below has them all


def web_context(web: Web, name: str, every: bool) -> dict[str, Any]:
    """What `parts/web.html` and the line of status show; `every`: the lists in full."""
    return {
        "relations": [(label, [_tie(tie) for tie in ties]) for label, ties in groups_of(web.ties)],
        "graph": graph_svg(name, web.ties),
        "cites": _list(web.cites, "_cites", every),
        "cited_by": _list(web.cited_by, "_cited-by", every),
        "standing": [_tie(tie) for tie in web.standing[:_STATUS_SHOWN]],
    }


def _tie(tie: Tie) -> dict[str, Any]:
    sources = sources_of(tie)
    said = next((source for source in sources if source["url"]), None)
    return {
        "label": tie.label,
        "other": tie.other,
        "at": pinpoint(tie.path),
        "sources": sources,
        "said": said,
        "disagreement": tie.disagreement,
    }


def _list(citing: Sequence[Citing], anchor: str, every: bool) -> dict[str, Any]:
    shown = citing if every else citing[:SHOWN]
    return {"shown": shown, "count": len(citing), "more": len(citing) > len(shown), "id": anchor}
