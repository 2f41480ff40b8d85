"""Cached answers for reading many documents: the same citations and outlines are asked for again and again."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from eo_browser.law.citations import Citation
from eo_browser.law.resolver import Context, KnownDocument, Lookup, Resolution, resolve
from eo_browser.law.resolver.outline_tree import OutlineTree

CITATIONS_KEPT = 50_000
OUTLINES_KEPT = 300

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(slots=True)
class CachedLookup:
    """Caches for the reading of many documents; each is emptied when it is full."""

    lookup: Lookup
    _resolutions: dict[Hashable, Resolution] = field(default_factory=dict)
    _trees: dict[tuple[int, date | None], OutlineTree] = field(default_factory=dict)

    def resolution(self, citation: Citation) -> Resolution:
        """Return the meaning of a citation that names its document, which is the same everywhere."""
        key = (citation.text, *(part.value for part in citation.parts))
        found = self._resolutions.get(key)
        if found is None:
            found = resolve(citation, Context(), self.lookup)
            _keep(self._resolutions, key, found, CITATIONS_KEPT)
        return found

    def tree(self, document: KnownDocument, state: date | None = None) -> OutlineTree:
        """Return a document's outline, as signed or in the state that begins on a day, ready to walk."""
        found = self._trees.get((document.key, state))
        if found is None:
            nodes = self.lookup.states.outline(document, state).nodes if state else self.lookup.outline(document)
            found = OutlineTree(nodes)
            _keep(self._trees, (document.key, state), found, OUTLINES_KEPT)
        return found


def _keep(store: dict[Key, Value], key: Key, value: Value, at_most: int) -> None:
    if len(store) >= at_most:
        store.clear()
    store[key] = value
