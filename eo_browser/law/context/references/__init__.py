"""Citations inside documents: each provision's words read with what the document said before (docs/citations.md)."""

from .amended import Amendment, amended_before
from .finding import references_of
from .memory import Memory
from .values import Passage, Reference

__all__ = ["Amendment", "Memory", "Passage", "Reference", "amended_before", "references_of"]
