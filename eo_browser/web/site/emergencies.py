"""The page of all national emergencies, the same as JSON, and a feed of what was done to them."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse

from eo_browser.law.terms.dispositions import LABELS
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.emergencies import Emergency, emergencies, emergency_json, looked_at

from .atom import ENTRIES, Entry, atom
from .responses import json_answer, page, read_only

_GROUPS = (
    ("continued", "Continued, by the notices held"),
    ("declared", "Declared, and continued by no notice held"),
    ("not continued", "Continued to a day that is past; no later notice is held"),
    ("ended", "Ended"),
)


@read_only
def emergency_page(request: HttpRequest) -> HttpResponse:
    """Show every national emergency with its state, its orders and its notices."""
    on = looked_at()
    found = emergencies()
    groups: dict[str, list[dict[str, Any]]] = {key: [] for key, _ in _GROUPS}
    for one in found:
        state = one.state(on)
        groups["ended" if one.ended else state].append({"it": one, "state": state, "sentence": one.sentence(on)})
    context = {
        "title": "National emergencies",
        "total": len(found),
        "groups": [(name, groups[key]) for key, name in _GROUPS if groups[key]],
        "looked_at": on,
        "here": "documents",
        "url": absolute("/emergencies/"),
        "feed": "/feeds/emergencies.atom",
    }
    return page(request, "emergencies.html", context)


@read_only
def emergency_data(request: HttpRequest) -> HttpResponse:
    """Return every national emergency as JSON."""
    on = looked_at()
    found = [emergency_json(one, on) for one in emergencies()]
    return json_answer(request, {"looked_at": on.isoformat() if on else None, "emergencies": found})


@read_only
def emergency_feed(request: HttpRequest) -> HttpResponse:
    """Return what was last done to national emergencies, as Atom."""
    entries = [entry for one in emergencies() for entry in _entries(one)]
    entries.sort(key=lambda entry: entry.updated, reverse=True)
    return atom(request, "National emergencies", "/feeds/emergencies.atom", "/emergencies/", entries[:ENTRIES])


_DID = {"declares": "Declared", **{verb: passive.split(" by")[0] for verb, (_, passive) in LABELS.items()}}


def _entries(one: Emergency) -> list[Entry]:
    """An entry for each act on an emergency whose document is held."""
    acts = [("declares", one.declared_by, one.words), *((step.verb, step.by, step.words) for step in one.steps)]
    return [
        Entry(
            f"{absolute(by.address)}#{verb}",
            f"{_DID[verb] if verb != 'declares' else 'Declared'}: {one.subject}",
            absolute(by.address),
            datetime.combine(by.signed, time(), UTC),
            f"{by.name}. {words}",
        )
        for verb, by, words in acts
        if by.address and by.signed
    ]
