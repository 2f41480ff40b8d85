"""Downloads of a document or provision: JSON, plain text, Markdown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from eo_browser.law.amending.records import NOTICE
from eo_browser.law.model.addresses import ReadAddress, provision_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.models import StoredProvision
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.linked_data import legislation
from eo_browser.web.objects.names import designation, title_of
from eo_browser.web.objects.representations import document_data, provision_data
from eo_browser.web.objects.revision_text import PageProvision, RevisionText
from eo_browser.web.objects.states import StateText
from eo_browser.web.objects.styles import citable, style_of_suffix
from eo_browser.web.site.responses import FOREVER, PAGE_AGE, cacheable, json_answer, problem

OFFERED_OF_STATES = ("txt", "md")
OFFERED = ("json", "txt", "md", "jsonld", "bib", "ris", "csl.json")


def path_of_anchor(reading: RevisionText, anchor: str) -> str:
    """Return the path of the provision whose own text has an anchor of another site; "" when none has."""
    rows = StoredProvision.objects.filter(revision=reading.revision).order_by("position")
    return next((path for path, anchors in rows.values_list("path", "anchors") if anchor in anchors), "")


def download(request: HttpRequest, read: ReadAddress, reading: RevisionText) -> HttpResponse:
    """Answer with the format of a suffix."""
    age = FOREVER if read.revision and read.suffix in ("txt", "md") else PAGE_AGE
    if read.suffix == "json":
        shown = provision_data(reading, read.path) if read.path else document_data(reading)
        return json_answer(request, shown, age=PAGE_AGE)
    if read.suffix == "jsonld":
        return typed(request, legislation(reading, read.path).text, "application/ld+json", age)
    if read.suffix == "txt":
        return typed(request, plain_text(reading, read.path), "text/plain", age)
    if read.suffix == "md":
        return typed(request, markdown(reading, read.path), "text/markdown", age)
    if style := style_of_suffix(read.suffix):
        return typed(request, style.write(citable(reading, read.path)), style.media_type, age)
    offered = ", ".join("." + suffix for suffix in OFFERED)
    return problem(404, "Not offered", f"“.{read.suffix}” is not offered for this address; offered are {offered}.")


def typed(request: HttpRequest, text: str, content_type: str, age: int) -> HttpResponse:
    """Answer with a text that any page on the web may read."""
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return cacheable(request, response, age)


def _chosen(reading: RevisionText, path: str) -> tuple[PageProvision, ...]:
    return reading.inside(reading.index(path)) if path else reading.lines


def _heading(reading: RevisionText, path: str) -> list[str]:
    document = reading.document
    signed = document.signed.isoformat() if document.signed else ""
    where = pinpoint(path)
    return [title_of(document), *filter(None, [designation(document), signed, where])]


def plain_text(reading: RevisionText, path: str) -> str:
    """Return title, kind, date and address, then the words, indented by depth."""
    lines = _chosen(reading, path)
    address = absolute(provision_address(reading.base, path))
    top = lines[0].depth if lines else 0
    head = [*_heading(reading, path), address, "Not an official edition.", ""]
    body = ["  " * min(line.depth - top, 20) + f"{line.label} {line.text}".strip() for line in lines]
    return "\n".join(head) + "\n" + "\n\n".join(text for text in body if text.strip()) + "\n"


def markdown(reading: RevisionText, path: str) -> str:
    """Return the same as Markdown: headings for titled provisions, quotations as quotations, labels as printed."""
    title, *facts = _heading(reading, path)
    address = absolute(provision_address(reading.base, path))
    head = [f"# {_escaped(title)}", " · ".join(map(_escaped, facts)), f"<{address}> (not an official edition)"]
    quoted: list[int] = []
    body = []
    for line in _chosen(reading, path):
        while quoted and line.depth <= quoted[-1]:
            quoted.pop()
        if line.kind == "quotation":
            quoted.append(line.depth)
        if text := _markdown_line(line):
            body.append("".join("> " for _ in quoted) + text)
    return "\n\n".join([*head, *body]) + "\n"


def _markdown_line(line: PageProvision) -> str:
    label, rest = _escaped(line.label), _escaped(line.rest.strip())
    if line.kind in ("division", "heading", "annex", "section"):
        title = f"## {label} {_escaped(line.heading)}".strip()
        return f"{title}\n\n{rest}" if rest else title
    return f"{label} {_escaped(line.text)}".strip()


def _escaped(text: str) -> str:
    """Text escaped for Markdown."""
    return "".join("\\" + c if c in "\\`*_[]<>#|" else c for c in text).replace("\n", "  \n").replace("\t", " | ")


def state_text(request: HttpRequest, state: StateText, path: str, suffix: str) -> HttpResponse:
    """Return a state, or a provision of it, as plain text or Markdown: the same words without marks."""
    lines = state.inside(path)
    top = lines[0]["depth"] if lines else 0
    state_words = f"as amended {state.until}{'' if state.complete else ' (incomplete)'}"
    title = f"{title_of(state.document)}, {state_words}"
    facts = [
        *filter(None, [designation(state.document), pinpoint(path)]),
        absolute(provision_address(state.base, path)),
    ]
    if suffix == "md":
        body = [f"{_escaped(one['label'])} {_escaped(one['text'])}".strip() for one in lines]
        head = [f"# {_escaped(title)}", " · ".join(map(_escaped, facts)), _escaped(NOTICE)]
        return typed(request, "\n\n".join([*head, *filter(None, body)]) + "\n", "text/markdown", PAGE_AGE)
    body = ["  " * min(one["depth"] - top, 20) + f"{one['label']} {one['text']}".strip() for one in lines]
    head = [title, *facts, NOTICE, ""]
    text = "\n".join(head) + "\n" + "\n\n".join(one for one in body if one.strip()) + "\n"
    return typed(request, text, "text/plain", PAGE_AGE)
