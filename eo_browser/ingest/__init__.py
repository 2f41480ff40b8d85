"""The one writer of documents: matching, editions and revisions, addresses and what becomes of them."""

from .batch import PARSER, Batch, Placement, Stored, store
from .permanence import AddressFate, fates

__all__ = ["PARSER", "AddressFate", "Batch", "Placement", "Stored", "fates", "store"]
