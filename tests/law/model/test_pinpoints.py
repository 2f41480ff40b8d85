"""A path in words, printed and spoken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.pinpoints import level_names, pinpoint, read_path, section_sign, spoken

CASES = [
    # path, printed, spoken
    ("", "", ""),
    ("sec-2/iii/D", "Sec. 2(iii)(D)", "section 2, subsection (iii), paragraph (D)"),
    ("sec-1.4/a", "Sec. 1.4(a)", "section 1.4, subsection (a)"),
    # Without sections the first labelled level is a paragraph.
    ("a/1", "para. (a)(1)", "paragraph (a), subparagraph (1)"),
    ("p3", "¶ 3", "unlabelled paragraph 3"),
    ("sec-2/p1", "Sec. 2, unlabelled ¶ 1", "section 2, unlabelled paragraph 1"),
    ("preamble", "preamble", "the preamble"),
    ("part-III/25", "Part III, para. (25)", "part III, paragraph (25)"),
    ("annex/1", "Annex, para. (1)", "annex, paragraph (1)"),
    ("annex-I/t1/r3", "Annex I, table 1, row 3", "annex I, table 1, row 3"),
    # The numbering of a quoted text begins afresh.
    (
        "sec-1/a/q1/sec-3/b",
        "Sec. 1(a), quoted text 1, Sec. 3(b)",
        "section 1, subsection (a), quoted text 1, section 3, subsection (b)",
    ),
    ("sec-2~2/a", "Sec. 2 (second so numbered)(a)", "section 2 (second so numbered), subsection (a)"),
    ("h-roles/p1", "under “roles”, unlabelled ¶ 1", "under the heading “roles”, unlabelled paragraph 1"),
    ("fn2", "note 2", "footnote 2"),
]


@pytest.mark.parametrize(("path", "printed", "said"), CASES)
def test_words_of_a_path(path: str, printed: str, said: str) -> None:
    assert pinpoint(path) == printed
    assert spoken(path) == said


def test_section_sign() -> None:
    assert section_sign("sec-1.4/a") == "§ 1.4(a)"


def test_levels_deeper_than_their_names_are_items() -> None:
    assert level_names("sec-1/a/1/A/i/I/aa/x")[-2:] == ("item", "item")


@given(st.lists(st.from_regex(r"[A-Za-z0-9.~-]{1,8}", fullmatch=True), max_size=8).map("/".join))
def test_any_path_has_words_for_every_step(path: str) -> None:
    assert len(level_names(path)) == len(read_path(path)) == len([s for s in path.split("/") if s])
    assert bool(pinpoint(path)) == bool(spoken(path)) == bool(path)
