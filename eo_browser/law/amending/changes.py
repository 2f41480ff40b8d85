"""The provisions that differ between one state and the state before it."""

from __future__ import annotations

from collections.abc import Sequence

from .amendments import StateProvision


def changed_paths(before: Sequence[StateProvision], after: Sequence[StateProvision]) -> list[tuple[str, str]]:
    """Return the paths of provisions that are new, struck, relabelled or have other words: (path before, path after).

    "" is the path of a provision that is not there. A provision replaced by a new one is listed twice, as struck and as
    new.
    """
    old = {one.path: one for one in before if not one.struck}
    found: list[tuple[str, str]] = []
    kept: set[str] = set()
    for one in after:
        if one.struck:
            continue
        was = _path_before(one, old)
        kept.add(was)
        if not was or was != one.path or old[was].words != one.words:
            found.append((was, one.path))
    return found + [(path, "") for path in old if path not in kept]


def _path_before(one: StateProvision, old: dict[str, StateProvision]) -> str:
    """The path a provision had in the state before: its former one, if it was relabelled since; "" for a new one."""
    same = old.get(one.path)
    if same and same.was == one.was:
        return one.path
    if one.was in old and old[one.was].was != one.was:
        return one.was
    return one.path if same else ""
