"""annotate: articles with their citations linked, their quotations verified, or what was found for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eo_browser.checking.article_files import LONGEST, Article, NoArticle, read_article_file
from eo_browser.checking.articles import check_article
from eo_browser.law.context.articles import Annotated
from eo_browser.web.objects import Json
from eo_browser.web.objects.annotated_articles import article_json, linked_article
from eo_browser.web.objects.file_findings import FileFinding, findings_in, github_line, is_faulty, sarif
from eo_browser.web.objects.verdicts import edit_in_words


class Command(BaseCommand):
    """Prints a report for people; with --format the article with links, JSON, SARIF, or lines for GitHub."""

    help = (
        "Check articles: what their citations mean, whether its quotations are what the documents say. Exit status: 0, "
        "or 1 when a file cannot be read; with --exit-code 1 as well when a citation is not resolved or a quotation "
        "not faithful."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the files, and what to print."""
        parser.add_argument("files", nargs="+", help="text, HTML, Markdown or .docx; - reads standard input")
        parser.add_argument(
            "--format",
            choices=["report", "html", "markdown", "json", "sarif", "github"],
            default="report",
            help="a report to read (default), the article with links, one line of JSON a file, or what to look at with "
            "its place: one SARIF log, or lines that GitHub shows beside the text",
        )
        parser.add_argument(
            "--exit-code", action="store_true", help="end with 1 when there is something to look at, with 0 when not"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the articles, check them, print."""
        files, form = options["files"], options["format"]
        if form in ("html", "markdown") and len(files) > 1:
            raise CommandError(f"--format {form} gives back one article; name one file.")
        findings: list[FileFinding] = []
        has_findings = False
        for file in files:
            article, found = _checked(file)
            answer = article_json(article, found)
            has_findings |= is_faulty(answer)
            if form in ("sarif", "github"):
                findings += findings_in(file, article.raw, answer)
            elif form in ("html", "markdown"):  # unchanged: no line end is added
                self.stdout.write(linked_article(article, found, form), ending="")
            else:
                self.stdout.write(_printed(answer, article.raw, form, file if len(files) > 1 else ""))
        for line in _findings_printed(findings, form):
            self.stdout.write(line)
        if options["exit_code"] and has_findings:
            sys.exit(1)


def _checked(file: str) -> tuple[Article, Annotated]:
    """The article of a file, and what was found in it."""
    try:
        article = read_article_file(file, _bytes_of(file))
    except NoArticle as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror or error}.") from error
    return article, check_article(
        article.text, article.blocks, article.links, article.headings, article.notes, article.italics
    )


def _findings_printed(findings: Sequence[FileFinding], form: str) -> list[str]:
    if form == "sarif":
        return [json.dumps(sarif(findings), ensure_ascii=False, indent=2)]
    return [github_line(one) for one in findings]


def _bytes_of(file: str) -> bytes:
    """The bytes of the file; of one that is too large, only enough to recognise that."""
    if file == "-":
        return sys.stdin.buffer.read(LONGEST + 1)
    with Path(file).open("rb") as opened:
        return opened.read(LONGEST + 1)


def _printed(answer: Json, raw: str, form: str, name: str) -> str:
    if form == "json":
        return json.dumps(answer, ensure_ascii=False)
    return "\n".join([*([f"{name}:"] if name else []), *for_people(answer, raw)])


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
