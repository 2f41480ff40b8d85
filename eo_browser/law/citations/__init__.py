"""The grammar of citations: from words to what they name (docs/citations.md)."""

from .find import find_citations, read_citation, scan
from .parts import Citation, Part
from .titles import fold_title

__all__ = ["Citation", "Part", "find_citations", "fold_title", "read_citation", "scan"]
