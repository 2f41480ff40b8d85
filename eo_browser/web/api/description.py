"""The OpenAPI 3.1 description, made from the table of operations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from eo_browser.web.objects.addresses import absolute

from .asking import LARGEST_BODY, LONGEST_QUERY, Parameter
from .examples import Example
from .operations import OPERATIONS, Operation
from .schemas import SCHEMAS, Schema, ref

Examples = Mapping[str, Example]

ABOUT = (
    "Presidential documents of the United States, every paragraph with an address of its own. The objects are those "
    "that the commands print with --json. It only reads: no key, no cookie, and any page on the web may ask it. "
    "Errors are problem details (RFC 9457). An operation that is asked too often answers 429 with Retry-After. "
    "A NUL character in a text is read as a space. The texts are works of the United States Government, in the public "
    "domain; this is not an official edition."
)
TAGS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Citations": ("What words mean and whether they are right.", ("resolve", "verify", "annotate", "health")),
    "Search": ("Documents by their words.", ("search", "suggest")),
    "Documents": (
        "One document or provision, and what is around it.",
        ("documents", "provisions", "relations", "amended", "instructions"),
    ),
    "Lists": ("Everything, page by page.", ("catalog", "changes", "corrections")),
}
_PROBLEMS = {
    "400": "Malformed: unknown parameters, wrong types, too long; detail says which.",
    "404": "There is no such document or provision. detail says why; nearest, document and search lead on.",
    "410": "The words that were there are no longer in the text; moved.last_words has them.",
    "411": "The body comes in chunks, without a Content-Length.",
    "413": f"The body has more than {LARGEST_BODY:,} bytes.",
    "414": f"The query has more than {LONGEST_QUERY:,} bytes; POST what is longer where that is offered.",
    "415": "The body is not sent as application/json.",
    "429": "Asked too often; Retry-After says how many seconds to wait.",
    "503": "Search is being rebuilt; Retry-After says when to ask again.",
}
_ETAG = "Sent back in If-None-Match, it is answered 304 while nothing has changed."
_LINKS = "The other pages (RFC 8288), rel next and prev, as in the body."


def openapi(examples: Examples) -> dict[str, Any]:
    """Return the whole description; examples are optional."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        made = _operation(operation, examples.get(operation.id))
        paths.setdefault(operation.path, {})[operation.method.lower()] = made
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Executive Order Browser",
            "version": "1",
            "description": ABOUT,
            "contact": {"name": "About the archive", "url": absolute("/about/")},
            "license": {
                "name": "Public domain in the United States",
                "url": "https://www.usa.gov/government-copyright",
            },
        },
        "servers": [{"url": settings.SITE_URL}],
        "security": [],
        "tags": [{"name": name, "description": description} for name, (description, _) in TAGS.items()],
        "paths": paths,
        "components": {"schemas": SCHEMAS},
    }


def _operation(operation: Operation, example: Example | None) -> dict[str, Any]:
    limit = f" At most {operation.a_minute:,} times a minute." if operation.a_minute else ""
    made: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "description": operation.description + limit,
        "tags": [name for name, (_, operations) in TAGS.items() if operation.name in operations],
    }
    if operation.method == "GET":
        made["parameters"] = [_parameter(one, example) for one in operation.parameters]
    else:
        made["requestBody"] = {"required": True, "content": {"application/json": _body(operation, example)}}
    return made | {"responses": _responses(operation, example)}


def _parameter(parameter: Parameter, example: Example | None) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.meaning,
        "required": parameter.is_required,
        "schema": parameter.schema,
    }
    if example and parameter.name in example.asked:
        made["example"] = example.asked[parameter.name]
    return made


def _body(operation: Operation, example: Example | None) -> dict[str, Any]:
    schema = {
        "type": "object",
        "properties": {one.name: _member(one) for one in operation.parameters},
        "required": [one.name for one in operation.parameters if one.is_required],
        "additionalProperties": False,
    }
    return {"schema": schema} | ({"example": dict(example.asked)} if example else {})


def _member(parameter: Parameter) -> Schema:
    """A parameter in a body, where null is as if not given."""
    schema = parameter.schema
    if parameter.is_required:
        return {"description": parameter.meaning} | schema
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    return {"description": parameter.meaning} | schema | {"type": [schema["type"], "null"]}


def _responses(operation: Operation, example: Example | None) -> dict[str, Any]:
    answer: dict[str, Any] = {"schema": ref(operation.schema)}
    if example and example.answer is not None:
        answer["example"] = example.answer
    found: dict[str, Any] = {"200": {"description": operation.summary + ".", "content": {"application/json": answer}}}
    if operation.method == "GET":
        found["200"]["headers"] = {"ETag": {"description": _ETAG, "schema": {"type": "string"}}}
        if operation.pages:
            found["200"]["headers"]["Link"] = {"description": _LINKS, "schema": {"type": "string"}}
    if operation.at_address:
        several = {"application/json": {"schema": ref("Choice")}}
        found["300"] = {"description": "Several documents fit the address.", "content": several}
        moved = {"application/json": {"schema": ref("Moved")}}
        found["301"] = {
            "description": "The words are at another address now; Location asks for that.",
            "content": moved,
        }
    return found | {status: _problem(status) for status in _refusals(operation)}


def _refusals(operation: Operation) -> list[str]:
    found = ["400"] + (["404", "410"] if operation.at_address else [])
    found += ["411", "413", "415"] if operation.method == "POST" else ["414"]
    found += ["429"] if operation.a_minute else []
    return found + (["503"] if operation.name in ("search", "suggest") else [])


def _problem(status: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "description": _PROBLEMS[status],
        "content": {"application/problem+json": {"schema": ref("Problem")}},
    }
    if status in ("429", "503"):
        made["headers"] = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
    return made
