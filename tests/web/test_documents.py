"""Pages of documents and provisions: what is on them, and what every other way to an address answers."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from eo_browser.models import AddressHistory, Document, Revision, StoredProvision
from tests.web import archive as composed
from tests.web.archive import MEMORANDUM, NOW, ORDER, ORDER_ROWS, PROCLAMATION

pytestmark = pytest.mark.usefixtures("archive")


@pytest.fixture
def get(client: Client):  # noqa: ANN201
    """A request as the site's own host."""
    return lambda address, **headers: client.get(address, headers=headers)


def location(response) -> tuple[int, str]:  # noqa: ANN001
    return response.status_code, response.headers.get("Location", "")


REDIRECTS = [
    # asked, where it leads
    ("/EO/19901", ORDER),  # another case
    ("/executive-order/19901", ORDER),  # a synonym
    ("/eo/19,901", ORDER),  # a comma in the number
    ("/eo/19901/", ORDER),  # a trailing slash
    ("/eo//19901", ORDER),  # a double slash
    ("/eo/19901/sec-1.1/a/", f"{ORDER}/sec-1.1/a"),
    ("/eo/19901/SEC-1.1/A", f"{ORDER}/sec-1.1/a"),  # a mail program's idea of case
    ("/eo/19901/SEC-1.1/A.json", f"{ORDER}/sec-1.1/a.json"),
    ("/nspm/93", MEMORANDUM),  # a directive series
    ("/nspm/93/sec-2/iii/D", f"{MEMORANDUM}/sec-2/iii/D"),
    ("/fr/96/9125", MEMORANDUM),  # a page that only one document has
    ("/fr/2031-02386", MEMORANDUM),  # a Federal Register document number
    ("/fr/2031-02386/p-8", f"{MEMORANDUM}/sec-2/iii/D"),  # the paragraph anchors of federalregister.gov
    ("/fr/2031-02386/page-9125", MEMORANDUM),  # a page nobody marked in the text
    ("/memorandum/2031-03-04/lighthouses-1", MEMORANDUM),  # an old address of the document
    ("/proc/19850/P1", f"{PROCLAMATION}/p1"),
    ("/eo/19901?h=x", None),  # not a redirect: a query string alone changes nothing
]


@pytest.mark.parametrize(("asked", "goal"), REDIRECTS)
def test_other_ways_lead_to_the_address(get, asked: str, goal: str | None) -> None:
    response = get(asked)
    assert location(response) == ((301, goal) if goal else (200, ""))


def test_redirects_keep_the_query(get) -> None:
    assert location(get("/eo/19901/sec-1.1/?h=v1.abc"))[1] == f"{ORDER}/sec-1.1?h=v1.abc"


def test_a_slash_written_as_percent_2f_leads_to_the_address(client: Client) -> None:
    # The path comes decoded; only the server's raw request line still shows it.
    response = client.get(f"{ORDER}/sec-1.1", RAW_URI="/eo%2F19901/sec-1.1")
    assert location(response) == (301, f"{ORDER}/sec-1.1")


@pytest.mark.parametrize("asked", ["/fr/96/9126", "/memorandum/2031-03-04"])
def test_several_documents_are_a_choice(get, asked: str) -> None:
    response = get(asked)
    page = response.content.decode()
    assert response.status_code == 300
    assert f'href="{MEMORANDUM}"' in page and "Delegation of Lamps" in page


def test_a_choice_keeps_the_rest_of_the_address(get) -> None:
    assert f'href="{MEMORANDUM}/sec-2"' in get("/fr/96/9126/sec-2").content.decode()


def test_the_document_page_says_what_it_is(get) -> None:
    Document.objects.update(specimen=True)
    page = get(ORDER).content.decode()
    for words in [
        "Executive Order 19901", "Lamps and Stairs", "June 1, 2030", "Barack Obama", "95 FR 707", "Revoked",
        "Not an official edition", "There is no official edition of a specimen",
        "Federal Register (XML), read January 5, 2026",
    ]:  # fmt: skip
        assert words in page, words
    assert "eo-19901.xml" not in page  # a name on the machine that imported it


def test_a_real_document_leads_to_the_official_text(get) -> None:
    Document.objects.filter(address=MEMORANDUM).update(title="Plan To Restore the Tidal Lighthouses")
    page = get(MEMORANDUM).content.decode()
    assert 'href="https://www.govinfo.gov/link/fr/96/9125"' in page
    assert 'href="https://www.govinfo.gov/specimen.pdf"' in page


def test_what_is_printed_around_the_text_is_not_lost(get) -> None:
    Revision.objects.filter(document__address=ORDER).update(
        dropped=[
            {"text": "THE WHITE HOUSE, <June>", "role": "place", "before": 3},
            {"text": "x.eps", "role": "picture"},
        ]
    )
    page = get(ORDER).content.decode()
    assert "THE WHITE HOUSE, &lt;June&gt;" in page and "x.eps" not in page


def test_sources_that_disagree_are_named(get) -> None:
    """By publisher and form; the names of files stay on the machine."""
    trusted = "eo-19901.xml is trusted before a list.csv#1."
    Document.objects.filter(address=ORDER).update(
        disagreements=[
            {"field": "register", "used": "95 FR 707", "other": "95 FR 705", "reason": trusted},
            {"field": "signed", "used": "2030-06-01", "other": "2029-06-01", "reason": "The year is misprinted."},
        ]
    )
    page = get(ORDER).content.decode()
    assert "95 FR 707 is used, not 95 FR 705. Federal Register (XML) is trusted before another source." in page
    assert "June 1, 2030 is used, not June 1, 2029. The year is misprinted." in page


def test_one_publisher_is_named_once_a_day(get) -> None:
    document = Document.objects.get(address=ORDER)
    assert document.current
    composed.add_edition(document, document.current, "again.html").delete()
    edition = composed.add_edition(document, document.current, "19901.html")
    edition.format = "fr-html"
    edition.save()
    page = get(ORDER).content.decode()
    assert "Federal Register (XML, HTML), read January 5, 2026" in page


def test_standing_and_citing_are_told_where_nothing_is_known(get) -> None:
    page = " ".join(get(f"{MEMORANDUM}/sec-2/iii/D").content.decode().split())
    assert "revokes, supersedes or amends it. No document here cites Sec. 2(iii)(D), and none the document." in page


def test_ancestors_have_a_short_form(get) -> None:
    """First and last words always; the middle only where there is room."""
    document = Document.objects.get(address=PROCLAMATION)
    words = [f"word{number}" for number in range(40)]
    rows: list[composed.Row] = [
        (0, "sec-1", "section", "Sec. 1.", "", " ".join(words), False),
        (1, "sec-1/a", "labelled", "(a)", "", "the lamps.", False),
    ]
    composed.add_revision(document, rows, 2, served=False)
    page = get(f"{PROCLAMATION}/sec-1/a").content.decode()
    gap = '<span class="gap" aria-hidden="true">…</span><span class="middle">word9 '
    assert f"word8 {gap}" in page and "word30</span> word31 word32" in page


def test_every_provision_has_its_path_as_fragment(get) -> None:
    page = get(ORDER).content.decode()
    assert re.findall(r' id="((?!_)[^"]+)"', page) == [row[1] for row in ORDER_ROWS]


def test_every_printed_label_is_a_link_to_its_address(get) -> None:
    page = get(ORDER).content.decode()
    for _, path, kind, label, *_ in ORDER_ROWS:
        if label and kind != "row":
            assert re.search(
                rf'<a class="n" href="{re.escape(ORDER)}/{re.escape(path)}"[^>]*>{re.escape(label)}<', page
            )


def test_unlabelled_paragraphs_have_a_mark_to_link(get) -> None:
    assert f'<a class="n para" href="{PROCLAMATION}/p1" title="unlabelled paragraph 1"' in (
        get(PROCLAMATION).content.decode()
    )


def test_a_counted_paragraph_offers_a_pinned_link(get) -> None:
    """A paragraph added before it would shift its number; a printed label stays."""
    held = StoredProvision.objects.get(revision__document__address=PROCLAMATION, path="p1")
    page = get(PROCLAMATION).content.decode()
    assert f'title="unlabelled paragraph 1" data-pin="{held.hash}">¶</a>' in page
    assert page.count("data-pin") == 3


def test_a_heading_that_runs_in_is_set_apart(get) -> None:
    assert '<i class="hd">Draft Plan.</i> The Plan shall include:' in get(MEMORANDUM).content.decode()


def test_text_is_escaped(get) -> None:
    page = get(MEMORANDUM).content.decode()
    assert "keepers &amp; partners &lt;in each harbor&gt;" in page and "<in each" not in page


def test_a_table_is_a_table_with_header_cells(get) -> None:
    page = get(ORDER).content.decode()
    assert '<th scope="col">Harbor</th><th scope="col">Lamps</th>' in page
    assert '<td>Pelican Key</td><td class="num">11</td>' in page


def test_a_list_run_into_a_paragraph_stays_in_it(get) -> None:
    page = get(MEMORANDUM).content.decode()
    run = re.search(r"<p>[^<]*The Council shall:.*?</p>", page, re.DOTALL)
    assert run and all(f'id="sec-3/{letter}"' in run[0] for letter in "abc")


def test_a_doubtful_place_says_why(get) -> None:
    assert 'title="(ii) is missing before it."' in get(MEMORANDUM).content.decode()
    assert "(ii) is missing before it." in get(f"{MEMORANDUM}/sec-2/iii").content.decode()


def test_the_provision_page_opens_at_the_provision(get) -> None:
    response = get(f"{MEMORANDUM}/sec-2/iii/D")
    page = response.content.decode()
    assert "<title>Sec. 2(iii)(D), SPECIMEN: Plan To Restore the Tidal Lighthouses · " in page
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{MEMORANDUM}/sec-2/iii/D">' in page
    assert '<meta name="description" content="(D) the naming of new keepers' in page
    context = page[page.index('class="context"') : page.index("parts") if "parts" in page else len(page)]
    above, marked = context.index("Draft Plan"), context.index('class="pv labelled marked"')
    assert context.index("Guidance goes through") < above < marked
    assert page.count("marked") == 2  # in its context above, and in the whole text
    assert 'id="sec-2/iii/D" aria-current="location"' in page
    assert 'aria-label="Copy link to section 2, subsection (iii), paragraph (D)"' in page


def test_the_provision_page_speaks_to_machines(get) -> None:
    page = get(f"{MEMORANDUM}/sec-2/iii/D").content.decode()
    blocks = [json.loads(b) for b in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]
    law = next(block for block in blocks if block["@type"] == "Legislation")
    assert law["@id"].endswith("/sec-2/iii/D") and law["isPartOf"]["legislationDate"] == "2031-03-04"
    assert "NSPM-93" in law["isPartOf"]["legislationIdentifier"]
    crumbs = next(block for block in blocks if block["@type"] == "BreadcrumbList")
    assert [step["name"] for step in crumbs["itemListElement"]][-3:] == ["Sec. 2.", "(iii)", "(D)"]
    assert '<meta property="og:title" content="Sec. 2(iii)(D), ' in page


def test_a_pinned_link_says_the_words_are_unchanged(get) -> None:
    held = StoredProvision.objects.get(path="sec-2/iii/D")
    assert "Unchanged since cited" in get(f"{MEMORANDUM}/sec-2/iii/D?h={held.hash}").content.decode()


def test_a_pin_of_words_nobody_knows_says_so(get) -> None:
    assert "Not the words cited" in get(f"{MEMORANDUM}/sec-2/iii/D?h=v1.aaaaaaaaaaaaaaaa").content.decode()


@pytest.fixture
def reworded(archive: object) -> Document:
    """The order with a second revision: (b) reworded, (a)(2) gone."""
    document = Document.objects.get(address=ORDER)
    rows = [row for row in ORDER_ROWS if row[1] != "sec-1.1/a/2"]
    rows = [(*row[:5], "their sworn apprentices.", row[6]) if row[1] == "sec-1.1/b" else row for row in rows]
    revision = composed.add_revision(document, rows, 2, served=False)
    composed.add_edition(document, revision, "later.xml")
    gone = AddressHistory.objects.get(document=document, path="sec-1.1/a/2")
    gone.until, gone.last_words, gone.reason = NOW + timedelta(1), "with two witnesses; and", "Not in the later text."
    gone.save()
    return document


def test_a_pinned_link_shows_what_changed(get, reworded: Document) -> None:
    first = StoredProvision.objects.get(path="sec-1.1/b", revision__number=1, revision__document=reworded)
    page = get(f"{ORDER}/sec-1.1/b?h={first.hash}").content.decode()
    assert "Changed since cited" in page and "<ins>sworn</ins>" in page


def test_words_that_are_gone_answer_410_with_the_words(get, reworded: Document) -> None:
    response = get(f"{ORDER}/sec-1.1/a/2")
    page = response.content.decode()
    assert response.status_code == 410
    assert "with two witnesses; and" in page and "Not in the later text." in page and f"{ORDER}/@1" in page
    problem = get(f"{ORDER}/sec-1.1/a/2.json")
    assert problem.status_code == 410 and problem.json()["moved"]["last_words"] == "with two witnesses; and"


def test_an_old_revision_is_still_read(get, reworded: Document) -> None:
    page = get(f"{ORDER}/@1/sec-1.1/a/2").content.decode()
    assert "This is revision 1 of the text, not the present one" in page
    assert f'href="{ORDER}/@1/sec-1.1/a/1"' in page  # its labels stay in the revision
    assert get(f"{ORDER}/@3").status_code == 404


def test_words_that_moved_lead_on(get) -> None:
    document = Document.objects.get(address=ORDER)
    first = document.revisions.get()
    AddressHistory.objects.create(
        document=document, path="sec-1.1/c", hash="v1.x", revision=first, since=NOW, until=NOW, moved_to="sec-1.1/b"
    )
    assert location(get(f"{ORDER}/sec-1.1/c")) == (301, f"{ORDER}/sec-1.1/b")
    assert '<span class="former" id="sec-1.1/c"></span>' in get(ORDER).content.decode()


def test_an_address_held_by_other_words_says_so(get) -> None:
    document = Document.objects.get(address=PROCLAMATION)
    moved = StoredProvision.objects.get(revision=document.current_id, path="p2")
    AddressHistory.objects.create(
        document=document, path="p1", hash=moved.hash, revision_id=document.current_id,
        since=NOW - timedelta(9), until=NOW - timedelta(1), moved_to="p2",
    )  # fmt: skip
    page = get(f"{PROCLAMATION}/p1").content.decode()
    assert "Until January 4, 2026 this address had other words" in page and f'href="{PROCLAMATION}/p2"' in page
    assert location(get(f"{PROCLAMATION}/p1?h={moved.hash}"))[0] == 302
    assert get(f"{PROCLAMATION}/p1.json").json()["moved"]["path"] == "p2"


@pytest.mark.parametrize(
    ("day", "goal"),
    [
        ("2031-01-01", (302, f"{ORDER}/@1/sec-1.1")),  # after it was published
        ("2029-01-01", (302, f"{ORDER}/@1/sec-1.1?before=1")),  # before: the first, with a notice
        ("tomorrow", (404, "")),
        ("2031-02-30", (404, "")),
    ],
)
def test_on_a_day(get, day: str, goal: tuple[int, str]) -> None:
    assert location(get(f"{ORDER}/sec-1.1?on={day}")) == goal


@pytest.mark.parametrize(
    ("asked", "offers"),
    [
        (f"{ORDER}/sec-1.1/z/9", [f"{ORDER}/sec-1.1", f"{ORDER}/sec-1.1/a", ORDER]),  # the nearest place, what is there
        (f"{ORDER}/sec-99", [ORDER]),
        ("/memorandum/2031-03-04/nothing-like-it", [MEMORANDUM]),
        ("/eo/99999", ["/documents/"]),
        ("/no/such/thing", ["/documents/"]),
        ("/fr/1/99999999999999999999", ["/documents/"]),  # a page no column can hold
        (f"{ORDER}/sec-1.1%00", ["/documents/"]),  # a character no database takes
        (f"{ORDER}/@77", [ORDER, f"{ORDER}/history"]),
        (f"{ORDER}/compare/1..9", [f"{ORDER}/history"]),
    ],
)
def test_a_404_leads_on(get, asked: str, offers: list[str]) -> None:
    response = get(asked)
    page = response.content.decode()
    assert response.status_code == 404
    assert 'name="q"' in page
    for address in offers:
        assert f'href="{address}"' in page, address


def test_history_and_comparison(get, reworded: Document) -> None:
    page = get(f"{ORDER}/history").content.decode()
    assert "Revision 2" in page and f"{ORDER}/compare/1..2" in page and "later.xml" not in page
    compared = get(f"{ORDER}/compare/1..2").content.decode()
    assert "<ins>sworn</ins>" in compared and "<del>with two witnesses; and</del>" in compared


def test_an_unchanged_page_is_not_sent_again(get) -> None:
    first = get(ORDER)
    assert "max-age=300" in first.headers["Cache-Control"]
    again = get(ORDER, if_none_match=first.headers["ETag"])
    assert again.status_code == 304 and not again.content
    assert get(ORDER, if_none_match='"other"').status_code == 200


def test_writing_is_refused(client: Client) -> None:
    assert client.post(ORDER).status_code == 405


def test_specimens_say_so(get) -> None:
    Document.objects.update(specimen=True)
    for address in (ORDER, f"{ORDER}/sec-1.1", "/"):
        assert "<strong>SPECIMEN</strong>" in get(address).content.decode()


def test_a_document_without_text_is_still_a_page(get) -> None:
    Document.objects.create(kind="notice", address="/notice/undated/nothing", title="Nothing")
    response = get("/notice/undated/nothing")
    assert response.status_code == 200 and "The archive has no text of this document" in response.content.decode()
    assert get("/notice/undated/nothing.json").json()["provisions"] == []
