"""`search`, `reindex` and `compare_engines` on the small archive of composed documents."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command

from eo_browser.archive.indexing import catch_up, disagreements, entries_of
from eo_browser.archive.search_engine import engine
from eo_browser.models import Document, DocumentChange
from eo_browser.search.weights import PARTS
from tests.conftest import PROJECT
from tests.on_postgresql import database_url
from tests.web import archive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def built() -> None:
    archive.build()


def output_of(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def test_search_for_people() -> None:
    shown = output_of("search", "high water council")
    assert "Sec. 2(i)" in shown and "*Council* shall meet at *high* *water*" in shown


def test_search_as_json_and_by_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    one = json.loads(output_of("search", "--json", "lamps"))
    monkeypatch.setattr("sys.stdin", StringIO("lamps\nEO 19901\n\n"))
    first, cited, empty = map(json.loads, output_of("search", "--lines", "--json").splitlines())
    assert first["hits"] == one["hits"] and one["total"] == len(one["hits"]) > 1
    assert {"query", "interpreted", "total_is_exact", "took_ms", "did_you_mean", "facets"} <= set(one)
    assert cited["citation"]["outcome"] == "resolved" and cited["hits"][0]["document"]["address"] == archive.ORDER
    assert empty["hits"] == []
    hit = one["hits"][0]["provisions"][0]
    start, end = hit["spans"][0]
    assert "lamp" in hit["snippet"][start:end].casefold()


def test_explain_says_what_a_score_is_made_of() -> None:
    assert "score" in output_of("search", "--explain", "lamps")
    hits = json.loads(output_of("search", "--explain", "--json", "lamps"))["hits"]
    for hit in hits:
        assert hit["score"] == pytest.approx(sum(PARTS[name] * part for name, part in hit["reasons"].items()), abs=1e-3)


def test_every_part_of_a_score_is_documented_with_its_weight() -> None:
    page = (PROJECT / "docs" / "search.md").read_text("utf-8")
    assert [name for name, weight in PARTS.items() if f"`{name}` ({weight}" not in page] == []


def test_a_reader_that_has_read_enough_is_no_fault() -> None:
    """As in `search … | head -1`."""
    command = [sys.executable, str(PROJECT / "manage.py"), "help"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        errors = process.stderr.read()
    assert (process.returncode, errors) == (141, "")


def test_reindex_and_catch_up() -> None:
    assert "rebuilt: 4 documents" in output_of("reindex")
    assert "unchanged: 0 documents" in output_of("reindex", "--catch-up")
    state = engine().state()
    assert state is not None and state.documents == 4


def test_an_index_that_differs_from_the_archive_is_reported() -> None:
    assert list(disagreements(engine())) == []
    document = Document.objects.get(address=archive.ORDER)
    engine().update((), removed=[document.pk])
    assert list(disagreements(engine())) == [f"The search index lacks the document {document.pk}."]
    engine().update([*entries_of([document.pk]), replace(next(entries_of([document.pk])), id=9999)])
    assert list(disagreements(engine())) == ["The search index has a document 9999, which the archive has not."]
    engine().update([replace(next(entries_of([document.pk])), revision=1234)], removed=[9999])
    (fault,) = disagreements(engine())
    assert fault.startswith("The search index has another text")
    DocumentChange.objects.record([document.pk])
    assert list(disagreements(engine())) == []  # only behind: the next start mends it
    catch_up(engine())
    assert list(disagreements(engine())) == []


def test_both_engines_answer_alike() -> None:
    with database_url() as url:
        asked = ["lamps", '"tidal lighthouses"', "council OR oil", "type:memorandum harbor", "lihgthouse", "of the"]
        shown = output_of("compare_engines", *asked, "--postgres", os.environ.get("EO_DATABASE_URL") or url)
    assert "6 queries, 0 answered differently." in shown
