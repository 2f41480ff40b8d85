"""From a citation to what it means: a document, a provision, or exactly what does not fit (docs/citations.md)."""

from .lookup import KnownDocument, ListedDocument, Lookup, Outline, OutlineNode
from .outcomes import Code, Context, Explanation, External, Outcome, Resolution, Target
from .resolving import resolve, resolve_bare_number, resolve_text, status_explanations

__all__ = [
    "Code",
    "Context",
    "Explanation",
    "External",
    "KnownDocument",
    "ListedDocument",
    "Lookup",
    "Outcome",
    "Outline",
    "OutlineNode",
    "Resolution",
    "Target",
    "resolve",
    "resolve_bare_number",
    "resolve_text",
    "status_explanations",
]
