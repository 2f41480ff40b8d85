"""Edits of words inserted, struck or substituted: all edits of a group are found first, then written at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .amendments import Instruction, Obstacle, PlaceInText, Reason, StateProvision, Times, Words, joined_text
from .state_provisions import below, cut, length, locate, splice, trimmed
from .word_search import (
    LABEL,
    SEAM,
    TEXT,
    At,
    Scope,
    folded,
    is_caption,
    occurrences,
    occurrences_in_any_case,
    scope_of,
    sentences_in,
)

_LONG = 8  # from this number of words on, case is ignored ("section 2 of the Act of August 18, 1914")
_TELLING = 4  # from this number of words on, words that are elsewhere may be those meant
_MARKS = (",", ".", ";")
_NEW_ITEM = re.compile(r"(?P<before>(?:[;,.]\s*)?(?:and|or)?\s*)(?P<label>\([0-9A-Za-z]{1,5}\)|\d{1,2}\.)\s+(?=\S)")
# "Bureau" in "Bureau of Land Management" is part of a longer name.
_OF_A_NAME = re.compile(r"\s+(?:of|for|on)\s+(?:the\s+)?[A-Z]|\s+[A-Z][a-z]|-")
# "the Council" is not meant in "the Council of Economic Advisers".
ONE_NAME = re.compile(r"(?:[Tt]he\s+)?[A-Z][a-z]+")
OF_ANOTHER = re.compile(r"\s+(?:of|for|on)\s+(?:the\s+)?[A-Z]")
_NAME_BEFORE = re.compile(
    r"(?!(?:The|This|That|Such|Said|Any|Each|Every|All|No|A|An|If|When|In|To|By|Of|And|Or)\b)[A-Z][\w'.]*\s+\Z"
)


@dataclass(frozen=True, slots=True)
class TextEdit:
    """New words for some characters of a provision's own text."""

    piece: int
    start: int
    end: int
    new: Words
    order: int = 0


Window = tuple[Scope, int, int]


def edits_of(
    pieces: Sequence[StateProvision], group: Sequence[Instruction]
) -> list[TextEdit] | tuple[Instruction, Obstacle]:
    """Return the edits of a group's instructions on words, or the first instruction that cannot be applied and the
    obstacle.

    The longest old words come first, so that "section 5 (b)" comes before "section 5"; no characters are edited twice.
    """
    edits: list[TextEdit] = []
    lacking: list[tuple[Instruction, Obstacle]] = []
    order = sorted(range(len(group)), key=lambda n: (-len(group[n].old), n))
    for n in order:
        windows = windows_of(pieces, group[n])
        if isinstance(windows, Obstacle):
            return group[n], windows
        made = _open_end(pieces, group[n]) or _edits(windows, group[n], edits, n)
        if not isinstance(made, Obstacle):
            edits += made
        elif _is_one_of_several(group, group[n], made):
            lacking.append((group[n], made))
        else:
            return group[n], _narrowed(pieces, windows, group[n], made)
    return edits if edits or not lacking else lacking[0]


def _is_one_of_several(group: Sequence[Instruction], one: Instruction, made: Obstacle) -> bool:
    """Whether words that are not there are some of several of one clause, changed in the order "wherever they appear":
    "“Federal Aviation Agency” and “Agency” wherever they appear".
    """
    everywhere = one.times == "everywhere" and not one.place.paths and made.reason == "WORDS_NOT_FOUND"
    return everywhere and any(other is not one and other.start == one.start for other in group)


_SEVERAL = ("several",)


def _narrowed(pieces: Sequence[StateProvision], windows: list[Window], one: Instruction, made: Obstacle) -> Obstacle:
    """An obstacle of words that occur too often: it concerns the provisions that have them, and no others."""
    old = one.beside if one.operation == "insert" else one.old
    if made.reason == "WORDS_NOT_FOUND" and made.touches and len(old.split()) >= _TELLING:
        return replace(made, touches=(*made.touches, *_elsewhere_in(pieces, old)))
    if made.touches is not _SEVERAL:
        return made
    found: list[str] = []
    for scope, start, end in windows:
        for span in _inside((scope, start, end), occurrences(scope, old)):
            found += [pieces[place[0]].path for place in scope.at[span[0] : span[1]]]
    return Obstacle(made.reason, tuple(dict.fromkeys(found)) or one.place.paths or None)


def _elsewhere_in(pieces: Sequence[StateProvision], old: str) -> tuple[str, ...]:
    """The provisions that have words which are not in the place named: these may be meant."""
    scope = scope_of(pieces, range(len(pieces)))
    firsts = (scope.at[start][0] for start, _ in occurrences(scope, old))
    return tuple(dict.fromkeys(pieces[n].path for n in firsts))


def windows_of(pieces: Sequence[StateProvision], one: Instruction) -> list[Window] | Obstacle:
    """Return the windows (stretches of text) that an instruction applies to."""
    place = one.place
    if not place.paths:
        return _everywhere(pieces, one)
    windows: list[Window] = []
    for numbers in _numbers(pieces, one):
        if isinstance(numbers, Obstacle):
            return numbers
        found = _in_provision(pieces, numbers, place)
        if not found:
            return Obstacle("PLACE_NOT_FOUND", place.paths)
        windows += found
    return windows


def _everywhere(pieces: Sequence[StateProvision], one: Instruction) -> list[Window] | Obstacle:
    place = one.place
    if place.sentences or place.part in {"own", "heading"}:
        return Obstacle("EXTENT_UNSURE")
    only_title = place.title and one.times == "once"
    return [] if only_title else [_whole(scope_of(pieces, range(len(pieces))))]


def _in_provision(pieces: Sequence[StateProvision], numbers: list[int], place: PlaceInText) -> list[Window]:
    """The windows of one provision; none where it lacks the sentences named."""
    if place.part == "heading":
        return [_whole(scope_of(pieces, numbers[:1], only_heading=True))]
    only = numbers[:1] if place.part == "own" else numbers
    if not place.sentences:
        return [_whole(scope_of(pieces, only))]
    scope = scope_of(pieces, only, skip_heading=True)
    found = sentences_in(scope)
    head = pieces[only[0]]
    if head.label and not head.heading and len(found) > 1 and is_caption(scope.folded[slice(*found[0])]):
        found = found[1:]
    spans = [_nth(found, k) for k in place.sentences]
    return [(scope, *span) for span in spans if span] if None not in spans else []


def _whole(scope: Scope) -> Window:
    return scope, 0, len(scope.folded)


def _nth(found: list[tuple[int, int]], number: int) -> tuple[int, int] | None:
    at = number - 1 if number > 0 else number
    return found[at] if -len(found) <= at < len(found) else None


def _numbers(pieces: Sequence[StateProvision], one: Instruction) -> Iterator[list[int] | Obstacle]:
    paths = one.place.paths
    if one.place.ranged and len(paths) == 2:
        yield _range_numbers(pieces, paths)
        return
    for path in paths:
        found = locate(pieces, path)
        if not found:
            reason: Reason = "ANNEX_NOT_HELD" if path.startswith("annex") else "PLACE_NOT_FOUND"
            yield Obstacle(reason, (path, _above(pieces, path)))
        elif len(found) > 1 and path != "preamble":
            yield Obstacle("EXTENT_UNSURE", tuple(pieces[n].path for n in found))
        else:
            yield [n for at in found for n in below(pieces, at)]


def _range_numbers(pieces: Sequence[StateProvision], paths: tuple[str, ...]) -> list[int] | Obstacle:
    first, last = locate(pieces, paths[0]), locate(pieces, paths[1])
    if len(first) == len(last) == 1 and first < last:
        return list(range(first[0], below(pieces, last[0])[-1] + 1))
    return Obstacle("PLACE_NOT_FOUND", paths)


def _above(pieces: Sequence[StateProvision], path: str) -> str:
    """The nearest ancestor of a path that does not exist."""
    while "/" in path:
        path = path.rpartition("/")[0]
        if found := locate(pieces, path):
            return pieces[found[0]].path
    return path


def _edits(windows: list[Window], one: Instruction, taken: list[TextEdit], order: int) -> list[TextEdit] | Obstacle:
    if one.operation == "insert" and not one.beside:
        return _at_edge(windows, one, order)
    total: list[TextEdit] = []
    for window in windows:
        made = _in_window(window, one, taken, order)
        if isinstance(made, Obstacle):
            return made
        total += made
    if one.place.sentences and len(one.place.paths) > 1 and _elsewhere(windows, one):
        return Obstacle("EXTENT_UNSURE", one.place.paths)
    wrong = _wrong_count(len(total), one) if windows else None
    return Obstacle(wrong, one.place.paths or None) if wrong else total


def _elsewhere(windows: list[Window], one: Instruction) -> bool:
    """Whether words are also outside the sentences named, of which it is not sure that every place has them: "in the
    first sentence of section 2 and in sections 3 and 4".
    """
    old = one.beside if one.operation == "insert" else one.old
    return any(
        len(list(occurrences(scope, old))) != len(_inside((scope, start, end), occurrences(scope, old)))
        for scope, start, end in windows[1:]
    )


def _wrong_count(count: int, one: Instruction) -> Reason | None:
    """Whether the number of matches in all places of an instruction is wrong."""
    if not count and not one.listed:
        return "WORDS_NOT_FOUND"
    if one.times != "both" or count == 2:
        return None
    return "WORDS_SEVERAL_TIMES" if count > 2 else "WORDS_NOT_FOUND"


def _in_window(window: Window, one: Instruction, taken: list[TextEdit], order: int) -> list[TextEdit] | Obstacle:
    """The edits in one window, by the first form of the old words that occurs there."""
    touched = one.place.paths or None
    for old, new in _forms(one):
        spans = _spans(window, one, old, taken)
        capitals = _at_start(window, one, old, new, order) if not spans or _is_everywhere(one) else []
        if spans:
            made = _edits_at(window[0], spans, one, new, order)
            return made if isinstance(made, Obstacle) else [*made, *capitals]
        if capitals:
            return capitals
    return Obstacle("WORDS_NOT_FOUND", touched) if one.times == "once" and not one.listed else []


def _edits_at(
    scope: Scope, spans: list[tuple[int, int]], one: Instruction, new: Words, order: int
) -> list[TextEdit] | Obstacle:
    if one.times == "once" and len(spans) > 1:
        return Obstacle("WORDS_SEVERAL_TIMES", _SEVERAL)
    chosen = _chosen(spans, one.times)
    if not chosen:
        return Obstacle("WORDS_NOT_FOUND", one.place.paths or None)
    made = [edit for span in chosen if (edit := _edit(scope, span, one, new, order))]
    return made if len(made) == len(chosen) else Obstacle("EXTENT_UNSURE", one.place.paths or None)


_NUMBERED = {"first": slice(1), "second": slice(1, 2), "third": slice(2, 3), "last": slice(-1, None)}


def _chosen(spans: list[tuple[int, int]], times: Times) -> list[tuple[int, int]]:
    """Which of the places of words an instruction means: one by its number, or all."""
    return spans[_NUMBERED[times]] if times in _NUMBERED else spans


def _spans(window: Window, one: Instruction, old: str, taken: list[TextEdit]) -> list[tuple[int, int]]:
    """Where the old words are in a window, as the instruction says, and not taken by another instruction."""
    scope, _, end = window
    here = _inside(window, occurrences(scope, old))
    if _is_everywhere(one) and ONE_NAME.fullmatch(old):
        here = [span for span in here if not OF_ANOTHER.match(scope.folded, span[1])]
    found = [span for span in here if _fits(scope, span, one, end) and not _is_taken(scope, span, taken)]
    if found or one.operation == "insert" or len(old.split()) < _LONG:
        return found
    alike = _inside(window, occurrences_in_any_case(scope, old))
    return alike if len(alike) == 1 else []


def _inside(window: Window, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    _, start, end = window
    return [span for span in spans if start <= span[0] and span[1] <= end]


def _is_taken(scope: Scope, span: tuple[int, int], taken: list[TextEdit]) -> bool:
    return any(_overlaps(scope, span, edit) for edit in taken)


def _forms(one: Instruction) -> Iterator[tuple[str, Words]]:
    """The old and new words as printed, then without a mark that may belong to the sentence around."""
    if one.operation == "insert":
        yield one.beside, one.new
        if one.beside.endswith(_MARKS) and len(one.beside) > 1:
            yield one.beside[:-1], one.new
        return
    yield _first_form(one)
    if one.old.endswith(_MARKS) and len(one.old) > 1 and any(one.loose):
        yield one.old[:-1], _without_mark(one.new)


# "striking “, and the Board.”": not a whole sentence, so that the full stop is the sentence's.
_ENDS_A_SENTENCE = re.compile(r"(?:[,;(]|\W?[a-z]).*[^.]\.", re.DOTALL)


def _first_form(one: Instruction) -> tuple[str, Words]:
    """The words as printed, except that the mark in the text is kept where only one side has a mark that may belong to
    the sentence around.
    """
    text = joined_text(one.new)
    marked, ends = one.old.endswith(_MARKS), text.endswith(_MARKS)
    old_loose, new_loose = one.loose
    if one.operation == "strike" and old_loose and _ENDS_A_SENTENCE.fullmatch(one.old):
        return one.old[:-1], ()
    if marked and text and not ends and old_loose:
        return one.old[:-1], one.new
    if not (ends and new_loose):
        return one.old, one.new
    if marked:
        return one.old, _without_mark(one.new) + _mark(one, one.old)
    return one.old, _without_mark(one.new)


def _without_mark(words: Words) -> Words:
    """Words without the mark that ends them; a mark alone stays."""
    text = joined_text(words)
    return cut(words, 0, length(words) - 1) if text.endswith(_MARKS) and len(text) > 1 else words


def _is_everywhere(one: Instruction) -> bool:
    return one.times == "everywhere" and not one.listed


def _at_start(window: Window, one: Instruction, old: str, new: Words, order: int) -> list[TextEdit]:
    """Edits of old words that begin a sentence with a capital; the capital stays if the new words begin with the same
    letter.
    """
    scope = window[0]
    if one.operation != "substitute" or not _begins_alike(old, joined_text(new)):
        return []
    spans = _inside(window, occurrences(scope, old[0].upper() + old[1:]))
    if not all(_begins_sentence(scope, start) for start, _ in spans) or (len(spans) > 1 and not _is_everywhere(one)):
        return []
    found = [edit for span in spans if (edit := _edit(scope, span, one, new, order))]
    return [TextEdit(one.piece, one.start + 1, one.end, cut(new, 1, length(new)), order) for one in found]


def _begins_alike(old: str, new: str) -> bool:
    return old[:1].islower() and len(old.split()) >= 3 and new[:1].lower() == old[:1]


def _begins_sentence(scope: Scope, at: int) -> bool:
    return not at or scope.at[at][2] == 0 or scope.folded[:at].rstrip().endswith(".")


def _mark(one: Instruction, old: str) -> Words:
    """The mark at the end of the new words, if the old words end with it too; else "", and the mark in the text is
    kept.
    """
    text = joined_text(one.new)
    return cut(one.new, length(one.new) - 1, length(one.new)) if text[-1] == old[-1] else ()


def _fits(scope: Scope, span: tuple[int, int], one: Instruction, end: int) -> bool:
    """Whether the words are where the instruction says: next to others, or at the end."""
    if one.operation != "insert" and one.beside:
        beside = folded(one.beside)
        forms = [beside, beside[:-1]] if beside.endswith(_MARKS) and len(beside) > 1 else [beside]
        if one.side == "after":
            return any(scope.folded[: span[0]].rstrip().endswith(form) for form in forms)
        return any(scope.folded[span[1] :].lstrip().startswith(form) for form in forms)
    old = one.beside if one.operation == "insert" else one.old
    return not (one.trailing and _ends_provisions(old)) or not scope.folded[span[1] : end].strip()


def _ends_provisions(old: str) -> bool:
    """Whether words may be those that end a provision: a mark, or the joint of a list."""
    return old in {"and", "or"} or (len(old) <= 5 and not old.strip(".,;:").strip().isalnum())


def _overlaps(scope: Scope, span: tuple[int, int], edit: TextEdit) -> bool:
    return any(
        piece == edit.piece and field == TEXT and edit.start <= at < edit.end
        for piece, field, at in scope.at[span[0] : span[1]]
    )


def _edit(scope: Scope, span: tuple[int, int], one: Instruction, new: Words, order: int) -> TextEdit | None:
    """The edit of one occurrence; None where it crosses the border of a provision."""
    places = scope.at[span[0] : span[1]]
    if one.operation == "insert":
        return _edit_behind(scope, span, one, new, order) if one.side == "after" else _edit_at(places[0], new, order)
    first, last = places[0], places[-1]
    if first[0] != last[0] or last[1] != TEXT:
        return None
    if first[1] == LABEL:
        return _edit_behind_label(scope, span, new, order)
    if any(kind == SEAM for _, kind, _ in places):
        return None
    return TextEdit(first[0], first[2], last[2] + 1, new, order)


def _edit_at(place: At, new: Words, order: int) -> TextEdit | None:
    piece, kind, at = place
    return TextEdit(piece, at, at, new, order) if kind == TEXT else None


def _edit_behind(scope: Scope, span: tuple[int, int], one: Instruction, new: Words, order: int) -> TextEdit | None:
    """The edit that inserts words behind others: before the full stop of these, where it is the instruction's."""
    piece, kind, at = scope.at[span[1] - 1]
    if one.loose[1] and scope.folded[span[1] : span[1] + 1] in _MARKS:
        new = _without_mark(new)
    closes = one.closing and scope.folded[span[0] : span[1]].endswith(".")
    return _edit_at((piece, kind, at if closes else at + 1), new, order)


def _edit_behind_label(scope: Scope, span: tuple[int, int], new: Words, order: int) -> TextEdit | None:
    """The edit of old words that begin with a provision's label, where the new words begin with the same label."""
    places = scope.at[span[0] : span[1]]
    signs = zip(scope.folded[span[0] : span[1]], places, strict=True)
    label = "".join(sign for sign, place in signs if place[1] == LABEL)
    if places[0][2] or not folded(joined_text(new)).startswith(label):
        return None
    first = next(place for place in places if place[1] == TEXT)
    text = joined_text(new)
    begin = len(label) + len(text) - len(text.lstrip())
    rest = trimmed(cut(new, begin, length(new)), left=True)
    return TextEdit(first[0], first[2], places[-1][2] + 1, rest, order)


def _at_edge(windows: list[Window], one: Instruction, order: int) -> list[TextEdit] | Obstacle:
    """Edits that insert words at the end or the beginning of a place, or after a sentence."""
    if len(windows) != 1 or one.side not in {"end", "start", "after", "before"}:
        return Obstacle("EXTENT_UNSURE", one.place.paths or None)
    scope, start, end = windows[0]
    if not one.place.paths:
        return Obstacle("EXTENT_UNSURE")
    places = [place for place in scope.at[start:end] if place[1] == TEXT]
    if not places:
        return Obstacle("PLACE_NOT_FOUND", one.place.paths)
    piece, _, at = places[-1] if one.side in {"end", "after"} else places[0]
    at += one.side in {"end", "after"} and not (_goes_on(one) and scope.folded[start:end].rstrip().endswith("."))
    return [TextEdit(piece, at, at, one.new, order)]


def _open_end(pieces: Sequence[StateProvision], one: Instruction) -> Obstacle | None:
    """The obstacle where words go to the end of a provision of one paragraph, and those that follow may be its own."""
    if one.operation != "insert" or one.beside or one.side != "end":
        return None
    found = (n for path in one.place.paths for n in locate(pieces, path) if below(pieces, n) == [n])
    capital = joined_text(one.new)[:1].isupper()
    return next((doubt for n in found if (doubt := _its_end_unsure(pieces, n, capital=capital))), None)


def _its_end_unsure(pieces: Sequence[StateProvision], at: int, *, capital: bool) -> Obstacle | None:
    behind = pieces[at + 1] if at + 1 < len(pieces) else None
    if behind and not (behind.label or behind.struck) and pieces[at].label:
        return Obstacle("EXTENT_UNSURE", (pieces[at].path, behind.path))
    return Obstacle("EXTENT_UNSURE", (pieces[at].path,)) if capital and _is_a_heading(pieces[at].text) else None


_A_HEADING = 80  # signs that a heading has at most


def _is_a_heading(text: str) -> bool:
    """Whether a provision may hold no more than its heading, its paragraphs being lost: no mark ends it."""
    end = text.rstrip()[-1:]
    return len(text) < _A_HEADING and (end.isalnum() or end == "]")


def _goes_on(one: Instruction) -> bool:
    """Whether words put at an end go on with the sentence there, before its full stop: ", except that it shall"."""
    return one.side == "end" and (one.goes_on or joined_text(one.new)[:1] in {",", ";"})


def write(pieces: Sequence[StateProvision], edits: Sequence[TextEdit], document: str) -> tuple[StateProvision, ...]:
    """Return the provisions with edits made, those furthest back first."""
    out = list(pieces)
    for edit in sorted(edits, key=lambda edit: (edit.piece, edit.start, edit.order), reverse=True):
        piece = out[edit.piece]
        words = splice(piece.words, edit.start, edit.end, edit.new, document)
        heading = piece.heading
        if edit.start < heading:
            heading = max(0, heading + length(words) - length(piece.words))
        out[edit.piece] = replace(piece, words=words, heading=heading)
        if edit.start == edit.end == length(piece.words) and (item := _new_item(out, edit)):
            out[edit.piece : edit.piece + 1] = item
    return tuple(out)


def _new_item(pieces: Sequence[StateProvision], edit: TextEdit) -> list[StateProvision] | None:
    """The provisions with an inserted item: "and (18) General Services Administration;" after item (17) is an item of
    its own.
    """
    piece = pieces[edit.piece]
    text = joined_text(edit.new)
    found = _NEW_ITEM.match(text)
    if not found or not piece.label or below(pieces, edit.piece) != [edit.piece]:
        return None
    if piece.label[:1] != found["label"][:1] and not (piece.label[:1].isdigit() and found["label"][:1].isdigit()):
        return None
    segment = found["label"].strip("().")
    path = f"{piece.path.rpartition('/')[0]}/{segment}".strip("/")
    if any(other.path == path and not other.struck for other in pieces):
        return None
    split = length(piece.words) - length(edit.new) + found.start("label")
    former = trimmed(cut(piece.words, 0, split), right=True)
    own = trimmed(cut(edit.new, found.end(), length(edit.new)), left=True)
    return [replace(piece, words=former), StateProvision(path, found["label"], piece.kind, piece.depth, own)]


def uses_alone(pieces: Sequence[StateProvision], word: str) -> tuple[str, ...]:
    """Return the provisions that use a word by itself, not as part of a longer name."""
    found: list[str] = []
    for n, piece in enumerate(pieces):
        scope = scope_of(pieces, [n], skip_heading=False)
        for start, end in occurrences(scope, word):
            behind, before = scope.folded[end:], scope.folded[:start]
            if not _OF_A_NAME.match(behind) and not (_NAME_BEFORE.search(before) and before.strip()):
                found.append(piece.path)
                break
    return tuple(found)
