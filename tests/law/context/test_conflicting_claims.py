"""Which claims are followed where sources differ, and which document a misprinted number means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from eo_browser.law.context.relations import WeighedClaim, document_named, doubtful_ends, one_of, outweighed
from tests.law.context.test_references import ARCHIVE, MEMO, OTHER, SALT

DAY, LATER = date(1980, 1, 1), date(1990, 1, 1)


def own(verb: str, part: bool = False, actor: str = "a") -> WeighedClaim:
    return WeighedClaim(1, actor, verb, part, "own-words", DAY)  # type: ignore[arg-type]


def row(verb: str, part: bool = False, actor: str = "a") -> WeighedClaim:
    return WeighedClaim(2, actor, verb, part, "own-row", DAY)  # type: ignore[arg-type]


def actors(verb: str, part: bool = False, actor: str = "a", day: date = DAY) -> WeighedClaim:
    return WeighedClaim(3, actor, verb, part, "actors-row", day)  # type: ignore[arg-type]


def editors(verb: str, part: bool = False, actor: str = "a") -> WeighedClaim:
    return WeighedClaim(4, actor, verb, part, "editor", DAY)  # type: ignore[arg-type]


# claims about one document, and the keys of those not followed
WEIGHED: list[tuple[list[WeighedClaim], set[int]]] = [
    # Words before lists, for whole or part and for the verb.
    ([own("revokes", part=True), row("revokes"), actors("revokes")], {2, 3}),
    ([own("revokes"), row("revokes", part=True)], {2}),
    ([own("supersedes"), row("revokes")], {2}),
    ([own("supersedes", part=True), row("revokes", part=True)], {2}),
    ([own("supersedes", part=True), own("revokes", part=True), row("revokes", part=True)], set()),
    ([own("revokes"), row("revokes"), actors("revokes")], set()),
    # The row about the document before the row about the actor.
    ([row("amends"), actors("revokes")], {3}),
    ([row("revokes", part=True), actors("revokes")], {3}),
    ([row("amends"), actors("revokes", actor="b")], set()),
    # Words that only amend do not refute an end that is in the row about the document.
    ([own("amends"), row("revokes"), actors("revokes")], set()),
    ([own("amends"), actors("revokes")], {3}),
    # An amendment is refuted by no list.
    ([own("revokes"), row("amends")], set()),
    # Words that only continue refute an amendment in a list, and no more than that.
    ([own("continues"), row("amends"), actors("amends")], {2, 3}),
    ([own("continues"), own("amends"), row("amends")], set()),
    ([own("continues"), row("amends", actor="b")], set()),
    ([own("continues"), row("revokes")], set()),
    # The row that says that several together end the whole is about all of them, and no words are.
    ([own("revokes", part=True), replace(row("revokes"), is_completed=True)], set()),
    # Words that leave a document in force refute every end, even one its own row has.
    ([own("spares"), row("supersedes"), actors("supersedes")], {2, 3}),
    ([own("spares"), row("supersedes", actor="b")], set()),
    ([own("spares"), row("amends"), actors("amends")], {2, 3}),
    ([own("spares"), own("amends"), row("amends")], set()),
    # A row that has the actor of the order beside it.
    ([replace(row("amends"), is_slip=True)], {2}),
    # The acting document's words end others, and neither they nor the row about the document say so of it.
    ([replace(actors("revokes"), is_unsaid=True)], {3}),
    ([replace(actors("revokes"), is_unsaid=True), row("revokes")], set()),
    ([replace(actors("revokes"), is_unsaid=True), own("revokes")], set()),
    ([replace(actors("revokes", part=True), is_unsaid=True)], set()),
    # An editor's decision goes before everything about the same actor, amendments too.
    ([editors("revokes", part=True), own("revokes"), row("revokes")], {1, 2}),
    ([editors("spares"), own("amends"), row("revokes", actor="b")], {1}),
    ([editors("revokes"), own("revokes")], set()),
]


@pytest.mark.parametrize(("claims", "expected"), WEIGHED)
def test_the_better_source_is_followed(claims: list[WeighedClaim], expected: set[int]) -> None:
    assert set(outweighed(claims)) == expected


def test_the_reason_names_both_sides() -> None:
    (why,) = outweighed([own("revokes", part=True), row("revokes")]).values()
    assert why == (
        "Revoked, says the list’s row about this document; "
        "followed: the words of the acting document, by which it is revoked in part."
    )


# claims about one document, and whether its end is taken for one of a part
DOUBTFUL: list[tuple[list[WeighedClaim], bool]] = [
    ([actors("revokes")], False),
    ([actors("revokes"), actors("amends", actor="b", day=LATER)], True),
    ([actors("revokes", day=LATER), actors("amends", actor="b")], False),
    ([row("revokes"), actors("amends", actor="b", day=LATER)], False),
    ([own("revokes"), actors("amends", actor="b", day=LATER)], False),
]


@pytest.mark.parametrize(("claims", "expected"), DOUBTFUL)
def test_a_document_that_is_still_acted_on_ended_in_part(claims: list[WeighedClaim], expected: bool) -> None:
    assert bool(doubtful_ends(claims)) is expected


# address, words, day → address meant, key
NAMED: list[tuple[str, str, date | None, str, int | None]] = [
    ("/eo/19800", "EO 19800", None, "/eo/19800", 2),
    ("/eo/19800", "EO 19800, June 1, 2030", date(2030, 6, 1), "/eo/19800", 2),
    # The printed day goes before the number, where one number of that day differs by a slip.
    ("/eo/19800", "EO 19800, June 2, 2030", date(2030, 6, 2), "/eo/19801", 3),
    ("/eo/19800", "EO 19800, June 3, 2030", date(2030, 6, 3), "/eo/19802", None),
    ("/eo/19800", "EO 19800, July 9, 2030", date(2030, 7, 9), "/eo/19800", 2),
    # By kind and day alone, where that is enough.
    ("", "Memorandum of January 2, 2029", date(2029, 1, 2), "", None),
    ("", "Memorandum of January 2, 2029 (Salt)", date(2029, 1, 2), "", 5),
    ("", "letter of January 2, 2029", date(2029, 1, 2), "", None),
]


@pytest.mark.parametrize(("address", "words", "day", "meant", "key"), NAMED)
def test_the_document_a_list_names(address: str, words: str, day: date | None, meant: str, key: int | None) -> None:
    named = document_named(address, words, day, ARCHIVE)
    assert (named.address, named.key) == (meant, key)


def test_a_confirmed_number_goes_before_the_day() -> None:
    day = date(2030, 6, 2)
    assert document_named("/eo/19800", "EO 19800", day, ARCHIVE, lambda kind, number: number == "19800").key == 2


def test_one_document_of_a_day_is_chosen() -> None:
    assert one_of([MEMO, SALT], "the memorandum (Oil)", "") == MEMO
    assert one_of([MEMO, OTHER], "(No. 19800)", "") == OTHER
    assert one_of([MEMO, SALT], "", "Salt, 2030") == SALT
    assert one_of([MEMO, SALT], "", "Sugar") is None
