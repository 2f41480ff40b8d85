"""A provision's path in words: "Sec. 2(iii)(D)" for citations, "section 2, subsection (iii), paragraph (D)" for speech.

The words are derived from the path alone (docs/addresses.md): level names are for the reader only and never part of an
address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from eo_browser.law.terms.levels import ANNEXES, DIVISIONS, LEVEL_OF_SEGMENT, LEVELS_BY_DEPTH

StepKind = Literal[
    "section", "division", "annex", "label", "unlabelled", "preamble", "heading", "quotation", "table", "note"
]

_NUMBERED = re.compile(rf"(?P<word>{'|'.join(LEVEL_OF_SEGMENT)})(?:-(?P<label>.+))?")
_POSITIONAL = re.compile(r"(?P<letter>p|q|t|r|fn)(?P<number>\d+)")
_REPEATED = re.compile(r"^(?P<segment>.+)~(?P<rank>\d+)$")
_ORDINALS = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}
_POSITIONAL_KINDS: dict[str, StepKind] = {
    "p": "unlabelled",
    "q": "quotation",
    "t": "table",
    "r": "table",
    "fn": "note",
}


@dataclass(frozen=True, slots=True)
class PathStep:
    """One segment of a path taken apart: "sec-1.4" → section, word "sec", label "1.4"; "p3" → unlabelled, "3"."""

    segment: str
    kind: StepKind
    word: str
    label: str
    rank: int = 1  # 2 for "X~2", the second provision printed with one path


@lru_cache(maxsize=16_384)  # a few thousand segments make up all the paths of an archive
def read_segment(segment: str) -> PathStep:
    """Return what a segment is; one of no special form is a printed label."""
    repeated = _REPEATED.match(segment)
    plain, rank = (repeated["segment"], int(repeated["rank"])) if repeated else (segment, 1)
    if plain == "preamble":
        return PathStep(segment, "preamble", "preamble", "", rank)
    if plain.startswith("h-"):
        return PathStep(segment, "heading", "h", plain[2:], rank)
    if found := _POSITIONAL.fullmatch(plain):
        return PathStep(segment, _POSITIONAL_KINDS[found["letter"]], found["letter"], found["number"], rank)
    if found := _NUMBERED.fullmatch(plain):
        return _numbered(segment, found["word"], found["label"] or "", rank)
    return PathStep(segment, "label", "", plain, rank)


def _numbered(segment: str, word: str, label: str, rank: int) -> PathStep:
    if word == "sec" and label:
        return PathStep(segment, "section", word, label, rank)
    if LEVEL_OF_SEGMENT[word] in ANNEXES:
        return PathStep(segment, "annex", word, label, rank)
    if LEVEL_OF_SEGMENT[word] in DIVISIONS and label:
        return PathStep(segment, "division", word, label, rank)
    return PathStep(segment, "label", "", segment, rank)


def read_path(path: str) -> tuple[PathStep, ...]:
    """Return the steps of a path, outermost first; none for the whole document."""
    return tuple(read_segment(segment) for segment in path.split("/") if segment)


def level_names(path: str) -> tuple[str, ...]:
    """Return the spoken level of each step: "sec-2/iii/D" → ("section", "subsection", "paragraph")."""
    names: list[str] = []
    depth = 1  # without a section, the first labelled level is a paragraph
    for step in read_path(path):
        if step.kind == "section":
            depth = 0
            names.append("section")
        elif step.kind == "label":
            names.append(LEVELS_BY_DEPTH[min(depth, len(LEVELS_BY_DEPTH) - 1)])
            depth += 1
        else:
            depth = 1 if step.kind in {"quotation", "annex", "division"} else depth
            names.append(_name_of(step))
    return tuple(names)


def _name_of(step: PathStep) -> str:
    words = {"p": "paragraph", "q": "quoted text", "t": "table", "r": "row", "fn": "footnote", "h": "heading"}
    return words.get(step.word) or LEVEL_OF_SEGMENT.get(step.word, step.word)


def spoken(path: str) -> str:
    """Return a path as it is spoken: "sec-2/iii/D" → "section 2, subsection (iii), paragraph (D)"; "" for none."""
    names = level_names(path)
    return ", ".join(_step_in_words(step, name) for step, name in zip(read_path(path), names, strict=True))


def _step_in_words(step: PathStep, name: str) -> str:
    words = {
        "label": f"{name} ({step.label})",
        "unlabelled": f"unlabelled paragraph {step.label}",
        "preamble": "the preamble",
        "heading": f"under the heading “{step.label.replace('-', ' ')}”",
    }
    return words.get(step.kind, f"{name} {step.label}".strip()) + _rank_in_words(step)


def _rank_in_words(step: PathStep) -> str:
    return f" ({_ORDINALS.get(step.rank, f'{step.rank}th')} so numbered)" if step.rank > 1 else ""


def pinpoint(path: str) -> str:
    """Return a path as citations print it: "sec-2/iii/D" → "Sec. 2(iii)(D)", "p3" → "¶ 3"; "" for the document."""
    return _printed(path, "Sec. ")


def section_sign(path: str) -> str:
    """Return a path behind the section sign: "sec-1.4/a" → "§ 1.4(a)"."""
    return _printed(path, "§ ")


def _printed(path: str, section: str) -> str:
    groups: list[str] = []
    open_for_labels = False
    for step in read_path(path):
        if step.kind == "label" and open_for_labels:
            groups[-1] += f"({step.label})" + _rank_in_words(step)
            continue
        counted = "unlabelled " if groups and step.word == "p" else ""  # "Sec. 2 ¶ 3" counts its lead-in too
        groups.append(counted + _printed_step(step, section) + _rank_in_words(step))
        open_for_labels = step.kind in {"section", "label"}
    return ", ".join(groups)


def _printed_step(step: PathStep, section: str) -> str:
    if step.kind == "section":
        return f"{section}{step.label}"
    if step.kind == "label":
        return f"para. ({step.label})"
    if step.kind in {"division", "annex"}:
        return f"{LEVEL_OF_SEGMENT[step.word].capitalize()} {step.label}".strip()
    words = {
        "p": f"¶ {step.label}",
        "q": f"quoted text {step.label}",
        "t": f"table {step.label}",
        "r": f"row {step.label}",
        "fn": f"note {step.label}",
        "h": f"under “{step.label.replace('-', ' ')}”",
    }
    return words.get(step.word, step.word)
