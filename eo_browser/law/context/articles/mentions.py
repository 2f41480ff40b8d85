"""Citations of an article, each read with what the article said before: the document last named, the last pinpoint."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from eo_browser.law.context.descriptions import Described, described, meant, told_by_facts
from eo_browser.law.resolver import Explanation, KnownDocument, Lookup, Resolution, Target

from .by_context import ByContext
from .drafts import MENTIONS_AT_MOST, Draft, drafts_of
from .quoted_passages import QuotedPassage
from .spoken import Mention, Spoken, document_of, is_named

__all__ = ["MENTIONS_AT_MOST", "Mention", "kind_said_before", "mentions_of"]


def mentions_of(text: str, lookup: Lookup, passages: Sequence[QuotedPassage] = ()) -> list[Mention]:
    """Every citation in an article, in order. What a quoted passage cites is the document's business, not the
    article's, unless the whole passage is a citation ("Plan to Defeat …")."""
    drafts = drafts_of(text, lookup, passages)
    return list(islice(_in_context(text, lookup, drafts), MENTIONS_AT_MOST))


def _in_context(text: str, lookup: Lookup, drafts: Sequence[Draft]) -> Iterator[Mention]:
    """Each draft read with the document last spoken of before it, or else the next one named behind it."""
    spoken = Spoken(_named_in(drafts))
    phrases = islice(described(text), MENTIONS_AT_MOST) if len(spoken.named_anywhere) > 1 else ()
    ordered: list[Draft | Described] = sorted([*drafts, *phrases], key=lambda one: one.start)
    for one in ordered:
        if isinstance(one, Described):
            if isinstance(document := meant(one, spoken.named), KnownDocument):
                spoken.turn_to(document, named=one.names)
            continue
        mention = _mention(text, lookup, one, spoken)
        if mention and mention.resolution.outcome != "unrecognised":
            spoken.hear(text, mention)
            yield mention


def _mention(text: str, lookup: Lookup, draft: Draft, spoken: Spoken) -> Mention | None:
    if draft.repeats:
        return _repeated(text, draft, spoken)
    if draft.resolution is None:
        return ByContext(text, lookup, draft, spoken).mention()
    resolution = _narrowed(text, draft, draft.resolution, spoken)
    if draft.doubtful and resolution.outcome == "ambiguous":
        return None
    return Mention(draft.start, draft.end, resolution, document_of(resolution))


def _narrowed(text: str, draft: Draft, resolution: Resolution, spoken: Spoken) -> Resolution:
    """Of the documents that share a title the one whose day or president stands beside it ("the 2021 memorandum,
    “…”", "“…” (Jan. 20, 2021)"), else the one the article has named."""
    if resolution.outcome != "ambiguous" or all(e.code != "TITLE_SHARED" for e in resolution.explanations):
        return resolution
    documents = [target.document for target in resolution.targets]
    behind = _IN_BRACKETS.match(text, draft.end)
    words = text[max(0, draft.start - _BESIDE) : draft.start].rpartition(".")[2]
    told = told_by_facts(behind[1], documents) if behind else None
    told = told or told_by_facts(words, documents)
    keys = {told.key} if told else {document.key for document in spoken.named}
    targets = tuple(target for target in resolution.targets if target.document.key in keys)
    return replace(resolution, outcome="resolved", targets=targets) if len(targets) == 1 else resolution


_BESIDE = 30  # characters
_IN_BRACKETS = re.compile(r"[”\"’]?,?\s*\(([^()]{4,40})\)")


def _repeated(text: str, draft: Draft, spoken: Spoken) -> Mention | None:
    """ "Id." alone: what was cited before, or its document where another page is named."""
    before = spoken.before
    if before is None or not spoken.is_repeated_at(text, draft.start):
        return None
    resolution = replace(before.resolution, query=text[draft.start : draft.end])
    if _AT_A_PAGE.match(text, draft.end):
        documents = {target.document.key: Target(target.document) for target in resolution.targets}
        resolution = replace(resolution, targets=tuple(documents.values()))
    return Mention(draft.start, draft.end, resolution, before.document, True)


_AT_A_PAGE = re.compile(r",?\s+at\s+\d")


def _named_in(drafts: Iterable[Draft]) -> tuple[KnownDocument, ...]:
    """The documents that drafts name, each once."""
    certain = (draft.resolution for draft in drafts if draft.resolution and is_named(draft.resolution))
    documents = {target.document.key: target.document for one in certain for target in one.targets}
    return tuple(documents.values())


def kind_said_before(text: str, mention: Mention) -> Explanation | None:
    """The article calls a document by another kind: "signed an executive order … The order is entitled “Memo …”"."""
    document = mention.document
    if document is None or document.kind == "executive-order":
        return None
    said = _IS_ENTITLED.search(text[max(0, mention.start - 60) : mention.start])
    before = _AN_ORDER.search(text[max(0, mention.start - 1500) : mention.start])
    if not said or not before:
        return None
    kind = document.kind.replace("-", " ")
    return Explanation("KIND_DIFFERS", f"The article calls it an executive order; it is a {kind}.")


_IS_ENTITLED = re.compile(
    r"\b(?:the|this|that|his|its)\s+(?:executive\s+)?order,?\s+(?:is|was)?,?\s*(?:entitled|titled|called|named)\s*[:,]?\s*[“\"]?\Z",
    re.IGNORECASE,
)
_AN_ORDER = re.compile(r"\b(?:executive|exec\.?)\s+order\b(?!\s*(?:no\.?\s*)?\d)", re.IGNORECASE)
