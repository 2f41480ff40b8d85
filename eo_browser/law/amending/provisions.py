"""Whole provisions inserted, struck, replaced and relabelled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from eo_browser.law.terms.enumerators import roman_value

from .amendments import Instruction, Obstacle, SourcedWords, StateProvision
from .state_provisions import below, cut, locate, next_label, relabelled, siblings

Pieces = tuple[StateProvision, ...]
_ANCHORED = re.compile(r"(?:sec|part|title|chapter|article|annex|preamble)(?:-|\b)")


def one_at(pieces: Sequence[StateProvision], path: str) -> int | Obstacle:
    """Return the index of the one provision that a path means, or the obstacle."""
    found = locate(pieces, path)
    if len(found) == 1:
        return found[0]
    if not found:
        return Obstacle("ANNEX_NOT_HELD" if path.startswith("annex") else "PLACE_NOT_FOUND", (path,))
    return Obstacle("EXTENT_UNSURE", tuple(pieces[n].path for n in found))


def extent(pieces: Sequence[StateProvision], at: int) -> list[int] | Obstacle:
    """Return a provision with everything that belongs to it, or the obstacle where its end is unsure.

    A provision that ends in a colon with nothing below it introduces the unlabelled paragraphs that follow it, or,
    where a source prints them after the section, those after the section that no other provision introduces.
    """
    own = whole(pieces, at)
    behind = own[-1] + 1
    follows = _unlabelled_from(pieces, behind, pieces[at].depth)
    if pieces[at].kind == "division" and own == [at]:
        return Obstacle("EXTENT_UNSURE", (pieces[at].path,))  # its sections are its siblings, not below it
    colon = pieces[at].text.rstrip().endswith(":") and own == [at]
    if follows and colon:
        return own + [n for first in follows for n in below(pieces, first)]
    if follows and not _is_last(pieces, at):
        return Obstacle("EXTENT_UNSURE", (pieces[at].path,))
    if colon:
        return _list_elsewhere(pieces, at, own)
    return own


_HUNDRED = re.compile(r"sec-(?P<part>\d+-\d)\Z")  # "1-2", above 1-201, 1-202, …


def whole(pieces: Sequence[StateProvision], at: int) -> list[int]:
    """Return a provision and everything below it; of "1-2. Council." also 1-201 and what follows of its hundred."""
    own = below(pieces, at)
    hundred = _HUNDRED.match(pieces[at].path)
    while hundred and own[-1] + 1 < len(pieces):
        behind = pieces[own[-1] + 1]
        if not re.match(rf"sec-{hundred['part']}\d\d(?:/|\Z)", behind.path):
            break
        own.append(own[-1] + 1)
    return own


def _unlabelled_from(pieces: Sequence[StateProvision], start: int, depth: int) -> list[int]:
    found: list[int] = []
    for n in range(start, len(pieces)):
        piece = pieces[n]
        if piece.depth < depth or (piece.depth == depth and (piece.label or piece.kind not in {"unlabelled", ""})):
            break
        if piece.depth == depth and not piece.struck:
            found.append(n)
    return found


def _is_last(pieces: Sequence[StateProvision], at: int) -> bool:
    return not pieces[at].label or siblings(pieces, at)[-1:] == [at]


def _list_elsewhere(pieces: Sequence[StateProvision], at: int, own: list[int]) -> list[int] | Obstacle:
    top = at
    while top and pieces[top].depth:
        top -= 1
    section = below(pieces, top)
    follows = _unlabelled_from(pieces, section[-1] + 1, pieces[top].depth)
    leads = [
        n for n in section if pieces[n].text.rstrip().endswith(":") and below(pieces, n) == [n] and not pieces[n].struck
    ]
    if not follows or leads != [at]:
        return Obstacle("EXTENT_UNSURE", (pieces[at].path,))
    return own + [n for first in follows for n in below(pieces, first)]


def strike(pieces: Pieces, paths: Sequence[str], document: str) -> Pieces | Obstacle:
    """Return the provisions with some struck: these stay, without words, with the document that struck them."""
    gone: set[int] = set()
    for path in paths:
        at = one_at(pieces, path)
        if isinstance(at, Obstacle):
            return at
        whole = extent(pieces, at)
        if isinstance(whole, Obstacle):
            return whole
        gone |= set(whole)
    return tuple(
        replace(p, words=(), heading=0, struck=document, doubts=()) if n in gone and not p.struck else p
        for n, p in enumerate(pieces)
    )


def expanded(pieces: Pieces, paths: tuple[str, ...], *, ranged: bool) -> tuple[str, ...] | Obstacle:
    """Return the paths of a range: those of all siblings from its first to its last."""
    if not ranged or len(paths) != 2:
        return Obstacle("EXTENT_UNSURE", paths) if ranged and len(paths) > 2 else paths
    first, last = one_at(pieces, paths[0]), one_at(pieces, paths[1])
    if isinstance(first, Obstacle):
        return first
    if isinstance(last, Obstacle):
        return last
    beside = [n for n in siblings(pieces, first) if first <= n <= last]
    if last not in beside:
        return Obstacle("EXTENT_UNSURE", paths)
    return tuple(pieces[n].path for n in beside)


def replaced(pieces: Pieces, one: Instruction) -> Pieces | Obstacle:
    """Return the provisions with one (or a range) replaced by the new ones."""
    paths = expanded(pieces, one.place.paths, ranged=one.place.ranged)
    if isinstance(paths, Obstacle):
        return paths
    one = replace(one, block=_without_heading_above(pieces, one))
    if not paths:
        return _without_place(pieces, one)
    several = len(paths) > 1 and not one.place.ranged
    own = one.place.part == "own" or (len(paths) == 1 and _leads_in_what_stays(pieces, paths[0], one))
    numbers = _whole_extent(pieces, (one.old,) if several else paths, own=own)
    if isinstance(numbers, Obstacle):
        return numbers
    if own:
        return _own_replaced(pieces, numbers[0], one)
    first = pieces[numbers[0]]
    new = _in_place_of(first, _portion(one, first, several), several=one.place.ranged)
    return new if isinstance(new, Obstacle) else _exchanged(pieces, numbers, new)


def _without_heading_above(pieces: Pieces, one: Instruction) -> Pieces:
    """The new provisions without the heading of the section above, repeated: "Section 1. Policy. (a) …" for 1(a)."""
    head = one.block[0] if len(one.block) > 1 else None
    above = locate(pieces, one.place.paths[0].rpartition("/")[0]) if len(one.place.paths) == 1 and head else []
    if not head or len(above) != 1 or not head.words or _bare(head.path) != _bare(pieces[above[0]].path):
        return one.block
    heading = _folded_heading(pieces[above[0]].text)
    repeated = bool(heading) and heading == _folded_heading(head.text)
    return (replace(head, words=(), heading=0), *one.block[1:]) if repeated else one.block


def _folded_heading(text: str) -> str:
    return " ".join(text.split()).rstrip(". ").lower()


def _leads_in_what_stays(pieces: Pieces, path: str, one: Instruction) -> bool:
    """Whether new words quoted in the sentence itself end in a colon: they introduce the items that are there."""
    at = one_at(pieces, path)
    if isinstance(at, Obstacle) or len(one.block) != 1:
        return False
    quoted_here = all(run.path == one.path for run in one.block[0].words)
    items = any(pieces[n].label and not pieces[n].struck for n in below(pieces, at)[1:])
    return quoted_here and items and one.block[0].text.rstrip().endswith(":")


def _without_place(pieces: Pieces, one: Instruction) -> Pieces | Obstacle:
    """A replacement without a provision: of the order as a whole, or of its title, which is no part of its text."""
    if one.rule == "whole":
        return _rewritten(pieces, one)
    return pieces if one.place.title else Obstacle("EXTENT_UNSURE")


def _whole_extent(pieces: Pieces, paths: Sequence[str], *, own: bool) -> list[int] | Obstacle:
    """The numbers of provisions with everything that belongs to them, or of their own text only."""
    numbers: list[int] = []
    for path in paths:
        at = one_at(pieces, path)
        if isinstance(at, Obstacle):
            return at
        whole = [at] if own else extent(pieces, at)
        if isinstance(whole, Obstacle):
            return whole
        numbers += whole
    return numbers


def _exchanged(pieces: Pieces, numbers: list[int], new: list[StateProvision]) -> Pieces | Obstacle:
    gone = set(numbers)
    rest = {piece.path for n, piece in enumerate(pieces) if n not in gone and not piece.struck}
    if any(piece.path in rest for piece in new):
        return Obstacle("LABEL_TAKEN", (pieces[numbers[0]].path,))
    out = [piece for n, piece in enumerate(pieces) if n not in gone - {numbers[0]}]
    out[numbers[0] : numbers[0] + 1] = new
    return tuple(out)


_RECITES = re.compile(r"\W*(?:By\s+(?:virtue|the\s+authority)|Under\s|Pursuant\s+to|WHEREAS|Whereas)")


def _rewritten(pieces: Pieces, one: Instruction) -> Pieces | Obstacle:
    """The whole order replaced; its recitals stay if the new words have none."""
    texts = [piece.text for piece in one.block if piece.text]
    if texts and _RECITES.match(texts[0]):
        return one.block
    first = next((n for n, piece in enumerate(pieces) if piece.label), 0)
    kept = pieces[:first]
    if not first or not one.block[0].label or {piece.path for piece in kept} & {piece.path for piece in one.block}:
        return Obstacle("EXTENT_UNSURE")
    return (*kept, *one.block)


def _own_replaced(pieces: Pieces, at: int, one: Instruction) -> Pieces | Obstacle:
    if len(one.block) != 1 or one.block[0].path not in {"", "p1", pieces[at].path.rpartition("/")[2]}:
        return Obstacle("EXTENT_UNSURE", (pieces[at].path,))
    old, head = pieces[at], one.block[0]
    keeps = old.heading and not head.heading  # what introduces the items has no heading in the new words
    caption = (*cut(old.words, 0, old.heading), SourcedWords(" ", one.document, "", 0, 0)) if keeps else ()
    new = replace(old, words=(*caption, *head.words), heading=old.heading if keeps else head.heading, doubts=())
    return (*pieces[:at], new, *pieces[at + 1 :])


def _portion(one: Instruction, first: StateProvision, several: bool) -> Pieces:
    """The part of the new provisions that replaces one of several."""
    if not several:
        return one.block
    wanted = _bare(first.path)
    tops = [n for n, piece in enumerate(one.block) if not piece.depth and piece.label]
    for at, n in enumerate(tops):
        if _bare(one.block[n].path) == wanted:
            return one.block[n : tops[at + 1] if at + 1 < len(tops) else len(one.block)]
    return ()


def _bare(path: str) -> str:
    return path.rpartition("/")[2].removeprefix("sec-")


def _in_place_of(old: StateProvision, block: Pieces, *, several: bool) -> list[StateProvision] | Obstacle:
    """New provisions in the position of an old one: with its label, or, without a label, new words only."""
    if not block:
        return Obstacle("NEW_WORDS_OPEN", (old.path,))
    block = _unwrapped(old, block)
    head = block[0]
    if not head.label and not _ANCHORED.match(head.path):
        return _unlabelled_in_place_of(old, block)
    if not _same_label(head, old) or not (several or _one_labelled(old, block)):
        return Obstacle("EXTENT_UNSURE", (old.path,))
    return [_placed(old, head, piece) for piece in block]


def _same_label(head: StateProvision, old: StateProvision) -> bool:
    is_part = head.path.startswith("part-") and bool(locate([StateProvision(old.path)], head.path))
    return is_part or _bare(head.path) == _bare(old.path)


def _one_labelled(old: StateProvision, block: Pieces) -> bool:
    """Whether a block has only one label at its top level; a part may have its sections there."""
    return old.path.startswith("part-") or not any(piece.label for piece in block[1:] if not piece.depth)


def _placed(old: StateProvision, head: StateProvision, piece: StateProvision) -> StateProvision:
    loose = not piece.label and not piece.depth
    if piece.path == head.path or piece.path.startswith(f"{head.path}/"):
        path = old.path + piece.path[len(head.path) :]
    elif _ANCHORED.match(piece.path):
        path = piece.path
    else:
        above = old.path if loose else old.path.rpartition("/")[0]
        path = f"{above}/{piece.path}".strip("/")
    return replace(piece, path=path, depth=old.depth + piece.depth + loose)


def _unwrapped(old: StateProvision, block: Pieces) -> Pieces:
    """The block without the labels that only tell where the new provision is: "(d)(1) …" for (d)(1), "Sec. 5. (b) …"
    for 5(b).
    """
    while len(block) > 1 and not block[0].words and block[0].label and _bare(block[0].path) != _bare(old.path):
        inner = [piece for piece in block[1:] if piece.path.startswith(f"{block[0].path}/")]
        if len(inner) != len(block) - 1 or _bare(block[0].path) not in map(_bare, _paths_above(old.path)):
            break
        prefix = len(block[0].path) + 1
        block = tuple(replace(piece, path=piece.path[prefix:], depth=piece.depth - 1) for piece in inner)
    return block


def _paths_above(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:n]) for n in range(1, len(parts))]


def _unlabelled_in_place_of(old: StateProvision, block: Pieces) -> list[StateProvision]:
    head = block[0]
    out = [replace(old, words=head.words, heading=0, doubts=(), was="")]
    taken = {old.path}
    for piece in block[1:]:
        inside = head.path and piece.path.startswith(f"{head.path}/")
        rest = piece.path[len(head.path) + 1 :] if inside else piece.path
        path = f"{old.path}/{rest}".rstrip("/")
        while path in taken:
            path += "~2"
        taken.add(path)
        out.append(replace(piece, path=path, depth=old.depth + max(1, piece.depth if inside else piece.depth + 1)))
    return out


def inserted(pieces: Pieces, one: Instruction) -> Pieces | Obstacle:
    """Return the provisions with new ones inserted, whose labels must be free and in the order of their neighbours."""
    if not one.block:
        return Obstacle("NEW_WORDS_OPEN", one.place.paths or None)
    above = _parent(pieces, one)
    if isinstance(above, Obstacle):
        return above
    base = _base_of(pieces, one, above)
    new = _named(pieces, one, base)
    if {piece.path for piece in pieces if not piece.struck} & {piece.path for piece in new}:
        return Obstacle("LABEL_TAKEN", (base,) if base else None)
    seat = _position(pieces, one, above, new[0])
    if isinstance(seat, Obstacle):
        return seat
    at, depth = seat
    return (*pieces[:at], *(replace(piece, depth=piece.depth + depth) for piece in new), *pieces[at:])


def _base_of(pieces: Pieces, one: Instruction, above: int | None) -> str:
    """The path below which new provisions go: of the parent named, else of the parent of the one they stand beside."""
    if above is not None:
        return pieces[above].path
    beside = one_at(pieces, one.behind) if one.behind else None
    return pieces[beside].path.rpartition("/")[0] if isinstance(beside, int) else ""


def _mixes_tops(block: Sequence[StateProvision]) -> bool:
    """Whether a block begins with a provision without a label and goes on with labels: "1A." was not read as one."""
    tops = [piece for piece in block if not piece.depth]
    return not tops[0].label and any(piece.label for piece in tops)


def _parent(pieces: Pieces, one: Instruction) -> int | Obstacle | None:
    """The parent of new provisions; a section needs none, since its label gives its position."""
    if _mixes_tops(one.block):
        return Obstacle("EXTENT_UNSURE", one.place.paths or None)
    above = one_at(pieces, one.place.paths[0]) if one.place.paths else None
    return None if isinstance(above, Obstacle) and _ANCHORED.match(one.block[0].path) else above


def _named(pieces: Pieces, one: Instruction, base: str) -> list[StateProvision]:
    out: list[StateProvision] = []
    taken = {piece.path for piece in pieces}
    prefix = f"{base}/" if base else ""
    for piece in one.block:
        path = piece.path
        if path.startswith("sec-") and base and not base.startswith("part-"):
            path = prefix + path if locate(pieces, path) else path
        elif not _ANCHORED.match(path):
            path = prefix + (path or "p1")
            number = 1
            while not piece.label and path in taken:
                number += 1
                path = f"{prefix}p{number}"
        out.append(replace(piece, path=path))
        taken.add(path)
    return out


def _position(pieces: Pieces, one: Instruction, above: int | None, head: StateProvision) -> tuple[int, int] | Obstacle:
    """The position and depth of new provisions: after the one named, after the neighbour with the next lower label, or
    at the end.
    """
    return _beside(pieces, one, above, head) if one.behind else _by_label(pieces, one, above, head)


def _by_label(pieces: Pieces, one: Instruction, above: int | None, head: StateProvision) -> tuple[int, int] | Obstacle:
    inside = list(range(len(pieces))) if above is None else below(pieces, above)[1:]
    if above is not None and _is_section(head) and _is_plain_section(pieces, above):
        return _by_label(pieces, one, None, head)  # "at the end of section 11 a new section 11A"
    depth = _depth_inside(pieces, inside, head, 0 if above is None else pieces[above].depth + 1)
    beside = [n for n in inside if pieces[n].depth == depth and pieces[n].label]
    if head.label and beside:
        return _between(pieces, beside, head, depth)
    return (len(pieces) if above is None else below(pieces, above)[-1] + 1), depth


def _is_plain_section(pieces: Pieces, at: int) -> bool:
    """Whether a provision is a section without sections below it."""
    return [n for n in below(pieces, at) if _is_section(pieces[n])] == [at]


def _is_section(piece: StateProvision) -> bool:
    return piece.path.startswith("sec-") and "/" not in piece.path


def _beside(pieces: Pieces, one: Instruction, above: int | None, head: StateProvision) -> tuple[int, int] | Obstacle:
    """The position beside the provision named, and its depth."""
    at = one_at(pieces, one.behind)
    if isinstance(at, Obstacle):
        missing = at.reason == "PLACE_NOT_FOUND" and _follows(_bare(one.behind), _bare(head.path))
        return _by_label(pieces, one, above, head) if missing else at
    is_section = pieces[at].path.startswith("sec-") and "/" not in pieces[at].path
    if is_section and head.label.startswith("("):
        return Obstacle("EXTENT_UNSURE", (pieces[at].path,))  # "(2)" is no section: another "(1)" was meant
    return (at if one.side == "before" else whole(pieces, at)[-1] + 1), pieces[at].depth


def _follows(label: str, other: str) -> bool:
    """Whether a label is the next after another: "d" after "c", "1-215" after "1-214"."""
    start, last = re.fullmatch(r"(.*?)([^.-]*)", label).groups()  # type: ignore[union-attr]
    return other.startswith(start) and next_label(last) == other[len(start) :]


def _depth_inside(pieces: Pieces, inside: list[int], head: StateProvision, fallback: int) -> int:
    sections = [n for n in inside if pieces[n].path.startswith("sec-")]
    alike = [n for n, _ in _comparable(pieces, sections, _order(head.path))]  # "4-206" beside "4-207", not "4"
    if head.path.startswith("sec-") and sections:
        return pieces[(alike or sections)[0]].depth
    return min((pieces[n].depth for n in inside if pieces[n].label), default=fallback)


def _between(pieces: Pieces, beside: list[int], head: StateProvision, depth: int) -> tuple[int, int] | Obstacle:
    """The position after the last neighbour whose label comes before the new one."""
    order = _order(head.path)
    comparable = _comparable(pieces, beside, order)
    if not comparable or order is None or _may_be_deeper(pieces, beside, head):
        above = pieces[beside[0]].path.rpartition("/")[0]
        return Obstacle("EXTENT_UNSURE", (above,) if above else None)
    before = [n for n, rank in comparable if rank < order]
    return (below(pieces, before[-1])[-1] + 1 if before else comparable[0][0]), depth


def _comparable(
    pieces: Pieces, beside: Sequence[int], order: tuple[float, ...] | None
) -> list[tuple[int, tuple[float, ...]]]:
    """The neighbours whose labels are of the kind of the new one, with their sort keys."""
    ranks = [(n, _in_hundreds(_order(pieces[n].path), order)) for n in beside]
    return [(n, rank) for n, rank in ranks if order and rank and _are_alike(rank, order)]


def _in_hundreds(rank: tuple[float, ...] | None, order: tuple[float, ...] | None) -> tuple[float, ...] | None:
    """The sort key of the heading of a hundred beside a provision of one: "1-3" comes behind 1-212, before 1-301."""
    if not rank or not order or len(rank) != 2 or len(order) != 2:
        return rank
    return (rank[0], rank[1] * 100) if rank[1] < 10 and 100 <= order[1] < 1000 else rank


def _are_alike(rank: tuple[float, ...], order: tuple[float, ...]) -> bool:
    """Whether two sort keys are of labels of one kind: both of letters, or of numbers with as many parts."""
    return len(rank) == len(order) and (rank[0] >= _LETTERS) == (order[0] >= _LETTERS)


_LETTERS = 10_000  # the sort keys of letters begin here


def _may_be_deeper(pieces: Pieces, beside: Sequence[int], head: StateProvision) -> bool:
    """Whether a label goes on with the numerals of the level below rather than with its letters: "(v)" after (a)(iv),
    where (b) is the last letter.
    """
    before = roman_value(_bare(head.path)) - 1
    letters = [_bare(pieces[n].path) for n in beside]
    inside = [_bare(pieces[n].path) for at in beside for n in below(pieces, at)[1:]]
    goes_on = next_label(letters[-1]) == _bare(head.path)
    return before > 0 and not goes_on and any(roman_value(one) == before for one in inside)


def _order(path: str) -> tuple[float, ...] | None:
    """The sort key of a label: numbers by their parts, letters by the alphabet."""
    bare = _bare(path)
    if re.fullmatch(r"\d+(?:[.-]\d+)*", bare):
        return tuple(float(part) for part in re.split(r"[.-]", bare))
    if added := re.fullmatch(r"(\d+)([A-Z])", bare):  # "11A" is between 11 and 12
        return (float(added[1]) + (ord(added[2]) - 64) / 100,)
    if re.fullmatch(r"[a-z]|[A-Z]", bare):
        return (float(_LETTERS + ord(bare.lower())),)
    if re.fullmatch(r"([a-z])\1", bare):
        return (float(_LETTERS + ord(bare[0])) + 26,)
    if bare.islower() and (value := roman_value(bare)):
        return (float(value),)
    return None


def relabel(pieces: Pieces, old: Sequence[str], new: Sequence[str]) -> Pieces | Obstacle:
    """Return the provisions with some relabelled, all at once, no label twice."""
    if len(old) != len(new) or not old:
        return Obstacle("UNREAD", tuple(old) or None)
    moves: dict[str, str] = {}
    away: dict[str, str] = {}  # to another parent
    for before, after in zip(old, new, strict=True):
        at = one_at(pieces, before)
        if isinstance(at, Obstacle):
            return at
        path = pieces[at].path
        if _has_another_parent(pieces, path, after):
            away[path] = after
        elif "/" in path:
            moves[path] = f"{path.rpartition('/')[0]}/{after.rpartition('/')[2]}".strip("/")
        else:
            moves[path] = _like(path, after)
    return _all_moved(pieces, moves, away)


def _all_moved(pieces: Pieces, moves: dict[str, str], away: dict[str, str]) -> Pieces | Obstacle:
    """The provisions with new paths beside their siblings, or below another provision (`away`)."""
    out: Pieces | Obstacle = tuple(_moved(piece, moves) for piece in pieces)
    for path, after in away.items():
        out = out if isinstance(out, Obstacle) else _moved_below(out, path, after)
    if isinstance(out, Obstacle):
        return out
    live = [piece.path for piece in out if not piece.struck]
    return out if len(live) == len(set(live)) else Obstacle("LABEL_TAKEN", (*moves, *away))


def _has_another_parent(pieces: Pieces, path: str, after: str) -> bool:
    """Whether a new path is in another provision: "Subsection 3(1) is redesignated subsection 2(6)"."""
    parent, other = path.rpartition("/")[0], after.rpartition("/")[0]
    there = locate(pieces, other) if parent and other else []
    return len(there) == 1 and pieces[there[0]].path != parent


def _moved_below(pieces: Pieces, path: str, after: str) -> Pieces | Obstacle:
    """Return the provisions with one moved to the end of another, whose labels it must continue."""
    at, above = one_at(pieces, path), one_at(pieces, after.rpartition("/")[0])
    if isinstance(at, Obstacle) or isinstance(above, Obstacle):
        return Obstacle("EXTENT_UNSURE", (path,))
    inside = below(pieces, above)
    items = [n for n in inside if pieces[n].depth == pieces[above].depth + 1 and pieces[n].label]
    label = after.rpartition("/")[2]
    if not items or next_label(_bare(pieces[items[-1]].path)) != label:
        return Obstacle("EXTENT_UNSURE", (path, pieces[above].path))
    new, deeper = f"{pieces[above].path}/{label}", pieces[items[-1]].depth - pieces[at].depth
    gone = below(pieces, at)
    moved = [replace(relabelled(pieces[n], path, new, top=n == at), depth=pieces[n].depth + deeper) for n in gone]
    out = [*pieces[: inside[-1] + 1], *moved, *pieces[inside[-1] + 1 :]]
    begin = gone[0] + (len(moved) if gone[0] > inside[-1] else 0)
    del out[begin : begin + len(gone)]
    return tuple(out)


def _like(path: str, after: str) -> str:
    bare = after.rpartition("/")[2].removeprefix("sec-")
    return f"sec-{bare}" if path.startswith("sec-") else bare


def _moved(piece: StateProvision, moves: dict[str, str]) -> StateProvision:
    if piece.struck:
        return piece
    for old, new in moves.items():
        if piece.path == old or piece.path.startswith(f"{old}/"):
            return relabelled(piece, old, new, top=piece.path == old)
    return piece


def closed(pieces: Pieces, first: int, steps: int) -> Pieces | Obstacle:
    """Return the provisions from one on renumbered some steps on, if their labels are in sequence."""
    beside = [n for n in siblings(pieces, first) if n >= first]
    labels = [_bare(pieces[n].path) for n in beside]
    new = [next_label(label, steps) for label in labels]
    follow = all(next_label(a) == b for a, b in zip(labels, labels[1:], strict=False))
    if not follow or None in new:
        return Obstacle("EXTENT_UNSURE", tuple(pieces[n].path for n in beside))
    return relabel(pieces, [pieces[n].path for n in beside], [str(one) for one in new])


def designated(pieces: Pieces, path: str, label: str) -> Pieces | Obstacle:
    """Return the provisions with the present text of one made its first item: "(a)"."""
    at = one_at(pieces, path)
    if isinstance(at, Obstacle):
        return at
    old = pieces[at]
    numbers = below(pieces, at)
    if any(pieces[n].path == f"{old.path}/{label}" for n in numbers):
        return Obstacle("LABEL_TAKEN", (old.path,))
    top = replace(old, words=(), heading=0)
    item = StateProvision(
        f"{old.path}/{label}",
        f"({label})",
        "labelled",
        old.depth + 1,
        old.words,
        old.heading,
        was=old.path,
        doubts=old.doubts,
    )
    inner = [
        replace(
            pieces[n],
            path=f"{item.path}{pieces[n].path[len(old.path) :]}",
            depth=pieces[n].depth + 1,
            was=pieces[n].path,
        )
        for n in numbers[1:]
    ]
    return (*pieces[:at], top, item, *inner, *pieces[numbers[-1] + 1 :])
