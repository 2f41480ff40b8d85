"""The head and the colophon of a document that was copied as text from a print or a web page.

A copy may begin anywhere in the head of its page, so each line is classified by itself. A title is the line after that
of kind and number, or the first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from eo_browser.law.model.dates import printed_date
from eo_browser.law.model.kinds import kind_of_title, numbered_head, series_numbers, title_without_kind
from eo_browser.law.model.source import Block, Role
from eo_browser.law.outline.line_roles import (
    closing_role,
    is_numbered,
    is_opening,
    is_rule,
    is_signature,
    is_upper,
    neutral_role,
    opening_role,
)
from eo_browser.law.terms.dispositions import LABELS
from eo_browser.law.terms.months import FULL_MONTH
from eo_browser.law.terms.presidents import president_signing
from eo_browser.law.terms.small_words import TITLE_WORDS, UNFINISHED

_LONGEST_TITLE = 300  # characters of a title on one line
_WRAPPED_FROM = 60  # a line of this length or more may have been broken to fit a page
_DAY = rf"{FULL_MONTH}\s+\d{{1,2}},\s+\d{{4}}"

_DISPOSITIONS = "|".join(re.escape(words) for verb in ("revokes", "amends", "supersedes") for words in LABELS[verb])

# Lines a site or a print sets above the text.
_SITE = re.compile(
    rf"""(?: the\ white\ house | white\ house | (?:the\ )?president(?:\ [a-z.\ ]+)? | office\ of\ the\ press\ secretary
           | (?:for\ )?immediate\ release(?:\s+{_DAY})? | administration\ of\ .{{3,60}},\ \d{{4}}
           | (?:the\ )?american\ presidency\ project | (?:home|browse|menu|share|print|email|tweet|facebook|twitter)
           | presidential\ (?:actions|documents) | briefing\ room | statements?\ (?:&|and)\ releases?
           | share\ (?:this(?:\ page)?|on\ .{{1,30}}) | print\ this\ page | (?:skip|jump)\ to\ .{{3,40}}
           | by\ (?!the\b|virtue|order)(?:[A-Z][\w.]*\s?){{2,4}}
           | (?:signed\ by|{_DISPOSITIONS})\b.{{5,}}\d{{4}}
           | (?:president|number|citation|source|document\ number|federal\ register|type|kind)\s*:\ .{{2,120}}
           | title\ 3\s*[—–-]* | from\ wikisource.* | .{{3,40}}\s»\s.* | (?:executive\ orders|proclamations|memoranda)
         )[:.]?$""",
    re.IGNORECASE | re.VERBOSE,
)
_DAY_NAMED = re.compile(
    rf"^(?:signed|date(?:d)?|issued|signing date)(?: on)?\s*:?\s*(?:\w+day,\s+)?{_DAY}\.?$", re.IGNORECASE
)
# "Executive Order 14166 — Title", "Memorandum: Title": kind, number and title in one line.
_KIND_THEN_TITLE = re.compile(
    r"""^(?P<kind> (?:presidential\ )?(?: executive\ order | proclamation | memorandum | notice | determination | letter
                   | message ) | homeland\ security\ presidential\ directive | presidential\ policy\ directive )
        \s*(?:no\.?\s*)?(?P<number>\d[\d,]*(?:-\d+)?(?:-?[A-Z](?![\w]))?)?
        \s*(?:—|--+|–|:|\s-\s)\s*(?P<title>\S.*)$""",
    re.IGNORECASE | re.VERBOSE,
)
_DASHED = re.compile(r"^[A-Z][A-Za-z ]{4,40}—[A-Z]")  # "Notice—Continuation of …"
# "Executive Order on …", "A Proclamation on …", "Presidential Memorandum …": the title names the kind.
_TITLED_BY_KIND = re.compile(
    r"^(?:(?:presidential )?(?:memorandum|executive order|proclamation|notice)|an? proclamation)"
    r" (?:on|regarding|concerning|establishing)\b"
    r"|^(?:emergency )?presidential (?:memorandum|proclamation|executive order|determination)\b.{4,}",
    re.IGNORECASE,
)
# "Executive Order 1 of May 1, 2017", "Memorandum of May 1, 2017": the whole line.
_KIND_OF_DAY = re.compile(
    rf"^(?:executive order|proclamation|memorandum|notice|order|presidential determination|presidential permit)"
    rf"\b.{{0,30}}?\bof\s+{_DAY}\.?$",
    re.IGNORECASE,
)

_SITE_LINES = 25  # of navigation above the line that names the document
_LONGEST_SITE_LINE = 80
_CAPITALISED = re.compile(r"(?:\b[dl]['’])?([^\W\d_][\w'’.-]*)")
_WANTS_MORE = re.compile(rf"(?:\b(?:{UNFINISHED})|[,–—-])$", re.IGNORECASE)


@dataclass(slots=True)
class CopiedHead:
    """The head of a copy: the role of each line, the title, kind line and addressees printed."""

    roles: dict[int, Role] = field(default_factory=dict)  # by the place of the line
    title: str = ""
    number: str = ""
    directive: bool = False  # it prints a place in a series of directives
    names_kind: bool = False  # it prints what the document is: "Memorandum of January 20, 2025"
    end: int = 0  # the first line of the text


def read_head(lines: Sequence[str]) -> CopiedHead:
    """Return the head of a text given as lines; empty lines separate its parts."""
    return _HeadReading(lines).read()


class _HeadReading:
    """One pass over the lines of the head; `open` is the part of the head that the next line may continue."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.head = CopiedHead()
        self.open: Role = ""
        self.titles: list[str] = []

    def read(self) -> CopiedHead:
        for place, line in enumerate(self.lines):
            text = line.strip()
            if not text:
                self.open = self.open if self.open in ("number-line", "addressee") else ""
                continue
            role = self._role(place, text) or self._above_caption(place)
            if not role:
                break
            self.head.roles[place] = role
            self.head.end = place + 1
            self.open = role
        self.head.title = self.head.title or in_small_letters(
            re.sub(r"(?<=[a-z]-) (?=[A-Z])", "", " ".join(self.titles))
        )
        self.head.title = re.sub(r"\s*\((?:19|20)\d\d\)$", "", self.head.title)  # a library's year
        return self.head

    def _role(self, place: int, text: str) -> Role:
        if self.open in ("subject", "addressee", "title") and self._continues(place, text):
            if self.open == "title":
                self.titles.append(text)
            return self.open
        return self._opening(text) or self._neutral(text) or self._title(place, text)

    def _above_caption(self, place: int) -> Role:
        """The role of a line of the site's above the line that names the document: "About Search", "Documents"."""
        if self.head.names_kind:
            return ""
        for line in self.lines[place : place + _SITE_LINES]:
            text = line.strip()
            captioned = (found := _KIND_THEN_TITLE.match(text)) and (found["number"] or _DASHED.match(text))
            if captioned or _KIND_OF_DAY.match(text) or (_TITLED_BY_KIND.match(text) and not text.endswith(".")):
                return "furniture"
            if _may_be_text(text) and not president_signing(text):
                return ""
        return ""

    def _opening(self, text: str) -> Role:
        """The role of a line with a form of its own: kind with number or title, addressees, subject."""
        if not self.head.names_kind and (found := _KIND_THEN_TITLE.match(text)) and len(text) <= _LONGEST_TITLE:
            self.head.names_kind = True
            self.head.title = in_small_letters(found["title"])
            self.head.number = (found["number"] or "").replace(",", "")
            return "number-line" if found["number"] else "title"
        if _KIND_OF_DAY.match(text):
            self.head.names_kind = True
            return "number-line"
        role = opening_role(text)
        if role == "number-line":
            self.head.names_kind = True
            self.head.directive |= bool(series_numbers(text)) and not numbered_head(text)
        return role

    def _neutral(self, text: str) -> Role:
        if _DAY_NAMED.match(text):
            return "date-line"
        if _SITE.match(text) or (not self.head.names_kind and president_signing(text)):
            return "furniture"  # archives print the name of the President above his documents
        role = neutral_role(text)
        self.head.names_kind |= role == "kind-line" and not is_rule(text)
        return role

    def _title(self, place: int, text: str) -> Role:
        """The role of a title: after the kind, or first of all before a kind, addressees or the text."""
        if known := self.head.title or " ".join(self.titles):
            return "title" if text.lower() in (known.lower(), title_without_kind(known).lower()) else ""
        above = self._is_above_head(place)
        placed = self.head.names_kind or above
        likely = may_be_title(text) or (placed and _is_mostly_capitalised(text))
        if not likely or {"addressee", "subject"} & set(self.head.roles.values()):
            return ""
        if not (placed or _TITLED_BY_KIND.match(text)):
            return ""
        self.head.names_kind |= bool(_TITLED_BY_KIND.match(text))
        self.titles.append(text)
        return "title"

    def _is_above_head(self, place: int) -> bool:
        """Whether a line is above the head: the next line follows after a gap, or belongs to the head, or begins the
        text.
        """
        if place + 1 >= len(self.lines):
            return False
        below = next((line.strip() for line in self.lines[place + 1 :] if line.strip()), "")
        apart = not self.lines[place + 1].strip()
        return bool(
            opening_role(below)
            or neutral_role(below)
            or is_opening(below)
            or _KIND_OF_DAY.match(below)
            or (apart and printed_date(below[:40]))
        )

    def _continues(self, place: int, text: str) -> bool:
        """Whether a line continues the line right above it."""
        if _says_what_it_is(text) or _SITE.match(text):
            return False
        above = self.lines[place - 1].strip()
        if self.open == "addressee":
            return is_upper(text) or (bool(above) and _is_capitalised(text))
        unfinished = bool(_WANTS_MORE.search(above)) or text[:1].islower()
        if self.open == "subject":
            return unfinished or len(above) >= _WRAPPED_FROM
        return unfinished or _is_rest_of_title(text)


def _is_rest_of_title(text: str) -> bool:
    """Whether a line may be the second of a title: capitals, or a number that the first line leaves to it."""
    numbers = len(text) < _WRAPPED_FROM and text[:1].isdigit() and text[-1:] not in ".:;"
    return numbers or (may_be_title(text) and _is_capitalised(text))


def _may_be_text(text: str) -> bool:
    """Whether a line is too long for a line of a site, or a sentence, or begins the text."""
    return len(text) > _LONGEST_SITE_LINE or text.endswith((".", ":", ";")) or is_opening(text) or is_numbered(text)


def _says_what_it_is(text: str) -> bool:
    """Whether a line is a label, an opening line or one of the site's, which continues no other line."""
    known = opening_role(text) or neutral_role(text) or _KIND_OF_DAY.match(text)
    return bool(known or is_numbered(text) or is_opening(text))


def may_be_title(text: str) -> bool:
    """Return whether a line may be a title: no sentence, no label, none of the words with which a text begins."""
    if len(text) > _LONGEST_TITLE or text.rstrip()[-1:] in ".:;,?!" or is_numbered(text) or is_opening(text):
        return False
    return is_upper(text) or _is_capitalised(text) or bool(kind_of_title(text))


def _is_capitalised(text: str) -> bool:
    """Whether all words except small ones begin with a capital."""
    words = _CAPITALISED.findall(text)
    if not words or text.rstrip()[-1:] in ".:;?!":
        return False
    return all(word[0].isupper() or word.lower() in TITLE_WORDS for word in words)


_MOSTLY = 0.6  # of the words of four letters or more: titles differ in the small words they capitalise


def _is_mostly_capitalised(text: str) -> bool:
    """Whether a line without a final mark has most of its longer words in capitals, the first among them."""
    if _is_capitalised(text.removesuffix(".")):
        return not _says_what_it_is(text)
    if len(text) > _LONGEST_TITLE or text.rstrip()[-1:] in ".:;,?!" or is_numbered(text) or is_opening(text):
        return False
    words = [word for word in _CAPITALISED.findall(text) if len(word) > 3]
    return text[:1].isupper() and sum(word[0].isupper() for word in words) >= _MOSTLY * len(words) > 0


_ROMAN = re.compile(r"^[IVXLC]+$")


def in_small_letters(title: str) -> str:
    """Return a title in capitals as titles are printed: "ARMED FORCES DAY, 2017" → "Armed Forces Day, 2017"."""
    title = " ".join(title.split())
    letters = [letter for letter in title if letter.isalpha()]
    if len(letters) < 8 or not all(letter.isupper() for letter in letters) or " " not in title:
        return title
    words = title.split(" ")
    return " ".join(_in_small_letters(word, first=place == 0) for place, word in enumerate(words))


def _in_small_letters(word: str, *, first: bool) -> str:
    bare = word.strip("“”\"'’(),;:")
    if _ROMAN.match(bare) and bare not in ("I", "C", "D", "L", "V", "X", "MIX") or re.match(r"^(?:[A-Z]\.)+$", bare):
        return word
    lowered = word.lower()
    if bare.lower() in TITLE_WORDS and not first:
        return lowered
    return re.sub(r"(^|[-–—/(“\"])([a-z])", lambda found: found[1] + found[2].upper(), lowered)


# What is printed below the signature

# Lines of a site or a printer below a text.
_COLOPHON = re.compile(
    r"""^\W*(?: note\s*: | categories\s*: | names\s*: | locations\s*: | subjects\s*: | dcpd\ number\s*:
              | filed\ with\ the\ office\ of\ the\ federal\ register | filed\ by\ the\ office | citation\s*:
              | .{3,500}\ online\ by\ gerhard\ peters | the\ american\ presidency\ project | source\s*:
              | \[?fr\ doc | billing\ code | simple\ search\ of | related\ (?:documents|links|posts)
              | share\ (?:this|on)\b | this\ work\ is\ in\ the\ public\ domain | next\ post | previous\ post
              | \^\ archived )""",
    re.IGNORECASE | re.VERBOSE,
)
_FACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("dcpd", re.compile(r"DCPD Number:\s*(DCPD-?\d+)", re.IGNORECASE)),
    ("categories", re.compile(r"Categories:\s*(.+?)\.?$", re.IGNORECASE)),
    ("subjects", re.compile(r"Subjects:\s*(.+?)\.?$", re.IGNORECASE)),
    ("names", re.compile(r"Names:\s*(.+?)\.?$", re.IGNORECASE)),
)
COLOPHON_HEADS = ("note:", "categories:", "names:", "locations:", "subjects:", "dcpd number:")


def is_colophon(text: str) -> bool:
    """Return whether a publisher prints such a line below a document: "Categories: …", "NOTE: …", "[Filed with …]"."""
    return bool(_COLOPHON.match(text))


def colophon_role(text: str) -> Role:
    """Return the role of a line of the colophon."""
    return closing_role(text) or ("filing" if re.match(r"\W*(?:filed|\[?fr doc)", text, re.IGNORECASE) else "note")


def colophon_start(lines: Sequence[str]) -> int:
    """Return the place of the first line of the colophon; the number of lines where there is none.

    It is the first such line behind a signature or the place and day of signing, or else the first of a tail of which
    every line is one.
    """
    signed = next(
        (
            n
            for n, line in enumerate(lines)
            if (text := line.strip()) and (is_signature(text) or _is_place_and_day(text))
        ),
        len(lines),
    )
    return next((n for n in range(signed, len(lines)) if is_colophon(lines[n].strip())), _tail_start(lines))


def _tail_start(lines: Sequence[str]) -> int:
    start = len(lines)
    for n in range(len(lines) - 1, -1, -1):
        text = lines[n].strip()
        if text and not text.lower().lstrip("[( ").startswith((*COLOPHON_HEADS, "citation:")):
            break
        start = n if text else start
    return start


def _is_place_and_day(text: str) -> bool:
    return bool(_PLACE_AND_DAY.match(text)) or neutral_role(text) == "place"


_PLACE_AND_DAY = re.compile(rf"(?i)the white house,?\s*(?:washington,?\s*)?{_DAY}\.?$")


def signed_lines(lines: Sequence[str], end: int) -> dict[int, Role]:
    """Return the roles of the lines of the signature above the colophon: "John Doe" / "The White House," / day."""
    roles: dict[int, Role] = _countersigned(lines, end)
    for n in range(min(roles, default=end) - 1, -1, -1):
        text = lines[n].strip()
        if not text:
            continue
        role = closing_role(text)
        if not role:
            named = bool(roles) and re.fullmatch(r"(?:[A-Z][\w.'’-]+\s+){1,3}[A-Z][\w.'’-]+,?(?:\s+Jr\.)?", text)
            if named and set(roles.values()) & {"place", "date-line"} and "signature" not in roles.values():
                roles[n] = "signature"
            break
        roles[n] = role
    return roles


def with_roles(found: Sequence[Block], head: CopiedHead) -> Iterator[Block]:
    """Yield the blocks of a copied page with the roles of its head, signature and colophon."""
    lines = [block.text for block in found]
    end = colophon_start(lines)
    signed = signed_lines(lines, end)
    for n, block in enumerate(found):
        role: Role = head.roles.get(n, "furniture") if n < head.end else signed.get(n, "")
        if n >= end:
            role = colophon_role(block.text) or "note"
        yield replace(block, role=role or block.role, kind="text" if role else block.kind)


def _countersigned(lines: Sequence[str], end: int) -> dict[int, Role]:
    """The lines from "By the President:" on, below which the Secretary of State signs."""
    last = range(max(0, end - _LAST_LINES), end)
    start = next((n for n in last if re.match(r"by the president:$", lines[n].strip(), re.IGNORECASE)), end)
    return {n: "signature" for n in range(start, end) if lines[n].strip()}


_LAST_LINES = 12


def facts_of(lines: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the facts in the colophon, by name: DCPD number, categories, subjects, names."""
    found = (
        (name, " ".join(match[1].split()))
        for line in lines
        if ":" in line
        for name, pattern in _FACTS
        if (match := pattern.search(line.strip()))
    )
    return tuple(dict.fromkeys(found))
