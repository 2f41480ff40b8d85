"""Why an instruction is not applied, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from .values import Reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reason, and the provisions concerned (None = it could be any)."""

    reason: Reason
    touches: tuple[str, ...] | None = None
