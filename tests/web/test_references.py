"""What documents cite and do to each other, on their pages and in their JSON."""

from __future__ import annotations

import re
from types import ModuleType
from xml.etree import ElementTree

import pytest
from django.test import Client

from eo_browser.models import Document, Relation
from eo_browser.relating import relate
from eo_browser.web.body import Line, Span, body_html
from eo_browser.web.graph import graph_svg
from eo_browser.web.references import Claim, Other, Tie

from .archive import Row, add_document

LATER: list[Row] = [
    (0, "sec-1", "section", "Section 1.", "Policy.", "Policy. As section 1.1(a) of Executive Order 19901 says.", False),
    (1, "sec-1/a", "labelled", "(a)", "", "See section 1 of this order and 50 U.S.C. 1701.", False),
    (0, "sec-2", "section", "Sec. 2.", "", "Executive Order 19901 of June 1, 2030, is hereby revoked.", False),
]


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
    assert 'revoked by <a href="/eo/19902">Executive Order 19902</a>' in shown
    assert '<a href="/eo/19902/sec-2">Sec. 2</a>' in shown


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
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        page(client, later)
    assert Document.objects.count() == 5


def test_links_and_words_are_escaped() -> None:
    line = Line(0, "p1", "unlabelled", "", "", "a <b> & c", False, (), "v1.x")
    shown = body_html([line], "/eo/1", spans={"p1": [Span(2, 5, "/eo/2?a=1&b=2", 'a "title"')]})
    assert 'a <a class="ref" href="/eo/2?a=1&amp;b=2" title="a &quot;title&quot;">&lt;b&gt;</a> &amp; c' in shown


def test_the_drawing_is_well_formed_and_says_what_it_shows() -> None:
    tie = Tie("revokes", True, Other("Order <2> & more", "/eo/2"), "", (Claim("own-words", False),))
    drawn = ElementTree.fromstring(graph_svg("Order 1", [tie]))
    assert "Order 1: Revoked by Order <2> & more." in [element.text for element in drawn]
    assert len([element for element in drawn if element.tag.endswith("line")]) == 1


def test_nothing_related_draws_nothing() -> None:
    assert graph_svg("Order 1", []) == ""
