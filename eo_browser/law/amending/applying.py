"""Groups of instructions applied to a state: a group is applied as a whole, or not at all where anything is in
doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from .amendments import Instruction, NotApplied, Obstacle, PlaceInText, StateProvision, Words, joined_text
from .provisions import closed, designated, expanded, inserted, one_at, relabel, replaced, strike
from .state_provisions import below, cut, locate, next_label, trimmed
from .text_edits import OF_ANOTHER, ONE_NAME, TextEdit, Window, edits_of, uses_alone, windows_of, write
from .word_search import TEXT, folded, occurrences, occurrences_in_any_case, scope_of

Pieces = tuple[StateProvision, ...]
_ON_WORDS = frozenset({"words", "sentence", "heading"})
_AT_ONE_PLACE = frozenset({"PLACE_NOT_FOUND", "ANNEX_NOT_HELD", "EXTENT_UNSURE"})


def apply_group(pieces: Pieces, group: Sequence[Instruction]) -> tuple[Pieces, list[NotApplied]]:
    """Return the state after a group; where the group cannot be applied, the state as before and the reasons."""
    doubts = {id(one): doubt for one in group if (doubt := _own_doubts(pieces, one))}
    if doubts:
        return pieces, _refused(pieces, group, doubts)
    found = [_as_an_item(pieces, _of_whole_item(pieces, one)) for one in group]
    after, refused = _applied(pieces, found)
    printed = {id(one): before for one, before in zip(found, group, strict=True)}
    return after, [replace(entry, instruction=printed.get(id(entry.instruction))) for entry in refused]


def _applied(pieces: Pieces, group: Sequence[Instruction]) -> tuple[Pieces, list[NotApplied]]:
    split = next((one for one in group if one.block and one.unit == "words"), None)
    if split is not None:  # a block with items for a part of a provision
        return pieces, _refused(pieces, group, {id(split): Obstacle("EXTENT_UNSURE", split.place.paths or None)})
    edits = _edits_of_group(pieces, group)
    if isinstance(edits, tuple):
        return pieces, _refused(pieces, group, {id(edits[0]): edits[1]})
    return _structure(pieces, write(pieces, edits, group[0].document), group)


_ITEM = re.compile(r"\(?[0-9A-Za-z]{1,7}[).]\s")


def _of_whole_item(pieces: Pieces, one: Instruction) -> Instruction:
    """An item struck or exchanged by its words: "deleting “(8) Deputy Assistant Secretary for …”"."""
    strikes = one.operation == "strike" and _ITEM.match(one.old)
    exchanges = one.operation == "substitute" and bool(one.block)
    if one.unit != "words" or not (strikes or exchanges) or len(one.place.paths) != 1:
        return one
    items = _items_quoted(pieces, one, itself=exchanges)
    if len(items) != 1:
        return one
    item = PlaceInText((items[0],))
    if exchanges:
        return replace(one, operation="replace", unit="provision", place=item, old="")
    return replace(one, unit="provision", place=item, old=items[0])


def _items_quoted(pieces: Pieces, one: Instruction, *, itself: bool) -> list[str]:
    """The paths of the items in the place, or of the place `itself`, whose words are the old words as a whole."""
    above = locate(pieces, one.place.paths[0])
    wanted, labelled = folded(one.old).rstrip(".;, "), bool(_ITEM.match(one.old))
    inside = below(pieces, above[0])[0 if itself else 1 :] if len(above) == 1 else []
    leaves = [pieces[n] for n in inside if below(pieces, n) == [n]]
    return [piece.path for piece in leaves if wanted in _words_of_item(piece, labelled=labelled)]


def _words_of_item(piece: StateProvision, *, labelled: bool) -> tuple[str, ...]:
    """How an item may be quoted as a whole: with its label, or without and without its heading."""
    texts = (f"{piece.label} {piece.text}",) if labelled else (piece.text, piece.text[piece.heading :])
    return tuple(folded(text).rstrip(".;, ").strip() for text in texts)


_NEW_ITEM = re.compile(r"(?P<label>\((?P<bare>[0-9A-Za-z]{1,7})\))\s+(?=\S)")


def _as_an_item(pieces: Pieces, one: Instruction) -> Instruction:
    """A new item put in as words behind a whole item: "inserting “(18) The Administrator.” after “(17) The Chair.”"."""
    item = _NEW_ITEM.match(joined_text(one.new))
    if one.operation != "insert" or one.unit != "words" or one.side != "after" or not item or len(one.new) != 1:
        return one
    at = _whole_item_said(pieces, one)
    if at is None or not pieces[at].label.startswith("("):
        return one
    block = tuple(_items_of(one.new))
    above = pieces[at].path.rpartition("/")[0]
    place = PlaceInText((above,)) if above else PlaceInText()
    return replace(one, unit="provision", place=place, behind=pieces[at].path, block=block, beside="")


def _items_of(new: Words) -> Iterator[StateProvision]:
    """The items of words that begin with a label: "(6) The Secretary of State; (7) The Attorney General;"."""
    text = joined_text(new)
    found = [next(_NEW_ITEM.finditer(text))]
    for item in _NEW_ITEM.finditer(text, found[0].end()):
        before = text[: item.start()].rstrip()
        if next_label(found[-1]["bare"]) == item["bare"] and before.endswith((";", ".", ",", "and")):
            found.append(item)
    ends = [*(item.start() for item in found[1:]), len(text)]
    for item, end in zip(found, ends, strict=True):
        words = trimmed(cut(new, item.end(), end), right=True)
        yield StateProvision(item["bare"], item["label"], "labelled", 0, words)


def _whole_item_said(pieces: Pieces, one: Instruction) -> int | None:
    """The only item in the place that ends with the words that others go beside."""
    windows = windows_of(pieces, one)
    if isinstance(windows, Obstacle):
        return None
    spans = [(scope, span) for scope, _, _ in windows for span in occurrences(scope, one.beside)]
    if len(spans) != 1:
        return None
    scope, (_, end) = spans[0]
    piece, kind, character = scope.at[end - 1]
    ends = kind == TEXT and character >= len(pieces[piece].text.rstrip()) - 1
    return piece if ends and below(pieces, piece) == [piece] else None


def _edits_of_group(pieces: Pieces, group: Sequence[Instruction]) -> list[TextEdit] | tuple[Instruction, Obstacle]:
    on_words = [one for one in group if one.unit in _ON_WORDS and one.operation != "relabel"]
    edits = edits_of(pieces, [one for one in on_words if one.unit == "words"])
    if isinstance(edits, tuple):
        return edits
    sentences = _sentence_edits(pieces, [one for one in on_words if one.unit != "words"])
    if isinstance(sentences, tuple):
        return sentences
    if _collide([*edits, *sentences]):
        return on_words[0], Obstacle("EXTENT_UNSURE", on_words[0].place.paths)
    return _behind_strikings([*edits, *sentences])


def _behind_strikings(edits: list[TextEdit]) -> list[TextEdit]:
    """The edits, words put where others are struck behind these: "striking the period and adding “, except …”"."""
    ends = {(edit.piece, edit.start): edit.end for edit in edits if edit.end > edit.start}
    return [
        replace(edit, start=end, end=end)
        if edit.start == edit.end and (end := ends.get((edit.piece, edit.start)))
        else edit
        for edit in edits
    ]


def _own_doubts(pieces: Pieces, one: Instruction) -> Obstacle | None:
    """Why an instruction cannot be applied to any state."""
    if not one.doubts:
        return _mistaken(pieces, one)
    reason = one.doubts[0]
    if reason == "JUDGEMENT" and not one.place.paths:
        touched = uses_alone(pieces, one.old) if one.old else None
        return Obstacle("JUDGEMENT", touched)
    touches: list[str] = []
    for path in one.place.paths:
        touches += [pieces[n].path for n in locate(pieces, path)] or [path]
    return Obstacle(reason, tuple(touches) or (() if one.place.printed == "inconsistent" else None))


def _mistaken(pieces: Pieces, one: Instruction) -> Obstacle | None:
    """The obstacle where a label in brackets with nothing above it ("subsection (8)") would be that of a section."""
    tops = [n for path in one.place.paths for n in locate(pieces, path)] if one.place.bracketed else []
    if not any(pieces[n].path.startswith("sec-") for n in tops):
        return None
    anchored = tuple(path for path in one.place.paths if path.startswith("sec-"))
    return Obstacle("PLACE_NOT_FOUND", anchored or None)


def _refused(pieces: Pieces, group: Sequence[Instruction], why: Mapping[int, Obstacle]) -> list[NotApplied]:
    found: list[NotApplied] = []
    for one in group:
        named = tuple(pieces[n].path for path in one.place.paths for n in locate(pieces, path))
        refusal = why.get(id(one)) or Obstacle("GROUP", named or one.place.paths or None)
        touches = refusal.touches
        if touches and refusal.reason in _AT_ONE_PLACE:
            touches = (*touches, *named)  # one of several places failed: the others are not changed either
        found.append(NotApplied(one.document, refusal.reason, one, touched_in(pieces, touches)))
    return found


def touched_in(pieces: Pieces, touches: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return the provisions of a state that an entry touches: for a path that it lacks the nearest provision above it,
    else all (None), for then the place is unknown.
    """
    found: list[str] = []
    for path in touches or ():
        there = path if path.startswith("annex") else _nearest(pieces, path)
        if there is None:
            return None
        found.append(there)
    return tuple(dict.fromkeys(found)) if touches is not None else None


def _nearest(pieces: Pieces, path: str) -> str | None:
    """A path or the nearest above it that a state has, struck or not."""
    while path:
        if any(piece.path == path or piece.path.startswith(f"{path}/") for piece in pieces):
            return path
        if found := locate(pieces, path) or _heading_above(pieces, path):
            return pieces[found[0]].path
        path = path.rpartition("/")[0]
    return None


_OF_HUNDRED = re.compile(r"(?P<heading>sec-\d+-\d)\d\d\Z")


def _heading_above(pieces: Pieces, path: str) -> list[int]:
    """The heading of the hundred of a section that is not there: "1-2. Exclusions." for 1-214."""
    of_hundred = _OF_HUNDRED.match(path)
    return locate(pieces, of_hundred["heading"]) if of_hundred else []


def near_misses(pieces: Pieces, group: Sequence[Instruction]) -> list[NotApplied]:
    """Find provisions that have nearly the words of a list of orders: "Chairman of the Commission" for "Chairman,
    Commission".

    They are in doubt; exact matches are changed there all the same.
    """
    found: list[NotApplied] = []
    for one in group:
        head, comma, rest = one.old.partition(", ")
        found += _without_words(pieces, one)
        if not one.listed or not comma:
            continue
        near = re.compile(
            rf"\b{re.escape(head)}\s+(?:of|for)\s+(?:the\s+)?(?:[A-Z][a-z]+\s+){{0,2}}{re.escape(rest)}\b"
        )
        touched = tuple(piece.path for piece in pieces if near.search(piece.text))
        if touched:
            found.append(NotApplied(one.document, "JUDGEMENT", one, touched))
    return found


def left_in_longer_names(after: Pieces, group: Sequence[Instruction]) -> list[NotApplied]:
    """Find names changed "wherever they appear" that are the beginning of longer ones and were left: "the Council" in
    "the Council of Economic Advisers".
    """
    found: list[NotApplied] = []
    for one in group:
        if one.operation != "substitute" or one.times != "everywhere" or not ONE_NAME.fullmatch(one.old):
            continue
        windows = [] if one.listed else windows_of(after, one)
        named = [
            after[scope.at[start][0]].path
            for scope, _, _ in (windows if isinstance(windows, list) else ())
            for start, end in occurrences(scope, one.old)
            if OF_ANOTHER.match(scope.folded, end)
        ]
        if named:
            found.append(NotApplied(one.document, "JUDGEMENT", one, tuple(dict.fromkeys(named))))
    return found


def _without_words(pieces: Pieces, one: Instruction) -> list[NotApplied]:
    """The doubt at each of several places named that lacks words changed "wherever they appear" in them."""
    if one.operation != "substitute" or one.times != "everywhere" or len(one.place.paths) < 2 or one.place.ranged:
        return []
    lacking: list[str] = []
    for path in one.place.paths:
        for at in locate(pieces, path):
            scope = scope_of(pieces, below(pieces, at))
            if not any(occurrences_in_any_case(scope, one.old)):
                lacking.append(pieces[at].path)
    return [NotApplied(one.document, "WORDS_NOT_FOUND", one, tuple(lacking))] if lacking else []


def _collide(edits: list[TextEdit]) -> bool:
    ordered = sorted(edits, key=lambda edit: (edit.piece, edit.start, edit.end))
    return any(a.piece == b.piece and b.start < a.end for a, b in zip(ordered, ordered[1:], strict=False))


def _sentence_edits(pieces: Pieces, group: Sequence[Instruction]) -> list[TextEdit] | tuple[Instruction, Obstacle]:
    """The edits for sentences and headings that are replaced, struck or inserted."""
    edits: list[TextEdit] = []
    for order, one in enumerate(group):
        if one.operation == "insert":
            made = edits_of(pieces, [replace(one, unit="words")])
            if isinstance(made, tuple):
                return one, made[1]
            edits += made
            continue
        windows = windows_of(pieces, one)
        if isinstance(windows, Obstacle):
            return one, windows
        found = _sentence_edit(pieces, windows, one, order)
        if isinstance(found, Obstacle):
            return one, found
        edits += found
    return edits


def _sentence_edit(pieces: Pieces, windows: list[Window], one: Instruction, order: int) -> list[TextEdit] | Obstacle:
    spans: list[tuple[int, int, int]] = []
    for scope, start, end in windows:
        places = [place for place in scope.at[start:end] if place[1] == 1]
        if not places or len({place[0] for place in places}) != 1:
            return Obstacle("EXTENT_UNSURE", one.place.paths)
        spans.append((places[0][0], places[0][2], places[-1][2] + 1))
    spans.sort()
    if not spans or len({span[0] for span in spans}) != 1:
        return Obstacle("EXTENT_UNSURE", one.place.paths)
    piece, start, end = spans[0][0], spans[0][1], spans[-1][2]
    if not start and _may_have_a_caption(pieces[piece].text, one):
        return Obstacle("EXTENT_UNSURE", one.place.paths)
    return [TextEdit(piece, start, end - _keeps_stop(pieces[piece].text[:end], one), one.new, order)]


# "Transmitting Confidential Material: The …": a caption before a colon.
_CAPTION = re.compile(r"[A-Z][\w'’-]*(?:\s+(?:[A-Z][\w'’-]*|of|and|or|the|for|to|in|on|by|with)){0,9}:(?=\s+[A-Z])")


def _may_have_a_caption(text: str, one: Instruction) -> bool:
    """Whether a first sentence that is replaced begins with a caption that the new words lack."""
    caption = _CAPTION.match(text) if one.place.sentences else None
    return bool(caption) and not joined_text(one.new).startswith(text[: caption.end() - 1] if caption else "")


def _keeps_stop(old: str, one: Instruction) -> bool:
    """Whether the full stop of old words stays: "The heading is amended to read “Reserved”."""
    return old.endswith(".") and joined_text(one.new)[-1:].isalnum()


def _structure(before: Pieces, state: Pieces, group: Sequence[Instruction]) -> tuple[Pieces, list[NotApplied]]:
    """The state after the structural instructions: strikings first, then relabellings, then insertions, so that a gap
    is closed before its label is reused.
    """
    provisions = [one for one in group if one.unit == "provision"]
    steps: tuple[Callable[[Pieces, Sequence[Instruction]], Pieces | tuple[Instruction, Obstacle]], ...] = (
        _strikes,
        _relabels,
        _closings,
        _others,
    )
    for step in steps:
        made = step(state, provisions)
        if len(made) == 2 and isinstance(made[1], Obstacle):
            return before, _refused(before, group, {id(made[0]): made[1]})
        state = made
    return state, []


def _strikes(state: Pieces, group: Sequence[Instruction]) -> Pieces | tuple[Instruction, Obstacle]:
    for one in group:
        if one.operation != "strike":
            continue
        paths = expanded(state, one.place.paths, ranged=True) if one.place.ranged else (one.old or one.place.paths[0],)
        made = paths if isinstance(paths, Obstacle) else strike(state, paths, one.document)
        if isinstance(made, Obstacle):
            return one, made
        state = made
    return state


def _relabels(state: Pieces, group: Sequence[Instruction]) -> Pieces | tuple[Instruction, Obstacle]:
    for one in group:
        if one.operation == "designate":
            made = (
                designated(state, one.place.paths[0], one.labels[0])
                if one.labels
                else Obstacle("UNREAD", one.place.paths)
            )
        elif one.operation == "relabel" and one.rule != "close":
            old = expanded(state, one.place.paths, ranged=one.place.ranged)
            new = _expanded_labels(one, 0 if isinstance(old, Obstacle) else len(old))
            made = old if isinstance(old, Obstacle) else relabel(state, old, new)
        else:
            continue
        if isinstance(made, Obstacle):
            return one, made
        state = made
    return state


def _expanded_labels(one: Instruction, count: int) -> tuple[str, ...]:
    """The labels of a range, one for each provision: "(a) through (j)"."""
    if not one.place.ranged or len(one.labels) != 2 or count == 2:
        return one.labels
    above, _, first = one.labels[0].rpartition("/")
    noun = "sec-" if first.startswith("sec-") else ""
    names = [next_label(first.removeprefix("sec-"), n) for n in range(count)]
    made = tuple("/".join(filter(None, [above, f"{noun}{name}"])) for name in names if name)
    return made if made[-1:] == one.labels[-1:] else ()


def _closings(state: Pieces, group: Sequence[Instruction]) -> Pieces | tuple[Instruction, Obstacle]:
    closing = [one for one in group if one.rule == "close"]
    if not closing:
        return state
    made = _made_room(state, group, closing[0])
    return (closing[0], made) if isinstance(made, Obstacle) else made


def _made_room(state: Pieces, group: Sequence[Instruction], closing: Instruction) -> Pieces | Obstacle:
    """The state with a gap closed, or room made for insertions; with both at once it is unclear what moves where."""
    struck = [one for one in group if one.operation == "strike"]
    put_in = [one for one in group if one.operation == "insert" and one.unit == "provision"]
    if bool(struck) == bool(put_in):
        return Obstacle("EXTENT_UNSURE", closing.place.paths or None)
    return _closed_behind(state, struck) if struck else _opened_for(state, put_in)


def _closed_behind(state: Pieces, struck: Sequence[Instruction]) -> Pieces | Obstacle:
    """The state with a gap closed: the siblings after the last provision struck move up by the number struck."""
    named = {path for one in struck for path in (one.old, *one.place.paths)}
    gone = [n for n, piece in enumerate(state) if piece.struck == struck[0].document and piece.path in named]
    if not gone:
        return Obstacle("EXTENT_UNSURE")
    last = state[gone[-1]]
    behind = [n for n in range(gone[-1] + 1, len(state)) if _is_beside(state[n], last)]
    return closed(state, behind[0], -len(gone)) if behind else state


def _is_beside(piece: StateProvision, other: StateProvision) -> bool:
    live = bool(piece.label) and not piece.struck and piece.depth == other.depth
    return live and piece.path.rpartition("/")[0] == other.path.rpartition("/")[0]


def _opened_for(state: Pieces, put_in: Sequence[Instruction]) -> Pieces | Obstacle:
    """The state with room made: the provisions with the labels of the new ones move on by the number inserted."""
    one = put_in[0]
    tops = [piece for piece in one.block if not piece.depth and piece.label]
    base = one.place.paths[0] if one.place.paths else ""
    if len(put_in) != 1 or not tops:
        return Obstacle("EXTENT_UNSURE", one.place.paths or None)
    first = f"{base}/{tops[0].path}" if base and not tops[0].path.startswith("sec-") else tops[0].path
    at = one_at(state, first)
    return state if isinstance(at, Obstacle) else closed(state, at, len(tops))


def _others(state: Pieces, group: Sequence[Instruction]) -> Pieces | tuple[Instruction, Obstacle]:
    for one in group:
        if one.operation not in {"replace", "insert", "restate"}:
            continue
        made = replaced(state, one) if one.operation == "replace" else inserted(state, one)
        if isinstance(made, Obstacle):
            return one, made
        state = made
    return state


def doubted(pieces: Pieces, entries: Iterable[NotApplied]) -> Pieces:
    """Return the provisions, with the instructions not applied that touch them noted as doubts."""
    for entry in entries:
        if entry.touches == ():
            continue
        pieces = tuple(
            replace(p, doubts=(*p.doubts, entry.document))
            if not p.struck and _touches(entry, p) and entry.document not in p.doubts
            else p
            for p in pieces
        )
    return pieces


def _touches(entry: NotApplied, piece: StateProvision) -> bool:
    return entry.touches is None or any(
        piece.path == path or piece.path.startswith(f"{path}/") for path in entry.touches
    )
