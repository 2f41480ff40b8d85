"""A form of citation: one row of the table of forms, with examples that the tests run and docs/citations.md shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from .parts import Value

ValueAndEnd = tuple[Value, int]  # the value of the part, and where it ends
Reader = Callable[[str, re.Match[str]], ValueAndEnd | None]


@dataclass(frozen=True, slots=True)
class Form:
    """One way people write a part of a citation.

    `pattern` is the whole form, or its beginning, which `read` continues; where a form may begin is derived from it.
    Both read plain text (`typography.plain`). `whole_only`: too weak for running text. `in_text`: a
    narrower pattern for running text, where the form needs more around it than in a citation given alone.
    """

    name: str
    family: str
    pattern: re.Pattern[str]
    read: Reader
    examples: tuple[str, ...]
    whole_only: bool = False
    in_text: re.Pattern[str] | None = None

    def match(self, text: str, position: int) -> ValueAndEnd | None:
        """Return the value of the form that begins at a position, and its end; None where it does not."""
        found = self.pattern.match(text, position)
        return self.read(text, found) if found else None

    def in_running_text(self) -> Form:
        """Return the form as running text is read with it."""
        return replace(self, pattern=self.in_text) if self.in_text else self


def pattern(words: str) -> re.Pattern[str]:
    """Compile the pattern of a form; it is verbose and ignores case."""
    return re.compile(words, re.VERBOSE | re.IGNORECASE)


def simple(build: Callable[[re.Match[str]], Value | None]) -> Reader:
    """Return the reader of a form that ends where its pattern ends; `build` makes the value, or None."""

    def read(text: str, found: re.Match[str]) -> ValueAndEnd | None:
        value = build(found)
        return (value, found.end()) if value is not None else None

    return read
