"""What documents do to each other: notes of lists, and the documents' own words, one row a rule."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.references import Memory, Passage, references_of
from eo_browser.law.relations import Effect, acts_of, notes_of, standing_of

from .test_references import ARCHIVE, HERE

# a note, and (verb, passive, address, in part) of each act in it
NOTES: list[tuple[str, list[tuple[str, bool, str, bool]]]] = [
    ("Revoked by: EO 13062, September 29, 1997", [("revokes", True, "/eo/13062", False)]),
    # Without a colon; a date without its comma.
    ("Revoked by EO 12553, February 25, 1986", [("revokes", True, "/eo/12553", False)]),
    # Several in one line, with the tabs and breaks of the source.
    (
        "Amended by: \t\tEO 11382, November 28,      1967; \t\tEO 13286, February 28, 2003",
        [("amends", True, "/eo/11382", False), ("amends", True, "/eo/13286", False)],
    ),
    # One verb after another.
    (
        "Amends: EO 12382, September 13, 1982;;\n ;  Revoked by: EO 13138 September 30, 1999",
        [("amends", False, "/eo/12382", False), ("revokes", True, "/eo/13138", False)],
    ),
    # In part: of the verb, of one document.
    ("Superseded in part by: EO 12886, December 23, 1993", [("supersedes", True, "/eo/12886", True)]),
    (
        "Revokes: EO 10072, July 29, 1949 (in part); EO 10073",
        [("revokes", False, "/eo/10072", True), ("revokes", False, "/eo/10073", False)],
    ),
    # A number alone is an order's; a proclamation says so; a letter is part of the number.
    (
        "Supersedes: 4601, March 1, 1927; See: Proclamation 2714, December 31, 1946; EO 9577-A",
        [
            ("supersedes", False, "/eo/4601", False),
            ("see", False, "/proclamation/2714", False),
            ("see", False, "/eo/9577-A", False),
        ],
    ),
    # What has no number is kept as printed; a page of the Federal Register is no order.
    ("See: Memorandum, December 1, 1993; 59 FR 2216", [("see", False, "", False), ("see", False, "", False)]),
    # An aside is about others.
    (
        "Supplemented by: EO 13083, May 14, 1998 (which was suspended by EO 13095, August 5, 1998)",
        [("see", False, "/eo/13083", False)],
    ),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), NOTES, ids=[case[0][:40] for case in NOTES])
def test_notes_are_read_whole(text: str, expected: list[tuple[str, bool, str, bool]]) -> None:
    assert [(note.verb, note.passive, note.address, note.in_part) for note in notes_of(text)] == expected


def test_a_note_keeps_its_words_and_day() -> None:
    (note,) = notes_of("Revoked by: EO 13062, September 29, 1997")
    assert (note.words, note.day) == ("EO 13062, September 29, 1997", date(1997, 9, 29))


@given(st.text(alphabet="EO 13062,;:()\nRevoked by See in part", max_size=200))
def test_any_note_is_read(text: str) -> None:
    assert all(note.words for note in notes_of(text))


# words of a provision, and (verb, what it is done to, in part)
WORDS: list[tuple[str, list[tuple[str, str, bool]]]] = [
    ("Executive Order 19800 of June 1, 2030 (Stairs), is hereby revoked.", [("revokes", "/eo/19800", False)]),
    # A provision alone.
    ("Section 2(c) of Executive Order 19800 is amended by striking “rope”.", [("amends", "/eo/19800#sec-2/c", True)]),
    # What amended it before is no object; neither is what the order is made under.
    (
        "Executive Order 19800, as amended by Executive Order 19801, is further amended as follows:",
        [("amends", "/eo/19800", False)],
    ),
    ("Pursuant to Executive Order 19800, the stairs are amended.", []),
    # Several subjects of one verb.
    (
        "Executive Orders 19800 and 19801 are hereby revoked.",
        [("revokes", "/eo/19800", False), ("revokes", "/eo/19801", False)],
    ),
    # The document itself as the subject, and what is partly so.
    ("This order supersedes Executive Order 19800.", [("supersedes", "/eo/19800", False)]),
    (
        "Executive Order 19800 is superseded to the extent that it is inconsistent with this order.",
        [("supersedes", "/eo/19800", True)],
    ),
    ("Those provisions of Executive Order 19800 are hereby superseded.", [("supersedes", "/eo/19800", True)]),
    # One that is not held.
    ("Executive Order 19802 is revoked.", [("revokes", "/eo/19802", False)]),
    # Neither a denial nor the words between a reference and another's verb make an act.
    ("Nothing in Executive Order 19800 is revoked.", []),
    ("Executive Order 19800 requires that stairs be swept, and the list is amended.", []),
    ("the functions of Executive Order 19800.", []),
]


def done(*passages: tuple[str, str]) -> list[tuple[str, str, bool]]:
    rows = [Passage(*one) for one in passages]
    acts = acts_of(rows, references_of(rows, HERE, Memory(ARCHIVE)), HERE)
    return [(act.verb, _object(act.reference), act.in_part) for act in acts]


def _object(reference: object) -> str:
    targets = getattr(reference, "targets", ())
    if not targets:
        return str(getattr(reference, "named", ("",))[0])
    return f"{targets[0].document.address}#{targets[0].path}".rstrip("#")


@pytest.mark.parametrize(("text", "expected"), WORDS, ids=[case[0][:40] for case in WORDS])
def test_own_words_are_read(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert done(("sec-3", text)) == expected


def test_items_of_a_list_are_objects_of_its_lead() -> None:
    lead = ("sec-2", "The following orders are hereby revoked:")
    items = [("sec-2/a", "Executive Order 19800 of June 1, 2030; and"), ("sec-2/b", "Executive Order 19801.")]
    assert done(lead, *items) == [("revokes", "/eo/19800", False), ("revokes", "/eo/19801", False)]


def test_quoted_words_do_nothing() -> None:
    assert done(("sec-2/q1/sec-3", "Executive Order 19800 is hereby revoked.")) == []


# what was done to a document, and how it stands
STANDINGS: list[tuple[list[Effect], str]] = [
    ([], ""),
    ([Effect("amends"), Effect("revokes")], "revoked"),
    ([Effect("amends"), Effect("revokes", in_part=True)], "revoked-in-part"),
    ([Effect("revokes", path="sec-2"), Effect("supersedes")], "superseded"),
    ([Effect("see"), Effect("continues")], ""),
]


@pytest.mark.parametrize(("effects", "expected"), STANDINGS)
def test_the_gravest_effect_counts(effects: list[Effect], expected: str) -> None:
    assert standing_of(effects) == expected
