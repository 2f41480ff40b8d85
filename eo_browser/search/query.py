"""The parser of queries. It is total: any text gives a query, with a note wherever it had to guess.

    words            all wanted; kind words ("executive order") and words like "the" or "who" are only preferred
    "exact phrase"   "near these"~5   -word   OR   ( )   prefix*   =exactform
    title:word type:memorandum president:obama signed:2017-01..2017-03 year:2017 number:13526 series:nspm
    status:revoked sec:2 to:"Secretary of Defense" cites:"EO 13526" revokes: amends:

The syntax of engines is not known here, and none is passed on.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from eo_browser.law.terms.kinds import TERMS, Kind
from eo_browser.law.terms.months import MONTHS, month_number

from . import analyser
from .filters import FIELDS, SAME, Filter, read_filter

LONGEST = 2_000  # characters that are read
MOST_WORDS = 48
_LONGEST_INITIALS = 6  # letters; longer words in capitals are just emphasis
_WIDEST = 50  # the largest N of "near these"~N


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words without a subject. They are indexed and count in phrases; in a free query they are optional.
PLAIN_WORDS = _words(
    "a about after all an and any are as at be been before being by can could did do does during each for from had "
    "has have how i if in into is it its many mean means may me much must my no not of on or our over shall should so "
    "than that the their them then there these they this those to under until upon was we were what when where which "
    "while who whom why will with within would you your"
)

# Verbs of the question which document made a body. They only help, and prefer documents that establish one so named.
ESTABLISHING = _words(
    "create created creates creating establish established establishes establishing establishment founded"
)

_NONE: frozenset[str] = frozenset()
# Kinds whose names prefer them. "Notice", "letter" and "message" are ordinary words of a question.
_PREFERRED: tuple[Kind, ...] = ("executive-order", "memorandum", "proclamation", "determination")
# People call a memorandum an order, so the name of a kind is a preference and never a filter.
_LOOSE_NAMES: dict[str, frozenset[str]] = {
    "order": frozenset({"executive-order"}),
    "orders": frozenset({"executive-order"}),
    "presidential directive": _NONE,
    "presidential action": _NONE,
    "directive": _NONE,
}
_TYPED = {typed: frozenset[str]({kind}) for kind in _PREFERRED for typed in TERMS[kind].typed}
_NAMES = {tuple(name.split()): kinds for name, kinds in (_TYPED | _LOOSE_NAMES).items()}
_LENGTHS = sorted({len(name) for name in _NAMES}, reverse=True)


@dataclass(frozen=True, slots=True)
class SigningDays:
    """Days of signing that a query names in its words, both included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Word:
    """A word wanted. `exact`: only in this form; `prefix`: any word that begins so; `optional`: better with it.

    `names` are the names that the word abbreviates, which match as well. `capitals`: typed in capitals, as initials
    are.
    """

    text: str  # folded
    exact: bool = False
    prefix: bool = False
    optional: bool = False
    weight: float = 1.0
    names: tuple[tuple[str, ...], ...] = ()
    capitals: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return ("=" if self.exact else "") + self.text + ("*" if self.prefix else "")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words wanted side by side, in any of their forms; with `slop`, in any order with so many others between them."""

    words: tuple[str, ...]
    slop: int = 0
    quoted: bool = True  # false for one word as typed that is several: "entry-exit"

    def __str__(self) -> str:
        return f'"{" ".join(self.words)}"' + (f"~{self.slop}" if self.slop else "")


@dataclass(frozen=True, slots=True)
class Titled:
    """A word or phrase wanted in the title or another name of the document."""

    child: Node

    def __str__(self) -> str:
        return f"title:{self.child}"


@dataclass(frozen=True, slots=True)
class Not:
    """A condition that must not hold."""

    child: Node

    def __str__(self) -> str:
        return f"-{self.child}"


@dataclass(frozen=True, slots=True)
class All:
    """All of these conditions."""

    children: tuple[Node, ...]

    def __str__(self) -> str:
        return "(" + " ".join(map(str, self.children)) + ")"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of these conditions."""

    children: tuple[Node, ...]

    def __str__(self) -> str:
        return "(" + " OR ".join(map(str, self.children)) + ")"


Node = Word | Phrase | Titled | Not | All | AnyOf | Filter


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A parsed query: its conditions, the preferred kinds and days of signing, and notes on how it was understood."""

    text: str
    wanted: tuple[Node, ...] = ()
    kinds: frozenset[str] = frozenset()
    days: tuple[SigningDays, ...] = ()
    notes: tuple[str, ...] = ()
    establishes: bool = False  # asks what established a body
    section: str = ""  # the section it names in its words

    @property
    def interpreted(self) -> str:
        """Return the query as it was understood, in the query language; parsing it again gives the same query."""
        shown = [str(n) for n in self.wanted if not (isinstance(n, Word) and n.optional)]
        rest = [str(n) for n in self.wanted if isinstance(n, Word) and n.optional and n.weight >= 1]
        return " ".join([*shown, *rest])

    def words(self) -> tuple[Word, ...]:
        """Return the plain words at the top, wanted and optional."""
        return tuple(node for node in self.wanted if isinstance(node, Word))

    @property
    def is_plain(self) -> bool:
        """Return whether nothing of the query language was used, so that it may be a citation or a sentence."""
        return all(
            (isinstance(node, Word) and not node.exact and not node.prefix)
            or (isinstance(node, Phrase) and not node.quoted)
            or isinstance(node, All)
            for node in self.wanted
        )

    def loosened(self) -> SearchQuery:
        """Return the same query with the words of its phrases wanted one by one."""
        loose = [one for node in self.wanted for one in _one_by_one(node)]
        return replace(self, wanted=tuple(_prefer(list(dict.fromkeys(loose)))[0]))

    def filtered(self, *filters: Filter) -> SearchQuery:
        """Return the same query with filters added, replacing those of the same name."""
        names = {one.name for one in filters}
        kept = [n for n in self.wanted if not (isinstance(n, Filter) and n.name in names)]
        return replace(self, wanted=(*kept, *filters))


# A word of a query, a phrase with its distance, a bracket, OR or AND; before it a minus and a field.
_TOKEN = re.compile(
    r"""
    (?P<minus>(?<!\S)[-\u2212](?=[^\s-]))?
    (?:(?P<field>[A-Za-z]{2,12}):(?=\S))?
    (?:
      (?P<open>\() | (?P<close>\))
    | ["\u201c\u201d\u201e](?P<phrase>[^"\u201c\u201d\u201e]*)(?P<shut>["\u201c\u201d\u201e])?(?:~(?P<slop>\d{1,4}))?
    | (?P<or>(?:OR|\|\|?)(?=[\s(]|$)) | (?P<and>(?:AND|&&?)(?=[\s(]|$))
    | (?P<word>[^\s()"\u201c\u201d\u201e]+)
    )?
    """,
    re.VERBOSE,
)


_SECTION = re.compile(r"(?:\bsec(?:tion|\.)?|\u00a7)\s*(\d+[a-z]?(?:[.-]\d+)*)(?![\w:])", re.IGNORECASE)


@dataclass(slots=True)
class _Token:
    kind: str
    text: str = ""
    field: str = ""
    minus: bool = False
    slop: int = 0


def read_query(text: str, *, today: date | None = None) -> SearchQuery:
    """Parse a query. It is total: what cannot be understood is searched as words, and a note says so."""
    cut = " ".join(text.replace("\x00", " ").split())[:LONGEST]
    reader = _QueryReader(list(_tokens(cut)))
    if len(text) > LONGEST:
        reader.notes.append(f"Only the first {LONGEST} characters of the query were read.")
    nodes = reader.sequence()
    while reader.tokens:  # a closing bracket without its opening one
        reader.note("A bracket had no partner and was ignored.")
        reader.tokens.pop(0)
        nodes += reader.sequence()
    nodes, kinds = _prefer(_first_words(nodes, reader))
    plain = _plain_words(nodes)
    section = _SECTION.search(cut)
    return SearchQuery(
        text=cut,
        wanted=tuple(nodes),
        kinds=kinds,
        days=days_named(plain),
        notes=tuple(dict.fromkeys(reader.notes)),
        establishes=not ESTABLISHING.isdisjoint(plain),
        section=section[1] if section else "",
    )


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found or found.end() == at:
            at += 1
            continue
        at = found.end()
        yield _token(found)


def _token(found: re.Match[str]) -> _Token:
    kind = found.lastgroup or ""
    field, minus = (found["field"] or "").lower(), bool(found["minus"])
    if found["phrase"] is not None:
        kind = "phrase" if found["shut"] else "unshut"
        return _Token(kind, found["phrase"], field, minus, min(int(found["slop"] or 0), _WIDEST))
    for name in ("open", "close", "or", "and", "word"):
        if found[name]:
            return _Token(name, found[name], field, minus)
    return _Token("word" if kind else "", found["field"] or "", "", minus)


class _QueryReader:
    """Parses tokens into nodes, and gathers notes on mistakes."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.notes: list[str] = []
        self.depth = 0

    def note(self, text: str) -> None:
        self.notes.append(text)

    def sequence(self) -> list[Node]:
        """Return the nodes up to a closing bracket; OR joins its two neighbours."""
        nodes: list[Node] = []
        pending_or = False
        while self.tokens and self.tokens[0].kind != "close":
            token = self.tokens.pop(0)
            if token.kind == "or":
                pending_or = bool(nodes)
                if not nodes:
                    self.note("OR had nothing before it and was ignored.")
                continue
            found = self.item(token)
            if found is None:
                continue
            nodes[-1:] = [_either(nodes[-1], found)] if pending_or else [*nodes[-1:], found]
            pending_or = False
        if pending_or:
            self.note("OR had nothing after it and was ignored.")
        return nodes

    def item(self, token: _Token) -> Node | None:
        """Return the node of a token, or None for a token without anything to search for."""
        if token.kind == "open":
            found = self.group()
        elif token.kind in {"phrase", "unshut"}:
            if token.kind == "unshut":
                self.note("A quotation mark had no partner; the words after it were read as a phrase.")
            found = self.phrase(token)
        elif token.kind == "word":
            found = self.word(token)
        else:
            return None
        if found is None:
            return None
        return Not(found) if token.minus and not isinstance(found, Not) else found

    def group(self) -> Node | None:
        """Return the node of a group in brackets."""
        self.depth += 1
        nodes = self.sequence() if self.depth < 20 else []
        self.depth -= 1
        if self.tokens:
            self.tokens.pop(0)
        else:
            self.note("A bracket was not closed.")
        return _together([replace(n, optional=False) if isinstance(n, Word) else n for n in nodes])

    def phrase(self, token: _Token) -> Node | None:
        if token.field and token.field != "title":
            return self.filter(token)
        found = _phrase(analyser.words(token.text), token.slop)
        return Titled(found) if found and token.field else found

    def word(self, token: _Token) -> Node | None:
        if token.field and token.field != "title":
            return self.filter(token)
        found = _plain(token.text)
        return Titled(found) if found and token.field == "title" else found

    def filter(self, token: _Token) -> Node | None:
        """Return the filter of field:value; parse a name that is no field as a word."""
        if token.field not in FIELDS and token.field not in SAME:
            return _together([node for t in (token.field, token.text) if (node := _plain(t))])
        found = read_filter(token.field, token.text)
        if isinstance(found, Filter):
            return found
        self.note(found)
        return _plain(token.text)


def _plain(text: str) -> Node | None:
    """Return the node of a word as typed: "=form", "begin*", "entry-exit" (two words side by side)."""
    exact, prefix = text.startswith("="), text.endswith("*")
    found = analyser.words(text)
    if len(found) == 1:
        return Word(found[0], exact=exact, prefix=prefix and len(found[0]) > 1, capitals=_is_capitals(text))
    if prefix or not found:
        return _together([*(Word(w) for w in found[:-1]), *(Word(w, prefix=len(w) > 1) for w in found[-1:])])
    return _phrase(found, quoted=False)


def _is_capitals(text: str) -> bool:
    letters = text.replace(".", "").rstrip("s?!,;:")
    return 1 < len(letters) <= _LONGEST_INITIALS and letters.isupper()


def _phrase(found: list[str], slop: int = 0, *, quoted: bool = True) -> Node | None:
    if len(found) == 1:
        return Word(found[0])
    return Phrase(tuple(found[:MOST_WORDS]), slop, quoted) if found else None


def _one_by_one(node: Node) -> tuple[Node, ...]:
    return tuple(map(Word, node.words)) if isinstance(node, Phrase) else (node,)


def _together(nodes: list[Node]) -> Node | None:
    return All(tuple(nodes)) if len(nodes) > 1 else nodes[0] if nodes else None


def _either(first: Node, second: Node) -> Node:
    return AnyOf((*first.children, second) if isinstance(first, AnyOf) else (first, second))


def _first_words(nodes: list[Node], reader: _QueryReader) -> list[Node]:
    """Limit the number of conditions; a page pasted into the box is searched by its first words."""
    if len(nodes) > MOST_WORDS:
        reader.note(f"Only the first {MOST_WORDS} words of the query were used.")
    return list(dict.fromkeys(nodes[:MOST_WORDS]))


def _prefer(nodes: list[Node]) -> tuple[list[Node], frozenset[str]]:
    """Make kind words and words without a subject optional, unless there are no others."""
    plain = _plain_words(nodes)
    kinds, places = kinds_named(plain)
    without_subject = places | {at for at, word in enumerate(plain) if word in PLAIN_WORDS | ESTABLISHING}
    soft = [_optional(node) if at in without_subject else node for at, node in enumerate(nodes)]
    return (soft if any(map(_finds, soft)) else nodes), kinds


def _plain_words(nodes: Sequence[Node]) -> list[str]:
    """Return the words of plain nodes; "" for every other node."""
    return [node.text if isinstance(node, Word) and not (node.exact or node.prefix) else "" for node in nodes]


def _optional(node: Node) -> Node:
    return replace(node, optional=True) if isinstance(node, Word) else node


def is_optional(node: Node) -> bool:
    """Return whether a part of a query only helps."""
    return isinstance(node, Word) and node.optional


def _finds(node: Node) -> bool:
    """Return whether a condition finds documents by itself; filters, exclusions and optional words do not."""
    return not isinstance(node, Not | Filter) and not is_optional(node)


def kinds_named(words: Sequence[str]) -> tuple[frozenset[str], frozenset[int]]:
    """Return the kinds that words name, and which of the words do so ("" is no plain word)."""
    kinds: set[str] = set()
    places: set[int] = set()
    at = 0
    while at < len(words):
        here = (tuple(words[at : at + length]) for length in _LENGTHS)
        name = next((run for run in here if run in _NAMES), ())
        places.update(range(at, at + len(name)))
        kinds |= _NAMES.get(name, _NONE)
        at += max(1, len(name))
    return frozenset(kinds), frozenset(places)


_YEARS = range(1789, 2100)
_NO_SIGNING = frozenset({"year", "fy"})  # "fiscal year 2025" says what a document is about
_MONTHS = frozenset(name.lower() for name in MONTHS)


def days_named(words: Sequence[str]) -> tuple[SigningDays, ...]:
    """Return the years, months and days that a run of words names: "december 2025", "january 20 2021", "2014"."""
    return tuple(span for at in range(len(words)) if (span := _days_up_to(words, at)))


def _days_up_to(words: Sequence[str], at: int) -> SigningDays | None:
    """Return the span that ends with the year at a place."""
    before = ("", "", *words[:at])[-2:]
    if not _is_year(words[at]) or before[1] in _NO_SIGNING:
        return None
    year = int(words[at])
    if before[1] in _MONTHS:
        month = month_number(before[1])
        return SigningDays(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    if before[0] in _MONTHS and before[1].isdecimal():
        month = month_number(before[0])
        if 1 <= int(before[1]) <= monthrange(year, month)[1]:
            day = date(year, month, int(before[1]))
            return SigningDays(day, day)
    return SigningDays(date(year, 1, 1), date(year, 12, 31))


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word.isascii() and int(word) in _YEARS
