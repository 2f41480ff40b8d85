"""The web of references: from stored texts and lists into the tables of references and relations.

Everything here can be run again at any time and gives the same rows.
"""

from .explaining import Amendments
from .relate import Related, relate, restate

__all__ = ["Amendments", "Related", "relate", "restate"]
