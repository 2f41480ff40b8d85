"""Links added to an article; nothing else changes, and adding them twice changes nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from eo_browser.law.model.intervals import Intervals

from .article import Article, Format, NoArticle
from .emphasis import stays_as_it_was
from .html import BLOCKS


def linked(article: Article, links: Iterable[tuple[int, int, str]], to: Format | None = None) -> str:
    """Return the article with links added: (start, end of the plain text, address) for each.

    Existing links stay, and a span that crosses markup gets none. `to` may convert plain text into HTML or Markdown.
    """
    wanted = to or article.format
    if wanted != article.format and article.format != "text":
        raise NoArticle(f"An article in {article.format} is given back in {article.format}.")
    spans = list(_placed(article, links))
    if article.format == "text" and wanted == "html":
        return "\n".join(_paragraphs(_with_links(article.raw, spans, _html_link, _as_html)))
    make = {"html": _html_link, "markdown": _markdown_link}.get(wanted)
    return _with_links(article.raw, spans, make) if make else article.raw


def _placed(article: Article, links: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    last = 0
    linked = Intervals(article.linked)
    for start, end, address in sorted(links):
        if linked.overlaps(start, end):
            continue
        place = _whole(article, *_before_notes(article, *article.place(start, end)))
        if place and place[0] >= last:
            last = place[1]
            yield (*place, address)


def _before_notes(article: Article, start: int, end: int) -> tuple[int, int]:
    """The span up to the first mark of a note in it, which is a link itself."""
    note = _NOTE.search(article.raw, start, end) if article.format != "text" else None
    return start, note.start() if note and note.start() > start else end


_NOTE = re.compile(r"<sup\b|\[\^", re.IGNORECASE)


def _whole(article: Article, start: int, end: int) -> tuple[int, int] | None:
    """The span, extended over the markup next to it until no mark is open in it; None where that is impossible."""
    if article.format == "text":
        return start, end
    beside = _HTML_BESIDE if article.format == "html" else _MARKDOWN_BESIDE
    before = beside[0].search(article.raw[max(0, start - 200) : start])
    behind = beside[1].match(article.raw, end)
    wide_start = start - len(before[0]) if before else start
    wide_end = behind.end() if behind else end
    for place in ((start, end), (wide_start, end), (start, wide_end), (wide_start, wide_end)):
        if article.format == "html" and _is_whole_html(article.raw[place[0] : place[1]]):
            return place
        if article.format == "markdown" and _is_whole_markdown(article.raw, *place):
            return place
    return None


_HTML_BESIDE = (re.compile(r"<[a-zA-Z][^<>]{0,150}>\Z"), re.compile(r"</[a-zA-Z][^<>]{0,150}>"))
_MARKDOWN_BESIDE = (re.compile(r"[*_]{1,3}\Z"), re.compile(r"[*_]{1,3}"))
_TAGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*?(/?)>")


def _is_whole_html(raw: str) -> bool:
    open_: list[str] = []
    for closing, name, alone in _TAGS.findall(raw):
        lower = name.lower()
        if lower == "a" or lower in BLOCKS:
            return False
        if not closing:
            open_ += [] if alone or lower in ("br", "wbr", "img") else [lower]
        elif not open_ or open_.pop() != lower:
            return False
    return not open_


# The beginning of another paragraph, heading, list or table; the underline of a heading; a comment.
_ANOTHER_BLOCK = re.compile(
    r"<!--|\n[ \t]*(?:\r?\n|-{2,}|={2,}|\*{2,}|_{2,}|#{1,6}\s|>|[-*+]\s|\d{1,9}[.)]\s|```|~~~|\|)"
)


def _is_whole_markdown(article: str, start: int, end: int) -> bool:
    raw = article[start:end]
    marks = re.findall(r"\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)", re.sub(r"\\.", "", raw))
    balanced = all(marks.count(mark) % 2 == 0 for mark in set(marks))
    return (
        balanced
        and not _ANOTHER_BLOCK.search(raw)
        and raw.count("[") == raw.count("]")
        and stays_as_it_was(article, start, end)
    )


def _as_html(text: str) -> str:
    """Plain text escaped for HTML between tags, where quotation marks need no escape."""
    return escape(text, quote=False)


def _html_link(text: str, address: str) -> str:
    return f'<a href="{escape(address)}">{text}</a>'


def _markdown_link(text: str, address: str) -> str:
    return f"[{text}]({address.replace('(', '%28').replace(')', '%29')})"


def _with_links(
    raw: str,
    spans: Sequence[tuple[int, int, str]],
    make: Callable[[str, str], str],
    as_is: Callable[[str], str] = str,
) -> str:
    """The text with links around the spans; `as_is` escapes the rest."""
    parts: list[str] = []
    position = 0
    for start, end, address in spans:
        parts += [as_is(raw[position:start]), make(as_is(raw[start:end]), address)]
        position = end
    return "".join([*parts, as_is(raw[position:])])


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in re.split(r"\n\s*\n", text):
        if paragraph.strip():
            yield "<p>" + paragraph.strip().replace("\n", "<br>\n") + "</p>"
