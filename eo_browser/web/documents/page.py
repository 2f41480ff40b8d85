"""The contexts of the pages of documents and provisions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from eo_browser.law.formatting import Citable, page_tags
from eo_browser.law.formatting.prose import plain
from eo_browser.law.model.addresses import action_address, provision_address
from eo_browser.law.model.pinpoints import pinpoint, spoken
from eo_browser.law.model.texts import FlatProvision
from eo_browser.law.terms.dispositions import NOT_IN_FORCE
from eo_browser.law.terms.presidents import in_term
from eo_browser.models import Document, Edition, Fate, Listing, merged_address, read_once
from eo_browser.sources.formats import format_of, publisher_of
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.citator import Citator, citator_of
from eo_browser.web.objects.instructions import OrderedChange, changes_ordered
from eo_browser.web.objects.lineage import lineage_of
from eo_browser.web.objects.linked_data import breadcrumbs, legislation
from eo_browser.web.objects.names import (
    AROUND_THE_TEXT,
    FIELDS,
    STATUSES,
    day,
    designation,
    opening,
    plural,
    president_name,
    register_citation,
    series_name,
    title_of,
)
from eo_browser.web.objects.pinned_words import pin_of
from eo_browser.web.objects.recurrence import recurrence_of
from eo_browser.web.objects.representations import former_meaning
from eo_browser.web.objects.revision_text import RevisionText, editions_of, former_addresses, neighbours, register_page
from eo_browser.web.objects.shown_deadlines import ShownDeadline, deadlines_in
from eo_browser.web.objects.standing import standing_of
from eo_browser.web.objects.states import state_list
from eo_browser.web.objects.styles import citable, styles_of
from eo_browser.web.objects.summaries import summary
from eo_browser.web.objects.timeline import timeline_of
from eo_browser.web.objects.topics import current_topics

from .alternates import ShownText, links_of
from .body import MarginNote, body_html, is_positional
from .citator_panels import citator_context, cited_words, margin_notes_of, with_outcomes
from .contents import entries, outline_html
from .deadline_page import with_deadlines
from .series import beside_in_series

Context = dict[str, Any]

_ABOVE = 600  # characters shown of each provision above the one cited, between its first and its last words
_ENDS = 9  # words at its start and at its end that a narrow page shows too
_SHOWN = 60  # provisions shown of the one cited, before a link to the whole text
SPOKEN_AT_MOST = 4000  # provisions; with more, their links have no spoken title


def _official(document: Document) -> list[tuple[str, str]]:
    """Where the official text is: (name, address). The links of the source first, else govinfo's by page."""
    links: Mapping[str, str] = document.links or {}
    found = [
        (name, links[key])
        for key, name in (("html", "Federal Register"), ("pdf", "official PDF"), ("mods", "catalogue record"))
        if str(links.get(key, "")).startswith("https://")
    ]
    if document.register_volume and document.register_start:
        place = f"{document.register_volume}/{document.register_start}"
        found.append(("govinfo", f"https://www.govinfo.gov/link/fr/{place}"))
    return found


def _sources(editions: Sequence[Edition]) -> list[Context]:
    """Each edition in words: who published it, its form, the day it was read, its address on the web where it has one.

    The names of the files it came in are of the machine that imported them, and are not shown.
    """
    return [
        {
            "publisher": publisher_of(edition.publisher).name,
            "form": format_of(edition.format).words,
            "url": (url := edition.source_url if edition.source_url.startswith(("https://", "http://")) else ""),
            "host": urlsplit(url).hostname or "",
            "retrieved": edition.retrieved,
            "revision": edition.revision.number,
            "superseded": edition.superseded,
        }
        for edition in editions
    ]


def _publishers(sources: Sequence[Context]) -> list[Context]:
    """The sources, one entry for each publisher, day and address, with the forms that were read."""
    found: dict[tuple[object, ...], Context] = {}
    for one in sources:
        key = (one["publisher"], one["retrieved"].date(), one["url"], one["superseded"])
        entry = found.setdefault(key, {**one, "forms": []})
        if one["form"] not in entry["forms"]:
            entry["forms"].append(one["form"])
    return list(found.values())


def _crumbs(document: Document) -> list[tuple[str, str]]:
    steps = [("/documents/", "Documents"), (f"/documents/?kind={document.kind}", plural(document.kind))]
    if document.president:
        where = f"/documents/?kind={document.kind}&president={in_term(document.president, document.signed)}"
        steps.append((where, president_name(document.president)))
    return steps


@read_once
def head_context(reading: RevisionText) -> Context:
    """Return the context above the text: title, kind, dates, identifiers, sources, general notes."""
    document = reading.document
    editions = editions_of(reading)
    specimen = document.specimen
    return {
        "document": document,
        "reading": reading,
        "name": title_of(document),
        "designation": designation(document),
        "kind_url": f"/documents/?kind={document.kind}",
        "series": [series_name(place.series, place.number) for place in document.series_places.all()],
        "series_links": [
            (f"/series/{place.series}/", series_name(place.series, place.number))
            for place in document.series_places.all()
        ],
        "signed": day(document.signed),
        "published": day(document.published),
        "president": president_name(document.president),
        "president_url": f"/documents/?president={in_term(document.president, document.signed)}",
        "citation": register_citation(document),
        "official": [] if specimen else _official(document),
        "status": STATUSES.get(document.status, ""),
        "status_off": document.status in NOT_IN_FORCE,
        "sources": (sources := _sources(editions)),
        "publishers": _publishers(sources),
        "topics": current_topics().of(document.pk),
        "specimen": specimen,
        "disagreements": _disagreements(document, editions),
        "correction_of": document.correction_of,
    }


def _around(reading: RevisionText) -> list[tuple[str, str]]:
    """The text that the source prints around the provisions: (what it is, its words)."""
    dropped = reading.revision.dropped if reading.revision else []
    found = [(AROUND_THE_TEXT.get(block.get("role", ""), ""), block.get("text", "")) for block in dropped]
    return [(name, text) for name, text in found if name and text.strip()]


_TRUSTED = re.compile(r"(?P<used>\S.*) is trusted before (?P<other>.*\S)\.")


def _disagreements(document: Document, editions: Sequence[Edition]) -> list[Context]:
    """The disagreements of a document's sources: the field, the value used, the value not used, and why."""
    return [
        {
            "name": FIELDS.get(one["field"], one["field"].replace("_", " ")),
            "used": _in_words(one["used"]),
            "other": _in_words(one["other"]),
            "reason": _TRUSTED.sub(lambda found: _trusted(found, editions), one["reason"]),
        }
        for one in document.disagreements
    ]


def _in_words(value: str) -> str:
    """A value of a field; a day in words."""
    return day(date.fromisoformat(value)) if _DAY.fullmatch(value) else value


_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


def _trusted(found: re.Match[str], editions: Sequence[Edition]) -> str:
    used, other = (_source_in_words(found[name], editions) for name in ("used", "other"))
    return f"{used} is trusted before {other}."


def _source_in_words(name: str, editions: Sequence[Edition]) -> str:
    """A source by its publisher and form; its name is that of a file on the machine that imported it."""
    formats = [one.format for one in editions if name in one.sources]
    formats += Listing.objects.filter(source=name).values_list("listed_by", flat=True)[:1] if not formats else []
    if not formats:
        return "another source"
    return f"{publisher_of(format_of(formats[0]).publisher).name} ({format_of(formats[0]).words})"


def _text(reading: RevisionText, web: Citator, orders: Sequence[OrderedChange], marked: str = "") -> Context:
    """The whole text with its contents beside it, and the documents before and after it."""
    before, after = neighbours(reading.document)
    in_series = beside_in_series(reading.document)
    deadlines = deadlines_in(reading)
    contents = entries(reading.lines)
    spoken_names = (
        {line.path: spoken(line.path) for line in reading.lines} if len(reading.lines) <= SPOKEN_AT_MOST else {}
    )
    former = former_addresses(reading.document, reading.lines) if reading.is_current else {}
    return {
        "source_words": plain(citable(reading)),
        "outline": outline_html(contents) if len(contents) > 1 else "",
        "body": body_html(
            reading.lines,
            reading.base,
            names=spoken_names,
            marked=marked,
            former=former,
            spans=web.spans,
            marks=_margin_notes(reading, web, orders, deadlines) if reading.is_current else {},
        ),
        **_deadline_context(deadlines, marked),
        "around": _around(reading),
        "before": summary(before) if before else None,
        "after": summary(after) if after else None,
        "series_before": summary(in_series[0]) if in_series[0] else None,
        "series_after": summary(in_series[1]) if in_series[1] else None,
    }


def _margin_notes(
    reading: RevisionText, web: Citator, orders: Sequence[OrderedChange], deadlines: Sequence[ShownDeadline]
) -> dict[str, list[MarginNote]]:
    """What the margin says of each path: what cites it, acts on it, became of its instructions, and its days."""
    notes = with_outcomes(margin_notes_of(web, reading.base), orders, reading.base)
    return with_deadlines(notes, deadlines)


def _deadline_context(deadlines: Sequence[ShownDeadline], path: str) -> Context:
    """The deadlines of the text, or of the provision at a path and what is under it."""
    inside = [one for one in deadlines if not path or f"{one.deadline.path}/".startswith(f"{path}/")]
    return {"deadlines": inside, "has_dates": any(one.deadline.day for one in inside)}


def document_context(reading: RevisionText, every: bool = False) -> Context:
    """Return the page of a whole document; `every`: the lists of references in full."""
    web = citator_of(reading)
    document = reading.document
    head = head_context(reading)
    return {
        **head,
        "standing": standing_of(reading, web),
        "cited_words": cited_words(web),
        "line": lineage_of(document),
        "states": (states := state_list(document) if reading.is_current else []),
        "amendments": sum(len(one["by"]) for one in states),
        **_text(reading, web, orders := _orders(reading)),
        "orders": orders,
        **citator_context(web, head["designation"], every),
        "title": f"{head['name']} ({head['designation']})" if document.number else head["name"],
        "description": opening(f"{head['designation']}, {head['signed']}. {reading.first_words}", 200),
        "canonical": absolute(reading.base if not reading.is_current else document.address),
        "url": absolute(reading.base),
        "alternates": links_of(ShownText(reading)),
        "own": reading.base,
        "here": "documents",
        "crumbs": _crumbs(document),
        "linked": [legislation(reading).script, breadcrumbs(_crumbs(document)).script],
        "styles": styles_of(cited := citable(reading)),
        **head_tags(reading, "", cited),
    }


def head_tags(reading: RevisionText, path: str, cited: Citable) -> Context:
    """Return what the head of a page has for programs: the tags of reference managers, the picture, the card."""
    base = provision_address(reading.base, path)
    own = absolute(base)
    published = reading.document.published or reading.document.signed
    return {
        "tags": page_tags(cited),
        "published_day": published.isoformat() if published else "",
        "image": absolute(action_address(base, "card")) + ".png",
        "oembed": f"{absolute('/oembed')}?{urlencode({'url': own})}",
    }


@read_once
def _orders(reading: RevisionText) -> list[OrderedChange]:
    """What the document orders on others, and what became of it; of its present text alone."""
    return changes_ordered(reading.document) if reading.is_current else []


def _step_names(reading: RevisionText, index: int) -> list[tuple[str, str]]:
    """The breadcrumbs from the document to a provision: (address, label or words) of each step."""
    return [
        (provision_address(reading.base, line.path), line.label or pinpoint(line.path))
        for line in (*reading.above(index), reading.lines[index])
    ]


def above_of(reading: RevisionText, index: int) -> list[Context]:
    """Return the ancestors of a provision: label, heading, and its words in three parts (see `_in_short`)."""
    return [
        {
            "url": provision_address(reading.base, line.path),
            "label": line.label or pinpoint(line.path),
            "heading": line.heading if line.text.startswith(line.heading) else "",
            **_in_short(line.rest),
        }
        for line in reading.above(index)
        if line.text or line.label
    ]


def _in_short(text: str) -> Context:
    """The words of an ancestor: the first, the middle that a narrow page leaves out, and the last, which lead over to
    what is below ("it shall include:"). A middle that is long is cut.
    """
    words = text.split()
    if len(words) <= 2 * _ENDS:
        return {"first": " ".join(words), "middle": "", "last": ""}
    middle = opening(" ".join(words[_ENDS:-_ENDS]), _ABOVE)
    return {"first": " ".join(words[:_ENDS]), "middle": middle, "last": " ".join(words[-_ENDS:])}


def _provision(reading: RevisionText, index: int, web: Citator, *, marked: str) -> Context:
    """A provision as `_provision.html` renders it anywhere: its words, and how many are left out."""
    inside = reading.inside(index)
    names = {line.path: spoken(line.path) for line in inside[:_SHOWN]}
    return {
        "html": body_html(inside[:_SHOWN], reading.base, names=names, marked=marked, ids=False, spans=web.spans),
        "left_out": max(0, len(inside) - _SHOWN),
        "above": above_of(reading, index),
        "url": provision_address(reading.base, reading.lines[index].path),
        "fragment": f"{reading.base}#{reading.lines[index].path}",
    }


def _links(reading: RevisionText, line: FlatProvision) -> Context:
    """The links offered for copying: the short one, and the one pinned to these words."""
    short = absolute(provision_address(reading.base, line.path))
    pinned = f"{short}?h={line.hash}"
    return {"short": short, "pinned": pinned, "pin_first": is_positional(line.path)}


def provision_context(reading: RevisionText, path: str, pinned: str = "", every: bool = False) -> Context:
    """Return the page of one provision: its ancestors and itself, how to cite it, then the whole document."""
    index = reading.index(path)
    line = reading.lines[index]
    head = head_context(reading)
    steps = _step_names(reading, index)
    crumbs = [*_crumbs(reading.document), (reading.base, head["name"]), *steps]
    where = pinpoint(path)
    web = citator_of(reading, path)
    timeline = timeline_of(reading.document, path, reading.lines) if reading.is_current else []
    return {
        **head,
        "standing": standing_of(reading, web),
        "standing_here": standing_of(reading, web, path),
        "cited_words": cited_words(web, where),
        **_text(reading, web, orders := _orders(reading), marked=path),
        "orders": [one for one in orders if f"{one.path}/".startswith(f"{path}/")],
        "timeline": timeline,
        "recurrence": recurrence_of(reading, path),
        "official_page": _official_page(reading, path),
        "states": state_list(reading.document) if reading.is_current else [],
        "since": timeline[1:] if timeline else [],
        **citator_context(web, where, every),
        "title": f"{where}, {head['name']}",
        "where": where,
        "spoken_path": spoken(path),
        "line": line,
        "description": opening(f"{line.label} {reading.full_text(index)}".strip(), 200),
        "canonical": absolute(
            provision_address(reading.document.address if reading.is_current else reading.base, path)
        ),
        "url": absolute(provision_address(reading.base, path)),
        "alternates": links_of(ShownText(reading, path)),
        "own": provision_address(reading.base, path),
        "here": "documents",
        "crumbs": crumbs,
        "provision": _provision(reading, index, web, marked=path),
        "links": _links(reading, line),
        "styles": styles_of(cited := citable(reading, path), line.hash),
        **head_tags(reading, path, cited),
        "doubts": line.doubts,
        "former": (former := former_meaning(reading, path)),
        "merged_from": merged_address(reading.document, former.revision) if former else "",
        "asked_path": path,
        "pin": pin_of(reading, index, pinned) if pinned else None,
        "linked": [legislation(reading, path).script, breadcrumbs(crumbs).script],
    }


def _official_page(reading: RevisionText, path: str) -> Context | None:
    """The page of the Federal Register that prints a provision, and the official PDF of that page; None where no source
    says on which page it is.
    """
    volume, number = reading.document.register_volume, register_page(reading, path)
    if not volume or not number or reading.document.specimen:
        return None
    return {"name": f"{volume} FR {number}", "url": f"https://www.govinfo.gov/link/fr/{volume}/{number}"}


def gone_context(reading: RevisionText, path: str, fate: Fate) -> Context:
    """Return the page of an address whose words are no longer in the text."""
    return {
        **head_context(reading),
        "title": f"{pinpoint(path)} is no longer in the text",
        "where": pinpoint(path),
        "gone": fate,
        "crumbs": [*_crumbs(reading.document), (reading.base, title_of(reading.document))],
    }
