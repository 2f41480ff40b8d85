"""JSON-LD (schema.org) of a page, for machines."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.model.texts import FlatProvision
from eo_browser.law.terms.dispositions import NOT_IN_FORCE
from eo_browser.models import Document, Relation, read_once

from . import Json
from .addresses import absolute
from .names import designation, president_name, register_citation, series_name, title_of
from .revision_text import RevisionText
from .states import UNKNOWN_DAY, StateText

# Only stated facts: an order without a disposition need not be in force.
_FORCE = {
    **dict.fromkeys(NOT_IN_FORCE, "NotInForce"),
    "revoked-in-part": "PartiallyInForce",
}


@dataclass(frozen=True, slots=True)
class LinkedData:
    """A JSON-LD value and its text."""

    value: Json

    @property
    def text(self) -> str:
        """Return the value as JSON text."""
        return json.dumps(self.value, ensure_ascii=False)

    @property
    def script(self) -> SafeString:
        """Return the value as a data block for a page: no "<" can end the block early."""
        safe = self.text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
        return mark_safe(f'<script type="application/ld+json">{safe}</script>')  # noqa: S308 - escaped above


def _identifiers(reading: RevisionText) -> list[str]:
    document = reading.document
    series = [series_name(place.series, place.number) for place in document.series_places.all()]
    number = [designation(document)] if document.number else []
    return [name for name in (*number, *series, document.document_number, register_citation(document)) if name]


def _document(reading: RevisionText) -> Json:
    document = reading.document
    found: Json = {
        "@type": "Legislation",
        "@id": absolute(document.address),
        "url": absolute(document.address),
        "name": title_of(document),
        "legislationIdentifier": _identifiers(reading),
        "legislationType": designation(document) if not document.number else document.get_kind_display(),
        "legislationJurisdiction": "US",
    }
    if document.president:
        found["legislationPassedBy"] = {"@type": "Person", "name": president_name(document.president)}
    if document.signed:
        found["legislationDate"] = document.signed.isoformat()
    if document.published:
        found["datePublished"] = document.published.isoformat()
    if document.status in _FORCE:
        found["legislationLegalForce"] = f"https://schema.org/{_FORCE[document.status]}"
    if document.alternative_titles:
        found["alternateName"] = list(document.alternative_titles)
    return found | _acts(document)


_PROPERTIES = {
    "amends": "legislationAmends",
    "revokes": "legislationRepeals",
    "supersedes": "legislationRepeals",
    "nullifies": "legislationRepeals",
    "corrects": "legislationCorrects",
}


@read_once
def _acts(document: Document) -> Json:
    """What a document does to others, by the claims that are followed; what it ends in part is no repeal."""
    rows = Relation.objects.filter(subject=document, verb__in=_PROPERTIES, outweighed="").order_by("pk")
    ends = rows.values_list("verb", "in_part", "object_path", "object__address", "object_address", "object_name")
    found: dict[str, dict[str, Json]] = {}
    for verb, in_part, path, held, absent, name in ends:
        address = provision_address(held or absent, path) if held or absent else ""
        key = "legislationChanges" if in_part and not path and verb != "amends" else _PROPERTIES[verb]
        other: Json = {"@type": "Legislation", "@id": absolute(address)} if address else {}
        found.setdefault(key, {})[address or name] = other or {"@type": "Legislation", "name": name}
    return {key: list(others.values()) for key, others in found.items()}


def _as_amended(state: StateText) -> Json:
    """The text as amended: a version of the document, put together from it and what amends it."""
    url = absolute(state.base)
    texts = [state.document.address, *dict.fromkeys(state.record["acts"])]
    found: Json = {
        **_document(state.reading),
        "@id": url,
        "url": url,
        "name": f"{title_of(state.document)}, as amended {state.until}",
        "legislationConsolidates": [{"@type": "Legislation", "@id": absolute(one)} for one in texts],
    }
    return found | ({"legislationDateVersion": state.day.isoformat()} if state.day != UNKNOWN_DAY else {})


_ENCODINGS = (("json", "application/json"), ("txt", "text/plain"), ("md", "text/markdown"))
_PARTS = 200  # named; the rest is in the text


def _part_name(line: FlatProvision) -> str:
    return ". ".join(filter(None, [pinpoint(line.path), line.heading.rstrip(". ")]))


def _picture(url: str, state: StateText | None) -> Json:
    """The picture of a document or provision; texts as amended have none."""
    return {} if state else {"image": f"{url}/card.png"}


def legislation(reading: RevisionText, path: str = "", state: StateText | None = None) -> LinkedData:
    """Describe a document, or one provision as a part of it; with a state, the text as amended."""
    whole = _as_amended(state) if state else _document(reading)
    if not path:
        whole |= _picture(whole["url"], state)
        tops = [line for line in (state.reading if state else reading).lines if not line.depth]
        whole["hasPart"] = [
            {"@type": "Legislation", "@id": f"{whole['url']}/{line.path}", "name": _part_name(line)}
            for line in tops[:_PARTS]
        ]
        whole["encoding"] = [
            {
                "@type": "LegislationObject",
                "encodingFormat": kind,
                "contentUrl": f"{whole['url']}.{suffix}",
                "legislationLegalValue": "https://schema.org/UnofficialLegalValue",
            }
            for suffix, kind in _ENCODINGS
        ]
        return LinkedData({"@context": "https://schema.org", **whole})
    index = reading.index(path)
    line = reading.lines[index]
    url = absolute(provision_address(state.base if state else reading.document.address, path))
    of_whole = ("legislationType", "legislationDate", "legislationDateVersion", "datePublished")
    part: Json = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": url,
        "url": url,
        "name": f"{pinpoint(path)}, {whole['name']}",
        "legislationIdentifier": [pinpoint(path)],
        **{name: whole[name] for name in of_whole if name in whole},
        "text": " ".join(filter(None, [line.label, reading.full_text(index)]))[:5000],
        **_picture(url, state),
        "isPartOf": whole,
    }
    return LinkedData(part)


def breadcrumbs(steps: list[tuple[str, str]]) -> LinkedData:
    """Describe the breadcrumbs of a page: (address, name) of each step, outermost first."""
    items = [
        {"@type": "ListItem", "position": i, "name": name, "item": absolute(address)}
        for i, (address, name) in enumerate(steps, 1)
    ]
    return LinkedData({"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items})
