"""Which text of an amended document a citation means: as signed, or as amended by someone or to a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from eo_browser.law.resolver import KnownDocument, OutlineNode, resolve_text
from eo_browser.law.resolver.lookup import KnownState, Lookup, StateOutline, States

ORDER = KnownDocument(1, "/eo/29101", "executive-order", "29101", "Lamps", signed=date(2030, 1, 2), status="amended")
FIRST = KnownDocument(2, "/eo/29102", "executive-order", "29102", "Lamps Again", signed=date(2031, 5, 1))
OTHER = KnownDocument(3, "/eo/29105", "executive-order", "29105", "Bells", signed=date(2031, 8, 1))
SIGNED = ("sec-1", "sec-1/a", "sec-2", "sec-3")
DAY, LAST = date(2031, 5, 1), date(2032, 6, 1)
STATES = (KnownState(DAY, ("/eo/29102",)), KnownState(LAST, ("/eo/29103",), complete=False))


class OneOrder(States):
    """States of the order: § 4 put in and § 2 struck in 2031, § 3 in doubt since 2032."""

    def of(self, document: KnownDocument) -> Sequence[KnownState]:
        return STATES if document is ORDER else ()

    def outline(self, document: KnownDocument, day: date) -> StateOutline:
        nodes = tuple(OutlineNode(path) for path in ("sec-1", "sec-1/a", "sec-3", "sec-4"))
        doubts = {"sec-3": ("/eo/29103",)} if day == LAST else {}
        return StateOutline(nodes, doubts, {"sec-1/a": ("/eo/29102",), "sec-2": ()}, {"sec-2": "/eo/29102"})


ARCHIVE = Lookup((ORDER, FIRST, OTHER), outline_of=lambda document: tuple(map(OutlineNode, SIGNED)), states=OneOrder())
AT, AT_LAST = "/eo/29101/@2031-05-01", "/eo/29101/@2032-06-01"


@pytest.mark.parametrize(
    ("cited", "targets", "said"),
    [
        # Which text: the newest, that of an act, that of a day.
        ("E.O. 29101, as amended, § 1(a)", [f"{AT_LAST}/sec-1/a"], {"AS_AMENDED"}),
        ("section 1(a) of Executive Order 29101, as amended", [f"{AT_LAST}/sec-1/a"], {"AS_AMENDED"}),
        ("E.O. 29101 § 1, as further amended", [f"{AT_LAST}/sec-1"], {"AS_AMENDED"}),
        ("section 1 of E.O. 29101, as amended by E.O. 29102", [f"{AT}/sec-1"], {"AS_AMENDED"}),
        ("E.O. 29101 (as amended by E.O. 29102) § 4", [f"{AT}/sec-4"], {"AS_AMENDED"}),
        ("E.O. 29101, as amended by E.O. 29102, § 4", [f"{AT}/sec-4"], {"AS_AMENDED"}),
        ("E.O. 29101, as amended by E.O. 29102 (2031) and E.O. 29103 (2032), § 1", [f"{AT_LAST}/sec-1"],
         {"AS_AMENDED"}),
        ("E.O. 29101 (as amended through 2031) § 1", [f"{AT}/sec-1"], {"AS_AMENDED"}),
        # A year or a day in brackets after the words.
        ("§ 1 of E.O. 29101, as amended (2031)", [f"{AT}/sec-1"], {"AS_AMENDED"}),
        ("E.O. 29101, as amended (Dec. 31, 2031), § 1", [f"{AT}/sec-1"], {"AS_AMENDED"}),
        ("E.O. 29101, as amended to May 1, 2031", [AT], {"AS_AMENDED"}),
        ("E.O. 29101 as in effect on December 1, 2031, § 3", [f"{AT}/sec-3"], {"AS_AMENDED"}),
        ("E.O. 29101 as of June 2032, § 1", [f"{AT_LAST}/sec-1"], {"AS_AMENDED"}),
        # Its own day behind a comma is that of the order.
        ("E.O. 29101, as amended, Jan. 2, 2030", [AT_LAST], {"AS_AMENDED", "AMENDED_IN_DOUBT"}),
        # In doubt: still that provision.
        ("E.O. 29101, as amended, § 3", [f"{AT_LAST}/sec-3"], {"AS_AMENDED", "AMENDED_IN_DOUBT"}),
        # Before the first amendment it is the text as signed; so is one that nothing amends.
        ("E.O. 29101, as amended through 2030, § 1", ["/eo/29101/sec-1"], {"AS_AMENDED", "AMENDED"}),
        ("E.O. 29105, as amended, § 1", ["/eo/29105/sec-1"], {"AS_AMENDED"}),
        # Not by whom it says: the text in force then, and a word about it.
        ("E.O. 29101, as amended by E.O. 29105, § 1", [f"{AT}/sec-1"], {"AS_AMENDED"}),
        # Addresses of states.
        (f"{AT}/sec-4", [f"{AT}/sec-4"], {"AS_AMENDED"}),
        ("/eo/29101/@2031-12-01/sec-1", [f"{AT}/sec-1"], {"AS_AMENDED"}),
        ("/eo/29101/@amended/sec-1", [f"{AT_LAST}/sec-1"], {"AS_AMENDED"}),
        # Without such words it is the text as signed.
        ("E.O. 29101, § 1(a)", ["/eo/29101/sec-1/a"], {"AMENDED"}),
    ],
)  # fmt: skip
def test_the_text_meant(cited: str, targets: list[str], said: set[str]) -> None:
    answer = resolve_text(cited, ARCHIVE)
    assert answer.outcome == "resolved"
    assert [target.address for target in answer.targets] == targets
    assert {one.code for one in answer.explanations} == said


@pytest.mark.parametrize(
    ("cited", "words"),
    [
        ("E.O. 29101, § 1(a)", "by Executive Order 29102; as amended to June 1, 2032: /eo/29101/@2032-06-01/sec-1/a"),
        ("E.O. 29101, § 2", "Sec. 2 was struck by Executive Order 29102."),
        ("E.O. 29101, § 3", "Sec. 3 is unchanged in the text as amended to June 1, 2032. Sec. 3 is in doubt"),
        ("E.O. 29101", "As amended to June 1, 2032 (incomplete) it is at /eo/29101/@2032-06-01."),
        ("E.O. 29101, as amended", "by Executive Order 29103 (incomplete); a program made it, and it is not official."),
        ("E.O. 29101, as amended, § 3", "Sec. 3 is in doubt: what Executive Order 29103 ordered was not applied"),
        ("E.O. 29101, as amended by E.O. 29105", "(“Lamps”) by Executive Order 29105 is known here"),
        ("E.O. 29101, as amended through 2030", "had amended Executive Order 29101 (“Lamps”) by December 31, 2030"),
    ],
)  # fmt: skip
def test_what_is_said_of_it(cited: str, words: str) -> None:
    assert words in " ".join(one.message for one in resolve_text(cited, ARCHIVE).explanations)


def test_what_exists_only_as_amended_is_suggested() -> None:
    answer = resolve_text("E.O. 29101, § 4", ARCHIVE)
    assert (answer.outcome, [target.address for target in answer.targets]) == ("partial", ["/eo/29101"])
    assert [target.address for target in answer.suggestions] == [f"{AT_LAST}/sec-4"]
    assert any(one.code == "AMENDED" and "Sec. 4 exists as amended" in one.message for one in answer.explanations)


def test_what_is_gone_as_amended_is_suggested_as_signed() -> None:
    answer = resolve_text("E.O. 29101, as amended, § 2", ARCHIVE)
    assert (answer.outcome, [target.address for target in answer.targets]) == ("partial", [AT_LAST])
    assert [target.address for target in answer.suggestions] == ["/eo/29101/sec-2"]
    assert "Sec. 2 was struck by Executive Order 29102." in [one.message for one in answer.explanations]


def test_documents_speak_of_texts_as_signed() -> None:
    answer = resolve_text("section 1 of E.O. 29101, as amended by E.O. 29102", ARCHIVE.as_signed())
    assert [target.address for target in answer.targets] == ["/eo/29101/sec-1"]
