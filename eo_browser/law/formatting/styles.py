"""The table of all styles, for the panel of pages, the API and the test that printed citations are recognised again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .citable import Citable
from .prose import (
    apa,
    bluebook,
    chicago,
    federal_register,
    html_blockquote,
    html_link,
    markdown,
    mla,
    permalink,
    plain,
    wiki,
)
from .records import biblatex, bibtex, csl_json, ris


@dataclass(frozen=True, slots=True)
class Style:
    """A way to cite. `carries_address`: whether the address is always in it; `suffix` of its file, "" for none."""

    key: str
    name: str
    write: Callable[[Citable], str]
    carries_address: bool = True
    suffix: str = ""
    media_type: str = "text/plain"


STYLES: tuple[Style, ...] = (
    Style("link", "Link", permalink),
    Style("plain", "Plain", plain, carries_address=False),
    Style("bluebook", "Bluebook", bluebook, carries_address=False),
    Style("chicago", "Chicago", chicago, carries_address=False),
    Style("apa", "APA 7", apa),
    Style("mla", "MLA 9", mla),
    Style("federal-register", "Federal Register", federal_register, carries_address=False),
    Style("markdown", "Markdown link", markdown),
    Style("html", "HTML link", html_link, media_type="text/html"),
    Style("blockquote", "HTML quotation", html_blockquote, media_type="text/html"),
    Style("wiki", "Wikipedia", wiki),
    Style("ris", "RIS", ris, suffix="ris", media_type="application/x-research-info-systems"),
    Style("bibtex", "BibTeX", bibtex, suffix="bib", media_type="application/x-bibtex"),
    Style("biblatex", "BibLaTeX", biblatex, media_type="application/x-bibtex"),
    Style("csl-json", "CSL-JSON", csl_json, suffix="csl.json", media_type="application/vnd.citationstyles.csl+json"),
)
_BY_KEY = {each.key: each for each in STYLES}


def style(key: str) -> Style | None:
    """Return the style of a key ("bluebook"); None for an unknown one."""
    return _BY_KEY.get(key)
