"""References and relations: the tables computed from stored texts and lists.

Everything here can be repeated at any time and gives the same rows.
"""

from .explaining import Amendments
from .relate import Related, relate, restate

__all__ = ["Amendments", "Related", "relate", "restate"]
