"""Addresses and pages of states: the state of a day, marks, what was not applied, the same for programs."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from eo_browser.archive import lookup
from eo_browser.archive.code_prints import store_prints
from eo_browser.archive.debts import pay_debts
from eo_browser.archive.references import relate
from eo_browser.law.model.source import AmendedPrint
from eo_browser.models import Document
from tests.archive.amended_order import AMENDED, LAST, STATE, build_amended


@pytest.fixture(autouse=True)
def amended(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup, "_kept", None)  # of another test
    build_amended()


def body(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address, headers={"accept": "text/html"})
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "goal"),
    [
        (f"{AMENDED}/@amended", LAST),
        (f"{AMENDED}/@Amended/sec-1.json", f"{LAST}/sec-1.json"),  # first to its own spelling
        (f"{AMENDED}/@2031-12-31/sec-1", f"{STATE}/sec-1"),  # in between: the state in force
        (f"{AMENDED}/@2099-01-01", LAST),
        (f"{AMENDED}/@2031-04-30/sec-1", f"{AMENDED}/sec-1"),  # nothing amended it yet
        (f"{AMENDED}/@2031-04-30.txt", f"{AMENDED}.txt"),
        ("/eo/29102/@amended", "/eo/29102"),  # nothing amends it
        (f"{AMENDED}/@2031-12-31?marks=none", f"{STATE}?marks=none"),
    ],
)
def test_a_day_leads_to_the_state_in_force(client: Client, asked: str, goal: str) -> None:
    answer = client.get(asked, headers={"accept": "text/html"})
    if answer.status_code == 301:
        answer = client.get(answer["Location"], headers={"accept": "text/html"})
    assert (answer.status_code, answer["Location"]) == (302, goal)


def test_no_day_of_the_calendar_is_no_state(client: Client) -> None:
    body(client, f"{AMENDED}/@2031-02-30", 404)


def test_the_page_marks_words_with_their_source(client: Client) -> None:
    text = body(client, STATE)
    assert 'A lamp is lit <ins cite="/eo/29102/sec-1">before dark</ins> by the keeper.' in text
    assert 'href="/eo/29102/sec-1" aria-label="Sec. 1: words put in by EO 29102, Sec. 1"' in text
    assert "As amended to May 1, 2031 (complete)" in text
    assert "Made by a program, not official." in text
    assert "<del>" not in text
    assert "The keeper &lt;reports&gt; &amp; rests." in text


def test_struck_words_are_shown_on_demand_and_marks_can_be_off(client: Client) -> None:
    struck = body(client, f"{STATE}?marks=struck")
    assert "A lamp is lit <del>at dusk</del> <ins" in struck
    assert "<ins" not in body(client, f"{STATE}?marks=none")


def test_what_was_not_applied_is_said_above_the_text_and_listed_below_it(client: Client) -> None:
    text = body(client, LAST)
    assert "As amended to June 1, 2032 (incomplete)" in text
    above, _, below = text.partition("Text as amended</h2>")
    assert '<a href="#_doubts">1 amendment was not applied</a>.' in above
    assert "1 of the amendments not applied may concern any provision." in above
    assert 'id="_n1">Executive Order 29103: the amending document is not in this archive.' in below
    assert "in doubt</span></a>" in below  # at every provision, since it may concern any
    assert "NOT_HELD" not in text  # a code for programs


def test_a_provision_says_only_what_concerns_it(client: Client) -> None:
    doubtful = body(client, f"{LAST}/sec-1")
    assert '<a href="#_doubts">1 amendment that may concern it was not applied</a>' in doubtful
    assert doubtful.index("before dark") < doubtful.index('id="_doubts"')  # the text comes first
    assert "not applied" not in body(client, f"{STATE}/sec-1")


def test_a_provision_of_a_state_leads_to_it_as_signed_and_offers_its_link(client: Client) -> None:
    text = body(client, f"{STATE}/sec-1")
    pinned = client.get(f"{STATE}/sec-1.json").json()["provision"]["hash"]
    assert f'<a href="{AMENDED}/sec-1">Read it as signed</a>' in text
    assert f'href="{AMENDED}/compare/signed..@2031-05-01?view=both#sec-1"' in text
    assert f"{STATE}/sec-1?h={pinned}</span><button" in text
    assert f'name="cite" value="{STATE}/sec-1"' in text
    assert "As signed, there is no Sec. 4" in body(client, f"{STATE}/sec-4")
    answer = client.post("/check/", {"cite": f"{STATE}/sec-1", "quote": "A lamp is lit before dark by the keeper."})
    assert "Sec. 1" in answer.content.decode()


def test_what_exists_only_as_amended_leads_to_the_state(client: Client) -> None:
    text = body(client, f"{AMENDED}/sec-4", 404)
    assert "As signed, this document has no Sec. 4; as amended to June 1, 2032 it has one." in text
    assert f'href="{LAST}/sec-4"' in text
    problem = client.get(f"{AMENDED}/sec-4.json").json()
    assert (problem["code"], problem["amended"].endswith(f"{LAST}/sec-4")) == ("AMENDED", True)
    assert "code" not in client.get(f"{AMENDED}/sec-9.json").json()


def test_the_document_leads_to_its_newest_state(client: Client) -> None:
    text = body(client, AMENDED)
    assert "<strong>Amended twice</strong>, newest June 1, 2032:" in text
    assert f'<a href="{LAST}"><strong>read as amended</strong></a> (incomplete)' in text
    changed = body(client, f"{AMENDED}/sec-1")
    assert f'<a href="{STATE}/sec-1"><strong>read Sec. 1 as amended</strong></a>' in changed
    assert "Amended by" in changed  # never "no document amends it"
    assert "no amendment that was worked in changed Sec. 2" in body(client, f"{AMENDED}/sec-2")
    assert "As amended" not in body(client, "/eo/29102")


def test_programs_get_the_same_words(client: Client) -> None:
    record = client.get(f"{STATE}.json").json()
    assert (record["complete"], record["state"]) == (True, STATE)
    assert record["provisions"][0]["text"] == "A lamp is lit before dark by the keeper."
    one = client.get(f"{STATE}/sec-4.json").json()
    assert [provision["path"] for provision in one["provisions"]] == ["sec-4"]
    for suffix in ("txt", "md"):
        text = client.get(f"{LAST}.{suffix}").content.decode()
        assert "as amended to June 1, 2032" in text
        assert "(incomplete)" in text
        assert "A lamp is lit before dark by the keeper." in text
    described = client.get(f"{STATE}.jsonld").json()
    assert (described["legislationDateVersion"], described["@id"]) == ("2031-05-01", f"http://127.0.0.1:8000{STATE}")
    assert [one["@id"][-9:] for one in described["legislationConsolidates"]] == [AMENDED, "/eo/29102"]


def test_a_provision_has_its_history(client: Client) -> None:
    for address in (f"{AMENDED}/sec-1", f"{STATE}/sec-1"):
        text = body(client, address)
        assert "History of this provision" in text
        assert f'<a href="{AMENDED}/sec-1">January 2, 2030</a>: <strong>signed</strong>' in text
        assert f'<a href="{STATE}/sec-1">May 1, 2031</a>: <strong>amended</strong> by <a href="/eo/29102">' in text
        assert "<del>at dusk</del> <ins>before dark</ins>" in text
    assert "<strong>put in</strong> by" in body(client, f"{STATE}/sec-4")
    assert "History of this provision" not in body(client, f"{AMENDED}/sec-2")  # nothing changed it


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        (f"{AMENDED}/history", 200, "Amended by <a"),  # the document's days
        (f"{AMENDED}/history", 200, f'<a href="{STATE}">the text from that day on</a>'),
        (f"{AMENDED}/history", 200, '<time datetime="2030-01-02">January 2, 2030</time>'),
        (f"{AMENDED}/sec-1/history", 200, "<del>at dusk</del> <ins>before dark</ins>"),  # the provision's, with words
        (f"{STATE}/sec-4/history", 200, "Put in by"),  # of a provision that only a state has
        (f"{AMENDED}/sec-4/history", 404, "This text has no Sec. 4"),
        (f"{AMENDED}/history?day=2031-02-30", 200, "is no day of the calendar"),
    ],
)
def test_a_history_tells_what_happened_by_day(client: Client, asked: str, status: int, words: str) -> None:
    assert words in body(client, asked, status)


@pytest.mark.parametrize(
    ("asked", "goal"),
    [
        (f"{AMENDED}/history?day=2031-12-31", f"{AMENDED}/@2031-12-31"),  # a day, which leads on to its state
        (f"{AMENDED}/sec-1/history?day=2031-12-31", f"{AMENDED}/@2031-12-31/sec-1"),
        (f"{AMENDED}/compare?from=signed&to=@2031-05-01", f"{AMENDED}/compare/signed..@2031-05-01"),
        (f"{AMENDED}/compare?from=&to=", f"{AMENDED}/history"),
        (f"{AMENDED}/compare?from=@2031-05-01&to=signed", f"{AMENDED}/compare/@2031-05-01..signed"),  # backwards
    ],
)
def test_the_forms_of_a_history_lead_to_addresses(client: Client, asked: str, goal: str) -> None:
    assert client.get(asked)["Location"] == goal


def test_the_amending_document_says_what_became_of_its_instructions(client: Client) -> None:
    text = body(client, "/eo/29102")
    assert "What became of its amendments" in text
    assert f'href="{STATE}#sec-1">EO 29101, Sec. 1</a>: applied: as amended to May 1, 2031' in text
    assert "the amendment of EO 29101, Sec. 1: applied" in text  # next to the provision
    assert "What became of its amendments" in body(client, "/eo/29102/sec-2")
    assert "What became of its amendments" not in body(client, AMENDED)


def test_coverage_counts_states_and_names_what_is_missing(client: Client) -> None:
    record = client.get("/coverage.json").json()
    assert (record["amended"], record["complete"], record["incomplete"]) == (1, 0, 1)
    assert record["reasons"][0]["reason"] == "NOT_HELD"
    assert [(one["document"], one["completes"]) for one in record["missing"]] == [("/eo/29103", 1)]
    text = body(client, "/coverage/")
    assert "1 executive order held here was amended" in text
    assert "Executive Order 29103" in text


def test_the_page_says_where_the_code_prints_other_words(client: Client) -> None:
    source, edition = "us-code/usc9-2031.xml#9-fr-1", date(2031, 12, 31)
    printed = ("Section 1. A lamp is lit before dark by a keeper.", "Sec. 2. A bell is rung at noon. [A note.]")
    rest = ("Sec. 3. The keeper <reports> & rests.", "Sec. 4. Oil is kept dry.")
    store_prints([AmendedPrint(source, "executive-order", "29101", "title 9", edition, "", (*printed, *rest))])
    pay_debts()
    text = body(client, STATE)
    assert "Agrees with the print in the <strong>US Code, title 9, as of December 31, 2031</strong> but for 1" in text
    assert "<del>the</del> <ins>a</ins>" in text
    (told,) = client.get(f"{STATE}.json").json()["us_code"]
    assert (told["differing"], told["differences"][0]["path"]) == (1, "sec-1")
    assert "Agrees with" not in body(client, LAST)  # of another day
    out = StringIO()
    call_command("code_prints", stdout=out)
    assert "here: the | Code: a" in out.getvalue()


def test_marks_for_what_leaves_no_provision(client: Client) -> None:
    """A state whose provisions all stay has no list of words that are gone."""
    assert "no longer in the text" not in body(client, f"{STATE}?marks=struck")


@pytest.mark.parametrize(
    ("asked", "status", "words"),
    [
        (f"{AMENDED}/compare/signed..@2031-05-01", 200, "only as amended to May 1, 2031"),
        (f"{AMENDED}/compare/@2031-05-01..@amended", 200, "only as amended to June 1, 2032"),
        (f"{AMENDED}/compare/1..@2031-12-31", 200, "<ins>before dark</ins>"),  # a day in between: the text in force
        (f"{STATE}/compare", 200, "<del>at dusk</del>"),  # with the text as signed
        (f"{AMENDED}/compare/signed..@amended?view=both", 200, "A bell is rung at noon."),  # the same words too
        (f"{AMENDED}/compare/@2031-02-30..signed", 404, "no text “@2031-02-30”"),
        (f"{AMENDED}/compare/7..@amended", 404, "no text “7”"),
        (f"{AMENDED}/compare?from=//evil&to=signed", 404, "“//evil” names no text"),
        (f"{AMENDED}/compare?from=signed&to=def", 404, "“def” names no text"),
        (f"{AMENDED}/compare?from=signed", 404, "“” names no text"),
        (f"{AMENDED}/history", 200, f'href="{AMENDED}/compare/@2031-05-01..@2032-06-01"'),
        (f"{AMENDED}/@2031-02-30", 404, "“@2031-02-30” is no day of the calendar"),
        (f"{AMENDED}/@1900-01-01", 404, "On January 1, 1900 there was no such text"),
    ],
)
def test_texts_are_compared_and_wrong_days_explained(client: Client, asked: str, status: int, words: str) -> None:
    assert words in body(client, asked, status)


def test_a_state_is_cited_as_amended(client: Client) -> None:
    text = body(client, f"{STATE}/sec-1")
    assert "as amended by Exec. Order No. 29,102 (May 1, 2031)" in text  # Bluebook
    assert "as amended to May 1, 2031" in text
    assert client.get(f"{STATE}/sec-1/cite")["Location"] == f"{STATE}/sec-1#_cite"
    for suffix, words in (
        ("ris", "As amended to June 1, 2032 (incomplete); made by a program"),
        ("bib", "§ 1, as amended to June 1, 2032 (incomplete)"),
        ("csl.json", "as amended to June 1, 2032 (incomplete)"),
    ):
        assert words in client.get(f"{LAST}/sec-1.{suffix}").content.decode()


def test_a_pinned_link_says_whether_the_words_are_those(client: Client) -> None:
    pinned = client.get(f"{STATE}/sec-1.json").json()["provision"]["hash"]
    assert "Unchanged since cited." in body(client, f"{STATE}/sec-1?h={pinned}")
    assert "Not the words cited." in body(client, f"{STATE}/sec-2?h=v1.aaaaaaaaaaaaaaaa")
    assert client.get(f"{STATE}/sec-2?h={pinned}")["Location"] == f"{STATE}/sec-1?h={pinned}"


def test_a_state_that_was_rebuilt_keeps_its_promise(client: Client) -> None:
    pinned = client.get(f"{STATE}/sec-1.json").json()["provision"]["hash"]
    amender = Document.objects.get(number="29102")
    amender.current.provisions.filter(path="sec-1").update(text="Nothing is done to section 1.")
    amender.current.provisions.filter(path__startswith="sec-2").update(text="Nothing is done.")
    relate([amender.pk])
    changed = body(client, f"{STATE}/sec-1?h={pinned}")
    assert "Changed since cited." in changed
    assert "<del>before dark</del>" in changed
    assert "Oil is kept dry." in body(client, f"{STATE}/sec-4", 410)
    assert client.get(f"{STATE}/sec-4.json").json()["moved"]["last_words"] == "Oil is kept dry."


def test_a_state_of_a_wrong_day_leads_to_the_right_one(client: Client) -> None:
    Document.objects.filter(number="29102").update(signed=date(2031, 6, 1))
    relate()
    moved = client.get(f"{STATE}/sec-1")
    assert (moved.status_code, moved["Location"]) == (301, f"{AMENDED}/@2031-06-01/sec-1")


def test_the_interface_gives_texts_as_amended(client: Client) -> None:
    newest = client.get("/api/v1/amended", {"address": f"{AMENDED}/sec-4"}).json()
    assert (newest["state"], newest["complete"], newest["provision"]["text"]) == (LAST, False, "Oil is kept dry.")
    then = client.get("/api/v1/amended", {"address": AMENDED, "on": "2031-12-31"}).json()
    assert (then["state"], then["complete"]) == (STATE, True)
    before = client.get("/api/v1/amended", {"address": AMENDED, "on": "2030-12-31"}).json()
    assert (before["state"], before["acts"]) == (AMENDED, [])
    assert client.get("/api/v1/amended", {"address": f"{AMENDED}/sec-9"}).status_code == 404
    assert client.get("/api/v1/provisions", {"address": f"{STATE}/sec-1"}).status_code == 400


def test_the_interface_gives_instructions(client: Client) -> None:
    on = client.get("/api/v1/instructions", {"address": AMENDED}).json()
    assert [(one["operation"], one["applied_in"]) for one in on["on"]] == [("substitute", [STATE]), ("insert", [STATE])]
    assert [(one["document"], one["reason"]) for one in on["without_instructions"]] == [("/eo/29103", "NOT_HELD")]
    by = client.get("/api/v1/instructions", {"address": "/eo/29102"}).json()
    assert [one["target"]["address"] for one in by["by"]] == [AMENDED, AMENDED]
