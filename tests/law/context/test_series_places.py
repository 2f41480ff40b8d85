"""Places in directive series that only other documents tell of."""

from __future__ import annotations

from datetime import date

import pytest

from eo_browser.law.context.series_places import Candidate, Naming, namings, places_found
from eo_browser.law.terms.series import series_named_in

DAY = date(2017, 1, 28)
FIRST = Candidate(1, date(2017, 1, 27), ("Rebuilding Forces",), unnumbered=("nspm",))
SECOND = Candidate(2, DAY, ("Organization of the Council",))
THIRD = Candidate(3, DAY, ("Plan to Defeat",), places=(("nspm", "3"),))
NAMED = Naming("nspm", "2", DAY, "Organization of the Council")


def found(*candidates: Candidate, named: tuple[Naming, ...] = ()) -> set[tuple[int, str, str]]:
    """Key, series and number of every place found."""
    return {(placed.key, placed.series, placed.number) for placed in places_found(candidates, named)}


def test_a_text_names_place_day_and_title() -> None:
    text = (
        "as in National Security Presidential Memorandum – 2 of January 28, 2017 (Organization of the Council), or any"
    )
    assert list(namings(text)) == [NAMED]


def test_a_text_that_gives_no_day_names_nothing() -> None:
    assert list(namings("under NSPM-2 (Organization of the Council)")) == []


def test_the_document_of_that_day_and_title_gets_the_place() -> None:
    assert found(SECOND, THIRD, named=(NAMED,)) == {(2, "nspm", "2")}


def test_nothing_is_given_twice_or_to_another_title() -> None:
    assert found(THIRD, named=(Naming("nspm", "3", DAY, "Plan to Defeat"),)) == set()
    assert found(SECOND, named=(Naming("nspm", "2", DAY, "Another Title"),)) == set()


def test_without_a_title_the_head_must_name_the_series() -> None:
    assert found(FIRST, named=(Naming("nspm", "1", FIRST.signed),)) == {(1, "nspm", "1")}
    assert found(SECOND, named=(Naming("nspm", "2", DAY),)) == set()


def test_the_only_number_left_goes_to_the_only_document_left() -> None:
    assert found(FIRST, SECOND, THIRD, named=(NAMED,)) == {(2, "nspm", "2"), (1, "nspm", "1")}


def test_two_numbers_left_for_one_document_stay_open() -> None:
    assert found(FIRST, THIRD) == set()


def test_another_administration_does_not_count() -> None:
    later = Candidate(4, date(2021, 2, 4), ("Other",), places=(("nspm", "2"),))
    assert found(FIRST, later) == set()


@pytest.mark.parametrize(
    ("head", "series"),
    [
        ("NATIONAL SECURITY PRESIDENTIAL MEMORANDUM", ("nspm",)),
        ("NATIONAL SECURITY PRESIDENTIAL MEMORANDUM – 3", ()),
        ("MEMORANDUM FOR THE VICE PRESIDENT", ()),
    ],
)
def test_heads_that_name_a_series_without_a_number(head: str, series: tuple[str, ...]) -> None:
    assert series_named_in(head) == series
