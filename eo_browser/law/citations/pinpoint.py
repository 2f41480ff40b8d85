"""Pinpoints in any wording: "section 2, subsection (iii)", "paragraph (D) of section 2(iii)", "§§ 2(ii)–(iv)".

A pinpoint is groups (a level word and what it counts) joined by commas, "of" or "and"; a group is
items; an item is a number and labels in brackets. Level words are kept, so that the reader is told of a wrong one, but
they never decide what is meant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from eo_browser.law.terms.enumerators import may_follow
from eo_browser.law.terms.levels import ANNEXES, CITED_LEVELS, DIVISIONS, LEVELS_BY_DEPTH, SEGMENT_WORDS
from eo_browser.law.terms.months import MONTH_START
from eo_browser.law.terms.number_words import CARDINALS, ORDINAL_FIGURES, ORDINALS

from .parts import Pinpoint, Pinpoints, Step

OUTER = frozenset(SEGMENT_WORDS) | {"preamble", "counted-section"}
_RANK = {family: rank for rank, (family, _, _) in enumerate(CITED_LEVELS)} | {"preamble": 0, "": 99}
_RANK |= {"counted-section": _RANK["section"], "counted-label": 98, "recital": 98}
ORDINAL_WORDS = ORDINALS[1:11]
ORDINAL = "|".join((*ORDINAL_WORDS, "last", "final", ORDINAL_FIGURES))
# What an ordinal may count, and as which step.
_COUNTED = (
    ("pilcrow", r"paragraph|¶"),
    ("counted-section", r"section"),
    ("recital", r"(?:whereas|recital)(?:\s(?:clause|paragraph|recital))?"),
    ("counted-label", r"sub-?section|sub-?paragraph|clause|sub-?clause|item"),
)
COUNTED = "|".join(words for _, words in _COUNTED)

NUMBER_WORDS = "|".join(CARDINALS[1:])
_NUMBER_WORD = re.compile(rf"(?:{NUMBER_WORDS})\b(?!-)", re.IGNORECASE)

_OFTEN = (*LEVELS_BY_DEPTH[2::-1], "section")  # tried first; the words exclude each other
LEVEL_WORDS = "|".join(
    f"(?P<{family}_s>{several})|(?P<{family}>{one})"
    for family, one, several in sorted(
        CITED_LEVELS, key=lambda level: _OFTEN.index(level[0]) if level[0] in _OFTEN else -1, reverse=True
    )
)
# "section", "the second paragraph", "the preamble": the word of a level before a label, or in place of one.
_LEVEL = re.compile(
    rf"(?:the\s)?(?:(?:{LEVEL_WORDS})(?![A-Za-z])|(?P<ordinal>{ORDINAL})\s+(?P<counted>{COUNTED})(?![A-Za-z])|(?P<preamble>preamble\b|pmbl\.))\s{{0,3}}",
    re.IGNORECASE,
)
# "(i-iii)", "(a, c)": several labels in one bracket.
_SEVERAL = re.compile(
    r"\s?\(\s?(?P<labels>[A-Za-z0-9]{1,5}(?:\s?(?:-|,\s?(?:and\s)?|&|\sand\s)\s?[A-Za-z0-9]{1,5}){1,20})\s?\)"
)
_BETWEEN_LABELS = re.compile(r"\s?(-|,\s?(?:and\s)?|&|\sand\s)\s?")
# "4.a.iii": a single label after the number only where it cannot be the first word of a sentence ("section 2.A
# report").
_DOTTED = re.compile(
    r"\.(?:(?:[A-Za-z]|[ivxl]{2,7})(?=\s*(?:$|[,;:)\]\"(]|\.(?:\s|$)|\s(?:of|and|or|in|to|through)\b))"
    r"|(?:[A-Za-z]{1,2}|[ivxl]{3,7})(?:\.(?:[A-Za-z]{1,2}|[ivxlIVXL]{3,7}|\d{1,3}))+(?![\w']))"
    r"(?:\.(?=,|\s(?:of|in|to|and|or)\b))?"
)
# "(a)"; "[a]" only right after its number, since "[1]" is the mark of a note.
_BRACKETED = re.compile(
    r"\s?\(\s?(?P<round>[A-Za-z]{1,2}|[ivxlIVXL]{1,7}|\d{1,3})\s?\)|\[(?P<square>[A-Za-z]|[ivxl]{2,5})\]"
)
# "Sec. 8. (a) (1)": as orders print their sections. Where a sentence continues after the label, one has ended before
# it.
_STOP_BEFORE_LABEL = re.compile(
    r"\.\s{0,2}(?=(?:\(\s?[A-Za-z0-9]{1,5}\s?\)\s?)+(?:$|[,;:.)\]\"-]|(?:of|and|or|through|thru|to|in|under)\b))"
)
# A number that begins another thing is no item: "§ 2, 82 Fed. Reg. 9125", "section 2, 28 January".
_NOT_ITEM = (
    r"(?![\w'])(?!\s*(?:F\.?\s?R\b|Fed\b|C\.?\s?F\.?\s?R|U\.?\s?S\.?\s?C|Stat\b|days?\b|years?\b|months?\b"
    rf"|{MONTH_START}[a-z]*\.?\s+\d{{4}}))"
)
_NUMBER = re.compile(rf"\d{{1,4}}(?:\.\d{{1,4}})*(?:-\d{{3,4}}(?!\d))?[A-Za-z]?{_NOT_ITEM}", re.IGNORECASE)
_APART = re.compile(r"(\d{1,2})\.\s(\d{1,2})(?=\.\s?\(\s?[A-Za-z]{1,2}\s?\))")  # "Sec. 1. 4. (a)", with spaces put in
_HYPHENATED = re.compile(rf"\d{{1,2}}-\d{{1,2}}{_NOT_ITEM}", re.IGNORECASE)
_ROMAN_OR_LETTER = re.compile(r"(?:[IVXL]{1,7}|[ivxl]{1,7}|[A-Za-z])(?![\w'.-]\w)(?![\w'])")
_CAPITAL = re.compile(r"(?:[IVXL]{1,7}|[A-Z])(?![\w'.-]\w)(?![\w'])")
_LIST = re.compile(r"\s{0,2}(?P<sep>,\s?(?:and|or|&)\s|,|and\s|or\s|&)\s{0,2}", re.IGNORECASE)
_RANGE = re.compile(r"\s{0,2}(?:-{1,2}|through\s|thru\s|to\s)\s{0,2}", re.IGNORECASE)
_OF = re.compile(r"\s{0,2},?\s{0,2}(?:of|in|under|within)\s(?:the\s)?", re.IGNORECASE)
# "section 5 and | that part of | section 6(f)"
_AND = re.compile(r"\s{0,2}(?:,?\s?(?:and|or|&)|;)\s(?:in\s|(?:that\s(?:part|portion)|so\smuch)\sof\s)?", re.IGNORECASE)
_COMMA = re.compile(r"\s{0,2}[,:]?\s{0,2}(?:at\s)?", re.IGNORECASE)

_LAST_LABEL = re.compile(r"\s([A-Za-z]|[ivxl]{1,5})(?=\s*$)")  # "section 1.4 a" typed in haste

MEMBERS_AT_MOST = 200  # in one list; longer ones are read as several
GROUPS_AT_MOST = 30  # level words joined; real pinpoints have far fewer


class _Group(NamedTuple):
    """A level word and the items it counts."""

    level: str
    members: tuple[Pinpoint, ...]
    end: int


class _LevelWord(NamedTuple):
    """A level word of a text, and where the items after it begin."""

    level: str
    several: bool
    label: str  # of an ordinal: "third paragraph" → "3"
    end: int


def read_pinpoints(text: str, position: int) -> tuple[Pinpoints, int] | None:
    """Read the pinpoint that begins at a position of plain text, and where it ends; None where none begins."""
    group = _group(text, position)
    if group is None:
        return None
    return _joined(text, list(group.members), group.end)


def _joined(text: str, members: list[Pinpoint], end: int) -> tuple[Pinpoints, int]:
    """The members, with every further group after them."""
    for _ in range(GROUPS_AT_MOST):
        joined = _next_group(text, end) if len(members) < MEMBERS_AT_MOST else None
        if joined is None:
            break
        how, group = joined
        members = _JOIN[how](members, group)
        end = group.end
    return Pinpoints(tuple(_inherit(members))), end


def read_section_without_word(text: str, position: int) -> tuple[Pinpoints, int] | None:
    """Read "1.4(a)" typed behind an order's number: a section with its labels, without the word."""
    word = _LevelWord("section", False, "", position)
    item = _item(text, position, word, first=True)
    if item is None or len(item[0]) < 2 and not item[0][0].label[-1].isalpha():
        return None
    if several := _several_in_bracket(text, item[1], item[0]):
        return Pinpoints(tuple(several[0])), several[1]
    members, end = [Pinpoint(item[0])], item[1]
    while len(members) < MEMBERS_AT_MOST and (longer := _longer(text, end, word, members)):
        members, end = longer
    return Pinpoints(tuple(members)), end


_SECTION_BEHIND = re.compile(
    r",?\s(?=\d{1,2}(?:\.|-(?=\d{3}))\d{1,3}(?:\s*$|\s?[,;)]))|,?\s?(?=[§¶])|,?\s(?=\d{1,2}[a-z](?:\(|\s*$))"
)


def read_section_behind_number(text: str, position: int) -> tuple[Pinpoints, int] | None:
    """Read a section right behind a document's number in a citation given whole: "EO 13526 1.4", "E.O.13526§1.4(g)"."""
    found = _SECTION_BEHIND.match(text, position)
    if not found:
        return None
    if text[found.end()] in "§¶":
        return read_pinpoints(text, found.end())
    item = _item(text, found.end(), _LevelWord("section", False, "", found.end()), first=True)
    return (Pinpoints((Pinpoint(item[0]),)), item[1]) if item else None


_LABELS = re.compile(r"(?:\s?\(\s?(?:[A-Za-z]|([A-Za-z])\1|[ivxl]{1,7}|[IVXL]{1,7}|\d{1,3}(?:\.\d{1,3})?)\s?\))+")


def read_labels_behind_number(text: str, position: int) -> tuple[Pinpoints, int] | None:
    """Read labels right behind a document's number ("EO 13587(7)(g)"): a numeral in front is the section's."""
    found = _LABELS.match(text, position)
    if not found:
        return None
    labels = re.findall(r"[\w.]+", found[0])
    first = _step("section", labels[0], False) if labels[0][0].isdecimal() else _step("", labels[0], True)
    steps = (first, *(_step("", label, True) for label in labels[1:]))
    return _joined(text, [Pinpoint(steps)], found.end())


# A joint and the beginning of a level word: most pinpoints end here, which this quick test finds.
_GOES_ON = re.compile(
    r"[\s,:;]{0,5}(?:(?:of|in|under|within|and|or|&|at)\s{1,2}(?:in\s{1,2}|(?:that\s(?:part|portion)|so\smuch)\sof\s)?)?(?:the\s)?"
    r"(?:§|¶|a[nprt]|s[ceui]|(?-i:ss?)\b\.?\s?\d|t(?:[ai]|hir|en)|p(?:[at]|re)|c[hl]|r[ou]|it|f[ino]|n[ino.]|ei|un|last|\d\d?[snrt])",
    re.IGNORECASE,
)


def _next_group(text: str, position: int) -> tuple[str, _Group] | None:
    if not _GOES_ON.match(text, position):
        return None
    for how, pattern in (("of", _OF), ("and", _AND), ("comma", _COMMA)):
        found = pattern.match(text, position)
        if found and (group := _group(text, found.end())):
            return how, group
    return None


def _group(text: str, position: int) -> _Group | None:
    """A level word and its items: "sections 1.1, 1.2(a) and (b)"."""
    word = _level_word(text, position)
    if word is None:
        return None
    if word.level == "preamble" or word.label:
        return _Group(word.level, (Pinpoint((Step(word.level, word.label),)),), word.end)
    item = _item(text, word.end, word, first=True)
    if item is None:
        # "the Annex": the only one, without a number
        return _Group(word.level, (Pinpoint((Step(word.level, ""),)),), word.end) if word.level == "annex" else None
    members, end = [Pinpoint(item[0])], item[1]
    if "(" in text[end : end + 2] and (several := _several_in_bracket(text, end, item[0])):
        members, end = several
    while len(members) < MEMBERS_AT_MOST and (longer := _longer(text, end, word, members)):
        members, end = longer
    return _Group(word.level, tuple(members), end)


def _several_in_bracket(text: str, position: int, around: tuple[Step, ...]) -> tuple[list[Pinpoint], int] | None:
    """The members of "2(c)(i-iii)" or "3(a, c)", where the bracket behind an item holds several labels."""
    found = _SEVERAL.match(text, position)
    if not found:
        return None
    members: list[Pinpoint] = []
    first, *rest = _BETWEEN_LABELS.split(found["labels"])
    members.append(Pinpoint((*around, Step("", first, bracketed=True))))
    for joint, label in zip(rest[::2], rest[1::2], strict=True):
        steps = (*around, Step("", label, bracketed=True))
        members[-1:] = [replace(members[-1], last=steps)] if joint == "-" else [members[-1], Pinpoint(steps)]
    return members, found.end()


def _level_word(text: str, position: int) -> _LevelWord | None:
    found = _LEVEL.match(text, position)
    if not found:
        return None
    if found["ordinal"]:
        return _counted(found)
    name = found.lastgroup or ""
    family = name.removesuffix("_s")
    # A preamble or annex has no item after it: the space stays outside.
    end = found.end(found.lastgroup or 0) if family in {"preamble", "annex"} else found.end()
    return _LevelWord(family, name.endswith("_s"), "", end)


def _counted(found: re.Match[str]) -> _LevelWord:
    """ "third paragraph", "last section": the label is the place, -1 from the end."""
    ordinal, counted = found["ordinal"].lower(), found["counted"].lower()
    if ordinal in ORDINAL_WORDS:
        number = ORDINAL_WORDS.index(ordinal) + 1
    else:
        number = int(ordinal[:-2]) if ordinal[0].isdigit() else -1
    level = next(level for level, words in _COUNTED if re.fullmatch(words, counted))
    return _LevelWord(level, False, str(number), found.end("counted"))


def _item(
    text: str, position: int, word: _LevelWord, first: bool, bare: bool = True
) -> tuple[tuple[Step, ...], int] | None:
    """A number and bracketed labels: "2(iii)(D)", "(iii)", "1.4". `bare` allows a number outside brackets."""
    if word.level == "annex":
        position += text.startswith(" ", position)
    steps, end = _numbered(text, position, word, first) if bare else ([], position)
    if _OPENING in text[end : end + 4] or text.startswith("[", end):  # a quick test: most items end here
        end = _add_labels(steps, text, end, word)
    elif len(text) - end < _LONGEST_LAST_LABEL and steps:
        end = _add_last_label(steps, text, end, word)
    return (tuple(steps), end) if steps else None


_OPENING = "("
_LONGEST_LAST_LABEL = 24  # characters, with the space behind it


def _add_labels(steps: list[Step], text: str, position: int, word: _LevelWord) -> int:
    """Add the labels in brackets behind an item to its steps, and return where they end."""
    stop = _STOP_BEFORE_LABEL.match(text, position) if steps and word.level == "section" else None
    end = stop.end() if stop else position
    while found := _BRACKETED.match(text, end):
        steps.append(_step("" if steps else word.level, found["round"] or found["square"], True))
        end = found.end()
    return end


def _add_last_label(steps: list[Step], text: str, position: int, word: _LevelWord) -> int:
    """ "section 1.4 a" typed in haste: a letter at the end of the text is a label."""
    found = _LAST_LABEL.match(text, position) if word.level == "section" and len(steps) == 1 else None
    if found is None:
        return position
    steps.append(Step("", found[1], bracketed=True))
    return found.end()


def _numbered(text: str, position: int, word: _LevelWord, first: bool) -> tuple[list[Step], int]:
    """A number, in figures or words, with the labels behind points: "4.a.iii"; () where there is none."""
    head = _spelled(text, position) if first and word.level == "section" else None
    if word.level == "section" and (apart := _APART.match(text, position)):
        head = f"{apart[1]}.{apart[2]}", apart.end()
    head = head or _head(text, position, word, first)
    if head is None:
        return [], position
    steps, end = [_step(word.level, head[0], False)], head[1]
    if text.startswith(".", end) and (dotted := _DOTTED.match(text, end)):
        steps += [_step("", label, True) for label in dotted[0].strip(".").split(".")]
        end = dotted.end()
    return steps, end


_step = lru_cache(maxsize=4_096)(Step)  # the same few steps occur again and again


def _spelled(text: str, position: int) -> tuple[str, int] | None:
    """ "Section Seven": the number as a numeral."""
    found = _NUMBER_WORD.match(text, position) if text[position : position + 1].isalpha() else None
    return (str(CARDINALS.index(found[0].lower())), found.end()) if found else None


def _head(text: str, position: int, word: _LevelWord, first: bool) -> tuple[str, int] | None:
    for pattern in _HEADS.get(word.level, (_NUMBER, _ROMAN_OR_LETTER)) if first else (_NUMBER, _CAPITAL):
        if pattern is _HYPHENATED and word.several:
            continue  # "sections 2-4" is a range
        if found := pattern.match(text, position):
            return found[0], found.end()
    return None


_HEADS: dict[str, tuple[re.Pattern[str], ...]] = {
    "section": (_HYPHENATED, _NUMBER, _CAPITAL),
    "title": (_CAPITAL,),  # "title 5" is of the United States Code
    "pilcrow": (_NUMBER,),
    "unlabelled": (_NUMBER,),
    "footnote": (_NUMBER,),
    "table": (_NUMBER,),
    "row": (_NUMBER,),
    **dict.fromkeys((*DIVISIONS.keys() - {"title"}, *ANNEXES), (_HYPHENATED, _NUMBER, _CAPITAL)),
}


_ENDS = frozenset({"", ".", ":", ";", ")", '"'})  # after an item: the list ends


def _longer(text: str, position: int, word: _LevelWord, members: list[Pinpoint]) -> tuple[list[Pinpoint], int] | None:
    """The list with one item more, or with its last member made a range; None where it ends."""
    if text[position : position + 1] in _ENDS or text.startswith(" of", position):
        return None
    before = members[-1].last or members[-1].steps
    if (found := _RANGE.match(text, position)) and (item := _item(text, found.end(), word, False)):
        return [*members[:-1], replace(members[-1], last=_beside(before, item[0]))], item[1]
    found = _LIST.match(text, position)
    if not found:
        return None
    bare = word.several or "," not in found["sep"]
    item = _item(text, found.end(), word, False, bare=bare) or _letter(text, found.end(), word, before)
    return ([*members, Pinpoint(_beside(before, item[0]))], item[1]) if item else None


def _letter(
    text: str, position: int, word: _LevelWord, before: tuple[Step, ...]
) -> tuple[tuple[Step, ...], int] | None:
    """ "subsections b and c": a letter without brackets goes on only from another."""
    plain = word.several and word.level not in OUTER and len(before) == 1 and not before[0].bracketed
    found = _ROMAN_OR_LETTER.match(text, position) if plain else None
    return ((_step(word.level, found[0], False),), found.end()) if found else None


def _beside(before: tuple[Step, ...], item: tuple[Step, ...]) -> tuple[Step, ...]:
    """An item without its beginning, completed from the item before: "1.2(a) and (b)" → 1.2(b)."""
    if not item[0].bracketed or before[0].bracketed and len(before) == 1:
        return item
    depths = range(len(before) - 1, -1 if before[0].bracketed else 0, -1)
    for next_only in (True, False):
        for depth in depths:
            if may_follow(before[depth].label, item[0].label, next_only):
                return before[:depth] + (replace(item[0], level=before[depth].level), *item[1:])
    depth = max(len(before) - 1, 1)
    return before[:depth] + (replace(item[0], level=""), *item[1:])


def _outer(member: Pinpoint, around: tuple[Step, ...]) -> Pinpoint:
    last = around + member.last if member.last else ()
    return Pinpoint(around + member.steps, last)


def _join_of(members: list[Pinpoint], group: _Group) -> list[Pinpoint]:
    """ "paragraph (D) of section 2(iii)": what follows is around every member that has no section yet."""
    if all(m.steps[0].level in OUTER and _RANK[m.steps[0].level] <= _RANK[group.level] for m in members):
        return [*members, *group.members]
    closed = [m for m in members if m.steps[0].level == "section" and group.level == "section"]
    inner = [m for m in members if m not in closed]
    return closed + [_outer(m, around.steps) for around in group.members for m in inner]


def _join_and(members: list[Pinpoint], group: _Group) -> list[Pinpoint]:
    return [*members, *group.members]


def _join_comma(members: list[Pinpoint], group: _Group) -> list[Pinpoint]:
    """ "section 2, subsection (iii)": what follows is inside, unless its level word is an outer one."""
    first = members[-1].steps[0].level
    if group.level in OUTER and first == group.level:
        return [*members, *group.members]
    if group.level in OUTER and _RANK[group.level] < _RANK[first]:
        return _join_of(members, group)
    ahead, around = members[:-1], members[-1]
    return ahead + [_outer(m, around.last or around.steps) for m in group.members]


_JOIN = {"of": _join_of, "and": _join_and, "comma": _join_comma}


def _inherit(members: list[Pinpoint]) -> list[Pinpoint]:
    """A later member without a section takes it from the one before: "section 1(a) and paragraph (2)"."""
    result: list[Pinpoint] = []
    for member in members:
        before = result[-1].steps if result else ()
        rootless = before and before[0].level == "section" and member.steps[0].level not in OUTER
        if rootless and member.steps[0].bracketed:
            result.append(Pinpoint(_beside(before, member.steps), member.last))
        else:
            result.append(member)
    return result
