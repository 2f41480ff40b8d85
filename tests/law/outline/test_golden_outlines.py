"""The outlines of the specimens, as the command prints them.

`tests/golden` holds one file a specimen, the very output of `python manage.py outline FILE`; it is
written anew with that command when a rule changes, and read through before it is committed.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
SAMPLES = Path(__file__).resolve().parents[3] / "samples"
TEXTS = {".md", ".html", ".txt", ".jsonl", ".xml"}


def specimens() -> list[Path]:
    folders = ("white-house", "plain", "historic", "federal-register", "compilation", "us-code")
    files = (path for folder in folders for path in (SAMPLES / folder).iterdir())
    return sorted(path for path in files if path.suffix in TEXTS)


def outline(*arguments: str) -> tuple[str, str]:
    said, complained = io.StringIO(), io.StringIO()
    call_command("outline", *arguments, stdout=said, stderr=complained)
    return said.getvalue(), complained.getvalue()


def golden(path: Path) -> Path:
    return GOLDEN / f"{path.parent.name}-{path.name}.outline"


def holds_documents(path: Path) -> bool:
    return golden(path).exists()


@pytest.mark.parametrize("path", [path for path in specimens() if holds_documents(path)], ids=lambda path: path.name)
def test_outline(path: Path) -> None:
    assert outline(str(path))[0] == golden(path).read_text()


def test_a_specimen_without_an_outline_is_no_document() -> None:
    for path in specimens():
        if not holds_documents(path):
            with pytest.raises(CommandError):
                outline(str(path))


def test_every_outline_has_its_specimen() -> None:
    assert {golden(path) for path in specimens()} >= set(GOLDEN.glob("*.outline"))


def test_json() -> None:
    """One object a line and document, the keys of the contract, provisions in reading order."""
    said, _ = outline("--json", str(SAMPLES / "historic" / "orders.jsonl"))
    objects = [json.loads(line) for line in said.splitlines()]
    assert [found["number"] for found in objects] == ["99101", "99101-A", "99102"]
    first = objects[0]
    assert set(first) == {"source", "format", "title", "kind", "signed", "number", "provisions"}
    assert (first["source"], first["format"]) == ("historic/orders.jsonl#99101", "historic-json")
    assert (first["kind"], first["signed"]) == ("executive-order", "1911-06-01")
    assert [found["path"] for found in first["provisions"]][:3] == ["preamble", "preamble/p1", "preamble/p2"]
    assert set(first["provisions"][0]) == {"path", "label", "heading", "text", "inline", "confidence", "doubts"}


def test_one_document_of_many() -> None:
    said, _ = outline("--json", f"{SAMPLES / 'historic' / 'orders.jsonl'}#99101-A")
    (found,) = (json.loads(line) for line in said.splitlines())
    assert found["title"] == "Postponement of Noon on Rainy Days"


def test_other_files_are_named_on_standard_error() -> None:
    page = next((SAMPLES / "white-house").glob("*nominations*"))
    letter = next((SAMPLES / "white-house").glob("*letter*"))
    said, complained = outline("--json", str(page), str(letter))
    assert len(said.splitlines()) == 1
    assert "nominations" in complained


WRONG = [("nowhere.md", "cannot be read"), ("tests#1", "cannot be read")]


@pytest.mark.parametrize(("named", "because"), WRONG)
def test_files_that_cannot_be_read(named: str, because: str) -> None:
    errors = io.StringIO()
    with pytest.raises(CommandError, match="1 of 1 files could not be read"):
        call_command("outline", named, stderr=errors)
    assert because in errors.getvalue()


@pytest.mark.corpus
def test_three_copies_of_one_memorandum_agree(corpus: Path) -> None:
    """Flat copy, copied page and restored paragraphs of one memorandum have the same labelled provisions."""
    found = []
    for name in (
        "01-page-text-verbatim.txt",
        "02-document-flat-verbatim.txt",
        "03-document-paragraphs-reconstructed.txt",
    ):
        said, _ = outline("--json", str(corpus / "nspm-3" / name))
        provisions = json.loads(said)["provisions"]
        found.append([(item["path"], item["text"]) for item in provisions if item["label"]])
    assert found[0] == found[1] == found[2]
    assert "sec-2/iii/D" in dict(found[0])
