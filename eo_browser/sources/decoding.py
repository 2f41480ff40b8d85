"""Bytes in any encoding → UTF-8, which all readers expect; a truncated file is refused.

The encoding is the one a byte order mark or the file itself declares, else UTF-8, else the one charset-normalizer finds
most likely; a guess is noted as a doubt. Bytes are never replaced by U+FFFD: a file that cannot be decoded is refused.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from charset_normalizer import from_bytes

from .encoded_twice import LEADS, read_once

HEAD = 2_000  # bytes in which a declaration of the encoding is searched for
STRAYS = 200  # bytes of another encoding tolerated in a file of UTF-8
SAMPLE = 100_000  # bytes by which an encoding is guessed
MENDED_KEPT = 200  # lines that were encoded twice, by which documents of one file are told
CONTROLS_AT_MOST = 0.02  # share of control characters; a file with more is no text
MANY_NULS = 0.3  # share of bytes at every second place: UTF-16 without a mark

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_XML_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"']", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED_IN_TEXT = re.compile(r"^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*([\"'])[\w.:-]+\2", re.IGNORECASE)
_GUESSES = ["cp1252", "mac_roman", "cp437", "cp850"]
_NAMES = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "utf-16": "UTF-16", "utf-32": "UTF-32"}
_LATIN = {"cp1252", "iso8859-1", "ascii"}  # all read as Windows-1252, as browsers do
_MAY_BE_TWICE = re.compile(b"|".join(lead.encode() for lead in sorted(LEADS)))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text as UTF-8 with notes on doubts, or in one sentence why it cannot be read.

    `mended` has the first lines that were encoded twice, as they are read now.
    """

    data: bytes
    notes: tuple[str, ...] = ()
    refusal: str = ""
    mended: tuple[bytes, ...] = ()

    def notes_on(self, member: bytes) -> tuple[str, ...]:
        """Return the notes on a document of the file: what was encoded twice is noted where it is."""
        twice = not self.mended or member == self.data or any(line in member for line in self.mended)
        return self.notes if twice else self.notes[:-1]


def as_utf8(data: bytes) -> Decoded:
    """Return the bytes of a text file as UTF-8, unchanged where they are UTF-8 already, and encoded only once."""
    decoded = _decoded(data)
    text, notes = _read_once(decoded.data)
    if not text:
        return decoded
    data = text.encode()
    lines = [new for old, new in zip(decoded.data.split(b"\n"), data.split(b"\n"), strict=False) if old != new]
    return replace(decoded, data=data, notes=(*decoded.notes, *notes), mended=tuple(lines[:MENDED_KEPT]))


def doubts_of(data: bytes) -> tuple[str, ...]:
    """Return the note on a document that may have been encoded twice, where that is not certain; its words stay."""
    text, notes = _read_once(data)
    return () if text else notes


def _read_once(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of UTF-8 that was encoded twice, "" where that is not certain, and the note on it."""
    if not _MAY_BE_TWICE.search(data):
        return "", ()
    text = data.decode("utf-8", "replace")
    found, notes = read_once(text)
    return (found if found != text else ""), notes


def _decoded(data: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if (declared := _declared(data)) and declared != "utf-8":
        return _as_declared(data, declared)
    if wide := _wide(data):
        return _strictly(data, wide, "The file has no byte order mark; it was read as UTF-16.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guessed(data, error)
    return Decoded(data)


def _declared(data: bytes) -> str:
    """The encoding that XML or HTML declares, as Python names it; "" without one that is known."""
    head = data[:HEAD].removeprefix(codecs.BOM_UTF8)
    found = _XML_DECLARATION.search(head) or _META_CHARSET.search(head)
    try:
        return codecs.lookup(found[1].decode("ascii")).name if found else ""
    except LookupError:
        return ""


def _as_declared(data: bytes, encoding: str) -> Decoded:
    """The text in its declared encoding, with Latin-1 as Windows-1252; the declaration is ignored where the bytes are
    UTF-8.
    """
    if not data.isascii():
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return _redeclared(data.decode("utf-8"), (f"The file declares {encoding}, but is UTF-8.",))
    if encoding in _LATIN:
        return _redeclared(_windows_1252(data), ())
    return _strictly(data, encoding)


def _strictly(data: bytes, encoding: str, *notes: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        name = _NAMES.get(encoding.removesuffix("-le").removesuffix("-be"), encoding)
        return Decoded(b"", refusal=f"The file is {name}, but not all of it can be decoded.")
    return _redeclared(text, notes)


def _redeclared(text: str, notes: tuple[str, ...]) -> Decoded:
    """The text as UTF-8 without a declaration of another encoding, which would mislead a parser."""
    return Decoded(_DECLARED_IN_TEXT.sub(r"\1", text.removeprefix("\ufeff"), count=1).encode(), notes)


def _windows_1252(data: bytes) -> str:
    """Bytes read as Windows-1252; its five undefined bytes become control characters, as in browsers."""
    return "".join(
        part.decode("cp1252") if place % 2 == 0 else part.decode("latin-1")
        for place, part in enumerate(re.split(rb"([\x81\x8d\x8f\x90\x9d])", data))
    )


def _wide(data: bytes) -> str:
    """The text of UTF-16 without a byte order mark, recognised because every second byte of English text is NUL."""
    head = data[:HEAD]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = head[start::2]
        other = head[1 - start :: 2]
        if half and half.count(0) > MANY_NULS * len(half) and other.count(0) == 0:
            return encoding
    return ""


def _guessed(data: bytes, error: UnicodeDecodeError) -> Decoded:
    if mixed := _mostly_utf8(data):
        return mixed
    sample = data[:SAMPLE] if not data[:SAMPLE].isascii() else data[max(0, error.start - SAMPLE // 2) :][:SAMPLE]
    found = from_bytes(sample, cp_isolation=_GUESSES).best()
    if found is None:
        return Decoded(
            b"", refusal="The format of the file is not known: it is not UTF-8, and no other encoding fits its bytes."
        )
    encoding = found.encoding
    text = _windows_1252(data) if encoding in _LATIN else data.decode(encoding, "strict")
    if len(_CONTROL.findall(text)) > CONTROLS_AT_MOST * len(text):
        return Decoded(b"", refusal="The file is no text: too many of its bytes are no characters.")
    name = _NAMES.get(encoding, encoding)
    return Decoded(text.encode(), (f"The file declares no encoding and is not UTF-8; it was read as {name}.",))


def _mostly_utf8(data: bytes) -> Decoded | None:
    """The text of UTF-8 with a few bytes of Windows-1252, as in pasted text; None where it is not."""
    text, strays = [], 0
    rest = data
    while rest:
        try:
            text.append(rest.decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            text += [rest[: error.start].decode("utf-8"), _windows_1252(rest[error.start : error.end])]
            rest, strays = rest[error.end :], strays + 1
            if strays > STRAYS:
                return None
    whole = "".join(text)
    if sum(character > "\x7f" for character in whole) < 2 * strays + 1:
        return None
    return Decoded(whole.encode(), (f"The file is UTF-8 except for {strays} bytes, which were read as Windows-1252.",))


def why_cut(data: bytes) -> str:
    """Return in one sentence why a file of markup is incomplete; "" when it is complete, or no markup."""
    head = data[:20_000].removeprefix(codecs.BOM_UTF8).lstrip()
    if not head.startswith(b"<"):
        return ""
    cut = _is_cut_html(data.lower()) if _HTML.search(head) else _is_cut_xml(data, head)
    return "The file ends in the middle: it is incomplete." if cut else ""


_FIRST_ELEMENT = re.compile(rb"<([A-Za-z][\w.-]*)[\s>/]")
# The first tag of a page or of a part of one, behind comments and an XML declaration.
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6]|a|span|pre)\b",
    re.IGNORECASE | re.DOTALL,
)


def _is_cut_xml(data: bytes, head: bytes) -> bool:
    """Whether the root element is never closed."""
    root = _FIRST_ELEMENT.search(head)
    if root is None:
        return False
    closed_at_once = re.fullmatch(rb"<[^>]*/>\s*", data[data.find(root[0]) :])
    return f"</{root[1].decode('ascii')}".encode() not in data and not closed_at_once


def _is_cut_html(data: bytes) -> bool:
    """Whether HTML ends inside a tag or a sentence, or without closing its outermost element."""
    if any(b"<" + name in data and b"</" + name not in data for name in (b"html", b"body")):
        return True
    if not data.rstrip().endswith(b">"):
        return b"</html" not in data
    return len(re.findall(rb"<div\b", data)) > len(re.findall(rb"</div\b", data)) and b"</html" not in data
