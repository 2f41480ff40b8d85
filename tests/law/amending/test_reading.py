"""What instructions say: verb, words, joint, words, place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from eo_browser.law.amending import instructions_of, joined_text
from eo_browser.law.amending.places import found_in
from eo_browser.law.amending.quoted_words import skeleton
from tests.law.amending.drafts import TARGET, draft, read

ORDER = "Executive Order 99100 of January 1, 2001,"
ORDER_IS = f"{ORDER} is amended"


@dataclass(frozen=True)
class Case:
    """Words, and the instruction they are: operation, paths, old words (or those it goes next to), new words."""

    words: str
    operation: str
    paths: tuple[str, ...] = ()
    old: str = ""
    new: str = ""
    times: str = "once"


CASES = (
    # Which occurrence.
    Case(
        f"Section 1 of {ORDER_IS} by striking “a” the second time it appears and inserting “b”.",
        "substitute",
        ("sec-1",),
        "a",
        "b",
        "second",
    ),
    Case(f"{ORDER_IS} in the paragraph preceding section 1 by striking “a”.", "strike", ("preamble",), "a"),
    Case(
        f"A new Sec. 2(d) of {ORDER} is inserted after Sec. 2(c) to read as follows: “Bells are rung.”",
        "insert",
        ("sec-2",),
        "",
        "Bells are rung.",
    ),
    # Old words first.
    Case(
        f"{ORDER_IS} in section 1 by striking “a” and inserting in lieu thereof “b”.",
        "substitute",
        ("sec-1",),
        "a",
        "b",
    ),
    Case(
        f"Section 1 of {ORDER} is amended by deleting “a” and substituting therefor “b”.",
        "substitute",
        ("sec-1",),
        "a",
        "b",
    ),
    Case(
        f'Section 1 of {ORDER} is amended by deleting the words "a" and inserting the words "b".',
        "substitute",
        ("sec-1",),
        "a",
        "b",
    ),
    Case(
        f"{ORDER_IS} by striking “a” in sections 2 and 12(c) and inserting “b” in lieu thereof.",
        "substitute",
        ("sec-2", "sec-12/c"),
        "a",
        "b",
    ),
    # New words first.
    Case(
        f"Section 8(a)(1)(E) of {ORDER} is modified by substituting “b” for “a”.",
        "substitute",
        ("sec-8/a/1/E",),
        "a",
        "b",
    ),
    Case(
        f"{ORDER_IS} in section 2(a) by inserting in the first sentence “b” in place of “a”.",
        "substitute",
        ("sec-2/a",),
        "a",
        "b",
    ),
    Case(f"{ORDER_IS} by replacing “a” with “b” wherever it appears.", "substitute", (), "a", "b", "everywhere"),
    # Passive.
    Case(
        f"In section 4 of {ORDER} the words “a” are deleted and the words “b” are inserted in lieu thereof.",
        "substitute",
        ("sec-4",),
        "a",
        "b",
    ),
    Case(
        "The word “a” is deleted wherever it appears in the preamble and in Section 2(a) of Executive Order 99100.",
        "strike",
        ("preamble", "sec-2/a"),
        "a",
        "",
        "everywhere",
    ),
    # Put in.
    Case(
        f"The preamble of {ORDER} is amended by addition after “(“Act”),” the phrase “as amended (“Research Act”),”.",
        "insert",
        ("preamble",),
        "",
        "as amended (“Research Act”),",
    ),
    Case(f"{ORDER_IS} in section 3 by inserting a comma after “a”.", "insert", ("sec-3",), "", ","),
    # Nested marks, a mark that is set the wrong way round, and one before which white space is printed.
    Case(
        (
            f"{ORDER_IS} by striking “the Keeper (“Keeper”)” in section 1 and inserting “the Warden "
            f"(“Warden”)” in lieu thereof."
        ),
        "substitute",
        ("sec-1",),
        "the Keeper (“Keeper”)",
        "the Warden (“Warden”)",
    ),
    Case(
        f"{ORDER_IS} in section 1 by striking “a“ and inserting in lieu thereof ”b”.",
        "substitute",
        ("sec-1",),
        "a",
        "b",
    ),
    Case(
        f'{ORDER_IS} in section 1 by deleting the words "a " and inserting in lieu thereof "b".',
        "substitute",
        ("sec-1",),
        "a",
        "b",
    ),
    # The place of the new words first.
    Case(f"Section 3 of {ORDER} is amended by, after “a”, inserting “b”.", "insert", ("sec-3",), "", "b"),
    # Provisions.
    Case(f"{ORDER_IS} by revoking subsection (b) of section 2.", "strike", ("sec-2/b",), "sec-2/b"),
    Case(
        f"Section 2 of {ORDER} is amended to read as follows: “Sec. 2. Nothing.”", "replace", ("sec-2",), "", "Nothing."
    ),
    Case(
        f"The last sentence of section 1 of {ORDER} is amended to read “They stop.”",
        "replace",
        ("sec-1",),
        "last sentence",
        "They stop.",
    ),
    Case(
        f'{ORDER_IS} by adding a new section 1(d) that shall read "(d) the Bell;".',
        "insert",
        ("sec-1",),
        "",
        "the Bell;",
    ),
    # The place behind "adding to" is no new label.
    Case(f"{ORDER_IS} by adding to section 1, “(d) the Bell;”.", "insert", ("sec-1",), "", "the Bell;"),
    Case(
        f"{ORDER_IS} by substituting the following for section 1(c): “(c) the Bell.”",
        "replace",
        ("sec-1/c",),
        "",
        "the Bell.",
    ),
    # A section of a title of the Code is no place in the order.
    Case(
        f"By virtue of section 9 of Title 5, United States Code, section 1 of {ORDER} is amended by striking “a”.",
        "strike",
        ("sec-1",),
        "a",
        "",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.words[-70:])
def test_an_instruction_is_read(case: Case) -> None:
    (found,) = read(case.words)
    assert (found.target, found.operation, found.place.paths, found.times) == (
        "/eo/99100",
        case.operation,
        case.paths,
        case.times,
    )
    assert (found.old, joined_text(found.new), found.doubts) == (case.old, case.new, ())


DOUBTFUL = (
    # By meaning, on condition, left to judgement, an end that is not printed, words no rule takes.
    (f"{ORDER_IS} to the extent that it is inconsistent with this order.", "OTHER"),
    ("Upon issuance of the rule, subsections 2(a) and 2(c) of Executive Order 99100 are revoked.", "CONDITION"),
    (
        (
            f"{ORDER_IS} by deleting “Bureau” and inserting “Office” wherever “Bureau” is used as a "
            f"reference to the Office of Oil."
        ),
        "JUDGEMENT",
    ),
    (f"{ORDER_IS} by striking “a” except in citing the Act and inserting in lieu thereof “b”.", "JUDGEMENT"),
    (f"Section 2 of {ORDER} is amended to read as follows:", "NEW_WORDS_OPEN"),
    (
        (
            f"{ORDER_IS} in section 1 by striking “a” after “b” the first time it appears, and "
            f"inserting instead a comma (“,”)."
        ),
        "EXTENT_UNSURE",
    ),
    (
        (
            f"{ORDER_IS} in section 1 by striking “a” and inserting in lieu thereof “b” the first "
            f"time it appears and “c” the second and third times it appears."
        ),
        "UNREAD",
    ),
    (
        (f"Sections 1 through 3 of {ORDER} are hereby revoked to the extent they are inconsistent with this order."),
        "OTHER",
    ),
    (f"Section 1 of {ORDER} is hereby revoked with respect to clocks wound before this day.", "CONDITION"),
    (
        (
            f"{ORDER_IS} by changing the period at the end of section 1 to a colon and by adding "
            f"after that colon the following: “b”."
        ),
        "EXTENT_UNSURE",
    ),
    (f"{ORDER_IS} in section 1 by striking “a” and inserting in lieu thereof:", "NEW_WORDS_OPEN"),
    (f"{ORDER_IS} by changing the day of such transfer to August 1, 2002.", "UNREAD"),
    (f"Paragraph (/) of section 1 of {ORDER} is amended to read “b”.", "PLACE_NOT_FOUND"),
)


@pytest.mark.parametrize(("words", "reason"), DOUBTFUL)
def test_an_unsure_instruction_has_its_reason(words: str, reason: str) -> None:
    assert {doubt for one in read(words) for doubt in one.doubts[:1]} == {reason}


NOTHING = (
    # An act of others, after a revocation that is whole.
    "Executive Order 99100 is hereby revoked. The agencies shall review actions under section 3(e) of that order and "
    "rescind such actions identified in the review.",
    # Revoked whole; named as what amended before; a law; a report of what was done; not done.
    "Executive Order 99100 of January 1, 2001, is revoked.",
    "The Board established by Executive Order 99100, as amended by Executive Order 99101, shall meet.",
    "The following are hereby added to the list of bells established by Executive Order 99101, as amended by the "
    "second paragraph of Executive Order 99100:",
    "Section 2 of the Clock Act is amended by striking “a”.",
    "Permits issued under Executive Order 99100 shall remain in effect until modified, amended, or revoked.",
    "Permits issued under section 1 of Executive Order 99100 shall remain in effect until they are superseded.",
)


@pytest.mark.parametrize("words", NOTHING)
def test_other_sentences_give_no_instruction(words: str) -> None:
    assert read(words) == []


def test_targets_and_places_add_up_over_lead_ins() -> None:
    source = draft(
        "/eo/99200",
        """
sec-1 | Section 1. | Executive Order 99100, as amended by Executive Order 99150, is further amended:
  sec-1/1 | (1) | in section 1-701(a)—
    sec-1/1/A | (A) | by striking “a” and inserting in lieu thereof “b”; and
    sec-1/1/B | (B) | by striking “c”; and
  sec-1/2 | (2) | by revoking section 2.
""",
    )
    found = [(one.path, one.target, one.operation, one.place.paths) for one in instructions_of(source)]
    assert found == [
        ("sec-1/1/A", "/eo/99100", "substitute", ("sec-1-701/a",)),
        ("sec-1/1/B", "/eo/99100", "strike", ("sec-1-701/a",)),
        ("sec-1/2", "/eo/99100", "strike", ("sec-2",)),
    ]


def test_a_lead_in_without_provisions_below_leads_those_beside_it() -> None:
    """ "…is hereby amended as follows:" and its items on one level; a closing sentence is none of them."""
    source = draft(
        "/eo/99200",
        "p1 | | By the authority vested in me, Executive Order 99100 is hereby amended as follows:\n"
        "1 | (1) | in section 1, insert “b” after “a”;\n"
        "2 | (2) | By striking “c” in section 2.\n"
        "p2 | | By deleting “d” in section 3.\n"
        "p3 | | The Board shall strike “e” in its rules.",
    )
    found = instructions_of(source)
    assert [(one.target, one.operation, one.place.paths) for one in found] == [
        ("/eo/99100", "insert", ("sec-1",)),
        ("/eo/99100", "strike", ("sec-2",)),
        ("/eo/99100", "strike", ("sec-3",)),
    ]


def test_sections_that_begin_with_what_is_done_amend_the_one_order_of_the_lead_in() -> None:
    order = draft(
        "/eo/99200",
        """
preamble | |
  preamble/p1 | | By the authority vested in me, Executive Order 99100 is hereby amended as follows:
sec-1 | Section 1. | Amend section 2 to read as follows:
  sec-1/q1 | |
    sec-1/q1/sec-2 | Sec. 2. | The Board rests.
""",
    )
    found = [(one.target, one.operation, one.place.paths, one.doubts) for one in instructions_of(order)]
    assert found == [("/eo/99100", "replace", ("sec-2",), ())]


def test_items_of_the_following_are_amended_name_their_orders() -> None:
    source = draft(
        "/eo/99200",
        "sec-1 | Section 1. | The following are amended:\n"
        "  sec-1/a | (a) | section 2 of Executive Order 99101, by striking “a”; and\n"
        "  sec-1/b | (b) | section 3(c) of Executive Order 99102, by striking “b”.",
    )
    found = [(one.target, one.place.paths, one.old) for one in instructions_of(source)]
    assert found == [("/eo/99101", ("sec-2",), "a"), ("/eo/99102", ("sec-3/c",), "b")]


def test_what_is_amended_is_not_the_order_revoked_before_it() -> None:
    (one,) = read("Executive Order 99101 is revoked and Executive Order 99100 is amended by striking “a” in section 2.")
    assert (one.target, one.place.paths) == ("/eo/99100", ("sec-2",))


def test_each_of_two_orders_has_its_own_place() -> None:
    found = read(
        "The second sentence of both section 2(d) of Executive Order 99101 and of section 3 of Executive Order 99102 "
        "are amended by deleting “ten” and inserting “up to 20” in lieu thereof."
    )
    assert [(one.target, one.place.paths) for one in found] == [
        ("/eo/99101", ("sec-2/d",)), ("/eo/99102", ("sec-3",))
    ]  # fmt: skip


def test_a_list_of_orders_gives_one_instruction_each() -> None:
    source = draft(
        "/eo/99200",
        """
sec-2 | Sec. 2. | Each of the Executive Orders listed in this section is amended by deleting the words "Bureau of Oil" wherever they occur and inserting in lieu thereof "Office of Oil":
  sec-2/p1 | | 99100 99103
  sec-2/p2 | | 99104, except for section 3
""",  # noqa: E501
    )
    found = [(one.target, one.old, one.times, one.doubts) for one in instructions_of(source)]
    assert found == [
        ("/eo/99100", "Bureau of Oil", "everywhere", ()),
        ("/eo/99103", "Bureau of Oil", "everywhere", ()),
        ("/eo/99104", "Bureau of Oil", "everywhere", ("JUDGEMENT",)),
    ]


def test_a_list_of_parts_superseded_is_read_item_by_item() -> None:
    source = draft(
        "/eo/99200",
        """
sec-2 | Sec. 2. | The following are hereby superseded:
  sec-2/1 | (1) | Section 1 of Executive Order No. 99100 of January 1, 2001.
  sec-2/2 | (2) | Executive Order No. 99101.
""",
    )
    assert [(one.target, one.operation, one.old) for one in instructions_of(source)] == [
        ("/eo/99100", "strike", "sec-1")
    ]


def test_the_part_that_an_item_of_a_list_leaves_out_is_not_the_place() -> None:
    source = draft(
        "/eo/99200",
        """
sec-2 | Sec. 2. | The following are hereby superseded:
  sec-2/1 | (1) | Executive Order No. 99100 of January 1, 2001, except Part II thereof.
  sec-2/2 | (2) | Executive Order No. 99101, as amended, except section 4 thereof.
""",
    )
    assert [(one.target, one.operation, one.place.paths) for one in instructions_of(source)] == [
        ("/eo/99100", "other", ()),
        ("/eo/99101", "other", ()),
    ]


PLACES = (
    ("subparagraphs (b) and (c) of paragraph 2 thereof", ("2/b", "2/c"), ()),
    ("Sections l(h) and l(i)", ("sec-1/h", "sec-1/i"), ()),  # a scan's l for 1
    ("sections 2, 5(a)(3)(E), and 6(c)", ("sec-2", "sec-5/a/3/E", "sec-6/c"), ()),
    ("the first three sentences of section 2.4", ("sec-2.4",), (1, 2, 3)),
    ("the penultimate sentence of Section 2", ("sec-2",), (-2,)),
    ("subsection (a) and item (4) of subsection (b) of section 5.3", ("sec-5.3/a", "sec-5.3/b/4"), ()),
    ("subsection (c) of Section 1 of Part II", ("sec-1/c",), ()),
    ("subsection (d) of section 5 and section 6 of", ("sec-5/d", "sec-6"), ()),
    ("subsection (a) of sections 1 and 2", ("sec-1/a", "sec-2/a"), ()),
    ("those clauses are amended", (), ()),
    ("section 3 of the Clock Act of 1950", (), ()),
    ("section 2 of this order", (), ()),
)


@pytest.mark.parametrize(("words", "paths", "sentences"), PLACES)
def test_a_place_is_read(words: str, paths: tuple[str, ...], sentences: tuple[int, ...]) -> None:
    found = found_in(words)
    assert (tuple(pin.path for pin in found.pins), found.sentences) == (paths, sentences)


def test_quoted_words_are_taken_out_and_lead_back() -> None:
    text = "by striking “a (“b”)” and inserting a comma"
    signs = skeleton(text)
    assert [one.text for one in signs.quoted] == ["a (“b”)", ","]
    assert text[signs.quoted[0].start : signs.quoted[0].end] == "a (“b”)"
    assert [one.named for one in signs.quoted] == [False, True]


def test_the_day_comes_from_the_sentence_or_from_the_document() -> None:
    words = f"{ORDER} is amended, effective as of March 1, 1984, by striking “a” in section 1."
    assert [str(one.effective) for one in read(words)] == ["1984-03-01"]
    source = draft(
        "/eo/99200",
        f"""
sec-1 | Section 1. | {ORDER} is amended by striking “a” in section 1.
sec-2 | Sec. 2. | This order shall be effective July 1, 2002.
""",
    )
    assert [str(one.effective) for one in instructions_of(source)] == ["2002-07-01"]


LED = """
preamble/p1 | | By the authority vested in me, Executive Order 99100 is further amended as follows:
sec-1 | Section 1. | A new section is inserted after section 2 as follows:
  sec-1/q1 | |
    sec-1/q1/sec-2A | 2A | The Tower."
"""


def test_a_sentence_that_begins_with_a_new_section_is_of_the_order_named_before() -> None:
    (one,) = instructions_of(draft("/eo/99200", LED))
    assert (one.target, one.operation, one.behind, one.doubts) == ("/eo/99100", "insert", "sec-2", ())


COMMANDS = (
    # the order is "No.", and the verb is behind it
    "In subsection (c) of Section 1 of Executive Order No. 99100, as amended, delete “Board” in the proviso.",
    "In both the beginning and end of subsection (d) of Section 1 of Executive Order No. 99100, delete “Board”.",
    # revoked as to some land: by meaning
    "Executive Order No. 99100 of May 1, 1934, is hereby revoked as to the following-described tract of land:",
)


@pytest.mark.parametrize("words", COMMANDS)
def test_what_orders_something_is_listed(words: str) -> None:
    assert [one.target for one in read(words)] == ["/eo/99100"]


def test_words_named_first_are_those_that_others_go_behind() -> None:
    (one,) = read(
        "Section 1 of Executive Order 99100 is amended by inserting after “the oil” the following “, the key”."
    )
    assert (one.beside, joined_text(one.new), one.side) == ("the oil", ", the key", "after")


PARTS = """
p1 | | Executive Order 99100 is amended as follows:
1 | (1) | Section 1 of Part I is amended by striking “a”.
2 | (2) | Section 2 of Part II is amended by striking “b”.
3 | (3) | Section 3 is amended by striking “c”.
p2 | | The amendments to Part I shall be effective 30 days after the date of this order. The amendments to Part II shall be effective one year after the date of this order.
"""  # noqa: E501


def test_the_amendments_to_a_part_have_its_day() -> None:
    found = instructions_of(draft("/eo/99200", PARTS, date(2000, 2, 29)))
    assert [(one.effective, one.doubts) for one in found] == [
        (date(2000, 3, 30), ()),
        (date(2001, 2, 28), ()),
        (None, ("CONDITION",)),  # of which part?
    ]


def test_the_close_of_business_on_a_day_is_that_day() -> None:
    words = f"Section 3 of {ORDER} is amended, effective at the close of business on May 3, 2002, by striking “a”."
    assert [one.effective for one in read(words)] == [date(2002, 5, 3)]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("This order is effective at 12:01 a.m., eastern daylight time, on May 7, 2002.", ["2002-05-07"]),
        ("This order shall be effective as of noon on May 7, 2002.", ["2002-05-07"]),
        ("This amendment shall become effective as of May 7, 2002.", ["2002-05-07"]),
        ("This order shall be retroactive to May 7, 2001, the day of the order it amends.", ["2001-05-07"]),
        ("The amendments made by this order shall become effective ninety days from this date.", ["2002-05-03"]),
        ("This order shall become effective thirty days after the date thereof.", ["2002-03-04"]),
        (
            "This order is effective on the first day of the first month commencing after the date hereof.",
            ["2002-03-01"],
        ),
        ("This order shall be effective upon publication in the Federal Register.", ["2002-02-05"]),
        ("This order shall be effective ten days after the date of its publication.", ["2002-02-15"]),
        # of another provision of the amending document: not this one's day
        ("The amendments made by section 5 of this order shall be effective May 7, 2002.", ["None"]),
        ("Section 1 of this order shall become effective at the close of May 7, 2002.", ["2002-05-07"]),
        ("This order is effective immediately.", ["None"]),
    ],
)
def test_the_day_a_document_says_for_its_amendments(words: str, days: list[str]) -> None:
    outline = f"sec-1 | Section 1. | {ORDER} is amended by striking “a” in section 1.\nsec-2 | Sec. 2. | {words}"
    source = replace(draft("/eo/99200", outline, date(2002, 2, 2)), published=date(2002, 2, 5))
    assert [str(one.effective) for one in instructions_of(source)] == days


def test_an_amendment_that_waits_for_an_event_is_in_doubt_beside_those_that_have_a_day() -> None:
    outline = f"""
p1 | | {ORDER} is amended as follows:
1 | 1. | Section 2 is revoked.
2 | 2. | Section 11(a) is revoked.
p2 | | The amendments made by this order shall be effective ninety days from this date except that the amendments to\
 sections 11(a) and 11(c) shall not become effective until the criteria are issued.
"""
    found = instructions_of(draft("/eo/99200", outline, date(2002, 2, 2)))
    assert [(str(one.effective), one.doubts) for one in found] == [("2002-05-03", ()), ("2002-05-03", ("CONDITION",))]


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        # what is left out, or one instance of several, is not the place
        (f"{ORDER} is revoked, except for section 3 thereof.", ()),
        (
            f"Each reference to the Bell Office in any order, including that in section 2(e) of "
            f"{ORDER}, is hereby amended accordingly.",
            (),
        ),
        # by meaning, without the word "amend"
        (
            f"The reference in section 3(c) of {ORDER} to the Bell Office shall after this date be "
            "deemed to be a reference to the Bell Board.",
            ("sec-3/c",),
        ),
        (f"The term “Bell Act”, wherever it occurs in {ORDER}, shall be deemed to include that Act, as amended.", ()),
        (
            f"This order shall be deemed an amendment of and substitution for paragraph 2(b) of {ORDER}.",
            ("2/b",),
        ),
    ],
)
def test_what_amends_by_meaning_is_listed_with_the_place_it_concerns(words: str, paths: tuple[str, ...]) -> None:
    [one] = read(words)
    assert (one.operation, one.place.paths) == ("other", paths)


def test_that_nothing_is_deemed_to_change_changes_nothing() -> None:
    assert not read(f"Nothing in this order shall be deemed to supersede any provision of {ORDER}.")


def test_such_order_is_the_one_that_the_recital_says_is_to_be_amended() -> None:
    words = (
        f"By the authority vested in me, and in order to amend {ORDER}, it is hereby ordered that section 3 of such "
        "order is amended by striking “a”."
    )
    assert [(one.target, one.place.paths, one.old) for one in read(words)] == [(TARGET, ("sec-3",), "a")]


def test_why_a_provision_is_amended_is_no_operation() -> None:
    words = f"Section 3 of {ORDER}, in order to delete a reference to the Council, is amended to read: “a b”."
    assert [(one.operation, one.doubts) for one in read(words)] == [("replace", ())]


@pytest.mark.parametrize(
    "words",
    [
        # an order named only for what it did to a third
        "Part II of Executive Order 99300, as amended by paragraphs (7) and (8) of Section 4 of {ORDER}, is revoked.",
        "Section 7 of Executive Order 99300, as revised by section 1(d) of {ORDER}, is revoked.",
        # what another document said would happen
        "The President provided that sections 1 and 2 of {ORDER} would be revoked on July 12, 2017.",
    ],
)
def test_an_order_named_in_passing_is_not_amended(words: str) -> None:
    assert TARGET not in {one.target for one in read(words.format(ORDER=ORDER))}
