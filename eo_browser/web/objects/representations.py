"""Documents and provisions as dicts, the same for page, JSON, feed and command."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.pinpoints import pinpoint, spoken
from eo_browser.law.model.texts import FlatProvision
from eo_browser.law.model.tree import full_text
from eo_browser.law.resolver import ListedDocument, Resolution, Target
from eo_browser.models import Document, Fate, StoredProvision, fate_of

from . import Json
from .addresses import absolute
from .citator import citator_json, citator_of
from .emergencies import emergency_json
from .lineage import lineage_json, lineage_of
from .names import register_citation, series_name
from .revision_text import RevisionText
from .standing import standing_json, standing_of
from .states import read_state


def source_names(document: Document) -> list[str]:
    """Return every file or URL that the editions came from, each once."""
    names = (name for edition in document.editions.all() for name in edition.sources)
    return list(dict.fromkeys(names))


def document_json(document: Document) -> Json:
    """Return the Document object. Prefetch `editions` and `series_places` for many."""
    return {
        "address": document.address,
        "url": absolute(document.address),
        "held": document.current_id is not None,
        "title": document.title,
        "kind": document.kind,
        "number": document.number,
        "inferred_number": _inferred(document),
        "series": [series_name(place.series, place.number) for place in document.series_places.all()],
        "signed": document.signed.isoformat() if document.signed else None,
        "published": document.published.isoformat() if document.published else None,
        "president": document.president,
        "citation": register_citation(document),
        "document_number": document.document_number,
        "status": document.status,
        "sources": source_names(document),
    }


def _inferred(document: Document) -> Json | None:
    """The number that a document without one probably has, and why; None for every other."""
    if not document.inferred_number:
        return None
    return {"number": document.inferred_number, "reason": document.inferred_from}


def provision_json(
    document: Document, provision: StoredProvision, following: Iterable[StoredProvision], revision: int = 0
) -> Json:
    """Return the Provision object.

    `following` are the provisions after it in reading order; those outside it are ignored. `revision` is the number of
    the text that is read; 0 is the present one.
    """
    descendants = (inner for inner in following if inner.path.startswith(provision.path + "/"))
    return {
        "path": provision.path,
        "label": provision.label,
        "pinpoint": pinpoint(provision.path),
        "spoken": spoken(provision.path),
        "heading": provision.heading,
        "text": provision.text,
        "full_text": full_text(provision, descendants),
        "url": absolute(provision_address(document.address, provision.path, revision)),
        "hash": provision.hash,
        "confidence": provision.confidence,
    }


def stored(document: Document, path: str, revision: int = 0) -> Sequence[StoredProvision]:
    """Return the provision at a path of a revision, 0 the current one, and its descendants in reading order; empty if
    unknown.
    """
    if not path or document.current_id is None:
        return []
    inside = Q(path=path) | Q(path__startswith=path + "/")
    text = Q(revision__document=document, revision__number=revision) if revision else Q(revision=document.current_id)
    rows = StoredProvision.objects.filter(inside, text).order_by("position")
    # SQLite compares prefixes without regard to case, but "D/" is not "d/".
    return [row for row in rows if row.path == path or row.path.startswith(path + "/")]


def resolution_json(resolution: Resolution) -> Json:
    """Return the Resolution object, its documents read in one query."""
    documents = documents_of((*resolution.targets, *resolution.suggestions))
    return {
        "query": resolution.query,
        "outcome": resolution.outcome,
        "targets": [_target_json(target, documents) for target in resolution.targets],
        "explanations": [{"code": e.code, "message": e.message} for e in resolution.explanations],
        "suggestions": [_target_json(target, documents) for target in resolution.suggestions],
        "external": {"name": resolution.external.name, "url": resolution.external.url} if resolution.external else None,
        "known": [known_json(row) for row in resolution.known],
    }


def known_json(row: ListedDocument) -> Json:
    """Return the facts in lists of a document whose text is not held, with its page here and the official text."""
    return {
        "held": False,
        "kind": row.kind,
        "number": row.number,
        "title": row.title,
        "signed": row.signed.isoformat() if row.signed else None,
        "published": row.published.isoformat() if row.published else None,
        "citation": f"{row.volume} FR {row.first_page}" if row.volume else "",
        "document_number": row.document_number,
        "url": absolute(row.address) if row.address else "",
        "official_url": row.official_url,
    }


def documents_of(targets: Sequence[Target]) -> dict[int, Document]:
    """Read the documents of targets in one query, by key."""
    keys = {target.document.key for target in targets}
    if not keys:
        return {}
    return {d.pk: d for d in Document.objects.filter(pk__in=keys).prefetch_related("editions", "series_places")}


def _target_json(target: Target, documents: dict[int, Document]) -> Json:
    document = documents[target.document.key]
    if target.state and (state := read_state(document, target.state)):
        provision = state.provision_json(target.path)
        return {"document": document_json(document), "provision": provision, "state": state.json()}
    rows = stored(document, target.path)
    provision = provision_json(document, rows[0], rows[1:]) if rows else None
    return {"document": document_json(document), "provision": provision}


def _node(reading: RevisionText, line: FlatProvision) -> Json:
    """A provision of the tree: the Provision object without the words of its children, which are below it."""
    return {
        "path": line.path,
        "kind": line.kind,
        "label": line.label,
        "pinpoint": pinpoint(line.path),
        "spoken": spoken(line.path),
        "heading": line.heading,
        "text": line.text,
        "inline": line.inline,
        "url": absolute(provision_address(reading.base, line.path)),
        "hash": line.hash,
        "confidence": line.confidence,
        "doubts": list(line.doubts),
        "children": [],
    }


def tree(reading: RevisionText, lines: Sequence[FlatProvision]) -> list[Json]:
    """Nest provisions that come in reading order."""
    roots: list[Json] = []
    above: list[tuple[int, Json]] = []
    for line in lines:
        node = _node(reading, line)
        while above and above[-1][0] >= line.depth:
            above.pop()
        (above[-1][1]["children"] if above else roots).append(node)
        above.append((line.depth, node))
    return roots


def document_data(reading: RevisionText) -> Json:
    """Return the Document object with its provisions as a tree, and the revision they are of."""
    revision = reading.revision
    web = citator_of(reading)
    standing = standing_of(reading, web)
    one = standing.emergency
    return {
        **document_json(reading.document),
        "standing": standing_json(standing),
        "emergency": emergency_json(one, standing.looked_at) if one else None,
        "line": lineage_json(lineage_of(reading.document)),
        "revision": revision.number if revision else None,
        "hash": revision.words_hash if revision else None,
        "provisions": tree(reading, reading.lines),
        **citator_json(web),
    }


def provision_data(reading: RevisionText, path: str) -> Json:
    """Return the Provision object with its document, its full text, and the path of words that were here before."""
    index = reading.index(path)
    node = tree(reading, reading.inside(index))[0]
    former = former_meaning(reading, path)
    moved = (
        {"path": former.path or None, "until": former.until.isoformat() if former.until else None} if former else None
    )
    web = citator_of(reading, path)
    return {
        **node,
        "standing": standing_json(standing_of(reading, web, path)),
        "full_text": reading.full_text(index),
        "document": document_json(reading.document),
        "revision": reading.revision.number if reading.revision else None,
        "moved": moved,
        **citator_json(web),
    }


def former_meaning(reading: RevisionText, path: str) -> Fate | None:
    """Return the former words of an address of the present text, if it had others."""
    fate = fate_of(reading.document, path) if reading.is_current else None
    return fate if fate and fate.kind == "held" else None
