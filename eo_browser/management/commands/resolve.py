"""resolve: a citation as people write it → its document and provision, or the exact reason why there is none."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eo_browser.checking.described import find_or_describe
from eo_browser.law.model.pinpoints import pinpoint, spoken
from eo_browser.law.resolver import Resolution, Target
from eo_browser.law.resolver.as_amended import until
from eo_browser.law.resolver.document_names import named
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.representations import resolution_json


class Command(BaseCommand):
    """Prints for people; one line of JSON with --json; a line of JSON for each line of standard input with --lines."""

    help = (
        "Resolve a citation. The whole argument is one citation; a list or a range is one too. Exit status: 0, "
        "whatever the answer; with --exit-code 1 when a citation is not resolved."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the citation, and the forms of output."""
        parser.add_argument("citation", nargs="*", help='for example: "NSPM-3, § 2(iii)(D)"')
        parser.add_argument("--json", action="store_true", help="print one line of JSON")
        parser.add_argument(
            "--lines", action="store_true", help="read one citation a line; print one JSON object a line"
        )
        parser.add_argument(
            "--exit-code", action="store_true", help="end with 1 when there is something to look at, with 0 when not"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer the argument, or every line of standard input."""
        self.all_resolved = True
        self._answer(options)
        if options["exit_code"] and not self.all_resolved:
            sys.exit(1)

    def _answer(self, options: dict[str, Any]) -> None:
        if options["lines"]:
            for line in sys.stdin:
                self._print_json(line.rstrip("\r\n"))
            return
        text = " ".join(options["citation"]).strip()
        if not text:
            raise CommandError('Give a citation, for example: resolve "E.O. 13526, § 1.4(a)"')
        if options["json"]:
            self._print_json(text)
        else:
            self.stdout.write("\n".join(for_people(self._resolved(text))))

    def _print_json(self, text: str) -> None:
        self.stdout.write(json.dumps(resolution_json(self._resolved(text)), ensure_ascii=False))

    def _resolved(self, text: str) -> Resolution:
        resolution = find_or_describe(text).resolution
        self.all_resolved &= resolution.outcome == "resolved"
        return resolution


def for_people(resolution: Resolution) -> list[str]:
    """Return the answer as lines to read."""
    is_known = resolution.known and resolution.outcome == "not_found"
    outcome = "known, not held" if is_known else resolution.outcome.replace("_", " ")
    lines = [f"{outcome.capitalize()}: {resolution.query}"]
    lines += [line for target in resolution.targets for line in _target_lines(target)]
    lines += [f"  {explanation.message}" for explanation in resolution.explanations]
    if resolution.suggestions:
        lines += ["  Perhaps meant:"] + [f"    {named(t.document)}  {t.address}" for t in resolution.suggestions]
    lines += [f"    {row.official_url}" for row in resolution.known if row.official_url]
    if resolution.external:
        lines.append(f"  {resolution.external.name}: {resolution.external.url}")
    if resolution.outcome == "unrecognised":
        lines.append("  No citation of a presidential document was found in these words.")
    return lines


def _target_lines(target: Target) -> list[str]:
    words = f"{pinpoint(target.path)} of {named(target.document)}" if target.path else named(target.document)
    words += f", as amended {until(target.state)}" if target.state else ""
    place = [f"    {spoken(target.path)}"] if target.path else []
    return [f"  {words[:1].upper()}{words[1:]}", *place, f"    {absolute(target.address)}"]
