"""The grammar of citations: from words to what they name (docs/citations.md)."""

from .grammar import find_citations, read_citation, scan
from .titles import fold_title
from .values import Citation, Part

__all__ = ["Citation", "Part", "find_citations", "fold_title", "read_citation", "scan"]
