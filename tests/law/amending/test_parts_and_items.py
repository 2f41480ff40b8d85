"""What is replaced or removed: a provision, something of it, an item; and what stands behind a block."""

from __future__ import annotations

from datetime import date

import pytest

from eo_browser.law.amending import AmendedState, instructions_of, states_of
from tests.law.amending.drafts import CLOCKS, TARGET, after, amender, amending, at, draft, read, text_of

ORDER = "Executive Order 99100"

# Only something of the provision named: nothing is applied.
OF_A_PART = (
    "The first proviso of section 1 of {o} is deleted.",
    "The authority granted by section 3 of {o} is revoked.",
    "That portion of section 1 of {o}, which precedes the proviso thereof, is amended to read as follows: “None.”",
    "In section 2(a) of {o}, the reference to the Board is deleted.",
    "{o} is amended by striking out all sections of the order except section 3.",
    "{o} is amended by striking out section 3 and inserting in lieu thereof “. . . the end.”",
)


@pytest.mark.parametrize("words", OF_A_PART)
def test_a_part_of_a_provision_is_not_the_provision(words: str) -> None:
    state = after(CLOCKS, amending(words.format(o=ORDER)))
    assert text_of(state) == text_of(states_of(CLOCKS, [])[0])
    assert {entry.reason for entry in state.not_applied} == {"EXTENT_UNSURE"}


NOT_OF_THIS_ORDER = (
    # The provision belongs to a document that amended the order, or to a memorandum.
    f"{ORDER}, as amended by Executive Order 99150 and by section 3 of Executive Order 99151, is revoked.",
    f"{ORDER} of January 1, 2001; section 3 of Presidential Memorandum of May 1, 2001; and others, are revoked.",
    f"The following-described orders, amending section 3 of {ORDER}, are hereby revoked:",
    f"Section 3 of Executive Order 99150 is revoked, and {ORDER} is revoked in its entirety.",
)


@pytest.mark.parametrize("words", NOT_OF_THIS_ORDER)
def test_a_provision_of_another_document_is_not_struck_here(words: str) -> None:
    assert not [one for one in read(words) if one.target == TARGET and not one.doubts]


def test_the_criteria_of_a_revocation_are_a_condition() -> None:
    words = f"Effective July 1, 2002 and provided the criteria in section 4 of this order are met, section 3 of {ORDER}"
    (one,) = read(f"{words} is revoked.")
    assert one.doubts == ("CONDITION",)


def test_a_revocation_as_of_a_day_begins_on_that_day() -> None:
    (one,) = read(f"Section 3 of {ORDER} is revoked as of August 11, 2002.")
    assert one.effective == date(2002, 8, 11)


def test_words_behind_a_block_order_something_more() -> None:
    source = draft(
        "/eo/99200",
        f"""
sec-1 | Section 1. | {ORDER} is amended:
  sec-1/a | (a) | By substituting for subsection (a) of section 1 the following:
    sec-1/a/q1 | |
      sec-1/a/q1/a | (a) | No Keeper." By deleting subsection (c) of section 1.
""",
        date(2002, 2, 2),
    )
    state = after(CLOCKS, source)
    assert at(state, "sec-1/a") == "No Keeper."
    assert "sec-1/c" not in {piece.path for piece in state.pieces if not piece.struck}


def test_a_paragraph_of_the_amending_order_at_the_end_of_a_block_leaves_the_words_open() -> None:
    source = amending(
        f"Subsection (a) of section 2 of {ORDER} is amended to read as follows:",
        "a | (a) | The Board has ten members.\np1 | | This order shall be effective as of July 1, 2003.",
    )
    assert [one.doubts for one in instructions_of(source)] == [("NEW_WORDS_OPEN",)]


def test_paragraphs_behind_the_last_of_several_provisions_are_its_own() -> None:
    target = draft(TARGET, "1 | (1) | One.\n2 | (2) | These are members:\np1 | | Anna. Berta.")
    block = "1 | (1) | First.\n2 | (2) | These are members:\np1 | | Clara. Dora."
    state = after(target, amending(f"Paragraphs (1) and (2) of {ORDER} are amended to read as follows:", block))
    assert text_of(state).splitlines() == ["1 | (1) | First.", "2 | (2) | These are members:", "2/p1 |  | Clara. Dora."]


def test_two_items_in_one_paragraph_of_a_block_are_two() -> None:
    source = amending(f"Section 1 of {ORDER} is amended by adding:", "d | (d) | The Bell. “(e) The Rope.")
    assert at(after(CLOCKS, source), "sec-1/e") == "The Rope."


def test_the_marks_of_seconds_close_no_quotation() -> None:
    source = amending(
        f"Section 3 of {ORDER} is amended to read as follows:", "sec-3 | Sec. 3. | To 46°48'00\", then to 46°20'00\"."
    )
    assert at(after(CLOCKS, source), "sec-3") == "To 46°48'00\", then to 46°20'00\"."


def test_a_sentence_of_several_paragraphs_is_not_run_together() -> None:
    source = amending(
        f"The last sentence of section 1 of {ORDER} is amended to read as follows:",
        "p1 | | They are of two kinds:\n  p1/1 | (1) | of brass, and",
    )
    assert [entry.reason for entry in after(CLOCKS, source).not_applied] == ["EXTENT_UNSURE"]


WORDS = (
    # Words that go on with a sentence stand before its full stop.
    (
        "Section 1 of {o} is amended by adding at the end of the first sentence: “, except that none shall strike.”",
        "sec-1",
        "The Director of Clocks shall keep every clock, except that none shall strike. The clocks shall be wound on "
        "Mondays. They are public.",
    ),
    (
        "Section 3 of {o} is amended by deleting the period at the end and by adding the following: “, unless kept.”",
        "sec-3",
        "This order shall end on May 1, 2003, unless kept.",
    ),
    (
        "{o} is amended in section 3, immediately before the period at the end of the section, inserting “at noon”.",
        "sec-3",
        "This order shall end on May 1, 2003 at noon.",
    ),
    (
        "{o} is amended by inserting in section 3 immediately after the last word the words “at noon”.",
        "sec-3",
        "This order shall end on May 1, 2003 at noon.",
    ),
    # A full stop that closes the instruction is not one in the text to go behind.
    (
        "Section 2(b) of {o} is amended by inserting the words “and the Keeper” after the words “Director of Clocks.”",
        "sec-2/b",
        "The Board reports to the Director of Clocks and the Keeper.",
    ),
    # The mark at the end of a sentence stays where the new words have none.
    (
        "The third sentence of section 1 of {o} shall read “They are free”",
        "sec-1",
        "The Director of Clocks shall keep every clock. The clocks shall be wound on Mondays. They are free.",
    ),
    # What introduces the items, told by the first of them.
    (
        "So much of section 1 of {o} as precedes subsection (a) is amended to read as follows: “His helpers are:”",
        "sec-1",
        "His helpers are:",
    ),
    (
        "{o} is amended by striking from the preamble of the said section 2 the words “and section 5 halls”.",
        "sec-2",
        "The Board of Bells shall meet in section 5 (b) rooms.",
    ),
    # Three sentences quoted behind a full stop.
    (
        "{o} is amended by deleting the first sentence of section 2(a) and inserting in lieu thereof the following two "
        "sentences. “It has ten members. All are old.”",
        "sec-2/a",
        "It has ten members. All are old.",
    ),
    (
        "{o} is amended by substituting the word “Ringer” wherever the word “Keeper” appears in section 1.",
        "sec-1/a",
        "The Director may appoint a Ringer;",
    ),
    (
        "In section 2(a) of {o}, as amended, delete “nine” and insert “ten” therefor.",
        "sec-2/a",
        "The Board has ten members.",
    ),
    ("Subsection (a) of section 2 of {o} is deleted and revised to read: “None.”", "sec-2/a", "None."),
)


@pytest.mark.parametrize(("words", "path", "expected"), WORDS)
def test_words_are_where_the_instruction_puts_them(words: str, path: str, expected: str) -> None:
    state = after(CLOCKS, amending(words.format(o=ORDER)))
    assert not state.not_applied
    assert at(state, path) == expected


ROOMS = draft(
    TARGET,
    """
sec-1 | Section 1. | Halls. The halls are:
  sec-1/1 | (1) | the bell hall;
  sec-1/2 | (2) | the oil hall.
sec-2 | Sec. 2. | Rooms. The rooms are:
  sec-2/1 | (1) | the rope room; and
  sec-2/2 | (2) | the wax room.
sec-3 | Sec. 3. | The end.
""",
)


def _after(*words: str) -> AmendedState:
    lines = [f"sec-1 | Section 1. | {ORDER} is amended by:"]
    lines += [f"  sec-1/{'abc'[n]} | ({'abc'[n]}) | {one}" for n, one in enumerate(words)]
    return after(ROOMS, draft("/eo/99200", "\n".join(lines), date(2002, 2, 2)))


def test_a_provision_redesignated_as_one_of_another_moves_there() -> None:
    state = after(ROOMS, amending(f"Subsections 2(1) and 2(2) of {ORDER} are redesignated subsections 1(3) and 1(4)."))
    assert [piece.path for piece in state.pieces] == [
        "sec-1",
        "sec-1/1",
        "sec-1/2",
        "sec-1/3",
        "sec-1/4",
        "sec-2",
        "sec-3",
    ]
    assert at(state, "sec-1/4") == "the wax room."


def test_an_item_put_in_as_words_makes_room_with_the_renumbering_behind_it() -> None:
    state = _after(
        "inserting “(2) the key room;” after “(1) the rope room; and” in section 2; and",
        "renumbering the subsequent subsections in section 2 appropriately.",
    )
    assert [at(state, f"sec-2/{n}") for n in (1, 2, 3)] == ["the rope room; and", "the key room;", "the wax room."]


def test_a_label_in_brackets_is_that_of_an_item_in_the_place_behind_it() -> None:
    state = _after("redesignating subsection (2) as subsection (3) in section 1.")
    assert at(state, "sec-1/3") == "the oil hall."


def test_a_label_in_brackets_without_a_place_is_no_section() -> None:
    state = _after("striking subsection (3).")
    assert at(state, "sec-3") == "The end."
    assert not state.complete


def test_a_label_after_a_renumbering_that_is_not_applied_is_not_sure() -> None:
    state = _after(
        "redesignating sections 1, 2, 4: and 3 as sections 2, 3, and 4;",
        "striking section 3.",
    )
    assert at(state, "sec-3") == "The end."
    assert state.not_applied[-1].reason == "GROUP"


def test_a_range_within_a_list_has_all_its_members() -> None:
    (first, *_rest) = read(f"{ORDER} is amended by revoking sections 1 through 3 and 7.")
    assert first.place.paths == ("sec-1", "sec-2", "sec-3", "sec-7")
    assert not first.place.ranged


def test_the_sections_of_a_hundred_go_with_it() -> None:
    target = draft(TARGET, "sec-1-1 | 1-1. | Bells.\nsec-1-101 | 1-101. | Ring.\nsec-1-2 | 1-2. | Oil.")
    state = after(target, amending(f"Section 1-1 of {ORDER} is revoked."))
    assert [piece.path for piece in state.pieces if not piece.struck] == ["sec-1-2"]


def test_a_heading_stays_where_the_words_behind_it_are_replaced() -> None:
    lines = "sec-1 | Section 1. | Halls. The halls are:\n  sec-1/a | (a) | one."
    target = draft(TARGET, lines)
    headed = target.passages[0].__class__("sec-1", "Halls. The halls are:", "Section 1.", "section", 0, "Halls.")
    target = target.__class__(target.address, target.signed, (headed, *target.passages[1:]))
    words = f"The introductory text following the heading for section 1 of {ORDER} is revised to read “There are:”"
    assert at(after(target, amending(words)), "sec-1") == "Halls. There are:"


def test_a_longer_name_is_left_and_in_doubt() -> None:
    target = draft(TARGET, "1 | 1. | The Board shall act.\n2 | 2. | It hears the Board of Bells.")
    state = after(
        target, amending(f"{ORDER} is amended by striking “Board” wherever it appears and inserting “Office”.")
    )
    assert at(state, "1") == "The Office shall act."
    assert at(state, "2") == "It hears the Board of Bells."
    assert [(entry.reason, entry.touches) for entry in state.not_applied] == [("JUDGEMENT", ("2",))]


def test_words_that_occur_too_often_put_only_the_provisions_that_have_them_in_doubt() -> None:
    state = after(CLOCKS, amending(f"{ORDER} is amended by striking “the Keeper” and inserting “the Board of Bells”."))
    assert not state.not_applied
    state = after(CLOCKS, amending(f"{ORDER} is amended by striking “Keeper” and inserting “Ringer”."))
    assert [piece.path for piece in state.pieces if piece.doubts] == ["sec-1/a", "sec-1/b"]


UNREAD_LEADS = (
    # New words below a sentence that is not understood.
    "{o} is bettered and amended as hereinafter set forth:",
)


@pytest.mark.parametrize("words", UNREAD_LEADS)
def test_a_lead_in_with_new_words_below_that_is_not_understood_is_told(words: str) -> None:
    state = after(CLOCKS, amending(words.format(o=ORDER), "a | (a) | New."))
    assert [entry.reason for entry in state.not_applied] == ["UNREAD"]


READ_NOW = (
    ("There is added to {o} at the end thereof the following section 4:", "sec-4 | Sec. 4. | More.", "insert"),
    ("The following is added at the end of section 2 of {o} as amended above:", "c | (c) | More.", "insert"),
    ("A new section 4 is added to {o} and shall read “Sec. 4. More.”", "", "insert"),
    (
        "Sections 2 through 3 of {o} are replaced with new sections 2 through 3 as follows:",
        "sec-2 | Sec. 2. | X.",
        "replace",
    ),
    ("Section 2 of {o} is amended by adding thereto “(c) More.”", "", "insert"),
    ("In section 3 of {o} insert “(a)” after the section number.", "", "designate"),
    ("Section 1 of {o} is amended by adding new subsections (d)-(e) to read as follows:", "d | (d) | More.", "insert"),
)


@pytest.mark.parametrize(("words", "block", "operation"), READ_NOW)
def test_other_forms_of_adding_and_replacing_are_read(words: str, block: str, operation: str) -> None:
    (one,) = read(words.format(o=ORDER), block)
    assert (one.operation, one.doubts, one.target) == (operation, (), TARGET)


def test_a_place_above_holds_for_the_sections_that_follow() -> None:
    source = draft(
        "/eo/99200",
        f"""
preamble | |
  preamble/p1 | | Section 1 of {ORDER} is hereby amended as follows:
sec-1 | Section 1. | In subsection (a) delete “Keeper” and substitute therefor “Ringer”.
""",
        date(2002, 2, 2),
    )
    assert at(after(CLOCKS, source), "sec-1/a") == "The Director may appoint a Ringer;"
    assert amender(source).instructions[0].place.paths == ("sec-1/a",)


def test_new_words_do_not_double_the_mark_before_them() -> None:
    order = draft(TARGET, "sec-1 | Section 1. | Under Executive Order 12072, the Director shall act.")
    words = f"Section 1 of {ORDER} is amended by inserting “, as amended,” after “Executive Order 12072,”."
    state = after(order, amending(words))
    assert at(state, "sec-1") == "Under Executive Order 12072, as amended, the Director shall act."


@pytest.mark.parametrize("paragraph", ["p1 | | The Director shall not watch.\n", ""])
def test_words_at_the_end_of_a_provision_whose_paragraphs_are_not_sure_are_in_doubt(paragraph: str) -> None:
    order = draft(TARGET, f"sec-1 | Section 1. | Surveillance [206]\n{paragraph}sec-2 | Sec. 2. | More.")
    words = f"Section 1 of {ORDER} is amended by inserting the following at the end of that section: “None may.”"
    assert [entry.reason for entry in after(order, amending(words)).not_applied] == ["EXTENT_UNSURE"]


def test_a_new_provision_that_takes_the_label_of_a_redesignated_one_goes_to_its_parent() -> None:
    source = draft(
        "/eo/99200",
        f"""
sec-1 | Section 1. | Section 2 of {ORDER} is amended as follows:
  sec-1/a | (a) | Paragraph (1) of subsection (a) is redesignated as paragraph (2) and the following new paragraph (1) is added:
    sec-1/a/1 | “(1) | The Board has a chair.”
""",  # noqa: E501
        date(2002, 2, 2),
    )
    assert {one.place.paths for one in amender(source).instructions} <= {("sec-2/a/1",), ("sec-2/a",)}


HUNDREDS = draft(
    TARGET,
    """
sec-1-2 | 1-2. | Exclusions.
sec-1-211 | 1-211. | The Bureau of Bells.
  sec-1-211/a | (a) | The Ringers (BoR).
sec-1-3 | 1-3. | Units abroad.
sec-1-301 | 1-301. | The Bureau of Clocks.
""",
)

# A new section goes behind its neighbour in number, before the heading of the next hundred.
BEFORE_A_HEADING = (
    (
        f"{ORDER} is amended by adding thereto the following new Section:",
        "sec-1-212 | 1-212. | The Tower.",
        "sec-1-212",
    ),
    # the quoted name of the place is not the new words
    (
        f"{ORDER} is amended by adding to Section 1-2 “Exclusions” the following new subsection 1-212:",
        "sec-1-212 | 1-212. | The Tower.",
        "sec-1-212",
    ),
    # behind one that is not there, because an instruction before was not applied
    (
        f"{ORDER} is amended by adding after section 1-212 the following new section:",
        "sec-1-213 | 1-213. | The Tower.",
        "sec-1-213",
    ),
)


@pytest.mark.parametrize(("words", "block", "path"), BEFORE_A_HEADING)
def test_a_new_section_goes_behind_its_neighbour_in_number(words: str, block: str, path: str) -> None:
    state = after(HUNDREDS, amending(words, block))
    paths = [piece.path for piece in state.pieces]
    assert at(state, path) == "The Tower."
    assert paths.index("sec-1-211/a") + 1 == paths.index(path) == paths.index("sec-1-3") - 1


def test_a_section_that_is_not_there_is_in_doubt_at_its_heading() -> None:
    state = after(HUNDREDS, amending(f"Section 1-214 of {ORDER} is revoked."))
    assert [entry.touches for entry in state.not_applied] == [("sec-1-2",)]


def test_words_for_a_full_stop_begin_with_a_space() -> None:
    words = f"Section 1-211(a) of {ORDER} is amended by deleting the period and inserting in lieu thereof “and all.”"
    assert at(after(HUNDREDS, amending(words)), "sec-1-211/a") == "The Ringers (BoR) and all."


def test_how_a_provision_came_is_no_place() -> None:
    words = f"{ORDER} is amended by adding after section 2 thereof (as added by Part I of this Executive order) the following new section:"  # noqa: E501
    (one,) = read(words, "sec-2A | Sec. 2A. | The Tower.")
    assert (one.behind, one.place.paths) == ("sec-2", ())


def test_words_that_are_elsewhere_are_in_doubt_there_too() -> None:
    words = f"Section 3 of {ORDER} is amended by striking “shall hold the keys and the oil”."
    (entry,) = after(CLOCKS, amending(words)).not_applied
    assert (entry.reason, entry.touches) == ("WORDS_NOT_FOUND", ("sec-3", "sec-1/b"))


def test_items_behind_a_block_that_does_not_close_may_be_its_own() -> None:
    source = draft(
        "/eo/99200",
        f"""
p1 | | {ORDER} is amended by adding the following new section 4:
q1 | |
  q1/sec-4 | Sec. 4. | These offices:
    q1/sec-4/a | (a) | The Tower. "(1) The Stairs.
2 | (2) | The Roof."
""",
        date(2002, 2, 2),
    )
    assert [one.doubts for one in instructions_of(source)] == [("NEW_WORDS_OPEN",)]
