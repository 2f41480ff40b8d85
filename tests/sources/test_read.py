"""The dispatcher: a file's format is told from its content, never from its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eo_browser.law.model.source import MetadataRecord, Skipped, SourceDocument
from eo_browser.law.outline.outline import parse
from eo_browser.sources.read import READERS, read, read_member, reader_of

READER_OF = {
    "white-house/*.md": "white_house.markdown",
    "white-house/*.html": "white_house.html",
    "plain/19*.txt": "plain",
    "plain/99*.txt": "federal_register.copied",
    "compilation/*.html": "compilation.html",
    "us-code/*.xml": "us_code.notes",
    "white-house/*.xml": "white_house.feed",
    "historic/*.jsonl": "historic",
    "federal-register/*.xml": "federal_register.xml",
    "federal-register/*.html": "federal_register.html",
    "federal-register/*.txt": "federal_register.text",
    "federal-register/*.json": "federal_register.api",
    "lists/*.csv": "federal_register.api",
    "lists/*.txt": "national_archives.dispositions",
}


@pytest.mark.parametrize(("pattern", "reader"), READER_OF.items())
def test_the_reader_of_a_file(samples: Path, pattern: str, reader: str) -> None:
    files = sorted(samples.glob(pattern))
    assert files
    for path in files:
        found = reader_of(path.read_bytes())
        assert getattr(found, "__name__", "").removeprefix("eo_browser.sources.") == reader, path.name


@pytest.mark.parametrize(("data", "because"), [(b"", "empty"), (b" \n", "empty"), (bytes(range(256)), "not known")])
def test_files_no_reader_knows(data: bytes, because: str) -> None:
    (only,) = read("x", data)
    assert isinstance(only, Skipped)
    assert because in only.reason


def test_one_of_many(samples: Path) -> None:
    data = (samples / "historic" / "orders.jsonl").read_bytes()
    (found,) = read_member("orders.jsonl", data, "99101-A")
    assert isinstance(found, SourceDocument)
    (missing,) = read_member("orders.jsonl", data, "1")
    assert isinstance(missing, Skipped)
    assert "holds no document 1" in missing.reason


@given(st.binary(max_size=300) | st.sampled_from([b"<", b"{", b"---\n", b"<html>", b"<PRESDOCU>"]))
def test_any_bytes_are_answered(data: bytes) -> None:
    answers = list(read("x", data))
    assert all(isinstance(item, SourceDocument | MetadataRecord | Skipped) for item in answers)
    assert all(item.source.startswith("x") for item in answers)


def test_every_reader_says_no_to_nothing() -> None:
    assert not any(reader.recognises(b"") for reader in READERS)


PROJECT = Path(__file__).resolve().parent.parent.parent
FILES = sorted(path for path in (PROJECT / "samples").rglob("*") if path.is_file())
# What damaged and hand-made files have at any place: tags, labels, marks, half an address.
STRAYS = [
    *("<P>", "</P>", '<E T="03">', '<CHED H="', "<o:p>", "<li>", "<table>", '<GPOTABLE COLS="2">', "<FTNT>", "<"),
    *(
        "(a) ",
        "(ii) ",
        "Sec. 2. ",
        "1. ",
        "* ",
        "| a | b |",
        "\n",
        "\n\n",
        '"',
        "\u201c",
        "\u2014",
        "\u00a0",
        "http://[",
    ),
    *("---\n", "[[Page 7]]", "[FR Doc.", "THE WHITE HOUSE,\n", "ANNEX\n", "WHEREAS "),
]
DAMAGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 300), st.sampled_from(["", *STRAYS])), max_size=6)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(FILES), DAMAGES)
def test_a_damaged_file_is_read_or_refused(path: Path, damages: list[tuple[float, int, str]]) -> None:
    """Bytes cut out and strays put in anywhere: an answer, never an exception."""
    data = path.read_bytes()
    for where, cut, stray in damages:
        at = int(where * len(data))
        data = data[:at] + stray.encode() + data[at + cut :]
    for item in read(f"samples/{path.name}", data):
        if isinstance(item, SourceDocument):
            parse(item)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        # Lines without end, in either form; tags without end; JSON and HTML nested without end.
        (b"a\n" * 50_001, "The text has 50,001 lines; a text has at most 50,000."),
        (b"a\r" * 50_001, "The text has 50,001 lines; a text has at most 50,000."),
        (
            b"<html><body>" + b"<p>a</p>" * 100_001 + b"</body></html>",
            "The text has 200,006 tags; a text has at most 200,000.",
        ),
        (b"[" * 100_000, "The file is nested too deeply to be read."),
    ],
)
def test_what_is_more_than_can_be_read_is_refused(data: bytes, reason: str) -> None:
    (only,) = read("file", data)
    assert isinstance(only, Skipped)
    assert only.reason == reason
