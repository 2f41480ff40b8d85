"""What every printed page of a text says in its margins: the citation, the address, the hash of the words, its number.

The margins of a page are set in a style sheet alone, and their words differ from text to text; so each text has a
small style sheet of its own, for print, whose address carries the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from eo_browser.law.formatting import Citable
from eo_browser.law.formatting.prose import plain
from eo_browser.law.model.dates import long_date
from eo_browser.web.site.responses import cacheable, read_only

_LONGEST = 110  # characters of the citation on one line
_AGE = 86_400  # seconds
_UNSAFE = re.compile(r"[^ !#-;=?-\[\]-~\u00a0-\uffff]")  # what ends a string of a style sheet, or its element


def paper_address(cited: Citable, sources: Sequence[Mapping[str, Any]], words_hash: str) -> str:
    """Return the address of the style sheet of a text: what is cited, when its source was read, the hash of its
    words.
    """
    read = f"text read {long_date(sources[0]['retrieved'].date())}" if sources else ""
    told = " · ".join(filter(None, (read, words_hash)))
    return "/paper.css?" + urlencode(
        {"citation": shorten(plain(cited), _LONGEST, placeholder=" …"), "address": cited.url, "text": told}
    )


@read_only
def paper_style(request: HttpRequest) -> HttpResponse:
    """Answer with the style sheet of the margins whose words the address carries."""
    given = (request.GET.get(name, "")[:500] for name in ("citation", "address", "text"))
    response = HttpResponse(page_style(*given), content_type="text/css; charset=utf-8")
    return cacheable(request, response, _AGE)


def page_style(citation: str, address: str, told: str) -> str:
    """Return the rules of the margins: the citation above; address, day and hash of the text, page number below."""
    return (
        f"@page{{@top-left{{content:{_string(citation)}}}"
        f"@bottom-left{{content:{_string(address)} '\\a' {_string(told)}}}"
        '@bottom-right{content:"page " counter(page) " of " counter(pages)}}'
    )


def _string(text: str) -> str:
    """A string of a style sheet; what could end it is escaped."""
    escaped = _UNSAFE.sub(lambda found: "\\" + format(ord(found[0]), "x") + " ", text)
    return f'"{escaped}"'
