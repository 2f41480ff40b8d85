"""Whether a document still stands, as far as the lists' disposition notes say."""

from __future__ import annotations

import re
from typing import Literal

Standing = Literal["", "revoked", "superseded", "revoked-in-part", "superseded-in-part", "amended"]

# "Revoked by: EO 13062, September 29, 1997; EO …": a verb, "by", perhaps "in part", a colon, then what did it.
_VERB = re.compile(
    r"\b(?P<verb>Revoked|Superseded|Amended)(?P<part>\s+in\s+part)?\s+by\b(?P<part2>\s*\(in\s+part\))?\s*:?(?P<by>.*?)"
    r"(?=\b(?:Revoke[sd]|Supersede[sd]|Amend(?:s|ed)|See|Continue[sd]|Note|Federal\s+Register)\b(?:[\w\s()]*:|\s+by\b)|\n|$)",
    re.IGNORECASE | re.DOTALL,
)
_IN_PART = re.compile(r"\(\s*in\s+part\s*\)|\bin\s+part\b", re.IGNORECASE)
_ORDER: tuple[Standing, ...] = ("revoked", "superseded", "revoked-in-part", "superseded-in-part", "amended")


def standing(disposition_notes: str) -> Standing:
    """The gravest thing the notes report: "Amended by: EO 12608; Revoked by: EO 13062" → "revoked".

    "in part" counts when every document named behind the verb is so marked: "Revoked by: EO 1 (in part); EO 2" is a
    whole revocation by the second.
    """
    found = {_one(match) for match in _VERB.finditer(disposition_notes)}
    return next((outcome for outcome in _ORDER if outcome in found), "")


def _one(match: re.Match[str]) -> Standing:
    verb = match["verb"].lower()
    if verb == "amended":
        return "amended"
    acts = [act for act in match["by"].split(";") if act.strip(" .,\n")]
    in_part = bool(match["part"] or match["part2"]) or (bool(acts) and all(_IN_PART.search(act) for act in acts))
    if verb == "revoked":
        return "revoked-in-part" if in_part else "revoked"
    return "superseded-in-part" if in_part else "superseded"
