"""The tables of formats and publishers, one row each, used wherever formats or publishers are named.

How to add a source format: write the module of its reader (`recognises` and `read`, see `read.Reader`), add one row
to `FORMATS`, and put a specimen into `samples/`. A new publisher is one row of `PUBLISHERS`. The readers' order, the
trust in a source's facts, the choice of the text that is shown and the names on pages all come from these rows;
a format or publisher without a row is an error.

This module imports no reader, so that pages may read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

LARGEST_TEXT = 20_000_000  # bytes of a file with one document; the longest are below one million
LARGEST_COLLECTION = 200_000_000  # bytes of a daily issue, a title of the Code, a list or another collection


class UnknownSource(ValueError):
    """A format or publisher that has no row; the message names it."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who published a text or list. Of `trust` and `preference` the lower number comes first."""

    code: str
    name: str  # as pages show it
    trust: int  # in the facts of its texts, where their format has no trust of its own
    preference: int  # of its texts among those of other publishers
    notes: str = ""  # what pages call the notes in its lists


@dataclass(frozen=True, slots=True)
class Format:
    """A format of texts or of lists. Of `trust` and `preference` the lower number comes first."""

    name: str  # `SourceDocument.format` or `MetadataRecord.listed_by`
    reader: str  # the module under `sources` that reads it
    publisher: str  # whose format it is; copies by others state their own publisher
    words: str  # as pages show it
    trust: int = 0  # in its facts; 0 = the trust of its publisher
    preference: int = 9  # of its texts among those of one publisher

    @property
    def largest(self) -> int:
        """Return the size limit of its files, in bytes; a larger file is skipped."""
        return LARGEST_COLLECTION if self.words in ("XML", "JSON", "list") else LARGEST_TEXT


PUBLISHERS = (
    Publisher("federal-register", "Federal Register", trust=6, preference=1, notes="the Federal Register’s notes"),
    Publisher("compilation", "Compilation of Presidential Documents", trust=7, preference=2),
    Publisher("white-house", "The White House", trust=7, preference=3),
    Publisher("us-code", "United States Code", trust=8, preference=7),
    Publisher("national-archives", "National Archives", trust=5, preference=8, notes="the National Archives’ tables"),
    Publisher("other", "Other source", trust=9, preference=9),
)

# In the order in which readers are tried: a format that another reader would accept too comes before that one; plain
# text is last. The Federal Register's plain text prints titles in capitals: lists are trusted before it.
FORMATS = (
    Format("fr-xml", "federal_register.xml", "federal-register", "XML", trust=1, preference=1),
    Format("fr-html", "federal_register.html", "federal-register", "HTML", trust=2, preference=2),
    Format("fr-text", "federal_register.text", "federal-register", "plain text", trust=6, preference=3),
    Format("public-inspection", "federal_register.inspection", "federal-register", "list", trust=9),
    Format("federal-register-api", "federal_register.api", "federal-register", "list", trust=3),
    Format("federal-register-csv", "federal_register.api", "federal-register", "list", trust=4),
    Format("national-archives", "national_archives.dispositions", "national-archives", "list", trust=5),
    Format("facts", "facts", "federal-register", "list", trust=8),
    Format("us-code", "us_code.notes", "us-code", "XML"),
    Format("historic-json", "historic", "other", "JSON"),
    Format("fr-copy", "federal_register.copied", "other", "plain text"),
    Format("wh-markdown", "white_house.markdown", "white-house", "Markdown"),
    Format("markdown", "markdown", "other", "Markdown"),
    Format("compilation", "compilation.html", "compilation", "HTML"),
    Format("wh-feed", "white_house.feed", "white-house", "feed", trust=8, preference=10),
    Format("wh-html", "white_house.html", "white-house", "HTML"),
    Format("plain", "plain", "other", "plain text"),
)

_PUBLISHERS: Mapping[str, Publisher] = MappingProxyType({one.code: one for one in PUBLISHERS})
_FORMATS: Mapping[str, Format] = MappingProxyType({one.name: one for one in FORMATS})


def publisher_of(code: str) -> Publisher:
    """Return the publisher of a code; raise UnknownSource for one without a row."""
    try:
        return _PUBLISHERS[code]
    except KeyError:
        raise UnknownSource(f"The publisher {code!r} has no row in sources/formats.py.") from None


def format_of(name: str) -> Format:
    """Return the format of a name; raise UnknownSource for one without a row."""
    try:
        return _FORMATS[name]
    except KeyError:
        raise UnknownSource(f"The format {name!r} has no row in sources/formats.py.") from None


def trust(format_name: str, publisher: str) -> int:
    """Return the rank of a source's facts, the most trusted first."""
    return format_of(format_name).trust or publisher_of(publisher).trust


class KeptText(Protocol):
    """What decides which text of a document is shown."""

    chosen: bool
    format: str
    publisher: str
    layout: str


def order_shown(text: KeptText) -> tuple[bool, tuple[int, int], bool]:
    """Return the sort key of the texts of a document: the one chosen by an editor first, then by `preference`; of
    equals, one that lost its line breaks last.
    """
    return not text.chosen, preference(text.format, text.publisher), text.layout == "flat"


def preference(format_name: str, publisher: str) -> tuple[int, int]:
    """Return the rank of a source's text among the texts of one document, the preferred first."""
    return publisher_of(publisher).preference, format_of(format_name).preference
