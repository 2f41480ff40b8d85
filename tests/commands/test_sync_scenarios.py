"""The scenarios of real sites, played over HTTP: what they send in turn, and what must be true after.

Beside `test_sync.py`, which plays walks (1, 4, 5), determinations of 1994 (7), robots' pages (8) and waits (9).
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from eo_browser.archive.lookup import current_lookup
from eo_browser.archive.sync import COMPILATION_FEED, Report, Sync, Wanted
from eo_browser.law.resolver import resolve_text
from eo_browser.models import Document, Edition, ImportItem, Listing, Revision
from eo_browser.sources.federal_register import listing
from eo_browser.sources.fetch import (
    ARCHIVES_HOSTS,
    GOVINFO_HOSTS,
    WHITE_HOUSE_HOSTS,
    FederalRegister,
    ServerPauses,
    Site,
)
from tests import register_stand_in as answers
from tests.commands.test_sync import CSV, FEED, HEADER, NOW, order, stand_in
from tests.register_stand_in import Fault, Recording, ReplayServer, Reply, StoppedClock

pytestmark = pytest.mark.django_db(transaction=True)

JSON = {"Content-Type": "application/json; charset=utf-8"}
RSS = {"Content-Type": "application/rss+xml"}
INSPECTION = "/api/v1/public-inspection-documents/current.json"
EVERYTHING = Wanted()
MAY = listing.Slice(date(2034, 5, 1), date(2034, 5, 31))


def recorded(name: str) -> bytes:
    """A file of the recorded answers; the test is skipped where they are not."""
    folder = Path(os.environ.get("EO_CORPUS") or Path(settings.BASE_DIR).parent / "shared" / "corpus").parent
    file = folder / "recorded" / name
    if not file.exists():
        pytest.skip(f"no recorded answers at {file.parent}")
    return file.read_bytes()


def visit(server: ReplayServer, data: Path, now: datetime = NOW, wanted: Wanted = EVERYTHING) -> Report:
    """One run over all three sites."""
    clock, pauses = StoppedClock().clock(), ServerPauses(data / "pauses.json")
    with (
        FederalRegister(server.address, clock=clock, rests=pauses) as register,
        Site(server.address, clock=clock, hosts=WHITE_HOUSE_HOSTS) as white_house,
        Site(server.address, clock=clock, hosts=GOVINFO_HOSTS) as govinfo,
    ):
        return Sync(register, white_house, data, wanted, govinfo, say=lambda _: None, now=now).run()


@pytest.fixture
def server():  # type: ignore[no-untyped-def]
    """A Register of twelve orders of May 2034, with an empty feed and compilation."""
    with stand_in([order(place, day=date(2034, 5, 1 + place)) for place in range(12)]) as server:
        server.pages[COMPILATION_FEED] = Reply(200, b"<rss version='2.0'><channel></channel></rss>", RSS)
        yield server


def walked(server: ReplayServer, part: listing.Slice = MAY) -> listing.Walked:
    with FederalRegister(server.address, clock=StoppedClock().clock()) as register:
        return listing.walk(register, part)


def change(server: ReplayServer, place: int, fresh: Recording) -> None:
    """Let the site send another record and text of one document."""
    server.held[place] = fresh
    server.recordings[fresh.number] = fresh
    server._texts |= {
        f"/documents/full_text/xml/{str(fresh.record['publication_date']).replace('-', '/')}/{fresh.number}.xml": (
            "xml",
            fresh.texts["xml"],
        )
    }


# 2, 3: pages


def page_of(server: ReplayServer, first: int, last: int, following: str = "") -> Reply:
    rows = [one.record for one in server.held[first:last]]
    page: dict[str, object] = {"description": "Presidential Document", "count": 12, "results": rows}
    return Reply(200, json.dumps(page | ({"next_page_url": following} if following else {})).encode(), JSON)


def test_2_a_next_page_without_a_cursor_is_read(server: ReplayServer) -> None:
    server.pages["/api/v1/documents.json"] = page_of(server, 0, 7, "/api/v1/documents?conditions=x&format=json&page=2")
    server.pages["/api/v1/documents"] = page_of(server, 7, 12)
    found = walked(server)
    assert (len(found.records), found.problems) == (12, [])


@pytest.mark.parametrize("second", ["the first page again", "a 400"])
def test_3_a_slice_whose_pages_end_early_is_split(server: ReplayServer, second: str) -> None:
    refusal = Reply(400, b'{"status":400,"message":"Only the first 10,000 results can be paged."}', JSON)
    first = page_of(server, 0, 7, "/api/v1/documents?page=51")

    def whole_slices_end_early(handler, reply: Reply) -> None:  # type: ignore[no-untyped-def]
        answers.send(handler, first)

    server.fail("%5Bgte%5D=2034-05-01&conditions%5Bpublication_date%5D%5Blte%5D=2034-05-31", whole_slices_end_early)
    server.pages["/api/v1/documents"] = refusal if second == "a 400" else first
    found = walked(server)
    assert sorted(str(one["document_number"]) for one in found.records) == sorted(one.number for one in server.held)
    assert found.problems == []


def test_3_a_day_that_cannot_be_split_is_reported(server: ReplayServer) -> None:
    server.pages["/api/v1/documents.json"] = page_of(server, 0, 7, "/api/v1/documents?page=51")
    server.pages["/api/v1/documents"] = page_of(server, 0, 7, "/api/v1/documents?page=51")
    assert "cannot be walked" in walked(server, replace(MAY, last=MAY.first)).problems[0]


# 6: several at once


def test_6_what_is_missing_among_several_is_asked_for_singly(server: ReplayServer) -> None:
    asked = [(one.number, date.fromisoformat(str(one.record["publication_date"]))) for one in server.held]
    with FederalRegister(server.address, clock=StoppedClock().clock()) as register:
        records, missing = register.records_of([*asked, ("9999-99999", date(2034, 5, 1))])
    assert (len(records), missing) == (12, ["9999-99999"])
    assert "9999-99999.json?" in server.requests[-1].path and "publication_date=2034-05-01" in server.requests[-1].path
    assert len(server.requests) == 2


def test_6_a_recorded_answer_for_several(server: ReplayServer) -> None:
    body = recorded("fr-api/documents_batch_one_missing_abridged.json")
    server.pages["/api/v1/documents/2024-31396,9999-99999.json"] = Reply(200, body, JSON)
    with FederalRegister(server.address, clock=StoppedClock().clock()) as register:
        records, missing = register.records_of([("2024-31396", None), ("9999-99999", None)])
    assert ([str(one["document_number"]) for one in records], missing) == (["2024-31396"], ["9999-99999"])


# 9, 10: waits and validators


def test_9_a_wait_given_as_a_date_holds_for_every_request(server: ReplayServer, data: Path) -> None:
    clock = StoppedClock()
    until = clock.today() + timedelta(seconds=40)
    server.fail("/full_text/", answers.too_many(f"{until:%a, %d %b %Y %H:%M:%S} GMT"))
    with (
        FederalRegister(server.address, clock=clock.clock()) as register,
        Site(server.address, clock=clock.clock(), hosts=WHITE_HOUSE_HOSTS) as white_house,
    ):
        report = Sync(register, white_house, data, say=lambda _: None, now=NOW).run()
    assert (report.problems, Document.objects.count()) == ([], 12)
    assert max(clock.slept) > 30


@pytest.mark.parametrize("validators", [False, True])
def test_10_equal_answers_change_nothing(server: ReplayServer, data: Path, validators: bool) -> None:
    server.validators = validators
    visit(server, data)
    held = list(Revision.objects.values_list("pk", "words_hash"))
    for one in server.held:  # what changes daily, and the order of the fields
        record = {"page_views": {"count": 5}, "images": {"a": 1}} | dict(reversed(list(one.record.items())))
        server.recordings[one.number] = Recording(record, one.texts)
    again = visit(server, data, NOW + timedelta(days=400))  # long enough that texts are asked for again
    assert (again.tally.created, again.tally.updated, again.problems) == (0, 0, [])
    assert list(Revision.objects.values_list("pk", "words_hash")) == held


# 11: numbers that were used again, and spelled otherwise


def test_11_reused_numbers_do_not_overwrite_each_other(data: Path) -> None:
    early = order(1, day=date(2012, 5, 9), document_number="94-290")
    late = order(2, day=date(2012, 6, 9), document_number="94-290")
    with stand_in([early, late]) as server:
        report = visit(server, data, datetime(2012, 7, 1, tzinfo=UTC), Wanted(date(2012, 1, 1)))
        again = visit(server, data, datetime(2012, 7, 2, tzinfo=UTC), Wanted(date(2012, 1, 1)))
    assert (report.problems, again.tally.created, again.tally.updated) == ([], 0, 0)
    assert sorted(Document.objects.values_list("number", flat=True)) == ["99501", "99502"]
    assert Edition.objects.count() == 2


# 12: a text that is sent again


def test_12_a_text_indented_later_is_the_same_and_a_corrected_word_a_revision(server: ReplayServer, data: Path) -> None:
    published = datetime(2034, 5, 4, 12, tzinfo=UTC)
    visit(server, data, published + timedelta(days=2))
    place, held = 3, server.held[3]
    indented = re.sub(
        rb'<FP><E T="04">(.*?)</E>(\. )<E T="03">(.*?)</E>(.*?)</FP>',
        rb'<FP>\n    <E T="04">\1</E>\n    \2\n    <E T="03">\3</E>\n    \4\n</FP>',
        held.texts["xml"],
    )
    assert indented.count(b"</E>\n    . \n") == 2
    change(server, place, Recording(held.record, {"xml": indented}))
    visit(server, data, published + timedelta(days=9))
    document = Document.objects.get(number="99503")
    assert document.revisions.count() == 1
    assert "Sec. 2 ." not in Client().get(document.address).content.decode()
    change(server, place, Recording(held.record, {"xml": indented.replace(b"in spring", b"in autumn")}))
    visit(server, data, published + timedelta(days=32))
    assert list(document.revisions.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert "autumn" in Client().get(f"{document.address}/compare/1..2").content.decode()
    assert Client().get(f"{document.address}/@1/sec-2").status_code == 200


# 13: a correction, and notes years later


def test_13_notes_years_later_change_the_status_alone(server: ReplayServer, data: Path) -> None:
    visit(server, data)
    document = Document.objects.get(number="99502")
    noted = dict(server.held[2].record) | {"disposition_notes": "Revoked by: EO 99777, June 1, 2037"}
    change(server, 2, Recording(noted, server.held[2].texts))
    visit(server, data, NOW + timedelta(days=1))
    document.refresh_from_db()
    assert (document.status, document.revisions.count()) == ("revoked", 1)
    assert (data / "fetched/federal-register/documents" / f"{document.document_number}.json").exists()


def test_13_a_growing_list_of_corrections_asks_for_the_text_again(server: ReplayServer, data: Path) -> None:
    visit(server, data)
    corrected = server.held[2]
    grown = dict(corrected.record) | {"corrections": [f"{answers.PUBLIC}/api/v1/documents/C1-{corrected.number}"]}
    change(server, 2, Recording(grown, corrected.texts))
    asked = len(server.requests)
    visit(server, data, NOW + timedelta(hours=1))
    texts = [one.path for one in server.requests[asked:] if "/full_text/" in one.path]
    assert texts == [f"/documents/full_text/xml/2034/05/03/{corrected.number}.xml"]


# 14: public inspection


def filing(**facts: object) -> dict[str, object]:
    return {
        "document_number": "2034-22496", "type": "Presidential Document", "toc_subject": "PROCLAMATIONS",
        "title": "Week of Clocks, 2034 (Proc. 99494)", "filing_type": "special",
        "filed_at": "2034-06-01T08:45:00-04:00",
        "editorial_note": None, "publication_date": "2034-06-02", "html_url": "https://www.federalregister.gov/public-"
        "inspection/2034-22496/week-of-clocks", "pdf_url": "https://public-inspection.federalregister.gov/a.pdf",
        "page_views": {"count": 1}, **facts,
    }  # fmt: skip


def filed(*entries: dict[str, object]) -> Reply:
    return Reply(200, json.dumps({"count": len(entries), "results": list(entries)}).encode(), JSON)


WITHDRAWN = "After placement on Public Inspection, this document was withdrawn from publication."


def test_14_a_filing_is_known_not_citable_and_withdrawn(server: ReplayServer, data: Path) -> None:
    rule = {**filing(), "type": "Rule", "document_number": "2034-1"}
    server.pages[INSPECTION] = filed(filing(), rule)
    report = visit(server, data)
    assert (report.problems, report.news) == ([], [])
    assert list(Listing.objects.filter(listed_by="public-inspection").values_list("number", flat=True)) == ["99494"]
    assert Client().get("/proclamation/99494").status_code == 200
    assert not Document.objects.filter(kind="proclamation").exists()
    note = {"editorial_note": WITHDRAWN, "filed_at": None}
    server.pages[INSPECTION] = filed(filing(**note))
    report = visit(server, data, NOW + timedelta(hours=8))
    assert report.news == ["2034-22496, “Week of Clocks, 2034 (Proc. 99494)”, was withdrawn from public inspection."]
    row = Listing.objects.get(listed_by="public-inspection")
    assert (row.number, row.document_number, row.facts["disposition_notes"][:9]) == ("", "", "Withdrawn")
    assert Client().get("/proclamation/99494").status_code == 404
    server.pages[INSPECTION] = filed()
    assert visit(server, data, NOW + timedelta(days=2)).news == []  # it was told once


def test_14_a_filing_that_never_appears_is_news(server: ReplayServer, data: Path) -> None:
    server.pages[INSPECTION] = filed(filing())
    visit(server, data)
    server.pages[INSPECTION] = filed()
    assert visit(server, data, NOW + timedelta(hours=2)).news == []  # it is to be published tomorrow
    report = visit(server, data, NOW + timedelta(days=3))
    assert report.news == ["2034-22496, “Week of Clocks, 2034 (Proc. 99494)”, was filed and never published."]
    assert Listing.objects.get(listed_by="public-inspection").number == ""


def test_14_a_recorded_withdrawal(server: ReplayServer, data: Path) -> None:
    entry = json.loads(recorded("fr-api/public_inspection_withdrawn_2014.json")) | {"type": "Presidential Document"}
    server.pages[INSPECTION] = filed(entry)
    report = visit(server, data)
    assert (report.problems, len(report.news)) == ([], 1)
    assert (data / "fetched/public-inspection/2014--11843.json").exists()


# 15: pages of the White House (`test_story.py` has the whole life of one)


def as_item(key: int, page: bytes) -> str:
    """A recorded page, kept as Markdown, as the feed sends it."""
    _, front, body = page.decode().split("---\n", 2)
    facts = dict(line.split(": ", 1) for line in front.replace("\n  ", " ").splitlines() if ": " in line)
    from markdown_it import MarkdownIt

    day = datetime.fromisoformat(facts["published_time"]).astimezone(UTC)
    return f"""<item><title>{facts["title"]}</title><link>{facts["source_url"]}</link>
<guid isPermaLink="false">https://www.whitehouse.gov/?p={key}</guid><pubDate>{day:%a, %d %b %Y %H:%M:%S} +0000</pubDate>
<content:encoded><![CDATA[{MarkdownIt().render(body)}]]></content:encoded></item>"""


def feed(*items: str) -> Reply:
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    return Reply(200, f"{head}{''.join(items)}</channel></rss>".encode(), RSS)


def test_15_a_recorded_page_whose_number_was_wrong(data: Path) -> None:
    row = (
        "91 FR 1,2026-12900,2,,,Presidential Document,Executive Order,06/26/2026,2026-06-22,1,"
        "Securing the Nation Against Advanced Cryptographic Attacks,,14412,\n"
    )
    addresses: set[str] = set()
    with stand_in([]) as server:
        server.pages[COMPILATION_FEED] = feed()
        for day, (name, number, inferred) in enumerate(
            [("1-number-14409-2026-06-22", "", "14409"), ("2-number-gone-2026-06-23", "", ""),
             ("3-number-14412-2026-06-25", "", "14412"), ("3-number-14412-2026-06-25", "14412", "")]
        ):  # fmt: skip
            server.pages[FEED] = feed(as_item(43001, recorded(f"whitehouse/edits/securing-the-nation.{name}.md")))
            if number:
                server.pages[CSV] = Reply(200, (HEADER + row).encode(), {"Content-Type": "text/csv"})
            report = visit(server, data, datetime(2026, 6, 23, tzinfo=UTC) + timedelta(days=3 * day))
            assert report.problems == []
            (document,) = Document.objects.all()
            assert (document.number, document.inferred_number) == (number, inferred)
            addresses.add(document.address)
    assert addresses == {"/eo/14412", "/eo/2026-06-22/securing-the-nation-against-advanced-cryptographic-attacks"}
    assert [target.document.address for target in resolve_text("E.O. 14412", current_lookup()).targets] == ["/eo/14412"]


WRONG_BODIES = ["supersonic-flight", "foreign-defense-sales", "death-penalty-dc"]


@pytest.mark.parametrize("name", WRONG_BODIES)
def test_15_a_recorded_page_with_another_documents_body(data: Path, name: str) -> None:
    folder = Path(os.environ.get("EO_CORPUS") or Path(settings.BASE_DIR).parent / "shared" / "corpus").parent
    recorded("whitehouse/robots.txt")
    wrong, right = sorted((folder / "recorded/whitehouse/edits").glob(f"{name}.*.md"))
    with stand_in([]) as server:
        server.pages[COMPILATION_FEED] = feed()
        for day, page in enumerate((wrong, right)):
            server.pages[FEED] = feed(as_item(43002, page.read_bytes()))
            visit(server, data, datetime(2026, 1, 5 + day, tzinfo=UTC))
    title = as_item(1, right.read_bytes()).split("<title>")[1].split("</title>")[0]
    document = Document.objects.get(title__iexact=title)
    assert document.revisions.count() == 1, "the other document's words are no revision of this one"
    if name != "death-penalty-dc":  # its first sending had the title of that body too
        assert Document.objects.count() == 1
        assert "another document" in ImportItem.objects.get(outcome="skipped").reason


MOVES: list[tuple[Fault, str]] = [
    (answers.redirect("https://trumpwhitehouse2.archives.gov/presidential-actions/feed/"), "news"),
    (answers.status(404), "problems"),
]


@pytest.mark.parametrize(("fault", "told"), MOVES)
def test_15_on_20_january_nothing_is_lost(data: Path, fault: Fault, told: str) -> None:
    page = recorded("whitehouse/edits/ending-birth-tourism.1-as-first-seen-2026-08-07.md")
    with stand_in([]) as server:
        server.pages[COMPILATION_FEED] = feed()
        server.pages[FEED] = feed(as_item(43003, page))
        visit(server, data, datetime(2026, 8, 8, tzinfo=UTC))
        server.fail(FEED, fault, times=9)
        report = visit(server, data, datetime(2029, 1, 20, 18, tzinfo=UTC))
    assert len(getattr(report, told)) == 1
    (document,) = Document.objects.all()
    assert document.current_id
    assert (document.president, Client().get(document.address).status_code) == ("donald-trump", 200)
    old = "presidential-actions/2026/08/ending-birth-tourism/"
    for host in ("www.whitehouse.gov", "trumpwhitehouse.archives.gov"):
        assert [one.address for one in current_lookup().at_url(f"https://{host}/{old}")] == [document.address]


# Older pages of the feed, and the Compilation


def test_older_pages_of_the_feed_are_read_while_they_have_news(data: Path) -> None:
    names = ("quantum.2-number-14413-2026-06-25.md", "ending-birth-tourism.1-as-first-seen-2026-08-07.md")
    pages = [recorded(f"whitehouse/edits/{name}") for name in names]
    replies = {"1": feed(as_item(1, pages[0])), "2": feed(as_item(2, pages[1]))}

    def by_page(handler, reply: Reply) -> None:  # type: ignore[no-untyped-def]
        number = handler.path.partition("paged=")[2] or "1"
        answers.send(handler, replies.get(number, Reply(404, b"{}", JSON)))

    with stand_in([]) as server:
        server.pages[COMPILATION_FEED] = feed()
        for _ in range(2):
            server.fail(FEED, by_page, times=3)
            report = visit(server, data, datetime(2026, 8, 8, tzinfo=UTC))
            assert report.problems == []
        asked = [request.path for request in server.requests if request.path.startswith(FEED)]
    assert Document.objects.count() == 2
    assert asked == [FEED, f"{FEED}?paged=2", f"{FEED}?paged=3", FEED], "what is known is not asked for again"


MAP = '<?xml version="1.0"?><{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{1}</{0}>'
PAGE = """<!DOCTYPE html><html lang="en-US"><head><title>Winding of Town Clocks – The White House</title>
<link rel="canonical" href="https://www.whitehouse.gov{0}"></head><body>
<div class="wp-block-whitehouse-topper"><h1 class="wp-block-whitehouse-topper__headline">Winding of Town Clocks</h1>
<div class="wp-block-post-date"><time datetime="2026-03-04T16:15:07-05:00">March 4, 2026</time></div></div>
<div class="entry-content wp-block-post-content"><p>MEMORANDUM FOR THE SECRETARY OF STATE</p>
<p>By the authority vested in me as President, I hereby direct:</p><p><u>Section 1</u>. <u>Winding</u>. Every town clock
is wound on Sundays.</p><p><u>Sec. 2</u>. <u>Keeping</u>. The winding of town clocks is kept in a book.</p></div>
</body></html>"""


def test_the_map_of_the_site_finds_pages_that_the_feed_has_no_more(data: Path) -> None:
    held = recorded("whitehouse/edits/quantum.2-number-14413-2026-06-25.md")
    known = next(line.split(": ", 1)[1] for line in held.decode().splitlines() if line.startswith("source_url: "))
    old, news = "/presidential-actions/2026/03/winding-of-town-clocks/", "https://www.whitehouse.gov/news/a-visit/"
    places = "".join(f"<url><loc>{page}</loc></url>" for page in (known, f"https://www.whitehouse.gov{old}", news))
    where = "https://www.whitehouse.gov/{}-sitemap.xml"
    parts = "".join(f"<sitemap><loc>{where.format(one)}</loc></sitemap>" for one in ("post", "page"))
    xml = {"Content-Type": "text/xml; charset=UTF-8"}
    with stand_in([]) as server:
        server.pages[COMPILATION_FEED] = feed()
        server.pages[FEED] = feed(as_item(1, held))
        server.pages["/sitemap_index.xml"] = Reply(200, MAP.format("sitemapindex", parts).encode(), xml)
        server.pages["/post-sitemap.xml"] = Reply(200, MAP.format("urlset", places).encode(), xml)
        server.pages[old] = Reply(200, PAGE.format(old).encode(), {"Content-Type": "text/html; charset=UTF-8"})
        for _ in range(2):
            assert visit(server, data, datetime(2026, 8, 8, tzinfo=UTC)).problems == []
        asked = [request.path for request in server.requests if "sitemap" in request.path or "2026" in request.path]
    assert asked[:3] == ["/sitemap_index.xml", "/post-sitemap.xml", old], "pages that are held are not asked for"
    assert asked.count(old) == 1
    found = Document.objects.get(title="Winding of Town Clocks")
    assert (found.kind, found.editions.get().publisher) == ("memorandum", "white-house")


def test_the_compilation_is_fetched_once(data: Path) -> None:
    page = recorded("govinfo/DCPD-202600542_abridged.htm")
    item = (
        "<rss version='2.0'><channel><item><title>x</title><link>https://www.govinfo.gov/app/details/DCPD-202600542"
        "</link><guid>DCPD-202600542</guid><pubDate>Tue, 22 Sep 2026 22:20:14 GMT</pubDate></item></channel></rss>"
    )
    place = "/content/pkg/DCPD-202600542/html/DCPD-202600542.htm"
    with stand_in([]) as server:
        server.pages[COMPILATION_FEED] = Reply(200, item.encode(), RSS)
        server.pages[place] = Reply(200, page, {"Content-Type": "text/html"})
        for _ in range(2):
            assert visit(server, data, datetime(2026, 9, 24, tzinfo=UTC)).problems == []
        assert [request.path for request in server.requests].count(place) == 1
    assert (data / "fetched/compilation/DCPD-202600542.htm").exists()


# Faults laid over a run with everything in it

FAULTS: list[Fault] = [
    answers.status(500), answers.status(502), answers.cut, answers.cut_without_length, answers.cut_gzip,
    answers.without_type, answers.empty, answers.html_page,
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_at_every_tenth_request_of_a_full_run(server: ReplayServer, data: Path, fault: Fault) -> None:
    server.pages[INSPECTION] = filed(filing())
    server.every_tenth = fault
    assert visit(server, data).problems == []
    assert Document.objects.filter(kind="executive-order").count() == 12
    assert Listing.objects.filter(listed_by="public-inspection").count() == 1


def test_a_slow_answer_is_asked_for_again(server: ReplayServer, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eo_browser.sources.fetch.READ_TIMEOUT", 0.2)
    server.fail("/full_text/", answers.slow(0.5))
    assert visit(server, data).problems == []
    assert Document.objects.count() == 12


# The National Archives' tables

TABLE = """<html><body><h1>{title}</h1><p>{links}</p>
<p><strong>Executive Order {number}</strong><br>Bells of {number}</p>
<ul><li>Signed: May 1, 2031</li><li>Revoked by: EO 99777, June 1, 2032</li></ul></body></html>"""


def test_tables_are_followed_from_their_index_once_a_month(server: ReplayServer, data: Path) -> None:
    below = "/federal-register/executive-orders/"
    links = f'<a href="{below}doe.html">Doe</a> <a href="https://elsewhere.example/x.html">x</a><a href="/a.html">y</a>'
    html = {"Content-Type": "text/html"}
    server.pages[f"{below}disposition"] = Reply(200, f"<html><body>{links}</body></html>".encode(), html)
    first = TABLE.format(title="Doe", links='<a href="2031-doe.html">2031</a>', number=99101)
    server.pages[f"{below}doe.html"] = Reply(200, first.encode(), html)
    second = TABLE.format(title="2031", links='<a href="doe.html">Doe</a>', number=99102)
    server.pages[f"{below}2031-doe.html"] = Reply(200, second.encode(), html)

    def run(days: int) -> Report:
        clock = StoppedClock().clock()
        with (
            FederalRegister(server.address, clock=clock) as register,
            Site(server.address, clock=clock, hosts=WHITE_HOUSE_HOSTS) as white_house,
            Site(server.address, clock=clock, hosts=ARCHIVES_HOSTS) as archives,
        ):
            now = NOW + timedelta(days=days)
            return Sync(register, white_house, data, archives=archives, say=lambda _: None, now=now).run()

    assert run(0).problems == []
    assert set(Listing.objects.filter(listed_by="national-archives").values_list("number", flat=True)) == {
        "99101", "99102",
    }  # fmt: skip
    assert "Bells of 99102" in Client().get("/eo/99102").content.decode()
    asked = len([one for one in server.requests if below in one.path])
    run(3)
    assert len([one for one in server.requests if below in one.path]) == asked == 3
    server.pages[f"{below}doe.html"] = Reply(503, b"", html)
    lost = run(40)
    assert any("doe.html did not come" in sentence for sentence in lost.problems)
    assert Listing.objects.filter(listed_by="national-archives").count() == 2
