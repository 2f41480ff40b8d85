"""The status of a document: what everything that is said to have been done to it comes to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eo_browser.law.terms.dispositions import STATUSES_BY_GRAVITY, Status, Verb


@dataclass(frozen=True, slots=True)
class Effect:
    """Something done to a document (or to one provision of it, `path`), as one source claims."""

    verb: Verb
    in_part: bool = False
    path: str = ""


def status_of(effects: Iterable[Effect]) -> Status:
    """Return the gravest effect: a revocation of the whole before one of a part, before an amendment; "" for none."""
    found = {_one(effect) for effect in effects}
    return next((status for status in STATUSES_BY_GRAVITY if status in found), "")


def _one(effect: Effect) -> Status:
    part = effect.in_part or bool(effect.path)
    if effect.verb == "revokes":
        return "revoked-in-part" if part else "revoked"
    if effect.verb == "supersedes":
        return "superseded-in-part" if part else "superseded"
    return "amended" if effect.verb == "amends" else ""
