"""From an address to its document or provision, or to the reason why there is none, with links to go on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import SplitResult, urlencode, urlsplit

from django.conf import settings

from eo_browser.law.model.addresses import (
    UNDATED,
    AtAddress,
    ByDocumentNumber,
    InSeries,
    NotAnAddress,
    OnDay,
    OnPage,
    ReadAddress,
    Target,
    action_address,
    printed_request,
    provision_address,
    same_but_case,
)
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.models import Alias, Document, DocumentQuerySet, Fate, RemovedAddress, fate_of

from . import Json
from .names import title_of
from .revision_text import RevisionText, read_revision

MANY = 200  # candidates shown at most
_NEAR = 20  # documents of the same kind and day offered in place of one that is not there
_BELOW = 40  # labels below the nearest provision that are listed
_LONGEST_SEARCH = 200  # characters
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|undated")
_COMPARED = re.compile(r"(?<![\d@-])\d+(?![\d-])")  # a revision in "1..2", no part of a day
_LARGEST = 2_147_483_647  # a larger volume or page fits no column, so no document has it


def absolute(address: str) -> str:
    """Return an address of the site with its host: "/eo/13526" → "http://127.0.0.1:8000/eo/13526"."""
    return f"{settings.SITE_URL}{address}"


def on_this_site(link: str) -> SplitResult | None:
    """Return the parts of a link to this site, with or without its host and first slash; None for another site's."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return None
    elsewhere = parts.netloc and parts.netloc != urlsplit(settings.SITE_URL).netloc
    return None if elsewhere else parts._replace(path="/" + parts.path.lstrip("/"))


def _on_day(kind: str, day: str) -> DocumentQuerySet:
    return Document.objects.on_day(kind, None if day == UNDATED else date.fromisoformat(day))


def _day_of(target: AtAddress) -> str:
    """The day in an address that has one: "/memorandum/2017-01-28/slug" → "2017-01-28"; else ""."""
    steps = target.address.split("/")
    return steps[2] if len(steps) == 4 else ""


def _at_address(target: AtAddress) -> Sequence[Document]:
    """The document that has an address; else the one that had it; else the only one of that kind and day.

    These are separate queries, because the first, on an index, answers nearly every request.
    """
    whole = Document.objects.select_related("current").prefetch_related("series_places")
    found = list(whole.filter(address=target.address)) or list(whole.at_address(target.address)[:1])
    if not found and (day := _day_of(target)):
        of_day = list(_on_day(target.kind, day)[:2])
        found = of_day if len(of_day) == 1 else []
    return found


def documents_at(target: Target) -> Sequence[Document]:
    """Return every document that a target may mean; none where the archive has none."""
    match target:
        case AtAddress():
            return _at_address(target)
        case OnDay(kind, day):
            return list(_on_day(kind, day)[:MANY])
        case InSeries(series, number):
            return list(Document.objects.in_series(series, number)[:MANY])
        case OnPage(volume, page) if max(volume, page) <= _LARGEST:
            return list(Document.objects.on_page(volume, page)[:MANY])
        case ByDocumentNumber(number):
            return list(Document.objects.filter(document_number=number).order_by("signed", "address")[:MANY])
        case _:
            return []


def asked_in(document: Document, read: ReadAddress) -> ReadAddress:
    """Return what an address asks for in the numbers of its document's revisions.

    They differ where the document of the address was merged into this one. A number it never had is none here either.
    """
    numbered = read.revision or read.action == "compare"
    if not numbered or not isinstance(read.target, AtAddress) or read.target.address == document.address:
        return read
    alias = document.aliases.filter(role=Alias.Role.ADDRESS, key=read.target.address).first()
    if alias is None or alias.merged is None:
        return read
    numbers, none = alias.merged["revisions"], document.revisions.count()

    def here(number: str) -> int:
        return int(numbers.get(number) or none + int(number))

    return replace(
        read,
        revision=here(str(read.revision)) if read.revision else 0,
        argument=_COMPARED.sub(lambda found: str(here(found[0])), read.argument),
    )


def canonical(document: Document, read: ReadAddress) -> str:
    """Return the same request at the document's own address, without the anchor of another site."""
    return printed_request(document.address, replace(read, anchor=""))


@dataclass(frozen=True, slots=True)
class Located:
    """A document's text, and the path of the provision in it; "" is the whole document."""

    text: RevisionText
    path: str = ""

    @property
    def address(self) -> str:
        """Return its address on the site."""
        return provision_address(self.text.base, self.path)


@dataclass(frozen=True, slots=True)
class Relocated:
    """The provision is at another address now."""

    address: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The present text no longer has the words that were served at a path."""

    text: RevisionText
    path: str
    fate: Fate

    @property
    def reason(self) -> str:
        """Return a sentence that says why."""
        return self.fate.reason or "These words are no longer in the text."

    @property
    def former(self) -> Json:
        """Return the words that were there, as JSON answers give them."""
        return {"last_words": self.fate.words, "hash": self.fate.hash, "revision": self.fate.revision}


@dataclass(frozen=True, slots=True)
class NotLocated:
    """There is nothing at an address: the reason, and where a reader can go instead.

    `nearest` is the address of the nearest provision above it, or of the document; "" where there is no document.
    `ways` are links (address, name), `near` documents of the same kind and day.
    """

    reason: str
    document: Document | None = None
    nearest: str = ""
    ways: tuple[tuple[str, str], ...] = ()
    near: Sequence[Document] = ()
    title: str = "Not found"
    status: int = 404  # 410 where a document was taken out of the archive
    amended: str = ""  # the address of the provision in a state that has it

    def members(self, asked: str) -> Json:
        """Return the members that a JSON problem gives besides the reason: `nearest`, `document`, `search`."""
        leads = {
            "nearest": self.nearest,
            "document": self.document.address if self.document else "",
            "search": f"/search/?{urlencode({'q': search_words(asked)})}" if search_words(asked) else "/search/",
        }
        found = {name: absolute(address) for name, address in leads.items() if address}
        return {**found, "code": "AMENDED", "amended": absolute(self.amended)} if self.amended else found


def search_words(asked: str) -> str:
    """Return words to search for: "/memorandum/2017-01-28/plan-to-defeat" → "memorandum plan to defeat"."""
    steps = [step for step in asked.partition("?")[0].split("/") if step and not step.startswith("@")]
    words = [step.replace("-", " ") for step in steps if not _DAY.fullmatch(step)]
    return " ".join(" ".join(words).replace("\x00", " ").split())[:_LONGEST_SEARCH]


def nothing_at(read: ReadAddress) -> NotLocated:
    """Return why the archive has no document at an address, with the documents of the same kind and day."""
    target = read.target
    if isinstance(target, NotAnAddress):
        return NotLocated(target.reason)
    if isinstance(target, AtAddress) and (removed := RemovedAddress.objects.filter(address=target.address).first()):
        return NotLocated(removed.reason, title="Gone", status=410)
    day = _day_of(target) if isinstance(target, AtAddress) else ""
    near = list(_on_day(target.kind, day)[:_NEAR]) if day and isinstance(target, AtAddress) else []
    return NotLocated("The archive holds no such document.", near=near)


def locate(document: Document, path: str = "", revision: int = 0) -> Located | Relocated | Gone | NotLocated:
    """Find a provision ("" for the whole text) in a revision of a document (0 for the present one)."""
    text = read_revision(document, revision)
    if text is None:
        ways = ((document.address, "The present text"), (action_address(document.address, "history"), "Its history"))
        reason = f"This document has no revision {revision}."
        return NotLocated(reason, document, document.address, ways, title="No such revision")
    if not path or text.index(path) >= 0:
        return Located(text, path)
    same = same_but_case(path, [line.path for line in text.lines])
    if len(same) == 1:
        return Relocated(provision_address(text.base, same[0]))
    fate = fate_of(document, path)
    if revision and text.index(fate.path) < 0:  # its fate in another revision does not count here
        fate = Fate("unknown")
    if fate.kind == "moved":
        return Relocated(provision_address(text.base, fate.path))
    if fate.kind == "gone":
        return Gone(text, path, fate)
    return _no_provision(text, path)


def _no_provision(text: RevisionText, path: str) -> NotLocated:
    """The answer for a path that the text does not have: the nearest provision above it, and the labels below that."""
    paths = [line.path for line in text.lines]
    steps = path.split("/")
    above = ("/".join(steps[:depth]) for depth in range(len(steps) - 1, 0, -1))
    nearest = next((one for one in above if one in paths), "")
    where = f"{pinpoint(nearest)} of this document" if nearest else "This document"
    missing = "/".join(steps[nearest.count("/") + 1 :] if nearest else steps)
    below = [one for one in paths if one.rpartition("/")[0] == nearest][:_BELOW]
    ways = [(text.base, title_of(text.document))]
    if nearest:
        ways.insert(0, (provision_address(text.base, nearest), f"{pinpoint(nearest)}, the nearest place above"))
    ways += [(provision_address(text.base, one), pinpoint(one)) for one in below]
    address = provision_address(text.base, nearest)
    return NotLocated(f"{where} has no “{missing}”.", text.document, address, tuple(ways))
