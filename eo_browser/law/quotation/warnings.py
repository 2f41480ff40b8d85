"""What an editor should know of a quotation besides its verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from .edits import Edit
from .marks import Reading
from .script import Script

WarningCode = Literal[
    "ellipsis-crosses-provision",
    "ellipsis-drops-negation",
    "ellipsis-joins-sentences",
    "bracket-replaces-words",
    "too-short",
    "found-in-several",
]
ENOUGH_WORDS = 4
POINTS = 3  # of an ellipsis

_NEGATION = re.compile(  # "Executive Order No. 9835" denies nothing
    r"\b(?:not|no(?!\.\s?\d)|unless|except|only|subject\s+to|provided|never|nor|neither|cannot|none)\b|\w+n['’]t\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!][\"'”’)\]]*\s+[\"'“‘(\[]*[A-Z0-9]|[.?!][\"'”’)\]]*\s*\Z")
_ABBREVIATIONS = (
    "Sec Secs SEC No Nos Par Pars Art Arts Ch Cl Pt Vol Pp App Comp Supp Ann Exec Ord Proc Res Cong Rev Pub Stat Fed "
    "Reg Gen Inc Co Corp Ltd Bros Mr Mrs Ms Dr Jr Sr St Ft Mt Gov Lt Col Maj Capt Hon Rep Sen Adm Brig Jan Feb Mar Apr "
    "Aug Sept Oct Nov Dec sec secs par pars art ch cl pt vol pp cf vs et seq et al"
)
_ABBREVIATED = re.compile(rf"\b(?:U\.S|[A-Za-z]|{'|'.join(_ABBREVIATIONS.split())})\.\Z")
_LONGEST_ABBREVIATION = 8  # characters
_PRONOUNS = (
    "i me my mine we us our ours you your yours he him his she her hers it its they them their theirs this that these "
    "those who whom whose which such said same each a an the myself ourselves itself themselves himself herself"
)
_PASSING = frozenset(_PRONOUNS.split())
_JOINING = frozenset({"of", "and", "for", "to", "in", "on", "or", "by"})


def warnings_of(reading: Reading, edits: tuple[Edit, ...], script: Script) -> dict[WarningCode, str]:
    """Each warning that applies, with the words or places it is about."""
    found = warnings_of_length(reading)
    for edit in edits:
        for code, detail in _of_edit(edit, reading, script):
            found[code] = f"{found[code]} {detail}" if code in found else detail
    return found


def warnings_of_length(reading: Reading) -> dict[WarningCode, str]:
    """Whether a quotation is too short to say where it comes from."""
    if len(reading.words) >= ENOUGH_WORDS:
        return {}
    return {"too-short": f"A quotation of {len(reading.words)} words may stand in many places."}


def _of_edit(edit: Edit, reading: Reading, script: Script) -> Iterator[tuple[WarningCode, str]]:
    if edit.kind == "ellipsis" and edit.source:
        yield from _of_ellipsis(edit, reading, script)
    elif edit.kind == "bracketed-replacement" and not edit.note and (words := _weighty(edit, script)):
        yield "bracket-replaces-words", f"{edit.quote} stands for “{edit.source}” ({', '.join(words)})."


def _of_ellipsis(edit: Edit, reading: Reading, script: Script) -> Iterator[tuple[WarningCode, str]]:
    one, other = script.path_of(edit.first - 1), script.path_of(edit.last + 1)
    if one != other:
        yield "ellipsis-crosses-provision", f"The ellipsis leads from {one} to {other}."
    if words := _NEGATION.findall(edit.source):
        negations = ", ".join(dict.fromkeys(word.lower() for word in words))
        yield "ellipsis-drops-negation", f"The ellipsis leaves out: {negations}."
    if _joins_sentences(edit, reading, script):
        yield "ellipsis-joins-sentences", "The words before and after the ellipsis belong to different sentences."


def _joins_sentences(edit: Edit, reading: Reading, script: Script) -> bool:
    """A sentence ends in what is left out; the quotation neither shows its end nor starts a new sentence after it."""
    left_out = script.between(edit.first - 1, edit.last + 1)
    ends = [found.start() for found in _SENTENCE_END.finditer(left_out) if not _abbreviation(left_out, found.start())]
    if not ends or script.path_of(edit.first - 1) != script.path_of(edit.last + 1):
        return False
    starts_anew = not left_out[ends[-1] + 1 :].strip(" \n\t\"'”’)“‘([")
    return not (starts_anew or _ends_a_sentence(edit, reading))


def _ends_a_sentence(edit: Edit, reading: Reading) -> bool:
    """Whether the quotation closes a sentence before an ellipsis: by a mark of its own, or a fourth point."""
    before = reading.text[: edit.start].rstrip(" \n\t\u00a0\"'”’)]")
    closed = before.endswith((".", "?", "!")) and not _abbreviation(before, len(before) - 1)
    return closed or edit.quote.count(".") > POINTS


def _abbreviation(text: str, point: int) -> bool:
    return text[point] == "." and bool(_ABBREVIATED.search(text[max(0, point - _LONGEST_ABBREVIATION) : point + 1]))


def _weighty(edit: Edit, script: Script) -> list[str]:
    """The words a bracket stands for that are neither pronouns, articles nor (parts of) names."""
    raw = [script.raw(number, number) for number in range(edit.first, edit.last + 1)]
    named = any(word[:1].isupper() for word in raw)
    passing = _PASSING | _JOINING if named else _PASSING
    return [word for word in raw if word.casefold() not in passing and not word[:1].isupper()]
