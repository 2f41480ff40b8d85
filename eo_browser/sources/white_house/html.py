"""Pages of the White House's site as HTML: the article is kept, everything the site prints around it is furniture."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from lxml import html

from eo_browser.law.model.dates import printed_date
from eo_browser.law.model.source import Block, Metadata, Skipped, SourceDocument
from eo_browser.sources.containers import why_several
from eo_browser.sources.copied_head import read_head, with_roles
from eo_browser.sources.html_blocks import blocks_of, page_root
from eo_browser.sources.washington import washington_day

from .pages import is_white_house, oddities, why_misplaced, why_not_presidential, with_footnotes

_IS_HTML = re.compile(rb"<(?:!doctype\s+html|html|body|article|main|div|p)\b", re.IGNORECASE)
# Where the layouts of 2017, 2018-2021, 2021-2025 and since 2025 keep the text of an action.
_CONTAINERS = (
    "entry-content", "wp-block-post-content", "body-content", "page-content__content", "editor", "field-name-body",
    "forall-body", "field-item", "press-article__content", "briefing-room__content",
)  # fmt: skip
_TITLE_TAIL = re.compile(
    r"\s+[|–—-]\s+(?:the white house|whitehouse\.gov|whitehouse|the american presidency project|wikisource\b.*)\s*$",
    re.IGNORECASE,
)
_DAY_CLASSES = (
    "meta__date", "press-article-date", "press-article__date", "posted-on", "date-display-single", "date",
)  # fmt: skip
# Classes that only the layouts of the White House have.
_LAYOUT = re.compile(
    rb"class=[\"'][^\"']*\b(?:wp-block-whitehouse-[\w-]+|page-content__content|press-article__content|pane-node-title"
    rb"|forall-body)\b"
)
_MARK = "\ue001"
_PARAGRAPHS = ("p", "li", "table", "blockquote", "pre")


def recognises(data: bytes) -> bool:
    """Return whether the bytes begin like HTML."""
    return bool(_IS_HTML.match(data[:5_000].lstrip().removeprefix(b"\xef\xbb\xbf").lstrip()))


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """Yield the document of the page, or a `Skipped`."""
    root = page_root(data, "utf-8" if _is_utf8(data) else "cp1252")
    if root is None:
        yield Skipped(name, "The file is not HTML: no element could be read.")
        return
    article = _article(root)
    before, after = _around(root, article)
    own = list(_sites_own(article))
    metadata = _metadata(root)
    printed = with_footnotes(blocks_of(article))
    publisher = _publisher(metadata, data)
    several = _why_several_texts(root)
    if publisher == "other" and not several:
        several = why_several(block.text for block in printed)
        metadata, printed = _copied(metadata, printed)
    if several:
        yield Skipped(name, several)
        return
    blocks = (*before, *own, *printed, *after)
    text = [block for block in blocks if not block.role]
    if reason := _why_no_document(metadata, blocks) or why_misplaced(metadata.title, metadata.source_url, text):
        yield Skipped(name, reason)
        return
    notes = oddities(metadata.title, metadata.source_url, text)
    yield SourceDocument(name, "wh-html", blocks, metadata, publisher=publisher, raw=data, notes=notes)


def _why_no_document(metadata: Metadata, blocks: Iterable[Block]) -> str:
    """Why a page is no presidential document, by its own title, its text and its signature."""
    words = [block for block in blocks if block.role in ("", "signature", "place")]
    return why_not_presidential((*metadata.alternative_titles, metadata.title)[0], words)


def _copied(metadata: Metadata, printed: list[Block]) -> tuple[Metadata, list[Block]]:
    """The facts and blocks of a page of another site: number, title and addressees are read from its lines."""
    printed = [piece for block in printed for piece in _lines_of(block)]
    head = read_head([" ".join(block.text.split()) for block in printed])
    page = read_head([metadata.title]) if metadata.title else head
    title = head.title or page.title or metadata.title
    found = replace(metadata, number=head.number or page.number, title=title)
    return found, list(with_roles(printed, head))


def _lines_of(block: Block) -> list[Block]:
    """A short block of several lines as one block a line: heads are set with line breaks."""
    if block.kind != "text" or "\n" not in block.text or len(block.text) > _LONGEST_HEAD:
        return [block]
    return [Block(line.strip(), indent=block.indent) for line in block.text.split("\n") if line.strip()]


_LONGEST_HEAD = 400  # characters


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _article(root: html.HtmlElement) -> html.HtmlElement:
    """The element that holds the text: a known container, else the one with most words in its own paragraphs."""
    known = [element for name in _CONTAINERS for element in root.find_class(name)]
    found = max(known, key=_words, default=None)
    if found is not None and _words(found) >= _words(root) // 5:
        return found
    body = root.find("body")
    start = body if body is not None else root
    return max(start.iter("article", "main", "section", "div", "td", "body"), key=_own_words, default=start)


def _why_several_texts(root: html.HtmlElement) -> str:
    """Why a page is several documents: several whole texts in elements of one class, none in another, none the same."""
    for name in _CONTAINERS[:4]:
        found = [element for element in root.find_class(name) if _words(element) >= _WHOLE_TEXT]
        apart = [element for element in found if not any(other in element.iterancestors() for other in found)]
        if len({" ".join(str(element.text_content()).split())[:_BEGINNING] for element in apart}) > 1:
            return "The page holds the texts of several documents: give each a file of its own."
    return ""


_WHOLE_TEXT = 80  # words
_BEGINNING = 300  # characters
_SITES_OWN = ("share", "social", "addtoany", "breadcrumb")  # in the class of an element within the text


def _sites_own(article: html.HtmlElement) -> Iterator[Block]:
    """Remove the site's own parts from the text, such as sharing bars, and yield them as furniture."""
    for element in list(article.iter("aside", "nav", "div", "ul")):
        classes = (element.get("class") or "").lower()
        named = element.tag in ("aside", "nav") or any(word in classes for word in _SITES_OWN)
        if named and article in element.iterancestors() and _words(element) < _LARGEST_BAR:
            yield from (replace(block, role="furniture") for block in blocks_of(element) if block.text)
            element.drop_tree()


_LARGEST_BAR = 60  # words; a larger element may belong to the text


def _words(element: html.HtmlElement) -> int:
    return len(str(element.text_content()).split())


def _own_words(element: html.HtmlElement) -> int:
    """Words of the paragraphs that are directly in the element, links not counted."""
    own = [child for child in element if child.tag in _PARAGRAPHS]
    linked = sum(_words(link) for child in own for link in child.iter("a"))
    return sum(map(_words, own)) - linked


def _around(root: html.HtmlElement, article: html.HtmlElement) -> tuple[list[Block], list[Block]]:
    """The blocks before and after the article, which are the site's."""
    position = next(number for number, element in enumerate(root.iter()) if element is article)
    rest = copy.deepcopy(root)
    held = next(islice(rest.iter(), position, None))
    if held.getparent() is None:
        return [], []
    tail = held.tail
    for child in list(held):
        held.remove(child)
    held.text, held.tail = _MARK, tail
    held.tag = "p"
    blocks = [replace(block, role="furniture") for block in _page_blocks(rest)]
    here = next((i for i, block in enumerate(blocks) if _MARK in block.text), len(blocks))
    return blocks[:here], blocks[here + 1 :]


def _page_blocks(root: html.HtmlElement) -> Iterable[Block]:
    body = root.find("body")
    return [block for block in blocks_of(body if body is not None else root) if block.text]


def _metadata(root: html.HtmlElement) -> Metadata:
    title = _TITLE_TAIL.sub("", _page_title(root)).strip()
    day = _day(root)
    url = _meta(root, "og:url") or next(
        (str(link.get("href") or "") for link in root.iter("link") if link.get("rel") == "canonical"), ""
    )
    return Metadata(
        title=title, alternative_titles=(title,) if title else (), signed=day, published=day, source_url=url
    )


def _page_title(root: html.HtmlElement) -> str:
    """The heading of the page; the site's own name for it where there is none."""
    headings = [" ".join(str(element.text_content()).split()) for element in root.iter("h1")]
    named = next((heading for heading in headings if len(heading.split()) > 1 and heading != "White House"), "")
    return named or _meta(root, "og:title") or " ".join(str(root.findtext(".//title") or "").split())


def _meta(root: html.HtmlElement, name: str) -> str:
    for element in root.iter("meta"):
        if name in (element.get("property"), element.get("name")):
            return " ".join(str(element.get("content") or "").split())
    return ""


def _day(root: html.HtmlElement) -> date | None:
    """The day that the page states: its metadata, its `<time>`, or "Issued on: January 20, 2020"."""
    candidates = [
        *(str(time.get("datetime") or "") for time in root.iter("time")),
        _meta(root, "article:published_time"),
    ]
    if day := next((day for text in candidates if (day := washington_day(text))), None):
        return day
    shown = [str(e.text_content()) for name in _DAY_CLASSES for e in root.find_class(name)]
    return next((day for text in shown if (day := printed_date(text))), None)


def _publisher(metadata: Metadata, data: bytes) -> str:
    """The publisher by the site's markup: the canonical address, or the classes of its layouts."""
    return "white-house" if is_white_house(metadata.source_url) or _LAYOUT.search(data) else "other"
