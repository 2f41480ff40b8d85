"""A row of the ledger of odd words, and what it says of the rule that it names."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from eo_browser.law.citations.anchors import AnchoredPattern


@dataclass(frozen=True)
class OddWords:
    """A rule about odd words: where it is ("module:name" below `eo_browser.law`), the part of it that they need.

    `words` is what a document must have to count; a text without any of `near`, in lower case, is not searched.
    `example` has words of the kind, which the rule reads with that part and not without it.
    """

    about: str
    place: str
    part: str
    words: str
    example: str
    near: tuple[str, ...]
    kept: str = ""  # for one that fewer than three documents need


@dataclass(frozen=True)
class InArticles:
    """A rule about what is written outside the corpus, with the kind of writing that needs it."""

    about: str
    place: str
    part: str
    serves: str


def rule_at(place: str) -> Any:
    """Return the rule that a place ("module:name") names."""
    module, _, name = place.partition(":")
    return getattr(import_module(f"eo_browser.law.{module}"), name)


def written(rule: Any) -> str:
    """Return the words and patterns of a rule as one text: of a table those of all its rows, of a function its code."""
    if inspect.isfunction(rule):
        return inspect.getsource(rule)
    if isinstance(rule, re.Pattern):
        return str(rule.pattern)
    if isinstance(rule, AnchoredPattern):
        return written(rule.pattern)
    if isinstance(rule, Mapping):
        return "\n".join(f"{written(key)}\n{written(value)}" for key, value in rule.items())
    if isinstance(rule, list | tuple | frozenset):
        return "\n".join(map(written, rule))
    return str(rule)


def matched(row: OddWords, text: str, lower: str) -> bool:
    """Return whether a text has words that a rule is for."""
    return any(near in lower for near in row.near) and bool(re.search(row.words, text, re.IGNORECASE))
