"""Functions on the provisions of a state: located by printed paths, with their descendants; words spliced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.terms.enumerators import roman_numeral, roman_value

from .amendments import SignedText, SourcedWords, StateProvision, Words, joined_text

_MARKS = frozenset(".,;:")


def as_signed(source: SignedText) -> tuple[StateProvision, ...]:
    """Return the text as signed as a state."""
    return tuple(_piece(source, passage) for passage in source.passages)


def _piece(source: SignedText, passage: ProvisionText) -> StateProvision:
    words = (SourcedWords(passage.text, source.address, passage.path, 0, len(passage.text)),) if passage.text else ()
    heading = len(passage.heading) if passage.heading and passage.text.startswith(passage.heading) else 0
    return StateProvision(passage.path, passage.label, passage.kind, passage.depth, words, heading)


def below(pieces: Sequence[StateProvision], at: int) -> list[int]:
    """Return the numbers of a provision and everything below it."""
    numbers = [at]
    for n in range(at + 1, len(pieces)):
        if pieces[n].depth <= pieces[at].depth:
            break
        numbers.append(n)
    return numbers


def locate(pieces: Sequence[StateProvision], path: str) -> list[int]:
    """Return the provisions that a printed path may mean; anything but exactly one is a doubt."""
    live = [n for n, piece in enumerate(pieces) if not piece.struck]
    for wanted in _spellings(path):
        found = [n for n in live if pieces[n].path == wanted]
        if found:
            return found
    if path in _BY_WORDS:
        return _BY_WORDS[path](pieces, live)
    head, _, rest = path.partition("/")
    if not rest or head.startswith(("sec-", "part-", "annex")):
        return []
    return [n for n in live if pieces[n].path.endswith(f"/{path}")]


_DESCRIBES = re.compile(r"\bdescribed\s+as\s+follows\W*\Z|\bdescription[^.;]{0,80}\bas\s+follows\W*\Z", re.IGNORECASE)


def _spellings(path: str) -> Iterator[str]:
    """A path and its variants in print: "sec-1" for "1", "l" for "1" and the other way round."""
    head, slash, rest = path.partition("/")
    bare = head.removeprefix("sec-")
    heads = [head, bare if head.startswith("sec-") else f"sec-{head}"]
    if number := _from_roman(bare):
        heads += [f"sec-{number}", number]
    if head in {"sec-i", "sec-l"}:
        heads.append("sec-1")  # the figure misread
    if head.startswith("part-"):
        printed = head.removeprefix("part-")
        roman = roman_numeral(int(printed)).upper() if printed.isdecimal() else ""
        heads += [f"part-{_from_roman(printed) or roman or printed}"]
    for one in dict.fromkeys(heads):
        yield f"{one}{slash}{rest}"
    if rest:
        last = rest.rpartition("/")[2]
        alike = {"1": "l", "l": "1", "I": "1", "i": "1"}.get(last)
        if alike:
            yield from (f"{one}/{rest[: -len(last)]}{alike}" for one in dict.fromkeys(heads))


def _from_roman(number: str) -> str:
    """The figures of a numeral in capitals, or of an l misread for I; "" for others."""
    value = roman_value(number) if number.isupper() else 0
    return "1" if number == "l" else str(value) if value else ""


def _preamble(pieces: Sequence[StateProvision], live: list[int]) -> list[int]:
    """The recitals of an order whose outline has no preamble: what comes before its first label."""
    first = next((n for n in live if pieces[n].label), len(pieces))
    return [n for n in live if n < first and not pieces[n].depth]


def _description(pieces: Sequence[StateProvision], live: list[int]) -> list[int]:
    """The paragraphs that a provision introduces with "… is described as follows:"."""
    return [n + 1 for n in live if n + 1 in live and _DESCRIBES.search(pieces[n].text)]


_BY_WORDS = {"preamble": _preamble, "description": _description}


def siblings(pieces: Sequence[StateProvision], at: int) -> list[int]:
    """Return the labelled siblings of a provision that are not struck, itself included."""
    parent = pieces[at].path.rpartition("/")[0]
    return [
        n
        for n, piece in enumerate(pieces)
        if piece.path.rpartition("/")[0] == parent
        and piece.label
        and not piece.struck
        and piece.depth == pieces[at].depth
    ]


def cut(words: Words, start: int, end: int) -> Words:
    """Return some characters of words."""
    out: list[SourcedWords] = []
    at = 0
    for run in words:
        stop = at + len(run.text)
        left, right = max(start, at), min(end, stop)
        if left < right:
            out.append(_part(run, left - at, right - at))
        at = stop
    return tuple(out)


def _part(run: SourcedWords, start: int, end: int) -> SourcedWords:
    if run.named or not run.path:
        return run if (start, end) == (0, len(run.text)) else replace(run, text=run.text[start:end])
    return replace(run, text=run.text[start:end], start=run.start + start, end=run.start + end)


def length(words: Words) -> int:
    """Return how many characters words have."""
    return sum(len(run.text) for run in words)


def trimmed(words: Words, *, left: bool = False, right: bool = False) -> Words:
    """Return words without white space at their ends."""
    text = "".join(run.text for run in words)
    start = len(text) - len(text.lstrip()) if left else 0
    end = len(text.rstrip()) if right else len(text)
    return cut(words, start, max(start, end))


def splice(words: Words, start: int, end: int, new: Words, document: str) -> Words:
    """Return words with `new` in place of some characters, with correct white space at both ends."""
    left, right = cut(words, 0, start), cut(words, end, length(words))
    if not joined_text(new):
        return _joined_without(left, right)
    new = _without_double_mark(joined_text(left), new, joined_text(right))
    before, behind, text = joined_text(left), joined_text(right), joined_text(new)
    space: Words = (SourcedWords(" ", document, "", 0, 0),)
    if text[0] in ",.;:" and before.endswith(" "):
        left = trimmed(left, right=True)
    put_in = start == end
    if (put_in or joined_text(cut(words, start, end)) in _MARKS) and _wants_space(before, text):
        new = space + new
    if _opens_word(behind) and text[-1] not in " (—" and (put_in or text[-1] in ",;"):
        new += space
    return left + new + right


def _without_double_mark(before: str, new: Words, behind: str) -> Words:
    """New words without the mark at their beginning or end that the place has already."""
    text = joined_text(new)
    if len(text) > 1 and text[0] in ",;" and before[-1:] == text[0]:
        new, text = cut(new, 1, length(new)), text[1:]
    doubled = len(text) > 1 and text[-1] in ",.;" and behind[:1] == text[-1]
    return cut(new, 0, length(new) - 1) if doubled else new


def _joined_without(left: Words, right: Words) -> Words:
    """The words on both sides of struck words joined: with at most one space, none before a mark."""
    before, behind = joined_text(left), joined_text(right)
    if not before:
        return trimmed(right, left=True)
    if not behind.strip():
        return trimmed(left, right=True)
    if behind[0] in ",.;:)":
        return trimmed(left, right=True) + right
    if before.endswith(" ") and behind.startswith(" "):
        right = trimmed(right, left=True)
    return left + right


def _wants_space(before: str, text: str) -> bool:
    return bool(before) and not before.endswith((" ", "(", "“", "—", "-")) and text[0] not in ",.;:)’ "


def _opens_word(behind: str) -> bool:
    return bool(behind) and (behind[0].isalnum() or behind[0] in '(“"')


def next_label(label: str, steps: int = 1) -> str | None:
    """Return the label a number of steps further: "c" → "d", "3" → "4", "iii" → "iv"; None where it is none of
    these.
    """
    if label.isdigit():
        return str(int(label) + steps) if int(label) + steps > 0 else None
    if re.fullmatch(r"[a-z]|[A-Z]", label):
        moved = chr(ord(label) + steps)
        return moved if moved.isalpha() and moved.islower() == label.islower() else None
    return None


def relabelled(piece: StateProvision, old: str, new: str, *, top: bool) -> StateProvision:
    """Return a provision with a new beginning of its path; the printed label of the top one changes too."""
    path = new + piece.path[len(old) :]
    label = piece.label
    if top:
        before, after = (
            re.sub(r"^(?:sec|part|title|chapter|article)-", "", one.rpartition("/")[2]) for one in (old, new)
        )
        label = label.replace(before, after, 1) if before in label else f"({after})"
    return replace(piece, path=path, label=label, was=piece.path)
