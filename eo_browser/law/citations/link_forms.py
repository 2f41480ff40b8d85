"""Links: our own addresses, and addresses of other sites that tell which presidential document they print."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from eo_browser.law.model.addresses import host_of
from eo_browser.law.terms.kinds import KIND_OF_WORD
from eo_browser.law.terms.series import SERIES_BY_CODE

from .form import Form, ValueAndEnd, pattern
from .parts import Dated, DocumentNumber, Linked, Numbered, RegisterPage
from .publication_forms import FILED_NUMBER

_FR_NUMBER = rf"(?P<filed>{FILED_NUMBER})"
_Meaning = tuple[Numbered | RegisterPage | DocumentNumber, ...]

_PACKAGE = r"(?:content/pkg|app/details|metadata/granule|fdsys/pkg|fdsys/granule)"
_ORDER = r"(?P<order>\d{1,2}[,.]?\d{3}(?:-[A-Z])?|\d{1,4}(?:-[A-Z])?)"
_NAMED = (
    rf"(?:executive[-_]order[-_](?:no[-_.]+)?{_ORDER}"
    r"|(?:presidential[-_])?proclamation[-_](?:no[-_.]+)?(?P<proclamation>\d{1,5}))"
)
_PUBLIC = ("gov", "mil", "edu", "fas.org")
_NUMBER_IN_FILE = (
    r"/(?:[^/]+/)*(?:e\.?o\.?|exec(?:utive)?[-_ ]?order)[-_ ]?(?:no\.?[-_ ]?)?(?P<order>[1-9]\d,?\d{3})(?:[-_][\w-]*)?"
    r"\.(?:html?|pdf|docx?|txt)"
)
# Paths of other sites: which site, what its path looks like. Group names tell what a part of the path means.
_FOREIGN: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (host, re.compile(path, re.IGNORECASE))
    for host, path in (
        ("federalregister.gov", rf"/[ad]/{_FR_NUMBER}(?:/(?P<anchor>(?:p|page|h)-\d+))?/?"),
        ("federalregister.gov", rf"/(?:documents|articles)/\d{{4}}/\d\d/\d\d/{_FR_NUMBER}(?:/.*)?"),
        ("federalregister.gov", rf"/documents/full_text/\w+/\d{{4}}/\d\d/\d\d/{_FR_NUMBER}\.\w+"),
        ("public-inspection.federalregister.gov", rf"/{_FR_NUMBER}\.pdf"),
        ("amazonaws.com", rf"/public-inspection\.federalregister\.gov/{_FR_NUMBER}\.pdf"),
        ("federalregister.gov", rf"/api/v1/documents/{_FR_NUMBER}(?:\.json)?"),
        ("federalregister.gov", r"/citation/(?P<volume>\d+)[- ]FR[- ](?P<page>\d+)/?"),
        ("federalregister.gov", rf"/executive-order/{_ORDER}/?"),
        ("federalregister.gov", r"/proclamation/(?P<proclamation>\d+)/?"),
        ("govinfo.gov", r"/link/fr/(?P<volume>\d+)/(?P<page>\d+)/?"),
        ("govinfo.gov", rf"/link/fr/{_FR_NUMBER}/?"),
        ("govinfo.gov", r"/link/cpd/proclamation/(?P<proclamation>\d+)/?"),
        ("govinfo.gov", rf"/link/cpd/executiveorder/{_ORDER}/?"),
        ("govinfo.gov", rf"/{_PACKAGE}/FR-\d{{4}}-\d\d-\d\d/(?:\w+/)?{_FR_NUMBER}(?:[./].*)?"),
        ("gpo.gov", rf"/{_PACKAGE}/FR-\d{{4}}-\d\d-\d\d/(?:\w+/)?{_FR_NUMBER}(?:[./].*)?"),
        # A volume of Title 3 has the numbers of its documents in its addresses.
        (
            "govinfo.gov",
            rf"/{_PACKAGE}/CFR-\d{{4}}-title3-vol1/(?:\w+/)?CFR-\d{{4}}-title3-vol1-(?:eo{_ORDER}|proc(?P<proclamation>\d+))(?:\.\w+)?/?",
        ),
        ("archives.gov", r"/federal-register/executive-orders/(?P<order>\d{5})\.html"),
        ("archives.gov", rf"/(?:files/)?federal-register/executive-orders/(?:pdf/)?{_ORDER}\.(?:pdf|html?)"),
        ("archives.gov", rf"/federal-register/codification/executive-order/{_ORDER}\.html"),
        ("archives.gov", r"/federal-register/codification/proclamations/(?P<proclamation>\d+)\.html"),
        # Sites that print the documents under their names.
        ("presidency.ucsb.edu", rf"/documents/{_NAMED}(?:-.*)?"),
        ("wikipedia.org", rf"/wiki/{_NAMED}/?"),
        ("wikisource.org", rf"/wiki/{_NAMED}/?"),
        ("whitehouse.gov", rf"/(?:[^/]+/)*{_NAMED}(?:-.*)?/?"),
        ("archives.gov", rf"/(?:[^/]+/)*{_NAMED}(?:-.*)?/?"),
        ("reaganlibrary.gov", rf"/archives/speech/{_NAMED}(?:-.*)?"),
        ("trumanlibrary.gov", rf"/library/executive-orders/{_ORDER}(?:/.*)?"),
        # Any public site: the number in the name of a file.
        *((domain, _NUMBER_IN_FILE) for domain in _PUBLIC),
        ("fas.org", rf"/(?:[^/]+/)*eo-?{_ORDER}(?:-\w+)?\.(?:html?|pdf)"),
    )
)
# Sites whose addresses end in the title of the document.
_TITLED = ("whitehouse.gov", "archives.gov", "presidency.ucsb.edu")
_SITES = tuple(dict.fromkeys((*(site for site, _ in _FOREIGN if "." in site), *_TITLED)))
_BARE = (
    *(r"www\.[a-z]", r"federalregister\.gov/", r"govinfo\.gov/", r"whitehouse\.gov/", r"en\.wiki", r"presidency\.ucsb"),
    *(rf"{president}whitehouse\.archives\.gov/" for president in ("obama", "trump", "biden", "georgewbush-")),
    *(r"irp\.fas\.org/", r"gpo\.gov/", r"archives\.gov/"),
)
_DAY_IN_PATH = re.compile(r"/(?P<year>\d{4})/(?P<month>\d\d)(?:/(?P<day>\d\d))?/")
_END = re.compile(r"[.,;:!?'\")\]>]+$")


_KEPT = re.compile(r"https?://(?:web\.|wayback\.)?archive\.org/(?:web/)?(?:\d{1,14}\*?(?:[a-z]{2}_)?|\*)/(?=\S)")


@lru_cache(maxsize=1_024)
def _paths_of(host: str) -> tuple[re.Pattern[str], ...]:
    """The path patterns of a host: those of its site, and of the site it is a part of."""
    return tuple(words for site, words in _FOREIGN if host == site or host.endswith("." + site))


def _meaning(path: str, host: str) -> tuple[_Meaning, str]:
    for words in _paths_of(host):
        if found := words.fullmatch(path):
            groups = found.groupdict()
            return _identifier(groups), groups.get("anchor") or ""
    return (), ""


_SAME_AGAIN = re.compile(r"-\d\Z")  # the second page of that title on a site


def title_in(link: Linked) -> str:
    """Return the title an address of a site that prints such documents ends in: "…/plan-defeat-isis/"."""
    host = host_of(link.url)
    if not any(host == site or host.endswith("." + site) for site in _TITLED):
        return ""
    words = _SAME_AGAIN.sub("", unquote(link.path).rstrip("/").rpartition("/")[2]).replace("-", " ")
    return words if words.count(" ") >= 2 and "." not in words else ""


@dataclass(frozen=True, slots=True)
class ArchivedSite:
    """The archived site of an administration: how its hosts begin, its president's slug, the day it was closed."""

    host: str
    president: str
    closed: date


_ARCHIVED_SITES = (
    ArchivedSite("clintonwhitehouse", "william-j-clinton", date(2001, 1, 20)),
    ArchivedSite("georgewbush-whitehouse.", "george-w-bush", date(2009, 1, 20)),
    ArchivedSite("obamawhitehouse.", "barack-obama", date(2017, 1, 20)),
    ArchivedSite("trumpwhitehouse.", "donald-trump", date(2021, 1, 20)),
    ArchivedSite("bidenwhitehouse.", "joe-biden", date(2025, 1, 20)),
)


def archived_site(link: Linked) -> ArchivedSite | None:
    """Return the archived site of an administration that an address is on; None for other sites."""
    host = host_of(link.url).removeprefix("www.")
    return next((site for site in _ARCHIVED_SITES if host.startswith(site.host)), None)


def day_in_path(path: str) -> Dated | None:
    """Return the day, or month, in the path of an address: "/2021/03/07/" → March 7, 2021; None where there is none."""
    found = _DAY_IN_PATH.search(path)
    if not found:
        return None
    day = Dated(int(found["year"]), int(found["month"]), int(found["day"] or 0))
    return day if 1 <= day.month <= 12 and day.day <= 31 else None


def _identifier(groups: dict[str, str | None]) -> _Meaning:
    if filed := groups.get("filed"):
        return (DocumentNumber(filed.upper()),)
    if order := groups.get("order"):
        return (Numbered("executive-order", (re.sub("[,.]", "", order).upper(),)),)
    if proclamation := groups.get("proclamation"):
        return (Numbered("proclamation", (proclamation,)),)
    return (RegisterPage(int(groups["volume"] or 0), int(groups["page"] or 0)),)


def read_link(url: str) -> Linked:
    """Read an address: `meaning` where we know the site, `path` where it may be ours, else the URL alone."""
    url = url if url.startswith(("/", "http")) else f"https://{url}"
    if kept := _KEPT.match(url):  # a page in a web archive
        url = url[kept.end() :]
        url = url if url.startswith("http") else f"https://{url}"
    try:
        parts = urlsplit(url)
    except ValueError:
        return Linked(url)
    host = (parts.hostname or "") if parts.scheme else ""
    path = unquote(parts.path)
    meaning, anchor = _meaning(path, host)
    fragment = "" if path.lower().endswith(".pdf") else unquote(parts.fragment)  # "#page=2" is of the file
    if meaning:
        return Linked(url, "", anchor or fragment, meaning)
    return Linked(url, parts.path, fragment)


def _read(text: str, found: re.Match[str]) -> ValueAndEnd | None:
    url = _END.sub("", found[0]) if not found[0].endswith("/") else found[0]
    if url.count("(") > url.count(")"):
        url += ")"
    return read_link(url), found.start() + len(url)


# In running text the subdomains are named: an address may begin at these words alone.
_SUBDOMAIN = r"(?:www\.|en\.|irp\.|public-inspection\.|(?:obama|trump|biden|georgewbush-|clinton\d?)whitehouse\.)?"

_OWN = "|".join((*KIND_OF_WORD, *SERIES_BY_CODE, "fr"))
LINK_FORMS: tuple[Form, ...] = (
    Form(
        "link",
        "addresses",
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
        "bare-link",
        "addresses",
        pattern(rf"doi:\s?10\.\S{{3,200}}|(?:\w+\.)*(?:{'|'.join(map(re.escape, _SITES))})/[^\s<>\"|{{}}]{{3,2000}}"),
        _read,
        ("federalregister.gov/d/2017-02386", "www.govinfo.gov/link/fr/82/9125", "doi:10.1000/182"),
        in_text=pattern(rf"{_SUBDOMAIN}(?:{'|'.join(map(re.escape, _SITES))})/[^\s<>\"|{{}}]{{3,2000}}"),
    ),
    Form(
        "own-address",
        "addresses",
        pattern(rf"/(?:{_OWN})/[^\s<>\"|]{{1,2000}}"),
        _read,
        ("/eo/13526/sec-1.4/a", "/memorandum/2017-01-28/plan-to-defeat#sec-2/iii/D"),
        whole_only=True,
    ),
)
