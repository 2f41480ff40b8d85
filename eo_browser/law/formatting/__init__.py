"""A document or provision printed in every citation style (docs/citations.md): the reverse of the grammar."""

from .citable import AmendedTo, Citable
from .records import page_tags
from .styles import STYLES, Style, style

__all__ = ["STYLES", "AmendedTo", "Citable", "Style", "page_tags", "style"]
