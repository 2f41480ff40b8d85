"""From text to citations: scan for anchors, read the forms there, join the parts that belong together.

Every form is tried once at each anchor, and what it reads is not read again, so the time is linear in the length of any
text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .form import Form
from .parts import (
    CORES,
    Citation,
    Contextual,
    Dated,
    DirectiveNumber,
    KindNamed,
    Numbered,
    Outside,
    Part,
    Pinpoints,
    Quoted,
)
from .pinpoint import read_labels_behind_number, read_pinpoints, read_section_behind_number
from .registry import TABLE, FormTable
from .typography import lower, plain

WHOLE_AT_MOST = 4_000  # characters read of a text given as one citation

_LONGEST_JOINT = 24  # characters
# "section 3 | of the", "E.O. 1 | , entitled", "| (as amended by": between two parts of one citation.
_JOINT = re.compile(
    r"[\s,:;()\[\]]{0,4}(?:(?:of|the|said|in|on|at|under|to|dated|signed|issued|and|entitled|titled|called|as\samended(?:\sby)?)\b[\s,:(]{0,4}){0,4}",
    re.IGNORECASE,
)
_OF = re.compile(r"\s{0,2},?\s{0,2}(?:of|in|under|to)\b", re.IGNORECASE)
# "…, and section 2 of Executive Order 13780": a pinpoint of the document named behind it.
_OF_THE_NEXT = re.compile(
    r"\s{0,2},?\s{1,2}(?:of|in|to)\s(?:the\s)?(?:said\s|that\s|such\s)?(?:executive\s|e\.\s?o|eo\s?\d|proclamation|presidential|memorandum\sof)",
    re.IGNORECASE,
)
# "Executive Order 13399; on February 13, 2008, in Executive Order 13460", "the memorandum of May 3, as amended by".
_SAID_OF_THE_NEXT = re.compile(r";\s(?:and\s)?on\b|\band\son\b|\bamended\sby\b", re.IGNORECASE)
_ONE_TARGET = re.compile(r"(?:^|\b)(?:and|;)", re.IGNORECASE)


def scan(text: str, whole: bool = False, table: FormTable = TABLE) -> Iterator[Part]:
    """Find the parts of citations in a text, in order, none overlapping another. `whole`: weak forms count too."""
    readable = plain(text)
    spaced = " " + lower(readable)
    anchors = table.whole if whole else table.running
    position = 0
    while found := anchors.next(spaced, position):
        start, forms = found
        part = _read(readable, start, forms)
        if part is None:
            position = start + 1
            continue
        yield part
        position = part.end
        if type(part.value) in _HAVE_LABELS_BEHIND and (behind := _labels_behind(readable, part, whole)):
            yield behind
            position = behind.end


_HAVE_LABELS_BEHIND = frozenset({Numbered, DirectiveNumber})


# "E.O. 13526 s1.4(c)", "E.O. 13526, s. 3.3(b)(1)": the mark of a section, in running text right behind a number.
_SECTION_MARK = re.compile(r",?\s(?=s{1,2}\.?\s?\d{1,2}\.\d)", re.IGNORECASE)


def _labels_behind(text: str, part: Part, whole: bool) -> Part | None:
    """ "EO 13587(7)(g)(2)": labels that follow a number at once, or a space behind it in a text given whole.

    In running text a single label is the mark of a note.
    """
    if whole and (section := read_section_behind_number(text, part.end)):
        return Part(part.end, section[1], "number-and-labels", section[0])
    if not whole and (marked := _SECTION_MARK.match(text, part.end)):
        pins = read_pinpoints(text, marked.end())
        return Part(marked.end(), pins[1], "pinpoint", pins[0]) if pins else None
    opens = text[part.end : part.end + 2]
    if not (opens[:1] == "(" or whole and opens == " ("):
        return None
    found = read_labels_behind_number(text, part.end)
    if not found or not whole and len(found[0].members[0].steps) < 2:
        return None
    return Part(part.end, found[1], "number-and-labels", found[0])


def _read(text: str, start: int, forms: tuple[Form, ...]) -> Part | None:
    for form in forms:
        found = form.pattern.match(text, start)
        if found and (reading := form.read(text, found)):
            return Part(start, reading[1], form.name, reading[0])
    return None


def read_citation(text: str) -> Citation:
    """Read a text given as one citation: every part of it, whatever is between the parts."""
    shortened = text[:WHOLE_AT_MOST]
    return Citation(text, 0, len(text), tuple(scan(shortened, whole=True)), whole=True)


def find_citations(text: str, table: FormTable = TABLE) -> Iterator[Citation]:
    """Find every citation of a running text, with its characters.

    A group of joined parts is a citation when something in it says which document is meant: a
    number, a page, a kind with its day or its quoted title, words of context, or a law outside.
    """
    group: list[Part] = []
    for part in _opened(text, scan(text, table=table)):
        if group:
            # Most parts are alone, so the distance is tested first.
            if part.start - group[-1].end <= _LONGEST_JOINT and _belongs(text, group, part):
                group.append(part)
                continue
            if citation := _closed(text, group):
                yield citation
        group = [part]
    if group and (citation := _closed(text, group)):
        yield citation


def _opened(text: str, parts: Iterator[Part]) -> Iterator[Part]:
    """The parts, where a quotation that cannot be a title is replaced by the parts inside it. It may be a title where
    something next to it may have one.
    """
    before: Part | None = None
    part = next(parts, None)
    while part:
        following = next(parts, None)
        if type(part.value) is not Quoted or _is_beside(text, before, part) or _is_beside(text, part, following):
            yield part
        else:
            yield from _inside(text, part)
        before, part = part, following


def _is_beside(text: str, one: Part | None, other: Part | None) -> bool:
    """Whether two neighbouring parts are joined, and one of them may be the title of the other."""
    if one is None or other is None or not _JOINT.fullmatch(text[one.end : min(other.start, one.end + 60)]):
        return False
    named = one.value if isinstance(other.value, Quoted) else other.value
    behind = isinstance(other.value, Quoted)
    return isinstance(named, (*CORES, KindNamed, Dated) if behind else CORES)


def _inside(text: str, quoted: Part) -> Iterator[Part]:
    start = quoted.start + 1
    for part in scan(text[start : quoted.end - 1]):
        yield part._replace(start=part.start + start, end=part.end + start)


def _belongs(text: str, group: list[Part], part: Part) -> bool:
    """Whether a part continues the group: only a joint is between them, and it says something new."""
    last = group[-1]
    gap = text[last.end : part.start]
    if not _JOINT.fullmatch(gap):
        return False
    if isinstance(last.value, Outside) or isinstance(part.value, Outside):
        return False
    if _SAID_OF_THE_NEXT.search(gap) or _is_another(group, part):
        return False
    if _ONE_TARGET.search(gap) and not isinstance(part.value, (Dated, Pinpoints)):
        return False
    if isinstance(part.value, Pinpoints) and _OF_THE_NEXT.match(text, part.end):
        return False
    return _says_more(group, part, gap)


def _is_another(group: list[Part], part: Part) -> bool:
    """Whether a part names a document of another kind: "Executive Order 11051, the Presidential Memorandum of …"."""
    if not isinstance(part.value, KindNamed):
        return False
    kinds = {member.value.kind for member in group if isinstance(member.value, Numbered)}
    return bool(kinds) and part.value.kind not in {*kinds, "order"}


def _says_more(group: list[Part], part: Part, gap: str) -> bool:
    if type(part.value) in {type(member.value) for member in group}:
        return False
    last = group[-1].value
    if isinstance(part.value, Pinpoints):
        joined = gap.strip() or gap == " " or part.form == "number-and-labels"
        # "the reference to Executive Order 11556 in section 3(16)": the section is not one of that order.
        return bool(joined) and gap.split()[-1:] != ["in"]
    if isinstance(last, Pinpoints):  # "section 3 of EO 13526": after a pinpoint comes what it is in
        return bool(_OF.match(gap) or gap.strip() in {",", "", "("})
    # "that order, Executive Order 12544": two documents
    return not (isinstance(part.value, Contextual) or isinstance(last, Contextual) and isinstance(part.value, CORES))


def _closed(text: str, group: list[Part]) -> Citation | None:
    """The citation that a group of parts makes; None if it makes none. Trailing parts that belong to what follows are
    left out.
    """
    while len(group) > 1 and isinstance(group[-1].value, (KindNamed, Quoted)):
        is_title = any(isinstance(part.value, (KindNamed, *CORES)) for part in group[:-1])
        if isinstance(group[-1].value, Quoted) and is_title:
            break
        group = group[:-1]
    if not _identifies(group):
        return None
    start, end = group[0].start, behind_bracket(text, group[0].start, group[-1].end)
    return Citation(text[start:end], start, end, tuple(group))


def behind_bracket(text: str, start: int, end: int) -> int:
    """Return the end of a citation, behind the bracket that closes one opened inside it.

    "75 Fed. Reg. 707 (Dec. 29, 2009)": the day is the last part, and the bracket behind it belongs to the citation.
    """
    if not text.startswith(")", end):
        return end
    return end + 1 if text.count("(", start, end) > text.count(")", start, end) else end


_BY_ITSELF = frozenset({*CORES, Outside, Contextual, Pinpoints})


def _identifies(group: list[Part]) -> bool:
    if type(group[0].value) in _BY_ITSELF:
        return True
    kinds = {type(part.value) for part in group}
    if not kinds.isdisjoint(_BY_ITSELF):
        return True
    if KindNamed not in kinds:
        return False
    return Quoted in kinds or any(isinstance(part.value, Dated) and part.value.day for part in group)
