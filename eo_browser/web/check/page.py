"""/check/: an article, pasted or uploaded, shown with its report; or one quotation with its verdict. Nothing is
stored.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from eo_browser.checking.article_files import LONGEST, Article, NoArticle, TooLarge, read_article, read_article_file
from eo_browser.checking.articles import check_article
from eo_browser.checking.quotations import check_quotation
from eo_browser.law.context.articles import Annotated
from eo_browser.law.quotation import TooLong
from eo_browser.law.quotation.verdict import LONGEST as LONGEST_QUOTATION
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.annotated_articles import linked_article
from eo_browser.web.site.limits import declared_length, drain_body, wait_for
from eo_browser.web.site.responses import page

from .findings import findings_of, quotation_entry
from .footnotes import footnotes_of, word_file
from .receipt import former_receipt, receipt_of
from .report_text import report_text

AROUND_THE_ARTICLE = 20_000  # bytes that a form adds to the pasted article
A_MINUTE = 30  # checks of one client
FORM = {"title": "Check an article", "here": "check", "limit": LONGEST}
_TOO_LARGE = "This is more than 2 MB. Send a part of it, or the text without its pictures."
_NO_LENGTH = "How long this is was not said before it came: send it with its length (Content-Length)."
_MARKED = re.compile('["“]([^"“”]+)["”]|‘([^‘’]+)’|«([^«»]+)»')  # quotation marks around the whole
_SENT_AGAIN = 200_000  # characters of an article that the report carries, to give it back in Word
_LONGEST_LINK = 1_500  # characters of an address that other programs accept
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_UNNAMEABLE = re.compile(r"[^A-Za-z0-9._-]+")  # what a file's name in a header leaves out
_STAYS = 3_600  # seconds for which a report may stay in the reader's browser, so that "back" works


class _StopsAtLimit(MemoryFileUploadHandler):
    """Stops an upload as soon as it exceeds the limit."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start + len(raw_data) > LONGEST:
            raise RequestDataTooBig
        return super().receive_data_chunk(raw_data, start)


@csrf_exempt  # it changes nothing and has no session
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Show the form, the verdict on a quotation, or the report on an article."""
    asks = request.method == "POST" or "quote" in request.GET
    if asks and (seconds := wait_for(request, "check", A_MINUTE)):
        return _turned_away(request, seconds)
    if request.method == "POST":
        return _kept_by_the_reader(_sent(request))
    if request.GET.get("quote", "").strip():
        return _private(_quotation(request, request.GET))
    return page(request, "check.html", FORM)


def _turned_away(request: HttpRequest, seconds: int) -> HttpResponse:
    message = f"Too many checks in one minute. Ask again in {seconds} second{'s' if seconds > 1 else ''}."
    given = _read(request) if request.method == "POST" else request.GET
    response = _refused(request, message, 429, given or QueryDict())
    response["Retry-After"] = str(seconds)
    return response


def _read(request: HttpRequest) -> QueryDict | None:
    """The fields of a form; None where it exceeds the limit."""
    if declared_length(request) > LONGEST + AROUND_THE_ARTICLE:
        return None
    request.upload_handlers = [_StopsAtLimit(request)]
    try:
        return request.POST
    except RequestDataTooBig:
        return None


def _refused(request: HttpRequest, message: str, status: int, given: QueryDict) -> HttpResponse:
    """The form again, with the error and the input."""
    kept = {
        "pasted": given.get("text", ""),
        "quote": given.get("quote", "")[:LONGEST_QUOTATION],
        "cite": given.get("cite", "")[:2_000],
    }
    return _private(render(request, "check.html", {**FORM, "wrong": message, **kept}, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """The response without caching, since the input is private."""
    response["Cache-Control"] = "no-store"
    return response


def _kept_by_the_reader(response: HttpResponse) -> HttpResponse:
    """The response cached for a while in the reader's browser, and nowhere else."""
    if response.status_code == 200:
        patch_cache_control(response, private=True, max_age=_STAYS)
    return response


def _sent(request: HttpRequest) -> HttpResponse:
    """The answer to a form."""
    if request.headers.get("Transfer-Encoding"):
        return _refused(request, _NO_LENGTH, 411, QueryDict())
    given = _read(request)
    if given is None:
        drain_body(request)
        return _refused(request, _TOO_LARGE, 413, QueryDict())
    if "quote" in given:
        return _quotation(request, given)
    try:
        article, name = _article(request)
        return _in_word(article, name) if given.get("to") == "docx" else _report(request, article, name)
    except NoArticle as error:
        return _refused(request, str(error), 413 if isinstance(error, TooLarge) else 400, given)


def _quotation(request: HttpRequest, asked: QueryDict) -> HttpResponse:
    """The verdict on one quotation."""
    quote, cite = (asked.get(name, "").replace("\x00", " ").strip() for name in ("quote", "cite"))
    if not quote:
        return _refused(request, "There is nothing to verify: write the words that are quoted.", 400, asked)
    try:
        checked = check_quotation(_unmarked(quote), cite)
    except TooLong as error:
        return _refused(request, str(error), 413, asked)
    entry = quotation_entry(checked)
    link = absolute(f"/check/?{urlencode({'quote': quote, 'cite': cite} if cite else {'quote': quote})}")
    today = datetime.now(UTC).date()
    context = {
        "title": f"{entry.heading}: a quotation",
        "quote": quote,
        "cite": cite,
        "entry": entry,
        "receipt": receipt_of(checked, today),
        "former": former_receipt(checked, asked.get("h", ""), asked.get("on", "")),
    }
    return render(request, "check.html", {**FORM, **context, "link": link if len(link) <= _LONGEST_LINK else ""})


def _unmarked(quote: str) -> str:
    """The words without a pair of quotation marks around all of them."""
    found = _MARKED.fullmatch(quote)
    return next(filter(None, found.groups())).strip() if found else quote


def _article(request: HttpRequest) -> tuple[Article, str]:
    """The article of a request, from a file or pasted, and the file's name. Raises `NoArticle`, `TooLarge`."""
    file, pasted = request.FILES.get("file"), request.POST.get("text", "")
    if isinstance(file, UploadedFile):
        return read_article_file(file.name or "", file.read()), file.name or ""
    if not pasted.strip():
        raise NoArticle("There is nothing to check: paste an article or choose a file.")
    return read_article(pasted.replace("\r\n", "\n").replace("\x00", " ")), ""


def _in_word(article: Article, name: str) -> HttpResponse:
    """The article as a Word file with footnotes."""
    annotated = check_article(
        article.text, article.blocks, article.links, article.headings, article.notes, article.italics
    )
    stem = _UNNAMEABLE.sub("-", name.rpartition(".")[0])[:80].strip("-") or "article"
    response = HttpResponse(word_file(article.text, footnotes_of(article.text, annotated)), content_type=_WORD)
    response["Content-Disposition"] = f'attachment; filename="{stem}-footnotes.docx"'
    return response


def _report(request: HttpRequest, article: Article, name: str) -> HttpResponse:
    """The report on an article beside the article itself."""
    annotated = check_article(
        article.text, article.blocks, article.links, article.headings, article.notes, article.italics
    )
    found = findings_of(article, annotated)
    quotations = sum(entry.is_quotation for entry in found.entries)
    title = f"The report on {name}" if name else "The report"
    context = {
        "title": title,
        "today": (today := datetime.now(UTC).date()),
        "as_text": report_text(found, title, today),
        "here": "check",
        "found": found,
        "quotations": quotations,
        "citations": len(found.entries) - quotations,
        "bad": found.count("bad"),
        "fair": found.count("fair"),
        "good": found.count("good"),
        "unknown": found.count("unknown"),
        "truncated": annotated.truncated,
        "name": name.rpartition(".")[0] or name or "article",
        "sent_text": article.text if len(article.text) <= _SENT_AGAIN else "",
    }
    return render(request, "check.html", {**context, **_taken_along(article, annotated)})


def _taken_along(article: Article, found: Annotated) -> dict[str, Any]:
    """The article with links, in each format in which it can be downloaded."""
    other = "html" if article.format == "text" else article.format
    forms = [other, "markdown"] if article.format == "text" else [other]
    names = {"html": ("HTML", "html"), "markdown": ("Markdown", "md")}
    return {"linked": [(*names[form], linked_article(article, found, form)) for form in forms]}
