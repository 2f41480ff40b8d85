"""`search QUERY`: documents and the provisions in them that match, for people or as JSON."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eo_browser.archive.indexing import catch_up
from eo_browser.archive.search_engine import engine
from eo_browser.search.engine import Unavailable
from eo_browser.web.objects import Json
from eo_browser.web.objects.search_results import answer, answer_json


class Command(BaseCommand):
    help = (
        "Search the archive: words, a phrase, a citation, a sentence. Exit status: 0, also when nothing is found, or 1 "
        "when the query or the index cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", nargs="?", default="")
        parser.add_argument("--json", action="store_true", help="one JSON object on one line")
        parser.add_argument("--lines", action="store_true", help="read one query a line, answer one JSON object a line")
        parser.add_argument("--limit", type=int, default=10, help="documents shown (default 10)")
        parser.add_argument("--sort", choices=["relevance", "newest", "oldest"], default="relevance")
        parser.add_argument("--explain", action="store_true", help="say what each score is made of")

    def handle(self, *args: Any, query: str, **options: Any) -> None:
        asked: dict[str, Any] = {"limit": max(1, options["limit"]), "sort": options["sort"]}
        explain = options["explain"]
        catch_up(engine())  # after an interrupted import
        try:
            if options["lines"]:
                for line in sys.stdin:
                    self.stdout.write(_line(answer_json(answer(line.rstrip("\n"), **asked), explain=explain)))
                return
            found = answer_json(answer(query, **asked), explain=explain)
        except Unavailable as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(_line(found))
        else:
            self._print(found)

    def _print(self, found: Json) -> None:
        about = "" if found["total_is_exact"] else "at least "
        self.stdout.write(f"{about}{found['total']} documents for {found['interpreted']} ({found['took_ms']} ms)")
        if found["citation"]:
            self.stdout.write("The query is a citation; what it names comes first.")
        if found["is_quotation"]:
            self.stdout.write("The first document holds these words.")
        for note in found["notes"]:
            self.stdout.write(note)
        for hit in found["hits"]:
            self._print_hit(hit)

    def _print_hit(self, hit: Json) -> None:
        document = hit["document"]
        self.stdout.write(f"\n{document['title']}\n  {document['kind']}, {document['signed']}  {document['url']}")
        for provision in hit["provisions"]:
            self.stdout.write(f"  {provision['pinpoint']:>16}  {_marked(provision)}")
        if hit["same"]:
            self.stdout.write(f"  and {len(hit['same'])} more like this")
        if "reasons" in hit:
            reasons = ", ".join(f"{name} {value}" for name, value in hit["reasons"].items())
            self.stdout.write(f"  score {hit['score']}: {reasons}")


def _line(found: Json) -> str:
    return json.dumps(found, ensure_ascii=False)


def _marked(provision: Json) -> str:
    """The snippet with the words found between stars."""
    text, parts, at = provision["snippet"], [], 0
    for start, end in provision["spans"]:
        parts += [text[at:start], "*", text[start:end], "*"]
        at = end
    return "".join([*parts, text[at:]])
