"""Documents that are described rather than numbered: by kind and day, by topic, by words of context."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from eo_browser.law.citations.parts import KindNamed
from eo_browser.law.citations.titles import fold_title
from eo_browser.law.terms.kinds import kind_name, plural_name
from eo_browser.law.terms.series import series_of_name

from .cited_documents import CitedDocument
from .contradictions import disagreeing, not_known_here
from .document_names import long_day, sentence, several_named
from .evidence import Evidence, kind_differs, of_kind
from .lookup import KnownDocument, ListedDocument, Lookup
from .narrowing import by_kind, by_president, published_day
from .outcomes import Context, Explanation, Resolution, Target
from .title_evidence import TitleEvidence, is_description, is_topic

_SISTERS = {"memorandum": {"determination", "order"}, "determination": {"memorandum"}, "order": {"executive-order"}}


def topic_of(cited: CitedDocument) -> TitleEvidence | None:
    """Return the words that only describe the subject of a document; None where a document is cited."""
    described = cited.title and cited.kind and not cited.has_core
    return cited.title if described and cited.title and is_topic(cited.title) else None


def of_topic(cited: CitedDocument, topic: TitleEvidence, lookup: Lookup) -> Resolution:
    """Return the documents that describing words ("executive order on climate") may mean, as a choice unless an exact
    day decides.

    A single document with such a title proves little: then the words are to be searched for.
    """
    if cited.kind and cited.whole_day:
        return _of_that_day(cited, lookup)
    documents, _ = by_kind(replace(cited, title=None), topic.documents, lookup)
    of_year = tuple(d for d in documents if cited.day and cited.day.fits(d.signed))
    documents = by_president(cited, of_year or documents)
    if len(documents) < 2:
        return Resolution("unrecognised")
    words = f"“{topic.words}” describes rather than cites; titles with these words have {several_named(documents)}."
    why = Explanation("TITLE_APPROXIMATE", words, documents)
    return Resolution.of_documents("ambiguous", documents, (why,))


def by_description(cited: CitedDocument, missing: list[Evidence], lookup: Lookup) -> Resolution | None:
    """Return the documents of the kind and day cited that are held without a number or page, where the number or page
    cited is not known here; None where there are none.
    """
    if not all(each.is_open for each in missing):
        return None
    documents = _of_day_without({each.source for each in missing}, cited, lookup)
    if not documents:
        return None
    of_day = Evidence("", documents)
    if against := disagreeing([of_day], missing):
        return against
    unknown = tuple(not_known_here([of_day], missing, documents))
    return Resolution.of_documents("resolved" if len(documents) == 1 else "ambiguous", documents, unknown)


def _of_day_without(sources: set[str], cited: CitedDocument, lookup: Lookup) -> tuple[KnownDocument, ...]:
    """The documents of the kind and day cited that are held without a number or a place in the Register."""
    kind = cited.numbers or cited.kind
    if kind is None or cited.whole_day is None:
        return ()
    known = [_IS_KNOWN[source] for source in sources & _IS_KNOWN.keys()]
    of_day = of_kind(lookup.on_day(cited.whole_day), kind.kind)
    without = tuple(document for document in of_day if not any(of(document) for of in known))
    signed = tuple(document for document in without if document.signed == cited.whole_day)
    documents = by_president(cited, signed or without)
    return _titled_like(cited.title, documents) if cited.title else documents


# The source of evidence, and the test whether that fact is known of a document.
_IS_KNOWN: dict[str, Callable[[KnownDocument], object]] = {
    "number": lambda document: document.number,
    "page": lambda document: document.volume,
}


def _titled_like(title: TitleEvidence, documents: tuple[KnownDocument, ...]) -> tuple[KnownDocument, ...]:
    return tuple(document for document in documents if _shared(title.words, document) >= _SHARED_AT_LEAST)


def without_core(cited: CitedDocument, context: Context, lookup: Lookup) -> Resolution:
    """Return what a kind with its day, or words of context, mean, where no number, page, link or title was found."""
    if cited.context and (found := _from_context(cited, context)):
        return Resolution.of_documents("resolved", (found,))
    if cited.kind and cited.whole_day:
        return _of_that_day(cited, lookup)
    title = cited.title
    if title and (rows := tuple(lookup.listed_titled(fold_title(title.words)))):
        return Resolution("not_found", (), (_listed_title(rows[0]),), known=rows[:1])
    if title and cited.kind and title.span.prompted and not is_description(title):
        words = f"No document here has the title “{title.words}”, or one like it, and no list has it."
        return Resolution("not_found", (), (Explanation("NOT_KNOWN", words),))
    return Resolution("unrecognised")


def _listed_title(row: ListedDocument) -> Explanation:
    number = f" {row.number}" if row.number else ""
    words = f"{sentence(kind_name(row.kind))}{number}, “{row.title}”, exists, but its text is not in this archive."
    return Explanation("NOT_IN_ARCHIVE", words)


def _from_context(cited: CitedDocument, context: Context) -> KnownDocument | None:
    reference = cited.context
    if reference is None:
        return None
    if reference.which == "this":
        return context.here
    if reference.which == "defined":
        return dict(context.defined).get(reference.noun)
    return context.last_named


def _of_that_day(cited: CitedDocument, lookup: Lookup) -> Resolution:
    """ "Memorandum of January 28, 2017": documents of the kind signed, else published, that day; the title chooses
    among several.
    """
    assert cited.kind and cited.whole_day
    kind, day = cited.kind.kind, cited.whole_day
    that_day = tuple(lookup.on_day(day))
    if cited.kind.directive:
        return _directive_of_that_day(cited.kind, day, that_day)
    of_day = of_kind(that_day, kind)
    if not of_day:
        return _no_such_day(kind, day, that_day, lookup)
    signed = tuple(d for d in of_day if (d.signed or d.published) == day)
    documents = by_president(cited, signed or of_day)
    explanations = [] if signed else [published_day(of_day[0])]
    if cited.title:
        return _of_that_title(cited.title, documents, explanations)
    if len(documents) > 1:
        words = f"{len(documents)} {plural_name(kind)} here are of {long_day(day)}."
        explanations.append(Explanation("DATE_AMBIGUOUS", words, documents))
        return Resolution.of_documents("ambiguous", documents, tuple(explanations))
    return Resolution.of_documents(
        "resolved", documents, (*explanations, *_listed_besides(kind, day, documents, lookup))
    )


def _directive_of_that_day(kind: KindNamed, day: date, that_day: tuple[KnownDocument, ...]) -> Resolution:
    """ "National Security Directive of October 5, 1990": the documents in the series; in any series for a bare name."""
    name = " ".join(kind.directive.split())
    code = series_of_name(name)
    found = tuple(d for d in that_day if d.signed == day and any(code in ("", one) for one, _ in d.series))
    if not found:
        called = code.upper() if name == code else name
        words = f"No {called} of {long_day(day)} is in this archive, and no list has such papers."
        return Resolution("not_found", (), (Explanation("NOT_IN_ARCHIVE", words),))
    return Resolution.of_documents("resolved" if len(found) == 1 else "ambiguous", found)


def _listed_besides(
    kind: str, day: date, documents: tuple[KnownDocument, ...], lookup: Lookup
) -> Iterator[Explanation]:
    """Explanations of the other documents of the kind that lists have on the day, where the number of the one held is
    known.
    """
    rows = {row.number: row for row in lookup.listed_on_day(kind, day) if row.number}
    rows = {number: row for number, row in rows.items() if not lookup.numbered(kind, number)}
    if not rows or not all(document.number for document in documents):
        return
    others = ", ".join(f"{row.number} (“{row.title}”)" for row in rows.values())
    kinds, verb = (plural_name(kind), "are") if len(rows) > 1 else (kind_name(kind), "is")
    words = f"{kinds.title()} {others}, signed the same day, {verb} not in this archive."
    yield Explanation("DATE_AMBIGUOUS", words)


def _no_such_day(kind: str, day: date, that_day: tuple[KnownDocument, ...], lookup: Lookup) -> Resolution:
    """The answer where no document of the kind has the day: a row of a list, or documents of a kind that is often
    confused with it.
    """
    if rows := tuple(lookup.listed_on_day(kind, day)):
        listed = tuple({row.number or row.title: row for row in rows}.values())[:_LISTED_AT_MOST]
        return Resolution("not_found", (), tuple(map(_listed_title, listed)), known=listed)
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
    """The documents of a day whose title shares the words given; where none does, that is explained."""
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


_SHARED_AT_LEAST = 0.5  # share of the words given that a title must have, once kind and day fit


def _shared(words: str, document: KnownDocument) -> float:
    asked = set(fold_title(words).split())
    held = set(fold_title(" ".join((document.title, *document.other_titles))).split())
    return len(asked & held) / max(len(asked), 1)
