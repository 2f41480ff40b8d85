"""Addresses of documents, printed and read: what a URL of the archive asks for (docs/addresses.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, cast, get_args
from urllib.parse import unquote, urlsplit

from eo_browser.law.terms.kinds import ADDRESS_WORDS, KIND_OF_WORD, NUMBERED_KINDS, Kind
from eo_browser.law.terms.series import SERIES_BY_CODE, SHARED_CODE

from .dates import day_named
from .kinds import title_without_kind
from .paths import slug
from .source import Metadata

Suffix = Literal["", "csl.json", "json", "txt", "md", "xml", "bib", "ris", "jsonld", "atom", "ics", "png", "svg"]
Action = Literal["", "history", "compare", "cite", "embed", "feed", "timemap", "card", "status"]

SUFFIXES: tuple[Suffix, ...] = get_args(Suffix)[1:]
ACTIONS: tuple[Action, ...] = get_args(Action)[1:]

UNDATED = "undated"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"\d[0-9A-Za-z.,\-]*(?:~\d+)?")
_YEAR_AND_PLACE = re.compile(r"(?:\d{2}|\d{4})[-–].*")  # "2017-05": a determination's number, or a day
_DIGITS_OF_PAGE = 18  # of a volume and a page together; the largest there are have eight
_DOCUMENT_NUMBER = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)+")
_REVISION = re.compile(r"@([1-9]\d{0,5})")
_STATE = re.compile(r"@(amended|\d{4}-\d{2}-\d{2})")
_ANCHOR = re.compile(r"(?:p|page|h)-\d+")
_PAGE_OR_PARAGRAPH = re.compile(r"(?:p|page)-\d+")
_TEXT = r"(?:[1-9]\d*|signed|@amended|@\d{4}-\d{2}-\d{2})"  # of a document: a revision, as signed, as amended
_COMPARED = re.compile(rf"{_TEXT}\.\.{_TEXT}")
TEXT_NAME = re.compile(_TEXT)


@dataclass(frozen=True, slots=True)
class AtAddress:
    """A document by its own address, or by an old one: "/eo/13526", "/memorandum/2017-01-28/plan-to-defeat-…"."""

    address: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class OnDay:
    """Every document of a kind with one day of signing ("2017-01-28"), or without a day ("undated")."""

    kind: Kind
    day: str


@dataclass(frozen=True, slots=True)
class InSeries:
    """A place in a directive series; several documents may have it, since series restart."""

    series: str
    number: str


@dataclass(frozen=True, slots=True)
class OnPage:
    """A page of the Federal Register: any document whose pages include it."""

    volume: int
    page: int


@dataclass(frozen=True, slots=True)
class ByDocumentNumber:
    """A document number of the Federal Register; before 2016 some numbers were used twice."""

    document_number: str


@dataclass(frozen=True, slots=True)
class NotAnAddress:
    """A URL that names no document, and why, in one plain sentence."""

    reason: str


Target = AtAddress | OnDay | InSeries | OnPage | ByDocumentNumber | NotAnAddress


@dataclass(frozen=True, slots=True)
class ReadAddress:
    """What a URL asks for.

    `path` is the provision's ("" = the whole document), `revision` the n of `@n` (0 = current), `state` the day of
    `@2008-07-30` or "amended" ("" = the text as signed),
    `action` one of `ACTIONS` with its `argument` ("1..2" of compare), `anchor` a place as
    federalregister.gov names it ("p-14", "page-9126", "h-2"). `canonical` is the same request in the archive's
    spelling; `redirect` is true where it differs from what was asked. The case of `path` is checked later, against the
    labels of the document.
    """

    target: Target
    path: str = ""
    revision: int = 0
    action: Action = ""
    argument: str = ""
    suffix: Suffix = ""
    anchor: str = ""
    canonical: str = ""
    redirect: bool = False
    state: str = ""

    @property
    def mark(self) -> str:
        """Return the mark of a revision or a state as addresses have it: "@2", "@2008-07-30"; "" for none."""
        return f"@{self.state or self.revision}" if self.state or self.revision else ""


def title_slug(title: str) -> str:
    """Return the slug of a title; "untitled" where the title has no ASCII letter or digit."""
    return slug(title_without_kind(title)) or "untitled"


def day_of(metadata: Metadata) -> str:
    """Return the date in an address: of signing, else of publication, else "undated"."""
    day = metadata.signed or metadata.published
    return day.isoformat() if day else UNDATED


def has_number_address(kind: Kind, number: str) -> bool:
    """Return whether documents of the kind are addressed by number and this is a number an address can carry."""
    return kind in NUMBERED_KINDS and bool(_NUMBER.fullmatch(number)) and not _DATE.fullmatch(number)


def document_address(metadata: Metadata, rank: int = 1) -> str:
    """Return the canonical address of a document.

    `rank` counts documents that would share it: the second holder of one number is
    "/eo/10571~2", the second of two equal slugs of a kind and day ends in "-2".
    """
    kind = metadata.kind or "other"
    number = spelled_number(metadata.number)
    if has_number_address(kind, number):
        return f"/{ADDRESS_WORDS[kind]}/{number}" + (f"~{rank}" if rank > 1 else "")
    return f"/{ADDRESS_WORDS[kind]}/{day_of(metadata)}/{title_slug(metadata.title)}" + (f"-{rank}" if rank > 1 else "")


def spelled_number(number: str) -> str:
    """Return a number as addresses spell it, without commas, in capitals: "13,526" → "13526", "9577-a" → "9577-A"."""
    return number.replace(",", "").replace("\u2013", "-").strip().upper()


def register_address(volume: int, page: int) -> str:
    """Return the address of a Federal Register page: "/fr/82/9125"."""
    return f"/fr/{volume}/{page}"


def host_of(url: str) -> str:
    """Return the host of a web address in lower case, without a port; "" for what is none ("/eo/1", "http://[a")."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def provision_address(document: str, path: str = "", mark: int | date | str | None = None) -> str:
    """Return the address of a provision, or of the document without a path: "/eo/13526/sec-1.4/a".

    `mark` is a revision or the day of a state: "/eo/13526/@1/sec-1.4/a", "/eo/13526/@2010-01-05/sec-1.4/a".
    """
    return "/".join(filter(None, [document, f"@{mark}" if mark else "", path]))


def action_address(document: str, action: Action, argument: str = "") -> str:
    """Return the address of a page about a document: "/eo/13526/history", "/eo/13526/compare/1..2"."""
    return "/".join(filter(None, [document, action, argument]))


def compared_address(document: str, old: int | str, new: int | str) -> str:
    """Return the address of two texts of a document compared: "/eo/13526/compare/signed..@2010-01-05"."""
    return action_address(document, "compare", f"{old}..{new}")


def read_address(url_path: str, fragment: str = "") -> ReadAddress:
    """Return what a URL's path and fragment ask for; `NotAnAddress`, with the reason, where they name no document.

    The parts are read in this order: suffix, `@n`, reserved words, provision path. A fragment that
    names a provision counts as its path, since the same string is both.
    """
    plain = unquote(url_path.replace("%2F", "/").replace("%2f", "/"))
    if "\x00" in plain or "\x00" in unquote(fragment):  # databases refuse it, so no address can contain it
        return ReadAddress(NotAnAddress("No address has a NUL character."))
    suffix, segments = _split_suffix([s for s in plain.split("/") if s])
    target, head, rest = _read_target(segments)
    if isinstance(target, NotAnAddress):
        return ReadAddress(target, suffix=suffix)
    revision, state, rest = _split_mark(rest)
    action, argument, rest = _split_action(rest)
    anchor, rest = _split_anchor(rest)
    path = "/".join(rest)
    if fragment and not fragment.startswith("_"):
        anchor, path = (fragment, path) if _ANCHOR.fullmatch(fragment) else (anchor, unquote(fragment).strip("/"))
    read = ReadAddress(target, path, revision, action, argument, suffix, anchor, state=state)
    canonical = printed_request(head, read)
    return replace(read, canonical=canonical, redirect=bool(canonical != url_path))


def same_but_case(asked: str, held: list[str] | tuple[str, ...] | set[str]) -> tuple[str, ...]:
    """Return the paths held that differ from the one asked only in case, which mail programs change."""
    folded = asked.casefold()
    return tuple(sorted(path for path in held if path.casefold() == folded))


def printed_request(head: str, read: ReadAddress) -> str:
    """Return what an address asks for, at the address of a document."""
    steps = [head, read.mark, read.path, read.anchor, read.action, read.argument]
    return "/".join(filter(None, steps)) + (f".{read.suffix}" if read.suffix else "")


def _split_suffix(segments: list[str]) -> tuple[Suffix, list[str]]:
    """The known suffix of the last segment, longest first, and the segments without it."""
    if not segments:
        return "", segments
    last = segments[-1]
    for suffix in SUFFIXES:
        if last.lower().endswith("." + suffix) and len(last) > len(suffix) + 1:
            return suffix, [*segments[:-1], last[: -len(suffix) - 1]]
    return "", segments


def _read_target(segments: list[str]) -> tuple[Target, str, list[str]]:
    """The document asked for, its address as the archive spells it, and the segments behind it."""
    if len(segments) < 2:
        return NotAnAddress("An address of a document has a kind and a number or a date."), "", []
    word, rest = segments[0].lower(), segments[1:]
    if word == "fr":
        return _read_register(rest)
    if word in SERIES_BY_CODE and not (word == SHARED_CODE and _YEAR_AND_PLACE.fullmatch(rest[0])):
        return _read_series(word, rest)
    if word in KIND_OF_WORD:
        return _read_kind(KIND_OF_WORD[word], rest)
    return NotAnAddress(f"“{segments[0]}” is no kind of presidential document."), "", []


def _read_register(rest: list[str]) -> tuple[Target, str, list[str]]:
    volume, page = (*rest, "", "")[:2]
    page = page.replace(",", "")
    if volume.isdecimal() and page.isdecimal() and len(volume) + len(page) <= _DIGITS_OF_PAGE:
        target = OnPage(int(volume), int(page))
        return target, register_address(target.volume, target.page), rest[2:]
    if _DOCUMENT_NUMBER.fullmatch(rest[0]):
        number = rest[0].upper()
        return ByDocumentNumber(number), f"/fr/{number}", rest[1:]
    return NotAnAddress("After /fr/ comes a volume and a page, or a Federal Register document number."), "", []


def _read_series(series: str, rest: list[str]) -> tuple[Target, str, list[str]]:
    number = rest[0].upper()
    if not _NUMBER.fullmatch(number):
        return NotAnAddress(f"“{rest[0]}” is no number of a directive."), "", []
    return InSeries(series, number), f"/{series}/{number}", rest[1:]


def _read_kind(kind: Kind, rest: list[str]) -> tuple[Target, str, list[str]]:
    word, second = ADDRESS_WORDS[kind], rest[0].lower()
    if _DATE.fullmatch(second) or second == UNDATED:
        return _read_day(kind, second, rest[1:])
    if not _NUMBER.fullmatch(second):
        return NotAnAddress(f"“{rest[0]}” is neither a number nor a date of a document."), "", []
    address = f"/{word}/{spelled_number(second)}"
    return AtAddress(address, kind), address, rest[1:]


def _read_day(kind: Kind, day: str, rest: list[str]) -> tuple[Target, str, list[str]]:
    head = f"/{ADDRESS_WORDS[kind]}/{day}"
    if day != UNDATED and not day_named(day):
        return NotAnAddress(f"{day} is no day of the calendar."), "", []
    if not rest:
        return OnDay(kind, day), head, rest
    address = f"{head}/{rest[0].lower()}"
    return AtAddress(address, kind), address, rest[1:]


def _split_mark(rest: list[str]) -> tuple[int, str, list[str]]:
    """`@n` of a revision, or `@DAY` and `@amended` of a state, come straight after the document."""
    if rest and (match := _REVISION.fullmatch(rest[0])):
        return int(match[1]), "", rest[1:]
    if rest and (match := _STATE.fullmatch(rest[0].lower())) and (match[1] == "amended" or day_named(match[1])):
        return 0, match[1], rest[1:]
    return 0, "", rest


def _split_action(rest: list[str]) -> tuple[Action, str, list[str]]:
    """A reserved word at the end, with what belongs to it (`compare/1..2`, `compare/signed..@2008-07-30`)."""
    if len(rest) >= 2 and rest[-2].lower() == "compare" and _COMPARED.fullmatch(rest[-1].lower()):
        return "compare", rest[-1].lower(), rest[:-2]
    if rest and rest[-1].lower() in ACTIONS:
        return cast(Action, rest[-1].lower()), "", rest[:-1]
    return "", "", rest


def _split_anchor(rest: list[str]) -> tuple[str, list[str]]:
    """`p-14` or `page-9126` as the last step; `h-2` is only read as a fragment, since a heading may be called "2"."""
    if rest and _PAGE_OR_PARAGRAPH.fullmatch(rest[-1].lower()):
        return rest[-1].lower(), rest[:-1]
    return "", rest
