"""Two outlines compared: every provision accounted for once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.outline_diff import diff
from eo_browser.law.model.paths import words_hash

SALT = "Every agency shall weigh its salt on the first day of each month."
SALT_REWORDED = "Every agency shall weigh all its salt on the first day of each month."
OIL = "The lamp oil of the lighthouses is to be drawn from casks of oak."
BOOKS = "Keepers enter in their books every gallon that they have drawn."


@dataclass(frozen=True)
class Spot:
    path: str
    text: str

    @property
    def hash(self) -> str:
        return words_hash(self.text)


def spots(outline: dict[str, str]) -> list[Spot]:
    return [Spot(path, text) for path, text in outline.items()]


CASES = [
    # nothing changed
    ({"p1": SALT}, {"p1": SALT}, [("same", "p1", "p1")]),
    # a paragraph was found before it: the words moved on, their old path holds other words
    ({"p1": SALT, "p2": OIL}, {"p1": SALT, "p2": BOOKS, "p3": OIL},
     [("same", "p1", "p1"), ("moved", "p2", "p3"), ("added", "", "p2")]),
    # the words were mended in place
    ({"p1": SALT}, {"p1": SALT_REWORDED}, [("changed", "p1", "p1")]),
    # moved and mended
    ({"p1": SALT}, {"sec-1": OIL, "sec-2/a": SALT_REWORDED}, [("moved", "p1", "sec-2/a"), ("added", "", "sec-1")]),
    # other words at the same path are another provision
    ({"p1": SALT}, {"p1": OIL}, [("removed", "p1", ""), ("added", "", "p1")]),
    # two alike: each goes to the one with its own last step
    ({"sec-1/a": "Reserved.", "sec-1/b": "Reserved."}, {"sec-2/b": "Reserved.", "sec-2/a": "Reserved."},
     [("moved", "sec-1/a", "sec-2/a"), ("moved", "sec-1/b", "sec-2/b")]),
    # short words that changed are not recognised elsewhere
    ({"a": "Reserved."}, {"b": "Reserved,"}, [("removed", "a", ""), ("added", "", "b")]),
    # two paragraphs changed places
    ({"p1": SALT, "p2": OIL}, {"p1": OIL, "p2": SALT}, [("moved", "p1", "p2"), ("moved", "p2", "p1")]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "changes"), CASES)
def test_changes(old: dict[str, str], new: dict[str, str], changes: list[tuple[str, str, str]]) -> None:
    assert [(c.sort, c.old, c.new) for c in diff(spots(old), spots(new))] == changes


_outline = st.dictionaries(
    st.sampled_from(["p1", "p2", "sec-1", "sec-1/a", "sec-1/b", "sec-2"]),
    st.sampled_from([SALT, SALT_REWORDED, OIL, BOOKS, "x", ""]),
)


@given(_outline, _outline)
def test_every_provision_is_accounted_for_once(old: dict[str, str], new: dict[str, str]) -> None:
    changes = diff(spots(old), spots(new))
    assert [c.old for c in changes if c.old] == list(old)
    assert sorted(c.new for c in changes if c.new) == sorted(new)


@given(_outline)
def test_an_outline_is_the_same_as_itself(outline: dict[str, str]) -> None:
    assert {c.sort for c in diff(spots(outline), spots(outline))} <= {"same"}
