"""What an editor declares of the files of an import, because nothing in them says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Declared:
    """The publisher of texts whose origin is not known otherwise, and which column of a collection is which fact.

    `publisher` is a code of sources/formats.py, "" = not declared; `fields` are (fact, column) pairs.
    """

    publisher: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def mapping(self) -> dict[str, str]:
        """Return the columns by the facts they hold."""
        return dict(self.fields)


NOTHING = Declared()
