"""Watches: a newsroom's story, challenges, signatures, addresses that are not called, five tries, the desk."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address, ip_network
from pathlib import Path
from threading import Event, Thread
from types import ModuleType
from typing import Any

import pytest
from django.core.management import CommandError
from django.test import Client

from eo_browser.models import Delivery, Document, StoredProvision, Watch
from eo_browser.watching import sending
from eo_browser.watching.sending import is_public, post, wrong_address
from eo_browser.watching.watches import WrongPin, add_watch, ask_again, deliver, find_news
from tests.commands.test_import import run
from tests.web.archive import MEMORANDUM, ORDER

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"
SITE = "http://127.0.0.1:8000"
START = datetime(2034, 6, 5, 12, tzinfo=UTC)
AMENDMENT = """<PRESDOCU><EXECORD><TITLE3>Title 3—</TITLE3><PRES>The President</PRES>
<EXECORDR>Executive Order 99099 of June 1, 2034</EXECORDR><HD SOURCE="HED">Roads (SPECIMEN)</HD>
<FP>By the authority vested in me as President, it is hereby ordered as follows:</FP>
<FP><E T="04">Section 1</E>. <E T="03">Roads.</E> Section 2(a) of Executive Order 99001 of April 30, 2034, is amended by
striking “a street, a square” and inserting “a road, a bridge”.</FP>
<FP><E T="04">Sec. 2</E>. <E T="03">Effect.</E> This order is effective immediately.</FP>
<PSIG> </PSIG><PLACE>THE WHITE HOUSE,</PLACE><DATE>June 1, 2034.</DATE>
<FRDOC>[FR Doc. 2034-99099</FRDOC><FILED>Filed 6-2-34; 8:45 am]</FILED></EXECORD></PRESDOCU>"""


class Newsroom:
    """A newsroom's server on the loopback: what it was sent, and how it answers."""

    def __init__(self) -> None:
        self.calls: list[tuple[dict[str, str], bytes]] = []
        self.status = 200
        self.location = ""
        newsroom = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                newsroom.calls.append((dict(self.headers.items()), body))
                self.send_response(newsroom.status)
                if newsroom.location:
                    self.send_header("Location", newsroom.location)
                self.end_headers()
                self.wfile.write(body if newsroom.status == 200 else b"")  # an echo answers the challenge

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/told"

    def events(self) -> list[dict[str, Any]]:
        """What it was told, without the challenges."""
        return [body for body in (json.loads(body) for _, body in self.calls) if body["type"] == "event"]


@pytest.fixture
def newsroom(settings: Any) -> Iterator[Newsroom]:
    """A server that may be called."""
    settings.WATCH_NETWORKS = (ip_network("127.0.0.1"),)
    made = Newsroom()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.mark.django_db(transaction=True)
def test_a_newsroom_is_told_once_that_words_it_cites_were_amended(
    newsroom: Newsroom, tmp_path: Path, settings: Any, client: Client
) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    run("import_documents", SAMPLES / "federal-register" / "99001.xml")
    article = client.get("/eo/99001/sec-2/a.json").json()
    pin = f"{article['url']}?h={article['hash']}"  # the link that the article prints
    said = run("watch", "add", "The Daily Clock", newsroom.url, pin, f"{SITE}/eo/99001/sec-3/b")
    secret = said.split("Its secret: ")[1].strip()
    assert "1 confirmed, 0 new, 0 sent" in run("deliver")
    assert newsroom.events() == []  # what was known before is no news

    amendment = tmp_path / "99099.xml"
    amendment.write_text(AMENDMENT, "utf-8")
    run("import_documents", amendment)
    assert "1 new, 1 sent, 0 failed" in run("deliver")
    assert "0 new, 0 sent" in run("deliver")

    [told] = newsroom.events()
    assert told["pin"] == pin and told["provision"]["url"] == f"{SITE}/eo/99001/sec-2/a"
    assert told["what"] == "Amended by Executive Order 99099, Sec. 2(a)" and told["event"] == "amends"
    assert "read from a street, a square, or a hall" in told["old_words"]
    assert "read from a road, a bridge, or a hall" in told["new_words"]
    assert client.get(told["url"].removeprefix(SITE)).status_code == 200
    headers, body = newsroom.calls[-1]
    moment, digest = (part.split("=")[1] for part in headers["EO-Signature"].split(","))
    assert hmac.compare_digest(
        hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest(), digest
    )
    feed = client.get("/feeds/pins.atom", {"pin": pin})
    assert b"Amended by Executive Order 99099" in feed.content  # the feed says the same to everybody


@pytest.fixture
def watched(archive: ModuleType, newsroom: Newsroom) -> Watch:
    """A confirmed watch of two places."""
    made = add_watch("Paper", newsroom.url, [f"{MEMORANDUM}/sec-2/i", ORDER])
    deliver(START)
    made.refresh_from_db()
    assert made.state == "on" and made.confirmed == START
    return made


def reword(path: str = "sec-2/i", at: datetime = START) -> None:
    held = Document.objects.get(address=MEMORANDUM)
    rows = held.served_addresses.filter(path=path, until=None)
    rows.update(until=at, moved_to="", last_words="The Council shall meet.", reason="Another text came.")
    StoredProvision.objects.filter(revision=held.current, path=path).delete()


def test_five_tries_in_a_day_and_then_off_with_a_line_on_the_desk(
    watched: Watch, newsroom: Newsroom, desk: Client
) -> None:
    reword()
    newsroom.status = 500
    tried = [START + timedelta(minutes=minutes) for minutes in (1, 6, 66, 426, 1386)]
    for moment in tried:
        assert deliver(moment).failed == 1
        assert deliver(moment + timedelta(minutes=1)).failed == 0  # it waits
    watched.refresh_from_db()
    assert len(newsroom.events()) == 5 and tried[-1] - tried[0] < timedelta(hours=24)
    assert (watched.state, watched.reason) == ("off", "Five calls in 24 hours failed: It answered 500.")
    assert deliver(START + timedelta(days=9)).failed == 0
    page = desk.get("/admin/eo_browser/watch/").content.decode()
    assert "Five calls in 24 hours failed" in page and "Off" in page
    newsroom.status = 200
    ask_again(watched, START + timedelta(days=10))
    assert (deliver(START + timedelta(days=10)).confirmed, len(newsroom.events())) == (1, 5)


def test_a_call_that_fails_once_is_made_again(watched: Watch, newsroom: Newsroom) -> None:
    reword()
    newsroom.status = 503
    assert deliver(START).failed == 1
    newsroom.status = 204
    assert deliver(START + timedelta(minutes=6)).sent == 1
    [told] = Delivery.objects.all()
    assert (told.tries, told.error) == (2, "") and told.done is not None
    event = newsroom.events()[-1]
    assert event["event"] == "gone" and event["old_words"] == "The Council shall meet." and event["new_words"] is None


def test_no_redirect_is_followed(watched: Watch, newsroom: Newsroom) -> None:
    reword()
    newsroom.status, newsroom.location = 302, f"{newsroom.url}/elsewhere"
    assert deliver(START).failed == 1 and len(newsroom.events()) == 1


@pytest.mark.usefixtures("archive")
def test_an_address_that_does_not_answer_the_challenge_is_told_nothing(newsroom: Newsroom) -> None:
    newsroom.status = 204
    made = add_watch("Paper", newsroom.url, [ORDER])
    for days in range(6):
        deliver(START + timedelta(days=days))
    made.refresh_from_db()
    assert (made.state, len(newsroom.calls)) == ("off", 5)
    assert made.reason == "Not confirmed: It did not answer with the challenge."
    assert find_news(made, START) == 0 or made.state == "off"


def test_a_server_that_never_ends_its_answer_is_given_up(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte now and then is no answer: the next newsroom is not kept waiting."""
    ended = Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not ended.wait(0.05):
            handler.wfile.write(b"x")

    monkeypatch.setattr(newsroom.server.RequestHandlerClass, "do_POST", drip)
    monkeypatch.setattr(sending, "TIMEOUT", 0.5)
    began = time.monotonic()
    try:
        answer = post(newsroom.url, b"{}", {})
    finally:
        ended.set()
    assert (answer.status, time.monotonic() - began < 5) == (0, True)
    assert answer.error.startswith("It did not answer in ")


PUBLIC = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "2002:5db8:d70e::1"]
NOT_PUBLIC = [
    "127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "2002:7f00:1::1", "ff02::1", "::",
]  # fmt: skip


@pytest.mark.parametrize("address", [*PUBLIC, *NOT_PUBLIC])
def test_only_public_addresses_are_called(address: str) -> None:
    assert is_public(ip_address(address)) is (address in PUBLIC)


def test_the_name_is_resolved_at_every_attempt(
    newsroom: Newsroom, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers with a private address, at first or later, is not called, and the checked address is."""
    port = newsroom.server.server_port
    answers = iter(["127.0.0.1", "192.168.0.1", "127.0.0.1"])

    def resolve(host: str, *args: Any, **named: Any) -> list[Any]:
        address = next(answers) if host == "newsroom.example" else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(sending.socket, "getaddrinfo", resolve)
    url = f"http://newsroom.example:{port}/told"
    assert post(url, b'{"type": "x"}', {}).is_ok
    assert newsroom.calls[-1][0]["Host"] == f"newsroom.example:{port}"
    refused = post(url, b"{}", {})
    assert (refused.status, refused.error) == (0, "Its host is 192.168.0.1, which is not a public address.")
    settings.WATCH_NETWORKS = ()
    assert post(url, b"{}", {}).error == "Only https is called."
    assert len(newsroom.calls) == 1


ADDRESSES = [
    # an address, what is wrong with it
    ("https://newsroom.example/told", ""),
    ("https://newsroom.example:8443/told?x=1", ""),
    ("http://newsroom.example/told", "Only https is called."),
    ("ftp://newsroom.example/", "Only https is called."),
    ("https://user:word@newsroom.example/", "An address names a host, and neither user nor password."),
    ("https:///told", "An address names a host, and neither user nor password."),
    ("https://[", "This is no address."),
    ("https://a:99999/", "This is no address."),
]


@pytest.mark.parametrize(("url", "wrong"), ADDRESSES)
def test_what_is_no_address_to_call_is_said(url: str, wrong: str) -> None:
    assert wrong_address(url) == wrong


@pytest.mark.usefixtures("archive")
def test_a_watch_is_allowed_only_for_places_that_are_here() -> None:
    for pins, message in (
        ([], "at least one"),
        (["/eo/77777"], "nothing here"),
        (["https://x.example/"], "nothing here"),
    ):
        with pytest.raises(WrongPin, match=message):
            add_watch("Paper", "https://newsroom.example/", pins)
    with pytest.raises(CommandError, match="Only https"):
        run("watch", "add", "Paper", "http://newsroom.example/", ORDER)
    assert run("watch", "list") == "No watches.\n"
    run("watch", "add", "Paper", "https://newsroom.example/", f"{SITE}{ORDER}/sec-1.1")
    with pytest.raises(CommandError, match="already"):
        run("watch", "add", "Paper", "https://newsroom.example/", ORDER)
    assert "asked  Paper  https://newsroom.example/  1 places" in run("watch", "list")
    run("watch", "again", "Paper")
    assert "Removed: Paper, which told https://newsroom.example/ of 1 place." in run("watch", "remove", "Paper")
    with pytest.raises(CommandError, match="no watch"):
        run("watch", "remove", "Paper")


def put(client: Client, watch: Watch | None, body: object, secret: str = "") -> Any:
    sent = body if isinstance(body, str) else json.dumps(body)
    number = watch.pk if watch else 9_999
    return client.put(f"/watches/{number}", sent, "application/json", headers={"authorization": f"Bearer {secret}"})


def test_a_publisher_changes_its_places(watched: Watch, client: Client, newsroom: Newsroom) -> None:
    answer = put(client, watched, {"pins": [f"{SITE}{MEMORANDUM}/sec-2/b"]}, watched.secret)
    assert answer.status_code == 200 and answer.json()["pins"] == [f"{MEMORANDUM}/sec-2/b"]
    deliver(START)  # what is known of a new place is not told
    reword("sec-2/b", START + timedelta(1))
    assert deliver(START + timedelta(2)).sent == 1 and newsroom.events()[-1]["provision"]["path"] == "sec-2/b"


REFUSED = [
    # a body, with the secret, the status
    ({"pins": [ORDER]}, False, 403),
    ("{", True, 400),
    ({"places": []}, True, 400),
    ({"pins": "x"}, True, 400),
    ({"pins": [1]}, True, 400),
    ({"pins": []}, True, 400),
    ({"pins": ["/eo/77777"]}, True, 400),
    ({"pins": [f"{ORDER}/p{number}" for number in range(201)]}, True, 413),
    ("x" * 300_000, True, 413),
]


@pytest.mark.parametrize(("body", "with_secret", "status"), REFUSED)
def test_bad_input_gets_problem_details(
    watched: Watch, client: Client, body: object, with_secret: bool, status: int
) -> None:
    answer = put(client, watched, body, watched.secret if with_secret else "wrong")
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json; charset=utf-8")
    assert answer.json()["status"] == status and answer.json()["detail"]


def test_nobody_else_learns_of_a_watch(watched: Watch, client: Client) -> None:
    assert client.get(f"/watches/{watched.pk}").status_code == 403
    assert put(client, None, {"pins": [ORDER]}, "").status_code == 403
    assert client.post("/watches/", "{}", "application/json").status_code == 403
    assert client.delete(f"/watches/{watched.pk}").status_code == 405
    mine = client.get(f"/watches/{watched.pk}", headers={"authorization": f"Bearer {watched.secret}"})
    assert mine.json()["state"] == "on" and mine["Cache-Control"] == "no-store"


def test_an_editor_allows_a_watch_at_the_desk(archive: ModuleType, desk: Client) -> None:
    form = {"name": "Paper", "url": "https://newsroom.example/", "places": f"{ORDER}\n{MEMORANDUM}/sec-1"}
    wrong = desk.post("/admin/eo_browser/watch/add/", {**form, "places": "/eo/77777"})
    assert "nothing here" in wrong.content.decode() and not Watch.objects.exists()
    assert desk.post("/admin/eo_browser/watch/add/", form).status_code == 302
    made = Watch.objects.get()
    assert (made.state, made.pins) == ("asked", [ORDER, f"{MEMORANDUM}/sec-1"])
    page = desk.get(f"/admin/eo_browser/watch/{made.pk}/change/").content.decode()
    assert made.secret in page and desk.get("/admin/eo_browser/delivery/").status_code == 200


@pytest.mark.parametrize("status", [200, 500])
def test_places_that_change_during_a_challenge_are_kept(
    archive: ModuleType, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    watch = add_watch("Ledger", "https://ledger.example/told", [ORDER])

    def answer(url: str, body: bytes, headers: dict[str, str]) -> sending.CallAnswer:
        Watch.objects.update(pins=[MEMORANDUM])
        return sending.CallAnswer(status, body)

    monkeypatch.setattr("eo_browser.watching.watches.post", answer)
    deliver(START)
    watch.refresh_from_db()
    assert watch.pins == [MEMORANDUM]
