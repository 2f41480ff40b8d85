"""Pages on disk: the same as made anew, never of another state of the archive or another version of the code."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.models import (
    Document,
    FaultReport,
    Listing,
    Reference,
    Relation,
    StoredProvision,
    stamp_of_archive,
    stamps_are_kept,
)
from eo_browser.models.stamps import UNSHOWN
from eo_browser.web.documents.prepared import prepare_pages
from eo_browser.web.site import kept_pages
from eo_browser.web.site.kept_pages import KeptPages
from eo_browser.web.site.page_store import PageStore, print_of_code
from tests.web import archive as composed
from tests.web.archive import MEMORANDUM, ORDER

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "postgresql" in os.environ.get("EO_DATABASE_URL", ""), reason="PostgreSQL has no stamps of the archive"
    ),
]
ADDRESSES = [ORDER, f"{ORDER}/sec-1.1", f"{MEMORANDUM}/sec-1"]


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[PageStore]:
    """An archive of its own, nothing kept in memory, and an empty store."""
    found = PageStore(tmp_path / "pages", "of the code")
    for module in ("eo_browser.web.site.kept_pages", "eo_browser.web.documents.prepared"):
        monkeypatch.setattr(f"{module}.PAGES", found)
    monkeypatch.setattr(kept_pages, "_PAGES", KeptPages())
    monkeypatch.setattr(kept_pages, "SETTLED", -1.0)
    composed.build()
    yield found


def held() -> list[Document]:
    """The documents, as the command takes them."""
    return list(Document.objects.exclude(current=None).select_related("current").prefetch_related("series_places"))


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has just begun keeps nothing in memory."""
    monkeypatch.setattr(kept_pages, "_PAGES", KeptPages())


def queries(client: Client, address: str, **headers: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, headers=headers).status_code in (200, 304)
    return len(asked)


def sent(client: Client, address: str, encoding: str = "identity") -> tuple[dict[str, str], bytes]:
    """The headers and the text of a page."""
    answer = client.get(address, headers={"accept-encoding": encoding})
    assert answer.status_code == 200
    headers = {name: value for name, value in answer.items() if name not in ("X-Request-ID", "Content-Security-Policy")}
    return headers, brotli.decompress(answer.content) if encoding == "br" else answer.content


def test_every_prepared_page_is_the_page_that_is_made_on_request(client: Client, store: PageStore) -> None:
    done = prepare_pages(held())
    provisions = StoredProvision.objects.filter(revision__in=[one.current_id for one in held()]).count()
    assert done.made == len(held()) + provisions and not done.reason
    stamp = stamp_of_archive()
    for address in store.addresses(stamp):
        page = store.get(stamp, address)
        assert page
        made = client.get(f"{address}?")  # with a question mark it is not looked for on disk
        assert page.body == made.content
        assert {**page.headers, "Vary": ""}.items() <= {**made.headers, "Vary": ""}.items()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("encoding", ["br", "identity"])
def test_a_prepared_page_takes_one_query(client: Client, address: str, encoding: str) -> None:
    made = sent(client, f"{address}?", encoding)
    prepare_pages(held())
    assert queries(client, address) == 1
    assert sent(client, address, encoding) == made
    tag = made[0]["ETag"]
    assert queries(client, address, **{"if-none-match": tag}) == 1
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304


def test_a_page_that_one_process_made_is_sent_by_another(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made = sent(client, ORDER)
    forget(monkeypatch)
    assert queries(client, ORDER) == 1
    assert sent(client, ORDER) == made


def test_a_client_that_prefers_data_is_not_sent_a_page(client: Client) -> None:
    prepare_pages(held())
    assert client.get(ORDER, headers={"accept": "application/json"}).status_code == 303
    assert client.get(ORDER, headers={"accept": "text/html;q=0.1, application/json"}).status_code == 303
    assert client.get(ORDER, headers={"accept": "text/html,application/json"}).status_code == 200


def _reference() -> None:
    order = Document.objects.get(address=ORDER)
    other = Document.objects.exclude(pk=order.pk).exclude(current=None).first()
    Reference.objects.create(
        document=other,
        revision=other.current,
        target=order,
        path="sec-1",
        target_path="sec-1.1",
        start=0,
        end=1,
        member=0,
    )


def _relation() -> None:
    order = Document.objects.get(address=ORDER)
    other = Document.objects.exclude(pk=order.pk).exclude(current=None).first()
    Relation.objects.create(subject=other, object=order, verb="revokes", source="own-words", claimed_by=other)


CHANGES: list[tuple[str, Callable[[], object]]] = [
    ("the title", lambda: Document.objects.filter(address=ORDER).update(title="Another title")),
    ("the status", lambda: Document.objects.filter(address=ORDER).update(status="revoked")),
    ("the words", lambda: StoredProvision.objects.filter(revision__document__address=ORDER).update(text="Other.")),
    ("a citation by another", _reference),
    ("an end by another", _relation),
    ("a row of a list", lambda: Listing.objects.create(source="x#1", listed_by="x", sha256="0")),
    (
        "a row by hand, left out where it is there",
        lambda: connection.cursor().execute(
            "INSERT OR IGNORE INTO eo_browser_alias (role, key, text, document_id) "
            "SELECT 'name', 'its name', 'Its name', id FROM eo_browser_document LIMIT 1"
        ),
    ),
]


@pytest.mark.parametrize(("what", "change"), CHANGES, ids=[what for what, _ in CHANGES])
def test_a_change_of_every_kind_shows_at_once(
    client: Client, what: str, change: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare_pages(held())
    before = stamp_of_archive()
    change()
    assert stamp_of_archive() != before
    after = sent(client, ORDER)
    forget(monkeypatch)
    assert after == sent(client, f"{ORDER}?")


def test_what_readers_send_changes_no_page() -> None:
    before = stamp_of_archive()
    FaultReport.objects.create(address=ORDER, message="A fault", made=datetime.now(UTC))
    assert stamp_of_archive() == before


def test_every_table_that_a_page_is_made_from_is_watched(client: Client) -> None:
    assert stamps_are_kept()
    addresses = [*ADDRESSES, f"{ORDER}/history", f"{ORDER}.json", f"{ORDER}/sec-1.1.json", f"{ORDER}/card.png"]
    with CaptureQueriesContext(connection) as asked:
        for address in addresses:
            client.get(f"{address}?")
    tables = {f'"eo_browser_{name}"' for name in UNSHOWN - {"archivestamp"}}
    assert len(asked) > 20 and not any(table in one["sql"] for one in asked for table in tables)


def test_a_change_while_a_page_is_made_is_not_stored(
    client: Client, store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from eo_browser.web.documents import views

    show = views.in_document

    def and_changes(*args: object) -> object:
        answer = show(*args)  # type: ignore[arg-type]
        Document.objects.filter(address=ORDER).update(title="Changed meanwhile")
        return answer

    monkeypatch.setattr(views, "in_document", and_changes)
    before = stamp_of_archive()
    assert "Changed meanwhile" not in sent(client, ORDER)[1].decode()
    assert not store.addresses(before) and not store.addresses(stamp_of_archive())
    monkeypatch.setattr(views, "in_document", show)
    assert "Changed meanwhile" in sent(client, ORDER)[1].decode()


def test_another_version_of_the_code_does_not_find_the_pages(store: PageStore, tmp_path: Path) -> None:
    prepare_pages(held())
    stamp = stamp_of_archive()
    assert store.get(stamp, ORDER)
    assert PageStore(tmp_path / "pages", "of other code").get(stamp, ORDER) is None


def test_the_print_of_the_code_is_of_every_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: object
) -> None:
    first = print_of_code()
    assert first == print_of_code()
    settings.SITE_URL = "https://another.example"  # type: ignore[attr-defined]
    assert print_of_code() != first
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text("a")
    settings.RESOURCES = tmp_path  # type: ignore[attr-defined]
    one = print_of_code()
    (tmp_path / "templates" / "a.html").write_text("b")
    assert print_of_code() != one


def _file(store: PageStore) -> Path:
    return store.path(stamp_of_archive())


DAMAGES: list[tuple[str, Callable[[Path], object]]] = [
    ("deleted", lambda path: path.unlink()),
    ("emptied", lambda path: path.write_bytes(b"")),
    ("cut", lambda path: os.truncate(path, path.stat().st_size // 2)),
    ("overwritten", lambda path: path.write_bytes(b"no database" * 1000)),
    ("bytes in the middle", lambda path: _scribble(path)),
    ("a folder instead", lambda path: (path.unlink(), path.mkdir())),
]


def _scribble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(8_192, len(content), 97):
        content[place] ^= 0x5A
    path.write_bytes(bytes(content))


@pytest.mark.parametrize(("how", "damage"), DAMAGES, ids=[how for how, _ in DAMAGES])
def test_a_damaged_store_is_as_if_it_were_not_there(
    client: Client, store: PageStore, how: str, damage: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {address: sent(client, f"{address}?") for address in ADDRESSES}
    prepare_pages(held())
    damage(_file(store))
    for turn in (store, PageStore(_file(store).parent, "of the code")):
        for module in ("eo_browser.web.site.kept_pages", "eo_browser.web.documents.prepared"):
            monkeypatch.setattr(f"{module}.PAGES", turn)
        forget(monkeypatch)
        for address in ADDRESSES:
            assert sent(client, address) == made[address]


def test_a_page_under_the_address_of_another_is_not_sent(client: Client, store: PageStore) -> None:
    made = sent(client, f"{ORDER}?")
    prepare_pages(held())
    with sqlite3.connect(_file(store)) as database:
        database.execute("UPDATE page SET body = (SELECT body FROM page WHERE address = ?)", (f"{ORDER}/sec-1.1",))
    assert sent(client, ORDER) == made


def test_a_full_disk_costs_the_store_alone(client: Client, store: PageStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(store, "_put", full)
    assert prepare_pages(held()).reason
    assert sent(client, ORDER) == sent(client, f"{ORDER}?")


def test_a_store_has_a_bound(store: PageStore, settings: object) -> None:
    settings.PAGES_STORED = 1  # type: ignore[attr-defined]
    assert "no room" in prepare_pages(held()).reason
    assert not store.addresses(stamp_of_archive())


def test_only_the_pages_of_the_present_state_stay_on_disk(store: PageStore) -> None:
    prepare_pages(held())
    Document.objects.filter(address=ORDER).update(title="Another title")
    assert prepare_pages(held()).made
    assert list(_file(store).parent.iterdir()) == [_file(store)]


def test_the_pages_of_another_version_stay_while_it_serves(store: PageStore, tmp_path: Path) -> None:
    other = PageStore(tmp_path / "pages", "of other code")
    stamp = stamp_of_archive()
    assert other.put(stamp, {"/a": ({}, b"text")})
    prepare_pages(held())
    assert other.get(stamp, "/a")
    os.utime(other.path(stamp), (0, 0))
    Document.objects.filter(address=ORDER).update(title="Another title")
    prepare_pages(held())
    assert list(_file(store).parent.iterdir()) == [_file(store)]


def test_a_stopped_command_goes_on(store: PageStore) -> None:
    some = prepare_pages(held()[:1])
    rest = prepare_pages(held())
    assert some.made and rest.found == some.made and rest.made
    again = prepare_pages(held())
    assert again.found == some.made + rest.made and not again.made


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("prepare_pages", ORDER)
    call_command("prepare_pages")
    assert "pages made, 0 were there." in capsys.readouterr().out


READ = """
import sys
from pathlib import Path
import django
django.setup()
from eo_browser.web.site.page_store import PageStore
page = PageStore(Path(sys.argv[1]), "of the code").get(sys.argv[2], sys.argv[3])
print(len(page.body))
"""


def test_another_process_reads_while_one_writes(client: Client, store: PageStore) -> None:
    prepare_pages(held())
    stamp = stamp_of_archive()
    page = store.get(stamp, ORDER)
    assert page and page.body
    command = [sys.executable, "-c", READ, str(_file(store).parent), stamp, ORDER]
    found = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ))  # noqa: S603
    assert int(found.stdout) == len(page.body)


HTML = st.text("<p>div\n& é", max_size=60)


@given(st.dictionaries(st.sampled_from(["/a", "/b", "/c"]), HTML, min_size=1))
def test_what_is_stored_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str]) -> None:
    store = PageStore(tmp_path_factory.mktemp("pages"), "code")
    assert store.put("stamp", {address: ({"ETag": '"1"'}, text.encode()) for address, text in texts.items()})
    for address, text in texts.items():
        page = store.get("stamp", address)
        assert page and page.body == text.encode() and page.headers == {"ETag": '"1"'}
    assert store.get("another stamp", "/a") is None
