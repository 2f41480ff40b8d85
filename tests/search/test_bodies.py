"""Names of bodies that a document establishes: tables of titles and texts, and texts nobody foresaw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.search.bodies import established

# text → names
TEXTS = [
    ("There is hereby established the Council on Public Lamps (the “Council”).", ("Council on Public Lamps",)),
    ("There is established within the Department of Oil a Coastal Lamp Board.", ("Coastal Lamp Board",)),  # not where
    ("I hereby establish in the Executive Office an Office of Bells.", ("Office of Bells",)),
    ("an agency which shall be known as the Lamp Corps. The Corps is new.", ("Lamp Corps",)),  # no article is needed
    ("This order may be cited as the Lamp Keepers Order.", ("Lamp Keepers Order",)),
    ("There is established the Keepers’ Council on Oil for the term", ("Keepers’ Council on Oil",)),  # small words end
    ("There is established a committee of keepers.", ()),  # no name
    ("There is established a plan. The Department of Oil Lamps pays.", ()),  # of another sentence
    ("the Act commonly known as the Clean Lamp Act", ()),  # the name of something else
    ("", ()),
]
# title → names
TITLES = [
    ("Establishing the Lamp Board, the Oil Council, and for Other Purposes", ("Lamp Board", "Oil Council")),
    ("Establishment of a National Lamp Office", ("National Lamp Office",)),
    ("President's Commission on Bells", ("President's Commission on Bells",)),  # a title that is a name
    ("Establishing a Seal for the Lamp Keepers", ()),  # no body
    ("Continuance of the President's Council on Lamps", ()),  # done to one
    ("Care of Public Clocks", ()),
]


@pytest.mark.parametrize(("text", "names"), TEXTS)
def test_texts(text: str, names: tuple[str, ...]) -> None:
    assert established("", [text]) == names


@pytest.mark.parametrize(("title", "names"), TITLES)
def test_titles(title: str, names: tuple[str, ...]) -> None:
    assert established(title, []) == names


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_text_is_read(title: str, texts: list[str]) -> None:
    for name in established(title, texts):
        assert any(name in text for text in (title, *texts))
