"""The one writer of documents: matching, editions and revisions, addresses and what becomes of them."""

from .batch import PARSER, Batch, Placement, Stored, store
from .mending import Decision, Mended, mend
from .permanence import AddressFate, fates

__all__ = ["PARSER", "AddressFate", "Batch", "Decision", "Mended", "Placement", "Stored", "fates", "mend", "store"]
