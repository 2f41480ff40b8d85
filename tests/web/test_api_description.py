"""The OpenAPI description and the page next to it: valid, true of the answers, and held against generated requests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate
from schemathesis.specs.openapi.checks import positive_data_acceptance

from eo_browser.archive import fingerprints as shingles
from eo_browser.archive.indexing import rebuild
from eo_browser.archive.search_engine import engine
from eo_browser.models import Document, Reference, Relation
from eo_browser.web.api.description import openapi
from eo_browser.web.api.examples import examples
from eo_browser.web.api.operations import OPERATIONS
from eo_browser.web.api.reading_page import sections
from eo_browser.web.api.schemas import SCHEMAS
from tests.web.archive import MEMORANDUM, ORDER


@pytest.fixture(autouse=True)
def searched(archive: object, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive with references and relations; whoever asks is never turned away."""
    settings.DATA_DIR = tmp_path
    rebuild(engine())  # each data folder has an index of its own
    shingles.index_all()
    order, memorandum = Document.objects.get(address=ORDER), Document.objects.get(address=MEMORANDUM)
    Reference.objects.create(
        document=memorandum, revision=memorandum.current, path="sec-1", start=0, end=6, text="Policy",
        outcome="resolved", target=order, target_path="sec-1.1",
    )  # fmt: skip
    Relation.objects.create(
        subject=memorandum, verb="revokes", object=order, source="own-words", claimed_by=memorandum, path="sec-1",
        words="is revoked",
    )  # fmt: skip
    monkeypatch.setattr("eo_browser.web.api.views.wait_for", lambda *_: 0)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Requests that go past Django's test client leave the test's own connection open, as that client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def described(client: Client) -> dict[str, Any]:
    """The description as it is served."""
    return dict(client.get("/api/v1/openapi.json").json())


def mistakes(name: str, value: object) -> list[str]:
    """Where a value does not fit a schema of the description."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": SCHEMAS}}
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def test_the_description_is_openapi(described: dict[str, Any]) -> None:
    validate(described)
    assert described["openapi"] == "3.1.0" and described["security"] == []
    assert all(described["info"][name] for name in ("contact", "license", "version"))
    tags = {tag["name"] for tag in described["tags"]}
    every = [one for methods in described["paths"].values() for one in methods.values()]
    assert all(len(one["tags"]) == 1 for one in every) and {one["tags"][0] for one in every} == tags
    assert {path: sorted(methods) for path, methods in described["paths"].items()} == {
        operation.path: sorted(other.method.lower() for other in OPERATIONS if other.path == operation.path)
        for operation in OPERATIONS
    }


def test_every_schema_is_used(described: dict[str, Any]) -> None:
    text = json.dumps(described)
    assert [name for name in SCHEMAS if f'"#/components/schemas/{name}"' not in text] == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
def test_every_operation_has_an_example_that_fits(described: dict[str, Any], operation: Any) -> None:
    made = described["paths"][operation.path][operation.method.lower()]
    if operation.method == "POST":
        assert "example" in made["requestBody"]["content"]["application/json"]
    else:
        assert any("example" in parameter for parameter in made["parameters"])
    answer = made["responses"]["200"]["content"]["application/json"]
    assert mistakes(answer["schema"]["$ref"].rpartition("/")[2], answer["example"]) == []
    assert "429" in made["responses"] or not operation.a_minute


ANSWERS = [
    # operation, what is asked; the schema is that of the operation
    ("resolve", {"q": "NSPM-93, § 2(iii)(D)"}),
    ("resolve", {"q": "E.O. 99999"}),
    ("resolve", {"q": "50 U.S.C. 1701"}),
    ("resolve", {"q": "96 FR 9126"}),
    ("resolve", {"q": "E.O. 19901, sec. 1.1(z)"}),
    ("resolve", {"q": "nothing at all"}),
    ("verify", {"quote": "the naming of new keepers", "cite": "NSPM-93"}),
    ("verify", {"quote": "[t]he naming of … keepers"}),
    ("verify", {"quote": "Stairs are never counted twice a year"}),
    ("verify", {"quote": "NOW, THEREFORE, this specimen proclaims a day of lamps."}),  # in two documents
    ("verify", {"quote": ""}),
    ("search", {"q": "lamps", "limit": 2}),
    ("search", {"q": "E.O. 19901"}),
    ("search", {"q": "zzzz"}),
    ("suggest", {"q": "tid"}),
    ("catalog", {}),
    ("catalog", {"limit": 1, "sort": "oldest"}),
    ("catalog", {"year": "1789"}),
    ("changes", {}),
    ("corrections", {}),
    ("documents", {"address": MEMORANDUM}),
    ("documents", {"address": ORDER}),
    ("provisions", {"address": f"{ORDER}/sec-1.1"}),
    ("provisions", {"address": f"{MEMORANDUM}/sec-2/iii"}),  # its place is doubtful
    ("relations", {"address": ORDER}),
    ("relations", {"address": f"{MEMORANDUM}/sec-1"}),
]


@pytest.mark.parametrize(("name", "asked"), ANSWERS, ids=str)
def test_an_answer_is_as_described(client: Client, name: str, asked: dict[str, object]) -> None:
    answer = client.get(f"/api/v1/{name}", asked)
    assert answer.status_code == 200
    schema = next(one.schema for one in OPERATIONS if one.name == name and one.method == "GET")
    assert mistakes(schema, answer.json()) == []


@pytest.mark.parametrize("text", ["", "E.O. 19901 says “Stairs are counted”. NSPM-93, § 2(Z).", "<p>E.O. 99999</p>"])
def test_an_annotated_article_is_as_described(client: Client, text: str) -> None:
    for name, schema in (("annotate", "AnnotatedArticle"), ("resolve", "Resolutions")):
        answer = client.post(f"/api/v1/{name}", json.dumps({"text": text}), content_type="application/json")
        assert mistakes(schema, answer.json()) == []


def test_choices_and_problems_are_as_described(client: Client) -> None:
    assert mistakes("Choice", client.get("/api/v1/documents", {"address": "/fr/96/9126"}).json()) == []
    assert mistakes("Problem", client.get("/api/v1/documents", {"address": "/eo/7"}).json()) == []


def test_a_wrong_answer_is_seen() -> None:
    assert mistakes("Explanation", {"code": "NO_SUCH_CODE", "message": 5})


# The page


def test_the_page_shows_every_operation_with_something_to_try(client: Client) -> None:
    page = client.get("/api/v1/")
    assert page["Link"] == '</api/v1/openapi.json>; rel="service-desc"; type="application/json"'
    text = page.content.decode()
    for section in sections(OPERATIONS, examples()):
        assert section.operation.summary in text
        assert section.answer
        if section.url:
            assert client.get(section.url).status_code == 200
        else:
            assert section.command.startswith(f"curl http://127.0.0.1:8000{section.operation.path}")


def test_an_empty_archive_has_a_page_and_a_description(client: Client) -> None:
    Relation.objects.all().delete()
    Document.objects.update(current=None)
    assert client.get("/api/v1/").status_code == 200
    validate(client.get("/api/v1/openapi.json").json())


# Generated requests


ANY = schemathesis.openapi.from_dict(openapi({}))
ANY.app = WSGIHandler()


@pytest.mark.usefixtures("one_connection")
@ANY.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_whatever_is_asked_is_answered_as_described(case: schemathesis.Case) -> None:
    # An article that looks like HTML cannot come back as Markdown, and cursors are made by the archive alone: no
    # schema can say what a text looks like, or which cursors there are.
    unsaid = (
        [positive_data_acceptance] if case.path.endswith(("/annotate", "/catalog", "/changes", "/corrections")) else []
    )
    own = {"Host": "127.0.0.1", "Accept-Encoding": "identity"}  # past WSGI nothing undoes a compression
    response = case.call(headers=own)
    if response.status_code == 414:  # each value fits, all together, percent-encoded, do not
        unsaid = [positive_data_acceptance]
    case.validate_response(response, excluded_checks=unsaid)
