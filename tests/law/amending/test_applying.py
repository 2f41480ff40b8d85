"""What becomes of a text: applied when all conditions hold, else left as it is, with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from eo_browser.law.amending import Amender, has_open_target, instructions_of, state_on, states_of
from tests.law.amending.drafts import CLOCKS, TARGET, after, amender, amending, at, draft, text_of

ORDER = "Executive Order 99100"

WORDS = (
    # One place, one occurrence.
    (
        ("Section 3 of {o} is amended by striking “May 1, 2003” and inserting in lieu thereof “June 1, 2004”."),
        "sec-3",
        "This order shall end on June 1, 2004.",
    ),
    # A full stop inside the closing mark is the sentence's.
    (
        "Section 2(a) of {o} is amended by striking “nine” and inserting in lieu thereof “ten.”",
        "sec-2/a",
        "The Board has ten members.",
    ),
    # Pairs: the longer old words first.
    (
        (
            'Section 2 of {o} is amended by deleting the reference to "section 5" and the reference '
            'to "section 5(b)" and by inserting in lieu thereof "section 6" and "section 6(b)", '
            "respectively."
        ),
        "sec-2",
        "The Board of Bells shall meet in section 6(b) rooms and section 6 halls.",
    ),
    # A named mark; white space at the seams.
    (
        "Section 1(b) of {o} is amended by inserting a comma after “keys”.",
        "sec-1/b",
        "the Keeper shall hold the keys, and the oil; and",
    ),
    ("Section 1(b) of {o} is amended by striking “and the oil”.", "sec-1/b", "the Keeper shall hold the keys; and"),
    # Sentences are counted without the heading.
    (
        "Section 1 of {o} is amended by striking the second sentence.",
        "sec-1",
        "The Director of Clocks shall keep every clock. They are public.",
    ),
    (
        "The third sentence of section 1 of {o} is amended to read “They are everyone's.”",
        "sec-1",
        ("The Director of Clocks shall keep every clock. The clocks shall be wound on Mondays. They are everyone's."),
    ),
    (
        ("Section 1 of {o} is amended by adding the following sentence after the first sentence: “None is spared.”"),
        "sec-1",
        (
            "The Director of Clocks shall keep every clock. None is spared. The clocks shall be "
            "wound on Mondays. They are public."
        ),
    ),
    # The capital letter that begins a sentence stays.
    (
        (
            "Section 2(b) of {o} is amended by striking “the Board reports” and inserting “the Board "
            "shall report” in lieu thereof."
        ),
        "sec-2/b",
        "The Board shall report to the Director of Clocks.",
    ),
    # "before" and "after" say which occurrence.
    (
        ("Section 1(b) of {o} is amended by striking “the” before “keys” and inserting in lieu thereof “all”."),
        "sec-1/b",
        "the Keeper shall hold all keys and the oil; and",
    ),
    # Before the full stop at the end.
    (
        ("Section 2(a) of {o} is amended by inserting “and a cat” before the period at the end thereof."),
        "sec-2/a",
        "The Board has nine members and a cat.",
    ),
)


@pytest.mark.parametrize(("words", "path", "expected"), WORDS)
def test_words_are_changed(words: str, path: str, expected: str) -> None:
    state = after(CLOCKS, amending(words.format(o=ORDER)))
    assert (state.not_applied, at(state, path), state.complete) == ((), expected, True)


REFUSED = (
    ("{o} is amended in section 9 by striking “Board”.", "PLACE_NOT_FOUND"),
    ("{o} is amended in section 1(a) by striking “Warden”.", "WORDS_NOT_FOUND"),
    ("{o} is amended in section 1(a) by striking “director”.", "WORDS_NOT_FOUND"),  # case is kept
    ("{o} is amended in section 1(a) by striking “Keep”.", "WORDS_NOT_FOUND"),  # never inside a longer word
    ("{o} is amended by striking “Board of Bells”.", "WORDS_SEVERAL_TIMES"),
    ("{o} is amended in the annex by striking “Board”.", "ANNEX_NOT_HELD"),
    ("{o} is amended by adding a new section 1(b) that shall read “(b) the Bell;”.", "LABEL_TAKEN"),
    ("{o} is amended to the extent that it is inconsistent with this order.", "OTHER"),
)


@pytest.mark.parametrize(("words", "reason"), REFUSED)
def test_in_doubt_nothing_is_applied(words: str, reason: str) -> None:
    state = after(CLOCKS, amending(words.format(o=ORDER)))
    assert text_of(state) == text_of(states_of(CLOCKS, [])[0])
    assert [entry.reason for entry in state.not_applied] == [reason]
    assert not state.complete


TOUCHED = (
    # No such section: the place is unknown, and every provision is in doubt.
    (
        "Section 9 of {o} is amended by striking “Board”.",
        "preamble preamble/p1 sec-1 sec-1/a sec-1/b sec-1/c sec-2 sec-2/a sec-2/b sec-3",
    ),
    # No such paragraph: the section is.
    ("Section 2(d) of {o} is amended by striking “Board”.", "sec-2 sec-2/a sec-2/b"),
    # Of several places named, the one without the words.
    ("{o} is amended by striking “Keeper” wherever it appears in sections 1(b) and 3 and inserting “Ringer”.", "sec-3"),
    # One of several places is not there: the others, which are not changed either, are in doubt with it.
    (
        "{o} is amended by striking “Keeper” wherever it appears in sections 1(b) and 2(d) and inserting “Ringer”.",
        "sec-1/b sec-2 sec-2/a sec-2/b",
    ),
)


@pytest.mark.parametrize(("words", "paths"), TOUCHED)
def test_what_is_not_applied_puts_its_place_in_doubt(words: str, paths: str) -> None:
    state = after(CLOCKS, amending(words.format(o=ORDER)))
    assert " ".join(piece.path for piece in state.pieces if piece.doubts) == paths


def test_words_changed_everywhere_are_changed_at_the_beginning_of_a_sentence_too() -> None:
    words = (
        "{o} is amended by striking “the Board of Bells” wherever it appears in sections 1 and 2 "
        "and inserting “the Guild of Bells”."
    )
    state = after(CLOCKS, amending(words.format(o=ORDER)))
    assert [at(state, path)[:18] for path in ("sec-1/c", "sec-2")] == ["the Guild of Bells", "The Guild of Bells"]


def test_new_words_that_end_in_a_colon_introduce_the_items_that_are_there() -> None:
    state = after(CLOCKS, amending(f"Section 1 of {ORDER} is amended to read: “The Director rests, but:”."))
    assert (at(state, "sec-1"), len(state.pieces)) == ("The Director rests, but:", len(CLOCKS.passages))


def test_an_item_is_struck_by_its_words() -> None:
    order = draft(TARGET, "sec-1 | Section 1. | Level V:\n  sec-1/1 | (1) | Keeper.\n  sec-1/2 | (2) | Ringer, Bells.")
    words = "Section 1 of Executive Order 99100 is amended by deleting “(2) Ringer, Bells.”"
    assert text_of(after(order, amending(words))).splitlines()[1:] == ["sec-1/1 | (1) | Keeper."]


def test_a_mark_is_written_once_at_a_seam() -> None:
    order = draft(TARGET, "sec-1 | Section 1. | The Keeper of Clocks, with others, rests.")
    words = "Section 1 of Executive Order 99100 is amended by deleting “Clocks” and inserting “Bells, as built,”"
    assert at(after(order, amending(words)), "sec-1") == "The Keeper of Bells, as built, with others, rests."


def test_a_numeral_of_the_level_below_is_no_letter() -> None:
    """ "(v)" after (a)(i) to (iv) is not put behind (b)."""
    items = "".join(f"    sec-1/a/{n} | ({n}) | x;\n" for n in ("i", "ii", "iii", "iv"))
    order = draft(TARGET, f"sec-1 | Section 1. | To\n  sec-1/a | (a) | do:\n{items}  sec-1/b | (b) | rest.")
    words = "Section 1 of Executive Order 99100 is amended by inserting the following new subsection:"
    state = after(order, amending(words, "v | (v) | y."))
    assert [entry.reason for entry in state.not_applied] == ["EXTENT_UNSURE"]


def test_new_words_beside_a_provision_go_below_its_parent() -> None:
    items = "    sec-1/b/1 | (1) | x;\n    sec-1/b/3 | (3) | z."
    order = draft(TARGET, f"sec-1 | Section 1. | To\n  sec-1/b | (b) | do:\n{items}")
    words = f"{ORDER} is amended by inserting after paragraph (1) of section 1(b) the following new paragraph (2):"
    assert "sec-1/b/2 | (2) | y;" in text_of(after(order, amending(words, "2 | (2) | y;")))


def test_an_item_is_not_put_beside_a_section() -> None:
    words = f"{ORDER} is amended by inserting after paragraph (1) thereof the following new paragraph (2):"
    order = draft(TARGET, "sec-1 | Section 1. | x.\nsec-2 | Sec. 2. | y.")
    assert [one.reason for one in after(order, amending(words, "2 | (2) | z;")).not_applied] == ["EXTENT_UNSURE"]


def test_a_new_provision_goes_behind_the_section_named() -> None:
    words = f"A new Sec. 2(b) of {ORDER} is inserted after Sec. 2(a) to read as follows: “Bells are rung.”"
    order = draft(TARGET, "sec-2 | Sec. 2. | To\n  sec-2/a | (a) | rest.")
    assert text_of(after(order, amending(words))).splitlines()[2] == "sec-2/b | (b) | Bells are rung."


def test_sentences_of_one_provision_are_not_those_of_others() -> None:
    order = draft(
        TARGET, "sec-1 | Section 1. | The Keeper rests.\nsec-2 | Sec. 2. | The bells ring. The Keeper rings them."
    )
    words = "Executive Order 99100 is amended by striking “Keeper” in the first sentence of section 1 and in section 2."
    assert text_of(after(order, amending(words))).splitlines() == [
        "sec-1 | Section 1. | The Keeper rests.", "sec-2 | Sec. 2. | The bells ring. The Keeper rings them."
    ]  # fmt: skip


def test_what_is_renumbered_behind_a_striking_is_not_struck() -> None:
    words = f"{ORDER} is amended by deleting section 2, renumbering section 3 as 2, and deleting “dawn” in section 1."
    order = draft(TARGET, "sec-1 | Section 1. | At dawn x.\nsec-2 | Sec. 2. | y.\nsec-3 | Sec. 3. | z.")
    assert text_of(after(order, amending(words))) == "sec-1 | Section 1. | At x.\nsec-2 | Sec. 2. | z."


def test_a_group_is_applied_whole_or_not_at_all() -> None:
    state = after(
        CLOCKS, amending(f"{ORDER} is amended in section 1(a) by striking “Keeper”, and by striking “Warden”.")
    )
    assert [entry.reason for entry in state.not_applied] == ["GROUP", "WORDS_NOT_FOUND"]
    assert at(state, "sec-1/a") == "The Director may appoint a Keeper;"
    assert [piece.path for piece in state.pieces if piece.doubts] == ["sec-1/a"]


def test_struck_and_the_gap_closed() -> None:
    state = after(
        CLOCKS,
        amending(
            f"{ORDER} is amended by striking section 1(a) and redesignating sections 1(b) and 1(c) as "
            f"sections 1(a) and 1(b), respectively."
        ),
    )
    assert [(p.path, p.label, p.was) for p in state.pieces if p.path.startswith("sec-1/") and not p.struck] == [
        ("sec-1/a", "(a)", "sec-1/b"),
        ("sec-1/b", "(b)", "sec-1/c"),
    ]
    assert [(p.path, p.text) for p in state.pieces if p.struck == "/eo/99200"] == [("sec-1/a", "")]


def test_struck_and_renumbered_accordingly() -> None:
    state = after(
        CLOCKS,
        amending(f"{ORDER} is amended by striking section 2 and renumbering the subsequent sections accordingly."),
    )
    assert [p.path for p in state.pieces if not p.struck and not p.depth] == ["preamble", "sec-1", "sec-2"]
    assert at(state, "sec-2") == "This order shall end on May 1, 2003."


def test_a_new_provision_goes_between_its_neighbours() -> None:
    words = f"Section 2 of {ORDER} is amended by adding at the end thereof the following new subsection:"
    state = after(CLOCKS, amending(words, "c | (c) | The Board may ring."))
    assert [p.path for p in state.pieces if p.path.startswith("sec-2")] == ["sec-2", "sec-2/a", "sec-2/b", "sec-2/c"]
    assert at(state, "sec-2/c") == "The Board may ring."


def test_room_is_made_for_a_new_provision() -> None:
    words = f"{ORDER} is amended in section 1, by inserting after subsection (a) the following new subsection:"
    state = after(
        CLOCKS,
        amending(
            words, ("b | (b) | the Keeper shall sleep;”, and renumbering the subsequent subsections accordingly.")
        ),
    )
    assert [(p.path, p.text[:20]) for p in state.pieces if p.path.startswith("sec-1/")] == [
        ("sec-1/a", "The Director may app"),
        ("sec-1/b", "the Keeper shall sle"),
        ("sec-1/c", "the Keeper shall hol"),
        ("sec-1/d", "the Board of Bells s"),
    ]


def test_a_provision_is_replaced_with_everything_below_it() -> None:
    state = after(
        CLOCKS,
        amending(
            f"Section 1 of {ORDER} is amended to read as follows:",
            "sec-1 | Section 1. | No clocks.\n  sec-1/a | (a) | None.",
        ),
    )
    assert text_of(state).splitlines()[2:4] == ["sec-1 | Section 1. | No clocks.", "sec-1/a | (a) | None."]
    assert len([p for p in state.pieces if p.path.startswith("sec-1/")]) == 1


def test_new_words_without_a_label_keep_the_old_one() -> None:
    state = after(
        CLOCKS, amending(f"Subsection (a) of section 1 of {ORDER} is amended to read as follows: “No Keeper.”")
    )
    assert "sec-1/a | (a) | No Keeper." in text_of(state)


def test_a_new_item_inside_words_is_an_item() -> None:
    state = after(
        CLOCKS,
        amending(f"{ORDER} is amended by inserting “and (d) the Bell.” after “advise the Director.” in section 1(c)."),
    )
    assert "sec-1/d | (d) | the Bell." in text_of(state)
    assert at(state, "sec-1/c") == "the Board of Bells shall advise the Director. and"


def test_the_present_text_becomes_an_item() -> None:
    words = (
        f"Section 3 of {ORDER} is amended by designating the present language therein as "
        f"subsection (a), and by adding thereto the following subsection (b):"
    )
    state = after(CLOCKS, amending(words, "b | (b) | It may be renewed."))
    assert text_of(state).splitlines()[-3:] == [
        "sec-3 | Sec. 3. | ",
        "sec-3/a | (a) | This order shall end on May 1, 2003.",
        "sec-3/b | (b) | It may be renewed.",
    ]


LISTED_ELSEWHERE = draft(
    TARGET,
    """
1 | 1. |
  1/a | (a) | A Board is established of one representative of each of the following:
  1/b | (b) | The Board shall advise.
p1 | | Office of Oil
p2 | | Office of Bells
2 | 2. | Nothing else.
""",
)


def test_a_list_printed_behind_its_section_goes_with_what_leads_it_in() -> None:
    state = after(LISTED_ELSEWHERE, amending(f"Paragraph 1 (a) of {ORDER} is hereby revoked."))
    assert [p.path for p in state.pieces if not p.struck] == ["1", "1/b", "2"]


def test_a_colon_with_nothing_below_leaves_the_extent_unsure() -> None:
    alone = draft(TARGET, "1 | 1. | The following:\n2 | 2. | Nothing else.")
    state = after(alone, amending(f"Paragraph 1 of {ORDER} is hereby revoked."))
    assert [entry.reason for entry in state.not_applied] == ["EXTENT_UNSURE"]


def test_a_part_of_a_longer_name_is_no_use_of_the_word() -> None:
    target = draft(TARGET, "1 | 1. | The Bureau of Land Management and the Bureau of Oil.")
    listed = draft(
        "/eo/99200",
        """
sec-2 | Sec. 2. | Each of the Executive Orders listed in this section is amended by deleting the words "Bureau of Oil" wherever they occur and inserting in lieu thereof "Office of Oil", and by deleting the word "Bureau" and inserting in lieu thereof "Office" wherever the word "Bureau" is used as a reference to the Office of Oil:
  sec-2/p1 | | 99100
""",  # noqa: E501
    )
    state = after(target, listed)
    assert (at(state, "1"), state.not_applied) == ("The Bureau of Land Management and the Office of Oil.", ())


def test_other_words_than_a_list_names_are_in_doubt() -> None:
    target = draft(TARGET, "1 | 1. | The Chairman of the Oil Board shall act.\n2 | 2. | The Oil Board shall meet.")
    listed = draft(
        "/eo/99200",
        """
sec-2 | Sec. 2. | Each of the orders listed in this section is amended by substituting the words "Office" for the words "Oil Board"; and by substituting the words "Director, Office" for the words "Chairman, Oil Board" wherever they appear:
  sec-2/p1 | | Executive Order 99100
""",  # noqa: E501
    )
    state = after(target, listed)
    assert at(state, "2") == "The Office shall meet."
    assert [(entry.reason, entry.touches) for entry in state.not_applied] == [("JUDGEMENT", ("1",))]


def test_a_label_that_the_same_document_frees_is_free() -> None:
    source = draft(
        "/eo/99200",
        f"""
sec-1 | Section 1. | {ORDER} is amended:
  sec-1/a | (a) | by inserting a new section 3 to read as follows:
    sec-1/a/q1 | |
      sec-1/a/q1/sec-3 | Sec. 3. | Bells.
  sec-1/b | (b) | by renumbering current section 3 as section 4.
""",
    )
    state = after(CLOCKS, source)
    assert [(p.path, p.text) for p in state.pieces[-2:]] == [
        ("sec-3", "Bells."),
        ("sec-4", "This order shall end on May 1, 2003."),
    ]


def test_a_document_not_held_puts_all_in_doubt_until_words_are_replaced_whole() -> None:
    missing = Amender("/eo/99150", date(2001, 6, 1), reason="NOT_HELD")
    source = amending(f"Section 3 of {ORDER} is amended to read as follows: “Sec. 3. It lasts.”")
    state = states_of(CLOCKS, [amender(source), missing])[-1]
    assert [p.path for p in state.pieces if not p.doubts] == ["sec-3"]
    assert [entry.reason for entry in state.not_applied] == ["NOT_HELD"]


def test_states_come_in_the_order_of_their_days() -> None:
    later = replace(
        amending(f"Section 3 of {ORDER} is amended by striking “2003” and inserting in lieu thereof “2004”."),
        signed=date(2003, 1, 1),
    )
    past = draft(
        "/eo/99300",
        (
            f"p1 | | Section 3 of {ORDER} is amended, effective as of March 1, 2001, by striking “May "
            f"1” and inserting in lieu thereof “June 1”."
        ),
        date(2004, 1, 1),
    )
    states = states_of(CLOCKS, [amender(later), amender(past)])
    assert [str(state.day) for state in states] == ["2001-01-01", "2001-03-01", "2003-01-01"]
    assert at(state_on(states, date(2002, 1, 1)), "sec-3") == "This order shall end on June 1, 2003."
    assert at(states[-1], "sec-3") == "This order shall end on June 1, 2004."


def test_an_unrelated_document_changes_no_state() -> None:
    source = amending(f"Section 3 of {ORDER} is amended by striking “2003” and inserting in lieu thereof “2004”.")
    unrelated = amending("Executive Order 99999 is amended in section 1 by striking “a”.", address="/eo/99201")
    assert [one.target for one in instructions_of(unrelated)] == ["/eo/99999"]
    mine = [one for one in (amender(source),) if one.instructions]
    with_other = mine + [
        Amender(
            unrelated.address,
            unrelated.signed,
            tuple(one for one in instructions_of(unrelated) if one.target == TARGET),
        )
    ]
    assert text_of(states_of(CLOCKS, with_other)[-1]) == text_of(states_of(CLOCKS, mine)[-1])


def test_a_replaced_order_keeps_its_recitals() -> None:
    block = "sec-1 | Section 1. | Bells.\nsec-2 | Sec. 2. | Gongs.\nsec-3 | Sec. 3. | Clocks."
    state = after(CLOCKS, amending(f"{ORDER} is amended to read as follows:", block))
    assert [(p.path, p.text) for p in state.pieces if p.label] == [
        ("sec-1", "Bells."),
        ("sec-2", "Gongs."),
        ("sec-3", "Clocks."),
    ]
    assert state.pieces[1].path == "preamble/p1"


def test_a_description_is_what_an_order_leads_in_as_such() -> None:
    seal = draft(
        TARGET, ("p1 | | WHEREAS a seal is described as follows:\np2 | | A grey clock.\np3 | | Now it is approved.")
    )
    words = (
        f"I hereby amend {ORDER} by revising the description of the seal as set out in that order to read as follows:"
    )
    state = after(seal, draft("/eo/99200", f"p1 | | {words}\np2 | | A brown clock.", date(2002, 2, 2)))
    assert text_of(state).splitlines()[1] == "p2 |  | A brown clock."


def test_labels_printed_above_the_new_provision_only_say_where_it_is() -> None:
    words = f"Section 2(a) of {ORDER} is amended to read as follows:"
    state = after(CLOCKS, amending(words, "sec-2 | Sec. 2. |\n  sec-2/a | (a) | The Board has ten members."))
    assert at(state, "sec-2/a") == "The Board has ten members."
    assert at(state, "sec-2").startswith("The Board of Bells shall meet")


def test_long_words_may_differ_in_the_case_of_a_letter() -> None:
    target = draft(TARGET, "1 | 1. | It is vested by section 2 of the act of August 18, 1914, in him.")
    words = (
        f"{ORDER} is amended by striking “section 2 of the Act of August 18, 1914,” and inserting "
        f"in lieu thereof “section 3,”."
    )
    assert at(after(target, amending(words)), "1") == "It is vested by section 3, in him."


def test_a_title_is_no_part_of_the_text() -> None:
    state = after(
        CLOCKS,
        amending(f"{ORDER} is amended by striking “Clocks” in the title and inserting “Bells” in lieu thereof."),
    )
    assert (state.not_applied, text_of(state)) == ((), text_of(states_of(CLOCKS, [])[0]))


def test_a_part_is_not_struck_without_its_sections() -> None:
    parts = draft(
        TARGET, ("part-I | PART I | OIL\nsec-1 | SEC. 1. | Oil.\npart-II | PART II | BELLS\nsec-2 | SEC. 2. | Bells.")
    )
    state = after(parts, amending(f"Part I of {ORDER} is hereby revoked."))
    assert [entry.reason for entry in state.not_applied] == ["EXTENT_UNSURE"]


def test_the_title_of_a_part_is_its_heading_alone() -> None:
    """Its sections stay: “The title to Part II … is revised to read as follows:”."""
    parts = draft(
        TARGET, ("part-I | PART I | OIL\nsec-1 | SEC. 1. | Oil.\npart-II | PART II | BELLS\nsec-2 | SEC. 2. | Bells.")
    )
    headed = (replace(one, heading=one.text) if one.kind == "division" else one for one in parts.passages)
    parts = replace(parts, passages=tuple(headed))
    words = f"The title to Part II of {ORDER} is revised to read as follows:"
    state = after(parts, amending(words, "part-II | PART II | GONGS AND BELLS"))
    assert state.not_applied == ()
    assert (at(state, "part-II"), at(state, "sec-2")) == ("GONGS AND BELLS", "Bells.")


@pytest.mark.parametrize(
    ("words", "is_open"),
    [
        ("Each of the orders listed, and any other order that relates to bells, is amended by striking “a”.", True),
        ("Executive Order 99100 and any other Executive order relating to oil are amended accordingly.", True),
        ("Executive Order 99100 is amended by striking “any other order that relates to bells”.", False),
        ("Any other order that relates to bells remains in force.", False),
    ],
)
def test_orders_that_are_amended_without_a_name(words: str, is_open: bool) -> None:
    assert has_open_target(amending(words)) is is_open


def test_the_caption_of_a_provision_is_not_its_first_sentence() -> None:
    target = draft(TARGET, "sec-1 | Sec. 1. | Adverse appeals. The Board rings bells. The Board hears appeals.")
    state = after(
        target,
        amending(f"The first sentence of section 1 of {ORDER} is amended by striking “Board” and inserting “Office”."),
    )
    assert at(state, "sec-1") == "Adverse appeals. The Office rings bells. The Board hears appeals."


def test_a_provision_struck_twice_leaves_no_doubt() -> None:
    target = draft(TARGET, "sec-1 | Sec. 1. | Oil:\n  sec-1/a | (a) | Bells.\nsec-2 | Sec. 2. | Gongs.")
    first = amending(f"Section 1 of {ORDER} is superseded.")
    second = amending(f"Section 1(a) of {ORDER} is hereby revoked.", address="/eo/99300")
    state = after(target, first, second)
    assert state.not_applied == ()
    assert [piece.path for piece in state.pieces if not piece.struck] == ["sec-2"]
