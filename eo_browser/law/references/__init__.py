"""Citations inside documents: each provision's words read with what the document said before (docs/citations.md)."""

from .finding import references_of
from .memory import Memory
from .values import Passage, Reference

__all__ = ["Memory", "Passage", "Reference", "references_of"]
