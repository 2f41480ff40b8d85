"""`write_facts`: one line a document, whatever number of lists name it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eo_browser.models import Listing
from tests.commands.test_import import run

pytestmark = pytest.mark.django_db


def row(source: str, listed_by: str, **facts: object) -> None:
    said: dict[str, object] = {"kind": "executive-order", "number": "19700", "title": "Lamps", **facts}
    kept = {key: str(value) for key, value in said.items() if key in ("kind", "number", "title", "document_number")}
    if place := said.get("register_start"):
        kept["register"] = {"volume": 95, "start_page": place}  # type: ignore[assignment]
    Listing.objects.create(source=source, listed_by=listed_by, facts=kept, sha256="0" * 64, **said)


def test_lists_are_merged(tmp_path: Path) -> None:
    row("a.csv#1", "federal-register-csv", document_number="2030-1", register_start=400, signed=date(2030, 5, 6))
    row("b.txt#19700", "national-archives", register_start=400)
    row("c.json", "federal-register-api", number="", document_number="2030-1", register_start=400)  # no number
    row("d.json", "federal-register-api", document_number="2030-1", register_start=900, title="Another order")
    row("e.json", "public-inspection", number="19799", title="May be withdrawn")
    row("f.csv#2", "federal-register-csv", number="99001", title="Clocks (SPECIMEN)")
    row("g.csv#3", "federal-register-csv", number="9", title="The first")
    said = run("write_facts", tmp_path / "facts.tsv")
    lines = [line.split("\t")[:3] for line in (tmp_path / "facts.tsv").read_text("utf-8").splitlines()[3:]]
    assert lines == [["executive-order", "9", "The first"], ["executive-order", "19700", "Lamps"]]
    assert said.startswith("2 documents are written")
