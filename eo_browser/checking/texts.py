"""The stored texts that quotations are compared with: whole documents, tokenized and cached, or a provision with its
surroundings.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date
from threading import Lock
from typing import Any

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.quotation import TokenizedText, tokenized
from eo_browser.models import Document, Revision, StoredProvision, StoredState
from eo_browser.models.replica import reading_connection

WORDS_KEPT = 300_000  # of tokenized documents cached in each process: some 30 MB
ABOVE = 24  # provisions read before the cited one, for its ancestors
AT_ONCE = 48  # provisions read at once from there on; few have more below them
TextName = tuple[int, str, int]  # a revision, the hash of its words, the key of its first row
ALL = 1_000_000  # more than any text has
# Plain SQL, because the ORM takes longer to prepare a query than the database to answer it.
_NAMES = (
    "SELECT {document}.id, {revision}.id, {revision}.words_hash, {provision}.id FROM {document} "
    "JOIN {revision} ON {revision}.id = {document}.current_id "
    "JOIN {provision} ON {provision}.revision_id = {revision}.id "
    "WHERE {provision}.position = 0 AND {document}.id IN ({among})"
)
_OTHER_TEXTS = (
    "SELECT {document}.id, {revision}.id, {revision}.words_hash, {revision}.number FROM {document} "
    "JOIN {revision} ON {revision}.document_id = {document}.id "
    "WHERE {revision}.id <> {document}.current_id AND {document}.id IN ({among}) ORDER BY {revision}.number"
)
_TEXTS = (
    "SELECT revision_id, path, text, label FROM {provision} WHERE revision_id IN ({among}) "
    "ORDER BY revision_id, position"
)
_PLACES = (
    "SELECT {provision}.revision_id, {provision}.path, {provision}.position FROM {document} "
    "JOIN {provision} ON {provision}.revision_id = {document}.current_id "
    "WHERE {document}.id = %s AND {provision}.path IN ({among})"
)
_PIECES = (
    "SELECT path, text, label FROM {provision} WHERE revision_id = %s AND position >= %s ORDER BY position LIMIT %s"
)


class KeptTexts:
    """An LRU cache of texts, by names that change with their texts, bounded by the number of words."""

    def __init__(self, at_most: int) -> None:
        self._at_most = at_most
        self._kept: OrderedDict[TextName, TokenizedText] = OrderedDict()
        self._words = 0
        self._lock = Lock()

    def get(self, names: Iterable[TextName]) -> dict[TextName, TokenizedText]:
        """Return those of the texts that are cached, by name."""
        with self._lock:
            found = {name: self._kept[name] for name in names if name in self._kept}
            for name in found:
                self._kept.move_to_end(name)
            return found

    def keep(self, texts: dict[TextName, TokenizedText]) -> None:
        """Cache texts by name and drop the least recently used ones; a text that is too long is not cached."""
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
    """Return the current texts of documents, tokenized, in the order given."""
    names = _names_of_texts(documents)
    return _cached_or_read({names[document]: document for document in documents if document in names})


def other_editions_of(documents: Sequence[int]) -> list[tuple[int, TokenizedText]]:
    """Return the other editions of documents, their texts that are not current, each with its number of a revision."""
    rows = _asked(_OTHER_TEXTS, among=documents) if documents else ()
    return [
        (number, text)
        for document, revision, words, number in rows  # seldom more than two
        for text in _cached_or_read({(revision, words, 0): document})
    ]


def state_text_of(document: int, day: date) -> TokenizedText | None:
    """Return the text of a document as amended from a day on, laid out for the search; None where there is none."""
    row = StoredState.objects.filter(document=document, day=day).only("pk").first()  # its words only where not kept
    if row is None:
        return None
    name = (-row.pk, "state", row.pk)
    if not (kept := _kept.get([name])):
        pieces = [ProvisionText(one["path"], one["text"], one["label"]) for one in row.record["provisions"]]
        kept = {name: tokenized(document, pieces)}
        _kept.keep(kept)
    return kept[name]


def _names_of_texts(documents: Sequence[int]) -> dict[int, TextName]:
    """The name of each document's current text."""
    rows = _asked(_NAMES, among=documents) if documents else ()
    return {document: (revision, words, row) for document, revision, words, row in rows}


def _cached_or_read(documents: dict[TextName, int]) -> list[TokenizedText]:
    """The texts of documents, from the cache where it has them, in the order of their names."""
    texts = _kept.get(documents)
    if missing := {name: document for name, document in documents.items() if name not in texts}:
        read = _read(missing)
        _kept.keep(read)
        texts |= read
    return [texts[name] for name in documents if name in texts]


def _read(documents: dict[TextName, int]) -> dict[TextName, TokenizedText]:
    """The texts of documents, by their names."""
    names = {name[0]: name for name in documents}
    pieces: dict[int, list[ProvisionText]] = {}
    for revision, path, text, label in _asked(_TEXTS, among=list(names)):
        pieces.setdefault(revision, []).append(ProvisionText(path, text, label))
    return {
        name: tokenized(documents[name], pieces[revision]) for revision, name in names.items() if revision in pieces
    }


def surroundings_of(document: int, path: str) -> TokenizedText | None:
    """Return a provision of a current text with all below it and its neighbours; None when there is none.

    It begins with the ancestors where they are near, because quotations continue from them into this one.
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


def _from(revision: int, position: int, path: str) -> list[ProvisionText]:
    """The pieces from a position on, to the first one after a provision and all below it."""
    pieces = [ProvisionText(*row) for row in _asked(_PIECES, revision, position, AT_ONCE)]
    if len(pieces) == AT_ONCE and pieces[-1].path.startswith(f"{path}/"):
        pieces = [ProvisionText(*row) for row in _asked(_PIECES, revision, position, ALL)]
    under = [number for number, piece in enumerate(pieces) if piece.path == path or piece.path.startswith(f"{path}/")]
    return pieces[: under[-1] + 2]


def _asked(question: str, *parameters: int, among: Sequence[int | str] = ()) -> Sequence[tuple[Any, ...]]:
    """The rows of a query in plain SQL, with its tables and list of values in braces."""
    connection = reading_connection()
    models = {"document": Document, "revision": Revision, "provision": StoredProvision}
    tables = {name: connection.ops.quote_name(model._meta.db_table) for name, model in models.items()}
    with connection.cursor() as cursor:
        cursor.execute(question.format(**tables, among=", ".join(["%s"] * len(among))), [*parameters, *among])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
