"""A row of the table of forms: what is recognised, from where it begins, with examples that tests and documents run."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .parts import Value

Reading = tuple[Value, int]  # what is said, and where it ends
Reader = Callable[[str, re.Match[str]], Reading | None]


@dataclass(frozen=True, slots=True)
class Form:
    """One way people write a part of a citation.

    `begins` are its first characters, lower case; `anchors` cheap patterns, one of which is met in text of lower case
    wherever the form may begin, each starting with one character ("e", "\\d", "[a-f]") so that they can be searched for
    all at once; `pattern` the whole form, or the beginning that `read` goes on from. All of them read plain text
    (`plain`). `whole_only`: too weak to be looked for in running text.
    """

    name: str
    family: str
    begins: str
    anchors: tuple[str, ...]
    pattern: re.Pattern[str]
    read: Reader
    examples: tuple[str, ...]
    whole_only: bool = False
    running_anchors: tuple[str, ...] = ()  # narrower ones for running text

    def match(self, text: str, position: int) -> Reading | None:
        """The value of the form that begins at a position, and its end; None where it does not."""
        found = self.pattern.match(text, position)
        return self.read(text, found) if found else None


def pattern(words: str) -> re.Pattern[str]:
    """A form's pattern: white space in it is for the eye, case does not count."""
    return re.compile(words, re.VERBOSE | re.IGNORECASE)


def simple(build: Callable[[re.Match[str]], Value | None]) -> Reader:
    """A reader for forms that end where their pattern ends."""

    def read(text: str, found: re.Match[str]) -> Reading | None:
        value = build(found)
        return (value, found.end()) if value is not None else None

    return read
