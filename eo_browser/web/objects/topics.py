"""The topics of documents: the headings under which the Federal Register lists them in its contents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from eo_browser.models import ChangeCounter, Document, Listing


@dataclass(frozen=True, slots=True)
class Topics:
    """Every topic by its slug with its name, and the documents of each by primary key."""

    names: Mapping[str, str]
    documents: Mapping[str, frozenset[int]]

    def of(self, document: int) -> list[tuple[str, str]]:
        """Return the topics of a document, each with its slug and name, in the order of the names."""
        return sorted(
            ((slug, self.names[slug]) for slug, keys in self.documents.items() if document in keys),
            key=lambda one: one[1],
        )


def current_topics() -> Topics:
    """Return the topics of the present archive."""
    return _topics(ChangeCounter.objects.last_change())


@lru_cache(maxsize=2)
def _topics(_change: tuple[str, int]) -> Topics:
    """The same, read once until the archive changes. A heading is spelled as most rows spell it."""
    headings = _headings()
    held = Document.objects.listed().exclude(document_number="").filter(corrects="")
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    documents: dict[str, set[int]] = defaultdict(set)
    for key, number in held.values_list("pk", "document_number"):
        for heading in headings.get(number, ()):
            spelled[_slug(heading)][heading] += 1
            documents[_slug(heading)].add(key)
    names = {slug: counted.most_common(1)[0][0] for slug, counted in spelled.items()}
    return Topics(names, {slug: frozenset(keys) for slug, keys in documents.items()})


def _headings() -> dict[str, set[str]]:
    """The headings of rows of lists, by the document number of the Federal Register."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = Listing.objects.filter(facts__has_key="particulars").exclude(document_number="")
    for number, particulars in rows.values_list("document_number", "facts__particulars"):
        found[number].update(value for name, value in particulars if name == "topic" and _slug(value))
    return found


def _slug(heading: str) -> str:
    """A heading as a word of an address: "Government Agencies and Employees" → "government-agencies-and-employees"."""
    return "-".join(re.findall(r"[a-z0-9]+", heading.lower()))[:60].strip("-")
