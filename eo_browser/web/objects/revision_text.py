"""The text of a revision for pages, read from the tables in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.texts import FlatProvision
from eo_browser.law.model.tree import full_text
from eo_browser.models import Document, Edition, Revision, StoredProvision, read_once
from eo_browser.sources.formats import order_shown

_COLUMNS = ("path", "depth", "kind", "label", "heading", "text", "inline", "confidence", "doubts", "hash")


@dataclass(frozen=True, slots=True)
class RevisionText:
    """One revision of a document with its provisions in reading order.

    `base` is the address its provisions are under: the document's, or the revision's own
    ("/eo/13526/@1") when an old one is read.
    """

    document: Document
    revision: Revision | None
    lines: tuple[FlatProvision, ...]
    base: str
    is_current: bool

    def index(self, path: str) -> int:
        """Return the index of a path among the lines; -1 when this revision has no such provision."""
        return next((i for i, line in enumerate(self.lines) if line.path == path), -1)

    def hash_of(self, path: str = "") -> str:
        """Return the hash of the words at a path, of the whole text without one; "" where there are none."""
        if path:
            return self.lines[index].hash if (index := self.index(path)) >= 0 else ""
        return self.revision.words_hash if self.revision else ""

    @property
    def first_words(self) -> str:
        """Return the words of the first provision that has any; "" for a text without words."""
        return next((line.text for line in self.lines if line.text), "")

    def inside(self, index: int) -> tuple[FlatProvision, ...]:
        """Return the provision at an index and everything under it."""
        end = index + 1
        while end < len(self.lines) and self.lines[end].depth > self.lines[index].depth:
            end += 1
        return self.lines[index:end]

    def above(self, index: int) -> tuple[FlatProvision, ...]:
        """Return the ancestors of the provision at an index, outermost first."""
        chain: list[FlatProvision] = []
        depth = self.lines[index].depth
        for line in reversed(self.lines[:index]):
            if line.depth < depth:
                chain.append(line)
                depth = line.depth
            if depth == 0:
                break
        return tuple(reversed(chain))

    def full_text(self, index: int) -> str:
        """Return the full text of the line at an index."""
        first, *others = self.inside(index)
        return full_text(first, others)


@read_once
def read_revision(document: Document, number: int = 0) -> RevisionText | None:
    """Read a revision with its provisions; 0 is the current one. None when there is no revision of that number."""
    revision = document.revisions.filter(number=number).first() if number else document.current
    if number and revision is None:
        return None
    rows = StoredProvision.objects.filter(revision=revision).order_by("position").values_list(*_COLUMNS)
    lines = tuple(FlatProvision(*row) for row in rows) if revision else ()
    base = provision_address(document.address, "", number)
    is_current = not number or (revision is not None and revision.pk == document.current_id)
    return RevisionText(document, revision, lines, base, is_current)


def revision_on(document: Document, day: date) -> tuple[int, bool]:
    """Return the number of the revision a reader could have on a day, and whether there was one yet.

    It is the newest of the preferred source that was published by then; before the first, the first.
    """
    editions = list(document.editions.select_related("revision"))
    until_then = [one for one in editions if (one.published or one.retrieved.date()) <= day]
    if not until_then:
        return min((one.revision.number for one in editions), default=1), False
    best = min(map(order_shown, until_then))
    return max(one.revision.number for one in until_then if order_shown(one) == best), True


@read_once
def neighbours(document: Document) -> tuple[Document | None, Document | None]:
    """Return the documents of the same kind just before and just after it."""
    held = Document.objects.all() if document.specimen else Document.objects.listed()
    return held.before(document).first(), held.after(document).first()


def register_page(reading: RevisionText, path: str) -> int:
    """Return the page of the Federal Register on which a provision begins; 0 where no source marks the pages."""
    document = reading.document
    if document.register_start and document.register_start == document.register_end:
        return document.register_start
    position = reading.index(path)
    return next((page for at, page in reversed(_page_marks(reading)) if at <= position), 0)


@read_once
def _page_marks(reading: RevisionText) -> list[tuple[int, int]]:
    """The pages of the Federal Register that begin in a text, with the positions of the provisions they begin in."""
    rows = StoredProvision.objects.filter(revision=reading.revision, anchors__icontains="page-").order_by("position")
    return [
        (position, int(mark[5:]))
        for position, anchors in rows.values_list("position", "anchors")
        for mark in anchors
        if mark.startswith("page-") and mark[5:].isdigit()
    ]


@read_once
def former_addresses(document: Document, held: Sequence[FlatProvision]) -> Mapping[str, Sequence[str]]:
    """Return, for each path, the former addresses of its words that no other words have now."""
    paths = {line.path for line in held}
    former: dict[str, list[str]] = {}
    rows = document.served_addresses.exclude(moved_to="").order_by("pk").values_list("path", "moved_to")
    for old, new in rows:
        if old not in paths and old not in former.get(new, ()):
            former.setdefault(new, []).append(old)
    return former


@read_once
def editions_of(reading: RevisionText) -> list[Edition]:
    """Return the editions of a document: those the text is read from first, superseded ones last."""
    editions = reading.document.editions.select_related("revision").order_by("superseded", "-retrieved", "pk")
    shown = reading.revision.pk if reading.revision else None
    return sorted(editions, key=lambda edition: (edition.superseded, edition.revision_id != shown))
