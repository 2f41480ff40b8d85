"""The page of a state: the text as amended from a day on, words added and struck, and instructions not applied."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse

from eo_browser.law.amending.records import NOTICE
from eo_browser.law.model.addresses import ReadAddress, provision_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.models import Document
from eo_browser.web.objects import Json
from eo_browser.web.objects.addresses import NotLocated, absolute, canonical
from eo_browser.web.objects.citator import OtherDocument
from eo_browser.web.objects.code_prints import prints_of
from eo_browser.web.objects.names import designation, title_of
from eo_browser.web.objects.revision_text import PageProvision, RevisionText, read_revision
from eo_browser.web.objects.states import (
    REASONS,
    ChangeSpan,
    StateText,
    others_of,
    put_in,
    read_state,
    state_days,
    state_list,
    struck_in,
)
from eo_browser.web.objects.timeline import timeline_of
from eo_browser.web.site.responses import json_answer, not_located, page, problem, redirect

from .body import MarginNote, body_html
from .downloads import OFFERED_OF_STATES, state_text
from .page import head_context

Others = Mapping[str, OtherDocument]  # by address

_QUOTED = re.compile(r"/q\d+(?:~\d+)?(?:/.*)?$")  # quoted provisions are cited as the amending provision around them


def at_state(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    """Answer an address with `@DAY` or `@amended`: the state, or a redirect to the one in force on the day."""
    days = state_days(document)
    place = bisect_right(days, date.fromisoformat(read.state)) if read.state != "amended" else len(days)
    asked = replace(read, action="", argument="")
    query = request.META.get("QUERY_STRING", "")
    if not place:  # nothing amended it yet
        return redirect(canonical(document, replace(asked, state="")), 302, query=query)
    day = days[place - 1]
    if day.isoformat() != read.state:
        return redirect(canonical(document, replace(asked, state=day.isoformat())), 302, query=query)
    state = read_state(document, day)
    if state is None or (read.path and not state.provision(read.path)):
        return not_located(request, _no_provision(document, day, state, read.path), read.suffix)
    if read.suffix:
        return _download(request, state, read)
    return page(request, "state.html", _context(state, read.path, request.GET.get("marks", "")))


def or_amended(found: NotLocated, path: str) -> NotLocated:
    """Return the result with a link to the newest state that has a path, where the document as signed does not have
    it.
    """
    document = found.document
    for day in reversed(state_days(document)) if document and path else ():
        state = read_state(document, day) if document else None
        if document and state and state.provision(path):
            where, address = pinpoint(path), provision_address(state.base, path)
            reason = f"As signed, this document has no {where}; as amended {state.until} it has one."
            ways = ((address, f"{where}, as amended {state.until}"), *found.ways)
            return replace(found, reason=reason, ways=ways, amended=address)
    return found


def _no_provision(document: Document, day: date, state: StateText | None, path: str) -> NotLocated:
    base = state.base if state else document.address
    struck = next((one["by"] for one in state.record["struck"] if one["path"] == path), "") if state else ""
    why = f" {others_of([struck])[struck].full} struck it." if struck else ""
    ways = ((base, f"{title_of(document)}, as amended"), (document.address, f"{title_of(document)}, as signed"))
    return NotLocated(f"The text as amended of {day.isoformat()} has no {pinpoint(path)}.{why}", document, base, ways)


def _download(request: HttpRequest, state: StateText, read: ReadAddress) -> HttpResponse:
    if read.suffix == "json":
        record = {**state.record, "on": state.day.isoformat(), "url": absolute(state.base)}
        record["us_code"] = [one.record for one in prints_of(state.document, state.day)]
        if read.path:
            record["provisions"] = state.inside(read.path)
        return json_answer(request, record)
    if read.suffix in OFFERED_OF_STATES:
        return state_text(request, state, read.path, read.suffix)
    offered = ", ".join("." + suffix for suffix in ("json", *OFFERED_OF_STATES))
    return problem(404, "Not offered", f"“.{read.suffix}” is not offered for a state; offered are {offered}.")


def _context(state: StateText, path: str, shown: str) -> dict[str, Any]:
    signed = read_revision(state.document) or RevisionText(state.document, None, (), state.document.address, True)
    entries = _together(state.record["not_applied"])
    others = _named_in(state, entries)
    changes, left = _changes(state, signed.lines, shown)
    address = provision_address(state.base, path)
    head = head_context(signed)
    where = pinpoint(path)
    lines = state.inside(path)
    return {
        **head,
        "state": state,
        "states": state_list(state.document),
        "where": where,
        "path": path,
        "own": address,
        "shown": shown,
        "title": f"{where + ', ' if where else ''}{head['name']}, as amended {state.until}",
        "amenders": [others[one] for one in dict.fromkeys(state.record["acts"])],
        "not_applied": _listed(entries, others),
        "notice": NOTICE,
        "prints": prints_of(state.document, state.day) if not path else [],
        "timeline": timeline_of(state.document, path, signed.lines, state.day) if path else [],
        "canonical": absolute(address),
        "struck": [{**one, "other": others[one["by"]]} for one in _struck(state, path)],
        "left": [(pinpoint(one), words) for one, words in left.items() if not path],
        "body": body_html(
            [_line(one) for one in lines],
            state.base,
            changes=changes,
            marks=_with_refusals({} if shown == "none" else _sources(lines, state, others), entries, others),
            marked=path,
        ),
        "name": head["name"],
        "designation": designation(state.document),
        "here": "documents",
        "crumbs": [("/documents/", "Documents"), (state.document.address, head["name"])],
    }


def _named_in(state: StateText, entries: Sequence[Json]) -> Others:
    """The documents that a state's words come from, and those that amended it or could not be applied."""
    origins = [span["from"]["document"] for one in state.provisions for span in one["spans"] if span["from"]]
    struck = [one["by"] for one in state.record["struck"]]
    entered = [one["document"] for one in entries]
    return others_of(list(dict.fromkeys([*origins, *state.record["acts"], *entered, *struck])))


def _struck(state: StateText, path: str) -> list[Json]:
    return [one for one in state.record["struck"] if not path or one["path"].startswith(f"{path}/")]


def _changes(
    state: StateText, signed: Sequence[PageProvision], shown: str
) -> tuple[dict[str, list[ChangeSpan]], dict[str, str]]:
    """The changes to mark in each provision, and the struck words whose provision is gone; `shown` is "none" or
    "struck".
    """
    if shown == "none":
        return {}, {}
    changes = {one["path"]: put_in(state, one) for one in state.provisions}
    left: dict[str, str] = {}
    if shown == "struck":
        struck, left = struck_in(state, signed)
        for path, spans in struck.items():
            changes[path] = sorted([*changes[path], *spans], key=lambda one: (one.start, not one.struck))
    return changes, left


def _line(provision: Json) -> PageProvision:
    doubts = [{"message": "What was not applied may concern this provision."}] if provision["in_doubt"] else []
    return PageProvision(
        provision["depth"], provision["path"], provision["kind"], provision["label"], provision["heading"],
        provision["text"], False, doubts, "",
    )  # fmt: skip


def _together(entries: Sequence[Json]) -> list[Json]:
    """The instructions not applied, those of one provision with the same reason as one entry."""
    found: dict[tuple[str, str, str], Json] = {}
    for entry in entries:
        at = entry["instruction"]["at"]["path"] if entry["instruction"] else ""
        one = found.setdefault((entry["document"], at, entry["reason"]), {**entry, "at": at})
        if "all" in (one["touches"], entry["touches"]):
            one["touches"] = "all"
        else:
            one["touches"] = list(dict.fromkeys([*one["touches"], *entry["touches"]]))
    return list(found.values())


def _sources(provisions: Sequence[Json], state: StateText, others: Others) -> dict[str, list[MarginNote]]:
    """The sources of words put in, where they are not those of the provision before."""
    found: dict[str, list[MarginNote]] = {}
    before: list[str] = []
    for provision in provisions:
        urls = list(dict.fromkeys(_QUOTED.sub("", span.url) for span in put_in(state, provision)))
        if urls != before:
            found[provision["path"]] = [_source(provision, url, others) for url in urls]
        before = urls
    return found


def _with_refusals(
    found: dict[str, list[MarginNote]], entries: Sequence[Json], others: Others
) -> dict[str, list[MarginNote]]:
    """The notes, with one more at each provision that an instruction not applied touches."""
    for number, entry in enumerate(entries, 1):
        for path in entry["touches"] if entry["touches"] != "all" else ():
            short = others[entry["document"]].short
            why = REASONS.get(entry["reason"], entry["reason"])
            name = f"{pinpoint(path)}: an amendment by {short} was not applied: {why}"
            note = MarginNote(f"not applied: {short} ({why})", f"#_n{number}", name, "acted")
            if note not in found.setdefault(path, []):
                found[path].append(note)
    return found


def _source(provision: Json, url: str, others: Others) -> MarginNote:
    address = next(one for one in sorted(others, key=len, reverse=True) if f"{url}/".startswith(f"{one}/"))
    where = pinpoint(url[len(address) + 1 :])
    text = f"{others[address].short}{', ' + where if where else ''}"
    return MarginNote(text, url, f"{pinpoint(provision['path'])}: words put in by {text}", "put-in")


def _listed(entries: Sequence[Json], others: Others) -> list[dict[str, Any]]:
    """What was not applied, as the page lists it: by whom, why, and the provisions it touches."""
    found: list[dict[str, Any]] = []
    for number, entry in enumerate(entries, 1):
        other = others[entry["document"]]
        everything = entry["touches"] == "all"
        found.append(
            {
                "number": number,
                "other": other,
                "where": pinpoint(entry["at"]),
                "url": provision_address(other.address, entry["at"]) if other.address else "",
                "reason": REASONS.get(entry["reason"], entry["reason"]),
                "code": entry["reason"],
                "touches": [] if everything else [(pinpoint(one), f"#{one}") for one in entry["touches"]],
                "everything": everything,
            }
        )
    return found
