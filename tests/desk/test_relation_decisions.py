"""Editors decide relations: a decision goes before every source, is in the journal, and clears an alarm."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from eo_browser.archive.alarms import alarms
from eo_browser.archive.references import relate
from eo_browser.archive.references.decisions import reapply_decision
from eo_browser.models import Document, RelationDecision
from tests.web.test_standing import order

DECISIONS = "/admin/eo_browser/relationdecision/add/"


@pytest.fixture
def desk(desk: Client) -> Client:
    """An editor at the desk of an archive where an order is amended after its end."""
    order("19930", date(2030, 1, 1), "Agencies shall act.")
    order("19931", date(2030, 2, 1), "Executive Order 19930 is hereby revoked.")
    order("19932", date(2030, 3, 1), "Executive Order 19930 is hereby amended.")
    relate()
    return desk


def decide(desk: Client, verb: str) -> Document:
    document = Document.objects.get(address="/eo/19930")
    said = {"document": document.pk, "actor": "/eo/19931", "verb": verb, "path": "", "reason": "It was a slip."}
    assert desk.post(DECISIONS, said).status_code == 302
    document.refresh_from_db()
    return document


def test_what_lives_on_after_its_end_is_in_the_queue(desk: Client) -> None:
    (alarm,) = alarms()
    assert alarm.address == "/eo/19930" and "/eo/19931, February 1, 2030" in alarm.ended
    shown = desk.get("/admin/eo_browser/alarmeddocument/").content.decode()
    assert "/eo/19932, March 1, 2030" in shown and DECISIONS in shown


def test_a_decision_goes_before_the_words(desk: Client, tmp_path: Path) -> None:
    assert decide(desk, "spares").status == "amended"
    assert not list(alarms())
    said = desk.get("/eo/19930.json").json()
    assert any("an editor’s decision" in (tie["disagreement"] or "") for tie in said["relations"])
    acts = [json.loads(line) for line in (tmp_path / "journal.jsonl").read_text().splitlines()]
    (facts,) = [act["facts"] for act in acts if act["act"] == "relation-decided"]
    assert (facts["document"], facts["actor"], facts["editor"]) == ("/eo/19930", "/eo/19931", "editor")


def test_a_later_decision_overrules_the_first_and_a_replay_repeats_it(desk: Client) -> None:
    decide(desk, "spares")
    document = decide(desk, "supersedes")
    assert document.status == "superseded" and RelationDecision.objects.count() == 1
    facts = {"document": "/eo/19930", "actor": "/eo/19931", "verb": "spares", "reason": "Again."}
    reapply_decision(document, facts, RelationDecision.objects.get().made)
    assert RelationDecision.objects.get().verb == "spares"
