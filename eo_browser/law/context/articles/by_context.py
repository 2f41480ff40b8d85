"""A pinpoint whose document the article has named elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from eo_browser.law.citations import Citation, Part
from eo_browser.law.citations.parts import Contextual, Pinpoint, Pinpoints, Step
from eo_browser.law.context.descriptions import Described, described_before, described_behind, meant
from eo_browser.law.model.pinpoints import level_names, read_path
from eo_browser.law.resolver import Context, KnownDocument, Lookup, Resolution, resolve
from eo_browser.law.terms.kinds import DIRECTING_NOUNS, nouns
from eo_browser.law.terms.levels import PROSE_LEVELS

from .drafts import Draft
from .elsewhere import is_of_another_text
from .spoken import Mention, Spoken

_ID = re.compile(r"\b(?:id|ibid|idem)\.?,?\s+(?:at\s+)?\Z", re.IGNORECASE)
_OF_SOMETHING = re.compile(
    r",?\s+(?:of|in|to|under)\s+(?P<which>the\s+same|that|this|said|such|the)\s+"
    rf"(?P<noun>{nouns(*DIRECTING_NOUNS)}|document|{'|'.join(PROSE_LEVELS)}|part)\b",
    re.IGNORECASE,
)
_BEHIND_A_LAW = re.compile(r",?\s{0,2}(?:at\s)?")
_LEVELS = frozenset({*PROSE_LEVELS, "part"})
_FEW = 100  # sections a document may have that are not there; with more, the number is a law's ("Section 702")


@dataclass(frozen=True, slots=True)
class _Extent:
    """The characters of a pinpoint with the words that say what it is of."""

    start: int
    end: int
    which: str = ""  # "the", "that", "this"
    noun: str = ""  # "order", "section"
    phrase: Described | None = None  # "the January order"


@dataclass(frozen=True, slots=True)
class ByContext:
    """A draft that is pinpoints alone, and what the article has spoken of before it."""

    text: str
    lookup: Lookup
    draft: Draft
    spoken: Spoken

    def mention(self) -> Mention | None:
        """What it means; None for words that are no citation of ours."""
        citation = self.draft.citation
        parts = [part for part in citation.parts if isinstance(part.value, Pinpoints)] if citation else []
        if not parts or is_of_another_text(self.text, self.draft.start, self.draft.end) or self._goes_on_with_a_law():
            return None
        extent = self._extent(citation)
        document = self._document(extent)
        if document is None:
            return self._lost(extent) if self.spoken.lost and self.spoken.last is None and _is_sure(parts[0]) else None
        resolution = self._resolved(parts[0], document, extent.noun)
        resolution = replace(resolution, query=self.text[extent.start : extent.end])
        if resolution.outcome != "resolved" and (not _is_sure(parts[0]) or _is_of_a_law(parts[0], resolution)):
            return None
        if self.spoken.lost and (resolution.outcome != "resolved" or self._points_back(extent)):
            return self._lost(extent)
        return Mention(extent.start, extent.end, resolution, document, True)

    def _goes_on_with_a_law(self) -> bool:
        """Whether it is a law's, cited right before: "Pub. L. 107-296, § 1"."""
        before = self.spoken.before
        if before is None or before.resolution.outcome != "external":
            return False
        return bool(_BEHIND_A_LAW.fullmatch(self.text, before.end, self.draft.start))

    def _extent(self, citation: Citation | None) -> _Extent:
        """With "id." before it and "of that order" behind it."""
        before = _ID.search(self.text[max(0, self.draft.start - 12) : self.draft.start])
        start = self.draft.start - (len(before[0]) if before else 0)
        end = self.draft.end
        spoken = [part.value for part in citation.parts if isinstance(part.value, Contextual)] if citation else []
        if spoken:
            return _Extent(start, end, spoken[0].which, spoken[0].noun)
        if behind := _OF_SOMETHING.match(self.text, end):
            return _Extent(start, behind.end(), behind["which"].lower(), " ".join(behind["noun"].lower().split()))
        if phrase := described_behind(self.text, end):
            return _Extent(start, phrase.end, phrase=phrase)
        return _Extent(start, end, phrase=described_before(self.text, start))

    def _points_back(self, extent: _Extent) -> bool:
        """Whether it is of the document last named and of no other: "id.", "of that order"."""
        return extent.which in {"that", "said", "such"} or self._is_the_same(extent)

    def _lost(self, extent: _Extent) -> Mention:
        """A provision of a document that is not held."""
        resolution = Resolution("not_found", query=self.text[extent.start : extent.end])
        return Mention(extent.start, extent.end, resolution, None, True)

    def _is_the_same(self, extent: _Extent) -> bool:
        """Whether it says "id."."""
        return extent.start < self.draft.start

    def _document(self, extent: _Extent) -> KnownDocument | None:
        """The document it is of; None where none is named, or another than those the article names."""
        spoken = self.spoken
        if self._is_the_same(extent):
            return spoken.last if spoken.is_repeated_at(self.text, extent.start) else None
        if extent.phrase:
            return self._of_phrase(extent.phrase)
        if extent.which == "the" and extent.noun in spoken.defined:
            return spoken.defined[extent.noun]
        return spoken.defined_before(self.text, extent.start) or spoken.last

    def _of_phrase(self, phrase: Described) -> KnownDocument | None:
        defined = self.spoken.defined.get(f"{phrase.words} {phrase.noun}".lower())
        found = defined or meant(phrase, self.spoken.named)
        if found == "another":
            found = meant(phrase, self.spoken.named_anywhere)
        if found == "another":
            return None
        return self.spoken.last if found == "nothing" else found

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
        before = self.spoken.pinpointed.get(document.key, "")
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


def _is_of_a_law(pinpoints: Part, resolution: Resolution) -> bool:
    """Whether a section that the document has not is numbered as only laws number theirs: "Section 702"."""
    value = pinpoints.value
    label = value.members[0].steps[0].label if isinstance(value, Pinpoints) else ""
    return label.isdigit() and int(label) >= _FEW and not any(target.path for target in resolution.targets)


def _is_sure(pinpoints: Part) -> bool:
    """Whether a pinpoint is surely one even where it leads nowhere: a section by number."""
    value = pinpoints.value
    return isinstance(value, Pinpoints) and value.members[0].steps[0].level == "section"
