"""Governments other than that of the United States, and offices other than the President's, that issue orders too."""

from __future__ import annotations

_STATES = (
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois"
    "|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri"
    r"|montana|nebraska|nevada|new\s(?:hampshire|jersey|mexico|york)|(?:north|south)\s(?:carolina|dakota)|ohio"
    r"|oklahoma|oregon|pennsylvania|rhode\sisland|tennessee|texas|utah|vermont|virginia|wisconsin|wyoming|guam"
    r"|puerto\srico"
)
_CITIES = (
    r"seattle|chicago|boston|houston|philadelphia|baltimore|denver|detroit|san\sfrancisco|los\sangeles|new\sorleans"
    "|portland|atlanta|minneapolis|milwaukee"
)
_COUNTRIES = (
    "philippines?|indonesian?|ethiopian?|canadian|brazilian|mexican|korean|kenyan?|nigerian?|ghanaian|south\\safrican"
    "|vietnamese|puerto\\srican|guatemalan|colombian|argentine"
)
# To be put into others and compiled with re.IGNORECASE.
OTHER_GOVERNMENTS = rf"{_STATES}|{_CITIES}|{_COUNTRIES}|state|city|county|municipal|tribal|provincial"
OTHER_OFFICES = r"(?:governor|gov\.|mayor|secretary|chief|commissioner|director|attorney\sgeneral)"
OTHER_ISSUERS = (
    r"secretarial|departmental|administrative|court|treasury|doe|dod|dhs|dot|epa|faa|fcc|ferc|nrc|va|hhs|gsa|omb|isoo"
    r"|oira|opm|oval|fema|irs|usda|consent|scheduling|protective|restraining|standing|amended|final|interim|general"
    r"|delegation|department(?:\sof(?:\s[a-z]+){1,3})?|agency|board|commission|bureau|counsel|(?:deputy|general)\scounsel"
)
