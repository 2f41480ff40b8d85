"""Titles that are a number in a series of their own, and where texts cite them."""

from __future__ import annotations

import pytest

from eo_browser.law.citations.titles import numbered_title, numbered_titles_cited


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Lamp Regulation No. 3(a)", "lamp regulation 3(a)"),
        # Spaces, the plural and the apostrophe differ from print to print; a subject may follow.
        ("Lamps' Regulations No. 3 (a): Payments for Oil", "lamp regulation 3(a)"),
        ("Lamp Regulation No 12", "lamp regulation 12"),
        # A number that is the document's own or another's, and words behind the number.
        ("Amendment of Executive Order No. 12", ""),
        ("Executive Order No. 12", ""),
        ("Lamp Regulation No. 3 as Amended", ""),
        ("Regulations for Lamps", ""),
    ],
)
def test_a_title_may_be_a_number_in_a_series(title: str, key: str) -> None:
    assert numbered_title(title) == key


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lamp Regulation No. 3 (a) is hereby amended", "Lamp Regulation No. 3 (a)"),
        ("That Lamp Regulation No. 3(a) be amended", "Lamp Regulation No. 3(a)"),
        ("paragraph I of Lamp Regulation No. 4", ""),
        ("Executive Order No. 3(a)", ""),
    ],
)
def test_titles_are_found_where_they_are_cited(text: str, found: str) -> None:
    cited = {key: text[start:end] for start, end, key in numbered_titles_cited(text)}
    assert cited.get("lamp regulation 3(a)", "") == found
