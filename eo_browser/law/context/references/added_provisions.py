"""Cited provisions that an order did not have when it was signed, and the later amendment that may have added them.

The archive has texts as signed; Executive Order 13764 may have added "section 2.6 of Executive Order 13467".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from eo_browser.law.citations import find_citations
from eo_browser.law.citations.parts import Pinpoint, Pinpoints
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.resolver import Explanation
from eo_browser.law.resolver.document_names import long_day, sentence
from eo_browser.law.resolver.outline_tree import OutlineTree
from eo_browser.law.resolver.provisions import locate, printed_steps

_QUOTED_PART = re.compile(r"(?:^|/)q\d+(?:~\d+)?(?:/|$)")
_ALONE = re.compile(r"\d{1,2}|[A-Za-z]{1,3}")  # labels that need the word for their level


@dataclass(frozen=True, slots=True)
class Amendment:
    """A document that amends the one cited, by some source: its name and day, and the provisions amended ("" = the
    whole).

    `words` are the provisions that say so, with everything below them; empty where only a list says so.
    """

    name: str
    day: date
    places: tuple[str, ...] = ()
    words: tuple[ProvisionText, ...] = ()
    is_itself: bool = False  # the citing document amends what it cites


def amended_before(
    text: str, day: date | None, amendments: Iterable[Amendment], tree: OutlineTree
) -> Explanation | None:
    """Return the amendment that explains why a cited provision is not found; None where none fits.

    `text` is the citation ("section 2.6(c) of Executive Order 13467"), `day` when it was written, `tree` the outline of
    the order as signed. An amendment whose words print the missing provision comes before one that may have added it.
    """
    earlier = sorted((one for one in amendments if day and one.day <= day), key=lambda one: one.day, reverse=True)
    missing = list(_missing(text, tree))
    for one in earlier:
        for member, _ in missing:
            if at := _printed_in(member, one.words):
                return _explanation(one, at, f"speaks of {printed_steps(member.steps)}")
    for one in earlier:
        if not one.is_itself and all(_may_have(one, reached) for _, reached in missing):
            at = pinpoint(_outside(one.words[0].path)) if one.words else ""
            return _explanation(one, at, "amended it")
    return None


def _missing(text: str, tree: OutlineTree) -> Iterator[tuple[Pinpoint, str]]:
    """The pinpoints of a citation that an outline lacks, with the deepest provision found."""
    for citation in find_citations(text):
        for part in citation.parts:
            for member in part.value.members if isinstance(part.value, Pinpoints) else ():
                found = locate(member, tree)
                if not found.found:
                    yield member, found.paths[0]


def _explanation(one: Amendment, at: str, did: str) -> Explanation:
    where = f", {at}," if at else ""
    message = f"{one.name} of {long_day(one.day)}{where} {did}; the text here is the one first signed."
    return Explanation("AMENDED", sentence(message))


def _may_have(one: Amendment, reached: str) -> bool:
    """Whether an amendment is of the whole order, of an unknown part, or of the section that was reached."""
    section = reached.partition("/")[0]
    return not one.places or any(not at or not section or at.partition("/")[0] == section for at in one.places)


def _printed_in(member: Pinpoint, words: Iterable[ProvisionText]) -> str:
    """Where an amendment prints a pinpoint: in its own words, or as a provision it adds; "" for nowhere."""
    printed = _printed(member)
    for passage in words:
        if _puts_in(member, passage.path) or printed.search(passage.text):
            return pinpoint(_outside(passage.path))
    return ""


def _printed(member: Pinpoint) -> re.Pattern[str]:
    """ "section 3.5(h)", with any spaces, as a pattern; a label alone needs the word for its level."""
    first = member.steps[0]
    gap = r"[^.;:“”\"]{0,60}?" if len(member.steps) > 1 else ""  # "sections 1.3(m), (n)"
    labels = "".join(rf"\s?\({re.escape(step.label)}\)" for step in member.steps[1:] if step.bracketed)
    word = (
        r"\b(?:sub)?(?:section|paragraph|part|schedule|sec\.)s?\s[^.;:]{0,60}?" if _ALONE.fullmatch(first.label) else ""
    )
    return re.compile(rf"{word}(?<![\w.-]){re.escape(first.label)}(?![\w-]|\.\d){gap}{labels}", re.IGNORECASE)


def _puts_in(member: Pinpoint, path: str) -> bool:
    """Whether a provision quoted by an amendment is the missing one: "sec-3/t/q1/sec-2.6"."""
    inside = _QUOTED_PART.split(path)[-1] if _QUOTED_PART.search(path) else ""
    first, *rest = member.steps
    wanted = "/".join([f"sec-{first.label}" if first.level == "section" else first.label, *(s.label for s in rest)])
    return bool(inside) and inside == wanted


def _outside(path: str) -> str:
    """The provision around quoted words."""
    found = _QUOTED_PART.search(path)
    return path[: found.start()] if found else path
