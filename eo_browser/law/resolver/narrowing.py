"""The choice among several documents: by the day, the president, the kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from eo_browser.law.citations.parts import Dated, DirectiveNumber
from eo_browser.law.citations.titles import fold_title
from eo_browser.law.terms.presidents import share_a_term

from .cited_documents import CitedDocument
from .contradictions import day_contradiction, president_named, spoken_day
from .document_names import long_day, several_named
from .evidence import kind_differs, of_kind
from .lookup import KnownDocument, Lookup
from .outcomes import Explanation, Resolution, Target
from .title_evidence import TitleEvidence

_Fits = Callable[[Dated, KnownDocument], bool]
_Explained = Callable[[Dated, KnownDocument], list[Explanation]]
_Narrowed = tuple[tuple[KnownDocument, ...], list[Explanation], Resolution | None]


def by_day(cited: CitedDocument, documents: tuple[KnownDocument, ...], lookup: Lookup) -> _Narrowed:
    """Return the documents of the day cited, explanations of the day, and the contradiction where no document has
    it.
    """
    day = cited.day
    if day is None:
        return documents, [], None
    if day.loose and cited.title and (of_year := _titled_with_year(cited.title, day, documents)):
        return of_year
    if found := _fitting(day, documents):
        return found
    if day.loose or not all(one.signed or one.published for one in documents):
        return documents, [], None
    return (
        documents,
        [],
        _of_another_term(day, cited, documents, lookup) or day_contradiction(day, cited, documents, lookup),
    )


def _fitting(day: Dated, documents: tuple[KnownDocument, ...]) -> _Narrowed | None:
    """The documents a day fits in the surest way that any is fitted; None where it fits none."""
    for fits, explained in _DAY_FITS:
        if fitting := tuple(document for document in documents if fits(day, document)):
            return fitting, explained(day, fitting[0]), None
    return None


def _of_another_term(
    day: Dated, cited: CitedDocument, documents: tuple[KnownDocument, ...], lookup: Lookup
) -> Resolution | None:
    """ "NSPM-4 of April 4, 2017", where the one held is of 2025: the number of a series that started again.

    None where another number of the series has the day.
    """
    whole = day.whole
    if not whole or not cited.series or cited.numbers or cited.page or cited.link:
        return None
    if _has_the_series(whole, cited.series, lookup) or any(map(partial(_is_of_the_term, whole), documents)):
        return None
    codes = "/".join(f"{code.upper()}-{number}" for code, number in cited.series.places)
    words = f"{codes} of {long_day(whole)} is not in this archive; the series started again, and {codes} here is"
    why = Explanation("NOT_IN_ARCHIVE", f"{words} {several_named(documents)}.")
    return Resolution("not_found", (), (why,))


def _has_the_series(day: date, directive: DirectiveNumber, lookup: Lookup) -> bool:
    """Whether a document of a series, whatever its number, has a day."""
    codes = {code for code, _ in directive.places}
    return any(codes & {code for code, _ in document.series} for document in lookup.on_day(day))


def _is_of_the_term(day: date, document: KnownDocument) -> bool:
    return document.signed is None or share_a_term(day, document.signed)


def _is_signed(day: Dated, document: KnownDocument) -> bool:
    return day.fits(document.signed or document.published)


def _is_published(day: Dated, document: KnownDocument) -> bool:
    return day.fits(document.published)


def _may_be_published(day: Dated, document: KnownDocument) -> bool:
    return document.published in {None, document.signed} and is_soon_after(day, document.signed)


_YEAR_OF_TITLE = re.compile(r"(?<!\bof )\b(?:1[789]|20)\d\d$")  # not the year of a law: "… Act of 1961"


def _titled_with_year(title: TitleEvidence, day: Dated, documents: tuple[KnownDocument, ...]) -> _Narrowed | None:
    """ "Black Music Month 2031": where titles end in years, a cited year must be that of the title."""
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


def _of_publication(day: Dated, document: KnownDocument) -> list[Explanation]:
    return [published_day(document)] if day.day else []


def published_day(document: KnownDocument) -> Explanation:
    """Return the explanation that a day cited is the day of publication."""
    words = f"{long_day(document.published)} is the day of publication; it was signed {long_day(document.signed)}."
    return Explanation("SIGNED_VS_PUBLISHED_DATE", words, (document,))


_PUBLISHED_WITHIN = 28  # days of the signing


def is_soon_after(day: Dated, signed: date | None) -> bool:
    """Return whether a day may be that of publication, which is not known."""
    whole = day.whole
    return bool(whole and signed and 0 < (whole - signed).days <= _PUBLISHED_WITHIN)


def _perhaps_of_publication(day: Dated, document: KnownDocument) -> list[Explanation]:
    words = f"It was signed {long_day(document.signed)}; when it was published is not known here, perhaps"
    return [Explanation("SIGNED_VS_PUBLISHED_DATE", f"{words} {spoken_day(day)}.", (document,))]


# How a day may fit a document, the surest way first, and the explanation of each.
_DAY_FITS: tuple[tuple[_Fits, _Explained], ...] = (
    (_is_signed, lambda day, document: []),
    (_is_published, _of_publication),
    (_may_be_published, _perhaps_of_publication),
)


def title_of_another_president(cited: CitedDocument, documents: tuple[KnownDocument, ...]) -> Explanation | None:
    """Return the answer that the words only resemble a title, where the president cited signed no document with it."""
    title, president = cited.title, cited.president
    if president is None or cited.has_core or not title or title.likeness == "exact":
        return None
    if any(d.president in president.slugs for d in documents):
        return None
    words = f"No document signed by {president_named(president.slugs)} has a title like “{title.words}” here."
    return Explanation("NOT_KNOWN", words)


def by_president(cited: CitedDocument, documents: tuple[KnownDocument, ...]) -> tuple[KnownDocument, ...]:
    """Return the documents that the president cited signed; all of them where he signed none."""
    if cited.president is None:
        return documents
    return tuple(d for d in documents if d.president in cited.president.slugs) or documents


def by_kind(
    cited: CitedDocument, documents: tuple[KnownDocument, ...], lookup: Lookup
) -> tuple[tuple[KnownDocument, ...], list[Explanation]]:
    """Return the documents of the kind cited; where there is none, all of them, with an explanation.

    "Notice of November 1, 2024 (Continuation of …)": a longer title of the kind and day cited comes before them.
    """
    if cited.kind is None or cited.numbers or cited.link:
        return documents, []
    kind = cited.kind.kind
    if fitting := of_kind(documents, kind):
        return fitting, []
    if kind == "memorandum" and any(document.series for document in documents):
        return documents, []
    if longer := _longer_of_that_day(cited, lookup):
        return longer, []
    if kind == "order" and of_kind(documents, "executive-order"):
        return of_kind(documents, "executive-order"), []
    return documents, [kind_differs(documents[0], kind)]


def _longer_of_that_day(cited: CitedDocument, lookup: Lookup) -> tuple[KnownDocument, ...]:
    if cited.has_core or cited.kind is None or cited.title is None or cited.whole_day is None:
        return ()
    of_day = of_kind(lookup.on_day(cited.whole_day), cited.kind.kind)
    return tuple(d for d in of_day if d.signed == cited.whole_day and _holds_words(d, cited.title.words))


def _holds_words(document: KnownDocument, words: str) -> bool:
    folded = f" {fold_title(words)} "
    return any(folded in f" {fold_title(title)} " for title in (document.title, *document.other_titles))
