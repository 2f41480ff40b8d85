"""New provisions as an amending document prints them: a quoted block, a quotation in the line, or without marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from eo_browser.law.model.texts import ProvisionText

from .amendments import SignedText, SourcedWords, StateProvision
from .quoted_words import _MARK, QuotedWords, _closes, _closing, _opens
from .state_provisions import next_label

# A paragraph of the amending order itself that a source without a closing mark prints as the last one of a block.
_ENDS_ORDER = re.compile(
    r"\W*This\s+(?:Executive\s+)?order\s+(?:shall\s+(?:be(?:come)?\s+effective|take\s+effect)|is\s+effective)\b.*[^\"”’']\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
# What orders something, and is no new provision: "In subsection (a) delete …", "Section 2 is amended to read".
_AMENDING = re.compile(
    r"\b(?:is|are)\s+(?:hereby\s+)?(?:further\s+)?(?:amended|added|revised|deleted|renumbered|redesignated)\b"
    r"|\A\W*(?:In|At|By|Add|Delete|Strike|Insert|Amend)\b[^.;]{0,120}\b(?:delet|strik|insert|add|substitut|amend)",
    re.IGNORECASE,
)
_IS_BLOCK = re.compile(r"(?:^|/)q\d+(?:~\d+)?\Z")
# "“Sec. 2. The …”, "“(b) …", "“1-102. The …": the label at the start of quoted words.
_INLINE_LABEL = re.compile(
    r"(?P<label>(?:Sec(?:tion|\.)?\s*)?\d+(?:[.-]\d+)*\.?(?=\s+[\"“(A-Z])|(?:Sec(?:tion|\.)|SEC(?:TION|\.))\s*\d[\w.-]*|\([0-9A-Za-z]{1,5}\))\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NewProvisions:
    """New provisions with paths relative to the block, the numbers of their passages, and the words after the block."""

    pieces: tuple[StateProvision, ...]
    taken: frozenset[int] = frozenset()
    tail: str = ""
    open: bool = False  # nothing shows where it ends


def block_below(source: SignedText, index: int, taken: set[int]) -> NewProvisions | None:
    """Return the quoted block below a provision, or right after it."""
    passages = source.passages
    depth = passages[index].depth
    for at in range(index + 1, len(passages)):
        passage = passages[at]
        if passage.depth < depth or (passage.depth == depth and not _IS_BLOCK.search(passage.path)):
            return None
        if passage.kind == "quotation" and _IS_BLOCK.search(passage.path) and at not in taken:
            return _block(source, at)
        if passage.depth == depth:
            return None
    return None


def _block(source: SignedText, at: int) -> NewProvisions:
    passages = source.passages
    top = passages[at]
    below: list[int] = []
    for n in range(at + 1, len(passages)):
        if passages[n].depth <= top.depth:
            break
        below.append(n)
    pieces, tail = _pieces(source, below, f"{top.path}/", top.depth + 1)
    last = below[-1] if len(below) > 1 else 0
    strange = last == len(passages) - 1 and not passages[last].label and _ENDS_ORDER.match(passages[last].text)
    return NewProvisions(pieces, frozenset([at, *below]), tail, open=bool(strange) or _runs_out(source, at, below))


def _runs_out(source: SignedText, at: int, below: Sequence[int]) -> bool:
    """Whether a block without a closing mark is followed by items of an order that has no items of its own: these may
    be the block's.
    """
    passages = source.passages
    after = at + 1 + len(below)
    if not below or at == 0 or after >= len(passages) or passages[at - 1].label:
        return False
    closed = _bounds(passages[below[-1]].text)[1] < len(passages[below[-1]].text)
    return not closed and passages[after].depth == passages[at].depth and passages[after].label.startswith("(")


def _pieces(source: SignedText, numbers: list[int], prefix: str, depth: int) -> tuple[tuple[StateProvision, ...], str]:
    pieces: list[StateProvision] = []
    tail = ""
    for n in numbers:
        passage = source.passages[n]
        start, end = _bounds(passage.text)
        tail = passage.text[end:]
        end = max(start, len(passage.text[:end].rstrip()))
        made = _piece(source, passage, start, end, passage.path.removeprefix(prefix), passage.depth - depth)
        if made.words or made.kind != "unlabelled" or not pieces:  # a mark alone is no provision
            pieces += _apart(made)
    return tuple(pieces), tail


_NEXT_ITEM = re.compile(r"\s*[\"“]\((?P<label>[0-9A-Za-z]{1,3})\)\s+")


def _apart(piece: StateProvision) -> list[StateProvision]:
    """A provision, and the next item that a source prints in the same paragraph: "(p) Office, "(q) Service."."""
    found = _NEXT_ITEM.search(piece.text) if piece.label.startswith("(") else None
    if not found or next_label(piece.label.strip("()")) != found["label"] or len(piece.words) != 1:
        return [piece]
    run = piece.words[0]
    own = replace(run, text=run.text[: found.start()], end=run.start + found.start())
    rest = replace(run, text=run.text[found.end() :], start=run.start + found.end())
    path = f"{piece.path.rpartition('/')[0]}/{found['label']}".strip("/")
    item = replace(piece, path=path, label=f"({found['label']})", words=(rest,), heading=0)
    return [replace(piece, words=(own,)), *_apart(item)]


def _piece(source: SignedText, passage: ProvisionText, start: int, end: int, path: str, depth: int) -> StateProvision:
    words = (SourcedWords(passage.text[start:end], source.address, passage.path, start, end),) if end > start else ()
    heading = len(passage.heading) if start == 0 and passage.text.startswith(passage.heading) else 0
    return StateProvision(path, passage.label, passage.kind, depth, words, min(heading, end - start))


def _bounds(text: str) -> tuple[int, int]:
    """Where the words of a provision of a block begin and end, without the marks that open or close the block."""
    start = 0
    if _MARK.match(text):
        end = _closing(text, 0)
        if end < 0 or not text[end + 1 :].strip(" .,;"):
            return 1, len(text) if end < 0 else end
    at = start
    while mark := _MARK.search(text, at):
        at = mark.start()
        if _opens(text, at) and (end := _closing(text, at)) > 0:
            at = at + 1 if _repeats_at_item(text, at, end) else end + 1
            continue
        if _closes_block(text, start, at):
            return start, at
        at += 1
    return start, len(text)


# "any 'period of relaxation" announced …": a mark opened as a single one and closed as a double one.
_SINGLE_OPENED = re.compile(r"(?:(?<=\s)|(?<=\())['‘](?=\w)[^'’\"“”]{1,120}\Z")


def _closes_block(text: str, start: int, at: int) -> bool:
    """Whether a mark closes the words; one that pairs with a single mark before it does not, if another follows."""
    single = _SINGLE_OPENED.search(text, start, at) and _MARK.search(text, at + 1)
    return not single and (_closes(text, at) or text[at] == "”")


def _repeats_at_item(text: str, at: int, end: int) -> bool:
    """Whether a mark opens the next item of a block again, in the same paragraph, and the last mark closes both."""
    return at > 0 and bool(_NEXT_ITEM.match(text, at)) and not text[end + 1 :].strip(" .,;")


def tail_of(passage: ProvisionText) -> int:
    """Return where the words of a provision end that belong to a block; those behind are the amending document's."""
    end = _bounds(passage.text)[1]
    return end + (end < len(passage.text) and bool(_MARK.match(passage.text, end)))


def inline_block(source: SignedText, index: int, quoted: QuotedWords) -> NewProvisions:
    """Return new words printed in the line; an unclosed quotation continues in the provisions below."""
    passage = source.passages[index]
    label = _INLINE_LABEL.match(quoted.text)
    skip = label.end() if label else 0
    printed = label["label"].strip() if label else ""
    words = (SourcedWords(quoted.text[skip:], source.address, passage.path, quoted.start + skip, quoted.end),)
    first = StateProvision(_segment(printed), printed, "section" if printed[:1] in "Ss" else "labelled", 0, words)
    if not quoted.open:
        return NewProvisions((first,))
    below = [n for n in range(index + 1, len(source.passages)) if _is_below(source, index, n)]
    pieces, tail = _pieces(source, below, f"{passage.path}/", passage.depth)
    prefix = f"{first.path}/" if first.path else ""
    new = (first, *(replace(p, path=prefix + p.path) for p in pieces if p.words or p.label))
    return NewProvisions(new, frozenset(below), tail, open=_closes_before_its_end(source, below))


def _closes_before_its_end(source: SignedText, numbers: list[int]) -> bool:
    """Whether a quotation that began before some provisions closes in one of them and others without marks follow."""
    texts = [source.passages[n].text for n in numbers]
    closed = [n for n, text in enumerate(texts) if _bounds(text)[1] < len(text)]
    return bool(closed) and closed[0] < len(texts) - 1 and not _MARK.match(texts[closed[0] + 1])


def _is_below(source: SignedText, index: int, n: int) -> bool:
    depth = source.passages[index].depth
    return all(source.passages[m].depth > depth for m in range(index + 1, n + 1))


def _segment(label: str) -> str:
    """A printed label as a segment: "(7)" is "7", "Sec. 4." and "2.13" are sections."""
    bare = re.sub(r"[()\s]|\.\Z", "", re.sub(r"\ASec(?:tion|\.)?\s*", "", label, flags=re.IGNORECASE))
    if not bare:
        return ""
    return (
        bare
        if label.startswith("(")
        else f"sec-{bare}"
        if re.match(r"(?i)sec", label) or re.search(r"\d[.-]\d", bare)
        else bare
    )


def unquoted_block(
    source: SignedText, index: int, wanted: tuple[str, ...], *, adds: bool = False
) -> NewProvisions | None:
    """Return new words without quotation marks: the provisions below, or the following ones with the labels wanted.

    They end with the provision or the document, or where the amending document's own numbering goes on; else their end
    is unknown. What `adds` a provision with a label wanted adds those in sequence with it too.
    """
    passages = source.passages
    below = [n for n in range(index + 1, len(passages)) if _is_below(source, index, n)]
    if below:
        pieces, tail = _pieces(source, below, f"{passages[index].path}/", passages[index].depth + 1)
        return NewProvisions(pieces, frozenset(below), tail)
    tops = _tops_after(source, index)
    mine = _wanted_first(passages, tops, wanted)
    if adds and mine:
        mine = _in_sequence(passages, tops)
    return _unquoted(source, index, mine) if mine else None


def _unquoted(source: SignedText, index: int, tops: list[int]) -> NewProvisions | None:
    """Some provisions and what is below them as new words that have no marks."""
    passages = source.passages
    numbers = [tops[0], *(n for n in range(tops[0] + 1, len(passages)) if n in tops or _is_under(source, tops, n))]
    unclear = _goes_on_unclear(passages, index, numbers)
    if unclear and passages[tops[0]].depth != passages[index].depth:
        return None
    prefix = passages[tops[0]].path.rpartition("/")[0]
    pieces, tail = _pieces(source, numbers, f"{prefix}/" if prefix else "", passages[tops[0]].depth)
    return NewProvisions(pieces, frozenset(numbers), tail, open=unclear)


def rest_of_document(source: SignedText, index: int) -> NewProvisions | None:
    """Return everything after a provision as the new words of a whole document, which have no marks."""
    numbers = list(range(index + 1, len(source.passages)))
    if not numbers:
        return None
    recitals = [n for n in numbers if source.passages[n].path.startswith("preamble/")]
    pieces, tail = _pieces(source, numbers, "", 0)
    flat = tuple(replace(one, depth=0) if n in recitals else one for n, one in zip(numbers, pieces, strict=False))
    ends = bool(_ENDS_ORDER.match(source.passages[-1].text)) and not source.passages[-1].label
    return NewProvisions(flat if len(pieces) == len(numbers) else pieces, frozenset(numbers), tail, open=ends)


def _tops_after(source: SignedText, index: int) -> list[int]:
    """The provisions after one that are at the depth of the first of them, up to the end of their parent."""
    passages = source.passages
    tops: list[int] = []
    for n in range(index + 1, len(passages)):
        if passages[n].depth < passages[index + 1].depth:
            break
        if passages[n].depth == passages[index + 1].depth:
            tops.append(n)
    return tops if not tops or passages[tops[0]].depth <= passages[index].depth else []


def _wanted_first(passages: Sequence[ProvisionText], tops: list[int], wanted: tuple[str, ...]) -> list[int]:
    """The first provisions, as far as they have the labels wanted, each once."""
    mine: list[int] = []
    labels: set[str] = set()
    for n in tops:
        label = _own_label(passages[n])
        if not _is_wanted(passages[n], wanted) or (label and label in labels) or _AMENDING.search(passages[n].text):
            break
        mine.append(n)
        labels.add(label)
    return mine if wanted != ("description",) else mine[:1]


def _in_sequence(passages: Sequence[ProvisionText], tops: list[int]) -> list[int]:
    """The first provisions, as far as each has the next label."""
    mine = tops[:1]
    for before, n in pairwise(tops):
        if next_label(_last_number(passages[before])) != _last_number(passages[n]) or _AMENDING.search(
            passages[n].text
        ):
            break
        mine.append(n)
    return mine


def _is_under(source: SignedText, tops: Sequence[int], n: int) -> bool:
    passages = source.passages
    above = next((m for m in range(n - 1, -1, -1) if passages[m].depth <= passages[tops[0]].depth), -1)
    return passages[n].depth > passages[tops[0]].depth and above in tops


def _goes_on_unclear(passages: Sequence[ProvisionText], index: int, numbers: list[int]) -> bool:
    """Whether it is unknown where new words end: something follows that is not the next provision of the amending
    document's own numbering, or the first new label might be that.
    """
    own, after = passages[index], numbers[-1] + 1
    follows = next_label(_last_number(own)) or ""
    if after < len(passages):
        return not follows or passages[after].depth != own.depth or _last_number(passages[after]) != follows
    begins_like_own = passages[numbers[0]].depth == own.depth and _last_number(passages[numbers[0]]) == follows
    strange = not passages[-1].label and _ENDS_ORDER.match(passages[-1].text)
    return bool(strange) or (begins_like_own and bool(follows))


def _own_label(passage: ProvisionText) -> str:
    return re.sub(r"~\d+\Z", "", passage.path.rpartition("/")[2]).removeprefix("sec-")


def _last_number(passage: ProvisionText) -> str:
    """The last number of a label: "103" of "1-103"."""
    return re.split(r"[.-]", _own_label(passage))[-1]


def _is_wanted(passage: ProvisionText, wanted: tuple[str, ...]) -> bool:
    """Whether a provision has one of the labels wanted; a description has none."""
    if wanted == ("description",):
        return not passage.label
    return passage.path.rpartition("/")[2].removeprefix("sec-") in {one.removeprefix("sec-") for one in wanted}
