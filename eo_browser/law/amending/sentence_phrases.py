"""The phrases by which a sentence amends: its verbs, its conditions, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eo_browser.law.terms.abbreviations import ABBREVIATED, LONGEST_ABBREVIATION

from .quoted_words import SIGN

# "It is hereby further ordered that", "I hereby order", "it is ordered and directed as follows:".
ORDERED = re.compile(
    r"\b(?:it\s+is\s+(?:hereby\s+)?(?:further\s+)?(?:ordered|directed)(?:\s+and\s+directed)?(?:\s+(?:that|as\s+follows)\b)?|I\s+(?:do\s+)?hereby\s+(?:order|direct)(?:\s+that)?"
    r"|I\s+hereby(?=\s+(?:amend|revoke|designate))|hereby\s+order(?:ed)?(?:\s+(?:that|as\s+follows))?)\s*[:,—-]*",
    re.IGNORECASE,
)
# "The reference in section 3(c) of Executive Order 1 to … shall be deemed to be a reference to …"
_DEEMED = (
    r"\b(?:references?|terms?|words?|functions?|provisions?|(?:sub)?sections?|paragraphs?|definitions?)\b(?:[^.;]|\b(?:Nos?|F|R)\.)*?\bshall\b[^.;]{0,120}?"
    r"\bbe\s+deemed\s+(?:to\s+(?:be\s+(?:an?\s+)?references?|refer|include|mean|read)\b|(?:a\s+)?references?\b)|\bshall\s+be\s+deemed\s+an\s+amendment\b"
)
# "is hereby amended", "shall hereafter read", "I further amend", "subject to the following amendments:".
_AMENDS = (
    r"\b(?<!\bwould\s)(?<!\bcould\s)(?<!\bmay\s)(?:is|are|be|it\s+is|shall\s+be)\s*,?\s*(?:(?:hereby|henceforth|further|each|also|likewise|accordingly|so|and|they|it|are|is)\s*,?\s*)*(?:amended|revised|modified|revoked|rescinded|repealed"
    r"|deleted|stricken|struck|re-?numbered|re-?designated|re-?lettered|substituted|inserted|added|changed|corrected|superseded|replaced|supplemented|restated)\b"
    r"|\bshall\s+(?:hereafter\s+)?read\b|\b(?:I|hereby)\s+(?:(?:further|additionally|also)\s+)?(?:amend|revoke|modify)\b|\A\W*(?:by\s+)?(?:amend|revis)(?:ed|ing)?\b"
    r"|\bsubject\s+to\s+the\s+following\s+amendments?\s*:"
    r"|(?<!\bas\s)(?<!\blast\s)\bamended\s+(?:by\s+\w+ing\b|to\s+read|as\s+follows)"
)
_ALONE = re.compile(_AMENDS, re.IGNORECASE)
_OR_DEEMED = re.compile(f"{_AMENDS}|{_DEEMED}", re.IGNORECASE)


def words_that_amend(text: str) -> Iterator[re.Match[str]]:
    """Yield the words by which a sentence amends; what is deemed is searched for only where that word is, for that
    search reads far ahead.
    """
    return (_OR_DEEMED if "deemed" in text.lower() else _ALONE).finditer(text)


WHOLLY = re.compile(r"\b(?:revoked|superseded|rescinded|repealed|terminated|continued|extended)\b", re.IGNORECASE)
NOT_YET = re.compile(r"\b(?:until|unless)\s+(?:(?:they|it|so|such|the|same|hereafter|otherwise)\s+)*\Z", re.IGNORECASE)
AND_THAT_ORDER = re.compile(r"\band\s+(?:that|such|the\s+said|said)\s+(?:Executive\s+)?order\s*\Z", re.IGNORECASE)
AND_THAT_ORDER_IS = re.compile(
    rf"{AND_THAT_ORDER.pattern[:-2]}\s+is\s+(?:hereby\s+)?(?:revoked|rescinded|superseded|terminated)\b", re.IGNORECASE
)
IMPERATIVE = re.compile(r"\A\W*(?:Amend|Add|Delete|Strike|Insert|Substitute|Revise|Renumber|Redesignate)\s")
# "In Section 207 of Executive Order 1, as amended, delete …"
COMMAND = re.compile(
    r"\A\W*(?:in|at|after|before)\s+(?:the\s+)?(?:[\w()]+\s+){0,8}?(?:sub)?(?:sections?|paragraphs?|clauses?|parts?|items?)\b(?:[^.;]|\bNos?\.){0,140}?[\s,](?:amend|add|delete|strike|insert|substitute|revise|renumber|redesignate)\s",
    re.IGNORECASE,
)
# "amended accordingly", "to the extent inconsistent", "deemed to include": it names no words to change.
BY_MEANING = re.compile(
    r"\b(?:to\s+the\s+extent|in\s?so\s?far\s+as|inconsistent|accordingly\s+(?:amended|modified)|(?:amended|modified)\s+(?:accordingly|conformably)|so\s+as\s+to|deemed|to\s+(?:provide\s+that|permit|authorize|include|conform|reflect|exclude"
    r"|extend|the\s+extent))\b",
    re.IGNORECASE,
)
INCONSISTENT = re.compile(
    r"\b(?:to\s+the\s+extent|in\s?so\s?far\s+as|inconsistent|deemed|conformably)\b", re.IGNORECASE
)
# "All other provisions inconsistent with this order", which a sentence adds to what it amends by its words.
BESIDES = re.compile(
    r"\ball\s+other\s+provisions\b[^.;]*\binconsistent\b|\b(?:the|all)\s+other\s+(?:provisions|sections|paragraphs)\b[^.;]*\bamended\s+(?:conformably|accordingly)\b",
    re.IGNORECASE,
)
# "Upon the effective date of …", "when the criteria are met", "revoked with respect to …": not from now, or not for all
CONDITION = re.compile(
    r"\A\W*(?:upon|when|if|until|unless|at\s+such\s+time|on\s+(?:and\s+after\s+)?the\s+(?:effective\s+)?(?:date|day)\s+(?:of|on\s+which|that|when)\s+(?!this\s|issuance\s+of\s+this)|on\s+and\s+after\s+the\s+(?!date\s+of\s+this)|effective\s+(?:upon|when|on\s+the\s+date))\b"
    r"|\b(?:revoked|superseded|amended)\s+(?:with\s+respect\s+to|as\s+to|in\s+so\s+far|only)\b"
    r"|\b(?:shall\s+be\s+(?:amended|revoked|superseded)\s+(?:upon|when|if)|effective\s+upon)\b"
    r"|\bprovided\s+(?:that\s+)?the\s+(?:criteria|conditions|requirements)\b[^.;]{0,60}\b(?:is|are)\s+met\b",
    re.IGNORECASE,
)
# "references to …, as appropriate", "except where …": somebody must judge which words are meant.
JUDGEMENT = re.compile(
    r"\b(?:(?:used\s+)?as\s+a\s+reference\s+to|used\s+to\s+refer|referring\s+to\s+the|as\s+(?:may\s+be\s+)?appropriate|where\s+appropriate|except\s+(?:in|where|when|that|for|as)\b)",
    re.IGNORECASE,
)
# "… is revoked | except", "| to the extent", "| only": at most 60 characters behind the verb.
IN_PART = re.compile(
    r"\A(?:(?!,?\s+and\b)[^.;]){0,60}\b(?:to\s+the\s+extent|in\s?so\s?far|so\s+far\s+as|except|with\s+respect\s+to|as\s+to|only|inconsistent)\b",
    re.IGNORECASE,
)
# "…, in order to delete a reference to the Council, is amended": why, not what is done.
WHY = re.compile(r",\s*in\s+order\s+to\s[^.,;:]{3,120},(?=\s*(?:is|are|shall)\b)", re.IGNORECASE)
# A place that is left out, or only an instance: "revoked, except for section 3", "each reference, including that in …".
NOT_THE_PLACE = re.compile(
    r"\b(?:except(?:ing)?|exclusive\s+of|excluding|other\s+than|including)\b[^.;:]{0,80}\b(?:sub)?(?:sections?|paragraphs?|parts?)\b",
    re.IGNORECASE,
)
TO_AMEND = re.compile(r"\bto\s+(?:further\s+)?amend\s+(?:the\s+)?\Z", re.IGNORECASE)
# "The following orders are hereby superseded:", which a list follows.
REMOVED_BELOW = re.compile(
    r"\bfollowing\b[^.;:]{0,120}\b(?:is|are)\s+(?:hereby\s+)?(?:superseded|revoked|rescinded|repealed|deleted)\b[^.;]{0,160}:\s*\Z",
    re.IGNORECASE,
)
# "The following sections are hereby amended:", "Amend:", which instructions follow.
AMENDED_BELOW = re.compile(
    r"\bthe\s+following\b[^.;:]{0,80}\b(?:is|are)\s+(?:hereby\s+)?(?:further\s+)?amended\s*:\s*\Z|\A\W*(?:further\s+)?amend\s*:\s*\Z",
    re.IGNORECASE,
)
SO_MUCH = re.compile(r"\A\W*(?:so\s+much|that\s+part|those\s+parts|the\s+provisions|all\s+of)\b", re.IGNORECASE)
LEADS = re.compile(r"(?:[:—;-]|\bby|\bfollows\.?|(?<!\bas\s)amended)\W*\Z")
RENUMBERS = re.compile(r"[\W]*(?:and\s+)?(?:by\s+)?re-?(?:number|letter|designat)", re.IGNORECASE)
# "is amended | by striking", "| in section 2 by", "| inserting": the instruction itself follows.
BY_DOING = re.compile(
    r"\W*(?:by\s+\w+ing\b|(?:in|at|after|before)\s+(?:the\s+)?\w|(?:strik|insert|add|delet|substitut|revis|amend|replac)\w*ing\b)",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(rf"(?:{ABBREVIATED}|[A-Z])\Z")
_STOP = re.compile(rf"[.](?:['’”\"])?\s+(?=[A-Z({SIGN[1:-1]}])")
_SIGN = re.compile(SIGN)
_FOLLOWING = re.compile(r"\bfollowing(?:\s+\w+){0,3}\Z", re.IGNORECASE)  # "the following three sentences. “The …”"


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Return the half-open characters of each sentence."""
    start = 0
    for stop in _STOP.finditer(text):
        if _ABBREVIATION.search(text[max(0, stop.start() - LONGEST_ABBREVIATION) : stop.start()]):
            continue
        if _SIGN.match(text, stop.end()) and _FOLLOWING.search(text, start, stop.start()):
            continue
        yield start, stop.end()
        start = stop.end()
    if start < len(text):
        yield start, len(text)


def names_part_by_meaning(text: str) -> bool:
    """Return whether a part is named by its meaning: "the provisions of Executive Order 1 that pertain to …"."""
    return bool(
        re.search(
            r"\b(?:provisions?|portions?|parts?|so\s+much|references?)\s+(?:of|in|thereof|to)\b"
            r"|\b(?:revoked|superseded|rescinded|repealed)\s*,?\s+(?:as\s+to|with\s+respect\s+to)\b",
            text,
            re.IGNORECASE,
        )
        or INCONSISTENT.search(text)
    )
