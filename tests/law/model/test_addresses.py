"""Addresses of documents: printed from metadata, read from URLs."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.addresses import (
    AtAddress,
    ByDocumentNumber,
    InSeries,
    NotAnAddress,
    OnDay,
    OnPage,
    document_address,
    provision_address,
    read_address,
    same_but_case,
)
from eo_browser.law.model.source import Metadata

ISIS = "/memorandum/2017-01-28/plan-to-defeat-the-islamic-state-of-iraq-and-syria"

PRINTED = [
    # a number is the address
    (Metadata(kind="executive-order", number="13526"), 1, "/eo/13526"),
    # a lettered order, whatever the case and dash of the source
    (Metadata(kind="executive-order", number="9577\u2013a"), 1, "/eo/9577-A"),
    # the later of two that hold one number
    (Metadata(kind="executive-order", number="10571"), 2, "/eo/10571~2"),
    (Metadata(kind="determination", number="2017-05"), 1, "/determination/2017-05"),
    # without a known number: day and title
    (Metadata(kind="executive-order", title="A Title", signed=date(2021, 5, 12)), 1, "/eo/2021-05-12/a-title"),
    (
        Metadata(
            kind="memorandum",
            title="Presidential Memorandum Plan to Defeat the Islamic State of Iraq and Syria",
            signed=date(2017, 1, 28),
        ),
        1,
        ISIS,
    ),
    # publication takes the place of signing, "undated" for both; equal slugs count on
    (Metadata(kind="notice", title="N", published=date(2020, 2, 3)), 2, "/notice/2020-02-03/n-2"),
    (Metadata(kind="letter", title=""), 1, "/letter/undated/untitled"),
    # a memorandum's number is no address
    (Metadata(kind="memorandum", number="2011-3", title="X", signed=date(2011, 1, 1)), 1, "/memorandum/2011-01-01/x"),
]


@pytest.mark.parametrize(("metadata", "rank", "address"), PRINTED)
def test_printed(metadata: Metadata, rank: int, address: str) -> None:
    assert document_address(metadata, rank) == address


EO = AtAddress("/eo/13526", "executive-order")
PD = AtAddress("/determination/2017-05", "determination")
PD_98 = AtAddress("/determination/98-11", "determination")
LETTER = AtAddress("/letter/undated/to-the-speaker", "letter")
LETTERED = AtAddress("/eo/9577-A", "executive-order")

READ = [
    # url, target, path, revision, action, argument, suffix, anchor, canonical
    ("/eo/13526", EO, "", 0, "", "", "", "", "/eo/13526"),
    ("/executive-order/13,526/", EO, "", 0, "", "", "", "", "/eo/13526"),
    # the suffix is split off first: this is the JSON of sec-1.4
    ("/eo/13526/sec-1.4.json", EO, "sec-1.4", 0, "", "", "json", "", None),
    ("/eo/13526.csl.json", EO, "", 0, "", "", "csl.json", "", None),
    ("/eo/13526/@1/sec-1.4/a", EO, "sec-1.4/a", 1, "", "", "", "", None),
    ("/eo/13526/@2.txt", EO, "", 2, "", "", "txt", "", None),
    ("/eo/13526/compare/1..2", EO, "", 0, "compare", "1..2", "", "", None),
    ("/eo/13526/sec-1/a/cite", EO, "sec-1/a", 0, "cite", "", "", "", None),
    ("/eo/13526/history.json", EO, "", 0, "history", "", "json", "", None),
    # labels keep their case, the rest of the address has one
    ("/EO/9577-a/sec-2/iii/D", LETTERED, "sec-2/iii/D", 0, "", "", "", "", "/eo/9577-A/sec-2/iii/D"),
    ("/eo/10571~2/p1", AtAddress("/eo/10571~2", "executive-order"), "p1", 0, "", "", "", "", None),
    ("/eo//13526/sec-1%2Fa", EO, "sec-1/a", 0, "", "", "", "", "/eo/13526/sec-1/a"),
    ("/memo/2017-01-28", OnDay("memorandum", "2017-01-28"), "", 0, "", "", "", "", "/memorandum/2017-01-28"),
    (ISIS + "/sec-2/iii/D", AtAddress(ISIS, "memorandum"), "sec-2/iii/D", 0, "", "", "", "", None),
    ("/pd/2017-05/a", PD, "a", 0, "", "", "", "", "/determination/2017-05/a"),
    ("/pd/98-11", PD_98, "", 0, "", "", "", "", "/determination/98-11"),
    ("/pd/59/p2", InSeries("pd", "59"), "p2", 0, "", "", "", "", None),  # President Carter's directives
    ("/nspm/3/sec-2/iii/D", InSeries("nspm", "3"), "sec-2/iii/D", 0, "", "", "", "", None),
    ("/fr/82/9125", OnPage(82, 9125), "", 0, "", "", "", "", None),
    ("/fr/82/9,125/p-14", OnPage(82, 9125), "", 0, "", "", "", "p-14", "/fr/82/9125/p-14"),
    ("/fr/e9-31418/page-707", ByDocumentNumber("E9-31418"), "", 0, "", "", "", "page-707", "/fr/E9-31418/page-707"),
    ("/letter/undated/to-the-speaker", LETTER, "", 0, "", "", "", "", None),
]  # fmt: skip


@pytest.mark.parametrize("row", READ)
def test_read(row: tuple[object, ...]) -> None:
    url, *expected = row
    read = read_address(str(url))
    got = [read.target, read.path, read.revision, read.action, read.argument, read.suffix, read.anchor]
    assert got == expected[:7]
    canonical = expected[7] or url
    assert (read.canonical, read.redirect) == (canonical, canonical != url)


# A reader's fragment is the same string as the path; the page's own ids begin with "_".
FRAGMENTS = [
    ("sec-2/iii/D", "sec-2/iii/D", ""),
    ("_outline", "", ""),
    ("p-14", "", "p-14"),
    ("h-2", "", "h-2"),
    ("p1", "p1", ""),
]


@pytest.mark.parametrize(("fragment", "path", "anchor"), FRAGMENTS)
def test_fragment(fragment: str, path: str, anchor: str) -> None:
    read = read_address("/eo/13526", fragment)
    assert (read.path, read.anchor) == (path, anchor)


NOT_ADDRESSES = [
    "/",
    "/eo",
    "/search/",
    "/eo/thirteen",
    "/memorandum/2017-13-40",
    "/fr/82",
    "/nspm/three",
    "/documents/x",
]


@pytest.mark.parametrize("url", NOT_ADDRESSES)
def test_not_an_address(url: str) -> None:
    target = read_address(url).target
    assert isinstance(target, NotAnAddress)
    assert target.reason


def test_case_of_a_path_is_forgiven_when_one_fits() -> None:
    held = ["sec-2/iii/D", "sec-2/iii/d", "sec-2/iii/E"]
    assert same_but_case("sec-2/iii/e", held) == ("sec-2/iii/E",)
    assert len(same_but_case("SEC-2/iii/d", held)) == 2


_label = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,4}(-[0-9]{1,3})?", fullmatch=True).filter(
    lambda s: (
        s.lower() not in {"history", "compare", "cite", "embed", "feed", "timemap"}
        and not s.lower().startswith(("p-", "page-"))
    )
)


@given(number=st.integers(1, 99999), steps=st.lists(_label, max_size=6), revision=st.integers(0, 50))
def test_what_is_printed_is_read_back(number: int, steps: list[str], revision: int) -> None:
    document = document_address(Metadata(kind="executive-order", number=str(number)))
    read = read_address(provision_address(document, "/".join(steps), revision))
    assert read.target == AtAddress(document, "executive-order")
    assert (read.path, read.revision, read.redirect) == ("/".join(steps), revision, False)


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_url_is_read_and_its_spelling_is_stable(url: str, fragment: str) -> None:
    read = read_address("/" + url, fragment)
    if read.canonical and "%" not in read.canonical:
        assert read_address(read.canonical).canonical == read.canonical


def test_a_page_of_the_register_has_no_thousand_digits() -> None:
    long = "9" * 5_000
    for address in (f"/fr/{long}/1", f"/fr/82/{long}"):
        assert isinstance(read_address(address).target, NotAnAddress)
    assert read_address("/fr/82/9,125").target == OnPage(82, 9125)
