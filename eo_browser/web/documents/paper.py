"""What every printed page of a text says in its margins: the citation, the address, the hash of the words, its number.

The margins of a page are set in a style sheet alone, and their words differ from text to text; so the page carries
them in a style element of its own, and the policy of the response names its hash.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from eo_browser.law.formatting import Citable
from eo_browser.law.formatting.prose import plain
from eo_browser.law.model.dates import long_date

_LONGEST = 110  # characters of the citation on one line
_UNSAFE = re.compile(r"[^ !#-;=?-\[\]-~\u00a0-\uffff]")  # what ends a string of a style sheet, or its element


def paper_of(cited: Citable, sources: Sequence[Mapping[str, Any]], words_hash: str) -> str:
    """Return the rules of the margins of a text: what is cited, when its source was read, the hash of its words."""
    read = f"text read {long_date(sources[0]['retrieved'].date())}" if sources else ""
    return page_style(plain(cited), cited.url, read, words_hash)


def page_style(citation: str, address: str, day: str, words_hash: str) -> str:
    """Return the rules of the margins: the citation above; address, day of the text, hash and page number below."""
    above, below = _string(shorten(citation, _LONGEST, placeholder=" …")), _string(address)
    told = _string(" · ".join(filter(None, (day, words_hash))))
    return (
        f"@page{{@top-left{{content:{above}}}@bottom-left{{content:{below} '\\a' {told}}}"
        '@bottom-right{content:"page " counter(page) " of " counter(pages)}}'
    )


def _string(text: str) -> str:
    """A string of a style sheet; what could end it, or the element around it, is escaped."""
    escaped = _UNSAFE.sub(lambda found: "\\" + format(ord(found[0]), "x") + " ", text)
    return f'"{escaped}"'


def style_element(style: str) -> SafeString:
    """Return the style element of a page."""
    return format_html('<style media="print">{}</style>', mark_safe(style))  # noqa: S308 - _string escaped its words
