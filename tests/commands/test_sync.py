"""`sync` against a stand-in over real HTTP: everything arrives, once, whatever goes wrong on the way."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from eo_browser.archive.lock import Busy, only_sync
from eo_browser.archive.sync import COMPILATION_FEED, Report, Sync, Wanted
from eo_browser.law.model.source import MetadataRecord, Skipped
from eo_browser.models import Document, Edition, Revision
from eo_browser.sources.federal_register import listing
from eo_browser.sources.fetch import WHITE_HOUSE_HOSTS, FederalRegister, Fetched, ServerPauses, Site
from eo_browser.sources.read import read
from tests import register_stand_in as answers
from tests.register_stand_in import PUBLIC, Fault, Recording, ReplayServer, Reply, StoppedClock

pytestmark = pytest.mark.django_db(transaction=True)

FEED = "/presidential-actions/feed/"
CSV = "/api/v1/documents.csv"
NOW = datetime(2034, 6, 1, 12, tzinfo=UTC)
ORDER = """<PRESDOCU><EXECORD><TITLE3>Title 3—</TITLE3><PRES>The President</PRES>
<EXECORDR>Executive Order {number} of {signed}</EXECORDR><HD SOURCE="HED">{title}</HD>
<FP>By the authority vested in me as President, it is hereby ordered:</FP>
<FP><E T="04">Section 1</E>. <E T="03">Winding.</E> The {title} are wound {words}.</FP>
<FP><E T="04">Sec. 2</E>. <E T="03">Oil.</E> They are oiled in spring by the keepers of the towers.</FP>
<PSIG> </PSIG><PLACE>THE WHITE HOUSE,</PLACE><DATE>{signed}.</DATE>
<FRDOC>[FR Doc. {document}</FRDOC><FILED>Filed 5-8-34; 8:45 am]</FILED></EXECORD></PRESDOCU>"""
HEADER = (
    "citation,document_number,end_page,html_url,pdf_url,type,subtype,publication_date,signing_date,start_page,title,"
    "disposition_notes,executive_order_number,not_received_for_publication\n"
)


def order(place: int, *, day: date = date(2034, 5, 9), words: str = "daily", **facts: object) -> Recording:
    """An executive order as the Register sends it."""
    number, document, title = str(99500 + place), f"{day.year}-{9000 + place:05}", f"Clocks of Tower {place}"
    signed = day - timedelta(days=4)
    address = f"{PUBLIC}/documents/full_text/xml/{day:%Y/%m/%d}/{document}.xml"
    record: dict[str, object] = {
        "document_number": document,
        "title": title,
        "type": "Presidential Document",
        "subtype": "Executive Order",
        "executive_order_number": number,
        "signing_date": signed.isoformat(),
        "publication_date": day.isoformat(),
        "volume": 99,
        "start_page": 700 + place,
        "end_page": 700 + place,
        "full_text_xml_url": address,
        "corrections": [],
        **facts,
    }
    text = ORDER.format(
        number=number, document=document, title=title, words=words, signed=f"{signed:%B} {signed.day}, {signed.year}"
    )
    return Recording(record, {"xml": text.encode()})


ORDERS = [order(place, day=date(2034, 5, 1 + place % 20)) for place in range(12)]


def stand_in(recordings: list[Recording]) -> ReplayServer:
    server = ReplayServer(recordings)
    nothing_new = Reply(200, b"<rss version='2.0'><channel></channel></rss>", {"Content-Type": "application/rss+xml"})
    server.pages[FEED] = server.pages[COMPILATION_FEED] = nothing_new
    server.pages[CSV] = Reply(200, HEADER.encode(), {"Content-Type": "text/csv"})
    return server


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    with stand_in(ORDERS) as server:
        yield server


SINCE = Wanted(date(2034, 1, 1))


@pytest.fixture
def sync(server: ReplayServer, data: Path) -> Callable[..., Report]:
    """Run once; each call is a run of its own, on a clock that only sleeping moves."""

    def run(now: datetime = NOW, clock: StoppedClock | None = None) -> Report:
        held = (clock or StoppedClock()).clock()
        rests = ServerPauses(data / "rests.json")
        with (
            FederalRegister(server.address, clock=held, rests=rests) as register,
            Site(server.address, clock=held, hosts=WHITE_HOUSE_HOSTS) as white_house,
        ):
            return Sync(register, white_house, data, SINCE, say=lambda _: None, now=now).run()

    return run


def run_once(server: ReplayServer, data: Path, wanted: Wanted, now: datetime = NOW) -> Report:
    with (
        FederalRegister(server.address, clock=StoppedClock().clock()) as register,
        Site(server.address, clock=StoppedClock().clock(), hosts=WHITE_HOUSE_HOSTS) as white_house,
    ):
        return Sync(register, white_house, data, wanted, say=lambda _: None, now=now).run()


def numbers() -> list[str]:
    return sorted(Document.objects.filter(current__isnull=False).values_list("number", flat=True))


EVERYTHING = sorted(str(one.record["executive_order_number"]) for one in ORDERS)


def test_everything_arrives_once(sync: Callable[..., Report], server: ReplayServer) -> None:
    report = sync()
    assert (numbers(), report.problems, report.tally.created) == (EVERYTHING, [], len(ORDERS))
    asked = len(server.requests)
    again = sync()
    assert (again.tally.created, again.tally.updated, again.fetched, again.problems) == (0, 0, 0, [])
    assert len(server.requests) - asked <= 3  # the lists alone: no text is asked for again
    assert Revision.objects.count() == len(ORDERS)


FAULTS = [
    answers.status(500),
    answers.status(502),
    answers.cut,
    answers.truncated,
    answers.without_type,
    answers.empty,
    answers.html_page,
]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_every_tenth_request(sync: Callable[..., Report], server: ReplayServer, fault: Fault) -> None:
    server.every_tenth = fault
    report = sync()
    assert (numbers(), report.problems) == (EVERYTHING, [])


def test_pages_are_followed_as_they_are_sent(
    server: ReplayServer, sync: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = FederalRegister.page
    monkeypatch.setattr(FederalRegister, "page", lambda self, conditions: original(self, conditions, per_page=5))
    assert sync().problems == []
    assert numbers() == EVERYTHING
    assert any("search_after_cursor" in request.path for request in server.requests)


def test_taken_for_a_robot(sync: Callable[..., Report], server: ReplayServer) -> None:
    server.fail("/full_text/", answers.robot, times=1)
    report = sync()
    assert "robot" in report.problems[0]
    assert "full_text" in server.requests[-1].path  # nothing was asked after it
    assert sync().problems == []  # the next run goes on where it stopped
    assert numbers() == EVERYTHING


def test_a_text_that_speaks_of_requesting_access_is_stored(data: Path) -> None:
    with stand_in([order(1, words="for all who may request access to them")]) as server:
        report = run_once(server, data, Wanted())
    assert (report.problems, len(numbers())) == ([], 1)


def test_a_long_wait_outlives_the_run(sync: Callable[..., Report], server: ReplayServer) -> None:
    server.fail("/full_text/", answers.too_many("600"))
    clock = StoppedClock()
    assert sync(clock=clock).problems
    asked = len(server.requests)
    clock.time += 300
    assert "asked not to be visited" in sync(clock=clock).problems[0]
    assert len([request for request in server.requests[asked:] if request.path != FEED]) == 0
    clock.time += 400
    assert sync(clock=clock).problems == []
    assert numbers() == EVERYTHING


def test_a_short_wait_holds_for_every_request(sync: Callable[..., Report], server: ReplayServer) -> None:
    server.fail("/full_text/", answers.too_many("40"))
    clock = StoppedClock()
    assert sync(clock=clock).problems == []
    assert max(clock.slept) >= 40


def test_changed_words_are_a_revision(sync: Callable[..., Report], server: ReplayServer) -> None:
    sync()
    changed = order(3, day=date(2034, 5, 4), words="weekly", disposition_notes="See: EO 99501, April 28, 2034")
    server.held[3] = changed
    server._texts[f"/documents/full_text/xml/2034/05/04/{changed.number}.xml"] = ("xml", changed.texts["xml"])
    server.recordings[changed.number] = changed
    report = sync(NOW + timedelta(days=1))
    assert (report.tally.created, report.problems) == (0, [])
    assert Document.objects.values_list("current__number", flat=True).get(number="99503") == 2


def test_reused_numbers_are_two_documents(data: Path) -> None:
    early = order(1, day=date(2012, 5, 9), document_number="94-290")
    late = order(2, day=date(2012, 6, 9), document_number="94-290")
    with stand_in([early, late]) as server:
        run_once(server, data, Wanted(date(2012, 1, 1)), datetime(2012, 7, 1, tzinfo=UTC))
    kept = {path.name for path in (data / "fetched/federal-register/documents").glob("94-290*")}
    assert kept == {f"94-290_{day}.{form}" for day in ("2012-05-09", "2012-06-09") for form in ("json", "xml")}


def test_facts_of_old_orders_and_the_feed(data: Path) -> None:
    row = "1 FR 1,,,,,Presidential Document,Executive Order,01/02/1937,1936-12-29,1,Care of Old Clocks,,7521,\n"
    with stand_in([]) as server:
        server.pages[CSV] = Reply(200, (HEADER + row).encode(), {"Content-Type": "text/csv"})
        server.pages[FEED] = Reply(200, FEED_ITEM.encode(), {"Content-Type": "application/rss+xml"})
        report = run_once(server, data, Wanted())
    assert report.problems == []
    assert report.tally.listed == 1
    assert list(Edition.objects.values_list("format", "publisher")) == [("wh-feed", "white-house")]
    assert "orders" in json.loads((data / "sync.json").read_text())


FEED_ITEM = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>
<title>Delegation of the Winding of Clocks</title>
<link>https://www.whitehouse.gov/presidential-actions/2034/05/delegation-of-the-winding-of-clocks/</link>
<guid>https://www.whitehouse.gov/?p=501</guid><pubDate>Tue, 30 May 2034 21:15:07 +0000</pubDate>
<category>Presidential Memoranda</category><content:encoded><![CDATA[<p>MEMORANDUM FOR THE KEEPER OF CLOCKS</p>
<p>SUBJECT: Delegation of the Winding of Clocks</p><p>By the authority vested in me, I hereby delegate the winding of
the clocks to you.</p>]]></content:encoded></item></channel></rss>"""


def test_a_second_run_leaves(sync: Callable[..., Report], data: Path) -> None:
    with only_sync(data), pytest.raises(Busy):
        sync()


def test_the_command(server: ReplayServer, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "FEDERAL_REGISTER_URL", server.address)
    monkeypatch.setattr(settings, "WHITE_HOUSE_URL", server.address)
    monkeypatch.setattr("eo_browser.sources.fetch.TEXT_INTERVAL", 0.0)
    monkeypatch.setattr("eo_browser.sources.fetch.API_INTERVAL", 0.0)
    out = StringIO()
    call_command("sync", "--since", "2034-01-01", "--kind", "executive_order", stdout=out)
    assert "12 created" in out.getvalue() or "0 created" in out.getvalue()
    server.fail("documents.json", answers.status(403), times=9)
    with pytest.raises(CommandError, match="not fetched"):
        call_command("sync", "--since", "2034-01-01", stdout=out)


# Lists, walked


MAY = listing.Slice(date(2034, 5, 1), date(2034, 5, 31))
AS_JSON = {"Content-Type": "application/json"}


def walked(server: ReplayServer, part: listing.Slice = MAY) -> listing.Walked:
    with FederalRegister(server.address, clock=StoppedClock().clock()) as register:
        return listing.walk(register, part)


def test_a_list_at_its_cap_is_split(server: ReplayServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server.largest_list = 4
    monkeypatch.setattr(listing, "CAP", 4)
    found = walked(server)
    assert sorted(str(record["executive_order_number"]) for record in found.records) == EVERYTHING
    assert found.problems == []


def test_a_page_that_repeats_is_not_read_for_ever(server: ReplayServer) -> None:
    page: dict[str, object] = {"description": "Presidential Document", "count": 3, "results": [ORDERS[0].record]}
    page["next_page_url"] = "/api/v1/documents?page=2"  # without a cursor: followed all the same
    reply = Reply(200, json.dumps(page).encode(), AS_JSON)
    server.pages["/api/v1/documents.json"] = server.pages["/api/v1/documents"] = reply
    assert "a second time" in walked(server, replace(MAY, last=MAY.first)).problems[0]


def test_what_is_put_in_during_a_walk_is_found(server: ReplayServer) -> None:
    def grow(handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        server.held.append(order(40))
        answers.send(handler, Reply(200, reply.body.replace(b'"count": 12', b'"count": 13'), reply.headers))

    server.fail("documents.json", grow)
    found = walked(server)
    assert (len(found.records), found.problems) == (13, [])


def test_nothing_found_is_an_empty_slice(server: ReplayServer) -> None:
    found = walked(server, listing.Slice(date(2033, 1, 1), date(2033, 12, 31)))
    assert (found.records, found.problems) == ([], [])


def test_conditions_that_were_not_understood_are_no_answer(server: ReplayServer) -> None:
    reply = Reply(200, b'{"description": "All documents", "count": 1, "results": [{}]}', AS_JSON)
    server.pages["/api/v1/documents.json"] = reply
    assert walked(server, replace(MAY, last=MAY.first)).problems


def test_several_at_once_with_one_missing(server: ReplayServer) -> None:
    numbers = [one.number for one in ORDERS[:3]]
    with FederalRegister(server.address, clock=StoppedClock().clock()) as register:
        answer = register.records([*numbers, "9999-99999"])
    assert isinstance(answer, Fetched)
    records = list(read("batch.json", answer.body))
    assert sum(isinstance(one, MetadataRecord) for one in records) == 3
    assert [one.source for one in records if isinstance(one, Skipped)] == ["batch.json#9999-99999"]


# Answers recorded from the real services

RECORDED = Path(settings.BASE_DIR).parent / "shared" / "recorded"


def recorded(name: str) -> bytes:
    file = (Path(os.environ["EO_CORPUS"]).parent / "recorded" if "EO_CORPUS" in os.environ else RECORDED) / name
    if not file.exists():
        pytest.skip(f"no recorded answers at {file.parent}")
    return file.read_bytes()


def test_a_recorded_walk(server: ReplayServer) -> None:
    first, second = (recorded(f"fr-api/documents_PRESDOCU_newest_page{name}.json") for name in ("1", "2_cursor"))
    last = json.loads(second)
    last.pop("next_page_url", None)
    server.pages["/api/v1/documents.json"] = Reply(200, first.replace(b'"count":8582', b'"count":4'), AS_JSON)
    server.pages["/api/v1/documents"] = Reply(200, json.dumps(last | {"count": 4}).encode(), AS_JSON)
    assert (len(walked(server).records), walked(server).problems) == (4, [])


def test_a_recorded_determination_of_1994(data: Path) -> None:
    record = json.loads(recorded("fr-api/document_93-32104_determination_1994.json"))
    text = recorded("fr-text/93-32104_determination_1994.txt")
    with stand_in([Recording(record, {"txt": text})]) as server:  # the HTML it names does not exist
        report = run_once(server, data, Wanted(date(1994, 1, 1)), datetime(1994, 2, 1, tzinfo=UTC))
    assert report.problems == []
    (document,) = Document.objects.all()
    assert (document.kind, document.number, document.signed) == ("determination", "94-7", date(1993, 12, 18))


def test_a_recorded_page_for_robots(sync: Callable[..., Report], server: ReplayServer) -> None:
    page = recorded("fr-site/request_access_2024_abridged.html")
    server.fail("/full_text/", answers.sent(page, "text/html"))
    assert "robot" in sync().problems[0]
