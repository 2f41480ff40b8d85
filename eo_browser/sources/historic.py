"""Executive orders of 1933 to 1993 as JSON lines: number, title, signed, president, url, text."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from eo_browser.law.model.dates import day_named
from eo_browser.law.model.source import Block, Metadata, Skipped, SourceDocument

_SPACES_A_LEVEL = 4
_KEYS = {"number", "title", "signed", "text"}
_LETTER = re.compile(r"^-\s?([A-Z])\s+(?=\S)")
_LETTER_OF_REPEATED = re.compile(r"^-?\s?([A-Z])\s+(?=[A-Z])")
_UNPUBLISHED = re.compile(r"^\(?this executive order was not published", re.IGNORECASE)
_FILED = re.compile(r"^\*(Filed by the Office of the Federal Register[^*]*)\*$")
_RULE = re.compile(r"^-{3,}$")

# Words that the source moved from their sentences to lines of their own, without the full stop after them: "… the
# Export  Act of 1979 (50 U" / "Administration" / "S.C. App. 2401)". The rest of the sentence begins with one space.
_SET_APART = re.compile(
    r"(?:reg|purpose|review|policy|scope|authority|administration|amendments|definitions|implementation|enforcement"
    r"|oversight|compliance|revocation|effective date)s?",
    re.IGNORECASE,
)
_SENTENCE_STANDS = re.compile(r"[.:;?!][\"'”’)]*$|[;,]\s+(?:and|or)$|^[^a-z]*$|^\w+ \d{1,2}, \d{4}$")
_HEAD_ONLY = re.compile(r"\W*(?:Section|SECTION|Sec\.|SEC\.)\s*[\d.-]+\.?")
_CUT_IN_ABBREVIATION = re.compile(r"\b[A-Z]$")  # "(50 U", "vessels of U"
_ABBREVIATION_GOES_ON = re.compile(r"[A-Z]\.")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the file: its bytes and its fields."""

    raw: bytes
    fields: dict[str, str]

    @property
    def number(self) -> str:
        """Return the number with its letter, as far as the fields of the line have one ("6889", "9577-A")."""
        return self.fields["number"].strip()


def recognises(data: bytes) -> bool:
    """Return whether the first line is a JSON object with the fields of an order."""
    first = data[:2_000_000].split(b"\n", 1)[0].strip()
    if not first.startswith(b"{"):
        return False
    try:
        fields = json.loads(first)
    except ValueError:
        return False
    return isinstance(fields, dict) and fields.keys() >= _KEYS


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """Yield every order of the file, named "file#number"; a line that is no order is reported by its position."""
    for place, raw in _lines(data):
        if _fields(raw) is None:
            yield Skipped(f"{name}#line-{place}", "The line is no JSON object with number, title, date and text.")
    for member, entry in _members(data):
        yield _document(f"{name}#{member}", entry, member)


def read_member(name: str, data: bytes, member: str) -> Iterator[SourceDocument]:
    """Yield the order of one number ("12333", "6889-A"), nothing when the file has none; the others are not read."""
    for number, entry in _members(data):
        if number == member:
            yield _document(f"{name}#{member}", entry, member)


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    return ((place, raw) for place, raw in enumerate(data.split(b"\n"), 1) if raw.strip())


def _members(data: bytes) -> Iterator[tuple[str, _Entry]]:
    """Every entry under a name of its own: its number, with "~2" for a second one of the same number."""
    entries = [_Entry(raw, fields) for _, raw in _lines(data) if (fields := _fields(raw)) is not None]
    counted = Counter(entry.number for entry in entries)
    taken: Counter[str] = Counter()
    for entry in entries:
        number = _lettered(entry, repeated=counted[entry.number] > 1)[0]
        taken[number] += 1
        yield (number if taken[number] == 1 else f"{number}~{taken[number]}"), entry


def _fields(raw: bytes) -> dict[str, str] | None:
    try:
        fields = json.loads(raw.decode("utf-8", "replace"))
    except ValueError:
        return None
    if not isinstance(fields, dict) or not all(isinstance(fields.get(key), str) for key in _KEYS):
        return None
    return {key: value for key, value in fields.items() if isinstance(value, str)}


def _lettered(entry: _Entry, *, repeated: bool) -> tuple[str, str]:
    """Number and title of a lettered order whose letter was left at the head of its title ("-A Assignment of …")."""
    title = " ".join(entry.fields["title"].split())
    found = _LETTER.match(title) or (_LETTER_OF_REPEATED.match(title) if repeated else None)
    if not found or not entry.number.isdigit():
        return entry.number, title
    return f"{entry.number}-{found[1]}", title[found.end() :]


def _document(source: str, entry: _Entry, member: str) -> SourceDocument:
    number = member.partition("~")[0]
    title = _lettered(entry, repeated=number != entry.number)[1]
    metadata = Metadata(
        kind="executive-order",
        number=number,
        title=title,
        alternative_titles=(title,),
        signed=day_named(entry.fields["signed"]),
        president=entry.fields.get("president", ""),
        source_url=entry.fields.get("url", ""),
    )
    lines = [line for line in entry.fields["text"].split("\n") if line.strip()]
    blocks = tuple(_block(line) for line in _sentences_mended(lines))
    unpublished = any(_UNPUBLISHED.search(block.text) for block in blocks[:2])
    notes = ("The order was never published; the source has no text of it.",) if unpublished else ()
    return SourceDocument(source, "historic-json", blocks, metadata, raw=entry.raw, notes=notes)


def _sentences_mended(lines: list[str]) -> Iterator[str]:
    """The lines with misplaced words returned to the end of their sentence, followed by the rest of the sentence."""
    mended: list[str] = []
    cut = ""  # the line before the last word was added to it
    for line in lines:
        if mended and _is_set_apart(line, mended[-1]):
            cut, mended[-1] = mended[-1], f"{mended[-1]} {line.strip()}"
        elif cut and _continues_after(cut, line):
            mended[-1], cut = f"{mended[-1]} {line.strip()}", ""
        else:
            mended.append(line)
            cut = ""
    return iter(mended)


def _is_set_apart(line: str, before: str) -> bool:
    """Whether a line is just one of these words, and the line before it does not end a sentence."""
    if not _SET_APART.fullmatch(line.strip()):
        return False
    return bool(_HEAD_ONLY.fullmatch(before.strip())) or not _SENTENCE_STANDS.search(before.rstrip())


def _continues_after(cut: str, line: str) -> bool:
    """Whether a line is the rest of a paragraph after a misplaced word: it begins with one space, or continues an
    abbreviation.
    """
    if line.startswith(" ") and not line.startswith("  "):
        return True
    if line.startswith((")", ",")):
        return True
    return bool(_CUT_IN_ABBREVIATION.search(cut) and _ABBREVIATION_GOES_ON.match(line))


def _block(line: str) -> Block:
    """Each line of these texts is a paragraph; the file's note of filing and the rule above it are not the order's."""
    text = " ".join(line.replace("\x00", " ").split())
    if found := _FILED.match(text):
        return Block(found[1], role="filing")
    indent = (len(line) - len(line.lstrip())) // _SPACES_A_LEVEL
    return Block(text, indent=indent, role="furniture" if _RULE.match(text) else "")
