"""The White House's feed of presidential actions (RSS): each item is a page with a permanent key, day and kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from eo_browser.law.model.source import Block, Metadata, Skipped, SourceDocument
from eo_browser.law.terms.kinds import Kind
from eo_browser.sources.html_blocks import blocks_of, fragment_root
from eo_browser.sources.washington import washington_day

from .pages import oddities, why_misplaced, why_not_presidential, with_footnotes

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_KEY = re.compile(r"[?&]p=(\d+)")
_KINDS: dict[str, Kind] = {
    "executive orders": "executive-order",
    "proclamations": "proclamation",
    "presidential memoranda": "memorandum",
}
_NO_DOCUMENTS = {
    "nominations & appointments": "a list of nominations",
    "remarks": "remarks",
    "fact sheets": "a fact sheet",
}
_APPEARED = re.compile(r"^The post\b.*\bappeared first on\b", re.DOTALL)
_SITES_OWN = ("wp-block-whitehouse-topper", "wp-block-template-part", "sharedaddy", "addtoany_share_save_container")


def recognises(data: bytes) -> bool:
    """Return whether a file is an RSS feed."""
    head = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and bool(re.search(rb"<rss[\s>]", head))


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """Yield the document of every item, named "feed.xml#44092" by its key, or a `Skipped`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        yield Skipped(name, f"The feed breaks off or is malformed ({' '.join(str(error).split())}).")
        return
    items = list(root.iter("item"))
    for item in items:
        yield _document(f"{name}#{item_key(item)}", item)
    if not items:
        yield Skipped(name, "The feed has no items.")


def item_key(item: etree._Element) -> str:
    """Return the permanent key of an item: the number of its page, since slugs change; else the last part of its
    address.
    """
    found = _KEY.search(item.findtext("guid") or "")
    return found[1] if found else (item.findtext("link") or "").rstrip("/").rsplit("/", 1)[-1]


def _document(source: str, item: etree._Element) -> SourceDocument | Skipped:
    title = " ".join((item.findtext("title") or "").split())
    categories = [" ".join(html_text(category.text or "").split()).lower() for category in item.iter("category")]
    blocks = tuple(_blocks(item.findtext(_CONTENT) or ""))
    text = [block for block in blocks if not block.role]
    reason = _why_not(categories, blocks) or why_not_presidential(title, text)
    if reason := reason or why_misplaced(title, item.findtext("link") or "", text):
        return Skipped(source, reason)
    metadata = _metadata(item, title, categories)
    publisher = "white-house" if _ON_THE_SITE.match(metadata.source_url) else "other"
    raw = etree.tostring(item, encoding="utf-8", with_tail=False)
    notes = oddities(title, metadata.source_url, text)
    return SourceDocument(source, "wh-feed", blocks, metadata, publisher=publisher, raw=raw, notes=notes)


_ON_THE_SITE = re.compile(r"https?://(?:www\.)?whitehouse\.gov/")


def _metadata(item: etree._Element, title: str, categories: list[str]) -> Metadata:
    day = washington_day(item.findtext("pubDate") or "")
    return Metadata(
        kind=next((kind for category in categories if (kind := _KINDS.get(category))), None),
        title=title,
        alternative_titles=(title,) if title else (),
        signed=day,
        published=day,
        source_url=item.findtext("link") or "",
    )


def _why_not(categories: list[str], blocks: tuple[Block, ...]) -> str:
    what = next((_NO_DOCUMENTS[category] for category in categories if category in _NO_DOCUMENTS), "")
    if what:
        return f"The item is {what}, not a presidential document."
    return "" if blocks else "The item holds no text yet."


def html_text(text: str) -> str:
    """Return a category without the entities it may still hold."""
    return text.replace("&#038;", "&").replace("&amp;", "&")


def _blocks(content: str) -> Iterator[Block]:
    """The blocks of an item: the site's own parts first, as furniture, then the text."""
    if not content.strip():
        return
    root = fragment_root(content)
    for child in [child for child in root if _is_sites_own(child)]:
        yield from (replace(block, role="furniture") for block in blocks_of(child) if block.text)
        root.remove(child)
    for block in with_footnotes(block for block in blocks_of(root) if block.text):
        appeared = _APPEARED.match(block.text) or block.text == "Download"
        yield replace(block, role="furniture") if appeared else block


def _is_sites_own(element: etree._Element) -> bool:
    return element.tag in ("nav", "aside") or not set(_SITES_OWN).isdisjoint((element.get("class") or "").split())
