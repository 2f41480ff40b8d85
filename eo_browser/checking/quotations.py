"""Quotations checked against the archive: the cited provisions first, then whole documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from eo_browser.archive.fingerprints import candidates, holding_all, holding_ends, is_nowhere
from eo_browser.archive.lookup import current_lookup
from eo_browser.law.quotation import (
    AT_ONCE,
    FAITHFUL,
    LONGEST,
    ClaimedSource,
    QuotedProvisions,
    TokenizedText,
    TooLong,
    Verdict,
    has_all_words,
    of_another_edition,
    uncheckable,
    verify,
    verify_in_place,
)
from eo_browser.law.quotation.warnings import ENOUGH_WORDS
from eo_browser.law.quotation.words import folded_words
from eo_browser.law.resolver import KnownDocument, Resolution, Target
from eo_browser.law.resolver.document_names import named
from eo_browser.models import AddressHistory

from .amended_quotations import with_amendments
from .box import find
from .texts import other_editions_of, surroundings_of, texts_of

LONGEST_TITLE = 600  # characters
SHARERS = 8  # documents compared that may have most of the words


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation, the citation given for it and its meaning (None without a citation), and the verdict.

    The keys of the verdict's places are primary keys of documents.
    """

    verdict: Verdict
    cite: str
    resolution: Resolution | None

    @property
    def is_of_another_day(self) -> bool:
        """Return whether the words are true of another text than the cited one: as amended, or until an amendment."""
        codes = {code for code, _ in self.verdict.warnings}
        cites_state = any(target.state for target in self.resolution.targets) if self.resolution else False
        in_state = self.verdict.found_in is not None and self.verdict.found_in.state is not None
        return "changed-since" in codes or (in_state and "only-as-amended" in codes and not cites_state)


def check_quotation(
    quote: str, cite: str = "", resolution: Resolution | None = None, *, widely: bool = True
) -> Checked:
    """Return whether the cited document has these words, or which document does; `resolution` saves resolving `cite`
    again.

    `widely`: search very many documents that share most of the words for those with all of them.
    Raises `law.quotation.TooLong`.
    """
    if resolution is None and cite.strip():
        resolution = find(cite).resolution
    if resolution and is_known_only(resolution):
        return Checked(_not_held(quote, widely), cite, resolution)
    targets = _claimed(resolution)
    if verdict := _as_title(quote, targets):
        return Checked(verdict, cite, resolution)
    if verdict := _as_anothers_title(quote, targets):
        return Checked(verdict, cite, resolution)
    verdict = _in_cited_provisions(quote, targets) or _in_documents(quote, targets, widely)
    verdict = _in_other_editions(quote, targets, verdict)
    if not any(code == "other-edition" for code, _ in verdict.warnings):
        verdict = with_amendments(quote, targets, verdict)
    return Checked(verdict, cite, resolution)


def is_known_only(resolution: Resolution) -> bool:
    """Return whether a citation is of a document that is known to exist and is not held."""
    codes = {explanation.code for explanation in resolution.explanations}
    return resolution.outcome == "not_found" and not resolution.targets and "NOT_IN_ARCHIVE" in codes


def _not_held(quote: str, widely: bool) -> Verdict:
    """The verdict on words of a document that is not held; a warning names another document that has them."""
    if len(quote) > LONGEST:
        raise TooLong
    found = _in_documents(quote, (), widely)
    if found.found_in is None or found.verdict not in FAITHFUL or len(folded_words(quote)) < ENOUGH_WORDS:
        return uncheckable(quote)
    return uncheckable(quote, named(current_lookup().document(found.found_in.key)))


def _as_title(quote: str, targets: Sequence[Target]) -> Verdict | None:
    """The verdict on words that are the title of the cited document."""
    words = folded_words(quote) if len(quote) <= LONGEST_TITLE else []
    for target in targets:
        document = target.document
        if words and words in map(folded_words, (document.title, *document.other_titles)):
            same = quote.strip(' “”".,') in (document.title, *document.other_titles)
            return Verdict(quote, "verbatim" if same else "typography", QuotedProvisions(document.key, ()))
    return None


def _as_anothers_title(quote: str, targets: Sequence[Target]) -> Verdict | None:
    """The verdict on words that the cited documents do not have, but that are the title of another."""
    keys = current_lookup().titles.exact(quote) if targets and len(quote) <= LONGEST_TITLE else ()
    if not keys or any(
        has_all_words(quote, tokens) for tokens in texts_of([target.document.key for target in targets])
    ):
        return None
    first, *others = (QuotedProvisions(key, ()) for key in keys)
    return Verdict(quote, "wrong-document", first, also=tuple(others))


def _in_other_editions(quote: str, targets: Sequence[Target], verdict: Verdict) -> Verdict:
    """The given verdict, or that of another edition of a cited document which has the words exactly."""
    if verdict.verdict in FAITHFUL or not targets:
        return verdict
    paths: dict[int, tuple[str, ...]] = {}
    for target in targets:
        paths[target.document.key] = (*paths.get(target.document.key, ()), *filter(None, [target.path]))
    for revision, tokens in other_editions_of(list(paths)):
        found = verify(quote, [ClaimedSource(tokens, paths[tokens.key])])
        if found.verdict in FAITHFUL:
            return of_another_edition(found, revision, _current_until(found))
    return verdict


def _current_until(verdict: Verdict) -> date | None:
    """The last day on which words of an earlier text were current; None for other texts."""
    place = verdict.found_in
    if place is None or not place.paths:
        return None
    former = AddressHistory.objects.filter(document=place.key, path=place.paths[0]).exclude(until=None)
    last = former.order_by("-until").first()
    return last.until.date() if last and last.until else None


def _in_documents(quote: str, targets: Sequence[Target], widely: bool) -> Verdict:
    """The verdict of the cited documents as a whole, and of all others."""
    cited = {target.document.key for target in targets}
    return verify(quote, _claims(targets), _Others(quote, cited, widely))


def _in_cited_provisions(quote: str, targets: Sequence[Target]) -> Verdict | None:
    """The verdict of the cited provisions alone, where no other place can give a better one.

    Most quotations are right or nearly right, and a provision is read much faster than its document. A faithful
    quotation is decided there; one with few changed words, if no document has the words exactly, or, where it is but a
    slip, the cited one has not.
    """
    claims = [
        ClaimedSource(tokens, (target.path,))
        for target in targets
        if target.path and (tokens := surroundings_of(target.document.key, target.path))
    ]
    if not claims or len(claims) < len(targets):
        return None
    found = verify_in_place(quote, claims)
    if found is None:
        return None
    cited = {target.document.key for target in targets}
    return found.verdict if found.is_final or not _is_found_as_quoted(quote, cited, found.is_slip) else None


def _is_found_as_quoted(quote: str, cited: set[int], only_there: bool) -> bool:
    """Whether the cited documents, or others unless only they are asked, have all words of a quotation in order."""
    if is_nowhere(quote):
        return False
    documents = dict.fromkeys([*cited, *(() if only_there else holding_all(quote, AT_ONCE))])
    return any(has_all_words(quote, tokens) for tokens in texts_of(list(documents)))


def _claimed(resolution: Resolution | None) -> Sequence[Target]:
    """The documents and provisions that a citation may mean; where it was not found, those that nearly fit."""
    if resolution is None:
        return ()
    return resolution.targets or resolution.suggestions


def _claims(targets: Sequence[Target]) -> list[ClaimedSource]:
    """One claim for each document; a document that is also cited as a whole is claimed as a whole."""
    paths: dict[int, list[str]] = {}
    for target in targets:
        paths.setdefault(target.document.key, []).append(target.path)
    texts = {tokens.key: tokens for tokens in texts_of(list(paths))}
    return [
        ClaimedSource(texts[key], () if "" in cited else tuple(cited)) for key, cited in paths.items() if key in texts
    ]


@dataclass(frozen=True, slots=True)
class _Others:
    """The documents other than the cited ones that may have the words of a quotation, likeliest first."""

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
    return current_lookup().document(found_in.key)
