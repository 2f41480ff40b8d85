"""Who was president, and how presidents sign."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.terms.presidents import PRESIDENTS, president_by_slug, president_on, president_signing

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
