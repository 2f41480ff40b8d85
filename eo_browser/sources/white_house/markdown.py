"""Pages of the White House kept as Markdown with front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import yaml
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from eo_browser.law.model.source import Block, Metadata, Skipped, SourceDocument
from eo_browser.law.outline.designators import designators_at_start
from eo_browser.law.terms.kinds import KIND_OF_NAME
from eo_browser.sources.containers import contents_of, pages_of
from eo_browser.sources.html_blocks import as_item, blocks_of_html
from eo_browser.sources.paragraphs import Characters, CloseElement, Event, LineBreak, OpenElement, paragraphs, style_of

from .pages import is_white_house, oddities, why_misplaced, why_not_presidential, with_footnotes

_FRONT = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TITLE_KEY = re.compile(rb"^title[ \t]*:", re.MULTILINE)
# Emphasis next to a no-break space is emphasis for the page's author, not for CommonMark, which sees a space there.
_NO_BREAK_SPACE, _STAND_IN = "\u00a0", "\ue000"


def recognises(data: bytes) -> bool:
    """Return whether a file begins with front matter that has a title."""
    front = _FRONT.match(data[:20_000])
    return bool(front and _TITLE_KEY.search(front[1]))


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """Yield the document of the page, or a `Skipped`."""
    front = _FRONT.match(data)
    if front is None:
        yield Skipped(name, "The file has no front matter.")
        return
    if pages := pages_of(data.decode("utf-8-sig", "replace").replace("\r\n", "\n")):
        for page in pages:
            yield from read(f"{name}#{page.name}", page.text.encode())
        return
    body = data[front.end() :].decode("utf-8", "replace").replace("\x00", "")
    if reason := contents_of(body).refusal:
        yield Skipped(name, reason)
        return
    fields, notes = _fields(front[1].decode("utf-8", "replace"))
    metadata = _metadata(fields)
    blocks = tuple(blocks_of_markdown(body))
    reason = why_not_presidential(metadata.title, blocks) or why_misplaced(metadata.title, metadata.source_url, blocks)
    if reason:
        yield Skipped(name, reason)
        return
    notes += oddities(metadata.title, metadata.source_url, blocks)
    publisher = "white-house" if is_white_house(metadata.source_url) else "other"
    yield SourceDocument(name, "wh-markdown", blocks, metadata, publisher=publisher, raw=data, notes=notes)


def _fields(text: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """The front matter's fields, all as text."""
    try:
        # BaseLoader makes nothing but strings, lists and maps.
        loaded = yaml.load(text.replace("\x00", ""), Loader=yaml.CBaseLoader)  # noqa: S506
    except yaml.YAMLError as error:
        return {}, (f"The front matter could not be read: {str(error).splitlines()[0]}.",)
    if not isinstance(loaded, dict):
        return {}, ("The front matter is no list of fields.",)
    return {str(key): value for key, value in loaded.items() if isinstance(value, str)}, ()


def _metadata(fields: dict[str, str]) -> Metadata:
    title = " ".join(fields.get("title", "").split())
    stated = [fields[key] for key in ("signed", "signing_date", "date", "published_time") if key in fields]
    return Metadata(
        kind=next((kind for key in ("kind", "type") if (kind := KIND_OF_NAME.get(fields.get(key, "").lower()))), None),
        number=next((fields[key] for key in _NUMBER_KEYS if _NUMBER.fullmatch(fields.get(key, ""))), ""),
        title=title,
        alternative_titles=(title,) if title else (),
        signed=next(filter(None, map(_day, stated)), None),
        published=_day(fields.get("published_time", "")) or _day(fields.get("date", "")),
        source_url=fields.get("source_url", ""),
    )


_NUMBER_KEYS = ("number", "executive_order_number", "eo_number", "proclamation_number")
_NUMBER = re.compile(r"\d{1,5}(?:-[A-Z])?")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


# --- Markdown → blocks ------------------------------------------------------------------------------------------


def _loose_emphasis(state: StateInline, silent: bool) -> bool:
    """Read asterisks of Markdown written from HTML: "**Sec. 4.  Policy.**(a)" and "Security*.*  To" are emphasis.

    Each asterisk is a delimiter that may open before a word and close after one, wherever spaces are; underscores
    are read as CommonMark reads them.
    """
    start = state.pos
    asterisks = _ASTERISKS.match(state.src, start, state.posMax)
    if silent or asterisks is None:
        return tokenize(state, silent)
    end = asterisks.end()
    space_before = not state.src[max(start - 1, 0) : start].strip()
    space_after = not state.src[end : min(end + 1, state.posMax)].strip()
    waiting = any(d.marker == ord("*") and d.open and d.end < 0 for d in state.delimiters)
    closes = not space_before or (space_after and waiting)
    for _ in range(end - start):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(
            Delimiter(ord("*"), end - start, len(state.tokens) - 1, -1, open=not space_after, close=closes)
        )
    state.pos = end
    return True


_ASTERISKS = re.compile(r"\*+")


_MARKDOWN = (
    MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"]).disable(["code", "lheading"])
)
_MARKDOWN.inline.ruler.at("emphasis", _loose_emphasis)


# No-break spaces between a finished sentence and a label: three and more are the indentation of a line.
_WIDE_GAP = re.compile(
    rf"(?<=[.;:\u201d])((?:[ {_STAND_IN}]|(?<! )\n(?!\n))+)"
    rf"(?=(?:\d{{1,2}}\\?\.|\\?\((?:[a-z]{{1,4}}|\d{{1,2}})\\?\)|Sec\.|Section)[\s{_STAND_IN}])"
)
_INDENTATION = 3
_EMPTY_ITEM = re.compile(r"\d{1,3}[.)]$")
_EMPTY_EMPHASIS = re.compile(rf"(?<!\*)(\*{{1,3}})([ {_STAND_IN}]*\n)\1(?!\*)")  # bold around nothing but a line break


def blocks_of_markdown(text: str) -> list[Block]:
    """Return the blocks of a Markdown text. Four spaces make an indented paragraph, never code."""
    text = _EMPTY_EMPHASIS.sub(r"\2", text.replace(_NO_BREAK_SPACE, _STAND_IN))
    text = _WIDE_GAP.sub(_with_its_break, text)
    root = SyntaxTreeNode(_MARKDOWN.parse(text))
    nodes = list(root.children)
    trail = [replace(block, role="furniture") for block in _blocks(nodes[0], 0)] if _is_trail(nodes) else []
    rest = (block for node in nodes[1 if trail else 0 :] for block in _blocks(node, 0))
    return [*trail, *with_footnotes(_without_empty_items([block for block in rest if block.text]))]


def _with_its_break(gap: re.Match[str]) -> str:
    """Only the line break, where the rest of the gap was an indentation."""
    return f"  \n{gap[1]}" if gap[1].count(_STAND_IN) >= _INDENTATION else gap[1]


def _without_empty_items(blocks: list[Block]) -> Iterator[Block]:
    """The blocks without empty list items, which the site adds, unless a paragraph continues one."""
    for n, block in enumerate(blocks):
        after = blocks[n + 1] if n + 1 < len(blocks) else Block("", role="furniture")
        goes_on = not after.role and not after.bullet and not designators_at_start(after.text)
        empty = _EMPTY_ITEM.match(block.text) is not None and block.indent > 0 and not goes_on
        yield replace(block, role="furniture") if empty else block


def _is_trail(nodes: list[SyntaxTreeNode]) -> bool:
    """Whether a list is the breadcrumbs of the site, "1. Home 2. News 3. Presidential Actions", set before the text."""
    if not nodes or nodes[0].type != "ordered_list":
        return False
    items = [block.text for block in _blocks(nodes[0], 0)]
    starts_with_link = any(node.type == "link" for node in nodes[0].children[0].walk())
    return starts_with_link and all(len(text.split()) <= 25 and text[-1] not in ".;:" for text in items)


def _blocks(node: SyntaxTreeNode, depth: int) -> Iterator[Block]:
    match node.type:
        case "paragraph":
            yield from paragraphs(_inline(node), depth)
        case "heading":
            for block in paragraphs(_inline(node), depth):
                yield replace(block, kind="heading", level=int(node.tag[1]))
        case "blockquote":
            for child in node.children:
                yield from _blocks(child, depth + 1)
        case "bullet_list" | "ordered_list":
            yield from _list(node, depth)
        case "table":
            yield _table(node)
        case "html_block":
            yield from blocks_of_html(_plain(node.content))
        case "hr":
            yield Block("- - -", role="furniture")
        case _:  # fences and the like: their text, as it is
            yield from paragraphs([Characters(_plain(node.content or ""))], depth)


def _list(node: SyntaxTreeNode, depth: int) -> Iterator[Block]:
    """The items of a list: a number in the list markup is put back before the text; a bullet is a property of the
    block.
    """
    bullets = node.type == "bullet_list"
    for item in node.children:
        label = "" if bullets else f"{item.info}{item.markup}"
        blocks = [block for child in item.children for block in _blocks(child, depth + 1)]
        yield from as_item(blocks, label)
        if label and not blocks:
            yield Block(label, indent=depth + 1)


def _table(node: SyntaxTreeNode) -> Block:
    rows = [(part.type, tuple(map(_cell, row.children))) for part in node.children for row in part.children]
    return Block.table((row for part, row in rows if part == "thead"), (row for part, row in rows if part != "thead"))


def _cell(node: SyntaxTreeNode) -> str:
    return " ".join(block.text.replace("\n", " ") for block in paragraphs(_inline(node)))


def _plain(text: str) -> str:
    return text.replace(_STAND_IN, _NO_BREAK_SPACE)


_TAG = re.compile(r"<(?P<end>/)?(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<attributes>[^>]*)>", re.DOTALL)
_HREF = re.compile(r"""href\s*=\s*["']([^"']*)""", re.IGNORECASE)
_EMPTY_TAGS = {"br", "hr", "img", "wbr", "col", "input"}


def _inline(node: SyntaxTreeNode) -> list[Event]:
    events: list[Event] = []
    for child in node.children:
        for token in child.to_tokens():
            for inner in token.children or []:
                events += _event(inner)
    return events


def _event(token: Token) -> list[Event]:
    match token.type:
        case "text" | "code_inline":
            return [Characters(_plain(token.content))]
        case "softbreak":
            return [Characters(" ")]
        case "hardbreak":
            return [LineBreak()]
        case "html_inline":
            return _html_event(token.content)
        case "image":
            return [Characters(_plain(token.content))]
    if token.nesting:
        href = str(token.attrs.get("href") or "") if token.tag == "a" else None
        return [OpenElement(style_of(token.tag, ""), href)] if token.nesting > 0 else [CloseElement()]
    return []


def _html_event(content: str) -> list[Event]:
    found = _TAG.match(content)
    if found is None:  # a comment
        return []
    tag = found["name"].lower()
    if tag in _EMPTY_TAGS:
        return [LineBreak()] if tag in {"br", "hr"} else []
    href = _HREF.search(found["attributes"]) if tag == "a" else None
    return (
        [CloseElement()]
        if found["end"]
        else [OpenElement(style_of(tag, found["attributes"]), href[1] if href else None)]
    )
