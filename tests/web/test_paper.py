"""The margins of printed pages: nothing in a title ends the string it is put into."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.web.documents.paper import page_style
from tests.web.archive import ORDER

TITLES = [
    # title, what the style sheet has for it
    ("Lamps and Stairs", '"Lamps and Stairs"'),
    ('The "Lamps" Act', '"The \\22 Lamps\\22  Act"'),
    ("</style><script>", '"\\3c /style\\3e \\3c script\\3e "'),
    ("a \\ b", '"a \\5c  b"'),
    ("Señor Lámpara", '"Señor Lámpara"'),
]


@pytest.mark.parametrize(("title", "written"), TITLES)
def test_a_title_stays_a_string(title: str, written: str) -> None:
    assert f"@top-left{{content:{written}}}" in page_style(title, "/eo/1", "")


@given(st.text())
def test_no_text_ends_the_string(text: str) -> None:
    style = page_style(text, text, text)
    assert "<" not in style and "\n" not in style
    assert len(re.findall(r'"', style)) == 10  # of five strings


@pytest.mark.usefixtures("archive")
def test_a_page_leads_to_the_style_of_its_margins(client: Client) -> None:
    found = re.search(r'<link rel="stylesheet" media="print" href="([^"]+)">', client.get(ORDER).content.decode())
    assert found
    style = client.get(unescape(found[1]))
    assert (style.status_code, style["Content-Type"]) == (200, "text/css; charset=utf-8")
    for words in (
        "Executive Order 19901, SPECIMEN",
        f"http://127.0.0.1:8000{ORDER}",
        "text read January 5, 2026 · v1.",
    ):
        assert words in style.content.decode()
    assert client.get("/paper.css").status_code == 200
