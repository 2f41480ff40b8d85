"""Quotations and articles checked against the archive."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from django.db.models import Q

from eo_browser.find import find
from eo_browser.law.annotate import Annotated, annotate
from eo_browser.law.quotation import Claim, Piece, Script, Standing, Verdict, read_marks, script_of, verify
from eo_browser.law.resolve import KnownDocument, Resolution, Target
from eo_browser.lookups import archive
from eo_browser.models import Document, StoredProvision
from eo_browser.shingles import candidates, holding_all

HOLDERS = 24  # documents looked at that may have all words of a quotation
SHARERS = 8  # documents looked at that may have most
WORDS_KEPT = 300_000  # of documents laid out for the search, in each process: some 30 MB
TextName = tuple[int, str, int]  # a revision, its words, and the key of its first row, which a new reading changes


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
    verdict = _in_cited_provisions(quote, targets) or _in_documents(quote, targets)
    return Checked(verdict, cite, resolution)


def _in_documents(quote: str, targets: Sequence[Target]) -> Verdict:
    """The verdict of the cited documents as a whole, and of all the others."""
    named = {target.document.key for target in targets}
    return verify(quote, _claims(targets), _Others(quote, named))


def _in_cited_provisions(quote: str, targets: Sequence[Target]) -> Verdict | None:
    """The verdict of the cited provisions alone, where it is so good that nothing elsewhere can better it.

    Most quotations are right, and a provision is read much sooner than its document.
    """
    if read_marks(quote).marks:  # at best a marked edit, which a place elsewhere may better
        return None
    claims = [
        Claim(script_of(target.document.key, pieces), (target.path,))
        for target in targets
        if target.path and (pieces := _pieces_under(target))
    ]
    if not claims or len(claims) < len(targets):
        return None
    verdict = verify(quote, claims)
    return verdict if verdict.verdict in ("verbatim", "typography") else None


def _pieces_under(target: Target) -> list[Piece]:
    """A provision of a current text and all below it."""
    below = f"{target.path}/"
    under = Q(current__provisions__path=target.path) | Q(current__provisions__path__startswith=below)
    found = Document.objects.filter(under, pk=target.document.key).order_by("current__provisions__position")
    rows = found.values_list(*(f"current__provisions__{field}" for field in ("path", "label", "text")))
    return [Piece(*row) for row in rows if row[0] == target.path or row[0].startswith(below)]  # SQLite folds case


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


class KeptScripts:
    """The scripts last asked for, by names that change with their texts; bounded by the words they hold."""

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._kept: OrderedDict[TextName, Script] = OrderedDict()
        self._words = 0
        self._lock = Lock()

    def get(self, names: Iterable[TextName]) -> dict[TextName, Script]:
        """Those of the scripts that are kept, by name."""
        with self._lock:
            found = {name: self._kept[name] for name in names if name in self._kept}
            for name in found:
                self._kept.move_to_end(name)
            return found

    def keep(self, scripts: dict[TextName, Script]) -> None:
        """Keep scripts by name, and let go of those not asked for longest; one that is too long is not kept."""
        with self._lock:
            for name, script in scripts.items():
                if name not in self._kept and len(script.words) <= self._at_most:
                    self._kept[name] = script
                    self._words += len(script.words)
            while self._words > self._at_most:
                _, gone = self._kept.popitem(last=False)
                self._words -= len(gone.words)


_kept = KeptScripts(WORDS_KEPT)


def scripts_of(documents: Sequence[int]) -> list[Script]:
    """The current texts of documents, laid out for the search, in the order asked for."""
    names = _names_of_texts(documents)
    scripts = _kept.get(names.values())
    missing = {name: document for document, name in names.items() if name not in scripts}
    if missing:
        read = _read(missing)
        _kept.keep(read)
        scripts |= read
    return [scripts[names[document]] for document in documents if names.get(document) in scripts]


def _names_of_texts(documents: Iterable[int]) -> dict[int, TextName]:
    """The name of each document's current text."""
    first = Document.objects.filter(pk__in=documents, current__provisions__position=0)
    rows = first.values_list("pk", "current", "current__words_hash", "current__provisions")
    return {document: (revision, words, row) for document, revision, words, row in rows}


def _read(documents: dict[TextName, int]) -> dict[TextName, Script]:
    """The texts of documents, by their names."""
    names = {name[0]: name for name in documents}
    pieces: dict[int, list[Piece]] = {}
    rows = StoredProvision.objects.filter(revision_id__in=names).order_by("revision", "position")
    for revision, path, label, text in rows.values_list("revision_id", "path", "label", "text"):
        pieces.setdefault(revision, []).append(Piece(path, label, text))
    return {
        name: script_of(documents[name], pieces[revision]) for revision, name in names.items() if revision in pieces
    }


@dataclass(frozen=True, slots=True)
class _Others:
    """The documents beside the cited ones in which words of a quotation may stand, likeliest first."""

    quote: str
    cited: set[int]

    def with_all_words(self) -> Iterable[Script]:
        return scripts_of(holding_all(self.quote, HOLDERS, self.cited))

    def with_many_words(self) -> Iterable[Script]:
        return scripts_of(candidates(self.quote, SHARERS, self.cited))


def check_article(text: str, blocks: Iterable[tuple[int, int]] = ()) -> Annotated:
    """Every citation and quotation in the plain text of an article; `blocks` are its block quotations."""

    def check(quote: str, claim: Resolution | None) -> Verdict:
        return check_quotation(quote, resolution=claim).verdict

    return annotate(text, archive(), check, blocks)


def document_of(standing: Standing) -> KnownDocument:
    """The document a standing names."""
    return archive().document(standing.key)
