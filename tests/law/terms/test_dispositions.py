"""Dispositions: verbs of notes and of prose, and the labels of what they do."""

from __future__ import annotations

from typing import get_args

import pytest

from eo_browser.law.terms.dispositions import (
    LABELS,
    NOTE_VERBS,
    NOTES_ACTIVE,
    NOTES_PASSIVE,
    STATUS_LABELS,
    STATUSES_BY_GRAVITY,
    VERBS,
    VERBS_BY_GRAVITY,
    Verb,
    verb_of,
)

PROSE: list[tuple[str, Verb]] = [
    ("revoke", "revokes"),
    ("Rescinded", "revokes"),
    ("cancelled", "revokes"),
    ("canceled", "revokes"),
    ("superseded", "supersedes"),
    ("modifies", "amends"),
    ("deleted", "amends"),  # a verb of editing
    ("remain in force", "continues"),
]


# No list has a word for these: they are read in texts.
OF_TEXTS_ONLY: set[Verb] = {"terminates", "sets", "expands", "declares", "spares"}


@pytest.mark.parametrize(("words", "verb"), PROSE)
def test_verbs_of_prose(words: str, verb: Verb) -> None:
    assert verb_of(words) == verb


def test_every_verb_has_labels_and_is_known_to_notes() -> None:
    assert set(LABELS) == set(get_args(Verb)) and set(LABELS) - set(VERBS_BY_GRAVITY) == {"see"}
    assert {verb for verb, _ in NOTE_VERBS.values()} == set(VERBS) - OF_TEXTS_ONLY


@pytest.mark.parametrize(("verb", "labels"), [one for one in LABELS.items() if one[0] not in OF_TEXTS_ONLY])
def test_labels_are_read_as_notes(verb: Verb, labels: tuple[str, str]) -> None:
    active, passive = labels
    assert NOTE_VERBS[active.lower()] == (verb, False)
    assert NOTE_VERBS[passive.lower()] == (verb, verb != "see")


def test_notes_in_the_passive_end_in_by() -> None:
    assert set(NOTES_PASSIVE).isdisjoint(NOTES_ACTIVE)
    assert "amended" in NOTES_PASSIVE and "continuing" in NOTES_ACTIVE and "see" not in NOTES_ACTIVE


def test_statuses_in_words() -> None:
    assert [STATUS_LABELS[status] for status in STATUSES_BY_GRAVITY] == [
        "Revoked",
        "Superseded",
        "Nullified",
        "Terminated",
        "Revoked in part",
        "Superseded in part",
        "Reinstated",
        "Amended",
    ]
