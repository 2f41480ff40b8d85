"""What holds for any text: origins equal their sources, un-applying gives the text as signed, reading never fails."""

from __future__ import annotations

from datetime import date
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from eo_browser.law.amending import AmendedState, Amender, SignedText, instructions_of, joined_text, states_of
from eo_browser.law.amending.quoted_words import skeleton
from eo_browser.law.model.texts import ProvisionText
from tests.law.amending.drafts import CLOCKS, TARGET, amender, draft, text_of

ORDER = "Executive Order 99100"
CHANGES = (
    "Section 3 of {o} is amended by striking “May 1, 2003” and inserting in lieu thereof “June 1, 2004”.",
    "Section 2(a) of {o} is amended by striking “nine” and inserting in lieu thereof “ten.”",
    "{o} is amended in section 1(b) by inserting “all” after “hold”, and by striking “and the oil”.",
    "The last sentence of section 1 of {o} is amended to read “They are everyone's.”",
    (
        "{o} is amended by striking section 1(a) and redesignating sections 1(b) and 1(c) as "
        "sections 1(a) and 1(b), respectively."
    ),
    "Section 2(b) of {o} is amended to read as follows: “(b) The Board is silent.”",
    "{o} is amended by adding a new section 2(c) that shall read “(c) the Bell;”.",
    "{o} is amended to the extent that it is inconsistent with this order.",
    "{o} is amended by striking “Board of Bells” wherever it appears and inserting in lieu thereof “Board of Gongs”.",
)
VERBS = st.sampled_from(
    [
        "strike",
        "striking",
        "inserting",
        "and",
        "in lieu thereof",
        "“",
        "”",
        '"',
        "section 1",
        "(a)",
        "Executive Order 99100",
        "is amended",
        "by",
        ":",
        ";",
        ".",
        "to read as follows",
        "the first sentence of",
        "after",
        "renumbering",
        "as",
        "accordingly",
        "Bell",
        ",",
        "not",
    ]
)


def document(number: int, words: str) -> SignedText:
    return draft(f"/eo/{99200 + number}", f"sec-1 | Section 1. | {words.format(o=ORDER)}", date(2002, 1, 1 + number))


def check_origins(state: AmendedState, sources: dict[str, SignedText]) -> None:
    """Every character is that of its source, or a mark the source names, or white space at a seam."""
    for piece in state.pieces:
        for run in piece.words:
            if not run.path:
                assert not run.text.strip()
                continue
            text = next(p.text for p in sources[run.document].passages if p.path == run.path)
            printed = text[run.start : run.end]
            assert printed == run.text or (run.named and printed in {"comma", "period", "semicolon", "colon"})


@given(st.lists(st.sampled_from(range(len(CHANGES))), unique=True, max_size=6))
def test_origins_equal_their_sources(chosen: list[int]) -> None:
    others = [document(number, CHANGES[number]) for number in chosen]
    for state in states_of(CLOCKS, map(amender, others)):
        check_origins(state, {one.address: one for one in (*others, CLOCKS)})


@given(st.lists(st.sampled_from(range(len(CHANGES))), unique=True, max_size=6))
def test_the_signed_words_of_a_state_keep_their_order(chosen: list[int]) -> None:
    """Without what amendments put in, and with what they took, a state is the text as signed."""
    state = states_of(CLOCKS, [amender(document(number, CHANGES[number])) for number in chosen])[-1]
    for passage in CLOCKS.passages:
        runs = [run for p in state.pieces for run in p.words if run.document == TARGET and run.path == passage.path]
        assert [run.start for run in runs] == sorted(run.start for run in runs)
        assert all(a.end <= b.start for a, b in zip(runs, runs[1:], strict=False))
    assert text_of(states_of(CLOCKS, [])[0]) == text_of(states_of(CLOCKS, [])[-1])


@given(st.lists(st.sampled_from(range(len(CHANGES))), unique=True, max_size=6))
def test_unapplying_gives_the_text_as_signed(chosen: list[int]) -> None:
    """What amendments put in taken out, and the characters they struck put back, is the text as signed."""
    state = states_of(CLOCKS, [amender(document(number, CHANGES[number])) for number in chosen])[-1]
    kept: dict[str, dict[int, str]] = {passage.path: {} for passage in CLOCKS.passages}
    for run in (run for piece in state.pieces for run in piece.words if run.document == TARGET and run.path):
        for place, sign in enumerate(run.text, run.start):
            assert place not in kept[run.path]  # no character of the text as signed is there twice
            kept[run.path][place] = sign
    for passage in CLOCKS.passages:
        signed = dict(enumerate(passage.text))
        assert "".join((signed | kept[passage.path])[place] for place in signed) == passage.text


@given(st.lists(VERBS, max_size=20))
def test_a_document_about_others_changes_no_state(words: list[str]) -> None:
    """What another document orders on other orders leaves every state as it is, whatever it says."""
    own = [amender(document(number, CHANGES[number])) for number in (0, 4)]
    said_elsewhere = " ".join(words).replace("99100", "99777")
    unrelated = instructions_of(draft("/eo/99555", f"sec-1 | Section 1. | {said_elsewhere}", date(2002, 1, 9)))
    assert not [one for one in unrelated if one.target == TARGET]
    more = Amender("/eo/99555", date(2002, 1, 9), tuple(one for one in unrelated if one.target == TARGET))
    assert [text_of(one) for one in states_of(CLOCKS, [*own, more])] == [text_of(one) for one in states_of(CLOCKS, own)]


@given(st.permutations(range(2, 6)))
def test_the_order_of_independent_groups_does_not_matter(order: list[int]) -> None:
    same_day = [
        Amender(f"/eo/9930{n}", date(2002, 1, 1), amender(document(n, CHANGES[n])).instructions) for n in (0, 1, 3, 5)
    ]
    wanted = text_of(states_of(CLOCKS, same_day)[-1])
    renumbered = [Amender(f"/eo/9940{order[k]}", one.signed, one.instructions) for k, one in enumerate(same_day)]
    assert text_of(states_of(CLOCKS, renumbered)[-1]) == wanted


def test_amenders_may_be_given_in_any_order() -> None:
    given_ = [amender(document(number, CHANGES[number])) for number in (0, 1, 6)]
    assert len({text_of(states_of(CLOCKS, list(order))[-1]) for order in permutations(given_)}) == 1


@settings(max_examples=300)
@given(st.lists(VERBS, max_size=25))
def test_any_sentence_is_read_and_applied_without_failing(words: list[str]) -> None:
    source = document(1, f"{ORDER} is amended by " + " ".join(words))
    for one in instructions_of(source):
        assert 0 <= one.start <= one.end <= len(source.passages[0].text)
        assert one.operation != "other" or one.doubts
    states = states_of(CLOCKS, [amender(source)])
    check_origins(states[-1], {source.address: source, TARGET: CLOCKS})


@given(st.text(max_size=300))
def test_any_text_is_read_without_failing(text: str) -> None:
    instructions_of(
        SignedText("/eo/99200", None, (ProvisionText("p1", text), ProvisionText("p2", f"{ORDER} is amended {text}")))
    )
    signs = skeleton(text)
    for one in signs.quoted:
        assert one.named or text[one.start : one.end] == one.text


@given(st.text(alphabet='ab “”"(),.', max_size=60))
def test_what_is_struck_and_put_back_is_there_again(words: str) -> None:
    """Words put in and then struck by a later document leave what was there before."""
    first = document(1, "Section 3 of {o} is amended by inserting “and a half” after “2003”.")
    second = document(2, "Section 3 of {o} is amended by striking “and a half”.")
    third = document(
        3, "Section 2(a) of {o} is amended to read as follows: “" + words.replace("{", "").replace("}", "") + "”"
    )
    states = states_of(CLOCKS, [amender(first), amender(second), amender(third)])
    assert (
        joined_text(next(p for p in states[2].pieces if p.path == "sec-3").words)
        == "This order shall end on May 1, 2003."
    )
