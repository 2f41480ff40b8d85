"""The tools that assistants may call: their parameters, their answers and the schemas of these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from eo_browser.web.api import answering
from eo_browser.web.api.answering import Answer
from eo_browser.web.api.asking import Malformed, Parameter, Refusal, Value, filled
from eo_browser.web.api.operations import OPERATIONS
from eo_browser.web.api.schemas import NUMBER, SCHEMAS, TEXT, URL, Schema, or_null, ref, thing
from eo_browser.web.objects import Json

from .reading import AT_ONCE, read

_REFERENCE = "#/components/schemas/"
_SCHEMAS: Mapping[str, Schema] = {
    **SCHEMAS,
    "ReadText": thing(
        "The text at an address.",
        address=TEXT,
        url={**URL, "description": "The permanent link to cite."},
        title=TEXT,
        pinpoint=TEXT,
        citation={"type": "string", "description": "Bluebook"},
        as_amended={"type": ["string", "null"], "description": "Which text as amended it is; null: as signed."},
        notice=TEXT,
        revision=or_null(NUMBER),
        hash={
            "type": ["string", "null"],
            "description": "Of the words; “?h=” and this behind url pins a link to them.",
        },
        standing=ref("Standing"),
        text={"type": "string", "description": "The exact words, each provision with its label, indented by depth."},
        start=NUMBER,
        next_start={"type": ["integer", "null"], "description": "Where to read on; null at the end."},
    ),
}


@dataclass(frozen=True, slots=True)
class AssistantTool:
    """A tool: what it is for, its parameters, the function that answers, the schema of the answer.

    One client may call it `a_minute` times.
    """

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    answer: Callable[..., Answer]
    schema: str
    a_minute: int

    @property
    def input_schema(self) -> Schema:
        """Return the JSON Schema of its arguments."""
        return {
            "type": "object",
            "properties": {one.name: one.schema | {"description": one.meaning} for one in self.parameters},
            "required": [one.name for one in self.parameters if one.is_required],
            "additionalProperties": False,
        }

    @property
    def output_schema(self) -> Schema:
        """Return the JSON Schema of its answer, with all it refers to."""
        names = [self.schema]
        for name in names:
            names += [one for one in _named_in(_SCHEMAS[name]) if one not in names]
        own: Schema = _local(_SCHEMAS[self.schema])
        return {"type": "object"} | own | {"$defs": {name: _local(_SCHEMAS[name]) for name in names}}

    def call(self, given: Mapping[str, Any]) -> Json | Refusal:
        """Return its answer to arguments; a refusal for what cannot be answered."""
        try:
            answer = self.answer(**filled({name: v for name, v in given.items() if v is not None}, self.parameters))
        except Malformed as error:
            return error.refusal
        if isinstance(answer, dict | Refusal):
            return answer
        if isinstance(answer, answering.AmbiguousAddress):
            several = ", ".join(f"{one['address']} ({one['title']})" for one in answer.value["targets"])
            return Refusal(300, "Several documents fit", f"Several documents fit this address: {several}.")
        return Refusal(301, "Moved", f"The words are at {answer.address} now.")


def _named_in(schema: Any) -> list[str]:
    """The names of all schemas that a schema refers to."""
    if isinstance(schema, dict):
        own = [schema["$ref"].removeprefix(_REFERENCE)] if isinstance(schema.get("$ref"), str) else []
        return own + [name for value in schema.values() for name in _named_in(value)]
    return [name for item in schema for name in _named_in(item)] if isinstance(schema, list) else []


def _local(schema: Any) -> Any:
    """The same schema with references into `$defs`."""
    if isinstance(schema, dict):
        return {name: _local(value) for name, value in schema.items()}
    if isinstance(schema, list):
        return [_local(item) for item in schema]
    return schema.replace(_REFERENCE, "#/$defs/") if isinstance(schema, str) else schema


_OPERATIONS = {one.id: one for one in OPERATIONS}


def _of(operation: str, *names: str) -> tuple[Parameter, ...]:
    """Parameters of an operation of the interface; all without names."""
    return tuple(one for one in _OPERATIONS[operation].parameters if not names or one.name in names)


def _search(q: str, limit: int, offset: int, kind: Value, year: Value, president: Value) -> Answer:
    narrowed = {"kind": str(kind), "year": str(year), "president": str(president)}
    return answering.search(q, limit=limit, offset=offset, sort="relevance", **narrowed)


def _check_article(text: str, format: str) -> Answer:
    return answering.annotate(text, format, article=False, to="")


_ADDRESS = replace(
    _OPERATIONS["document"].parameters[0],
    meaning="An address or link of this archive, as resolve and search give them: /eo/13526/sec-1.4/a, /eo/13526/@1 "
    "(a revision), /eo/12333/@amended or /eo/12333/@2008-07-30 (as amended).",
)

TOOLS: tuple[AssistantTool, ...] = (
    AssistantTool(
        "search", "Search presidential documents",
        "Find documents and provisions by words, a phrase, a citation or a sentence. Each hit has the permanent links "
        "of its provisions.",
        _of("search", "q", "limit", "offset", "kind", "year", "president"), _search, "Search", 120,
    ),
    AssistantTool(
        "resolve", "Resolve a citation",
        "Tell what a citation means (“Exec. Order No. 13,526, § 1.4(a)”): the provision with its exact words, its "
        "permanent link and hash, or the explanation why no such document or provision exists. Use it before "
        "citing anything.",
        _of("resolve"), answering.resolve, "Resolution", 300,
    ),
    AssistantTool(
        "read", "Read a document or provision",
        "The exact words at an address, as signed, of a revision or as amended, with citation, permanent link, hash "
        f"and what is known of its standing. At most {AT_ONCE:,} characters at a time; next_start says where to read "
        "on.",
        (_ADDRESS, Parameter("start", "The first character to read.", "integer", default=0, least=0, most=99_999_999)),
        read, "ReadText", 300,
    ),
    AssistantTool(
        "verify_quote", "Verify a quotation",
        "Whether words are what a document says: the verdict, every difference, and where the words are. Without cite "
        "the whole archive is searched for them.",
        _of("verifyLong"), answering.verify, "Verdict", 120,
    ),
    AssistantTool(
        "check_article", "Check an article",
        "Every citation of an article resolved, every quotation in it verified, with warnings for its editor.",
        _of("annotate", "text", "format"), _check_article, "AnnotatedArticle", 30,
    ),
    AssistantTool(
        "relations", "What cites, amends or revokes a document",
        "References and relations of a document or provision, each with its evidence.",
        (_ADDRESS,), answering.relations, "Relations", 120,
    ),
)  # fmt: skip
BY_NAME = {one.name: one for one in TOOLS}
