"""The page of a state: the text as amended from a day on, words added and struck, and instructions not applied."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from eo_browser.law.amending.records import NOTICE
from eo_browser.law.formatting import page_tags
from eo_browser.law.formatting.prose import plain
from eo_browser.law.model.addresses import ReadAddress, compared_address, provision_address, same_but_case
from eo_browser.law.model.pinpoints import pinpoint, spoken
from eo_browser.law.model.texts import FlatProvision
from eo_browser.models import Document, fate_of
from eo_browser.web.objects import Json
from eo_browser.web.objects.addresses import NotLocated, absolute, canonical
from eo_browser.web.objects.citator import OtherDocument, citator_of
from eo_browser.web.objects.cited import PARAMETER, cited_as
from eo_browser.web.objects.code_prints import prints_of
from eo_browser.web.objects.linked_data import legislation
from eo_browser.web.objects.names import day as day_in_words
from eo_browser.web.objects.names import designation, title_of
from eo_browser.web.objects.pinned_places import pinned_hash
from eo_browser.web.objects.pinned_words import former_state, moved_in_state, pin_in_state
from eo_browser.web.objects.revision_text import RevisionText, read_revision
from eo_browser.web.objects.standing import standing_of
from eo_browser.web.objects.states import (
    REASONS,
    UNKNOWN_DAY,
    ChangeSpan,
    StateText,
    others_of,
    put_in,
    read_state,
    state_days,
    state_line,
    state_list,
    struck_in,
)
from eo_browser.web.objects.styles import citable_state, styles_of
from eo_browser.web.objects.timeline import timeline_of
from eo_browser.web.site.responses import not_located, page, prefers_data, problem, redirect

from .alternates import ShownText, linked, links_of, negotiated
from .body import MarginNote, body_html
from .contents import entries as entries_of_contents
from .contents import outline_html
from .page import SPOKEN_AT_MOST, above_of, gone_context, head_context
from .paper import paper_address

Others = Mapping[str, OtherDocument]  # by address

_OFFERED = 12  # states that a page without one leads to
_QUOTED = re.compile(r"/q\d+(?:~\d+)?(?:/.*)?$")  # quoted provisions are cited as the amending provision around them


def at_state(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    """Answer an address with `@DAY` or `@amended`: the state, or a redirect to the one in force on the day."""
    days = state_days(document)
    asked = date.fromisoformat(read.state) if read.state != "amended" else date.max
    if asked not in days:
        return _in_force(request, read, document, days, asked)
    state = read_state(document, asked)
    if state is None or (read.path and not state.provision(read.path)):
        return _no_longer(request, read, document, asked, state)
    return _shown(request, read, state)


def _in_force(
    request: HttpRequest, read: ReadAddress, document: Document, days: Sequence[date], asked: date
) -> HttpResponse:
    """A day that is no state's first: a redirect to what a former state became, or to the text in force on that day."""
    if document.signed and UNKNOWN_DAY < asked < document.signed:
        return not_located(request, _not_signed_yet(document, asked), read.suffix)
    moved = former_state(document, asked)
    place = bisect_right(days, asked)
    mark = moved[1:] if moved else days[place - 1].isoformat() if place else ""  # "": nothing amended it yet
    goal = canonical(document, replace(read, state=mark, action="", argument=""))
    return redirect(goal, 301 if moved else 302, query=request.META.get("QUERY_STRING", ""))


def _shown(request: HttpRequest, read: ReadAddress, state: StateText) -> HttpResponse:
    """The state or a provision of it; a link pinned to words that are elsewhere in it leads there."""
    pinned = pinned_hash(request.GET.get("h", ""))
    if read.path and pinned and (elsewhere := moved_in_state(state, read.path, pinned)):
        return redirect(provision_address(state.base, elsewhere), 302, query=f"h={pinned}")
    shown = ShownText(state.reading, read.path, state)
    if (answer := negotiated(request, shown, read.suffix)) is not None:
        return answer
    context = _context(state, read.path, request.GET.get("marks", ""), pinned)
    context["cited"] = cited_as(request.GET.get(PARAMETER, ""), request.path_info)
    context["paper"] = paper_address(citable_state(state, read.path), context["sources"], state.hash(read.path))
    response = page(request, "state.html", context)
    patch_vary_headers(response, ["Accept"])  # the same address redirects programs
    return linked(response, shown)


def _no_longer(
    request: HttpRequest, read: ReadAddress, document: Document, day: date, state: StateText | None
) -> HttpResponse:
    """What became of a provision that a state has not, or has no more; its label may be printed in another case."""
    same = same_but_case(read.path, [one["path"] for one in state.provisions]) if state else ()
    suffix = f".{read.suffix}" if read.suffix else ""
    if len(same) == 1:
        return redirect(provision_address(document.address, same[0], day) + suffix)
    fate = fate_of(document, f"@{day.isoformat()}/{read.path}")
    if fate.kind == "moved":
        goal = provision_address(document.address, fate.path) + suffix
        return redirect(goal, query=request.META.get("QUERY_STRING", ""))
    if fate.kind == "gone" and (read.suffix or prefers_data(request)):
        former = {"last_words": fate.words, "hash": fate.hash, "revision": fate.revision}
        return problem(410, "Gone", fate.reason, moved=former)
    if fate.kind == "gone" and state:
        return page(request, "gone.html", {**gone_context(state.reading, read.path, fate), "state": state}, 410)
    return not_located(request, _no_provision(document, day, state, read.path), read.suffix)


def _not_signed_yet(document: Document, day: date) -> NotLocated:
    name, signed = title_of(document), day_in_words(document.signed)
    reason = f"On {day_in_words(day)} there was no such text: the document was signed on {signed}."
    return NotLocated(reason, document, document.address, ((document.address, f"{name}, as signed"),))


def or_amended(found: NotLocated, path: str) -> NotLocated:
    """Return the result with a link to the newest state that has a path, where the document as signed does not have
    it.
    """
    document = found.document
    if document and path.startswith("@"):
        reason = f"“{path.partition('/')[0]}” is no day of the calendar; a text as amended is named as in @2008-07-30."
        amended = [(one["url"], f"As amended by {', '.join(one['by'])}") for one in state_list(document)[:_OFFERED]]
        return replace(found, reason=reason, ways=(*found.ways[:1], *amended))
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


def _context(state: StateText, path: str, shown: str, pinned: str = "") -> dict[str, Any]:
    signed = read_revision(state.document) or RevisionText(state.document, None, (), state.document.address, True)
    entries = _numbered(state, _together(state.record["not_applied"]))
    others = _named_in(state, entries)
    here = _inside(state, entries, path)
    changes, left = _changes(state, signed.lines, shown)
    address = provision_address(state.base, path)
    head = head_context(signed)
    where = pinpoint(path)
    lines = state.inside(path)
    return {
        **head,
        "standing": standing_of(signed, citator_of(signed)) if head["status_off"] else None,
        "state": state,
        "states": state_list(state.document),
        "where": where,
        "path": path,
        "own": address,
        "shown": shown,
        "title": f"{where + ', ' if where else ''}{head['name']}, as amended {state.until}",
        "amenders": [others[one] for one in dict.fromkeys(state.record["acts"])],
        "not_applied": _listed(here, others),
        "elsewhere": len(entries) - len(here),
        "anywhere": sum(entry["touches"] == "all" for entry in here),
        "notice": NOTICE,
        "canonical": absolute(address),
        "url": absolute(address),
        "alternates": links_of(ShownText(state.reading, path, state)),
        "styles": styles_of(cited := citable_state(state, path), state.hash(path)),
        "tags": page_tags(cited),
        "linked": [legislation(state.reading, path, state).script],
        "compare": compared_address(state.document.address, "signed", f"@{state.day}"),
        "struck": [{"where": pinpoint(one["path"]), "other": others[one["by"]]} for one in _struck(state, path)],
        "body": body_html(
            _with_doubts(state, lines, path),
            state.base,
            names={one["path"]: spoken(one["path"]) for one in lines} if len(lines) <= SPOKEN_AT_MOST else None,
            changes=changes,
            marks=_with_refusals({} if shown == "none" else _sources(lines, state, others), here, others),
            marked=path,
        ),
        "name": head["name"],
        "designation": designation(state.document),
        "here": "documents",
        **(_of_provision(state, path, signed.lines, pinned) if path else _of_whole(state, left)),
        "crumbs": _crumbs(state, path, head["name"]),
    }


def _of_provision(state: StateText, path: str, signed: Sequence[FlatProvision], pinned: str) -> dict[str, Any]:
    address = absolute(provision_address(state.base, path))
    held = any(line.path == path for line in signed)
    return {
        "spoken_path": spoken(path),
        "above": above_of(state.reading, state.reading.index(path)),
        "link": f"{address}?h={state.hash(path)}",
        "as_signed": provision_address(state.document.address, path if held else ""),
        "timeline": timeline_of(state.document, path, signed, state.day),
        "pin": pin_in_state(state, path, pinned) if pinned else None,
    }


def _of_whole(state: StateText, left: Mapping[str, str]) -> dict[str, Any]:
    contents = entries_of_contents(state.reading.lines)
    return {
        "source_words": plain(citable_state(state)),
        "outline": outline_html(contents) if len(contents) > 1 else "",
        "as_signed": state.document.address,
        "prints": prints_of(state.document, state.day),
        "left": [(pinpoint(one), words) for one, words in left.items()],
    }


def _named_in(state: StateText, entries: Sequence[Json]) -> Others:
    """The documents that a state's words come from, and those that amended it or could not be applied."""
    origins = [span["from"]["document"] for one in state.provisions for span in one["spans"] if span["from"]]
    struck = [one["by"] for one in state.record["struck"]]
    entered = [one["document"] for one in entries]
    return others_of(list(dict.fromkeys([*origins, *state.record["acts"], *entered, *struck])))


def _crumbs(state: StateText, path: str, name: str) -> list[tuple[str, str]]:
    steps = [("/documents/", "Documents"), (state.document.address, name), (state.base, f"As amended {state.until}")]
    return [*steps, (provision_address(state.base, path), pinpoint(path))] if path else steps


def _with_doubts(state: StateText, lines: Sequence[Json], path: str) -> list[FlatProvision]:
    """The provisions as a page shows them: a doubt that is marked above one is not marked again at it."""
    found: list[FlatProvision] = []
    around: list[tuple[int, frozenset[str]]] = []  # depth and doubts of the provisions above, outermost first
    for one in lines:
        while around and around[-1][0] >= one["depth"]:
            around.pop()
        line = state_line(one)
        known = around[-1][1] if around else frozenset()
        is_marked = bool(line.label or line.text)  # else there is no label that a mark could be at
        doubted = frozenset(one["in_doubt"]) if is_marked else known
        around.append((one["depth"], doubted))
        is_new = one["path"] != path and bool(doubted - known)
        found.append(line if is_new else replace(line, doubts=()))
    return found


def _struck(state: StateText, path: str) -> list[Json]:
    return [one for one in state.record["struck"] if not path or one["path"].startswith(f"{path}/")]


def _changes(
    state: StateText, signed: Sequence[FlatProvision], shown: str
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


def _numbered(state: StateText, entries: Sequence[Json]) -> list[Json]:
    """The entries with their numbers on the page of the whole text, and the provisions they still concern: none of
    which a later amendment replaced whole.
    """
    doubted = {one["path"]: one["in_doubt"] for one in state.provisions}
    found = []
    for number, entry in enumerate(entries, 1):
        named = [] if entry["touches"] == "all" else entry["touches"]
        here = _still_here(state, named)
        open_still = [one for one in here if one not in doubted or entry["document"] in doubted[one]]
        facts = {"touches": here if named else entry["touches"], "number": number, "open": open_still}
        found.append({**entry, **facts, "is_replaced": bool(named) and not open_still})
    return found


def _still_here(state: StateText, paths: Sequence[str]) -> list[str]:
    """The paths that some provisions have in a state, renumbered or not; without those that are gone from it."""
    present = {one["path"] for one in state.provisions}
    moved = {one["was"]: one["path"] for one in state.provisions if one["was"]}
    now = [one if one in present or one.startswith("annex") else moved.get(one, "") for one in paths]
    return [one for one in dict.fromkeys(now) if one]


def _inside(state: StateText, entries: Sequence[Json], path: str) -> list[Json]:
    """The entries that concern the provision at a path, what is above it or below it; all for ""."""
    if not path:
        return list(entries)
    below = state.inside(path)
    doubted = {document for one in below for document in one["in_doubt"]}
    near = {one["path"] for one in below} | {one.path for one in state.reading.above(state.reading.index(path))}
    return [
        entry
        for entry in entries
        if entry["document"] in doubted and (entry["touches"] == "all" or near.intersection(entry["open"]))
    ]


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
    for entry in entries:
        for path in entry["open"]:
            short = others[entry["document"]].short
            why = REASONS.get(entry["reason"], entry["reason"])
            text = f"not applied: {short}"
            note = MarginNote(text, f"#_n{entry['number']}", f"{text}, which amends {pinpoint(path)}: {why}", "acted")
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
    for entry in entries:
        other = others[entry["document"]]
        everything = entry["touches"] == "all"
        found.append(
            {
                "number": entry["number"],
                "other": other,
                "where": pinpoint(entry["at"]),
                "url": provision_address(other.address, entry["at"]) if other.address else "",
                "reason": REASONS.get(entry["reason"], entry["reason"]),
                "is_replaced": entry["is_replaced"],
                "touches": [] if everything else [(pinpoint(one), f"#{one}") for one in entry["touches"]],
                "everything": everything,
            }
        )
    return found
