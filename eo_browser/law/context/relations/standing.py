"""What became of a document, from everything that is said to have been done to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eo_browser.law.context.standing import Standing

from .values import Verb

_ORDER: tuple[Standing, ...] = ("revoked", "superseded", "revoked-in-part", "superseded-in-part", "amended")


@dataclass(frozen=True, slots=True)
class Effect:
    """Something done to a document (or to one provision of it, `path`), by one source's account."""

    verb: Verb
    in_part: bool = False
    path: str = ""


def standing_of(effects: Iterable[Effect]) -> Standing:
    """The gravest effect: a revocation of the whole before one of a part, before an amendment; "" for none."""
    found = {_one(effect) for effect in effects}
    return next((standing for standing in _ORDER if standing in found), "")


def _one(effect: Effect) -> Standing:
    part = effect.in_part or bool(effect.path)
    if effect.verb == "revokes":
        return "revoked-in-part" if part else "revoked"
    if effect.verb == "supersedes":
        return "superseded-in-part" if part else "superseded"
    return "amended" if effect.verb == "amends" else ""
