"""Text quoted as whole paragraphs: where a block quotation begins and ends (addresses.md §2, rule 10)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .alphabets import readings
from .heads import division_head, numbered_paragraph, run_in_heading, section_head
from .labels import labels_at_start
from .lines import Line

TAIL = 240  # characters in which an introducing phrase stands

_OPENS = re.compile(r"^\s*(?:\(?[\u201c\"]|``|\u201d(?=[(\w]))")  # also with the closing mark set in its place
_AMENDS = re.compile(
    r"(?:\bto\s+read(?:\s+in\s+(?:its|their)\s+entirety)?(?:\s+as\s+follows)?|\bas\s+follows|\bis\s+inserted|by\s+inserting"
    r"|is\s+replaced\s+(?:with|by)(?:\s+the\s+following)?|by\s+adding(?:\s+\S+){0,12}?\s+the\s+following(?:\s+\S+){0,6}"
    r"|the\s+following(?:\s+new)?\s+(?:section|subsection|paragraph|subparagraph|sentence|clause|part|text|language)s?)"
    r"\s*[:.\u2014-]*\s*$",
    re.IGNORECASE,
)
_PUTS_IN = re.compile(
    r"(?:to\s+read(?:\s+in\s+(?:its|their)\s+entirety)?(?:\s+as\s+follows)?|\bamended\s+to\s+add\b.{0,60}|\badding\b.{0,80}|\binserting\b.{0,60}"
    r"|\bis\s+added\b.{0,60})\s*[:\u2014]\s*$",
    re.IGNORECASE,
)
_PUTTING_WORDS = ("read", "add", "insert")  # one of them stands in all of these
_SECTION_SIGN = re.compile(r"\u00a7\s*(\d+(?:\.\d+)+)")
_AMENDING_WORD = re.compile(r"read|follow|insert|replace|adding", re.IGNORECASE)
_MARK = re.compile('[\u201c\u201d"]')
_ENDS_QUOTED = re.compile(r"[\u201d\"][\s.;,]*$")
_TRAILER = re.compile(r"^[\s.;,:)\]]*(?:and|or)?[\s.;,]*$")


Labels = tuple[tuple[str, str], ...]  # form and bare label


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """Lines `start` to `end` (half-open) stand in a block quotation."""

    start: int
    end: int


def block_quotes(lines: tuple[Line, ...]) -> tuple[BlockQuote, ...]:
    """Every outermost block quotation of a row of lines, in order."""
    found: list[BlockQuote] = []
    n = 1
    while n < len(lines):
        end = 0
        if _opens_with_mark(lines, n):
            end = _marked_end(lines, n, _open_labels(lines, n, found))
        elif _is_put_in(lines, n):
            end = _unmarked_end(lines, n, _open_labels(lines, n, found), bool(found))
        if end:
            found.append(BlockQuote(n, end))
            n = end + 1
        else:
            n += 1
    return tuple(found)


def introduces(text: str) -> bool:
    """Does a line end by announcing a quotation?"""
    tail = text[-TAIL:].rstrip()
    if tail.endswith((":", "\u2014")):
        return True
    return bool(_AMENDING_WORD.search(tail[-60:])) and bool(_AMENDS.search(tail))


def _opens_with_mark(lines: tuple[Line, ...], start: int) -> bool:
    """A line begins with a quotation mark below one that announces a quotation."""
    line = lines[start]
    return line.kind == "text" and bool(_OPENS.match(line.text)) and introduces(lines[start - 1].text)


def _marked_end(lines: tuple[Line, ...], start: int, outer: Labels) -> int:
    """Where the quotation that opens with a quotation mark at `start` ends; 0 when none opens there after all."""
    balance = 0
    for n in range(start, len(lines)):
        text = lines[n].text
        if n > start and balance > 0 and _resumes(lines, start, n, outer):
            return n
        opened = balance > 0 and bool(_OPENS.match(text))
        balance, closed_at = _balance(text, 0 if opened else balance)
        if balance > 0:
            continue
        if closed_at is not None and not _TRAILER.match(text[closed_at + 1 :]):
            return 0 if n == start and not _quotes_provision(text, closed_at) else n + 1
        if n + 1 < len(lines) and _opens_again(lines[n + 1].text):
            balance = 0
            continue
        return n + 1
    return _without_closing_mark(lines, start)


_LONG_QUOTED = 80  # characters; a word or a phrase is shorter


def _quotes_provision(text: str, closed_at: int) -> bool:
    """A whole provision is quoted, and the sentence outside goes on behind it: "“(c) to …; and” and renaming (d)."."""
    inner = text.lstrip('\u201c\u201d" ')
    whole = bool(labels_at_start(inner) or section_head(inner)) or bool(_ENDS_QUOTED.search(text))
    return whole and closed_at >= _LONG_QUOTED


def _opens_again(text: str) -> bool:
    """The next line opens with a quotation mark and is not itself a sentence that only begins with a quoted word."""
    if not _OPENS.match(text):
        return False
    balance, closed_at = _balance(text, 0)
    return balance > 0 or closed_at is None or bool(_TRAILER.match(text[closed_at + 1 :]))


def _balance(text: str, balance: int) -> tuple[int, int | None]:
    """Open double quotation marks after the text, and where they last came to none."""
    closed_at = None
    for found in _MARK.finditer(text):
        at = found.start()
        if _mark_opens(text, at, found[0]):
            balance += 1
        else:
            balance = max(balance - 1, 0)
            if balance == 0:
                closed_at = at
                if not _TRAILER.match(text[at + 1 :]) and "\u201c" not in text[at:] and '"' not in text[at + 1 :]:
                    return 0, at
    return balance, closed_at


def _mark_opens(text: str, at: int, mark: str) -> bool:
    """Does the mark open? A curly one set the wrong way round is known at either end of the line."""
    if mark == "\u201c":
        return at == 0 or not _TRAILER.match(text[at + 1 : at + 12])
    if mark == "\u201d":
        return at == 0 and bool(_OPENS.match(text))
    return mark == '"' and _straight_opens(text, at)


def _straight_opens(text: str, at: int) -> bool:
    return (at == 0 or text[at - 1] in " (\u2014[") and at + 1 < len(text) and not text[at + 1].isspace()


def _resumes(lines: tuple[Line, ...], start: int, n: int, outer_labels: Labels) -> bool:
    """The outer numbering goes on at line n: its successor stands there without a quotation mark."""
    text = lines[n].text
    if _OPENS.match(text):
        return False
    head = section_head(text, lines[n].emphasised_at(0))
    outer = _outer_section(lines, start)
    if head and outer and head.number.isdigit() and int(head.number) == outer + 1:
        quoted_heads = [section_head(line.text.lstrip('\u201c" ')) for line in lines[start:n]]
        if not all(_OPENS.match(line.text) for line, h in zip(lines[start:n], quoted_heads, strict=True) if h):
            return False
        numbers = [h.number for h in quoted_heads if h]
        return numbers[-1:] != [str(outer)] or not _number_comes_again(lines, n, head.number)
    if head or division_head(text):
        return False
    return _label_resumes(lines, start, n, outer_labels)


def _number_comes_again(lines: tuple[Line, ...], n: int, number: str) -> bool:
    """A section of the same number stands further below, without a quotation mark: that one is the outer."""
    heads = (section_head(line.text, line.emphasised_at(0)) for line in lines[n + 1 :] if not _OPENS.match(line.text))
    return any(head is not None and head.number == number for head in heads)


def _outer_section(lines: tuple[Line, ...], start: int) -> int:
    for line in reversed(lines[:start]):
        head = section_head(line.text, line.emphasised_at(0))
        if head and head.number.isdigit():
            return int(head.number)
    return 0


def _label_resumes(lines: tuple[Line, ...], start: int, n: int, outer: Labels) -> bool:
    """The label of line n follows one that is open outside, and none that is open inside the quotation."""
    here = _labels(lines[n].text)[:1]
    if not here or not any(_follows(label, here[0]) for label in outer):
        return False
    quoted = [line.text for line in lines[start:n] if _labels(line.text)]
    if len(quoted) > 1 and all(map(_OPENS.match, quoted)):
        return True  # each quoted provision opens with a mark, this one does not
    return not any(_follows(label, here[0]) for label in _still_open(lines[start:n]))


def _open_labels(lines: tuple[Line, ...], start: int, quotes: list[BlockQuote]) -> Labels:
    """The labels that are open before line `start`, back to the section's head; quoted lines do not count."""
    quoted = {n for quote in quotes[-8:] for n in range(quote.start, quote.end)}
    since = start - 1
    while since > 0 and not section_head(lines[since].text, lines[since].emphasised_at(0)):
        since -= 1
    return _still_open(tuple(lines[n] for n in range(since, start) if n not in quoted))


def _still_open(lines: tuple[Line, ...]) -> Labels:
    """The last label of each list: one whose successor has come is no longer open."""
    found: list[tuple[str, str]] = []
    for line in lines:
        for label in _labels(line.text):
            found = [earlier for earlier in found if earlier != label and not _follows(earlier, label)]
            found.append(label)
    return tuple(found)


def _labels(text: str) -> Labels:
    """Form and bare label of each label a line begins with, behind a section head and the heading run in there."""
    if head := section_head(text):
        text = text[head.end :]
        text = text[len(run_in_heading(text)) :]
    return tuple((label.form, label.bare) for label in labels_at_start(text))


def _follows(first: tuple[str, str], second: tuple[str, str]) -> bool:
    if first[0] != second[0]:
        return False
    return any(
        a.alphabet == b.alphabet and b.ordinal == a.ordinal + 1 for a in readings(first[1]) for b in readings(second[1])
    )


def _without_closing_mark(lines: tuple[Line, ...], start: int) -> int:
    """No closing mark anywhere: the quotation holds the lines that open with a mark, and what stands between them."""
    last = max(n for n in range(start, len(lines)) if _OPENS.match(lines[n].text))
    return last + 1


def _is_put_in(lines: tuple[Line, ...], start: int) -> bool:
    """A line without a quotation mark below a numbered one like "(b) Section 2 is amended to read as follows:"."""
    before, line = lines[start - 1], lines[start]
    tail = before.text[-TAIL:].rstrip()
    if line.kind != "text" or not tail.endswith((":", "\u2014")) or _OPENS.match(line.text):
        return False
    if not any(word in tail.lower() for word in _PUTTING_WORDS) or not _PUTS_IN.search(tail):
        return False
    head = section_head(before.text, before.emphasised_at(0)) or numbered_paragraph(before.text)
    return head is not None or bool(_labels(before.text))


def _unmarked_end(lines: tuple[Line, ...], start: int, outer: Labels, after_another: bool) -> int:
    """Where the outer numbering resumes behind text put in without quotation marks; 0 when it does not."""
    for n in range(start + 1, len(lines)):
        if _resumes(lines, start, n, outer):
            return n
    return len(lines) if after_another and _names_its_label(lines[start - 1].text, lines[start].text) else 0


def _names_its_label(introduction: str, text: str) -> bool:
    """ "Subparagraph (2) of … is amended to read as follows:" before a line that begins with "(2)"; a "§" likewise."""
    labels = labels_at_start(text)
    if labels:
        return labels[0].printed in introduction
    section = _SECTION_SIGN.match(text)
    return section is not None and section[1] in introduction
