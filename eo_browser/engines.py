"""The search engine this installation uses (setting EO_SEARCH): one for the whole process."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from eo_browser.search.base import Engine


def engine() -> Engine:
    """The engine of the setting."""
    return engine_named(settings.SEARCH_ENGINE)


@cache
def engine_named(name: str) -> Engine:
    """An engine by name: "whoosh" or "postgres"."""
    if name == "whoosh":
        from eo_browser.search.whoosh_engine import WhooshEngine

        return WhooshEngine(settings.DATA_DIR / "index")
    raise ImproperlyConfigured(f"EO_SEARCH={name!r} names no search engine; there are whoosh and postgres.")
