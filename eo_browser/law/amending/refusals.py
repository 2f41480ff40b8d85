"""Why an instruction is not applied, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from .amendments import Reason


@dataclass(frozen=True, slots=True)
class Obstacle:
    """The reason, and the provisions concerned (None = it could be any)."""

    reason: Reason
    touches: tuple[str, ...] | None = None
