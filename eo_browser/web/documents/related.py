"""The web of references as the templates take it: lists cut to what a page shows, the drawing, the line of status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.web.objects.references_shown import SHOWN, Citing, Other, Tie, Web, groups_of, sources_of

from .graph import panel_svg

_STATUS_SHOWN = 3  # acts named beside the status; the list below has them all


def web_context(web: Web, name: str, every: bool) -> dict[str, Any]:
    """What `parts/web.html` and the line of status show; `every`: the lists in full."""
    return {
        "relations": [(label, _by_document(ties)) for label, ties in groups_of(web.ties)],
        "graph": panel_svg(name, web.ties),
        "cites": _list(web.cites, "_cites", every),
        "cited_by": _list(web.cited_by, "_cited-by", every),
        "standing": [_tie(tie) for tie in web.standing[:_STATUS_SHOWN]],
        "standing_more": max(0, len(web.standing) - _STATUS_SHOWN),
        "standing_here": [_tie(tie) for tie in web.standing_here[:_STATUS_SHOWN]],
    }


def _by_document(ties: Sequence[Tie]) -> list[dict[str, Any]]:
    """The relations of a label, one entry a document: the provisions it was done to, and every source once."""
    found: dict[Other, list[Tie]] = {}
    for tie in ties:
        found.setdefault(tie.other, []).append(tie)
    return [_entry(other, some) for other, some in found.items()]


def _entry(other: Other, ties: Sequence[Tie]) -> dict[str, Any]:
    sources = {(one["name"], one["where"]): one for tie in ties for one in sources_of(tie)}
    return {
        "other": other,
        "at": [pinpoint(tie.path) for tie in ties if tie.path],
        "sources": list(sources.values()),
        "disagreement": " ".join(filter(None, (tie.disagreement for tie in ties))),
    }


def _tie(tie: Tie) -> dict[str, Any]:
    said = next((source for source in sources_of(tie) if source["url"]), None)
    return {"label": tie.label, "other": tie.other, "at": pinpoint(tie.path), "said": said}


def _list(citing: Sequence[Citing], anchor: str, every: bool) -> dict[str, Any]:
    shown = citing if every else citing[:SHOWN]
    return {"shown": shown, "count": len(citing), "more": len(citing) > len(shown), "id": anchor}
