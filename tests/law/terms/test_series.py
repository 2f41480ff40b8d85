"""Directive series: one table for citations, addresses, head lines and readers."""

from __future__ import annotations

import re

import pytest

from eo_browser.law.citations import find_citations
from eo_browser.law.citations.parts import DirectiveNumber
from eo_browser.law.model.addresses import InSeries, read_address
from eo_browser.law.terms.presidents import president_by_slug
from eo_browser.law.terms.series import SERIES, SHARED_CODE, Series, places_in_series, series_named_in, series_of_name

every_series = pytest.mark.parametrize("series", SERIES, ids=lambda series: series.code)


@every_series
def test_a_series_is_cited_by_its_code_and_by_its_name(series: Series) -> None:
    for text in (f"{series.abbreviation}-7", f"{series.name} 7"):
        parts = [part.value for citation in find_citations(f"See {text}.") for part in citation.parts]
        assert parts == [DirectiveNumber(((series.code, "7"),))], text


@every_series
def test_a_series_has_addresses(series: Series) -> None:
    assert read_address(f"/{series.code}/7/sec-1").target == InSeries(series.code, "7")


@every_series
def test_a_head_line_names_a_series(series: Series) -> None:
    assert set(places_in_series(f"{series.name.upper()}/{series.abbreviation}-7")) <= {(series.code, "7")}
    assert list(places_in_series(f"{series.name.upper()} – 7")) == [(series.code, "7")]
    assert series_named_in(f"{series.name.upper()}:") == (series.code,)


@every_series
def test_its_presidents_are_known(series: Series) -> None:
    assert all(president_by_slug(slug) for slug in series.presidents)


PLURALS = [
    ("national security memoranda", "nsm"),
    ("Presidential Policy Directives", "ppd"),
    ("National Security  Reviews", "nsr"),
    ("security memoranda", ""),  # no full name
]


@pytest.mark.parametrize(("words", "code"), PLURALS)
def test_names_in_the_plural(words: str, code: str) -> None:
    assert series_of_name(words) == code


LINES = [
    ("PRESIDENTIAL DIRECTIVE/NSC-59", [("pd", "59")]),
    ("PD 98-11", []),  # a presidential determination
    ("Presidential Directive 98-11", []),
    ("Homeland Security Presidential Directive-12", [("hspd", "12")]),  # not a place of "Presidential Directive"
    ("Space Policy Directive-3", [("spd", "3")]),
    ("Actions after the Space Policy Directive", []),
]


@pytest.mark.parametrize(("line", "places"), LINES)
def test_places_in_a_head_line(line: str, places: list[tuple[str, str]]) -> None:
    assert list(places_in_series(line)) == places


def test_codes_are_lower_case_and_distinct() -> None:
    codes = [series.code for series in SERIES]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch("[a-z]{2,12}", code) for code in codes)
    assert SHARED_CODE in codes
