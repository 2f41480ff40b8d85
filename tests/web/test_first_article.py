"""The article this archive began with: kept next to the corpus, over the memorandum it speaks of."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

PARAGRAPH = "/memorandum/2017-01-28/plan-to-defeat-the-islamic-state-of-iraq-and-syria/sec-2/iii/D"

pytestmark = [pytest.mark.corpus, pytest.mark.django_db]


@pytest.fixture
def article(corpus: Path, settings: Any, tmp_path: Path) -> str:
    """Its text, the memorandum imported."""
    found = next(corpus.parent.glob("*/articles/seed.txt"), None)
    if found is None:
        pytest.skip(f"no article beside the corpus ({corpus.parent}/*/articles/seed.txt)")
    settings.DATA_DIR = tmp_path
    call_command("import_documents", str(corpus / "nspm-3"), stdout=StringIO())
    return found.read_text("utf-8")


def test_it_leads_to_its_paragraph(article: str, client: Client) -> None:
    answer = client.post("/api/v1/annotate", json.dumps({"text": article}), content_type="application/json").json()
    document, paragraph = answer["citations"]
    assert (document["outcome"], document["targets"][0]["provision"]) == ("resolved", None)
    assert paragraph["text"] == "section 2, subsection (iii), paragraph (D)"
    assert paragraph["targets"][0]["provision"]["url"].endswith(PARAGRAPH)
    (quotation,) = answer["quotations"]
    assert quotation["verdict"] == "marked-edits"
    assert [target["provision"]["path"] for target in quotation["targets"]] == ["sec-2/iii/D"]
    assert [edit["quote"] for edit in quotation["edits"] if edit["kind"] == "bracketed-insertion"] == [
        "[The Plan shall include]"
    ]
    (warning,) = answer["warnings"]
    assert (warning["code"], article[warning["start"] : warning["end"]]) == ("KIND_DIFFERS", document["text"])
    assert "memorandum" in warning["message"]


def test_its_report_says_so_to_people(article: str, client: Client) -> None:
    page = client.post("/check/", {"text": article}).content.decode()
    assert f'href="{PARAGRAPH}"' in page
    assert "Faithful, with marked edits" in page
    assert "it is a memorandum" in page
