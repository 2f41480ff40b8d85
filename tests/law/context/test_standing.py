"""Whether a document still stands, from the lists' notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.context.standing import standing

CASES = [
    ("", ""),
    ("Revoked by: EO 13062, September 29, 1997", "revoked"),
    ("Superseded by: EO 11721, May 23, 1973", "superseded"),
    # the gravest counts, wherever it stands
    ("Amended by: EO 12608, September 9, 1987\nRevoked by: EO 13062, September 29, 1997", "revoked"),
    ("Amended by: EO 11382, November 28, 1967; EO 12608, September 9, 1987", "amended"),
    # in part, in either place
    ("Revoked in part by: EO 11246, September 24, 1965", "revoked-in-part"),
    ("Revoked by: EO 11246, September 24, 1965 (in part)", "revoked-in-part"),
    # in part by one, wholly by the next
    ("Revoked by: EO 1, May 1, 1950 (in part); EO 2, May 1, 1951", "revoked"),
    # what the document did to others says nothing of it
    ("Revokes: EO 12958, April 17, 1995; EO 13292, March 25, 2003; Amends: EO 1; See: EO 12333", ""),
    ("Supersedes: EO 11056, October 11, 1962 Amended by: EO 11173, August 20, 1964", "amended"),
]


@pytest.mark.parametrize(("notes", "outcome"), CASES)
def test_standing(notes: str, outcome: str) -> None:
    assert standing(notes) == outcome


@given(st.text(max_size=300))
def test_any_notes_have_a_standing(notes: str) -> None:
    assert standing(notes) in {"", "revoked", "superseded", "revoked-in-part", "superseded-in-part", "amended"}
