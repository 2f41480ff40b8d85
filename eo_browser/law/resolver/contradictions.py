"""Parts of a citation that contradict each other: which document each means, and why they cannot both be right."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator, Sequence

from eo_browser.law.citations.parts import Dated
from eo_browser.law.citations.titles import fold_title
from eo_browser.law.terms.kinds import kind_name
from eo_browser.law.terms.presidents import president_name

from .cited_documents import CitedDocument
from .document_names import called, long_day, named, sentence, several_named
from .evidence import Evidence, of_kind, year_of_volume
from .lookup import KnownDocument, ListedDocument, Lookup, is_shortened
from .outcomes import Explanation, Resolution


def common_to(held: list[Evidence]) -> tuple[KnownDocument, ...]:
    """Return the documents that all parts have in common."""
    keys = set.intersection(*({document.key for document in each.documents} for each in held))
    return tuple(document for document in held[0].documents if document.key in keys)


def disagreeing(held: list[Evidence], missing: list[Evidence]) -> Resolution | None:
    """Return how a part that names nothing held contradicts one that does; None where both may be meant."""
    documents = common_to(held) or held[0].documents
    for each in missing:
        impossible = _impossible_page(each, documents)
        if not impossible and not any(_tells(each, document) for document in documents):
            continue
        about_page = impossible or _against_page(each, documents)
        # Where a list gives the page to another document, that is all the answer has to say.
        why = [e for e in each.explanations if not about_page or e.code != "NOT_KNOWN"]
        suggestions = () if about_page else each.suggestions
        return Resolution.of_documents("contradiction", tuple(documents), (*about_page, *why), suggestions)
    return None


def _impossible_page(each: Evidence, documents: Sequence[KnownDocument]) -> list[Explanation]:
    """The contradiction of a volume of another year than a document whose place in the Register is not known."""
    found = _VOLUME.match(each.cited_as) if each.source == "page" else None
    signed = {document.signed.year for document in documents if document.signed}
    if not found or len(signed) != 1 or any(document.volume for document in documents):
        return []
    year = year_of_volume(int(found[0]))
    if year in {*signed, *(one + 1 for one in signed)}:
        return []
    words = f"Volume {found[0]} of the Federal Register is that of {year}; {named(documents[0])} was signed in"
    return [Explanation("PAGE_IMPOSSIBLE", f"{words} {signed.pop()}.", tuple(documents[:1]))]


_VOLUME = re.compile(r"\d+(?= FR )")


def not_known_here(
    held: list[Evidence], missing: list[Evidence], documents: Sequence[KnownDocument]
) -> Iterator[Explanation]:
    """Return an explanation for each cited number or page that is not known here, so that nothing confirms or
    contradicts it.
    """
    for each in missing:
        if not each.is_open or not documents:
            continue
        if each.source == "number" and not documents[0].number:
            rest = f"{each.cited_as} is {named(documents[0])}, if the rest is right; its number is not known here."
            several = (
                f"{each.cited_as} may be one of {len(documents)} documents here, or none; their numbers are not known."
            )
            yield Explanation("NUMBER_NOT_KNOWN", several if documents[1:] else rest, tuple(documents[:1]))
        if each.source == "page" and not documents[0].volume:
            words = f"Where {named(documents[0])} is printed in the Federal Register is not known here."
            yield Explanation("PAGE_NOT_KNOWN", words, tuple(documents[:1]))
        elif each.source == "page" and not documents[0].last_page:
            first = f"{documents[0].volume} FR {documents[0].first_page}"
            words = f"{sentence(named(documents[0]))} begins on {first}; where it ends is not known here."
            yield Explanation("PAGE_NOT_KNOWN", words, tuple(documents[:1]))


def _tells(each: Evidence, document: KnownDocument) -> bool:
    """Whether enough is known of a document for a part that does not name it to contradict it.

    A White House page is often held without its number or its place in the Federal Register.
    """
    if each.known:  # a list gives the number or page to another document
        return not any(_is_row_of(row, document) for row in each.known)
    if each.source == "number" and not each.is_open:
        return True  # beyond the series, or of another series
    if each.source == "series" and each.is_open:  # other series have documents of the same title
        return bool({code for code, _ in document.series} & set(_CODE.findall(each.cited_as.lower())))
    known = {
        "page": bool(document.volume) and not _may_be_inside(each, document),
        "filed": bool(document.document_number),
        "series": bool(document.series),
        "number": bool(document.number) or not each.cited_as.lower().startswith(kind_name(document.kind)),
    }
    return known.get(each.source, True)


def _may_be_inside(each: Evidence, document: KnownDocument) -> bool:
    """Whether a page that is in no list comes soon behind the first page of a document whose last is not known."""
    found = _PAGE.fullmatch(each.cited_as)
    if found is None or document.last_page or int(found["volume"]) != document.volume:
        return False
    between = any(document.first_page < near.document.first_page <= int(found["page"]) for near in each.suggestions)
    return not between and 0 <= int(found["page"]) - document.first_page <= _FEW_PAGES


_PAGE = re.compile(r"(?P<volume>\d+) FR (?P<page>\d+)")
_FEW_PAGES = 50  # of the Register: hardly an order is longer
_CODE = re.compile(r"[a-z]+(?=-)")


def _is_row_of(row: ListedDocument, document: KnownDocument) -> bool:
    """Whether a row of a list is about a document that is held without the fact in the row."""
    if row.kind != document.kind or document.number or row.signed != document.signed:
        return False
    return is_shortened(document.title, row.title) or is_shortened(row.title, document.title)


def _against_page(each: Evidence, documents: Sequence[KnownDocument]) -> list[Explanation]:
    if each.source != "page" or not documents:
        return []
    first = documents[0]
    printed = f"{first.volume} FR {first.first_page}"
    words = f"{each.cited_as} is not a page of {named(first)}, which is printed at {printed}."
    return [Explanation("PAGE_BELONGS_TO_OTHER_DOCUMENT", words, (first,))]


def contradiction(held: list[Evidence]) -> Resolution:
    """Return the contradiction of parts that name documents, but no document in common."""
    documents = tuple({d.key: d for each in held for d in each.documents}.values())
    return Resolution.of_documents("contradiction", documents, tuple(_each_of(held)))


def _each_of(held: list[Evidence]) -> Iterator[Explanation]:
    pages = [each for each in held if each.source == "page"]
    for each in pages:
        other = next((r for r in held if r is not each), each)
        words = f"{each.cited_as} belongs to {named(each.documents[0])}, not to {named(other.documents[0])}."
        yield Explanation("PAGE_BELONGS_TO_OTHER_DOCUMENT", words, (each.documents[0], other.documents[0]))
    if not pages:
        about = tuple(document for each in held for document in each.documents)
        yield Explanation("PARTS_DISAGREE", f"{'; '.join(map(_meaning, held))}.", about)


def _meaning(each: Evidence) -> str:
    """What a part means: "Executive Order 13526 is “Classified …”", "“Federalism” is the title of …"."""
    if each.source == "number" and len(each.documents) == 1 and each.documents[0].title:
        return f"{each.cited_as} is “{each.documents[0].title}”"
    verb = {"title": "is a title of"}.get(each.source, "is")
    return f"{each.cited_as} {verb} {several_named(each.documents)}"


def day_contradiction(
    day: Dated, cited: CitedDocument, documents: tuple[KnownDocument, ...], lookup: Lookup
) -> Resolution:
    """Return the contradiction of a day that is neither that of signing nor of publication: the document named, and
    those of that day.
    """
    that_day = _signed_that_day(day, cited, documents[0].kind, lookup)
    titled = tuple(d for d in that_day if fold_title(d.title) == fold_title(documents[0].title))
    others = titled or that_day
    why = Explanation("DATE_DIFFERS", _days_of(day, documents[0], others), (documents[0], *others))
    return Resolution.of_documents("contradiction", tuple({d.key: d for d in (*documents, *others)}.values()), (why,))


def _signed_that_day(day: Dated, cited: CitedDocument, kind_found: str, lookup: Lookup) -> tuple[KnownDocument, ...]:
    """The documents signed on the day cited: of the kind cited, else of the kind found; of the series cited, if one
    is.
    """
    if day.whole is None:
        return ()
    kind = next((one.kind for one in (cited.numbers, cited.kind) if one), kind_found)
    that_day = tuple(d for d in of_kind(lookup.on_day(day.whole), kind) if day.fits(d.signed))
    codes = {code for code, _ in cited.series.places} if cited.series else set()
    return tuple(d for d in that_day if codes & {code for code, _ in d.series}) or that_day


def _days_of(day: Dated, document: KnownDocument, others: tuple[KnownDocument, ...]) -> str:
    """A sentence on when the document was signed and published, and which documents have the day cited."""
    signed, published = document.signed, document.published
    events = [f"signed {long_day(signed)}"] if signed else []
    events += [f"published {long_day(published)}"] if published and published != signed else []
    words = f"{sentence(called(document))} was {' and '.join(events)}, not {spoken_day(day)}."
    return f"{words} That is the day of {several_named(others)}." if others else words


def spoken_day(day: Dated) -> str:
    """Return a day in words: "October 9, 2019", "in October 2019", "in 2019"."""
    if day.whole:
        return long_day(day.whole)
    return f"in {month_name[day.month]} {day.year}" if day.month else f"in {day.year}"


def signed_by_another(cited: CitedDocument, documents: tuple[KnownDocument, ...]) -> Explanation | None:
    """Return an explanation of who signed, where the president cited signed none of the documents; None where he did,
    or it is not known.
    """
    president = cited.president
    if president is None or not all(d.president and d.president not in president.slugs for d in documents):
        return None
    first = documents[0]
    signer = president_name(first.president) or first.president
    words = f"{sentence(called(first))} was signed by President {signer}, not by {president_named(president.slugs)}."
    return Explanation("PRESIDENT_DIFFERS", words, (first,))


def president_named(slugs: tuple[str, ...]) -> str:
    """Return presidents by name: "President Barack Obama", "President George H. W. Bush or George W. Bush"."""
    return "President " + " or ".join(president_name(slug) or slug for slug in slugs)
