"""annotate: an article with its citations linked, its quotations verified, or what was found as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eo_browser.checking.article_files import LONGEST, Article, NoArticle, read_article_file
from eo_browser.checking.articles import check_article
from eo_browser.law.context.articles import Annotated
from eo_browser.law.quotation import FAITHFUL
from eo_browser.web.objects import Json
from eo_browser.web.objects.annotated_articles import article_json, linked_article
from eo_browser.web.objects.verdicts import edit_in_words


class Command(BaseCommand):
    """Prints a report for people; with --format the article with links, or one line of JSON."""

    help = "Check an article: what its citations mean, whether its quotations are what the documents say."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the file, and what to print."""
        parser.add_argument("file", help="text, HTML, Markdown or .docx; - reads standard input")
        parser.add_argument(
            "--format",
            choices=["report", "html", "markdown", "json"],
            default="report",
            help="a report to read (default), the article with links, or one line of JSON",
        )
        parser.add_argument(
            "--exit-code", action="store_true", help="end with 1 when there is something to look at, with 0 when not"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the article, check it, print."""
        try:
            article = read_article_file(options["file"], _bytes_of(options["file"]))
            found = check_article(article.text, article.blocks, article.links, article.headings, article.notes)
            if options["format"] in ("html", "markdown"):  # unchanged: no line end is added
                self.stdout.write(linked_article(article, found, options["format"]), ending="")
            else:
                self.stdout.write(_printed(article, found, options["format"]))
            if options["exit_code"] and _has_findings(article_json(article, found)):
                sys.exit(1)
        except NoArticle as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror or error}.") from error


def _has_findings(answer: Json) -> bool:
    """Whether a citation is not resolved or a quotation is not faithful."""
    unresolved = any(citation["outcome"] != "resolved" for citation in answer["citations"])
    return unresolved or any(quotation["verdict"] not in FAITHFUL for quotation in answer["quotations"])


def _bytes_of(file: str) -> bytes:
    """The bytes of the file; of one that is too large, only enough to recognise that."""
    if file == "-":
        return sys.stdin.buffer.read(LONGEST + 1)
    with Path(file).open("rb") as opened:
        return opened.read(LONGEST + 1)


def _printed(article: Article, found: Annotated, form: str) -> str:
    answer = article_json(article, found)
    return json.dumps(answer, ensure_ascii=False) if form == "json" else "\n".join(for_people(answer, article.raw))


def for_people(answer: Json, raw: str) -> list[str]:
    """Return the report as lines to read, each finding with its line; warnings about a document once, at the end."""
    lines = [", ".join(_counted(len(answer[f"{what}s"]), what) for what in ("citation", "quotation"))]
    warned = {warning["message"] for warning in answer["warnings"]}
    for citation in answer["citations"]:
        words = " ".join(citation["text"].split())
        lines.append(f"  {_line(citation, raw)}{citation['outcome'].replace('_', ' ')}: {words}")
        lines += [f"    {_address(target)}" for target in citation["targets"]]
        lines += [f"    {one['message']}" for one in citation["explanations"] if one["message"] not in warned]
    for quotation in answer["quotations"]:
        words = " ".join(quotation["text"].split())
        lines.append(f"  {_line(quotation, raw)}{quotation['verdict'].replace('-', ' ')}: “{words}”")
        lines += [f"    {detail}" for detail in _details(quotation)]
    lines += [f"  {warning['message']}" for warning in answer["warnings"]]
    return lines


def _details(quotation: Json) -> Iterator[str]:
    if quotation["cite"]:
        yield f"given as: {' '.join(quotation['cite'].split())}"
    yield from map(_address, quotation["targets"])
    yield from map(edit_in_words, quotation["edits"])
    yield from quotation["warning_details"].values()


def _line(found: Json, raw: str) -> str:
    return f"line {raw.count(chr(10), 0, found['start']) + 1}, "


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _address(target: Json) -> str:
    provision = target["provision"]
    return str(provision["url"] if provision else target["document"]["url"])
