"""Files in any encoding, and files cut off in their middle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eo_browser.law.model.source import Skipped, SourceDocument
from eo_browser.sources.decoding import as_utf8, doubts_of, why_cut
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


@pytest.mark.parametrize(
    ("wrongly", "times"), [("cp1252", 1), ("cp1252", 2), ("latin-1", 1), ("latin-1", 2), ("mac_roman", 1)]
)
def test_a_text_that_was_encoded_twice_is_read_right(wrongly: str, times: int) -> None:
    data = TEXT.encode()
    for _ in range(times):
        read_wrongly = "".join(
            bytes([one]).decode(wrongly) if one != 0x9D or wrongly != "cp1252" else "\x9d" for one in data
        )
        data = read_wrongly.encode()
    found = as_utf8(data)
    assert found.data.decode() == TEXT
    assert "was encoded twice" in found.notes[0]


ENCODED_TWICE = [
    # the text, how it is read, what the note says
    ("the clockâ€™s â€œnameâ€ is kept", "the clock’s “name” is kept", "“â€™” was read as “’”"),  # a lost byte of ”
    ("pasted: Â§ 3, “clock” and cafÃ©", "pasted: § 3, “clock” and café", "“Â§” was read as “§”"),  # beside right ones
    ("the letter “Å” in “Åland”", "the letter “Å” in “Åland”", "may have been"),  # right as it is
    ("“LIBERTÉ»", "“LIBERTÉ»", ""),
    ("the café”—once", "the café”—once", ""),
    ("§ 3, São Tomé, Curaçao, Côte d’Ivoire", "§ 3, São Tomé, Curaçao, Côte d’Ivoire", ""),
    ("a â and an Â, 5 √ 2", "a â and an Â, 5 √ 2", ""),
]


@pytest.mark.parametrize(("text", "right", "note"), ENCODED_TWICE)
def test_only_what_is_certain_is_read_otherwise(text: str, right: str, note: str) -> None:
    found = as_utf8(text.encode())
    assert found.data.decode() == right
    notes = (*found.notes, *doubts_of(found.data))
    assert (note in notes[0]) if note else not notes


def test_only_the_document_that_was_encoded_twice_is_doubtful() -> None:
    head, foot = "Executive Order {} of May 3, 2034\n\nIt is ", "\n\nTHE WHITE HOUSE,\nMay 3, 2034.\n\n"
    order = f"{head}hereby ordered that the {{}} be kept.{foot}"
    data = (order.format(99210, "clock’s “bell”") + order.format(99211, "cafÃ©")).encode()
    first, second = (item for item in read("a.txt", data) if isinstance(item, SourceDocument))
    assert not first.notes and "encoded twice" in second.notes[0]


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
