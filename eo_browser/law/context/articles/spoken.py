"""What an article has spoken of up to a place: documents named, provisions cited, names defined."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from eo_browser.law.resolver import KnownDocument, Resolution

_DEFINED = re.compile(
    r",?\s*\(\s*(?:hereinafter,?\s+)?(?:the\s+)?[“\"‘']?(?P<name>[A-Z][A-Za-z0-9 -]{2,40}?)[”\"’']?\s*\)"
)
_CASE = re.compile(r"\sv\.\s|\bIn re\s")
_LONGEST_NAME = 45  # characters


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation of an article and what it means there; `document` is the one document it names, if it names one."""

    start: int
    end: int
    resolution: Resolution
    document: KnownDocument | None = None
    by_context: bool = False  # the document is not named in the citation itself

    @property
    def paths(self) -> tuple[str, ...]:
        """The provisions it points at."""
        return paths_of(self.resolution)


@dataclass(slots=True)
class Spoken:
    """What was said before the citation that is being read; it grows with each that was read.

    `named_anywhere` are the documents the whole article names.
    """

    named_anywhere: tuple[KnownDocument, ...] = ()
    named: list[KnownDocument] = field(default_factory=list)  # each once, in the order of their last naming
    before: Mention | None = None
    lost: bool = False  # the document last named is not in the archive
    pinpointed: dict[int, str] = field(default_factory=dict)  # the last provision cited of each document
    defined: dict[str, KnownDocument] = field(default_factory=dict)
    _last: KnownDocument | None = None

    @property
    def last(self) -> KnownDocument | None:
        """The document last spoken of, else the next that will be; none where only one was that is not held."""
        if self._last or self.lost:
            return self._last
        return next(iter(self.named_anywhere), None)

    def hear(self, text: str, mention: Mention) -> None:
        """Take in a citation."""
        self.before = mention
        if not mention.by_context:
            self.lost = mention.resolution.outcome == "not_found"
            self._name(target.document for target in mention.resolution.targets if is_named(mention.resolution))
        if mention.document:
            self.turn_to(mention.document)
            if mention.paths:
                self.pinpointed[mention.document.key] = mention.paths[-1]
            if name := _DEFINED.match(text, mention.end):
                self.defined[name["name"].lower()] = mention.document

    def turn_to(self, document: KnownDocument, named: bool = False) -> None:
        """The article speaks of a document again; `named`: with words that tell which."""
        self._last = document
        if named:
            self._name([document])

    def _name(self, documents: Iterable[KnownDocument]) -> None:
        for document in documents:
            self.named = [*(one for one in self.named if one.key != document.key), document]

    def is_repeated_at(self, text: str, position: int) -> bool:
        """Whether "id." there means the citation before: not a law's or a case's that stands between."""
        if self.before is None or self.before.resolution.outcome == "external":
            return False
        return not _CASE.search(text, self.before.end, position)

    def defined_before(self, text: str, position: int) -> KnownDocument | None:
        """The document whose defined name stands right before a pinpoint: "Records Order § 2"."""
        led = text[max(0, position - _LONGEST_NAME) : position].rstrip(" ,\u00a0")
        names = sorted((name for name in self.defined if led.lower().endswith(name)), key=len)
        exact = [name for name in names if led[-len(name)].isupper()]
        return self.defined[exact[-1]] if exact else None


def paths_of(resolution: Resolution) -> tuple[str, ...]:
    """The provisions a citation points at."""
    return tuple(target.path for target in resolution.targets if target.path)


def is_named(resolution: Resolution) -> bool:
    """Whether it is certain which documents are meant."""
    return resolution.outcome in {"resolved", "partial"}


def document_of(resolution: Resolution) -> KnownDocument | None:
    """The one document that is meant, if it is one."""
    documents = {target.document.key: target.document for target in resolution.targets if is_named(resolution)}
    return next(iter(documents.values())) if len(documents) == 1 else None
