"""The references in provisions, as values."""

from __future__ import annotations

from dataclasses import dataclass

from eo_browser.law.resolver import External, Outcome, Target


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A citation in a provision: half-open characters of the provision's own text, and what it means there.

    `targets` are the members of a list or range, or the deepest provision that was found; `named` are the addresses
    that documents not held would have ("/eo/4601"). A law or regulation has `external` and no target.
    """

    path: str
    start: int
    end: int
    text: str
    outcome: Outcome
    targets: tuple[Target, ...] = ()
    named: tuple[str, ...] = ()
    external: External | None = None
    explanation: str = ""  # why it does not simply lead to its target, in sentences
