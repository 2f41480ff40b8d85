"""Quotation marks and dashes: every character that is used for the same mark."""

from __future__ import annotations

SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2039\u203a\u0060\u00b4\u2032"  # besides the straight one
DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"  # besides the hyphen
SOFT_HYPHEN = "\u00ad"
