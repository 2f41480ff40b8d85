"""Pinpoints whose document is not named beside them: "section 3 of this order", "subsection (b) of this section"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eo_browser.law.citations import Citation, Part
from eo_browser.law.citations.parts import Contextual, Pinpoints
from eo_browser.law.resolver import Explanation, External, KnownDocument, Outcome, Target

from .antecedents import Said
from .cached_lookup import CachedLookup
from .placement import Placed, above, enclosing, in_document, missing, under
from .wording import (
    ACT,
    BELONGS,
    CHANGED,
    DOCUMENT_NOUNS,
    EDITING,
    NEW,
    OF_SOMETHING,
    OF_TITLE,
    PROVISION_NOUNS,
    SENTENCE_END,
)

_CODE = "https://www.govinfo.gov/link/uscode"
_BEFORE = 200  # characters before a pinpoint in which a law may be named
_LAND = re.compile(r"secs?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A citation read in context: its characters, what it means, the document of its targets."""

    start: int
    end: int
    outcome: Outcome
    targets: tuple[Target, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    external: External | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: the provision's path and text, and whether they are quoted from another document."""

    path: str
    text: str
    quoted: bool


def read_in_context(citation: Citation, place: Place, said: Said, memory: CachedLookup) -> Reading | None:
    """ "this order", "that section", with or without a pinpoint; None for words that lead nowhere else."""
    spoken = next(part for part in citation.parts if isinstance(part.value, Contextual))
    assert isinstance(spoken.value, Contextual)
    pins = _pinpoints(citation)
    start = min(spoken.start, pins.start) if pins else spoken.start
    end = max(spoken.end, pins.end) if pins else spoken.end
    noun = " ".join(spoken.value.noun.split())
    return _read(start, end, spoken.value.which, noun, pins, place, said, memory)


def read_alone(citation: Citation, place: Place, said: Said, memory: CachedLookup) -> Reading | None:
    """A pinpoint with nothing of ours beside it in the grammar; the words behind it, or before it, may say more."""
    pins = _pinpoints(citation)
    if pins is None:
        return None
    if outside := OF_TITLE.match(place.text, pins.end):
        return _in_code(pins, outside) if _is_of_code(pins) else None
    if behind := BELONGS.match(place.text, pins.end):
        which, noun = _antecedent(behind)
        return _read(pins.start, behind.end(), which, noun, pins, place, said, memory)
    if OF_SOMETHING.match(place.text, pins.end):
        return _of_defined(pins, place, said, memory)
    return _bare(pins, place, said, memory)


# "hereof" is said of the document or of a provision of it; "thereof" of what was cited last.
_WORDS = {"hereof": ("here", ""), "above": ("here", ""), "below": ("here", ""), "thereof": ("that", "")}


def _pinpoints(citation: Citation) -> Part | None:
    return next((part for part in citation.parts if isinstance(part.value, Pinpoints)), None)


def _antecedent(behind: re.Match[str]) -> tuple[str, str]:
    if behind["word"]:
        return _WORDS[behind["word"].lower()]
    return ("this" if behind["which"].lower() == "this" else "that"), " ".join(behind["noun"].lower().split())


def _read(
    start: int, end: int, which: str, noun: str, pins: Part | None, place: Place, said: Said, memory: CachedLookup
) -> Reading | None:
    if noun in DOCUMENT_NOUNS:
        return _of_document(start, end, which, noun, pins, place, said, memory)
    if which == "here" and pins:
        return _hereof(start, end, pins, place, said, memory)
    if which == "this" and pins:
        return _of_provision(start, end, noun, pins, place, said, memory)
    if which == "that":
        return _of_that_provision(start, end, noun, pins, said, memory)
    return None


def _of_document(
    start: int, end: int, which: str, noun: str, pins: Part | None, place: Place, said: Said, memory: CachedLookup
) -> Reading | None:
    """In words quoted in order to amend, "this order" is the one amended. A document alone is no news of itself."""
    here = said.amended if place.quoted else said.here
    document = here if which == "this" else said.that(noun)
    if document is None:
        return None
    if pins is None:
        return None if document is said.here else Reading(start, end, "resolved", (Target(document),))
    assert isinstance(pins.value, Pinpoints)
    return _unless_lost(_reading(start, end, in_document(pins.value, document, memory.tree(document))), place, which)


def _unless_lost(reading: Reading, place: Place, which: str) -> Reading | None:
    """Words quoted in order to amend speak of the order as amended: what it has not as signed is no fault of theirs."""
    return None if place.quoted and which == "this" and reading.outcome != "resolved" else reading


def _of_provision(
    start: int, end: int, noun: str, pins: Part, place: Place, said: Said, memory: CachedLookup
) -> Reading | None:
    """ "subsection (b) of this section": in the provision around these words."""
    assert isinstance(pins.value, Pinpoints)
    tree = memory.tree(said.here)
    base = enclosing(place.path, noun) if noun in PROVISION_NOUNS else ""
    bases = [base] if base else above(place.path)
    if found := under(bases, pins.value, said.here, tree):
        return _reading(start, end, found)
    if not base or base not in tree.nodes or place.quoted:
        return None
    placed = in_document(pins.value, said.here, tree)  # "subsection 4.3(b) of this section" names the section again
    if placed[0] == "resolved" and all(target.path.startswith(base + "/") for target in placed[1]):
        return _reading(start, end, placed)
    return _reading(start, end, missing(base, pins.value, said.here, tree))


def _hereof(start: int, end: int, pins: Part, place: Place, said: Said, memory: CachedLookup) -> Reading | None:
    """ "paragraph (b) hereof", "section 2 above": in the provisions around it, else in the document."""
    document = said.amended if place.quoted else said.here
    if document is None:
        return None
    assert isinstance(pins.value, Pinpoints)
    tree = memory.tree(document)
    bases = [""] if place.quoted or pins.value.members[0].steps[0].level == "section" else above(place.path)
    found = under(bases, pins.value, document, tree) or in_document(pins.value, document, tree)
    return _unless_lost(_reading(start, end, found), place, "this")


def _of_that_provision(
    start: int, end: int, noun: str, pins: Part | None, said: Said, memory: CachedLookup
) -> Reading | None:
    """ "that section", "subsection (b) thereof": in the provision of another document cited last."""
    last = said.last_place
    base = enclosing(last.path, noun) if last and noun in PROVISION_NOUNS else last.path if last else ""
    if last is None or not base:
        return None
    if pins is None:
        return Reading(start, end, "resolved", (Target(last.document, base),)) if noun else None
    assert isinstance(pins.value, Pinpoints)
    found = under(above(base)[:-1], pins.value, last.document, memory.tree(last.document))
    return _reading(start, end, found) if found else None


def _of_defined(pins: Part, place: Place, said: Said, memory: CachedLookup) -> Reading | None:
    """ "section 2 of the Order" behind a definition."""
    assert isinstance(pins.value, Pinpoints)
    behind = place.text[pins.end : pins.end + 80]
    for name, document in said.defined.items():
        if found := re.match(rf",?\s+(?:of|in|to|under)\s+the\s+{re.escape(name)}\b", behind):
            placed = in_document(pins.value, document, memory.tree(document))
            return _reading(pins.start, pins.end + found.end(), placed)
    return None


def _bare(pins: Part, place: Place, said: Said, memory: CachedLookup) -> Reading | None:
    """Nothing says what a pinpoint belongs to: the document amended, when it is said to be changed; else the
    provisions around it, when one has the very label. Laws named before it and descriptions of land leave it alone."""
    assert isinstance(pins.value, Pinpoints)
    before = place.text[max(0, pins.start - _BEFORE) : pins.start]
    changed = bool(CHANGED.match(place.text, pins.end) or EDITING.search(before))
    if changed and said.amends_unknown:
        return None
    if changed and said.amended:
        placed = in_document(pins.value, said.amended, memory.tree(said.amended))
        return _reading(pins.start, pins.end, placed) if placed[0] == "resolved" and not placed[2] else None
    if NEW.search(before):
        return None
    if place.quoted or _LAND.match(place.text, pins.start) or _law_before(place.text, pins.start):
        return None
    bases = [""] if pins.value.members[0].steps[0].level == "section" else above(place.path)
    found = under(bases, pins.value, said.here, memory.tree(said.here))
    return _reading(pins.start, pins.end, found) if found else None


def _law_before(text: str, start: int) -> bool:
    """Whether a law is spoken of in the sentence before a pinpoint, which may then be the law's."""
    before = text[max(0, start - _BEFORE) : start]
    ends = [found.end() for found in SENTENCE_END.finditer(before)]
    return bool(ACT.search(before, ends[-1] if ends else 0))


def _is_of_code(pins: Part) -> bool:
    """Whether govinfo can be asked for it: sections and parts by their numbers, no chapters or subtitles."""
    assert isinstance(pins.value, Pinpoints)
    step = pins.value.members[0].steps[0]
    return step.level in {"section", "part"} and step.label[:1].isdigit()


def _in_code(pins: Part, outside: re.Match[str]) -> Reading:
    """ "section 301 of title 3, United States Code" can be read at govinfo."""
    assert isinstance(pins.value, Pinpoints)
    label, title = pins.value.members[0].steps[0].label, outside["title"]
    if outside["code"].lower().startswith("code"):
        part, _, section = label.partition(".")
        url = f"https://www.govinfo.gov/link/cfr/{title}/{part}" + (f"?sectionnum={section}" if section else "")
        return Reading(pins.start, outside.end(), "external", external=External(f"{title} CFR {label}", url))
    external = External(f"{title} U.S.C. {label}", f"{_CODE}/{title}/{label}")
    return Reading(pins.start, outside.end(), "external", external=external)


def _reading(start: int, end: int, placed: Placed) -> Reading:
    outcome, targets, explanations = placed
    return Reading(start, end, outcome, targets, explanations)


def document_of(reading: Reading) -> KnownDocument | None:
    """The one document a reading means, if it is one."""
    keys = {target.document.key: target.document for target in reading.targets}
    return next(iter(keys.values())) if len(keys) == 1 else None
