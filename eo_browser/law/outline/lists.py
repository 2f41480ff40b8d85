"""A region of text, the lines under one head, read into labelled and unlabelled paragraphs with their lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from eo_browser.law.model.paths import segment_of_label
from eo_browser.law.model.tree import Doubt

from .designators import MOST_TOGETHER, Designator, designators_at_start, designators_inside, follows
from .headings import is_enacting_formula, looks_like_heading, looks_like_short_heading, run_in_heading
from .lines import Line
from .list_reading import DOUBTFUL, NO_OTHER, ListItem, ListStep, read_sequence
from .nodes import Node

MOST_LABELS_INSIDE = 2000  # in one line; more are read as text: no list is that long, and the time stays linear
LONGEST_HEADING = 120

Designators = list[list[Designator]]  # of each line of a region, in order


@dataclass(slots=True)
class RegionEntry:
    """A line of a region: `start` is where its text begins behind a section head; `own` = it is the head's own line."""

    line: Line
    start: int = 0
    own: bool = False
    after_break: bool = False  # a quotation or a table comes before it
    below_heading: bool = False  # it comes right below a heading alone on its line …
    lead_in: bool = False  # … and is its lead-in; so is the line below the heading of a Part


def read_region(home: Node, region: list[RegionEntry], excerpt: bool = False) -> list[Node]:
    """Add the provisions of a region to `home`; return, for each line, the node that its last words belong to.

    `excerpt` says that the region opens a quotation, whose numbering may begin anywhere.
    """
    labels = [_labels_of(entry) for entry in region]
    _mark_lead_ins(region, labels)
    items = tuple(_list_items(region, labels, excerpt))
    steps = read_sequence(items)
    taken: list[list[tuple[Designator, ListStep]]] = [[] for _ in region]
    flat_labels = [label for row in labels for label in row]
    for item, label, step in zip(items, flat_labels, steps, strict=True):
        if step.depth >= 0:
            taken[item.line].append((label, step))
    tree = _RegionTree(home, excerpt)
    for entry, row in zip(region, taken, strict=True):
        tree.add(entry, row)
    return tree.last


def _labels_of(entry: RegionEntry) -> list[Designator]:
    text = entry.line.text
    shift = entry.start
    at_start = [_shifted(label, shift) for label in designators_at_start(text[shift:])]
    if len(at_start) == MOST_TOGETHER:
        return []  # a run of brackets, not of labels
    behind = at_start[-1].end if at_start else shift
    inside: list[Designator] = []
    for label in designators_inside(text, behind, dotted=entry.line.flat):
        inside.append(_behind_heading(label, entry, behind) if not inside else label)
        if len(inside) >= MOST_LABELS_INSIDE:
            inside = []
            break
    return [*at_start, *inside]


def _behind_heading(label: Designator, entry: RegionEntry, behind: int) -> Designator:
    """The first label straight after a run-in heading ("Sec. 2. Readiness. (a) The …") opens a level there."""
    words = entry.line.text[behind : label.start].strip()
    headed = entry.own or behind > entry.start
    if headed and words and not entry.line.flat and _heads_list(entry, words, behind, label):
        return replace(label, ahead="label")
    return label


def _heads_list(entry: RegionEntry, words: str, start: int, label: Designator) -> bool:
    """ "Readiness.", "Allocation of funds." or, of a section, "Functions" whose full stop is lost."""
    if words == _heading(entry, words, start):
        return True
    if any(ch.isdigit() for ch in words) or not entry.line.text[label.end : label.end + 1].isupper():
        return False
    return looks_like_short_heading(words) or (entry.own and words[-1].isalnum() and looks_like_heading(words))


def _shifted(label: Designator, by: int) -> Designator:
    return label if not by else replace(label, start=label.start + by, end=label.end + by)


def _list_items(region: list[RegionEntry], labels: Designators, excerpt: bool) -> Iterator[ListItem]:
    """The designators of a region as items of a sequence, with their surroundings."""
    fresh = after_break = False
    for n, (entry, row) in enumerate(zip(region, labels, strict=True)):
        flat = entry.line.flat
        unlabelled = not (_begins_with_label(row) or entry.own)
        fresh = fresh or (unlabelled and not entry.lead_in)
        after_break = after_break or entry.after_break
        for label in row:
            yield ListItem(
                label.bare,
                label.form,
                n,
                "line" if flat and label.ahead == "strong" else label.ahead,
                entry.line.indent,
                unlabelled=unlabelled and not flat,
                fresh=fresh,
                after_break=after_break,
                only_in_sequence=_may_be_word(entry, label, opens=excerpt and n == 0),
            )
            fresh = after_break = False


def _begins_with_label(row: list[Designator]) -> bool:
    return bool(row) and row[0].ahead == "line"


def _may_be_word(entry: RegionEntry, label: Designator, opens: bool) -> bool:
    """Whether a label has a shape that words have too, and counts only among others; but not an initial that opens a
    quotation.
    """
    if entry.line.flat and label.ahead != "line":
        return True
    return label.only_in_sequence and not (opens and _is_no_initial(entry, label))


def _is_no_initial(entry: RegionEntry, label: Designator) -> bool:
    """ "V. The term …" at the head of a quotation, not "V. A. Keeper"."""
    return entry.line.text[label.end + 1 : label.end + 2] != "."


def _mark_lead_ins(region: list[RegionEntry], labels: Designators) -> None:
    """The paragraph right below a heading alone on its line ("Sec. 3. Participants.") is its lead-in (rule 14)."""
    item: Designator | None = None  # the label of the line before, when that is a short item of a list and no heading
    for n, (entry, row) in enumerate(zip(region, labels, strict=True)):
        label = _opening_label(row)
        start = row[-1].end if row else entry.start
        alone = bool(label or (entry.own and not row)) and _is_heading_alone(entry, start)
        if alone and (not _continues_list(item, label) or _is_set_apart(entry, start)):
            _mark_below_heading(region, labels, n + 1)
        item = label if (alone or _ends_like_an_item(entry)) and not entry.own else None


def _is_set_apart(entry: RegionEntry, start: int) -> bool:
    """Whether a line is no further item of a list: after a quotation or a table, or in italics."""
    return entry.after_break or entry.line.emphasis_from(start) > 0


def _opening_label(row: list[Designator]) -> Designator | None:
    """The last label a line begins with; not a bare number: "5 Bells of the town." may be in a list of contents."""
    if not row or row[-1].ahead not in ("line", "label") or row[-1].printed.isdigit():
        return None
    return row[-1]


def _mark_below_heading(region: list[RegionEntry], labels: Designators, n: int) -> None:
    """Mark a line, if there is one, as below a heading, and as its lead-in where it is one."""
    if n == len(region) or _begins_with_label(labels[n]):
        return
    line = region[n].line
    if not line.bullet and not is_enacting_formula(line.text) and not _TO_BE_PUBLISHED.search(line.text):
        region[n].below_heading = True
        region[n].lead_in = _begins_with_label([] if n + 1 == len(region) else labels[n + 1]) or is_sentence(line.text)


_TO_BE_PUBLISHED = re.compile(r"\bauthorized and directed to publish this \w+ in the Federal Register\.$")


def _ends_like_an_item(entry: RegionEntry) -> bool:
    """Whether a line ends like an item of a list: "(4) the Keeper of Clocks;", or "(5) the Keeper of Bells." after
    it.
    """
    text = entry.line.text.rstrip()
    return len(text) <= LONGEST_HEADING and text.endswith((";", ",", " and", " or"))


def _continues_list(before: Designator | None, label: Designator | None) -> bool:
    """Whether a label follows the one before it in one list, or starts again at "1."."""
    if before is None or label is None:
        return False
    restarted = before.form == label.form == "." and before.bare == label.bare == "1"
    return restarted or follows((before.form, before.bare), (label.form, label.bare))


def _is_heading_alone(entry: RegionEntry, start: int) -> bool:
    text = entry.line.text[start:].strip()
    if entry.line.flat or not text or len(text) > LONGEST_HEADING:
        return False
    return text == _heading(entry, text, start) or looks_like_heading(text) or looks_like_short_heading(text)


def is_sentence(text: str, words: int = 1) -> bool:
    """Return whether a text is a sentence of at least so many words, and no item of a list of names."""
    ended = text.rstrip().endswith((".", ":", ";", "\u2014")) and len(text.split()) >= words
    return len(text) > LONGEST_HEADING or ended


class _RegionTree:
    """The nodes of a region while its lines are added to `home`, one after the other."""

    def __init__(self, home: Node, excerpt: bool) -> None:
        self.home = home
        self.excerpt = excerpt
        self.open_nodes: list[Node] = []  # the last member of each open list, by depth
        self.group = home  # what unlabelled paragraphs are under: a labelled heading gathers the names below it
        self.last: list[Node] = []  # for each line, the node its last words belong to

    def add(self, entry: RegionEntry, row: list[tuple[Designator, ListStep]]) -> None:
        """Add a line to the tree, with the labels it was found to have."""
        if entry.below_heading and not entry.lead_in and self.last:
            self.group = self.last[-1]
        elif _begins_with_label([label for label, _ in row]):
            self.group = self.home
        text = entry.line.text
        here = self._unlabelled_text(entry, row[0][0].start if row else len(text), bool(row))
        ends = [*(label.start for label, _ in row[1:]), len(text)]
        for (label, step), end in zip(row, ends, strict=False):
            node = _labelled(label, step, entry, end, self.excerpt and not self.last)
            node.entry = len(self.last)
            node.other_under = _other_parent(self.home, self.open_nodes, step) if node.doubts else None
            _parent(self.home, self.open_nodes, step, here).add(node)
            del self.open_nodes[step.depth :]
            self.open_nodes.append(node)
            here = node
        self.last.append(here or self.home)

    def _unlabelled_text(self, entry: RegionEntry, end: int, labelled: bool) -> Node | None:
        """Add the words before the first label of a line to the tree; return their node."""
        words = entry.line.text[entry.start : end].strip()
        if entry.own or entry.lead_in:
            here = self.home if entry.own or not self.last else self.last[-1]
            if entry.own:
                self.home.heading = _heading(entry, words, entry.start)
            here.say(words, _anchors(entry, entry.start, end))
            return here
        if words or not labelled:
            return self.group.add(
                Node("unlabelled", text=words, anchors=_anchors(entry, entry.start, end), entry=len(self.last))
            )
        return None


def _parent(home: Node, open_nodes: list[Node], step: ListStep, here: Node | None) -> Node:
    """The parent of a label: that of the list it joins, else of the list it opens."""
    if not step.opens and step.depth < len(open_nodes):
        return open_nodes[step.depth].under or home
    if step.hangs_from == "paragraph" and here is not None:
        return here
    if step.hangs_from == "region" or not step.depth:
        return home
    return open_nodes[step.depth - 1]


def _other_parent(home: Node, open_nodes: list[Node], step: ListStep) -> Node | None:
    """The parent of a label in the second-best reading; None where that reading has no label here."""
    if step.other_depth in (NO_OTHER, -1) or step.other_depth > len(open_nodes):
        return None
    return open_nodes[step.other_depth - 1] if step.other_depth else home


def _labelled(label: Designator, step: ListStep, entry: RegionEntry, end: int, excerpt: bool) -> Node:
    """The provision that a label of a line opens, with its text up to `end`."""
    assert step.reading is not None
    words = entry.line.text[label.end : end].strip()
    node = Node(
        "labelled",
        segment=_corrected_segment(label.bare, step),
        label=label.printed,
        heading=_heading(entry, words, label.end),
        text=words,
        cost=step.cost,
        anchors=_anchors(entry, label.start, end),
        run_in=label.ahead not in ("line", "label") and not entry.line.flat,
        ordinal=step.reading.ordinal,
    )
    if (step.cost >= DOUBTFUL or step.rule == "scanning-slip") and not (step.rule == "odd-start" and excerpt):
        node.doubts.append(_doubt(step, label))
    return node


def _corrected_segment(bare: str, step: ListStep) -> str:
    """The label as a segment, with scanning errors corrected ("1" for l, "l" or "I" for 1)."""
    if step.rule == "scanning-slip":
        return "l" if bare.isdigit() else "1"
    return segment_of_label(bare)


_DOUBTS = {
    "too-many": "too many labels in a row to be read as lists",
    "scanning-slip": "a slip of the scan for the letter or number that looks like it",
    "gap": "a label before it is missing",
    "repeated": "the label is printed a second time",
    "backwards": "the numbering goes back",
    "restart": "the numbering starts again",
    "odd-start": "the list does not begin at its first label",
    "style-switched": "the list goes on in another kind of label",
    "same-style-inside": "a list inside a list of the same kind of label",
    "stray": "the label is out of the order of its list",
    "slip": "the label seems to be printed in place of another",
    "other-form": "the label is set differently from those before it",
}


def _doubt(step: ListStep, label: Designator) -> Doubt:
    reason = _DOUBTS.get(step.rule, "no reading fits the labels around it")
    return Doubt(step.rule.upper().replace("-", "_"), f"{label.printed}: {reason}")


def _heading(entry: RegionEntry, words: str, offset: int) -> str:
    emphasised = entry.line.emphasis_from(offset)
    text = entry.line.text
    until = emphasised - offset if emphasised else 0
    if until and text[emphasised : emphasised + 1] in (".", ":"):
        until += 1
    if until and not text[offset : offset + until].strip().rstrip(".:").strip():
        until = 0
    if until and until < len(words) and not text[offset : offset + until].rstrip().endswith((".", ":", "\u2014")):
        until = 0  # emphasis inside the first sentence
    return run_in_heading(words, until)


def _anchors(entry: RegionEntry, start: int, end: int) -> list[str]:
    last = end >= len(entry.line.text)
    first = start <= entry.start
    return [name for name, at in entry.line.anchors if (start <= at or first) and (at < end or last)]
