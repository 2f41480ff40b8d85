"""Every reader is total: any bytes give documents or a refusal in one sentence; and no word of a source is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eo_browser.law.model.source import MetadataRecord, Skipped, SourceDocument
from eo_browser.law.model.tree import walk
from eo_browser.law.outline.outline import parse
from eo_browser.sources.read import READERS, read

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"
FILES = sorted(path for path in SAMPLES.rglob("*") if path.is_file() and path.suffix != ".json")
WORDS = re.compile(r"[^\W_]{2,}")
# What a text may hold anywhere: marks of every format, labels, heads, closings, and bytes that are no text.
PIECES = [
    b"<", b">", b"</p>", b"<p>", b"<pre>", b"<html>", b"<PRESDOCU>", b"</FP>", b"<![CDATA[", b"]]>", b"&",
    b"&#0;", b"\x00", b"\xff", b"\xc3", b"\x92", b"\r", b"\n\n", b"\t", b"\x0c", b"{", b"}", b"[", b"]]",
    b'"', b"{{header", b"}}", b"&lt;", b"---\n", b"# ", b"**", b"| a | b |", b"(a)", b"(i) ", b"Section 1. ",
    b"Sec. 2. ", b"PART I", b"[[Page 1]]", b"Title 3--\n", b"Executive Order 99301 of May 3, 2034\n",
    b"THE WHITE HOUSE,\nMay 3, 2034.\n", b"MEMORANDUM FOR THE KEEPER\n", b"SUBJECT: ",
    b"By the authority vested in me ", b"it is hereby ordered:", b"VerDate Sep<11>2014\n", b"\xef\xbb\xbf",
    b"\xfe\xff",
]  # fmt: skip
STARTS = [path.read_bytes()[:1500] for path in FILES] + [b""]


def whole_sentence(reason: str) -> bool:
    return reason[:1].isupper() and reason.rstrip().endswith((".", ")")) and "\n" not in reason


def check(items: Iterator[object]) -> None:
    for item in items:
        assert isinstance(item, (SourceDocument, MetadataRecord, Skipped)) or type(item).__name__ == "AmendedPrint"
        if isinstance(item, Skipped):
            assert whole_sentence(item.reason), item.reason
        if isinstance(item, SourceDocument):
            parse(item)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(STARTS), st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=12)), max_size=25))
def test_any_bytes_give_documents_or_a_refusal(start: bytes, rest: list[bytes]) -> None:
    check(read("folder/x", start + b"".join(rest)))


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(list(READERS)), st.sampled_from(STARTS), st.lists(st.sampled_from(PIECES), max_size=15))
def test_each_reader_answers_what_it_recognises(reader: object, start: bytes, rest: list[bytes]) -> None:
    data = (start + b"".join(rest)).decode("utf-8", "replace").encode()
    if data.strip() and reader.recognises(data):  # type: ignore[attr-defined]
        check(reader.read("folder/x", data))  # type: ignore[attr-defined]


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(FILES), st.data())
def test_a_damaged_specimen_is_answered(path: Path, drawn: st.DataObject) -> None:
    data = path.read_bytes()
    start = drawn.draw(st.integers(0, len(data)))
    end = drawn.draw(st.integers(start, min(len(data), start + 400)))
    check(read(path.name, data[:start] + drawn.draw(st.sampled_from(PIECES)) + data[end:]))


def words_in(document: SourceDocument) -> set[str]:
    parsed = parse(document)
    kept = [
        *(f"{one.label} {one.heading} {one.text}" for one in walk(parsed.provisions)),
        *(part.text for part in parsed.dropped),
        repr(parsed.metadata),
    ]
    return set(WORDS.findall(" ".join(kept).casefold()))


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix in (".txt", ".md")], ids=lambda path: path.name)
def test_no_word_of_a_text_is_lost(path: Path) -> None:
    """Each word of the file is in a provision, in a line that is kept as none, or in the facts."""
    documents = [item for item in read(path.name, path.read_bytes()) if isinstance(item, SourceDocument)]
    for document in documents:
        # Front matter and the head of a page, numbers of pages, and words cut at line ends are kept in other forms.
        source = re.sub(r"(?s)\A---\n.*?\n---\n", "", document.raw.decode("utf-8"))
        source = re.sub(r"(?s)<head>.*?</head>|\[\[Page \d+\]\]|\S+-\n\S+", " ", source)
        body = re.sub(r"<[^>]*>|\]\([^)]*\)|&\w+;", " ", source)
        lost = set(WORDS.findall(body.casefold())) - words_in(document)
        assert not lost, f"{document.source}: {sorted(lost)[:20]}"


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sampled_from(["clock", "(a) bell", "Sec. 2. Oil.", "Winding of Clocks", "THE KEEPER", "May 3, 2034"]))
)
def test_no_line_of_a_copied_text_is_lost(lines: list[str]) -> None:
    head = (
        "Executive Order 99301 of May 3, 2034\n\nBy the authority vested in me as President, it is hereby ordered:\n\n"
    )
    marked = [f"{line} word{n}" for n, line in enumerate(lines)]
    for document in read("x.txt", (head + "\n\n".join(marked) + "\n").encode()):
        if isinstance(document, SourceDocument):
            assert {f"word{n}" for n in range(len(lines))} <= words_in(document)
