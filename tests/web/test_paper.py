"""The margins of printed pages: nothing in a title ends the string or the element it is put into."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.web.documents.paper import page_style, style_element
from eo_browser.web.site.style_elements import allow_style

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
    assert f"@top-left{{content:{written}}}" in page_style(title, "/eo/1", "", "")


@given(st.text())
def test_no_text_ends_the_string(text: str) -> None:
    style = page_style(text, text, text, text)
    assert "<" not in style and "\n" not in style
    assert len(re.findall(r'"', style)) == 10  # of five strings


def test_the_policy_allows_this_element_alone() -> None:
    style = page_style("Lamps", "/eo/1", "", "")
    response = allow_style(HttpResponse(), style)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert response._csp_update["style-src"] == ["'self'", f"'sha256-{digest}'"]  # type: ignore[attr-defined]
    assert str(style_element(style)) == f'<style media="print">{style}</style>'
