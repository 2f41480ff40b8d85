"""/check/: articles and quotations sent in, the report, the limits."""

from __future__ import annotations

import html
import re
from io import BytesIO
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from docx import Document as WordDocument

from eo_browser.checking.article_files import LONGEST
from eo_browser.models import Document, Relation
from eo_browser.web.check.page import _unmarked
from eo_browser.web.objects.citator import OtherDocument
from eo_browser.web.objects.revocations import ActingDocument, _with_acting_document
from tests.web.archive import MEMORANDUM, ORDER

pytestmark = pytest.mark.usefixtures("searched")

ARTICLE = """The lamps again

The order is NSPM-93. Section 2(iii)(D) asks for “the naming of new keepers & partners <in each harbor>”.
It adds “a very detailed strategy to fund the oil”, if one believes section 2(iii)(E). E.O. 19901 was signed before.
"""


def report_of(client: Client, **sent: object) -> str:
    response = client.post("/check/", sent)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, max-age=3600"  # the reader's own browser; nobody else's cache
    return response.content.decode()


def headings(page: str) -> list[str]:
    head = r'<h3 class="\w+"><span class="number">\d+</span><span class="unseen"> (\w+): </span>([^<]+)</h3>'
    return re.findall(head, page)


def test_an_article_is_shown_with_its_report(client: Client) -> None:
    page = report_of(client, text=ARTICLE)
    assert headings(page) == [
        ("Citation", "Found"),
        ("Citation", "Found"),
        ("Quotation", "Verbatim"),
        ("Quotation", "Words were changed"),
        ("Citation", "Found"),
        ("Citation", "Found, but revoked"),
    ]
    assert f"{MEMORANDUM}#sec-2/iii/D:~:text=the%20naming%20of%20new%20keepers" in page
    assert f'href="{MEMORANDUM}/sec-2/iii/E"' in page
    assert "&lt;in each harbor&gt;" in page and "<in each harbor>" not in page
    assert ">very</del>" in page


def test_the_linked_article_can_be_taken_along(client: Client) -> None:
    page = report_of(client, text=ARTICLE)
    taken = [html.unescape(text) for text in re.findall(r"<textarea[^>]*readonly>(.*?)</textarea>", page, re.DOTALL)]
    assert f'<a href="http://127.0.0.1:8000{ORDER}">E.O. 19901</a>' in taken[0]
    assert f"[Section 2(iii)(D)](http://127.0.0.1:8000{MEMORANDUM}/sec-2/iii/D)" in taken[1]


def test_a_quotation_has_a_link_pinned_to_its_words(client: Client) -> None:
    page = report_of(client, text=ARTICLE)
    (pinned, *_) = re.findall(rf'href="({MEMORANDUM}/sec-2/iii/D\?h=v1\.[a-z2-7]+)"', page)
    assert "Unchanged since cited." in client.get(pinned).content.decode()


def test_only_what_is_not_marked_is_struck_out(client: Client) -> None:
    page = report_of(client, text="NSPM-93 asks for “[t]he naming of new keepers … in any harbor”.")
    assert re.findall(r"<del>([^<]*)</del>", page) == ["any"]  # in the table
    assert re.findall(r"only quoted: </span>([^<]*)<", page) == ["any"]  # in the quotation
    assert "<td>[t]he</td>" in page


def test_a_notice_on_a_document_links_to_its_citation(client: Client) -> None:
    page = report_of(client, text="He signed an executive order. The order is entitled “SPECIMEN: Plan to Restore "
                     "the Tidal Lighthouses”.")  # fmt: skip
    assert re.search(r'<li><a href="#_a1">[^<]+</a>: [^<]*is a memorandum\.</li>', page)


def test_a_word_document_may_be_sent(client: Client) -> None:
    document, packed = WordDocument(), BytesIO()
    for line in ARTICLE.splitlines():
        document.add_paragraph(line)
    document.save(packed)
    assert ("Quotation", "Verbatim") in headings(
        report_of(client, file=SimpleUploadedFile("a.docx", packed.getvalue()))
    )


REFUSED = [
    # what is sent, status, what is said
    ({"text": "  "}, 400, "nothing to check"),
    ({"quote": " ", "cite": "E.O. 19901"}, 400, "nothing to verify"),
    ({"quote": "lamps " * 4_000}, 413, "at most 20,000 characters"),
    ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04 no word document")}, 400, "not a Word document"),
    ({"file": SimpleUploadedFile("a.png", b"\x89PNG\0\0")}, 400, "neither text"),
    ({"text": "a" * (LONGEST + 30_000)}, 413, "more than 2 MB"),
    ({"file": SimpleUploadedFile("a.txt", b"a" * (LONGEST + 5_000))}, 413, "more than 2 MB"),
]


@pytest.mark.parametrize(("sent", "status", "words"), REFUSED)
def test_what_cannot_be_checked_is_refused_with_a_reason(
    client: Client, sent: dict[str, object], status: int, words: str
) -> None:
    response = client.post("/check/", sent)
    assert response.status_code == status
    assert words in response.content.decode()


@pytest.mark.parametrize(("length", "status"), [("-1", 400), ("9" * 30, 413), ("", 400)])
def test_a_length_that_is_none_does_no_harm(client: Client, length: str, status: int) -> None:
    sent = {"wsgi.input": BytesIO(b"text=E.O."), "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    assert client.generic("POST", "/check/", CONTENT_LENGTH=length, **sent).status_code == status


def test_one_quotation_is_checked_by_its_address(client: Client) -> None:
    response = client.get("/check/", {"quote": "keep a dog; and", "cite": f"{MEMORANDUM}/sec-3/a"})
    assert "Another provision" in response.content.decode()
    found = client.get("/check/", {"quote": "Stairs are counted once a year"}).content.decode()
    assert "Verbatim" in found and f"{ORDER}#sec-2.1" in found


def test_a_quotation_sent_may_be_longer_than_an_address(client: Client) -> None:
    words = " ".join(f"lamp{number}" for number in range(1_500))
    sent = client.post("/check/", {"quote": words, "cite": f"{MEMORANDUM}/sec-2/iii/D"}).content.decode()
    assert "Not found" in sent and "Copy link to this check" not in sent
    short = client.post("/check/", {"quote": "keep a dog; and", "cite": ""}).content.decode()
    assert "http://127.0.0.1:8000/check/?quote=keep+a+dog%3B+and</span>" in short


@pytest.mark.parametrize("quote", ["“keep a dog; and”", '"keep a dog; and"', "‘keep a dog; and’", "«keep a dog; and»"])
def test_quotation_marks_around_the_whole_are_no_part_of_it(client: Client, quote: str) -> None:
    page = client.post("/check/", {"quote": quote, "cite": f"{MEMORANDUM}/sec-3/b"}).content.decode()
    assert '<h1 class="good">Verbatim</h1>' in page


def test_marks_that_are_no_pair_stay() -> None:
    assert _unmarked("“Sec. 4” and “Oil”") == "“Sec. 4” and “Oil”"


RATINGS = [
    # an article, how its quotation is rated
    ("NSPM-93 says: “Guidance goes … the Harbor Council”.", "good"),
    ("NSPM-93 says: “Nothing here … the tide”.", "good"),
    ("NSPM-93 says: “keep a log; … keep a dog”.", "fair"),  # the ellipsis leads into another provision
    ("NSPM-93 says: “Guidance goes [past] the Harbor Council”.", "fair"),  # the bracket stands for other words
    ("NSPM-93 says: “guidance Goes through the Harbor Council”.", "fair"),
    ("NSPM-93 says: “Guidance goes through the Harbor Senate”.", "bad"),
]


@pytest.mark.parametrize(("article", "rating"), RATINGS)
def test_what_is_marked_may_still_be_to_be_looked_at(client: Client, article: str, rating: str) -> None:
    page = report_of(client, text=article)
    assert re.findall(r'<h3 class="(\w+)">.*?Quotation: ', page) == [rating]


def test_what_is_wrong_can_be_sent_as_text(client: Client) -> None:
    page = report_of(client, text=ARTICLE)
    (text,) = re.findall(r'<span hidden id="_as-text">(.*?)</span>', page, re.DOTALL)
    told = html.unescape(text).strip().split("\n\n")
    head, rest, correct, wrong, look, revoked = told
    assert head.startswith("The report: I compared the citations and quotations of presidential documents (6 in all)")
    assert rest == "4 of them are as they should be."
    assert (correct, look) == ("These need a correction:", "These are worth another look:")
    assert wrong.splitlines()[:2] == [
        "4. You quote “a very detailed strategy to fund the oil”. Words were changed.",
        "   - “very” is not in the document.",
    ]
    assert f"http://127.0.0.1:8000{MEMORANDUM}/sec-2/iii/E?h=v1." in wrong.splitlines()[-1]
    assert revoked.startswith("6. You cite E.O. 19901. Found, but revoked.\n")


def test_a_verified_quotation_has_a_receipt_that_can_be_checked_again(client: Client) -> None:
    asked = {"quote": "a detailed strategy to fund the oil", "cite": f"{MEMORANDUM}/sec-2/iii/E"}
    page = client.get("/check/", asked).content.decode()
    (text,) = re.findall(r'<span hidden id="_receipt-copy">(.*?)</span>', page, re.DOTALL)
    lines = html.unescape(text).split("\n")
    assert lines[0] == "“a detailed strategy to fund the oil”"
    assert lines[1].startswith("Verified verbatim on ") and "Sec. 2(iii)(E)" in lines[1]
    assert "§ 2(iii)(E), 96 Fed. Reg. 9125" in lines[2]
    assert lines[3].startswith(f"The words: http://127.0.0.1:8000{MEMORANDUM}/sec-2/iii/E?h=v1.")
    again = lines[5].removeprefix("Check again: http://127.0.0.1:8000")
    assert "still holds" in client.get(again).content.decode()
    changed = client.get(re.sub("h=v1[^&]+", "h=v1.other", again)).content.decode()
    assert "have changed since the receipt of" in changed and f"{MEMORANDUM}/sec-2/iii/E?h=v1.other" in changed


@pytest.mark.parametrize(
    ("quote", "cite"),
    [
        ("a very detailed strategy to fund the oil", "NSPM-93"),  # words were changed
        ("a detailed strategy to fund the oil", "NSPM-93, sec. 3"),  # they are elsewhere
    ],
)
def test_what_is_not_right_has_no_receipt(client: Client, quote: str, cite: str) -> None:
    assert "Receipt" not in client.get("/check/", {"quote": quote, "cite": cite}).content.decode()


def test_an_article_comes_back_in_word_with_footnotes(client: Client) -> None:
    response = client.post("/check/", {"text": ARTICLE, "to": "docx"})
    assert response["Content-Disposition"] == 'attachment; filename="article-footnotes.docx"'
    word = WordDocument(BytesIO(response.content))
    assert [one.text for one in word.paragraphs] == [line for line in ARTICLE.split("\n") if line]
    (notes,) = [one.target_part for one in word.part.rels.values() if one.reltype.endswith("/footnotes")]
    told = [
        re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<w:footnote [^>]*>.*?</w:footnote>", notes.blob.decode())
    ]
    assert told[:2] == ["", ""]  # Word's separators
    assert all(one.startswith(" ") and one.endswith(").") for one in told[2:])
    assert any("§ 2(iii)(D), 96 Fed. Reg. 9125" in one for one in told)
    references = re.findall(r'footnoteReference w:id="(\d+)"', word.element.xml)
    assert references == [str(number) for number in range(1, len(told) - 1)]


def test_characters_that_word_refuses_are_left_out(client: Client) -> None:
    response = client.post("/check/", {"text": "The keepers\ufffe shall\x0b report\uffff.", "to": "docx"})
    assert [one.text for one in WordDocument(BytesIO(response.content)).paragraphs] == ["The keepers shall report."]


def test_a_run_over_many_provisions_is_folded(client: Client) -> None:
    quote = (
        "The Plan shall include: (A) a survey of every lamp, lens and stair; (D) the naming of new keepers & partners "
        "<in each harbor>; and (E) a detailed strategy to fund the oil. (b) The keepers shall report within 30 days."
    )
    page = client.post("/check/", {"quote": quote, "cite": "NSPM-93"}).content.decode()
    assert "<summary>1 more</summary>" in page
    assert page.count("pinned link<") == 5


def test_words_found_elsewhere_name_both_places(client: Client) -> None:
    page = client.post("/check/", {"quote": "keep a dog; and", "cite": "NSPM-93, sec. 3(a)"}).content.decode()
    source_link = re.search(r'Said to come from: <a href="([^"]+)"', page)
    assert source_link and source_link[1] == f"{MEMORANDUM}/sec-3/a"
    assert re.search(r"They are in: </span><a [^>]*>Sec. 3\(b\) of", page)


PAGES_ALONE = [
    # an article, how its citation is rated
    ("The rule followed (81 Fed. Reg. 67598).", "unknown"),  # perhaps an agency's
    ("The rule followed: 81 FR 67598 (Sept. 30, 2016).", "unknown"),
    ("So does E.O. 99999.", "bad"),
]


@pytest.mark.parametrize(("article", "rating"), PAGES_ALONE)
def test_a_page_of_no_document_here_is_not_called_wrong(client: Client, article: str, rating: str) -> None:
    page = report_of(client, text=article)
    assert re.findall(r'<h3 class="(\w+)">', page) == [rating]
    assert ("rules and notices of agencies" in page) == (rating == "unknown")
    assert "Did you mean" not in page


# (the sources that say so; the end of the sentence)
REVOKED_BY = [
    (["own-words"], "according to its own words."),
    (["federal-register"], "according to the Federal Register’s notes. This rests on a list alone."),
    (["own-words", "national-archives"], "according to its own words and the National Archives’ tables."),
]


@pytest.mark.parametrize(("sources", "words_of_source"), REVOKED_BY, ids=lambda value: str(value)[:30])
def test_a_warning_names_the_source_it_rests_on(client: Client, sources: list[str], words_of_source: str) -> None:
    order, by = Document.objects.get(address=ORDER), Document.objects.get(address=MEMORANDUM)
    for source in sources:
        Relation.objects.create(
            subject=by, verb="revokes", object=order, object_address=ORDER, source=source, claimed_by=by, row=source
        )
    page = report_of(client, text="It rests on Executive Order 19901.")
    (notice, *_) = re.findall(r'<div class="notice"><ul class="plainlist"><li>(.*?)</li>', page)
    words = " ".join(re.sub("<[^>]+>", " ", notice).split())
    assert f"of March 4, 2031, {words_of_source}" in words


def test_who_amended_a_document_is_said_before_where_its_text_is() -> None:
    acting = ActingDocument(OtherDocument("Executive Order 2", "/eo/2"), 0, ("own-words",))
    note = _with_acting_document("E.O. 1 was amended. As amended to July 30, 2008 it is at /eo/1/@2008-07-30.", acting)
    assert note.text == "E.O. 1 was amended by "
    assert note.rest.endswith("its own words. As amended to July 30, 2008 it is at /eo/1/@2008-07-30.")


def test_who_revoked_a_document_is_said_and_linked(client: Client) -> None:
    order, by = Document.objects.get(address=ORDER), Document.objects.get(address=MEMORANDUM)
    Relation.objects.create(
        subject=by, verb="revokes", object=order, object_address=ORDER, source="own-words", claimed_by=by
    )
    page = report_of(client, text="It rests on Executive Order 19901. Section 2.1 of E.O. 19901 is about stairs.")
    (notice, *_) = re.findall(r'<div class="notice"><ul class="plainlist"><li>(.*?)</li>', page)
    words = " ".join(re.sub("<[^>]+>", " ", notice).split())
    assert (
        "was revoked by the memorandum “SPECIMEN: Plan To Restore the Tidal Lighthouses” of March 4, 2031, according to"
        in words
    )
    assert f'<a href="{MEMORANDUM}">' in notice
    assert page.count("was revoked by <a") == 2  # above the report and with the first citation, not with each
    alone = client.post("/check/", {"quote": "Stairs are counted once a year.", "cite": "E.O. 19901"}).content.decode()
    assert f'was revoked by <a href="{MEMORANDUM}">the memorandum' in alone


def test_a_citation_inside_a_quotation_leads_to_the_quotation(client: Client) -> None:
    page = report_of(client, text="NSPM-93 says: “Guidance goes through the Harbor Council under E.O. 19901”.")
    shown = set(re.findall(r'id="_a(\d+)"', page))
    assert shown
    assert set(re.findall(r'href="#_a(\d+)"', page)) <= shown


def test_the_blank_lines_of_markup_are_not_shown(client: Client) -> None:
    page = report_of(client, text="<p>One</p>\n\n\n<div>\n\n  <p>E.O.\n19901<br>stands</p></div>")
    (pasted,) = re.findall(r'class="pasted"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert re.sub("<span.*?</span>|<[^>]+>", "", pasted).rstrip() == "One\n\nE.O. 19901\nstands"


def test_a_provision_offers_to_verify_a_quotation(client: Client) -> None:
    page = client.get(f"{MEMORANDUM}/sec-2/iii/D").content.decode()
    assert f'name="cite" value="{MEMORANDUM}/sec-2/iii/D"' in page
    assert "Verify a quotation of Sec. 2(iii)(D)" in page
    whole = client.get(MEMORANDUM).content.decode()
    assert f'name="cite" value="{MEMORANDUM}"' in whole and "Verify a quotation of this document" in whole


def _rows() -> dict[str, int]:
    """How many rows each table has."""
    return {model.__name__: model._default_manager.count() for model in apps.get_models()}


def test_nothing_is_kept(client: Client, settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    before = _rows()
    report_of(client, text=ARTICLE)
    client.post("/check/", {"quote": "the naming of old keepers", "cite": "NSPM-93"})
    client.post("/check/", {"text": ARTICLE + "a" * LONGEST})
    assert _rows() == before
    assert not any("keepers" in record.getMessage() for record in caplog.records)
    kept = [file.read_bytes() for file in Path(settings.DATA_DIR).rglob("*") if file.is_file()]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT key FROM eo_limits")
            kept += [key.encode() for (key,) in cursor.fetchall()]
    assert kept and not any(b"keepers" in held for held in kept)  # the counts of who asked are all there is


def test_too_much_in_one_minute_is_turned_away(client: Client) -> None:
    answers = [client.get("/check/", {"quote": "keep a dog"}) for _ in range(31)]
    assert {answer.status_code for answer in answers[:-1]} == {200}
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert client.get("/check/").status_code == 200  # the form itself costs nothing
    refused = client.post("/check/", {"text": "My <article>"})
    assert "My &lt;article&gt;</textarea>" in refused.content.decode()  # nothing pasted is lost
    assert "keep a dog</textarea>" in answers[-1].content.decode()


def test_only_trusted_proxies_speak_for_others(client: Client, settings: object) -> None:
    def asks(times: int, **headers: str) -> int:
        for _ in range(times):
            status = client.get("/check/", {"quote": "keep a dog"}, headers=headers).status_code
        return status

    assert asks(31, **{"X-Forwarded-For": "192.0.2.1"}) == 429
    assert asks(1, **{"X-Forwarded-For": "192.0.2.2"}) == 429  # said by nobody we trust
    settings.TRUSTED_PROXIES = (ip_network("127.0.0.0/8"),)  # type: ignore[attr-defined]
    assert asks(1, **{"X-Forwarded-For": "192.0.2.2"}) == 200
    assert asks(1, **{"X-Forwarded-For": "192.0.2.9, 192.0.2.2"}) == 200
