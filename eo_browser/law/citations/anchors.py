"""Where forms of citation may begin in a text, derived from their patterns.

A text is searched once for the beginnings of all forms. What these look like is computed from the pattern of each
form when the table is made, so nothing else has to be written for a form to be found, and nothing written elsewhere can
hide it.

The patterns are read with the parser of Python's own `re` and printed again for text in lower case, as one pattern
grouped by first characters. The printed pattern may match more than the form does (exclusions are left out), never
less; wherever it matches, the form itself is tried.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined] # no public parser gives the parts of a pattern
from typing import Any, Generic, Protocol, TypeVar

from .typography import lower

Item = tuple[Any, Any]  # an operation of the parser with its argument

_ASCII = [chr(code) for code in range(128)]
_ANYTHING = r"[\s\S]"
_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}
_PLACES = {
    op.AT_BEGINNING: "^",
    op.AT_BEGINNING_STRING: r"\A",
    op.AT_END: "$",
    op.AT_END_STRING: r"\Z",
    op.AT_BOUNDARY: r"\b",
    op.AT_NON_BOUNDARY: r"\B",
}
_ONE_CHARACTER = frozenset({op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN})
_REPEATS = {op.MAX_REPEAT: "", op.MIN_REPEAT: "?", op.POSSESSIVE_REPEAT: ""}
_ENOUGH = 16  # characters behind the first: more of a pattern tells little
_NO_WIDTH = frozenset({op.AT, op.ASSERT, op.ASSERT_NOT})


class HasPattern(Protocol):
    """What `Anchors` asks of a form."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return the pattern the form is tried with at a place where it may begin."""


F = TypeVar("F", bound=HasPattern)


class Anchors(Generic[F]):
    """Where any of some forms may begin in text of lower case, and which forms to try there, in order.

    No letter or digit may come before a form, so the pattern begins with the character before it, and the text with a
    space. An empty group after every anchor tells which form matched: the forms before it in the table do not begin
    there.
    """

    def __init__(self, forms: Sequence[F]) -> None:
        """Derive the anchors of forms, given in the order in which they are tried."""
        behind = _behind_firsts([form.pattern for form in forms])
        sharing: dict[tuple[tuple[str, int], ...], list[str]] = defaultdict(list)
        for first, rests in behind.items():
            sharing[tuple(rests)].append(first)
        places: list[int] = []
        every = "|".join(f"{_set_of(firsts)}(?:{_branches(rests, places)})" for rests, firsts in sharing.items())
        # Most words cannot begin a form: one test of their first character is faster than a test in each branch.
        self._pattern = re.compile(rf"[^a-z0-9](?={_set_of(list(behind))})(?:{every})")
        begun = {first: {place for _, place in rests} for first, rests in behind.items()}
        self._forms = [
            {first: tuple(forms[p] for p in sorted(mine) if p >= place) for first, mine in begun.items()}
            for place in places
        ]

    def next(self, spaced: str, position: int) -> tuple[int, tuple[F, ...]] | None:
        """Return the next place where forms may begin, from a position of a text on, and these forms.

        `spaced` is the text in lower case with a space before it; the place is counted without that space.
        """
        found = self._pattern.search(spaced, position)
        if found is None:
            return None
        start = found.start()  # of the character before; the added space makes it the place in the text
        return start, self._forms[found.lastindex - 1][spaced[start + 1]]  # type: ignore[operator] # always a group


class AnchoredPattern:
    """A pattern of words, whose matches are looked for only where it may begin: behind no letter or digit.

    Python's `re` tries a pattern that ignores case, or that begins with a look behind, at every character.
    """

    def __init__(self, words: str, flags: int = 0) -> None:
        """Compile a pattern and derive where it may begin."""
        self.pattern = re.compile(words, flags)
        self._anchors = Anchors([self])

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find the matches in a text, in order, none overlapping another."""
        spaced = " " + lower(text)
        position = 0
        while anchor := self._anchors.next(spaced, position):
            found = self.pattern.match(text, anchor[0])
            position = found.end() if found else anchor[0] + 1
            if found:
                yield found


def _behind_firsts(patterns: Sequence[re.Pattern[str]]) -> dict[str, list[tuple[str, int]]]:
    """By each first character, what follows it in every pattern that may begin with it, and the pattern's place."""
    behind: dict[str, dict[tuple[str, int], None]] = defaultdict(dict)
    for place, pattern in enumerate(patterns):
        for firsts, rest in beginnings_of(pattern):
            for first in firsts:
                behind[first][rest, place] = None
    return {first: list(rests) for first, rests in behind.items()}


def beginnings_of(pattern: re.Pattern[str]) -> list[tuple[frozenset[str], str]]:
    """Return what a pattern may begin with in lower case: first characters, and the pattern of all behind them.

    First characters are ASCII or written in the pattern. Raises ValueError where the pattern matches no text or may
    begin with any character at all.
    """
    parsed = _parser.parse(pattern.pattern, pattern.flags)
    found = []
    for head, rest in _heads(list(parsed)):
        one = _printed([head])
        matching = re.compile(one)
        firsts = frozenset(c for c in chain(_ASCII, one) if matching.fullmatch(c) and c == c.lower())
        found.append((firsts, _enough_of(rest)))
    return found


def _heads(items: list[Item]) -> Iterator[tuple[Item, list[Item]]]:
    """Every way a sequence may begin: an item of one character, and what follows it."""
    if not items:
        raise ValueError("a form may not match the empty text")
    (operation, argument), rest = items[0], items[1:]
    if operation in _ONE_CHARACTER:
        yield items[0], rest
    elif operation in _NO_WIDTH:
        yield from _heads(rest)
    elif operation is op.SUBPATTERN:
        yield from _heads([*argument[-1], *rest])
    elif operation is op.ATOMIC_GROUP:
        yield from _heads([*argument, *rest])
    elif operation is op.BRANCH:
        for branch in argument[1]:
            yield from _heads([*branch, *rest])
    elif operation in _REPEATS:
        for items_once in _unrolled(operation, *argument):
            yield from _heads([*items_once, *rest])
    else:
        raise ValueError(f"a form may not begin with {operation}")


def _unrolled(operation: Any, least: int, most: Any, repeated: Sequence[Item]) -> Iterator[list[Item]]:
    """A repeat as what may come first: the repeated items with the repeats left after them, or nothing."""
    if most > 1:
        again = most if most is op.MAXREPEAT else most - 1
        yield [*repeated, (operation, (max(least - 1, 0), again, repeated))]
    elif most:
        yield [*repeated]
    if not least:
        yield []


def _printed(items: Iterable[Item]) -> str:
    """A sequence as a pattern for lower case, without named groups and exclusions."""
    return "".join(_PRINTED[operation](argument) for operation, argument in items)


def _enough_of(items: Iterable[Item]) -> str:
    """As much of the end of a pattern as tells whether the form may begin, without what may be missing at its end."""
    pieces: list[str] = []
    least = needed = 0
    for item in items:
        if item[0] not in _PRINTED or least >= _ENOUGH:
            break
        pieces.append(_PRINTED[item[0]](item[1]))
        width = _parser.SubPattern(_parser.State(), [item]).getwidth()[0]
        least += width
        if width or item[0] in {op.ASSERT, op.AT}:
            needed = len(pieces)
    return "".join(pieces[:needed])


def _repeat(suffix: str, argument: tuple[int, Any, Iterable[Item]]) -> str:
    least, most, repeated = argument
    bounds = f"{{{least},{'' if most is op.MAXREPEAT else most}}}"
    return f"(?:{_printed(repeated)}){bounds}{suffix}"


def _members(members: Sequence[Item]) -> str:
    """A set of characters; a negated set with letters may mean either case, so it becomes any character."""
    excluding = members[0][0] is op.NEGATE
    pieces = []
    for operation, argument in members[excluding:]:
        if operation is op.CATEGORY:
            pieces.append(_CATEGORIES[argument])
            continue
        first, last = argument if operation is op.RANGE else (argument, argument)
        if excluding and any(chr(code).isalpha() for code in range(first, last + 1)):
            return _ANYTHING
        pieces += [_range(first, last), _range(max(first, ord("A")), min(last, ord("Z")))]
    return f"[{'^' if excluding else ''}{''.join(dict.fromkeys(pieces))}]"


def _range(first: int, last: int) -> str:
    """The characters from one to another; "" where there are none."""
    if first > last:
        return ""
    low, high = (re.escape(chr(code).lower()) for code in (first, last))
    return low if low == high else f"{low}-{high}"


_PRINTED: dict[Any, Callable[[Any], str]] = {
    op.LITERAL: lambda code: re.escape(chr(code).lower()),
    op.NOT_LITERAL: lambda code: _members([(op.NEGATE, None), (op.LITERAL, code)]),
    op.ANY: lambda _: _ANYTHING,
    op.IN: _members,
    op.AT: lambda place: _PLACES[place],
    op.SUBPATTERN: lambda argument: f"(?:{_printed(argument[-1])})",
    op.ATOMIC_GROUP: lambda items: f"(?:{_printed(items)})",
    op.BRANCH: lambda argument: f"(?:{'|'.join(_printed(branch) for branch in argument[1])})",
    op.ASSERT: lambda argument: f"(?{'=' if argument[0] > 0 else '<='}{_printed(argument[1])})",
    op.ASSERT_NOT: lambda _: "",
    **{each: partial(_repeat, suffix) for each, suffix in _REPEATS.items()},
}


def _set_of(characters: list[str]) -> str:
    escaped = "".join(re.escape(character) for character in sorted(characters))
    return f"[{escaped}]" if len(characters) > 1 else escaped


_LETTER = re.compile(r"[a-z](?![?*+{])")


def _branches(anchors: Sequence[tuple[str, int]], places: list[int]) -> str:
    """The rests of anchors as one alternation, those of one letter together; their places are added to `places` in its
    order.

    Only rests that exclude each other are reordered: one that begins with no plain letter stays before all that follow
    it.
    """
    groups: list[tuple[str, list[tuple[str, int]]]] = []
    of_letter: dict[str, list[tuple[str, int]]] = {}
    for rest, place in anchors:
        letter = rest[0] if _LETTER.match(rest) else ""
        if letter in of_letter:
            of_letter[letter].append((rest[1:], place))
            continue
        groups.append((letter, [(rest.removeprefix(letter), place)]))
        of_letter = of_letter | {letter: groups[-1][1]} if letter else {}
    branches = []
    for letter, members in groups:
        if letter and len(members) > 1:
            branches.append(f"{letter}(?:{_branches(members, places)})")
        else:
            places.append(members[0][1])
            branches.append(f"{letter}{members[0][0]}()")
    return "|".join(branches)
