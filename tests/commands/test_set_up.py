"""What `./run` does before it serves."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from eo_browser.management.commands import set_up
from eo_browser.models import Document, SourceFile
from eo_browser.sources.facts import SHIPPED

pytestmark = pytest.mark.django_db


@dataclass
class Calls:
    """Stands in for `call_command`: what was called, and which command fails."""

    made: list[tuple[str, ...]] = field(default_factory=list)
    failing: str = ""

    def __call__(self, name: str, *args: str, **options: object) -> None:
        self.made.append((name, *args))
        if name == self.failing:
            raise CommandError("The Federal Register cannot be reached: it does not answer.")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    stand_in = Calls()
    monkeypatch.setattr(set_up, "call_command", stand_in)
    return stand_in


def run(*paths: Path) -> str:
    out = StringIO()
    call_command("set_up", *map(str, paths), stdout=out)
    return out.getvalue()


READY = [("migrate",), ("collectstatic",), ("import_documents", str(SHIPPED))]


def test_an_empty_archive_begins_with_the_starters(calls: Calls) -> None:
    run()
    assert calls.made == [*READY, ("fetch_starters",), ("import_documents", str(set_up.FETCHED))]


def test_without_the_network_it_begins_with_the_specimens_and_says_so(calls: Calls) -> None:
    calls.failing = "fetch_starters"
    output = run()
    assert calls.made[-1] == ("import_documents", str(set_up.SAMPLES))
    assert "cannot be reached" in output
    assert "specimen documents of samples/ are loaded instead" in output


def test_an_archive_with_documents_is_left_as_it_is(calls: Calls) -> None:
    Document.objects.create(kind="notice", address="/notice/2090-01-01/a", title="A notice")
    run()
    assert calls.made == READY


def test_a_folder_takes_the_place_of_the_starters(calls: Calls, tmp_path: Path) -> None:
    run(tmp_path)
    assert calls.made == [*READY, ("import_documents", str(tmp_path))]


def test_facts_are_imported_once(calls: Calls) -> None:
    """As long as the list that is shipped has the same bytes."""
    sha256 = hashlib.sha256(SHIPPED.read_bytes()).hexdigest()
    SourceFile.objects.create(name=SHIPPED.name, sha256=sha256, size=1, taken=timezone.now(), complete=True)
    Document.objects.create(kind="notice", address="/notice/2090-01-01/a", title="A notice")
    run()
    assert calls.made == READY[:2]


def test_specimens_are_there_to_be_loaded() -> None:
    assert any(set_up.SAMPLES.iterdir())
