"""Short forms that names in titles may have."""

from __future__ import annotations

import pytest

from eo_browser.law.citations.short_forms import ShortForms

TITLES = [
    (0, "Plan to Defeat the League of Tower Keepers"),
    (1, "Establishing the Council of Public Clocks, and for Other Purposes"),
    (2, "Amending the League of Tower Keepers' Charter"),
    (3, "on small matters"),
]

# short form → the titles that have a name for it, with its words
STANDS_FOR = [
    ("ltk", [(0, ("league", "tower", "keepers")), (2, ("league", "tower", "keepers"))]),  # "of" gives no letter
    ("pdltk", [(0, ("plan", "defeat", "league", "tower", "keepers"))]),  # a small "the" does not end a name
    ("cpc", [(1, ("council", "public", "clocks"))]),
    ("tk", []),  # two letters are no short form
    ("xyz", []),
    ("", []),
]


@pytest.mark.parametrize(("short", "expected"), STANDS_FOR)
def test_defines_short_form(short: str, expected: list[tuple[int, tuple[str, ...]]]) -> None:
    assert list(ShortForms(TITLES).of(short)) == expected


def test_no_titles_have_none() -> None:
    assert list(ShortForms([]).of("ltk")) == []
