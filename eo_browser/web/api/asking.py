"""Parameters of requests: described for people and programs, and read strictly from a query string or JSON.

A malformed request is refused with a sentence; nothing is guessed or ignored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qsl

from django.http import HttpRequest, UnreadablePostError

from eo_browser.web.site.limits import declared_length, drain_body

BASE = "/api/v1/"
LARGEST_BODY = 2_000_000  # bytes
LONGEST_QUERY = 8_000  # bytes; `./run` lets the server take a line of 8,190
_FIELDS_AT_MOST = 50
_SURROGATE = re.compile("[\ud800-\udfff]")
_WHOLE = re.compile(r"-?[0-9]{1,9}")

Value = str | int | bool
Kind = Literal["string", "integer", "boolean"]
_KINDS: dict[Kind, str] = {"string": "text", "integer": "a whole number", "boolean": "true or false"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer: problem details (RFC 9457). `more` are further members, `headers` further headers."""

    status: int
    title: str
    detail: str
    more: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


class Malformed(Exception):
    """A request that cannot be read, with its refusal."""

    def __init__(self, detail: str, status: int = 400, title: str = "Malformed request", **more: Any) -> None:
        super().__init__(detail)
        self.refusal = Refusal(status, title, detail, more)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, meaning and permitted values. Without a default it is required.

    `longest` counts characters; `least` and `most` bound a whole number; `choices` are all permitted texts. `form` is a
    regular expression for the whole text, `like` the same in words.
    """

    name: str
    meaning: str
    kind: Kind = "string"
    default: Value | None = None
    choices: tuple[str, ...] = ()
    longest: int = 0
    least: int = 0
    most: int = 0
    form: str = ""
    like: str = ""

    @property
    def is_required(self) -> bool:
        """Return whether it must be given."""
        return self.default is None

    @property
    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of its values."""
        made: dict[str, Any] = {"type": self.kind}
        if self.choices:
            made["enum"] = list(self.choices)
        if self.form:
            made["pattern"] = f"^({self.form})?$"
        if self.longest:
            made["maxLength"] = self.longest
        if self.kind == "integer":
            made |= {"minimum": self.least, "maximum": self.most}
        if self.default not in (None, ""):
            made["default"] = self.default
        return made

    def checked(self, value: object) -> Value:
        """Return a value of the right type and size. Raises `Malformed`."""
        if self.kind == "string" and isinstance(value, str):
            return self._text(value)
        if self.kind == "boolean" and isinstance(value, bool):
            return value
        if self.kind == "integer" and isinstance(value, int) and not isinstance(value, bool):
            return self._number(value)
        raise self._wrong(f"must be {_KINDS[self.kind]}")

    def _number(self, value: int) -> int:
        if not self.least <= value <= self.most:
            raise self._wrong(f"must be from {self.least:,} to {self.most:,}")
        return value

    def _text(self, value: str) -> str:
        if self.choices and value not in self.choices:
            raise self._wrong(f"must be one of {', '.join(self.choices)}")
        if self.longest and len(value) > self.longest:
            raise self._wrong(f"may have {self.longest:,} characters at most; this one has {len(value):,}")
        if self.form and value != self.default and not re.fullmatch(self.form, value):
            raise self._wrong(f"must look like {self.like}")
        if _SURROGATE.search(value):
            raise self._wrong("has half of a surrogate pair in it, which is no character")
        return value.replace("\x00", " ")  # no database takes it; one character stays one

    def _wrong(self, what: str) -> Malformed:
        return Malformed(f"“{self.name}” {what}.", parameter=self.name)


def from_query(request: HttpRequest, parameters: Sequence[Parameter]) -> dict[str, Value]:
    """Return the parameters in the query string, with defaults filled in. Raises `Malformed`."""
    given: dict[str, object] = {}
    kinds = {parameter.name: parameter.kind for parameter in parameters}
    for name, text in _pairs(request):
        if name in given:
            raise Malformed(f"“{name}” is given twice.", parameter=name)
        given[name] = _typed(text, kinds.get(name, "string"))
    found = filled(given, parameters)
    if len(str(request.META.get("QUERY_STRING", ""))) > LONGEST_QUERY:
        raise Malformed(f"A query may have {LONGEST_QUERY:,} bytes at most.", 414, "URI too long", limit=LONGEST_QUERY)
    return found


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    raw = str(request.META.get("QUERY_STRING", ""))
    try:
        written = raw.encode("latin-1", "replace").decode("utf-8")  # WSGI gives bytes as if they were Latin-1
        return parse_qsl(written, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS_AT_MOST)
    except UnicodeDecodeError as error:
        raise Malformed("The query is not encoded as UTF-8.") from error
    except ValueError as error:
        raise Malformed(f"The query has more than {_FIELDS_AT_MOST} parameters.") from error


def _typed(text: str, kind: Kind) -> object:
    """A value of a query string converted to its type; what cannot be converted stays text, and is refused later."""
    if kind == "integer" and _WHOLE.fullmatch(text):
        return int(text)
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    return text


def from_body(request: HttpRequest, parameters: Sequence[Parameter]) -> dict[str, Value]:
    """Return the parameters in a JSON body, with defaults filled in; null counts as not given. Raises `Malformed`."""
    if request.content_type != "application/json":
        sent = f"this one is {request.content_type}" if request.content_type else "this one says nothing"
        detail = f"Send JSON, with the header Content-Type: application/json; {sent}."
        raise Malformed(detail, 415, "Unsupported media type")
    given = _decoded(_bytes_of(request))
    if not isinstance(given, dict):
        raise Malformed("The body must be a JSON object.")
    may_be_null = {parameter.name for parameter in parameters if not parameter.is_required}
    return filled({name: v for name, v in given.items() if v is not None or name not in may_be_null}, parameters)


def _bytes_of(request: HttpRequest) -> bytes:
    """The body, read no further than the limit."""
    if "Transfer-Encoding" in request.headers and "Content-Length" not in request.headers:
        raise Malformed("Say how long the body is, with the header Content-Length.", 411, "Length required")
    try:
        body = b"" if declared_length(request) > LARGEST_BODY else request.read(LARGEST_BODY + 1)
    except UnreadablePostError as error:
        raise Malformed("The body could not be read.") from error
    if max(declared_length(request), len(body)) > LARGEST_BODY:
        drain_body(request)
        detail = f"A body may have {LARGEST_BODY:,} bytes at most."
        raise Malformed(detail, 413, "Content too large", limit=LARGEST_BODY)
    return body


def _decoded(body: bytes) -> object:
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_no_number, object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise Malformed("The body is not encoded as UTF-8.") from error
    except RecursionError as error:
        raise Malformed("The body is nested too deeply.") from error
    except ValueError as error:
        raise Malformed("The body is not JSON.") from error


def _no_number(name: str) -> object:
    raise ValueError(name)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The members of an object, each of which may be given once."""
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise Malformed(f"“{name}” is given twice.", parameter=name)
        found[name] = value
    return found


def filled(given: Mapping[str, object], parameters: Sequence[Parameter]) -> dict[str, Value]:
    """Return the parameters given, each checked, with defaults filled in. Raises `Malformed`."""
    known = {parameter.name: parameter for parameter in parameters}
    unknown = next((name for name in given if name not in known), None)
    if unknown is not None:
        raise Malformed(f"There is no parameter “{unknown[:60]}” here; there is {_listed(list(known))}.")
    if missing := next((p for p in parameters if p.is_required and p.name not in given), None):
        raise Malformed(f"“{missing.name}” is missing. {missing.meaning}", parameter=missing.name)
    return {
        name: parameter.checked(given[name]) if name in given else _default(parameter)
        for name, parameter in known.items()
    }


def _default(parameter: Parameter) -> Value:
    return "" if parameter.default is None else parameter.default


def _listed(names: Sequence[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]])) or "none"
