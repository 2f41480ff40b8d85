"""Outlines mended by hand: places change, words never; what would break the order of parents is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.archive.permanence import fates
from eo_browser.law.model.paths import words_hash
from eo_browser.law.model.texts import FlatProvision, words_under
from eo_browser.law.outline.corrections import Mend, Refused, Rows, apply_mends, fault_of, move


def rows_of(*outline: tuple[int, str, str]) -> Rows:
    """Rows from (depth, path, label), each with words of its own."""
    bare = [
        FlatProvision(p, d, "labelled", label, "", f"words of {p}", False, 0.5, ({"code": "X"},))
        for d, p, label in outline
    ]
    return tuple(_with_hash(bare, at) for at in range(len(bare)))


def _with_hash(rows: list[FlatProvision], at: int) -> FlatProvision:
    return replace(rows[at], hash=words_hash(words_under(rows, at)))


ORDER = rows_of(
    (0, "part-1", "PART 1"),
    (1, "sec-1", "Sec. 1."),
    (2, "sec-1/a", "(a)"),
    (3, "sec-1/a/1", "(1)"),
    (3, "sec-1/a/2", "(2)"),
    (2, "sec-1/i", "(i)"),
    (2, "sec-1/j", "(j)"),
    (1, "sec-2", "Sec. 2."),
    (0, "annex", "ANNEX"),
)


def paths(rows: Rows | Refused) -> list[str]:
    assert not isinstance(rows, Refused), rows
    return [row.path for row in rows]


MOVES = [
    # from, to, the paths that are other ones then
    ("sec-1/j", "sec-1/k", {"sec-1/j": "sec-1/k"}),  # the label read wrongly
    ("sec-1/a", "sec-1/b", {"sec-1/a": "sec-1/b", "sec-1/a/1": "sec-1/b/1", "sec-1/a/2": "sec-1/b/2"}),
    ("sec-1/i", "sec-1/a/i", {"sec-1/i": "sec-1/a/i"}),  # a numeral below (a), not the letter after (h)
    ("sec-1/j", "sec-1/i/j", {"sec-1/j": "sec-1/i/j"}),
    ("sec-1/a/2", "sec-1/b", {"sec-1/a/2": "sec-1/b"}),  # one level up, the last of its level
    ("sec-1/j", "sec-3", {"sec-1/j": "sec-3"}),  # a section of its own, in the same part
    ("sec-2", "part-1/sec-2", {"sec-2": "part-1/sec-2"}),
    ("part-1", "part-2", {"part-1": "part-2"}),  # sections do not repeat their part
    ("sec-2", "sec-2~2", {"sec-2": "sec-2~2"}),
    ("annex", "sec-2/annex", {"annex": "sec-2/annex"}),
]


@pytest.mark.parametrize(("old", "new", "changed"), MOVES)
def test_a_provision_moves_with_what_is_below_it(old: str, new: str, changed: dict[str, str]) -> None:
    assert paths(move(ORDER, old, new)) == [changed.get(row.path, row.path) for row in ORDER]


def test_depth_and_hashes_follow() -> None:
    found = move(ORDER, "sec-1/i", "sec-1/a/i")
    assert not isinstance(found, Refused)
    assert [row.depth for row in found] == [0, 1, 2, 3, 3, 3, 2, 1, 0]
    was, now = ({row.path: row.hash for row in rows} for rows in (ORDER, found))
    assert was["sec-1/i"] == now["sec-1/a/i"], "the words moved are the same"
    assert was["sec-1/a"] != now["sec-1/a"], "what they moved into has more words"
    assert was["sec-1"] == now["sec-1"] and was["part-1"] == now["part-1"]


def test_what_an_editor_decided_is_not_doubtful() -> None:
    found = move(ORDER, "sec-1/j", "sec-1/k")
    assert not isinstance(found, Refused)
    assert [(row.path, row.confidence) for row in found if not row.doubts] == [("sec-1/k", 1.0)]


REFUSALS = [
    # from, to, the reason
    ("sec-9", "sec-8", "There is no provision “sec-9”"),
    ("sec-1/j", "sec-1/j", "has that path already"),
    ("sec-1/j", "sec-1/i", "“sec-1/i” is taken"),
    ("sec-1/j", "sec-2", "“sec-2” is taken"),
    ("sec-1/j", "sec-9/j", "There is no “sec-9” for it to stand under"),
    # under itself
    ("sec-1/a", "sec-1/a/1/a", "does not stand where this provision could follow"),
    # under what comes later
    ("sec-1/j", "sec-2/j", "“sec-2” does not stand where this provision could follow in it"),
    # under a level that is closed: (a) ended before (i)
    ("sec-2", "sec-1/a/3", "“sec-1/a” does not stand where"),
    # what follows would come under it: (2) is still in (a)
    ("sec-1/a/1", "sec-1/b", "“sec-1/a/2”, which follows it, would come to stand under it"),
    ("sec-1/i", "sec-3", "“sec-1/j”, which follows it, would come to stand under it"),
    ("sec-1/j", "", "1 to 1,000 characters"),
    ("sec-1/j", "a" * 1001, "1 to 1,000 characters"),
    ("sec-1/j", "sec-1//j", "no step of a path"),
    ("sec-1/j", "sec-1/(k)", "“(k)” is no step of a path"),
    ("sec-1/j", "sec-1/k l", "no step of a path"),
    ("sec-1/j", "sec-1/k~1", "no step of a path"),  # the first of a path has no ~
    ("sec-1/j", "sec-1/history", "a word of the site"),
    ("sec-1/j", "sec-1/k.json", "a word of the site"),
    ("sec-1/j", "sec-1/p-14", "a word of the site"),
    ("sec-1/j", "@2", "no step of a path"),
]


@pytest.mark.parametrize(("old", "new", "reason"), REFUSALS)
def test_what_cannot_be_is_refused_in_plain_english(old: str, new: str, reason: str) -> None:
    found = move(ORDER, old, new)
    assert isinstance(found, Refused)
    assert reason in found.reason


def test_mends_apply_where_their_words_are() -> None:
    hash_ = {row.path: row.hash for row in ORDER}
    one, two = Mend("sec-1/j", hash_["sec-1/j"], "sec-1/k"), Mend("sec-1/k", hash_["sec-1/j"], "sec-1/l")
    other_words = Mend("sec-1/i", "v1.aaaaaaaaaaaaaaaa", "sec-1/h")
    found, unfit = apply_mends(ORDER, [one, other_words, two])
    assert [row.path for row in found if row.path not in hash_] == ["sec-1/l"]
    assert unfit == ()


def test_a_mend_that_no_longer_fits_is_reported() -> None:
    taken = Mend("sec-1/j", next(row.hash for row in ORDER if row.path == "sec-1/j"), "sec-1/i")
    found, unfit = apply_mends(ORDER, [taken])
    assert found == ORDER
    assert "no longer fits: “sec-1/i” is taken" in unfit[0]


@st.composite
def outlines(draw: st.DrawFn) -> Rows:
    """Any tree: labels from a small stock, some words printed twice."""
    rows: list[tuple[int, str, str]] = []
    open_: list[str] = []
    for _ in range(draw(st.integers(1, 12))):
        depth = draw(st.integers(0, len(open_)))
        del open_[depth:]
        path = "/".join([*open_[-1:], draw(st.sampled_from("abcdi12"))])
        if any(held == path for _, held, _ in rows):
            path += f"~{sum(held.split('~')[0] == path for _, held, _ in rows) + 1}"
        rows.append((depth, path, f"({path[-1]})"))
        open_.append(path)
    return rows_of(*rows)


PATHS = st.lists(st.sampled_from(["a", "b", "c", "i", "1", "2", "z"]), min_size=1, max_size=4).map("/".join)


@given(outlines(), st.data())
def test_no_word_is_lost_and_every_old_address_finds_its_words(rows: Rows, data: st.DataObject) -> None:
    old = data.draw(st.sampled_from([row.path for row in rows]))
    found = move(rows, old, data.draw(PATHS))
    if isinstance(found, Refused):
        assert found.reason.endswith((".", "first.")) and found.reason[0].isupper() or found.reason[0] == "“"
        return
    assert [(row.label, row.text) for row in found] == [(row.label, row.text) for row in rows]
    assert len({row.path for row in found}) == len(found)
    where = {fate.path: fate.to for fate in fates(rows, found)}
    assert where == {was.path: now.path for was, now in zip(rows, found, strict=True)}


@given(st.text(max_size=30))
def test_any_text_is_a_path_or_has_a_fault(typed: str) -> None:
    assert fault_of(typed) == "" or fault_of(typed).endswith(".")
