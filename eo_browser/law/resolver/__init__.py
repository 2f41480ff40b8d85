"""From a citation to what it means: a document, a provision, or exactly what does not fit (docs/citations.md)."""

from .compose import resolve, resolve_text
from .values import (
    Code,
    Context,
    Explanation,
    External,
    KnownDocument,
    Listed,
    Lookup,
    Outcome,
    Outline,
    OutlineNode,
    Resolution,
    Target,
)

__all__ = [
    "Code",
    "Context",
    "Explanation",
    "External",
    "KnownDocument",
    "Listed",
    "Lookup",
    "Outcome",
    "Outline",
    "OutlineNode",
    "Resolution",
    "Target",
    "resolve",
    "resolve_text",
]
