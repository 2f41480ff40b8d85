"""The answers of the operations: the same objects that the commands print and the pages show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from django.conf import settings

from eo_browser.archive.search_engine import engine
from eo_browser.checking.article_files import Format, read_article
from eo_browser.checking.articles import check_article
from eo_browser.checking.box import find_in_text
from eo_browser.checking.described import find_or_describe
from eo_browser.checking.quotations import check_quotation
from eo_browser.law.model.addresses import NotAnAddress, ReadAddress, read_address
from eo_browser.law.model.dates import NO_DAY, day_named
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.models import Document
from eo_browser.search.engine import Sort, Suggestion, Unavailable
from eo_browser.search.filters import Filter, read_filter
from eo_browser.web.objects import Json
from eo_browser.web.objects.addresses import (
    Gone,
    Located,
    NotLocated,
    Relocated,
    absolute,
    asked_in,
    documents_at,
    locate,
    nothing_at,
    on_this_site,
)
from eo_browser.web.objects.annotated_articles import article_json
from eo_browser.web.objects.citation_health import report_json
from eo_browser.web.objects.citator import citator_json, citator_of
from eo_browser.web.objects.instructions import instructions_by, instructions_on
from eo_browser.web.objects.representations import document_data, document_json, provision_data, resolution_json
from eo_browser.web.objects.search_results import answer, answer_json
from eo_browser.web.objects.states import amended_json, signed_state, state_on
from eo_browser.web.objects.verdicts import verdict_json
from eo_browser.web.site.index_health import index_is_usable

from .asking import Malformed, Refusal


@dataclass(frozen=True, slots=True)
class AmbiguousAddress:
    """Several documents match an address."""

    value: Json = field(default_factory=dict)


Answer = Json | AmbiguousAddress | Relocated | Refusal


def resolve(q: str) -> Answer:
    """Return the Resolution object of one citation."""
    return resolution_json(find_or_describe(q).resolution)


def resolve_text(text: str) -> Answer:
    """Return a Resolution for each citation of a running text, with its place there."""
    found, truncated = find_in_text(text)
    meaning = cache(resolution_json)  # equal citations have the same meaning in all of a text
    citations = [{**meaning(one.resolution), "text": one.text, "start": one.start, "end": one.end} for one in found]
    return {"citations": citations, "truncated": truncated}


def verify(quote: str, cite: str) -> Answer:
    """Return the Verdict object of a quotation."""
    return verdict_json(check_quotation(quote, cite))


def annotate(text: str, format: str, article: bool, to: str) -> Answer:
    """Return the Annotated article object; with `article`, the article with links too."""
    read = read_article(text, _format(format))
    if to and to != read.format and read.format != "text":
        raise Malformed(f"“to” must be {read.format}: what is {read.format} is given back as it came.", parameter="to")
    found = check_article(read.text, read.blocks, read.links, read.headings, read.notes, read.italics)
    goal = _format(to) or ("html" if read.format == "text" else read.format)
    return article_json(read, found, with_article=article, to=goal)


def health(text: str) -> Answer:
    """Return what has become of what the links of a text cite."""
    return report_json(text)


def _format(name: str) -> Format | None:
    formats: Mapping[str, Format] = {"text": "text", "html": "html", "markdown": "markdown"}
    return formats.get(name)


def search(q: str, limit: int, offset: int, sort: str, **narrowed: str) -> Answer:
    """Return the search object."""
    filters = [_filter(name, value) for name, value in narrowed.items() if value]
    order: Mapping[str, Sort] = {"relevance": "relevance", "newest": "newest", "oldest": "oldest"}
    try:
        if not index_is_usable():
            return _being_rebuilt()
        return answer_json(answer(q, filters=filters, limit=limit, offset=offset, sort=order[sort]))
    except Unavailable:
        return _being_rebuilt()


def _filter(name: str, value: str) -> Filter:
    read = read_filter({"kind": "type"}.get(name, name), value)
    if isinstance(read, Filter):
        return read
    raise Malformed(read, parameter=name)


def _being_rebuilt() -> Refusal:
    detail = "Search is being rebuilt and will answer in a few minutes. Everything else works meanwhile."
    return Refusal(503, "Search is being rebuilt", detail, headers={"Retry-After": "60"})


def suggest(q: str, limit: int) -> Answer:
    """Return documents whose title, names, number or addressees begin with what was typed."""
    try:
        if not index_is_usable():
            return _being_rebuilt()
        found = engine().suggest(q, limit)
    except Unavailable:
        return _being_rebuilt()
    addresses = dict(Document.objects.filter(pk__in=[one.id for one in found]).values_list("pk", "address"))
    shown = [_suggestion(one, addresses[one.id]) for one in found if one.id in addresses]
    return {"query": q, "suggestions": shown}


def _suggestion(one: Suggestion, address: str) -> Json:
    return {"text": one.text, "what": one.what, "address": address, "url": absolute(address)}


def documents(address: str) -> Answer:
    """Return the Document object with its provisions as a tree and its references."""
    place = located(address)
    if not isinstance(place, Located):
        return place
    if place.path:
        return _other("a provision", f"/api/v1/provisions?address={place.address}")
    return document_data(place.text)


def provisions(address: str) -> Answer:
    """Return the Provision object with its document and its references."""
    place = located(address)
    if not isinstance(place, Located):
        return place
    if not place.path:
        return _other("a document", f"/api/v1/documents?address={place.address}")
    return provision_data(place.text, place.path)


def _other(what: str, address: str) -> Refusal:
    return Refusal(400, "Malformed request", f"This is the address of {what}: ask {address}")


def relations(address: str) -> Answer:
    """Return what a document or provision cites, what cites it, and its relations to other documents."""
    place = located(address)
    if not isinstance(place, Located):
        return place
    return {
        "address": place.address,
        "path": place.path or None,
        "document": document_json(place.text.document),
        **citator_json(citator_of(place.text, place.path)),
    }


def amended(address: str, on: str) -> Answer:
    """Return a document or provision as amended, on a day or in its newest text."""
    day = day_named(on) if on else date.max
    if day is None:
        return Refusal(404, "Not found", f"“{on}” is {NO_DAY}.", {"parameter": "on"})
    place = located(address, path_matters=False)
    if not isinstance(place, Located):
        return place
    link = on_this_site(address)
    read = read_address(link.path if link else "")
    if read.state and read.state != "amended" and not on:
        day = date.fromisoformat(read.state)
    document = place.text.document
    state = state_on(document, day) or signed_state(place.text)
    if read.path and not state.provision(read.path):
        where = pinpoint(read.path)
        more = {"nearest": absolute(state.record["state"])}
        return Refusal(404, "Not found", f"The text as amended {state.until} has no {where}.", more)
    return {**amended_json(state, read.path), "on": on or None, "document": document_json(document)}


def instructions(address: str) -> Answer:
    """Return the instructions of amendment on a document, and those it gives."""
    place = located(address, path_matters=False)
    if not isinstance(place, Located):
        return place
    document = place.text.document
    given, others = instructions_on(document)
    return {
        "address": document.address,
        "document": document_json(document),
        "on": given,
        "without_instructions": others,
        "by": instructions_by(document),
    }


def located(typed: str, *, path_matters: bool = True) -> Located | AmbiguousAddress | Relocated | Refusal:
    """Find the document or provision at an address: "/eo/13526/sec-1.4/a", with or without the host."""
    link = on_this_site(typed)
    if link is None:
        return Refusal(404, "Not found", f"This is no address of {settings.SITE_URL}.")
    read = read_address(link.path, link.fragment)
    if not isinstance(read.target, NotAnAddress) and (read.action or read.anchor):
        return Refusal(404, "Not found", "This is the address of a page, not of a document or provision.")
    documents = documents_at(read.target)
    if len(documents) > 1:
        targets = [document_json(one) for one in documents]
        return AmbiguousAddress({"outcome": "ambiguous", "query": typed, "targets": targets})
    if read.state and path_matters:
        return _other("a text as amended", f"/api/v1/amended?address={link.path}")
    if not path_matters:
        read = replace(read, path="")
    return _found_in(documents, read, link.path)


def _found_in(documents: Sequence[Document], read: ReadAddress, path: str) -> Located | Relocated | Refusal:
    if documents:
        read = asked_in(documents[0], read)
    found = locate(documents[0], read.path, read.revision) if documents else nothing_at(read)
    if isinstance(found, Gone):
        return Refusal(410, "Gone", found.reason, {"moved": found.former})
    return (
        Refusal(found.status, found.title, found.reason, found.members(path))
        if isinstance(found, NotLocated)
        else found
    )
