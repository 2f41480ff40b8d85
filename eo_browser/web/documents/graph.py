"""Relations as a drawing: boxes in columns, acting documents at the left of those acted on, an arrow for each act.

It is made on the server, without a script or a library; the same relations are listed next to it. A panel is drawn
twice, in columns and as a stack, and the style sheet shows the one that fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from eo_browser.law.terms.dispositions import VERBS_BY_GRAVITY
from eo_browser.models import Document, Relation
from eo_browser.web.objects.citator import (
    ACTIVE_WORDS,
    END_COLUMNS,
    OTHER_COLUMNS,
    DocumentRelation,
    OtherDocument,
    other_of,
)
from eo_browser.web.objects.lineage import LineStep, lineage_of
from eo_browser.web.site.responses import read_only

SIDE = 10  # documents drawn on each side of a panel; the list has them all
_BOX, _TALL, _GAP, _ROW, _EDGE = 208, 44, 132, 58, 8
_CUT = 27  # characters of a name or title that fit in a box
_STACK, _INDENT = 330, 26  # the width of a stack, and how far it is indented


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A document in a drawing: its column, and whether it is one of those asked for."""

    other: OtherDocument
    column: int
    here: bool = False


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """An act of a document on another; the label is at the arrow."""

    actor: OtherDocument
    acted_on: OtherDocument
    verb: str
    label: str


@dataclass(frozen=True, slots=True)
class _Point:
    x: int
    y: int


def panel_svg(name: str, relations: Sequence[DocumentRelation]) -> SafeString:
    """Draw the relations of one document as SVG, in columns and as a stack; "" where there are none."""
    drawn = [relation for relation in relations if relation.verb != "see"]
    if not drawn:
        return mark_safe("")  # noqa: S308 - nothing in it
    left = _others(drawn, passive=True)[:SIDE]
    right = [other for other in _others(drawn, passive=False) if other not in left][:SIDE]
    here = OtherDocument(name)
    nodes = [*(GraphNode(o, -1) for o in left), GraphNode(here, 0, here=True), *(GraphNode(o, 1) for o in right)]
    edges = [_edge(relation, here) for relation in drawn if relation.other in (*left, *right)]
    return mark_safe(  # noqa: S308 - every value went through escape()
        drawing(name, nodes, edges) + _stack(name, here, edges)
    )


def _others(relations: Iterable[DocumentRelation], *, passive: bool) -> list[OtherDocument]:
    return list(dict.fromkeys(relation.other for relation in relations if relation.passive == passive))


def _edge(relation: DocumentRelation, here: OtherDocument) -> GraphEdge:
    actor, acted_on = (relation.other, here) if relation.passive else (here, relation.other)
    return GraphEdge(actor, acted_on, relation.verb, relation.label)


def drawing(name: str, nodes: Sequence[GraphNode], edges: Iterable[GraphEdge]) -> str:
    """Draw boxes in columns with their arrows, as SVG; empty columns take no room."""
    columns = sorted({node.column for node in nodes})
    tallest = max(sum(node.column == column for node in nodes) for column in columns)
    width = len(columns) * _BOX + (len(columns) - 1) * _GAP + 2 * _EDGE
    height = tallest * _ROW + _EDGE
    places = _places(nodes, columns, height)
    bundles = _bundles(edge for edge in edges if edge.actor in places and edge.acted_on in places)
    parts = [_open(name, "columns", width, height)]
    arrows = Counter(other for pair in bundles for other in pair)
    for (actor, to), (verb, label) in bundles.items():
        parts.append(_arrow(places[actor], places[to], verb, label, arrows[actor] <= arrows[to]))
    parts += [_box(node, places[node.other]) for node in nodes]
    return "".join([*parts, "</svg>"])


def _open(name: str, shape: str, width: int, height: int) -> str:
    return (
        f'<svg class="graph {shape}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group" '
        f'aria-label="Relations of {escape(name)}, drawn">'
        f'<defs><marker id="_head-{shape}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse"><path d="M0 0.5 L7.5 4 L0 7.5 z" fill="context-stroke"/></marker></defs>'
    )


def _places(nodes: Sequence[GraphNode], columns: Sequence[int], height: int) -> dict[OtherDocument, _Point]:
    """The top left corner of each box: the boxes of a column spread evenly over the height."""
    places: dict[OtherDocument, _Point] = {}
    for place, column in enumerate(columns):
        inside = [node for node in nodes if node.column == column]
        for row, node in enumerate(inside):
            y = int(height * (row + 0.5) / len(inside)) - _TALL // 2
            places.setdefault(node.other, _Point(_EDGE + place * (_BOX + _GAP), y))
    return places


def _bundles(edges: Iterable[GraphEdge]) -> dict[tuple[OtherDocument, OtherDocument], tuple[str, str]]:
    """One arrow for each pair: the gravest verb decides its style, all labels are its words."""
    found: dict[tuple[OtherDocument, OtherDocument], list[GraphEdge]] = {}
    for edge in edges:
        found.setdefault((edge.actor, edge.acted_on), []).append(edge)
    return {pair: (_gravest(some), ", ".join(dict.fromkeys(e.label for e in some))) for pair, some in found.items()}


def _gravest(edges: Sequence[GraphEdge]) -> str:
    order: tuple[str, ...] = VERBS_BY_GRAVITY
    return min((edge.verb for edge in edges), key=lambda verb: order.index(verb) if verb in order else len(order))


def _arrow(actor: _Point, to: _Point, verb: str, label: str, at_actor: bool) -> str:
    """A curve from the actor's side to the other's; its words are at the box that has fewer arrows.

    Within a column the curve passes the side of the boxes.
    """
    middle = _TALL // 2
    if actor.x == to.x:
        x = actor.x + _BOX
        path = f"M{x} {actor.y + middle} C{x + 46} {actor.y + middle} {x + 46} {to.y + middle} {x + 2} {to.y + middle}"
        return _relation(path, _Point(x + 38, (actor.y + to.y) // 2 + middle), "start", verb, label)
    onward = actor.x < to.x
    x1, x2 = (actor.x + _BOX, to.x - 2) if onward else (actor.x, to.x + _BOX + 2)
    bend, y1, y2 = (x2 - x1) // 2, actor.y + middle, to.y + middle
    path = f"M{x1} {y1} C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
    from_left = onward == at_actor
    at = _Point((x1 if at_actor else x2) + (8 if from_left else -8), (y1 if at_actor else y2) - 6)
    return _relation(path, at, "start" if from_left else "end", verb, label)


def _relation(path: str, at: _Point, anchor: str, verb: str, label: str) -> str:
    return (
        f'<g class="relation {escape(verb)}"><path d="{path}" fill="none" marker-end="url(#_head-columns)"/>'
        f'<text x="{at.x}" y="{at.y}" text-anchor="{anchor}">{escape(_short(label, 20))}</text></g>'
    )


def _box(node: GraphNode, at: _Point, width: int = _BOX) -> str:
    """A box with the name and the title, a link where the document is held."""
    other = node.other
    kind = "here" if node.here else "held" if other.address else "absent"
    title = "" if other.title == other.name else other.title or ("" if node.here else "not in this archive")
    lines = f'<text class="name" x="{at.x + 10}" y="{at.y + (18 if title else 27)}">{escape(_short(other.name))}</text>'
    if title:
        lines += f'<text x="{at.x + 10}" y="{at.y + 35}">{escape(_short(title))}</text>'
    box = f'<rect x="{at.x}" y="{at.y}" width="{width}" height="{_TALL}" rx="4"/>{lines}'
    if not other.address:
        return f'<g class="{kind}">{box}</g>'
    label = ", ".join(filter(None, [other.name, other.title, other.date]))
    return f'<a class="{kind}" href="{escape(other.address)}" aria-label="{escape(label)}">{box}</a>'


def _stack(name: str, here: OtherDocument, edges: Sequence[GraphEdge]) -> str:
    """The same relations under each other, for narrow screens: the document, and each act on a branch."""
    bundles = list(_bundles(edges).items())
    height = _TALL + 2 * _EDGE + len(bundles) * (_ROW + 18)
    parts = [
        _open(name, "stack", _STACK + 2, height),
        _box(GraphNode(here, 0, here=True), _Point(1, _EDGE), _STACK - 1),
    ]
    for place, ((actor, to), (verb, label)) in enumerate(bundles):
        top = _EDGE + _TALL + 24 + place * (_ROW + 18)
        middle = top + _TALL // 2
        ends = f"M10 {_EDGE + _TALL} V{middle} H{_INDENT - 2}"
        head = 'marker-end="url(#_head-stack)"' if to != here else ""
        parts.append(f'<g class="relation {escape(verb)}"><path d="{ends}" fill="none" {head}/>')
        parts.append(f'<text x="{_INDENT}" y="{top - 5}">{escape(label)}</text></g>')
        parts.append(_box(GraphNode(to if to != here else actor, 1), _Point(_INDENT, top), _STACK - _INDENT))
    return "".join([*parts, "</svg>"])


def _short(words: str, most: int = _CUT) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


ADDRESSES_AT_MOST = 12
COLUMN_AT_MOST = 24  # documents of a column; the others are counted
DEPTHS = ("1", "2", "line")  # steps, or the whole line of descent
_ROWS_AT_MOST = 1_000  # relations read for a step


@dataclass(slots=True)
class _Drawn:
    """The drawing so far: a node for each document, the relations between them, how many did not fit."""

    nodes: dict[OtherDocument, GraphNode] = field(default_factory=dict)
    edges: dict[GraphEdge, None] = field(default_factory=dict)
    left_out: set[OtherDocument] = field(default_factory=set)

    def put(self, other: OtherDocument, column: int) -> bool:
        """Draw a document if its column has room; return whether it is drawn."""
        if other in self.nodes:
            return True
        if sum(node.column == column for node in self.nodes.values()) >= COLUMN_AT_MOST:
            self.left_out.add(other)
            return False
        self.nodes[other] = GraphNode(other, column)
        return True


@read_only
def graph(request: HttpRequest) -> HttpResponse:
    """Show the drawing of the documents given; addresses without a document are listed."""
    asked = [one for value in request.GET.getlist("address") for one in value.split()]
    depth = request.GET.get("depth", "1") if request.GET.get("depth") in DEPTHS else "1"
    documents, unknown = _documents(asked[:ADDRESSES_AT_MOST])
    drawn = _line(documents) if depth == "line" else _around(documents, int(depth))
    chosen = [node.other for node in drawn.nodes.values() if node.here]
    name = ", ".join(other.name for other in chosen)
    context: dict[str, Any] = {
        "title": f"Relations of {name}" if name else "Relations between documents",
        "here": "documents",
        "asked": " ".join(asked),
        "depth": depth,
        "unknown": unknown,
        "too_many": len(asked) > ADDRESSES_AT_MOST,
        "most": ADDRESSES_AT_MOST,
        "chosen": chosen,
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
    """The drawing, extended step by step: acting documents to the left, those acted on to the right."""
    drawn = _Drawn()
    reached = {document.pk: 0 for document in documents}
    for document in documents:
        other = other_of({f"d__{name}": getattr(document, name) for name in OTHER_COLUMNS}, "d")
        drawn.nodes[other] = GraphNode(other, 0, here=True)
    waiting = list(reached)
    for _ in range(depth):
        waiting = _step(waiting, reached, drawn)
    return drawn


def _line(documents: Sequence[Document]) -> _Drawn:
    """The lines of descent of documents: what came before to the right, what came after to the left, as elsewhere."""
    drawn = _Drawn()
    for document in documents:
        here = other_of({f"d__{name}": getattr(document, name) for name in OTHER_COLUMNS}, "d")
        drawn.nodes[here] = GraphNode(here, 0, here=True)
        line = lineage_of(document)
        for step in sorted(line.before, key=lambda one: one.actor.signed or date.min, reverse=True):
            _put_step(drawn, step, step.actor, step.object, 1)
        for step in line.after:
            _put_step(drawn, step, step.object, step.actor, -1)
    return drawn


def _put_step(drawn: _Drawn, step: LineStep, near: OtherDocument, far: OtherDocument, to: int) -> None:
    """Draw one act of a line: the far document a column further than the near one."""
    column = drawn.nodes[near].column if near in drawn.nodes else 0
    if drawn.put(near, column) and drawn.put(far, column + to):
        drawn.edges[GraphEdge(step.actor, step.object, step.verb, ACTIVE_WORDS[step.verb])] = None


def _step(keys: Sequence[int], reached: dict[int, int], drawn: _Drawn) -> list[int]:
    """Draw every relation of some documents; the documents that it led to."""
    rows = (
        Relation.objects.filter(Q(subject__in=keys) | Q(object__in=keys), outweighed="")
        .exclude(verb__in=("see", "declares"))
        .order_by("pk")
    )
    new: list[int] = []
    for row in rows.values("verb", *END_COLUMNS)[:_ROWS_AT_MOST]:
        known, far, to = ("object", "subject", -1) if row["object_id"] in keys else ("subject", "object", 1)
        column = reached.get(row[f"{known}_id"], 0) + to
        others = {end: other_of(row, end) for end in ("subject", "object")}
        if not drawn.put(others[far], column):
            continue
        edge = GraphEdge(others["subject"], others["object"], row["verb"], ACTIVE_WORDS[row["verb"]])
        drawn.edges[edge] = None
        key = row[f"{far}_id"]
        if key and key not in reached:
            reached[key] = column
            new.append(key)
    return new
