"""Labels in running text: what is printed at the start of a line, and what may be a label inside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from eo_browser.law.model.intervals import Intervals
from eo_browser.law.terms.enumerators import readings
from eo_browser.law.terms.kinds import nouns
from eo_browser.law.terms.levels import DIVISIONS, PROSE_LEVELS

from .headings import run_in_heading, section_heading, skip_space
from .list_reading import Ahead, Form

MOST_TOGETHER = 8  # labels at the start of one line; real lines have three

_SHORTEST_SENTENCE = 40  # characters

_BARE = r"[A-Za-z]{1,6}|\d{1,3}"
_PUT_IN = r"\d{1,3}[A-Z]|\d{1,2}\.\d{1,2}"  # "(1A)", "(2.3)": inserted after (1), after (2)
_OPENING_QUOTE = "[\u201c\u201d\u2018\"\u0060']"

# "(iii)", "( a )", "(i.)", "iv)", "1.", "A.", "Par. 2.", "1.-";
# run together with what follows, or without their point: "1(a). The", "2.This", "a The"
_AT_START = re.compile(
    rf"""\s*(?:{_OPENING_QUOTE}{{1,2}}\s*)?(?:
        \(\s?(?P<paren>{_BARE}|{_PUT_IN})\.?\s?\)(?:\s?\.(?!\d))?
      | (?P<par>(?:Par(?:agraph)?|PAR(?:AGRAPH)?)\.?\s+(?P<par_number>\d{{1,3}}|[a-z]))\.(?=\s|$)
      | (?P<joined>\d{{1,2}}|[IVX]{{1,4}})\s?(?=\([a-z]\)\.?\s+[A-Z\u201c"])
      | (?P<tight>\d{{1,2}})\.(?=[A-Z][a-z]|[a-z]\.\s)
      | (?P<bald>[a-rt-z])\s(?=[A-Z])
      | (?P<counted>\d{{1,3}}|[IVX]{{1,5}})(?=\s(?:[A-Z][a-z]|I\s[a-z]))
      | (?P<alone>[IVX]{{1,5}})$
      | (?P<half>[a-z]{{1,5}}|[A-Z]{{1,2}}|\d{{1,3}})\)(?=\s|$)
      | (?P<dot>\d{{1,3}}|[a-z]{{1,5}}|[A-Z]{{1,5}})\.(?:[\u2014\u2013-]|(?=\s|$|{_OPENING_QUOTE}|\())
    )""",
    re.VERBOSE,
)
_INSIDE = re.compile(rf"\(\s?(?P<bare>{_BARE})\s?\)")
_FREE_BEFORE = re.compile(r"[\s\u2014(\u201c\"\u201d]$|[a-z][.:;,]$|^$")
_FREE_AFTER = re.compile(r"[\s\u201c\"\u2018(]|:\s|$")
_DOT_INSIDE = re.compile(r"(?<=[.;:]\s)(?P<bare>\d{1,2})\.(?=\s+[A-Z\u201c\"])")

# Words after which a bracketed letter names a provision and does not open one.
_REFERENCE_WORD = re.compile(
    rf"(?:\b(?:sub)?(?:(?:{'|'.join((*PROSE_LEVELS, *DIVISIONS))}|item|division|exemption|footnote|proviso|sentence)s?"
    r"|categor(?:y|ies))|\b(?:secs?|paras?|pars?|subsecs?)\.?|\u00a7+|U\.S\.C\.|\bCFR|C\.F\.R\.|\bStat\.)"
    r"\s*(?:[\s,]*[\dIVXLivxl]+[A-Za-z]?(?:[.\u2013-]\d+)*[A-Za-z]?\s*)?$",
    re.IGNORECASE,
)
_REFERENCE_ENDS = ("\u00a7", ".", ",")
_DIGIT_BEFORE = re.compile(r"(?<!\b1[789]\d)(?<!\b20\d)\d[A-Za-z]?\s*$")  # but a year before a label is a year
# "(a) | and", "(1) | through", "(2) | of subsection": what joins the labels of one reference.
_CONNECTOR = re.compile(
    r"^[\s,]*(?:and|or|through|to|and/or|\u2013|-|,|\bor\s+of|\bof\s+sub(?:section|paragraph)s?|of\s+(?:section|paragraph)s?"
    r"|(?:sub)?(?:section|paragraph|clause)s?)?[\s,]*$",
    re.IGNORECASE,
)
# The nouns of "of this …" after a label: a provision, a document, a law.
_REFERRED = "|".join(
    (*PROSE_LEVELS, *DIVISIONS, "schedule", "act", nouns("order", "memorandum", "proclamation", "directive"))
)
# "(a) | of this section", "(2) | , (3) and (4) above": the label refers, it begins no provision.
_REFERENCE_AFTER = re.compile(
    r"^\s*(?:(?:,|and|or|through)\s*)*(?:\([A-Za-z\d]{1,5}\)\s*)*"
    rf"(?:of\s+(?:this|that|the|such|said)?\s*(?:sub)?(?:{_REFERRED})s?\b|(?:above|hereof|below)\b)",
    re.IGNORECASE,
)
_STRONG = re.compile(r"(?:[:;\u2014]|[;,]\s*(?:and|or|and/or|but)|\.|[.!?][\u201d\"'])\s*$")
# Characters around a label that are read: before it a joint, or words that make it a reference; behind it such words;
# and between two labels of one reference.
_JOINT_WITHIN, _WORDS_WITHIN, _REFERENCE_WITHIN, _CHAIN_WITHIN = 16, 60, 80, 40
_MEDIUM = re.compile(
    r"(?:,[\u201d\"]?|\b(?:and|or|and/or|nor|but)(?:\s+(?:that|to|in|by|for|with|of|on|the|from|under|as))?|[.;,]\)|\))\s*$"
)


@dataclass(frozen=True, slots=True)
class Designator:
    """A label as printed: "(iii)" bare "iii"; `end` is where the text after it begins."""

    bare: str
    printed: str
    form: Form
    start: int
    end: int
    ahead: Ahead
    only_in_sequence: bool = False


_FORMS: dict[str, Form] = {"paren": "()", "half": ")"}


@lru_cache(maxsize=1024)  # the lines of one document are asked about several times
def designators_at_start(text: str) -> tuple[Designator, ...]:
    """Return every label a line begins with: "(a)(1) The" → (a), (1) (rule 6)."""
    found: list[Designator] = []
    at = 0
    while len(found) < MOST_TOGETHER and (label := _label_at(text, at, first=not found)):
        found.append(label)
        at = label.end
        if label.form != "()" and len(found) > 1:
            break
    return tuple(found)


def _label_at(text: str, at: int, first: bool) -> Designator | None:
    match = _AT_START.match(text, at)
    if not match or _quoted_whole(match[0], text, match.end()):
        return None
    shape = match.lastgroup or ""
    form: Form = _FORMS.get(shape, ".")
    bare = match["par_number" if shape == "par" else shape]
    fits, ahead = _PLACES[first]
    if (
        not readings(bare)
        or not fits(text, match, form)
        or (form == "." and _word_not_label(bare, text[match.end() :]))
    ):
        return None
    doubtful = _looks_like_initial(form, bare) or match["counted"] is not None
    end = skip_space(text, match.end())
    return Designator(bare, _printed(match[0], form), form, match.start(), end, ahead, doubtful)


def _printed(matched: str, form: Form) -> str:
    """A label as it is printed, without the quotation mark before it and the dash behind its point."""
    printed = matched.strip().lstrip("\u201c\u2018\"'`").strip()
    return printed.rstrip("\u2014\u2013-") if form == "." else printed


def _fits_as_first(text: str, match: re.Match[str], form: Form) -> bool:
    """Whether a match may be the first label: not "(a) of this section", which continues a sentence, nor the number of
    "71 Clock Street".
    """
    if form == "()":
        return not _REFERENCE_AFTER.match(text[match.end() : match.end() + _REFERENCE_WITHIN])
    return match["counted"] is None or _is_sentence(text)


def _fits_behind_another(text: str, match: re.Match[str], form: Form) -> bool:
    """A second label in the form "1." or "a." counts only straight after the first: "(a) 1. The Board …"."""
    dot = match["dot"]
    return form == "()" or (form == "." and dot is not None and (dot.isdigit() or len(dot) == 1))


# For the first label of a line (True) and later ones: the test it must pass, and what may come before it.
_PLACES: dict[bool, tuple[Callable[[str, re.Match[str], Form], bool], Ahead]] = {
    True: (_fits_as_first, "line"),
    False: (_fits_behind_another, "label"),
}


def _quoted_whole(label: str, text: str, end: int) -> bool:
    """Whether the label itself is quoted: "“(a)” is struck"."""
    return label.lstrip()[:1] in '\u201c"\u2018' and text[end : end + 2].lstrip()[:1] in ("\u201d", '"', "\u2019")


def _is_sentence(text: str) -> bool:
    """ "203 The Board shall wind these clocks:", not "71 Clock Street"."""
    return len(text) > _SHORTEST_SENTENCE and text.rstrip().endswith((".", ":", ";", "\u2014"))


def _word_not_label(bare: str, after: str) -> bool:
    """ "No. 3" or "St. Louis": a word with a full stop, or a decimal."""
    if after[:1].isdigit():
        return True
    return bare.isalpha() and len(bare) > 1 and not after[:1].isspace() and bool(after)


def _looks_like_initial(form: Form, bare: str) -> bool:
    """ "A. Smith" begins like the label "A."."""
    return form == "." and len(bare) == 1 and bare.isupper()


def designators_inside(text: str, start: int, dotted: bool = False) -> Iterator[Designator]:
    """Find what may be a label in the text from `start` on (rules 7 and 8).

    References ("section 203(b)(1), (3), and (4)") and words quoted inside the line are left out.
    `dotted` also yields "1." after a full stop, for texts whose line breaks are lost.
    """
    found = list(_INSIDE.finditer(text, start))
    if dotted:
        found = sorted([*found, *_DOT_INSIDE.finditer(text, start)], key=lambda match: match.start())
    quoted = _quoted_inside(text, start) if found else Intervals()
    chain = _Chain()
    for match in found:
        if not readings(match["bare"]) or match.start() in quoted:
            continue
        if _is_reference(text, match, chain):
            chain.reference_end, chain.reference = match.end(), match["bare"]
            continue
        if not _FREE_AFTER.match(text, match.end()):
            continue
        chain.label_end = match.end()
        yield _label_inside(text, match, start)


@dataclass(slots=True)
class _Chain:
    """The ends of the last reference and of the last label of a line."""

    reference_end: int = -1
    reference: str = ""
    label_end: int = -1


def _label_inside(text: str, match: re.Match[str], start: int) -> Designator:
    before = text[max(start, match.start() - _JOINT_WITHIN) : match.start()]
    ahead: Ahead = "strong" if _STRONG.search(before) else "medium" if _MEDIUM.search(before) else "weak"
    if not text[start : match.start()].strip():
        ahead = "label"
    form: Form = "()" if match[0][0] == "(" else "."
    return Designator(match["bare"], match[0], form, match.start(), skip_space(text, match.end()), ahead)


def _is_reference(text: str, match: re.Match[str], chain: _Chain) -> bool:
    """Whether a label in brackets refers to a provision elsewhere."""
    if match[0][0] != "(":
        return False
    at = match.start()
    if not _FREE_BEFORE.search(text[max(0, at - 2) : at]):
        return at != chain.label_end  # "(a)(1)" opens two levels; "203(b)" names a provision
    before = text[max(0, at - _WORDS_WITHIN) : at].rstrip()
    named = before[-1:].isalnum() or before[-1:] in _REFERENCE_ENDS  # a quick test before the slow patterns
    if named and (_REFERENCE_WORD.search(before) or _DIGIT_BEFORE.search(before)):
        return True
    between = (
        text[chain.reference_end : at]
        if chain.reference_end >= 0 and at - chain.reference_end < _CHAIN_WITHIN
        else None
    )
    if between is not None and _CONNECTOR.match(between) and _same_series(chain, between, match):
        return True
    return bool(_REFERENCE_AFTER.match(text[match.end() : match.end() + _REFERENCE_WITHIN]))


_REFERENCE_ENDED = re.compile(r"\s+(?:the|to|any|all|shall|such|that)\b")


def _same_series(chain: _Chain, between: str, match: re.Match[str]) -> bool:
    """Whether a label continues a series of references: "(1), (3)" and "(b) (1)" do; "section 23(a), and (2) to name
    …" continues a list, in another alphabet.
    """
    if not between.strip():
        return True
    if chain.reference.isdigit() and match["bare"].isdigit() and int(match["bare"]) <= int(chain.reference):
        return False  # "under section 5(3), and (2) are": references do not run backwards
    alphabets = {reading.alphabet for reading in readings(chain.reference)}
    here = {reading.alphabet for reading in readings(match["bare"])}
    return bool(alphabets & here) or not _REFERENCE_ENDED.match(match.string, match.end())


_CURLY = re.compile("\u201c[^\u201c\u201d]*\u201d")
_STRAIGHT = re.compile(r'(?<=[\s(\u2014])"(?=\S)[^"]*"')


def _quoted_inside(text: str, start: int) -> Intervals:
    """What is between the marks of phrases quoted inside a line, with the closing one; not a line quoted whole."""
    shapes = [shape for mark, shape in (("\u201c", _CURLY), ('"', _STRAIGHT)) if mark in text]
    spans = (match.span() for shape in shapes for match in shape.finditer(text, start))
    return Intervals((begin + 1, end) for begin, end in spans if begin > 0 or text[end:].strip(".;, "))


# The open designators: the last label of each list read so far, as long as the list may continue.

OpenDesignator = tuple[str, str]  # form and bare label

_MOST_OPEN = 200  # no document has lists so deep; the limit keeps odd texts from slowing the reading


class OpenDesignators:
    """The labels that are open after the lines read so far, in order."""

    def __init__(self) -> None:
        self._open: list[OpenDesignator] = []

    def clear(self) -> None:
        """Forget all open labels, as at a section heading."""
        self._open = []

    def add(self, labels: Iterable[OpenDesignator]) -> None:
        """Add the labels of a line that was read."""
        for label in labels:
            kept = [earlier for earlier in self._open if earlier != label and not follows(earlier, label)]
            self._open = [*kept, label][-_MOST_OPEN:]

    def any_continues_with(self, label: OpenDesignator) -> bool:
        """Return whether a label follows one that is open."""
        return any(follows(earlier, label) for earlier in self._open)


@lru_cache(maxsize=4096)
def designators_of(text: str) -> tuple[OpenDesignator, ...]:
    """Return form and bare label of each label a line begins with, behind a section heading and its title."""
    if head := section_heading(text):
        text = text[head.end :]
        text = text[len(run_in_heading(text)) :]
    return tuple((label.form, label.bare) for label in designators_at_start(text))


@lru_cache(maxsize=4096)
def follows(first: OpenDesignator, second: OpenDesignator) -> bool:
    """Return whether the second label is the next after the first, in the same form of brackets and some alphabet."""
    if first[0] != second[0]:
        return False
    return any(
        a.alphabet == b.alphabet and b.ordinal == a.ordinal + 1 for a in readings(first[1]) for b in readings(second[1])
    )
