"""The words of the field are written in `law/terms` alone: a list of months, kinds, series or levels anywhere else is
a second copy.

The source of every module is read. A list is several words of one subject in one text, or in the texts of one
tuple, set, list or dictionary; a single word, or two side by side, is no table.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from eo_browser.law.terms.dispositions import NOTE_VERBS, STATUSES_BY_GRAVITY, VERBS
from eo_browser.law.terms.kinds import KINDS, NOUNS
from eo_browser.law.terms.levels import LEVELS_BY_DEPTH, SEGMENT_WORDS
from eo_browser.law.terms.marks import DASHES, DOUBLE_QUOTES, SINGLE_QUOTES
from eo_browser.law.terms.months import MONTH_STARTS, MONTHS
from eo_browser.law.terms.number_words import CARDINALS, ORDINALS
from eo_browser.law.terms.presidents import PRESIDENTS
from eo_browser.law.terms.series import SERIES

PACKAGE = Path(__file__).resolve().parents[3] / "eo_browser"
LEFT_OUT = ("law/terms/", "migrations/")


_SPACE = r"(?:\\s[*+?]?|[ _+-]|\\ )"


def one_of(words: set[str]) -> re.Pattern[str]:
    """A pattern of words as texts and patterns write them: "executive order", "executive-order"."""
    longest_first = sorted(words, key=len, reverse=True)
    joined = "|".join(_SPACE.join(map(re.escape, re.split("[ -]", word))) for word in longest_first)
    return re.compile(rf"(?<![A-Za-z])(?:\\[bsAZ])?({joined})(?![a-z]{{3}})", re.IGNORECASE)


def one_mark_of(marks: str) -> re.Pattern[str]:
    """A pattern of marks as themselves and as patterns write them (backslash, u, figures)."""
    escaped = "|".join(f"\\\\u{ord(mark):04x}" for mark in marks)
    return re.compile(rf"([{marks}]|{escaped})")


@dataclass(frozen=True)
class Subject:
    """A subject of the vocabulary, its words, and how many different ones make a list."""

    name: str
    pattern: re.Pattern[str]
    several: int


SUBJECTS = (
    Subject("months", one_of({month.lower() for month in MONTHS} - {"may", "march"} | set(MONTH_STARTS) - {"may"}), 3),
    Subject("kinds", one_of({*KINDS, *NOUNS, "memorand"} - {"other", "order", "notice", "letter", "message"}), 3),
    Subject("series", one_of({s.code for s in SERIES} - {"pd", "prm"} | {s.name.lower() for s in SERIES}), 3),
    Subject("presidents", one_of({p.surname.lower() for p in PRESIDENTS} - {"ford"}), 3),
    Subject("levels", one_of({*LEVELS_BY_DEPTH, *SEGMENT_WORDS} - {"item", "title", "part", "rule", "article"}), 4),
    Subject("abbreviations", one_of({"mr", "mrs", "jr", "sr", "secs", "supp", "corp", "cong", "gov", "capt"}), 4),
    Subject("dispositions", one_of({*VERBS, *NOTE_VERBS, *STATUSES_BY_GRAVITY} - {"see", "sets"}), 5),
    Subject("numbers in words", one_of({*CARDINALS, *ORDINALS} - {"one", "second"}), 5),
    Subject("enumerators", one_of({"ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"}), 4),
    Subject("dashes", one_mark_of(DASHES), 4),
    Subject("quotation marks", one_mark_of(DOUBLE_QUOTES + SINGLE_QUOTES.replace("\u0060", "")), 6),
    Subject("small words", one_of({"of", "and", "the", "for", "with", "from", "by", "as", "at", "into", "or"}), 9),
)

DISPLAYS = (ast.Constant, ast.JoinedStr, ast.Tuple, ast.List, ast.Set, ast.Dict)
# Lists that are no vocabulary of ours, each with the reason.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("law/citations/link_forms.py", "presidents"): "hosts of the archived sites of the White House",
    ("law/citations/description_forms.py", "presidents"): "examples of a form, which the documentation shows",
    ("law/citations/number_forms.py", "series"): "examples of the forms, which the documentation shows",
    (
        "law/citations/pinpoint_forms.py",
        "levels",
    ): "what begins a pinpoint is narrower than what goes on",
    ("desk/relations.py", "dispositions"): "what an editor may decide, in the order of the form",
    ("law/context/articles/speech.py", "quotation marks"): "marks that close and open",
    ("law/context/relations/act_wording.py", "dispositions"): "forms of the verbs in sentences, active and passive",
    ("law/context/relations/conflicting_claims.py", "dispositions"): "the participle of each verb",
    ("law/context/relations/status.py", "dispositions"): "the status that each verb leaves",
    ("law/quotation/words.py", "dashes"): "the usual dashes, replaced first so that most texts are ASCII",
    ("sources/federal_register/copied.py", "numbers in words"): "first parts of compounds, some of them numbers",
    ("web/check/page.py", "quotation marks"): "marks in pairs",
    ("web/documents/akoma_ntoso.py", "kinds"): "the kinds that are acts to another standard",
    ("web/documents/akoma_ntoso.py", "levels"): "the names and short names of another standard",
    ("web/objects/emergencies.py", "dispositions"): "the state of an emergency that each verb leaves",
    ("web/objects/linked_data.py", "dispositions"): "the words of another vocabulary for each status",
    ("law/context/relations/act_wording.py", "levels"): "words that join the parts of a disposition",
    ("law/formatting/prose.py", "kinds"): "the abbreviations of one style",
    ("law/model/kinds.py", "kinds"): "formulas of heads, titles and texts, each of one kind",
    ("law/outline/front_matter.py", "kinds"): "head lines of flat texts, in capitals alone",
    ("law/outline/front_matter.py", "series"): "head lines of flat texts, in capitals alone",
    ("law/outline/designators.py", "small words"): "words before a bracket that names a provision elsewhere",
    ("law/outline/lines.py", "small words"): "words that end no line",
    ("search/query.py", "small words"): "words that a query is searched without",
    ("law/outline/line_roles.py", "kinds"): "lines that print a kind alone",
    ("law/resolver/described.py", "kinds"): "kinds that are taken for each other, not words",
    ("law/resolver/resolving.py", "levels"): "what looks like a pinpoint but is read as none",
    (
        "management/commands/sync.py",
        "kinds",
    ): "what the Federal Register is asked for, in its own words",
    ("search/query.py", "kinds"): "the kinds whose names prefer them, not words",
    ("sources/copied_head.py", "kinds"): "head lines of copies, each of its own form",
    ("sources/federal_register/copied.py", "kinds"): "what stands beside the head of a printed page",
    ("sources/us_code/notes.py", "kinds"): "what the Code's notes say they hold, in its own abbreviations",
    ("sources/white_house/feed.py", "kinds"): "the categories of the feed, each for a kind",
    ("sources/federal_register/metadata.py", "kinds"): "head lines of the Federal Register, in its own capitals",
    ("sources/federal_register/xml.py", "kinds"): "names of elements, each for a kind",
    ("sources/plain.py", "kinds"): "how pages of the White House begin",
}


def lists_in(source: str) -> Iterator[tuple[int, str, str]]:
    """Line, subject and words of every list of one subject's words in a module; docstrings are prose."""
    tree = ast.parse(source)
    seen: set[tuple[int, str]] = set()
    for node in _outermost(tree):
        text = "\n".join(_texts(node))
        for subject in SUBJECTS:
            words = {re.sub(_SPACE, "-", found[1].lower()) for found in subject.pattern.finditer(text)}
            if len(words) >= subject.several and (node.lineno, subject.name) not in seen:
                seen.add((node.lineno, subject.name))
                yield node.lineno, subject.name, ", ".join(sorted(words))


def _outermost(node: ast.AST) -> Iterator[ast.expr]:
    """Texts and displays of texts that are in no other, docstrings left out; what a call is given is apart."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, DISPLAYS):
            yield child
            for inner in ast.walk(child):
                if isinstance(inner, ast.Call):
                    yield from _outermost(inner)
        else:
            yield from _outermost(child)


def _texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.Call):
            yield from _texts(child)


MODULES = [
    path
    for path in sorted(PACKAGE.rglob("*.py"))
    if not any(path.relative_to(PACKAGE).as_posix().startswith(room) for room in LEFT_OUT)
]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_list_is_written_a_second_time(path: Path) -> None:
    name = path.relative_to(PACKAGE).as_posix()
    found = [one for one in lists_in(path.read_text("utf-8")) if (name, one[1]) not in EXCEPTIONS]
    assert found == [], "read it from eo_browser/law/terms"


def test_every_exception_is_needed() -> None:
    needed = {
        (path.relative_to(PACKAGE).as_posix(), subject)
        for path in MODULES
        for _, subject, _ in lists_in(path.read_text("utf-8"))
    }
    assert set(EXCEPTIONS) <= needed


SECOND_COPIES = [
    ('M = ("Jan.", "Feb.", "Mar.")', "months"),
    ('M = r"jan(?:uary)?|feb(?:ruary)?|apr(?:il)?"', "months"),
    ('K = {"executive-order": "eo", "proclamation": "proc", "permit": "permit"}', "kinds"),
    (r'K = r"executive\s+orders?|memorand(?:um|a)|proclamations?"', "kinds"),
    ('S = "nspm|nsm|ppd"', "series"),
    ('P = ["Trump", "Biden", "Obama"]', "presidents"),
    ('L = "section|subsection|paragraph|clause"', "levels"),
    ('V = {"revokes", "amends", "supersedes", "suspends", "continues"}', "dispositions"),
    ('N = {"first": 1, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}', "numbers in words"),
    ('R = ("i", "ii", "iii", "iv", "v", "vi")', "enumerators"),
    (r'D = r"[\u2010\u2011\u2012\u2013\u2014]"', "dashes"),
    ('D = "\u2010\u2011\u2012\u2013\u2014"', "dashes"),
    ('Q = "\u201c\u201d\u201e\u201f\u00ab\u00bb"', "quotation marks"),
    (r'A = r"\b(?:Nos?|Secs?|Mr|Mrs|Jr|Sr)\Z"', "abbreviations"),
    ('W = ("a", "an", "and", "as", "at", "by", "for", "from", "into", "of", "or", "the", "with")', "small words"),
]


@pytest.mark.parametrize(("source", "subject"), SECOND_COPIES)
def test_a_second_copy_is_seen(source: str, subject: str) -> None:
    assert [found for _, found, _ in lists_in(source)] == [subject]


NO_COPIES = [
    'KIND = "executive-order"',
    '"""January, February, March, April."""',
    'EXAMPLE = "Executive Order 13526 of December 29, 2009"',
    'TWINS = {"executive-order": "proclamation"}',
]


@pytest.mark.parametrize("source", NO_COPIES)
def test_no_copy_is_seen_where_there_is_none(source: str) -> None:
    assert list(lists_in(source)) == []
