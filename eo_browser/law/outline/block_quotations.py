"""Text quoted as whole paragraphs: where a block quotation begins and ends (docs/outline.md, rule 10)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from eo_browser.law.terms.levels import PROSE_LEVELS

from .designators import OpenDesignators, designators_at_start, designators_of
from .headings import division_heading, numbered_paragraph, section_heading
from .lines import Line

TAIL = 240  # characters at the end of a line in which an introducing phrase is looked for

_OPENS = re.compile(r"^\s*(?:\(?[\u201c\"]|``|\u201d(?=[(\w]))")  # also with the closing mark set in its place
_OPENS_APART = re.compile(r'"\s+\S[^"]')  # a straight mark with a space behind it: "" (a) For each registrant …"
_SENTENCE_ENDS = re.compile(r"[a-z]{3}\. [A-Z]")
# "to read in its entirety as follows:", "by adding at the end the following new section:" at the end of a lead-in.
_AMENDS = re.compile(
    r"(?:\bto\s+read(?:\s+in\s+(?:its|their)\s+entirety)?(?:\s+as\s+follows)?|\bas\s+follows|\bis\s+inserted|by\s+inserting"
    r"|is\s+replaced\s+(?:with|by)(?:\s+the\s+following)?|by\s+adding(?:\s+\S+){0,12}?\s+the\s+following(?:\s+\S+){0,6}"
    rf"|the\s+following(?:\s+new)?\s+(?:{'|'.join(PROSE_LEVELS)}|sentence|part|text|language)s?)"
    r"\s*[:.\u2014-]*\s*$",
    re.IGNORECASE,
)
# The same in more words, but with its colon: "amended to add a new sentence at the end:".
_PUTS_IN = re.compile(
    r"(?:to\s+read(?:\s+in\s+(?:its|their)\s+entirety)?(?:\s+as\s+follows)?|\bamended\s+to\s+add\b.{0,60}|\badding\b.{0,80}|\binserting\b.{0,60}"
    r"|\bis\s+added\b.{0,60})\s*[:;\u2014]\s*$",
    re.IGNORECASE,
)
_PUTTING_WORDS = ("read", "add", "insert")  # one of them is in all of these
_ACTS = re.compile(
    r"\b(?:is|are)(?:\s+(?:hereby|further|also))*\s+(?:amended|revoked|deleted|added|inserted|redesignated)\b"
)  # what an amending order says, and seldom what it puts in
_SECTION_SIGN = re.compile(r"\u00a7\s*(\d+(?:\.\d+)+)")
_AMENDING_WORD = re.compile(r"read|follow|insert|replace|adding", re.IGNORECASE)
_MARK = re.compile('[\u201c\u201d"]')
_ENDS_QUOTED = re.compile(r"[\u201d\"][\s.;,]*$")
_TRAILER = re.compile(r"^[\s.;,:)\]]*(?:and|or)?[\s.;,]*$")


# Lines searched for the end of quotations without marks, for each line of a document and in all. Real documents need a
# tenth of it; without the limit, a text in which every line announces a quotation would take quadratic time.
LOOKS_A_LINE, LOOKS = 20, 20_000


@dataclass(frozen=True, slots=True)
class BlockQuotation:
    """Lines `start` to `end` (half-open) are in a block quotation."""

    start: int
    end: int


class _Row:
    """The lines of a region, facts about them that are computed once, and how many lines may still be searched."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self.lines = lines
        self.outside = _LinesBefore()
        self.looks = LOOKS + LOOKS_A_LINE * len(lines)

    @cached_property
    def last_heads(self) -> dict[str, int]:
        """Return the last line on which a section of each number is headed without a quotation mark."""
        heads = ((n, section_heading(line.text, line.emphasised_at(0))) for n, line in enumerate(self.lines))
        return {head.number: n for n, head in heads if head and not _OPENS.match(self.lines[n].text)}

    @cached_property
    def last_mark(self) -> int:
        """Return the last line that opens with a quotation mark."""
        return max((n for n, line in enumerate(self.lines) if _OPENS.match(line.text)), default=-1)


class _LinesBefore:
    """What precedes a line outside quotations: the number of the last section, and the labels open since its heading.

    Headings inside quotations do not count: after "(a) Section 1622.44 is amended to read as follows:" and its text
    comes (b).
    """

    def __init__(self) -> None:
        self.section = 0
        self.labels = OpenDesignators()

    def add(self, line: Line) -> None:
        """Take note of a line that has been passed."""
        if head := section_heading(line.text, line.emphasised_at(0)):
            self.labels.clear()
            self.section = int(head.number) if head.number.isdigit() else self.section
        self.labels.add(designators_of(line.text))


class _Inside:
    """What a quotation has contained so far: the number of its last section, its open labels, and which lines open with
    marks.
    """

    def __init__(self) -> None:
        self.section = ""
        self.labels = OpenDesignators()
        self.acting = OpenDesignators()  # labels of the lines in it that amend something themselves
        self.heads_marked = True
        self.labelled = 0
        self.labelled_marked = True

    def add(self, line: Line) -> None:
        """Take note of a line found to be inside."""
        opens = bool(_OPENS.match(line.text))
        if head := section_heading(line.text.lstrip('\u201c" ')):
            self.section = head.number
            self.heads_marked &= opens
        if labels := designators_of(line.text):
            self.labelled += 1
            self.labelled_marked &= opens
            self.labels.add(labels)
            if _ACTS.search(line.text):
                self.acting.add(labels)


def block_quotations(lines: tuple[Line, ...]) -> tuple[BlockQuotation, ...]:
    """Return every outermost block quotation of the lines of a region, in order (rule 10)."""
    found: list[BlockQuotation] = []
    row = _Row(lines)
    passed = 0
    n = 1
    while n < len(lines):
        for line in lines[passed:n]:
            row.outside.add(line)
        passed = n
        end = 0
        if _opens_with_mark(lines, n):
            end = _marked_end(row, n)
        elif _is_put_in(lines, n):
            end = _unmarked_end(row, n, bool(found))
        if end:
            found.append(BlockQuotation(n, end))
            passed = end
        n = max(n, end) + 1
    return tuple(found)


def introduces(text: str) -> bool:
    """Return whether a line ends by announcing a quotation: with a colon, a dash, or an amending phrase."""
    tail = text[-TAIL:].rstrip()
    if tail.endswith((":", "\u2014")):
        return True
    return bool(_AMENDING_WORD.search(tail[-60:])) and bool(_AMENDS.search(tail))


def _opens_with_mark(lines: tuple[Line, ...], start: int) -> bool:
    """Whether a line begins with a quotation mark below one that announces a quotation.

    If that line is itself quoted and opened with a mark, this mark only opens the next paragraph of the same quotation.
    """
    line, before = lines[start], lines[start - 1]
    marked = line.kind == "text" and opens_with_mark(line.text) and not before.quoted
    return marked and (introduces(before.text) or (_is_provision(line.text) and _promises(before.text)))


def _promises(text: str) -> bool:
    """Whether the last sentence of a line has "the following" and ends with a full stop."""
    at = text.lower().rfind("the following")
    return at >= 0 and not _SENTENCE_ENDS.search(text, at)


def _is_provision(quoted: str) -> bool:
    """Whether a label or a section number comes after the mark."""
    inner = quoted.lstrip('\u201c\u201d"\u0060 ')
    return bool(designators_at_start(inner) or section_heading(inner))


def opens_with_mark(text: str) -> bool:
    """Return whether a line begins with a quotation mark."""
    return bool(_OPENS.match(text))


def _marked_end(row: _Row, start: int) -> int:
    """The end of the quotation that opens with a quotation mark at `start`; 0 when none opens there."""
    lines, inside = row.lines, _Inside()
    balance = 0
    for n in range(start, len(lines)):
        text = lines[n].text
        if balance > 0 and _resumes(row, inside, n):
            return n
        inside.add(lines[n])
        balance, closed_at = _balance(text, 0 if _OPENS.match(text) else balance)
        if balance > 0:
            continue
        if closed_at is not None and not _TRAILER.match(text[closed_at + 1 :]):
            return 0 if n == start and not _quotes_provision(text, closed_at) else n + 1
        if n + 1 == len(lines) or not _opens_again(lines[n + 1].text):
            return n + 1
    return row.last_mark + 1  # no closing mark anywhere: up to the last line that opens with a mark


_LONG_QUOTED = 80  # characters; a word or a phrase is shorter


def _quotes_provision(text: str, closed_at: int) -> bool:
    """Whether a whole provision is quoted and the sentence around it continues after it: "“(c) to …; and” and renaming
    (d).".
    """
    whole = _is_provision(text) or bool(_ENDS_QUOTED.search(text))
    return whole and closed_at >= _LONG_QUOTED


def _opens_again(text: str) -> bool:
    """Whether the next line opens with a quotation mark and is no sentence that merely begins with a quoted word."""
    if not _OPENS.match(text):
        return False
    balance, closed_at = _balance(text, 0)
    return balance > 0 or closed_at is None or bool(_TRAILER.match(text[closed_at + 1 :]))


def _balance(text: str, balance: int) -> tuple[int, int | None]:
    """How many double quotation marks are open after the text, and where the count was last zero."""
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
    """Whether the mark opens a quotation. A curly mark set the wrong way round is recognised at either end of the
    line.
    """
    if mark == "\u201c":
        return at == 0 or not _TRAILER.match(text[at + 1 : at + 12])
    if mark == "\u201d":
        return at == 0 and bool(_OPENS.match(text))
    return mark == '"' and (_straight_opens(text, at) or (at == 0 and bool(_OPENS_APART.match(text))))


def _straight_opens(text: str, at: int) -> bool:
    return (at == 0 or text[at - 1] in " (\u2014[") and at + 1 < len(text) and not text[at + 1].isspace()


def _resumes(row: _Row, inside: _Inside, n: int) -> bool:
    """Whether the numbering outside the quotation continues at line n: the next label is there without a quotation
    mark.
    """
    line = row.lines[n]
    if _OPENS.match(line.text):
        return False
    head = section_heading(line.text, line.emphasised_at(0))
    outer = row.outside.section
    if head and outer and head.number.isdigit() and int(head.number) == outer + 1:
        if not inside.heads_marked:
            return False
        # If another section of that number follows, that one is outside and this one is quoted.
        return inside.section != str(outer) or row.last_heads.get(head.number, -1) <= n
    if head or division_heading(line.text):
        return False
    return _label_resumes(row, inside, line.text)


def _label_resumes(row: _Row, inside: _Inside, text: str) -> bool:
    """Whether the label of a line follows one that is open outside the quotation, and none that is open inside."""
    here = designators_of(text)[:1]
    if not here or not row.outside.labels.any_continues_with(here[0]):
        return False
    if inside.labelled > 1 and inside.labelled_marked:
        return True  # each quoted provision opens with a mark, this one does not
    if not inside.labels.any_continues_with(here[0]):
        return True
    return bool(_ACTS.search(text)) and not inside.acting.any_continues_with(here[0])


def _is_put_in(lines: tuple[Line, ...], start: int) -> bool:
    """Whether a line without a quotation mark is quoted: below a numbered one like "(b) Section 2 is amended to read as
    follows:".
    """
    before, line = lines[start - 1], lines[start]
    tail = before.text[-TAIL:].rstrip()
    if line.kind != "text" or not tail.endswith((":", "\u2014", "follows;")) or _OPENS.match(line.text):
        return False
    if not any(word in tail.lower() for word in _PUTTING_WORDS) or not _PUTS_IN.search(tail):
        return False
    head = section_heading(before.text, before.emphasised_at(0)) or numbered_paragraph(before.text)
    return head is not None or bool(designators_of(before.text))


def _unmarked_end(row: _Row, start: int, after_another: bool) -> int:
    """Where the outer numbering resumes after text quoted without marks; 0 when it does not."""
    lines, inside = row.lines, _Inside()
    inside.add(lines[start])
    for n in range(start + 1, len(lines)):
        row.looks -= 1
        if row.looks < 0:
            return 0
        if _resumes(row, inside, n):
            return n
        inside.add(lines[n])
    return len(lines) if after_another and _names_its_label(lines[start - 1].text, lines[start].text) else 0


def _names_its_label(introduction: str, text: str) -> bool:
    """ "Subparagraph (2) of … is amended to read as follows:" before a line that begins with "(2)"; a "§" likewise."""
    labels = designators_at_start(text)
    if labels:
        return labels[0].printed in introduction
    section = _SECTION_SIGN.match(text)
    return section is not None and section[1] in introduction
