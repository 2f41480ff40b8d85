"""Merging the sources of a document: the best source for each fact and for the text, and disagreements.

A document's fields are recomputed from all its statements whenever one is added, so they do not depend on the order of
imports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from eo_browser.law.citations.titles import fold_title
from eo_browser.law.context.relations import Effect, notes_of, status_of, with_direction_corrected
from eo_browser.law.model.addresses import spelled_number
from eo_browser.law.model.facts import from_json
from eo_browser.law.model.source import Disagreement, Metadata, RegisterPlace
from eo_browser.law.terms.kinds import NUMBERED_KINDS
from eo_browser.law.terms.presidents import president_by_slug, president_on
from eo_browser.models import Document, Edition, Listing, Relation, Revision
from eo_browser.sources.formats import format_of, order_shown, trust

from .inferred_numbers import LISTED_KINDS
from .list_rows import is_confirmed, rows_about

CLAIMS = "white-house"  # the publisher whose numbers are claims until a list has them
# Facts with one value for a document; readers see statements that differ.
SINGLE = ("number", "signed", "document_number", "register", "president")


@dataclass(frozen=True, slots=True)
class Statement:
    """The facts that one source states of a document."""

    facts: Metadata
    trust: int  # a lower number means more trust
    source: str


def edition_statement(edition: Edition) -> Statement:
    """Return the statement of an edition."""
    return Statement(from_json(edition.facts), trust(edition.format, edition.publisher), edition.source)


def listing_statement(listing: Listing) -> Statement:
    """Return the statement of a row of a list."""
    return Statement(from_json(listing.facts), format_of(listing.listed_by).trust, listing.source)


def merged(statements: Iterable[Statement]) -> Metadata:
    """Return the facts of a document, each from the most trusted source that states it."""
    ordered = sorted(statements, key=lambda one: (one.trust, one.source))
    facts = [one.facts for one in ordered]
    title = _first(facts, "title")
    whole = Metadata(
        kind=_first(facts, "kind"),
        number=_first(facts, "number"),
        title=title,
        addressees=_first(facts, "addressees"),
        subject=_first(facts, "subject"),
        signed=_signed(facts),
        published=_first(facts, "published"),
        president=_first(facts, "president"),
        document_number=_first(facts, "document_number"),
        correction_of=_first(facts, "correction_of"),
        source_url=_first(facts, "source_url"),
        disposition_notes=_first(facts, "disposition_notes"),
        register=_register(facts),
        series=tuple(dict.fromkeys(place for one in facts for place in one.series)),
        alternative_titles=_other_titles(title, facts),
        links=_links(facts),
        disagreements=_disagreements(ordered),
    )
    return whole if whole.president else replace(whole, president=_president(whole.signed or whole.published))


def _first(facts: Sequence[Metadata], name: str):  # type: ignore[no-untyped-def]  # as various as the fields are
    return next((value for one in facts if (value := getattr(one, name))), getattr(Metadata(), name))


def _signed(facts: Sequence[Metadata]) -> date | None:
    """The first stated day on which the President named was in office; else the first of all.

    This catches a list with 1961 for 1951, whose document would be signed by a former President.
    """
    days = [one.signed for one in facts if one.signed]
    president = president_by_slug(_first(facts, "president"))
    fitting = [day for day in days if president and president.held_office(day)]
    return next(iter(fitting or days), None)


def _president(day: date | None) -> str:
    found = president_on(day) if day else None
    return found.slug if found else ""


def _register(facts: Sequence[Metadata]) -> RegisterPlace | None:
    """The first place stated, with the end page of any source that agrees on where it starts."""
    places = [one.register for one in facts if one.register]
    if not places:
        return None
    first = places[0]
    same = [p.end_page for p in places if (p.volume, p.start_page) == (first.volume, first.start_page) and p.end_page]
    return replace(first, end_page=same[0] if same else 0)


def _other_titles(title: str, facts: Sequence[Metadata]) -> tuple[str, ...]:
    """Every other wording of the title, once; a difference in punctuation does not count."""
    wordings = [t for one in facts for t in (one.title, *one.alternative_titles, one.subject) if t]
    seen: dict[str, str] = {}
    for wording in wordings:
        seen.setdefault(fold_title(wording), wording)
    seen.pop(fold_title(title), None)
    return tuple(seen.values())


def _links(facts: Sequence[Metadata]) -> tuple[tuple[str, str], ...]:
    links: dict[str, str] = {}
    for one in facts:
        for name, url in one.links:
            links.setdefault(name, url)
    return tuple(links.items())


def _disagreements(ordered: Sequence[Statement]) -> tuple[Disagreement, ...]:
    """The disagreements of sources on a fact with one value, and those that a source itself reports."""
    found = [one for statement in ordered for one in statement.facts.disagreements]
    signed = _signed([one.facts for one in ordered])
    for name in SINGLE:
        stated = [(str(value), one.source) for one in ordered if (value := getattr(one.facts, name))]
        if name == "signed":
            stated.sort(key=lambda one: one[0] != str(signed))
        for value, source in stated[1:]:
            if value.casefold() != stated[0][0].casefold():
                found.append(Disagreement(name, stated[0][0], value, _why(name, stated[0], (value, source), ordered)))
    return tuple({(one.field, one.used, one.other): one for one in reversed(found)}.values())[::-1]


def _why(name: str, used: tuple[str, str], other: tuple[str, str], ordered: Sequence[Statement]) -> str:
    """Why one (value, source) was used and not the other."""
    order = [one.source for one in ordered]
    if name == "signed" and order.index(other[1]) < order.index(used[1]):
        return f"On the day that {other[1]} gives, the President named was not in office."
    return f"{used[1]} is trusted before {other[1]}."


def refresh(document: Document) -> Metadata:
    """Recompute a document's fields, except address and number rank, from all its sources; return the merged facts."""
    editions, document.claimed_number = _editions_of(document)
    facts = merged(editions)
    _apply(document, facts)
    known: set[int] = set()
    asked: tuple[object, ...] = ()
    # A fact from a row of a list (a Federal Register number) may lead to further rows.
    while (stated := _asked_of_lists(document)) != asked:
        asked = stated
        rows = [row for row in rows_about(document) if row.pk not in known]
        known |= {row.pk for row in rows}
        editions += [listing_statement(row) for row in rows]
        if rows:
            facts = merged(editions)
            _apply(document, facts)
    document.status = status_of(_effects(document))
    return facts


def _asked_of_lists(document: Document) -> tuple[object, ...]:
    """The facts of a document by which rows of lists are found."""
    return document.number, document.document_number, document.signed, document.folded_title, document.corrects


def _editions_of(document: Document) -> tuple[list[Statement], str]:
    """What the editions of a document say, and the number that only a page of the White House shows, if any.

    Such a number is a claim: pages have shown wrong ones for days. It counts once a list or the Register gives it.
    """
    statements, claimed = [], ""
    for edition in document.editions.filter(superseded=False):
        statement = edition_statement(edition)
        facts = statement.facts
        if edition.publisher == CLAIMS and is_claim(facts) and facts.number != document.number:
            statement, claimed = replace(statement, facts=replace(facts, number="")), facts.number
        statements.append(statement)
    return statements, "" if document.number else claimed


def is_claim(facts: Metadata) -> bool:
    """Tell whether no list gives the number that a page shows to a document of its kind, day and title.

    Of kinds that no list numbers (determinations), the printed number is the only one there is, and no claim.
    """
    kind = facts.kind or "other"
    if kind not in LISTED_KINDS:
        return False
    day = facts.signed or facts.published
    number = own_number(kind, facts.number)
    return bool(number) and not is_confirmed(kind, number, day, fold_title(facts.title))


def _apply(document: Document, facts: Metadata) -> None:
    document.title = facts.title
    document.folded_title = fold_title(facts.title)
    document.alternative_titles = list(facts.alternative_titles)
    document.addressees = list(facts.addressees)
    document.president = facts.president
    document.signed, document.published = facts.signed, facts.published
    document.document_number = facts.document_number
    document.corrects = facts.correction_of
    document.links = dict(facts.links) | ({"source": facts.source_url} if facts.source_url else {})
    document.disposition_notes = facts.disposition_notes
    document.disagreements = [
        {"field": d.field, "used": d.used, "other": d.other, "reason": d.reason} for d in facts.disagreements
    ]
    _apply_numbers(document, facts)


def _effects(document: Document) -> Iterator[Effect]:
    """Yield the effects on a document in its notes, and in the stored relations of others.

    `relate` later reads the notes of all lists and the documents' own words.
    """
    for note in notes_of(document.disposition_notes):
        note = with_direction_corrected(note, document.kind, document.number, document.signed)
        if note.passive:
            yield Effect(note.verb, note.in_part, day=note.day)
    if document.pk:
        claims = Relation.objects.filter(object=document, outweighed="").exclude(claimed_by=document, of_absent=False)
        for verb, in_part, path, day in claims.values_list("verb", "in_part", "object_path", "subject__signed"):
            yield Effect(verb, in_part, path, day)  # type: ignore[arg-type]  # one of VERBS


def _apply_numbers(document: Document, facts: Metadata) -> None:
    place = facts.register
    document.register_volume = place.volume if place else None
    document.register_start = place.start_page if place else None
    document.register_end = (place.end_page or None) if place else None
    if facts.number and not document.number and not facts.correction_of:
        document.number = own_number(document.kind, facts.number)
    day = facts.signed or facts.published
    padded = "".join(part.zfill(8) if part.isdigit() else part for part in document.number.split("-"))
    document.order_key = f"{day or '9999-12-31'}/{padded}"[:64]


def own_number(kind: str, number: str) -> str:
    """Return a document's number as its address spells it; "" for kinds that are not numbered."""
    return spelled_number(number) if kind in NUMBERED_KINDS else ""


def leading_edition(revision: Revision) -> Edition:
    """Return the edition a revision's outline is read from: the preferred, then the first by name."""
    return min(revision.editions.all(), key=lambda one: (order_shown(one), one.source))


def current_revision(document: Document) -> Revision | None:
    """Return the newest revision of the preferred edition; superseded bytes count only when nothing else is left."""
    editions = list(document.editions.select_related("revision"))
    live = [one for one in editions if not one.superseded] or editions
    if not live:
        return None
    best = min(map(order_shown, live))
    return max((one.revision for one in live if order_shown(one) == best), key=lambda revision: revision.number)
