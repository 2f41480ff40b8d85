"""Names of documents for the sentences of explanations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from eo_browser.law.model.dates import long_date
from eo_browser.law.terms.kinds import NUMBERED_KINDS, TERMS, Kind, kind_name

from .lookup import KnownDocument


def called(document: KnownDocument) -> str:
    """Name a document without its day: "Executive Order 13526", "the memorandum “Plan to Defeat …”"."""
    return named_short(document.kind, document.number, document.title)


def with_article(kind: Kind | str) -> str:
    """Return the name of a kind with its article: "an executive order", "a notice"."""
    name = kind_name(kind)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def long_day(day: date | None) -> str:
    """Return a day in words: "January 28, 2017"; "an unknown day" for None."""
    return long_date(day) if day else "an unknown day"


def named(document: KnownDocument) -> str:
    """Name a document: "Executive Order 13526 (“Classified National Security Information”)"."""
    title = f"“{document.title}”" if document.title else "without a title"
    if document.number and document.kind in NUMBERED_KINDS:
        return f"{kind_name(document.kind).title()} {document.number} ({title})"
    return f"the {kind_name(document.kind)} {title} of {long_day(document.signed or document.published)}"


def several_named(documents: Sequence[KnownDocument]) -> str:
    """Name documents in a row: "A", "A and B", "A, B and 12 more"."""
    shown = [named(document) for document in documents[:_NAMED_AT_MOST]]
    if more := len(documents) - len(shown):
        shown.append(f"{more} more")
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)


_NAMED_AT_MOST = 3


def named_short(kind: Kind | str, number: str, title: str) -> str:
    """Name a document in short: "Executive Order 13526", "the memorandum “Plan to Defeat …”"."""
    if number:
        return f"{kind_name(kind).title()} {number}"
    return f"the {kind_name(kind)} “{title}”" if kind in TERMS else title


def sentence(words: str) -> str:
    """Return the words with a capital at the head."""
    return words[:1].upper() + words[1:]
