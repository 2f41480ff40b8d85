"""What documents do to each other: notes of lists, and the documents' own words, one row a rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.context.references import CachedLookup, CrossReference, references_of
from eo_browser.law.context.relations import (
    Effect,
    Status,
    acts_of,
    continued_until,
    declared_emergency,
    declared_on,
    notes_of,
    notes_of_title,
    own_expiry,
    remarks_of,
    reported_amendments,
    status_of,
    suspended_until,
    unread_of,
    with_direction_corrected,
)
from eo_browser.law.model.texts import ProvisionText
from tests.law.context.test_references import ARCHIVE, HERE

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
    # The entry of the next order, run into the notes, is not this document's.
    (
        "Superseded by: EO 12984 of December 28, 1995;; ; Executive Order 12945 ;; ; Amendment to Executive Order No. "
        "12640;; ; Signed: January 20, 1995;; ; Amends: EO 12640, May 10, 1988",
        [("supersedes", True, "/eo/12984", False)],
    ),
    (
        "Superseded by: EO 12984 of December 28, 1995; Executive Order 12945;  Amendment to Executive Order No. 12640",
        [("supersedes", True, "/eo/12984", False)],
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
    # Other words for the same: what is modified is amended; slips of the lists.
    (
        "Modifies EO 11198, February 10, 1965; Suspersedes: EO 12844, April 21, 1993",
        [("amends", False, "/eo/11198", False), ("supersedes", False, "/eo/12844", False)],
    ),
    ("Terminates: EO 13271, July 9, 2002", [("revokes", False, "/eo/13271", False)]),
    ("Revoked (in part) by: EO 13316, September 17, 2003", [("revokes", True, "/eo/13316", True)]),
    ("Provisionally supersedes: EO 7856, March 31, 1938", [("supersedes", False, "/eo/7856", True)]),
    # A law, treaty or court nullifies, whatever the list calls it.
    ("Nullified by: Pub. L. 92-255 which ends it", [("nullifies", True, "", False)]),
    ("Superseded by: Treaty with Japan on May 15, 1972", [("nullifies", True, "", False)]),
    # With the end of its body, by the order that ended it; what names no document is no actor.
    (
        "Note: EO 13066 is nullified by virtue of the Commission being abolished by EO 13138, September 30, 1999",
        [("nullifies", True, "/eo/13138", False)],
    ),
    (
        "Note: EO 13064 is nullified in part by virtue of the Committee being abolished by EO 13138",
        [("nullifies", True, "/eo/13138", True)],
    ),
    ("Revoked by: appropriate authority", []),
    # What several end part by part is ended by the last of them.
    (
        "Revoked in part by: EO 12135, May 9, 1979; EO 12336, December 21, 1981 (together revokes all parts)",
        [("revokes", True, "/eo/12135", True), ("revokes", True, "/eo/12336", False)],
    ),
    # Other verbs.
    ("Reinstates: EO 13957, October 21, 2020", [("reinstates", False, "/eo/13957", False)]),
    ("Reinstated by: EO 14171, January 20, 2025", [("reinstates", True, "/eo/14171", False)]),
    ("Rescinds: EO 13988, January 20, 2021", [("revokes", False, "/eo/13988", False)]),
    ("Amend by: EO 13984, January 19, 2021", [("amends", True, "/eo/13984", False)]),
    ("Suspended by: EO 13990, January 20, 2021", [("suspends", True, "/eo/13990", False)]),
    (
        "Continues certain committees established by: EO 11145, March 7, 1964; 12367, June 15, 1982",
        [("continues", False, "/eo/11145", False), ("continues", False, "/eo/12367", False)],
    ),
    ("Supersedes; EO 11017, April 27, 1962", [("supersedes", False, "/eo/11017", False)]),
    # An order that is abolished or repealed; an office or an authority that is, is no order.
    ("Abolished by: Pub. L. 94-282", [("nullifies", True, "", False)]),
    ("Repealed by: Agency regulations of July 12, 1961", [("revokes", True, "", False)]),
    ("Office of Special Stairs abolished by Pub. L. 93-618, January 3, 1975", [("see", False, "", False)]),
    ("Note: The authority of this Executive order was repealed by Public Law 89-554", [("see", False, "", False)]),
    # A council that ends is no order that ends.
    ("Council terminated by EO 11541, July 1, 1970", [("see", False, "/eo/11541", False)]),
    ("Note: The Board was terminated by EO 9809, December 12, 1946.", [("see", False, "/eo/9809", False)]),
    (
        "Note: The Administrations established in this Executive order were terminated by EO 9577, June 29, 1945.",
        [("see", False, "/eo/9577", False)],
    ),
    ("Note: This Executive order was terminated by EO 9577, June 29, 1945.", [("revokes", True, "/eo/9577", False)]),
    # An aside is about others.
    (
        "Supplemented by: EO 13083, May 14, 1998 (which was suspended by EO 13095, August 5, 1998)",
        [("see", False, "/eo/13083", False)],
    ),
    (
        "Revoked by: EO 13470, July 30, 2008, read in conjunction with EO 12333, December 4, 1981",
        [("revokes", True, "/eo/13470", False)],
    ),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), NOTES, ids=[case[0][:40] for case in NOTES])
def test_notes_are_read_whole(text: str, expected: list[tuple[str, bool, str, bool]]) -> None:
    assert [(note.verb, note.passive, note.address, note.in_part) for note in notes_of(text)] == expected


@pytest.mark.parametrize(
    ("notes", "remarks"),
    [
        # The authority, the body and the time of an order; each once.
        ("See: EO 10210\nNote: The authority of EO 10227 was repealed by Public Law 89-554 (80 Stat. 651).",
         ["The authority of EO 10227 was repealed by Public Law 89-554 (80 Stat. 651)"]),
        ("Note: Authority Expired", ["Authority Expired"]),
        ("Note: EO 11821 expired December 31, 1977\nSee: EO 12044", ["EO 11821 expired December 31, 1977"]),
        ("Council terminated by EO 12007, August 22, 1977", ["Council terminated by EO 12007, August 22, 1977"]),
        # An act on the order, and a council that goes on, are no such remarks.
        ("Revoked by: EO 12553, February 25, 1986", []),
        ("Commission continued by EO 12110, December 28, 1978", []),
    ],
)  # fmt: skip
def test_remarks_on_the_end_of_authority_and_bodies(notes: str, remarks: list[str]) -> None:
    assert remarks_of(notes) == remarks


def test_a_note_keeps_its_words_and_day() -> None:
    (note,) = notes_of("Revoked by: EO 13062, September 29, 1997")
    assert (note.words, note.day) == ("EO 13062, September 29, 1997", date(1997, 9, 29))


@pytest.mark.parametrize(
    ("text", "passive"),
    [
        ("Amends: EO 13286, February 28, 2003", True),  # eight years later
        ("Amended by: EO 12600, June 23, 1987", False),
        ("Amends: EO 12600, June 23, 1987", False),
        ("Amended by: EO 13286, February 28, 2003", True),
        ("Amends: EO 13286", False),  # the number alone is not enough
        ("Amends: EO 12600, June 23, 2003", False),  # nor the day
    ],
)
def test_no_order_acts_on_a_later_one(text: str, passive: bool) -> None:
    (note,) = notes_of(text)
    assert with_direction_corrected(note, "executive-order", "12977", date(1995, 10, 19)).passive is passive


def test_no_order_is_revoked_by_an_earlier_one() -> None:
    (note,) = notes_of("Revoked by: EO 12333, December 4, 1981")
    assert with_direction_corrected(note, "executive-order", "13354", date(2004, 8, 27)).verb == "see"


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Revoked by: EO 13062, September 29, 1997", []),
        ("EO 13679, October 10, 2014", [("no verb of a relation", "EO 13679, October 10, 2014")]),
        (
            "Note: This Executive order was not received.\nSee: EO 13062",
            [("a remark", "Note: This Executive order was not received.")],
        ),
        ("Amended by: ; See: EO 13062", [("nothing behind the verb", "Amended by: ;")]),
    ],
)
def test_what_names_no_act_has_its_reason(text: str, unread: list[tuple[str, str]]) -> None:
    assert unread_of(text) == unread


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
    (
        "Executive Order 19800, as affected by Executive Order 19801, is hereby amended as follows:",
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
    # The old way of saying it, with words about the order before the verb.
    (
        "it is ordered that Executive Order 19800, which put ropes on stairs, be, and it is hereby, amended:",
        [("amends", "/eo/19800", False)],
    ),
    (
        "Executive Order 19800, establishing lamps, be, and the same are hereby, revoked.",
        [("revokes", "/eo/19800", False)],
    ),
    # What narrows a revocation.
    ("Executive Order 19800 is hereby revoked as to such lands.", [("revokes", "/eo/19800", True)]),
    # Every object of an active verb.
    (
        "I hereby end this, and revoke Executive Order 19800, as amended, and section 2 of Executive Order 19801.",
        [("revokes", "/eo/19800", False), ("revokes", "/eo/19801#sec-2", True)],
    ),
    (
        "I hereby end it, revoke Executive Order 19800, and order that it be so.",
        [("revokes", "/eo/19800", False)],
    ),
    (
        "as set forth in Executive Order 19801, as amended, section 2 of Executive Order 19800 is amended to read:",
        [("amends", "/eo/19800#sec-2", True)],
    ),
    ("This order rescinds and replaces Executive Order 19800.", [("revokes", "/eo/19800", False)]),
    # The graver of two verbs counts; of what an order contains it is a part.
    (
        "The limits in this order modify and supersede those set forth in section 2 of Executive Order 19800.",
        [("supersedes", "/eo/19800#sec-2", True)],
    ),
    (
        "The exceptions in this section supersede the exceptions contained in Executive Order 19800.",
        [("supersedes", "/eo/19800", True)],
    ),
    # The President in the old words: "I, …, do".
    (
        "Now, Therefore, I, Jane Q. Roe, under the Act, and otherwise, do modify my Executive Order 19800 by this:",
        [("amends", "/eo/19800", False)],
    ),
    (
        "Executive Orders Numbered 19800 dated May 11, 1930, and 19801 dated May 26, 1930, be consolidated and amended "
        "to provide as follows:",
        [("amends", "/eo/19800", False), ("amends", "/eo/19801", False)],
    ),
    # A participle of what is done now; the same of what was done before.
    (
        "the following regulation is hereby promulgated, cancelling Executive Order 19800 and substituting this:",
        [("revokes", "/eo/19800", False)],
    ),
    ("the following regulation amending Executive Order 19800 is hereby prescribed:", [("amends", "/eo/19800", False)]),
    ("the regulation amending Executive Order 19800 was prescribed in 2031", []),
    # Joined by other words than "and".
    (
        "I hereby end the emergency, and revoke Executive Order 19800, as well as Executive Order 19801 (Ropes).",
        [("revokes", "/eo/19800", False), ("revokes", "/eo/19801", False)],
    ),
    # Words of a provision are changed; what does not exist yet is added.
    (
        "In the first sentence of section 1(a) of Executive Order 19800, the words “a rope” are deleted.",
        [("amends", "/eo/19800#sec-1/a", True)],
    ),
    ("A new section 4 is added to Executive Order 19800 to read:", [("amends", "/eo/19800", False)]),
    ("Section 9 of Executive Order 19800 is deleted.", [("amends", "/eo/19800", True)]),
    # Only provisions are deleted; a whole order is not.
    ("Executive Order 19800 is deleted from the list.", []),
    # A provision of an order that is not held, or that the order has not, is no whole order.
    ("Section 3 of Executive Order 19802 is revoked.", [("revokes", "/eo/19802", True)]),
    # The list behind its lead, in the same words.
    (
        "The following are hereby revoked: Executive Order 19800 of June 1, 2030; and Executive Order 19801.",
        [("revokes", "/eo/19800", False), ("revokes", "/eo/19801", False)],
    ),
    (
        "This order supersedes Executive Order 19800. Existing rules, so far as they fit, stay.",
        [("supersedes", "/eo/19800", False)],
    ),
    # Who amended it before, one after another.
    (
        "an Act, as extended by Executive Order 19800 (Stairs) and Executive Order 19801 (Ropes), is extended.",
        [],
    ),
    (
        "Executive Order 19800, as amended by Executive Orders 19801 of June 2, 2030, and 19802, is revoked.",
        [("revokes", "/eo/19800", False)],
    ),
    (
        "The provisions of Executive Order 19800 shall remain in full force and effect.",
        [("continues", "/eo/19800", True)],
    ),
    (
        "Executive Order 19800 shall continue in force subject to the following amendment: Insert “rope”.",
        [("amends", "/eo/19800", False)],
    ),
    # What carries an order out is not the order; a page of another publication is no document of ours.
    ("Policies adopted to implement Executive Order 19800 shall be rescinded.", []),
    ("Emergency Order 7 (26 F.R. 669) is hereby revoked.", []),
    ("Emergency Order 7 of June 2, 1961 (26 F.R. 669), is hereby revoked.", []),
    # One that is not held.
    ("Executive Order 19802 is revoked.", [("revokes", "/eo/19802", False)]),
    # Several, each with its kind.
    (
        "Executive Order 19800 and Executive Order 19801 are hereby rescinded.",
        [("revokes", "/eo/19800", False), ("revokes", "/eo/19801", False)],
    ),
    # What is said in passing: whom the object had amended, a title in brackets, a quotation.
    (
        "Executive Order 19801, which amended Executive Order 19800 of June 1, 2030, is revoked.",
        [("revokes", "/eo/19801", False)],
    ),
    ("Executive Order 19801, amending Executive Order 19800, is hereby revoked.", [("revokes", "/eo/19801", False)]),
    (
        "Executive Order 19801 (Better Ropes by Revoking Executive Order 19800), is revoked.",
        [("revokes", "/eo/19801", False)],
    ),
    ("The text “Executive Order 19800 is hereby revoked” was printed.", []),
    # Any participle says more about the order.
    (
        "Executive Order 19800, changing the place of the stairs in a town, is hereby revoked.",
        [("revokes", "/eo/19800", False)],
    ),
    # Who amended it, each number with its "No.".
    (
        "Executive Order 19800, as amended by Executive Orders No. 19801 of June 2, 2030, and No. 19803, is revoked.",
        [("revokes", "/eo/19800", False)],
    ),
    # What is denied of one is denied of the next: both are left in force.
    (
        "This order shall not supersede Executive Order 19801 or Executive Order 19800.",
        [("spares", "/eo/19801", False), ("spares", "/eo/19800", False)],
    ),
    # A condition leaves nothing in force.
    ("Unless Executive Order 19800 applies, agencies shall act.", []),
    # National emergencies of other documents: ended, in both voices, and widened.
    (
        "I hereby terminate the national emergency declared in Executive Order 19800, and revoke that order.",
        [("terminates", "/eo/19800", False), ("revokes", "/eo/19800", False)],
    ),
    (
        "The national emergency declared by Executive Order 19800 is hereby terminated.",
        [("terminates", "/eo/19800", False)],
    ),
    (
        "I hereby expand the scope of the national emergency declared in Executive Order 19800 of May 1, 2010, and "
        "expanded by Executive Order 19801.",
        [("expands", "/eo/19800", False)],
    ),
    # "that order" is the one named last.
    (
        "In Executive Order 19800, I declared a national emergency. I hereby expand the scope of the national "
        "emergency declared in that order to cover other threats.",
        [("expands", "/eo/19800", False)],
    ),
    # Told of the past, an emergency is not ended.
    ("In 2015 the President terminated the national emergency declared in Executive Order 19800.", []),
    # Rates and delegations that change by meaning.
    (
        "I hereby increase the rate of duty set forth in section 1 of Executive Order 19800 from 30 to 90 percent.",
        [("sets", "/eo/19800#sec-1", True)],
    ),
    (
        "The functions delegated to the Administrator by Executive Order 19800 are hereby transferred to the Director.",
        [("sets", "/eo/19800", False)],
    ),
    # What was committed to, or ordered before, is no change.
    ("The United States committed to reduce the rate of duty set in Executive Order 19800.", []),
    # Reinstated, suspended, terminated; what an order established is not the order.
    ("Executive Order 19800 is hereby immediately reinstated.", [("reinstates", "/eo/19800", False)]),
    (
        "I revoke Executive Order 19801 and reinstate Executive Order 19800.",
        [
            ("revokes", "/eo/19801", False),
            ("reinstates", "/eo/19800", False),
        ],
    ),
    ("Executive Order 19800 is hereby suspended.", [("suspends", "/eo/19800", False)]),
    ("Executive Order 19800 is hereby terminated.", [("revokes", "/eo/19800", False)]),
    ("The functions assigned by section 1 of Executive Order 19800 are hereby terminated.", []),
    # What narrows is at the verb or its object; a saving clause does not narrow.
    (
        "Executive Order 19800 is superseded, as of May 1, 2031, to the extent it is inconsistent with this order.",
        [("supersedes", "/eo/19800", True)],
    ),
    ("To the extent that it is inconsistent, Executive Order 19800 is revoked.", [("revokes", "/eo/19800", True)]),
    ("Executive Order 19800 is hereby revoked as to the following tract:", [("revokes", "/eo/19800", True)]),
    (
        "Executive Order 19800 is revoked; and all other rules are revoked to the extent of the inconsistency.",
        [("revokes", "/eo/19800", False)],
    ),
    (
        "Executive Order 19800 is revoked, except that all rules made under it shall continue in effect.",
        [("revokes", "/eo/19800", False)],
    ),
    # A provision that the citation does not take in.
    ("That paragraph numbered 1 of Executive Order 19800 is hereby revoked.", [("revokes", "/eo/19800", True)]),
    ("The proviso of Executive Order 19800 is hereby revoked.", [("revokes", "/eo/19800", True)]),
    # "That order" is a subject of its own behind a place where it was named.
    (
        "The Force is ended pursuant to section 8 of Executive Order 19800 and that order is hereby revoked.",
        [("revokes", "/eo/19800", False)],
    ),
    # "Those orders" are all that the sentence, or the one before, names; where that is in doubt, nothing is done.
    (
        "The emergency of Executive Order 19800 grew in Executive Order 19801. I hereby end the emergency declared in "
        "those two prior orders, revoke those orders, and further order:",
        [("revokes", "/eo/19800", False), ("revokes", "/eo/19801", False)],
    ),
    (
        "The declaration of a national emergency in Executive Order 19800 and its expansion in Executive Order 19801 "
        "have served. I hereby terminate the national emergency declared and expanded in scope in those two orders.",
        [("terminates", "/eo/19800", False)],
    ),
    (
        "Executive Order 19800 set rules, as did Executive Order 19802, and those orders are revoked.",
        [("revokes", "/eo/19800", False), ("revokes", "/eo/19802", False)],
    ),
    ("Executive Order 19800 and Executive Order 19801 apply. Those three orders are revoked.", []),
    ("Executive Order 19800, as amended by Executive Order 19801, applies. Those orders are revoked.", []),
    ("Section 1 of Executive Order 19800 and Executive Order 19801 apply. Those orders are revoked.", []),
    ("Executive Order 19800 and Executive Order 19801 apply. Rules under those orders are revoked.", []),
    ("Executive Order 19800 and Executive Order 19801 apply. I do not revoke those orders.", []),
    # A provision that is excepted makes it a part, and is not done to.
    (
        "Executive Order No. 19800, except for Section 2, and Executive Order No. 19801, are revoked.",
        [("revokes", "/eo/19800", True), ("revokes", "/eo/19801", False)],
    ),
    (
        "Executive Order 19801, except for section 1 of Executive Order 19800, is revoked.",
        [("revokes", "/eo/19801", True)],
    ),
    # What is kept but for what this supersedes is superseded in part.
    (
        "The provisions of Executive Order 19800 are retained, except to the extent superseded by this order.",
        [("supersedes", "/eo/19800", True)],
    ),
    ("The rates in Executive Order 19800 are retained, except to the extent not superseded by this order.", []),
    (
        "Except as superseded by section 1 of this order, Executive Order 19800, “Stairs”, shall remain in effect.",
        [("supersedes", "/eo/19800", True)],
    ),
    (
        "Except as otherwise provided in this order, Executive Order 19800 of June 1, 2030, shall remain in effect.",
        [("continues", "/eo/19800", False)],
    ),
    ("Executive Order 19800 of June 1, 2030, is therefore revoked.", [("revokes", "/eo/19800", False)]),
    # A part that is told by what is around it, and by what it says.
    (
        "That part of section 1 of Executive Order 19800 which precedes paragraph (a) thereof is amended to read:",
        [("amends", "/eo/19800#sec-1", True)],
    ),
    (
        "So much of section 2 of Executive Order 19800 as provides that lamps shall be lit is hereby revoked.",
        [("revokes", "/eo/19800#sec-2", True)],
    ),
    # What is done for the sake of an order is not done to it.
    (
        "In order to update and clarify Executive Order 19801, Executive Order 19800 is hereby amended as follows:",
        [("amends", "/eo/19800", False)],
    ),
    # What others shall be like.
    (
        "Executive Order 19800 and Executive Order 19801, amending said order, shall conform to the following orders:",
        [("amends", "/eo/19800", False), ("amends", "/eo/19801", False)],
    ),
    ("Executive Order 19800 shall conform to law.", []),
    # What has no effect any more is revoked in part; what was imposed in several is changed by meaning in each.
    (
        "The provisions of Executive Order 19801 with respect to ropes; and Executive Order 19800 with respect to "
        "lamps shall be ineffective as of May 1, 2031.",
        [("revokes", "/eo/19801", True), ("revokes", "/eo/19800", True)],
    ),
    (
        "The duties imposed in Executive Order 19801, as amended; and Executive Order 19800 shall no longer be in "
        "effect. All else in Executive Order 19802 remains.",
        [("sets", "/eo/19801", False), ("sets", "/eo/19800", False)],
    ),
    # Rules and prohibitions that a document contains are a part of it.
    (
        "Lamp Rule 9 (5 CFR Part 9), as established by Executive Order 19800, as amended, is revoked.",
        [("revokes", "/eo/19800", True)],
    ),
    (
        "The prohibitions set forth in section 1 of Executive Order 19800 of June 1, 2030, as amended by Executive "
        "Order 19801 of June 2, 2030, are hereby terminated.",
        [("revokes", "/eo/19800#sec-1", True)],
    ),
    (
        "The prohibitions contained in Executive Order 19800 of June 1, 2030, and Executive Order 19801 are revoked.",
        [("revokes", "/eo/19800", True), ("revokes", "/eo/19801", True)],
    ),
    ("The rules set forth in Executive Order 19800 shall be revised each year.", []),
    # What an order set up goes on until a day.
    (
        "The Council, created by Executive Order 19800 of June 1, 2030 (Stairs), is continued until March 25, 2032.",
        [("continues", "/eo/19800", False)],
    ),
    (
        "The delay specified in section 1(a) of Executive Order 19800, as extended by Executive Order 19801 of June 2, "
        "2030, is further extended until June 19, 2032.",
        [("continues", "/eo/19800#sec-1/a", True)],
    ),
    (
        "The Board created under Executive Order 19800 is hereby reestablished and continued in existence until July "
        "1, 2032, with its staff.",
        [("continues", "/eo/19800", False)],
    ),
    # A body that ends leaves nothing of the order that set it up.
    ("The Board, established by Executive Order 19800, is hereby terminated.", [("nullifies", "/eo/19800", False)]),
    (
        "The Board on Stairs, created by Executive Order No. 19800, of June 1, 2030, is hereby abolished.",
        [("nullifies", "/eo/19800", False)],
    ),
    (
        "The Board and the advisory committee established by Executive Order No. 19800, dated June 1, 2030, are hereby "
        "abolished, and all records are transferred to the Lamp Agency.",
        [("nullifies", "/eo/19800", False)],
    ),
    ("The Board established by section 1 of Executive Order 19800 is hereby abolished.", []),
    ("The Board established by Executive Order 19800 shall be abolished.", []),
    ("The processes established by Executive Order 19800 are hereby terminated.", []),
    ("The authority established by Executive Order 19800 is extended to the Lamp Agency.", []),
    # Orders that are revoked insofar as they changed another; the other is not.
    (
        "All prior orders insofar as they interpret or amend Executive Order No. 19800 are hereby revoked. These "
        "include, but are not limited to, Executive Orders numbered 19801, June 2, 2030.",
        [("revokes", "/eo/19801", True)],
    ),
    # A title in capitals without marks, a limit and a misprinted year between the order and its verb.
    (
        "Executive Order 19800 of June 1, 2030, Requiring the Sweeping of Stairs, is hereby amended by adding:",
        [("amends", "/eo/19800", False)],
    ),
    (
        "Executive Order 19800, insofar as it establishes the Committee on Ropes, is hereby amended so as to include:",
        [("amends", "/eo/19800", True)],
    ),
    (
        "Executive Order 19800 of June 1, 2,030, is hereby revoked to the extent inconsistent with this order.",
        [("revokes", "/eo/19800", True)],
    ),
    # What remains in effect for some, as against a clause that keeps penalties.
    (
        "Executive Order 19800 is revoked except that it shall be considered to remain in effect for some employees.",
        [("revokes", "/eo/19800", True)],
    ),
    (
        "Executive Order 19800 is revoked, except that this revocation shall not affect any violation of it.",
        [("revokes", "/eo/19800", False)],
    ),
    # A limit between the two words of the verb; "is" as scanned.
    (
        "Executive Order 19800, closing lands, is, insofar as it pertains to the following lands, hereby revoked:",
        [("revokes", "/eo/19800", True)],
    ),
    ("Executive Order 19800 is, consistent with the Stairs Act, hereby revoked.", [("revokes", "/eo/19800", False)]),
    ("Executive Order 19800 of June 1, 2030, iv hereby revoked.", [("revokes", "/eo/19800", False)]),
    (
        "To the extent not heretofore superseded, Executive Order 19800 is superseded.",
        [("supersedes", "/eo/19800", False)],
    ),
    # Other words for the actor; a part, or what the order contains, as the object of an active verb.
    ("This Executive order supersedes Executive Order 19800.", [("supersedes", "/eo/19800", False)]),
    ("This determination supersedes Executive Order 19800.", [("supersedes", "/eo/19800", False)]),
    (
        "To the extent this order delegates the sweeping, it supersedes Executive Order 19800.",
        [("supersedes", "/eo/19800", True)],
    ),
    ("I do hereby further amend Executive Order 19800 as follows:", [("amends", "/eo/19800", False)]),
    (
        "I hereby amend the second sentence in the penultimate paragraph of Executive Order 19800 to read so:",
        [("amends", "/eo/19800", True)],
    ),
    ("I hereby amend the title of Executive Order 19800 to read so:", [("amends", "/eo/19800", True)]),
    (
        "I hereby amend the regulations relating to lamps and ropes prescribed by Executive Order 19800:",
        [("amends", "/eo/19800", True)],
    ),
    ("Nothing in this order shall supersede the policies established by Executive Order 19800.", []),
    (
        "This order shall be effective on May 1, and on that date shall supersede Executive Order 19800.",
        [("supersedes", "/eo/19800", False)],
    ),
    # One limit of several; several with days of their own between, or told as of the same subject.
    (
        "I hereby revoke the said Executive Orders Nos. 19800 and 19801 so far as they pertain to the Board.",
        [("revokes", "/eo/19800", True), ("revokes", "/eo/19801", True)],
    ),
    (
        "This order supersedes Executive Orders No. 19800 of June 1, 2030, and No. 19801 of June 2, 2030.",
        [("supersedes", "/eo/19800", False), ("supersedes", "/eo/19801", False)],
    ),
    (
        "This order supersedes Executive Order 19800, dated June 1, 2030, and Executive Order 19801, same subject.",
        [("supersedes", "/eo/19800", False), ("supersedes", "/eo/19801", False)],
    ),
    (
        "Executive Orders No. 19800, as amended, and No. 19801 are revoked.",
        [("revokes", "/eo/19800", False), ("revokes", "/eo/19801", False)],
    ),
    # In a list parted by semicolons, the next item is no earlier actor.
    (
        "Executive Order 19800; Executive Order 19801, as amended by Executive Order 19803 (Sand); and Executive"
        " Order 19802 are revoked.",
        [("revokes", "/eo/19800", False), ("revokes", "/eo/19801", False), ("revokes", "/eo/19802", False)],
    ),
    # What others say of it before the verb: under what it was issued, a time with a colon, what entitles it.
    (
        "Executive Order 19800, issued under the authority of the act of May 1, 1917, is hereby revoked.",
        [("revokes", "/eo/19800", False)],
    ),
    (
        "Executive Order 19800, closing stairs at 9: 00 p.m., is hereby superseded.",
        [("supersedes", "/eo/19800", False)],
    ),
    (
        "Executive Order 19800, entitled: “Stairs”, is hereby revoked.",
        [("revokes", "/eo/19800", False)],
    ),
    # Named in passing, and then ended.
    (
        "This applies to the stairs transferred by Executive Order 19800, which order is hereby superseded.",
        [("supersedes", "/eo/19800", False)],
    ),
    (
        "It includes the Union, and the designation of the Union made by Executive Order 19800, is hereby superseded.",
        [("supersedes", "/eo/19800", True)],
    ),
    # A heading that says what becomes of those named.
    ("Superseded Orders. Executive Order 19800 of June 1, 2030.", [("supersedes", "/eo/19800", False)]),
    # A series by number and day.
    (
        "All orders insofar as they amend Executive Order 19803 are revoked. These include, but are not limited to,"
        " Executive Orders numbered 19800, June 1, 2030; 19801, June 2, 2030.",
        [("revokes", "/eo/19800", True), ("revokes", "/eo/19801", True)],
    ),
    # "That section" of a law is none of an order.
    (
        "Those under section 104(b) of the Stairs Act. The function conferred upon the President by that section is"
        " hereby delegated to the Board.",
        [],
    ),
    # Neither a denial nor the words between a reference and another's verb make an act.
    ("Nothing in Executive Order 19800 is revoked.", []),
    ("Executive Order 19800 requires that stairs be swept, and the list is amended.", []),
    ("the functions of Executive Order 19800.", []),
]


def done(*passages: tuple[str, str]) -> list[tuple[str, str, bool]]:
    rows = [ProvisionText(*one) for one in passages]
    acts = acts_of(rows, references_of(rows, HERE, CachedLookup(ARCHIVE)), HERE)
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


@pytest.mark.parametrize(
    "lead",
    [
        "The following-described orders are hereby revoked:",
        "The orders listed as follows are hereby revoked:",
        "This order revokes",
    ],
)
def test_items_may_be_beside_the_lead_and_name_several(lead: str) -> None:
    items = [("1", "Executive Orders No. 19800 of June 1, 2030, and No. 19801."), ("2", "Executive Order 19802.")]
    revoked = [("revokes", f"/eo/{number}", False) for number in (19800, 19801, 19802)]
    assert done(("p1", lead), *items) == revoked
    # What does not begin with a document ends the list.
    assert done(("p1", lead), ("p2", "This is of Executive Order 19800."), ("p3", "Executive Order 19801.")) == []


def test_what_a_document_prescribes_in_quotation_marks_is_its_own() -> None:
    lead = "the following regulation amending Executive Order No. 19800 is hereby prescribed:"
    words = '"Paragraph 2 of Executive Order 19801 is hereby canceled."'
    assert done(("p1", lead), ("q1/p1", words))[-1] == ("revokes", "/eo/19801#sec-2", True)
    assert done(("p1", "It reads as follows:"), ("q1/p1", words)) == []


@pytest.mark.parametrize(
    ("lead", "in_part"),
    [
        ("All provisions relating to lamps that are contained in the following are hereby superseded:", True),
        ("So much of the following orders as is now in force is superseded:", True),
        ("The provisions of the following orders are hereby superseded:", False),
        ("To the extent not heretofore superseded, the following orders are hereby superseded:", False),
    ],
)
def test_a_list_may_be_of_parts(lead: str, in_part: bool) -> None:
    item = "Executive Order 19800 of June 1, 2030"
    assert done(("sec-2", lead), ("sec-2/a", f"{item}.")) == [("supersedes", "/eo/19800", in_part)]
    assert done(("sec-2", f"{lead} {item}; and a rule.")) == [("supersedes", "/eo/19800", in_part)]


@pytest.mark.parametrize(
    ("before", "in_part"),
    [
        ("To the extent that the Convention of 2030, signed at Paris, replaces .that of 2020", True),
        ("To the extent permitted by law", False),
        (
            "To the extent this order delegates the authority under Pub. L. No. 1, 54 Stat. 6 (1940), to the Keeper",
            True,
        ),
    ],
)
def test_an_act_may_be_limited_at_the_beginning(before: str, in_part: bool) -> None:
    actor = "it" if "this order" in before else "this order"
    wording = f"{before}, {actor} supersedes Executive Order 19800 of June 1, 2030, entitled “Stairs”."
    assert done(("sec-2", wording)) == [("supersedes", "/eo/19800", in_part)]


def test_an_act_may_spare_a_part() -> None:
    wording = (
        "Except with respect to the positions in section 2 of this order, Executive Order 19800 is hereby revoked."
    )
    assert done(("sec-3", wording)) == [("revokes", "/eo/19800", True)]
    rows = [ProvisionText("sec-3", wording)]
    (act,) = acts_of(rows, references_of(rows, HERE, CachedLookup(ARCHIVE)), HERE)
    assert act.words == wording[:-1]  # the evidence shows the limit
    as_provided = wording.replace("with respect to the positions", "as otherwise provided")
    assert done(("sec-3", as_provided)) == [("revokes", "/eo/19800", False)]


def test_committees_are_continued_with_the_orders_behind_them() -> None:
    lead = ("sec-1", "Each advisory committee listed below is continued until September 30, 2032:")
    items = [
        (
            "sec-1/a",
            "Committee for the Preservation of Stairs; Executive Order 19800, as amended (Department of Stairs).",
        )
    ]
    assert done(lead, *items) == [("continues", "/eo/19800", False)]


def test_bare_provisions_belong_to_the_order_that_is_amended() -> None:
    lead = ("p1", "it is hereby ordered that Executive Order 19800, as amended, is further amended as follows:")
    items = [
        ("sec-1", "Amend the first sentence of section 1 by substituting “rope” for “string”."),
        ("sec-2", "By deleting section 2(c), and inserting the following new section 3:"),
    ]
    assert done(lead, *items) == [
        ("amends", "/eo/19800", False), ("amends", "/eo/19800#sec-1", True), ("amends", "/eo/19800#sec-2/c", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "path"),
    [
        # A new provision amends what it is put into, not its neighbour.
        ("by inserting the following new subsections after subsection (a) of section 1", "sec-1"),
        ("by adding after section 1(a) a new subsection to read as follows", "sec-1"),
        ("by adding after section 1 the following new section", ""),
        # Words put into a provision amend it.
        ("by inserting “and” after “or” in section 1(a)", "sec-1/a"),
        ("by striking the period after section 1(a)", "sec-1/a"),
    ],
)
def test_a_new_provision_amends_what_it_is_put_into(words: str, path: str) -> None:
    lead = ("p1", "Executive Order 19800, as amended, is further amended as follows:")
    goal = f"/eo/19800#{path}".rstrip("#")
    assert done(lead, ("sec-1", f"{words}:"))[1:] == [("amends", goal, True)]


def test_the_items_below_amend_the_order_that_another_affected() -> None:
    lead = ("sec-1", "Executive Order 19800, as affected by Executive Order 19801, is hereby amended as follows:")
    assert done(lead, ("sec-1/a", "Section 1 is amended."))[1:] == [("amends", "/eo/19800#sec-1", True)]


def test_a_wider_application_is_no_continuation() -> None:
    wording = "Section 1 of Executive Order 19800 is hereby extended"
    assert done(("p1", f"{wording} and made applicable to lamps.")) == [("sets", "/eo/19800#sec-1", True)]
    assert done(("p1", f"{wording} to include lamps.")) == [("sets", "/eo/19800#sec-1", True)]
    assert done(("p1", f"{wording} to the Lamp and Light Agency; and he may act.")) == [
        ("sets", "/eo/19800#sec-1", True)
    ]
    assert done(("p1", f"{wording} to the Stair Authority.")) == [("sets", "/eo/19800#sec-1", True)]
    assert done(("p1", f"{wording} to employees abroad.")) == [("sets", "/eo/19800#sec-1", True)]
    assert done(("p1", f"{wording} to June 30, 2032.")) == [("continues", "/eo/19800#sec-1", True)]


def test_an_order_with_the_day_of_another_is_amended_in_the_items_below() -> None:
    first = ("sec-3", "Executive Order 19800 of June 1, 2030 (Stairs), is amended by:")
    item = ("sec-3/a", "striking “rope” in section 1;")
    second = ("sec-4", "Executive Order 19801 of June 1, 2030 (Ropes), as amended, is further amended by:")
    below = ("sec-4/a", "striking “rope” in section 2;")
    assert done(first, item, second, below)[-1] == ("amends", "/eo/19801#sec-2", True)


def test_provisions_of_an_order_known_only_with_another_day_are_of_no_other() -> None:
    amended = ("sec-3/a", "Section 1 of Executive Order 19800 is amended by striking “rope”.")
    listed = (
        "sec-3/b",
        "Section 1 of Executive Order 19802 of August 27, 1940, about buoys, is amended by adding “a” in Section 2.",
    )
    assert [one for one in done(amended, listed) if "19800" in one[1]] == [("amends", "/eo/19800#sec-1", True)]


# a lead, the items below or behind it, and what they say
NUMBER_LISTS: list[tuple[str, list[tuple[str, str]], list[tuple[str, str, bool]]]] = [
    # Flat paragraphs with a heading; an order that an item names is not listed.
    (
        "It is ordered that the following Executive Orders, and any amendments thereto, are revoked:",
        [
            ("p2", "No. Subject"),
            ("p3", "19800 Sweeping of stairs."),
            ("p4", "19802 Amending Executive Order No. 19801."),
        ],
        [("revokes", "/eo/19800", False), ("revokes", "/eo/19802", False)],
    ),
    # Below it, each with its day; one without a number does not end the list.
    (
        "The following Executive orders are hereby revoked:",
        [("p1/p1", "No. 19800 of June 1, 2030."), ("p1/p2", "Unnumbered order of May 2."), ("p1/p3", "No. 19801.")],
        [("revokes", "/eo/19800", False), ("revokes", "/eo/19801", False)],
    ),
    # The second line of an item does not end the list, other words do; without a lead a number is no order.
    (
        "The following Executive Orders are revoked:",
        [("p2", "19800 Stairs"), ("p3", "and ropes."), ("p4", "19801 Stairs")],
        [("revokes", "/eo/19800", False), ("revokes", "/eo/19801", False)],
    ),
    (
        "The following Executive Orders are revoked:",
        [("p2", "19800 Stairs"), ("p3", "This order does not affect stairs."), ("p4", "Jane Roe"), ("p5", "19801 A")],
        [("revokes", "/eo/19800", False)],
    ),
    ("The following stairs are closed:", [("p2", "19800 Tower Street")], []),
]


@pytest.mark.parametrize(("lead", "items", "expected"), NUMBER_LISTS)
def test_orders_are_listed_by_number_alone(
    lead: str, items: list[tuple[str, str]], expected: list[tuple[str, str, bool]]
) -> None:
    assert done(("p1", lead), *items) == expected


def test_orders_named_by_day_and_then_number() -> None:
    wording = (
        "I hereby amend the Executive order of June 1, 2030, no. 19800, creating the Committee, and the Executive"
        " Order of June 2, 2030 (No. 19801), amending said order, to conform to the following orders:"
    )
    assert done(("p1", wording)) == [("amends", "/eo/19800", False), ("amends", "/eo/19801", False)]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        (
            "Revoking in Part Executive Order No. 6583 of February 3, 1934, and Withdrawing Public Lands",
            [("revokes", "/eo/6583", True)],
        ),
        (
            "Revocation of Executive Order No. 6774 of June 30, 1934, Withdrawing Public Lands; Washington",
            [("revokes", "/eo/6774", False)],
        ),
        ("Partial Revocation of Executive Order No. 6110 of May 2, 1933", [("revokes", "/eo/6110", True)]),
        ("Revoking Executive Order No. 6228 of July 28, 1933, as to a Cemetery", [("revokes", "/eo/6228", True)]),
        ("Amendment of Section 2 of Executive Order No. 9952 of April 22, 1948", []),  # a digit: which order is unsure
        ("Amendment of Executive Order No. 9952 of April 22, 1948", [("amends", "/eo/9952", False)]),
        # Without a day, or told of something else.
        ("Amending Executive Order No. 11746 relating to Federal Regional Councils", []),
        ("Revocation of Withdrawal of Public Lands Pending Resurvey, Wyoming", []),
        ("Delegations Under Executive Order No. 9952 of April 22, 1948", []),
    ],
)
def test_a_title_tells_what_is_revoked(title: str, told: list[tuple[str, str, bool]]) -> None:
    assert [(note.verb, note.address, note.in_part) for note in notes_of_title(title)] == told


def test_a_notice_continues_the_emergency_of_an_order() -> None:
    rows = [ProvisionText("p1", "I am continuing for 1 year the national emergency declared in Executive Order 19800.")]
    notice = replace(HERE, kind="notice")
    acts = acts_of(rows, references_of(rows, notice, CachedLookup(ARCHIVE)), notice)
    assert [act.verb for act in acts] == ["continues"]
    assert acts_of(rows, references_of(rows, HERE, CachedLookup(ARCHIVE)), HERE) == []


def test_a_notice_continues_what_must_continue_in_effect() -> None:
    wording = "On May 1, 2030, by Executive Order 19800, the President declared a national emergency. It goes on."
    rows = [ProvisionText("p1", wording), ProvisionText("p2", "The national emergency must continue in effect.")]
    notice = replace(HERE, kind="notice")
    acts = acts_of(rows, references_of(rows, notice, CachedLookup(ARCHIVE)), notice)
    assert [(act.verb, _object(act.reference)) for act in acts] == [("continues", "/eo/19800")]


def test_a_letter_reports_and_does_nothing() -> None:
    rows = [ProvisionText("p1", "I have issued an order that ends this, and revokes Executive Order 19800.")]
    letter = replace(HERE, kind="letter")
    assert acts_of(rows, references_of(rows, letter, CachedLookup(ARCHIVE)), letter) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # The verb is shown with a later object too, and with an item of its list.
        (
            "This order revokes Executive Order 19801, and Executive Order 19800.",
            "This order revokes Executive Order 19801, and Executive Order 19800",
        ),
        (
            "The following are hereby revoked: Executive Order 19800.",
            "following are hereby revoked: Executive Order 19800",
        ),
        # The part that is acted on is shown with its document, also behind a point of its label.
        (
            "That paragraph numbered 1 of Executive Order 19800 is hereby revoked.",
            "paragraph numbered 1 of Executive Order 19800 is hereby revoked",
        ),
        (
            "Executive Order 19801 and section 1-4. “Lamps” of Executive Order 19800 of June 1, 2030, are revoked.",
            "section 1-4. “Lamps” of Executive Order 19800 of June 1, 2030, are revoked",
        ),
        (
            "The first sentence of section 1 of Executive Order 19800 is amended.",
            "The first sentence of section 1 of Executive Order 19800 is amended",
        ),
    ],
)
def test_the_words_of_an_act_show_its_verb(text: str, words: str) -> None:
    rows = [ProvisionText("sec-3", text)]
    assert acts_of(rows, references_of(rows, HERE, CachedLookup(ARCHIVE)), HERE)[-1].words == words


# words, and who is said to have amended what before
REPORTED: list[tuple[str, list[tuple[str, str]]]] = [
    ("Executive Order 19800, as amended by Executive Order 19801, is revoked.", [("/eo/19801", "/eo/19800")]),
    # With its day and title.
    (
        "Executive Order 19800 of May 1, 2010 (Records), as further amended by Executive Order 19801, applies.",
        [("/eo/19801", "/eo/19800")],
    ),
    # Superseded is not amended; what an order amends itself is its own act.
    ("Executive Order 19800, as superseded by Executive Order 19801, applies.", []),
    ("Executive Order 19800 is amended by Executive Order 19801.", []),
]


@pytest.mark.parametrize(("text", "expected"), REPORTED, ids=[case[0][:50] for case in REPORTED])
def test_later_texts_tell_of_amendments(text: str, expected: list[tuple[str, str]]) -> None:
    words = [ProvisionText("p1", text)]
    found = reported_amendments(words, references_of(words, HERE, CachedLookup(ARCHIVE)))
    assert [(address_of(one.amending), address_of(one.amended)) for one in found] == expected


# a provision, and the words by which its document ends itself, with the printed day
EXPIRES: list[tuple[str, date | None]] = [
    ("This order shall expire on June 30, 1985, unless extended.", date(1985, 6, 30)),
    ("This proclamation shall remain in effect until May 1, 2021.", date(2021, 5, 1)),
]
# A body that ends, a duty, a denial.
GOES_ON = [
    "The Commission established by this order shall terminate on June 30, 1985.",
    "Under this order, the Secretary shall end the program.",
    "This order shall not expire on June 30, 1985.",
]


@pytest.mark.parametrize(("text", "day"), EXPIRES)
def test_documents_end_by_their_own_terms(text: str, day: date | None) -> None:
    found = own_expiry([ProvisionText("sec-9", text)])
    assert found and (found.path, found.day) == ("sec-9", day)


@pytest.mark.parametrize("text", GOES_ON)
def test_what_ends_no_document(text: str) -> None:
    assert own_expiry([ProvisionText("sec-9", text)]) is None


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("Executive Order 19800 is suspended for 90 days", date(2021, 4, 20)),
        ("is suspended until May 1, 2021", date(2021, 5, 1)),
        ("is suspended for a period of sixty days", date(2021, 3, 21)),
        ("is suspended", None),
    ],
)
def test_until_when_an_order_is_suspended(words: str, until: date | None) -> None:
    assert suspended_until(words, date(2021, 1, 20)) == until


def address_of(reference: CrossReference) -> str:
    """The address of the document a reference is to, held or not."""
    return reference.targets[0].document.address if reference.targets else reference.named[0]


# a provision, and whether it declares a national emergency
DECLARED: list[tuple[str, bool]] = [
    ("I hereby declare a national emergency to deal with that threat.", True),
    ("I hereby determine that the actions are a threat and declare a national emergency to deal with it.", True),
    ("I do proclaim the existence of an unlimited national emergency.", True),
    # What still exists is not declared, what another declared neither.
    ("I do hereby declare that said national emergency still exists.", False),
    ("The President declared a national emergency in 2015.", False),
    # Quoted words declare nothing.
    ("Strike “I hereby declare a national emergency” in section 1.", False),
]


@pytest.mark.parametrize(("text", "expected"), DECLARED, ids=[case[0][:40] for case in DECLARED])
def test_emergencies_are_declared(text: str, expected: bool) -> None:
    assert bool(declared_emergency("executive-order", [ProvisionText("sec-1", text)])) is expected


@pytest.mark.parametrize(
    ("text", "declared", "signed", "until"),
    [
        # The notice says beyond which day.
        ("must continue in effect beyond March 6, 2021.", date(2014, 3, 6), date(2021, 3, 2), date(2022, 3, 6)),
        # Without such words, the anniversary after the notice.
        ("I am continuing the emergency for 1 year.", date(2014, 3, 6), date(2021, 3, 2), date(2022, 3, 6)),
        # Declared on a leap day.
        ("I am continuing it for 1 year.", date(2000, 2, 29), date(2021, 2, 20), date(2022, 2, 28)),
        # Nothing is known of the declaration.
        ("I am continuing it for 1 year.", None, date(2021, 3, 2), None),
    ],
)
def test_until_when_an_emergency_continues(text: str, declared: date | None, signed: date, until: date | None) -> None:
    assert continued_until([ProvisionText("p1", text)], declared, signed) == until


def test_new_words_of_another_order_end_a_third() -> None:
    words = [
        ProvisionText("sec-1", "Section 3 of Executive Order 19801 is amended to read as follows:"),
        ProvisionText(
            "sec-1/q1/sec-3", "Executive Order 19800 is revoked. Section 2 of Executive Order 19801 is amended."
        ),
    ]
    acts = acts_of(words, references_of(words, HERE, CachedLookup(ARCHIVE)), HERE)
    assert [(act.verb, act.reference.path) for act in acts] == [("amends", "sec-1"), ("revokes", "sec-1/q1/sec-3")]


def test_quoted_words_do_nothing() -> None:
    assert done(("sec-2/q1/sec-3", "Section 1 of Executive Order 19800 is hereby revoked.")) == []
    assert done(("sec-2/q1/sec-3", "Executive Order 19800 is hereby amended.")) == []


# what was done to a document, and its status
STATUSES: list[tuple[list[Effect], str]] = [
    ([], ""),
    ([Effect("amends"), Effect("revokes")], "revoked"),
    ([Effect("amends"), Effect("revokes", in_part=True)], "revoked-in-part"),
    ([Effect("revokes", path="sec-2"), Effect("supersedes")], "superseded"),
    ([Effect("see"), Effect("continues")], ""),
    ([Effect("nullifies")], "nullified"),
    ([Effect("nullifies", in_part=True)], "revoked-in-part"),
    # A reinstatement takes back what came before it, and only that; both days must be known.
    ([Effect("revokes", day=date(2021, 1, 22)), Effect("reinstates", day=date(2025, 1, 20))], "reinstated"),
    ([Effect("reinstates", day=date(2023, 2, 16)), Effect("revokes", day=date(2025, 4, 15))], "revoked"),
    ([Effect("reinstates", day=date(2023, 2, 16)), Effect("amends", day=date(2020, 8, 24))], "amended"),
    ([Effect("revokes"), Effect("reinstates", day=date(2025, 1, 20))], "revoked"),
    ([Effect("revokes", day=date(2021, 1, 22)), Effect("reinstates", True, day=date(2025, 1, 20))], "revoked"),
    ([Effect("suspends", day=date(1998, 8, 5))], ""),
]


@pytest.mark.parametrize(("effects", "expected"), STATUSES)
def test_the_gravest_effect_counts(effects: list[Effect], expected: str) -> None:
    assert status_of(effects) == expected


def status_by_notes(text: str) -> str:
    return status_of(Effect(note.verb, note.in_part) for note in notes_of(text) if note.passive)


# the notes of a list, and the status they come to
STATUSES_BY_NOTES: list[tuple[str, str]] = [
    ("", ""),
    ("Revoked by: EO 13062, September 29, 1997", "revoked"),
    ("Superseded by: EO 11721, May 23, 1973", "superseded"),
    # the gravest counts, wherever it is
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


@pytest.mark.parametrize(("notes", "expected"), STATUSES_BY_NOTES)
def test_notes_come_to_a_status(notes: str, expected: str) -> None:
    assert status_by_notes(notes) == expected


@given(st.text(max_size=300))
def test_any_notes_have_a_status(notes: str) -> None:
    assert status_by_notes(notes) in get_args(Status)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("On March 13, 2030, by Proclamation 9994, the President declared an emergency.", date(2030, 3, 13)),
        ("that was declared on March 1, 2030, in Proclamation 9994, as amended", date(2030, 3, 1)),
        ("the emergency declared in Proclamation 9994 of March 13, 2030, beginning March 1", date(2030, 3, 13)),
        # Of another document, and of none.
        ("On March 13, 2030, by Proclamation 99941, and by Proclamation 9994", None),
        ("", None),
    ],
)
def test_the_day_of_a_declaration_is_told_by_others(words: str, day: date | None) -> None:
    assert declared_on([ProvisionText("p1", words)], "Proclamation 9994") == day
