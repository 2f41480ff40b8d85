"""Words put in, struck or substituted: found in the state as it stands, all of a group at once, then written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .amendments import Instruction, StateProvision, Words, said
from .matching import LABEL, SEAM, TEXT, Scope, folded, occurrences, occurrences_in_any_case, scope_of, sentences_in
from .refusals import Obstacle
from .state import below, cut, length, locate, splice, trimmed

_LONG = 8  # words that are the same words whatever the case of a letter ("section 2 of the Act of August 18, 1914")
_MARKS = (",", ".", ";")
_NEW_ITEM = re.compile(r"(?P<before>(?:[;,.]\s*)?(?:and|or)?\s*)(?P<label>\([0-9A-Za-z]{1,5}\)|\d{1,2}\.)\s+(?=\S)")
# "Bureau" in "Bureau of Land Management" is no use of the word alone.
_OF_A_NAME = re.compile(r"\s+(?:of|for|on)\s+(?:the\s+)?[A-Z]|\s+[A-Z][a-z]|-")
_NAME_BEFORE = re.compile(r"[A-Z][\w'.]*(?:\s+(?:of|and|the|for))*\s+\Z")


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
    """Return the edits of a group's instructions on words, or the first that cannot be made and why.

    Longest old words first, so that "section 5 (b)" goes before "section 5"; what one has taken is no other's.
    """
    edits: list[TextEdit] = []
    order = sorted(range(len(group)), key=lambda n: (-len(group[n].old), n))
    for n in order:
        windows = windows_of(pieces, group[n])
        if isinstance(windows, Obstacle):
            return group[n], windows
        made = _edits(windows, group[n], edits, n)
        if isinstance(made, Obstacle):
            return group[n], made
        edits += made
    return edits


def windows_of(pieces: Sequence[StateProvision], one: Instruction) -> list[Window] | Obstacle:
    """Return the stretches of words an instruction is about."""
    place = one.place
    if not place.paths:
        whole = scope_of(pieces, range(len(pieces)))
        if place.sentences or place.part in {"own", "heading"}:
            return Obstacle("EXTENT_UNSURE")
        return [] if place.title and one.times == "once" else [(whole, 0, len(whole.folded))]
    windows: list[Window] = []
    for numbers in _numbers(pieces, one):
        if isinstance(numbers, Obstacle):
            return numbers
        only = numbers[:1] if place.part == "own" else numbers
        if place.part == "heading":
            windows.append(_whole(scope_of(pieces, numbers[:1], only_heading=True)))
        elif place.sentences:
            scope = scope_of(pieces, only, skip_heading=True)
            found = sentences_in(scope)
            wanted = [_nth(found, k) for k in place.sentences]
            if None in wanted:
                return Obstacle("PLACE_NOT_FOUND", place.paths)
            windows += [(scope, *span) for span in wanted if span]
        else:
            windows.append(_whole(scope_of(pieces, only)))
    return windows


def _whole(scope: Scope) -> Window:
    return scope, 0, len(scope.folded)


def _nth(found: list[tuple[int, int]], number: int) -> tuple[int, int] | None:
    at = number - 1 if number > 0 else number
    return found[at] if -len(found) <= at < len(found) else None


def _numbers(pieces: Sequence[StateProvision], one: Instruction) -> Iterator[list[int] | Obstacle]:
    paths = one.place.paths
    if one.place.ranged and len(paths) == 2:
        first, last = locate(pieces, paths[0]), locate(pieces, paths[1])
        if len(first) == len(last) == 1 and first < last:
            yield list(range(first[0], below(pieces, last[0])[-1] + 1))
        else:
            yield Obstacle("PLACE_NOT_FOUND", paths)
        return
    for path in paths:
        found = locate(pieces, path)
        if not found:
            yield Obstacle(
                "ANNEX_NOT_HELD" if path.startswith("annex") else "PLACE_NOT_FOUND", (path, _above(pieces, path))
            )
        elif len(found) > 1 and path != "preamble":
            yield Obstacle("EXTENT_UNSURE", tuple(pieces[n].path for n in found))
        else:
            yield [n for at in found for n in below(pieces, at)]


def _above(pieces: Sequence[StateProvision], path: str) -> str:
    """The nearest provision above a path that is not there."""
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
    if not total and windows and not one.listed:
        return Obstacle("WORDS_NOT_FOUND", one.place.paths or None)
    if one.times == "both" and len(total) != 2:
        return Obstacle("WORDS_SEVERAL_TIMES" if len(total) > 2 else "WORDS_NOT_FOUND", one.place.paths or None)
    return total


def _in_window(window: Window, one: Instruction, taken: list[TextEdit], order: int) -> list[TextEdit] | Obstacle:
    scope, start, end = window
    touched = one.place.paths or None
    for old, new in _forms(one, scope):
        spans = [span for span in occurrences(scope, old) if start <= span[0] and span[1] <= end]
        spans = [span for span in spans if _fits(scope, span, one, end)]
        spans = [span for span in spans if not any(_overlaps(scope, span, edit) for edit in taken)]
        if not spans and one.operation != "insert" and len(old.split()) >= _LONG:
            spans = [span for span in occurrences_in_any_case(scope, old) if start <= span[0] and span[1] <= end]
            spans = spans if len(spans) == 1 else []
        if not spans and (capital := _at_start(window, one, old, new, order)):
            return [capital]
        if not spans:
            continue
        if one.times in {"once", "places"} and len(spans) > 1:
            return Obstacle("WORDS_SEVERAL_TIMES", touched)
        if one.times == "first":
            spans = spans[:1]
        edits = [_edit(scope, span, one, old, new, order) for span in spans]
        if any(edit is None for edit in edits):
            return Obstacle("EXTENT_UNSURE", touched)
        return [edit for edit in edits if edit]
    return Obstacle("WORDS_NOT_FOUND", touched) if one.times == "once" and not one.listed else []


def _forms(one: Instruction, scope: Scope) -> Iterator[tuple[str, Words]]:
    """The old and new words as printed, then without a mark that may be the sentence's."""
    old = one.beside if one.operation == "insert" else one.old
    new = one.new
    text = said(new)
    old_loose, new_loose = one.loose
    marked = old.endswith(_MARKS)
    if one.operation == "insert":
        yield old, new
    elif marked and text and not text.endswith(_MARKS) and old_loose:
        yield old[:-1], new
    elif marked and text.endswith(_MARKS) and new_loose:
        yield old, cut(new, 0, length(new) - 1) + _mark(one, old)
    elif not marked and text.endswith(_MARKS) and new_loose and len(text) > 1:
        yield old, cut(new, 0, length(new) - 1)
    else:
        yield old, new
    if marked and len(old) > 1 and (old_loose or new_loose or one.operation == "insert"):
        ends = text.endswith(_MARKS) and len(text) > 1 and one.operation != "insert"
        yield old[:-1], cut(new, 0, length(new) - 1) if ends else new


def _at_start(window: Window, one: Instruction, old: str, new: Words, order: int) -> TextEdit | None:
    """Old words that begin a sentence with a capital letter; the letter stays, if the new words begin with it too."""
    scope, start, end = window
    text = said(new)
    if one.operation != "substitute" or not old[:1].islower() or len(old.split()) < 3 or text[:1].lower() != old[:1]:
        return None
    spans = [span for span in occurrences(scope, old[0].upper() + old[1:]) if start <= span[0] and span[1] <= end]
    begins = [
        span
        for span in spans
        if not span[0] or scope.at[span[0]][2] == 0 or scope.folded[: span[0]].rstrip().endswith(".")
    ]
    if len(spans) != 1 or spans != begins:
        return None
    made = _edit(scope, spans[0], one, old, new, order)
    return TextEdit(made.piece, made.start + 1, made.end, cut(new, 1, length(new)), order) if made else None


def _mark(one: Instruction, old: str) -> Words:
    """The mark that ends the new words, if it is that of the old; else none: the seam keeps the place's."""
    text = said(one.new)
    return cut(one.new, length(one.new) - 1, length(one.new)) if text[-1] == old[-1] else ()


def _fits(scope: Scope, span: tuple[int, int], one: Instruction, end: int) -> bool:
    """Whether words stand where the instruction says: beside others, at the end."""
    if one.operation != "insert" and one.beside:
        beside = folded(one.beside)
        forms = [beside, beside[:-1]] if beside.endswith(_MARKS) and len(beside) > 1 else [beside]
        if one.side == "after":
            return any(scope.folded[: span[0]].rstrip().endswith(form) for form in forms)
        return any(scope.folded[span[1] :].lstrip().startswith(form) for form in forms)
    old = one.beside if one.operation == "insert" else one.old
    if one.trailing and len(old) <= 5 and not old.strip(".,;:").strip().isalnum():
        return not scope.folded[span[1] : end].strip()
    return True


def _overlaps(scope: Scope, span: tuple[int, int], edit: TextEdit) -> bool:
    return any(
        piece == edit.piece and field == TEXT and edit.start <= at < edit.end
        for piece, field, at in scope.at[span[0] : span[1]]
    )


def _edit(scope: Scope, span: tuple[int, int], one: Instruction, old: str, new: Words, order: int) -> TextEdit | None:
    """The edit of one occurrence; None where it goes over the edge of a provision."""
    places = scope.at[span[0] : span[1]]
    if one.operation == "insert":
        piece, kind, at = places[-1] if one.side == "after" else places[0]
        if kind != TEXT:
            return None
        return TextEdit(piece, at + (one.side == "after"), at + (one.side == "after"), new, order)
    first, last = places[0], places[-1]
    if first[0] != last[0] or last[1] != TEXT:
        return None
    if first[1] == LABEL:
        label = "".join(
            sign for sign, place in zip(scope.folded[span[0] : span[1]], places, strict=True) if place[1] == LABEL
        )
        if not folded(said(new)).startswith(label) or not label or first[2]:
            return None
        first = next(place for place in places if place[1] == TEXT)
        text = said(new)
        new = trimmed(cut(new, len(label) + (len(text) - len(text.lstrip())), length(new)), left=True)
    if any(kind == SEAM for _, kind, _ in places if first[1] != LABEL) and first[1] == TEXT and places[0][1] != LABEL:
        return None
    return TextEdit(first[0], first[2], last[2] + 1, new, order)


def _at_edge(windows: list[Window], one: Instruction, order: int) -> list[TextEdit] | Obstacle:
    """Words put in at the end or the beginning of a place, or behind a sentence."""
    if len(windows) != 1 or one.side not in {"end", "start", "after", "before"}:
        return Obstacle("EXTENT_UNSURE", one.place.paths or None)
    scope, start, end = windows[0]
    if not one.place.paths:
        return Obstacle("EXTENT_UNSURE")
    places = [place for place in scope.at[start:end] if place[1] == TEXT]
    if not places:
        return Obstacle("PLACE_NOT_FOUND", one.place.paths)
    piece, _, at = places[-1] if one.side in {"end", "after"} else places[0]
    at += one.side in {"end", "after"}
    return [TextEdit(piece, at, at, one.new, order)]


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
    """ "and (18) General Services Administration;" put in behind item (17) is an item of its own."""
    piece = pieces[edit.piece]
    text = said(edit.new)
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
