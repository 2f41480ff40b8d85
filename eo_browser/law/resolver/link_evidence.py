"""The evidence of links: our own addresses, those of sites whose paths we know, and pages that the archive was read
from.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from eo_browser.law.citations.description_forms import KIND_WORDS
from eo_browser.law.citations.link_forms import archived_site, day_in_path, title_in
from eo_browser.law.citations.parts import Dated, DirectiveNumber, DocumentNumber, Linked, Numbered, RegisterPage
from eo_browser.law.citations.titles import fold_title
from eo_browser.law.model.addresses import (
    AtAddress,
    ByDocumentNumber,
    NotAnAddress,
    OnDay,
    host_of,
    read_address,
    same_but_case,
)
from eo_browser.law.model.addresses import InSeries as SeriesAddress
from eo_browser.law.model.addresses import OnPage as PageAddress
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.terms.kinds import NUMBERED_KINDS
from eo_browser.law.terms.small_words import NAME_WORDS

from .document_names import named, named_short, sentence
from .evidence import (
    Evidence,
    evidence_of_document_number,
    evidence_of_number,
    evidence_of_page,
    evidence_of_series,
    of_kind,
)
from .lookup import KnownDocument, Lookup
from .outcomes import Explanation
from .outline_tree import OutlineTree
from .provisions import Location


def evidence_of_link(link: Linked, lookup: Lookup) -> Evidence | None:
    """Return the documents of an address, with the provision path and anchor in it.

    None where nothing is known of the address.
    """
    if link.meaning:
        meaning = link.meaning[0]
        if isinstance(meaning, Numbered):
            found = evidence_of_number(meaning.kind, meaning.numbers[0], lookup)
        else:
            found = (
                evidence_of_page(meaning, lookup)
                if isinstance(meaning, RegisterPage)
                else evidence_of_document_number(meaning, lookup)
            )
        return replace(found, anchor=link.anchor)
    if held := tuple(lookup.at_url(link.url.partition("#")[0])):
        return Evidence(link.url, held, source="link")
    if is_ours(link, lookup):
        return _own(link, lookup)
    return _titled(link, lookup)


# What a site puts before the title in an address: "presidential-memorandum-on-…"; not "remarks-…", which is no
# document.
_KIND = re.compile(rf"(?P<kind>a\s|(?:{KIND_WORDS})\s)*(?:(?:on|for|to|regarding|concerning)\s)?", re.IGNORECASE)


def _titled(link: Linked, lookup: Lookup) -> Evidence | None:
    """An address of a site that prints such documents, by the title and day in it; None where no document has both."""
    title = title_in(link)
    words = title[_KIND.match(title).end() :]  # type: ignore[union-attr] # matches nothing too
    matches = lookup.titles.near(words) or lookup.titles.near(title)
    found = tuple(lookup.document(match.key) for match in matches if match.likeness in {"exact", "near"})
    if day := day_in_path(link.path):
        found = tuple(d for d in found if day.fits(d.signed) or day.fits(d.published)) or _begun(words, day, lookup)
    found = _of_site(link, found)
    if not found:
        return _listed(words, link, lookup)
    why = Explanation(
        "TITLE_APPROXIMATE", f"The address ends in the title of {named(found[0])}, as such sites write it.", found[:1]
    )
    return Evidence(f"“{words}”", found, (why,), source="title")


def _listed(words: str, link: Linked, lookup: Lookup) -> Evidence | None:
    """A document that is not held, by the title in a list and the day or month in the address."""
    day = day_in_path(link.path)
    rows = [
        row
        for row in lookup.listed_titled(fold_title(words))
        if day and (day.fits(row.signed) or day.fits(row.published))
    ]
    if len({(row.kind, row.number, row.document_number) for row in rows}) != 1:
        return None
    called = sentence(named_short(rows[0].kind, rows[0].number, rows[0].title))
    why = Explanation("NOT_IN_ARCHIVE", f"{called} exists, but its text is not in this archive.")
    return Evidence(f"“{words}”", (), (why,), source="title", known=tuple(rows[:1]))


def _of_site(link: Linked, documents: tuple[KnownDocument, ...]) -> tuple[KnownDocument, ...]:
    """The documents an administration's own site can print."""
    site = archived_site(link)
    if site is None:
        return documents
    return tuple(d for d in documents if d.president in {site.president, ""} and (d.signed or date.min) < site.closed)


_BEGUN_WITH = 2  # telling words, at least


def _begun(words: str, day: Dated, lookup: Lookup) -> tuple[KnownDocument, ...]:
    """Documents of a day whose titles begin with the words of an address that the site cut short, in a word too."""
    asked = _saying(words)
    if not day.whole or len(asked) < _BEGUN_WITH:
        return ()
    found = tuple(d for d in lookup.on_day(day.whole) if _begins_with(_saying(d.title), asked))
    return found if len(found) == 1 else ()


def _begins_with(title: list[str], asked: list[str]) -> bool:
    whole, cut = asked[:-1], asked[-1]
    return title[: len(whole)] == whole and "".join(title[len(whole) : len(asked)]).startswith(cut)


def _saying(words: str) -> list[str]:
    return [word for word in fold_title(words).split() if word not in NAME_WORDS]


def is_ours(link: Linked, lookup: Lookup) -> bool:
    """Return whether an address is ours: a path alone, or one under one of our hosts."""
    return link.url.startswith("/") or host_of(link.url) in lookup.hosts


_NUMBER = re.compile(r"(?<=/)\d{1,5}(?:-\w{1,3})?\Z")


def _own(link: Linked, lookup: Lookup) -> Evidence | None:
    """What one of our addresses names; None where the path cannot be one."""
    asked = read_address(link.path, link.anchor)
    found = _at(asked.target, link.path, lookup)
    return replace(found, path=asked.path, anchor=asked.anchor, state=asked.state) if found else None


def _at(target: object, path: str, lookup: Lookup) -> Evidence | None:
    if isinstance(target, NotAnAddress):
        return None
    if isinstance(target, PageAddress):
        return evidence_of_page(RegisterPage(target.volume, target.page), lookup)
    if isinstance(target, ByDocumentNumber):
        return evidence_of_document_number(DocumentNumber(target.document_number), lookup)
    if isinstance(target, SeriesAddress):
        return evidence_of_series(DirectiveNumber(((target.series, target.number),)), lookup)
    if isinstance(target, OnDay):
        documents = _on_day(target, lookup)
    else:
        assert isinstance(target, AtAddress)
        documents = tuple(lookup.at_address(target.address))
        if not documents and target.kind in NUMBERED_KINDS and (number := _NUMBER.search(target.address)):
            return evidence_of_number(target.kind, number[0].upper(), lookup)
    why = () if documents else (Explanation("NOT_KNOWN", f"No document is, or was, at the address {path}."),)
    return Evidence(path, documents, why, source="link")


def _on_day(target: OnDay, lookup: Lookup) -> tuple[KnownDocument, ...]:
    if target.day == "undated":
        return ()
    return of_kind(lookup.on_day(date.fromisoformat(target.day)), target.kind)


def locate_address(path: str, anchor: str, tree: OutlineTree) -> Location:
    """Locate the provision of an address: at its path, or the one that holds another site's anchor."""
    if path:
        return _at_path(path, tree)
    holders = tuple(node.path for node in tree.nodes.values() if anchor in node.anchors)
    if not anchor or holders:
        return Location(holders[:1] or ("",), True)
    if anchor in tree.nodes:
        return Location((anchor,), True)
    if anchor.startswith("page-"):  # a page needs no provision
        return Location(("",), True)
    return Location(
        ("",), False, (Explanation("PINPOINT_NOT_FOUND", f"Nothing in the document is known as “{anchor}”."),)
    )


def _at_path(path: str, tree: OutlineTree) -> Location:
    if path in tree.nodes:
        return Location((path,), True)
    lettered = same_but_case(path, list(tree.nodes))
    if len(lettered) == 1:
        return Location(lettered, True)
    deepest = path
    while deepest and deepest not in tree.nodes:
        deepest = deepest.rpartition("/")[0]
    sentence = f"The address goes on to {pinpoint(path)}, which the document does not have."
    return Location((deepest,), False, (Explanation("PINPOINT_NOT_FOUND", sentence),))
