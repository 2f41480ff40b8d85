"""Presentation of documents: the same objects for pages, JSON, feeds and commands."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
