"""Lists of executive orders by number alone: "The following Executive Orders are revoked:", "723 Providing for …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from eo_browser.law.citations import Citation, find_citations
from eo_browser.law.model.texts import ProvisionText

# "The following Executive Orders, and any amendments thereto, are revoked:", "Each of the orders listed here is …:".
_LEAD = re.compile(
    r"\b(?:following\s+Executive\s+Orders\b|Executive\s+Orders\b[^:]{0,60}\blisted\b)[^:]{0,600}:\s*\Z", re.IGNORECASE
)
# "No. 279 of November 29, 1904.", "723 Providing for examination …"; "Nov." and "9394of" as scanned.
_ITEM = re.compile(
    r"\A(?:No[sv]?\.?\s*)?(?P<number>\d{3,5}(?:\s?-[A-Z])?)(?P<day>\s*of\s+[A-Z][a-z]+\s\d{1,2},\s\d{4})?"
    r"(?=\s+[A-Z(]|[.;,]?\s*\Z)"
)
_COLUMNS = re.compile(r"\A(?:\d{4,5}(?:-[A-Z])?\s+)+\d{4,5}(?:-[A-Z])?\Z")  # "8248 10903 11044"
_NUMBER = re.compile(r"\d{4,5}(?:-[A-Z])?")
_KIND = "Executive Order "


# "Executive Orders numbered 653, June 13, 1907; 661, June 26, 1907; …": a series in a sentence.
_SERIES = re.compile(
    r"\bExecutive\s+Orders\s+(?:numbered|Nos?\.)\s+(?P<items>(?:[\d-]+[A-Z]?,\s+[A-Z][a-z]+\s\d{1,2},\s?\d{4}(?:[;,]\s+(?:and\s+)?|(?=\W)))+)"
)
_IN_SERIES = re.compile(r"(?<![\w-])(?P<number>\d{1,5}(?:-[A-Z])?),\s+(?P<day>[A-Z][a-z]+\s\d{1,2},\s?\d{4})")

# "Executive Orders No. 12044, as amended, | and No. 12174": what comes between parts the citation.
_APART = re.compile(
    r"\bExecutive\s+Orders\s+Nos?\.\s?\d{4,5}(?P<items>(?:,?\s+(?:as\s+amended|(?:and\s+)?Nos?\.\s?\d{4,5})\b)+)",
    re.IGNORECASE,
)


def items_by_number(passages: Sequence[ProvisionText]) -> dict[str, str]:
    """Return the provisions that are items of a list of numbers, by path, each with the path of the list's lead.

    One provision that is no item, as a heading or the second line of an item, does not end the list; two do.
    """
    found: dict[str, str] = {}
    lead, others = "", 0
    for passage in passages:
        if lead and _is_item(passage.text):
            found[passage.path], others = lead, 0
        elif _leads_in(passage.text):
            lead, others = passage.path, 0
        else:
            others += 1
            lead = lead if others == 1 else ""
    return found


_LONGEST_LEAD = 700  # characters of the sentence that leads a list in


def _leads_in(text: str) -> bool:
    return (
        ":" in text[-4:] and text.rstrip().endswith(":") and bool(_LEAD.search(text, max(0, len(text) - _LONGEST_LEAD)))
    )


def _is_item(text: str) -> bool:
    """Return whether words are an order's number, with its day or subject, or a row of numbers."""
    return bool(_ITEM.match(text) or _COLUMNS.match(text.strip()))


def numbers_listed(text: str) -> Iterator[tuple[int, int, Citation]]:
    """Yield the orders that a part of a list names, each with its place in the text and the citation it stands for."""
    item = _ITEM.match(text)
    found = [item] if item else list(_NUMBER.finditer(text)) if _COLUMNS.match(text.strip()) else []
    for one in found:
        start, end = one.start("number") if item else one.start(), one.end()
        for citation in find_citations(_KIND + text[start:end].replace(" -", "-")):
            yield start, end, citation


def numbers_in_series(text: str) -> Iterator[tuple[int, int, Citation]]:
    """Yield the orders that a series in a sentence names by number, like those of `numbers_listed`."""
    if "Orders" not in text:
        return
    for series in _SERIES.finditer(text):
        for one in _IN_SERIES.finditer(text, *series.span("items")):
            for citation in find_citations(f"{_KIND}{one['number']} of {one['day']}"):
                yield one.start(), one.end(), citation
    for series in _APART.finditer(text):
        for one in _NUMBER.finditer(text, *series.span("items")):
            for citation in find_citations(f"{_KIND}{one[0]}"):
                yield one.start(), one.end(), citation
