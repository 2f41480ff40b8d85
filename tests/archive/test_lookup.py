"""The archive's rows as answers to citations, the box, and the objects the command and the API print."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from eo_browser.archive.lookup import current_lookup, generation
from eo_browser.checking.box import find, find_in_text
from eo_browser.models import Alias, Document, Edition, Listing, Revision, SeriesPlace, StoredProvision
from eo_browser.web.objects.representations import resolution_json

pytestmark = pytest.mark.django_db

PROVISIONS = (
    # path, label, heading, text
    ("sec-1", "Sec. 1.", "Policy.", "Policy. It is the policy."),
    ("sec-2", "Sec. 2.", "Plan.", "Plan."),
    ("sec-2/a", "(a)", "", "The Specimen Aid Office, or SAO, shall plan:"),
    ("sec-2/a/i", "(i)", "", "first;"),
    ("sec-2/a/ii", "(ii)", "", "second."),
)


@pytest.fixture
def order() -> Document:
    """An executive order with an edition, a place in a series and an old address."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    document = Document.objects.create(
        kind="executive-order",
        number="13999",
        address="/eo/13999",
        title="Founding the Specimen Aid Office",
        signed=date(2021, 1, 21),
        published=date(2021, 1, 26),
        register_volume=86,
        register_start=7211,
        register_end=7214,
        document_number="2021-01863",
        links={"html": "https://www.federalregister.gov/documents/2021/01/26/2021-01863/specimen"},
    )
    revision = Revision.objects.create(
        document=document, number=1, words_hash="v1.aaaaaaaaaaaaaaaa", parser="1", first_imported=now
    )
    for position, (path, label, heading, text) in enumerate(PROVISIONS):
        StoredProvision.objects.create(
            revision=revision,
            position=position,
            depth=path.count("/"),
            path=path,
            kind="section" if label.startswith("Sec") else "labelled",
            label=label,
            heading=heading,
            text=text,
            hash="v1.bbbbbbbbbbbbbbbb",
            anchors=["p-4"] if path == "sec-2/a/i" else [],
        )
    document.current = revision
    document.save()
    Edition.objects.create(
        document=document,
        revision=revision,
        sha256="a" * 64,
        sources=["federal-register-eo/13999.xml"],
        format="fr-xml",
        publisher="federal-register",
        source_url="https://www.whitehouse.gov/specimen/",
        retrieved=now,
    )
    SeriesPlace.objects.create(document=document, series="nsm", number="99")
    Alias.objects.create(role=Alias.Role.ADDRESS, key="/eo/2021-01-21/founding", document=document)
    Alias.objects.create(role=Alias.Role.NAME, key="specimen charter", text="the Specimen Charter", document=document)
    Listing.objects.create(
        source="list#12866", listed_by="national-archives", kind="executive-order", number="12866", title="Listed Only"
    )
    return document


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("EO 13,999, § 2(a)(ii)", "sec-2/a/ii"),
        ("86 FR 7212", ""),
        ("FR Doc. 2021-01863", ""),
        ("NSM-99", ""),
        ("Executive Order of January 21, 2021", ""),
        ("founding the specimen aid office", ""),
        ("Founding the SAO", ""),  # a short form the text defines
        ("the Specimen Charter, section 1", "sec-1"),
        ("/eo/2021-01-21/founding#sec-2/a", "sec-2/a"),
        ("https://www.federalregister.gov/d/2021-01863/p-4", "sec-2/a/i"),
        ("https://www.whitehouse.gov/specimen", ""),
        ("http://127.0.0.1:8000/eo/13999/sec-1", "sec-1"),
        ("EO 13999, sec. 2 ¶ 2", "sec-2/a/i"),  # a bare heading is no paragraph
    ],
)
def test_every_way_to_a_document(order: Document, typed: str, path: str) -> None:
    resolution = find(typed).resolution
    assert resolution.outcome == "resolved", resolution
    assert [(t.document.key, t.path) for t in resolution.targets] == [(order.pk, path)]


def test_a_list_proves_what_is_not_held(order: Document) -> None:
    resolution = find("EO 12866").resolution
    assert (resolution.outcome, [e.code for e in resolution.explanations]) == ("not_found", ["NOT_IN_ARCHIVE"])


def test_words_are_a_search() -> None:
    assert find("budget of the Pentagon").is_words
    assert not find("EO 1").is_words


def test_the_holdings_follow_the_database(order: Document) -> None:
    before = current_lookup()
    assert current_lookup() is before
    Alias.objects.create(role=Alias.Role.NAME, key="the other name", text="the other name", document=order)
    assert find("the other name").resolution.outcome == "resolved"
    assert generation() == generation()


def test_the_objects(order: Document, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    resolution = find("EO 13999 § 2(a)").resolution
    with django_assert_max_num_queries(6):
        shown = resolution_json(resolution)
    (target,) = shown["targets"]
    assert list(shown) == ["query", "outcome", "targets", "explanations", "suggestions", "external", "known"]
    assert target["document"]["sources"] == ["federal-register-eo/13999.xml"]
    assert target["document"]["citation"] == "86 FR 7211"
    assert target["document"]["series"] == ["NSM-99"]
    assert target["provision"]["pinpoint"] == "Sec. 2(a)"
    assert target["provision"]["full_text"] == ("The Specimen Aid Office, or SAO, shall plan: (i) first; (ii) second.")


def test_citations_in_a_text(order: Document) -> None:
    text = "Under EO 13999 and 50 U.S.C. 1701, section 1 of Executive Order 13999 applies. Twice EO 13999."
    found, truncated = find_in_text(text, at_most=3)
    assert [(c.text, c.resolution.outcome) for c in found] == [
        ("EO 13999", "resolved"),
        ("50 U.S.C. 1701", "external"),
        ("section 1 of Executive Order 13999", "resolved"),
    ]
    assert truncated
    (whole, part), _ = find_in_text("Executive Order 13999 is long. Its section 2(a) is not.")
    assert (part.text, part.resolution.targets[0].path) == ("section 2(a)", "sec-2/a")
    assert part.resolution.targets[0].document == whole.resolution.targets[0].document
    assert all(text[c.start : c.end] == c.text for c in found)


def test_the_command(order: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    out = StringIO()
    call_command("resolve", "EO 13999, § 2(a)(i)", stdout=out)
    assert "Sec. 2(a)(i) of Executive Order 13999" in out.getvalue()
    out = StringIO()
    call_command("resolve", "EO 13999", json=True, stdout=out)
    assert json.loads(out.getvalue())["outcome"] == "resolved"
    monkeypatch.setattr("sys.stdin", StringIO("EO 13999\n50 U.S.C. 1701\n\n"))
    out = StringIO()
    call_command("resolve", lines=True, stdout=out)
    assert [json.loads(line)["outcome"] for line in out.getvalue().splitlines()] == [
        "resolved",
        "external",
        "unrecognised",
    ]
    with pytest.raises(CommandError):
        call_command("resolve")
