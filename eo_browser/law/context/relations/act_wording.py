"""The words by which a document does something to another: "is hereby revoked", "This order supersedes …".

Every pattern is bounded, so that a text of any length is read in time that grows with it.
"""

from __future__ import annotations

import re

_WHOLE = (
    r"revoked|rescinded|repealed|annulled|cancell?ed|superseded|replaced|amended|modified|revised|continued|extended"
)
_EDITED = r"deleted|stricken|struck|removed|omitted|eliminated|redesignated|renumbered|changed|corrected|designated"
# "is hereby", "be, and it is hereby,", "shall be deemed to be", "is amended and".
_IS = (
    r"\b(?:is|are|be)(?:[\s,]{1,4}(?:and|it|they|the\s+same|is|are|be|each|also|all|hereby|further|accordingly|likewise"
    rf"|deemed\s+to|(?:amended|modified|superseded)(?=,?\s+and\s+(?:hereby\s+)?(?:{_WHOLE})\b)))"
    r"{0,8}[\s,]{1,4}"
)
PASSIVE = re.compile(
    rf"{_IS}(?:(?P<verb>{_WHOLE})|(?P<edit>{_EDITED}))\b"
    r"|\bshall\s+(?:(?P<read>read)\b|(?P<stay>(?:continue|remain)\s+in\s+(?:full\s+)?(?:force|effect))\b)",
    re.IGNORECASE,
)
_PRESENT = r"revokes?|rescinds?|repeals?|cancels?|supersede[sd]?|amends?|replaces?|modif(?:y|ies)"
_ACTOR = r"\b(?:I|hereby|this\s+(?:order|proclamation|memorandum|notice))"
ACTIVE = re.compile(
    rf"{_ACTOR}(?:\s[^.;]{{0,300}}(?:\band\b|,))??[\s,]{{1,4}}(?:also\s{{1,3}})?(?:(?:do|shall)\s{{1,3}})?(?:hereby\s{{1,3}})?(?P<verb>{_PRESENT})\s{{1,3}}"
    rf"(?:and\s+(?:{_PRESENT})\s{{1,3}})?(?:the\s{{1,3}}(?:provisions\s+of\s{{1,3}})?)?\Z",
    re.IGNORECASE,
)
ADDED_TO = re.compile(
    r"\b(?:is|are)\s+(?:hereby\s+)?(?:added|inserted)\s+(?:to|in|into)\s+(?:the\s+)?\Z", re.IGNORECASE
)
# "In the first sentence of section 3.4(a) of Executive Order 12958, the words “…” are deleted".
WORDS_IN = re.compile(
    r"\A\s*(?:in|from|at\s+the\s+end\s+of)\s+(?:the\s+(?:[\w-]+\s+){1,6}(?:of|in)\s+)?\Z", re.IGNORECASE
)
WORDS_EDITED = re.compile(
    rf"\A[^.;“”\"]{{0,200}}(?:[“\"][^”\"]{{0,400}}[”\"][^.;“”\"]{{0,60}}){{0,3}}?{_IS}(?:deleted|stricken|struck|inserted|substituted|changed|added"
    r"|omitted|eliminated|amended)\b",
    re.IGNORECASE,
)
# "The following orders are hereby revoked:", "Each advisory committee listed below is continued until …:".
LEAD = re.compile(
    rf"\b(?:following|listed\s+below|below\s+listed)\b[^.;:]{{0,250}}?{_IS}(?P<verb>{_WHOLE})\b[^.;:]{{0,250}}(?::|[:.]?\s*\Z)"
    rf"|\b(?:hereby\s{{1,3}}|I\s{{1,3}})(?P<verb2>revoke|rescind|supersede|continue)\s[^.;:]{{0,80}}\bfollowing\b[^.;:]{{0,120}}(?::|[:.]?\s*\Z)",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:amended|superseded|revoked|modified|supplemented|continued|rescinded|expanded)\s{1,3}(?:\w+\s{1,3}){0,3}(?:by|in|pursuant\s+to)\s{1,3}"
    r"(?:section\s.{0,40}\sof\s|the\s)?\Z"
    r"|\b(?:pursuant\s+to|under|in\s+accordance\s+with|by\s+virtue\s+of|in|by|to|with|from|through|than|for|on|upon|see"
    r"|regarding|concerning|implement(?:s|ing)?|establish(?:ed|ing))\s{1,3}(?:the\s+)?\Z",
    re.IGNORECASE,
)
JOINED = re.compile(
    r"(?:\s*\([^()]*\))?(?:\s+(?:of|dated)\s+[A-Z][a-z]+\.?\s\d{1,2},?\s\d{4})?[\s,;)]*(?:(?:and|or)\s+)?(?:by\s+)?\Z",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"\([^()]*\)|“[^”]*”|\"[^\"]*\"|\b(?:[A-Z][a-z]+\s\d{1,2},?\s\d{4})|,?\s(?:to\s+the\s+extent|effective|as\s+of)\b[^;.]{0,120}"
    r"|,?\s(?:relating|pertaining|establishing|entitled|designating|withdrawing|transferring|reserving|prescribing|listing"
    r"|concerning|providing|creating|which|that|with\s+respect|authorizing|delegating|setting|placing|excusing|amending"
    r"|amendatory|constituting|fixing|defining|making|specifying|extending)\b[^;]{0,400}"
)
LINK_WORDS = frozenset({
    "as", "amended", "by", "and", "or", "the", "of", "dated", "on", "further", "supplemented", "modified",
    "each", "both", "thereof", "thereto", "also", "in", "its", "entirety", "nos", "no", "section", "sections",
    "subsection", "paragraph", "to", "numbered", "heretofore", "inclusive", "through", "including", "hereby",
    "shall", "amendments", "heading", "title", "issued", "signed", "first", "second", "third", "last", "sentence",
    "that", "portion", "part", "parts", "schedule", "annex", "et", "seq",
})  # fmt: skip
PARTLY = re.compile(
    r"\b(?:to\s+the\s+extent|in\s?so\s?far\s+as|in\s+part|except|so\s+far\s+as|inconsistent|as\s+to\s+(?:such|the|those|any|so)"
    r"|only\s+as|with\s+respect\s+to\s+(?:the|such|those)\s+(?:lands?|tracts?|areas?|positions?))\b",
    re.IGNORECASE,
)
PART_OF = re.compile(
    r"\b(?:(?:those|such|other)\s+(?:parts|portions|provisions)|parts?|portions?|so\s+much|sentence|paragraphs?|remainder|items?"
    r"|provisions)\s+of\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
PROVISION = re.compile(
    r"\A(?:the\s+)?(?:(?:sub)?(?:sections?|paragraphs?|clauses?|parts?)|secs?\.|pars?\.|rules?|annex|appendix|schedules?|preamble|§)",
    re.IGNORECASE,
)
DENIED = re.compile(r"\b(?:not|nothing|nor|without|whether|if|unless|when|until)\b", re.IGNORECASE)
EMERGENCY = re.compile(
    r"\bcontinu(?:ing|e|es)\b[^.;]{0,300}\bnational\s+emergenc(?:y|ies)\b[^.;]{0,300}\Z", re.IGNORECASE
)
SENTENCE = re.compile(r"(?<!\bNo)(?<!\bNos)(?<!\bSec)(?<!\bPub)(?<!\bStat)(?<![A-Z])[.;](?=\s)|:(?=\s)")
FULL_STOP = re.compile(r"(?<!\bNo)(?<!\bNos)(?<!\bSec)(?<!\bPub)(?<!\bStat)(?<!\bHdqrs)(?<![A-Z])\.(?=\s)|:(?=\s)")
