"""What a search answers, the same for page, JSON, feed and command: documents with the provisions that match."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q

from eo_browser.engines import engine
from eo_browser.find import Found, find
from eo_browser.law.pinpoints import pinpoint
from eo_browser.models import Document, Edition, StoredProvision
from eo_browser.search.base import Hit, Page, PassageHit, Sort
from eo_browser.search.highlights import snippet
from eo_browser.search.query import SearchQuery, read_query

from .present import Json, absolute, document_json, resolution_json

CITED = frozenset({"resolved", "partial", "ambiguous", "contradiction"})  # outcomes that lead to documents


@dataclass(frozen=True, slots=True)
class Answer:
    """A search answered: the query as read, the engine's page, the citation it is (None = it is words), as JSON."""

    query: SearchQuery
    page: Page
    citation: Json | None
    json: Json


def answer(typed: str, *, limit: int = 10, offset: int = 0, sort: Sort = "relevance", explain: bool = False) -> Answer:
    """Search for what was typed. A citation puts what it names first. Raises search.base.Unavailable."""
    started = time.perf_counter()
    found = find(typed)
    query = read_query(typed)
    page = engine().search(query, limit=limit, offset=offset, sort=sort)
    citation = resolution_json(found.resolution) if query.is_plain and is_citation(found) else None
    cited = _cited_hits(found) if citation and not offset else []
    hits = [*cited, *(hit for hit in page.hits if hit.id not in {one.id for one in cited})][:limit]
    return Answer(query, page, citation, _json(typed, query, page, citation, hits, started, explain))


def is_citation(found: Found) -> bool:
    """Whether what was typed names something the archive has; half a title is better searched for."""
    half_a_title = any(one.code == "TITLE_APPROXIMATE" for one in found.resolution.explanations)
    return found.resolution.outcome in CITED and bool(found.resolution.targets) and not half_a_title


def _json(
    typed: str,
    query: SearchQuery,
    page: Page,
    citation: Json | None,
    hits: Sequence[Hit],
    started: float,
    explain: bool,
) -> Json:
    shown = hits_json(hits, page, explain=explain)
    return {
        "query": typed,
        "interpreted": query.interpreted,
        "total": max(page.total, len(shown)),
        "total_is_exact": page.total_is_exact,
        "took_ms": round((time.perf_counter() - started) * 1000, 1),
        "did_you_mean": page.did_you_mean,
        "citation": citation,
        "notes": list(page.notes),
        "hits": shown,
        "facets": {name: {one.value: one.count for one in facet} for name, facet in page.facets.items()},
    }


def _cited_hits(found: Found) -> list[Hit]:
    """The documents a citation names, with the provisions it names, as hits."""
    paths: dict[int, list[str]] = {}
    for target in found.resolution.targets:
        paths.setdefault(target.document.key, []).append(target.path)
    hits = []
    for document in Document.objects.filter(pk__in=paths, current__isnull=False):
        rows = StoredProvision.objects.filter(
            revision=document.current_id, path__in=[p for p in paths[document.pk] if p]
        )
        passages = tuple(PassageHit(row.position, 1.0) for row in rows)
        hits.append(Hit(document.pk, document.current_id or 0, 1.0, passages))
    order = list(paths)
    return sorted(hits, key=lambda hit: order.index(hit.id))


def hits_json(hits: Sequence[Hit], page: Page, *, explain: bool = False) -> list[Json]:
    """Hits with their documents and provisions, read in four queries."""
    keys = {key for hit in hits for key in (hit.id, *hit.same)}
    editions = Prefetch("editions", Edition.objects.only("document_id", "sources"))
    documents = Document.objects.prefetch_related(editions, "series_places").in_bulk(keys)
    rows = _rows(hits)
    above = _above([row for found in rows.values() for row in found.values()])
    shown = []
    for hit in hits:
        if hit.id not in documents:  # removed since it was indexed
            continue
        document = documents[hit.id]
        provisions = [rows[hit.revision][p.position] for p in hit.passages if p.position in rows.get(hit.revision, {})]
        one: Json = {
            "document": document_json(document),
            "provisions": [_provision(document, row, above, page) for row in provisions],
            "same": [document_json(documents[key]) for key in hit.same if key in documents],
        }
        if explain:
            one["score"], one["reasons"] = hit.score, dict(hit.reasons)
        shown.append(one)
    return shown


Rows = dict[int, dict[int, StoredProvision]]  # by revision and position


def _rows(hits: Sequence[Hit]) -> Rows:
    wanted = [Q(revision=hit.revision, position__in=[p.position for p in hit.passages]) for hit in hits if hit.passages]
    found: Rows = {}
    if wanted:
        for row in StoredProvision.objects.filter(reduce(or_, wanted)):
            found.setdefault(row.revision_id, {})[row.position] = row
    return found


def _above(rows: Sequence[StoredProvision]) -> dict[tuple[int, str], tuple[str, str]]:
    """Label and heading of what stands above some provisions, by revision and path."""
    paths: dict[int, set[str]] = {}
    for row in rows:
        paths.setdefault(row.revision_id, set()).update(_paths_above(row.path))
    wanted = [Q(revision=revision, path__in=some) for revision, some in paths.items() if some]
    if not wanted:
        return {}
    found = StoredProvision.objects.filter(reduce(or_, wanted))
    return {
        (r, p): (label, heading) for r, p, label, heading in found.values_list("revision", "path", "label", "heading")
    }


def _paths_above(path: str) -> list[str]:
    steps = path.split("/")
    return ["/".join(steps[:depth]) for depth in range(1, len(steps))]


def _provision(
    document: Document, row: StoredProvision, above: dict[tuple[int, str], tuple[str, str]], page: Page
) -> Json:
    shown = snippet(row.text, page.words, page.phrases)
    return {
        "path": row.path,
        "label": row.label,
        "pinpoint": pinpoint(row.path),
        "breadcrumb": [_crumb(path, above.get((row.revision_id, path))) for path in _paths_above(row.path)],
        "snippet": shown.text,
        "spans": [list(span) for span in shown.spans],
        "url": absolute(f"{document.address}/{row.path}"),
    }


def _crumb(path: str, named: tuple[str, str] | None) -> str:
    """ "Sec. 2 Policy Coordination", "(iii)"; what has neither label nor heading by its path."""
    label, heading = named or ("", "")
    return f"{label.rstrip('.')} {heading}".strip() or pinpoint(path)
