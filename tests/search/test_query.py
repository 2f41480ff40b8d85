"""What a person types, read: a table of forms, and texts nobody foresaw."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.search.filters import Filter, read_filter
from eo_browser.search.query import LONGEST, MOST_WORDS, SearchQuery, Word, read_query

# typed → interpreted
READ = [
    ("coalition partners", "coalition partners"),
    ('"coalition partners"', '"coalition partners"'),
    ("“coalition partners”", '"coalition partners"'),  # any quotation marks
    ('"coalition partners"~5', '"coalition partners"~5'),
    ("bells -towers", "bells -towers"),
    ('bells -"public clocks"', 'bells -"public clocks"'),
    ("clocks OR bells tower", "(clocks OR bells) tower"),  # OR binds its neighbours
    ("a1 OR b2 OR c3", "(a1 OR b2 OR c3)"),
    ("(clocks bells) OR towers", "((clocks bells) OR towers)"),
    ("clock* =clocks", "clock* =clocks"),
    ("entry-exit", '"entry exit"'),  # one word as typed, two as searched
    ("title:clocks title:'bells'", "title:clocks title:bells"),
    ('title:"public clocks"', 'title:"public clocks"'),
    ("type:EO", "type:executive-order"),
    ("type:memos", "type:memorandum"),
    ("kind:notice", "type:notice"),
    ("number:13,526", "number:13526"),
    ("published:2017-02", "published:2017-02"),
    ("series:NSPM", "series:nspm"),
    ('to:"Secretary of Bells"', 'to:"secretary of bells"'),
    ("signed:2017-01..2017-03", "signed:2017-01..2017-03"),
    ("president:obama interrogation", "president:obama interrogation"),
    ("executive order clocks", "clocks executive order"),  # kind words are only preferred
    ("who must wind the clock", "wind clock who must the"),  # and so are words without a subject
    ("what order created the lamp board", "lamp board what order created the"),  # and verbs of establishing
    ("creating", "creating"),
    ("the order", "the order"),  # unless nothing else is left
    ("foo:bar", "(foo bar)"),  # a name that is no field
    ("e.o. 13526", '"e o" 13526'),
    ("", ""),
    ("   ", ""),
    ("!!!", ""),
]

# typed → a word of the note
NOTED = [
    ('"never closed', "quotation mark"),
    ("((clocks", "bracket"),
    ("clocks)", "bracket"),
    ("OR clocks", "OR"),
    ("clocks OR", "OR"),
    ("type:poem", "type"),
    ("year:soon", "date"),
    ("status:gone", "status"),
    ("x" * (LONGEST + 1), "first"),
    (" ".join(f"word{n}" for n in range(MOST_WORDS + 1)), "first"),
]

DAYS = [
    ("2017", (date(2017, 1, 1), date(2017, 12, 31))),
    ("2017-02", (date(2017, 2, 1), date(2017, 2, 28))),
    ("2016-02", (date(2016, 2, 1), date(2016, 2, 29))),
    ("2017-01-28", (date(2017, 1, 28), date(2017, 1, 28))),
    ("2017-01..2017-03", (date(2017, 1, 1), date(2017, 3, 31))),
    ("2017..", (date(2017, 1, 1), date.max)),
    ("..2017", (date.min, date(2017, 12, 31))),
]


@pytest.mark.parametrize(("typed", "expected"), READ)
def test_reads(typed: str, expected: str) -> None:
    assert read_query(typed).interpreted == expected


@pytest.mark.parametrize(("typed", "said"), NOTED)
def test_says_what_it_could_not_read(typed: str, said: str) -> None:
    query = read_query(typed)
    assert any(said in note for note in query.notes)
    assert query.wanted  # and reads on


@pytest.mark.parametrize(("value", "span"), DAYS)
def test_days_and_ranges(value: str, span: tuple[date, date]) -> None:
    found = read_filter("signed", value)
    assert isinstance(found, Filter) and (found.first, found.last) == span


@pytest.mark.parametrize("value", ["2017-13", "2017-02-30", "..", "soon", "20170128"])
def test_what_is_no_day_is_said(value: str) -> None:
    assert isinstance(read_filter("signed", value), str)


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("executive order on clocks", {"executive-order"}),
        ("clock memo", {"memorandum"}),
        ("presidential determination bells", {"determination"}),
        ("clocks", set()),
        ('"executive order" clocks', set()),  # words of a phrase are wanted
    ],
)
def test_kinds_are_preferred(typed: str, kinds: set[str]) -> None:
    assert read_query(typed).kinds == kinds


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("minimum wage order 2014", [(date(2014, 1, 1), date(2014, 12, 31))]),
        ("travel ban december 2025", [(date(2025, 12, 1), date(2025, 12, 31))]),
        ("order of January 20, 2021 on masks", [(date(2021, 1, 20), date(2021, 1, 20))]),
        ("february 30 2021", [(date(2021, 1, 1), date(2021, 12, 31))]),  # no such day: the year
        ("refugees fiscal year 2025", []),  # says what it is about
        ("january 6 pardons", []),  # no year
        ("13526", []),  # no year either
        ('"in 2014" wages', []),  # words of a phrase are wanted
    ],
)
def test_days_of_signing_are_preferred(typed: str, spans: list[tuple[date, date]]) -> None:
    assert [(one.first, one.last) for one in read_query(typed).days] == spans


@pytest.mark.parametrize(
    ("typed", "loose"),
    [
        ('"public clocks" type:memo', "public clocks type:memorandum"),
        ("entry-exit bells", "entry exit bells"),
        ("public clocks", "public clocks"),
    ],
)
def test_phrases_are_loosened_into_words(typed: str, loose: str) -> None:
    assert read_query(typed).loosened().interpreted == loose


@pytest.mark.parametrize(
    ("typed", "capitals"), [("FEMA", True), ("fema", False), ("Fema", False), ("I", False), ("CONTINUATION", False)]
)
def test_initials_are_known_by_their_capitals(typed: str, capitals: bool) -> None:
    assert [word.capitals for word in read_query(typed).words()] == [capitals]


TYPED = st.text(st.sampled_from('ab c"“”()-*=:~|&OR.,5AND type:year:title:') | st.characters(), max_size=60)


@given(TYPED)
def test_any_text_is_a_query(typed: str) -> None:
    query = read_query(typed)
    assert isinstance(query, SearchQuery) and len(query.wanted) <= MOST_WORDS


@given(TYPED)
def test_an_interpretation_reads_as_itself(typed: str) -> None:
    shown = read_query(typed).interpreted
    again = read_query(shown)
    assert set(map(str, again.wanted)) == set(map(str, read_query(again.interpreted).wanted))


def test_ten_thousand_characters_are_read_at_once() -> None:
    for text in ("(" * 10_000, '"' * 10_000, "a OR " * 2_000, "-" * 10_000, "x:" * 5_000):
        assert isinstance(read_query(text), SearchQuery)


def test_a_filter_added_takes_the_place_of_one_of_its_name() -> None:
    query = read_query("type:notice clocks").filtered(Filter("type", "proclamation"))
    assert query.interpreted == "clocks type:proclamation"


def test_a_plain_query_may_be_a_citation() -> None:
    assert read_query("EO 13526 1.4(a)").is_plain
    assert not read_query("EO 13526 -bells").is_plain
    assert not read_query("type:eo 13526").is_plain
    assert read_query("clocks").words() == (Word("clocks"),)
