"""Answers are compressed as the client takes them, and mean the same; what a page weighs."""

from __future__ import annotations

import gzip

import brotli
import pytest
from django.test import Client

from eo_browser.web.site.compression import accepted
from tests.web.archive import MEMORANDUM, ORDER

HEADERS = [
    # Accept-Encoding, what is sent
    ("gzip, deflate, br", "br"),
    ("gzip", "gzip"),
    ("GZIP;q=0.5, br;q=0", "gzip"),  # a weight of nothing refuses
    ("br;q=0.0, gzip; q=0.000", ""),
    ("*", "br"),
    ("*;q=0", ""),
    ("gzip;q=0, *", "br"),
    ("identity", ""),
    ("", ""),
    (";;,,q=", ""),
]


@pytest.mark.parametrize(("header", "encoding"), HEADERS)
def test_what_a_client_takes(header: str, encoding: str) -> None:
    assert accepted(header) == encoding


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("address", [ORDER, f"{ORDER}.json", f"{ORDER}.txt", "/search.atom?q=lamps"])
def test_the_words_are_the_same(client: Client, address: str) -> None:
    plain = client.get(address)
    assert "Content-Encoding" not in plain and "Accept-Encoding" in plain["Vary"]
    for encoding, unpacked in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        sent = client.get(address, headers={"accept-encoding": encoding})
        assert sent["Content-Encoding"] == encoding and unpacked(sent.content) == plain.content
        assert int(sent["Content-Length"]) == len(sent.content) < len(plain.content)


@pytest.mark.usefixtures("archive")
def test_an_unchanged_page_is_not_sent_again_compressed(client: Client) -> None:
    first = client.get(ORDER, headers={"accept-encoding": "br"})
    assert first["ETag"].startswith('W/"')
    again = client.get(ORDER, headers={"accept-encoding": "br", "if-none-match": first["ETag"]})
    assert again.status_code == 304 and not again.content


@pytest.mark.usefixtures("archive")
def test_a_short_order_is_light(client: Client) -> None:
    sent = client.get(MEMORANDUM, headers={"accept-encoding": "br"})
    assert len(sent.content) < 10_000
