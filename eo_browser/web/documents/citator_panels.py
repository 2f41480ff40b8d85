"""The citator for the templates: lists cut to what a page shows, the drawing, the line of status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eo_browser.law.model.addresses import provision_address
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
from eo_browser.web.objects.instructions import OrderedChange

from .body import MarginNote
from .graph import panel_svg


def citator_context(web: Citator, name: str, every: bool) -> dict[str, Any]:
    """Return the context of `parts/citator.html` and the line of status; `every`: the lists in full."""
    return {
        "relations": [(label, _by_document(relations)) for label, relations in groups_of(web.relations)],
        "graph": panel_svg(name, web.relations),
        "cites": _list(web.cites, "_cites", every),
        "cited_by": _list(web.cited_by, "_cited-by", every),
    }


def cited_words(web: Citator, where: str = "") -> str:
    """Return how many documents cite a document, or one provision of it and the document; "" for a document that none
    cites.
    """
    here, whole = len(web.cited_by), web.document_cited_by
    if not where:
        return f"Cited by {whole} document{'s' * (whole != 1)} here." if whole else ""
    cites = f"{whole} cite{'s' * (whole == 1)} the document" if whole else "and none the document"
    if not here:
        return f"No document here cites {where}{'; ' if whole else ', '}{cites}."
    return f"{here} document{'s' * (here != 1)} here cite{'s' * (here == 1)} {where}; {cites}."


def _by_document(relations: Sequence[DocumentRelation]) -> list[dict[str, Any]]:
    """The relations of a label, one entry a document: the provisions it was done to, and every source once."""
    found: dict[OtherDocument, list[DocumentRelation]] = {}
    for relation in relations:
        found.setdefault(relation.other, []).append(relation)
    return [_entry(other, some) for other, some in found.items()]


def _entry(other: OtherDocument, relations: Sequence[DocumentRelation]) -> dict[str, Any]:
    sources = {(one["name"], one["where"]): one for relation in relations for one in sources_of(relation)}
    return {
        "other": other,
        "at": [pinpoint(relation.path) for relation in relations if relation.path],
        "sources": list(sources.values()),
        "disagreement": " ".join(filter(None, (relation.disagreement for relation in relations))),
    }


def _list(citing: Sequence[CitingDocument], anchor: str, every: bool) -> dict[str, Any]:
    shown = citing if every else citing[:SHOWN]
    return {"shown": shown, "count": len(citing), "more": len(citing) > len(shown), "id": anchor}


ACTED_SHOWN = 2  # acts named in the margin of a provision; its own page has them all


def margin_notes_of(web: Citator, base: str) -> dict[str, list[MarginNote]]:
    """Return the margin notes of each path; `base` is the document's address."""
    found: dict[str, list[MarginNote]] = {}
    for relation in web.document_acts:
        marks = found.setdefault(relation.path, [])
        if len(marks) < ACTED_SHOWN:
            marks.append(_acted(relation, f"{provision_address(base, relation.path)}#_web"))
    for path, count in web.cited_at.items():
        name = f"{pinpoint(path)} is cited by {count} document{'s' if count > 1 else ''}"
        found.setdefault(path, []).append(
            MarginNote(f"cited by {count}", f"{provision_address(base, path)}#_cited-by", name, "cited")
        )
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
            own.append(MarginNote(f"{more} more", f"{provision_address(base, path)}#_orders", name, "cited"))
    return notes


def _outcome(one: OrderedChange) -> MarginNote:
    name = f"{pinpoint(one.path)}: the amendment of {one.where}: {one.became}"
    if one.day is None:
        return MarginNote(f"not applied to {one.target.short}", one.url, name, "acted")
    return MarginNote(f"applied to {one.target.short}", one.url, name, "put-in")


def _acted(relation: DocumentRelation, own: str) -> MarginNote:
    """ "amended by EO 13286", a link to the words that say so, else to the list on the provision's own page."""
    source_shown = next((source for source in sources_of(relation) if source["url"]), None)
    text = f"{relation.label.lower()} {relation.other.short}"
    where = f", {source_shown['where']}" if source_shown else ""
    return MarginNote(
        text, source_shown["url"] if source_shown else own, f"{pinpoint(relation.path)} is {text}{where}", "acted"
    )
