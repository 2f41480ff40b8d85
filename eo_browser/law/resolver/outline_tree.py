"""A document's provisions as a tree one can walk by printed labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from eo_browser.law.model.pinpoints import PathStep, read_segment

from .lookup import Outline, OutlineNode


class OutlineTree:
    """An outline with its children by parent path; "" is the document."""

    def __init__(self, outline: Outline) -> None:
        self.nodes = {node.path: node for node in outline}
        self._order = {node.path: place for place, node in enumerate(outline)}
        self._children: dict[str, list[str]] = defaultdict(list)
        for node in outline:
            self._children[node.path.rpartition("/")[0]].append(node.path)
        self._steps = {node.path: read_segment(node.path.rpartition("/")[2]) for node in outline}
        self.has_sections = any(step.kind == "section" for step in self._steps.values())

    def step(self, path: str) -> PathStep:
        """Return what the last segment of a path is."""
        return self._steps[path]

    def node(self, path: str) -> OutlineNode:
        """Return the provision at a path."""
        return self.nodes[path]

    def children(self, path: str) -> list[str]:
        """Return what a reader counts as directly inside, sections behind a Part's heading included."""
        return list(self._inside(path, through=True))

    def own_children(self, path: str) -> list[str]:
        """Return the provisions whose path is one segment longer."""
        return self._children.get(path, [])

    def _inside(self, path: str, through: bool) -> Iterator[str]:
        for child in [*self._children.get(path, ()), *self._sections_behind(path)]:
            yield child
            if through and self._steps[child].kind in {"unlabelled", "heading"}:
                yield from self._inside(child, through)

    def _sections_behind(self, path: str) -> list[str]:
        """Sections and subparts printed under a division do not repeat it in their path: those up to the next one."""
        if not path or self._steps[path].kind != "division":
            return []
        siblings = self._children[path.rpartition("/")[0]]
        divisions = [self._steps[one].word for one in siblings if self._steps[one].kind == "division"]
        # "Part" comes before "Subpart" in the text, so it is the outer one.
        as_high = set(divisions[: divisions.index(self._steps[path].word) + 1])
        found = []
        for sibling in siblings[siblings.index(path) + 1 :]:
            step = self._steps[sibling]
            if step.kind == "annex" or step.kind == "division" and step.word in as_high:
                break
            if step.kind in {"section", "division"}:
                found.append(sibling)
        return found

    def paragraphs(self, path: str) -> list[str]:
        """Return every paragraph of a unit in reading order, its own lead-in first; "" counts the whole document."""
        inside = path + "/" if path else ""
        return [
            node.path
            for node in self.nodes.values()
            if node.paragraph and (node.path == path or node.path.startswith(inside))
        ]

    def recitals(self, path: str) -> list[str]:
        """Return the paragraphs of a unit that open with "Whereas", in reading order; "" is the whole document."""
        inside = path + "/" if path else ""
        return [node.path for node in self.nodes.values() if node.recital and node.path.startswith(inside)]

    def between(self, first: str, last: str) -> tuple[str, ...]:
        """Return the siblings from one to another in printed order; none where they are not in one."""
        if first.rpartition("/")[0] != last.rpartition("/")[0]:
            return ()
        low, high = self._order[first], self._order[last]
        kind = self._steps[first].kind
        siblings = self._children[first.rpartition("/")[0]]
        return tuple(s for s in siblings if low <= self._order[s] <= high and self._steps[s].kind == kind)

    def labels(self, path: str) -> list[str]:
        """Return the printed labels directly inside ("(A)", "Sec. 2"), for a reader whose label is not there."""
        found = []
        for child in self.children(path):
            step = self._steps[child]
            if step.kind == "label":
                found.append(f"({step.label})")
            elif step.kind in {"section", "division", "annex"}:
                found.append(step.segment.replace("sec-", "section-", 1).replace("-", " ", 1))
        return list(dict.fromkeys(found))
