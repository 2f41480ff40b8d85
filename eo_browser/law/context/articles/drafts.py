"""Drafts: citations of an article before the words around them are taken into account."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from eo_browser.law.citations import Citation, Part, find_citations
from eo_browser.law.citations.anchors import AnchoredPattern
from eo_browser.law.citations.as_amended import with_words_behind
from eo_browser.law.citations.find import behind_bracket
from eo_browser.law.citations.parts import (
    CORES,
    Contextual,
    Dated,
    DirectiveNumber,
    KindNamed,
    Numbered,
    Pinpoints,
    Quoted,
    RegisterPage,
)
from eo_browser.law.context.antecedents import paths_of
from eo_browser.law.context.cached_lookup import CachedLookup
from eo_browser.law.context.named_kinds import is_a_governors, is_somebodys
from eo_browser.law.context.splitting import split_at_context
from eo_browser.law.model.intervals import Intervals
from eo_browser.law.resolver import Context, Lookup, Resolution, resolve, resolve_text
from eo_browser.law.resolver.identify import is_of_another_title
from eo_browser.law.resolver.title_evidence import is_titled
from eo_browser.law.terms.kinds import DIRECTING_NOUNS, nouns
from eo_browser.law.terms.months import MONTH
from eo_browser.law.terms.small_words import NAME_WORDS

from .quoted_passages import QuotedPassage
from .titled import (
    kinds_behind_days,
    names_before_kinds,
    numbers_with_titles,
    title_before,
    titles_behind_kinds,
    titles_between_marks,
    titles_in_capitals,
)

LONGEST_CITATION = 500  # characters
MENTIONS_AT_MOST = 2_000

_NO_MARKS = str.maketrans(dict.fromkeys('“”"„«»', " "))
_OF_TITLE = re.compile(r",?\s+(?:of|in|to|under)\s+(?:the\s+)?[“\"]?\Z")
# Words between a pinpoint and the number it is of: "of President Clinton's", "of the now-revoked".
_LEADS_AWAY = (
    "|".join(sorted(NAME_WORDS))
    + f"|{nouns('order', 'memorandum', 'proclamation')}|section|before|after|since|than|that|which"
)
# "section 3 | of President Obama’s 2011 | Executive Order", "section 3 | of the": up to the document’s number.
_OF_NUMBERED = re.compile(
    rf",?\s+(?:of|in|to|under)\s+(?:(?:former\s+)?(?:President\s+)?(?:[A-Z][\w.]*\s+){{0,3}}[A-Z]\w+['’]s?|the)\s+"
    rf"(?:(?!(?i:{_LEADS_AWAY})s?\b)[\w’'-]+\s+){{0,3}}"
)
# "section 1.3, as amended, of", "section 1.3 (as amended in 2008) of".
_AMENDED_OF = re.compile(r"\s?,?\s\(?as\s(?:\w+\s)?amended\b[^.;()\n]{0,30}\)?,?\s(?:of|in|to|under)\s(?:the\s)?")
_NOTE_MARK = re.compile(r"(?P<number>\b(?:\d{5}|\d{1,2},\d{3})[.,;:])(?P<mark>\d{1,3})(?=[\s)\]”\"]|\Z)")
# "Id.", "Ibid." at the start of a sentence or a note, without a place of its own.
_AGAIN = AnchoredPattern(
    r"(?:(?<=[.;:)\]•]\s)|(?<=\n)|\A|(?<=\b[Ss]ee\s)|(?<=\d\s))(?:Id|Ibid|Idem|id|ibid)\.(?!,?\s+(?:at\s+)?(?:[§¶(]|sec|sub|par))"
)
_IN_BETWEEN = re.compile(r"\s*,?\s*[(“\"]{1,2}[^()“”\"\n]{0,150}[)”\"]{1,2},?\s*|\s*,\s*")  # its title, or a comma
# Forms less exact than a title that begins at the same place: a day that many documents share, or a kind alone.
_NAMED = frozenset({"resolved", "partial", "contradiction", "external"})
_NAMED_OR_SHARED = frozenset({"resolved", "ambiguous"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A citation without its context; `resolution` is set where it names a document itself."""

    start: int
    end: int
    citation: Citation | None
    resolution: Resolution | None = None
    repeats: bool = False  # "Id." alone repeats the citation before
    by_link: bool = False  # only the link on the words names something
    doubtful: bool = False  # a title of several documents, which is a citation only where the article tells which one
    joined: frozenset[str] = frozenset()  # the forms of the citations that it was joined from

    @property
    def forms(self) -> frozenset[str]:
        """Return the forms in which it identifies its document: a number, a page, a title."""
        if self.joined:
            return self.joined
        if self.citation is None:
            return frozenset({"title"})
        return frozenset(type(part.value).__name__ for part in self.citation.parts if isinstance(part.value, CORES))

    @property
    def is_named(self) -> bool:
        """Return whether it names what it cites."""
        if self.resolution is None:
            return False
        return self.resolution.outcome in _NAMED or (self.citation is not None and _has_number(self.citation))


def _has_number(citation: Citation) -> bool:
    return any(isinstance(part.value, (Numbered, DirectiveNumber)) for part in citation.parts)


def drafts_of(
    text: str, lookup: Lookup, passages: Sequence[QuotedPassage], italics: Sequence[QuotedPassage] = ()
) -> list[Draft]:
    """Return the citations of a text, in order, none overlapping another; not those inside its quotations.

    `italics` are read as titles between marks are.
    """
    if italics:
        taken = _spans(passages)
        free = [one for one in italics if not taken.overlaps(one.start - 1, one.end + 1)]
        apart = [one for one in free if not _begins_with_citation(one.text(text))]
        passages = sorted([*passages, *apart], key=lambda passage: passage.start)
        joined = _joined(text, lookup, _found(text, lookup, passages, apart))
    else:
        joined = _joined(text, lookup, _found(text, lookup, passages))
    return [part for draft in joined for part in _cut_at_title(text, lookup, draft, passages)]


def _begins_with_citation(words: str) -> bool:
    """Whether words in italics are a citation set in italics, not a title."""
    return any(found.start == 0 for found in find_citations(words))


TITLE_CUT = 3  # words of a title that ends the citation of a number before it


def _cut_at_title(text: str, lookup: Lookup, draft: Draft, passages: Sequence[QuotedPassage]) -> Iterator[Draft]:
    """A number, the title quoted after it and what follows the title, each as a citation of its own with the same
    meaning.
    """
    title = _title_behind_number(text, draft, passages)
    if title is None:
        yield draft
        return
    assert draft.resolution is not None, "it is whole"
    head = text[draft.start : title.start].rstrip(_BEFORE_TITLE)
    explanations = tuple(one for one in draft.resolution.explanations if not is_of_another_title(one))
    number = replace(draft.resolution, query=head, explanations=explanations)
    yield Draft(draft.start, draft.start + len(head), None, number)
    yield Draft(title.start, title.end, None, replace(draft.resolution, query=title.text(text)))
    for found in find_citations(text[title.end : draft.end]):
        behind = resolve_text(found.text, lookup)
        if behind.targets == draft.resolution.targets and behind.outcome == "resolved":
            yield Draft(title.end + found.start, title.end + found.end, None, behind)


_BEFORE_TITLE = " \n,(:;—–-“\"‘'"


def _title_behind_number(text: str, draft: Draft, passages: Sequence[QuotedPassage]) -> QuotedPassage | None:
    """The quoted title in the citation of one whole document by its number."""
    at = bisect_right(passages, draft.start, key=lambda passage: passage.start)
    title = passages[at] if at < len(passages) and passages[at].end <= draft.end else None
    if title is None or not _is_whole(draft) or len(title.text(text).split()) < TITLE_CUT:
        return None
    return title if text[draft.start : title.start].rstrip(_BEFORE_TITLE)[-1:].isdigit() else None


def _is_whole(draft: Draft) -> bool:
    """Whether a citation is of one whole document."""
    resolution = draft.resolution
    return resolution is not None and resolution.outcome == "resolved" and not paths_of(resolution)


def _between_marks(text: str, italics: Sequence[QuotedPassage]) -> str:
    """The text with marks in place of the characters around words in italics, as long as before."""
    characters = list(text)
    for one in italics:
        characters[one.start - 1 : one.start] = "“"
        characters[one.end : one.end + 1] = "”"
    return "".join(characters)


def _found(
    text: str, lookup: Lookup, passages: Sequence[QuotedPassage], italics: Sequence[QuotedPassage] = ()
) -> list[Draft]:
    quoted = _spans(passages)
    readable = _without_note_marks(_without_stray_marks(_between_marks(text, italics), passages))
    ours = (_without_day(c) for c in _citations(readable, lookup) if not _is_anothers(c, text, quoted))
    cached = CachedLookup(lookup)  # an article may cite the same words again and again
    drafts = [
        _with_title_before(Draft(citation.start, citation.end, citation, _named(citation, text, cached)), text, lookup)
        for citation in islice(_as_printed(text, ours), MENTIONS_AT_MOST)
    ]
    drafts = _with_amended_pinpoints(drafts, text, lookup)
    named = _spans(draft for draft in drafts if draft.is_named)
    titles = [title for title in _titles(text, lookup, passages) if not named.overlaps(title.start, title.end)]
    taken = _spans(titles)
    again = [Draft(*found.span(), None, repeats=True) for found in islice(_AGAIN.finditer(text), MENTIONS_AT_MOST)]
    free = [draft for draft in drafts if not taken.overlaps(draft.start, draft.end)]
    return sorted([*free, *titles, *again], key=lambda draft: draft.start)


def _with_title_before(draft: Draft, text: str, lookup: Lookup) -> Draft:
    """A page not known here together with the unmarked title before it: "Regulatory Freeze Pending Review, 86 FR
    7424".
    """
    is_unknown = draft.resolution is not None and draft.resolution.outcome == "not_found"
    if not is_unknown or draft.citation is None or not isinstance(draft.citation.parts[0].value, RegisterPage):
        return draft
    start = title_before(text, draft.start, lookup)
    resolution = resolve_text(text[start : draft.end], lookup) if start is not None else None
    if start is None or resolution is None or resolution.outcome not in {"resolved", "partial"}:
        return draft
    return Draft(start, draft.end, None, resolution, joined=draft.forms | {"title"})


def _citations(text: str, lookup: Lookup) -> Iterator[Citation]:
    """The citations of a text, split where the grammar joined what does not belong together."""
    for found in find_citations(text):
        for one_side in _within_borders(found, text):
            for own in _apart(one_side, lookup):
                yield from split_at_context(own, text)


# Borders that no citation crosses: the end of a paragraph, a bullet, a day that begins another sentence.
_BORDER = re.compile(r"\n\s*\n|\n\s*[•*–—-]\s")
_DAY_BEGINS = re.compile(r"[.?!]?[”\"’)]*[.?!]?[”\"’)]*\s+(?:On|In|By|Since|From|Until|After)\s+\Z")


def _within_borders(citation: Citation, text: str) -> Iterator[Citation]:
    """The parts of a citation on the same side of every border: days of another sentence, bullet or paragraph are left
    out.
    """
    parts: list[Part] = []
    for part in citation.parts:
        gap = text[parts[-1].end : part.start] if parts else ""
        if parts and (_BORDER.search(gap) or (isinstance(part.value, Dated) and _DAY_BEGINS.search(gap))):
            yield citation.with_parts(parts)
            parts = []
        parts.append(part)
    yield citation if len(parts) == len(citation.parts) else citation.with_parts(parts)


def _titles(text: str, lookup: Lookup, passages: Sequence[QuotedPassage]) -> Iterator[Draft]:
    """Documents cited by their titles, which need no context; the surest ways first."""
    quoted = _spans(passages)
    marked = titles_between_marks(text, passages, lookup)
    ways = (
        # spans, the outcomes that count (None = any), whether also inside quotations
        (numbers_with_titles(text, passages), _NAMED | {"not_found"}, True),
        (titles_behind_kinds(text, lookup), None, True),
        (marked, _NAMED_OR_SHARED, True),
        (names_before_kinds(text, lookup), _NAMED_OR_SHARED, False),
        (kinds_behind_days(text), _NAMED_OR_SHARED, False),
        (titles_in_capitals(text, lookup), {"resolved"}, False),
    )
    found: list[Draft] = []
    for spans, outcomes, in_quotations in ways:
        taken = _spans(found)
        for span in spans:
            if taken.overlaps(*span) or (not in_quotations and quoted.overlaps(*span)):
                continue
            resolution = resolve_text(text[slice(*span)], lookup)
            if outcomes is None or resolution.outcome in outcomes:
                doubtful = spans is marked and resolution.outcome == "ambiguous"
                found.append(Draft(*span, None, resolution, doubtful=doubtful))
    yield from found


def _without_stray_marks(text: str, passages: Sequence[QuotedPassage]) -> str:
    """The text with each quotation mark blanked that belongs to no passage: "Home » Law", 12" pipes."""
    parts: list[str] = []
    position = 0
    for passage in passages:
        start = max(position, passage.start - 1)
        parts += [text[position:start].translate(_NO_MARKS), text[start : passage.end + 1]]
        position = max(position, passage.end + 1)
    return "".join([*parts, text[position:].translate(_NO_MARKS)])


def _without_day(citation: Citation) -> Citation:
    """A pinpoint without the day or the kind beside it, which name no document: "section 2 of the June 1, 2030, order",
    "parts of the order (Sections 4 and 7)".
    """
    parts = tuple(part for part in citation.parts if not isinstance(part.value, Dated))
    if len(parts) == len(citation.parts) > 1 and isinstance(parts[0].value, KindNamed):
        parts = parts[1:]
    if not parts or not all(isinstance(part.value, Pinpoints) for part in parts):
        return citation
    return citation.with_parts(parts)


def _without_note_marks(text: str) -> str:
    """The text with the marks of notes right after a number blanked: "Executive Order 13526.4 It"."""
    return _NOTE_MARK.sub(lambda found: found["number"] + " " * len(found["mark"]), text)


def _as_printed(text: str, citations: Iterable[Citation]) -> Iterator[Citation]:
    for citation in citations:
        end = behind_bracket(text, citation.start, citation.end)
        yield citation._replace(text=text[citation.start : end], end=end)


def _spans(found: Iterable[Draft | QuotedPassage]) -> Intervals:
    return Intervals((one.start, one.end) for one in found)


def _apart(citation: Citation, lookup: Lookup) -> Iterator[Citation]:
    """The citations on both sides of quoted words, which are part of a citation only if they are a title."""
    parts: list[Part] = []
    for part in citation.parts:
        if not _is_no_title(part, lookup) or _is_wrong_title(part, parts, lookup):
            parts.append(part)
        elif parts:
            yield citation.with_parts(parts)
            parts = []
    if len(parts) == len(citation.parts):
        yield citation
    elif parts:
        yield citation.with_parts(parts)


def _is_no_title(part: Part, lookup: Lookup) -> bool:
    return isinstance(part.value, Quoted) and not lookup.titles.near(part.value.words)


def _is_wrong_title(part: Part, before: Sequence[Part], lookup: Lookup) -> bool:
    """Whether words that are no title here are set as one behind the number of a document held: "E.O. 13526, “Secrets
    of the State”,".
    """
    named = before[-1] if before else part
    if not isinstance(part.value, Quoted) or not isinstance(named.value, Numbered):
        return False
    if part.start - named.end > _BESIDE_NUMBER or not lookup.numbered(named.value.kind, named.value.numbers[-1]):
        return False
    return len(part.value.words.split()) >= TITLE_CUT and is_titled(part.value.words)


_BESIDE_NUMBER = 12  # characters: ", entitled “"


def _is_anothers(citation: Citation, text: str, passages: Intervals) -> bool:
    """Whether a citation is part of quoted words, of a document that somebody else issued, or the day of an act."""
    if _ON_A_DAY.match(citation.text) and _ENDED.search(text, max(0, citation.start - 60), citation.start):
        return True
    return _is_inside(citation, passages) or is_a_governors(citation, text) or is_somebodys(citation, text)


# "revoked the | order on January 20, 2025": the day on which it was revoked, which is not that of the order.
_ON_A_DAY = re.compile(rf"(?:{nouns(*DIRECTING_NOUNS)})\s+on\s+{MONTH}\b", re.IGNORECASE)
# The words before it.
_ENDED = re.compile(
    r"\b(?:revoked|rescinded|repealed|replaced|superseded|reversed|amended|withdrew|undid)\s+(?:the|that|this|his|her|its|[A-Z]\w+['’]s?)\s+"
    r"(?:\w+\s+){0,2}\Z"
)


_NEARLY_ALL = 0.7  # of the characters of a passage


def _is_inside(citation: Citation, passages: Intervals) -> bool:
    """Whether a citation is in a quoted passage and is not nearly all of it."""
    passage = passages.containing(citation.start, citation.end)
    return passage is not None and citation.end - citation.start < _NEARLY_ALL * (passage[1] - passage[0])


def _named(citation: Citation, text: str, cached: CachedLookup) -> Resolution | None:
    """The meaning of a citation that names its document; None for a pinpoint alone.

    The words "as amended …" behind it say which text of it is meant.
    """
    if all(isinstance(part.value, (Pinpoints, Contextual)) for part in citation.parts):
        return None
    resolution = replace(cached.resolution(with_words_behind(citation, text)), query=citation.text)
    if resolution.outcome == "unrecognised" and any(isinstance(p.value, (KindNamed, Quoted)) for p in citation.parts):
        return resolve_text(citation.text, cached.lookup)
    return resolution


# Between the words "as amended …" and a pinpoint of the amended document.
_BEHIND_AMENDED = re.compile(r"\s?[)\]]?\s?[,;]?\s?")
_OF_ANOTHER = re.compile(r",?\s(?:of|under|hereof|thereof)\b")


def _with_amended_pinpoints(drafts: Sequence[Draft], text: str, lookup: Lookup) -> list[Draft]:
    """The drafts, where a pinpoint behind "as amended …" is one of the document that was amended.

    It becomes part of that citation, or, where an amendment is cited between them, a citation of its own.
    """
    mended: dict[int, list[Draft]] = {}
    for at, draft in enumerate(drafts):
        if at not in mended and (end := _end_of_amended_words(draft, text)):
            mended |= _mended(drafts, at, end, text, lookup)
    return [one for at, draft in enumerate(drafts) for one in mended.get(at, [draft])]


def _mended(drafts: Sequence[Draft], at: int, end: int, text: str, lookup: Lookup) -> dict[int, list[Draft]]:
    """What replaces the draft at a place, whose words "as amended …" end at `end`, and the one with the pinpoint."""
    behind = next((place for place in range(at + 1, len(drafts)) if drafts[place].end > end), at)
    found = _of_amended(drafts[at], drafts[behind], end, text, lookup)
    if found is None:
        return {}
    whole, resolution = found
    others = [part for part in _parts(drafts[behind]) if part.end <= end]
    if behind == at + 1 and not others:
        return {at: [Draft(whole.start, whole.end, whole, resolution)], behind: []}
    own = whole.with_parts(whole.parts[-1:])
    pinpoint = Draft(own.start, own.end, own, replace(resolution, query=own.text))
    if not others:
        return {behind: [pinpoint]}
    act = whole.with_parts(others)
    return {behind: [Draft(act.start, act.end, act, _named(act, text, CachedLookup(lookup))), pinpoint]}


def _parts(draft: Draft) -> tuple[Part, ...]:
    return draft.citation.parts if draft.citation else ()


def _end_of_amended_words(draft: Draft, text: str) -> int:
    """Where "as amended …" behind a citation of a whole document ends; 0 where there are no such words."""
    if draft.citation is None or draft.resolution is None or len(draft.resolution.targets) != 1:
        return 0
    if any(isinstance(part.value, Pinpoints) for part in draft.citation.parts):
        return 0
    end = with_words_behind(draft.citation, text).end
    return end if end > draft.citation.end else 0


def _of_amended(draft: Draft, other: Draft, end: int, text: str, lookup: Lookup) -> tuple[Citation, Resolution] | None:
    """The citation of a document as amended with the pinpoint right behind these words, and its meaning; None where
    there is no pinpoint that the document has.
    """
    pins = _parts(other)[-1:]
    if draft.citation is None or not pins or not isinstance(pins[0].value, Pinpoints):
        return None
    is_behind = pins[0].start >= end and _BEHIND_AMENDED.fullmatch(text, end, pins[0].start)
    if not is_behind or any(part.end > end for part in _parts(other)[:-1]) or _OF_ANOTHER.match(text, pins[0].end):
        return None
    words = text[draft.start : pins[0].end]
    citation = Citation(words, draft.start, pins[0].end, (*draft.citation.parts, *pins))
    resolution = replace(resolve(citation, Context(), lookup), query=words)
    is_there = resolution.outcome == "resolved" and paths_of(resolution)
    return (citation, resolution) if is_there else None


def _joined(text: str, lookup: Lookup, drafts: list[Draft]) -> list[Draft]:
    """The drafts with neighbours joined that are one citation: a pinpoint and the title after it, a number and the page
    after its title.
    """
    done: list[Draft] = []
    for draft in drafts:
        whole = _one_citation(text, lookup, done[-1], draft) if done else None
        if whole:
            done[-1] = whole
        else:
            done.append(draft)
    return done


_LONGEST_GAP = 160  # characters between two parts of one citation: a title in brackets


def _one_citation(text: str, lookup: Lookup, one: Draft, other: Draft) -> Draft | None:
    gap = text[one.end : other.start]
    if one.forms & other.forms:
        return None  # "NSPM-3, NSPM-3": two, however often
    if other.resolution is None or len(gap) > _LONGEST_GAP or other.end - one.start > LONGEST_CITATION:
        return None
    is_one = (
        _is_led_by_pinpoint(gap, other)
        if one.resolution is None
        else _IN_BETWEEN.fullmatch(gap)
        and "\n\n" not in gap
        and (_say_one_thing(one.resolution, other.resolution) or _is_page_of(gap, one, other))
    )
    if not is_one:
        return None
    resolution = resolve_text(text[one.start : other.end], lookup)
    if resolution.outcome not in {"resolved", "partial"}:
        return None
    return Draft(one.start, other.end, None, resolution, joined=one.forms | other.forms)


def _is_page_of(gap: str, title: Draft, page: Draft) -> bool:
    """Whether a page that nothing here is printed on follows the title of a document whose page is not known."""
    assert title.resolution is not None and page.resolution is not None, "both name something"
    documents = [target.document for target in title.resolution.targets]
    is_unknown = page.resolution.outcome == "not_found" and page.citation and not _has_number(page.citation)
    return bool(gap.strip() == "," and is_unknown and documents and not any(one.volume for one in documents))


def _is_led_by_pinpoint(gap: str, other: Draft) -> bool:
    """ "section 2 of “Lamps”", "section 2 of President Truman's Executive Order 13901", "section 2, as amended, of"."""
    of_title = other.citation is None and _OF_TITLE.fullmatch(gap)
    of_amended = other.citation is not None and _has_number(other.citation) and _AMENDED_OF.fullmatch(gap)
    return bool(of_title or of_amended or _OF_NUMBERED.fullmatch(gap))


def _say_one_thing(one: Resolution, other: Resolution) -> bool:
    """Whether two citations are of the same document, and at most one of them names provisions."""
    keys = [{target.document.key for target in resolution.targets} for resolution in (one, other)]
    return len(keys[0]) == 1 and keys[0] == keys[1] and not (paths_of(one) and paths_of(other))
