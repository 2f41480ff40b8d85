"""The status of a document, computed from all that was done to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from eo_browser.law.terms.dispositions import ENDING_VERBS, STATUSES_BY_GRAVITY, Status, Verb


@dataclass(frozen=True, slots=True)
class Effect:
    """An act on a document (or on one provision of it, `path`) and its day, as one source claims."""

    verb: Verb
    in_part: bool = False
    path: str = ""
    day: date | None = None

    @property
    def is_part(self) -> bool:
        """Return whether it was done to a part of the document only."""
        return self.in_part or bool(self.path)


def status_of(effects: Iterable[Effect]) -> Status:
    """Return the status by the gravest effect that no later reinstatement has reversed; "" for none.

    A revocation of the whole is graver than one of a part, and that graver than an amendment. The revocation of an
    order that had revoked another is no reinstatement.
    """
    known = list(effects)
    returns = [effect for effect in known if effect.verb == "reinstates"]
    found = {_status(effect) for effect in known if not is_taken_back(effect, returns)}
    if any(is_taken_back(effect, returns) for effect in known):
        found.add("reinstated")
    return next((status for status in STATUSES_BY_GRAVITY if status in found), "")


def is_taken_back(end: Effect, returns: Sequence[Effect]) -> bool:
    """Return whether one of some reinstatements came after an end and takes it back; both days must be known."""
    return end.verb in (*ENDING_VERBS, "terminates") and any(
        (one.day or date.min) > (end.day or date.max) and (not one.is_part or one.path == end.path != "")
        for one in returns
    )


_OF_WHOLE: dict[Verb, Status] = {
    "revokes": "revoked",
    "supersedes": "superseded",
    "nullifies": "nullified",
    "terminates": "terminated",
    "amends": "amended",
}
_OF_PART: dict[Verb, Status] = {
    "revokes": "revoked-in-part",
    "supersedes": "superseded-in-part",
    "nullifies": "revoked-in-part",
    "amends": "amended",
}


def _status(effect: Effect) -> Status:
    return (_OF_PART if effect.is_part else _OF_WHOLE).get(effect.verb, "")
