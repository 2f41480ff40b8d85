"""Kinds, titles without kind words, numbers, places in series."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.kinds import infer_kind, kind_of_title, numbered_head, series_numbers, title_without_kind
from eo_browser.law.model.source import SeriesNumber

TITLES = [
    ("Memorandum on the Plan for Clocks", "memorandum", "Plan for Clocks"),
    ("Presidential Memorandum Plan for Clocks", "memorandum", "Plan for Clocks"),
    ("Presidential Memorandum Regarding the Hour", "memorandum", "Hour"),
    # The addressee goes with the kind words …
    ("Memorandum for the Secretary of Noon on the Delegation of Dusk", "memorandum", "Delegation of Dusk"),
    # … but stays where nothing else is left.
    ("Memorandum for the Heads of Towers", "memorandum", "Memorandum for the Heads of Towers"),
    ("A Proclamation on Sundial Day, 2021", "proclamation", "Sundial Day, 2021"),
    ("A Proclamation To Take Certain Actions", "proclamation", "To Take Certain Actions"),
    ("Press Release: Notice on the Continuation of Noon", "notice", "Continuation of Noon"),
    ("Executive Order: Clocks", "executive-order", "Clocks"),
    ("Presidential Executive Order on a Task Force", "executive-order", "Task Force"),
    ("Presidential Permit: Authorizing a Bridge", "permit", "Authorizing a Bridge"),
    ("Presidential Permit of May 1, 2034: A Bridge", "permit", "A Bridge"),
    ("Memorandum on Presidential Determination on Bells", "determination", "Bells"),
    # "Pursuant to …" alone would be no title.
    (
        "Presidential Determination Pursuant to Section 3",
        "determination",
        "Presidential Determination Pursuant to Section 3",
    ),
    ("Letter to the Speaker of the House on the State of Bells", "letter", "State of Bells"),
    ("Memorandum of Understanding on Clocks", None, "Memorandum of Understanding on Clocks"),
    ("Order Regarding the Clock Company", "order", "Order Regarding the Clock Company"),
    ("Noticeable Clocks", None, "Noticeable Clocks"),  # begins like a kind word and is none
    ("Sundial Day", None, "Sundial Day"),
]


@pytest.mark.parametrize(("title", "kind", "plain"), TITLES)
def test_titles(title: str, kind: str | None, plain: str) -> None:
    assert kind_of_title(title) == kind
    assert title_without_kind(title) == plain


@given(st.text(min_size=1))
def test_a_title_is_never_lost(title: str) -> None:
    assert bool(title_without_kind(title)) == bool(title.strip())


NUMBERS = [
    ("Executive Order 13526 of December 29, 2009", ("executive-order", "13526")),
    ("EXECUTIVE ORDER NO. 9577-A", ("executive-order", "9577-A")),
    ("Proclamation 9,645", ("proclamation", "9645")),
    ("Presidential Determination No. 2017–05", ("determination", "2017-05")),  # an en dash
    ("Executive Orders 1 and 2", None),
    ("The Executive Order 12333", None),  # inside a sentence
]


@pytest.mark.parametrize(("line", "found"), NUMBERS)
def test_numbered_head(line: str, found: tuple[str, str] | None) -> None:
    assert numbered_head(line) == found


SERIES = [
    ("NATIONAL SECURITY PRESIDENTIAL MEMORANDUM – 3", [("nspm", "3")]),
    ("NATIONAL SECURITY MEMORANDUM/NSM-22", [("nsm", "22")]),
    ("National Security Presidential Memorandum/NSPM-1", [("nspm", "1")]),
    ("NSPD-51/HSPD-20", [("nspd", "51"), ("hspd", "20")]),  # one directive in two series
    ("PRESIDENTIAL POLICY DIRECTIVE/PPD-28", [("ppd", "28")]),
    ("NATIONAL SECURITY PRESIDENTIAL MEMORANDUM", []),  # no number printed
]


@pytest.mark.parametrize(("line", "places"), SERIES)
def test_series_numbers(line: str, places: list[tuple[str, str]]) -> None:
    assert series_numbers(line) == tuple(SeriesNumber(*place) for place in places)


KINDS = [
    # The head's formula outranks the title.
    ("Sundials", "MEMORANDUM FOR THE KEEPER", "", "memorandum"),
    ("Memorandum on Pendulums", "Presidential Determination\nNo. 2021-5", "", "determination"),
    ("A Notice", "A PROCLAMATION", "", "proclamation"),
    ("Clocks", "Dear Mr. Speaker:", "I transmit herewith", "letter"),
    ("Clocks", "TO THE CONGRESS OF THE UNITED STATES:", "I transmit herewith", "message"),
    # Without a head, the words a text uses of itself.
    ("Clocks", "", "it is hereby ordered as follows: Nothing in this memorandum shall", "memorandum"),
    ("Clocks", "", "it is hereby ordered as follows: Nothing in this order shall", "executive-order"),
    ("Clocks", "", "do hereby proclaim May 1 as Clock Day. IN WITNESS WHEREOF, I have hereunto", "proclamation"),
    ("Clocks", "", "I hereby grant permission to build. IN WITNESS WHEREOF, I have hereunto set my hand", "permit"),
    # A determination is addressed like a memorandum; its title tells.
    ("Presidential Determination on Bells", "MEMORANDUM FOR THE KEEPER", "", "determination"),
    ("Sequestration Order for Clocks", "", "I hereby order that", "order"),
    # Then the title.
    ("Message to the Congress on Bells", "", "I have the honor", "message"),
    ("Clocks", "", "Clocks are nice.", None),
]


@pytest.mark.parametrize(("title", "head", "text", "kind"), KINDS)
def test_infer_kind(title: str, head: str, text: str, kind: str | None) -> None:
    assert infer_kind(title, head, text) == kind
