"""Deadlines: what a provision sets, by the words it is set in, and the days they come to."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.amending.days import effective_day
from eo_browser.law.deadlines import (
    BEFORE_IT,
    COUNTED_FROM_SIGNING,
    MONTH_NAMED,
    NO_BASIS,
    NOT_PUBLISHED,
    OF_ANOTHER,
    SIGNING_NOT_KNOWN,
    WEEKDAYS_COUNTED,
    Dates,
    deadlines_of,
    read_deadlines,
)
from eo_browser.law.model.dates import long_date
from eo_browser.law.model.texts import ProvisionText

SIGNED = date(2017, 1, 28)
DATES = Dates(SIGNED, date(2017, 2, 2))

# words, sort, what the time is, day, its doubt
CASES = [
    # counted from the day of signing, in every way that is written
    ("Within 30 days of the date of this order, the keepers shall report.", "relative", "due", "2017-02-27", ""),
    ("within thirty (30) days from the date of this memorandum", "relative", "due", "2017-02-27", ""),
    ("not later than one hundred and eighty days after this order", "relative", "due", "2017-07-27", ""),
    ("no later than 45 days following the issuance of this proclamation", "relative", "due", "2017-03-14", ""),
    ("within 2 weeks of the date hereof", "relative", "due", "2017-02-11", ""),
    ("within a year of this directive", "relative", "due", "2018-01-28", ""),
    ("within 1,000 days of the date of this order", "relative", "due", "2019-10-25", ""),
    ("on the 28th day from the date on which this order is signed", "relative", "due", "2017-02-25", ""),
    ("on the thirty-fifth day after the date of this order", "relative", "due", "2017-03-04", ""),
    # as a heading prints it, and in capitals
    ("Within 30 Days of the Date of This Order", "relative", "due", "2017-02-27", ""),
    ("NOT LATER THAN MAY 1, 2017", "absolute", "due", "2017-05-01", ""),
    # a month after a day that the month does not have
    ("within 1 month of the date of this order", "relative", "due", "2017-02-28", ""),
    # business days: Saturdays and Sundays are not counted
    ("within 5 business days of the date of this order", "relative", "due", "2017-02-03", WEEKDAYS_COUNTED),
    # from publication, from a day of effect
    ("within 10 days of publication of this order in the Federal Register", "relative", "due", "2017-02-12", ""),
    ("within 10 days of the effective date of this order", "relative", "due", "2017-02-07", COUNTED_FROM_SIGNING),
    # beginnings and ends
    ("The Board shall terminate 2 years from the date of this order.", "relative", "ends", "2019-01-28", ""),
    ("The lamps are effective 7 days after the date of this order.", "relative", "begins", "2017-02-04", ""),
    (
        "It shall terminate 2 years after the date of this order unless extended by the President.",
        "relative", "ends", "2019-01-28", "The text goes on: “unless extended by the President”.",
    ),
    # days that are named
    ("The Board shall report not later than May 1, 2017.", "absolute", "due", "2017-05-01", ""),
    ("a report by November 15, 2018", "absolute", "due", "2018-11-15", ""),
    ("a rule by February 2022", "absolute", "due", "2022-02-28", MONTH_NAMED),
    ("shall hold hearings before March 3, 2018", "absolute", "due", "2018-03-03", BEFORE_IT),
    ("entered on or after 12:01 a.m. eastern daylight time on April 5, 2025", "absolute", "begins", "2025-04-05", ""),
    ("This order shall be effective January 1, 2018.", "absolute", "begins", "2018-01-01", ""),
    ("the service is continued until July 1, 2018", "absolute", "ends", "2018-07-01", ""),
    # counted from an event
    ("within 30 days of its creation", "conditional", "due", "", ""),
    ("within 15 days of submitting the report under subsection (a)", "conditional", "due", "", ""),
    ("The Board shall terminate 30 days after submitting its report.", "conditional", "ends", "", ""),
    ("at least 60 days before the date of the election", "conditional", "due", "", ""),
    ("report to the President within 90 days", "conditional", "due", "", NO_BASIS),
    # again and again
    ("and every 180 days thereafter", "recurring", "due", "", ""),
    ("not later than July 1 of each year", "recurring", "due", "", ""),
]  # fmt: skip

NONE = [
    "at least 18 years of age",  # an age
    "within the 5 years prior to his application",  # a span of the past
    "made on or before June 30, 1947",  # a day before that of signing
    "within one calendar day",  # a span
    "the Act of July 3, 2026",  # a name
    "for 3 years",  # a term
    "May 5 through May 11, 2024",  # an observance
    "every day",
]


@pytest.mark.parametrize(("words", "sort", "meaning", "day", "doubt"), CASES)
def test_a_time_is_read(words: str, sort: str, meaning: str, day: str, doubt: str) -> None:
    (found,) = read_deadlines(words, DATES)
    assert (found.sort, found.meaning) == (sort, meaning)
    assert (found.day.isoformat() if found.day else "") == day
    assert " ".join(found.doubts) == doubt
    assert words[found.start : found.end] == found.words


@pytest.mark.parametrize("words", NONE)
def test_what_is_no_deadline(words: str) -> None:
    assert read_deadlines(words, DATES) == []


def test_what_is_counted_from_keeps_its_numbers() -> None:
    words = "Within 240 days of the guidelines described in subsection 4.1(a)(ii) of this section, the Board reports."
    (found,) = read_deadlines(words, DATES)
    assert found.basis == "of the guidelines described in subsection 4.1(a)(ii) of this section"


def test_two_times_of_one_sentence() -> None:
    words = "within 90 days of the date of this order and again within 180 days of the date of this order"
    assert [one.day for one in read_deadlines(words, DATES)] == [date(2017, 4, 28), date(2017, 7, 27)]


def test_a_day_that_no_source_gives_is_a_doubt() -> None:
    unknown = Dates(None)
    for words, doubt in (
        ("within 30 days of this order", SIGNING_NOT_KNOWN),
        ("within 30 days of publication in the Federal Register", NOT_PUBLISHED),
    ):
        (found,) = read_deadlines(words, unknown)
        assert (found.sort, found.day, found.doubts) == ("relative", None, (doubt,))


def test_words_for_another_document_have_no_day_of_this_one() -> None:
    words = "within 30 days of the date of this order"
    (found,) = deadlines_of([ProvisionText("sec-1/q1/sec-4", words)], DATES)
    assert (found.path, found.day, found.doubts) == ("sec-1/q1/sec-4", None, (OF_ANOTHER,))


def test_the_day_of_effect_that_the_text_names_is_counted_from() -> None:
    text = [ProvisionText("sec-9", "This order shall be effective on March 1, 2017.")]
    assert effective_day(text) == date(2017, 3, 1)
    dates = Dates(SIGNED, None, effective_day(text))
    (found,) = read_deadlines("within 10 days of the effective date of this order", dates)
    assert (found.day, found.doubts) == (date(2017, 3, 11), ())


DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(2, 9999))
def test_days_are_counted_on_the_calendar(signed: date, count: int) -> None:
    (found,) = read_deadlines(f"within {count} days of the date of this order", Dates(signed))
    assert found.day == signed + timedelta(count)


@given(DAYS, st.integers(1, 240))
def test_months_keep_the_day_where_they_can(signed: date, count: int) -> None:
    (found,) = read_deadlines(f"within {count} months of the date of this order", Dates(signed))
    assert found.day is not None
    assert (found.day.year - signed.year) * 12 + found.day.month - signed.month == count
    assert found.day.day == min(signed.day, monthrange(found.day.year, found.day.month)[1])


@given(DAYS, st.integers(0, 40_000))
def test_a_named_day_is_read_back(signed: date, later: int) -> None:
    day = signed + timedelta(later)
    (found,) = read_deadlines(f"not later than {long_date(day)}", Dates(signed))
    assert (found.sort, found.day) == ("absolute", day)


# What a time is made of, and what ends it.
VOCABULARY = (
    *("within", "30", "thirty", "days", "of", "the", "date", "this", "order", "not", "later", "than", "May", "1,"),
    *("2017", "every", "thereafter", "a", "business", "year", "unless", ";", ".", "(", ")"),
)
WORDS = st.sampled_from(VOCABULARY)


@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=80), DAYS)
def test_any_words_are_read_in_order_without_overlap(text: str, signed: date) -> None:
    at = 0
    for found in read_deadlines(text, Dates(signed)):
        assert at <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.words
        assert found.day is None or found.sort in {"absolute", "relative"}
        at = found.end
