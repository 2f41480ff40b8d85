"""Records for reference managers: RIS, BibTeX, BibLaTeX, CSL-JSON."""

from __future__ import annotations

import json
import re
from datetime import date
from hashlib import sha256

from eo_browser.law.terms.kinds import ADDRESS_WORDS
from eo_browser.law.terms.months import ABBREVIATED_MONTHS

from .citable import AUTHORITY, Citable, joined, whole_range

_CODE = "Federal Register"
_HASHED = 12  # hexadecimal digits of a key: of a million addresses of one document, hardly two share one
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


def _title(cited: Citable) -> str:
    """The title with the pinpoint at its end: fields for sections are printed in place of the page, or not at all."""
    return joined(cited.title, cited.sign, cited.as_amended)


def _genre(cited: Citable) -> tuple[str, str]:
    """The genre and the number. A number with a hyphen is left in the genre: as a number it is printed as a range."""
    return (cited.numbered, "") if "-" in cited.number else (cited.genre, cited.number)


def ris(cited: Citable) -> str:
    """Write RIS of type STAT: the one that reference managers import as a law."""
    day = cited.day
    genre, number = _genre(cited)
    lines = [("TY", "STAT"), ("TI", _title(cited))]
    if day:
        lines += [("DA", f"{day:%Y/%m/%d}"), ("PY", str(day.year))]
    if cited.volume:
        lines += [("T2", _CODE), ("VL", str(cited.volume)), ("SP", str(cited.first_page))]
        lines += [("EP", str(cited.last_page))] if cited.last_page > cited.first_page else []
    lines += [("M1", number), ("M2", "Type: regulation"), ("M2", f"Genre: {genre}"), ("UR", cited.url)]
    lines += [("N1", note) for note in _notes(cited)]
    tagged = [f"{tag}  - {_one_line(value)}" for tag, value in lines if value]
    return "\r\n".join([*tagged, "ER  - ", ""])


def _notes(cited: Citable) -> list[str]:
    filed = f"FR Doc. {cited.document_number}" if cited.document_number else ""
    return [note for note in (*cited.series, filed, _amended(cited)) if note]


def _amended(cited: Citable) -> str:
    """What a record says of a text as amended: "As amended to July 30, 2008; made by a program, not official"."""
    words = cited.as_amended
    return f"{words[0].upper()}{words[1:]}; made by a program, not official" if words else ""


def _latex(text: str) -> str:
    return _MARKED.sub(lambda found: _LATEX[found[0]], _one_line(text))


def _key(cited: Citable) -> str:
    """A key that stays and is no other's: kind, number or day, and a hash of the address: "eo-13526-b1946ac92492"."""
    name = cited.number or (cited.day.isoformat() if cited.day else "undated")
    address = cited.url.partition("://")[2].partition("/")[2]  # the same wherever the archive is served
    return f"{ADDRESS_WORDS[cited.kind]}-{name}-{sha256(address.encode()).hexdigest()[:_HASHED]}"


def _entry(kind: str, cited: Citable, fields: dict[str, str]) -> str:
    printed = ",\n".join(f"  {name} = {value}" for name, value in fields.items() if value not in {"", "{}"})
    return f"@{kind}{{{_key(cited)},\n{printed}\n}}\n"


def _report(cited: Citable) -> dict[str, str]:
    """The fields that BibTeX and BibLaTeX share. Without an author, `key` gives the label and the place in the list."""
    genre, number = _genre(cited)
    return {
        "key": f"{{{_latex(cited.numbered or cited.title)}}}",
        "title": f"{{{{{_latex(_title(cited))}}}}}",
        "type": f"{{{_latex(genre)}}}",
        "number": f"{{{_latex(number)}}}",
        "institution": f"{{{AUTHORITY}}}",
        "note": f"{{{f'{cited.volume} Fed. Reg. {cited.first_page}' if cited.volume else ''}}}",
        "url": f"{{{cited.url}}}",
    }


def bibtex(cited: Citable) -> str:
    """Write BibTeX, which has no type for laws: @techreport, the title kept in its capitals."""
    dated = (
        {
            "year": str(cited.day.year),
            "month": ABBREVIATED_MONTHS[cited.day.month - 1][:3].lower(),  # BibTeX's own names of the months
            "day": str(cited.day.day),
        }
        if cited.day
        else {}
    )
    return _entry("techreport", cited, _report(cited) | dated)


def biblatex(cited: Citable) -> str:
    """Write BibLaTeX of type @report: @legislation is read as a bill."""
    dated = {
        "date": f"{{{cited.day.isoformat() if cited.day else ''}}}",
        "urldate": f"{{{cited.accessed.isoformat() if cited.accessed else ''}}}",
    }
    return _entry("report", cited, _report(cited) | dated)


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def csl_item(cited: Citable) -> dict[str, object]:
    """Return the item of CSL-JSON, of type legislation; the note makes Zotero a regulation of it, not a public law."""
    genre, number = _genre(cited)
    item: dict[str, object] = {
        "id": _key(cited),
        "type": "legislation",
        "title": _title(cited),
        "number": number,
        "genre": genre,
        "note": joined(f"type: regulation\ngenre: {genre}", _amended(cited), by="\n"),
        "authority": AUTHORITY,
        "container-title": _CODE if cited.volume else "",
        "volume": str(cited.volume or ""),
        "page": whole_range(cited.first_page, cited.last_page, "-") if cited.volume else "",
        "issued": _parts(cited.day) if cited.day else "",
        "jurisdiction": "us",
        "URL": cited.url,
        "accessed": _parts(cited.accessed) if cited.accessed else "",
    }
    return {name: value for name, value in item.items() if value}


def csl_json(cited: Citable) -> str:
    """Write CSL-JSON: a list of one item."""
    return json.dumps([csl_item(cited)], ensure_ascii=False, indent=2)


def page_tags(cited: Citable) -> tuple[tuple[str, str], ...]:
    """Return the meta tags (name, content) by which Zotero reads a page as one item of type statute.

    Each tag that is left out for a reason: an author would be printed before every entry, Highwire's tags make a
    journal article, a field for sections is printed in place of the page.
    """
    genre, number = _genre(cited)
    pages = whole_range(cited.first_page, cited.last_page, "-") if cited.volume else ""
    tags = (
        ("z:itemType", "statute"),
        ("dc:title", _title(cited)),
        ("dc:date", cited.day.isoformat() if cited.day else ""),
        ("dc:language", "en"),
        ("z:code", _CODE if cited.volume else ""),
        ("z:codeNumber", str(cited.volume or "")),
        ("z:pages", pages),
        ("z:publicLawNumber", number),
        ("z:extra", f"type: regulation\ngenre: {genre}"),
    )
    return tuple((name, content) for name, content in tags if content)
