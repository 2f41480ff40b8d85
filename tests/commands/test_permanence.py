"""Every address served before a reparse by other rules meets its fate, as readers and programs see it.

The snapshot is what was served: address, hash, words. Which fate is due is told from the snapshot and the new
texts alone, by hashes; then the site is asked.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError
from django.test import Client

from eo_browser.archive.importing import workers
from eo_browser.archive.permanence import provisions_of
from eo_browser.law.model.paths import words_hash
from eo_browser.law.model.source import SourceDocument
from eo_browser.law.model.texts import words_under
from eo_browser.law.model.tree import ParsedDocument, Provision
from eo_browser.law.outline.outline import parse
from eo_browser.models import AddressHistory, Document
from tests.commands.test_import import run

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Served:
    """An address as it was served."""

    document: str
    path: str
    hash: str
    words: str

    @property
    def address(self) -> str:
        return f"{self.document}/{self.path}"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder; the settings' is it."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    return tmp_path


def snapshot() -> list[Served]:
    """Every address of every present text, with its words."""
    found = []
    for document in Document.objects.exclude(current=None).select_related("current").order_by("address"):
        rows = provisions_of(document.current)
        found += [Served(document.address, row.path, row.hash, words_under(rows, i)) for i, row in enumerate(rows)]
    return found


def at(provision: Provision, path: str) -> Provision:
    """A provision at another path, with all below it."""
    below = tuple(at(child, path + child.path.removeprefix(provision.path)) for child in provision.children)
    return replace(provision, path=path, children=below)


def by_other_rules(source: SourceDocument) -> ParsedDocument:
    """The last provision is taken for a page foot.

    One section loses its last paragraph, and (a) and (b) in it change places; in the others every label is another.
    """
    parsed = parse(source)
    kept = parsed.provisions[:-1] if len(parsed.provisions) > 1 else parsed.provisions
    swapped = False
    provisions = []
    for one in kept:
        children = one.children
        if len(children) > 1 and not swapped:
            swapped, (a, b, *rest) = True, children
            children = (at(a, b.path), at(b, a.path), *rest[:-1])
        else:
            children = tuple(at(child, f"{one.path}/z{n}") for n, child in enumerate(children))
        provisions.append(replace(one, children=children))
    return replace(parsed, provisions=tuple(provisions))


def due(served: list[Served]) -> Iterator[tuple[Served, str, set[str]]]:
    """For each address of a snapshot the fate its words met, and where they may be now."""
    now: dict[str, dict[str, str]] = defaultdict(dict)
    for one in snapshot():
        now[one.document][one.path] = one.hash
    for one in served:
        present = now[one.document]
        where = {path for path, hash_ in present.items() if hash_ == one.hash}
        if one.path in where:
            yield one, "same", where
        elif one.path in present:
            yield one, "held" if where else "reworded", where
        else:
            yield one, "moved" if where else "gone", where


@pytest.fixture
def served(data: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> list[Served]:
    """The addresses that were served before the rules changed."""
    run("import_documents", samples)
    before = snapshot()
    assert all(one.hash == words_hash(one.words) for one in before)
    monkeypatch.setattr(workers, "parse", by_other_rules)
    return before


def test_other_words_come_under_no_address_unasked(served: list[Served]) -> None:
    with pytest.raises(CommandError, match="other words would come under served addresses"):
        run("reparse", workers=1)
    assert "held" not in Counter(fate for _, fate, _ in due(served))
    assert run("check_archive") == "The archive is clean.\n"


def test_every_address_meets_its_fate(served: list[Served], client: Client) -> None:
    run("reparse", accept_reuse=True, workers=1)
    met: Counter[str] = Counter()
    for one, fate, where in due(served):
        ASKED[fate](client, one, where)
        met[fate] += 1
    assert met.keys() == ASKED.keys() and sum(met.values()) == len(served)
    assert run("check_archive") == "The archive is clean.\n"
    standing = [one for one, fate, _ in due(served) if fate != "gone"]
    for document in {one.document for one in standing}:
        fragments_land(client, document, [one.path for one in standing if one.document == document])


def fragments_land(client: Client, document: str, paths: list[str]) -> None:
    """The whole document has an anchor for each old path, once, so that old fragments need no script."""
    page = unescape(client.get(document).content.decode())
    ids = Counter(re.findall(r' id="([^"_][^"]*)"', page))
    assert [name for name, count in ids.items() if count > 1] == []
    assert set(paths) - set(ids) == set()


def test_a_second_change_is_followed(served: list[Served], client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    run("reparse", accept_reuse=True, workers=1)
    monkeypatch.setattr(workers, "parse", parse)
    run("reparse", accept_reuse=True, workers=1)
    for one, fate, where in due(served):
        assert fate == "same"
        asked_same(client, one, where)
    assert not AddressHistory.objects.filter(until=None).exclude(moved_to="").exists()


# How each fate shows.


def asked_same(client: Client, one: Served, where: set[str]) -> None:
    answer = client.get(one.address, {"h": one.hash})
    assert (answer.status_code, "Unchanged since cited" in answer.content.decode()) == (200, True)
    told = client.get(f"{one.address}.json").json()
    assert (told["hash"], told["full_text"]) == (one.hash, one.words)


def asked_moved(client: Client, one: Served, where: set[str]) -> None:
    for asked in (one.address, f"{one.address}?h={one.hash}"):
        answer = client.get(asked)
        assert answer.status_code == 301
        path, _, query = answer["Location"].removeprefix(one.document + "/").partition("?")
        assert path in where and query == asked.partition("?")[2]
        assert client.get(answer["Location"]).status_code == 200, "one redirect, not two"


def asked_held(client: Client, one: Served, where: set[str]) -> None:
    page = client.get(one.address).content.decode()
    told = client.get(f"{one.address}.json").json()
    assert "this address had other words, which are now at" in page
    assert told["moved"]["path"] in where and told["hash"] != one.hash
    pinned = client.get(one.address, {"h": one.hash})
    assert pinned.status_code == 302
    assert pinned["Location"].partition("?")[0].removeprefix(one.document + "/") in where


def asked_reworded(client: Client, one: Served, where: set[str]) -> None:
    pinned = client.get(one.address, {"h": one.hash})
    assert (pinned.status_code, "Changed since cited" in pinned.content.decode()) == (200, True)


def asked_gone(client: Client, one: Served, where: set[str]) -> None:
    answer = client.get(one.address)
    page = " ".join(unescape(answer.content.decode()).replace("<br>", " ").split())
    assert answer.status_code == 410
    assert one.hash in page and " ".join(one.words.split()) in page and "read again by better rules" in page
    told = client.get(f"{one.address}.json")
    assert (told.status_code, told.json()["moved"]["last_words"]) == (410, one.words)


ASKED = {"same": asked_same, "moved": asked_moved, "held": asked_held, "reworded": asked_reworded, "gone": asked_gone}
