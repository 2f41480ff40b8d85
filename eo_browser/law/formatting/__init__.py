"""The grammar backwards: a document or provision in every style people cite it in (docs/citations.md)."""

from .citable import Citable
from .styles import STYLES, Style, style

__all__ = ["STYLES", "Citable", "Style", "style"]
