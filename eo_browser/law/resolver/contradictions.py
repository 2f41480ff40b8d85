"""Parts of a citation that speak against each other: which document each means, and why both cannot be meant."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eo_browser.law.citations.parts import Dated
from eo_browser.law.citations.titles import fold_title
from eo_browser.law.terms.kinds import kind_name
from eo_browser.law.terms.presidents import president_name

from .cited_documents import CitedDocument
from .evidence import Evidence, of_kind
from .outcomes import Explanation, KnownDocument, Lookup, Outcome, Target
from .wording import called, long_day, named, sentence, several_named


@dataclass(frozen=True, slots=True)
class Identified:
    """What the document cited is, before its pinpoint is looked at."""

    outcome: Outcome
    documents: tuple[KnownDocument, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    suggestions: tuple[Target, ...] = ()
    path: str = ""  # of a link that names a provision
    anchor: str = ""


def common_to(held: list[Evidence]) -> tuple[KnownDocument, ...]:
    """The documents that every reading names."""
    keys = set.intersection(*({document.key for document in reading.documents} for reading in held))
    return tuple(document for document in held[0].documents if document.key in keys)


def disagreeing(held: list[Evidence], missing: list[Evidence]) -> Identified | None:
    """A part that names nothing held, beside one that does: a contradiction, unless nothing speaks against both."""
    documents = common_to(held) or held[0].documents
    for reading in missing:
        if not any(_tells(reading, document) for document in documents):
            continue
        about_page = _against_page(reading, documents)
        # Of a page that is another's place no more need be said than what a list knows.
        why = [e for e in reading.explanations if not about_page or e.code != "NOT_KNOWN"]
        suggestions = () if about_page else reading.suggestions
        return Identified("contradiction", tuple(documents), (*about_page, *why), suggestions)
    return None


def _tells(reading: Evidence, document: KnownDocument) -> bool:
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


def _against_page(reading: Evidence, documents: Sequence[KnownDocument]) -> list[Explanation]:
    if reading.part != "page" or not documents:
        return []
    first = documents[0]
    printed = f"{first.volume} FR {first.first_page}"
    words = f"{reading.said} is not a page of {named(first)}, which is printed at {printed}."
    return [Explanation("PAGE_BELONGS_TO_OTHER_DOCUMENT", words)]


def contradiction(held: list[Evidence]) -> Identified:
    """Parts that name documents, and no document all of them name."""
    documents = tuple({d.key: d for reading in held for d in reading.documents}.values())
    return Identified("contradiction", documents, tuple(_each_reading(held)))


def _each_reading(held: list[Evidence]) -> Iterator[Explanation]:
    pages = [reading for reading in held if reading.part == "page"]
    for reading in pages:
        other = next((r for r in held if r is not reading), reading)
        words = f"{reading.said} belongs to {named(reading.documents[0])}, not to {named(other.documents[0])}."
        yield Explanation("PAGE_BELONGS_TO_OTHER_DOCUMENT", words)
    if not pages:
        yield Explanation("PARTS_DISAGREE", f"{'; '.join(map(_meaning, held))}.")


def _meaning(reading: Evidence) -> str:
    """What a part means: "Executive Order 13526 is “Classified …”", "“Federalism” is the title of …"."""
    if reading.part == "number" and len(reading.documents) == 1 and reading.documents[0].title:
        return f"{reading.said} is “{reading.documents[0].title}”"
    verb = {"title": "is a title of"}.get(reading.part, "is")
    return f"{reading.said} {verb} {several_named(reading.documents)}"


def against_day(day: Dated, cited: CitedDocument, documents: tuple[KnownDocument, ...], lookup: Lookup) -> Identified:
    """A day that fits neither signing nor publication: the readings are what was named, and what has that day."""
    kind = cited.numbers.kind if cited.numbers else cited.kind.kind if cited.kind else documents[0].kind
    that_day = tuple(d for d in of_kind(lookup.on_day(day.whole), kind) if day.fits(d.signed)) if day.whole else ()
    that_day = _in_its_series(cited, that_day) or that_day
    titled = tuple(d for d in that_day if fold_title(d.title) == fold_title(documents[0].title))
    others = titled or that_day
    why = Explanation("DATE_DIFFERS", _days_of(day, documents[0], others))
    return Identified("contradiction", tuple({d.key: d for d in (*documents, *others)}.values()), (why,))


def _days_of(day: Dated, document: KnownDocument, others: tuple[KnownDocument, ...]) -> str:
    """When the document was signed and published, and what has the day cited."""
    signed, published = document.signed, document.published
    events = [f"signed {long_day(signed)}"] if signed else []
    events += [f"published {long_day(published)}"] if published and published != signed else []
    words = f"{sentence(called(document))} was {' and '.join(events)}, not {spoken_day(day)}."
    return f"{words} That is the day of {several_named(others)}." if others else words


def spoken_day(day: Dated) -> str:
    """ "October 9, 2019", "in October 2019", "in 2019"."""
    if day.whole:
        return long_day(day.whole)
    return f"in {month_name[day.month]} {day.year}" if day.month else f"in {day.year}"


def _in_its_series(cited: CitedDocument, documents: tuple[KnownDocument, ...]) -> tuple[KnownDocument, ...]:
    codes = {code for code, _ in cited.series.places} if cited.series else set()
    return tuple(d for d in documents if codes & {code for code, _ in d.series})


def signed_by_another(cited: CitedDocument, documents: tuple[KnownDocument, ...]) -> Explanation | None:
    """Who signed, where a president is named who signed none of them and it is known who did."""
    said = cited.president
    if said is None or not all(d.president and d.president not in said.slugs for d in documents):
        return None
    first = documents[0]
    signer = president_name(first.president) or first.president
    words = f"{sentence(called(first))} was signed by President {signer}, not by {president_named(said.slugs)}."
    return Explanation("PRESIDENT_DIFFERS", words)


def president_named(slugs: tuple[str, ...]) -> str:
    """ "President Barack Obama", "President George H. W. Bush or George W. Bush"."""
    return "President " + " or ".join(president_name(slug) or slug for slug in slugs)
