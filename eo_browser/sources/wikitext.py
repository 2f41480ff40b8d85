"""Text of Wikisource with its markup: the header gives title and section, the rest is plain text."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\{\{\s*header\b(?P<fields>.*?)^\s*\}\}", re.IGNORECASE | re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^\s*\|\s*(?P<name>\w+)[ \t]*=[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_SHOWN = re.compile(
    r"\{\{\s*(?:right|left|center|c|sc|small-?caps|larger|smaller|bold|gap|nop)\s*\|([^{}|]*)\}\}", re.IGNORECASE
)
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_CATEGORY = re.compile(r"\[\[\s*(?:category|file|image)\s*:[^\[\]]*\]\]", re.IGNORECASE)
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_EXTERNAL = re.compile(r"\[https?://\S+(?:\s+([^\]]*))?\]")
_HEADING = re.compile(r"^=+\s*(.*?)\s*=+[ \t]*$", re.MULTILINE)
_BREAK = re.compile(r"<br\s*/?>[ \t]*\n?", re.IGNORECASE)
_TAG = re.compile(r"<ref\b[^>]*?(?:/>|>.*?</ref>)|</?[a-z][^>]*>", re.IGNORECASE | re.DOTALL)
_INDENT = re.compile(r"^[:*]+[ \t]*", re.MULTILINE)


def is_wikitext(text: str) -> bool:
    """Return whether a text begins with a template, or has a header of Wikisource."""
    return bool(re.match(r"\s*(?:__\w+__\s*)?\{\{\s*\w", text)) or bool(_HEADER.search(text[:4_000]))


def without_wiki_markup(text: str) -> str:
    """Return the plain text: title and section of the header above it, shown words of templates, no other markup."""
    header = _HEADER.search(text)
    fields = {one["name"].lower(): one["value"] for one in _FIELD.finditer(header["fields"])} if header else {}
    head = [fields[name] for name in ("title", "section") if fields.get(name)]
    body = text[header.end() :] if header else text
    plain = _BREAK.sub("\n", "\n\n".join([*head, body.strip()]))
    for pattern, words in (
        (_SHOWN, r"\1\n"),
        (_TEMPLATE, ""),
        (_TEMPLATE, ""),
        (_CATEGORY, ""),
        (_LINK, r"\1"),
        (_EXTERNAL, r"\1"),
    ):
        plain = pattern.sub(words, plain)
    plain = _INDENT.sub("", _HEADING.sub(r"\1\n", _TAG.sub("", plain)))
    return re.sub(r"'{2,5}", "", plain)
