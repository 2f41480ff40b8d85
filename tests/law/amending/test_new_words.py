"""New words without quotation marks, in blocks for words struck, and documents named only in passing."""

from __future__ import annotations

from datetime import date

import pytest

from eo_browser.law.amending import Instruction, instructions_of, joined_text, leaves_the_words
from tests.law.amending.drafts import CLOCKS, after, amending, at, draft, read, text_of

ORDER = "Executive Order 99100"

LISTS = draft(
    "/eo/99100",
    """
sec-1 | Section 1. | The following positions are in level IV:
  sec-1/1 | (1) | Keeper of Clocks, Department of Bells.
  sec-1/2 | (2) | Warden of Keys, Department of Bells.
sec-2 | Sec. 2. | Rounds. The Keeper of Clocks makes the rounds. He does so daily.
sec-11 | Sec. 11. | This order is not for sale.
""",
)


def only(outline: str) -> Instruction:
    """The only instruction of a document."""
    (found,) = instructions_of(draft("/eo/99200", outline))
    return found


UNQUOTED = (
    # Words struck for those of the item that follows.
    (
        f"""
p1 | | Section 1 of {ORDER} is amended by deleting "(2) Warden of Keys, Department of Bells", and inserting in lieu thereof the following:
2 | (2) | Warden of Locks, Department of Bells.
""",  # noqa: E501
        ("sec-1/2 | (2) | Warden of Locks, Department of Bells.",),
    ),
    # Sections after the recitals that announce them.
    (
        f"""
preamble | |
  preamble/p1 | | By the authority vested in me, sections 2 and 11 of {ORDER} are amended to read as follows:
sec-2 | Sec. 2. | The Keeper of Clocks rests.
sec-11 | Sec. 11. | This order is free.
""",
        ("sec-2 | Sec. 2. | The Keeper of Clocks rests.", "sec-11 | Sec. 11. | This order is free."),
    ),
    # The document's own numbering goes on behind the new section.
    (
        f"""
sec-1 | Section 1. | {ORDER} is amended by inserting after section 11 the following new section 12:
sec-12 | Sec. 12. | Bells ring.
sec-2 | Sec. 2. | Executive Order 99300 is revoked.
""",
        ("sec-12 | Sec. 12. | Bells ring.",),
    ),
    # A number with a letter goes between its neighbours.
    (
        f"""
p1 | | {ORDER} is amended by adding at the end of section 11 a new section 11A as follows:
q1 | |
  q1/sec-11A | Sec. 11A. | Bells ring at noon.
""",
        ("sec-11A | Sec. 11A. | Bells ring at noon.",),
    ),
    # A block of items for the whole words of a provision.
    (
        f"""
sec-1 | Section 1. | {ORDER} is amended by striking “This order is not for sale” in section 11 and inserting in lieu thereof:
  sec-1/q1 | |
    sec-1/q1/p1 | | “Not for sale are:
    sec-1/q1/a | (a) | this order; and
    sec-1/q1/b | (b) | the clocks.”
""",  # noqa: E501
        ("sec-11 | Sec. 11. | Not for sale are:", "sec-11/a | (a) | this order; and", "sec-11/b | (b) | the clocks."),
    ),
)


@pytest.mark.parametrize(("outline", "lines"), UNQUOTED)
def test_new_words_without_marks_end_where_the_document_shows_it(outline: str, lines: tuple[str, ...]) -> None:
    state = after(LISTS, draft("/eo/99200", outline, date(2002, 2, 2)))
    assert state.not_applied == ()
    assert set(lines) <= set(text_of(state).splitlines())


OPEN = (
    # Items without marks and without a label announced.
    f"""
p1 | | Section 1 of {ORDER} is amended by adding thereto the following:
3 | (3) | Warden of Bells, Department of Bells.
""",
    # What follows orders something itself.
    f"""
preamble | |
  preamble/p1 | | {ORDER} is amended by adding to section 1 the following new items:
sec-1 | Section 1. | A new item (3) is added to read as follows:
""",
    # It may be the document's own next section.
    f"""
sec-1 | Section 1. | Section 2 of {ORDER} is amended to read as follows:
sec-2 | Sec. 2. | The Keeper of Clocks rests.
""",
    # Something other than the next number follows.
    f"""
sec-1 | Section 1. | Section 11 of {ORDER} is amended to read as follows:
sec-11 | Sec. 11. | This order is free.
p1 | | It is for all.
""",
)


@pytest.mark.parametrize("outline", OPEN)
def test_new_words_without_marks_are_open_where_their_end_is_not_shown(outline: str) -> None:
    found = instructions_of(draft("/eo/99200", outline))
    assert "NEW_WORDS_OPEN" in {doubt for one in found for doubt in one.doubts}


def test_the_rest_of_a_document_is_the_new_text_of_a_whole_order() -> None:
    outline = f"""
p1 | | {ORDER} is hereby amended to read as follows:
p2 | | By virtue of the authority vested in me, it is ordered as follows:
1 | 1. | The Keeper rests.
2 | 2. | The clocks stop.
"""
    state = after(LISTS, draft("/eo/99200", outline, date(2002, 2, 2)))
    assert [piece.path for piece in state.pieces if not piece.struck] == ["p2", "1", "2"]


def test_an_order_without_labels_is_not_replaced_by_sections_alone() -> None:
    signed = draft("/eo/99100", "p1 | | By virtue of the authority vested in me, it is ordered that clocks ring.")
    outline = f"""
p1 | | {ORDER} is hereby amended to read as follows:
sec-1 | Section 1. | The Keeper rests.
sec-2 | Sec. 2. | The clocks stop.
sec-3 | Sec. 3. | The bells ring.
"""
    state = after(signed, draft("/eo/99200", outline, date(2002, 2, 2)))
    assert [entry.reason for entry in state.not_applied] == ["EXTENT_UNSURE"]


def test_several_new_provisions_announced_must_all_be_there() -> None:
    words = f"The following new sections 12 and 13 are added to {ORDER}:"
    (found,) = read(words, "sec-12 | Sec. 12. | Bells ring.\n  sec-12/p1 | | “13. Clocks stop.")
    assert found.doubts == ("EXTENT_UNSURE",)


def test_a_sentence_replaced_after_a_heading_keeps_the_space() -> None:
    signed = draft("/eo/99100", "sec-1 | Section 1. | Rounds. The Keeper makes the rounds. He does so daily.")
    passage = signed.passages[0]
    signed = type(signed)(signed.address, signed.signed, (type(passage)(passage.path, passage.text, passage.label, passage.kind, 0, "Rounds."),))  # fmt: skip  # noqa: E501
    state = after(signed, amending(f"The first sentence of section 1 of {ORDER} is amended to read “He rests.”"))
    assert at(state, "sec-1") == "Rounds. He rests. He does so daily."


def test_words_changed_wherever_they_appear_need_not_all_appear() -> None:
    words = f"{ORDER} is amended by deleting the words “Board of Bells” and “Bell Bureau” wherever they appear and inserting in lieu thereof “Council” and “Office”."  # noqa: E501
    state = after(CLOCKS, amending(words))
    assert state.not_applied == ()
    assert at(state, "sec-1/c") == "the Council shall advise the Director."


def test_words_changed_in_several_orders_need_not_be_in_each() -> None:
    words = f"{ORDER} and Executive Order 99101 are amended by striking “Bell Bureau” wherever it appears and inserting “Office”."  # noqa: E501
    assert after(CLOCKS, amending(words)).not_applied == ()


def test_an_item_goes_before_the_one_relabelled_in_the_same_sentence() -> None:
    words = f"{ORDER} is amended by relettering subsection (c) of section 1 as subsection (d) and by inserting immediately before that subsection the following:"  # noqa: E501
    state = after(CLOCKS, amending(words, "c | (c) | the Warden shall watch;"))
    assert at(state, "sec-1/c") == "the Warden shall watch;"
    assert at(state, "sec-1/d") == "the Board of Bells shall advise the Director."


def test_sections_of_a_numbered_part_go_beside_their_like() -> None:
    signed = draft(
        "/eo/99100",
        """
sec-1 | 1. | Clocks.
  sec-1-1 | 1-1. | Keepers.
  sec-1-101 | 1-101. | The Keeper keeps.
sec-2 | 2. | Bells.
  sec-2-101 | 2-101. | The bells ring.
""",
    )
    state = after(signed, amending(f"A new Section 1-102 is added to {ORDER}:", "sec-1-102 | 1-102. | He rests."))
    assert [piece.path for piece in state.pieces] == [
        "sec-1",
        "sec-1-1",
        "sec-1-101",
        "sec-1-102",
        "sec-2",
        "sec-2-101",
    ]


def test_the_day_of_a_lead_in_is_that_of_its_items() -> None:
    outline = f"""
p1 | | It is ordered, effective as of March 1, 1984, that {ORDER} be, and it is hereby, amended
  p1/1 | (1) | by striking “a” in section 1, and
  p1/2 | (2) | by striking “b” in section 2.
"""
    found = instructions_of(draft("/eo/99200", outline))
    assert [str(one.effective) for one in found] == ["1984-03-01", "1984-03-01"]


TARGETS = (
    # An order named in passing before "that order".
    f"To continue the Board established by {ORDER}, as amended, that Executive Order is further amended by striking “a” in section 1.",  # noqa: E501
    f"I additionally amend {ORDER} by removing “a” from section 1.",
    f"{ORDER} shall continue in force subject to the following amendment: Strike “a” in section 1.",
    f"Section 1 of {ORDER} is henceforth amended by striking “a”.",
)


@pytest.mark.parametrize("words", TARGETS)
def test_the_order_is_found(words: str) -> None:
    (found,) = read(words)
    assert (found.target, found.operation, found.old) == ("/eo/99100", "strike", "a")


def test_hereby_amend_opens_a_list_of_orders() -> None:
    found = only(
        f"""
sec-2 | Sec. 2. | I hereby amend:
  sec-2/a | (a) | {ORDER} of May 1, 2001, by removing “a” in section 1(b)(ii) and replacing it with “b”.
"""
    )
    assert (found.target, found.old, joined_text(found.new)) == ("/eo/99100", "a", "b")


def test_the_order_of_a_section_and_that_order_is_revoked_whole() -> None:
    words = f"The Board is terminated pursuant to section 8 of {ORDER} and that order is hereby revoked."
    assert read(words) == []


PASSED_OVER = (
    # Only what amended a third before: nothing of it changes.
    ("Section 1 of Executive Order 99001, as amended by Executive Order 99100, is amended to read “b”.", True),
    ("Order 99001, as amended by Executive Orders 99002 of May 1, 2001, and 99100, is amended.", True),
    ("This order supplements Executive Order 99100 of May 1, 2001.", True),
    ("The Board of Executive Order 99001, as amended by Executive Order 99100. The said orders are amended.", False),
    # It is amended, or stands for something else.
    ("Executive Order 99001, as amended by Executive Order 99100, and Executive Order 99100 are amended.", False),
    ("Section 1 of Executive Order 99100 is amended.", False),
    ("The Board established by Executive Order 99100 is continued.", False),
    ("Executive Order 99001 is amended.", False),
)


@pytest.mark.parametrize(("words", "expected"), PASSED_OVER)
def test_an_order_named_only_as_what_amended_another_keeps_its_words(words: str, expected: bool) -> None:
    assert leaves_the_words(amending(words), "/eo/99100") is expected


def test_a_number_is_not_put_among_letters() -> None:
    state = after(CLOCKS, amending(f"Section 1 of {ORDER} is amended by adding the following:", "1 | (1) | Bells."))
    assert [entry.reason for entry in state.not_applied] == ["EXTENT_UNSURE"]


def test_more_new_items_than_replaced_are_added_behind_them() -> None:
    words = f"{ORDER} is amended by deleting section 1(a) and (b) and inserting in lieu thereof the following:"
    renumbering = f"{ORDER} is amended by relettering paragraph (c) of section 1 as (d)."
    source = draft(
        "/eo/99200",
        f"""
1 | 1. | {words}
  1/q1 | |
    1/q1/a | (a) | The Keeper rests;
    1/q1/b | (b) | the Warden rests;
    1/q1/c | (c) | the bells rest;
2 | 2. | {renumbering}
""",
        date(2002, 2, 2),
    )
    state = after(CLOCKS, source)
    assert [at(state, f"sec-1/{label}") for label in "abcd"] == [
        "The Keeper rests;",
        "the Warden rests;",
        "the bells rest;",
        "the Board of Bells shall advise the Director.",
    ]


def test_two_subsections_in_the_wrapper_of_their_section() -> None:
    state = after(
        CLOCKS,
        amending(
            f"Sections 2(a) and 2(b) of {ORDER} are revised to read as follows:",
            "sec-2 | Sec. 2. |\n  sec-2/a | (a) | Ten members.\n  sec-2/b | (b) | No reports.",
        ),
    )
    assert (at(state, "sec-2/a"), at(state, "sec-2/b")) == ("Ten members.", "No reports.")


def test_a_repeated_heading_of_the_section_above_is_not_put_in() -> None:
    signed = draft(
        "/eo/99100", "sec-2 | Sec. 2. | Policy.\n  sec-2/a | (a) | Bells ring.\n  sec-2/b | (b) | Clocks stop."
    )
    words = f"Section 2(a) of {ORDER} is revised to read as follows:"
    state = after(signed, amending(words, "sec-2 | Section 2. | Policy\n  sec-2/a | (a) | Bells rest."))
    assert text_of(state).splitlines()[:2] == ["sec-2 | Sec. 2. | Policy.", "sec-2/a | (a) | Bells rest."]


def test_the_full_stop_inside_the_marks_stays_where_words_before_it_are_struck() -> None:
    state = after(CLOCKS, amending(f"Section 2(b) of {ORDER} is amended by deleting “of Clocks.”"))
    assert at(state, "sec-2/b") == "The Board reports to the Director."


def test_a_first_sentence_with_a_caption_before_a_colon_is_not_replaced() -> None:
    signed = draft("/eo/99100", "sec-2 | Sec. 2. | Winding of Clocks: Clocks are wound daily. Bells ring.")
    state = after(signed, amending(f"The first sentence of section 2 of {ORDER} is amended to read “Clocks stop.”"))
    assert [entry.reason for entry in state.not_applied] == ["EXTENT_UNSURE"]


def test_as_of_that_date_is_the_date_named_before() -> None:
    words = f"Section 2 of {ORDER}, ended on May 10, 1949, is amended, effective as of that date, to read “b”."
    assert [str(one.effective) for one in read(words)] == ["1949-05-10"]


def test_what_amended_an_order_is_listed_by_its_age() -> None:
    words = "Executive Order 99100, as amended by Executive Order 99200 of May 1, 2001 (Bells), Executive Order 99150 of May 1, 2000 (Keys), and Executive Order 99300, are amended by striking “a” in section 1."  # noqa: E501
    assert sorted({one.target for one in read(words)}) == ["/eo/99100", "/eo/99150", "/eo/99300"]


def test_a_part_relabelled_keeps_its_printed_form() -> None:
    signed = draft("/eo/99100", "part-III | Part III |\nsec-31 | Section 31. | Bells ring.\npart-IV | Part IV |")
    state = after(signed, amending(f"{ORDER} is amended by redesignating Part III thereof as Part II."))
    assert [piece.label for piece in state.pieces] == ["Part II", "Section 31.", "Part IV"]


def test_sections_listed_with_commas_are_all_places_of_words_deleted() -> None:
    words = f"In {ORDER}, “Director” is deleted wherever it appears in sections 1, 2, and 3 and “Warden” is substituted therefor."  # noqa: E501
    assert [one.place.paths for one in read(words)] == [("sec-1", "sec-2", "sec-3")]


def test_a_closing_mark_set_apart_is_no_word() -> None:
    state = after(LISTS, amending(f"Section 1 of {ORDER} is amended by adding:", '3 | (3) | Warden of Bells. "'))
    assert at(state, "sec-1/3") == "Warden of Bells."


def test_what_follows_the_closing_mark_of_a_quotation_leaves_its_end_open() -> None:
    outline = f"""
sec-1 | Section 1. | A new section 12 is added to {ORDER} and shall read “Sec. 12. Bells.
  sec-1/a | (a) | The bells ring;
  sec-1/b | (b) | they ring daily.”
  sec-1/c | (c) | The Keeper rings them.
"""
    found = only(outline)
    assert found.doubts == ("NEW_WORDS_OPEN",)


# Where the words of a provision of a block end: at the mark that pairs with the one that opened them.
ENDS_OF_BLOCKS = (
    # a mark opened as a single one and closed as a double one
    (
        'a | (a) | During any \'period of rest" announced, the Keeper rests."',
        "During any 'period of rest\" announced, the Keeper rests.",
    ),  # noqa: E501
    # the mark that repeats at the next item, and that of the instruction's sentence
    ('a | (a) | The Keeper, "(b) The Ringer.".', "The Keeper,"),
)


@pytest.mark.parametrize(("block", "words"), ENDS_OF_BLOCKS)
def test_new_words_end_at_the_mark_that_pairs(block: str, words: str) -> None:
    (one,) = read("Subsection (a) of section 1 of Executive Order 99100 is amended to read as follows:", block)
    assert one.block[0].text == words
    assert not any('"' in piece.text for piece in one.block[1:])
