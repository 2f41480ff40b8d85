"""Links of an article as citations: their addresses, and whether the linked words name the same document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from eo_browser.law.citations.parts import Pinpoints
from eo_browser.law.context.antecedents import is_certain
from eo_browser.law.model.intervals import Intervals
from eo_browser.law.resolver import Explanation, Lookup, Resolution, Target, resolve_text
from eo_browser.law.resolver.document_names import named, named_short

from .drafts import Draft

LINKS_AT_MOST = 500
_MEANT = frozenset({"resolved", "partial", "ambiguous"})


def with_links(
    text: str, lookup: Lookup, drafts: Sequence[Draft], links: Iterable[tuple[int, int, str]]
) -> list[Draft]:
    """Return the citations of a text together with its links.

    Words that name what the link leads to stay as they are; a pinpoint on a link is a provision of it; words that name
    another document contradict it.
    """
    resolution_of = cache(lambda address: resolve_text(address, lookup))
    draft_at = {(draft.start, draft.end): draft for draft in drafts}  # none overlaps another
    spans = Intervals(draft_at)
    found: list[Draft] = []
    for start, end, address in islice(links, LINKS_AT_MOST):
        overlapping = [span for span in spans.overlapping(start, end) if span in draft_at]
        leads_to = resolution_of(address)
        if draft := _of_link(text, lookup, (start, end), leads_to, [draft_at[span] for span in overlapping]):
            found.append(draft)
            for span in overlapping:
                del draft_at[span]
            near = spans.overlapping(max(0, start - _NEAR), start) if draft.by_link else ()
            if before := _pinpoint_before(text, lookup, draft, [draft_at.get(span) for span in near], leads_to):
                draft_at[before.start, before.end] = before
    return sorted([*draft_at.values(), *found], key=lambda draft: draft.start)


def _has_words(linked: str) -> bool:
    """Whether the text of a link is more than the mark of a note: "[3]", "4"."""
    words = linked.strip(" \n[]()*")
    return bool(words) and not words.isdigit()


def _of_link(
    text: str, lookup: Lookup, span: tuple[int, int], leads_to: Resolution, meeting: Sequence[Draft]
) -> Draft | None:
    """The citation that a link makes; None where its words say the same themselves, or more."""
    start, end = _trimmed(text, *span)
    if not _leads_somewhere(leads_to) or not _has_words(text[start:end]):
        return None
    words = next((d.resolution for d in meeting if d.resolution and d.resolution.outcome != "external"), None)
    if words is not None:
        resolution = _named_by_both(text[start:end], words, leads_to)
        return Draft(start, end, None, resolution) if resolution else None
    if pinpoint := next((draft for draft in meeting if draft.citation and not draft.repeats), None):
        return _of_pinpoint(text, lookup, pinpoint, leads_to)
    return Draft(start, end, None, replace(leads_to, query=text[start:end]), by_link=True)


def _leads_somewhere(leads_to: Resolution) -> bool:
    """Whether a link leads to documents that are held, or known."""
    return leads_to.outcome in _MEANT or bool(leads_to.known)


def _named_by_both(query: str, words: Resolution, leads_to: Resolution) -> Resolution | None:
    """The combined meaning of words and link; None where the words need no link, or do not contradict it."""
    if leads_to.known and not leads_to.targets:
        return _against_known(query, words, leads_to)
    keys = {target.document.key for target in leads_to.targets}
    if any(target.document.key in keys for target in words.targets):
        return None if is_certain(words) else replace(leads_to, query=query)
    if is_certain(leads_to) and (words.targets or words.outcome == "not_found"):
        return _against(query, words, leads_to)
    return None


def _against_known(query: str, words: Resolution, leads_to: Resolution) -> Resolution | None:
    """The contradiction of words that name a document held and a link that leads to one that is not; else None."""
    if not is_certain(words) or not words.targets:
        return None
    row = leads_to.known[0]
    why = Explanation("PARTS_DISAGREE", f"The link leads to {named_short(row.kind, row.number, row.title)}.")
    targets = tuple(dict.fromkeys(Target(target.document) for target in words.targets))
    return Resolution("contradiction", targets, (why,), query=query, known=leads_to.known)


_NEAR = 60  # characters before a link
_OF = re.compile(r",?\s(?:of|in|under|to)\s(?:(?:the|this|that|his|its|an?|[A-Z][\w.]*['’]s)\s)?[“\"]?")


def _pinpoint_before(
    text: str, lookup: Lookup, linked: Draft, near: Sequence[Draft | None], leads_to: Resolution
) -> Draft | None:
    """A pinpoint before a link as a provision of the document that the link leads to: "section 2 of [the order](…)"."""
    before = next((draft for draft in reversed(near) if draft and draft.end <= linked.start), None)
    if (
        before is None
        or before.resolution
        or before.citation is None
        or not _OF.fullmatch(text, before.end, linked.start)
    ):
        return None
    if not any(isinstance(part.value, Pinpoints) for part in before.citation.parts):
        return None
    return _of_pinpoint(text, lookup, before, leads_to)


def _of_pinpoint(text: str, lookup: Lookup, draft: Draft, leads_to: Resolution) -> Draft | None:
    """A provision of the document that a link leads to: "[section 2](…/eo/13526)"."""
    if not is_certain(leads_to):
        return None
    words = text[draft.start : draft.end]
    parts = [part for part in (draft.citation.parts if draft.citation else ()) if isinstance(part.value, Pinpoints)]
    place = " ".join(text[part.start : part.end] for part in parts) or words  # "section 2 of that order": its section
    placed = resolve_text(f"{place} of {leads_to.targets[0].document.address}", lookup)
    return Draft(draft.start, draft.end, None, replace(placed, query=words)) if placed.targets else None


def _against(words: str, by_words: Resolution, leads_to: Resolution) -> Resolution:
    """A contradiction: the words name one document, the link leads to another."""
    targets = dict.fromkeys(Target(target.document) for target in (*by_words.targets, *leads_to.targets))
    document = leads_to.targets[0].document
    why = Explanation("PARTS_DISAGREE", f"The link leads to {named(document)}.", (document,))
    return Resolution("contradiction", tuple(targets), (why,), query=words)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return start, max(start, end - (len(words) - len(words.rstrip())))
