"""Citations of a document or provision in every style, for the panel of its page and for files."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from eo_browser.law.formatting import STYLES, Citable, Style
from eo_browser.law.model.addresses import provision_address

from .addresses import absolute
from .names import series_name, title_of
from .revision_text import RevisionText

_FIRST = ("link", "pinned", "plain", "bluebook", "apa", "mla", "blockquote")  # the rest come after "More styles"
_CODE = frozenset({"markdown", "html", "blockquote", "wiki", "ris", "bibtex", "biblatex", "csl-json"})
_QUOTED = 3000  # characters; of a longer provision only its own words are quoted


@dataclass(frozen=True, slots=True)
class ShownStyle:
    """One way to cite: its key in the page, its name, the text to copy, whether that is markup."""

    key: str
    name: str
    text: str
    is_code: bool = False
    is_first: bool = True


def citable(reading: RevisionText, path: str = "") -> Citable:
    """Return the facts for citations of a document ("" for path) or a provision."""
    document = reading.document
    index = reading.index(path) if path else -1
    text = reading.full_text(index) if index >= 0 else ""
    return Citable(
        url=absolute(provision_address(reading.base, path)),
        kind=document.kind,  # type: ignore[arg-type]  # the table holds no other kinds
        title=title_of(document),
        number=document.number,
        series=tuple(series_name(place.series, place.number) for place in document.series_places.all()),
        signed=document.signed,
        published=document.published,
        president=document.president,
        volume=document.register_volume or 0,
        first_page=document.register_start or 0,
        last_page=document.register_end or 0,
        document_number=document.document_number,
        path=path,
        text=text if len(text) <= _QUOTED else reading.lines[index].text,
    )


def styles_of(reading: RevisionText, path: str) -> tuple[ShownStyle, ...]:
    """Return every style for a document ("" for path) or a provision, the most used first."""
    cited = citable(reading, path)
    found = [ShownStyle(style.key, style.name, style.write(cited), style.key in _CODE) for style in STYLES]
    if path:
        pinned = f"{cited.url}?h={reading.lines[reading.index(path)].hash}"
        found.append(ShownStyle("pinned", "Link pinned to these words", pinned))
    ordered = sorted(found, key=lambda shown: _FIRST.index(shown.key) if shown.key in _FIRST else len(_FIRST))
    return tuple(
        ShownStyle(one.key, one.name, one.text, one.is_code, one.key in _FIRST) for one in ordered if one.text.strip()
    )


@cache
def style_of_suffix(suffix: str) -> Style | None:
    """Find the style of a file suffix: "ris", "bib", "csl.json"."""
    return next((style for style in STYLES if style.suffix and style.suffix == suffix), None)
