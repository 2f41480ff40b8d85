"""From a citation to its meaning: a document, a provision, or the exact reason why it has none (docs/citations.md)."""

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
