"""The archive as files: complete, resumed after a stop, current after a change, read by tools that are not ours."""

from __future__ import annotations

import asyncio
import gc
import gzip
import hashlib
import json
import sqlite3
import subprocess
import tracemalloc
from contextlib import closing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from datasette.app import Datasette
from django.core.management import CommandError, call_command
from django.test import Client

from eo_browser.archive.references import relate
from eo_browser.models import AddressHistory, Alias, Document, DocumentChange, StoredProvision, StoredState
from eo_browser.web.bulk import export as exporting
from eo_browser.web.bulk import rows as rows_of
from eo_browser.web.bulk import sqlite_file
from tests.archive.amended_order import AMENDED, STATE, build_amended
from tests.web.archive import ORDER, ORDER_ROWS, add_document, add_revision


@pytest.fixture(autouse=True)
def folder(archive: ModuleType, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for the files, and parts of two documents."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(exporting, "PART", 2)
    return tmp_path / "bulk"


def lines_of(folder: Path, name: str) -> list[dict[str, Any]]:
    """The objects of the newest file of a name."""
    manifest = json.loads((folder / "manifest.json").read_text())
    file = next(one["name"] for one in manifest["files"] if one["short"].startswith(name))
    with gzip.open(folder / file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_every_document_provision_and_address_is_in_the_files(folder: Path) -> None:
    build_amended()
    relate()
    call_command("export")
    documents = {one["address"]: one for one in lines_of(folder, "documents")}
    assert documents.keys() == set(Document.objects.values_list("address", flat=True))
    order = documents[ORDER]
    assert [(one["path"], one["text"]) for one in order["provisions"]] == [(row[1], row[5]) for row in ORDER_ROWS]
    assert order["provisions"][0]["address"] == f"{ORDER}/{ORDER_ROWS[0][1]}" and order["hash"].startswith("v1.")
    assert any(one["object"] == AMENDED and one["verb"] == "amends" for one in lines_of(folder, "relations"))
    assert any(one["to"].startswith(AMENDED) for one in lines_of(folder, "references") if one["to"])
    addresses = {one["address"]: one for one in lines_of(folder, "addresses")}
    served = AddressHistory.objects.values_list("document__address", "path")
    assert {f"{address}/{path}" for address, path in served} | documents.keys() <= addresses.keys()
    assert set(Alias.objects.filter(role="address").values_list("key", flat=True)) <= addresses.keys()
    assert StoredState.objects.exists() and addresses[f"{STATE}/sec-4"]["of"] == "state"


def test_an_address_that_means_nothing_any_more_is_listed_too(folder: Path) -> None:
    AddressHistory.objects.filter(document__address=ORDER, path="fn1").update(until="2031-01-01T00:00Z", moved_to="")
    call_command("export")
    gone = next(one for one in lines_of(folder, "addresses") if one["address"] == f"{ORDER}/fn1")
    assert gone["now"] is None and gone["until"].startswith("2031-01-01") and gone["hash"].startswith("v1.")


def test_the_sums_are_checked_by_sha256sum(folder: Path, client: Client) -> None:
    call_command("export")
    checked = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, check=True, text=True,
                             capture_output=True)  # fmt: skip
    assert checked.stdout.count(": OK") == 5
    manifest = client.get("/bulk/manifest.json").json()
    for one in manifest["files"]:
        answer = client.get(one["url"].removeprefix("http://127.0.0.1:8000"))
        body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert (len(body), hashlib.sha256(body).hexdigest()) == (one["bytes"], one["sha256"])
        short = client.get(f"/bulk/{one['short']}")
        assert (short.status_code, short["Location"]) == (302, f"/bulk/{one['name']}")


def test_datasette_opens_the_sqlite_file(folder: Path) -> None:
    call_command("export")
    [file] = folder.glob("archive-*.sqlite")

    async def ask() -> tuple[Any, Any]:
        site = Datasette([str(file)])
        await site.invoke_startup()
        base = f"/{file.stem}"
        tables = (await site.client.get(f"{base}.json")).json()
        found = await site.client.get(f"{base}/provisions.json?_search=oil+strategy&_shape=array")
        return tables, found.json()

    tables, found = asyncio.run(ask())
    counts = {one["name"]: one["count"] for one in tables["tables"]}
    assert counts["documents"] == Document.objects.count()
    assert counts["provisions"] == StoredProvision.objects.filter(revision__document__current__isnull=False).count()
    assert {"relations", "references", "addresses"} <= counts.keys()
    assert [one["path"] for one in found] == ["sec-2/iii/E"]  # Datasette finds the full-text index by itself
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def written(monkeypatch: pytest.MonkeyPatch, stop_at: int = -1) -> list[int]:
    """The first keys of the parts that are written from now on; a part that begins at `stop_at` fails."""
    parts: list[int] = []
    rows = exporting.document_rows

    def counted(first: int, last: int) -> Any:
        if first == stop_at:
            raise KeyboardInterrupt
        parts.append(first)
        return rows(first, last)

    monkeypatch.setattr(exporting, "document_rows", counted)
    return parts


def test_an_export_that_was_stopped_goes_on_where_it_stopped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = sorted(Document.objects.values_list("pk", flat=True))
    last = keys[-1] // 2 * 2
    with monkeypatch.context() as stopped:
        first = written(stopped, stop_at=last)
        with pytest.raises(KeyboardInterrupt):
            exporting.export()
    assert first and last not in first and not (folder / "manifest.json").exists()
    second = written(monkeypatch)
    exporting.export()
    assert second == [last]
    assert [one["address"] for one in lines_of(folder, "documents")] == [
        Document.objects.get(pk=key).address for key in keys
    ]


def test_only_parts_with_a_change_are_written_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    DocumentChange.objects.record(Document.objects.values_list("pk", flat=True))
    exporting.export()
    before = {path.name for path in folder.iterdir()}
    order = Document.objects.get(address=ORDER)
    add_revision(order, ORDER_ROWS[:4], 2, served=False)
    DocumentChange.objects.record([order.pk])
    parts = written(monkeypatch)
    exporting.export()
    assert parts == [order.pk // 2 * 2]
    changed = next(one for one in lines_of(folder, "documents") if one["address"] == ORDER)
    assert (changed["revision"], len(changed["provisions"])) == (2, 4)
    assert before <= {path.name for path in folder.iterdir()}  # a download of the export before can be completed
    DocumentChange.objects.record([order.pk])
    exporting.export()
    assert not before & {path.name for path in folder.glob("*-*")}


def test_what_is_imported_meanwhile_is_in_the_export(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = exporting.document_rows
    order = Document.objects.get(address=ORDER)
    for number in ("19997", "19998"):  # so that a part follows the order's, whatever its key
        add_document(f"/eo/{number}", ORDER_ROWS[:1], kind="executive-order", number=number)
    late: list[Document] = []

    def with_an_import(first: int, last: int) -> Any:
        yield from rows(first, last)
        if first > order.pk and not late:  # the part of the order is written already
            order.title = "SPECIMEN: Another Title"
            order.save()
            late.append(add_document("/eo/19999", ORDER_ROWS[:3], kind="executive-order", number="19999"))
            DocumentChange.objects.record([order.pk, late[0].pk])

    monkeypatch.setattr(exporting, "document_rows", with_an_import)
    exporting.export()
    titles = {one["address"]: one["title"] for one in lines_of(folder, "documents")}
    assert titles[ORDER] == "SPECIMEN: Another Title" and "/eo/19999" in titles


def test_the_changes_after_an_export_are_read_from_the_interface(client: Client) -> None:
    DocumentChange.objects.record(Document.objects.values_list("pk", flat=True))
    call_command("export")
    after = client.get("/bulk/manifest.json").json()["changes"].removeprefix("http://127.0.0.1:8000")
    assert client.get(after).json()["changes"] == []
    DocumentChange.objects.record([Document.objects.get(address=ORDER).pk])
    assert [one["document"]["address"] for one in client.get(after).json()["changes"]] == [ORDER]


def test_the_memory_does_not_grow_with_the_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three times as many documents of twenty thousand characters; few are read at a time."""
    monkeypatch.setattr(exporting, "PART", 10)
    monkeypatch.setattr(rows_of, "_AT_ONCE", 50)
    monkeypatch.setattr(sqlite_file, "_AT_ONCE", 50)

    rows = exporting.document_rows

    def without_garbage(first: int, last: int) -> Any:
        gc.collect()  # cycles that wait for the collector would hide what is held
        return rows(first, last)

    monkeypatch.setattr(exporting, "document_rows", without_garbage)

    def peak(first: int, count: int) -> int:
        for number in range(first, first + count):
            texts = [(*row[:5], f"{number} {'light ' * 600}", row[6]) for row in ORDER_ROWS[:6]]
            add_document(f"/eo/{number}", texts, kind="executive-order", number=str(number))
        tracemalloc.start()
        exporting.export()
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    gc.collect()
    gc.freeze()  # what other tests left is not looked through at every part
    try:
        small = peak(30_000, 60)
        assert peak(40_000, 120) < 1.25 * small
    finally:
        gc.unfreeze()


RANGES = [
    # Range, status, Content-Range without the size, the bytes
    ("", 200, "", slice(None)),
    ("bytes=0-9", 206, "bytes 0-9", slice(0, 10)),
    ("bytes=20-", 206, "bytes 20-{last}", slice(20, None)),
    ("bytes=-5", 206, "bytes {five}-{last}", slice(-5, None)),
    ("bytes=0-99999999", 200, "", slice(None)),  # more than there is: all of it
    ("bytes=5-2", 416, "bytes *", slice(0, 0)),
    ("bytes=99999999-", 416, "bytes *", slice(0, 0)),
    ("bytes=-0", 416, "bytes *", slice(0, 0)),
    ("bytes=0-1,4-5", 200, "", slice(None)),  # several parts at once are not offered
    ("lines=1-2", 200, "", slice(None)),
    ("bytes=-", 200, "", slice(None)),
    ("bytes=0-" + "9" * 5_000, 200, "", slice(None)),
    ("bytes=" + "9" * 5_000 + "-", 200, "", slice(None)),
]


@pytest.mark.parametrize(("asked", "status", "said", "part"), RANGES)
def test_a_part_of_a_file_is_sent(
    client: Client, folder: Path, asked: str, status: int, said: str, part: slice
) -> None:
    call_command("export")
    [file] = folder.glob("documents-*")
    body, size = file.read_bytes(), file.stat().st_size
    answer = client.get(f"/bulk/{file.name}", headers={"range": asked} if asked else {})
    assert answer.status_code == status
    expected = f"{said}/{size}".format(last=size - 1, five=size - 5) if said else None
    assert answer.get("Content-Range") == expected
    sent = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    assert sent == body[part] and answer["Accept-Ranges"] == "bytes"


def test_no_file_has_a_very_long_number(client: Client, folder: Path) -> None:
    call_command("export")
    assert client.get(f"/bulk/documents-{'9' * 5_000}.ndjson.gz").status_code == 404


def test_a_part_is_only_of_the_file_that_the_client_has(client: Client, folder: Path) -> None:
    call_command("export")
    [file] = folder.glob("documents-*")
    tag = client.get(f"/bulk/{file.name}")["ETag"]
    same = client.get(f"/bulk/{file.name}", headers={"range": "bytes=4-", "if-range": tag})
    other = client.get(f"/bulk/{file.name}", headers={"range": "bytes=4-", "if-range": '"other"'})
    assert (same.status_code, other.status_code) == (206, 200)
    assert client.get(f"/bulk/{file.name}", headers={"if-none-match": tag}).status_code == 304
    day = client.head(f"/bulk/{file.name}")["Last-Modified"]
    assert client.get(f"/bulk/{file.name}", headers={"if-modified-since": day}).status_code == 304
    other = {"if-modified-since": day, "if-none-match": '"other"'}  # a tag counts more than a day
    assert client.head(f"/bulk/{file.name}", headers=other).status_code == 200
    head = client.head(f"/bulk/{file.name}")
    assert head["Content-Length"] == str(file.stat().st_size) and not b"".join(head.streaming_content)  # type: ignore[attr-defined]


def test_before_the_first_export(client: Client) -> None:
    assert "has not been exported yet" in client.get("/bulk/").content.decode()
    assert client.get("/bulk/manifest.json").status_code == 404
    for name in ("documents.ndjson.gz", "SHA256SUMS", "documents-1.ndjson.gz", "state.json"):
        assert client.get(f"/bulk/{name}").status_code == 404
    call_command("export")
    page = client.get("/bulk/").content.decode()
    assert "archive.sqlite" in page and "sha256sum --check" in page
    assert client.get("/bulk/export.lock").status_code == 404


def test_one_export_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def second(said: object) -> None:
        call_command("export")

    monkeypatch.setattr("eo_browser.management.commands.export.export", second)
    with pytest.raises(CommandError, match="running already"):
        call_command("export")
