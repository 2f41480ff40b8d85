"""Corrections of an outline by an editor: a provision that the parser put at one path belongs at another.

A mend changes paths, never words: the provisions and their order in the text stay, so the hash of the whole document
stays. A mend that would contradict the order of the text is refused with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from eo_browser.law.model.addresses import read_address
from eo_browser.law.model.paths import words_hash
from eo_browser.law.model.texts import FlatProvision, words_under

LONGEST_PATH = 1000  # characters
_STEP = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.\-]*[A-Za-z0-9])?(?:~[2-9]|~[1-9]\d+)?")

Rows = tuple[FlatProvision, ...]


@dataclass(frozen=True, slots=True)
class Mend:
    """The provision at `old`, if its words have this hash (recipe v1), belongs at `new`."""

    old: str
    hash: str
    new: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a provision cannot be moved to the path asked for, in plain English."""

    reason: str


def apply_mends(rows: Rows, mends: Iterable[Mend]) -> tuple[Rows, tuple[str, ...]]:
    """Apply, in order, every mend that finds its words at its old path; return the rows, and a note for each that does
    not.
    """
    unfit = []
    for mend in mends:
        held = next((row for row in rows if row.path == mend.old), None)
        if held is None or held.hash != mend.hash:
            continue
        found = move(rows, mend.old, mend.new)
        if isinstance(found, Refused):
            unfit.append(f"An editor's decision, {mend.old} → {mend.new}, no longer fits: {found.reason}")
        else:
            rows = found
    return rows, tuple(unfit)


def move(rows: Rows, old: str, new: str) -> Rows | Refused:
    """Move the provision at `old`, with all below it, to `new`; return the outline, or why it cannot be done."""
    at = next((i for i, row in enumerate(rows) if row.path == old), -1)
    if at < 0:
        return Refused(f"There is no provision “{old}” in this text.")
    if reason := fault_of(new) or ("The provision has that path already." if new == old else ""):
        return Refused(reason)
    depth = _depth_at(rows, at, new)
    if isinstance(depth, Refused):
        return depth
    end = _end(rows, at)
    moved = tuple(_moved(row, old, new, depth - rows[at].depth) for row in rows[at:end])
    whole = (*rows[:at], replace(moved[0], confidence=1.0, doubts=()), *moved[1:], *rows[end:])
    if reason := _clash(rows, whole, at, end):
        return Refused(reason)
    return tuple(replace(row, hash=words_hash(words_under(whole, i))) for i, row in enumerate(whole))


def fault_of(path: str) -> str:
    """Return what is wrong with a path as it was typed; "" for one that could be an address."""
    if not path or len(path) > LONGEST_PATH:
        return f"A path has 1 to {LONGEST_PATH:,} characters."
    for step in path.split("/"):
        if not _STEP.fullmatch(step):
            return (
                f"“{step}” is no step of a path: letters, digits, full stops and hyphens between them, such as "
                "“sec-2”, “iii” or “p1~2”, with “/” between the steps."
            )
    read = read_address(f"/eo/1/{path}")
    if read.path != path or read.suffix or read.action or read.anchor:
        return f"“{path}” would be read as something else than a provision: its last step is a word of the site."
    return ""


def _depth_at(rows: Rows, at: int, new: str) -> int | Refused:
    """How deep a provision is at its new path: below the provision that the path without its last step names."""
    above = new.rpartition("/")[0]
    if above == rows[at].path.rpartition("/")[0]:
        return rows[at].depth
    chain = _open_before(rows, at)
    if not above:
        first = rows[at].path.split("/")[0]
        return next((row.depth for row in chain if row.path == first), 0)
    if parent := next((row for row in chain if row.path == above), None):
        return parent.depth + 1
    if any(row.path == above for row in rows):
        return Refused(
            f"“{above}” does not stand where this provision could follow in it: the order of the text is kept."
        )
    return Refused(f"There is no “{above}” for it to stand under.")


def _open_before(rows: Rows, at: int) -> list[FlatProvision]:
    """The provisions that the one at an index may be under: the one before it and the ancestors of that."""
    chain: list[FlatProvision] = []
    for row in reversed(rows[:at]):
        if not chain or row.depth < chain[-1].depth:
            chain.append(row)
    return chain


def _end(rows: Sequence[FlatProvision], at: int) -> int:
    """The index behind everything below a provision."""
    below = (i for i in range(at + 1, len(rows)) if rows[i].depth <= rows[at].depth)
    return next(below, len(rows))


def _moved(row: FlatProvision, old: str, new: str, deeper: int) -> FlatProvision:
    """A provision of the moved part. What is below it by depth alone ("sec-1" in "part-1") keeps its own path."""
    inside = row.path == old or row.path.startswith(old + "/")
    return replace(row, path=new + row.path[len(old) :] if inside else row.path, depth=row.depth + deeper)


def _clash(before: Rows, after: Rows, at: int, end: int) -> str:
    """The objection to an outline: a path used twice or too long, or a provision that would get another parent."""
    elsewhere = {row.path for row in (*before[:at], *before[end:])}
    for path in (row.path for row in after[at:end]):
        if path in elsewhere:
            return f"“{path}” is taken by another provision of this text."
    if long := next((row.path for row in after[at:end] if len(row.path) > LONGEST_PATH), ""):
        return f"“{long[:60]}…” would be longer than {LONGEST_PATH:,} characters."
    old, new = _parents(before), _parents(after)
    if torn := next((row.path for i, row in enumerate(after) if i != at and old[i] != new[i]), ""):
        return f"“{torn}”, which follows it, would come to stand under it: mend that one first."
    return ""


def _parents(rows: Rows) -> list[int]:
    """The index of what each provision is under, -1 at the top."""
    parents: list[int] = []
    open_: list[int] = []
    for i, row in enumerate(rows):
        while open_ and rows[open_[-1]].depth >= row.depth:
            open_.pop()
        parents.append(open_[-1] if open_ else -1)
        open_.append(i)
    return parents
