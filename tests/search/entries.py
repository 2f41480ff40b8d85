"""A small archive made for the checks of search: every document is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from eo_browser.search.engine import IndexedPassage, IndexEntry

RIGHTS = "Nothing in this order shall be construed to impair the authority granted by law to an agency."


def entry(key: int, title: str, *texts: str, kind: str = "executive-order", **facts: object) -> IndexEntry:
    """A document whose passages are sections 1, 2, 3 … of it."""
    passages = tuple(IndexedPassage(text, "", -1, text, str(at)) for at, text in enumerate(texts, 1))
    made = IndexEntry(
        key, key * 10, title, kind, passages, president="ada-lovelace", signed=date(1990, 1, min(key, 28))
    )
    return replace(made, **facts)  # type: ignore[arg-type]


CLOCKS = entry(
    1,
    "Care of Public Clocks",
    "Policy. It is the policy of the United States that public clocks tell the time.",
    "The Secretary of Bells shall wind each tower clock yearly, and identify new coalition partners for bells.",
    RIGHTS,
    number="101",
    names=("Clock Order",),
    facts=("Executive order 101", "Ada Lovelace", "January 1 1990"),
)
BELLS = entry(
    2,
    "Bells and Chimes",
    "A national emergency exists if bells are silent. The warring towers shall be heard.",
    "National if emergency: the words stand in another order here.",
    RIGHTS,
    kind="memorandum",
    addressees=("The Secretary of Bells",),
    series=("nspm-3",),
    facts=("Memorandum", "Ada Lovelace", "January 2 1990", "nspm 3", "nspm3"),
)
TOWERS = entry(
    3,
    "Towers at War",
    "A war of towers is declared over. The generated noise is less.",
    "Partners in coalition may be new. The 13,526 steps of Guantánamo tower are open.",
    RIGHTS,
    president="charles-babbage",
    signed=date(1995, 3, 3),
    status="revoked",
    facts=("Executive order", "Charles Babbage", "March 3 1995"),
    number="103",
    published=date(1995, 3, 9),
    relations=(("revokes", "/eo/101"), ("cites", "/eo/101"), ("cites", "50 u.s.c. 1701")),
    cited=2,
)
TIDES = entry(
    4,
    "Tide Tables",
    "Tide tables are generally printed each year. The universe of tides is wide.",
    "No bells here; universities keep entry-exit logs of the sea.",
    kind="proclamation",
    president="charles-babbage",
    signed=date(1996, 4, 4),
    facts=("Proclamation", "Charles Babbage", "April 4 1996"),
)
EMERGENCY_1 = entry(
    5,
    "Continuation of the National Emergency of 1997 with Respect to Fog",
    "On May 5, 1997, the national emergency with respect to fog is continued for one year. This notice shall be "
    "published in the register and sent to the assembly of towers, whose keepers shall keep lamps lit all night.",
    kind="notice",
    signed=date(1997, 5, 5),
)
EMERGENCY_2 = entry(
    6,
    "Continuation of the National Emergency of 1998 with Respect to Fog",
    "On May 5, 1998, the national emergency with respect to fog is continued for one year. This notice shall be "
    "published in the register and sent to the assembly of towers, whose keepers shall keep lamps lit all night.",
    kind="notice",
    signed=date(1998, 5, 5),
)
ARCHIVE = (CLOCKS, BELLS, TOWERS, TIDES, EMERGENCY_1, EMERGENCY_2)
