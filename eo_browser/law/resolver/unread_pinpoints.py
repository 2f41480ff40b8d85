"""Words of a citation that point into a document and that nothing could read: they are never passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eo_browser.law.citations import Citation, Part
from eo_browser.law.citations.parts import Pinpoints
from eo_browser.law.citations.pinpoint import NUMBER_WORDS, ORDINAL

from .outcomes import Explanation
from .title_evidence import TitleEvidence

_LEVEL = r"(?:sub-?)?(?:section|sec\.|paragraph|para\.?|clause)|article|item|annex|appendix|preamble|recital|whereas"
_POINTS = re.compile(
    rf"""(?<![A-Za-z])(?:\(\s?(?:[A-Za-z]|[ivx]{{1,5}}|[IVX]{{1,5}}|\d{{1,2}}(?:\.\d{{1,2}})?)(?:\s?[-,&]\s?\w{{1,4}})*\s?\)\s?)+
      | [§¶]+\s?(?:[\w(][\w().-]*)?
      | \b(?:{ORDINAL}|penultimate|opening|closing|concluding|introductory|next)\s+(?:{_LEVEL})s?\b
      | \b(?:{_LEVEL})s?\s+(?:\d[\w().-]*|\([A-Za-z0-9]{{1,5}}\)|[ivxIVX]{{1,5}}\b|(?:{NUMBER_WORDS})\b)""",
    re.VERBOSE | re.IGNORECASE,
)

# Behind a pinpoint: "section 3-c", "section 3/c", "section 3[c]", "section 3, c"; "a" alone is an article.
_GOES_ON = re.compile(
    r"""\s?(?:[-/]\s?(?:[A-Za-z]|[ivx]{2,5}|\d{1,3})|\[\s?(?:[A-Za-z]|[ivx]{1,5}|\d{1,2})\s?\]|,\s(?:[b-hj-z]|[ivx]{2,5}))
        (?![\w'.-])""",
    re.VERBOSE,
)


def unread_pinpoint(
    citation: Citation, parts: Sequence[Part], title: TitleEvidence | None, end: int
) -> Explanation | None:
    """What of a citation, up to `end`, points into the document outside all that was read; None where nothing does."""
    covered = [(part.start - citation.start, part.end - citation.start) for part in (*citation.parts, *parts)]
    if title:
        covered.append((title.span.start, title.span.end))
    goes_on = (_GOES_ON.match(citation.text, part.end - citation.start) for part in parts if _is_pinpoint(part, end))
    if label := next(filter(None, goes_on), None):
        return _unread(label[0].strip(" ,-/"))
    rest = list(citation.text[:end])
    for start, stop in covered:
        rest[start:stop] = "\0" * len(rest[start:stop])
    found = _POINTS.search("".join(rest))
    return _unread(found[0].strip()) if found else None


def _is_pinpoint(part: Part, end: int) -> bool:
    return isinstance(part.value, Pinpoints) and part.end <= end


def _unread(words: str) -> Explanation:
    said = f"“{words}” points into the document, and could not be read as a place in it."
    return Explanation("PINPOINT_NOT_FOUND", said)
