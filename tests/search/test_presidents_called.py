"""Presidents as free queries call them."""

from __future__ import annotations

import pytest

from eo_browser.search.conditions import initials_of, presidents_called

SLUGS = ["george-w-bush", "george-h-w-bush", "franklin-d-roosevelt", "theodore-roosevelt", "joe-biden", ""]
CALLED = [
    # words of a query, the presidents meant
    ("biden order", {"joe-biden"}),
    ("bush order", {"george-w-bush", "george-h-w-bush"}),
    ("fdr order", {"franklin-d-roosevelt"}),
    ("gwb order", {"george-w-bush"}),
    ("jb order", set()),  # two letters may be anything
    ("roosevelt franklin", {"franklin-d-roosevelt"}),
    ("-", set()),
]


@pytest.mark.parametrize(("query", "slugs"), CALLED)
def test_presidents_are_called_by_name_or_initials(query: str, slugs: set[str]) -> None:
    assert presidents_called(query.split(), SLUGS) == slugs


@pytest.mark.parametrize(("slug", "initials"), [("franklin-d-roosevelt", "fdr"), ("joe-biden", ""), ("", "")])
def test_initials(slug: str, initials: str) -> None:
    assert initials_of(slug) == initials
