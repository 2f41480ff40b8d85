"""The outline while it is being built, as mutable nodes, and its conversion to provisions with paths."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from eo_browser.law.model.paths import segment_of_label
from eo_browser.law.model.tree import Doubt, Provision, ProvisionKind


@dataclass(eq=False, slots=True)
class Node:
    """A provision while the outline is being built. `under` is the node its address continues, None = the root's."""

    kind: ProvisionKind
    segment: str = ""
    label: str = ""
    heading: str = ""
    text: str = ""
    under: Node | None = None
    children: list[Node] = field(default_factory=list)
    inline: bool = False
    cost: float = 0.0
    doubts: list[Doubt] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    run_in: bool = False  # its label is inside a line
    ordinal: float = 0
    entry: int = -1  # the line of its region that it was read in
    other_under: Node | None = None  # of a doubtful label: its parent in the second-best reading
    left_out: str = ""  # the words of a title of a quoted order, which is no provision; kept so that no word is lost

    def add(self, child: Node) -> Node:
        """Put a node under this one, in address and in order."""
        child.under = self
        self.children.append(child)
        return child

    def say(self, text: str, anchors: list[str]) -> None:
        """Append more own text."""
        self.text = f"{self.text} {text}".strip()
        self.anchors += anchors


def left_out(root: Node) -> list[tuple[int, str]]:
    """Return what was left out of the tree, with the number of provisions before it."""
    found: list[tuple[int, str]] = []
    stack, seen = list(reversed(root.children)), 0
    while stack:
        node = stack.pop()
        seen += 1
        if node.left_out:
            found.append((seen, node.left_out))
        stack.extend(reversed(node.children))
    return found


# Segments that count: the N-th unlabelled paragraph, quotation, table, row under one parent.
_COUNTED = {"unlabelled": "p", "quotation": "q", "table": "t", "row": "r"}


def assign_paths(root: Node) -> tuple[Provision, ...]:
    """Return the tree under `root` as provisions with paths; the second one at the same path gets "~2"."""
    return _Assignment(root).freeze()


class _Assignment:
    """One walk in reading order, with counters by parent and the number of times each path was used."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.paths: dict[int, str] = {id(root): ""}
        self.counters: defaultdict[tuple[int, str], int] = defaultdict(int)
        self.given: defaultdict[str, int] = defaultdict(int)

    def freeze(self) -> tuple[Provision, ...]:
        return self._freeze_all(self.root.children)

    def _freeze_all(self, nodes: list[Node]) -> tuple[Provision, ...]:
        """Freeze in reading order, each with the labelled sibling that follows it."""
        following: list[Node | None] = []
        labelled: Node | None = None
        for node in reversed(nodes):
            following.append(labelled)
            labelled = node if node.kind == "labelled" else labelled
        return tuple(self._freeze(node, after) for node, after in zip(nodes, reversed(following), strict=True))

    def _freeze(self, node: Node, sibling: Node | None = None) -> Provision:
        path = self.paths[id(node)] = self._path(node)
        return Provision(
            path,
            node.kind,
            node.label,
            node.heading,
            node.text,
            self._freeze_all(node.children) if node.children else (),
            _is_inline(node, sibling),
            confidence=round(1 / (1 + node.cost / 4), 2) if node.doubts else 1.0,
            doubts=self._doubts(node) if node.doubts else (),
            anchors=tuple(dict.fromkeys(node.anchors)),
        )

    def _doubts(self, node: Node) -> tuple[Doubt, ...]:
        return tuple(replace(doubt, other_path=self._other_path(node)) for doubt in node.doubts)

    def _path(self, node: Node) -> str:
        parent = node.under if node.under is not None else self.root
        base = self.paths[id(parent)]
        path = f"{base}/{self._segment(node, parent)}".lstrip("/")
        self.given[path] += 1
        return path if self.given[path] == 1 else f"{path}~{self.given[path]}"

    def _other_path(self, node: Node) -> str:
        """The path of a doubtful label in the other reading; "" where it would be no label, or have the same path."""
        if node.other_under is None or node.other_under is node.under:
            return ""
        base = self.paths.get(id(node.other_under), "")
        return f"{base}/{node.segment}".lstrip("/")

    def _segment(self, node: Node, parent: Node) -> str:
        letter = _COUNTED.get(node.kind)
        if letter:
            self.counters[id(parent), letter] += 1
            return f"{letter}{self.counters[id(parent), letter]}"
        if node.kind == "footnote":
            self.counters[id(parent), "fn"] += 1
            return f"fn{segment_of_label(node.label) or self.counters[id(parent), 'fn']}"
        return node.segment


def _is_inline(node: Node, sibling: Node | None) -> bool:
    """Whether a label is inside a line, except a first label whose sibling has a line of its own (rule 7)."""
    if not node.run_in:
        return False
    return node.ordinal != 1 or sibling is None or sibling.run_in
