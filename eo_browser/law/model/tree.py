"""The outline of a document: provisions in reading order, and walks over them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from .source import Metadata, Role

ProvisionKind = Literal[
    "preamble",
    "division",  # part, title, chapter, subpart, article, rule
    "section",
    "labelled",
    "unlabelled",
    "heading",
    "quotation",
    "annex",
    "table",
    "row",
    "footnote",
]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the place of a provision is uncertain, and the other reading."""

    code: str  # the rule of list reading that is broken: "GAP", "REPEATED", "ODD_START" …
    message: str
    other_path: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """One addressable unit of a document (docs/outline.md).

    `text` is its own text: heading included, without the label and without the children.
    `label` is what is printed ("(D)", "Sec. 2."), empty for unlabelled ones. `confidence` is
    1.0 when no rule spoke against its place.
    """

    path: str  # from the document's root: "sec-2/iii/D"
    kind: ProvisionKind
    label: str = ""
    heading: str = ""
    text: str = ""
    children: tuple[Provision, ...] = ()
    inline: bool = False
    confidence: float = 1.0
    doubts: tuple[Doubt, ...] = ()
    anchors: tuple[str, ...] = ()  # "p-14", "page-9126": places of other sites that lie in its own text

    @property
    def segment(self) -> str:
        """Return the last step of its path: "D"."""
        return self.path.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text of the source that is no provision: its role, which says why, and how many provisions come before it."""

    text: str
    role: Role
    before: int = 0


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A parsed document: its metadata, its outline, and the text that is not in the outline."""

    source: str
    format: str
    metadata: Metadata
    provisions: tuple[Provision, ...]  # the top level
    dropped: tuple[Dropped, ...] = ()
    notes: tuple[str, ...] = ()


def walk(provisions: tuple[Provision, ...]) -> Iterator[Provision]:
    """Return every provision in reading order, parents before children. Works at any depth of nesting."""
    stack = list(reversed(provisions))
    while stack:
        provision = stack.pop()
        yield provision
        stack.extend(reversed(provision.children))


def find(provisions: tuple[Provision, ...], path: str) -> Provision | None:
    """Return the provision at a path, or None."""
    return next((p for p in walk(provisions) if p.path == path), None)


class Worded(Protocol):
    """Anything that has the printed label and the own text of a provision: of a tree, of a stored text or of a page."""

    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102


def full_text(provision: Worded, descendants: Iterable[Worded]) -> str:
    """Return a provision's own text, then the printed label and own text of each descendant, joined by one space.

    `descendants` are all provisions below it, in reading order. Its own label is left out. The hash of a provision is
    made over this text.
    """
    parts = [provision.text]
    for inner in descendants:
        parts += [inner.label, inner.text]
    return " ".join(part for part in parts if part)
