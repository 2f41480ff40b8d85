"""Citations of an article, each read in its context: the document last named, the last pinpoint."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from eo_browser.law.context.antecedents import Antecedents, Mention, is_certain
from eo_browser.law.context.cached_lookup import CachedLookup
from eo_browser.law.context.context_pinpoints import Surroundings, read_in_context
from eo_browser.law.context.descriptions import (
    Description,
    UnnamedDocument,
    descriptions_in,
    disambiguated,
    document_described,
    document_with_facts,
    of_other_governments_in,
    unnamed_in,
)
from eo_browser.law.context.instruments import instruments_in
from eo_browser.law.context.named_kinds import is_loose, kinds_named
from eo_browser.law.model.intervals import Intervals
from eo_browser.law.resolver import Explanation, KnownDocument, Lookup, Target, status_explanations
from eo_browser.law.resolver.as_amended import state_explanations

from .attributions import contradicted_attribution
from .drafts import MENTIONS_AT_MOST, Draft, drafts_of
from .linked_words import with_links
from .quoted_passages import QuotedPassage, titles_in_italics

Drafted = Draft | Description | UnnamedDocument

__all__ = ["MENTIONS_AT_MOST", "Mention", "kind_called_before", "mentions_of"]


def mentions_of(
    text: str,
    lookup: Lookup,
    passages: Sequence[QuotedPassage] = (),
    links: Iterable[tuple[int, int, str]] = (),
    headings: Iterable[tuple[int, int]] = (),
    notes: Iterable[tuple[int, int, int]] = (),
    italics: Iterable[tuple[int, int]] = (),
) -> list[Mention]:
    """Return every citation in an article, in order; `links`, `headings`, `notes` and `italics` are as in `annotate`.

    Citations inside a quoted passage belong to the quoted document, not to the article, unless the whole passage is a
    citation ("Plan to Defeat …").
    """
    drafts = with_links(text, lookup, drafts_of(text, lookup, passages, titles_in_italics(text, italics)), links)
    around = Surroundings(text, instruments=instruments_in(text, headings))
    found = islice(_in_context(around, CachedLookup(lookup), drafts, tuple(notes)), MENTIONS_AT_MOST)
    return sorted(found, key=lambda mention: mention.start)


def _in_context(
    around: Surroundings, lookup: CachedLookup, drafts: Sequence[Draft], notes: Sequence[tuple[int, int, int]]
) -> Iterator[Mention]:
    """Each draft read with the last document mentioned before it, else the next one named after it; those of a
    footnote where its mark is.
    """
    text = around.text
    antecedents = Antecedents(upcoming=_named_in(drafts))
    phrases = islice(descriptions_in(text), MENTIONS_AT_MOST) if len(antecedents.upcoming) > 1 else ()
    unnamed = islice(chain(unnamed_in(text), of_other_governments_in(text)), MENTIONS_AT_MOST)
    ordered: list[Drafted] = sorted([*drafts, *phrases, *unnamed], key=lambda one: one.start)
    last_in_notes: Mention | None = None
    for note, words in _in_reading_order(ordered, notes):
        if note is None:
            yield from _read(around, lookup, words, antecedents)
            continue
        mark, start, _ = note
        ended = around.instruments and around.instruments.between(antecedents.last_mention, mark)
        own = antecedents.in_note(start, last_in_notes, is_nearest=not ended)
        yield from _read(around, lookup, words, own)
        last_in_notes = own.before


def _in_reading_order(
    ordered: Sequence[Drafted], notes: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[tuple[int, int, int] | None, Sequence[Drafted]]]:
    """The words of the article up to each mark of a footnote, and those of the footnote."""
    inside = Intervals((start, end) for _, start, end in notes)
    starts = [one.start for one in ordered]
    article = [one for one in ordered if not inside.overlaps(one.start, one.start + 1)]
    at = 0
    for note in notes:
        mark, start, end = note
        to = bisect_left(article, mark, key=lambda one: one.start)
        yield None, article[at:to]
        yield note, ordered[bisect_left(starts, start) : bisect_left(starts, end)]
        at = max(at, to)
    yield None, article[at:]


def _read(
    around: Surroundings, lookup: CachedLookup, words: Sequence[Drafted], antecedents: Antecedents
) -> Iterator[Mention]:
    """The citations among some words of an article, each noted as an antecedent of the next."""
    text = around.text
    for one in words:
        antecedents.reach(one.start)
        if isinstance(one, Description):
            if isinstance(document := document_described(one, antecedents.named), KnownDocument):
                antecedents.return_to(document, named=one.names)
                antecedents.last_mention = one.end
            continue
        if isinstance(one, UnnamedDocument):
            _go_on_about(one, antecedents)
            continue
        mention = _mention(around, lookup, one, antecedents)
        if mention and mention.resolution.outcome != "unrecognised" and not _is_anyones(one, mention):
            antecedents.note(text, mention, kinds_named(one.citation) if one.citation else ())
            yield mention


def _mention(around: Surroundings, lookup: CachedLookup, draft: Draft, antecedents: Antecedents) -> Mention | None:
    text = around.text
    if draft.repeats:
        return _repeated(around, draft, antecedents)
    if draft.resolution is None:
        antecedents.return_to_defined(text, draft.start)
        found = draft.citation and read_in_context(draft.citation, around, antecedents, lookup)
        return _with_status(found, lookup.lookup) if found else None
    resolution = disambiguated(draft.resolution, text, draft.start, draft.end, antecedents.named)
    resolution = contradicted_attribution(
        antecedents.document_of_unknown_number(resolution), text, draft.start, draft.end
    )
    if draft.doubtful and resolution.outcome == "ambiguous":
        return None
    return Mention(draft.start, draft.end, resolution, by_link=draft.by_link)


def _is_anyones(draft: Draft | Description, mention: Mention) -> bool:
    """Whether words of a kind and a day match no document here, and may be of any issuer: "a March 3, 1952 memo"."""
    citation = draft.citation if isinstance(draft, Draft) else None
    loose = citation is not None and is_loose(citation, mention.resolution)
    return loose and "president" not in mention.resolution.query.lower()


def _go_on_about(phrase: UnnamedDocument, antecedents: Antecedents) -> None:
    """Record that the text continues about a document without a name: one that it names later, if day or president
    tell; else an unknown one, which one of another government is at most to the end of the paragraph.
    """
    if phrase.paragraph_end:
        antecedents.leave_until(phrase.paragraph_end)
        return
    later = [document for document in antecedents.upcoming if document not in antecedents.named]
    if document := document_with_facts(phrase.words, later):
        antecedents.return_to(document)
        antecedents.last_mention, antecedents.unnamed = phrase.end, False
    elif antecedents.named:
        antecedents.unnamed = True


def _with_status(mention: Mention, lookup: Lookup) -> Mention:
    """The mention with the status of its document, or of the text of it as amended, as for one that is named."""
    document, resolution = mention.document, mention.resolution
    if document is None:
        return mention
    status = status_explanations(document)
    cited = resolution.targets[-1].state
    if state := next((one for one in lookup.states.of(document) if one.day == cited), None):
        of_state = state_explanations(document, state, mention.paths, lookup)
        status = [*of_state, *(one for one in status if one.code != "AMENDED")]
    return replace(mention, resolution=replace(resolution, explanations=(*resolution.explanations, *status)))


def _repeated(around: Surroundings, draft: Draft, antecedents: Antecedents) -> Mention | None:
    """ "Id." alone: what was cited before, or its document where another page is named."""
    text, before = around.text, antecedents.before
    if before is None or not antecedents.is_repeated_at(text, draft.start):
        return None
    if around.instruments and around.instruments.between(before.end, draft.start):
        return None
    resolution = replace(before.resolution, query=text[draft.start : draft.end])
    if _AT_A_PAGE.match(text, draft.end):
        documents = {target.document.key: Target(target.document) for target in resolution.targets}
        resolution = replace(resolution, targets=tuple(documents.values()))
    return Mention(draft.start, draft.end, resolution, True)


_AT_A_PAGE = re.compile(r",?\s+at\s+\d")


def _named_in(drafts: Iterable[Draft]) -> tuple[KnownDocument, ...]:
    """The documents that drafts name, each once."""
    certain = (draft.resolution for draft in drafts if draft.resolution and is_certain(draft.resolution))
    documents = {target.document.key: target.document for one in certain for target in one.targets}
    return tuple(documents.values())


# Characters before a title in which an article says that something is entitled so, and what it is.
_ENTITLED_WITHIN, _CALLED_WITHIN = 60, 1_500


def kind_called_before(text: str, mention: Mention) -> Explanation | None:
    """Return an explanation where the article calls a document by another kind.

    "He signed an executive order … The order is entitled “Memorandum on …”".
    """
    document = mention.document
    if document is None or document.kind == "executive-order":
        return None
    entitled = _IS_ENTITLED.search(text[max(0, mention.start - _ENTITLED_WITHIN) : mention.start])
    before = _AN_ORDER.search(text[max(0, mention.start - _CALLED_WITHIN) : mention.start])
    if not entitled or not before:
        return None
    kind = document.kind.replace("-", " ")
    return Explanation("KIND_DIFFERS", f"The article calls it an executive order; it is a {kind}.")


# "The order, entitled “", "This executive order is called: “": its title follows.
_IS_ENTITLED = re.compile(
    r"\b(?:the|this|that|his|its)\s+(?:executive\s+)?order,?\s+(?:is|was)?,?\s*(?:entitled|titled|called|named)\s*[:,]?\s*[“\"]?\Z",
    re.IGNORECASE,
)
_AN_ORDER = re.compile(r"\b(?:executive|exec\.?)\s+order\b(?!\s*(?:no\.?\s*)?\d)", re.IGNORECASE)
