"""Quotations and articles checked against the archive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eo_browser.find import find
from eo_browser.law.annotate import Annotated, annotate
from eo_browser.law.quotation import Claim, Piece, Script, Standing, Verdict, script_of, verify
from eo_browser.law.resolve import KnownDocument, Resolution, Target
from eo_browser.lookups import archive
from eo_browser.models import Document, StoredProvision
from eo_browser.shingles import candidates, holding_all

CANDIDATES = 24  # documents looked at for words without a citation


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation, the citation it claims and what that means (None where it claims none), and the verdict.

    The keys of the verdict's standings are primary keys of documents.
    """

    verdict: Verdict
    cite: str
    resolution: Resolution | None


def check_quotation(quote: str, cite: str = "", resolution: Resolution | None = None) -> Checked:
    """Whether the cited document says this, or which one does; `resolution` saves resolving `cite` again.

    Raises `law.quotation.TooLong`.
    """
    if resolution is None and cite.strip():
        resolution = find(cite).resolution
    targets = _claimed(resolution)
    claims = _claims(targets)
    named = {target.document.key for target in targets}
    verdict = verify(quote, claims, _Others(quote, named))
    return Checked(verdict, cite, resolution)


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
    scripts = {script.key: script for script in scripts_of(list(paths))}
    return [Claim(scripts[key], () if "" in cited else tuple(cited)) for key, cited in paths.items() if key in scripts]


def scripts_of(documents: Sequence[int]) -> list[Script]:
    """The current texts of documents, laid out for the search, in the order asked for."""
    current = dict(Document.objects.filter(pk__in=documents).values_list("current_id", "pk"))
    pieces: dict[int, list[Piece]] = {}
    rows = StoredProvision.objects.filter(revision_id__in=[pk for pk in current if pk]).order_by("revision", "position")
    for revision, path, label, text in rows.values_list("revision_id", "path", "label", "text"):
        pieces.setdefault(current[revision], []).append(Piece(path, label, text))
    return [script_of(key, pieces[key]) for key in documents if key in pieces]


@dataclass(frozen=True, slots=True)
class _Others:
    """The documents beside the cited ones in which words of a quotation may stand, likeliest first."""

    quote: str
    cited: set[int]

    def with_all_words(self) -> Iterable[Script]:
        return scripts_of(holding_all(self.quote, CANDIDATES, self.cited))

    def with_many_words(self) -> Iterable[Script]:
        return scripts_of(candidates(self.quote, CANDIDATES, self.cited))


def check_article(text: str, blocks: Iterable[tuple[int, int]] = ()) -> Annotated:
    """Every citation and quotation in the plain text of an article; `blocks` are its block quotations."""

    def check(quote: str, claim: Resolution | None) -> Verdict:
        return check_quotation(quote, resolution=claim).verdict

    return annotate(text, archive(), check, blocks)


def document_of(standing: Standing) -> KnownDocument:
    """The document a standing names."""
    return archive().document(standing.key)
