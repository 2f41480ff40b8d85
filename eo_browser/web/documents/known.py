"""Documents that are not held under the address asked for: known only from lists, or held with an inferred number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from eo_browser.law.model.addresses import AtAddress, ByDocumentNumber, OnDay, OnPage, ReadAddress, Target, title_slug
from eo_browser.law.resolver import ListedDocument
from eo_browser.law.terms.dispositions import LABELS
from eo_browser.models import Document, Listing, Reference, Relation
from eo_browser.sources.formats import format_of, publisher_of, trust
from eo_browser.web.objects import Json
from eo_browser.web.objects.addresses import absolute, canonical
from eo_browser.web.objects.cited import PARAMETER, cited_as
from eo_browser.web.objects.names import FIELDS, day, number_name, president_name
from eo_browser.web.objects.representations import known_json
from eo_browser.web.objects.summaries import summaries
from eo_browser.web.site.responses import chooser, json_answer, not_found_page, page, problem, redirect

_SHOWN = 50  # documents that cite it
_LARGEST = 2_147_483_647  # a larger volume or page fits no column
_NOT_HELD = "Its text is not in this archive."


@dataclass(frozen=True, slots=True)
class Known:
    """What the lists say of a document that is not held: the facts used, and where another list differs."""

    document: ListedDocument
    row: int  # the primary key of the most trusted row
    president: str
    notes: str
    sources: tuple[str, ...]
    publishers: tuple[str, ...]  # of the lists; pages name them, and not the files that the lists came in
    differing: tuple[tuple[str, str], ...]  # the fact, and what another list says of it

    @property
    def name(self) -> str:
        """Return “Executive Order 12866”, or the title of a document without a number."""
        return number_name(self.document.kind, self.document.number) if self.document.number else self.document.title


def not_held(request: HttpRequest, read: ReadAddress) -> HttpResponse | None:
    """Answer an address at which no document is: by one whose number is inferred, or by the facts of lists.

    None where neither is known.
    """
    probable = _probable(read.target)
    if len(probable) > 1:
        return chooser(request, read, probable, request.path_info)
    if probable:
        query = {**request.GET.dict(), "number": probable[0].inferred_number}
        return redirect(canonical(probable[0], read), 302, urlencode(query))
    found = known_at(read.target)
    if len(found) != 1:
        return _several_known(request, found) if found else None
    known = found[0]
    if not isinstance(read.target, AtAddress):
        suffix = f".{read.suffix}" if read.suffix else ""
        return redirect(known.document.address + suffix, 302) if known.document.address else None
    return _answer(request, read, known)


def _probable(target: Target) -> Sequence[Document]:
    """The documents that probably have the number of an address, and whose number no source gives."""
    if not isinstance(target, AtAddress):
        return []
    number = target.address.rpartition("/")[2]
    return list(Document.objects.listed().filter(kind=target.kind, number="", inferred_number=number).order_by("pk"))


def known_at(target: Target) -> list[Known]:
    """Return the documents at an address that lists know and the archive does not hold."""
    rows = Listing.objects.listed().filter(corrects="")
    match target:
        case AtAddress(address, kind):
            found = _rows_at(address, kind, rows.filter(kind=kind))
        case OnDay(kind, on) if on != "undated":
            found = list(rows.filter(kind=kind).filter(Q(signed=on) | Q(signed=None, published=on)))
        case ByDocumentNumber(number):
            found = list(rows.filter(document_number=number))
        case OnPage(volume, number) if max(volume, number) <= _LARGEST:
            inside = Q(register_end__gte=number) | Q(register_start=number)
            found = list(rows.filter(inside, register_volume=volume, register_start__lte=number))
        case _:
            found = []
    one_document: dict[tuple[str, str], list[Listing]] = {}
    for row in found:
        one_document.setdefault((row.kind, row.number or row.folded_title), []).append(row)
    return [_known(same) for same in one_document.values() if same[0].kind]


def _rows_at(address: str, kind: str, rows: Any) -> list[Listing]:
    """The rows about the document of an address: by its number, or by its day and title."""
    steps = address.split("/")
    if len(steps) < 4:
        return list(rows.filter(number=steps[-1]))
    on, slug = steps[2], steps[3]
    dated = rows.filter(Q(signed=on) | Q(signed=None, published=on)) if on != "undated" else rows.none()
    return [row for row in dated if title_slug(row.title) == slug]


def _known(rows: list[Listing]) -> Known:
    """The facts of one document, each from the most trusted list that gives it."""
    rows.sort(key=lambda row: (trust(row.listed_by, format_of(row.listed_by).publisher), row.source))
    place = next((row for row in rows if row.register_volume and row.register_start), rows[0])
    document = ListedDocument(
        rows[0].kind,
        rows[0].number,
        _first(rows, "title"),
        _first(rows, "signed", None),
        _first(rows, "published", None),
        _whole(place.register_volume),
        _whole(place.register_start),
        _whole(place.register_end),
        _first(rows, "document_number"),
    )
    notes = next((found for row in rows if (found := row.facts.get("disposition_notes"))), "")
    sources = tuple(row.source for row in rows)
    publishers = tuple(dict.fromkeys(publisher_of(format_of(row.listed_by).publisher).name for row in rows))
    return Known(document, rows[0].pk, _first(rows, "president"), notes, sources, publishers, tuple(_differing(rows)))


def _whole(number: int | None) -> int:
    return number or 0


def _first(rows: Sequence[Listing], name: str, otherwise: Any = "") -> Any:
    return next((value for row in rows if (value := getattr(row, name))), otherwise)


def _differing(rows: Sequence[Listing]) -> Iterator[tuple[str, str]]:
    """The facts in which a list differs from the one that is used."""
    for name in ("signed", "document_number"):
        values = dict.fromkeys(value for row in rows if (value := getattr(row, name)))
        for other in list(values)[1:]:
            yield FIELDS[name], day(other) if name == "signed" else other


def _answer(request: HttpRequest, read: ReadAddress, known: Known) -> HttpResponse:
    """The page or the JSON of a known document; that its text is not held, for everything else asked of it."""
    address = known.document.address or request.path_info
    if (read.path or read.mark or read.action) and not read.suffix:
        reason = f"{known.name} is known from official lists. {_NOT_HELD}"
        return not_found_page(request, reason, [(address, known.name)])
    if read.suffix == "json" and not read.path:
        return json_answer(request, _json(known, address))
    if read.suffix:
        return problem(404, "Not held", f"{known.name} is known from official lists. {_NOT_HELD}", held=False,
                       document=absolute(address))  # fmt: skip
    if address != request.path_info:
        return redirect(address, query=request.META.get("QUERY_STRING", ""))
    context = _context(known)
    context["cited"] = cited_as(request.GET.get(PARAMETER, ""), request.path_info)
    response = page(request, "known.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def _several_known(request: HttpRequest, found: Sequence[Known]) -> HttpResponse:
    ways = [(one.document.address, f"{one.name}: {one.document.title}") for one in found if one.document.address]
    return not_found_page(request, "Lists know these documents here. None of their texts is in this archive.", ways)


def _acts(known: Known) -> list[Relation]:
    acts = Relation.objects.filter(object_address=known.document.address, subject__isnull=False)
    return list(acts.select_related("subject")) if known.document.address else []


def _citing(known: Known) -> list[Document]:
    if not known.document.address:
        return []
    keys = Reference.objects.filter(absent=known.document.address).values("document")
    return list(Document.objects.listed().filter(pk__in=keys).order_by("-signed")[:_SHOWN])


def _json(known: Known, address: str) -> Json:
    """The facts as JSON; `held` is false, and there are no provisions."""
    return {
        "held": False,
        "address": address,
        **known_json(known.document),
        "president": known.president,
        "disposition_notes": known.notes,
        "lists": list(known.sources),
        "differing": [{"fact": name, "value": value} for name, value in known.differing],
        "acts": [
            {"verb": act.verb, "in_part": act.in_part, "by": absolute(act.subject.address)}
            for act in _acts(known)
            if act.subject
        ],
        "cited_by": [absolute(one.address) for one in _citing(known)],
    }


def _context(known: Known) -> dict[str, Any]:
    document = known.document
    pages = f"{document.first_page}–{document.last_page}" if document.last_page > document.first_page else ""
    facts = (
        ("Signed", day(document.signed)),
        ("Published", day(document.published)),
        ("President", president_name(known.president) if known.president else ""),
        ("Federal Register", f"{document.volume} FR {document.first_page}" if document.volume else ""),
        ("Pages", pages),
        ("Document number", document.document_number),
        ("Listed by", ", ".join(known.publishers)),
    )
    return {
        "title": known.name,
        "known": document,
        "row": known.row,
        "facts": [(name, value) for name, value in facts if value],
        "notes": known.notes,
        "differing": known.differing,
        "acts": list(dict.fromkeys((LABELS[act.verb][1], act.subject) for act in _acts(known))),
        "citing": summaries(_citing(known)),
        "typed": "",
    }
