"""Facts that an editor declares of imported files, because the files do not state them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Declared:
    """The publisher of texts that name none, and the columns of a collection.

    `publisher` is a code of sources/formats.py, "" = not declared; `fields` are (fact, column) pairs.
    """

    publisher: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def mapping(self) -> dict[str, str]:
        """Return the columns by the facts they hold."""
        return dict(self.fields)


NOTHING = Declared()
