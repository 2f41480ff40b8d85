"""A form is declared once: where it begins is derived from its pattern, so that nothing can hide it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eo_browser.law.citations import scan
from eo_browser.law.citations.anchors import AnchoredPattern, Anchors, beginnings_of
from eo_browser.law.citations.find import find_citations
from eo_browser.law.citations.form import Form, pattern, simple
from eo_browser.law.citations.number_forms import EXECUTIVE_ORDER_NAMES, numbered_form
from eo_browser.law.citations.parts import Numbered, Outside
from eo_browser.law.citations.registry import FORMS, TABLE, FormTable
from eo_browser.law.citations.typography import lower, plain
from eo_browser.law.context import descriptions, instruments
from eo_browser.law.context.articles import drafts, titled


def orders_called(names: Iterable[str], *examples: str) -> FormTable:
    """The table with other names of executive orders."""
    form = numbered_form("executive-order-number", "executive orders", "executive-order", tuple(names), examples)
    return FormTable(form if form.name == old.name else old for old in FORMS)


NAMED_SO = "Under W.H. Order No. 13,526; then under W. H. Orders 13528 and 13530 (w.h. order 13540)"


def test_one_line_adds_a_name() -> None:
    """The line is the name alone: no list of beginnings besides."""
    table = orders_called((*EXECUTIVE_ORDER_NAMES, r"W\.\s?H\.\s+orders?"), "W.H. Order 13526")
    found = [part.value for part in scan(NAMED_SO, table=table)]
    assert found == [
        Numbered("executive-order", ("13526",)),
        Numbered("executive-order", ("13528", "13530")),
        Numbered("executive-order", ("13540",)),
    ]
    assert [c.text for c in find_citations(NAMED_SO, table)][0] == "W.H. Order No. 13,526"
    assert not [part for part in scan(NAMED_SO) if isinstance(part.value, Numbered)]


def test_one_row_adds_a_form() -> None:
    docket = Form(
        "docket",
        "outside",
        pattern(r"(?:docket|dkt\.)\s+(?:no\.\s+)?(?P<number>\d+)"),
        simple(lambda found: Outside(f"Docket {found['number']}", "")),
        ("Docket No. 12", "Dkt. 12"),
    )
    text = "the filing in dkt. 12 (DOCKET NO. 7)"
    assert [part.value for part in scan(text, table=FormTable((*FORMS, docket)))] == [
        Outside("Docket 12", ""),
        Outside("Docket 7", ""),
    ]


def test_a_form_its_example_does_not_lead_to_is_refused() -> None:
    with pytest.raises(ValueError, match="own example"):
        orders_called((r"executive\s+orders?",), "W.H. Order 13526")


@pytest.mark.parametrize("change", [str.upper, str.lower, str.title, lambda text: text.replace(" ", "\n")])
def test_anchors_are_met_wherever_a_form_begins(change: Callable[[str], str]) -> None:
    for form in FORMS:
        for example in form.examples:
            readable = plain(change(example))
            if form.match(readable, 0):
                found = TABLE.whole.next(" " + lower(readable), 0)
                assert found and found[0] == 0 and form in found[1], example


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_whatever_a_pattern_matches_is_met(form: Form, data: st.DataObject) -> None:
    """Texts made from the pattern itself: an anchor narrower than its pattern would lose citations in silence."""
    readable = plain(data.draw(st.from_regex(form.pattern)))
    found = form.pattern.search(readable)
    at = found.start() if found else 0
    if not found or at and readable[at - 1].isalnum() or not (readable[at].isascii() or readable[at] in "§¶"):
        return
    spaced = " " + lower(readable)
    met = TABLE.whole.next(spaced, at)
    assert met and met[0] == at and form in met[1]


# What a pattern begins with: first characters, and the rest in lower case.
BEGINNINGS = [
    (r"(?i:EO)", [("e", "o")]),
    (r"EO|Mem", [("e", "o"), ("m", "em")]),
    (r"(?:the\s)?EO", [("t", "he[\\s]eo"), ("e", "o")]),  # what may be missing begins it both ways
    (r"[3-5]+x", [("345", "(?:[3-5]){0,}x")]),
    (r"(?<!un)lawful", [("l", "awful")]),  # an exclusion is left out
    (r"p(?=\d)(?:age)?", [("p", "(?=[\\d])")]),  # so is what may be missing at the end
]


@pytest.mark.parametrize(("words", "expected"), BEGINNINGS)
def test_beginnings_of_a_pattern(words: str, expected: list[tuple[str, str]]) -> None:
    found = beginnings_of(re.compile(words))
    assert [(set(firsts), rest) for firsts, rest in found] == [(set(firsts), rest) for firsts, rest in expected]


@pytest.mark.parametrize("words", [r"(?:EO)?", r"(EO)?\1"])
def test_a_pattern_without_a_beginning_is_refused(words: str) -> None:
    form = Form("empty", "outside", re.compile(words), simple(lambda found: None), ())
    with pytest.raises(ValueError, match="form may not"):
        Anchors([form])


@pytest.mark.parametrize("name", ["Executive Order", "Presidential Proc.", "Pres. Det.", "PD", "Reorganization Plan"])
def test_a_name_and_endless_space_is_read_to_its_end(name: str) -> None:
    """With two unlimited runs of space before the number this text would take hours."""
    assert not [part for part in scan(f"{name}{' ' * 200_000}x") if isinstance(part.value, Numbered)]


ANCHORED = [getattr(module, name) for module in (descriptions, drafts, instruments, titled) for name in vars(module)]
ANCHORED = [found for found in ANCHORED if isinstance(found, AnchoredPattern)]
_WORDS = (
    *("an", "order", "of", "the", "his", "own", "signed", "Orders", "memo", "E.O.", "EO", "Id.", "ibid.", "See", "at"),
    *("January", "27,", "27", "2017,", "executive order", "presidential memorandum", "former", "Obama's", "President"),
    *("Act", "Code of 1950", "FOIA", "Circular A-11", "M-21-31", "Compl. ¶ 3", "Title IV", "Restoring", "Common"),
    *("é", "_", "“", "(", "\n", ".", "9", "ſigned", "K"),
)


@pytest.mark.parametrize("pattern", ANCHORED, ids=lambda pattern: pattern.pattern.pattern[:20])
@given(st.lists(st.sampled_from(_WORDS), max_size=12), st.sampled_from(("", " ", "  ")))
def test_an_anchored_pattern_finds_what_it_matches(pattern: AnchoredPattern, words: list[str], joint: str) -> None:
    text = joint.join(words)
    expected = [found.span() for found in pattern.pattern.finditer(text)]
    assert [found.span() for found in pattern.finditer(text)] == expected
