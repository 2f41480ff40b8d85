"""The metadata of a document as plain JSON values, for storage, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from .source import Disagreement, Metadata, RegisterPlace, SeriesNumber


def to_json(metadata: Metadata) -> dict[str, Any]:
    """Return the facts that are stated, as JSON values: dates as "2017-01-28", what is empty left out."""
    facts = {name: value for name, value in asdict(metadata).items() if value}
    for name in ("signed", "published"):
        if name in facts:
            facts[name] = facts[name].isoformat()
    return facts


def from_json(facts: Mapping[str, Any]) -> Metadata:
    """Return the metadata `to_json` wrote; what is left out has its empty value."""
    values = dict(facts)
    for name in ("signed", "published"):
        if name in values:
            values[name] = date.fromisoformat(values[name])
    for name in ("alternative_titles", "addressees"):
        values[name] = tuple(values.get(name, ()))
    values["links"] = tuple((name, url) for name, url in values.get("links", ()))
    values["particulars"] = tuple((name, value) for name, value in values.get("particulars", ()))
    values["series"] = tuple(SeriesNumber(**place) for place in values.get("series", ()))
    values["disagreements"] = tuple(Disagreement(**one) for one in values.get("disagreements", ()))
    if "register" in values:
        values["register"] = RegisterPlace(**values["register"])
    return Metadata(**values)
