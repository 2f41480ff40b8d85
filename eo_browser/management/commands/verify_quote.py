"""verify_quote: is a quotation what the document says?"""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eo_browser.checking import check_quotation
from eo_browser.law.quotation import TooLong
from eo_browser.web.verdicts import Json, verdict_json


class Command(BaseCommand):
    """Prints for people; one line of JSON with --json; a line of JSON for each line of standard input with --lines."""

    help = "Verify a quotation, with or without the citation it claims."

    def add_arguments(self, parser: CommandParser) -> None:
        """The quotation, its citation, and the ways to print."""
        parser.add_argument("quote", nargs="*", help="the quoted words, without the quotation marks around them")
        parser.add_argument("--cite", default="", help='what it claims to quote: "NSPM-3, sec. 2(iii)(D)"')
        parser.add_argument("--json", action="store_true", help="print one line of JSON")
        parser.add_argument(
            "--lines", action="store_true", help='read one {"quote": …, "cite": …} a line; print one JSON object a line'
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer the argument, or every line of standard input."""
        if options["lines"]:
            for number, line in enumerate(sys.stdin, 1):
                self._answer_line(number, line)
            return
        quote = " ".join(options["quote"]).strip()
        if not quote:
            raise CommandError(
                'Give a quotation, for example: verify_quote "It is the policy …" --cite "NSPM-3, sec. 1"'
            )
        answer = _verdict(quote, options["cite"])
        self.stdout.write(_json_line(answer) if options["json"] else "\n".join(for_people(answer)))

    def _answer_line(self, number: int, line: str) -> None:
        if not line.strip():
            return
        try:
            asked = json.loads(line)
            quote, cite = asked["quote"], asked.get("cite") or ""
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CommandError(f'Line {number} is not a JSON object with "quote" in it.') from error
        self.stdout.write(_json_line(_verdict(str(quote), str(cite))))


def _verdict(quote: str, cite: str) -> Json:
    try:
        return verdict_json(check_quotation(quote, cite))
    except TooLong as error:
        raise CommandError(str(error)) from error


def _json_line(answer: Json) -> str:
    return json.dumps(answer, ensure_ascii=False)


def for_people(answer: Json) -> list[str]:
    """The answer as lines to read."""
    lines = [answer["verdict"].replace("-", " ").capitalize()]
    for target in answer["targets"]:
        provision = target["provision"]
        lines.append(f"  {provision['pinpoint']}, {target['document']['title']}")
        lines += [f"    {target['pinned']}", f"    {target['marked']}"]
    for edit in answer["edits"]:
        note = f" ({edit['note']})" if edit["note"] else ""
        lines.append(f"  {edit['kind']}: “{edit['quote']}” for “{edit['source']}”{note}")
    lines += [f"  {code}: {answer['warning_details'][code]}" for code in answer["warnings"]]
    lines += [f"  {explanation['message']}" for explanation in answer["explanations"]]
    if answer["cite_outcome"] not in (None, "resolved"):
        lines.append(f"  The citation is {answer['cite_outcome'].replace('_', ' ')}.")
    return lines
