"""One order from the White House's page to a correction in the Register; every address served on the way answers.

A page without a number, then with a wrong one that is withdrawn, then with the right one; the list and the Register's
text; a correction; and the day on which the whole site moves to an archive.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from eo_browser.archive.lookup import current_lookup
from eo_browser.archive.sync import Report
from eo_browser.law.resolver import resolve_text
from eo_browser.models import Document, ImportItem
from tests.commands.test_import import run
from tests.commands.test_sync import FEED, order, run_once, stand_in
from tests.register_stand_in import PUBLIC, Recording, ReplayServer, Reply

pytestmark = pytest.mark.django_db(transaction=True)

SIGNED = date(2034, 5, 8)
TITLE = "Clocks of Tower 12"  # as `order(12)` has it
SLUG = "clocks-of-tower-twelve"
SECTIONS = (
    "<p><u>Section 1</u>. <u>Winding</u>. The Clocks of Tower 12 are wound daily, and each winding is written into the "
    "book of the tower by whoever does it.</p>"
    "<p><u>Sec. 2</u>. <u>Oil</u>. They are oiled in spring by the keepers of the towers.</p>"
)


def item(key: int, title: str, body: str, number: str = "", slug: str = SLUG) -> str:
    shown = f"<p>Executive Order {number}</p>" if number else ""
    return f"""<item><title>{title}</title>
<link>https://www.whitehouse.gov/presidential-actions/2034/05/{slug}/</link>
<guid isPermaLink="false">https://www.whitehouse.gov/?p={key}</guid><pubDate>Mon, 08 May 2034 21:15:07 +0000</pubDate>
<category>Presidential Actions</category><category>Executive Orders</category><content:encoded><![CDATA[{shown}
<p>By the authority vested in me as President, it is hereby ordered:</p>{body}
<p>THE WHITE HOUSE,</p><p>May 8, 2034.</p>]]></content:encoded></item>"""


def feed(*items: str) -> Reply:
    text = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    body = f"{text}{''.join(items)}</channel></rss>".encode()
    return Reply(200, body, {"Content-Type": "application/rss+xml"})


def register_text(words: str = "daily", **facts: object) -> Recording:
    """The order as the Register prints it."""
    made = order(12, day=date(2034, 5, 12), words=f"{words}, and each winding is written into the book of the tower by "
                 "whoever does it", **facts)  # fmt: skip
    return Recording(dict(made.record), {"xml": made.texts["xml"].replace(b"The Clocks", b"The Clocks")})


def correction(number: str) -> Recording:
    address = f"{PUBLIC}/documents/full_text/xml/2034/07/03/C1-{number}.xml"
    record = {
        "document_number": f"C1-{number}", "title": "Correction", "type": "Presidential Document",
        "subtype": "Executive Order", "executive_order_number": None, "signing_date": "2034-05-08",
        "publication_date": "2034-07-03", "volume": 99, "start_page": 1200, "end_page": 1200,
        "full_text_xml_url": address, "correction_of": f"{PUBLIC}/api/v1/documents/{number}.json", "corrections": [],
    }  # fmt: skip
    text = f"""<PRESDOCU><EXECORD><TITLE3>Title 3—</TITLE3><PRES>The President</PRES>
<EXECORDR>Executive Order 99512 of May 8, 2034</EXECORDR><HD SOURCE="HED">{TITLE}</HD><HD SOURCE="HED">Correction</HD>
<FP>In Presidential document {number} on page 712 in the issue of May 12, 2034, in section 1, "daily" should read
"weekly".</FP><FRDOC>[FR Doc. C1-{number}</FRDOC><FILED>Filed 7-2-34; 8:45 am]</FILED></EXECORD></PRESDOCU>"""
    return Recording(record, {"xml": text.encode()})


class Story:
    """The sites on one day after another, and the addresses that were served."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.served: set[str] = set()
        self.held: list[Recording] = []

    def day(self, days: int, white_house: Reply, *register: Recording) -> Report:
        """Run `sync` so many days after the signing, and remember every address that answers then."""
        self.held += register
        now = datetime(2034, 5, 8, 23, tzinfo=UTC) + timedelta(days=days)
        with stand_in(self.held) as server:
            server.pages[FEED] = white_house
            report = run_once(server, self.data, _everything(), now)
        run("relate")
        for document in Document.objects.exclude(current=None):
            self.served.add(document.address)
            if not document.corrects:
                self.served |= {f"{document.address}/{path}" for path in ("sec-1", "sec-2")}
        self.everything_answers()
        return report

    def everything_answers(self) -> None:
        """Check that every address served so far leads to a page with its words."""
        for address in self.served:
            answer = Client().get(address)
            while answer.status_code in (301, 302):
                answer = Client().get(answer.headers["Location"])
            assert answer.status_code == 200, address
            words = {"sec-1": "Winding", "sec-2": "oiled in spring"}.get(address.rpartition("/")[2], TITLE)
            assert words in answer.content.decode(), address


def _everything():  # type: ignore[no-untyped-def]
    from eo_browser.archive.sync import Wanted

    return Wanted()


def the_order() -> Document:
    return Document.objects.get(title__contains="Tower 12", corrects="")


def numbered(number: str) -> list[str]:
    found = resolve_text(f"Executive Order {number}", current_lookup())
    return [target.document.address for target in found.targets]


def test_the_story_of_an_order(data: Path) -> None:
    story = Story(data)
    story.day(0, feed(item(501, TITLE, SECTIONS)))
    first = the_order().address
    assert first == "/eo/2034-05-08/clocks-of-tower-12"

    # A number on the page is a claim: no address, said to be inferred, and it goes when the page takes it back.
    story.day(1, feed(item(501, TITLE, SECTIONS, "99509")))
    found = the_order()
    assert (found.number, found.address, found.inferred_number) == ("", first, "99509")
    assert numbered("99509") == [first]
    assert "NUMBER_INFERRED" in {
        one.code for one in resolve_text("Executive Order 99509", current_lookup()).explanations
    }
    assert "probably 99509, not confirmed" in Client().get(first).content.decode()
    story.day(2, feed(item(501, TITLE, SECTIONS)))
    assert (the_order().inferred_number, numbered("99509")) == ("", [])
    story.day(3, feed(item(501, TITLE, SECTIONS, "99512")))
    assert (the_order().address, the_order().inferred_number) == (first, "99512")

    # The Register's record and text: the number is confirmed, the citable text is the Register's.
    story.day(5, feed(item(501, TITLE, SECTIONS, "99512")), register_text())
    found = the_order()
    assert (found.number, found.address, found.inferred_number) == ("99512", "/eo/99512", "")
    assert {edition.publisher for edition in found.editions.all()} == {"white-house", "federal-register"}
    assert found.current is not None
    assert found.current.editions.filter(publisher="federal-register").exists()
    assert Client().get(first).headers["Location"] == "/eo/99512"
    assert not any(address.startswith("/eo/99509") for address in story.served)

    # A correction, months later: a document of its own, tied to the order, which keeps its text.
    text = found.current_id
    number = found.document_number
    story.day(60, feed(), correction(number))
    tied = Document.objects.exclude(corrects="").get()
    assert (tied.correction_of, the_order().current_id) == (the_order(), text)
    assert tied.address in Client().get("/eo/99512").content.decode()

    # 20 January: the site is another President's, and old pages are not there. Nothing is lost.
    before = Document.objects.count()
    story.day(1_000, Reply(404, b"<html><title>The new front page</title></html>", {"Content-Type": "text/html"}))
    assert (Document.objects.count(), the_order().current_id) == (before, text)
    run("reindex")
    assert run("check_archive") == "The archive is clean.\n"


def test_another_documents_body_is_no_document_until_the_right_one_comes(data: Path) -> None:
    medicine = "<p>Section 1. Medicine. Payments for medicine are kept in order by the hospitals.</p>"
    story = Story(data)
    title, slug = "Leading Towers Toward Supersonic Bells", "leading-towers-toward-supersonic-bells"
    story.day(0, feed(item(502, title, medicine, slug=slug)))
    assert not Document.objects.exists()
    assert "text of another document" in ImportItem.objects.get(outcome="skipped").reason
    right = "<p>Section 1. Bells. Every tower leads the way toward bells that are supersonic.</p>"
    with stand_in([]) as server:
        server.pages[FEED] = feed(item(502, title, right, slug=slug))
        run_once(server, data, _everything(), datetime(2034, 5, 9, tzinfo=UTC))
    assert [one.title for one in Document.objects.all()] == [title]


@pytest.mark.parametrize(("second", "inferred"), [("99512", ""), ("99513", "99512")])
def test_two_pages_that_claim_one_number_are_a_report(data: Path, second: str, inferred: str) -> None:
    other = SECTIONS.replace("Clocks of Tower 12", "Bells of Harbour 9").replace("wound", "rung").replace("oil", "tun")
    story: Callable[[Reply], object] = lambda reply: _sync(data, reply)  # noqa: E731
    story(
        feed(item(501, TITLE, SECTIONS, "99512"), item(503, "Bells of Harbour 9", other, second, "bells-of-harbour-9"))
    )
    assert Document.objects.count() == 2
    assert the_order().inferred_number == inferred
    reported = ImportItem.objects.filter(outcome="doubtful", reason__contains="99512")
    assert reported.exists() == (inferred == "")


def _sync(data: Path, reply: Reply) -> Report:
    server: ReplayServer
    with stand_in([]) as server:
        server.pages[FEED] = reply
        return run_once(server, data, _everything(), datetime(2034, 5, 9, tzinfo=UTC))


def test_the_number_a_determination_prints_is_its_own(data: Path, tmp_path: Path) -> None:
    """No list has the numbers of determinations: nothing will ever confirm one."""
    page = tmp_path / "lamps.md"
    head = "---\ndate: '2034-05-08'\ntitle: \"Memorandum on the Naming of Lamps\"\n"
    address = "source_url: https://www.whitehouse.gov/presidential-actions/2034/05/memorandum-on-the-naming-of-lamps/\n"
    text = (
        "Presidential Determination\nNo. 2034-05\n\nMEMORANDUM FOR THE SECRETARY OF LAMPS\n\n"
        "By the authority vested in me as President, I hereby name the lamps of the harbors as lamps of note.\n"
    )
    page.write_text(f"{head}{address}---\n\n{text}", "utf-8")
    run("import_documents", page)
    assert Client().get("/determination/2034-05").status_code == 200
