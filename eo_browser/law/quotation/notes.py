"""Notes that an author adds to a quotation in brackets: "(emphasis added)", "[citations omitted]", "(cleaned up)"."""

from __future__ import annotations

import re

_IN_PRINT = r"(?:emphas[ie]s|italics|underlining|bold(?:face)?|capitals|ellips[ie]s|brackets|alterations?|translation)"
_BY_WHOM = r"(?:added|mine|ours|supplied|theirs|omitted|removed|adopted|(?:in|from)\s(?:the\s)?(?:original|source))"
_OF_PRINT = (
    rf"(?:(?:(?:all|some)\s)?{_IN_PRINT}(?:\s(?:is|are|was|were))?\s{_BY_WHOM}"
    rf"|(?:my|our|original)\s{_IN_PRINT}|translation|cleaned\sup)"
)
_LEFT_OUT = r"(?:internal\s)?(?:citations?|footnotes?|references?|headings?|labels?|quotation\smarks|quotations?)"
_OF_OMISSION = rf"(?:(?:all|some)\s)?{_LEFT_OUT}(?:,?\s(?:and|&)\s{_LEFT_OUT})?\s(?:omitted|removed)"
_ONE = rf"(?:{_OF_PRINT}|{_OF_OMISSION})(?:\sby\s\w+)?"
# Up to four notes in one pair of brackets: "footnote omitted; emphasis added".
NOTE = rf"[\[(]\s*{_ONE}(?:\s?(?:[;,]|,?\s(?:and|but))\s{_ONE}){{0,3}}\s?[.!]?\s*[\])]"

# Where a page of print begins ("of the *708 following", "[*19827]"), and the numbers of footnotes: "order.¹²",
# "security.12", "order.[3]".
NUMBER = (
    r"\[?\*{1,3}\s?\d{1,5}\b\]?"
    r"|[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,3}"
    r"|(?<=[a-z)][.,;:])\d{1,3}(?![\w.,%])|(?<=[a-z)][.,;:][\u201d\u2019\"])\d{1,3}(?![\w.,%])"
    r"|(?<=[\w.,;:\u201d])\[\d{1,3}\]"
)

_SAYS_LEFT_OUT = re.compile(r"\b(?:citation|footnote|reference)s?\b[^;]*\b(?:omitted|removed)\b", re.IGNORECASE)
_ORDERS = re.compile(
    r"\b(?:shall|may|must|will|should|can|cannot|not|no|nor|never|unless|except|only|subject|provided|if|when)\b"
)
_FIGURES = re.compile(r"\d")


def tells_of_omission(note: str) -> bool:
    """Return whether a note says that a citation, a footnote or a reference was left out where it is."""
    return _SAYS_LEFT_OUT.search(note) is not None


def is_reference(words: str) -> bool:
    """Return whether words of a source may be an omitted citation: they have figures and no word that orders
    something.
    """
    return bool(_FIGURES.search(words)) and not _ORDERS.search(words.lower().replace("no. ", ""))
