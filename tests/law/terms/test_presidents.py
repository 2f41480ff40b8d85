"""Who was president, and how presidents sign."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.terms.presidents import (
    PRESIDENTS,
    in_term,
    name_with_years,
    president_by_slug,
    president_on,
    president_signing,
    read_term,
)

DAYS = [
    (date(2017, 1, 19), "barack-obama"),
    (date(2017, 1, 20), "donald-trump"),  # the day of a change belongs to the one who comes
    (date(2021, 1, 20), "joe-biden"),
    (date(2025, 1, 20), "donald-trump"),  # a second term
    (date(1963, 11, 22), "lyndon-b-johnson"),
    (date(1933, 3, 4), "franklin-d-roosevelt"),
]


@pytest.mark.parametrize(("day", "slug"), DAYS)
def test_president_on_a_day(day: date, slug: str) -> None:
    found = president_on(day)
    assert found is not None
    assert found.slug == slug


def test_no_president_before_the_first_listed() -> None:
    assert president_on(date(1900, 1, 1)) is None


TERMS_OF_OFFICE = [
    # slug, day, the value of a filter, what it is called
    ("donald-trump", date(2017, 1, 28), "donald-trump-2017", "Donald Trump (2017–2021)"),
    ("donald-trump", date(2025, 3, 1), "donald-trump-2025", "Donald Trump (2025–2029)"),
    ("donald-trump", None, "donald-trump", "Donald Trump (2017–2021, 2025–2029)"),
    ("donald-trump", date(2022, 1, 1), "donald-trump", "Donald Trump (2017–2021, 2025–2029)"),  # not in office
    ("barack-obama", date(2010, 1, 1), "barack-obama", "Barack Obama (2009–2017)"),
    ("nobody-here", date(2010, 1, 1), "nobody-here", ""),
]


@pytest.mark.parametrize(("slug", "day", "value", "name"), TERMS_OF_OFFICE)
def test_terms_of_office(slug: str, day: date | None, value: str, name: str) -> None:
    assert in_term(slug, day) == value
    assert name_with_years(value) == name
    read, term = read_term(value)
    assert read == slug
    assert (term is not None) == (value != slug)


SIGNATURES = [
    ("JOSEPH R. BIDEN JR.", "joe-biden"),
    ("JOSEPH R. BIDEN, JR.", "joe-biden"),
    ("DONALD J. TRUMP", "donald-trump"),
    ("GEORGE BUSH", "george-h-w-bush"),  # the father signs without initials
    ("George W. Bush", "george-w-bush"),
    ("FRANKLIN D ROOSEVELT", "franklin-d-roosevelt"),  # a lost full stop
]


@pytest.mark.parametrize(("printed", "slug"), SIGNATURES)
def test_signature(printed: str, slug: str) -> None:
    found = president_signing(printed)
    assert found is not None
    assert found.slug == slug


def test_others_are_no_presidents() -> None:
    assert president_signing("REINCE PRIEBUS") is None


@given(st.dates(date(1933, 3, 4), date(2028, 12, 31)))
def test_every_day_has_one_president(day: date) -> None:
    assert sum(president.held_office(day) for president in PRESIDENTS) == 1


def test_terms_join_without_a_gap() -> None:
    spans = sorted(term for president in PRESIDENTS for term in president.terms)
    for (_, end), (start, _) in zip(spans, spans[1:], strict=False):
        assert end - start == timedelta(0)


def test_slugs_find_their_president() -> None:
    assert all(president_by_slug(president.slug) is president for president in PRESIDENTS)
    assert president_by_slug("nobody") is None
