"""Popular names the archive knows from the start: given once, taken away for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from eo_browser.archive import journal
from eo_browser.archive.aliases import TAKEN, add_starter_names, remove_name, starters
from eo_browser.law.citations.titles import fold_title
from eo_browser.law.model.addresses import AtAddress, read_address
from eo_browser.models import Alias, Document
from tests.archive.made import LATER, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    return Document.objects.create(kind="executive-order", number="13999", address="/eo/13999", title="Salt")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    names = tmp_path / "names.txt"
    names.write_text("# Chronicle of Salt\n/eo/13999\tSalt Order\n\n/eo/14000\tPepper Order\n")
    return names


def test_the_file_names_addresses_and_says_where_from() -> None:
    rows = list(starters())
    assert rows
    assert len({(row.address, fold_title(row.name)) for row in rows}) == len(rows)
    assert all(isinstance(read_address(row.address).target, AtAddress) for row in rows)


def test_a_name_is_given_once_its_document_is_held(document: Document, file: Path) -> None:
    assert [alias.text for alias in add_starter_names(NOW, file)] == ["Salt Order"]
    assert add_starter_names(LATER, file) == []
    Document.objects.create(kind="executive-order", number="14000", address="/eo/14000", title="Pepper")
    assert [alias.text for alias in add_starter_names(LATER, file)] == ["Pepper Order"]


def test_a_name_taken_away_does_not_come_back(document: Document, file: Path) -> None:
    (alias,) = add_starter_names(NOW, file)
    journal.record(TAKEN, {"address": "/eo/13999", "text": alias.text, "key": alias.key}, LATER)
    remove_name(document, alias.key)
    assert add_starter_names(LATER, file) == []
    assert not Alias.objects.exists()


def test_names_are_acts_of_the_journal(document: Document, file: Path, tmp_path: Path) -> None:
    """So that a replay gives them again, and takes away what editors took away."""
    add_starter_names(NOW, file)
    journal.append(tmp_path / "journal.jsonl")
    (act,) = journal.read(tmp_path / "journal.jsonl")
    assert (act.act, act.facts["address"], act.facts["text"]) == ("name-given", "/eo/13999", "Salt Order")
