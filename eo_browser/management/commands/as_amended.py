"""as_amended: the text of a document on a day, made from the amendments' own words, each word with its origin."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eo_browser.archive.amended import AmendedTexts
from eo_browser.checking.box import find
from eo_browser.law.amending import RULES, AmendedState, NotApplied, StateProvision, state_on
from eo_browser.law.amending.records import NOTICE, state_record
from eo_browser.law.model.addresses import provision_address
from eo_browser.management.arguments import day
from eo_browser.models import Document


class Command(BaseCommand):
    """Prints for people; one line of JSON with --json; a line of JSON for each line of standard input with --lines."""

    help = (
        "Print a document as amended. A program makes the text; it is not official. Exit status: 0 when a text was "
        "printed, 1 when there is none."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the document, the day, and what is printed."""
        parser.add_argument("citation", nargs="*", help='for example: "E.O. 12333"')
        parser.add_argument("--on", type=day, metavar="DAY", help="as of a day (2010-01-01); else the newest")
        parser.add_argument("--why", action="store_true", help="print where words come from and what was not applied")
        parser.add_argument("--json", action="store_true", help="print one line of JSON")
        parser.add_argument(
            "--lines", action="store_true", help="read one citation a line; print one JSON object a line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer the argument, or every line of standard input."""
        texts = AmendedTexts()
        on: date | None = options["on"]
        if options["lines"]:
            for line in sys.stdin:
                self.stdout.write(_line_as_json(texts, line.strip(), on))
            return
        typed = " ".join(options["citation"]).strip()
        if not typed:
            raise CommandError('Give a document, for example: as_amended "E.O. 12333"')
        if options["json"]:
            self.stdout.write(_as_json(texts, typed, on))
        else:
            state = state_on(texts.states(document_cited(typed)), on)
            self.stdout.write("\n".join(_for_people(state, why=options["why"])))


def document_cited(typed: str) -> Document:
    """Return the one document that a citation or an address means."""
    at = Document.objects.at_address(typed).first() if typed.startswith("/") else None
    if at is not None:
        return at
    keys = {target.document.key for target in find(typed).resolution.targets}
    if len(keys) != 1:
        raise CommandError(f"{typed}: no one document of the archive.")
    return Document.objects.get(pk=keys.pop())


def _line_as_json(texts: AmendedTexts, typed: str, on: date | None) -> str:
    """The answer to one line of many; a line without a document gets an answer that says so."""
    try:
        return _as_json(texts, typed, on)
    except CommandError as error:
        return json.dumps({"query": typed, "error": str(error)}, ensure_ascii=False)


def _as_json(texts: AmendedTexts, typed: str, on: date | None) -> str:
    state = state_on(texts.states(document_cited(typed)), on)
    return json.dumps(state_record(state, on.isoformat() if on else None, RULES), ensure_ascii=False)


def _for_people(state: AmendedState, *, why: bool) -> Iterator[str]:
    completeness = "complete" if state.complete else "incomplete"
    yield (
        f"{state.address}, as amended to {state.day} ({completeness})" if state.acts else f"{state.address}, as signed"
    )
    yield NOTICE
    yield ""
    for piece in state.pieces:
        indent = "  " * piece.depth
        words = f"[struck by {piece.struck}]" if piece.struck else f"{piece.text}{' [?]' if piece.doubts else ''}"
        yield f"{indent}{piece.label} {words}".rstrip()
        if why:
            yield from (f"{indent}    from {origin}" for origin in _origins(piece, state.address))
    if state.not_applied:
        yield "\nNot applied:"
    yield from (f"  {_refused_line(entry, why=why)}" for entry in state.not_applied)


def _origins(piece: StateProvision, own: str) -> list[str]:
    """The provisions of other documents that words of a provision come from."""
    others = (run for run in piece.words if run.document != own and run.path)
    return list(dict.fromkeys(provision_address(run.document, run.path) for run in others))


def _refused_line(entry: NotApplied, *, why: bool) -> str:
    at = f"/{entry.instruction.path}" if entry.instruction else ""
    touches = "any provision" if entry.touches is None else ", ".join(entry.touches) or "no provision"
    return f"{entry.document}{at}: {entry.reason}" + (f" (touches {touches})" if why else "")
