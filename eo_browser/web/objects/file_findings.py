"""What was found in the files of articles, for tools that check before publishing: SARIF, and lines for GitHub."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from eo_browser.law.quotation import FAITHFUL

from . import Json
from .addresses import absolute
from .verdicts import edit_in_words

Level = Literal["error", "warning", "note"]

SETTLED = frozenset({"resolved", "external"})  # outcomes of citations with nothing to look at; external is a law
# What a citation that is not resolved, and a quotation that is not faithful, are to an editor.
_CITATIONS: dict[str, Level] = {
    "not_found": "error", "partial": "error", "contradiction": "error", "not_held": "note"
}  # fmt: skip
_QUOTATIONS: dict[str, Level] = {"uncheckable": "note"}
_OF_GITHUB: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


@dataclass(frozen=True, slots=True)
class FileFinding:
    """A finding in a file: the rule it breaks, a message, and its place in lines and columns from 1.

    Columns count characters (Unicode code points), `end_column` is the one behind. A Word file has no lines: all are 0.
    """

    file: str
    rule: str
    level: Level
    message: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


class _Lines:
    """The beginnings of the lines of a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(i + 1 for i, one in enumerate(text) if one == "\n")]

    def place(self, character: int) -> tuple[int, int]:
        """Return the line and the column of a character, from 1."""
        line = bisect_right(self._starts, character)
        return line, character - self._starts[line - 1] + 1


def findings_in(file: str, raw: str, answer: Json) -> list[FileFinding]:
    """Return what an editor should look at in an annotated article, in the order of its text."""
    lines = None if file.lower().endswith(".docx") else _Lines(raw)
    found = (
        *_of_citations(answer["citations"]),
        *_of_quotations(answer["quotations"]),
        *_of_warnings(answer["warnings"]),
    )
    return [_placed(file, lines, *one) for one in sorted(found, key=lambda one: one[3]["start"])]


def _placed(file: str, lines: _Lines | None, rule: str, level: Level, message: str, at: Json) -> FileFinding:
    if lines is None:
        return FileFinding(file, rule, level, message)
    return FileFinding(file, rule, level, message, *lines.place(at["start"]), *lines.place(at["end"]))


_Found = Iterator[tuple[str, Level, str, Json]]


def is_faulty(answer: Json) -> bool:
    """Return whether an annotated article has a citation or quotation that is wrong or doubtful.

    What is known and not held cannot be checked, and is no fault.
    """
    cited = any(_outcome_of(one) not in {"not_held", *SETTLED} for one in answer["citations"])
    return cited or any(one["verdict"] not in {"uncheckable", *FAITHFUL} for one in answer["quotations"])


def _outcome_of(citation: Json) -> str:
    """The outcome of a citation; "not_held" for a document that is known and not held."""
    codes = {explanation["code"] for explanation in citation["explanations"]}
    is_known = citation["outcome"] == "not_found" and not citation["targets"] and "NOT_IN_ARCHIVE" in codes
    return "not_held" if is_known else str(citation["outcome"])


def _of_citations(citations: Sequence[Json]) -> _Found:
    for one in citations:
        outcome = _outcome_of(one)
        if outcome not in SETTLED:
            why = " ".join(explanation["message"] for explanation in one["explanations"])
            message = f"“{' '.join(one['text'].split())}”: {why or outcome.replace('_', ' ')}"
            yield f"citation-{outcome.replace('_', '-')}", _CITATIONS.get(outcome, "warning"), message, one


def _of_quotations(quotations: Sequence[Json]) -> _Found:
    for one in quotations:
        verdict = one["verdict"]
        if verdict not in FAITHFUL:
            where = [str((target["provision"] or target["document"])["url"]) for target in one["targets"]]
            said = [verdict.replace("-", " "), *map(edit_in_words, one["edits"]), *where]
            level = _QUOTATIONS.get(verdict, "error")
            yield f"quotation-{verdict}", level, f"“{' '.join(one['text'].split())}”: {'; '.join(said)}", one


def _of_warnings(warnings: Sequence[Json]) -> _Found:
    for one in warnings:
        yield one["code"].lower().replace("_", "-"), "warning", one["message"], one


def sarif(findings: Sequence[FileFinding]) -> Json:
    """Return findings as a log of SARIF 2.1.0."""
    rules = sorted({one.rule for one in findings})
    driver = {
        "name": "eo-browser",
        "informationUri": absolute("/check/"),
        "rules": [{"id": rule, "shortDescription": {"text": rule.replace("-", " ").capitalize()}} for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(one, rules.index(one.rule)) for one in findings],
    }
    return {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}


def _sarif_result(one: FileFinding, rule: int) -> Json:
    place: Json = {"artifactLocation": {"uri": quote(one.file.replace("\\", "/"))}}
    if one.line:
        place["region"] = {
            "startLine": one.line,
            "startColumn": one.column,
            "endLine": one.end_line,
            "endColumn": one.end_column,
        }
    return {
        "ruleId": one.rule,
        "ruleIndex": rule,
        "level": one.level,
        "message": {"text": one.message},
        "locations": [{"physicalLocation": place}],
    }


def github_line(one: FileFinding) -> str:
    """Return a finding as a workflow command of GitHub: `::error file=NAME,line=3,col=5,…::message`."""
    place = {"file": one.file}
    if one.line:
        place |= {"line": str(one.line), "endLine": str(one.end_line), "col": str(one.column)}
        place |= {"endColumn": str(one.end_column)} if one.line == one.end_line else {}
    said = ",".join(f"{name}={_property(value)}" for name, value in (place | {"title": one.rule}).items())
    return f"::{_OF_GITHUB[one.level]} {said}::{_data(one.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
