"""The kinds of documents: one table for addresses, queries, sentences, pages and citations."""

from __future__ import annotations

import re

import pytest

from eo_browser.law.model.addresses import OnDay, read_address
from eo_browser.law.terms.kinds import (
    DIRECTING_NOUNS,
    KIND_OF_NAME,
    KIND_OF_QUERY_WORD,
    KIND_OF_WORD,
    KINDS,
    NUMBERED_NAMES,
    TERMS,
    Kind,
    kind_name,
    kinds_of_noun,
    nouns,
    plural_name,
)

every_kind = pytest.mark.parametrize("kind", KINDS)


def test_every_kind_has_its_words() -> None:
    assert tuple(TERMS) == KINDS


@every_kind
def test_every_word_of_a_kind_is_an_address(kind: Kind) -> None:
    for word in (TERMS[kind].address, *TERMS[kind].synonyms):
        assert read_address(f"/{word}/2017-01-28").target == OnDay(kind, "2017-01-28")


@every_kind
def test_every_word_of_a_kind_is_understood_in_queries(kind: Kind) -> None:
    for word in (kind, TERMS[kind].address, TERMS[kind].plural.replace(" ", "-")):
        assert KIND_OF_QUERY_WORD[word] == kind


def test_no_word_is_of_two_kinds() -> None:
    words = [word for terms in TERMS.values() for word in {terms.address, *terms.synonyms}]
    assert len(set(words)) == len(words) == len(KIND_OF_WORD)


NAMES = [
    ("executive-order", "executive order", "executive orders"),
    ("memorandum", "memorandum", "memoranda"),
    ("order", "presidential order", "presidential orders"),
    ("treaty", "treaty", "treaty"),  # a kind nobody knows
]


@pytest.mark.parametrize(("kind", "name", "plural"), NAMES)
def test_names(kind: str, name: str, plural: str) -> None:
    assert (kind_name(kind), plural_name(kind)) == (name, plural)


SOURCES = [("presidential order", "order"), ("determination", "determination"), ("executive order", "executive-order")]


@pytest.mark.parametrize(("name", "kind"), SOURCES)
def test_names_of_sources(name: str, kind: str) -> None:
    assert KIND_OF_NAME[name] == kind


NOUNS = [
    ("orders", {"executive-order", "order"}),
    ("Executive  Order", {"executive-order"}),
    ("memoranda", {"memorandum", "determination"}),
    ("memo", {"memorandum"}),
    ("sections", set()),
]


@pytest.mark.parametrize(("noun", "kinds"), NOUNS)
def test_kinds_of_nouns(noun: str, kinds: set[str]) -> None:
    assert kinds_of_noun(noun) == kinds


def test_patterns_of_nouns() -> None:
    plural = re.compile(f"(?:{nouns(*DIRECTING_NOUNS, plural=True)})", re.IGNORECASE)
    assert all(plural.fullmatch(text) for text in ("Executive  Orders", "memoranda", "Memorandum", "memos"))
    assert not re.fullmatch(nouns("memorandum", "order"), "orders")
    in_capitals = nouns("executive order", "memorandum", plural=True, capital=True)  # without re.IGNORECASE
    assert all(re.fullmatch(in_capitals, text) for text in ("Executive Orders", "Memoranda", "Memorandum"))
    assert not re.fullmatch(in_capitals, "memorandum")


def test_names_of_numbered_kinds() -> None:
    assert all(
        re.fullmatch(NUMBERED_NAMES, text, re.IGNORECASE)
        for text in ("EXECUTIVE  ORDER", "Proclamation", "Presidential Determination")
    )
    assert not re.fullmatch(NUMBERED_NAMES, "memorandum", re.IGNORECASE)
