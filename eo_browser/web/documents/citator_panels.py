"""The citator for the templates: lists cut to what a page shows, the drawing, the line of status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.web.objects.citator import (
    SHOWN,
    Citator,
    CitingDocument,
    DocumentRelation,
    OtherDocument,
    groups_of,
    sources_of,
)
from eo_browser.web.objects.outcomes import OrderedChange

from .body import MarginNote
from .graph import panel_svg


def citator_context(web: Citator, name: str, every: bool) -> dict[str, Any]:
    """Return the context of `parts/citator.html` and the line of status; `every`: the lists in full."""
    return {
        "relations": [(label, _by_document(ties)) for label, ties in groups_of(web.ties)],
        "graph": panel_svg(name, web.ties),
        "cites": _list(web.cites, "_cites", every),
        "cited_by": _list(web.cited_by, "_cited-by", every),
    }


def _by_document(ties: Sequence[DocumentRelation]) -> list[dict[str, Any]]:
    """The relations of a label, one entry a document: the provisions it was done to, and every source once."""
    found: dict[OtherDocument, list[DocumentRelation]] = {}
    for tie in ties:
        found.setdefault(tie.other, []).append(tie)
    return [_entry(other, some) for other, some in found.items()]


def _entry(other: OtherDocument, ties: Sequence[DocumentRelation]) -> dict[str, Any]:
    sources = {(one["name"], one["where"]): one for tie in ties for one in sources_of(tie)}
    return {
        "other": other,
        "at": [pinpoint(tie.path) for tie in ties if tie.path],
        "sources": list(sources.values()),
        "disagreement": " ".join(filter(None, (tie.disagreement for tie in ties))),
    }


def _list(citing: Sequence[CitingDocument], anchor: str, every: bool) -> dict[str, Any]:
    shown = citing if every else citing[:SHOWN]
    return {"shown": shown, "count": len(citing), "more": len(citing) > len(shown), "id": anchor}


ACTED_SHOWN = 2  # acts named in the margin of a provision; its own page has them all


def margin_notes_of(web: Citator, base: str) -> dict[str, list[MarginNote]]:
    """Return the margin notes of each path; `base` is the document's address."""
    found: dict[str, list[MarginNote]] = {}
    for tie in web.document_acts:
        marks = found.setdefault(tie.path, [])
        if len(marks) < ACTED_SHOWN:
            marks.append(_acted(tie, f"{base}/{tie.path}#_web"))
    for path, count in web.cited_at.items():
        name = f"{pinpoint(path)} is cited by {count} document{'s' if count > 1 else ''}"
        found.setdefault(path, []).append(MarginNote(f"cited by {count}", f"{base}/{path}#_cited-by", name, "cited"))
    return found


ORDERS_SHOWN = 3  # orders amended that are named in the margin of a provision; its own page has them all


def with_outcomes(
    notes: dict[str, list[MarginNote]], orders: Sequence[OrderedChange], base: str
) -> dict[str, list[MarginNote]]:
    """Add to the margin notes of each path what became of the instructions there, one note for each order amended."""
    by_path: dict[str, dict[tuple[str, bool], OrderedChange]] = {}
    for one in orders:
        by_path.setdefault(one.path, {}).setdefault((one.target.address, one.day is None), one)
    for path, found in by_path.items():
        own = notes.setdefault(path, [])
        own += [_outcome(one) for one in list(found.values())[:ORDERS_SHOWN]]
        if (more := len(found) - ORDERS_SHOWN) > 0:
            name = f"{pinpoint(path)}: what became of {more} more of its instructions"
            own.append(MarginNote(f"{more} more", f"{base}/{path}#_orders", name, "cited"))
    return notes


def _outcome(one: OrderedChange) -> MarginNote:
    name = f"{pinpoint(one.path)}: the amendment of {one.where}: {one.became}"
    if one.day is None:
        return MarginNote(f"not applied to {one.target.short}", one.url, name, "acted")
    return MarginNote(f"applied to {one.target.short}", one.url, name, "put-in")


def _acted(tie: DocumentRelation, own: str) -> MarginNote:
    """ "amended by EO 13286", a link to the words that say so, else to the list on the provision's own page."""
    said = next((source for source in sources_of(tie) if source["url"]), None)
    text = f"{tie.label.lower()} {tie.other.short}"
    where = f", {said['where']}" if said else ""
    return MarginNote(text, said["url"] if said else own, f"{pinpoint(tie.path)} is {text}{where}", "acted")
