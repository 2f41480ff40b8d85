"""Sequences of labels: which ones form a list, and whether (i) is a letter or a numeral.

A region of text (a section, the part before the first section, a quotation …) gives a sequence of labels. Each label
either joins an open list or opens a new one, and each broken rule has a named cost. `read_sequence` returns the reading
of the whole sequence that costs least.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import Literal, NamedTuple

from eo_browser.law.terms.enumerators import Alphabet, Reading, comes_next, readings

Form = Literal["()", ")", ".", "-"]  # "(a)", "a)", "a.", and the bare label of other shapes

# What comes before a label inside a line: how likely it is that a label follows.
Ahead = Literal["line", "label", "strong", "medium", "weak"]

# What a list is under: the label that was open, the unlabelled paragraph it is run into, or the region itself.
Hangs = Literal["label", "paragraph", "region"]


class ListItem(NamedTuple):
    """A label of a sequence, with what matters of its surroundings."""

    label: str  # bare: "iii"
    form: Form
    line: int  # the number of its line in the region
    ahead: Ahead = "line"
    indent: int = 0
    unlabelled: bool = False  # it is inside a line that begins without a label
    fresh: bool = False  # unlabelled text is between the label before and this one
    after_break: bool = False  # a quotation or a table is between them
    only_in_sequence: bool = False  # a shape that ordinary words have too ("A. Smith"): a label only as a member


class ListStyle(NamedTuple):
    """What the members of one list share."""

    form: Form
    alphabet: Alphabet


class OpenList(NamedTuple):
    """An open list: its members so far."""

    style: ListStyle
    ordinal: float
    members: int
    inside: int  # the line it is confined to, -1 when it is not
    hangs_from: Hangs
    run_in: bool  # opened inside a line
    indent: int


NO_OTHER = -2


class ListStep(NamedTuple):
    """What an item was read as: its depth (-1 = not a label), its reading, its cost, and the rule broken."""

    depth: int
    reading: Reading | None
    cost: float
    rule: str
    hangs_from: Hangs = "label"
    opens: bool = False  # it is the first of its list
    other_depth: int = NO_OTHER  # of a doubtful step: where the next best reading puts it, -1 = not a label


Move = tuple[tuple[OpenList, ...], float, ListStep]  # the lists open after it, its cost, what the item was read as


class _State(NamedTuple):
    cost: float
    levels: tuple[OpenList, ...]
    step: ListStep | None
    before: _State | None


# The price of breaking a rule. Only their order and rough distance matter.
NEXT = 0.0
OPEN = 0.25
OPEN_RUN_IN = 0.3
GAP = 1.4
GAP_EACH = 0.3
GAP_MOST = 3.5
RESTART = 1.5
RENUMBERED = 1.9  # "1.", "1.", "1.": the software that made the page numbered each item as a new list
REPEATED = 3.5
BACKWARDS = 4.5
ODD_START = 3.0
SAME_STYLE_INSIDE = 2.5
SAME_STYLE_SET_IN = 0.5  # "1." below "(a)", set in further than that
SAME_STYLE_RUN_IN = 0.3  # "(1) … shall be exercised by (1) the Secretary …, and (2) the Commission …"
SWITCH = 2.2
SWITCH_TO_FIRST = 3.6
SWITCH_PAST_SAME_STYLE = 1.5
SLIP = 2.6
STRAY = 2.5
SCANNING_SLIP = 0.9
OTHER_FORM = 1.0
LONELY = 0.5
LONELY_RUN_IN = 3.0
NOT_A_LABEL = 6.0
NOT_IN_SEQUENCE = 1.2
SKIP = {"line": NOT_A_LABEL, "label": 2.0, "strong": 1.2, "medium": 0.5, "weak": 0.2}
LATER_MEMBER_UNPREPARED = 1.0
OUTDENTED = 0.3
OUTER_LIST_FROM_PARAGRAPH = 1.0
LIST_OF_ITEM_BEFORE_PARAGRAPH = 1.5

DEEPEST = 10  # lists inside lists; the deepest real one has eight
DOUBTFUL = 1.9  # a step that costs more breaks a rule a reader should know of
BEAM = 8
ORDERLY = 1.5  # the most that a sequence in good order costs above the unavoidable cost
HOPELESS = 5.0  # a reading this much more expensive than the best is given up
LONGEST_ROW = 4000  # labels in one region; the longest real one has a few hundred


@lru_cache(maxsize=128)  # nearly every order ends with the sequence (a) (i) (ii) (b) (c)
def read_sequence(items: tuple[ListItem, ...]) -> tuple[ListStep, ...]:
    """Return the cheapest reading of a sequence of labels, one step for each label (rule 5)."""
    if len(items) > LONGEST_ROW:
        return tuple(_unread(item) for item in items)
    node = _search(items, ORDERLY) or _search(items, inf)
    steps: list[ListStep] = []
    at = len(items)
    while node is not None and node.step is not None and node.before is not None:
        at -= 1
        steps.append(_with_other_reading(node.step, node.before.levels, items[at]))
        node = node.before
    return tuple(reversed(steps))


def _search(items: tuple[ListItem, ...], allowance: float) -> _State | None:
    """The cheapest reading that costs at most `allowance` above the unavoidable cost; None without one.

    Readings above the allowance are not searched; for a sequence in good order a small allowance is enough.
    """
    states = [_State(0.0, (), None, None)]
    ceiling = allowance
    for item in items:
        ceiling += _due(item)
        states = _advance(states, item, ceiling)
    best = min(states, key=_final_cost, default=None)
    return best if best is not None and _final_cost(best) <= ceiling else None


def _final_cost(state: _State) -> float:
    """The cost of a whole row that ends here."""
    return state.cost + sum(_cost_of_single(level) for level in state.levels)


def _due(item: ListItem) -> float:
    """The unavoidable cost of a label: the first of an alphabet opens a list in every reading."""
    return OPEN if item.ahead == "line" and _is_first(item.label) else 0.0


@lru_cache(maxsize=4096)
def _is_first(label: str) -> bool:
    """Whether a label is the first of its alphabet in every reading."""
    return {reading.ordinal for reading in readings(label)} == {1}


def _with_other_reading(step: ListStep, levels: tuple[OpenList, ...], item: ListItem) -> ListStep:
    """A doubtful step with the depth of the reading that costs least among the others."""
    if step.depth < 0 or step.cost < DOUBTFUL:
        return step
    others = [move for move in _moves(levels, item, readings(item.label), inf) if move[2].depth != step.depth]
    cheapest = min(others, key=lambda move: move[1])
    return step._replace(other_depth=cheapest[2].depth)


def _unread(item: ListItem) -> ListStep:
    """The reading of a sequence too long for lists: labels at the start of a line are siblings, those inside lines are
    text.
    """
    ways = readings(item.label)
    if item.ahead != "line" or not ways:
        return ListStep(-1, None, 0.0, "not-a-label")
    return ListStep(0, ways[0], BACKWARDS, "too-many", "region")


def _advance(states: list[_State], item: ListItem, ceiling: float) -> list[_State]:
    """The states after an item, cheapest first; none of them costs more than `ceiling`."""
    ways = readings(item.label)
    if len(states) == 1 and len(ways) == 1 and (only := _obvious(states[0], item, ways[0])):
        return [only]
    best: dict[tuple[OpenList, ...], _State] = {}
    cheapest = inf
    for state in states:
        for levels, cost, step in _moves(state.levels, item, ways, min(cheapest + HOPELESS, ceiling) - state.cost):
            total = state.cost + cost
            cheapest = min(cheapest, total)
            known = best.get(levels)
            if total <= ceiling and (known is None or total < known.cost):
                best[levels] = _State(total, levels, step, state)
    ranked = sorted(best.values(), key=lambda s: s.cost)
    return [s for s in ranked[:BEAM] if s.cost <= ranked[0].cost + HOPELESS]


def _obvious(state: _State, item: ListItem, reading: Reading) -> _State | None:
    """The one move that no other can beat: the next member of the innermost list, on a line of its own."""
    if not state.levels or item.ahead != "line":
        return None
    last = state.levels[-1]
    style = ListStyle(item.form, reading.alphabet)
    if last.style != style or last.ordinal + 1 != reading.ordinal or last.inside >= 0:
        return None
    if any(level.style == style for level in state.levels[:-1]):
        return None
    levels = (*state.levels[:-1], last._replace(ordinal=reading.ordinal, members=last.members + 1))
    return _State(state.cost, levels, ListStep(len(levels) - 1, reading, 0.0, "next", last.hangs_from), state)


def _moves(levels: tuple[OpenList, ...], item: ListItem, ways: tuple[Reading, ...], limit: float) -> list[Move]:
    """Every move from a state that costs no more than `limit`."""
    moves: list[Move] = []
    skip = NOT_IN_SEQUENCE if item.only_in_sequence and item.ahead == "line" else SKIP[item.ahead]
    if skip <= limit:
        moves.append((levels, skip, ListStep(-1, None, skip, "not-a-label")))
    open_levels, closing = _close_confined(levels, item.line)
    for reading in ways:
        style = ListStyle(item.form, reading.alphabet)
        if _too_large_for_numeral(reading, item, open_levels):
            continue
        moves += _join(open_levels, item, reading, style, closing, limit)
        moves += _open(open_levels, item, reading, style, closing, limit)
    return moves + _misread(open_levels, item, closing, limit)


_SLIPS = {"1": Reading("lower", 12), "l": Reading("digit", 1), "I": Reading("digit", 1)}


def _misread(levels: tuple[OpenList, ...], item: ListItem, closing: float, limit: float) -> list[Move]:
    """The moves of a scanning error: "(1)" between (k) and (m) is the letter l, "(l)" before (2) the number 1."""
    reading = _SLIPS.get(item.label)
    if reading is None:
        return []
    style = ListStyle(item.form, reading.alphabet)
    ways = (
        _join(levels, item, reading, style, closing, limit)
        if item.label == "1"
        else _open(levels, item, reading, style, closing, limit)
    )
    return [
        (after, cost + SCANNING_SLIP, step._replace(cost=cost + SCANNING_SLIP, rule="scanning-slip"))
        for after, cost, step in ways
        if step.rule in ("next", "first")
    ]


def _too_large_for_numeral(reading: Reading, item: ListItem, levels: tuple[OpenList, ...]) -> bool:
    """Whether (l) would be the numeral fifty without (xlix) before it."""
    if reading.alphabet not in ("roman", "ROMAN") or item.label.lower() != "l":
        return False
    return not any(level.style.alphabet == reading.alphabet and level.ordinal == 49 for level in levels)


def _close_confined(levels: tuple[OpenList, ...], line: int) -> tuple[tuple[OpenList, ...], float]:
    """A list confined to a line ends with it."""
    for n, level in enumerate(levels):
        if 0 <= level.inside != line:
            return levels[:n], sum(_cost_of_single(closed) for closed in levels[n:])
    return levels, 0.0


def _cost_of_single(level: OpenList) -> float:
    """The cost of a list with one member; inside a line it is no list (rule 8)."""
    if level.members > 1:
        return 0.0
    return LONELY_RUN_IN if level.run_in else LONELY


def _join(
    levels: tuple[OpenList, ...],
    item: ListItem,
    reading: Reading,
    style: ListStyle,
    closing: float,
    limit: float,
) -> list[Move]:
    """The item as a further member of an open list."""
    moves: list[Move] = []
    same_style = any(level.style == style for level in levels)
    from_paragraph = _price_from_paragraph(item)
    price = closing + (LATER_MEMBER_UNPREPARED if item.ahead == "weak" else 0.0)
    for depth in range(len(levels) - 1, -1, -1):
        level = levels[depth]
        if price > limit:
            break
        cost, rule = _membership(level, item, reading, style, depth)
        if rule == "style-switched" and same_style:
            cost += SWITCH_PAST_SAME_STYLE
        cost += price + (from_paragraph if level.inside < 0 else 0.0)
        if cost <= limit:
            kept = OpenList(style, reading.ordinal, level.members + 1, *level[3:])
            moves.append(((*levels[:depth], kept), cost, ListStep(depth, reading, cost, rule, level.hangs_from)))
        if item.ahead == "line" and level.style == style and rule in _OUT_OF_ORDER:
            moves += _misprints(levels, depth, reading, cost)
        price += _cost_of_single(level)
    return moves


_OUT_OF_ORDER = frozenset({"repeated", "backwards", "gap"})


def _membership(level: OpenList, item: ListItem, reading: Reading, style: ListStyle, depth: int) -> tuple[float, str]:
    """The cost of a label as a member of a list, and the rule that is broken."""
    if level.style == style and _renumbered(level, item, reading):
        return RENUMBERED, "restart"
    if level.style == style or level.style.alphabet == style.alphabet:
        cost, rule = _succession(level.ordinal, reading.ordinal, item.fresh or item.after_break)
        return (cost, rule) if level.style == style else (cost + OTHER_FORM, "other-form")
    if reading.ordinal == 1:
        return SWITCH_TO_FIRST + 0.1 * depth, "style-switched"
    return SWITCH + 0.1 * depth, "style-switched"


def _renumbered(level: OpenList, item: ListItem, reading: Reading) -> bool:
    """Whether "1." is printed again where the list has its items, at the same indentation."""
    return _is_first_number(item, reading) and not item.fresh and 0 < item.indent == level.indent


def _is_first_number(item: ListItem, reading: Reading) -> bool:
    """Whether an item is "1.", which web pages have where another number or letter was printed."""
    return item.form == "." and reading == ("digit", 1)


def _succession(last: float, this: float, fresh: bool) -> tuple[float, str]:
    if comes_next(last, this):
        return NEXT, "next"
    if this > last:
        return min(GAP_MOST, GAP + GAP_EACH * (this - last)), "gap"
    if this == 1 and fresh:
        return RESTART, "restart"
    return (REPEATED, "repeated") if this == last else (BACKWARDS, "backwards")


def _price_from_paragraph(item: ListItem) -> float:
    """The cost of a label inside an unlabelled paragraph as a member of a list outside it."""
    return OUTER_LIST_FROM_PARAGRAPH if item.unlabelled and item.ahead not in ("line", "label") else 0.0


def _misprints(levels: tuple[OpenList, ...], depth: int, reading: Reading, cost: float) -> list[Move]:
    """The readings of a label out of order: a misprint of the next one, or one inserted without renumbering."""
    level = levels[depth]
    base = cost - _succession(level.ordinal, reading.ordinal, False)[0]
    moves: list[Move] = []
    for rule, price, ordinal in (("slip", SLIP, level.ordinal + 1), ("stray", STRAY, level.ordinal)):
        step = ListStep(depth, reading, base + price, rule, level.hangs_from)
        kept = OpenList(level.style, ordinal, level.members + 1, *level[3:])
        moves.append(((*levels[:depth], kept), base + price, step))
    return moves


def _price_of_opening(
    levels: tuple[OpenList, ...], item: ListItem, reading: Reading, style: ListStyle
) -> tuple[float, str]:
    """The cost of opening a list with an item, and the rule that is broken."""
    run_in = item.ahead not in ("line", "label")
    cost, rule = (OPEN_RUN_IN if run_in else OPEN), "first"
    if reading.ordinal != 1:
        cost, rule = cost + ODD_START, "odd-start"
    if any(level.style == style and not (item.unlabelled and level.inside != item.line) for level in levels):
        cost, rule = cost + _price_of_same_style(levels[-1], item, reading, style, run_in), "same-style-inside"
    if levels and not run_in and item.indent < levels[-1].indent:
        cost += OUTDENTED
    return cost, rule


def _price_of_same_style(
    innermost: OpenList, item: ListItem, reading: Reading, style: ListStyle, run_in: bool
) -> float:
    """The cost of opening a list inside one of the same style."""
    if run_in:
        return SAME_STYLE_RUN_IN
    set_in = _is_first_number(item, reading) and innermost.style != style and item.indent > innermost.indent
    return SAME_STYLE_SET_IN if set_in else SAME_STYLE_INSIDE


def _open(
    levels: tuple[OpenList, ...],
    item: ListItem,
    reading: Reading,
    style: ListStyle,
    closing: float,
    limit: float,
) -> list[Move]:
    """The item as the first member of a list inside the innermost open one."""
    cost, rule = _price_of_opening(levels, item, reading, style)
    if closing + cost > limit or len(levels) >= DEEPEST:
        return []
    run_in = item.ahead not in ("line", "label")
    fresh = OpenList(style, reading.ordinal, 1, -1, "label" if levels else "region", run_in, item.indent)
    moves: list[Move] = []

    def open_as(level: OpenList, extra: float) -> None:
        price = closing + cost + extra
        moves.append(
            ((*levels, level), price, ListStep(len(levels), reading, price, rule, level.hangs_from, opens=True))
        )

    if run_in and item.unlabelled:
        # The lists outside stay open after the paragraph: the next line may continue them.
        alone = not any(level.inside == item.line for level in levels)
        open_as(fresh._replace(inside=item.line, hangs_from="paragraph" if alone else "label"), 0.0)
        open_as(fresh, OUTER_LIST_FROM_PARAGRAPH / 3)
    elif item.fresh and levels and not run_in:
        # An unlabelled paragraph adds no segment, and its list does not belong to the item before it (rules 3, 4).
        open_as(fresh._replace(hangs_from="region"), 0.0)
        open_as(fresh, LIST_OF_ITEM_BEFORE_PARAGRAPH)
    else:
        open_as(fresh, 0.0)
    return moves
