"""Examples that work in this archive: requests, and their present answers, shortened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings

from eo_browser.models import ChangeCounter
from eo_browser.web.objects.addresses import Located, absolute
from eo_browser.web.site.home import example

from .answering import located
from .asking import Value
from .operations import OPERATIONS

_WORDS = 9  # of a quotation
_ITEMS = 2  # of a list
_LONGEST = 240  # characters of a text


@dataclass(frozen=True, slots=True)
class Example:
    """A request, and its shortened answer; None while there is none (search is being rebuilt)."""

    asked: Mapping[str, Value]
    answer: Mapping[str, Any] | None


def examples() -> Mapping[str, Example]:
    """Return an example for each operation, rebuilt when documents change; none for an empty archive."""
    made = _made(settings.SITE_URL, *ChangeCounter.objects.last_change())
    if any(one.answer is None for one in made.values()):
        _made.cache_clear()
    return made


@lru_cache(maxsize=1)
def _made(site: str, archive: str, number: int) -> Mapping[str, Example]:
    """The examples; they depend on the arguments, by which they are cached."""
    asked = _questions()
    return {one.id: Example(asked[one.id], _answer_to(one.id, asked[one.id])) for one in OPERATIONS if one.id in asked}


def _questions() -> dict[str, dict[str, Value]]:
    chosen = example()
    place = located(chosen["url"]) if chosen else None
    if chosen is None or not isinstance(place, Located):
        return {}
    reading, cite = place.text, chosen["text"]
    words = reading.lines[reading.index(place.path)].rest.split()
    quote = " ".join(words[:_WORDS]).rstrip(",;:.")
    title = reading.document.title
    return {
        "resolve": {"q": cite},
        "resolveText": {"text": f"So says {cite}."},
        "verify": {"quote": quote, "cite": cite},
        "verifyLong": {"quote": quote, "cite": cite},
        "annotate": {"text": f"It asks for “{quote}” ({cite}).", "article": True},
        "health": {"text": absolute(place.address)},
        "search": {"q": quote, "limit": 1},
        "suggest": {"q": " ".join(title.split()[:3]), "limit": 2},
        "catalog": {"kind": reading.document.kind, "limit": 1},
        "changes": {"limit": 1},
        "corrections": {"limit": 1},
        "document": {"address": reading.base},
        "provision": {"address": place.address},
        "relations": {"address": reading.base},
        "amended": {"address": reading.base},
        "instructions": {"address": reading.base},
    }


def _answer_to(id: str, asked: Mapping[str, Value]) -> Mapping[str, Any] | None:
    operation = next(one for one in OPERATIONS if one.id == id)
    given = {p.name: asked.get(p.name, "" if p.default is None else p.default) for p in operation.parameters}
    answer = operation.answer(**given)
    return _shortened(answer) if isinstance(answer, dict) else None


def _shortened(value: Any) -> Any:
    """The same value with long lists and texts cut."""
    if isinstance(value, dict):
        return {name: _shortened(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_shortened(item) for item in value[:_ITEMS]]
    if isinstance(value, str) and len(value) > _LONGEST and " " in value:
        return value[:_LONGEST].rsplit(" ", 1)[0] + " …"
    return value
