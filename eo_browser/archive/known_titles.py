"""Documents that lists know and whose text is not held, found by the words of their titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from eo_browser.law.resolver import ListedDocument
from eo_browser.law.resolver.lookup import Lookup
from eo_browser.law.terms.presidents import president_on
from eo_browser.search.analyser import stems, words

from .lookup import current_lookup

FEWEST = 2  # words: one alone is in too many titles
MOST = 3  # documents


def known_by_words(wanted: Sequence[str]) -> list[ListedDocument]:
    """Return documents not held whose titles have every word (folded), in any form, the latest first.

    The year of signing and the President's name are as good as words of the title. Words that many titles have name
    none.
    """
    if len(wanted) < FEWEST:
        return []
    by_stem = _by_stem(current_lookup())
    having = [by_stem.get(one, {}) for one in stems(wanted)]
    rows = [row for key, row in having[0].items() if all(key in rows for rows in having)]
    latest_first = sorted(rows, key=lambda row: row.signed.toordinal() if row.signed else 0, reverse=True)
    return latest_first if len(rows) <= MOST else []


@lru_cache(maxsize=1)
def _by_stem(lookup: Lookup) -> dict[str, dict[str, ListedDocument]]:
    """Return the documents of each stem, each under a key of its own."""
    found: dict[str, dict[str, ListedDocument]] = defaultdict(dict)
    for row in lookup.listed_not_held():
        for one in stems({*words(row.title), *_facts(row)}):
            found[one][f"{row.kind} {row.number or row.title}"] = row
    return dict(found)


def _facts(row: ListedDocument) -> Iterator[str]:
    if row.signed:
        yield str(row.signed.year)
        president = president_on(row.signed)
        yield from words(president.name) if president else ()
