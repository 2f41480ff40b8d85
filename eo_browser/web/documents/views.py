"""Documents and provisions: the one view behind every address of the law."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from eo_browser.law.model.addresses import ReadAddress, read_address, same_but_case
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.models import Document, Fate, StoredProvision, fate_of
from eo_browser.web.objects.addresses import canonical, documents_at
from eo_browser.web.objects.names import title_of
from eo_browser.web.objects.revision_text import RevisionText, read_revision, revision_on
from eo_browser.web.site.responses import chooser, lost, nothing_here, page, problem, redirect

from . import downloads, history
from .page import document_context, gone_context, provision_context
from .pins import moved_words, pinned_hash

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@require_safe
def at_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Whatever stands at an address that is no page of the site: a document, a provision, a way to one."""
    read = read_address(request.path_info)
    found = documents_at(read.target)
    if not found:
        return nothing_here(request, read)
    if len(found) > 1:
        return chooser(request, read, found, request.path_info)
    return _in_document(request, read, found[0])


def _in_document(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    if read.anchor:
        return _at_anchor(request, read, document)
    goal = canonical(document, read)
    if goal != request.path_info or _was_encoded(request):
        return redirect(canonical(document, _in_printed_case(document, read)), query=query)
    if (day := request.GET.get("on")) is not None and not read.revision:
        return _on_day(request, read, document, day)
    if read.action:
        return _action(request, read, document)
    reading = read_revision(document, read.revision)
    if reading is None:
        return _no_revision(request, read, document)
    if read.path and reading.index(read.path) < 0:
        return _not_in_text(request, read, reading)
    return _shown(request, read, reading)


def _in_printed_case(document: Document, read: ReadAddress) -> ReadAddress:
    """The request with its path as printed, where it differs from one held by case alone: one redirect, not two."""
    if not read.path:
        return read
    held = set(StoredProvision.objects.filter(revision=document.current_id).values_list("path", flat=True))
    same = same_but_case(read.path, held)
    return replace(read, path=same[0]) if read.path not in held and len(same) == 1 else read


def _was_encoded(request: HttpRequest) -> bool:
    """Whether the slashes of the request came as %2F, where the server tells."""
    raw = request.META.get("RAW_URI") or request.META.get("REQUEST_URI") or ""
    return "%2f" in raw.partition("?")[0].lower()


def _shown(request: HttpRequest, read: ReadAddress, reading: RevisionText) -> HttpResponse:
    """The document or provision itself, as the page or as data."""
    pinned = pinned_hash(request.GET.get("h", ""))
    if read.path and pinned and (elsewhere := moved_words(reading, read.path, pinned)):
        return redirect(f"{reading.base}/{elsewhere}", 302, query=f"h={pinned}")
    if read.suffix:
        return downloads.download(request, read, reading)
    if "text/html" not in (accept := request.headers.get("Accept", "")) and "application/json" in accept:
        response = redirect(request.path_info + ".json", 303)
        response["Vary"] = "Accept"
        return response
    every = request.GET.get("references") == "all"
    context = provision_context(reading, read.path, pinned, every) if read.path else document_context(reading, every)
    response = page(request, "document.html", context)
    patch_vary_headers(response, ["Accept"])  # the same address leads programs elsewhere
    response["Link"] = (
        f'<{context["canonical"]}>; rel="canonical", <{context["url"]}.json>; rel="alternate"; type="application/json"'
    )
    return response


def _at_anchor(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    """A place as federalregister.gov names it → the provision it lies in; a page without a mark → the document."""
    reading = read_revision(document, read.revision)
    path = downloads.path_of_anchor(reading, read.anchor) if reading else ""
    if path:
        return redirect(f"{document.address}/{path}")
    if read.anchor.startswith("page-"):
        return redirect(document.address)
    reason = f"This document has no paragraph “{read.anchor}” of the Federal Register."
    return lost(request, reason, ways=[(document.address, title_of(document))])


def _on_day(request: HttpRequest, read: ReadAddress, document: Document, text: str) -> HttpResponse:
    """`?on=2019-05-01` → the revision its source had published by then."""
    try:
        day = date.fromisoformat(text if _DATE.fullmatch(text) else "")
    except ValueError:
        reason = "A date is written year-month-day, as in 2019-05-01."
        return lost(request, reason, ways=[(canonical(document, read), title_of(document))])
    number, published = revision_on(document, day)
    steps = [document.address, f"@{number}", read.path]
    goal = "/".join(step for step in steps if step) + (f".{read.suffix}" if read.suffix else "")
    return redirect(goal, 302, query="" if published else "before=1")


def _action(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    if read.action == "history":
        return history.history(request, document)
    if read.action == "compare":
        return history.compare(request, document, read.argument)
    if read.action == "cite":
        steps = [document.address, read.path]
        return redirect("/".join(step for step in steps if step), 302, fragment="_cite")
    reason = f"“{read.action}” is not offered for this document."
    return lost(request, reason, ways=[(document.address, title_of(document))])


def _no_revision(request: HttpRequest, read: ReadAddress, document: Document) -> HttpResponse:
    reason = f"This document has no revision {read.revision}."
    if read.suffix:
        return problem(404, "No such revision", reason)
    ways = [(document.address, "The present text"), (f"{document.address}/history", "Its history")]
    return lost(request, reason, ways=ways)


def _not_in_text(request: HttpRequest, read: ReadAddress, reading: RevisionText) -> HttpResponse:
    """A path the text does not have: another case of one it has, moved, gone, or never there."""
    paths = [line.path for line in reading.lines]
    same = same_but_case(read.path, paths)
    suffix = f".{read.suffix}" if read.suffix else ""
    query = request.META.get("QUERY_STRING", "")
    if len(same) == 1:
        return redirect(f"{reading.base}/{same[0]}{suffix}", query=query)
    fate = fate_of(reading.document, read.path)
    if read.revision and reading.index(fate.path) < 0:  # what became of it in another revision is no answer here
        fate = Fate("unknown")
    if fate.kind == "moved":
        return redirect(f"{reading.base}/{fate.path}{suffix}", query=query)
    if fate.kind == "gone":
        return _gone(request, read, reading, fate)
    return _unknown_path(request, read, reading)


def _gone(request: HttpRequest, read: ReadAddress, reading: RevisionText, fate: Fate) -> HttpResponse:
    if read.suffix:
        facts = {"last_words": fate.words, "hash": fate.hash, "revision": fate.revision}
        return problem(410, "Gone", fate.reason or "These words are no longer in the text.", moved=facts)
    return page(request, "gone.html", gone_context(reading, read.path, fate), 410)


def _unknown_path(request: HttpRequest, read: ReadAddress, reading: RevisionText) -> HttpResponse:
    """404 with the nearest ancestor, the labels that do stand there, and the document."""
    document = reading.document
    paths = {line.path for line in reading.lines}
    steps = read.path.split("/")
    nearest = next((p for i in range(len(steps) - 1, 0, -1) if (p := "/".join(steps[:i])) in paths), "")
    where = f"{pinpoint(nearest)} of this document" if nearest else "This document"
    reason = f"{where} has no “{'/'.join(steps[nearest.count('/') + 1 :] if nearest else steps)}”."
    if read.suffix:
        return problem(404, "Not found", reason, nearest=f"{reading.base}/{nearest}".rstrip("/"))
    ways = [(reading.base, title_of(document))]
    if nearest:
        ways.insert(0, (f"{reading.base}/{nearest}", f"{pinpoint(nearest)}, the nearest place above"))
    below = [line.path for line in reading.lines if line.path.rpartition("/")[0] == nearest][:40]
    ways += [(f"{reading.base}/{path}", pinpoint(path)) for path in below]
    return lost(request, reason, ways=ways)
