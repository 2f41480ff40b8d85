"""Which document a reference means: every part's reading, what they have in common, what tells several apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..citations.titles import fold_title
from ..citations.values import Dated
from .links import read_link
from .readings import (
    Reading,
    compilation_year,
    kind_differs,
    of_kind,
    read_compilation,
    read_either,
    read_filed,
    read_number,
    read_page,
    read_series,
)
from .references import Reference
from .titling import TitleReading
from .values import Context, Explanation, KnownDocument, Listed, Lookup, Outcome, Target
from .words import kind_name, long_day, named, sentence

_SISTERS = {"memorandum": {"determination", "order"}, "determination": {"memorandum"}, "order": {"executive-order"}}


@dataclass(frozen=True, slots=True)
class Identified:
    """What a reference leads to before its pinpoint is looked at."""

    outcome: Outcome
    documents: tuple[KnownDocument, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    suggestions: tuple[Target, ...] = ()
    path: str = ""  # of a link that names a provision
    anchor: str = ""


def identify(reference: Reference, context: Context, lookup: Lookup, newest: date | None) -> Identified:
    """The document or documents a reference means, or why there is none."""
    readings, path, anchor = _readings(reference, lookup, newest)
    if not readings:
        return _without_core(reference, context, lookup)
    held = [reading for reading in readings if reading.documents]
    if not held:
        return _nothing_held(readings)
    if len(held) < len(readings) and (against := _disagreeing(held, [r for r in readings if not r.documents])):
        return against
    common = _common(held)
    if not common:
        return _contradiction(held)
    return _narrowed(reference, common, held, lookup, path, anchor)


def _readings(reference: Reference, lookup: Lookup, newest: date | None) -> tuple[list[Reading], str, str]:
    found: list[Reading] = []
    path = anchor = ""
    if reference.link and (linked := read_link(reference.link, lookup, newest)):
        found.append(linked[0])
        path, anchor = linked[1], linked[2]
    if reference.numbers:
        found.append(read_number(reference.numbers.kind, reference.numbers.numbers[0], lookup, newest))
    if reference.series:
        found.append(read_series(reference.series, lookup))
    if reference.either:
        found.append(read_either(reference.either, lookup, newest))
    if reference.filed:
        found.append(read_filed(reference.filed, lookup))
    if reference.page:
        found.append(read_page(reference.page, lookup))
    if reference.title and reference.title.documents:
        found += _title_reading(reference.title, found)
    if reference.compiled and not found:
        found.append(read_compilation(reference.compiled))
    return found, path, anchor


def _title_reading(title: TitleReading, others: list[Reading]) -> list[Reading]:
    """Beside a number or page, words that only resemble a part of a title prove nothing against it."""
    reading = Reading(f"“{title.words}”", title.documents, _approximate(title), part="title")
    if not others or title.likeness in {"exact", "near", "short-form"}:
        return [reading]
    keys = {document.key for other in others for document in other.documents}
    return [reading] if keys & {document.key for document in title.documents} else []


def _approximate(title: TitleReading) -> tuple[Explanation, ...]:
    if title.likeness == "exact":
        return ()
    held = title.documents[0].title
    return (Explanation("TITLE_APPROXIMATE", f"“{title.words}” is not the whole title as printed: “{held}”."),)


def _nothing_held(readings: list[Reading]) -> Identified:
    explanations = tuple(dict.fromkeys(e for reading in readings for e in reading.explanations))
    suggestions = tuple(dict.fromkeys(t for reading in readings for t in reading.suggestions))
    return Identified("not_found", (), explanations, suggestions)


def _disagreeing(held: list[Reading], missing: list[Reading]) -> Identified | None:
    """A part that names nothing held, beside one that does: a contradiction, unless nothing speaks against both."""
    documents = _common(held) or held[0].documents
    for reading in missing:
        if not any(_tells(reading, document) for document in documents):
            continue
        explanations = [*reading.explanations, *_against_page(reading, documents)]
        suggestions = reading.suggestions
        return Identified("contradiction", tuple(documents), tuple(explanations), suggestions)
    return None


def _tells(reading: Reading, document: KnownDocument) -> bool:
    """Whether a document is known well enough for a part that does not name it to speak against it.

    A White House page is often held without its number or its place in the Federal Register.
    """
    known = {
        "page": bool(document.volume),
        "filed": bool(document.document_number),
        "series": bool(document.series),
        "number": bool(document.number) or not reading.said.lower().startswith(kind_name(document.kind)),
    }
    return known.get(reading.part, True)


def _against_page(reading: Reading, documents: Sequence[KnownDocument]) -> list[Explanation]:
    if reading.part != "page" or not documents:
        return []
    first = documents[0]
    printed = f"{first.volume} FR {first.first_page}"
    words = f"{reading.said} is not a page of {named(first)}, which is printed at {printed}."
    return [Explanation("PAGE_BELONGS_TO_OTHER_DOCUMENT", words)]


def _common(held: list[Reading]) -> tuple[KnownDocument, ...]:
    keys = set.intersection(*({document.key for document in reading.documents} for reading in held))
    return tuple(document for document in held[0].documents if document.key in keys)


def _contradiction(held: list[Reading]) -> Identified:
    documents = tuple({d.key: d for reading in held for d in reading.documents}.values())
    explanations = [e for reading in held if reading.part == "page" for e in _other_page(reading, held)]
    return Identified("contradiction", documents, tuple(explanations))


def _other_page(reading: Reading, held: list[Reading]) -> list[Explanation]:
    other = next((r for r in held if r is not reading), reading)
    words = f"{reading.said} belongs to {named(reading.documents[0])}, not to {named(other.documents[0])}."
    return [Explanation("PAGE_BELONGS_TO_OTHER_DOCUMENT", words)]


def _narrowed(
    reference: Reference, common: tuple[KnownDocument, ...], held: list[Reading], lookup: Lookup, path: str, anchor: str
) -> Identified:
    """The documents all parts agree on, told apart by day, president and kind."""
    explanations = [e for reading in held for e in reading.explanations]
    documents, about_day, against = _by_day(reference, common, lookup)
    if against:
        return against
    explanations += about_day
    if _another_president(reference, documents):
        return Identified("not_found", (), (), tuple(map(Target, documents)))
    if _signed_by_another(reference, documents):
        return Identified("contradiction", documents, tuple(explanations))
    documents = _by_president(reference, documents)
    documents, about_kind = _by_kind(reference, documents)
    explanations += about_kind
    if len(documents) > 1:
        explanations += _why_several(held, documents)
        return Identified("ambiguous", documents, tuple(explanations), path=path, anchor=anchor)
    explanations += _about_page(reference, documents[0])
    if reference.compiled:
        explanations += compilation_year(reference.compiled, documents[0])
    return Identified("resolved", documents, tuple(explanations), path=path, anchor=anchor)


def _by_day(
    reference: Reference, documents: tuple[KnownDocument, ...], lookup: Lookup
) -> tuple[tuple[KnownDocument, ...], list[Explanation], Identified | None]:
    day = reference.day
    if day is None:
        return documents, [], None
    if signed := tuple(d for d in documents if day.fits(d.signed or d.published)):
        return signed, [], None
    if published := tuple(d for d in documents if day.fits(d.published)):
        return published, [_published_day(published[0])] if day.day else [], None
    dated = tuple(d for d in documents if d.signed or d.published)
    if day.loose or len(dated) < len(documents):
        return documents, [], None
    return documents, [], _against_day(day, reference, documents, lookup)


def _published_day(document: KnownDocument) -> Explanation:
    words = f"{long_day(document.published)} is the day of publication; it was signed {long_day(document.signed)}."
    return Explanation("SIGNED_VS_PUBLISHED_DATE", words)


def _against_day(day: Dated, reference: Reference, documents: tuple[KnownDocument, ...], lookup: Lookup) -> Identified:
    """A day that fits neither signing nor publication: the readings are what was named, and what has that day."""
    kind = reference.numbers.kind if reference.numbers else reference.kind.kind if reference.kind else documents[0].kind
    that_day = tuple(d for d in of_kind(lookup.on_day(day.whole), kind) if day.fits(d.signed)) if day.whole else ()
    that_day = _in_its_series(reference, that_day) or that_day
    titled = tuple(d for d in that_day if fold_title(d.title) == fold_title(documents[0].title))
    others = titled or that_day
    return Identified("contradiction", tuple({d.key: d for d in (*documents, *others)}.values()))


def _in_its_series(reference: Reference, documents: tuple[KnownDocument, ...]) -> tuple[KnownDocument, ...]:
    codes = {code for code, _ in reference.series.places} if reference.series else set()
    return tuple(d for d in documents if codes & {code for code, _ in d.series})


def _another_president(reference: Reference, documents: tuple[KnownDocument, ...]) -> bool:
    """Words that only resemble a title, and a president who signed none of the documents that have it."""
    if reference.president is None or reference.has_core or not reference.title or reference.title.likeness == "exact":
        return False
    return not any(d.president in reference.president.slugs for d in documents)


def _signed_by_another(reference: Reference, documents: tuple[KnownDocument, ...]) -> bool:
    """Whether a president is named who signed none of them, and it is known who did."""
    if reference.president is None:
        return False
    return all(d.president and d.president not in reference.president.slugs for d in documents)


def _by_president(reference: Reference, documents: tuple[KnownDocument, ...]) -> tuple[KnownDocument, ...]:
    if reference.president is None:
        return documents
    return tuple(d for d in documents if d.president in reference.president.slugs) or documents


def _by_kind(
    reference: Reference, documents: tuple[KnownDocument, ...]
) -> tuple[tuple[KnownDocument, ...], list[Explanation]]:
    """Kind words narrow; where no document is of the kind, they are wrong and that is said."""
    if reference.kind is None or reference.numbers or reference.link:
        return documents, []
    kind = reference.kind.kind
    if fitting := of_kind(documents, kind):
        return fitting, []
    if kind == "memorandum" and any(document.series for document in documents):
        return documents, []
    if kind == "order" and of_kind(documents, "executive-order"):
        return of_kind(documents, "executive-order"), []
    return documents, [kind_differs(documents[0], kind)]


def _why_several(held: list[Reading], documents: tuple[KnownDocument, ...]) -> list[Explanation]:
    parts = {reading.part: reading for reading in held}
    count = len(documents)
    if "series" in parts:
        said = parts["series"].said
        words = f"{said} is the number of {count} documents: the series starts again with an administration."
        return [Explanation("SERIES_RESTARTED", words)]
    if "number" in parts or "filed" in parts:
        said = (parts.get("number") or parts["filed"]).said
        return [Explanation("DUPLICATE_NUMBER", f"{said} is the number of {count} documents.")]
    if "title" in parts:
        return [Explanation("TITLE_SHARED", f"{count} documents have the title {parts['title'].said}.")]
    return []


def _about_page(reference: Reference, document: KnownDocument) -> list[Explanation]:
    page = reference.page
    if page is None or page.page <= document.first_page or not document.has_page(page.volume, page.page):
        return []
    words = f"{page.volume} FR {page.page} is a page inside the document, which begins on page {document.first_page}."
    return [Explanation("PAGE_INSIDE_DOCUMENT", words)]


def _without_core(reference: Reference, context: Context, lookup: Lookup) -> Identified:
    """No number, page, link or title that leads anywhere: a day and a kind, words of context, or nothing."""
    if reference.context and (found := _from_context(reference, context)):
        return Identified("resolved", (found,))
    if reference.kind and reference.day and reference.day.day:
        return _of_that_day(reference, lookup)
    title = reference.title
    if title and (rows := tuple(lookup.listed_titled(fold_title(title.words)))):
        return Identified("not_found", (), (_listed_title(rows[0]),))
    if title and reference.kind and title.span.prompted:
        return Identified("not_found")
    return Identified("unrecognised")


def _listed_title(row: Listed) -> Explanation:
    number = f" {row.number}" if row.number else ""
    words = f"{sentence(kind_name(row.kind))}{number}, “{row.title}”, exists, but its text is not in this archive."
    return Explanation("NOT_IN_ARCHIVE", words)


def _from_context(reference: Reference, context: Context) -> KnownDocument | None:
    said = reference.context
    if said is None:
        return None
    if said.which == "this":
        return context.here
    if said.which == "defined":
        return dict(context.defined).get(said.noun)
    return context.last_named


def _of_that_day(reference: Reference, lookup: Lookup) -> Identified:
    """ "Memorandum of January 28, 2017": documents of the kind signed that day, else published, told apart by title."""
    assert reference.kind and reference.day and reference.day.whole
    kind, day = reference.kind.kind, reference.day.whole
    that_day = tuple(lookup.on_day(day))
    signed = tuple(d for d in of_kind(that_day, kind) if (d.signed or d.published) == day)
    published = tuple(d for d in of_kind(that_day, kind) if d.published == day)
    documents = _by_president(reference, signed or published)
    explanations = [] if signed or not published else [_published_day(published[0])]
    if not documents:
        return _no_such_day(kind, day, that_day, lookup)
    if reference.title:
        return _of_that_title(reference.title, documents, explanations)
    if len(documents) > 1:
        words = f"{len(documents)} documents of that kind have the day {long_day(day)}."
        explanations.append(Explanation("DATE_AMBIGUOUS", words))
        return Identified("ambiguous", documents, tuple(explanations))
    return Identified("resolved", documents, tuple(explanations))


def _no_such_day(kind: str, day: date, that_day: tuple[KnownDocument, ...], lookup: Lookup) -> Identified:
    """No document of the kind has the day: perhaps a list has one, or a kind that is often called so."""
    if rows := tuple(lookup.listed_on_day(kind, day)):
        return Identified("not_found", (), tuple(_listed_title(row) for row in rows[:1]))
    sisters = tuple(d for d in that_day if d.kind in _SISTERS.get(kind, set()) and d.signed == day)
    if len(sisters) == 1:
        return Identified("resolved", sisters, (kind_differs(sisters[0], kind),))
    return Identified("not_found", (), (), tuple(Target(d) for d in that_day[:10]))


def _of_that_title(
    title: TitleReading, documents: tuple[KnownDocument, ...], explanations: list[Explanation]
) -> Identified:
    """Of the documents of a day, those whose title shares the words given; words nobody has are not passed over."""
    shares = {document.key: _shared(title.words, document) for document in documents}
    best = max(shares.values())
    if best < _SHARED_AT_LEAST:
        return Identified("not_found", (), (), tuple(Target(d) for d in documents))
    fitting = tuple(d for d in documents if shares[d.key] == best)
    words = f"“{title.words}” is not the whole title as printed: “{fitting[0].title}”."
    found = (*explanations, Explanation("TITLE_APPROXIMATE", words))
    return Identified("resolved" if len(fitting) == 1 else "ambiguous", fitting, found)


_SHARED_AT_LEAST = 0.5  # of the words given must stand in the title, once kind and day are right


def _shared(words: str, document: KnownDocument) -> float:
    asked = set(fold_title(words).split())
    held = set(fold_title(" ".join((document.title, *document.other_titles))).split())
    return len(asked & held) / max(len(asked), 1)
