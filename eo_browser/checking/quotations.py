"""Quotations held against the archive: the cited provisions first, then documents laid out for the search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eo_browser.archive.fingerprints import candidates, holding_all, holding_ends, is_nowhere
from eo_browser.archive.lookup import archive
from eo_browser.law.quotation import (
    AT_ONCE,
    Claim,
    QuotedProvisions,
    TokenizedText,
    Verdict,
    stands_in,
    verify,
    verify_in_place,
)
from eo_browser.law.resolver import KnownDocument, Resolution, Target

from .box import find
from .texts import surroundings_of, texts_of

SHARERS = 8  # documents looked at that may have most


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation, the citation it claims and what that means (None where it claims none), and the verdict.

    The keys of the verdict's places are primary keys of documents.
    """

    verdict: Verdict
    cite: str
    resolution: Resolution | None


def check_quotation(
    quote: str, cite: str = "", resolution: Resolution | None = None, *, widely: bool = True
) -> Checked:
    """Return whether the cited document says this, or which one does; `resolution` saves resolving `cite` again.

    `widely`: of very many documents that share most of the words those are looked for that have all.
    Raises `law.quotation.TooLong`.
    """
    if resolution is None and cite.strip():
        resolution = find(cite).resolution
    targets = _claimed(resolution)
    verdict = _in_cited_provisions(quote, targets) or _in_documents(quote, targets, widely)
    return Checked(verdict, cite, resolution)


def _in_documents(quote: str, targets: Sequence[Target], widely: bool) -> Verdict:
    """The verdict of the cited documents as a whole, and of all the others."""
    named = {target.document.key for target in targets}
    return verify(quote, _claims(targets), _Others(quote, named, widely))


def _in_cited_provisions(quote: str, targets: Sequence[Target]) -> Verdict | None:
    """The verdict of the cited provisions alone, where nothing elsewhere can better it.

    Most quotations are right or nearly so, and a provision is read much sooner than its document. A faithful one is
    settled there; one with few words changed when no document has the words as they are quoted.
    """
    claims = [
        Claim(tokens, (target.path,))
        for target in targets
        if target.path and (tokens := surroundings_of(target.document.key, target.path))
    ]
    if not claims or len(claims) < len(targets):
        return None
    found = verify_in_place(quote, claims)
    if found and (found.is_final or not _stands_as_quoted(quote, {target.document.key for target in targets})):
        return found.verdict
    return None


def _stands_as_quoted(quote: str, cited: set[int]) -> bool:
    """Whether the cited documents or others have all words of a quotation in order."""
    if is_nowhere(quote):
        return False
    documents = dict.fromkeys([*cited, *holding_all(quote, AT_ONCE)])
    return any(stands_in(quote, tokens) for tokens in texts_of(list(documents)))


def _claimed(resolution: Resolution | None) -> Sequence[Target]:
    """The documents and provisions a citation may mean; of one that is not found, those that nearly fit."""
    if resolution is None:
        return ()
    return resolution.targets or resolution.suggestions


def _claims(targets: Sequence[Target]) -> list[Claim]:
    """One claim a document; a document cited as a whole is claimed as a whole."""
    paths: dict[int, list[str]] = {}
    for target in targets:
        paths.setdefault(target.document.key, []).append(target.path)
    texts = {tokens.key: tokens for tokens in texts_of(list(paths))}
    return [Claim(texts[key], () if "" in cited else tuple(cited)) for key, cited in paths.items() if key in texts]


@dataclass(frozen=True, slots=True)
class _Others:
    """The documents beside the cited ones in which words of a quotation may stand, likeliest first."""

    quote: str
    cited: set[int]
    widely: bool

    def with_all_words(self) -> Iterable[TokenizedText]:
        found = holding_all(self.quote, AT_ONCE, self.cited)
        yield from texts_of(found)
        if self.widely and len(found) == AT_ONCE:
            yield from texts_of(holding_ends(self.quote, AT_ONCE, self.cited.union(found)))

    def with_many_words(self) -> Iterable[TokenizedText]:
        return texts_of(candidates(self.quote, SHARERS, self.cited))


def document_of(found_in: QuotedProvisions) -> KnownDocument:
    """Return the document in which quoted words were found."""
    return archive().document(found_in.key)
