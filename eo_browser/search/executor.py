"""A query executed on a snapshot: matches, order, facets. The same for every engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np
import numpy.typing as npt

from . import weights
from .columns import CodedColumn, Columns, Flags, Rows
from .conditions import Matcher, every, phrases_in, presidents_called
from .engine import Facet, Hit, Page, PassageHit, Sort
from .filters import Filter
from .near_duplicates import FoldedRows, fold_alike
from .positions import Positions
from .query import Node, Phrase, SearchQuery, Word, is_optional
from .ranking import Preferences, RankedDocuments, Term, coverage, first_scores, order_of, rank, terms_of
from .records import section_number
from .snapshot import Snapshot
from .spelling import corrected, with_compounds, with_names

CLOSE = 200  # documents ranked passage by passage
CHECKED = 800  # documents in which a phrase is verified
ENOUGH = 10  # if fewer documents have every word, those with most of them follow
MOST_OF_THEM = 0.4  # of the rarity of the words wanted
CITING_WORDS = 0.7  # what a word of the documents that cite one counts, where most of the words are enough
FIRST_HITS = 5  # hits of a page that show more provisions than the others
PASSAGES, PASSAGES_BEHIND = 10, 4


@dataclass(frozen=True, slots=True)
class MatchedDocuments:
    """The matching documents, best first. `ranked` has those ranked passage by passage, `at` their index in it by
    row.
    """

    rows: Rows
    ranked: RankedDocuments
    at: dict[int, int]
    folded: FoldedRows
    total: int
    exact: bool
    notes: tuple[str, ...]
    partial: bool


def search(snapshot: Snapshot, query: SearchQuery, *, limit: int, offset: int, sort: Sort) -> Page:
    """Return a page of the results of a query."""
    key = (query, limit, offset, sort)
    return snapshot.answers.get_or_make(key, lambda: _search(snapshot, query, limit, offset, sort))


def _search(snapshot: Snapshot, query: SearchQuery, limit: int, offset: int, sort: Sort) -> Page:
    matcher = Matcher(snapshot)
    spelled = corrected(with_names(with_compounds(query, matcher), matcher), matcher)
    terms = terms_of(spelled.query, matcher)
    found = _find(snapshot, spelled.query, matcher, terms)
    rows = found.rows if sort == "relevance" else _by_date(found.rows, snapshot.columns, sort)
    return Page(
        hits=tuple(_hits(rows[offset : offset + limit], found, spelled.query, terms, snapshot)),
        total=found.total,
        generation=snapshot.source.generation,
        total_is_exact=found.exact,
        notes=(*spelled.query.notes, *spelled.notes, *found.notes),
        did_you_mean=spelled.offer,
        facets=_facets(found, snapshot.columns),
        words=frozenset(form for term in terms if not term.is_phrase for form in term.forms[0]),
        phrases=tuple(tuple(map(frozenset, forms)) for term in terms for forms in _phrases_of(term)),
        partial=found.partial,
    )


def _phrases_of(term: Term) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return (*([term.forms] if term.is_phrase else []), *term.names)


def _find(snapshot: Snapshot, query: SearchQuery, matcher: Matcher, terms: Sequence[Term]) -> MatchedDocuments:
    hard = [node for node in query.wanted if not _is_soft(node)]
    wanted = [node for node in query.wanted if _is_soft(node) and not is_optional(node)]
    fits = every([snapshot.columns.alive, *map(matcher.may, hard)]) & bool(query.wanted)
    scores = first_scores(terms, snapshot) + coverage(terms, snapshot, citing=CITING_WORDS) * weights.COVERAGE
    rows = _best_first(every([fits, *map(matcher.may, wanted)]), scores, snapshot)
    rows, exact = _verified(snapshot, matcher, [*hard, *wanted], wanted, rows, _section(query))
    notes = _unmatched(hard, matcher)
    partial = False
    if len(rows) < ENOUGH and len(wanted) > 1:
        most = _best_first(fits & _most_of_them(terms, fits, snapshot), scores, snapshot)
        more, more_exact = _verified(snapshot, matcher, hard, wanted, most, _section(query))
        more = more[~np.isin(more, rows)]
        if partial := bool(len(more)):
            notes.append(_partly(len(rows)))
            rows, exact = np.concatenate([rows, more]), exact and more_exact
            rows = rows[order_of(scores[rows], rows, snapshot.columns.days)]
    return _closely(snapshot, query, terms, rows, exact, partial, tuple(notes))


def _best_first(flags: Flags, scores: npt.NDArray[np.float64], snapshot: Snapshot) -> Rows:
    rows = np.flatnonzero(flags)
    return rows[order_of(scores[rows], rows, snapshot.columns.days)]


def _partly(count: int) -> str:
    """Return the note on documents that have most of the words, where so many have all of them."""
    if count == 0:
        return "No document has all of these words; those that have most of them are shown."
    have = "One document has" if count == 1 else f"{count} documents have"
    return f"{have} all of these words; those that have most of them are shown as well."


def _most_of_them(terms: Sequence[Term], fits: Flags, snapshot: Snapshot) -> Flags:
    """Return the documents that have most of the rarity of the words, as far as any that fits has them."""
    covered = np.where(fits, coverage(terms, snapshot, citing=CITING_WORDS), 0)
    return (covered > 0) & (covered >= MOST_OF_THEM * float(covered.max(initial=0)))


def _is_soft(node: Node) -> bool:
    """Return whether a part of a query is words that were typed without marks: most of such parts are enough."""
    return isinstance(node, Word) or (isinstance(node, Phrase) and not node.quoted)


def _unmatched(hard: Sequence[Node], matcher: Matcher) -> list[str]:
    """Return a note for each filter that no document of the archive matches."""
    filters = [node for node in hard if isinstance(node, Filter)]
    alive = matcher.snapshot.columns.alive
    return [f"No document of the archive fits {one}." for one in filters if not (matcher.may(one) & alive).any()]


def _section(query: SearchQuery) -> int:
    """Return the section the query is narrowed to, as its number in token lists; 0 for none."""
    return next((section_number(n.value) for n in query.wanted if isinstance(n, Filter) and n.name == "sec"), 0)


def _verified(
    snapshot: Snapshot, matcher: Matcher, hard: Sequence[Node], wanted: Sequence[Node], rows: Rows, section: int
) -> tuple[Rows, bool]:
    """Return the rows whose phrases were found in the text, and whether all rows could be checked."""
    to_check = [node for node in hard if phrases_in(node)]
    if not to_check and not section:
        return rows, True
    looked_at = rows[:CHECKED]
    places = Positions(snapshot.tokens(looked_at.tolist()))
    good = np.ones(len(looked_at), dtype=bool)
    for node in to_check:
        good &= matcher.does(node, looked_at, places)
    if section:
        inside = places.sections == section
        for word in wanted:
            if isinstance(word, Word):
                good &= _within(inside[places.part_of[places.where(matcher.forms(word))]], word, matcher, places)
    return looked_at[good], len(looked_at) == len(rows)


def _within(inside: Flags, word: Word, matcher: Matcher, places: Positions) -> Flags:
    """Return the documents with a word in one of the parts asked for."""
    parts = places.part_of[places.where(matcher.forms(word))][inside]
    found = np.zeros(places.documents, dtype=bool)
    found[places.document[parts]] = True
    return found


def _closely(
    snapshot: Snapshot,
    query: SearchQuery,
    terms: Sequence[Term],
    rows: Rows,
    exact: bool,
    partial: bool,
    notes: tuple[str, ...],
) -> MatchedDocuments:
    """Rank the best of the rows passage by passage, and fold near-duplicates together."""
    best, rest = rows[:CLOSE], rows[CLOSE:]
    places = Positions(snapshot.tokens(best.tolist()))
    ranked = rank(terms, _preferred(query, snapshot), best, snapshot, places, _section(query))
    order = order_of(ranked.scores, best, snapshot.columns.days)
    folded = fold_alike(best[order], snapshot.columns)
    ordered = np.concatenate([[r for r in best[order] if int(r) not in folded.under], rest]).astype(np.int64)
    at = {row: place for place, row in enumerate(best.tolist())}
    return MatchedDocuments(ordered, ranked, at, folded, len(rows), exact, notes, partial)


def _preferred(query: SearchQuery, snapshot: Snapshot) -> Preferences:
    """Return the kinds and the Presidents a query names in its plain words."""
    named = presidents_called([word.text for word in query.words()], snapshot.columns.presidents.values)
    return Preferences(query.kinds, frozenset(named), query.days, query.establishes, section_number(query.section))


def _hits(
    rows: Rows, found: MatchedDocuments, query: SearchQuery, terms: Sequence[Term], snapshot: Snapshot
) -> list[Hit]:
    """Return the rows of a page as hits; rank those that were not among the best now."""
    late = np.array([row for row in rows.tolist() if row not in found.at], dtype=np.int64)
    places = Positions(snapshot.tokens(late.tolist()))
    ranked = (
        rank(terms, _preferred(query, snapshot), late, snapshot, places, _section(query)) if len(late) else found.ranked
    )
    later = {row: place for place, row in enumerate(late.tolist())}
    return [
        _hit(row, found.ranked, found.at[row], found.folded, snapshot, most)
        if row in found.at
        else _hit(row, ranked, later[row], found.folded, snapshot, most)
        for row, most in zip(rows.tolist(), chain(repeat(PASSAGES, FIRST_HITS), repeat(PASSAGES_BEHIND)), strict=False)
    ]


def _hit(row: int, ranked: RankedDocuments, at: int, folded: FoldedRows, snapshot: Snapshot, most: int) -> Hit:
    columns = snapshot.columns
    return Hit(
        id=int(columns.ids[row]),
        revision=int(columns.revisions[row]),
        score=round(float(ranked.scores[at]), 4),
        passages=tuple(PassageHit(position, round(score, 4)) for position, score in ranked.passages(at, most)),
        same=tuple(int(columns.ids[other]) for other in folded.below.get(row, ())),
        reasons={name: round(float(values[at]), 4) for name, values in ranked.reasons.items()},
    )


def _by_date(rows: Rows, columns: Columns, sort: Sort) -> Rows:
    days = columns.days[rows].astype(np.int64)
    keys = -days if sort == "newest" else np.where(days > 0, days, 10**7)
    return rows[np.argsort(keys, kind="stable")]


def _facets(found: MatchedDocuments, columns: Columns) -> dict[str, tuple[Facet, ...]]:
    rows = np.concatenate([found.rows, np.array(list(found.folded.under), dtype=np.int64)]).astype(np.int64)
    years = [Facet(str(year), count) for year, count in _counted(columns.years[rows]) if year]
    return {
        "kind": _facet(columns.kinds, rows),
        "president": _facet(columns.presidents, rows),
        "year": tuple(sorted(years, key=lambda one: one.value)),
        "status": _facet(columns.statuses, rows),
        "series": _series_facet(columns, rows),
    }


def _counted(values: np.ndarray) -> list[tuple[int, int]]:
    found, counts = np.unique(values, return_counts=True)
    return list(zip(found.tolist(), counts.tolist(), strict=True))


def _facet(column: CodedColumn, rows: Rows) -> tuple[Facet, ...]:
    found = [Facet(column.values[code], count) for code, count in _counted(column.codes[rows]) if column.values[code]]
    return tuple(sorted(found, key=lambda one: (-one.count, one.value)))


def _series_facet(columns: Columns, rows: Rows) -> tuple[Facet, ...]:
    counts: dict[str, int] = {}
    for row in columns.in_series[np.isin(columns.in_series, rows)].tolist():
        for series in {place.rsplit("-", 1)[0] for place in columns.series[row]}:
            counts[series] = counts.get(series, 0) + 1
    return tuple(sorted((Facet(*one) for one in counts.items()), key=lambda one: (-one.count, one.value)))
