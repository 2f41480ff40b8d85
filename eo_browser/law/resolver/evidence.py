"""Evidence: the documents that each part of a citation names by itself, or why it names none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain

from eo_browser.law.citations.parts import (
    CompilationPage,
    DirectiveNumber,
    DocumentNumber,
    EitherSeriesOrNumber,
    RegisterPage,
)
from eo_browser.law.terms.kinds import kind_name, plural_name
from eo_browser.law.terms.series import SERIES_BY_CODE

from .document_names import long_day, named, with_article
from .lookup import KnownDocument, ListedDocument, Lookup
from .outcomes import Explanation, Target

_A_YEAR = 200  # numbers by which a series without a list may have grown in each year since the last one known
_LONGEST_SERIES = 400  # far more than any directive series of one administration has had
_LISTED_KINDS = frozenset({"executive-order"})  # kinds of which the lists are complete from the first one listed
_TWINS = {"executive-order": "proclamation", "proclamation": "executive-order"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of one part of a citation.

    `cited_as` is its name in sentences ("Executive Order 13526", "82 FR 9125"). `documents` are those it names, all of
    them; empty with `explanations` that say why.
    """

    cited_as: str
    documents: tuple[KnownDocument, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    suggestions: tuple[Target, ...] = ()
    source: str = ""  # "number", "series", "page", "filed", "title", "link", "compilation"
    path: str = ""  # of a link that names a provision
    state: str = ""  # of a link to a text as amended: its day, or "amended"
    anchor: str = ""  # of a link: the place in the page of another site
    known: tuple[ListedDocument, ...] = ()  # rows of lists that have it, where no text is held
    is_open: bool = False  # nobody can tell whether it exists, so it neither confirms nor contradicts a document


def evidence_of_number(kind: str, number: str, lookup: Lookup) -> Evidence:
    """Look up a number of a kind: held, only listed, of another series, beyond the series, or never used."""
    cited_as = f"{kind_name(kind).title()} {number}"
    held = tuple(lookup.numbered(kind, number))
    if held:
        explanations = _misprinted(kind, number, cited_as, held) or _inferred(number, cited_as, held)
        return Evidence(cited_as, held, explanations, source="number")
    if listed := tuple(lookup.listed(kind, number)):
        return Evidence(cited_as, (), (_not_in_archive(cited_as, listed[0]),), source="number", known=listed[:1])
    if _plausible(kind, number, lookup):
        return Evidence(cited_as, (), (_may_exist(kind, number, cited_as, lookup),), source="number", is_open=True)
    explanations, suggestions = _why_no_number(kind, number, cited_as, lookup)
    is_open = not any(one.code in {"WRONG_SERIES", "BEYOND_SERIES"} for one in explanations)
    return Evidence(cited_as, (), explanations, suggestions, "number", is_open=is_open)


def _may_exist(kind: str, number: str, cited_as: str, lookup: Lookup) -> Explanation:
    if lookup.may_be_unnumbered(kind, number):
        kinds = plural_name(kind)
        words = f"{cited_as} is a number not known here: the archive holds {kinds} of that time without their numbers."
        return Explanation("NUMBER_NOT_KNOWN", f"{words} A title or a day would tell which one is meant.")
    words = f"{cited_as} may well exist: the archive has no list that would tell, and does not hold its text."
    return Explanation("NOT_IN_ARCHIVE", words)


def _misprinted(kind: str, number: str, cited_as: str, held: tuple[KnownDocument, ...]) -> tuple[Explanation, ...]:
    """The document itself prints another number, which the lists correct."""
    printed = held[0].number
    if kind == "determination" or not printed or printed == number:
        return ()
    sentence = f"{cited_as} prints the number {printed} by mistake; the lists give it as {number}."
    return (Explanation("CORRECTED_BY", sentence, held[:1]),)


def _inferred(number: str, cited_as: str, held: tuple[KnownDocument, ...]) -> tuple[Explanation, ...]:
    """The document prints no number: this one is inferred, and says so."""
    if held[0].number or held[0].inferred_number != number:
        return ()
    return (Explanation("NUMBER_INFERRED", f"{cited_as} is probably this document. {held[0].inferred_from}", held[:1]),)


def _not_in_archive(cited_as: str, listed: ListedDocument) -> Explanation:
    title = f" (“{listed.title}”)" if listed.title else ""
    if listed.mentioned_by:
        return Explanation(
            "NOT_IN_ARCHIVE", f"{cited_as} is cited by {listed.mentioned_by}, but its text is not in this archive."
        )
    day = f", signed {long_day(listed.signed)}" if listed.signed else ""
    return Explanation("NOT_IN_ARCHIVE", f"{cited_as}{title}{day} exists, but its text is not in this archive.")


def _why_no_number(
    kind: str, number: str, cited_as: str, lookup: Lookup
) -> tuple[tuple[Explanation, ...], tuple[Target, ...]]:
    """Why a number is neither held nor listed, and what may have been meant."""
    twin = _TWINS.get(kind, "")
    any_known = bool(lookup.extent(kind)[1])
    has = "has the number {}" if any_known else "with the number {} is known here"
    none_has = f"No {kind_name(kind)} {has.format(number)}"
    if twin and (others := lookup.numbered(twin, number)):
        sentence = f"{none_has}; {named(others[0])} has it."
        return (Explanation("WRONG_SERIES", sentence, tuple(others[:1])),), tuple(map(Target, others))
    if twin and (rows := lookup.listed(twin, number)):
        sentence = f"{none_has}; an {kind_name(twin)} has it: “{rows[0].title}”."
        return (Explanation("WRONG_SERIES", sentence),), ()
    beyond = _beyond(kind, number, cited_as, lookup)
    explanations = list(beyond)
    swapped = _transposed(number, 0, partial(lookup.numbered, kind))
    if swapped:
        missing = "is not known here" if beyond else "does not exist"
        sentence = f"{cited_as} {missing}; with two neighbouring digits changed over it is {named(swapped[0])}."
        explanations.append(Explanation("NUMBER_TRANSPOSED", sentence, swapped[:1]))
    if not explanations:
        explanations.append(Explanation("NOT_KNOWN", _why_unknown(kind, number, cited_as, lookup)))
    near = () if beyond else tuple(map(Target, lookup.neighbours(kind, number)))
    return tuple(explanations), tuple(map(Target, swapped)) or near


def _why_unknown(kind: str, number: str, cited_as: str, lookup: Lookup) -> str:
    """What is known of a number that is neither held nor listed."""
    kinds = plural_name(kind)
    first, last = lookup.list_extent(kind)
    if kind in _LISTED_KINDS and first <= _digits(number) <= last:
        return f"There is no {cited_as}: the lists name the {kinds} from {first} to {last}, and none with that number."
    if _digits(number) == 0:
        return f"There is no {cited_as}: {kinds} are numbered from 1."
    return f"There is no {cited_as} here, and no list has it."


def _digits(number: str) -> int:
    """The whole number in front: "9577-A" → 9577; 0 where there is none."""
    head = number.split("-")[0]
    return int(head) if head.isdecimal() else 0


_PLAN_YEARS = range(1939, 1985)  # in which Congress let Presidents reorganize by plan


def _plausible(kind: str, number: str, lookup: Lookup) -> bool:
    """Whether a number that is in no list may exist."""
    if kind == "determination":
        year = _digits(number)
        return lookup.newest is not None and (60 < year < 100 or 1960 < year <= lookup.newest.year)
    if kind == "reorganization-plan":
        of_year = number.partition(" of ")[2]
        return not of_year or int(of_year) in _PLAN_YEARS
    low, high = lookup.extent(kind)
    wanted = _digits(number)
    if not wanted or not high:
        return False
    first_listed, last_listed = lookup.list_extent(kind)
    if wanted <= high:
        return wanted < low or not (kind in _LISTED_KINDS and first_listed <= wanted <= last_listed)
    return high < wanted <= high + _A_YEAR * _years_since(kind, high, lookup)


def _years_since(kind: str, number: int, lookup: Lookup) -> float:
    """The years from the signing of a series' last known number to the newest document held."""
    signed = _signed(kind, number, lookup)
    return max((lookup.newest - signed).days / 365, 0.0) if lookup.newest and signed else 0.0


def _beyond(kind: str, number: str, cited_as: str, lookup: Lookup) -> list[Explanation]:
    low, high = lookup.extent(kind)
    wanted = _digits(number)
    if kind == "reorganization-plan":
        return [Explanation("BEYOND_SERIES", "Reorganization plans were made from 1939 to 1984.")]
    if kind == "determination" and high and wanted > high:
        sentence = f"{cited_as} is beyond the series: the last year of which a determination is known here is {high}."
        return [Explanation("BEYOND_SERIES", sentence)]
    if high and wanted > high:
        sentence = f"{cited_as} is beyond the series: the highest number known here is {high}."
        if kind in _LISTED_KINDS and wanted <= high + _A_YEAR:
            sentence += (
                f" What is known here ends with it{_signed_on(kind, high, lookup)}; a later document may have it."
            )
        return [Explanation("BEYOND_SERIES", sentence)]
    return []


def _signed(kind: str, number: int, lookup: Lookup) -> date | None:
    """The day of signing of a number that is held or listed, where it is known."""
    days = [document.signed for document in lookup.numbered(kind, str(number))]
    days += [row.signed for row in lookup.listed(kind, str(number))]
    return next(filter(None, days), None)


def _signed_on(kind: str, number: int, lookup: Lookup) -> str:
    """ ", signed on September 11, 2026", where the day of a number is known."""
    day = _signed(kind, number, lookup)
    return f", signed on {long_day(day)}" if day else ""


def _transposed(number: str, start: int, held: Callable[[str], Iterable[KnownDocument]]) -> tuple[KnownDocument, ...]:
    """Held documents with this number after two neighbouring digits, the first of them at or after `start`, are
    swapped.
    """
    swaps = (number[:i] + number[i + 1] + number[i] + number[i + 2 :] for i in range(start, len(number) - 1))
    different = dict.fromkeys(swap for swap in swaps if swap != number and (start or swap[0] != "0"))
    return tuple(chain.from_iterable(map(held, different)))


def evidence_of_series(directive: DirectiveNumber, lookup: Lookup) -> Evidence:
    """Look up a place in a directive series, under any of its names."""
    words = "/".join(f"{code.upper()}-{number}" for code, number in directive.places)
    held = {d.key: d for code, number in directive.places for d in lookup.in_series(code, number)}
    if held:
        return Evidence(words, tuple(held.values()), source="series")
    code, number = directive.places[0]
    if _digits(number) > _LONGEST_SERIES:
        sentence = f"{words} is beyond the series: no administration numbered that many."
        return Evidence(words, (), (Explanation("BEYOND_SERIES", sentence),), source="series")
    series = SERIES_BY_CODE.get(code)
    sentence = (
        f"{words} ({series.name if series else 'a directive'}) is not in this archive; no list of the series is held."
    )
    return Evidence(words, (), (Explanation("NOT_IN_ARCHIVE", sentence),), source="series", is_open=True)


def evidence_of_either(cited: EitherSeriesOrNumber, lookup: Lookup) -> Evidence:
    """Look up "PD No. 98-11": the determination and the directive, whichever is held."""
    determination = evidence_of_number("determination", cited.number, lookup)
    directive = evidence_of_series(DirectiveNumber((("pd", cited.number),)), lookup)
    documents = determination.documents + directive.documents
    words = f"PD {cited.number}"
    if documents:
        return Evidence(words, documents, source="number")
    sentence = (
        f"{words} is a presidential determination or, under President Carter, a directive; neither is in this archive."
    )
    return Evidence(words, (), (Explanation("NOT_IN_ARCHIVE", sentence),), source="number")


def evidence_of_page(page: RegisterPage, lookup: Lookup) -> Evidence:
    """Look up a page of the Federal Register: every document that has it, the one that starts there first."""
    words = f"{page.volume} FR {page.page}"
    held = tuple(lookup.on_page(page.volume, page.page))
    if held:
        return Evidence(words, held, source="page")
    listed = tuple(lookup.listed_on_page(page.volume, page.page))
    if held := _held_of(listed, lookup):  # on its cover page, which only a list has
        return Evidence(words, held, source="page")
    if listed:
        row = listed[0]
        title = f"{kind_name(row.kind).title()} {row.number} (“{row.title}”)"
        why = Explanation("NOT_IN_ARCHIVE", f"{title} is printed at {words}, but its text is not in this archive.")
        return Evidence(words, (), (why,), source="page", known=listed[:1])
    return _on_no_page(page, words, lookup)


_VOLUME_1 = 1936  # the year of the Federal Register's first volume


def _on_no_page(page: RegisterPage, words: str, lookup: Lookup) -> Evidence:
    """The explanation of a page that no document here has: its volume, and the documents printed before and after
    it.
    """
    year = year_of_volume(page.volume)
    newest = lookup.newest
    if newest and year > newest.year:
        sentence = f"Volume {page.volume} of the Federal Register is that of {year}; the newest document here is of"
        why = Explanation("BEYOND_SERIES", f"{sentence} {newest.year}.")
        return Evidence(words, (), (why,), source="page")
    near = [document for document in lookup.around_page(page.volume, page.page) if document]
    pages = [f"{d.first_page}–{d.last_page}" if d.last_page > d.first_page else str(d.first_page) for d in near]
    printed = " and ".join(f"{named(d)} on {d.volume} FR {run}" for d, run in zip(near, pages, strict=True))
    nearest = f"the nearest in it {'are' if len(near) > 1 else 'is'} {printed}" if near else "none in it is held"
    sentence = f"No document here is printed on {words}. Volume {page.volume} is that of {year}; {nearest}."
    why = Explanation("NOT_KNOWN", sentence, tuple(near))
    return Evidence(words, (), (why,), tuple(map(Target, near)), "page", is_open=True)


def _held_of(rows: Iterable[ListedDocument], lookup: Lookup) -> tuple[KnownDocument, ...]:
    """Documents held under the numbers of rows of lists."""
    numbered = chain.from_iterable(lookup.numbered(row.kind, row.number) for row in rows if row.number)
    return tuple({document.key: document for document in numbered}.values())


def year_of_volume(volume: int) -> int:
    """Return the year a volume of the Federal Register is of."""
    return _VOLUME_1 + volume - 1


def evidence_of_document_number(filed: DocumentNumber, lookup: Lookup) -> Evidence:
    """Look up a Federal Register document number; for a correction that is not held, suggest the document it
    corrects.
    """
    words = f"FR Doc. {filed.number}"
    held = tuple(lookup.filed(filed.number))
    if held:
        return Evidence(words, held, source="filed")
    listed = tuple(lookup.listed_filed(filed.number))
    if held := _held_of(listed, lookup):
        return Evidence(words, held, source="filed")
    if listed:
        return Evidence(words, (), (_not_in_archive(words, listed[0]),), source="filed", known=listed[:1])
    head, _, corrected = filed.number.partition("-")  # "C1-2017-02386" corrects 2017-02386
    if head[:1] in "CR" and "-" in corrected and (others := tuple(lookup.filed(corrected))):
        why = f"{words} is a correction of {named(others[0])}; the correction is not in this archive."
        return Evidence(
            words, (), (Explanation("NOT_IN_ARCHIVE", why, others[:1]),), tuple(map(Target, others)), "filed"
        )
    swapped = _transposed(filed.number, filed.number.rfind("-") + 1, lookup.filed)
    why_not = tuple(
        Explanation(
            "NUMBER_TRANSPOSED", f"No document has the number {filed.number}; {d.document_number} is {named(d)}.", (d,)
        )
        for d in swapped[:1]
    )
    unknown = (Explanation("NOT_KNOWN", f"No document here has the number {words}, and no list has it."),)
    return Evidence(words, (), why_not or unknown, tuple(map(Target, swapped)), "filed")


def evidence_of_compilation(page: CompilationPage) -> Evidence:
    """Return the evidence of a page of Title 3's compilation, which names no document: no list of its pages is held."""
    words = f"3 CFR {page.page}" + (f" ({page.last_year})" if page.last_year else "")
    sentence = f"{words}: the archive has no list of the pages of Title 3's compilations."
    return Evidence(words, (), (Explanation("NOT_IN_ARCHIVE", sentence),), source="compilation", is_open=True)


def compilation_year(page: CompilationPage, document: KnownDocument) -> tuple[Explanation, ...]:
    """Return an explanation where the year cited with 3 CFR is that of the volume and not of the signing."""
    signed = document.signed
    if not signed or not page.first_year or page.first_year <= signed.year <= page.last_year:
        return ()
    sentence = f"The year {page.last_year} is that of the volume of 3 CFR; the document was signed {long_day(signed)}."
    return (Explanation("CFR_YEAR_IS_COMPILATION_YEAR", sentence, (document,)),)


def of_kind(documents: Sequence[KnownDocument], kind: str) -> tuple[KnownDocument, ...]:
    """Return the documents of a kind."""
    return tuple(document for document in documents if document.kind == kind)


def kind_differs(document: KnownDocument, kind: str) -> Explanation:
    """Return the explanation that a document is of another kind than the citation calls it."""
    sentence = f"Called {with_article(kind)}, the document is {with_article(document.kind)}."
    return Explanation("KIND_DIFFERS", sentence, (document,))
