"""Titles folded for comparison, and the short forms of names in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .typography import plain

_DROPPED = re.compile(r"['.,]")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_ARTICLE = re.compile(r"^(?:the|an?) (?=.)")


def fold_title(title: str) -> str:
    """Return a title as titles are compared: ASCII, lower case, words joined by one space, no leading article.

    "The Nation’s Cyber-Security, U.S." → "nations cyber security us".
    """
    text = unicodedata.normalize("NFKD", plain(title)).encode("ascii", "ignore").decode().lower()
    words = _NOT_A_WORD.sub(" ", _DROPPED.sub("", text.replace("&", " and "))).strip()
    return _ARTICLE.sub("", words)


def is_run_in(title: str, whole: str, *, at_least: int) -> bool:
    """Return whether a folded title is the whole one, or, with so many words at least, a run of its words."""
    return title == whole or (len(title.split()) >= at_least and f" {title} " in f" {whole} ")


def is_run(title: str, other: str) -> bool:
    """Return whether two folded titles are equal, or the shorter, of four words at least, is a run in the longer."""
    shorter, longer = sorted((title, other), key=len)
    return is_run_in(shorter, longer, at_least=4)


def squeeze(folded: str) -> str:
    """Return a folded title without spaces: "world health" is "worldhealth", "non-profit" is "nonprofit"."""
    return folded.replace(" ", "")


def defines_short_form(text: str, short: str) -> bool:
    """Return whether a text defines a short form: "…, or ISIS", "(ISIS)", "(the “Plan”)"."""
    pattern = rf"""(?:,\s+or\s+|\(\s*(?:the\s+)?["']?){re.escape(short)}\b"""
    return bool(re.search(pattern, plain(text), re.IGNORECASE))


# "Veterans Regulation No. 3(a)", "Reservoir Site Reserve No. 19": a title that is a number in a series.
_NUMBER = r"No\.?\s?(?P<number>\d{1,4}(?:\s?\([a-z]\))?)"
_NUMBERED = re.compile(rf"\A(?P<words>(?:[A-Z][\w'’-]*\s){{1,5}}){_NUMBER}\s*(?:[:;]|\Z)")
_NUMBER_CITED = re.compile(_NUMBER)  # begins with the letter N, which is found faster than a word's boundary
_WORDS_BEFORE = re.compile(r"(?:\b[A-Z][\w'’-]*\s+){1,5}\Z")
_OTHERS = frozenset({"order", "proclamation", "memorandum"})  # which have numbers of their own
_ENDS_WITH_ANOTHER = ("Order", "Orders", "Proclamation")
_REACH = 80  # characters before a number in which the words of its title are


def numbered_title(title: str) -> str:
    """Return the key of a title that is a number in a series of its own ("veteran regulation 3(a)"); "" for another."""
    found = _NUMBERED.match(title)
    return _numbered_key(found["words"].split(), found["number"]) if found else ""


def numbered_titles_cited(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where a text may cite such a title, with its key, the longest run of words first."""
    for found in _NUMBER_CITED.finditer(text) if "No" in text else ():
        if text[max(0, found.start() - 16) : found.start()].rstrip().endswith(_ENDS_WITH_ANOTHER):
            continue
        before = _WORDS_BEFORE.search(text, max(0, found.start() - _REACH), found.start())
        for word in re.finditer(r"\S+", before[0]) if before else ():
            start = before.start() + word.start() if before else 0
            if key := _numbered_key(text[start : found.start()].split(), found["number"]):
                yield start, found.end(), key


def _numbered_key(words: list[str], number: str) -> str:
    plain = [re.sub(r"['’]", "", word).lower().removesuffix("s") for word in words]
    return "" if _OTHERS.intersection(plain) else f"{' '.join(plain)} {number.replace(' ', '')}"
