"""Documents named in the sentences of explanations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from eo_browser.law.model.source import Kind

from .outcomes import KnownDocument

KIND_NAMES: dict[str, str] = {
    "executive-order": "executive order",
    "proclamation": "proclamation",
    "determination": "presidential determination",
    "memorandum": "memorandum",
    "notice": "notice",
    "order": "presidential order",
    "letter": "letter",
    "message": "message",
    "permit": "permit",
    "reorganization-plan": "reorganization plan",
    "other": "document",
}


def kind_name(kind: Kind | str) -> str:
    """ "executive-order" → "executive order"."""
    return KIND_NAMES.get(kind, str(kind))


def called(document: KnownDocument) -> str:
    """A document without its day: "Executive Order 13526", "the memorandum “Plan to Defeat …”"."""
    return named_short(document.kind, document.number, document.title)


def kind_names(kind: Kind | str) -> str:
    """ "executive-order" → "executive orders", "memorandum" → "memoranda"."""
    name = kind_name(kind)
    return name.removesuffix("um") + "a" if name.endswith("um") else f"{name}s"


def with_article(kind: Kind | str) -> str:
    """ "an executive order", "a notice"."""
    name = kind_name(kind)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def long_day(day: date | None) -> str:
    """ "January 28, 2017"; "an unknown day" for None."""
    return f"{day:%B} {day.day}, {day.year}" if day else "an unknown day"


def named(document: KnownDocument) -> str:
    """ "Executive Order 13526 (“Classified National Security Information”)"."""
    title = f"“{document.title}”" if document.title else "without a title"
    if document.number and document.kind in {"executive-order", "proclamation", "determination"}:
        return f"{kind_name(document.kind).title()} {document.number} ({title})"
    return f"the {kind_name(document.kind)} {title} of {long_day(document.signed or document.published)}"


def several_named(documents: Sequence[KnownDocument]) -> str:
    """Documents in a row: "A", "A and B", "A, B and 12 more"."""
    shown = [named(document) for document in documents[:_NAMED_AT_MOST]]
    if more := len(documents) - len(shown):
        shown.append(f"{more} more")
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)


_NAMED_AT_MOST = 3


def named_short(kind: Kind | str, number: str, title: str) -> str:
    """ "Executive Order 13526", "the memorandum “Plan to Defeat …”"."""
    if number:
        return f"{kind_name(kind).title()} {number}"
    return f"the {kind_name(kind)} “{title}”" if kind in KIND_NAMES else title


def sentence(words: str) -> str:
    """The words with a capital at the head."""
    return words[:1].upper() + words[1:]
