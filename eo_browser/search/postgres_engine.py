"""The engine for several web servers: PostgreSQL keeps the words in tsvectors under a GIN index; arrays rank them.

The words are our analyser's, made into tsvectors as they are: PostgreSQL does no linguistic processing and needs no
extension, and a standby has the index with the data. An index is a set of tables with a number; one row of
`eo_search_state` says which set to read, so a rebuild or an update becomes visible in one step.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import psycopg
from psycopg import sql

from . import executor, suggesting
from .columns import Columns, IndexRow, Rows, columns_of
from .engine import IndexEntry, IndexMark, IndexState, Page, Sort, Suggestion, Unavailable
from .query import SearchQuery
from .records import COUNT_STEPS, Field, Record, record_of
from .snapshot import Snapshot

LAYOUT = 5  # increased when the stored data change: an index of another layout is rebuilt
BATCH = 200  # documents written at a time
MOST_LEXEMES = 8_000  # in one tsvector, which is limited to a megabyte; a longer document takes several rows
_CODES: dict[Field, str] = {"body": "b", "heading": "h", "title": "t", "facts": "f", "said": "s", "key": "k"}
_ONE_WRITER = 0x65_6F_73_65  # the number of the advisory lock of writers
T = TypeVar("T")
Connection = psycopg.Connection[Any]

_STATE = """
CREATE TABLE IF NOT EXISTS eo_search_state (
    here boolean PRIMARY KEY DEFAULT true CHECK (here),
    layout integer NOT NULL, build bigint NOT NULL, generation bigint NOT NULL,
    archive text NOT NULL, number bigint NOT NULL, documents bigint NOT NULL
)"""
# The small target stores a tsvector outside its row, so that a search for a word reads few pages.
_TABLES = (
    "CREATE TABLE {record} (id integer PRIMARY KEY, facts text, digests bytea, sketch bytea, tokens bytea)",
    "ALTER TABLE {record} ALTER tokens SET STORAGE EXTERNAL",
    "CREATE TABLE {words} (id integer, part integer, words tsvector, PRIMARY KEY (id, part))"
    " WITH (toast_tuple_target = 128)",
    "CREATE TABLE {vocabulary} (word text PRIMARY KEY, documents integer)",
)
# One statement for any number of words, planned once: a prefix may match hundreds.
_POSTINGS = """
SELECT found.ids FROM unnest(%s::text[]) WITH ORDINALITY AS asked (lexeme, place)
CROSS JOIN LATERAL (
    SELECT string_agg(int4send(id), '') AS ids FROM {words} WHERE words @@ asked.lexeme::tsquery
) AS found ORDER BY asked.place"""
_INDEX = "CREATE INDEX ON {words} USING gin (words)"
_NAMES = ("record", "words", "vocabulary")


def lexeme(field: Field, word: str, step: int = 1) -> str:
    """Return the lexeme of a word of a field: "b:plan"; "b4:plan" where it comes at least four times."""
    return f"{_CODES[field]}{step if step > 1 else ''}:{word}"


def lexemes(record: Record) -> list[str]:
    """Return every lexeme of a record's tsvector."""
    found = [lexeme(field, word) for field, counted in record.words.items() for word in counted]
    often = ((word, step) for word, count in record.words["body"].items() for step in COUNT_STEPS[1:] if count >= step)
    return found + [lexeme("body", word, step) for word, step in often]


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


class _PostgresSource:
    """One generation of an index, read through the connection of the calling thread."""

    def __init__(self, engine: PostgresEngine, build: int, generation: str, mark: IndexMark) -> None:
        self._engine, self._build = engine, build
        self.generation, self.mark = generation, mark
        self._ids = np.empty(0, np.int64)

    def _ask(self, question: str) -> sql.Composed:
        return _named(question, self._build)

    def columns(self) -> Columns:
        rows = (
            self._engine.connection()
            .execute(self._ask("SELECT id, facts, digests, sketch FROM {record} ORDER BY id"), binary=True)
            .fetchall()
        )
        self._ids = np.array([row[0] for row in rows], dtype=np.int64)
        return columns_of([IndexRow(facts, digests, sketch) for _, facts, digests, sketch in rows])

    def words(self, fields: Sequence[Field]) -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for field in fields:
            start = lexeme(field, "")
            rows = self._engine.connection().execute(
                self._ask(
                    "SELECT substr(word, 3), documents FROM {vocabulary} WHERE starts_with(word, %s) AND documents > 0"
                ),
                [start],
                binary=True,
            )
            found.update(dict(rows.fetchall()))
        return found

    def postings(self, words: Iterable[tuple[Field, str]]) -> list[tuple[Rows, npt.NDArray[np.uint8]]]:
        wanted = [(field, word, step) for field, word in words for step in _steps(field)]
        asked = [_quoted(lexeme(*one)) for one in wanted]
        rows = self._engine.connection().execute(self._ask(_POSTINGS), [asked], binary=True).fetchall()
        return list(self._joined(wanted, [row[0] or b"" for row in rows]))

    def _joined(
        self, wanted: Sequence[tuple[Field, str, int]], answers: Sequence[bytes]
    ) -> Iterator[tuple[Rows, npt.NDArray[np.uint8]]]:
        """Return the answers for one word, one for each step, as rows with their highest step."""
        for at, (field, _, step) in enumerate(wanted):
            if step != 1:
                continue
            rows = np.sort(self._rows(answers[at]))
            counts = np.ones(len(rows), dtype=np.uint8)
            for above, more in enumerate(_steps(field)[1:], at + 1):
                counts[np.searchsorted(rows, self._rows(answers[above]))] = more
            yield rows, counts

    def _rows(self, answer: bytes) -> Rows:
        return np.searchsorted(self._ids, np.frombuffer(answer, dtype=">i4").astype(np.int64))

    def tokens(self, rows: Sequence[int]) -> list[bytes]:
        ids = [int(self._ids[row]) for row in rows]
        found = self._engine.connection().execute(
            self._ask("SELECT id, tokens FROM {record} WHERE id = ANY(%s)"), [ids], binary=True
        )
        by_id = dict(found.fetchall())
        return [by_id[one] for one in ids]


def _steps(field: Field) -> tuple[int, ...]:
    return COUNT_STEPS if field == "body" else (1,)


def _named(question: str, build: int) -> sql.Composed:
    """Return a statement with the names of the tables of one build."""
    names = {name: sql.Identifier(f"eo_search_{name}_{build}") for name in _NAMES}
    return sql.SQL(question).format(**names)


class PostgresEngine:
    """An index in a PostgreSQL database. `connect` opens a connection; each thread that searches has its own."""

    def __init__(self, connect: Callable[[], Connection], connect_to_write: Callable[[], Connection] | None = None):
        self._connect = connect
        self._connect_to_write = connect_to_write or connect
        self._own = threading.local()
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None

    # Reading

    def connection(self) -> Connection:
        """Return the connection of the calling thread; open it again where it was lost."""
        connection: Connection | None = getattr(self._own, "connection", None)
        if connection is None or connection.closed:
            connection = self._connect()
            # For a common word the planner would read every tsvector instead of the index; and compiling such
            # statements takes longer than it saves.
            connection.execute("SET enable_seqscan = off; SET jit = off")
            connection.commit()
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            self._own.connection = connection
        return connection

    def state(self) -> IndexState | None:
        try:
            return self._reading(lambda: _state(self.connection()))
        except Unavailable:
            return None

    def held(self) -> Mapping[int, int]:
        return self._reading(lambda: self._now().held())

    def search(self, query: SearchQuery, *, limit: int = 10, offset: int = 0, sort: Sort = "relevance") -> Page:
        return self._reading(lambda: executor.search(self._now(), query, limit=limit, offset=offset, sort=sort))

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        return self._reading(lambda: suggesting.suggest(self._now(), typed, limit))

    def _reading(self, read: Callable[[], T]) -> T:
        """Read in one transaction, which sees one state of the index; retry once where the connection was lost."""
        for last in (False, True):
            try:
                with self.connection().transaction():
                    return read()
            except psycopg.OperationalError as error:
                self._own.connection = None
                if last:
                    raise Unavailable(f"The database of the search index does not answer: {error}") from error
            except psycopg.Error as error:
                raise Unavailable(f"The search index cannot be read: {error}") from error
        raise AssertionError

    def _now(self) -> Snapshot:
        with self._lock:
            state, build = _state(self.connection()), _build(self.connection())
            if self._snapshot is None or self._snapshot.source.generation != state.generation:
                self._snapshot = Snapshot(_PostgresSource(self, build, state.generation, state.mark))
            return self._snapshot

    # Writing

    def update(self, entries: Iterable[IndexEntry], removed: Sequence[int] = (), mark: IndexMark | None = None) -> None:
        with self._writing() as connection:
            if _row(connection) is None:
                _make(connection, (), IndexMark())
            build = _build(connection)
            _delete(connection, build, removed)
            for records in _batches(entries):
                _delete(connection, build, [record.id for record in records])
                _insert(connection, build, records)
            _raise_state(connection, mark or _state(connection).mark, build)

    def rebuild(self, entries: Iterable[IndexEntry], mark: IndexMark | None = None) -> None:
        with self._writing() as connection:
            _make(connection, entries, mark or IndexMark())

    def remove(self, ids: Sequence[int]) -> None:
        self.update((), removed=ids)

    def clear(self) -> None:
        self.rebuild(())

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Run a transaction as the only writer."""
        with self._connect_to_write() as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_WRITER])
            connection.execute(_STATE)
            yield connection


def _row(connection: Connection) -> tuple[Any, ...] | None:
    return connection.execute(
        "SELECT layout, build, generation, archive, number, documents FROM eo_search_state"
    ).fetchone()


def _state(connection: Connection) -> IndexState:
    """Return the state of the index; raise Unavailable where there is none of this layout."""
    row = _row(connection)
    if row is None or row[0] != LAYOUT:
        raise Unavailable("There is no search index in the database yet.")
    return IndexState(IndexMark(row[3], row[4]), f"{row[1]}.{row[2]}", row[5])


def _build(connection: Connection) -> int:
    row = _row(connection)
    return int(row[1]) if row else 0


def _make(connection: Connection, entries: Iterable[IndexEntry], mark: IndexMark) -> None:
    """Create new tables, fill them, make the state name them, and drop the old ones."""
    old = _build(connection)
    build = old + 1
    for statement in _TABLES:
        connection.execute(_named(statement, build))
    for records in _batches(entries):
        _insert(connection, build, records)
    connection.execute(_named(_INDEX, build))
    connection.execute(_named("ANALYZE {words}", build))
    connection.execute("DELETE FROM eo_search_state")
    connection.execute(
        "INSERT INTO eo_search_state (layout, build, generation, archive, number, documents)"
        " VALUES (%s, %s, 0, '', 0, 0)",
        [LAYOUT, build],
    )
    _raise_state(connection, mark, build)
    connection.execute(_named("DROP TABLE IF EXISTS {record}, {words}, {vocabulary}", old))


def _raise_state(connection: Connection, mark: IndexMark, build: int) -> None:
    counted = connection.execute(_named("SELECT count(*) FROM {record}", build)).fetchone()
    connection.execute(
        "UPDATE eo_search_state SET generation = generation + 1, archive = %s, number = %s, documents = %s",
        [mark.archive, mark.number, counted[0] if counted else 0],
    )


def _batches(entries: Iterable[IndexEntry]) -> Iterator[list[Record]]:
    records = map(record_of, entries)
    while batch := list(islice(records, BATCH)):
        yield batch


def _insert(connection: Connection, build: int, records: Sequence[Record]) -> None:
    words = {record.id: lexemes(record) for record in records}
    with connection.cursor() as cursor:
        with cursor.copy(_named("COPY {record} FROM STDIN (FORMAT binary)", build)) as copy:
            copy.set_types(["int4", "text", "bytea", "bytea", "bytea"])
            for record in records:
                copy.write_row((record.id, record.facts, record.digests, record.sketch, record.tokens))
        with cursor.copy(_named("COPY {words} FROM STDIN", build)) as copy:
            for key, some in words.items():
                for part, start in enumerate(range(0, len(some), MOST_LEXEMES)):
                    copy.write_row((key, part, " ".join(map(_quoted, some[start : start + MOST_LEXEMES]))))
    _count(connection, build, Counter(word for some in words.values() for word in some if word[1] == ":"))


def _count(connection: Connection, build: int, counted: Counter[str]) -> None:
    """Add to the number of documents that have each word."""
    counts = sorted(counted.items())
    connection.execute(
        _named(
            "INSERT INTO {vocabulary} AS v SELECT * FROM unnest(%s::text[], %s::integer[])"
            " ON CONFLICT (word) DO UPDATE SET documents = v.documents + EXCLUDED.documents",
            build,
        ),
        [[word for word, _ in counts], [count for _, count in counts]],
    )


def _delete(connection: Connection, build: int, ids: Sequence[int]) -> None:
    if not ids:
        return
    gone = connection.execute(
        _named("DELETE FROM {words} WHERE id = ANY(%s) RETURNING tsvector_to_array(words)", build), [list(ids)]
    ).fetchall()
    connection.execute(_named("DELETE FROM {record} WHERE id = ANY(%s)", build), [list(ids)])
    if gone:
        counted = Counter(word for row in gone for word in row[0] if word[1] == ":")
        _count(connection, build, Counter({word: -count for word, count in counted.items()}))
