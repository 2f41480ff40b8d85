"""Citations inside documents, each read with what the document named before (docs/citations.md)."""

from eo_browser.law.context.cached_lookup import CachedLookup

from .added_provisions import Amendment, amended_before
from .finding import CrossReference, references_of
from .number_lists import items_by_number

__all__ = [
    "Amendment",
    "CachedLookup",
    "CrossReference",
    "amended_before",
    "items_by_number",
    "references_of",
]
