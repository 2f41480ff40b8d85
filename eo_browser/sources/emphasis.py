"""Asterisks of Markdown written from HTML: each one that is not escaped is emphasis, wherever spaces stand."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize
from markdown_it.rules_inline.state_inline import Delimiter


def with_loose_emphasis(markdown: MarkdownIt) -> MarkdownIt:
    """The same parser, taking "**Sec. 4.  Policy.**(a)" and "Security*.*  To" for the emphasis they were."""
    markdown.inline.ruler.at("emphasis", _tokenize)
    return markdown


def _tokenize(state: StateInline, silent: bool) -> bool:
    """Each asterisk a delimiter that may open before a word and close after one; underscores as CommonMark has them."""
    start = state.pos
    if silent or state.src[start] != "*":
        return tokenize(state, silent)
    end = start
    while end < state.posMax and state.src[end] == "*":
        end += 1
    space_before = start == 0 or state.src[start - 1].isspace()
    space_after = end >= state.posMax or state.src[end].isspace()
    waiting = any(d.marker == ord("*") and d.open and d.end < 0 for d in state.delimiters)
    closes = not space_before or (space_after and waiting)
    for _ in range(end - start):
        state.push("text", "", 0).content = "*"
        state.delimiters.append(
            Delimiter(ord("*"), end - start, len(state.tokens) - 1, -1, open=not space_after, close=closes)
        )
    state.pos = end
    return True
