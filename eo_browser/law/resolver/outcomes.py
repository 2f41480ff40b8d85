"""The answer to a citation: an outcome, the documents and provisions meant, and explanations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from eo_browser.law.model.addresses import provision_address

from .lookup import KnownDocument, ListedDocument

Outcome = Literal["resolved", "partial", "ambiguous", "contradiction", "not_found", "unrecognised", "external"]
Code = Literal[
    "LEVEL_SKIPPED",
    "LEVEL_NAME_DIFFERS",
    "DESIGNATOR_CASE",
    "ROMAN_VS_LETTER",
    "PINPOINT_NOT_FOUND",
    "DATE_AMBIGUOUS",
    "SIGNED_VS_PUBLISHED_DATE",
    "KIND_DIFFERS",
    "PAGE_INSIDE_DOCUMENT",
    "PAGE_BELONGS_TO_OTHER_DOCUMENT",
    "NUMBER_TRANSPOSED",
    "WRONG_SERIES",
    "BEYOND_SERIES",
    "DUPLICATE_NUMBER",
    "SERIES_RESTARTED",
    "TITLE_APPROXIMATE",
    "TITLE_SHARED",
    "REVOKED",
    "AMENDED",
    "AS_AMENDED",
    "AMENDED_IN_DOUBT",
    "CORRECTED_BY",
    "CFR_YEAR_IS_COMPILATION_YEAR",
    "NOT_IN_ARCHIVE",
    "NUMBER_NOT_KNOWN",
    "NUMBER_INFERRED",
    "PAGE_NOT_KNOWN",
    "PAGE_IMPOSSIBLE",
    "NOT_KNOWN",
    "DATE_DIFFERS",
    "PRESIDENT_DIFFERS",
    "PARTS_DISAGREE",
]


@dataclass(frozen=True, slots=True)
class Target:
    """A document, or a provision of it (`path`), as signed or, with the first day of a `state`, as amended."""

    document: KnownDocument
    path: str = ""
    state: date | None = None

    @property
    def address(self) -> str:
        """Return its address: "/eo/13526/sec-1.4/a", "/eo/12333/@2008-07-30/sec-1.3"."""
        return provision_address(self.document.address, self.path, self.state)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a citation is no plain hit, or what was supplied: a code, a plain sentence, and the documents the sentence is
    about.

    Two explanations with the same code and sentence are equal.
    """

    code: Code
    message: str
    documents: tuple[KnownDocument, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class External:
    """A law, regulation or code, and where it can be read."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Context:
    """The context of a citation: the document it is in, and the documents named before."""

    here: KnownDocument | None = None
    last_named: KnownDocument | None = None
    defined: tuple[tuple[str, KnownDocument], ...] = ()  # ("the order", document) after a definition


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to one citation (docs/citations.md); `query` are the words asked about.

    `known` are the rows of lists about documents that are cited correctly, as far as is known, and not held.
    """

    outcome: Outcome
    targets: tuple[Target, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    suggestions: tuple[Target, ...] = ()
    external: External | None = None
    query: str = ""
    known: tuple[ListedDocument, ...] = ()

    @classmethod
    def of_documents(
        cls,
        outcome: Outcome,
        documents: Iterable[KnownDocument],
        explanations: Iterable[Explanation] = (),
        suggestions: tuple[Target, ...] = (),
    ) -> Resolution:
        """Return the answer that whole documents are."""
        return cls(outcome, tuple(map(Target, documents)), tuple(explanations), suggestions)
