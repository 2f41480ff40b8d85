"""Whatever is asked, the site answers: never a fault of its own, never a redirect to another host."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.archive import MEMORANDUM, ORDER

pytestmark = pytest.mark.usefixtures("archive")

PIECES = st.sampled_from(
    ["eo", "EO", "fr", "nspm", "93", "19901", "96", "9126", "memorandum", "2031-03-04", "undated", "@1", "@0",
     "sec-1.1", "a", "A", "p1", "history", "compare", "1..2", "1..1", "cite", "feed", ".json", "x.csl.json", "..", "~2",
     "%", "+", "2031-02-30", "p-14", "page-9126", "99999999999999999999", "é", "٣", "\\", "//evil.example"]
)  # fmt: skip
PATHS = st.lists(PIECES | st.text(max_size=12), max_size=6).map("/".join)
FIELDS = st.sampled_from(
    ["q", "h", "on", "kind", "year", "month", "page", "sort", "president", "series", "status", "x"]
)
QUERIES = st.dictionaries(FIELDS, st.text(max_size=20) | st.integers().map(str), max_size=4)
FAIR = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def fault(client: Client, path: str, query: dict[str, str]) -> str:
    """What is wrong with the answer; "" when nothing is."""
    response = client.get(f"{path}?{urlencode(query, errors='surrogatepass')}")
    if response.status_code >= 500:
        return f"{response.status_code} {path} {query}"
    goal = response.headers.get("Location", "/")
    return "" if goal.startswith("/") and not goal.startswith(("//", "/\\")) else f"leads away: {goal}"


def encoded(path: str) -> str:
    return quote(path.encode("utf-8", "surrogatepass"), safe="/@~.")


@FAIR
@given(PATHS, QUERIES)
def test_any_address(client: Client, path: str, query: dict[str, str]) -> None:
    assert not fault(client, "/" + encoded(path), query)


@FAIR
@given(st.sampled_from([ORDER, MEMORANDUM, f"{ORDER}/sec-1.1", f"{ORDER}/@1"]), PATHS, QUERIES)
def test_any_address_below_a_document(client: Client, base: str, path: str, query: dict[str, str]) -> None:
    assert not fault(client, f"{base}/{encoded(path)}", query)


@FAIR
@given(st.sampled_from(["/", "/documents/", "/search/", "/cite/", "/cite.json", "/about/", "/coverage/"]), QUERIES)
def test_any_query(client: Client, page: str, query: dict[str, str]) -> None:
    assert not fault(client, page, query)
