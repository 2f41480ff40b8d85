"""Documents that are cited and not held: known from lists, possible, or unknown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from eo_browser.law.citations.parts import Dated
from eo_browser.law.terms.kinds import kind_name
from eo_browser.law.terms.presidents import president_on

from .cited_documents import CitedDocument
from .contradictions import president_named, spoken_day
from .document_names import long_day, named_short, sentence
from .evidence import Evidence
from .lookup import ListedDocument
from .narrowing import is_soon_after
from .outcomes import Explanation, Resolution, Target


def without_the_title(cited: CitedDocument, held: list[Evidence], missing: list[Evidence]) -> Resolution | None:
    """Return the answer that a directive is not held, though a directive of another series has its title; None
    otherwise.

    "Presidential Policy Directive 21 – Critical Infrastructure Security and Resilience".
    """
    other = [each for each in missing if each.source == "series" and each.is_open]
    if not other or cited.series is None or any(each.source != "title" for each in held):
        return None
    documents = list(chain.from_iterable(each.documents for each in held))
    of_these = dict(chain.from_iterable(document.series for document in documents))
    if of_these.keys() & dict(cited.series.places).keys():
        return None
    return Resolution("not_found", (), other[0].explanations, tuple(map(Target, documents)))


def nothing_held(cited: CitedDocument, missing: list[Evidence]) -> Resolution:
    """Return what is known of a document that is not held, or why nothing is."""
    telling = [each for each in missing if each.known] or missing
    rows = chain.from_iterable(each.known for each in telling)
    known = tuple({(row.kind, row.number or row.title): row for row in rows}.values())
    explanations = tuple(dict.fromkeys(chain.from_iterable(each.explanations for each in telling)))
    if len(known) > 1:
        disagree = Explanation("PARTS_DISAGREE", f"{'; '.join(map(_listed_meaning, telling))}.")
        return Resolution("contradiction", (), (disagree, *explanations), known=known)
    if known:
        against = tuple(_against_list(cited, known[0]))
        return Resolution("contradiction" if against else "not_found", (), (*explanations, *against), known=known)
    suggestions = tuple(dict.fromkeys(chain.from_iterable(each.suggestions for each in missing)))
    return Resolution("not_found", (), tuple(_of_its_day(cited, explanations)), suggestions)


def _listed_meaning(each: Evidence) -> str:
    row = each.known[0]
    return f"{each.cited_as} is {named_short(row.kind, row.number, row.title)}"


def _of_its_day(cited: CitedDocument, explanations: tuple[Explanation, ...]) -> Iterator[Explanation]:
    """The answer for an unknown number of a day on which no held document can have it: a document not held."""
    for each in explanations:
        if each.code == "NUMBER_NOT_KNOWN" and cited.numbers and cited.whole_day:
            kind = kind_name(cited.numbers.kind)
            words = f"{kind.title()} {cited.numbers.numbers[0]} may well exist; the archive has no {kind} without its"
            yield Explanation("NOT_IN_ARCHIVE", f"{words} number of {long_day(cited.whole_day)}.")
        else:
            yield each


def _against_list(cited: CitedDocument, row: ListedDocument) -> Iterator[Explanation]:
    """How the day and president cited differ from the row of a list, for a document that is not held."""
    if row.signed is None:
        return
    called = sentence(named_short(row.kind, row.number, row.title))
    signer, president = president_on(row.signed), cited.president
    if signer and president and signer.slug not in president.slugs:
        words = f"{called} was signed {long_day(row.signed)}, not by {president_named(president.slugs)}."
        yield Explanation("PRESIDENT_DIFFERS", words)
    if cited.day and not _may_be_of(cited.day, row):
        published = f" and published {long_day(row.published)}" if row.published else ""
        words = f"{called} was signed {long_day(row.signed)}{published}, not {spoken_day(cited.day)}."
        yield Explanation("DATE_DIFFERS", words)


def _may_be_of(day: Dated, row: ListedDocument) -> bool:
    """Whether a day is that of signing or publication, or may be that of a publication the list does not know."""
    soon = not row.published and is_soon_after(day, row.signed)
    return day.loose or day.fits(row.signed) or day.fits(row.published) or soon
