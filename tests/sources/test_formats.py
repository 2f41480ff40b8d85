"""The table of formats and publishers: everything a reader can emit is in it, and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from eo_browser.law.model.source import MetadataRecord, SourceDocument
from eo_browser.sources import read as reading
from eo_browser.sources.facts import SHIPPED
from eo_browser.sources.formats import (
    FORMATS,
    PUBLISHERS,
    Format,
    UnknownSource,
    format_of,
    preference,
    publisher_of,
    trust,
)
from eo_browser.sources.read import read

READERS = Path(reading.__file__).parent
STATES = {"SourceDocument": ("format", 1), "MetadataRecord": ("listed_by", 2)}  # class → field, its place


def stated(source: str) -> Iterator[str]:
    """The formats a module states where it makes a document or record, also by way of a function of its own."""
    tree = ast.parse(source)
    makers = dict(STATES)
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        names = [argument.arg for argument in function.args.args]
        for field in (name for name, _ in STATES.values() if name in names):
            makers[function.name] = (field, names.index(field))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers:
            field, place = makers[node.func.id]
            named = [keyword.value for keyword in node.keywords if keyword.arg == field]
            value = (named or node.args[place : place + 1])[0]
            if not (isinstance(value, ast.Name) and value.id == field):  # handed on from the caller, who states it
                yield value.value if isinstance(value, ast.Constant) else ast.unparse(value)


FILES = sorted(path for path in READERS.rglob("*.py") if list(stated(path.read_text("utf-8"))))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_a_reader_states_has_a_row(file: Path) -> None:
    """As text, so that it can be read here, and in a row that names the very module."""
    module = ".".join(file.relative_to(READERS).with_suffix("").parts)
    rows = {one.name for one in FORMATS if one.reader == module}
    assert set(stated(file.read_text("utf-8"))) <= rows


def test_a_format_without_a_row_is_seen() -> None:
    source = 'SourceDocument(name, "new", blocks)\nMetadataRecord(name, facts, listed_by=by)'
    by_way = 'def record(row, listed_by):\n    MetadataRecord(row, facts, listed_by)\nrecord(row, "other-list")'
    assert [*stated(source), *stated(by_way)] == ["new", "by", "other-list"]


def test_every_row_is_read_in_the_specimens(samples: Path) -> None:
    files = [*samples.rglob("*.*"), SHIPPED]  # the list of facts that is shipped needs no specimen beside it
    items = [item for file in files for item in read(file.name, file.read_bytes())]
    texts = {item.format for item in items if isinstance(item, SourceDocument)}
    lists = {item.listed_by for item in items if isinstance(item, MetadataRecord)}
    assert texts | lists == {one.name for one in FORMATS}


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
def test_a_row_leads_to_a_reader_and_a_publisher(row: Format) -> None:
    reader = import_module(f"eo_browser.sources.{row.reader}")
    assert callable(reader.recognises)
    assert callable(reader.read)
    assert publisher_of(row.publisher).code == row.publisher


def test_names_are_given_once() -> None:
    assert len({one.name for one in FORMATS}) == len(FORMATS)
    assert len({one.code for one in PUBLISHERS}) == len(PUBLISHERS)


def test_no_format_is_last_in_silence() -> None:
    with pytest.raises(UnknownSource, match="'telegram' has no row"):
        format_of("telegram")
    with pytest.raises(UnknownSource, match="'the-press' has no row"):
        publisher_of("the-press")


def test_a_reader_of_an_unknown_format_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    class Telegrams:
        def recognises(self, data: bytes) -> bool:
            return True

        def read(self, name: str, data: bytes) -> Iterator[SourceDocument]:
            yield SourceDocument(name, "telegram", ())

    monkeypatch.setattr(reading, "READERS", {Telegrams(): 1_000})
    with pytest.raises(UnknownSource):
        list(read("x", b"STOP"))


# (format, publisher), the more trusted and the preferred first
TRUSTED = [
    ("fr-xml", "federal-register"),
    ("fr-html", "federal-register"),
    ("federal-register-api", "federal-register"),
    ("federal-register-csv", "federal-register"),
    ("national-archives", "national-archives"),
    ("fr-text", "federal-register"),  # prints titles in capitals
    ("wh-html", "white-house"),
    ("wh-html", "other"),  # a copy that nobody vouches for
]
PREFERRED = [
    ("fr-xml", "federal-register"),
    ("fr-html", "federal-register"),
    ("fr-text", "federal-register"),
    ("plain", "white-house"),
    ("historic-json", "other"),
]


def test_the_order_of_trust_and_of_preference() -> None:
    assert sorted(TRUSTED, key=lambda one: trust(*one)) == TRUSTED
    assert sorted(PREFERRED, key=lambda one: preference(*one)) == PREFERRED
    assert preference("wh-markdown", "white-house") == preference("plain", "white-house")
