"""Lines that open a group: section headings, divisions (Parts, Titles …), annexes, unnumbered headings, formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from eo_browser.law.model.paths import segment_of_label, slug
from eo_browser.law.terms.abbreviations import ABBREVIATED
from eo_browser.law.terms.levels import ANNEXES, DIVISIONS
from eo_browser.law.terms.small_words import TITLE_WORDS

REMEMBERED = 1024  # answers cached: the lines of a document are asked about several times

_QUOTE = "[\u201c\u2018\"'`]{0,2}"
_NUMBER = r"[0-9IOl]{1,4}(?:[A-Za-z](?![A-Za-z]))?(?:[.\-\u2013][0-9IOl]{1,4}(?:[A-Za-z](?![A-Za-z]))?)*"
_SECTION_WORD = r"(?:Section|SECTION|Sect|SECT|Sec|SEC|\u00a7)"

# "Section 1.", "SEC. 2.", "Sec. 3 (a)", "Section 4:": the word, its number, and what follows.
_SECTION = re.compile(
    rf"\s*{_QUOTE}\s*(?P<word>{_SECTION_WORD})(?P<point>\.?),?\s*(?P<number>{_NUMBER}|[IVX]{{1,5}}(?![A-Za-z]))(?P<after>\s*\.\s?[\u2014\u2013-]*|,(?=\s\(a\)\s[A-Z])|\s*[:\u2014\u2013-]+|(?=\s*\()|(?=\s)|$)"
)
_LABEL_THEN_POINT = re.compile(r"\s*\((?:[A-Za-z]{1,4}|\d{1,2})\)\s*(?:\.|[A-Z\u201c\"])")
_RUNS_ON = re.compile(r"^\s*(?:of|and|or|to|through|as|is|are|was|were|shall|which|that|in|by|,|;|\))(?![A-Za-z])")
_DASHED = re.compile(rf"\s*{_QUOTE}\s*(?P<number>\d{{1,2}}(?:\.\d{{1,2}})?[-\u2013]\d{{1,4}})\.?(?=\s|$|\()")
_DECIMAL = re.compile(rf"\s*{_QUOTE}\s*(?P<number>\d{{1,4}}\.\d{{1,3}})\.?(?=\s|$)")
_SECTION_INSIDE = re.compile(rf"(?:Section|SECTION|Sec\.|SEC\.|\u00a7)\s*{_NUMBER}\s*\.(?:\s|[\u2014\u2013-]|$)")
_SENTENCE_ENDED = re.compile(r"[.;:!?\u201d\"\u2019)\]]\s$|[a-z)][.;]$|[A-Za-z]{2}$")  # or the space is lost


def _capital(words: Iterable[str]) -> str:
    """Return the pattern of words in capitals or with one: "PART|Part|TITLE|Title"."""
    return "|".join(form for word in words for form in (word.upper(), word.capitalize()))


# "PART II—Duties", "Title 1.", "ARTICLE IV".
_DIVISION = re.compile(
    rf"\s*{_QUOTE}\s*(?P<word>{_capital(DIVISIONS)})\s+"
    r"(?P<number>[IVXLCl]+|\d{1,4}(?:\.\d{1,2})?[A-Z]?|[A-Z])"
    r"(?P<after>\s*\.?\s*[\u2014\u2013:-]+\s*|\s*\.\s+|\s*\.?$|\s+(?=[A-Z]))(?P<rest>.*)$",
    re.DOTALL,
)
# "ANNEX A", "Appendix", "Schedule 1. Fees".
_ANNEX = re.compile(
    rf"\s*(?P<word>{_capital(ANNEXES)})(?P<many>ES|es)?(?![A-Za-z])"
    r"(?:\s+(?P<number>[IVXLC]+|\d{1,3}|[A-Z])(?![A-Za-z]))?\s*(?:[.\u2014\u2013:-]+\s*)?(?P<rest>.*)$",
    re.DOTALL,
)
_LONGEST_HEADING = 150
_CAPITALISED = 0.75  # of the weighty words of a heading, at least
_MOST_WORDS = 24
_FEW_WORDS, _SHORT = 6, 60  # words and characters of a short heading
_HEADING_WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019-]*")
_SLIPS = str.maketrans({"O": "0", "I": "1", "l": "1"})

_VERB = re.compile(
    r"\b(?:shall|is|are|was|were|will|may|must|has|have|had|be|been|means|hereby|should|do|does|can)\b", re.IGNORECASE
)

# The words that end a proclamation.
_CLOSING_FORMULA = re.compile(
    r"^\s*(?:IN WITNESS WHEREOF|In witness whereof|In Witness Whereof|IN TESTIMONY WHEREOF|In testimony whereof"
    r"|DONE at the City|Done at the City|DONE at the city|Given under my hand)"
)
_ENACTING = re.compile(r"^\s*(?:NOW,?\s+THEREFORE|Now,?\s+[Tt]herefore|Now,\s+THEREFORE|I,\s+[A-Z][A-Z.]+\s+[A-Z])")
_NOW_THEREFORE = re.compile(r"^\s*now,?\s+therefore", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SectionHeading:
    """ "Sec. 2." at the start of a line; `end` is where the text after it begins."""

    label: str
    number: str  # "2", "1.4", "1-201"
    end: int
    numbered_paragraph: bool = False  # "1-201." or "3.1", without the word
    slip: str = ""  # the number as printed, when a scanning error in it was corrected


@dataclass(frozen=True, slots=True)
class GroupHeading:
    """A Part, Title, Chapter, Subpart, Article, Rule or an annex: its segment and what is on its line."""

    segment: str
    label: str
    rest: str


@lru_cache(maxsize=REMEMBERED)
def section_heading(text: str, emphasised: bool = False) -> SectionHeading | None:
    """Return the section heading a line begins with, or None; "Section 301(a) of the Act …" is a sentence.

    `emphasised` says that the source sets its first word in bold or italics.
    """
    match = _SECTION.match(text)
    if match and _is_section_heading(text, match, emphasised):
        return _numbered(text, match)
    return None


_UNPOINTED = re.compile(
    rf"\s*{_QUOTE}\s*(?:Section|SECTION|Sec|SEC)\s+(?P<number>\d{{1,4}}(?:\.\d{{1,2}})?)\s+(?=[A-Z][a-z]|An?\s|[A-Z]{{3}})"
)
# "Sac. 8. The", "2Sec. 3. The", "Seciton 4: The": the word or the point is misprinted.
_MISPRINTED = re.compile(
    rf"\s*{_QUOTE}\s*(?:[A-Z]?\d{{1,2}}(?=S[Ee][Cc]))?(?:S\w\w|S[A-Za-z]{{4,7}})[.,:;]{{0,3}}"
    rf"\s*(?P<number>\d{{1,3}})\s?[.,:;]\s+(?=\([a-z]\)|A\s|(?!Lots?\b|All\b(?!\s[a-z]))[A-Z][a-z]{{2}})"
)


def doubtful_section_heading(text: str) -> SectionHeading | None:
    """Return a section heading that counts only where its number is the next: its point is lost ("Section 1 Each
    advisory committee …"), or its word or point is misprinted ("Sac. 8. The", "SEC:. 5. The", "Sec. 6, Funds."); None
    for other lines.
    """
    match = _UNPOINTED.match(text) or _MISPRINTED.match(text)
    if not match:
        return None
    return SectionHeading(text[: match.end("number")].lstrip('\u201c"\u0060 '), match["number"], match.end())


def headed_section(text: str) -> SectionHeading | None:
    """Return a heading without a point, "SECTION 101 Purpose. The …", which has a title instead; None without one."""
    match = _UNPOINTED.match(text)
    first = text[match.end() :].partition(". ")[0] + "." if match else ""
    capitals = text[match.end() :].isupper() and len(text) < _LONGEST_HEADING if match else False
    if match and (capitals or looks_like_short_heading(first) or run_in_heading(text[match.end() :])):
        return SectionHeading(text[: match.end("number")].lstrip('\u201c"\u0060 '), match["number"], match.end())
    return None


def _is_section_heading(text: str, match: re.Match[str], emphasised: bool) -> bool:
    rest = text[match.end() :]
    after = match["after"].strip()
    if after.startswith("."):
        return not _number_runs_on(rest) and (match["after"] != "." or not rest[:1].isalnum() or rest[0].isupper())
    if after or not rest.strip():
        return not _RUNS_ON.match(rest)
    return _is_heading_without_point(rest.lstrip(), match, emphasised)


def _number_runs_on(rest: str) -> bool:
    """Whether the number continues after its point, and a sentence after that: "Section 6. 4 of the rules is
    amended".
    """
    apart = _REST_OF_NUMBER.match(rest)
    return apart is not None and bool(_RUNS_ON.match(rest[apart.end() :]))


def _is_heading_without_point(rest: str, match: re.Match[str], emphasised: bool) -> bool:
    """ "Sec. 2 Policy", "§ 4 Funds", "Section 3 (a) The": the number has no point of its own."""
    if rest.startswith("("):
        return emphasised or bool(_LABEL_THEN_POINT.match(rest))
    abbreviated = match["point"] == "." or match["word"] == "\u00a7"
    return (emphasised or abbreviated) and rest[:1].isupper()


_REST_OF_NUMBER = re.compile(r"\s*\d[\d.-]*\s")
_NUMBER_APART = re.compile(r"\s*(\d{1,3})\s+(?=[A-Z])")  # "Section 622. 1 General principles"


def _numbered(text: str, match: re.Match[str]) -> SectionHeading:
    printed = match["number"]
    apart = _NUMBER_APART.match(text, match.end()) if match["after"].strip() == "." else None
    if apart and printed.isdigit():
        label = text[match.start("word") : apart.end(1)]
        return SectionHeading(label, f"{printed}.{apart[1]}", apart.end(), slip=label)
    number = printed if re.fullmatch(r"[IVX]+", printed) else printed.translate(_SLIPS)
    label = text[match.start("word") : match.end()].rstrip(" \u2014\u2013-")
    return SectionHeading(
        label, segment_of_label(number), skip_space(text, match.end()), slip="" if number == printed else printed
    )


def skip_space(text: str, at: int) -> int:
    """Return the place of the first character from a place on that is no white space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


@lru_cache(maxsize=REMEMBERED)
def numbered_paragraph(text: str) -> SectionHeading | None:
    """Return the heading of a section without the word, "1-201." or "3.1" at the start of a line; or None."""
    match = _DASHED.match(text) or _DECIMAL.match(text)
    if not match:
        return None
    rest = text[match.end() :].lstrip()
    if match.re is _DECIMAL and rest[:1].islower():
        return None  # "1.5 percent of …"
    label = text[match.start("number") : match.end()]
    return SectionHeading(
        label, segment_of_label(match["number"]), skip_space(text, match.end()), numbered_paragraph=True
    )


def section_headings_inside(text: str) -> tuple[int, ...]:
    """Return where section headings are inside a line, after the end of a sentence."""
    if "Sec" not in text and "SEC" not in text and "\u00a7" not in text:
        return ()
    return tuple(
        match.start()
        for match in _SECTION_INSIDE.finditer(text)
        if _SENTENCE_ENDED.search(text[max(0, match.start() - 2) : match.start()])
    )


@lru_cache(maxsize=REMEMBERED)
def division_heading(text: str) -> GroupHeading | None:
    """Return the numbered group a line opens, "PART III—BELLS", "Rule VI. …"; None for "Part 1622 is amended"."""
    match = _DIVISION.match(text)
    if not match:
        return None
    rest, word = match["rest"].strip(), match["word"].lower()
    if not _may_follow_number(rest, word, pointed=bool(match["after"].strip())):
        return None
    label = text[match.start("word") : match.end("number")]
    number = match["number"]
    if "l" in number:  # "Part Ill": the scan's l for I
        if set(number) - set("Il"):
            return None
        number = number.replace("l", "I")
    return GroupHeading(f"{DIVISIONS[word]}-{segment_of_label(number)}", label, rest)


_BEGINS_WITH_TEXT = frozenset({"rule", "article"})  # their text may be on the line of the number


def _may_follow_number(rest: str, word: str, pointed: bool) -> bool:
    """Whether words may follow the number of a division: a title, or the text of a Rule or an Article; no sentence
    about one.
    """
    if _RUNS_ON.match(rest):
        return False
    if not pointed and rest and not (_is_title(rest) and len(rest) < _LONGEST_HEADING):
        return False
    longest = 2 * _LONGEST_HEADING if rest.isupper() else _LONGEST_HEADING
    return len(rest) < longest or word in _BEGINS_WITH_TEXT


def _is_title(text: str) -> bool:
    """Capitals, or at least a word set like a title."""
    return text.isupper() or (looks_like_heading(text) and (" " in text or text.isalpha()))


def annex_heading(text: str, heading: bool = False) -> GroupHeading | None:
    """Return the annex a line opens, "ANNEX", "Annex I—Persons", "SCHEDULE 2"; None for a sentence with the word."""
    match = _ANNEX.match(text)
    if not match or len(text) >= _LONGEST_HEADING:
        return None
    rest = match["rest"].strip()
    if _VERB.search(rest) or not (heading or _is_annex_line(text, match, rest)):
        return None
    number = match["number"]
    if match["word"].lower() == "schedule" and not number and rest:
        return None
    word = ANNEXES[match["word"].lower()]
    label = text[: max(match.end("word"), match.end("many"), match.end("number"))].strip()
    return GroupHeading(f"{word}-{segment_of_label(number)}" if number else word, label, rest)


def _is_annex_line(text: str, match: re.Match[str], rest: str) -> bool:
    """Whether a line is the word alone, in capitals, or with a number and a title, and no sentence that begins with
    it.
    """
    if not rest or text.isupper() or (match["word"].isupper() and not rest[0].islower()):
        return True
    return bool(match["number"]) and looks_like_heading(rest)


def is_closing_formula(text: str) -> bool:
    """Return whether a line is the formula that closes a document, "IN WITNESS WHEREOF, I have hereunto set my hand …"
    (rule 4).
    """
    return bool(_CLOSING_FORMULA.match(text))


def is_enacting_formula(text: str) -> bool:
    """Return whether a line is one of the formulas that always start a paragraph, "NOW, THEREFORE, I, …", "I, …,
    President …" (rule 15).
    """
    return bool(_ENACTING.match(text))


def is_now_therefore(text: str) -> bool:
    """Return whether a line ends the recitals of a proclamation."""
    return bool(_NOW_THEREFORE.match(text))


def looks_like_heading(text: str) -> bool:
    """Return whether words are set like a title, without a verb: "Policy Coordination.", "Administration of the
    NIAC.".
    """
    bare = text.strip().rstrip(".:")
    if not bare or len(bare) > _LONGEST_HEADING or bare.endswith((",", ";")) or ". " in bare:
        return False
    words = _HEADING_WORD.findall(bare)
    weighty = [w for w in words if w.lower() not in TITLE_WORDS]
    if not weighty or sum(w[0].isupper() for w in weighty) < _CAPITALISED * len(weighty) or len(words) > _MOST_WORDS:
        return False
    return bare.isupper() or not _VERB.search(bare)


def looks_like_short_heading(text: str) -> bool:
    """Return whether a text is up to six words without a verb and a full stop: "Maximum punishment."."""
    bare = text.strip()
    short = bare[:1].isupper() and bare.endswith(".") and len(bare.split()) <= _FEW_WORDS and len(bare) < _SHORT
    return short and bare.count(".") == 1 and not _VERB.search(bare)


def heading_segment(text: str) -> str:
    """Return the segment of a heading: "Policy and Objectives" → "h-policy-and-objectives", cut below 40 characters."""
    return "h-" + (slug(text, below=40) or "untitled")


_RUN_IN_HEADING = re.compile(r"^(?P<words>[A-Z\u201c\"(][^.:;?!]{1,140}?)\.(?=[\s\u201d\"]|$)")


def run_in_heading(text: str, emphasised_to: int = 0) -> str:
    """Return the heading a provision's text begins with; "" when there is none (rule 14).

    `emphasised_to` is where the source's italics or underlining at the start of the text end (0 = none).
    """
    if emphasised_to:
        words = text[:emphasised_to].strip()
        if 0 < len(words) <= _LONGEST_HEADING:
            return words
    match = _RUN_IN_HEADING.match(text)
    if match and looks_like_heading(match["words"]) and not _ABBREVIATED.search(match["words"]):
        return match[0]
    return ""


_ABBREVIATED = re.compile(rf"{ABBREVIATED}$")
