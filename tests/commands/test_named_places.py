"""A document in a directive series that only another document tells of keeps its place when texts are read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from eo_browser.archive.importing import workers
from eo_browser.law.model.source import SourceDocument
from eo_browser.law.model.tree import ParsedDocument
from eo_browser.law.outline.outline import parse
from eo_browser.models import SeriesPlace
from tests.commands.test_import import empty, run

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = """---
date: '{day}'
source_url: https://www.whitehouse.gov/presidential-actions/{slug}/
title: {title}
---

MEMORANDUM FOR THE KEEPER OF CLOCKS

{text}
"""


def write(folder: Path, day: str, slug: str, title: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{day}-{slug}.md").write_text(PAGE.format(day=day, slug=slug, title=title, text=text), encoding="utf-8")


def with_another_title(source: SourceDocument) -> ParsedDocument:
    """Rules that learn one thing more of every document."""
    parsed = parse(source)
    return replace(parsed, metadata=replace(parsed.metadata, alternative_titles=("Keeping of Clocks in Towers",)))


def test_a_place_that_another_document_tells_of_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    pages = tmp_path / "pages"
    write(pages, "2017-01-28", "clocks", "Winding of Clocks", "The keeper shall wind the clocks of every tower.")
    named = "National Security Presidential Memorandum-2 of January 28, 2017 (Winding of Clocks), stands."
    write(pages, "2018-03-01", "bells", "Ringing of Bells", named)
    run("import_documents", pages)
    places = list(SeriesPlace.objects.values_list("document__title", "series", "number"))
    assert places == [("Winding of Clocks", "nspm", "2")]
    monkeypatch.setattr(workers, "parse", with_another_title)
    run("reparse")
    assert list(SeriesPlace.objects.values_list("document__title", "series", "number")) == places
    empty()
    run("replay")
    assert list(SeriesPlace.objects.values_list("document__title", "series", "number")) == places
