"""Does every address served before a reparse by changed rules meet its fate? Over a copy of a whole archive.

    EO_DATA_DIR=/tmp/copy python benchmarks/permanence.py [--asked 300] [--show N] [ADDRESS…]

The archive is CHANGED: give it a copy. Without addresses every document is read again. The rules are changed so
that every fate occurs: unlabelled paragraphs are counted from nought (each takes the address of the one before it),
and the last provision of every document is taken for a page foot. The fate that is due is told by the hashes
before and after alone; then the site is asked for a sample of each fate, as a reader and as a program.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")
os.environ.setdefault("EO_DEBUG", "1")  # static files under their own names; read before the settings are

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from eo_browser.archive.importing import workers  # noqa: E402
from eo_browser.law.model.paths import words_hash  # noqa: E402
from eo_browser.law.model.source import SourceDocument  # noqa: E402
from eo_browser.law.model.tree import ParsedDocument, Provision  # noqa: E402
from eo_browser.law.outline.outline import parse  # noqa: E402
from eo_browser.models import Document, StoredProvision  # noqa: E402

_COUNTED = re.compile(r"(?:(?<=^)|(?<=/))p(\d+)(?=/|~|$)")

SEVERAL = "words printed several times"

Present = dict[str, dict[str, str]]  # document → path → hash of the words there


class Served(NamedTuple):
    """An address as it was served, and where its words are after the reparse."""

    document: str
    path: str
    hash: str
    where: frozenset[str] = frozenset()

    @property
    def address(self) -> str:
        """The provision's address on the site."""
        return f"{self.document}/{self.path}"


def by_changed_rules(source: SourceDocument) -> ParsedDocument:
    """Unlabelled paragraphs are counted from nought; the last provision is taken for a page foot."""
    parsed = parse(source)
    kept = parsed.provisions[:-1] if len(parsed.provisions) > 1 else parsed.provisions
    return replace(parsed, provisions=tuple(map(_counted_from_nought, kept)))


def _counted_from_nought(provision: Provision) -> Provision:
    path = _COUNTED.sub(lambda found: f"p{int(found[1]) - 1}", provision.path)
    return replace(provision, path=path, children=tuple(map(_counted_from_nought, provision.children)))


def snapshot(addresses: list[str]) -> Present:
    """Every address of every present text, or of the texts of some documents, with its hash."""
    documents = Document.objects.exclude(current=None)
    if addresses:
        documents = documents.filter(address__in=addresses)
    found: Present = {}
    revisions = dict(documents.values_list("current", "address"))
    rows = StoredProvision.objects.filter(revision__in=documents.values("current"))
    for revision, path, hash_ in rows.values_list("revision", "path", "hash").iterator():
        found.setdefault(revisions[revision], {})[path] = hash_
    return found


def fates(before: Present, after: Present) -> dict[str, list[Served]]:
    """The addresses served before, by the fate their words met.

    Words printed several times in a text tell no fate by their hash: which of the places is which is a matter of order.
    """
    found: dict[str, list[Served]] = defaultdict(list)
    for document, served in before.items():
        present = after.get(document, {})
        places = defaultdict(set)
        for path, hash_ in present.items():
            places[hash_].add(path)
        printed = Counter(served.values())
        for path, hash_ in served.items():
            where = frozenset(places.get(hash_, ()))
            fate = _fate(path, where, present) if printed[hash_] == 1 else SEVERAL
            found[fate].append(Served(document, path, hash_, where))
    return found


def _fate(path: str, where: frozenset[str], present: dict[str, str]) -> str:
    if path in where:
        return "same"
    if path in present:
        return "moved, others took it" if where else "reworded"
    return "moved to a free path" if where else "gone"


# How each fate must show; "" = as promised, else what was wrong.


def asked_same(client: Client, one: Served) -> str:
    """The address answers, says that nothing changed, and its words have the hash."""
    page = client.get(one.address, {"h": one.hash})
    if page.status_code != 200 or "Unchanged since cited" not in page.content.decode():
        return f"{page.status_code}, not told unchanged"
    told = client.get(f"{one.address}.json").json()
    return "" if words_hash(told["full_text"]) == told["hash"] == one.hash else "other words"


def asked_moved(client: Client, one: Served) -> str:
    """One redirect to where the words are now."""
    answer = client.get(one.address)
    if answer.status_code != 301:
        return f"{answer.status_code}, no redirect"
    if _path(answer["Location"], one) not in one.where:
        return f"redirect to {answer['Location']}"
    return "" if client.get(answer["Location"]).status_code == 200 else "the redirect leads nowhere"


def asked_held(client: Client, one: Served) -> str:
    """The page says where the former words are; a pinned link leads there."""
    told = client.get(f"{one.address}.json").json().get("moved") or {}
    if told.get("path") not in one.where:
        return f"told {told}"
    pinned = client.get(one.address, {"h": one.hash})
    right = pinned.status_code == 302 and _path(pinned["Location"], one) in one.where
    return "" if right else f"{pinned.status_code}, the pinned link does not lead there"


def asked_reworded(client: Client, one: Served) -> str:
    """The address answers; a pinned link says that the words changed."""
    pinned = client.get(one.address, {"h": one.hash})
    told = "Changed since cited" in pinned.content.decode()
    return "" if pinned.status_code == 200 and told else f"{pinned.status_code}, not told changed"


def asked_gone(client: Client, one: Served) -> str:
    """A tombstone with the last words."""
    answer = client.get(f"{one.address}.json")
    if answer.status_code != 410 or client.get(one.address).status_code != 410:
        return f"{answer.status_code}, no tombstone"
    return "" if words_hash(answer.json()["moved"]["last_words"]) == one.hash else "other last words"


def _path(location: str, one: Served) -> str:
    return location.partition("?")[0].removeprefix(f"{one.document}/")


ASKED: dict[str, Callable[[Client, Served], str]] = {
    "same": asked_same,
    "moved to a free path": asked_moved,
    "moved, others took it": asked_held,
    "reworded": asked_reworded,
    "gone": asked_gone,
}


def report(found: dict[str, list[Served]], asked: int, show: int) -> None:
    """A line a fate: how many addresses met it, how many were asked, how many answered as promised."""
    chance = random.Random(20170128)
    client = Client(SERVER_NAME="localhost")
    print(f"{SEVERAL}: {len(found.get(SEVERAL, [])):,} addresses, not asked")
    for fate, ask in ASKED.items():
        met = found.get(fate, [])
        sample = chance.sample(met, min(asked, len(met)))
        wrong = [(one, fault) for one in sample if (fault := ask(client, one))]
        print(f"{fate}: {len(met):,} addresses; {len(sample):,} asked, {len(wrong)} not as promised")
        for one, fault in wrong[:show]:
            print(f"    {one.address}: {fault}; the words stand at {sorted(one.where)[:3]}")


def main() -> None:
    """Reread the archive by changed rules and ask for what was served before."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("addresses", nargs="*", metavar="ADDRESS", help="documents (/eo/13526); default: all")
    parser.add_argument("--asked", type=int, default=300, help="addresses asked of each fate (default: 300)")
    parser.add_argument("--show", type=int, default=5, help="print the first N faults of each fate")
    options = parser.parse_args()
    logging.disable(logging.WARNING)  # of tombstones: what is asked for here
    before = snapshot(options.addresses)
    started = time.monotonic()
    with patch.object(workers, "parse", by_changed_rules):
        call_command("reparse", *options.addresses, accept_reuse=True, workers=1, stdout=StringIO())
    print(f"{_count(before):,} addresses of {len(before):,} documents, reread in {time.monotonic() - started:.0f} s")
    report(fates(before, snapshot(options.addresses)), options.asked, options.show)


def _count(present: Present) -> int:
    paths: Iterable[dict[str, str]] = present.values()
    return sum(map(len, paths))


if __name__ == "__main__":
    main()
