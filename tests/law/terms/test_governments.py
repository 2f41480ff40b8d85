"""The last word before a kind tells whether another issuer's name may end there."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.terms.governments import (
    OTHER_GOVERNMENTS,
    OTHER_ISSUERS,
    OTHER_OFFICES,
    OTHER_PROCEEDINGS,
    may_end_in_other_issuer,
)

# Everything the forms of citation refuse before a kind.
NAMED = re.compile(
    rf"(?<![A-Za-z])(?:{OTHER_ISSUERS}|(?:{OTHER_OFFICES}|{OTHER_GOVERNMENTS})(?:'s)?"
    rf"|{OTHER_OFFICES}\s(?:[A-Z][\w.]*\s){{0,3}}?[A-Z][\w.-]*'s|(?:{OTHER_PROCEEDINGS})\.?|(?-i:[A-Z]{{3,5}}))\s+\Z",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("before", "may"),
    [
        ("California ", True),
        ("in South Carolina  ", True),  # the last word of a name of two
        ("the State's ", True),
        ("(Texas ", True),
        ("Gov. ", True),
        ("Governor Lee's ", True),
        ("by Rev. ", True),
        ("NAFTA ", True),
        ("Department of Health and ", True),  # any word may follow
        ("pursuant to ", False),
        ("revoked by the ", False),
        ("section 2(a) ", False),
        ("in 2012; ", False),
        ("California, ", False),
        ("California", False),  # nothing between the name and the kind
        ("", False),
        ("  ", False),
    ],
)
def test_last_word(before: str, may: bool) -> None:
    """A name, an abbreviation, a possessive or an acronym in front of a space."""
    assert may_end_in_other_issuer(before) is may


_PIECES = (
    *("new", "Jersey", "New York", "south", "african", "TEXAS", "philippines", "county", "governor", "Gov.", "Gov"),
    *("attorney general", "Lee", "Lee's", "'s", "'S", "rev", "Rev.", "deputy counsel", "department of", "the", "and"),
    *("WTO", "omb", "ſtate", "va", "(", "-", ".", ",", ";", "_", "é", " ", "  ", "\t"),
)


@given(st.lists(st.sampled_from(_PIECES), max_size=7), st.sampled_from(("", " ")))
def test_false_is_certain(pieces: list[str], joint: str) -> None:
    """Where the last word is refused, no name of another issuer ends."""
    before = joint.join(pieces) + " "
    assert may_end_in_other_issuer(before) or not NAMED.search(before)
