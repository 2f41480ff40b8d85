"""Citations of a document or provision in every style, for the panel of its page and for files."""

from __future__ import annotations

from dataclasses import dataclass

from eo_browser.law.formatting import STYLES, AmendedTo, Citable
from eo_browser.law.model.addresses import provision_address
from eo_browser.models import Document

from .addresses import absolute
from .names import series_name, title_of
from .revision_text import RevisionText
from .states import StateText

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


def citable(reading: RevisionText, path: str = "", amended: AmendedTo | None = None) -> Citable:
    """Return what a citation of a document ("" for path) or a provision may say, as signed or as amended."""
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
        amended=amended,
    )


def citable_state(state: StateText, path: str = "") -> Citable:
    """Return what a citation of a text as amended ("" for path), or a provision of it, may say."""
    rows = Document.objects.filter(address__in=state.acts).prefetch_related("series_places")
    held = {document.address: document for document in rows}
    acts = [held[one] for one in state.acts if one in held and held[one].number]
    by = tuple(citable(RevisionText(document, None, (), document.address, True)) for document in acts)
    named = by if len(by) == len(state.acts) else ()
    return citable(state.reading, path, AmendedTo(state.until, named, state.complete))


def styles_of(cited: Citable, hash_: str = "") -> tuple[ShownStyle, ...]:
    """Return every style for what is cited, those most asked for first; with a hash a link pinned to its words too."""
    found = [ShownStyle(style.key, style.name, style.write(cited), style.key in _CODE) for style in STYLES]
    if hash_:
        pinned = f"{cited.url}?h={hash_}"
        found.append(ShownStyle("pinned", "Link pinned to these words", pinned))
    ordered = sorted(found, key=lambda shown: _FIRST.index(shown.key) if shown.key in _FIRST else len(_FIRST))
    return tuple(
        ShownStyle(one.key, one.name, one.text, one.is_code, one.key in _FIRST) for one in ordered if one.text.strip()
    )
