"""axe over every kind of page, light and dark, wide and narrow: nothing serious, nothing critical."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page

from eo_browser.models import Document, ImportItem, ImportRun, Listing
from tests.archive.amended_order import AMENDED, LAST, STATE, build_amended
from tests.browser.conftest import PHONE, WIDE, Reader
from tests.web.archive import MEMORANDUM, NOW, ORDER, PROCLAMATION

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/documents/",
    "/documents/?kind=memorandum&year=2031",
    MEMORANDUM,
    ORDER,
    PROCLAMATION,
    f"{MEMORANDUM}/sec-2/iii/D",
    f"{MEMORANDUM}/sec-2/iii",
    f"{ORDER}/annex/t1/r2",
    f"{ORDER}/history",
    f"{ORDER}/compare/1..1",
    f"/documents/graph?address={ORDER}&depth=2",
    "/search/?q=lamps",
    "/cite/?q=E.O.+19901,+sec.+1.1(z)",
    "/cite/?q=E.O.+99999",
    "/cite/?q=96+FR+9126",
    "/cite/?q=50+U.S.C.+1701",
    "/search/?q=zzzz",
    "/memorandum/2031-03-04",
    f"{ORDER}/sec-99",
    "/about/",
    "/coverage/",
    "/deadlines/?month=2031-04",
    f"/collection/?at={ORDER}&at={MEMORANDUM}/sec-2/iii",
    "/collection/",
    "/series/",
    "/series/nspm/",
    f"{MEMORANDUM}/sec-2/iii/history",
    f"/report/?at={MEMORANDUM}/sec-2/iii",
    f"/report/thanks/?at={MEMORANDUM}",
    "/admin/login/",
]
AMENDED_PAGES = [
    AMENDED,
    f"{AMENDED}/sec-1",
    LAST,
    f"{STATE}?marks=struck",
    f"{LAST}/sec-1",
    f"{STATE}/sec-4",
    f"{AMENDED}/compare/signed..@amended",
    f"{AMENDED}/compare/signed..@amended?view=both",
    f"{AMENDED}/history",
    f"{AMENDED}/sec-1/history",
    "/eo/29102",
    "/coverage/",
    "/emergencies/",
]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


READERS = [
    pytest.param(reader, id=name)
    for name, reader in {
        "wide-light": Reader(WIDE, "light"),
        "wide-dark": Reader(WIDE, "dark"),
        "phone-light": Reader(PHONE, "light"),
        "phone-dark": Reader(PHONE, "dark"),
        "phone-without_the_font": Reader(PHONE, own_font=False),
        "phone-Liberation": Reader(PHONE, fonts="Liberation"),
    }.items()
]


@pytest.mark.parametrize("reader", READERS)
def test_axe_finds_nothing(open_as: Callable[[Reader], Page], reader: Reader) -> None:
    page = open_as(reader)
    assert not _violations(page, PAGES, reader)


@pytest.mark.parametrize("reader", READERS[:4])
def test_axe_finds_nothing_on_a_text_as_amended(open_as: Callable[[Reader], Page], reader: Reader) -> None:
    build_amended()
    page = open_as(reader)
    assert not _violations(page, AMENDED_PAGES, reader)


DESK = [
    "", "document/", "alias/", "alias/add/", "importrun/", "importitem/", "listing/", "addresshistory/",
    "faultreport/", "storedprovision/", "proposal/", "relationdecision/", "codeprint/", "pathmend/", "inferrednumber/",
    "document/{document}/change/", "document/{document}/mend/", "document/{document}/split/", "importrun/{run}/change/",
    "listing/{listing}/import/", "document/{document}/merge/", "document/{document}/merge/?into={other}",
]  # fmt: skip


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_on_the_desk(open_as: Callable[[Reader], Page], colours: str) -> None:
    User.objects.create_superuser("editor", "editor@example.org", "lamps and stairs")
    run = ImportRun.objects.create(started=NOW, command="import_documents corpus", skipped=1)
    ImportItem.objects.create(run=run, source="x/rule.xml", outcome="skipped", reason="A rule of an agency.")
    listing = Listing.objects.create(
        source="list.csv#1", listed_by="federal-register-csv", kind="executive-order", number="19700", sha256="0" * 64
    )
    order = Document.objects.get(address=ORDER).pk
    rows = {"document": order, "run": run.pk, "listing": listing.pk, "other": MEMORANDUM}
    page = open_as(Reader(WIDE, colours))
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("lamps and stairs")
    page.get_by_role("button", name="Log in").click()
    rooms = ["/admin/", *(f"/admin/eo_browser/{room.format(**rows)}" for room in DESK if room)]
    assert not _violations(page, rooms, Reader(WIDE, colours))


def _violations(page: Page, addresses: list[str], reader: Reader) -> list[tuple[object, ...]]:
    """What axe finds on some pages; on a phone with every fold open."""
    found: list[tuple[object, ...]] = []
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None and answer.status < 500, address
        if reader.size == PHONE:
            page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        for violation in Axe().run(page, options=RULES).response["violations"]:
            nodes = [node["html"][:120] for node in violation["nodes"][:3]]
            found.append((address, violation["id"], violation["impact"], nodes))
    return found
