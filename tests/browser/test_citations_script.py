"""Pages of others, in a real browser: the script that links citations, and the card in a frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.browser.conftest import Reader
from tests.web.archive import MEMORANDUM, ORDER

ARTICLE = """<!doctype html><meta charset="utf-8"><title>An article</title>
<script src="{site}/citations.js" defer></script>
<eo-citations id="one"><p>So says 😀 <em>National Security</em> Presidential Memorandum-93, § 2(iii)(D), and
E.O. 19901.</p>
<p>See <a href="/mine">E.O. 19901</a> and <code>E.O. 19901</code>; Executive Order 77777 is none.</p></eo-citations>
<div id="two" data-eo-citations>Executive Order 19901, section 1.1(a).</div>
<p id="three">Executive Order 19901 stays as it is.</p>
<iframe id="card" src="{site}{card}/embed" width="600" height="340" sandbox="allow-popups"></iframe>"""


@pytest.fixture
def elsewhere(site: str) -> Iterator[str]:
    """Another site with an article."""
    page = ARTICLE.format(site=site, card=f"{MEMORANDUM}/sec-2/iii/D").encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.browser
def test_citations_of_another_page_become_links(open_as: Callable[[Reader], Page], elsewhere: str, site: str) -> None:
    page = open_as(Reader())
    page.goto(elsewhere)
    page.wait_for_selector("#one[data-eo-done]:not([data-eo-done=asked])")
    page.wait_for_selector("#two[data-eo-done='1']")
    links = page.eval_on_selector_all("#one a", "all => all.map(one => [one.textContent, one.href])")
    memorandum, order = f"{site}{MEMORANDUM}/sec-2/iii/D", f"{site}{ORDER}"
    assert links == [
        ["National Security", memorandum],
        [" Presidential Memorandum-93, § 2(iii)(D)", memorandum],
        ["E.O. 19901", order],
        ["E.O. 19901", f"{elsewhere}mine"],  # its own link stays
    ]
    assert page.eval_on_selector_all("#two a", "all => all.map(one => one.href)") == [f"{order}/sec-1.1/a"]
    assert page.query_selector_all("#three a") == [] and page.query_selector_all("code a") == []
    assert page.inner_text("#one").startswith("So says 😀 National Security Presidential Memorandum-93")
    card = page.frame_locator("#card")
    assert "naming of new keepers" in card.locator(".words").inner_text()


@pytest.mark.django_db
def test_the_script_has_an_address_that_stays(client: Client) -> None:
    answer = client.get("/citations.js")
    assert answer["Content-Type"].startswith("text/javascript") and answer["Access-Control-Allow-Origin"] == "*"
    assert client.get("/citations.js", headers={"if-none-match": answer["ETag"]}).status_code == 304
