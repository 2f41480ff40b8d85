"""The same document or provision for programs: JSON, plain text, Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from eo_browser.law.model.addresses import ReadAddress
from eo_browser.law.model.pinpoints import pinpoint, spoken
from eo_browser.models import StoredProvision
from eo_browser.web.documents.page import former_meaning
from eo_browser.web.objects.body import Line
from eo_browser.web.objects.linked_data import legislation
from eo_browser.web.objects.present import Json, absolute, document_json
from eo_browser.web.objects.reading import Reading
from eo_browser.web.objects.references import web_json
from eo_browser.web.objects.references_shown import web_of
from eo_browser.web.objects.styles import citable, style_of_suffix
from eo_browser.web.objects.summaries import designation, title_of
from eo_browser.web.site.responses import FOREVER, PAGE_AGE, cacheable, json_answer, problem

OFFERED = ("json", "txt", "md", "jsonld", "bib", "ris", "csl.json")


def path_of_anchor(reading: Reading, anchor: str) -> str:
    """The provision in whose own text a place of another site lies; "" when none does."""
    rows = StoredProvision.objects.filter(revision=reading.revision).order_by("position")
    return next((path for path, anchors in rows.values_list("path", "anchors") if anchor in anchors), "")


def answer(request: HttpRequest, read: ReadAddress, reading: Reading) -> HttpResponse:
    """The data twin a suffix asks for."""
    age = FOREVER if read.revision and read.suffix in ("txt", "md") else PAGE_AGE
    if read.suffix == "json":
        shown = provision_data(reading, read.path) if read.path else document_data(reading)
        return json_answer(request, shown, age=PAGE_AGE)
    if read.suffix == "jsonld":
        return _typed(request, legislation(reading, read.path).text, "application/ld+json", age)
    if read.suffix == "txt":
        return _typed(request, plain_text(reading, read.path), "text/plain", age)
    if read.suffix == "md":
        return _typed(request, markdown(reading, read.path), "text/markdown", age)
    if style := style_of_suffix(read.suffix):
        return _typed(request, style.write(citable(reading, read.path)), style.media_type, age)
    offered = ", ".join("." + suffix for suffix in OFFERED)
    return problem(404, "Not offered", f"“.{read.suffix}” is not offered for this address; offered are {offered}.")


def _typed(request: HttpRequest, text: str, content_type: str, age: int) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{content_type}; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return cacheable(request, response, age)


def _node(reading: Reading, line: Line) -> Json:
    """A provision of the tree: the Provision object without the words of its children, which stand below it."""
    return {
        "path": line.path,
        "kind": line.kind,
        "label": line.label,
        "pinpoint": pinpoint(line.path),
        "spoken": spoken(line.path),
        "heading": line.heading,
        "text": line.text,
        "inline": line.inline,
        "url": absolute(f"{reading.base}/{line.path}"),
        "hash": line.hash,
        "confidence": line.confidence,
        "doubts": list(line.doubts),
        "children": [],
    }


def tree(reading: Reading, lines: Sequence[Line]) -> list[Json]:
    """Lines in reading order as nested Provision objects."""
    roots: list[Json] = []
    above: list[tuple[int, Json]] = []
    for line in lines:
        node = _node(reading, line)
        while above and above[-1][0] >= line.depth:
            above.pop()
        (above[-1][1]["children"] if above else roots).append(node)
        above.append((line.depth, node))
    return roots


def document_data(reading: Reading) -> Json:
    """The Document object with its provisions as a tree, and the revision they are of."""
    revision = reading.revision
    return {
        **document_json(reading.document),
        "revision": revision.number if revision else None,
        "hash": revision.words_hash if revision else None,
        "provisions": tree(reading, reading.lines),
        **web_json(web_of(reading)),
    }


def provision_data(reading: Reading, path: str) -> Json:
    """The Provision object with its document, its full text, and where words went that stood here before."""
    index = reading.index(path)
    node = tree(reading, reading.inside(index))[0]
    former = former_meaning(reading, path)
    moved = {"path": former.path, "until": former.until.isoformat() if former.until else None} if former else None
    return {
        **node,
        "full_text": reading.full_text(index),
        "document": document_json(reading.document),
        "revision": reading.revision.number if reading.revision else None,
        "moved": moved,
        **web_json(web_of(reading, path)),
    }


def _chosen(reading: Reading, path: str) -> tuple[Line, ...]:
    return reading.inside(reading.index(path)) if path else reading.lines


def _heading(reading: Reading, path: str) -> list[str]:
    document = reading.document
    signed = document.signed.isoformat() if document.signed else ""
    where = pinpoint(path)
    return [title_of(document), *filter(None, [designation(document), signed, where])]


def plain_text(reading: Reading, path: str) -> str:
    """Title, kind, date and address, then the words, indented by depth."""
    lines = _chosen(reading, path)
    address = absolute(f"{reading.base}/{path}" if path else reading.base)
    top = lines[0].depth if lines else 0
    head = [*_heading(reading, path), address, "Not an official edition.", ""]
    body = ["  " * min(line.depth - top, 20) + f"{line.label} {line.text}".strip() for line in lines]
    return "\n".join(head) + "\n" + "\n\n".join(text for text in body if text.strip()) + "\n"


def markdown(reading: Reading, path: str) -> str:
    """The same as Markdown: headings for what is titled, quotations as quotations, labels as printed."""
    title, *facts = _heading(reading, path)
    address = absolute(f"{reading.base}/{path}" if path else reading.base)
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


def _markdown_line(line: Line) -> str:
    label, rest = _escaped(line.label), _escaped(line.rest.strip())
    if line.kind in ("division", "heading", "annex", "section"):
        title = f"## {label} {_escaped(line.heading)}".strip()
        return f"{title}\n\n{rest}" if rest else title
    return f"{label} {_escaped(line.text)}".strip()


def _escaped(text: str) -> str:
    """Text whose characters Markdown would read as markup, made plain."""
    return "".join("\\" + c if c in "\\`*_[]<>#|" else c for c in text).replace("\n", "  \n").replace("\t", " | ")
