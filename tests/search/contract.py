"""What every engine must do; an engine is checked by a subclass of two lines (test_whoosh.py, test_postgres.py)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from eo_browser.search.engine import Engine, IndexMark, Page, Unavailable
from eo_browser.search.query import read_query
from tests.search.entries import ARCHIVE, BELLS, CLOCKS, EMERGENCY_1, EMERGENCY_2, RIGHTS, TIDES, TOWERS, entry

PROJECT = Path(__file__).resolve().parent.parent.parent

# query → the documents it finds, by id, all of them.
FINDS = [
    ("clocks", {1}),
    ("clock", {1}),  # a stem
    ("=clock", {1}),  # an exact form that is there ("each tower clock")
    ("=towers", {2, 3, 5, 6}),
    ("=tower", {1, 3}),
    ("yearly", {1, 4, 5, 6}),  # yearly = year
    ("war", {2, 3}),  # warring = war
    ("generated", {3}),  # not generally
    ("generally", {4}),
    ("universities", {4}),  # not universe
    ("=universe", {4}),
    ("emergency", {2, 5, 6}),  # not emerge
    ("emerge", set()),
    ('"national emergency"', {2, 5, 6}),
    ('"national if emergency"', {2}),  # no stop word is left out
    ('"the policy of the United States"', {1}),
    ('"policy of United States"', set()),
    ('"emergency national"', set()),
    ('"coalition new partners"~3', {1, 3}),  # in any order, near
    ('"coalition new partners"~2', {1}),  # "Partners in coalition may be new" has three others between
    ('"coalition partners"', {1}),
    ("entry-exit", {4}),
    ("entryexit", {4}),  # one word here, two there
    ("thetide tables", {4}),
    ("guanta-namo", {3}),
    ("guantanamo", {3}),  # accents folded
    ("13526", {3}),  # a comma inside a number
    ("13,526", {3}),
    ("univers*", {4}),
    ("bells -tides", {1, 2}),
    ("clocks OR tides", {1, 4}),
    ("(clocks OR tides) policy", {1}),
    ('-"national emergency" bells', {1, 4}),
    ("title:bells", {2}),
    ('title:"public clocks"', {1}),
    ('title:"clocks public"', set()),
    ("title:order", {1}),  # another name is a title too
    ("type:memorandum", {2}),
    ("type:eo", {1, 3}),
    ("president:lovelace", {1, 2, 5, 6}),
    ("president:babbage bells", {4}),
    ("year:1990", {1, 2}),
    ("signed:1995..1996-04", {3, 4}),
    ("signed:..1990-01-01", {1}),
    ("number:101", {1}),
    ("series:nspm", {2}),
    ("series:nspm-3", {2}),
    ("status:revoked", {3}),
    ("status:in-force type:eo", {1}),
    ('to:"Secretary of Bells"', {2}),
    ("revokes:/eo/101", {3}),
    ("cites:/eo/101 war", {3}),
    ('cites:"50 u.s.c. 1701"', {3}),
    ("published:1995-03", {3}),
    ("published:..1990", set()),  # what has no day of publication is in no range
    ("sec:2 coalition", {1, 3}),
    ("sec:1 coalition", set()),
    ("babbage tide", {3, 4}),  # a fact of 4 and a word of its text; 3 has most of the words
    ("", set()),
    ("-bells", {3, 5, 6}),  # what is left out, of everything
    ("zzzzzz", set()),
]

# query → the document that must come first.
FIRST = [
    ("new coalition partners", 1),  # together before scattered
    ("executive order bells chimes", 2),  # a kind word is a preference, never a filter
    ("memorandum bells", 2),
    ("clock order", 1),
    ("public clocks", 1),
    ("bells", 2),  # a title before a text
    ("national emergency bells", 2),
    ("who shall wind the tower clock", 1),
    ("tide tabels", 4),  # a slip
    ("babbage bells", 4),  # the President named signed it; the title of 2 says "Bells"
    ("lovelace war towers", 2),  # "Towers at War" is of another President
]


class EngineContract:
    """The checks. A subclass gives the fixture `engine`: an engine without an index."""

    @pytest.fixture
    def filled(self, engine: Engine) -> Engine:
        engine.rebuild(ARCHIVE, IndexMark("here", 7))
        return engine

    def test_without_an_index_it_says_so(self, engine: Engine) -> None:
        assert engine.state() is None
        with pytest.raises(Unavailable):
            engine.search(read_query("clocks"))
        with pytest.raises(Unavailable):
            engine.suggest("clo")

    @pytest.mark.parametrize(("typed", "expected"), FINDS)
    def test_finds(self, filled: Engine, typed: str, expected: set[int]) -> None:
        page = search(filled, typed)
        assert found(page) == expected
        assert page.total == len(expected)

    @pytest.mark.parametrize(("typed", "expected"), FIRST)
    def test_comes_first(self, filled: Engine, typed: str, expected: int) -> None:
        assert search(filled, typed).hits[0].id == expected

    def test_facets_count_what_is_found(self, filled: Engine) -> None:
        page = search(filled, "bells OR fog")
        counted = {name: {one.value: one.count for one in facet} for name, facet in page.facets.items()}
        assert counted["kind"] == {"notice": 2, "executive-order": 1, "memorandum": 1, "proclamation": 1}
        assert counted["president"] == {"ada-lovelace": 4, "charles-babbage": 1}
        assert counted["year"] == {"1990": 2, "1996": 1, "1997": 1, "1998": 1}
        assert counted["series"] == {"nspm": 1}

    def test_passages_come_best_first(self, filled: Engine) -> None:
        hit = search(filled, "new coalition partners").hits[0]
        assert (hit.id, hit.revision) == (CLOCKS.id, CLOCKS.revision)
        assert hit.passages[0].position == 1

    def test_pages_follow_each_other(self, filled: Engine) -> None:
        whole = [hit.id for hit in search(filled, "towers OR tides OR clocks").hits]
        parts = [
            hit.id
            for at in range(len(whole))
            for hit in filled.search(read_query("towers OR tides OR clocks"), limit=1, offset=at).hits
        ]
        assert parts == whole

    def test_sorted_by_day(self, filled: Engine) -> None:
        newest = filled.search(read_query("bells"), sort="newest").hits
        assert [hit.id for hit in newest] == [4, 2, 1]
        assert [hit.id for hit in filled.search(read_query("bells"), sort="oldest").hits] == [1, 2, 4]

    def test_near_identical_documents_are_folded(self, filled: Engine) -> None:
        (hit,) = search(filled, "fog").hits
        assert {hit.id, *hit.same} == {EMERGENCY_1.id, EMERGENCY_2.id}
        assert search(filled, "fog").total == 2

    def test_a_misspelled_word_is_put_right_and_said(self, filled: Engine) -> None:
        page = search(filled, "univrsities")
        assert (found(page), page.did_you_mean) == ({4}, "universities")
        assert page.notes

    def test_most_of_the_words_when_nothing_has_all(self, filled: Engine) -> None:
        page = search(filled, "clocks wind fog lighthouse")
        assert page.partial and page.notes and page.hits[0].id == 1

    def test_initials_find_the_names_they_abbreviate(self, filled: Engine) -> None:
        """Ten documents say the name alone; one says what its initials are."""
        named = [entry(30 + at, "Lamps", f"The board of coastal lamps has {at} members.") for at in range(10)]
        defining = entry(50, "Oil", "The Board of Coastal Lamps (BCL) keeps the oil; BCL reports.")
        filled.update([*named, defining, entry(51, "Coastal Lamps", "A board of coastal birds and lamps.")])
        page = search(filled, "BCL")
        assert found(page) == {50, *range(30, 40)} and "board of coastal lamps" in page.notes[0]
        assert page.hits[0].id == 50
        assert search(filled, "BCQ").notes == ()  # unknown initials are not taken for a misspelled word

    def test_initials_of_a_body_need_no_definition(self, filled: Engine) -> None:
        filled.update([entry(30, "Oil", "There is established the Keepers Board for Oil."), entry(31, "Knots", "KBA")])
        assert found(search(filled, "kbo")) == {30}

    def test_what_established_a_body_comes_first(self, filled: Engine) -> None:
        making = entry(30, "Care of Lamps", "There is hereby established the Coastal Lamp Board.", RIGHTS)
        speaking = [entry(31 + at, "Coastal Lamp Board Seals", f"The board created seal {at}.") for at in range(3)]
        filled.update([making, *speaking])
        for typed in ("who created the coastal lamp board", "order establishing the coastal lamp board"):
            hit = search(filled, typed).hits[0]
            assert hit.id == 30 and hit.reasons["established"] > 0.5
        assert filled.suggest("coastal lamp bo")[0].id in {30, 31, 32, 33}
        assert "Coastal Lamp Board" in {one.text for one in filled.suggest("coastal lamp bo")}

    def test_a_word_with_a_hyphen_excludes_no_document(self, filled: Engine) -> None:
        page = search(filled, "post-war public clocks")
        assert page.hits[0].id == CLOCKS.id and page.notes

    def test_the_form_typed_counts_more_than_its_relatives(self, filled: Engine) -> None:
        others = [
            entry(30 + at, "Claims", f"Keepers may challenge claim {at}; challenges are read.") for at in range(6)
        ]
        filled.update([*others, entry(40, "Ships", "The keepers of the ship Challenger rest, and of other ships.")])
        assert search(filled, "keepers challenger").hits[0].id == 40

    def test_the_section_named_comes_first_in_its_document(self, filled: Engine) -> None:
        hit = search(filled, "section 3 of the public clocks order").hits[0]
        assert (hit.id, hit.passages[0].position) == (CLOCKS.id, 2)

    def test_a_slip_is_put_right_as_the_other_words_suggest(self, filled: Engine) -> None:
        milk = [entry(30 + at, "Milk", f"Infant formula number {at} is milk.") for at in range(3)]
        dress = [entry(40 + at, "Dress", f"A formal dress number {at} is worn.") for at in range(6)]
        filled.update([*milk, *dress])
        assert found(search(filled, "infant formla")) == {30, 31, 32}
        assert found(search(filled, "dress formla")) == set(range(40, 46))

    def test_what_others_say_of_a_document_moves_it_up(self, filled: Engine) -> None:
        same = [entry(30 + at, "Lamps", "The lamps of the harbor are lit.", signed=None) for at in range(2)]
        citing = entry(40, "Ice", "The freeze imposed by that order ends.")
        filled.update([citing, same[1], replace(same[0], citing_words=("the freeze imposed by",))])
        assert search(filled, "freeze harbor lamps").hits[0].id == 30
        assert found(search(filled, "freeze")) == {40}  # its own words alone decide whether it is found

    def test_the_year_and_month_named_are_preferred(self, filled: Engine) -> None:
        notices = [
            entry(30 + at, "Lamps of the Harbor", f"Lamps are lit: notice {at}.", signed=date(2001 + at, 5, 6))
            for at in range(3)
        ]
        filled.update(notices)
        assert search(filled, "harbor lamps 2002").hits[0].id == 31
        assert search(filled, "harbor lamps may 2001").hits[0].id == 30

    def test_an_observance_comes_later_unless_it_is_meant(self, filled: Engine) -> None:
        day = entry(30, "National Harbor Day, 2001", "Lanterns and the oil.", kind="proclamation")
        rule = entry(31, "Fees", "Lanterns and their oil.")
        filled.update([day, rule])
        assert search(filled, "lanterns oil").hits[0].id == 31
        assert search(filled, "national harbor day").hits[0].id == 30

    def test_a_word_that_few_provisions_have_chooses_among_them(self, filled: Engine) -> None:
        often = [f"Lanterns, lanterns of kind {at}." for at in range(12)]
        filled.update([entry(30, "Lanterns", *often, "Lanterns have brass lids.")])
        assert search(filled, "lanterns brass").hits[0].passages[0].position == 12

    @pytest.mark.parametrize("typed", ["number:999 bells", "president:nobody bells", "published:1850", "sec:99 bells"])
    def test_a_filter_that_nothing_fits_says_so(self, filled: Engine, typed: str) -> None:
        page = search(filled, typed)
        assert found(page) == set() and typed.split()[0] in page.notes[0]

    def test_an_update_is_visible_at_the_next_search(self, filled: Engine) -> None:
        assert found(search(filled, "sundial")) == set()
        filled.update([replace(TIDES, title="Sundial Tables"), entry(9, "Sundials")], removed=[CLOCKS.id])
        assert found(search(filled, "sundial")) == {TIDES.id, 9}
        assert found(search(filled, "title:tide")) == set()
        assert found(search(filled, "clocks")) == set()
        assert found(search(filled, "generally")) == {TIDES.id}

    def test_removed_is_removed_and_clear_is_empty(self, filled: Engine) -> None:
        filled.remove([BELLS.id, 12345])
        assert found(search(filled, "bells")) == {1, 4}
        filled.clear()
        assert found(search(filled, "clocks OR towers")) == set()
        state = filled.state()
        assert state is not None and state.documents == 0

    def test_the_mark_goes_with_what_is_written(self, filled: Engine) -> None:
        state = filled.state()
        assert state is not None and (state.mark, state.documents) == (IndexMark("here", 7), len(ARCHIVE))
        filled.update([TOWERS], mark=IndexMark("here", 8))
        filled.update([TOWERS])
        after = filled.state()
        assert after is not None and (after.mark, after.documents) == (IndexMark("here", 8), len(ARCHIVE))
        assert after.generation != state.generation

    def test_it_says_what_it_holds(self, filled: Engine) -> None:
        filled.update([replace(TIDES, revision=77)], removed=[CLOCKS.id])
        held = filled.held()
        assert CLOCKS.id not in held and held[TIDES.id] == 77
        assert len(held) == len(ARCHIVE) - 1 and held[BELLS.id] == BELLS.revision

    def test_many_small_updates_leave_what_one_makes(self, filled: Engine) -> None:
        for one in ARCHIVE * 3:
            filled.update([one])
        assert {typed: found(search(filled, typed)) for typed, _ in FINDS} == dict(FINDS)

    def test_an_update_that_fails_changes_nothing(self, filled: Engine) -> None:
        def broken() -> Iterator[object]:
            yield entry(9, "Sundials")
            raise RuntimeError("the database went away")

        with pytest.raises(RuntimeError):
            filled.update(broken(), removed=[1], mark=IndexMark("here", 9))  # type: ignore[arg-type]
        assert found(search(filled, "sundials")) == set()
        assert found(search(filled, "clocks")) == {1}
        state = filled.state()
        assert state is not None and state.mark == IndexMark("here", 7)
        filled.update([entry(9, "Sundials")])
        assert found(search(filled, "sundials")) == {9}

    def test_suggestions_go_on_as_typed(self, filled: Engine) -> None:
        assert [one.text for one in filled.suggest("public clo")] == ["Care of Public Clocks"]
        assert [(one.text, one.what) for one in filled.suggest("clock o")] == [("Clock Order", "name")]
        assert {one.id for one in filled.suggest("continuation of the nat")} == {5, 6}
        assert filled.suggest("nspm 3")[0].id == BELLS.id
        assert filled.suggest("secretary of be")[0].id == BELLS.id
        assert filled.suggest("order 101")[0].id == CLOCKS.id
        assert filled.suggest("ban on public clock repair")[0].id == CLOCKS.id  # a good part of the words, in any form
        assert filled.suggest("who keeps lamps lit all night")[0].id in {5, 6}  # by the words of its text
        assert filled.suggest("identfy partners win")[0].id == CLOCKS.id  # a slip before the last word
        assert filled.suggest("") == () == filled.suggest("qqqq")

    def test_readers_go_on_while_another_writes(self, filled: Engine, again: list[str]) -> None:
        """Readers see the archive before or after each update, and never an error."""
        stop, seen, faults = threading.Event(), set(), []

        def read() -> None:
            while not stop.is_set():
                try:
                    seen.add(frozenset(found(search(filled, "clocks OR sundials"))))
                except Exception as error:  # noqa: BLE001  # whatever it is, it must not happen
                    faults.append(error)

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        for at in range(12):
            filled.update([entry(20 + at, "Sundials")], removed=[19 + at])
            if at == 6:
                filled.rebuild([*ARCHIVE, entry(20 + at, "Sundials")])
        stop.set()
        for reader in readers:
            reader.join()
        assert faults == []
        assert seen <= {frozenset({1}), *(frozenset({1, 20 + at}) for at in range(12))}

    def test_killed_while_it_writes_it_has_all_or_nothing(self, filled: Engine, again: list[str]) -> None:
        """Another process writes update after update and is killed at a moment nobody chose."""
        for attempt in range(10):
            command = [sys.executable, "-m", "tests.search.writer", *again]
            with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE) as writer:
                assert writer.stdout and writer.stdout.readline() == b"writing\n"
                time.sleep(attempt * 0.023)
                os.kill(writer.pid, signal.SIGKILL)
            state = filled.state()
            assert state is not None
            number = state.mark.number
            assert found(search(filled, "batch")) == (set() if number == 7 else {100 + number, 200 + number})
            assert found(search(filled, "clocks")) == {1}
        filled.update([entry(300, "Afterwards")])
        assert found(search(filled, "afterwards")) == {300}


def search(engine: Engine, typed: str) -> Page:
    return engine.search(read_query(typed), limit=50)


def found(page: Page) -> set[int]:
    """The ids of a page's documents, those folded under others among them."""
    return {key for hit in page.hits for key in (hit.id, *hit.same)}
