"""Arguments that several commands have."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date

from eo_browser.law.model.dates import NO_DAY, day_named


def day(text: str) -> date:
    """Return the day of an argument, "2019-05-01". Raises `ArgumentTypeError` with the reason."""
    found = day_named(text)
    if found is None:
        raise ArgumentTypeError(f"“{text}” is {NO_DAY}.")
    return found
