"""Documents that are only described by their subject: "executive order on steel", "section 2 of the 2017 lamp memo".

Such words cite no document; the documents they may mean are found by a search, and listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eo_browser.law.citations import Part, read_citation
from eo_browser.law.citations.parts import Dated, KindNamed, Pinpoint, Pinpoints, PresidentNamed
from eo_browser.law.terms.presidents import SURNAMES
from eo_browser.law.terms.small_words import NAME_WORDS

from .document_names import named, sentence
from .lookup import KnownDocument, Lookup
from .outcomes import Explanation, Resolution, Target
from .outline_tree import OutlineTree
from .pasted import in_english, without_markup
from .provisions import locate

SUBJECT_AT_MOST = 8  # words; more are a sentence
_REASONS_AT_MOST = 3  # documents of which is told why they fit
_BEFORE_AT_MOST = 4  # words of a subject that stands before the kind: "the supply chain order"

# Words around the kind that say nothing of the subject.
_AROUND = re.compile(
    rf"(?<![\w'-])(?:the|an?|of|in|from|by|under|president(?:ial|'s)?|former|administration(?:'s)?|new|newest|latest|recent|first|old|original"
    rf"|signed|issued|white\shouse|(?:{SURNAMES})(?:'s)?)(?![\w'-])",
    re.IGNORECASE,
)
# "the order | on cybersecurity", "| banning imports": the subject behind a document.
_ON = re.compile(
    r"\s*,?\s*(?:on|about|regarding|concerning|re|relating\s+to|dealing\s+with|for|against|banning|ending|creating)\s+"
    r"(?P<subject>.+)",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"[^\W_][\w'\u2019.&-]*")
_MARKS = " \t\n,;:.?!()"


@dataclass(frozen=True, slots=True)
class Described:
    """A document described by its subject: the words of the subject, and the provisions pointed at.

    `is_presidential`: the kind, a year or a President says that one of the President's documents is meant, where
    "memo" or "order" alone may be anybody's.
    """

    subject: str
    pinpoints: tuple[Pinpoint, ...] = ()
    is_presidential: bool = False


def described(text: str) -> Described | None:
    """Return what a text describes; None where it says more than kind, subject, year, President and provision."""
    citation = read_citation(in_english(without_markup(text)))
    kinds = [part for part in citation.parts if isinstance(part.value, KindNamed)]
    if len(kinds) != 1 or not all(map(_only_describes, citation.parts)):
        return None
    kind, *_ = kinds
    rest = list(citation.text)
    for part in citation.parts:
        rest[part.start : part.end] = " " * (part.end - part.start)
    subject = _subject("".join(rest[: kind.start]), "".join(rest[kind.end :]))
    if subject is None:
        return None
    values = [part.value for part in citation.parts]
    points = tuple(one for value in values if isinstance(value, Pinpoints) for one in value.members)
    return Described(subject, points, any(map(_is_presidential, citation.parts)) or _names_president(citation.text))


def _only_describes(part: Part) -> bool:
    """Whether a part of a citation leaves open which document is meant: no number, no title, no day."""
    value = part.value
    if isinstance(value, Dated):
        return not value.day
    return isinstance(value, (KindNamed, PresidentNamed, Pinpoints))


def _is_presidential(part: Part) -> bool:
    value = part.value
    if isinstance(value, KindNamed):
        return value.kind in {"executive-order", "proclamation"}
    return isinstance(value, (Dated, PresidentNamed))


_PRESIDENT = re.compile(rf"\b(?:presidential|president|{SURNAMES})\b", re.IGNORECASE)


def _names_president(text: str) -> bool:
    return bool(_PRESIDENT.search(text))


def _subject(before: str, after: str) -> str | None:
    """The words of the subject, before or behind the kind; None where there are words on both sides, or too many."""
    behind = _ON.fullmatch(after)
    front = _without_words_around(before)
    if behind:
        subject, most, other = behind["subject"].strip(_MARKS), SUBJECT_AT_MOST, front
    else:
        subject, most, other = front, _BEFORE_AT_MOST, _without_words_around(after)
    telling = [word for word in _WORD.findall(subject) if word.lower() not in NAME_WORDS]
    return subject if telling and len(telling) <= most and not other else None


def _without_words_around(text: str) -> str:
    return " ".join(_AROUND.sub(" ", text).strip(_MARKS).split())


def fitting(
    asked: Described, typed: str, documents: Sequence[KnownDocument], why: Iterable[str], lookup: Lookup
) -> Resolution:
    """Return the documents that a description may mean, the likeliest first, as a choice, however few they are."""
    count = "One document fits" if len(documents) == 1 else f"{len(documents)} documents fit"
    told = f"“{typed}” describes rather than cites. {count}" + (", the likeliest first." if documents[1:] else ".")
    reasons = [Explanation("TITLE_APPROXIMATE", told, tuple(documents))]
    reasons += [
        Explanation("TITLE_APPROXIMATE", f"{sentence(named(document))}: {words}.", (document,))
        for words, document in list(zip(why, documents, strict=True))[:_REASONS_AT_MOST]
    ]
    targets = [target for document in documents for target in _places(asked, document, lookup)]
    return Resolution("ambiguous", tuple(dict.fromkeys(targets)), tuple(reasons), query=typed)


def _places(asked: Described, document: KnownDocument, lookup: Lookup) -> list[Target]:
    """The provisions pointed at that a document has, else the document."""
    if not asked.pinpoints:
        return [Target(document)]
    tree = OutlineTree(lookup.outline(document))
    located = [locate(member, tree) for member in asked.pinpoints]
    if not all(one.found for one in located):
        return [Target(document)]
    return [Target(document, path) for one in located for path in one.paths]
