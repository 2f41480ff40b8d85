"""The search index filled from the database: entries of documents, updates after changes, rebuilds.

Only this module writes to an engine. There are no signals: the writer of documents records which ones it changed
(`DocumentChange.objects.record`, in its own transaction), and commands call `catch_up` after the transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Count, F

from eo_browser.law.terms.kinds import TERMS
from eo_browser.law.terms.presidents import president_by_slug
from eo_browser.models import (
    Alias,
    ChangeCounter,
    Document,
    DocumentChange,
    Reference,
    Relation,
    SeriesPlace,
    StoredProvision,
)
from eo_browser.search.engine import Engine, IndexedPassage, IndexEntry, IndexMark
from eo_browser.search.filters import law_key

__all__ = ["IndexUpdate", "catch_up", "disagreements", "entries_of", "is_behind", "rebuild"]

BATCH = 200  # documents read from the database at a time
AROUND = 120  # characters before and after a citation that may describe the document cited
MOST_SAID = 60  # such pieces kept of one document; later citations add little
MUCH = 0.3  # share of the archive that changed from which a rebuild is faster than an update


@dataclass(frozen=True, slots=True)
class IndexUpdate:
    """What was done to an index (nothing, updated or rebuilt), and how many documents were written."""

    outcome: Literal["unchanged", "updated", "rebuilt"]
    documents: int


def catch_up(engine: Engine) -> IndexUpdate:
    """Update an index with every change of the archive it has not seen; rebuild it where there is none."""
    state = engine.state()
    goal = IndexMark(*ChangeCounter.objects.last_change())
    if state is None or state.mark.archive != goal.archive:
        return rebuild(engine)
    if state.mark == goal:
        return IndexUpdate("unchanged", 0)
    changed = _with_cited(DocumentChange.objects.since(state.mark.number))
    if len(changed) > max(MUCH * state.documents, BATCH):
        return rebuild(engine)
    present = set(Document.objects.searchable().filter(pk__in=changed).values_list("pk", flat=True))
    gone = [key for key in changed if key not in present]
    engine.update(entries_of(sorted(present)), removed=gone, mark=goal)
    return IndexUpdate("updated", len(changed))


def _with_cited(keys: Collection[int]) -> set[int]:
    """Return documents and those they cite, whose descriptions may have changed."""
    cited = Reference.objects.filter(document__in=keys).exclude(target=None).values_list("target_id", flat=True)
    return {*keys, *(key for key in cited if key)}


def rebuild(engine: Engine) -> IndexUpdate:
    """Rebuild an index from the database. The next `catch_up` adds what changes meanwhile."""
    goal = IndexMark(*ChangeCounter.objects.last_change())
    keys = list(Document.objects.searchable().order_by("pk").values_list("pk", flat=True))
    engine.rebuild(entries_of(keys), mark=goal)
    return IndexUpdate("rebuilt", len(keys))


def is_behind(engine: Engine) -> bool:
    """Return whether an index is missing or has not seen the last change."""
    state = engine.state()
    return state is None or state.mark != IndexMark(*ChangeCounter.objects.last_change())


def disagreements(engine: Engine) -> Iterator[str]:
    """Yield the differences between an index that has seen the last change and the archive, in plain English.

    An index that is behind is no fault: it is updated at the next start.
    """
    state = engine.state()
    if state is None and Document.objects.searchable().exists():
        yield "There is no search index that can be read: it is rebuilt at the next start, or by `reindex`."
    if state is None or is_behind(engine):
        return
    held = engine.held()
    present = dict(Document.objects.searchable().values_list("pk", "current_id"))
    for key in sorted(held.keys() - present.keys()):
        yield f"The search index has a document {key}, which the archive has not."
    for key, revision in sorted(present.items()):
        if key not in held:
            yield f"The search index lacks the document {key}."
        elif held[key] != revision:
            yield f"The search index has another text of the document {key} than the archive."


def entries_of(keys: Sequence[int]) -> Iterator[IndexEntry]:
    """Yield the entries of documents, by primary key."""
    for start in range(0, len(keys), BATCH):
        yield from _entries(keys[start : start + BATCH])


def _entries(keys: Sequence[int]) -> Iterator[IndexEntry]:
    documents = list(Document.objects.searchable().filter(pk__in=keys).order_by("pk"))
    passages = _passages([document.current_id for document in documents if document.current_id])
    series = _series(keys)
    names = _names(keys)
    relations, cited, around = _relations(keys), _cited(keys), _words_around_citations(keys)
    for document in documents:
        places = series[document.pk]
        yield IndexEntry(
            id=document.pk,
            revision=document.current_id or 0,
            title=document.title or kind_words(document),
            kind=document.kind,
            passages=tuple(passages[document.current_id or 0]),
            names=tuple(dict.fromkeys([*names[document.pk], *document.alternative_titles])),
            facts=facts_of(document, places),
            president=document.president,
            signed=document.signed or document.published,
            published=document.published,
            number=document.number,
            series=tuple(places),
            status=document.status,
            addressees=tuple(document.addressees),
            relations=tuple(sorted(relations[document.pk])),
            cited=cited.get(document.pk, 0),
            citing_words=tuple(around[document.pk]),
        )


def facts_of(document: Document, series: Sequence[str]) -> tuple[str, ...]:
    """Return the facts by which a document may be searched for: kind, number, president, day, place in the Federal
    Register, series.
    """
    president = president_by_slug(document.president)
    register = f"{document.register_volume} FR {document.register_start}" if document.register_start else ""
    known = (
        kind_words(document),
        president.name if president else document.president.replace("-", " "),
        _day(document.signed),
        register,
        document.document_number,
        *(place.replace("-", " ") for place in series),
        *series_as_one_word(series),
    )
    return tuple(fact for fact in known if fact)


def series_as_one_word(series: Sequence[str]) -> tuple[str, ...]:
    """Return a number in a series also as one word: "nspm-3" → "nspm3"."""
    return tuple(place.replace("-", "") for place in series)


def kind_words(document: Document) -> str:
    """Return the kind and number of a document in words: "Executive order 13526"."""
    label = TERMS[document.kind].label if document.kind in TERMS else document.kind
    return f"{label} {document.number}".strip()


def _day(day: date | None) -> str:
    return f"{day:%B} {day.day} {day.year}" if day else ""


def _passages(revisions: Sequence[int]) -> dict[int, list[IndexedPassage]]:
    """The provisions of revisions as passages, in reading order."""
    found: dict[int, list[IndexedPassage]] = defaultdict(list)
    above: list[int] = []
    rows = StoredProvision.objects.filter(revision__in=revisions).order_by("revision_id", "position")
    for revision, depth, path, heading, text, digest in rows.values_list(
        "revision_id", "depth", "path", "heading", "text", "hash"
    ).iterator(chunk_size=5_000):
        here = found[revision]
        del above[depth:]
        above.append(len(here))
        here.append(IndexedPassage(text, heading, above[-2] if len(above) > 1 else -1, digest, _section(path)))
    return found


def _section(path: str) -> str:
    """The label of the section a path leads into: "part-1/sec-1.4/a" → "1.4"; "" outside sections."""
    return next((part[4:] for part in path.split("/") if part.startswith("sec-")), "")


def _series(keys: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    places = SeriesPlace.objects.filter(document__in=keys).order_by("pk")
    for document, series, number in places.values_list("document_id", "series", "number"):
        found[document].append(f"{series}-{number}")
    return found


def _relations(keys: Sequence[int]) -> dict[int, set[tuple[str, str]]]:
    """The documents that documents cite or act on: ("cites" or a verb, address), held or not; laws by their names.

    A citation of a paragraph of a law counts for its section too.
    """
    found: dict[int, set[tuple[str, str]]] = defaultdict(set)
    named = Reference.objects.filter(document__in=keys).exclude(target=None, absent="")
    for document, held, absent in named.values_list("document_id", "target__address", "absent").distinct():
        found[document].add(("cites", held or absent))
    laws = Reference.objects.filter(document__in=keys).exclude(external_name="")
    for document, law in laws.values_list("document_id", "external_name").distinct():
        found[document] |= {("cites", law_key(law)), ("cites", law_key(law.partition("(")[0]))}
    acts = Relation.objects.filter(subject__in=keys).exclude(object=None, object_address="")
    for document, verb, held, absent in acts.values_list("subject_id", "verb", "object__address", "object_address"):
        found[document].add((verb, held or absent))
    return found


def _cited(keys: Sequence[int]) -> dict[int, int]:
    """How many other documents cite each document."""
    citing = Reference.objects.filter(target__in=keys).exclude(document=F("target"))
    return dict(citing.values_list("target_id").annotate(Count("document", distinct=True)))


def _words_around_citations(keys: Sequence[int]) -> dict[int, list[str]]:
    """Return the words around each citation of a document in another, without the citation itself."""
    places: dict[tuple[int, str], list[tuple[int, int, int]]] = defaultdict(list)
    rows = Reference.objects.filter(target__in=keys).exclude(document=F("target")).order_by("pk")
    for target, revision, path, start, end in rows.values_list("target_id", "revision_id", "path", "start", "end"):
        places[revision, path].append((target or 0, start, end))
    found: dict[int, list[str]] = defaultdict(list)
    for revision, path, text in _texts_at(places):
        for target, start, end in places[revision, path]:
            if len(found[target]) < MOST_SAID:
                found[target] += [text[max(0, start - AROUND) : start], text[end : end + AROUND]]
    return found


def _texts_at(places: Collection[tuple[int, str]]) -> Iterator[tuple[int, str, str]]:
    wanted = StoredProvision.objects.filter(
        revision__in={revision for revision, _ in places}, path__in={path for _, path in places}
    )
    rows = wanted.order_by("revision_id", "position").values_list("revision_id", "path", "text")
    return ((revision, path, text) for revision, path, text in rows if (revision, path) in places)


def _names(keys: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    names = Alias.objects.filter(document__in=keys, role=Alias.Role.NAME).order_by("pk")
    for document, text in names.values_list("document_id", "text"):
        found[document].append(text)
    return found
