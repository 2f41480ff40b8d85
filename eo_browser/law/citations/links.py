"""Links: our own addresses, and what the addresses of federalregister.gov and govinfo.gov say of a document."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from .form import Form, Reading, pattern
from .register import FILED_NUMBER
from .values import Filed, Linked, Numbered, OnPage

_FR_NUMBER = rf"(?P<filed>{FILED_NUMBER})"
_Meaning = tuple[Numbered | OnPage | Filed, ...]

# Paths of other sites: which site, what its path looks like. Group names say what a piece means.
_FOREIGN: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (host, re.compile(path, re.IGNORECASE))
    for host, path in (
        ("federalregister.gov", rf"/d/{_FR_NUMBER}(?:/(?P<anchor>(?:p|page|h)-\d+))?/?"),
        ("federalregister.gov", rf"/(?:documents|articles)/\d{{4}}/\d\d/\d\d/{_FR_NUMBER}(?:/.*)?"),
        ("federalregister.gov", rf"/documents/full_text/\w+/\d{{4}}/\d\d/\d\d/{_FR_NUMBER}\.\w+"),
        ("federalregister.gov", rf"/api/v1/documents/{_FR_NUMBER}(?:\.json)?"),
        ("federalregister.gov", r"/citation/(?P<volume>\d+)[- ]FR[- ](?P<page>\d+)/?"),
        ("federalregister.gov", r"/executive-order/(?P<order>\d+(?:-[A-Z])?)/?"),
        ("federalregister.gov", r"/proclamation/(?P<proclamation>\d+)/?"),
        ("govinfo.gov", r"/link/fr/(?P<volume>\d+)/(?P<page>\d+)/?"),
        (
            "govinfo.gov",
            rf"/(?:content/pkg|app/details|metadata/granule)/FR-\d{{4}}-\d\d-\d\d/(?:\w+/)?{_FR_NUMBER}(?:[./].*)?",
        ),
        ("archives.gov", r"/federal-register/executive-orders/(?P<order>\d{5})\.html"),
        ("archives.gov", r"/federal-register/codification/executive-order/(?P<order>\d+(?:-[A-Z])?)\.html"),
    )
)
_END = re.compile(r"[.,;:!?'\")\]>]+$")


def _meaning(path: str, host: str) -> tuple[_Meaning, str]:
    for site, words in _FOREIGN:
        found = words.fullmatch(path) if host == site or host.endswith("." + site) else None
        if found:
            groups = found.groupdict()
            return _said(groups), groups.get("anchor") or ""
    return (), ""


def _said(groups: dict[str, str | None]) -> _Meaning:
    if filed := groups.get("filed"):
        return (Filed(filed.upper()),)
    if order := groups.get("order"):
        return (Numbered("executive-order", (order.upper(),)),)
    if proclamation := groups.get("proclamation"):
        return (Numbered("proclamation", (proclamation,)),)
    return (OnPage(int(groups["volume"] or 0), int(groups["page"] or 0)),)


def read_link(url: str) -> Linked:
    """What an address says: `meaning` where we know the site, `path` where it may be ours, else the URL alone."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return Linked(url)
    host = (parts.hostname or "") if parts.scheme else ""
    meaning, anchor = _meaning(unquote(parts.path), host)
    fragment = "" if parts.path.lower().endswith(".pdf") else unquote(parts.fragment)  # "#page=2" is of the file
    return Linked(url, "" if meaning else parts.path, anchor or fragment, meaning)


def _read(text: str, found: re.Match[str]) -> Reading | None:
    url = _END.sub("", found[0]) if not found[0].endswith("/") else found[0]
    if url.count("(") > url.count(")"):
        url += ")"
    return read_link(url), found.start() + len(url)


_OWN = (
    "eo|executive-order|proclamation|proc|determination|pd|memorandum|memo|notice|order|letter|message|permit|other|fr"
)
LINK_FORMS: tuple[Form, ...] = (
    Form(
        "link",
        "addresses",
        "h",
        (r"https?://",),
        pattern(r"https?://[^\s<>\"|{}]{3,2000}"),
        _read,
        (
            "https://www.federalregister.gov/d/2017-02386/p-14",
            "https://www.federalregister.gov/documents/2017/02/02/2017-02386/plan-to-defeat#page-9126",
            "https://www.federalregister.gov/citation/82-FR-9125",
            "https://www.federalregister.gov/executive-order/13526",
            "https://www.govinfo.gov/link/fr/82/9125",
            "https://www.govinfo.gov/content/pkg/FR-2017-02-02/pdf/2017-02386.pdf",
        ),
    ),
    Form(
        "own-address",
        "addresses",
        "/",
        ("/",),
        pattern(rf"/(?:{_OWN}|reorganization-plan|[hn]s[a-z]{{1,3}}|p[psdr][dm]?d?)/[^\s<>\"|]{{1,2000}}"),
        _read,
        ("/eo/13526/sec-1.4/a", "/memorandum/2017-01-28/plan-to-defeat#sec-2/iii/D"),
        whole_only=True,
    ),
)
