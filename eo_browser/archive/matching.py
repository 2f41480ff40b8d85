"""Matching: which document a text belongs to, by its source, its number, its day and title, or its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

from eo_browser.law.citations.titles import fold_title
from eo_browser.law.model.source import Metadata
from eo_browser.law.model.texts import DocumentText
from eo_browser.models import Document, Edition, StoredProvision

from .list_rows import SURE, listed_number, may_be_one_day
from .lost_words import OPENING, OPENING_LOST, share_lost, words_of
from .merging import CLAIMS, is_claim, own_number

# Folded titles with this similarity (0 to 100) may be one title; less is not worth an editor's time.
NEAR = 88.0
# Two texts of one document share most of their words; two documents on one subject seldom half.
COMMON_WORDS = 0.6
# Fewer common words prove nothing: a permit and a notice may share a sentence.
WORDS_ENOUGH = 40

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Match:
    """The document a text belongs to (None for a new one), the reason, and notes for editors."""

    document: Document | None = None
    edition: Edition | None = None  # the edition with these bytes, if held
    why: str = ""
    doubts: tuple[str, ...] = ()
    number: str = ""  # its number in the lists, when the text has none
    claim_refused: bool = False  # the number that the text gives itself is another document's


@dataclass(slots=True)
class _ComparedText:
    """A text with derived values for comparisons."""

    text: DocumentText
    kind: str
    day: date | None
    title: str
    number: str = ""  # its own
    listed: str = ""  # the number that lists give it, where it has none of its own
    words: Counter[str] = field(default_factory=Counter)
    doubts: list[str] = field(default_factory=list)
    day_fellows: list[Document] | None = None

    @property
    def facts(self) -> Metadata:
        return self.text.metadata


def match(text: DocumentText) -> Match:
    """Return the document of a text. Near-equal titles are reported, never merged."""
    facts = text.metadata
    edition = Edition.objects.filter(sha256=text.sha256).first()
    if edition:
        return Match(edition.document, edition, "these bytes are held")
    asked = _ComparedText(text, facts.kind or "other", facts.signed or facts.published, fold_title(facts.title))
    if not facts.correction_of:
        is_asserted = text.publisher != CLAIMS or not is_claim(facts)
        asked.number = own_number(asked.kind, facts.number) if is_asserted else ""
        asked.listed = "" if asked.number else listed_number(asked.kind, asked.day, asked.title)
    for ask, why in _WAYS:
        if found := ask(asked):
            return Match(found, None, why.format(asked.listed), tuple(asked.doubts), asked.listed)
    asked.doubts += _near_titles(asked)
    return Match(None, None, "new", tuple(asked.doubts), asked.listed)


def as_another_document(found: Match, text: DocumentText, reason: str) -> Match:
    """Return the match of a text that is not the document its source, number or title led to.

    The number on a page is only a claim: where another document has it, only the lists can give the text a number.
    """
    facts, other = text.metadata, found.document
    asked = _ComparedText(text, facts.kind or "other", facts.signed or facts.published, fold_title(facts.title), "")
    listed = "" if facts.correction_of else listed_number(asked.kind, asked.day, asked.title)
    if other is None or listed == other.number:
        listed = ""
    if other is not None:
        asked.doubts.append(f"It was taken for {other.address}, but is another document. {reason}")
    holder = _holder(asked, listed) if listed else None
    is_claim = text.publisher != "federal-register" and other is not None
    return Match(holder, None, "the words are others", (*found.doubts, *asked.doubts), listed, is_claim)


def _candidates(asked: _ComparedText) -> QuerySet[Document]:
    """The documents of its kind; for a correction, only corrections."""
    rest = Document.objects.filter(kind=asked.kind)
    return rest.exclude(corrects="") if asked.facts.correction_of else rest.filter(corrects="")


def _by_source(asked: _ComparedText) -> Document | None:
    """The document of which the same source sent other bytes before."""
    held = Edition.objects.filter(source=asked.text.source).order_by("-pk").first()
    if not held or held.document.kind != asked.kind:
        return None
    clash = asked.number and held.document.number and held.document.number != asked.number
    return None if clash else held.document


def _by_number(asked: _ComparedText) -> Document | None:
    return _holder(asked, asked.number) if asked.number else None


def _by_inferred_number(asked: _ComparedText) -> Document | None:
    """A document whose number was not certain until this text came."""
    held = _candidates(asked).filter(number="").exclude(current=None) if asked.number else Document.objects.none()
    probable = held.filter(Q(inferred_number=asked.number) | Q(claimed_number=asked.number)).order_by("pk")
    return next((one for one in probable if _agrees(asked, one) and _shares_words(asked, one)), None)


def _by_listed_number(asked: _ComparedText) -> Document | None:
    return _holder(asked, asked.listed) if asked.listed else None


def _holder(asked: _ComparedText, number: str) -> Document | None:
    """The document, of those with a number, that has the day and title of the text, or else its words."""
    holders = list(_candidates(asked).filter(number=number).order_by("number_rank"))
    for document in holders:
        if _agrees(asked, document) or _shares_words(asked, document):
            return document
    if holders:
        asked.doubts.append(f"Number {number} is held by {holders[0].address} with another day, title and text.")
    return None


def _agrees(asked: _ComparedText, document: Document) -> bool:
    """Whether nothing contradicts that both are one document: day and title are the same where both are known."""
    day = document.signed or document.published
    alike = not (asked.title and document.folded_title) or fuzz.ratio(asked.title, document.folded_title) >= NEAR
    return may_be_one_day(asked.day, day) and alike


def _by_document_number(asked: _ComparedText) -> Document | None:
    """A document with its Federal Register document number."""
    if not asked.facts.document_number:
        return None
    # Not by kind as well: SQLite would then read every document of the kind.
    numbered = Document.objects.filter(document_number=asked.facts.document_number)
    held = (one for one in numbered if one.kind == asked.kind and bool(one.corrects) == bool(asked.facts.correction_of))
    # Before 2016 document numbers were used again, so the number alone is not enough.
    return next((one for one in held if _agrees(asked, one) or _shares_words(asked, one)), None)


def _same_day(asked: _ComparedText) -> list[Document]:
    """The documents of its kind and day, which its own numbers do not contradict; asked for once for each text."""
    if asked.day_fellows is None:
        held = _candidates(asked)
        # Two questions, and numbers compared here: else SQLite reads every document of the kind.
        fellows = [*held.filter(signed=asked.day), *held.filter(signed=None, published=asked.day)]
        fitting = sorted((one for one in fellows if not _clashes(asked, one)), key=lambda one: one.pk)
        asked.day_fellows = fitting if asked.title and asked.day else []
    return asked.day_fellows


def _clashes(asked: _ComparedText, document: Document) -> bool:
    """Whether a document's own number contradicts that of the text."""
    has_number = bool(asked.number or asked.listed)
    own = asked.facts.document_number
    return bool(has_number and document.number) or bool(own) and document.document_number not in ("", own)


def _by_title(asked: _ComparedText) -> Document | None:
    """Return a document of its kind and day that has its title and shares most of its words.

    Papers of one day and title can differ in sums, names or addressees alone: where these differ both ways, a page
    at another address of the same site is another document.
    """
    sharing = _titled_and_sharing_words(asked)
    for document in sharing:
        if not _particulars_differ(asked, document):
            return document
    same_page = [document for document in sharing if not _is_another_page(asked, document)]
    for document in sharing:
        if document not in same_page:
            asked.doubts.append(f"{document.address} has the same kind, day and title, but other particulars.")
    return next(iter(same_page), None)


def _titled_and_sharing_words(asked: _ComparedText) -> list[Document]:
    sharing = []
    for document in _same_day(asked):
        if document.folded_title != asked.title:
            continue
        if _shares_words(asked, document):
            sharing.append(document)
        else:
            asked.doubts.append(f"{document.address} has the same kind, day and title, but other words.")
    return sharing


def _particulars_differ(asked: _ComparedText, document: Document) -> bool:
    """Return whether each of two texts has figures, names or addressees that the other has not."""
    newest = document.revisions.order_by("-number").first()  # one of this batch is not current yet
    held = StoredProvision.objects.filter(revision=newest).values_list("text", flat=True)
    mine = (row.text for row in asked.text.rows)
    return particulars_differ(mine, asked.facts.addressees, held, document.addressees)


def particulars_differ(
    texts: Iterable[str], addressees: Iterable[str], others: Iterable[str], other_addressees: Iterable[str]
) -> bool:
    """Return whether each of two papers has figures, names or addressees that the other has not."""
    mine, held = particulars_of(texts), particulars_of(others)
    to, other_to = ({one.casefold() for one in named} for named in (addressees, other_addressees))
    return bool(mine - held and held - mine) or bool(to - other_to and other_to - to)


def particulars_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the sums, sizes and other figures, and the names, in some texts."""
    return frozenset(found.rstrip(",.") for text in texts for found in _PARTICULAR.findall(text))


# A figure ("$205"), or a capitalised word that begins no sentence ("to Ukraine").
_PARTICULAR = re.compile(r"\$?\d[\d,.]*|(?<=[a-z,] )[A-Z][a-z]+")


def _is_another_page(asked: _ComparedText, document: Document) -> bool:
    """Return whether the publisher of a text has shown the document at other addresses only."""
    held = document.editions.filter(publisher=asked.text.publisher)
    pages = {page_of(url) for url in held.values_list("source_url", flat=True) if url}
    return bool(asked.facts.source_url) and bool(pages) and page_of(asked.facts.source_url) not in pages


def page_of(url: str) -> str:
    """Return the address of a page without its host, which changes every four years."""
    return urlsplit(url).path.rstrip("/")


def _by_words(asked: _ComparedText) -> Document | None:
    """A document of its kind and day that has exactly its words."""
    if asked.text.words < WORDS_ENOUGH:
        return None
    twins = _candidates(asked).filter(revisions__words_hash=asked.text.words_hash).distinct()
    for document in twins.order_by("pk"):
        if _clashes(asked, document) or _is_another_page(asked, document) and _particulars_differ(asked, document):
            continue
        if document.signed != asked.facts.signed and (document.signed or document.published) != asked.day:
            asked.doubts += _twin_of_another_day(asked, document)
        elif not asked.title or not document.folded_title or _alike(asked.title, document.folded_title):
            return document
        else:
            asked.doubts.append(f"Its words are those of {document.address}, which has another title.")
    return None


def _by_opening(asked: _ComparedText) -> Document | None:
    """For a text of an unknown publisher: the document whose opening words it has, so that it takes no number or
    address of its own.
    """
    if asked.text.publisher != "other" or not asked.day:
        return None
    opening = words_of(asked.text.rows)[:OPENING]
    for document in _candidates(asked).filter(number="", signed=asked.day).exclude(current=None).order_by("pk"):
        if not _may_be_one_title(asked.title, document.folded_title):
            continue
        held = StoredProvision.objects.filter(revision=document.current).order_by("position")
        if share_lost(opening, words_of(held.only("label", "text"))) <= OPENING_LOST:
            return document
    return None


# The ways to find the document of a text, in the order in which they are tried, each with the reason of a match.
_WAYS: tuple[tuple[Callable[[_ComparedText], Document | None], str], ...] = (
    (_by_source, "the same source sent other bytes before"),
    (_by_number, "it has this number"),
    (_by_inferred_number, "it has this number, which was not certain"),
    (_by_document_number, "it has this Federal Register document number"),
    (_by_listed_number, "the lists give it number {}"),
    (_by_title, "a document of its kind and day has this title"),
    (_by_words, "a document of its kind and day has these very words"),
    (_by_opening, "a document of its kind and day, whose number is not known, has its opening words"),
)


def _twin_of_another_day(asked: _ComparedText, document: Document) -> list[str]:
    """A document with the same words of another day: some memoranda repeat an earlier one after months; a day or two is
    a slip of the page.
    """
    day = document.signed or document.published
    if asked.day and day and may_be_one_day(asked.day, day):
        return [f"Its words are those of {document.address}, dated {day}: one of the two dates may be wrong."]
    return []


def _may_be_one_title(title: str, other: str) -> bool:
    """Whether two folded titles may be of one document: similar documents of one day differ in a number or a name."""
    if not title or not other:
        return True
    return _alike(title, other) and _DIGITS.findall(title) == _DIGITS.findall(other)


def _alike(title: str, other: str) -> bool:
    return fuzz.token_sort_ratio(title, other) >= NEAR or fuzz.partial_ratio(title, other) >= SURE


def _near_titles(asked: _ComparedText) -> Iterable[str]:
    """Notes for editors on documents of its day with nearly its title, which may be the same."""
    return [
        f"{one.address} has the same kind and day and nearly the same title (“{one.title}”); not merged."
        for one in _same_day(asked)
        if one.folded_title != asked.title and fuzz.ratio(one.folded_title, asked.title) >= NEAR
    ]


def _shares_words(asked: _ComparedText, document: Document) -> bool:
    """Whether the texts share most of their words; true for texts too short to compare."""
    if document.revisions.filter(words_hash=asked.text.words_hash).exists():
        return True
    asked.words = asked.words or _bag(row.text for row in asked.text.rows)
    held = document.revisions.order_by("-number").first()
    texts = StoredProvision.objects.filter(revision=held).values_list("text", flat=True)
    return common_share(asked.words, _bag(texts)) >= COMMON_WORDS


def _bag(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in text.lower().split())


def common_share(words: Counter[str], others: Counter[str]) -> float:
    """Return how much of two bags of words is common, 0 to 1, by the smaller bag; 1 when one is too small to
    compare.
    """
    smaller = min(words.total(), others.total())
    return (words & others).total() / smaller if smaller >= WORDS_ENOUGH else 1.0


def sorted_for_rank(documents: Sequence[Document], source_of: dict[int, str]) -> list[Document]:
    """Return documents in the order in which equal slugs are ranked: by document number, then source name."""
    return sorted(documents, key=lambda one: (not one.document_number, one.document_number, source_of.get(one.pk, "")))
