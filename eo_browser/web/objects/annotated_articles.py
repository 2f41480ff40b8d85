"""Annotated articles: the object of commands and API, and the article with links."""

from __future__ import annotations

from functools import cache
from typing import Any

from eo_browser.checking.article_files import Article, Format, linked
from eo_browser.checking.quotations import Checked
from eo_browser.law.context.articles import Annotated, CitationFound, QuotationFound

from .addresses import absolute
from .representations import resolution_json
from .verdicts import verdict_json

Json = dict[str, Any]


def article_json(article: Article, found: Annotated, *, with_article: bool = False, to: Format | None = None) -> Json:
    """Return the Annotated article object; `start` and `end` are characters of the article as given."""
    meaning = cache(resolution_json)  # equal citations have the same meaning in all of an article
    answer: Json = {
        "citations": [{**meaning(one.resolution), **_place(article, one.start, one.end)} for one in found.citations],
        "quotations": [_quotation_json(article, one) for one in found.quotations],
        "warnings": [
            {"code": notice.code, "message": notice.message, **_place(article, notice.start, notice.end)}
            for notice in found.notices
        ],
        "truncated": found.truncated,
    }
    if with_article:
        answer["article"] = linked_article(article, found, to)
    return answer


def linked_article(article: Article, found: Annotated, to: Format | None = None) -> str:
    """Return the article with a link on every citation that leads somewhere."""
    links = ((one.start, one.end, address) for one in found.citations if (address := _link_of(one)))
    return linked(article, links, to)


def _link_of(citation: CitationFound) -> str:
    """The address of a citation: of its provision, its document, or a law elsewhere; "" where it is doubtful."""
    resolution = citation.resolution
    if resolution.external:
        return resolution.external.url
    if resolution.outcome not in {"resolved", "partial"} or not resolution.targets:
        return ""
    return absolute(resolution.targets[0].address)


def _place(article: Article, start: int, end: int) -> Json:
    raw_start, raw_end = article.place(start, end)
    return {"text": article.text[start:end], "start": raw_start, "end": raw_end}


def _quotation_json(article: Article, one: QuotationFound) -> Json:
    cite = one.claim.query if one.claim else ""
    checked = Checked(one.verdict, cite, one.claim)
    return {**verdict_json(checked), **_place(article, one.start, one.end)}
