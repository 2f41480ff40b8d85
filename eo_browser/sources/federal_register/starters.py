"""The documents a fresh installation begins with: a list of facts, no texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

LIST = Path(__file__).with_name("starters.txt")


@dataclass(frozen=True, slots=True)
class Starter:
    """One document to ask the Federal Register for. The day distinguishes numbers that were used again."""

    number: str
    published: date
    description: str


def read_starters(text: str) -> tuple[Starter, ...]:
    """Return the starters of a list: one a line as number, ISO day, description; empty lines and `#` lines are ignored.

    ValueError, naming the line, when one is written otherwise.
    """
    lines = ((count, line.strip()) for count, line in enumerate(text.splitlines(), 1))
    return tuple(_starter(count, line) for count, line in lines if line and not line.startswith("#"))


def _starter(count: int, line: str) -> Starter:
    try:
        number, published, description = line.split(maxsplit=2)
        return Starter(number, date.fromisoformat(published), description)
    except ValueError as error:
        raise ValueError(f"line {count} is not 'number day description': {line}") from error
