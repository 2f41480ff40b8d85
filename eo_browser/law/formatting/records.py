"""Records for reference managers: RIS, BibTeX, BibLaTeX, CSL-JSON."""

from __future__ import annotations

import json
import re
from datetime import date

from .citable import AUTHORITY, Citable, joined

_CODE = "Federal Register"
_AUTHOR = "United States. President"
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_MARKED = re.compile("|".join(re.escape(mark) for mark in _LATEX))
_SPACE = re.compile(r"\s+")


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def ris(cited: Citable) -> str:
    """Write RIS of type STAT: the one that reference managers import as a law."""
    day = cited.day
    lines = [("TY", "STAT"), ("TI", cited.title), ("AU", _AUTHOR)]
    if day:
        lines += [("DA", f"{day:%Y/%m/%d}"), ("PY", str(day.year))]
    if cited.volume:
        lines += [("T2", _CODE), ("VL", str(cited.volume)), ("SP", str(cited.first_page))]
        lines += [("EP", str(cited.last_page))] if cited.last_page else []
    lines += [("M1", cited.number), ("SE", cited.pinpoint), ("M3", cited.genre), ("UR", cited.url)]
    lines += [("N1", note) for note in _notes(cited)]
    said = [f"{tag}  - {_one_line(value)}" for tag, value in lines if value]
    return "\r\n".join([*said, "ER  - ", ""])


def _notes(cited: Citable) -> list[str]:
    filed = f"FR Doc. {cited.document_number}" if cited.document_number else ""
    return [note for note in (*cited.series, filed) if note]


def _latex(text: str) -> str:
    return _MARKED.sub(lambda found: _LATEX[found[0]], _one_line(text))


def _key(cited: Citable) -> str:
    """A key that stays: kind and number or day, then the path: "eo13526-sec-1.4-a"."""
    name = cited.number or (cited.day.isoformat() if cited.day else "undated")
    words = joined(f"{cited.kind}-{name}", cited.title if not cited.number else "", cited.path, by="-")
    return re.sub(r"[^A-Za-z0-9.]+", "-", words).strip("-")[:80]


def _entry(kind: str, cited: Citable, fields: dict[str, str]) -> str:
    said = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{kind}{{{_key(cited)},\n{said}\n}}\n"


def bibtex(cited: Citable) -> str:
    """Write BibTeX, which has no type for laws: @misc, the title kept in its capitals."""
    place = f"{cited.volume} Fed. Reg. {cited.first_page}" if cited.volume else ""
    name = joined(cited.genre, cited.number, by=" ")
    return _entry(
        "misc",
        cited,
        {
            "author": f"{{{_AUTHOR}}}",
            "title": f"{{{_latex(cited.title)}}}",
            "howpublished": _latex(joined(name, place)),
            "year": str(cited.day.year) if cited.day else "",
            "month": str(cited.day.month) if cited.day else "",
            "note": _latex(cited.pinpoint),
            "url": cited.url,
        },
    )


def biblatex(cited: Citable) -> str:
    """Write BibLaTeX of type @legislation."""
    return _entry(
        "legislation",
        cited,
        {
            "author": f"{{{_AUTHOR}}}",
            "title": f"{{{_latex(cited.title)}}}",
            "type": cited.genre,
            "number": _latex(cited.number),
            "date": cited.day.isoformat() if cited.day else "",
            "journaltitle": _CODE if cited.volume else "",
            "volume": str(cited.volume or ""),
            "pages": joined(str(cited.first_page or ""), str(cited.last_page or ""), by="--"),
            "note": _latex(cited.pinpoint),
            "url": cited.url,
            "urldate": cited.accessed.isoformat() if cited.accessed else "",
        },
    )


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def csl_item(cited: Citable) -> dict[str, object]:
    """Return the item of CSL-JSON, of type legislation."""
    pages = joined(str(cited.first_page or ""), str(cited.last_page or ""), by="-")
    item: dict[str, object] = {
        "id": _key(cited),
        "type": "legislation",
        "title": cited.title,
        "author": [{"literal": _AUTHOR}],
        "number": cited.number,
        "genre": cited.genre,
        "authority": AUTHORITY,
        "container-title": _CODE if cited.volume else "",
        "volume": str(cited.volume or ""),
        "page": pages,
        "section": cited.pinpoint,
        "issued": _parts(cited.day) if cited.day else "",
        "jurisdiction": "us",
        "URL": cited.url,
        "accessed": _parts(cited.accessed) if cited.accessed else "",
    }
    return {name: value for name, value in item.items() if value}


def csl_json(cited: Citable) -> str:
    """Write CSL-JSON: a list of one item."""
    return json.dumps([csl_item(cited)], ensure_ascii=False, indent=2)
