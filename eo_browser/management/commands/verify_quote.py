"""verify_quote: whether a document has the words of a quotation."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eo_browser.checking.quotations import check_quotation
from eo_browser.law.quotation import FAITHFUL, TooLong, VerdictName
from eo_browser.web.objects import Json
from eo_browser.web.objects.verdicts import edit_in_words, verdict_json

MEANINGS: dict[VerdictName, str] = {
    "verbatim": "the same characters",
    "typography": "the same but for how it is printed",
    "marked-edits": "the same but for what the quotation marks as changed",
    "case-or-punctuation": "the same words; capitals or punctuation differ without a mark",
    "unmarked-change": "words were added, left out or replaced without a mark",
    "wrong-provision": "the words are elsewhere in the cited document",
    "wrong-document": "the words are in another document",
    "uncheckable": "the document is known, but its text is not held, so the words cannot be checked",
    "not-found": "fewer than three in four of these words are there in order",
}


class Command(BaseCommand):
    """Prints for people; one line of JSON with --json; a line of JSON for each line of standard input with --lines."""

    help = (
        "Verify a quotation, with or without the citation it claims. Exit status: 0, whatever the verdict, or 1 when "
        "the question cannot be read; with --exit-code 1 as well when a quotation is not faithful."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the quotation, its citation, and the forms of output."""
        parser.add_argument("quote", nargs="*", help="the quoted words, without the quotation marks around them")
        parser.add_argument("--cite", default="", help='what it claims to quote: "NSPM-3, sec. 2(iii)(D)"')
        parser.add_argument("--json", action="store_true", help="print one line of JSON")
        parser.add_argument(
            "--lines", action="store_true", help='read one {"quote": …, "cite": …} a line; print one JSON object a line'
        )
        parser.add_argument(
            "--exit-code", action="store_true", help="end with 1 when there is something to look at, with 0 when not"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer the argument, or every line of standard input."""
        self.all_faithful = True
        self._answer(options)
        if options["exit_code"] and not self.all_faithful:
            sys.exit(1)

    def _answer(self, options: dict[str, Any]) -> None:
        if options["lines"]:
            for number, line in enumerate(sys.stdin, 1):
                self._answer_line(number, line)
            return
        quote = " ".join(options["quote"]).strip()
        if not quote:
            raise CommandError(
                'Give a quotation, for example: verify_quote "It is the policy …" --cite "NSPM-3, sec. 1"'
            )
        answer = self._checked(quote, options["cite"])
        self.stdout.write(_json_line(answer) if options["json"] else "\n".join(for_people(answer)))

    def _answer_line(self, number: int, line: str) -> None:
        if not line.strip():
            return
        try:
            asked = json.loads(line)
        except ValueError as error:
            raise CommandError(f"Line {number} is not JSON: {error}.") from error
        quote, cite = (asked.get("quote"), asked.get("cite") or "") if isinstance(asked, dict) else (None, "")
        if not isinstance(quote, str) or not isinstance(cite, str):
            raise CommandError(f'Line {number} is not a JSON object with "quote" (and perhaps "cite") in words.')
        self.stdout.write(_json_line(self._checked(quote, cite, f"Line {number}: ")))

    def _checked(self, quote: str, cite: str, where: str = "") -> Json:
        try:
            checked = check_quotation(quote, cite)
        except TooLong as error:
            raise CommandError(f"{where}{error}") from error
        self.all_faithful &= checked.verdict.verdict in FAITHFUL and not checked.is_of_another_day
        return verdict_json(checked)


def _json_line(answer: Json) -> str:
    return json.dumps(answer, ensure_ascii=False)


def for_people(answer: Json) -> list[str]:
    """Return the answer as lines to read."""
    lines = [f"{answer['verdict'].replace('-', ' ').capitalize()}: {MEANINGS[answer['verdict']]}."]
    for target in answer["targets"]:
        lines += [f"  {_place(target)}", f"    {target['pinned']}", f"    {target['marked']}"]
    lines += [f"  {edit_in_words(edit)}" for edit in answer["edits"]]
    lines += [f"  {code}: {answer['warning_details'][code]}" for code in answer["warnings"]]
    lines += [f"  Also in {_place(target)}" for target in answer["also"]]
    lines += [f"  {explanation['message']}" for explanation in answer["explanations"]]
    if answer["cite_outcome"] not in (None, "resolved"):
        lines.append(f"  The citation is {answer['cite_outcome'].replace('_', ' ')}.")
    return lines


def _place(target: Json) -> str:
    title = str(target["document"]["title"])
    amended = f", {target['state']['name']}" if target.get("state") else ""
    return (f"{target['provision']['pinpoint']}, {title}" if target["provision"] else title) + amended
