"""`/documents/graph?address=…&depth=…`: the relations around a selection of documents, drawn and as a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

from eo_browser.models import Document, Relation
from eo_browser.web.objects.references_shown import ACTIVE_WORDS, OTHER_COLUMNS, Other, other_of

from .graph import Edge, Node, drawing

ADDRESSES_AT_MOST = 12
COLUMN_AT_MOST = 24  # documents of a column; what is left out is counted
DEPTHS = (1, 2)
_ROWS_AT_MOST = 1_000  # relations read for a step


@dataclass(slots=True)
class _Drawn:
    """What the drawing holds so far: a node for each document, the relations between them, how many had no room."""

    nodes: dict[Other, Node] = field(default_factory=dict)
    edges: dict[Edge, None] = field(default_factory=dict)
    left_out: set[Other] = field(default_factory=set)

    def put(self, other: Other, column: int) -> bool:
        """Whether a document is drawn: it may be already, or there is room in its column."""
        if other in self.nodes:
            return True
        if sum(node.column == column for node in self.nodes.values()) >= COLUMN_AT_MOST:
            self.left_out.add(other)
            return False
        self.nodes[other] = Node(other, column)
        return True


def graph(request: HttpRequest) -> HttpResponse:
    """The page; an address that leads nowhere is said, and no address asks for one."""
    asked = [one.strip() for value in request.GET.getlist("address") for one in value.split() if one.strip()]
    depth = 2 if request.GET.get("depth") == "2" else 1
    documents, unknown = _documents(asked[:ADDRESSES_AT_MOST])
    drawn = _around(documents, depth)
    name = ", ".join(node.other.name for node in drawn.nodes.values() if node.here)
    context: dict[str, Any] = {
        "title": f"Relations of {name}" if name else "Relations between documents",
        "here": "documents",
        "asked": " ".join(asked),
        "depth": depth,
        "unknown": unknown,
        "too_many": len(asked) > ADDRESSES_AT_MOST,
        "most": ADDRESSES_AT_MOST,
        "chosen": [node.other for node in drawn.nodes.values() if node.here],
        "edges": list(drawn.edges),
        "left_out": len(drawn.left_out),
        "graph": mark_safe(drawing(name, list(drawn.nodes.values()), drawn.edges)) if drawn.edges else "",  # noqa: S308
    }
    return render(request, "graph.html", context, status=404 if asked and not documents else 200)


def _documents(addresses: Iterable[str]) -> tuple[list[Document], list[str]]:
    """The documents at addresses, present or old, each once; the addresses that lead to none."""
    found: dict[int, Document] = {}
    unknown = []
    for address in addresses:
        document = Document.objects.at_address("/" + address.strip("/")).first()
        if document:
            found.setdefault(document.pk, document)
        else:
            unknown.append(address)
    return list(found.values()), unknown


def _around(documents: Sequence[Document], depth: int) -> _Drawn:
    """Step by step outwards: who acts on what is drawn to its left, what that acts on to its right."""
    drawn = _Drawn()
    reached = {document.pk: 0 for document in documents}
    for document in documents:
        other = other_of({f"d__{name}": getattr(document, name) for name in OTHER_COLUMNS}, "d")
        drawn.nodes[other] = Node(other, 0, here=True)
    waiting = list(reached)
    for _ in range(depth):
        waiting = _step(waiting, reached, drawn)
    return drawn


def _step(keys: Sequence[int], reached: dict[int, int], drawn: _Drawn) -> list[int]:
    """Draw every relation of some documents; the documents that it led to."""
    ends = ("subject", "object")
    columns = [f"{end}_{what}" for end in ends for what in ("id", "name", "address")]
    columns += [f"{end}__{name}" for end in ends for name in OTHER_COLUMNS]
    rows = Relation.objects.filter(Q(subject__in=keys) | Q(object__in=keys)).exclude(verb="see").order_by("pk")
    new: list[int] = []
    for row in rows.values("verb", *columns)[:_ROWS_AT_MOST]:
        known = "object" if row["object_id"] in keys else "subject"
        far = "subject" if known == "object" else "object"
        column = reached.get(row[f"{known}_id"], 0) + (-1 if known == "object" else 1)
        actor, acted_on = other_of(row, "subject"), other_of(row, "object")
        if not drawn.put(actor if far == "subject" else acted_on, column):
            continue
        drawn.edges[Edge(actor, acted_on, row["verb"], ACTIVE_WORDS[row["verb"]])] = None
        key = row[f"{far}_id"]
        if key and key not in reached:
            reached[key] = column
            new.append(key)
    return new
