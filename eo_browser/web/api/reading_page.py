"""The operations for the page that people read: parameters, an address or a command to try, an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from shlex import quote
from urllib.parse import unquote_plus, urlencode

from eo_browser.web.objects.addresses import absolute

from .asking import Parameter, Value
from .examples import Example
from .operations import Operation


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter in words."""

    name: str
    meaning: str
    what: str


@dataclass(frozen=True, slots=True)
class Section:
    """An operation as the page shows it; `url` can be opened, `command` pasted into a terminal."""

    operation: Operation
    rows: tuple[ParameterRow, ...]
    url: str = ""
    address: str = ""  # the same address, to be read
    command: str = ""
    answer: str = ""


def sections(operations: Sequence[Operation], examples: Mapping[str, Example]) -> list[Section]:
    """Return the table of operations for the page, in its order."""
    return [_section(operation, examples.get(operation.id)) for operation in operations]


def _section(operation: Operation, example: Example | None) -> Section:
    rows = tuple(ParameterRow(one.name, one.meaning, _what(one)) for one in operation.parameters)
    if example is None:
        return Section(operation, rows)
    answer = json.dumps(example.answer, ensure_ascii=False, indent=2) if example.answer is not None else ""
    if operation.method == "GET":
        url = f"{operation.path}?{urlencode(example.asked)}"
        return Section(operation, rows, url, unquote_plus(url), answer=answer)
    return Section(operation, rows, command=_command(operation, example.asked), answer=answer)


def _command(operation: Operation, asked: Mapping[str, Value]) -> str:
    body = quote(json.dumps(asked, ensure_ascii=False))
    return f"curl {absolute(operation.path)} \\\n  --json {body}"


def _what(parameter: Parameter) -> str:
    """Its type and bounds, and whether it must be given: "whole number, 1 to 100; 10 if not given"."""
    if parameter.choices:
        what = " · ".join(parameter.choices)
    elif parameter.kind == "integer":
        what = f"whole number, {parameter.least:,} to {parameter.most:,}"
    elif parameter.kind == "boolean":
        what = "true · false"
    elif parameter.form:
        what = f"like {parameter.like}"
    else:
        what = f"at most {parameter.longest:,} characters"
    return f"{what}; {_when_absent(parameter)}"


def _when_absent(parameter: Parameter) -> str:
    if parameter.is_required:
        return "required"
    if parameter.default in ("", False):
        return "optional"
    return f"{parameter.default} if not given"
