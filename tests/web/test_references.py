"""What documents cite and do to each other, on their pages and in their JSON."""

from __future__ import annotations

import re
from types import ModuleType
from xml.etree import ElementTree

import pytest
from django.test import Client

from eo_browser.archive.references import relate
from eo_browser.law.model.texts import FlatProvision
from eo_browser.models import Document, Relation
from eo_browser.web.documents.body import body_html
from eo_browser.web.documents.graph import panel_svg
from eo_browser.web.objects.citator import DocumentRelation, LinkSpan, OtherDocument, RelationClaim
from tests.web.archive import Row, add_document

LATER: list[Row] = [
    (0, "sec-1", "section", "Section 1.", "Policy.", "Policy. As section 1.1(a) of Executive Order 19901 says.", False),
    (1, "sec-1/a", "labelled", "(a)", "", "See section 1 of this order and 50 U.S.C. 1701.", False),
    (0, "sec-2", "section", "Sec. 2.", "", "Executive Order 19901 of June 1, 2030, is hereby revoked.", False),
]

REPEALS: Row = (0, "sec-1", "section", "Section 1.", "", "Executive Order 19902 is hereby revoked.", False)


@pytest.fixture
def later(archive: ModuleType) -> str:
    """An order that revokes one of the archive and cites a provision of it; its own number is not in the lists."""
    add_document("/eo/19902", LATER, kind="executive-order", number="19902", title="SPECIMEN: <Later> & Last")
    relate()
    return "/eo/19902"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_references_in_the_text_are_links(client: Client, later: str) -> None:
    shown = page(client, later)
    assert 'href="/eo/19901/sec-1.1/a"' in shown
    assert ">section 1.1(a) of Executive Order 19901</a>" in shown
    assert f'href="{later}/sec-1"' in shown
    assert 'href="https://www.govinfo.gov/link/uscode/50/1701"' in shown


def test_the_status_names_who_did_it_and_where(client: Client, later: str) -> None:
    shown = page(client, "/eo/19901")
    assert 'Revoked by <a href="/eo/19902">Executive Order 19902</a>' in shown
    assert '<a href="/eo/19902/sec-2">Sec. 2</a>' in shown


def test_a_provision_says_above_its_words_who_revoked_its_document(client: Client, later: str) -> None:
    head, _ = page(client, "/eo/19901/sec-2.1").split('<div class="context" id="_text" tabindex="-1">')
    assert 'Revoked by <a href="/eo/19902">Executive Order 19902</a>' in head


def test_a_document_is_cited_by_those_that_name_it(client: Client, later: str) -> None:
    shown = page(client, "/eo/19901")
    assert "Cited by 1 document" in shown
    assert 'href="/eo/19902/sec-1"' in shown


def test_a_provision_is_cited_by_those_that_name_it(client: Client, later: str) -> None:
    assert "Cited by 1 document" in page(client, "/eo/19901/sec-1.1/a")
    assert "Cited by" not in page(client, "/eo/19901/sec-2.1")


def test_data_carries_the_web(client: Client, later: str) -> None:
    found = client.get("/eo/19901.json").json()
    assert [one["address"] for one in found["cited_by"]] == ["/eo/19902"]
    revoked = [one for one in found["relations"] if one["verb"] == "revokes" and one["document"]["address"]]
    assert [(one["label"], one["document"]["address"]) for one in revoked] == [("Revoked by", "/eo/19902")]
    assert {claim["source"] for claim in revoked[0]["claims"]} == {"own-words", "federal-register"}
    assert client.get("/eo/19902/sec-1.json").json()["cites"][0]["address"] == "/eo/19901"


def test_sources_that_disagree_are_shown(client: Client, later: str) -> None:
    Relation.objects.filter(source="federal-register").update(in_part=True)
    assert "The sources disagree." in page(client, "/eo/19901")


def test_a_long_list_leads_to_all(client: Client, archive: ModuleType) -> None:
    for number in range(29001, 29016):
        rows: list[Row] = [(0, "p1", "unlabelled", "", "", "As Executive Order 19901 says.", False)]
        add_document(f"/eo/{number}", rows, kind="executive-order", number=str(number), title="SPECIMEN")
    relate()
    shown = page(client, "/eo/19901")
    assert "Cited by 15 documents" in shown
    assert 'href="/eo/19901?references=all#_cited-by"' in shown
    assert len(re.findall(r"/eo/290\d\d/p1", shown)) == 12
    assert len(re.findall(r"/eo/290\d\d/p1", page(client, "/eo/19901?references=all"))) == 15


def test_questions_to_the_database_do_not_grow_with_the_references(
    client: Client, later: str, django_assert_max_num_queries: object
) -> None:
    page(client, later)  # what is read once a process
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        page(client, later)
    assert Document.objects.count() == 5


def test_links_and_words_are_escaped() -> None:
    line = FlatProvision("p1", 0, "unlabelled", "", "", "a <b> & c", hash="v1.x")
    shown = body_html([line], "/eo/1", spans={"p1": [LinkSpan(2, 5, "/eo/2?a=1&b=2", 'a "title"')]})
    assert 'a <a class="ref" href="/eo/2?a=1&amp;b=2" title="a &quot;title&quot;">&lt;b&gt;</a> &amp; c' in shown


def svgs(drawn: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<div>{drawn}</div>"))


REVOKED = DocumentRelation(
    "revokes", True, OtherDocument("Order <2> & more", "/eo/2", "Lamps"), "", (RelationClaim("own-words", False),)
)
AMENDS = DocumentRelation("amends", False, OtherDocument("Order 3"), "", (RelationClaim("own-words", False),))


def test_the_drawing_is_well_formed_in_columns_and_as_a_stack() -> None:
    columns, stack = svgs(panel_svg("Order 1", [REVOKED, AMENDS]))
    for drawn in (columns, stack):
        assert drawn.get("aria-label") == "Relations of Order 1, drawn"
        (link,) = drawn.iter("a")
        assert (link.get("href"), link.get("aria-label")) == ("/eo/2", "Order <2> & more, Lamps")
        assert {"Revoked by", "Amends"} <= {text.text for text in drawn.iter("text")}
        assert len([path for path in drawn.iter("path") if path.get("marker-end")]) >= 1


def test_a_side_without_relations_takes_no_room() -> None:
    both, one = (svgs(panel_svg("Order 1", relations))[0] for relations in ([REVOKED, AMENDS], [AMENDS]))
    assert int(one.get("width", "0")) < int(both.get("width", "0"))
    assert min(float(rect.get("x", "0")) for rect in one.iter("rect")) < 20


def test_nothing_related_draws_nothing() -> None:
    assert panel_svg("Order 1", []) == ""


def test_a_selection_is_drawn_two_steps_far(client: Client, later: str) -> None:
    add_document("/eo/19903", [REPEALS], kind="executive-order", number="19903", title="SPECIMEN: Last")
    relate()
    one, two = (page(client, f"/documents/graph?address=/eo/19901&depth={depth}") for depth in (1, 2))
    assert 'href="/eo/19902"' in one and 'href="/eo/19903"' not in one
    assert 'href="/eo/19903"' in two
    assert "Executive Order 19903</a> revokes <a" in two


def test_a_drawing_says_what_it_leaves_out(client: Client, later: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eo_browser.web.documents.graph.COLUMN_AT_MOST", 0)
    shown = page(client, "/documents/graph?address=/eo/19901")
    assert "had no room in the drawing" in shown


def test_an_address_that_leads_nowhere_is_said(client: Client, archive: ModuleType) -> None:
    assert "Addresses of documents" in page(client, "/documents/graph")
    response = client.get("/documents/graph?address=/eo/1+%2F%2Fx")
    assert response.status_code == 404
    assert "There is no document at <code>/eo/1</code>" in response.content.decode()


def test_provisions_are_marked_with_who_cites_them(client: Client, later: str) -> None:
    shown = page(client, "/eo/19901")
    assert 'href="/eo/19901/sec-1.1/a#_cited-by" aria-label="Sec. 1.1(a) is cited by 1 document"' in shown


def test_acts_on_a_provision_are_shown_at_it(client: Client, archive: ModuleType) -> None:
    words = "Section 1.1(a) of Executive Order 19901 is amended by striking “rope”."
    add_document("/eo/19904", [(0, "sec-1", "section", "Section 1.", "", words, False)], kind="executive-order",
                 number="19904", title="SPECIMEN: Ropes")  # fmt: skip
    relate()
    whole, one = page(client, "/eo/19901"), page(client, "/eo/19901/sec-1.1/a")
    assert 'href="/eo/19904/sec-1" aria-label="Sec. 1.1(a) is amended by EO 19904, Sec. 1"' in whole
    assert 'Amended by <a href="/eo/19904">Executive Order 19904</a>' in one
    assert "Amended by" not in page(client, "/eo/19901/sec-2.1").split('<div class="context">')[0]


def test_what_is_not_held_is_listed_once_however_it_is_spelled(client: Client, archive: ModuleType) -> None:
    held = Document.objects.get(number="19901")
    for name in ("EO 18000, January 1, 2001", "Executive Order 18000"):
        Relation.objects.create(
            subject_name=name, subject_address="/eo/18000", verb="amends", object=held, source=name[:2], claimed_by=held
        )
    assert page(client, "/eo/19901").count("<li>Executive Order 18000 (not in this archive)") == 1
