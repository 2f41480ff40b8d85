"""The order of what was found (docs/search.md says how it comes about): documents first, then their passages.

BM25F gives a first score to all documents; the best are then ranked passage by passage. Every part of a score is a
share of the maximum for the query, so that weights can combine the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from . import weights
from .analyser import number_of
from .columns import Rows
from .conditions import Matcher, days_within
from .positions import Ints, Positions
from .query import PLAIN_WORDS, All, AnyOf, Node, Phrase, SearchQuery, SigningDays, Titled, Word
from .records import BODY
from .snapshot import Postings, Snapshot, Weights

Floats = npt.NDArray[np.float64]

_PLAIN = np.array([number_of(word) for word in sorted(PLAIN_WORDS)], dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase to score: the forms each of its words may have, and how rare it is.

    `names` are phrases that match as well: the names that the word abbreviates.
    """

    forms: tuple[tuple[str, ...], ...]
    mass: float
    optional: bool = False
    slop: int = 0
    is_form: bool = False  # of a word that is scored in all its forms too
    names: tuple[tuple[tuple[str, ...], ...], ...] = ()

    @property
    def is_phrase(self) -> bool:
        """Return whether it has several words."""
        return len(self.forms) > 1

    @property
    def width(self) -> int:
        """Return the largest number of words of a title that it may match."""
        if self.is_form:
            return 0
        return max(map(len, (self.forms, *self.names)))


@dataclass(frozen=True, slots=True)
class Preferences:
    """The preferences in a query besides its subject: kinds, Presidents of the archive (slugs), days of signing."""

    kinds: frozenset[str] = frozenset()
    presidents: frozenset[str] = frozenset()
    days: tuple[SigningDays, ...] = ()
    establishes: bool = False
    section: int = 0  # as token lists keep it


@dataclass(frozen=True, slots=True)
class RankedDocuments:
    """Documents ranked passage by passage, in the order of the rows given: scores, their parts, scores of passages.

    `within` orders the parts of one document, where a word counts more the fewer of its parts have it.
    """

    scores: Floats
    reasons: dict[str, Floats]
    parts: Floats
    within: Floats
    places: Positions

    def passages(self, at: int, most: int) -> list[tuple[int, float]]:
        """Return (position, score) of the best passages of a document, best first, in reading order among equals."""
        start, end = self.places.first_part[at : at + 2]
        scores = self.parts[start:end]
        best = np.argsort(-self.within[start:end], kind="stable")[:most]
        least = weights.WORTH_SHOWING * self.within[start:end].max(initial=0)
        kept = [at for at in best if scores[at] > 0 and self.within[start + at] >= least]
        return [(int(self.places.position[start + at]), float(scores[at])) for at in kept]


def terms_of(query: SearchQuery, matcher: Matcher) -> list[Term]:
    """Return the words and phrases of a query to search for in texts, in its order."""
    leaves = list(_leaves(query.wanted))
    found = [*(_term(node, matcher) for node in leaves), *_forms_typed(leaves, matcher)]
    return [term for term in found if term.mass > 0]


def _forms_typed(leaves: Iterable[Word | Phrase], matcher: Matcher) -> Iterator[Term]:
    """Yield the words whose form as typed is much rarer than all their forms: "challenger" among "challenges"."""
    for node in leaves:
        if isinstance(node, Phrase) or node.optional or node.exact or node.prefix:
            continue
        forms = matcher.forms(node)
        if node.text in forms and _share(node.text, forms, matcher) < np.exp(-weights.EXACT_FROM):
            rarer = rarity_of((node.text,), matcher.snapshot) - rarity_of(forms, matcher.snapshot)
            if rarer > weights.EXACT_FROM:
                yield Term(((node.text,),), node.weight * weights.EXACT * rarer, is_form=True)


def _leaves(nodes: Iterable[Node]) -> Iterator[Word | Phrase]:
    for node in nodes:
        if isinstance(node, Word | Phrase):
            yield node
        elif isinstance(node, Titled):
            yield from _leaves([node.child])
        elif isinstance(node, All | AnyOf):
            yield from _leaves(node.children)


def _share(word: str, forms: Sequence[str], matcher: Matcher) -> float:
    """Return roughly which share of the documents with any of some forms has one of them; no postings are read."""
    documents = matcher.snapshot.vocabulary.documents
    return documents[word] / sum(documents[form] for form in forms)


def _term(node: Word | Phrase, matcher: Matcher) -> Term:
    if isinstance(node, Phrase):
        forms = matcher.phrase_forms(node)
        rarity = [rarity_of(some, matcher.snapshot) for some in forms] if node.quoted else [_rarity_of(node, matcher)]
        return Term(forms, sum(rarity) if all(forms) else 0.0, slop=node.slop)
    forms_of_word = matcher.forms(node)
    weight = node.weight * (weights.OPTIONAL if node.optional else 1.0)
    names = tuple(forms for name in node.names if all(forms := matcher.phrase_forms(Phrase(name))))
    rarity_of_word = _rarity_of(node, matcher) if names else rarity_of(forms_of_word, matcher.snapshot)
    return Term((forms_of_word,), weight * rarity_of_word, node.optional, names=names)


def _rarity_of(node: Node, matcher: Matcher) -> float:
    """Return the rarity of what several words or spellings stand for together."""
    return _rarity(int(np.count_nonzero(matcher.may(node))), matcher.snapshot)


def rarity_of(forms: tuple[str, ...], snapshot: Snapshot) -> float:
    """Return the inverse document frequency of a word in all its forms; 0 when the archive does not have it."""
    return _rarity(len(snapshot.impact(forms).rows) if forms else 0, snapshot)


def _rarity(having: int, snapshot: Snapshot) -> float:
    return float(np.log1p((snapshot.alive - having + 0.5) / (having + 0.5))) if having else 0.0


def first_scores(terms: Sequence[Term], snapshot: Snapshot) -> Floats:
    """Score every document by its words (BM25F), as a share of 1."""
    scores = np.zeros(len(snapshot.columns))
    for term in terms:
        scores += term.mass * _by_words(term, snapshot, lambda postings: postings.weights)
    return scores / max(sum(term.mass for term in terms), 1e-9)


def _by_words(term: Term, snapshot: Snapshot, worth: Callable[[Postings], Weights | float]) -> Floats:
    """Return the score of a term in every document: the average of its words, or the least of the words of a name."""
    found = np.sum([_in_all(forms, snapshot, worth) for forms in term.forms], axis=0) / len(term.forms)
    names = [np.min([_in_all(forms, snapshot, worth) for forms in name], axis=0) for name in term.names]
    best: Floats = np.max([found, *names], axis=0)
    return best


def _in_all(forms: tuple[str, ...], snapshot: Snapshot, worth: Callable[[Postings], Weights | float]) -> Floats:
    found = np.zeros(len(snapshot.columns))
    postings = snapshot.impact(forms)
    found[postings.rows] = worth(postings)
    return found


def coverage(terms: Sequence[Term], snapshot: Snapshot, *, in_any_form: bool = False, citing: float = 0.0) -> Floats:
    """Return the share of the wanted words' rarity that each document has.

    A word that others use where they cite a document counts `citing`.
    """
    wanted = [term for term in terms if not term.optional and not (in_any_form and term.is_form)]
    found = np.zeros(len(snapshot.columns))
    for term in wanted:
        worth = _by_words(term, snapshot, lambda postings: 1.0)
        if citing:
            worth = np.maximum(worth, citing * _cited_as(term, snapshot))
        found += term.mass * worth
    return found / max(sum(term.mass for term in wanted), 1e-9)


def _cited_as(term: Term, snapshot: Snapshot) -> Floats:
    """Return the share of a term's words that other documents say where they cite each document."""
    found = np.zeros(len(snapshot.columns))
    for forms in term.forms:
        found[snapshot.rows_with("said", forms)] += 1 / len(term.forms)
    return found


def rank(
    terms: Sequence[Term], preferred: Preferences, rows: Rows, snapshot: Snapshot, places: Positions, section: int = 0
) -> RankedDocuments:
    """Rank some documents passage by passage. With `section`, only passages of that section count."""
    mass = np.array([term.mass for term in terms] or [0.0])
    whole = max(float(mass.sum()), 1e-9)
    counts = _counts(terms, places)
    around = _around(terms, rows, snapshot, counts, places)
    evidence = _evidence(counts, around, places)
    near = _nearness(terms, mass / whole, places)
    factor = _boilerplate(rows, snapshot, places)
    factor[(places.position < 0) | ((places.sections != section) if section else False)] = 0
    factor[~((counts > 0) @ (mass > 0))] = 0
    passage_scores = (evidence @ (mass / whole) + near) * factor
    weighed = mass / whole * (1 + weights.WITHIN * _rarity_within(counts, places)[places.document])
    within = ((evidence * weighed).sum(axis=1) + near) * factor
    if preferred.section:
        heads = _heads(places, preferred.section)
        within[heads] = _best_by_document(within, places)[places.document[heads]] + weights.NAMED_SECTION
        passage_scores[heads] = np.maximum(passage_scores[heads], weights.NAMED_SECTION)
    title, established = _title_scores(terms, mass / whole, counts, places)
    reasons: dict[str, Floats] = {
        "words": first_scores(terms, snapshot)[rows],
        "passage": _best_by_document(passage_scores, places),
        "title": title,
        "established": established * preferred.establishes,
        "said": _cited_share(terms, mass / whole, rows, snapshot),
        "whole": _whole(terms, rows, snapshot),
        **_preferences(preferred, rows, snapshot),
        "observance": (snapshot.columns.observances[rows] & (title < weights.OBSERVANCE_MEANT)).astype(float),
    }
    scores = np.zeros(len(rows))
    for name, values in reasons.items():
        scores += weights.PARTS[name] * values
    return RankedDocuments(scores, reasons, passage_scores, within, places)


def _heads(places: Positions, section: int) -> Ints:
    """Return the part each section of a number begins with."""
    inside = places.sections == section
    below = (places.parent >= 0) & inside[places.parent]
    return np.flatnonzero(inside & ~below & (places.position >= 0))


def _counts(terms: Sequence[Term], places: Positions) -> Floats:
    """Return how often each term is in each part; words of headings count more."""
    counts = np.zeros((len(places.lengths), max(len(terms), 1)))
    for at, term in enumerate(terms):
        found = _where(term, places)
        parts = places.part_of[found]
        in_heading = found - places.starts[parts] < places.headings[parts]
        counts[:, at] = np.bincount(parts, 1 + weights.HEADING * in_heading, len(places.lengths))
    return counts


def _where(term: Term, places: Positions) -> Ints:
    if term.names:
        every = [places.where(term.forms[0]), *(places.run(name) for name in term.names)]
        return np.unique(np.concatenate(every))
    if not term.is_phrase:
        return places.where(term.forms[0])
    return places.near(term.forms, term.slop) if term.slop else places.run(term.forms)


def _around(
    terms: Sequence[Term], rows: Rows, snapshot: Snapshot, counts: Floats, places: Positions
) -> npt.NDArray[np.bool_]:
    """Return which terms the titles or the facts of each document have."""
    titles = places.position < 0
    found = places.by_document(np.logical_or, (counts > 0) & titles[:, None])
    for at, term in enumerate(terms):
        if not term.is_phrase:
            found[:, at] |= np.isin(rows, snapshot.rows_with("facts", term.forms[0]))
    return found


def _evidence(counts: Floats, around: npt.NDArray[np.bool_], places: Positions) -> Floats:
    """Return how much each part says of each term: by its own words, those of the parts above it, or around it.

    Around it are the document's titles and facts.
    """
    own = counts > 0
    length = weights.SHORT + (1 - weights.SHORT) * np.minimum(places.lengths / weights.PASSAGE_WORDS, weights.LONGEST)
    saturated = counts / (counts + weights.PASSAGE_SATURATION * length[:, None])
    above = _inherited(own, places) & ~own
    rest = around[places.document] & ~own & ~above
    found: Floats = saturated + weights.ABOVE * above + weights.AROUND * rest
    return found


def _rarity_within(counts: Floats, places: Positions) -> Floats:
    """Return how rare each term is among the passages of each document: 1 in one passage, 0 in all of them."""
    passages = places.position >= 0
    having = places.by_document(np.add, ((counts > 0) & passages[:, None]).astype(np.int64))
    every = np.bincount(places.document[passages], minlength=places.documents)[:, None]
    rarity: Floats = np.log1p(every / (1 + having)) / np.log1p(np.maximum(every, 1))
    return rarity


def _inherited(own: npt.NDArray[np.bool_], places: Positions) -> npt.NDArray[np.bool_]:
    """Return the evidence in the parts above each part."""
    has_parent = places.parent >= 0
    above = np.zeros_like(own)
    while True:
        found = above.copy()
        found[has_parent] = (own | above)[places.parent[has_parent]]
        if (found == above).all():
            return above
        above = found


def _nearness(terms: Sequence[Term], share: Floats, places: Positions) -> Floats:
    """Return the bonus where different words of the query are close to each other in one part."""
    found = [np.empty(0, np.int64) if term.optional or term.is_form else _where(term, places) for term in terms]
    at = np.concatenate(found or [np.empty(0, np.int64)])
    which = np.repeat(np.arange(len(found)), [len(one) for one in found])
    order = np.argsort(at, kind="stable")
    at, which = at[order], which[order]
    part = places.part_of[at]
    pair = (part[1:] == part[:-1]) & (which[1:] != which[:-1])
    between = which[1:] - which[:-1]  # words of the query
    gap = np.maximum(np.where(between > 0, np.abs(at[1:] - at[:-1] - between) + 1, at[1:] - at[:-1]), 1)
    worth = np.minimum(share[which[1:]], share[which[:-1]]) / gap * np.where(between > 0, 1.0, weights.REVERSED)
    summed = np.bincount(part[1:][pair], worth[pair], len(places.lengths))
    return np.minimum(summed, weights.NEARNESS)


def _boilerplate(rows: Rows, snapshot: Snapshot, places: Positions) -> Floats:
    """Return a factor for each part: 1, and less the more documents have the same words."""
    first = snapshot.columns.first_passage[rows]
    passage = np.maximum(first[places.document] + places.position, 0)
    shared = snapshot.columns.shared
    counts = shared[np.minimum(passage, len(shared) - 1)] if len(shared) else np.ones(len(passage))
    repeated = np.log2(np.maximum(counts / weights.REPEATED, 1))
    factor: Floats = np.where(places.position < 0, 1.0, 1 / (1 + weights.BOILERPLATE * repeated))
    return factor


def _best_by_document(scores: Floats, places: Positions) -> Floats:
    best: Floats = places.by_document(np.maximum, scores)
    return best


def _title_scores(terms: Sequence[Term], share: Floats, counts: Floats, places: Positions) -> tuple[Floats, Floats]:
    """Return how much of the query the best title has, and how much of that title the query names.

    The second value is the same of the names of bodies alone.
    """
    titles = np.flatnonzero(places.position < 0)
    own = counts[titles] > 0
    covered = own @ share
    width = np.array([term.width for term in terms] or [1])
    named = np.minimum(own @ width / np.maximum(_lengths_without_plain_words(titles, places), 1), 1.0)
    scores = np.zeros(len(places.lengths))
    scores[titles] = covered * (weights.TITLE_COVERED + (1 - weights.TITLE_COVERED) * named)
    of_body = places.sections == BODY
    best = _best_by_document(scores * np.where(of_body, weights.BODY_TITLE, 1.0), places)
    return best, _best_by_document(scores * of_body, places)


def _lengths_without_plain_words(titles: Ints, places: Positions) -> Ints:
    """Return how many words each title has besides "of", "the" and the like, which nobody types."""
    lengths = places.lengths[titles]
    which = np.repeat(np.arange(len(titles)), lengths)
    at = np.arange(len(which)) + (places.starts[titles] - np.cumsum(lengths) + lengths)[which]
    telling = ~np.isin(places.numbers[at], _PLAIN)
    return np.bincount(which[telling], minlength=len(titles))


def _preferences(preferred: Preferences, rows: Rows, snapshot: Snapshot) -> dict[str, Floats]:
    """Return the small parts of a score: President and kind named in the query, citations, day."""
    columns = snapshot.columns
    days = columns.days[rows]
    span = max(int(columns.days.max(initial=1)) - weights.RECENT_FROM, 1)
    return {
        "president": columns.presidents.flags(set(preferred.presidents))[rows].astype(float),
        "date": _signed_when(preferred.days, days, columns.years[rows]),
        "kind": columns.kinds.flags(set(preferred.kinds))[rows].astype(float),
        "cited": np.minimum(np.log1p(columns.cited[rows]) / weights.CITED_MOST, 1.0),
        "recent": np.clip((days - weights.RECENT_FROM) / span, 0, 1) * (not (preferred.presidents or preferred.days)),
    }


def _whole(terms: Sequence[Term], rows: Rows, snapshot: Snapshot) -> Floats:
    """Return 1 for documents with every wanted word, less for those of which others say the words they lack."""
    covered = coverage(terms, snapshot, in_any_form=True)[rows] > weights.WHOLE
    cited_with_rest = coverage(terms, snapshot, in_any_form=True, citing=1.0)[rows] > weights.WHOLE
    whole: Floats = np.where(covered, 1.0, weights.WHOLE_WITH_CITING_WORDS * cited_with_rest)
    return whole


def _cited_share(terms: Sequence[Term], share: Floats, rows: Rows, snapshot: Snapshot) -> Floats:
    """Return the share of the query in the words with which others cite each document."""
    found = np.zeros(len(rows))
    for term, mass in zip(terms, share, strict=False):
        found += mass * _cited_as(term, snapshot)[rows]
    return found


def _signed_when(spans: Sequence[SigningDays], days: npt.NDArray[np.int32], years: npt.NDArray[np.int32]) -> Floats:
    """Return 1 for documents signed within one of the spans, less for those signed in the same year."""
    share = np.zeros(len(days))
    for span in spans:
        within = days_within(days, span.first, span.last)
        share = np.maximum(share, np.where(within, 1.0, weights.YEAR_ALONE * (years == span.first.year)))
    return share


def order_of(scores: Floats, rows: Rows, days: npt.NDArray[np.int32]) -> npt.NDArray[np.intp]:
    """Return the positions sorted by score; among equals the newest first, then by row, so that the order is stable."""
    return np.lexsort((rows, -days[rows], -scores))
