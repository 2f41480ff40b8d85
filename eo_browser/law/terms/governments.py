"""Governments other than that of the United States, and offices other than the President's, that issue orders too."""

from __future__ import annotations

from string import ascii_letters

_STATES = (
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois"
    "|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri"
    "|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|south carolina"
    "|south dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|tennessee|texas|utah|vermont|virginia|wisconsin"
    "|wyoming|guam|puerto rico|american samoa|virgin islands|northern mariana islands"
)
_PROVINCES = (
    "ontario|quebec|québec|british columbia|alberta|manitoba|saskatchewan|nova scotia|new brunswick|newfoundland"
    "|prince edward island|yukon|nunavut|queensland|new south wales|tasmania|navajo nation|cherokee nation"
)
_CITIES = (
    "seattle|chicago|boston|houston|philadelphia|baltimore|denver|detroit|san francisco|los angeles|new orleans"
    "|portland|atlanta|minneapolis|milwaukee"
)
_COUNTRIES = (
    "philippine|philippines|indonesia|indonesian|ethiopia|ethiopian|canadian|brazilian|mexican|korean|kenya|kenyan"
    "|nigeria|nigerian|ghanaian|south african|vietnamese|puerto rican|guatemalan|colombian|argentine"
    # Names of countries under sanctions are not here: "the Sudan Executive Order" is one of ours.
    "|canada|australia|australian|british|french|german|japanese|israeli|italian|spanish|peruvian|chilean|jamaican"
)
_GOVERNMENTS = f"{_STATES}|{_PROVINCES}|{_CITIES}|{_COUNTRIES}|state|city|county|municipal|tribal|provincial"
_OFFICES = "governor|mayor|secretary|chief|commissioner|director|attorney general"
_ISSUERS = (
    "secretarial|departmental|administrative|court|treasury|doe|dod|dhs|dot|epa|faa|fcc|ferc|nrc|va|hhs|gsa|omb|isoo"
    "|oira|opm|oval|fema|irs|usda|consent|scheduling|protective|restraining|standing|amended|final|interim|general"
    "|delegation|agency|board|commission|bureau|counsel|deputy counsel|general counsel"
)
# "Spec. Proc. No.", "Rev. Proc.": proceedings and procedures, abbreviated as proclamations are.
OTHER_PROCEEDINGS = "spec|rev|civ|crim|app|adm|admin|misc|bankr|jud"


def _pattern(names: str) -> str:
    return names.replace(" ", r"\s")


# Patterns to build others from, compiled with re.IGNORECASE.
OTHER_GOVERNMENTS = _pattern(_GOVERNMENTS)
OTHER_OFFICES = rf"(?:{_pattern(_OFFICES)}|gov\.)"
OTHER_ISSUERS = rf"{_pattern(_ISSUERS)}|department(?:\sof(?:\s[a-z]+){{1,3}})?"

# Numbers of executive orders that only other governments give: "GA-38", "N-79-20", "2020-01D", "20-12".
OTHERS_ORDER_NUMBER = r"(?:[A-Z]{1,3}-\d{1,4}(?:-\d{1,4})?|(?:19|20)?\d\d-\d{1,3}[A-Z]?)(?![\w-])"

_LAST_WORDS = frozenset(
    name.split()[-1]
    for names in (_GOVERNMENTS, _OFFICES, "gov", _ISSUERS, OTHER_PROCEEDINGS)
    for name in names.split("|")
)
_SHORTEST_ACRONYM = 3  # "WTO", "NAFTA"


def may_end_in_other_issuer(before: str) -> bool:
    """Return whether the words before a kind may end in the name of another issuer.

    A quick test before the patterns are tried: False is certain, True is not. It looks up the last word alone, because
    nearly every kind follows "of", "by" or "the", and the patterns take many times as long.
    """
    words = before.split()
    if not words or not before[-1].isspace():
        return False
    last = words[-1].removesuffix(".")  # "Gov.", "Rev."
    word = last[len(last.rstrip(ascii_letters)) :]  # of "(Texas" and "non-U.S./Texas" what follows the last sign
    if not last.isascii() or last[-2:].lower() == "'s" or word.isupper() and len(word) >= _SHORTEST_ACRONYM:
        return True
    return word.lower() in _LAST_WORDS or "department" in before.lower()
