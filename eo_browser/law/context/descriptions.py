"""Descriptions of documents that an article has named: "the January order", "Bush's memorandum", "the latter"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from eo_browser.law.citations.anchors import AnchoredPattern
from eo_browser.law.citations.titles import fold_title, squeeze
from eo_browser.law.model.dates import printed_date
from eo_browser.law.resolver import KnownDocument, Resolution
from eo_browser.law.terms.governments import OTHER_GOVERNMENTS, OTHER_OFFICES, OTHERS_ORDER_NUMBER
from eo_browser.law.terms.kinds import DIRECTING_NOUNS, kinds_of_noun, nouns
from eo_browser.law.terms.months import MONTH, month_number
from eo_browser.law.terms.presidents import PRESIDENTS, SURNAMES
from eo_browser.law.terms.small_words import NAME_WORDS

# Words that do not tell which document is meant, or describe one that the article has not named.
Unsaid = Literal["nothing", "another"]

_NOUN = rf"(?P<noun>{nouns(*DIRECTING_NOUNS, plural=True)})\b"
_LEADS_AWAY = "|".join(sorted(NAME_WORDS | {"that", "this", "which", "said"}))  # "the policy of the order"
_WORD = rf"(?!(?:{_LEADS_AWAY})\b)(?:(?:{MONTH}|\d{{1,4}},|[\w’'-]+)\s+)"
_WORDS = rf"(?P<words>(?:{_WORD}){{1,4}}?)"
_OWNER = rf"(?:President\s+)?(?:[A-Z][\w.]*\s+){{0,2}}?(?-i:(?P<owner>{SURNAMES}))['’]s?\s+"
# "the January order", "Bush's 2001 order", "the former"; not "the order", which describes nothing.
_PHRASE = (
    rf"(?:\b(?:the|this|that)\s+(?:{_WORDS}{_NOUN}|(?P<turn>former|latter)\b(?!\s+\w*president))"
    rf"|\b{_OWNER}(?P<more>(?:{_WORD}){{0,3}}?){_NOUN.replace('noun', 'noun2')})"
)
_DESCRIBED = AnchoredPattern(_PHRASE + r"(?!\s+(?:No\.?\s*)?\d|-)", re.IGNORECASE)
_BEHIND = re.compile(r",?\s+(?:of|in|to|under)\s+" + _DESCRIBED.pattern.pattern, re.IGNORECASE)
_BEFORE = re.compile(_PHRASE + r"['’]s?\s+\Z", re.IGNORECASE)
_FAR = 80  # characters before a pinpoint that are searched for a description

_MONTH = re.compile(rf"\b(?:{MONTH})(?:\s+(?P<day>\d{{1,2}})\b)?", re.IGNORECASE)
_YEAR = re.compile(r"\b(?P<year>(?:19|20)\d\d)\b")
_SURNAME = re.compile(rf"\b(?P<name>{SURNAMES})\b")
_FIRST = re.compile(
    r"\b(?:first|original|initial|earlier|earliest|older|oldest|previous|prior|old|predecessor)\b", re.I
)
_LAST = re.compile(r"\b(?:second|later|latest|newer|newest|new|revised|subsequent|successor|replacement)\b", re.I)
_TELLS_NOTHING = frozenset({"executive", "presidential", "president", "national", "security", "same", "whole", "full"})
_OTHERS = re.compile(
    r"\b(?:courts?|judges?|justices?|judicial|restraining|district|consent|agency|department|secretary)\b", re.I
)
_SHORTEST = 4  # letters that a word of a title may be cut to: "straw" for "straws"

_RECENT = 50  # the last documents named, which are compared; an article that names more means one of these
Fits = Callable[[KnownDocument], bool]


@dataclass(frozen=True, slots=True)
class Description:
    """A description in an article of a document that it has named."""

    start: int
    end: int
    words: str  # the words that distinguish it: "January", "Bush 2001", "former"
    noun: str = ""  # "order", "memorandum"; "" for "the former"

    @property
    def names(self) -> bool:
        """Return whether it names the document again, unlike "the former"."""
        return bool(self.noun)


def descriptions_in(text: str) -> Iterator[Description]:
    """Yield every such phrase of a text."""
    return (_read(found) for found in _DESCRIBED.finditer(text) if _is_plain(found))


@dataclass(frozen=True, slots=True)
class UnnamedDocument:
    """A document that an article mentions without a name ("an order of his own"), with the sentence so far; or one of
    another government ("California Executive Order N-79-20"), of which the rest of the paragraph may speak.
    """

    start: int
    end: int
    words: str
    paragraph_end: int = 0  # of one of another government: where its paragraph ends


# "signed a memorandum", "an order of his own": a document of which nothing else is said.
_UNNAMED = AnchoredPattern(
    rf"\b(?:by|with|signed|issued|wrote|published|was|came)\s+(?:an?|another)\s+(?:(?!executive)[\w-]+\s+)?(?:{nouns(*DIRECTING_NOUNS)})\b"
    rf"(?!\s*(?:\(|,|of\s+(?!his|her|their|its)|on\b|to\b|No|that|which|called|entitled|titled|\d|[“\"]))"
    rf"|\ban?\s+(?:\w+\s+)?(?:{nouns(*DIRECTING_NOUNS)})\s+of\s+(?:his|her|their|its)\s+own\b",
    re.IGNORECASE,
)
_SENTENCE_SO_FAR = 200  # characters


def unnamed_in(text: str) -> Iterator[UnnamedDocument]:
    """Yield the documents that a text introduces without a name."""
    for found in _UNNAMED.finditer(text):
        led = text[max(0, found.start() - _SENTENCE_SO_FAR) : found.end()]
        yield UnnamedDocument(found.start(), found.end(), re.split(r"[.?!][”\"’)]*\s+(?=[A-Z])|\n\s*\n", led)[-1])


# "Executive Order N-33-20", "Governor Newsom’s executive order": of another government.
_OF_OTHERS = AnchoredPattern(
    rf"\bexecutive\s+order\s+(?:no\.?\s*)?(?-i:{OTHERS_ORDER_NUMBER})"
    rf"|\b(?:(?:{OTHER_GOVERNMENTS})(?:['’]s)?|{OTHER_OFFICES}(?:['’]s|\s(?:[A-Z][\w.-]*\s){{0,3}}?[A-Z][\w.-]*['’]s))\s"
    r"(?:executive\s+order|proclamation|EO)\s+(?:no\.?\s*)?(?=\d)",
    re.IGNORECASE,
)


def of_other_governments_in(text: str) -> Iterator[UnnamedDocument]:
    """Yield the orders of other governments in a text: "Governor Lee’s Executive Order 83"."""
    for found in _OF_OTHERS.finditer(text):
        paragraph = text.find("\n\n", found.end())
        yield UnnamedDocument(*found.span(), found[0], len(text) if paragraph < 0 else paragraph)


def described_behind(text: str, position: int) -> Description | None:
    """Return the phrase behind a pinpoint: "section 2 of the January order"."""
    found = _BEHIND.match(text, position)
    return _read(found) if found and _is_plain(found) else None


def described_before(text: str, position: int) -> Description | None:
    """Return the phrase before a pinpoint: "the January order's section 2"."""
    start = max(0, position - _FAR)
    found = None
    for possessive in _BEFORE.finditer(text, start, position):
        found = possessive
    return _read(found) if found and _is_plain(found) else None


def _read(found: re.Match[str]) -> Description:
    noun = (found["noun"] or found["noun2"] or "").lower().split()[-1:]
    words = found["turn"] or found["words"] or f"{found['owner']} {found['more'] or ''}"
    return Description(found.start(), found.end(), " ".join(words.split()), "".join(noun).removesuffix("s"))


def _is_plain(found: re.Match[str]) -> bool:
    """Whether the words do not describe an order of a court or an agency."""
    return not _OTHERS.search(found["words"] or found["more"] or "")


def document_described(phrase: Description, named: Sequence[KnownDocument]) -> KnownDocument | Unsaid:
    """Return the one document that a description means, of those named last (each once, in the order in which they were
    named).
    """
    named = named[-_RECENT:]
    if not phrase.names:
        return _turn(phrase.words.lower(), named)
    kinds = kinds_of_noun(phrase.noun)
    of_kind = [document for document in named if document.kind in kinds] or list(named)
    if _facts(phrase.words):
        return document_with_facts(phrase.words, of_kind) or "another"
    if age := _of_age(phrase.words, of_kind):
        return age
    titled = [document for document in of_kind if _has_words(document, phrase.words)]
    return titled[0] if len(titled) == 1 else "nothing"


def _turn(word: str, named: Sequence[KnownDocument]) -> KnownDocument | Unsaid:
    if len(named) < 2:
        return "nothing"
    return named[-2] if word == "former" else named[-1]


def document_with_facts(words: str, documents: Sequence[KnownDocument]) -> KnownDocument | None:
    """Return the one document with the day and president that the words name; None where none or several have them."""
    fits = _facts(words)
    found = [document for document in documents if fits(document)] if fits else []
    return found[0] if len(found) == 1 else None


def disambiguated(
    resolution: Resolution, text: str, start: int, end: int, named: Sequence[KnownDocument]
) -> Resolution:
    """Return an ambiguous citation resolved to one document: by the title after it ("Memorandum of January 26, 2021
    (Redressing …)") or before it in the sentence ("the Code of Fair Competition for the Silk Industry contained in my
    Executive Order of July 26, 1933"), by a day or president next to it ("the 2021 memorandum, “…”", "“…” (Jan. 20,
    2021)"), or because the text has named it before.
    """
    if resolution.outcome != "ambiguous":
        return resolution
    documents = list({target.document.key: target.document for target in resolution.targets}.values())
    ways = (
        _titled_behind(text, end, documents),
        _titled_before(text, start, documents),
        _dated_beside(text, start, end, documents),
        {document.key for document in named},
    )
    for keys in ways:
        targets = tuple(target for target in resolution.targets if target.document.key in keys)
        if len({target.document.key for target in targets}) == 1:
            return replace(resolution, outcome="resolved", targets=targets, explanations=())
    return resolution


def _titled_behind(text: str, end: int, documents: Sequence[KnownDocument]) -> set[int]:
    behind = _TITLE_BEHIND.match(text, end)
    words = fold_title((behind["bracketed"] or behind["quoted"]).strip('“”"')) if behind else ""
    return {document.key for document in documents if words and fold_title(document.title) == words}


def _titled_before(text: str, start: int, documents: Sequence[KnownDocument]) -> set[int]:
    sentence = squeeze(fold_title(_sentence_before(text, start)))
    titles = {document.key: _APPROVING.sub("", fold_title(document.title)) for document in documents}
    return {key for key, title in titles.items() if len(title.split()) >= _TELLING and squeeze(title) in sentence}


def _sentence_before(text: str, start: int) -> str:
    return _SENTENCE_BEGINS.split(text[max(0, start - _SENTENCE) : start])[-1]


def _dated_beside(text: str, start: int, end: int, documents: Sequence[KnownDocument]) -> set[int]:
    behind = _IN_BRACKETS.match(text, end)
    before = text[max(0, start - _BESIDE) : start].rpartition(".")[2]
    document = document_with_facts(behind["bracketed"] or behind["day"], documents) if behind else None
    document = document or document_with_facts(before, documents)
    if document:
        return {document.key}
    sentence = _sentence_before(text, start)
    days = set(filter(None, (printed_date(found[0]) for found in _WHOLE_DAY.finditer(sentence))))
    return {document.key for document in documents if document.signed in days}


_BESIDE = 30  # characters
_SENTENCE = 200  # characters before
_TELLING = 4  # words of a title; fewer may be a mention of the subject
_APPROVING = re.compile(r"^approv(?:al of|ing) (?:the )?")  # "Approval of Code …": the order calls it "the Code …"
_SENTENCE_BEGINS = re.compile(r"[.?!][”\"’)]*\s+(?=[A-Z“\"])|\n\s*\n")
_WHOLE_DAY = re.compile(rf"\b(?:{MONTH})\s+\d{{1,2}},?\s+\d{{4}}\b", re.IGNORECASE)
# "… order” (January 20, 2017)", "… order of January 20, 2017": the day behind a description.
_IN_BRACKETS = re.compile(
    rf"[”\"’]?,?\s*(?:\((?P<bracketed>[^()]{{4,40}})\)|,?\s*(?:of|dated|(?:signed|issued|published)(?:\s+on)?|from)\s+"
    rf"(?P<day>(?:{MONTH})\s+\d{{1,2}},?\s+\d{{4}}))",
    re.IGNORECASE,
)
# The title after a day: "of January 26, 2021 (Redressing …)", "of March 27, 2025, entitled ‘Exclusions …’".
_TITLE_BEHIND = re.compile(
    r",?\s{0,2}(?:\((?P<bracketed>[^()]{3,300})\)|(?:entitled|titled)\s[‘'“\"](?P<quoted>[^‘“”\"]{3,300}?)[,.]?[’'”\"](?!\w))"
)


def _facts(words: str) -> Fits | None:
    """The day and president in the words, as one condition; None where there are none."""
    facts: list[Fits] = []
    if month := _MONTH.search(words):
        place = month_number(month[0])
        day = int(month["day"]) if month["day"] else 0
        facts.append(lambda d: bool(d.signed and d.signed.month == place and day in (0, d.signed.day)))
    if year := _YEAR.search(words):
        facts.append(lambda d: bool(d.signed and d.signed.year == int(year["year"])))
    if name := _SURNAME.search(words):
        slugs = {p.slug for p in PRESIDENTS if p.surname == name["name"]}
        facts.append(lambda d: d.president in slugs)
    return (lambda document: all(fact(document) for fact in facts)) if facts else None


def _of_age(words: str, documents: Sequence[KnownDocument]) -> KnownDocument | None:
    """The first or the last signed of several documents, where the words say "first", "latest" and the like."""
    dated = sorted((d for d in documents if d.signed), key=lambda d: str(d.signed))
    if len(dated) < 2 or len(dated) < len(documents):
        return None
    if _FIRST.search(words):
        return dated[0]
    return dated[-1] if _LAST.search(words) else None


def _has_words(document: KnownDocument, words: str) -> bool:
    """Whether all words that distinguish it are in one of its titles: "the gold order"."""
    asked = [word for word in fold_title(words).split() if word not in NAME_WORDS | _TELLS_NOTHING]
    if not asked:
        return False
    return any(_all_in(asked, fold_title(title).split()) for title in (document.title, *document.other_titles))


def _all_in(asked: Iterable[str], title: Sequence[str]) -> bool:
    return all(any(word == one or (len(word) >= _SHORTEST and one.startswith(word)) for one in title) for word in asked)
