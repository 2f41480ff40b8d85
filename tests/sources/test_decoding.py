"""Files in any encoding, and files cut off in their middle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.source import Skipped, SourceDocument
from eo_browser.sources.decoding import as_utf8, why_cut
from eo_browser.sources.read import read

TEXT = "Executive Order 99210 of May 3, 2034\n\nIt is hereby ordered that the café’s “clock” — once wound — be kept.\n"


@pytest.mark.parametrize(
    ("data", "doubt"),
    [
        (TEXT.encode(), ""),
        (b"\xef\xbb\xbf" + TEXT.encode(), ""),
        (TEXT.encode("utf-16"), ""),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), ""),
        (TEXT.encode("utf-16-le"), "no byte order mark"),
        (TEXT.encode("cp1252"), "read as Windows-1252"),
        ((TEXT * 3).encode() + TEXT.encode("cp1252"), "except for"),  # pasted together
        (TEXT.encode("mac_roman"), "read as Mac Roman"),
    ],
)
def test_a_text_is_decoded(data: bytes, doubt: str) -> None:
    found = as_utf8(data)
    assert found.refusal == ""
    assert TEXT in found.data.decode("utf-8-sig")
    assert "\ufffd" not in found.data.decode("utf-8")
    assert (doubt in " ".join(found.notes)) if doubt else not found.notes


def test_a_declared_encoding_is_read_as_browsers_read_it() -> None:
    declaration = '<?xml version="1.0" encoding="ISO-8859-1"?>'
    page = declaration + "<PRESDOCU><EXECORD><P>The caf\xe9\x92s clock</P></EXECORD></PRESDOCU>"
    data = page.encode("latin-1")
    [document] = [item for item in read("a.xml", data) if isinstance(item, SourceDocument)]
    assert document.blocks[0].text == "The café’s clock"
    assert document.raw == data, "the bytes that are kept are the file's own"


def test_a_declaration_that_is_wrong_is_not_believed() -> None:
    found = as_utf8('<html><head><meta charset="iso-8859-1"></head><p>café</p></html>'.encode())
    assert "café" in found.data.decode("utf-8") and "is UTF-8" in found.notes[0]


def test_half_a_utf_16_file_is_refused() -> None:
    [only] = read("a.txt", TEXT.encode("utf-16")[:-1])
    assert isinstance(only, Skipped) and only.reason.startswith("The file is UTF-16")


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    found = as_utf8(data)
    assert found.refusal or found.data.decode("utf-8") is not None


WHOLE = b"<PRESDOCU><EXECORD><P>One.</P><P>Two.</P></EXECORD></PRESDOCU>\n"
MARKED = b'<PRESDOCU><EXECORD><P>One <PRTPAGE P="7"/> two.</P><PRTPAGE P="8"/><P>Three.</P></EXECORD></PRESDOCU>\n'
PAGE = b"<!doctype html><html><body><article><p>One.</p><p>Two.</p></article></body></html>"
FRAGMENT = b'<div class="body"><p id="p-1">One.</p><p id="p-2">Two.</p></div>\n'


@pytest.mark.parametrize("whole", [WHOLE, MARKED, PAGE, FRAGMENT], ids=["xml", "page marks", "page", "fragment"])
def test_a_file_cut_anywhere_is_refused(whole: bytes) -> None:
    assert why_cut(whole) == ""
    root_end = whole.rindex(b"</")
    for end in range(30, root_end):
        assert "ends in the middle" in why_cut(whole[:end]), whole[:end]
