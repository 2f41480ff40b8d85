"""Which document is meant: the evidence of each part, the documents they have in common, the choice among several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from eo_browser.law.citations.parts import DirectiveNumber
from eo_browser.law.citations.titles import fold_title

from .cited_documents import CitedDocument
from .contradictions import common_to, contradiction, disagreeing, not_known_here, signed_by_another
from .described import by_description, of_topic, topic_of, without_core
from .evidence import (
    Evidence,
    compilation_year,
    evidence_of_compilation,
    evidence_of_document_number,
    evidence_of_either,
    evidence_of_number,
    evidence_of_page,
    evidence_of_series,
)
from .lookup import KnownDocument, Lookup
from .narrowing import by_day, by_kind, by_president, title_of_another_president
from .not_held import nothing_held, without_the_title
from .outcomes import Context, Explanation, Resolution, Target
from .title_evidence import TitleEvidence, is_kind_word, is_titled


def identify(cited: CitedDocument, linked: Evidence | None, context: Context, lookup: Lookup) -> Resolution:
    """Return the document or documents meant, or why there is none."""
    if topic := topic_of(cited):
        return of_topic(cited, topic, lookup)
    evidence = _evidence_of(cited, linked, lookup)
    if not evidence:
        return without_core(cited, context, lookup)
    held = [each for each in evidence if each.documents]
    missing = [each for each in evidence if not each.documents]
    if not held:
        return by_description(cited, missing, lookup) or nothing_held(cited, missing)
    if against := without_the_title(cited, held, missing) or _disagreeing(cited, held, missing):
        return against
    if common := common_to(held):
        return _with_unknown(_narrowed(cited, common, held, lookup), held, missing)
    return contradiction(held)


def _disagreeing(cited: CitedDocument, held: list[Evidence], missing: list[Evidence]) -> Resolution | None:
    """How a part that names nothing held contradicts one that does; a page on which a document begins or ends may also
    have another, of which nothing is known but its number.
    """
    alone = held[0] if len(held) == 1 and held[0].source == "page" else None
    number = next(filter(_is_nowhere, missing), None)
    page = cited.page.page if cited.page else 0
    if alone and number and not any(one.first_page < page < one.last_page for one in alone.documents):
        return nothing_held(cited, [number])
    return disagreeing(held, missing)


def _is_nowhere(each: Evidence) -> bool:
    """Whether a number is of a document not held whose place in the Register no list gives."""
    if each.source != "number" or any(row.volume for row in each.known):
        return False
    return any(explanation.code == "NOT_IN_ARCHIVE" for explanation in each.explanations)


def _with_unknown(found: Resolution, held: list[Evidence], missing: list[Evidence]) -> Resolution:
    """The documents found, with explanations of cited numbers or pages that are not known here."""
    if not missing or found.outcome not in {"resolved", "ambiguous"}:
        return found
    unknown = tuple(not_known_here(held, missing, [target.document for target in found.targets]))
    return replace(found, explanations=(*found.explanations, *unknown))


def _evidence_of(cited: CitedDocument, linked: Evidence | None, lookup: Lookup) -> list[Evidence]:
    found = [linked] if linked else []
    if cited.numbers:
        found.append(evidence_of_number(cited.numbers.kind, cited.numbers.numbers[0], lookup))
    if cited.series:
        found += _of_series(cited.series, lookup)
    if cited.either:
        found.append(evidence_of_either(cited.either, lookup))
    if cited.filed:
        found.append(evidence_of_document_number(cited.filed, lookup))
    if cited.page:
        found.append(evidence_of_page(cited.page, lookup))
    if cited.title and cited.title.documents:
        found += _of_title(cited.title, found)
    if cited.compiled and not found:
        found.append(evidence_of_compilation(cited.compiled))
    return found


def _of_series(directive: DirectiveNumber, lookup: Lookup) -> list[Evidence]:
    """The evidence of places in series: one document, perhaps under several names ("NSPD-54/HSPD-23"), or several
    documents.
    """
    whole = evidence_of_series(directive, lookup)
    if len(directive.places) < 2 or not whole.documents:
        return [whole]
    each = [evidence_of_series(DirectiveNumber((place,)), lookup) for place in directive.places]
    held = [one for one in each if one.documents]
    return held if len(held) > 1 and not common_to(held) else [whole]


def _of_title(title: TitleEvidence, others: list[Evidence]) -> list[Evidence]:
    """The evidence of a title; beside a number or page, words that only resemble part of a title contradict nothing."""
    by_title = Evidence(f"“{title.words}”", title.documents, source="title")
    if not others or title.likeness in {"exact", "near", "short-form"}:
        return [by_title]
    keys = {document.key for other in others for document in other.documents}
    return [by_title] if keys & {document.key for document in title.documents} else []


def _approximate(cited: CitedDocument, documents: tuple[KnownDocument, ...]) -> list[Explanation]:
    """How the title as cited differs from the title as printed."""
    title = cited.title
    of_documents = title is not None and bool({d.key for d in documents} & {d.key for d in title.documents})
    if title and not of_documents and cited.has_core:
        return list(_another_title(title, documents))
    if title is None or title.likeness == "exact" or not of_documents:
        return []
    if is_kind_word(title.words):
        return []  # "National Security Memorandum of October 7, 2022": no title, though it begins one
    how = "is not the whole title" if title.likeness == "part" else "is not quite the title"
    return [
        Explanation("TITLE_APPROXIMATE", f"“{title.words}” {how} as printed: “{documents[0].title}”.", documents[:1])
    ]


def _another_title(title: TitleEvidence, documents: tuple[KnownDocument, ...]) -> Iterator[Explanation]:
    """An explanation that words given as the title are not that of the one document meant."""
    words = title.words.strip(" .,;:")
    if len(documents) != 1 or not documents[0].title or _ARTICLE.match(words) or not is_titled(words):
        return
    if any(fold_title(title) in fold_title(words) for title in (documents[0].title, *documents[0].other_titles)):
        return  # “Executive Order 13132: Federalism”, “Federalism (August 4, 1999)”
    told = f"“{words}”{_NOT_THE_TITLE}: “{documents[0].title}”."
    yield Explanation("TITLE_APPROXIMATE", told, documents)


_NOT_THE_TITLE = " is not the title as printed"


def is_of_another_title(explanation: Explanation) -> bool:
    """Return whether an explanation says that the words given as the title are not like the printed one."""
    return explanation.code == "TITLE_APPROXIMATE" and _NOT_THE_TITLE in explanation.message


_ARTICLE = re.compile(r"(?:the|this|an?)\s", re.IGNORECASE)  # (“the Security Order”) is a definition


def _narrowed(
    cited: CitedDocument,
    common: tuple[KnownDocument, ...],
    held: list[Evidence],
    lookup: Lookup,
) -> Resolution:
    """The documents that all parts agree on, narrowed by day, president and kind."""
    explanations = [e for each in held for e in each.explanations]
    documents, about_day, against = by_day(cited, common, lookup)
    if against:
        return against
    explanations += about_day
    if why := title_of_another_president(cited, documents):
        return Resolution("not_found", (), (why,), tuple(map(Target, documents)))
    if why := signed_by_another(cited, documents):
        return Resolution.of_documents("contradiction", documents, (*explanations, why))
    documents = by_president(cited, documents)
    documents, about_kind = by_kind(cited, documents, lookup)
    explanations += [*_approximate(cited, documents), *about_kind]
    if len(documents) > 1:
        explanations += _why_several(cited, held, documents)
        return Resolution.of_documents("ambiguous", documents, tuple(explanations))
    explanations += _about_page(cited, documents[0])
    if cited.compiled:
        explanations += compilation_year(cited.compiled, documents[0])
    return Resolution.of_documents("resolved", documents, tuple(explanations))


def _why_several(cited: CitedDocument, held: list[Evidence], documents: tuple[KnownDocument, ...]) -> list[Explanation]:
    by_source = {each.source: each for each in held}
    count = len(documents)
    if "series" in by_source:
        cited_as = by_source["series"].cited_as
        words = f"{cited_as} is the number of {count} documents: the series starts again with an administration."
        return [Explanation("SERIES_RESTARTED", words, documents)]
    if "number" in by_source or "filed" in by_source:
        cited_as = (by_source.get("number") or by_source["filed"]).cited_as
        return [Explanation("DUPLICATE_NUMBER", f"{cited_as} is the number of {count} documents.", documents)]
    if "title" in by_source:
        exact = cited.title is None or cited.title.likeness == "exact"
        words = "have the title" if exact else "have a title like"
        return [Explanation("TITLE_SHARED", f"{count} documents {words} {by_source['title'].cited_as}.", documents)]
    return []


def _about_page(cited: CitedDocument, document: KnownDocument) -> list[Explanation]:
    page = cited.page
    if page is None or page.page <= document.first_page or not document.has_page(page.volume, page.page):
        return []
    words = f"{page.volume} FR {page.page} is a page inside the document, which begins on page {document.first_page}."
    return [Explanation("PAGE_INSIDE_DOCUMENT", words, (document,))]
