"""Search results, the same for page, JSON, feed and command: documents with the provisions that match."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from django.db.models import Prefetch

from eo_browser.archive.known_titles import known_by_words
from eo_browser.archive.search_engine import engine
from eo_browser.checking.box import TypedCitation, find
from eo_browser.checking.quotations import check_quotation
from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.resolver import ListedDocument
from eo_browser.law.terms.kinds import kind_name
from eo_browser.models import Document, Edition, StoredProvision
from eo_browser.search.analyser import words
from eo_browser.search.engine import Engine, Hit, Page, PassageHit, Sort
from eo_browser.search.filters import RELATIONS, Filter, law_key
from eo_browser.search.highlights import Snippet, snippet
from eo_browser.search.query import Node, Phrase, SearchQuery, is_optional, read_query

from . import Json
from .addresses import absolute
from .representations import document_json, resolution_json

SENTENCE = 7  # from this number of words on, a query may be a sentence of a document
LONGEST_SENTENCE = 120
CUT = re.compile(r"…|\.\.\.|\. \. \.|\[")  # a quotation with ellipses or brackets
OUTER_MARKS = re.compile(r'["\u201c\u201d]([^"\u201c\u201d]*)["\u201c\u201d]?')  # around all of what was typed
LOOSENED = "No document has these words side by side; the words were searched one by one."
NEARLY = "No document has these words as typed; the first one has them with small differences."
SHOWN = ("revision_id", "position", "path", "label", "text")
ABOVE = ("revision", "path", "label", "heading")
NOT_SHOWN = ("folded_title", "alternative_titles", "addressees", "links", "disposition_notes", "disagreements")
KNOWN = "Known from lists, and not held here:"
SAID = frozenset({"verbatim", "typography", "case-or-punctuation", "marked-edits"})  # verdicts on faithful quotations
CITED = frozenset({"resolved", "partial", "ambiguous", "contradiction"})  # outcomes that lead to documents


@dataclass(frozen=True, slots=True)
class ShownProvision:
    """A provision that matches: its address, its ancestors, and the part of its text to show."""

    row: StoredProvision
    url: str
    above: tuple[str, ...]
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document that matches, its best provisions first, and the documents folded under it."""

    document: Document
    provisions: tuple[ShownProvision, ...]
    same: tuple[Document, ...]
    hit: Hit


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a search: the parsed query, the engine's page, what is shown of it.

    `citation` is the Resolution object where a citation was typed, None for words.
    """

    typed: str
    query: SearchQuery
    page: Page
    shown: tuple[ShownDocument, ...]
    citation: Json | None = None
    is_quotation: bool = False  # the first hit has the words exactly as typed
    took_ms: float = 0.0

    @property
    def total(self) -> int:
        """Return the number of documents found, with those that a citation names."""
        return max(self.page.total, len(self.shown))


def answer(
    typed: str,
    *,
    filters: Sequence[Filter] = (),
    limit: int = 10,
    offset: int = 0,
    sort: Sort = "relevance",
    asked: Engine | None = None,
) -> Answer:
    """Search for what was typed, with the engine given or the installation's own.

    The document of a typed citation, or of a typed sentence, comes first. Raises search.engine.Unavailable.
    """
    started = time.perf_counter()
    query = _related(read_query(typed).filtered(*filters))
    seek = partial((asked or engine()).search, limit=limit, offset=offset, sort=sort)
    page = seek(query)
    citation = _citation(typed, query)
    quoted = WordsFound() if citation or filters else _quoted(typed, query, page)
    page = _with_known(_with_notes(page, query, quoted, seek), query)
    first = _hits_at(_cited(citation) if citation else quoted.paths) if not offset else []
    hits = [*first, *(hit for hit in page.hits if hit.id not in {one.id for one in first})][:limit]
    return Answer(
        typed,
        query,
        page,
        tuple(shown(hits, page)),
        resolution_json(citation.resolution) if citation else None,
        quoted.is_exact,
        round((time.perf_counter() - started) * 1000, 1),
    )


def _citation(typed: str, query: SearchQuery) -> TypedCitation | None:
    """What was typed as a citation, where it is one."""
    if not query.wanted or not query.is_plain:
        return None
    named = find(typed)
    return named if is_citation(named) else None


def _with_notes(page: Page, query: SearchQuery, quoted: WordsFound, seek: Callable[[SearchQuery], Page]) -> Page:
    """Return the page with a note where the words were found with differences, or were searched one by one."""
    if not page.total and query.loosened() != query:
        page = seek(query.loosened())
        page = replace(page, notes=(LOOSENED, *page.notes))
    if quoted.paths and not quoted.is_exact:
        page = replace(page, notes=(NEARLY, *page.notes))
    return page


def _with_known(page: Page, query: SearchQuery) -> Page:
    """Return the page with a note on documents whose titles in lists have the words, and whose texts are not held."""
    wanted = [word.text for word in query.words() if not word.optional]
    if len(wanted) != sum(not is_optional(node) for node in query.wanted):
        return page
    known = [f"{_designation(row)}, “{row.title}”" for row in known_by_words(wanted)]
    return replace(page, notes=(*page.notes, f"{KNOWN} {'; '.join(known)}.")) if known else page


def _designation(row: ListedDocument) -> str:
    return f"{kind_name(row.kind)} {row.number}".strip().capitalize()


def _related(query: SearchQuery) -> SearchQuery:
    """The query with the values of cites:, revokes: and amends: as keys of the index: addresses, names of laws."""
    if not any(isinstance(node, Filter) and node.name in RELATIONS for node in query.wanted):
        return query
    return replace(query, wanted=tuple(_addressed(node) for node in query.wanted))


def _addressed(node: Node) -> Node:
    if not isinstance(node, Filter) or node.name not in RELATIONS or node.value.startswith("/"):
        return node
    resolution = find(node.value).resolution
    if resolution.external:
        return replace(node, value=law_key(resolution.external.name))
    return replace(node, value=resolution.targets[0].document.address) if resolution.targets else node


def is_citation(found: TypedCitation) -> bool:
    """Return whether the typed text cites something that the archive has; half a title is better searched for."""
    half_a_title = any(one.code == "TITLE_APPROXIMATE" for one in found.resolution.explanations)
    return found.resolution.outcome in CITED and bool(found.resolution.targets) and not half_a_title


Paths = dict[int, list[str]]  # by document; "" is the document itself


def _cited(found: TypedCitation) -> Paths:
    """The documents and paths that a citation names."""
    paths: Paths = {}
    for target in found.resolution.targets:
        paths.setdefault(target.document.key, []).append(target.path)
    return paths


@dataclass(frozen=True, slots=True)
class WordsFound:
    """The provisions that hold the words typed, and whether they hold them unchanged."""

    paths: Paths = field(default_factory=dict)
    is_exact: bool = False


def _quoted(typed: str, query: SearchQuery, page: Page) -> WordsFound:
    """The provisions with the typed words, if these are a sentence or a good part of one.

    A provision with these words in a row is among the best hits; the quotation is checked only where that is so, where
    it has ellipses or brackets, or where no document has all the words.
    """
    found = words(typed)
    if not all(map(_is_quotable, query.wanted)) or not SENTENCE <= len(found) <= LONGEST_SENTENCE:
        return WordsFound()
    missing = not any(hit.reasons.get("whole") == 1 for hit in page.hits)
    if not missing and not CUT.search(typed) and not _in_a_row(found, page.hits[:3]):
        return WordsFound()
    verdict = check_quotation(_without_outer_marks(typed), widely=not missing).verdict
    if verdict.found_in is None or not (missing or verdict.verdict in SAID):
        return WordsFound()
    paths = {one.key: list(one.paths) for one in (verdict.found_in, *verdict.also)}
    return WordsFound(paths, verdict.verdict in SAID)


def _without_outer_marks(typed: str) -> str:
    """Return the typed text without the quotation marks around all of it; those inside stay."""
    outer = OUTER_MARKS.fullmatch(typed.strip())
    return outer[1] if outer else typed.strip()


def _is_quotable(node: Node) -> bool:
    """Return whether a part of a query has only words, so that the query may be a sentence of a document."""
    return SearchQuery("", (node,)).is_plain or isinstance(node, Phrase)


def _in_a_row(found: Sequence[str], hits: Sequence[Hit]) -> bool:
    """Whether one of the best provisions of some hits has these words in a row."""
    wanted = f" {' '.join(found)} "
    best = [replace(hit, passages=hit.passages[:2]) for hit in hits]
    rows = [row for by_position in _rows(best).values() for row in by_position.values()]
    return any(wanted in f" {' '.join(words(row.text))} " for row in rows)


def _hits_at(paths: Paths) -> list[Hit]:
    """Documents with some of their provisions as hits, in the order given."""
    hits = []
    for document in Document.objects.filter(pk__in=paths, current__isnull=False):
        named = [path for path in paths[document.pk] if path]
        rows = StoredProvision.objects.filter(revision=document.current_id, path__in=named)
        passages = tuple(PassageHit(row.position, 1.0) for row in rows)
        hits.append(Hit(document.pk, document.current_id or 0, 1.0, passages))
    order = list(paths)
    return sorted(hits, key=lambda hit: order.index(hit.id))


def shown(hits: Sequence[Hit], page: Page) -> list[ShownDocument]:
    """Return hits with their documents and provisions, without documents removed since they were indexed."""
    keys = {key for hit in hits for key in (hit.id, *hit.same)}
    editions = Prefetch("editions", Edition.objects.only("document_id", "sources"))
    documents = Document.objects.defer(*NOT_SHOWN).prefetch_related(editions, "series_places").in_bulk(keys)
    rows = _rows(hits)
    above = _above([row for found in rows.values() for row in found.values()])
    return [_shown(hit, documents, rows.get(hit.revision, {}), above, page) for hit in hits if hit.id in documents]


def _shown(
    hit: Hit, documents: dict[int, Document], rows: dict[int, StoredProvision], above: Above, page: Page
) -> ShownDocument:
    document = documents[hit.id]
    provisions = [rows[passage.position] for passage in hit.passages if passage.position in rows]
    same = tuple(documents[key] for key in hit.same if key in documents)
    return ShownDocument(document, tuple(_provision(document, row, above, page) for row in provisions), same, hit)


Above = dict[tuple[int, str], tuple[str, str]]  # by revision and path: label and heading


def _rows(hits: Sequence[Hit]) -> dict[int, dict[int, StoredProvision]]:
    """The provisions of hits, by revision and position."""
    wanted = {hit.revision: {passage.position for passage in hit.passages} for hit in hits}
    positions = {position for some in wanted.values() for position in some}
    # One condition a column, which an index answers without the rows, is much cheaper than one condition a hit.
    near = StoredProvision.objects.filter(revision__in=wanted, position__in=positions).order_by()
    keys = [key for key, revision, at in near.values_list("pk", "revision", "position") if at in wanted[revision]]
    found: dict[int, dict[int, StoredProvision]] = {}
    for row in StoredProvision.objects.filter(pk__in=keys).only(*SHOWN):
        found.setdefault(row.revision_id, {})[row.position] = row
    return found


def _above(rows: Sequence[StoredProvision]) -> Above:
    """The ancestors of some provisions; may include provisions with the same path in other documents."""
    revisions = {row.revision_id for row in rows}
    paths = {path for row in rows for path in _paths_above(row.path)}
    found = StoredProvision.objects.filter(revision__in=revisions, path__in=paths).order_by()
    return {(r, path): (label, heading) for r, path, label, heading in found.values_list(*ABOVE)}


def _paths_above(path: str) -> list[str]:
    steps = path.split("/")
    return ["/".join(steps[:depth]) for depth in range(1, len(steps))]


def _provision(document: Document, row: StoredProvision, above: Above, page: Page) -> ShownProvision:
    crumbs = tuple(_crumb(path, above.get((row.revision_id, path))) for path in _paths_above(row.path))
    return ShownProvision(
        row, provision_address(document.address, row.path), crumbs, snippet(row.text, page.words, page.phrases)
    )


def _crumb(path: str, named: tuple[str, str] | None) -> str:
    """ "Sec. 2 Policy Coordination", "(iii)"; without label and heading, its path."""
    label, heading = (part.rstrip(".") for part in named or ("", ""))
    return f"{label} {heading}".strip() or pinpoint(path)


def answer_json(found: Answer, *, explain: bool = False) -> Json:
    """Return the search object."""
    return {
        "query": found.typed,
        "interpreted": found.query.interpreted,
        "total": found.total,
        "total_is_exact": found.page.total_is_exact,
        "took_ms": found.took_ms,
        "did_you_mean": found.page.did_you_mean,
        "citation": found.citation,
        "is_quotation": found.is_quotation,
        "notes": list(found.page.notes),
        "hits": [_hit_json(one, explain=explain) for one in found.shown],
        "facets": {name: {one.value: one.count for one in facet} for name, facet in found.page.facets.items()},
    }


def _hit_json(one: ShownDocument, *, explain: bool) -> Json:
    made: Json = {
        "document": document_json(one.document),
        "provisions": [_provision_json(provision) for provision in one.provisions],
        "same": [document_json(document) for document in one.same],
    }
    return made | {"score": one.hit.score, "reasons": dict(one.hit.reasons)} if explain else made


def _provision_json(one: ShownProvision) -> Json:
    return {
        "path": one.row.path,
        "label": one.row.label,
        "pinpoint": pinpoint(one.row.path),
        "breadcrumb": list(one.above),
        "snippet": one.snippet.text,
        "spans": [list(span) for span in one.snippet.spans],
        "url": absolute(one.url),
    }
