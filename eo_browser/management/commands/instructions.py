"""instructions: the instructions of amendment in a document, each with its outcome."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eo_browser.archive.amended import AmendedTexts, Outcome
from eo_browser.law.amending import SignedText, instructions_of
from eo_browser.law.amending.records import instruction_record
from eo_browser.law.model.source import SourceDocument
from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.model.tree import ParsedDocument, Provision
from eo_browser.law.outline.outline import parse
from eo_browser.sources.read import read, read_member

from .as_amended import document_cited


class Command(BaseCommand):
    """Prints for people, or one line of JSON; a file is read without the archive, and then nothing is applied."""

    help = "Print the instructions of amendment in a document. Exit status: 0, or 1 when there is no such document."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the document and the form of the answer."""
        parser.add_argument("document", help='a citation, an address, FILE or FILE#NUMBER: "E.O. 13470"')
        parser.add_argument("--json", action="store_true", help="print one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the instructions."""
        typed: str = options["document"]
        if Path(typed.partition("#")[0]).is_file():
            outcomes: Iterable[Outcome] = [
                Outcome(one) for source in _sources(typed) for one in instructions_of(source)
            ]
        else:
            outcomes = AmendedTexts().outcomes(document_cited(typed))
        if options["json"]:
            self.stdout.write(json.dumps({"instructions": [_record(one) for one in outcomes]}, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_line(one) for one in outcomes) or "No instructions of amendment were found.")


def _record(outcome: Outcome) -> dict[str, Any]:
    return {
        **instruction_record(outcome.instruction),
        "applied_in": list(outcome.applied_in),
        "reason": outcome.reason or None,
        "target": {"address": outcome.instruction.target, "held": outcome.held},
    }


def _line(outcome: Outcome) -> str:
    one = outcome.instruction
    where = ", ".join(one.place.paths) or "the document"
    became = (
        f"applied in {', '.join(outcome.applied_in)}"
        if outcome.applied_in
        else f"not applied: {outcome.reason or 'no archive'}"
    )
    return f"{one.path}: {one.operation} {one.unit} in {one.target} {where} ({became})"


def _sources(named: str) -> Iterator[SignedText]:
    name, _, member = named.partition("#")
    path = Path(name)
    data = path.read_bytes()
    short = f"{path.parent.name}/{path.name}"
    for item in read_member(short, data, member) if member else read(short, data):
        if isinstance(item, SourceDocument):
            parsed = parse(item)
            number = parsed.metadata.number
            yield SignedText(f"/eo/{number}" if number else short, parsed.metadata.signed, tuple(_passages(parsed)))
    if not data:
        raise CommandError(f"{named} is empty.")


def _passages(parsed: ParsedDocument) -> Iterator[ProvisionText]:
    stack: list[tuple[int, Provision]] = [(0, one) for one in reversed(parsed.provisions)]
    while stack:
        depth, one = stack.pop()
        yield ProvisionText(one.path, one.text, one.label, one.kind, depth, one.heading)
        stack += [(depth + 1, child) for child in reversed(one.children)]
