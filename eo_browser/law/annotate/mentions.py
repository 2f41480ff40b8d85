"""Citations of an article, each read with what the article said before: the document last named, the last pinpoint."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ..citations import Citation, Part, find_citations
from ..citations.values import Contextual, KindNamed, Pinpoint, Pinpoints, Quoted, Step
from ..pinpoints import level_names, read_path
from ..resolve import Context, Explanation, KnownDocument, Lookup, Resolution, resolve, resolve_text
from .quoted import Quoted as Passage
from .titled import titles_behind_kinds, titles_between_marks

LONGEST_CITATION = 500  # characters
MENTIONS_AT_MOST = 2_000

_ID = re.compile(r"\b(?:id|ibid|idem)\.?,?\s+(?:at\s+)?\Z", re.IGNORECASE)
_OF_SOMETHING = re.compile(
    r",?\s+(?:of|in|to|under)\s+(?P<which>the\s+same|that|this|said|such|the)\s+"
    r"(?P<noun>executive\s+order|order|memorandum|memo|proclamation|determination|directive|document"
    r"|section|subsection|paragraph|subparagraph|clause|part)\b",
    re.IGNORECASE,
)
_LEVELS = frozenset({"section", "subsection", "paragraph", "subparagraph", "clause", "part"})
_OUTSIDE = re.compile(
    r",?\s+(?:of|in|under|to)\s+(?:the\s+|this\s+|that\s+|its\s+)?(?:(?:[A-Z][\w’'.&-]*,?|of|and|the|for|on|to|in|with|\d{4})\s+)"
    r"{0,14}?(?:Act|Code|Constitution|Statutes?|Treaty|Convention|Charter|Amendment|Regulations?|Resolution|Agreement|U\.S\.C)\b"
    r"|,?\s+(?:of|in)\s+title\s+\d"
)
_DEFINED = re.compile(
    r",?\s*\(\s*(?:hereinafter,?\s+)?(?:the\s+)?[“\"‘']?(?P<name>[A-Z][A-Za-z -]{2,40}?)[”\"’']?\s*\)"
)
_NO_MARKS = str.maketrans(dict.fromkeys('“”"„«»', " "))
_OF_TITLE = re.compile(r",?\s+(?:of|in|to|under)\s+(?:the\s+)?[“\"]?\Z")
_IN_BETWEEN = re.compile(r"\s*,?\s*[(“\"]{1,2}[^()“”\"\n]{0,150}[)”\"]{1,2},?\s*|\s*,\s*")  # its title, or a comma


# A day that many documents share, or a kind alone, says less than a title that begins there.
_NAMED = frozenset({"resolved", "partial", "contradiction", "external"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A citation of an article and what it means there; `document` is the one document it names, if it names one."""

    start: int
    end: int
    resolution: Resolution
    document: KnownDocument | None = None
    by_context: bool = False  # the document is not named in the citation itself

    @property
    def paths(self) -> tuple[str, ...]:
        """The provisions it points at."""
        return _paths(self.resolution)


@dataclass(frozen=True, slots=True)
class _Draft:
    """A citation before the article's words are taken into account; `resolution` is given where it names a document."""

    start: int
    end: int
    citation: Citation | None
    resolution: Resolution | None = None


def mentions_of(text: str, lookup: Lookup, passages: Sequence[Passage] = ()) -> list[Mention]:
    """Every citation in an article, in order. What a quoted passage cites is the document's business, not the
    article's, unless the whole passage is a citation ("Plan to Defeat …")."""
    drafts = _joined(text, lookup, _drafts(text, lookup, passages))
    return list(islice(_in_context(text, lookup, drafts), MENTIONS_AT_MOST))


def _drafts(text: str, lookup: Lookup, passages: Sequence[Passage]) -> list[_Draft]:
    starts = [passage.start for passage in passages]
    citations = (own for found in find_citations(_without_stray_marks(text, passages)) for own in _apart(found, lookup))
    ours = (c for c in citations if not _inside(c.start, c.end, passages, starts))
    drafts = [
        _Draft(citation.start, citation.end, citation, _named(citation, lookup))
        for citation in islice(_as_printed(text, ours), MENTIONS_AT_MOST)
    ]
    named = _Taken(d for d in drafts if d.resolution and d.resolution.outcome in _NAMED)
    titles = [title for title in _titles(text, lookup, passages) if not named.meets(title)]
    taken = _Taken(titles)
    return sorted([*(draft for draft in drafts if not taken.meets(draft)), *titles], key=lambda draft: draft.start)


def _titles(text: str, lookup: Lookup, passages: Sequence[Passage]) -> Iterator[_Draft]:
    """Documents called by their titles, as citations that need no context."""
    behind = [
        _Draft(*span, None, resolve_text(text[slice(*span)], lookup)) for span in titles_behind_kinds(text, lookup)
    ]
    yield from behind
    taken = _Taken(behind)
    for span in titles_between_marks(text, passages, lookup):
        draft = _Draft(*span, None, resolve_text(text[slice(*span)], lookup))
        if draft.resolution and draft.resolution.outcome == "resolved" and not taken.meets(draft):
            yield draft


def _without_stray_marks(text: str, passages: Sequence[Passage]) -> str:
    """The text with every quotation mark blanked that opens or closes no passage: "Home » Law", 12" pipes."""
    parts: list[str] = []
    position = 0
    for passage in passages:
        start = max(position, passage.start - 1)
        parts += [text[position:start].translate(_NO_MARKS), text[start : passage.end + 1]]
        position = max(position, passage.end + 1)
    return "".join([*parts, text[position:].translate(_NO_MARKS)])


def _as_printed(text: str, citations: Iterable[Citation]) -> Iterator[Citation]:
    return (replace(citation, text=text[citation.start : citation.end]) for citation in citations)


class _Taken:
    """Stretches of text that are spoken for; none overlaps another."""

    def __init__(self, drafts: Iterable[_Draft]) -> None:
        self.spans = sorted((draft.start, draft.end) for draft in drafts)

    def meets(self, draft: _Draft) -> bool:
        """Whether a draft overlaps one of them."""
        at = bisect_right(self.spans, (draft.end, 0)) - 1
        return at >= 0 and self.spans[at][1] > draft.start


def _apart(citation: Citation, lookup: Lookup) -> Iterator[Citation]:
    """The citations on either side of quoted words: only a title between quotation marks is part of one."""
    parts: list[Part] = []
    for part in citation.parts:
        if not _is_no_title(part, lookup):
            parts.append(part)
        elif parts:
            yield Citation("", parts[0].start, parts[-1].end, tuple(parts))
            parts = []
    if len(parts) == len(citation.parts):
        yield citation
    elif parts:
        yield Citation("", parts[0].start, parts[-1].end, tuple(parts))


def _is_no_title(part: Part, lookup: Lookup) -> bool:
    return isinstance(part.value, Quoted) and not lookup.titles.near(part.value.words)


def _inside(start: int, end: int, passages: Sequence[Passage], starts: list[int]) -> bool:
    """Whether characters lie in a quoted passage and are not nearly all of it."""
    at = bisect_right(starts, start) - 1
    if at < 0 or end > passages[at].end:
        return False
    return (end - start) < 0.7 * (passages[at].end - passages[at].start)


def _named(citation: Citation, lookup: Lookup) -> Resolution | None:
    """What a citation means that says which document; None for a pinpoint alone."""
    if all(isinstance(part.value, (Pinpoints, Contextual)) for part in citation.parts):
        return None
    resolution = resolve(citation, Context(), lookup)
    if resolution.outcome == "unrecognised" and any(isinstance(p.value, (KindNamed, Quoted)) for p in citation.parts):
        return resolve_text(citation.text, lookup)
    return resolution


def _joined(text: str, lookup: Lookup, drafts: list[_Draft]) -> list[_Draft]:
    """Neighbours that are one citation: a pinpoint and the title behind it, a number and the page behind its title."""
    done: list[_Draft] = []
    for draft in drafts:
        whole = _one_citation(text, lookup, done[-1], draft) if done else None
        if whole:
            done[-1] = whole
        else:
            done.append(draft)
    return done


def _one_citation(text: str, lookup: Lookup, one: _Draft, other: _Draft) -> _Draft | None:
    gap = text[one.end : other.start]
    if other.resolution is None or len(gap) > 160 or other.end - one.start > LONGEST_CITATION:
        return None
    if one.resolution is None:
        if not _OF_TITLE.fullmatch(gap) or other.citation is not None:
            return None
    elif (
        not _same_document(one.resolution, other.resolution)
        or not _IN_BETWEEN.fullmatch(gap)
        or "\n\n" in gap
        or (_paths(one.resolution) and _paths(other.resolution))
    ):
        return None
    resolution = resolve_text(text[one.start : other.end], lookup)
    if resolution.outcome not in {"resolved", "partial"}:
        return None
    return _Draft(one.start, other.end, None, resolution)


def _paths(resolution: Resolution) -> tuple[str, ...]:
    return tuple(target.path for target in resolution.targets if target.path)


def _same_document(one: Resolution, other: Resolution) -> bool:
    keys = [{target.document.key for target in resolution.targets} for resolution in (one, other)]
    return len(keys[0]) == 1 and keys[0] == keys[1]


def _in_context(text: str, lookup: Lookup, drafts: Sequence[_Draft]) -> Iterator[Mention]:
    """Each draft read with the document last named before it, or else the next one named behind it."""
    last: KnownDocument | None = None
    lost = False  # the document last named is not in the archive
    pinpointed: dict[int, str] = {}  # the last provision cited of each document
    defined: dict[str, KnownDocument] = {}
    first = next((d for draft in drafts if draft.resolution and (d := _document(draft.resolution))), None)
    for draft in drafts:
        if draft.resolution is not None:
            mention = Mention(draft.start, draft.end, draft.resolution, _document(draft.resolution))
            lost = draft.resolution.outcome == "not_found"
        else:
            reader = _ByContext(text, lookup, draft, last or first, lost, defined, pinpointed)
            found = reader.mention()
            if found is None:
                continue
            mention = found
        if mention.resolution.outcome == "unrecognised":
            continue
        if mention.document:
            last = mention.document
            if mention.paths:
                pinpointed[last.key] = mention.paths[-1]
            if name := _DEFINED.match(text, draft.end):
                defined[name["name"].lower()] = last
        yield mention


def _document(resolution: Resolution) -> KnownDocument | None:
    """The one document that is meant, if it is one."""
    if resolution.outcome not in {"resolved", "partial"}:
        return None
    documents = {target.document.key: target.document for target in resolution.targets}
    return next(iter(documents.values())) if len(documents) == 1 else None


@dataclass(frozen=True, slots=True)
class _ByContext:
    """A pinpoint whose document the article has named elsewhere."""

    text: str
    lookup: Lookup
    draft: _Draft
    last: KnownDocument | None
    lost: bool
    defined: dict[str, KnownDocument]
    pinpointed: dict[int, str]

    def mention(self) -> Mention | None:
        """What it means; None for words that are no citation of ours."""
        citation = self.draft.citation
        parts = [part for part in citation.parts if isinstance(part.value, Pinpoints)] if citation else []
        if not parts or _OUTSIDE.match(self.text, self.draft.end):
            return None
        start, end, which, noun = self._extent(citation)
        document = self.defined.get(noun, self.last) if which == "the" else self.last
        if document is None:
            return None
        resolution = self._resolved(parts[0], document, noun)
        resolution = replace(resolution, query=self.text[start:end])
        if resolution.outcome != "resolved" and not _is_sure(parts[0]):
            return None
        if self.lost and (which in {"that", "said", "such"} or start < self.draft.start):
            return Mention(start, end, Resolution(self.text[start:end], "not_found"), None, True)
        return Mention(start, end, resolution, document, True)

    def _extent(self, citation: Citation | None) -> tuple[int, int, str, str]:
        """With "id." before it and "of that order" behind it; which word and noun these are."""
        before = _ID.search(self.text[max(0, self.draft.start - 12) : self.draft.start])
        start = self.draft.start - (len(before[0]) if before else 0)
        spoken = [part.value for part in citation.parts if isinstance(part.value, Contextual)] if citation else []
        behind = _OF_SOMETHING.match(self.text, self.draft.end)
        if spoken:
            return start, self.draft.end, spoken[0].which, spoken[0].noun
        if behind:
            return start, behind.end(), behind["which"].lower(), " ".join(behind["noun"].lower().split())
        return start, self.draft.end, "", ""

    def _resolved(self, pinpoints: Part, document: KnownDocument, noun: str) -> Resolution:
        """In the provision spoken of before where there is one that fits, else in the document."""
        for base in self._bases(pinpoints, document, noun):
            resolution = self._at(_under(base, pinpoints), document)
            exact = not any(e.code in {"LEVEL_SKIPPED", "DESIGNATOR_CASE"} for e in resolution.explanations)
            if resolution.outcome == "resolved" and exact:
                return resolution
        return self._at(pinpoints, document)

    def _bases(self, pinpoints: Part, document: KnownDocument, noun: str) -> list[tuple[Step, ...]]:
        """Provisions a pinpoint that does not begin with a section may stand under, the nearest first."""
        before = self.pinpointed.get(document.key, "")
        first = pinpoints.value.members[0].steps[0] if isinstance(pinpoints.value, Pinpoints) else None
        if not before or first is None or first.level in {"section", "preamble", "annex", "appendix", "pilcrow"}:
            return []
        steps = before.split("/")
        ends = range(len(steps), 0, -1)
        if noun in _LEVELS and noun in level_names(before):
            ends = range(level_names(before).index(noun) + 1, 0, -1)
        return [found for end in ends if (found := _steps("/".join(steps[:end])))]

    def _at(self, pinpoints: Part, document: KnownDocument) -> Resolution:
        end = pinpoints.end
        said = Part(end, end, "context", Contextual("that", "order"))
        citation = Citation(self.text[pinpoints.start : end], pinpoints.start, end, (pinpoints, said))
        return resolve(citation, Context(here=document, last_named=document), self.lookup)


def _under(base: tuple[Step, ...], pinpoints: Part) -> Part:
    assert isinstance(pinpoints.value, Pinpoints), "asked for pinpoints only"
    members = tuple(
        Pinpoint((*base, *member.steps), (*base, *member.last) if member.last else ())
        for member in pinpoints.value.members
    )
    return replace(pinpoints, value=Pinpoints(members))


def _steps(path: str) -> tuple[Step, ...]:
    """A path as the steps of a pinpoint; none for one with unlabelled steps, which no pinpoint names."""
    steps = []
    for step in read_path(path):
        if step.kind == "section":
            steps.append(Step("section", step.label))
        elif step.kind == "label":
            steps.append(Step("", step.label, True))
        else:
            return ()
    return tuple(steps)


def _is_sure(pinpoints: Part) -> bool:
    """Whether a pinpoint is surely one even where it leads nowhere: a section by number."""
    value = pinpoints.value
    return isinstance(value, Pinpoints) and value.members[0].steps[0].level == "section"


def kind_said_before(text: str, mention: Mention) -> Explanation | None:
    """The article calls a document by another kind: "signed an executive order … The order is entitled “Memo …”"."""
    document = mention.document
    if document is None or document.kind == "executive-order":
        return None
    said = _IS_ENTITLED.search(text[max(0, mention.start - 60) : mention.start])
    before = _AN_ORDER.search(text[max(0, mention.start - 1500) : mention.start])
    if not said or not before:
        return None
    kind = document.kind.replace("-", " ")
    return Explanation("KIND_DIFFERS", f"The article calls it an executive order; it is a {kind}.")


_IS_ENTITLED = re.compile(
    r"\b(?:the|this|that|his|its)\s+(?:executive\s+)?order,?\s+(?:is|was)?,?\s*(?:entitled|titled|called|named)\s*[:,]?\s*[“\"]?\Z",
    re.IGNORECASE,
)
_AN_ORDER = re.compile(r"\b(?:executive|exec\.?)\s+order\b(?!\s*(?:no\.?\s*)?\d)", re.IGNORECASE)
