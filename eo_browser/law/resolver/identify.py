"""Which document is meant: what each part of the citation says, what they have in common, what tells several apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from eo_browser.law.citations.parts import Dated, DirectiveNumber
from eo_browser.law.citations.titles import fold_title
from eo_browser.law.terms.kinds import kind_name, plural_name

from .cited_documents import CitedDocument
from .contradictions import (
    against_day,
    common_to,
    contradiction,
    disagreeing,
    president_named,
    signed_by_another,
)
from .evidence import (
    Evidence,
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
from .lookup import KnownDocument, ListedDocument, Lookup
from .outcomes import Context, Explanation, Resolution, Target
from .title_evidence import TitleEvidence, is_kind_word
from .wording import long_day, sentence, several_named

_SISTERS = {"memorandum": {"determination", "order"}, "determination": {"memorandum"}, "order": {"executive-order"}}


def identify(cited: CitedDocument, linked: Evidence | None, context: Context, lookup: Lookup) -> Resolution:
    """Return the document or documents meant, or why there is none."""
    evidence = _evidence_of(cited, linked, lookup)
    if not evidence:
        return _without_core(cited, context, lookup)
    held = [each for each in evidence if each.documents]
    if not held:
        explanations = tuple(dict.fromkeys(e for each in evidence for e in each.explanations))
        return Resolution(
            "not_found", (), explanations, tuple(dict.fromkeys(t for each in evidence for t in each.suggestions))
        )
    if len(held) < len(evidence) and (against := disagreeing(held, [r for r in evidence if not r.documents])):
        return against
    common = common_to(held)
    if not common:
        return contradiction(held)
    return _narrowed(cited, common, held, lookup)


def _evidence_of(cited: CitedDocument, linked: Evidence | None, lookup: Lookup) -> list[Evidence]:
    found = [linked] if linked else []
    if cited.numbers:
        found.append(read_number(cited.numbers.kind, cited.numbers.numbers[0], lookup))
    if cited.series:
        found += _of_series(cited.series, lookup)
    if cited.either:
        found.append(read_either(cited.either, lookup))
    if cited.filed:
        found.append(read_filed(cited.filed, lookup))
    if cited.page:
        found.append(read_page(cited.page, lookup))
    if cited.title and cited.title.documents:
        found += _of_title(cited.title, found)
    if cited.compiled and not found:
        found.append(read_compilation(cited.compiled))
    return found


def _of_series(said: DirectiveNumber, lookup: Lookup) -> list[Evidence]:
    """One place, or several names of one document ("NSPD-54/HSPD-23"); of places of several documents, each."""
    whole = read_series(said, lookup)
    if len(said.places) < 2 or not whole.documents:
        return [whole]
    each = [read_series(DirectiveNumber((place,)), lookup) for place in said.places]
    held = [one for one in each if one.documents]
    return held if len(held) > 1 and not common_to(held) else [whole]


def _of_title(title: TitleEvidence, others: list[Evidence]) -> list[Evidence]:
    """Beside a number or page, words that only resemble a part of a title prove nothing against it."""
    by_title = Evidence(f"“{title.words}”", title.documents, source="title")
    if not others or title.likeness in {"exact", "near", "short-form"}:
        return [by_title]
    keys = {document.key for other in others for document in other.documents}
    return [by_title] if keys & {document.key for document in title.documents} else []


def _approximate(cited: CitedDocument, documents: tuple[KnownDocument, ...]) -> list[Explanation]:
    """What the title as cited has to do with the title as printed, where they are not the same."""
    title = cited.title
    if title is None or title.likeness == "exact" or not {d.key for d in documents} & {d.key for d in title.documents}:
        return []
    if is_kind_word(title.words):
        return []  # "National Security Memorandum of October 7, 2022": no title, though it begins one
    how = "is not the whole title" if title.likeness == "part" else "is not quite the title"
    return [
        Explanation("TITLE_APPROXIMATE", f"“{title.words}” {how} as printed: “{documents[0].title}”.", documents[:1])
    ]


def _narrowed(
    cited: CitedDocument,
    common: tuple[KnownDocument, ...],
    held: list[Evidence],
    lookup: Lookup,
) -> Resolution:
    """The documents all parts agree on, told apart by day, president and kind."""
    explanations = [e for each in held for e in each.explanations]
    documents, about_day, against = _by_day(cited, common, lookup)
    if against:
        return against
    explanations += about_day
    if why := _another_president(cited, documents):
        return Resolution("not_found", (), (why,), tuple(map(Target, documents)))
    if why := signed_by_another(cited, documents):
        return Resolution.of_documents("contradiction", documents, (*explanations, why))
    documents = _by_president(cited, documents)
    documents, about_kind = _by_kind(cited, documents)
    explanations += [*_approximate(cited, documents), *about_kind]
    if len(documents) > 1:
        explanations += _why_several(cited, held, documents)
        return Resolution.of_documents("ambiguous", documents, tuple(explanations))
    explanations += _about_page(cited, documents[0])
    if cited.compiled:
        explanations += compilation_year(cited.compiled, documents[0])
    return Resolution.of_documents("resolved", documents, tuple(explanations))


def _by_day(cited: CitedDocument, documents: tuple[KnownDocument, ...], lookup: Lookup) -> _Narrowed:
    day = cited.day
    if day is None:
        return documents, [], None
    if day.loose and cited.title and (of_year := _titled_with_year(cited.title, day, documents)):
        return of_year
    if signed := tuple(d for d in documents if day.fits(d.signed or d.published)):
        return signed, [], None
    if published := tuple(d for d in documents if day.fits(d.published)):
        return published, [_published_day(published[0])] if day.day else [], None
    dated = tuple(d for d in documents if d.signed or d.published)
    if day.loose or len(dated) < len(documents):
        return documents, [], None
    return documents, [], against_day(day, cited, documents, lookup)


_YEAR_OF_TITLE = re.compile(r"(?<!\bof )\b(?:1[789]|20)\d\d$")  # not the year of a law: "… Act of 1961"
_Narrowed = tuple[tuple[KnownDocument, ...], list[Explanation], Resolution | None]


def _titled_with_year(title: TitleEvidence, day: Dated, documents: tuple[KnownDocument, ...]) -> _Narrowed | None:
    """ "Black Music Month 2031": where the titles end in years, the year is a part of the title and no other does."""
    if title.likeness == "exact":
        return None
    years = {document.key: _YEAR_OF_TITLE.findall(document.title) for document in documents}
    if not all(years.values()):
        return None
    if fitting := tuple(d for d in documents if str(day.year) in years[d.key]):
        return fitting, [], None
    words = f"No document here has the title “{title.words}” of {day.year}; of other years there "
    why = Explanation(
        "NOT_KNOWN", f"{words}{'are' if len(documents) > 1 else 'is'} {several_named(documents)}.", documents
    )
    return documents, [], Resolution("not_found", (), (why,), tuple(map(Target, documents[:10])))


def _published_day(document: KnownDocument) -> Explanation:
    words = f"{long_day(document.published)} is the day of publication; it was signed {long_day(document.signed)}."
    return Explanation("SIGNED_VS_PUBLISHED_DATE", words, (document,))


def _another_president(cited: CitedDocument, documents: tuple[KnownDocument, ...]) -> Explanation | None:
    """Words that only resemble a title, and a president who signed none of the documents that have it."""
    title, said = cited.title, cited.president
    if said is None or cited.has_core or not title or title.likeness == "exact":
        return None
    if any(d.president in said.slugs for d in documents):
        return None
    words = f"No document signed by {president_named(said.slugs)} has a title like “{title.words}” here."
    return Explanation("NOT_KNOWN", words)


def _by_president(cited: CitedDocument, documents: tuple[KnownDocument, ...]) -> tuple[KnownDocument, ...]:
    if cited.president is None:
        return documents
    return tuple(d for d in documents if d.president in cited.president.slugs) or documents


def _by_kind(
    cited: CitedDocument, documents: tuple[KnownDocument, ...]
) -> tuple[tuple[KnownDocument, ...], list[Explanation]]:
    """Kind words narrow; where no document is of the kind, they are wrong and that is said."""
    if cited.kind is None or cited.numbers or cited.link:
        return documents, []
    kind = cited.kind.kind
    if fitting := of_kind(documents, kind):
        return fitting, []
    if kind == "memorandum" and any(document.series for document in documents):
        return documents, []
    if kind == "order" and of_kind(documents, "executive-order"):
        return of_kind(documents, "executive-order"), []
    return documents, [kind_differs(documents[0], kind)]


def _why_several(cited: CitedDocument, held: list[Evidence], documents: tuple[KnownDocument, ...]) -> list[Explanation]:
    by_source = {each.source: each for each in held}
    count = len(documents)
    if "series" in by_source:
        said = by_source["series"].said
        words = f"{said} is the number of {count} documents: the series starts again with an administration."
        return [Explanation("SERIES_RESTARTED", words, documents)]
    if "number" in by_source or "filed" in by_source:
        said = (by_source.get("number") or by_source["filed"]).said
        return [Explanation("DUPLICATE_NUMBER", f"{said} is the number of {count} documents.", documents)]
    if "title" in by_source:
        exact = cited.title is None or cited.title.likeness == "exact"
        words = "have the title" if exact else "have a title like"
        return [Explanation("TITLE_SHARED", f"{count} documents {words} {by_source['title'].said}.", documents)]
    return []


def _about_page(cited: CitedDocument, document: KnownDocument) -> list[Explanation]:
    page = cited.page
    if page is None or page.page <= document.first_page or not document.has_page(page.volume, page.page):
        return []
    words = f"{page.volume} FR {page.page} is a page inside the document, which begins on page {document.first_page}."
    return [Explanation("PAGE_INSIDE_DOCUMENT", words, (document,))]


def _without_core(cited: CitedDocument, context: Context, lookup: Lookup) -> Resolution:
    """No number, page, link or title that leads anywhere: a day and a kind, words of context, or nothing."""
    if cited.context and (found := _from_context(cited, context)):
        return Resolution.of_documents("resolved", (found,))
    if cited.kind and cited.day and cited.day.day:
        return _of_that_day(cited, lookup)
    title = cited.title
    if title and (rows := tuple(lookup.listed_titled(fold_title(title.words)))):
        return Resolution("not_found", (), (_listed_title(rows[0]),))
    if title and cited.kind and title.span.prompted:
        words = f"No document here has the title “{title.words}”, or one like it, and no list has it."
        return Resolution("not_found", (), (Explanation("NOT_KNOWN", words),))
    return Resolution("unrecognised")


def _listed_title(row: ListedDocument) -> Explanation:
    number = f" {row.number}" if row.number else ""
    words = f"{sentence(kind_name(row.kind))}{number}, “{row.title}”, exists, but its text is not in this archive."
    return Explanation("NOT_IN_ARCHIVE", words)


def _from_context(cited: CitedDocument, context: Context) -> KnownDocument | None:
    said = cited.context
    if said is None:
        return None
    if said.which == "this":
        return context.here
    if said.which == "defined":
        return dict(context.defined).get(said.noun)
    return context.last_named


def _of_that_day(cited: CitedDocument, lookup: Lookup) -> Resolution:
    """ "Memorandum of January 28, 2017": documents of the kind signed that day, else published, told apart by title."""
    assert cited.kind and cited.day and cited.day.whole
    kind, day = cited.kind.kind, cited.day.whole
    that_day = tuple(lookup.on_day(day))
    signed = tuple(d for d in of_kind(that_day, kind) if (d.signed or d.published) == day)
    published = tuple(d for d in of_kind(that_day, kind) if d.published == day)
    documents = _by_president(cited, signed or published)
    explanations = [] if signed or not published else [_published_day(published[0])]
    if not documents:
        return _no_such_day(kind, day, that_day, lookup)
    if cited.title:
        return _of_that_title(cited.title, documents, explanations)
    if len(documents) > 1:
        words = f"{len(documents)} {plural_name(kind)} here are of {long_day(day)}."
        explanations.append(Explanation("DATE_AMBIGUOUS", words, documents))
        return Resolution.of_documents("ambiguous", documents, tuple(explanations))
    return Resolution.of_documents(
        "resolved", documents, (*explanations, *_listed_besides(kind, day, documents, lookup))
    )


def _listed_besides(
    kind: str, day: date, documents: tuple[KnownDocument, ...], lookup: Lookup
) -> Iterator[Explanation]:
    """What else of the kind lists have on the day, besides the one held, where that one's number is known."""
    rows = {row.number: row for row in lookup.listed_on_day(kind, day) if row.number}
    rows = {number: row for number, row in rows.items() if not lookup.numbered(kind, number)}
    if not rows or not all(document.number for document in documents):
        return
    others = ", ".join(f"{row.number} (“{row.title}”)" for row in rows.values())
    kinds, verb = (plural_name(kind), "are") if len(rows) > 1 else (kind_name(kind), "is")
    words = f"{kinds.title()} {others}, signed the same day, {verb} not in this archive."
    yield Explanation("DATE_AMBIGUOUS", words)


def _no_such_day(kind: str, day: date, that_day: tuple[KnownDocument, ...], lookup: Lookup) -> Resolution:
    """No document of the kind has the day: perhaps a list has one, or a kind that is often called so."""
    if rows := tuple(lookup.listed_on_day(kind, day)):
        return Resolution("not_found", (), tuple(_listed_title(row) for row in rows[:_LISTED_AT_MOST]))
    sisters = tuple(d for d in that_day if d.kind in _SISTERS.get(kind, set()) and d.signed == day)
    if len(sisters) == 1:
        return Resolution.of_documents("resolved", sisters, (kind_differs(sisters[0], kind),))
    if sisters:
        words = f"No {kind_name(kind)} here is of {long_day(day)}; of that day are {several_named(sisters)}."
        return Resolution.of_documents("ambiguous", sisters, (Explanation("DATE_AMBIGUOUS", words, sisters),))
    verb = "are" if len(that_day) > 1 else "is"
    others = f"; of that day {verb} {several_named(that_day)}" if that_day else ""
    why = Explanation("NOT_KNOWN", f"No {kind_name(kind)} here is of {long_day(day)}{others}.")
    return Resolution("not_found", (), (why,), tuple(Target(d) for d in that_day[:10]))


_LISTED_AT_MOST = 5  # rows of a list that are named


def _of_that_title(
    title: TitleEvidence, documents: tuple[KnownDocument, ...], explanations: list[Explanation]
) -> Resolution:
    """Of the documents of a day, those whose title shares the words given; words nobody has are not passed over."""
    shares = {document.key: _shared(title.words, document) for document in documents}
    best = max(shares.values())
    if best < _SHARED_AT_LEAST:
        words = f"No document of that kind and day has a title like “{title.words}”; of that day"
        verb = "are" if len(documents) > 1 else "is"
        why = Explanation("NOT_KNOWN", f"{words} {verb} {several_named(documents)}.")
        return Resolution("not_found", (), (why,), tuple(Target(d) for d in documents))
    fitting = tuple(d for d in documents if shares[d.key] == best)
    words = f"“{title.words}” is not the whole title as printed: “{fitting[0].title}”."
    found = (*explanations, Explanation("TITLE_APPROXIMATE", words, fitting[:1]))
    return Resolution.of_documents("resolved" if len(fitting) == 1 else "ambiguous", fitting, found)


_SHARED_AT_LEAST = 0.5  # of the words given must stand in the title, once kind and day are right


def _shared(words: str, document: KnownDocument) -> float:
    asked = set(fold_title(words).split())
    held = set(fold_title(" ".join((document.title, *document.other_titles))).split())
    return len(asked & held) / max(len(asked), 1)
