"""The stored texts a quotation is held against: whole documents, laid out and kept, or a provision's surroundings."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any

from django.db import connection

from eo_browser.law.quotation import Piece, TokenizedText, tokenized
from eo_browser.models import Document, Revision, StoredProvision

WORDS_KEPT = 300_000  # of documents laid out for the search, in each process: some 30 MB
ABOVE = 24  # provisions before the cited one that are read with it, as far as those it is under
AT_ONCE = 48  # provisions read at once, from there on; few have more below them
TextName = tuple[int, str, int]  # a revision, its words, and the key of its first row, which a new reading changes
ALL = 1_000_000  # more than any text has
# Asked past the ORM, whose preparation of a question takes longer than its answer.
_NAMES = (
    "SELECT {document}.id, {revision}.id, {revision}.words_hash, {provision}.id FROM {document} "
    "JOIN {revision} ON {revision}.id = {document}.current_id "
    "JOIN {provision} ON {provision}.revision_id = {revision}.id "
    "WHERE {provision}.position = 0 AND {document}.id IN ({among})"
)
_OTHER_TEXTS = (
    "SELECT {document}.id, {revision}.id FROM {document} JOIN {revision} ON {revision}.document_id = {document}.id "
    "WHERE {revision}.id <> {document}.current_id AND {document}.id IN ({among}) ORDER BY {revision}.number"
)
_TEXTS = (
    "SELECT revision_id, path, label, text FROM {provision} WHERE revision_id IN ({among}) "
    "ORDER BY revision_id, position"
)
_PLACES = (
    "SELECT {provision}.revision_id, {provision}.path, {provision}.position FROM {document} "
    "JOIN {provision} ON {provision}.revision_id = {document}.current_id "
    "WHERE {document}.id = %s AND {provision}.path IN ({among})"
)
_PIECES = (
    "SELECT path, label, text FROM {provision} WHERE revision_id = %s AND position >= %s ORDER BY position LIMIT %s"
)


class KeptTexts:
    """The texts last asked for, by names that change with their texts; bounded by the words they hold."""

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._kept: OrderedDict[TextName, TokenizedText] = OrderedDict()
        self._words = 0
        self._lock = Lock()

    def get(self, names: Iterable[TextName]) -> dict[TextName, TokenizedText]:
        """Return those of the texts that are kept, by name."""
        with self._lock:
            found = {name: self._kept[name] for name in names if name in self._kept}
            for name in found:
                self._kept.move_to_end(name)
            return found

    def keep(self, texts: dict[TextName, TokenizedText]) -> None:
        """Keep texts by name, and let go of those not asked for longest; one that is too long is not kept."""
        with self._lock:
            for name, tokens in texts.items():
                if name not in self._kept and len(tokens.words) <= self._at_most:
                    self._kept[name] = tokens
                    self._words += len(tokens.words)
            while self._words > self._at_most:
                _, gone = self._kept.popitem(last=False)
                self._words -= len(gone.words)


_kept = KeptTexts(WORDS_KEPT)


def texts_of(documents: Sequence[int]) -> list[TokenizedText]:
    """Return the current texts of documents, laid out for the search, in the order asked for."""
    names = _names_of_texts(documents)
    texts = _kept.get(names.values())
    missing = {name: document for document, name in names.items() if name not in texts}
    if missing:
        read = _read(missing)
        _kept.keep(read)
        texts |= read
    return [texts[names[document]] for document in documents if names.get(document) in texts]


def other_editions_of(documents: Sequence[int]) -> list[TokenizedText]:
    """Return the texts of documents that are not their current ones, as other sources print them."""
    rows = _asked(_OTHER_TEXTS, among=documents) if documents else ()
    document_of = {revision: document for document, revision in rows}
    pieces: dict[int, list[Piece]] = {}
    for revision, path, label, text in _asked(_TEXTS, among=list(document_of)) if document_of else ():
        pieces.setdefault(revision, []).append(Piece(path, label, text))
    return [tokenized(document_of[revision], own) for revision, own in pieces.items()]


def _names_of_texts(documents: Sequence[int]) -> dict[int, TextName]:
    """The name of each document's current text."""
    rows = _asked(_NAMES, among=documents) if documents else ()
    return {document: (revision, words, row) for document, revision, words, row in rows}


def _read(documents: dict[TextName, int]) -> dict[TextName, TokenizedText]:
    """The texts of documents, by their names."""
    names = {name[0]: name for name in documents}
    pieces: dict[int, list[Piece]] = {}
    for revision, path, label, text in _asked(_TEXTS, among=list(names)):
        pieces.setdefault(revision, []).append(Piece(path, label, text))
    return {
        name: tokenized(documents[name], pieces[revision]) for revision, name in names.items() if revision in pieces
    }


def surroundings_of(document: int, path: str) -> TokenizedText | None:
    """Return a provision of a current text with all below it and what is next to it; None when there is none.

    It begins with the provisions above where they are near, because quotations lead from them into this one.
    """
    steps = path.split("/")
    wanted = ["/".join(steps[:depth]) for depth in range(1, len(steps) + 1)]
    places = _asked(_PLACES, document, among=wanted)
    found = {stood: (revision, position) for revision, stood, position in places}
    if path not in found:
        return None
    revision, position = found[path]
    near = [stood for _, stood in found.values() if stood >= position - ABOVE]
    return tokenized(document, _from(revision, min(*near, position - 1), path))


def _from(revision: int, position: int, path: str) -> list[Piece]:
    """The pieces from a position on, to the one behind a provision and all below it."""
    pieces = [Piece(*row) for row in _asked(_PIECES, revision, position, AT_ONCE)]
    if len(pieces) == AT_ONCE and pieces[-1].path.startswith(f"{path}/"):
        pieces = [Piece(*row) for row in _asked(_PIECES, revision, position, ALL)]
    under = [number for number, piece in enumerate(pieces) if piece.path == path or piece.path.startswith(f"{path}/")]
    return pieces[: under[-1] + 2]


def _asked(question: str, *parameters: int, among: Sequence[int | str] = ()) -> Sequence[tuple[Any, ...]]:
    """The rows that answer a question of plain SQL, which names its tables, and the values it asks among, in braces."""
    models = {"document": Document, "revision": Revision, "provision": StoredProvision}
    tables = {name: connection.ops.quote_name(model._meta.db_table) for name, model in models.items()}
    with connection.cursor() as cursor:
        cursor.execute(question.format(**tables, among=", ".join(["%s"] * len(among))), [*parameters, *among])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
