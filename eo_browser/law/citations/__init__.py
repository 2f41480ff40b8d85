"""The grammar of citations: from words to what they name (docs/citations.md)."""

from .titles import fold_title

__all__ = ["fold_title"]
