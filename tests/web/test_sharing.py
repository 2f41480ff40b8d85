"""What pages of others show: pictures, badges, cards, oEmbed, JSON-LD, tags; read by consumers that are not ours."""

from __future__ import annotations

import json
import re
import struct
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

import extruct
import pytest
from django.test import Client
from lxml import etree
from micawber.providers import Provider
from pytest_django.live_server_helper import LiveServer

from eo_browser.archive.references import relate
from eo_browser.web.sharing import card as cards
from eo_browser.web.sharing.card import Card, card_png, card_svg
from eo_browser.web.sharing.lettering import BOLD, width, wrapped
from tests.archive.amended_order import AMENDED, STATE, build_amended
from tests.web.archive import MEMORANDUM, ORDER, PROCLAMATION, add_document

SITE = "http://127.0.0.1:8000"
PROVISION = f"{MEMORANDUM}/sec-2/iii/D"


@pytest.fixture(autouse=True)
def documents(archive: ModuleType, settings: Any, tmp_path: Path) -> None:
    """The small archive, an order that another amends, and an order that revokes another; pictures are kept apart."""
    settings.DATA_DIR = tmp_path
    build_amended()
    words = "Executive Order 19901 is hereby revoked. Section 3 of Executive Order 29101 is revoked."
    add_document("/eo/29200", [(0, "sec-1", "section", "Section 1.", "", words, False)], kind="executive-order",
                 number="29200", title="SPECIMEN: Ending", order_key="0029200")  # fmt: skip
    relate()


def data_of(client: Client, address: str) -> Any:
    """What extruct finds in a page."""
    page = client.get(address, headers={"accept": "text/html"})
    return extruct.extract(page.content.decode(), base_url=f"{SITE}{address}", uniform=True)


def law_of(client: Client, address: str) -> dict[str, Any]:
    """The Legislation of a page; its data block says the same as the file."""
    [law] = [one for one in data_of(client, address)["json-ld"] if one["@type"] == "Legislation"]
    assert law == json.loads(client.get(f"{address}.jsonld").content)
    return law


def test_linked_data_tells_what_a_document_does_to_others(client: Client) -> None:
    ending = law_of(client, "/eo/29200")
    assert [one["@id"] for one in ending["legislationRepeals"]] == [f"{SITE}{ORDER}", f"{SITE}{AMENDED}/sec-3"]
    assert f"{SITE}{AMENDED}" in [one["@id"] for one in law_of(client, "/eo/29102")["legislationAmends"]]
    assert law_of(client, ORDER)["legislationLegalForce"] == "https://schema.org/NotInForce"
    assert law_of(client, AMENDED)["legislationLegalForce"] == "https://schema.org/PartiallyInForce"
    assert "legislationLegalForce" not in law_of(client, PROCLAMATION)  # nothing is known against it


def test_linked_data_has_the_parts_and_the_days(client: Client) -> None:
    whole, part = law_of(client, MEMORANDUM), law_of(client, PROVISION)
    assert [one["name"] for one in whole["hasPart"]][1:] == [
        "Sec. 1. Policy", "Sec. 2. Coordination", "Sec. 3. General Provisions",
    ]  # fmt: skip
    for law in (whole, part):
        assert (law["legislationDate"], law["datePublished"]) == ("2031-03-04", "2031-03-09")
        assert client.get(urlsplit(law["image"]).path)["Content-Type"] == "image/png"
    assert part["isPartOf"]["@id"] == f"{SITE}{MEMORANDUM}" and "new keepers" in part["text"]


@pytest.mark.parametrize("address", [MEMORANDUM, PROVISION, ORDER, f"{ORDER}/@1/sec-1.1"])
def test_open_graph_has_a_picture_of_the_words(client: Client, address: str) -> None:
    [found] = data_of(client, address)["opengraph"]
    assert found["@type"] == "article" and found["og:title"] and found["og:description"]
    assert found["og:image"] == f"{SITE}{address}/card.png"
    assert found["article:published_time"] in {"2031-03-09", "2030-06-05"}
    picture = client.get(f"{address}/card.png")
    assert picture["Content-Type"] == "image/png" and picture.content.startswith(b"\x89PNG\r\n")
    sizes = struct.unpack(">II", picture.content[16:24])
    assert sizes == (int(found["og:image:width"]), int(found["og:image:height"])) == (1200, 630)
    assert client.get(f"{address}/card.png", headers={"if-none-match": picture["ETag"]}).status_code == 304


def test_a_text_as_amended_has_its_head_without_a_picture(client: Client) -> None:
    [found] = data_of(client, STATE)["opengraph"]
    assert "as amended to May 1, 2031" in found["og:title"] and "og:image" not in found
    assert law_of(client, STATE)["legislationDateVersion"] == "2031-05-01"


def test_a_picture_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    monkeypatch.setattr(cards, "card_svg", lambda card: drawn.append(card) or card_svg(card))
    shown = Card("Executive Order 1", "Words.", "Sec. 1", "Name")
    assert card_png(shown) == card_png(shown) and len(drawn) == 1
    assert card_png(Card("Executive Order 1", "Other words.", "Sec. 1", "Name")) != card_png(shown)


def test_old_pictures_make_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cards, "_KEPT", 1)
    monkeypatch.setattr(cards.resvg_py, "svg_to_bytes", lambda **_: b"picture")
    for number in range(600):
        card_png(Card("", "Words.", "", f"Name {number}"))
    assert 1 <= len(list((tmp_path / "cards").rglob("*.png"))) <= 256


PICTURED = [
    # the words, whether all of them have room
    ("", True),
    ("A lamp is lit.", True),
    ("word " * 60, True),
    ("word " * 500, False),
    ("W" * 400, False),  # one word wider than the picture
    ("naïve Ångström ﬁne \u4e16\u754c <b>&amp;\x07 \ud83d", True),  # letters the face does not have
]


@pytest.mark.parametrize(("words", "is_all"), PICTURED)
def test_any_words_are_drawn_inside_the_picture(words: str, is_all: bool) -> None:
    svg = card_svg(Card("Executive Order 1 · " + "x" * 300, words, "Sec. 1(a)", "A long name " * 20, "Revoked"))
    assert etree.fromstring(svg.encode("utf-8", "replace")).tag.endswith("svg") and "<text" not in svg
    for size, most in ((54, 4), (36, 7)):
        lines, _ = wrapped(words, size, 1056, most)
        assert len(lines) <= most
        assert all(width(line, size) <= 1056 or " " not in line for line in lines)
    assert wrapped(words, 36, 1056, 7)[1] is is_all or "W" * 400 in words
    assert width("Words", 20, BOLD) > width("Words", 20) > 0


BADGES = [
    # address, what the badge says, whether it is an end
    (PROCLAMATION, ("Proc. 19850", "no change known"), False),
    (ORDER, ("EO 19901", "revoked by EO 19902"), True),
    (f"{AMENDED}/sec-1", ("EO 29101, Sec. 1", "amended by EO 29102"), False),
    (f"{AMENDED}/sec-3", ("EO 29101, Sec. 3", "revoked by EO 29200"), False),
    (f"{AMENDED}/sec-2", ("EO 29101, Sec. 2", "no change known"), False),
]


@pytest.mark.parametrize(("address", "said", "is_end"), BADGES)
def test_a_badge_tells_the_standing_in_honest_words(
    client: Client, address: str, said: tuple[str, str], is_end: bool
) -> None:
    answer = client.get(f"{address}/status.svg")
    assert answer["Content-Type"].startswith("image/svg+xml") and "style-src 'unsafe-inline'" in answer.headers[
        "Content-Security-Policy"
    ]  # fmt: skip
    badge = etree.fromstring(answer.content)
    assert tuple(badge.xpath("//*[local-name()='text']/text()")) == said
    assert badge.get("aria-label") == ": ".join(said) and badge.get("role") == "img"
    assert badge.xpath("//*[local-name()='title']/text()")[0].endswith(".")
    assert (b'class="off"' in answer.content) is is_end
    assert b"prefers-color-scheme:dark" in answer.content and b"in force" not in answer.content


def test_a_new_relation_changes_the_badge(client: Client) -> None:
    before = client.get(f"{PROCLAMATION}/status.svg")
    words = "Proclamation 19850 is hereby revoked."
    add_document(
        "/eo/29300", [(0, "sec-1", "section", "Section 1.", "", words, False)], kind="executive-order",
        number="29300", title="SPECIMEN: Later", order_key="0029300",
    )  # fmt: skip
    relate()
    after = client.get(f"{PROCLAMATION}/status.svg", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200 and b"revoked by EO 29300" in after.content


class Tags(HTMLParser):
    """The tags of a page and the addresses they load from."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)


def test_a_card_is_a_page_without_a_script_that_any_page_may_frame(client: Client) -> None:
    answer = client.get(f"{PROVISION}/embed")
    assert '<link rel="icon" href="/static/icon' in answer.content.decode()  # else browsers ask for /favicon.ico
    page = answer.content.decode()
    assert "script" not in Tags(page).names and "X-Frame-Options" not in answer.headers
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "naming of new keepers &amp; partners &lt;in each harbor&gt;" in page and "SPECIMEN" in page
    assert "No document here" in page and f'href="{SITE}{PROVISION}"' in page
    assert "frame-ancestors 'none'" in client.get(PROVISION)["Content-Security-Policy"]  # every other page
    assert client.get(f"{ORDER}/embed").content.decode().count('class="state off"') >= 1


def test_an_oembed_consumer_gets_the_card(live_server: LiveServer, settings: Any) -> None:
    settings.SITE_URL = live_server.url
    found = Provider(f"{live_server.url}/oembed").request(f"{live_server.url}{PROVISION}", maxwidth=400)
    assert (found["type"], found["version"], found["width"]) == ("rich", "1.0", 400)
    assert f'src="{live_server.url}{PROVISION}/embed"' in found["html"] and "<script" not in found["html"]
    assert {"thumbnail_url", "thumbnail_width", "thumbnail_height"} <= found.keys()


OEMBED = [
    # query, status
    (f"url={SITE}{PROVISION}&format=json", 200),
    (f"url={SITE}{ORDER}&maxwidth=50&maxheight=9999", 200),
    (f"url={SITE}/memorandum/2031-03-04/lighthouses-1/sec-2/iii/d", 200),  # an old address, in another case
    (f"url={SITE}{PROVISION}&format=", 200),
    (f"url={SITE}{PROVISION}&format=xml", 501),
    (f"url={SITE}/eo/77777", 404),
    (f"url={SITE}{ORDER}/sec-99", 404),
    (f"url={SITE}/about/", 404),
    ("url=https://example.org/eo/19901", 404),
    ("url=http://[", 404),
    ("", 400),
    (f"url={SITE}{ORDER}&maxwidth=wide", 400),
    (f"url={SITE}{ORDER}&maxheight=-1", 400),
]


@pytest.mark.parametrize(("query", "status"), OEMBED)
def test_oembed_answers_or_refuses(client: Client, query: str, status: int) -> None:
    answer = client.get(f"/oembed?{query}")
    assert answer.status_code == status
    if status == 200:
        assert 200 <= answer.json()["width"] <= 600 and 200 <= answer.json()["height"] <= 340
    else:
        assert answer["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize("address", [MEMORANDUM, PROVISION, ORDER, f"{STATE}/sec-4"])
def test_a_page_names_its_oembed_and_its_feed(client: Client, address: str) -> None:
    page = etree.HTML(client.get(address).content)
    for kind in ("application/json+oembed", "application/atom+xml"):
        links = page.xpath(f"//link[@rel='alternate'][@type='{kind}']/@href")
        assert links or kind == "application/json+oembed" and "@" in address
        for link in links:
            assert client.get(link.removeprefix(SITE)).status_code == 200


def imported(client: Client, address: str) -> list[dict[str, str]]:
    """The items that Zotero's translator “Embedded Metadata” makes of a page, by the rules it publishes.

    Every tag whose prefix (up to the first of “.:_”) is a vocabulary it knows is a fact of the one item; tags of
    Highwire (“citation_…”) overwrite them. Without a creator it takes what follows “by” in the elements of the class
    “byline” or “vcard” for the author; the address is the page's own. COinS are items of their own.
    """
    page = etree.HTML(client.get(address).content)
    tags = [(one.get("name") or one.get("property") or "", one.get("content")) for one in page.xpath("//head/meta")]
    item: dict[str, str] = {"url": page.xpath("//link[@rel='canonical']/@href")[0]}
    for name, content in tags:
        prefix, fact = (re.split("[.:_]", name, maxsplit=1) + [""])[:2]
        if prefix.lower() in {"z", "dc", "dcterms", "prism", "bib", "bibo", "eprint", "eprints", "citation"}:
            assert fact not in item, f"{name} is given twice"
            item[fact] = content or ""
    named = " ".join(f"contains(concat(' ', @class, ' '), ' {one} ') or" for one in ("byline", "bylines", "vcard"))
    for one in page.xpath(f"//*[{named} false()]"):
        item["creator"] = "".join(one.itertext()).rpartition("by ")[2]
    return [item, *({"itemType": "COinS"} for _ in page.xpath("//*[@class='Z3988']"))]


FEDERAL_REGISTER = {"itemType": "statute", "language": "en", "code": "Federal Register"}
ZOTERO = [
    # address, the item: title, number, date, code, pages, address; a pinpoint is part of the title, an order has no
    # author; the kind of document is in the field “extra”, which styles read
    (PROVISION, {
        "title": "SPECIMEN: Plan To Restore the Tidal Lighthouses, § 2(iii)(D)", "date": "2031-03-04",
        "codeNumber": "96", "pages": "9125-9126", "extra": "type: regulation\ngenre: Presidential Memorandum",
    }),
    (ORDER, {
        "title": "SPECIMEN: Lamps and Stairs", "date": "2030-06-01", "codeNumber": "95", "pages": "707-719",
        "publicLawNumber": "19901", "extra": "type: regulation\ngenre: Executive Order",
    }),
    (f"{ORDER}/sec-1.1/a", {
        "title": "SPECIMEN: Lamps and Stairs, § 1.1(a)", "date": "2030-06-01", "codeNumber": "95",
        "pages": "707-719", "publicLawNumber": "19901", "extra": "type: regulation\ngenre: Executive Order",
    }),
]  # fmt: skip


@pytest.mark.parametrize(("address", "expected"), ZOTERO)
def test_zotero_makes_one_statute_of_a_page(client: Client, address: str, expected: dict[str, str]) -> None:
    assert imported(client, address) == [{**FEDERAL_REGISTER, "url": f"{SITE}{address}", **expected}]


@pytest.mark.parametrize("address", [STATE, f"{STATE}/sec-4"])
def test_zotero_makes_one_statute_of_a_text_as_amended(client: Client, address: str) -> None:
    [item] = imported(client, address)
    assert (item["itemType"], item["url"]) == ("statute", f"{SITE}{address}") and "creator" not in item
    assert "as amended" in item["title"]


NOT_SHARED = [
    # address, status, where it leads
    (f"{ORDER}/card", 301, f"{ORDER}/card.png"),
    (f"{ORDER}/status", 301, f"{ORDER}/status.svg"),
    (f"{ORDER}/embed.png", 301, f"{ORDER}/embed"),
    (f"{ORDER}/sec-99/card.png", 404, ""),
    (f"{STATE}/card.png", 404, ""),
    (f"{ORDER}.png", 404, ""),
    ("/eo/77777/status.svg", 404, ""),
]


@pytest.mark.parametrize(("address", "status", "goal"), NOT_SHARED)
def test_other_forms_lead_on(client: Client, address: str, status: int, goal: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.get("Location", "")) == (status, goal)
