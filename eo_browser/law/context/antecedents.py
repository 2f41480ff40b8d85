"""What a document has said up to a place in it: which documents it named, defined, amended."""

from __future__ import annotations

from dataclasses import dataclass, field

from eo_browser.law.resolver import KnownDocument, Target

from .wording import DOCUMENT_NOUNS


@dataclass(slots=True)
class Said:
    """The antecedents of "this", "that" and "the Order"; `here` is the document read."""

    here: KnownDocument
    last: KnownDocument | None = None  # the document last named
    last_place: Target | None = None  # the provision of another document last cited
    amended: KnownDocument | None = None  # the document whose words are being changed
    amends_unknown: bool = False  # the words being changed are of a document that is not held
    defined: dict[str, KnownDocument] = field(default_factory=dict)  # "order" → after (the “Order”)
    lost: set[str] = field(default_factory=set)  # kinds whose last named document is not held, or not known for sure
    named: set[int] = field(default_factory=set)  # keys of every document named
    _last_of_kind: dict[str, KnownDocument] = field(default_factory=dict)

    def name(self, document: KnownDocument) -> None:
        """A document has been named."""
        self.last = document
        self.named.add(document.key)
        self._last_of_kind[document.kind] = document
        self.lost.discard(document.kind)

    def lose(self, kind: str) -> None:
        """A document has been named that is not held, or one of several: "that order" now means none we know."""
        self.lost.add(kind)

    def that(self, noun: str) -> KnownDocument | None:
        """What "that order" means: the last document named that may be called so; None when it is none of ours."""
        kinds = DOCUMENT_NOUNS[noun]
        if kinds & self.lost:
            return None
        if self.last and self.last.kind in kinds:
            return self.last
        named = [self._last_of_kind[kind] for kind in sorted(kinds) if kind in self._last_of_kind]
        return named[-1] if named else None
