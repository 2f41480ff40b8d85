"""Patterns of the words around a citation that tell what it belongs to: "of this section", "thereof", "of title 3 of
the Code".

Every pattern is bounded, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import re

from eo_browser.law.terms.kinds import DIRECTING_NOUNS, NAMING_NOUNS, NOUNS, nouns
from eo_browser.law.terms.levels import PROSE_LEVELS

DOCUMENT_NOUNS = {noun: NOUNS[noun] for noun in (*NAMING_NOUNS, "memo")}
PROVISION_NOUNS = frozenset({"section", "part", "annex", "title"})

_ANY_NOUN = "|".join((nouns(*DOCUMENT_NOUNS), *PROSE_LEVELS, "subdivision", *PROVISION_NOUNS))
# "of that order", "of this subsection", "hereof", "above": what may follow a pinpoint.
BELONGS = re.compile(
    rf",?\s{{1,3}}(?:(?:of|in|to|under|from)\s{{1,3}}(?P<which>the\s+same|that|this|said|such)\s{{1,3}}(?P<noun>{_ANY_NOUN})\b"
    r"|(?P<word>hereof|thereof|above|below))(?![\w’'-])",
    re.IGNORECASE,
)
# "of the order": the one named last; not "section 2, in the order listed".
OF_THE_NOUN = re.compile(
    rf"(?:,?\s{{1,3}}(?:of|to|under)|\s{{1,3}}in)\s{{1,3}}the\s{{1,3}}(?P<noun>{nouns(*DIRECTING_NOUNS)})\b"
    r"(?!\s{1,3}(?:of|dated|nos?\b|\d|listed|named|given|shown|set|in\s+which|[“\"(])|-)",
    re.IGNORECASE,
)
OF_SOMETHING = re.compile(r"\s{0,3}(?:\([^()]{0,60}\)\s?)?(?:\s{0,3}(?:of|in|to|under)|,\s{0,3}of)\b", re.IGNORECASE)
# The nouns that a document uses for another one named before. "Notice" is not among them.
_SHORT_NAMES = tuple(noun for noun in NAMING_NOUNS if noun not in {"executive order", "notice"})
_CAPITAL_NAMES = "|".join(noun.title() for noun in _SHORT_NAMES)
# Another name before it: “EO 13526” or “the Order”.
_OR = r"(?:[“\"][^“”\"()]{1,40}[”\"],?\sor\s)?"
# "Executive Order 13526 (the Order)", "… (hereinafter referred to as “the Order”)".
DEFINED = re.compile(
    rf"[”\"’']?(?:\s{{1,2}}of\s[A-Z][a-z]+\s\d{{1,2}},\s\d{{4}})?,?\s{{0,3}}\(\s?{_OR}(?:hereinafter|hereafter)?,?\s?(?:referred\sto\sas|called)?\s?(?:the\s)?[“\"‘']?"
    rf"(?:the\s)?(?P<name>(?:[A-Z][\w’'-]{{0,30}}\s){{0,4}}(?:{_CAPITAL_NAMES}))[”\"’']?(?:\sor\s[“\"][^“”\"()]{{1,40}}[”\"])?\s?\)"
)
# "… entitled “Labor-Management Partnerships,” (“the order”) is amended": a definition in lower case needs quotation
# marks.
DEFINED_SMALL = re.compile(
    r"(?:\s{1,2}of\s[A-Z][a-z]+\s\d{1,2},\s\d{4})?,?(?:\s(?:entitled\s)?[“\"][^“”\"]{1,200}[”\"],?)?\s{0,3}\(\s?(?:hereinafter\s)?"
    rf"(?:referred\sto\sas\s)?[“\"‘'](?:the\s)?(?P<name>{nouns(*_SHORT_NAMES)}),?[”\"’']\s?\)"
)
# "an Executive Order (the “order”)": a document without a name, which "the order" then means.
DEFINES_NOUN = re.compile(
    r"(?:\ban?\s|\(\s?(?:hereinafter\s|hereafter\s)?(?:referred\sto\sas\s)?(?:the\s)?[“\"‘'](?:the\s)?)"
    rf"(?P<noun>{nouns(*DIRECTING_NOUNS)})\b",
    re.IGNORECASE,
)
# "E.O. 13526 (“Records Rules”)", "… (hereinafter the Records Rules)": names without a word for the kind.
DEFINED_NAME = re.compile(
    r",?\s{0,3}\(\s?(?:(?:hereinafter|hereafter),?\s(?:referred\sto\sas\s|called\s)?(?:the\s)?[“\"‘']?|(?:the\s)?[“\"‘']|the\s)"
    r"(?:the\s)?(?P<name>[A-Z][A-Za-z0-9 -]{2,40}?)[”\"’']?\s?\)"
)
# Verbs of amendment, for the document named before them.
AMENDED = re.compile(r"\b(?:is|are)\s{1,3}(?:hereby\s{1,3})?(?:further\s{1,3})?amended\b", re.IGNORECASE)
# "the following amendments are made to Executive Order 11023": the document is named behind it.
AMENDS = re.compile(
    r"\b(?:amendments?\s{1,3}(?:is|are)\s{1,3}(?:hereby\s{1,3})?made\s{1,3}(?:to|in)|hereby\s{1,3}(?:further\s{1,3})?amend)\s{1,3}\Z",
    re.IGNORECASE,
)
AMENDED_BY = re.compile(
    r"\b(?:amended|affected|modified|supplemented|superseded)\s{1,3}(?:\w+\s{1,3}){0,3}?by\s{1,3}\Z", re.IGNORECASE
)
# The document that ended, changed or came before the one an article is about: "was revoked by", "preceded by".
_REPLACED = (
    "superseded|revoked|rescinded|repealed|replaced|undone|reversed|overturned|preceded|succeeded|followed|withdrawn"
)
_BY = r"\s{1,3}(?:\w+\s{1,3}){0,3}?by\s{1,3}\Z"
ENDED_BY = re.compile(rf"\b(?:amended|modified|supplemented|{_REPLACED}){_BY}", re.IGNORECASE)
# The same without amendments, whose document "that order" does not mean.
REPLACED_BY = re.compile(rf"\b(?:{_REPLACED}){_BY}", re.IGNORECASE)
# The document that the one an article is about ended: "it revoked", "the order replaced".
ENDS = re.compile(
    rf"\b(?:it|which|(?:the|this|that|his|her)\s{{1,3}}(?:\w+\s{{1,3}})?{nouns(*DIRECTING_NOUNS)})\s{{1,3}}"
    r"(?:\w+\s{1,3})?(?:revok|rescind|repeal|replac|supersed|revers|overturn)e?(?:s|d|ed)\s{1,3}\Z",
    re.IGNORECASE,
)
# "section 2 | is hereby amended", "section 2 | , by striking": a provision of the order that is amended.
CHANGED = re.compile(
    r"(?:,\s[^.;]{0,80},)?\s{1,3}(?:thereof\s{1,3})?(?:is|are|shall\s+be)\s{1,3}(?:hereby\s{1,3})?(?:further\s{1,3})?"
    r"(?:amended|revised|deleted|revoked|rescinded|repealed|redesignated|renumbered|struck|stricken|removed)\b"
    r"|,?\s{0,2}by\s(?:striking|deleting|inserting|adding|substituting|revising|replacing|redesignating|renumbering)\b|\s{0,2}:\s*\Z",
    re.IGNORECASE,
)
# "amend the first sentence of section 1", "by deleting section 4", "insert after section 5": all of the order amended.
EDITING = re.compile(
    r"(?:\A\s*|[.;:—]\s+|\b(?:by|hereby|and)\s+)(?:amend(?:ing)?|delet(?:e|ing)|strik(?:e|ing)(?:\s+out)?|revis(?:e|ing)|renumber(?:ing)?"
    r"|redesignat(?:e|ing)|replac(?:e|ing)|add(?:ing)?\s+to)\s+(?:the\s+(?:[\w-]+\s+){0,5}(?:of|in|to|from)\s+|the\s+)?\Z"
    r"|\b(?:insert(?:ing)?|add(?:ing)?|strik(?:e|ing)(?:\s+out)?|delet(?:e|ing)|substitut(?:e|ing))\s[^.;]{0,80}"
    r"\b(?:after|before|following|of|in|from)\s+(?:the\s+(?:[\w-]+\s+){0,5}(?:of|in)\s+)?\Z",
    re.IGNORECASE,
)
# "Subsection (a) and item (4) of subsection (b) of section 5.3 are": the section of all that is listed before it.
OF_SECTION_BEHIND = re.compile(
    r"(?:,|\sand\b)[^.;:“”\"]{0,120}?\sof\s{1,3}section\s{1,3}(?P<label>\w+(?:\.\w+)?)\s{1,3}(?:is|are|shall)\b",
    re.IGNORECASE,
)
NEW = re.compile(r"\bnew\s+\Z", re.IGNORECASE)  # "new section 6": of nothing that is held
RENUMBERED = re.compile(r"\b(?:renumber|redesignat)[^.;“”]{0,160}\b(?:as|to\s+be)\s+(?:the\s+)?\Z", re.IGNORECASE)
QUOTED = re.compile(r"“[^“”]{0,4000}”|\"[^\"]{0,4000}\"")
IN_BLOCK = re.compile(r"(?:^|/)q\d+(?:~\d+)?(?:/|$)")


def defined_names(names: list[str], bare: bool = False) -> re.Pattern[str]:
    """Return the pattern of the short names a document has defined, each behind "the"; `bare`: or without it."""
    longest_first = sorted(names, key=len, reverse=True)
    the, listed = rf"(?:[Tt]he\s+){'?' if bare else ''}", "|".join(map(re.escape, longest_first))
    return re.compile(rf"\b{the}(?P<name>{listed})\b(?!\s+(?:of|dated)\s)")
