"""A region of text, the lines under one head, read into labelled and unlabelled paragraphs with their lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from eo_browser.law.model.paths import segment_of_label
from eo_browser.law.model.tree import Doubt
from eo_browser.law.terms.enumerators import readings

from .designators import MOST_TOGETHER, Designator, designators_at_start, designators_inside
from .headings import is_enacting_formula, looks_like_heading, looks_like_short_heading, run_in_heading
from .lines import Line
from .list_reading import DOUBTFUL, NO_OTHER, ListItem, ListStep, read_sequence
from .nodes import Node

MOST_LABELS_INSIDE = 2000  # in one line; beyond, they are text: no list is that long, and reading stays linear
LONGEST_HEADING = 120

Designators = list[list[Designator]]  # of each line of a region, in order


@dataclass(slots=True)
class RegionEntry:
    """A line of a region: `start` is where its text begins behind a section head; `own` = it is the head's own line."""

    line: Line
    start: int = 0
    own: bool = False
    after_break: bool = False  # a quotation or a table stands before it
    below_heading: bool = False  # it stands right below a heading alone on its line …
    lead_in: bool = False  # … and goes on with it; so does the line below the heading of a Part


def read_region(home: Node, region: list[RegionEntry], excerpt: bool = False) -> list[Node]:
    """Put the provisions of a region under `home`; gives, for each line, the node its last words belong to.

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
    return _build(home, region, taken, excerpt)


def _labels_of(entry: RegionEntry) -> list[Designator]:
    text = entry.line.text
    shift = entry.start
    at_start = [_shifted(label, shift) for label in designators_at_start(text[shift:])]
    if len(at_start) == MOST_TOGETHER:
        return []  # a row of brackets, not of labels
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
    fresh = after_break = False
    for n, (entry, row) in enumerate(zip(region, labels, strict=True)):
        starts = bool(row) and row[0].ahead == "line"
        fresh = fresh or (not starts and not entry.own and not entry.lead_in)
        after_break = after_break or entry.after_break
        for label in row:
            yield ListItem(
                label.bare,
                label.form,
                n,
                "line" if entry.line.flat and label.ahead == "strong" else label.ahead,
                entry.line.indent,
                unlabelled=not starts and not entry.own and not entry.line.flat,
                fresh=fresh,
                after_break=after_break,
                only_in_sequence=(label.only_in_sequence and not (excerpt and n == 0 and _is_no_initial(entry, label)))
                or (entry.line.flat and label.ahead != "line"),
            )
            fresh = after_break = False


def _is_no_initial(entry: RegionEntry, label: Designator) -> bool:
    """ "V. The term …" at the head of a quotation, not "V. A. Keeper"."""
    return entry.line.text[label.end + 1 : label.end + 2] != "."


def _mark_lead_ins(region: list[RegionEntry], labels: Designators) -> None:
    """The paragraph right below a heading alone on its line ("Sec. 3. Participants.") is its lead-in (rule 14)."""
    item: Designator | None = None  # the label of the line before, when that is a short item: of a list, not a heading
    for n, (before, row) in enumerate(zip(region, labels, strict=True)):
        counted = bool(row) and row[-1].printed.isdigit()  # "5 Bells of the town." may stand in a list of contents
        label = row[-1] if row and row[-1].ahead in ("line", "label") and not counted else None
        start = row[-1].end if row else before.start
        alone = (label is not None or (before.own and not row)) and _is_heading_alone(before, start)
        listed = alone and _next_item(item, label) and not before.after_break and not before.line.emphasis_from(start)
        item = label if (alone or _ends_like_an_item(before)) and not before.own else None
        if not alone or listed or n + 1 == len(region):
            continue
        below, its_row = region[n + 1], labels[n + 1]
        runs_on = below.line.bullet or is_enacting_formula(below.line.text)
        if not runs_on and not (its_row and its_row[0].ahead == "line"):
            list_follows = n + 2 < len(region) and bool(labels[n + 2]) and labels[n + 2][0].ahead == "line"
            below.below_heading = True
            below.lead_in = list_follows or is_sentence(below.line.text)


def _ends_like_an_item(entry: RegionEntry) -> bool:
    """ "(4) the Keeper of Clocks;" stands in a list, and so does "(5) the Keeper of Bells." behind it."""
    text = entry.line.text.rstrip()
    return len(text) <= LONGEST_HEADING and text.endswith((";", ",", " and", " or"))


def _next_item(before: Designator | None, label: Designator | None) -> bool:
    """Does a label follow the one before it in one list?"""
    if before is None or label is None or before.form != label.form:
        return False
    if before.form == "." and before.bare == label.bare == "1":
        return True  # the items of a list that was numbered anew
    return any(
        a.alphabet == b.alphabet and b.ordinal == a.ordinal + 1
        for a in readings(before.bare)
        for b in readings(label.bare)
    )


def _is_heading_alone(entry: RegionEntry, start: int) -> bool:
    text = entry.line.text[start:].strip()
    if entry.line.flat or not text or len(text) > LONGEST_HEADING:
        return False
    return text == _heading(entry, text, start) or looks_like_heading(text) or looks_like_short_heading(text)


def is_sentence(text: str, words: int = 1) -> bool:
    """A paragraph of running text of some words, and not an item of a list of names."""
    ended = text.rstrip().endswith((".", ":", ";", "\u2014")) and len(text.split()) >= words
    return len(text) > LONGEST_HEADING or ended


def _build(
    home: Node, region: list[RegionEntry], taken: list[list[tuple[Designator, ListStep]]], excerpt: bool
) -> list[Node]:
    """The nodes of a region. `open_nodes[d]` is the last member of the open list at depth d."""
    open_nodes: list[Node] = []
    last: list[Node] = []
    group = home  # what unlabelled paragraphs stand under: a labelled heading gathers the names listed below it
    for place, (entry, row) in enumerate(zip(region, taken, strict=True)):
        text = entry.line.text
        first = row[0][0].start if row else len(text)
        words = text[entry.start : first].strip()
        here: Node | None = None
        if entry.below_heading and not entry.lead_in and last:
            group = last[-1]
        elif row and row[0][0].ahead == "line":
            group = home
        if entry.own or entry.lead_in:
            here = home if entry.own or not last else last[-1]
            if entry.own:
                home.heading = _heading(entry, words, entry.start)
            here.say(words, _anchors(entry, entry.start, first))
        elif words or not row:
            here = group.add(Node("unlabelled", text=words, anchors=_anchors(entry, entry.start, first), entry=place))
        for n, (label, step) in enumerate(row):
            end = row[n + 1][0].start if n + 1 < len(row) else len(text)
            node = _labelled(
                label, step, text[label.end : end].strip(), entry, label.start, end, excerpt=excerpt and not last
            )
            node.entry = place
            node.other_under = _other_parent(home, open_nodes, step) if node.doubts else None
            _parent(home, open_nodes, step, here).add(node)
            del open_nodes[step.depth :]
            open_nodes.append(node)
            here = node
        last.append(here or home)
    return last


def _parent(home: Node, open_nodes: list[Node], step: ListStep, here: Node | None) -> Node:
    """What a label stands under: its list's parent when it joins one, else what its list hangs from."""
    if not step.opens and step.depth < len(open_nodes):
        return open_nodes[step.depth].under or home
    if step.hangs_from == "paragraph" and here is not None:
        return here
    if step.hangs_from == "region" or not step.depth:
        return home
    return open_nodes[step.depth - 1]


def _other_parent(home: Node, open_nodes: list[Node], step: ListStep) -> Node | None:
    """What the label stands under by the next best reading; None where that reads no label."""
    if step.other_depth in (NO_OTHER, -1) or step.other_depth > len(open_nodes):
        return None
    return open_nodes[step.other_depth - 1] if step.other_depth else home


def _labelled(
    label: Designator, step: ListStep, words: str, entry: RegionEntry, start: int, end: int, excerpt: bool
) -> Node:
    assert step.reading is not None
    node = Node(
        "labelled",
        segment=_meant(label.bare, step),
        label=label.printed,
        heading=_heading(entry, words, label.end),
        text=words,
        cost=step.cost,
        anchors=_anchors(entry, start, end),
        run_in=label.ahead not in ("line", "label") and not entry.line.flat,
        ordinal=step.reading.ordinal,
    )
    if (step.cost >= DOUBTFUL or step.rule == "scanning-slip") and not (step.rule == "odd-start" and excerpt):
        node.doubts.append(_doubt(step, label))
    return node


def _meant(bare: str, step: ListStep) -> str:
    """The label as a segment; a scanning slip is put right ("1" for l, "l" or "I" for 1)."""
    if step.rule == "scanning-slip":
        return "l" if bare.isdigit() else "1"
    return segment_of_label(bare)


_DOUBTS = {
    "too-many": "too many labels in a row to be read as lists",
    "scanning-slip": "a slip of the scan for the letter or number that looks like it",
    "gap": "a label before it is missing",
    "repeated": "the label stands here a second time",
    "backwards": "the numbering goes back",
    "restart": "the numbering starts again",
    "odd-start": "the list does not begin at its first label",
    "style-switched": "the list goes on in another kind of label",
    "same-style-inside": "a list inside a list of the same kind of label",
    "stray": "the label stands outside the order of its list",
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
