"""Which words of a citation are a title, and which documents have it.

A title that the archive has word for word outranks the parts inside it: "Revoking Proclamation 10014" is a
title, and the number in it is not what is cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from eo_browser.law.citations.description_forms import KIND_WORDS
from eo_browser.law.citations.parts import (
    CORES,
    AsAmended,
    Citation,
    Dated,
    KindNamed,
    Linked,
    Outside,
    Part,
    Pinpoints,
    PresidentNamed,
    Quoted,
)
from eo_browser.law.citations.title_index import Likeness, TitleMatch
from eo_browser.law.citations.titles import defines_short_form, fold_title
from eo_browser.law.terms.small_words import NAME_WORDS

from .lookup import KnownDocument, Lookup

_STRONG = (*CORES, Pinpoints, Outside, AsAmended)
_SPANS_AT_MOST = 120
_EDGES_AT_MOST = 24  # parts at whose edges a title may begin, and the same number at which it may end
_TRIMMED_AT_MOST = 12  # joints removed on either side of a stretch of text
_LONGEST_JOINT = 120  # characters that the words of a kind or a joint have at most
_LONG_WORD = 9  # letters of a word that is a title by itself: "Federalism"
_FITS_AT_MOST = 8  # documents a bare part of a title may fit; more are a search, not a citation

_JOINTS = (
    r"the|an?|of|in|on|to|at|from|for|by|and|dated|signed|issued|see|entitled|titled|called|captioned|named|regarding|concerning"
    r"|relating\s+to|as\s+amended|president(?:ial)?(?:'s)?|\d{4}"
)
_LEAD = re.compile(rf"""[\s,;:.()\[\]"'-]+|(?:{KIND_WORDS}|{_JOINTS})(?![\w'-])\s*""", re.IGNORECASE)
_TAIL = re.compile(rf"""[\s,;:.()\[\]"'-]+$|(?<![\w'-])(?:{KIND_WORDS}|{_JOINTS})$""", re.IGNORECASE)


_ENDS = " \t\n,;:.()[]\"'“”‘’-–—"  # noqa: RUF001 - as printed
_SENT = r"(?:memorand(?:um|a)|memos?|letters?|messages?)\s+(?:(?:of|from|by)\s+(?:the\s+)?president\s+)?(?:for|to)\b"
_ADDRESSED = re.compile(rf"(?:(?:presidential|president's)\s+)?{_SENT}", re.IGNORECASE)
_ADDRESSED_BEFORE = re.compile(rf"\b{_SENT}\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TitleSpan:
    """Words that may be a title. `prompted`: words before them announce a title."""

    start: int
    end: int
    prompted: bool = False
    quoted: bool = False
    on_topic: bool = False  # announced by "on", "regarding", which announce a topic too


@dataclass(frozen=True, slots=True)
class TitleEvidence:
    """The evidence of the title words of a citation; without documents, `words` are a title that no document here
    has.
    """

    span: TitleSpan
    words: str
    documents: tuple[KnownDocument, ...] = ()
    likeness: Likeness = "exact"


def is_kind_word(words: str) -> bool:
    """Return whether words are only what a kind of document is called: "National Security Memorandum"."""
    return bool(_LEAD.fullmatch(words))


_TOPIC_AT_MOST = 2  # telling words; a longer part of a title is a shortened title


def is_topic(title: TitleEvidence) -> bool:
    """Return whether part of a title only names a topic: "climate", "ISIS", "security of critical infrastructure"."""
    if title.likeness != "part" or title.span.quoted:
        return False
    return len(_content_words(title.words)) <= _TOPIC_AT_MOST or title.words.islower()


def is_description(title: TitleEvidence) -> bool:
    """Return whether words that no title has only say what a document is about: "EO on flag burning".

    Few words, or words not written as titles are.
    """
    if title.span.quoted or not title.span.on_topic:
        return False
    words = [word for word in _WORD.findall(title.words) if word.lower() not in NAME_WORDS]
    as_title = sum(word[0].isupper() for word in words)
    return len(words) <= _TOPIC_AT_MOST or as_title * 2 < len(words)


_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_KIND = re.compile(rf"\b(?:{KIND_WORDS})(?!\w)", re.IGNORECASE)


# "the Clean Air Act", "Convention Against Torture": a law or a treaty, which titles of documents may name.
_INSTRUMENT = re.compile(
    r"(?:the\s)?(?:convention|treaty|protocol|geneva|charter|constitution)\b.*|.*\b(?:act|convention|treaty|code|constitution|protocol)"
    r"(?:\sof\s(?:1[89]|20)\d\d)?",
    re.IGNORECASE | re.DOTALL,
)


def exact_title(citation: Citation, lookup: Lookup) -> TitleEvidence | None:
    """Find the longest stretch of the citation that is a title held word for word; None where there is none."""
    text = citation.text
    for span in _spans(citation):
        if _is_address_line(citation, span):
            continue
        keys = lookup.titles.exact(text[span.start : span.end])
        if keys:
            bare = _without_marks(text, span)
            return TitleEvidence(bare, text[bare.start : bare.end], tuple(lookup.document(key) for key in keys))
    return None


def _without_marks(text: str, span: TitleSpan) -> TitleSpan:
    """A span without the marks at its ends, which belong to the words around it."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip(_ENDS))
    return replace(span, start=start, end=max(start, span.end - len(words) + len(words.rstrip(_ENDS))))


def _is_address_line(citation: Citation, span: TitleSpan) -> bool:
    """ "Memorandum for the Heads of Executive Departments": addressees, which are no title where a day is given."""
    text = citation.text
    if not any(isinstance(part.value, Dated) and part.value.day for part in citation.parts):
        return False
    return bool(_ADDRESSED_BEFORE.search(text[: span.start]) or _ADDRESSED.match(text, span.start))


def near_title(citation: Citation, lookup: Lookup, parts: tuple[Part, ...]) -> TitleEvidence | None:
    """Find a title that is shortened or slightly wrong in the words left over by the parts.

    Evidence without documents means that words are given as a title and fit none.
    """
    unknown = None
    found = []
    for span in _left_over(citation, parts):
        if _is_address_line(citation, span):
            continue
        words = citation.text[span.start : span.end]
        if lookup.listed_titled(fold_title(words)):
            return TitleEvidence(span, words)  # a list has it word for word: nothing that resembles it is meant
        matches = _acceptable(lookup.titles.near(words), words, span, lookup)
        if _is_instrument(matches, words, span):
            continue
        if matches:
            documents = tuple(lookup.document(match.key) for match in matches)
            found.append((matches[0].coverage, TitleEvidence(span, words, documents, matches[0].likeness)))
        elif not unknown and _content_words(words) and (span.prompted or _is_titled_behind(citation, span)):
            unknown = TitleEvidence(span, words)
    if found:
        return max(found, key=lambda one: (one[1].likeness != "part", not _KIND.match(one[1].words), one[0]))[1]
    return unknown


_BEHIND_NUMBER = re.compile(r"\d[)\]]?\s?[:\u2013\u2014-]\s{0,3}\Z")


def _is_titled_behind(citation: Citation, span: TitleSpan) -> bool:
    """Whether words are set behind a number as its title: "Executive Order 13132: Cooperative Federalism"."""
    return bool(_BEHIND_NUMBER.search(citation.text[: span.start])) and is_titled(citation.text[span.start : span.end])


def is_titled(words: str) -> bool:
    """Return whether words are written as titles are: two capitalised words at least, and no telling word without a
    capital.
    """
    said = [word for word in _WORD.findall(words) if word.lower() not in NAME_WORDS]
    return len(said) >= _TITLED_AT_LEAST and all(word[0].isupper() for word in said)


_TITLED_AT_LEAST = 2  # words


def _is_instrument(matches: tuple[TitleMatch, ...], words: str, span: TitleSpan) -> bool:
    """Whether words are the name of a law or treaty, which is only a part of the titles it resembles."""
    if span.quoted or not matches or matches[0].likeness != "part":
        return False
    return _INSTRUMENT.fullmatch(words.strip(_ENDS)) is not None


_TELLING_WORDS, _TELLING_SHARE = 3, 0.6  # of a title: so many words, or so much of it, tell which it is
_LEAST_SHARE = 0.3


def _acceptable(matches: tuple[TitleMatch, ...], words: str, span: TitleSpan, lookup: Lookup) -> tuple[TitleMatch, ...]:
    """The matches that are sure enough: a short form only where the document defines it, part of a title only where it
    is telling.
    """
    kept = tuple(
        m for m in matches if not m.short_form or defines_short_form(lookup.text(lookup.document(m.key)), m.short_form)
    )
    if kept and kept[0].likeness == "part" and not span.prompted:
        enough = len(_content_words(words)) >= _TELLING_WORDS or kept[0].coverage >= _TELLING_SHARE
        return kept if enough and len(kept) <= _FITS_AT_MOST and kept[0].coverage >= _LEAST_SHARE else ()
    return kept


def _content_words(words: str) -> list[str]:
    return [word for word in fold_title(words).split() if word not in NAME_WORDS and not word.isdigit()]


def only_pinpoints_beside(citation: Citation) -> bool:
    """Return whether beside its links the citation has pinpoints and joints, and no word of any other kind."""
    if any(not isinstance(part.value, (Linked, Pinpoints)) for part in citation.parts):
        return False
    rest = citation.text
    for part in reversed(citation.parts):
        rest = rest[: part.start] + " " + rest[part.end :]
    return not _content_words(rest)


def _spans(citation: Citation) -> list[TitleSpan]:
    """Every stretch of text that could be a title, longest first: quoted words, and the words between any two parts."""
    found = {(s.start, s.end): s for s in _quoted(citation.parts)}
    if citation.whole:
        # The longest go from the first starts to the last ends; a text with more parts is not one citation.
        starts = sorted([0, *(part.end for part in citation.parts)])[:_EDGES_AT_MOST]
        ends = sorted([len(citation.text), *(part.start for part in citation.parts)])[-_EDGES_AT_MOST:]
        for start in starts:
            for end in ends:
                for span in _trimmed(citation.text, start, end, _TRIMMED_AT_MOST) if end > start else ():
                    found.setdefault((span.start, span.end), span)
    spans = sorted(found.values(), key=lambda span: span.start - span.end)[:_SPANS_AT_MOST]
    return [span for span in spans if span.quoted or _says_something(citation, span)]


def _quoted(parts: Iterable[Part]) -> Iterator[TitleSpan]:
    for part in parts:
        if isinstance(part.value, Quoted):
            yield TitleSpan(part.start + 1, part.end - 1, prompted=True, quoted=True)


def _trimmed(text: str, start: int, end: int, at_most: int = 1_000_000) -> Iterator[TitleSpan]:
    """A stretch with the joints and kind words at its ends removed one after the other, since a title may begin with
    one.

    `at_most` bounds the number of beginnings and of ends: "a a a a …" has as many as words.
    """
    ends = [end]
    while len(ends) < at_most:
        near = max(start, ends[-1] - _LONGEST_JOINT)
        if not (tail := _TAIL.search(text[near : ends[-1]])):
            break
        ends.append(near + tail.start())
    for end in _few(ends):
        heads = [start]
        while len(heads) < at_most and heads[-1] < end and (lead := _LEAD.match(text, heads[-1], end)):
            heads.append(lead.end())
        yield from (TitleSpan(head, end) for head in _few(heads))


def _few(places: list[int]) -> list[int]:
    return places if len(places) <= _TRIMMED_AT_MOST else [*places[: _TRIMMED_AT_MOST - 1], places[-1]]


def _says_something(citation: Citation, span: TitleSpan) -> bool:
    """A long word or at least two, one of them outside every number, page, link and pinpoint."""
    words = fold_title(citation.text[span.start : span.end]).split()
    long_enough = len(words) >= 2 or any(len(word) >= _LONG_WORD for word in words)
    return long_enough and bool(_content_words(_uncovered(citation, span)))


def _uncovered(citation: Citation, span: TitleSpan) -> str:
    """The words of a stretch outside every number, page, link and pinpoint."""
    pieces, at = [], span.start
    for start, end in sorted((p.start, p.end) for p in citation.parts if isinstance(p.value, _STRONG)):
        pieces.append(citation.text[at : min(start, span.end)])
        at = max(at, min(end, span.end))
    return "".join([*pieces, citation.text[at : span.end]])


def _left_over(citation: Citation, parts: tuple[Part, ...]) -> list[TitleSpan]:
    """The stretches between the parts that identify, each without the joints around it."""
    quoted = list(_quoted(parts))
    if quoted or not citation.whole:
        return quoted
    spans = [*_between(citation, parts), *_with_labels(citation, parts)]
    if len(spans) > 1 and not any(isinstance(part.value, CORES) for part in parts):
        # A title may hold a pinpoint or a law: "Delegation of Authority Under Section 506(a)(1) of …".
        spans += list(_trimmed(citation.text, 0, len(citation.text)))[-1:]
    return spans


def _between(citation: Citation, parts: tuple[Part, ...]) -> Iterator[TitleSpan]:
    edges = [0, *(edge for part in parts if _ends_a_title(part) for edge in (part.start, part.end)), len(citation.text)]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        trimmed = [span for span in _trimmed(citation.text, start, end) if span.end > span.start]
        for span in dict.fromkeys((*trimmed[-1:], *trimmed[:1])):
            before = _announcing(parts, start, span.start)
            on_topic = any(kind.on_topic for kind in before)
            yield TitleSpan(span.start, span.end, prompted=bool(before), on_topic=on_topic)


def _ends_a_title(part: Part) -> bool:
    """Whether a title cannot continue after a part; a year alone may be inside a title."""
    if isinstance(part.value, Dated):
        return bool(part.value.month)
    return isinstance(part.value, (*_STRONG, PresidentNamed))


_WORD_BEFORE = re.compile(r"(?:^|[\s\"(])(?P<word>[A-Za-z]{4,})\s\Z")


def _with_labels(citation: Citation, parts: tuple[Part, ...]) -> Iterator[TitleSpan]:
    """Stretches that continue into a label: "Creating Schedule F" is the beginning of a title, not a pinpoint."""
    for place, part in enumerate(parts):
        before = _WORD_BEFORE.search(citation.text[: part.start]) if isinstance(part.value, Pinpoints) else None
        if before is None or before["word"].lower() in NAME_WORDS or _LEAD.fullmatch(before["word"]):
            continue
        walls = [p.end for p in parts[:place] if isinstance(p.value, (*CORES, Dated))]
        for span in list(_trimmed(citation.text, walls[-1] if walls else 0, part.end))[-1:]:
            yield TitleSpan(span.start, span.end)


def _announcing(parts: tuple[Part, ...], start: int, end: int) -> list[KindNamed]:
    """The kinds before the words that announce a title: "memorandum on", "order entitled"."""
    before = (part.value for part in parts if start <= part.start < part.end <= end)
    return [kind for kind in before if isinstance(kind, KindNamed) and kind.titled]
