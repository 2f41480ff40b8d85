"""Patterns of the words by which a document acts on another: "is hereby revoked", "This order supersedes …".

Every pattern is bounded, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import re

from eo_browser.law.terms.kinds import NAMING_NOUNS, nouns
from eo_browser.law.terms.number_words import ORDINALS

_WHOLE = (
    r"revoked|rescinded|repealed|annulled|cancell?ed|superseded|replaced|amended|modified|revised|continued|extended"
    r"|reinstated|restored|revived|suspended|stayed|terminated|abolished"
)
_EDITED = r"deleted|stricken|struck|removed|omitted|eliminated|redesignated|renumbered|changed|corrected|designated"
_ENDED = r"(?:revok|rescind|repeal|annull|cancell?|terminat|reinstat)ed"
# "is hereby", "be, and it is hereby,", "shall be deemed to be", "is amended and", "be consolidated and"; "is, insofar
# as it pertains to the following-described lands, hereby"; "iv hereby" as scanned.
_IS = (
    r"\b(?:is|are|be|i[nv](?=\s+hereby\b))"
    r"(?:,\s+(?:in\s?so\s?far\s+as|so\s+far\s+as|to\s+the\s+extent|as\s+to|with\s+respect\s+to|consistent\s+with)\b[^.;]{0,200}?(?=,\s+hereby\b))?"
    r"(?:[\s,]{1,4}(?:and|it|they|the\s+same|is|are|be|each|also|all|hereby|further|accordingly|therefore|likewise|\w{3,20}ly"
    rf"|deemed\s+to|(?!{_ENDED})\w{{3,20}}ed(?=,?\s+and\s+(?:hereby\s+)?(?:{_WHOLE})\b)))"
    r"{0,8}[\s,]{1,4}"
)
# "is hereby revoked", "shall be of no further force or effect", "shall remain in effect", "shall read".
PASSIVE = re.compile(
    rf"{_IS}(?:(?P<verb>{_WHOLE})|(?P<edit>{_EDITED}))\b"
    r"|\bshall\s+(?:(?P<read>read)\b|conform\s+to\s+the\s+following\b"
    r"|(?P<void>be\s+(?:ineffective|inoperative|of\s+no\s+(?:further\s+)?(?:force|effect))|cease\s+to\s+be\s+(?:effective|in\s+effect))\b"
    r"|(?P<stay>(?:continue|remain)\s+in\s+(?:full\s+)?(?:force|effect))\b)",
    re.IGNORECASE,
)
# "shall continue in force | subject to the following amendment:".
WITH_AMENDMENTS = re.compile(
    r",?\s+(?:(?:and\s+effect,?\s+)?(?:subject\s+to|with)\s+the\s+following\s+(?:amendment|change|modification)s?|as\s+amended\s+below)\b",
    re.IGNORECASE,
)
_PRESENT = (
    r"revokes?|rescinds?|repeals?|cancels?|supersede[sd]?|amends?|replaces?|modif(?:y|ies)|reinstates?|restores?"
    r"|suspends?"
)
_WITH_POINTS = r"(?:[^.;]|\.(?!\s+[A-Z][a-z]{2}))"  # of a sentence with "Pub. L. No. 668, 54 Stat. 655"
_ACTOR = (
    rf"(?:\b(?:I|hereby|this\s+(?:{nouns(*NAMING_NOUNS)}|section))"
    rf"|(?<=,\s)do|\bthis\s+order\s{_WITH_POINTS}{{0,250}},\s+it)"
)
# "supersede | those set forth in | section 3": what a provision or document contains.
_CONTAINED_IN = (
    r"(?:those|the\s{1,3}(?:\w+\s{1,3}){1,14}?)\s{0,3}"
    r"(?P<contained>set\s{1,3}(?:forth|out)|contained|established|imposed|specified|described|prescribed|promulgated)\s{1,3}(?:in|by)\s{1,3}"
)
# "I hereby amend | the second sentence in the penultimate paragraph of | Executive Order 1".
_PIECE = (
    r"the\s{1,3}(?:[\w-]+\s{1,3}){0,2}?(?:title|heading|preamble|sentence|paragraph|clause|proviso|table|list|schedule)\s{1,3}"
    r"(?:(?:in|of)\s{1,3}the\s{1,3}(?:[\w-]+\s{1,3}){0,2}?paragraph\s{1,3})?of\s{1,3}(?:the\s{1,3})?"
)
# "I hereby revoke | Executive Order 1", "the President, …, also amends and extends the provisions of |".
ACTIVE = re.compile(
    rf"{_ACTOR}(?:\s[^.;]{{0,300}}(?:\band\b|,))??[\s,]{{1,4}}(?:also\s{{1,3}}|on\s(?:that|such)\sdate\s{{1,3}})?(?:(?:do|shall)\s{{1,3}})?(?:hereby\s{{1,3}})?(?:further\s{{1,3}})?(?P<verb>{_PRESENT})\s{{1,3}}"
    rf"(?:and\s+(?P<also>{_PRESENT})\s{{1,3}})?(?:in\s+(?:its|their)\s+entirety\s{{1,3}})?"
    rf"(?:my\s{{1,3}}|(?:the\s{{1,3}}(?:said\s{{1,3}}|provisions\s+of\s{{1,3}})?)?|{_PIECE}|{_CONTAINED_IN})\Z",
    re.IGNORECASE,
)
# "the following regulation is hereby promulgated, cancelling |": the participle of what is done now.
DOING = re.compile(
    r"\bhereby\s+(?:promulgated|prescribed|issued|ordered),?\s+(?P<verb>revok|rescind|cancell?|supersed|replac)ing\s+(?:the\s+)?\Z"
    r"|\bthe\s+following\s+(?:regulation|rule|order)s?\s+(?P<verb2>amend|modify)ing\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
ADDED_TO = re.compile(
    r"\b(?:is|are)\s+(?:hereby\s+)?(?:added|inserted)\s+(?:to|in|into)\s+(?:the\s+)?\Z", re.IGNORECASE
)
# "by inserting the following new subsections after | subsection (b)", "by adding after | section 5 a new section 6":
# what is named stays as it was, and what it is in is amended.
_PROVISIONS = r"(?:sub)?(?:sections?|paragraphs?|clauses?|items?|parts?|divisions?)"
# "by adding the following new section after | section 2": section 2 is only the place.
NEW_BESIDE = re.compile(
    rf"\b(?:insert|add)(?:ing)?\s(?P<new>[^.;“”\"]{{0,60}}?\b(?:new|following|additional)\s+(?:[\w-]+\s+){{0,3}}?{_PROVISIONS}"
    r"(?:\s+\([\w]{1,4}\))?,?\s+)?(?:immediately\s+)?(?:after|before|following)\s+(?:the\s+(?:said\s+)?)?\Z",
    re.IGNORECASE,
)
NEW_BEHIND = re.compile(
    rf"[\s,]*(?:thereof[\s,]*)?(?:(?:the\s+following|an?)\s+)(?:new|additional)\s+(?:[\w-]+\s+){{0,2}}?{_PROVISIONS}\b",
    re.IGNORECASE,
)
# "In the first sentence of section 3.4(a) of Executive Order 12958, the words “…” are deleted".
WORDS_IN = re.compile(
    r"\A\s*(?:in|from|at\s+the\s+end\s+of)\s+(?:the\s+(?:[\w-]+\s+){1,6}(?:of|in)\s+)?\Z", re.IGNORECASE
)
# "section 2, “…” is deleted", "the words “…” and “…” are struck": words are changed, not the whole.
WORDS_EDITED = re.compile(
    rf"\A[^.;“”\"]{{0,200}}(?:[“\"][^”\"]{{0,400}}[”\"][^.;“”\"]{{0,60}}){{0,3}}?{_IS}(?:deleted|stricken|struck|inserted|substituted|changed|added"
    r"|omitted|eliminated|amended)\b",
    re.IGNORECASE,
)
# "… and that order is hereby revoked": a subject of its own, and no further document of what is before it.
THAT_ONE = re.compile(r"\A(?:that|said|such)\s", re.IGNORECASE)
# "… transferred by | Executive Order 1, which order is hereby superseded".
WHICH_IS = re.compile(
    r"[\s,]*(?:\([^()]*\))?,?\s+which(?:\s+(?:executive\s+)?(?:order|proclamation))?\s+is\s+hereby\s+(?P<verb>revoked|rescinded|superseded|cancell?ed)\b",
    re.IGNORECASE,
)
# "section 104(b) of the Act … that section": of the law.
OF_A_LAW = re.compile(r"\bsections?\s[^.;]{1,40}?\sof\s+(?:the|that|said)\s+(?:[A-Z][\w-]+\s+){0,8}Act\b")
# "Those orders are hereby revoked", "I hereby end the emergency and revoke | those two prior orders".
THOSE = re.compile(
    r"\b(?:both\s+(?:of\s+)?)?(?:those|these|said|both(?:\s+such)?)\s+(?P<count>two|three|four)?\s*"
    r"(?:(?:prior|previous|earlier|executive)\s+){0,2}(?P<noun>order|proclamation)s\b",
    re.IGNORECASE,
)
OPENS_CLAUSE = re.compile(r"(?:\A|,|\band|\baccordingly,?|\btherefore,?)\s*\Z", re.IGNORECASE)
# "… are retained, except to the extent superseded by this order": in part, by its own words.
RETAINED_EXCEPT = re.compile(
    r"[^.;]{0,80}?\b(?P<kept>(?:is|are|be)\s+(?:hereby\s+)?retained|(?:shall\s+)?(?:remains?|continues?)\s+in\s+(?:full\s+)?(?:force|effect)"
    r"(?:\s+and\s+effect)?),?\s+except\s+(?:to\s+the\s+extent|in\s?so\s?far\s+as)\s+(?:(?!not\b)\w+\s+){0,4}?"
    r"(?P<verb>superseded|revoked|rescinded)\s+by\s+this\s+\w+",
    re.IGNORECASE,
)
# "The following orders are hereby revoked:", "Each advisory committee listed below is continued until …:".
_SAID = r"(?:[^.;:]|(?<=\bNo)\.|(?<=\bNos)\.)"
# "Except as superseded by section 1 of this order, | Executive Order 1 shall remain in effect".
EXCEPT_AS_ENDED = re.compile(
    r"\bexcept\s+(?:as|to\s+the\s+extent|in\s?so\s?far\s+as)\s+(?:(?!not\b)\w+\s+){0,4}?"
    r"(?P<verb>superseded|revoked|rescinded)\s+by\s+(?:sections?\s[^.;,]{1,40}?\sof\s+)?this\s+\w+,\s+(?:the\s+provisions\s+of\s+)?\Z",
    re.IGNORECASE,
)
# "The following orders are hereby revoked:", "I hereby revoke the following", "This order supersedes": a list follows.
LEAD = re.compile(
    rf"\b(?:following|listed\s+(?:below|as\s+follows)|below\s+listed)\b{_SAID}{{0,250}}?{_IS}(?P<verb>{_WHOLE})\b{_SAID}{{0,250}}(?::|[:.]?\s*\Z)"
    rf"|\b(?:hereby|I|this\s+order)\s{{1,3}}(?P<verb2>revoke|rescind|supersede|continue)(?:s?\s[^.;:]{{0,80}}\bfollowing\b{_SAID}{{0,120}}(?::|[:.]?\s*\Z)|s?\s*:?\s*\Z)",
    re.IGNORECASE,
)
# "Superseded Orders. | Executive Order 1": the heading of a section that only names them.
HEADED = re.compile(
    r"\A\W*(?P<verb>superseded|revoked|rescinded)\s+(?:executive\s+)?orders?\.\s+(?:the\s+)?\Z", re.IGNORECASE
)
# "the following regulation amending Regulation No. 1 is hereby prescribed:": what is quoted below are own words.
PRESCRIBED = re.compile(
    rf"\bfollowing\s+(?:\w+\s+)?(?:regulation|rule)s?\b{_SAID}{{0,250}}?\b(?:is|are)\s+(?:hereby\s+)?"
    rf"(?:prescribed|promulgated|issued|made)\b{_SAID}{{0,80}}:\s*\Z",
    re.IGNORECASE,
)
# "All orders insofar as they amend Executive Order 1 are revoked. These include Executive Orders 2 and 3".
THESE_INCLUDE = re.compile(
    r"(?P<said>[^.;:]{0,60}\borders?\b(?:[^.;:]|(?<=\bNo)\.){0,200}?)\b(?:is|are)\s+(?:hereby\s+)?(?P<verb>revoked|rescinded|superseded)\.\s+"
    r"(?:These|They|Such\s+(?:executive\s+)?orders)\s+include\b(?:,\s+but\s+are\s+not\s+limited\s+to,)?",
    re.IGNORECASE,
)
_STEMS = r"amend|revok|supersed|rescind|repeal|replac|modif|supplement|extend|continu|reinstat|implement"
_OF_THE = r"(?:(?:section|paragraph|part|clause)s?\s.{0,40}\s(?:of|to|in)\s|the\s)?"
# What comes before a reference mentioned in passing: an earlier actor, an authority, "which amended".
EARLIER = re.compile(
    r"\b(?:amended|affected|superseded|revoked|modified|supplemented|continued|rescinded|expanded)\s{1,3}(?:\w+\s{1,3}){0,3}(?:by|in|pursuant\s+to)\s{1,3}"
    r"(?:section\s.{0,40}\sof\s|the\s(?:said\s)?)?\Z"
    r"|\b(?:pursuant\s+to|under|in\s+accordance\s+with|by\s+virtue\s+of|in|by|to|(?<!\btogether\s)with|from|through|than|for|on|upon|see"
    r"|regarding|concerning|implement(?:s|ing)?|establish(?:ed|ing)|issuance\s+of|date\s+of|purposes?\s+of)\s{1,3}(?:the\s+)?\Z"
    rf"|\b(?:which|that|had|has)\s{{1,3}}(?:\w+\s{{1,3}}){{0,2}}?(?:{_STEMS})(?:ed|ied)\s{{1,3}}{_OF_THE}\Z"
    rf"|(?<!\bby)\s(?:{_STEMS})(?:y)?ing\s{{1,3}}{_OF_THE}\Z",
    re.IGNORECASE,
)
# What comes between two documents of one list: brackets, a day, a comma, "and", "Nos.".
JOINED = re.compile(
    r"(?:\s*[a-z]?\([^()]*\))?(?:\s+(?:of|dated)\s+[A-Z][a-z]+\.?\s\d{1,2},?\s\d{4})?[\s,;)]*(?:(?:and|or)\s+)?(?:by\s+)?(?:Nos?\.?\s*)?\Z",
    re.IGNORECASE,
)
# "as amended by Executive Order No. 6234, dated July 28, 1933 (| Veterans Regulation No. 10(b))": another name of it.
APPOSED = re.compile(r",?\s*(?:(?:dated|of)\s+[A-Z][a-z]+\.?\s\d{1,2},?\s\d{4})?\s*\(\s*\Z")
# "as amended by Executive Orders No. | 10118": the words before a number that is a reference of its own.
BEFORE_NUMBER = re.compile(r"\b(?:(?:Executive\s+)?Orders?\s*)?(?:Nos?\.?|Numbers?|Numbered)?\s*\Z", re.IGNORECASE)
# What may come between a subject and its verb: brackets, quotations, days, and participle clauses.
ASIDE = re.compile(
    r"\([^()]*\)|“[^”]*”|\"[^\"]*\"|\b(?:(?:of|dated)\s+)?(?:[A-Z][a-z]+\s\d{1,2},?\s\d,?\d{3})|,?\s(?:to\s+the\s+extent|in\s?so\s?far\s+as|effective|as\s+of)\b[^;.]{0,300}"
    r"|,?\s(?:issued|promulgated|prescribed)\s(?:under|pursuant\s+to)\s(?:the\s+)?(?:authority|act|provisions)\b[^;.]{0,300}"
    r"|,?\sas\s(?:precedes|follows|provides|relates|reads|requires|authorizes|added|applies)\b[^;]{0,400}"
    r"|,?\s(?:[a-z]{2,20}ly\s)?(?!(?:following|including|being|according)\b)(?:[A-Z]?[a-z]{2,20}ing|entitled|which|that|whereby|with\s+respect"
    r"|as\s+to|amendatory|relative|published|respectively)\b[^;]{0,400}"
)
_NOUNS = {word + end for noun in (*NAMING_NOUNS, "memoranda") for word in noun.split() for end in ("", "s")}
# What may come between two objects of one verb.
JOINING_WORDS = frozenset({
    "and", "or", "the", "as", "well", "together", "with", "amended", "presidential", "no", "nos", "numbered", "same",
    "subject", "dated",
}) | _NOUNS  # fmt: skip
LINK_WORDS = frozenset({
    "as", "amended", "affected", "extended", "continued", "by", "and", "or", "the", "of", "dated", "on", "further",
    "supplemented", "modified",
    "each", "both", "thereof", "thereto", "also", "in", "its", "entirety", "nos", "no", "section", "sections",
    "subsection", "paragraph", "to", "numbered", "heretofore", "inclusive", "through", "including", "hereby",
    "shall", "amendments", "heading", "title", "issued", "signed", *ORDINALS[1:7], "last", "sentence", "paragraphs",
    "presidential",
    "ratified", "it", "made", "together", "with",
    "that", "portion", "part", "parts", "schedule", "annex", "et", "seq",
}) | _NOUNS  # fmt: skip
_NARROWING = (
    r"to\s+(?:the|such)\s+extent(?!\s+not\b)|in\s?so\s?far\s+as|so\s+far\s+as|in\s+part\b|only\s+as\b|as\s+to\b|as\s+regards"
    r"|with\s+respect\s+to|in\s+respect\s+of|in\s+its\s+application|except\s+(?!that\b|as\s+(?:\w+\s+)?provided)"
    r"|(?:as|where|when|wherever)\s+(?:it|they|the\s+same)\s+(?:relates?|appl(?:y|ies)|pertains?|affects?|(?:is|are)\s+inconsistent)"
)
PARTLY = re.compile(rf"\b(?:{_NARROWING}|inconsistent)\b", re.IGNORECASE)
# Directly after a verb or its object, with brackets, title and day skipped: "is superseded, as of January 30, 2022, to
# the extent it is inconsistent with this order".
NARROWED = re.compile(
    r"(?:[\s,]|\(\s*\)|“\s*”|\"\s*\"|entitled\b|as\s+amended\b|(?:of|dated)\s+[A-Z][a-z]+\s\d{1,2},?\s\d{4})*\(?"
    r"(?:(?:effective|as\s+of|on\s+and\s+after)\b[^.;]{0,80}?,\s+)?(?:but\s+)?(?:only\s+)?"
    rf"(?:{_NARROWING}|except\s+that\s+(?:each|it|they|such\s+orders?)\s+shall\s+(?:\w+\s+){{0,4}}?(?:remain|continue)\s+in\b)",
    re.IGNORECASE,
)
# "Executive Orders 1, 2, and 3 | so far as they pertain, respectively, to the Board": of each.
LIMITS_ALL = re.compile(
    r"[\s,]*(?:to\s+the\s+extent(?:\s+that)?|in\s?so\s?far\s+as|so\s+far\s+as)\s+(?:they|these|such\s+orders)\b",
    re.IGNORECASE,
)
# "To the extent that the Convention of 1974 replaces that of 1960, this order supersedes |".
# "Except with respect to the positions in section 2 of this order, |".
NARROWED_BEFORE = re.compile(
    r"\b(?:to\s+the\s+extent(?!\s+not\s+(?:heretofore|previously|already)\b)|in\s?so\s?far\s+as|so\s+far\s+as)\b[^.;]{0,120},\s+\Z"
    r"|\A\W*(?:to\s+the\s+extent\s+that|in\s?so\s?far\s+as|so\s+far\s+as)\b(?:[^.;]|\.(?=\S)){0,400},\s+"
    rf"(?:this\s+(?:order|proclamation|memorandum)|I)\s+(?:hereby\s+)?(?:{_PRESENT})\s+(?:the\s+)?\Z"
    rf"|\bto\s+the\s+extent\s+(?:that\s+)?this\s+order\b{_WITH_POINTS}{{0,250}},\s+it\s+(?:hereby\s+)?(?:{_PRESENT})\s+(?:the\s+)?\Z"
    r"|\A\W*except\s+(?:with\s+respect\s+to|in\s+respect\s+of|as\s+(?:to|regards)|for)\b[^.;]{0,200},\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
# "All provisions relating to export control that are contained in the | following … are hereby superseded:"
PART_LED_IN = re.compile(
    r"\b(?:provisions\s[^.;:]{0,20}?\b(?:relating|pertaining|concerning|respecting|with\s+respect|dealing|applicable|which|that)\b"
    r"|portions?\b|parts?\b|so\s+much\b)[^.;:]{0,120}\b(?:in|of)\s+(?:each\s+of\s+)?the\s+\Z",
    re.IGNORECASE,
)
# "so much | of", "sections 1 and 2 | of", "the schedule | of": a part, not the whole.
PART_OF = re.compile(
    r"\b(?:(?:those|such|other)\s+(?:parts|portions|provisions)|parts?|portions?|so\s+much|sentences?|(?:sub)?(?:sections?|paragraphs?|clauses?)"
    r"(?:\s+[\w().-]{1,12}|\s+numbered\s+\w{1,6}){0,3}|proviso|items?|title|table|schedule|annex|appendix|preamble|provisions)"
    r",?\s+of\s+(?:the\s+|said\s+)?\Z",
    re.IGNORECASE,
)
WITH_ARTICLE = re.compile(r"\b(?:that\s+)?the\s+(?:[\w-]+\s+){0,4}\Z", re.IGNORECASE)
# "paragraph numbered 1 of", "section 1-4. “Pollution Control Plan” of": a provision that the citation does not include.
PART_NAMED = re.compile(
    r"\b(?P<level>(?:sub)?(?:section|paragraph|clause)|part)\s+(?:numbered\s+|lettered\s+|No\.\s*)?(?P<label>\(?\d[\w-]{0,6}\)?|\([a-z]{1,3}\)|(?-i:[IVXL]{1,6})\b)"
    r"(?:\.?,?\s*(?:“[^“”]{0,200}”|\"[^\"]{0,200}\"|\([^()]{0,200}\)),?)?\s+of\s+(?:the\s+|said\s+)?\Z",
    re.IGNORECASE,
)
# "Nothing in | this order shall supersede".
NOTHING_IN = re.compile(r"\b(?:nothing|neither|nor)\s+(?:(?:contained\s+)?(?:in|of)\s+)?\Z", re.IGNORECASE)
# "That part of section 3 which precedes | paragraph (a)", "in order to update and clarify | Executive Order 1", "all
# orders insofar as they amend | Executive Order 1": a place, a purpose and what others did.
NO_OBJECT = re.compile(
    r"\b(?:(?:which|that|as)\s+(?:precedes?|follows?)|(?:in\s?so\s?far|so\s+far)\s+as\s+they\s+(?:\w+\s+){1,5}?|in\s+order\s+(?:\w+\s+)?to\s+(?:\w+\s+){1,4}?)\s*(?:the\s+)?\Z",
    re.IGNORECASE,
)
# "Executive Order 1, except for | section 6, and Executive Order 2 are revoked": what is left in force.
EXCEPT_A = re.compile(
    r"\b(?:except(?:ing)?(?:\s+for)?|with\s+the\s+exception\s+of|other\s+than)\s+(?:the\s+)?\Z", re.IGNORECASE
)
# "except section 2", "other than paragraphs (a) and (b)": a part stays.
EXCEPT_PROVISION = re.compile(
    r"\b(?:except(?:ing)?(?:\s+for)?|with\s+the\s+exception\s+of|other\s+than)\s+(?:the\s+)?"
    r"(?=,|\Z|(?:and\s)?(?:sub)?(?:sections?|paragraphs?|clauses?|parts?)\b)",
    re.IGNORECASE,
)
# "section", "the second paragraph", "§": the words that follow name a provision.
PROVISION = re.compile(
    r"\A(?:the\s+)?(?:(?:sub)?(?:sections?|paragraphs?|clauses?|parts?)|secs?\.|pars?\.|rules?|annex(?!es,)|appendix|schedules?|preamble|§)",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\b(?:not(?!\s+(?:limited\s+to|heretofore|previously|already)\b)|nothing|nor|without|whether|if|unless|when|until)\b",
    re.IGNORECASE,
)
EMERGENCY = re.compile(
    r"\bcontinu(?:ing|e|es)\b[^.;]{0,300}\bnational\s+emergenc(?:y|ies)\b[^.;]{0,300}\Z", re.IGNORECASE
)
# "the national emergency declared in", "by Executive Order 13067, the President declared a national emergency".
DECLARED_IN = re.compile(
    r"\bnational\s+emergenc(?:y|ies)\b[^.;]{0,250}\bdeclared\b[^.;]{0,60}\b(?:in|by|under|pursuant\s+to)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
# "the declaration of a national emergency in | Executive Order 1".
DECLARED_THERE = re.compile(
    rf"\bdeclaration\s+of\s+(?:an?|the)\s+national\s+emergency\s+(?:in|by)\s+\Z|{DECLARED_IN.pattern}", re.IGNORECASE
)
DECLARES = re.compile(r"[^.;]{0,200}\bdeclared\s+(?:the\s+existence\s+of\s+)?an?\s+national\s+emergency", re.IGNORECASE)
# "continuing … the emergency", "the emergency … shall continue in effect".
EMERGENCY_GOES_ON = re.compile(
    r"\bcontinu(?:e|es|ing|ation)\b[^.;]{0,250}\bemergenc(?:y|ies)\b|\bemergenc(?:y|ies)\b[^.;]{0,250}\bcontinue\s+in\s+effect",
    re.IGNORECASE,
)
_Z = r"\Z"
# "I hereby terminate | expand the scope of | the national emergency declared in".
_EMERGENCY_OF = (
    r"(?:the\s+)?(?:scope\s+of\s+)?(?:the\s+)?national\s+emergenc(?:y|ies)\b[^.;]{0,200}?\b(?:declared|proclaimed)"
    r"(?:\s(?!in\b|by\b)[a-z]+|\sin\sscope){0,5}\s+(?:in|by|under|pursuant\s+to)\s+(?:the\s+)?\Z"
)
TERMINATES_EMERGENCY = re.compile(
    rf"\b(?:I|hereby)\s[^.;]{{0,200}}?\b(?P<verb>terminate)\s+{_EMERGENCY_OF}", re.IGNORECASE
)
EXPANDS_EMERGENCY = re.compile(
    rf"\b(?:I|hereby)\s+(?:hereby\s+)?(?:further\s+)?(?P<verb>expand|modify|broaden|amend)\s+{_EMERGENCY_OF}",
    re.IGNORECASE,
)
IS_TERMINATED = re.compile(r"[^.;]{0,200}?\b(?:is|are)\s+(?:hereby\s+)?terminated\b", re.IGNORECASE)
# "In Proclamation 10886, I declared … I hereby expand the scope of the emergency declared in that proclamation".
_EXPANDS = EXPANDS_EMERGENCY.pattern.removesuffix(_Z).replace("<verb>", "<verb2>")
# "I hereby terminate the national emergency declared in that order".
THAT_EMERGENCY = re.compile(
    rf"(?:{TERMINATES_EMERGENCY.pattern.removesuffix(_Z)}|{_EXPANDS})"
    r"(?:that|said)\s+(?:executive\s+)?(?:order|proclamation)\b",
    re.IGNORECASE,
)
# "hereby declare a national emergency to deal with that threat".
DECLARES_NOW = re.compile(
    r"\b(?:(?:hereby|I|do)\s+(?:\w+,?\s+){0,6}?|(?:hereby|I)\s[^.;]{0,600}?\band\s+)(?:declare|proclaim)\s+(?:that\s+)?(?:the\s+existence\s+of\s+)?"
    r"an?\s+(?:\w+\s+)?national\s+emergency\b",
    re.IGNORECASE,
)
# "increase the ad valorem rate of duty set forth in | section 2(c)(i) of Executive Order 14256".
_AMOUNTS = (
    r"(?:rates?|dut(?:y|ies)|amounts?|percentages?|limits?|limitations?|ceilings?"
    r"|tariffs?|fees?|prices?|salar(?:y|ies)|quotas?)"
)
# "Part II of Executive Order 1 is hereby extended | and made applicable to functions under Title I": not in time.
EXTENDED_TO = re.compile(
    r",?\s+(?:and\s+(?:is\s+|are\s+)?made\s+applicable|(?:so\s+as\s+)?to\s+(?:include|apply|cover|embrace)"
    r"|to\s+(?:the\s+)?(?:(?-i:(?:[A-Z][a-z]+,?\s+(?:(?:of|and|for)\s+(?:the\s+)?)?){0,6})"
    r"(?-i:Agency|Department|Administration|Authority|Board|Commission|Committee|Corporation|Bureau|Office|Service)"
    r"|(?:officers|employees|persons|members|agencies|departments)))\b",
    re.IGNORECASE,
)
# "Civil Service Rule 9, as established by | Executive Order 1, is revoked", "the prohibitions set forth in | section
# 1": rules that a document contains.
RULES_IN = re.compile(
    r"(?:\A\W*|,\s+and\s+(?=the\s))(?:that\s+)?(?:(?:the|all|any)\s+)?(?:(?:sub)?(?:section|paragraph|part)\s[\w.()-]{1,12}\sof\s)?(?:[\w-]+\s+){0,3}?"
    r"(?:rules?|regulations?|provisions?|prohibitions?|restrictions?|requirements?|designations?|lists?)\b[^.;]{0,80}?"
    r"\b(?:established|prescribed|contained|made|set\s+(?:forth|out)|imposed|promulgated)\s+(?:by|in)\s+(?:the\s+said\s+)?\Z",
    re.IGNORECASE,
)
# "The Council, created by | Executive Order 1, is continued until March 25", "the delay specified in | section 2(a)".
SET_UP_IN = re.compile(
    r"\A\W*(?:that\s+)?the\s+(?P<body>(?-i:[A-Z]))?[^.;]{3,160}?,?\s(?:(?:as\s+)?(?:created|established|constituted|specified|provided\s+for))\s+"
    r"(?:by|in|under|pursuant\s+to)\s+\Z",
    re.IGNORECASE,
)
IN_TIME = re.compile(r"[^.;]{0,60}?\b(?:until|to|through)\s+(?:and\s+including\s+)?[A-Z][a-z]+\s\d{1,2},\s\d{4}")
SUSPENDED_FOR = re.compile(r"[^.;]{0,160}")  # "… is suspended | for 90 days"
AFTER_PREPOSITION = re.compile(r"\b(?:in|of|by|under|to)\s+(?:the\s+)?\Z", re.IGNORECASE)
# "I hereby increase the rates of duty imposed by |": it changes what the document set.
SETS_ACTIVE = re.compile(
    r"(?:\A\s*|[;:]\s+(?:and\s+)?|\bhereby\s+|\bI\s+|\bby\s+(?=\w+ing\b))"
    r"(?:increas|reduc|decreas|rais|lower|suspend|adjust|chang|set)(?:e|ing)?\s+the\s"
    rf"(?:(?!\bpursuant\b)[^.;]){{0,160}}?\b{_AMOUNTS}\b(?:(?!\bpursuant\b)[^.;]){{0,120}}\b(?:in|of|by|under)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_FIXED = r"(?:set\s+forth|imposed|established|provided(?:\s+for)?|specified|described|prescribed|fixed)"
_GIVEN = r"(?:delegated|assigned|vested|conferred|granted|given)"
# "the rate of duty imposed by | section 2 of Executive Order 1 shall be increased", "functions delegated by | …".
SETS_PASSIVE = re.compile(
    rf"\b(?:{_AMOUNTS}\b[^.;]{{0,120}}\b{_FIXED}"
    rf"|(?:functions?|authorit(?:y|ies)|powers?|duties|responsibilit(?:y|ies))\b[^.;]{{0,200}}\b{_GIVEN})\b[^.;]{{0,120}}"
    r"\b(?:in|by|under|pursuant\s+to)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
# "… is hereby increased", "shall be transferred": the verb behind what the document set.
IS_SET = re.compile(
    r"[^.;]{0,250}?\b(?:is|are|shall\s+be)\s+(?:hereby\s+)?(?:increased|reduced|decreased|raised|lowered|suspended|set\s+at"
    r"|transferred|reassigned|redelegated|delegated|assigned|vested)\b",
    re.IGNORECASE,
)
# "the duties imposed in | Executive Order 1, as amended; Executive Order 2; and Executive Order 3 shall no longer be in
# effect": of every order listed.
NO_LONGER_SET = re.compile(
    r"[^.]{0,800}?\b(?P<verb>(?:shall|is|are|will)\s+no\s+longer\s+(?:be\s+)?(?:in\s+effect|imposed|collected|apply))\b",
    re.IGNORECASE,
)
# "as modified by |": who changed it before. "In Executive Order 1, I ordered": told, not done.
CHANGED_BEFORE = re.compile(
    r"\b(?:amended|modified|changed)\b[^.;]{0,60}\Z|\bI\s+(?:previously\s+|subsequently\s+)?(?:order|impos|declar|direct|provid|rais)e?d\b",
    re.IGNORECASE,
)
# "but shall not supersede |", "nothing in this order shall be construed to revoke |".
SPARES = re.compile(
    r"\b(?:shall|does|do|is|are|will)\s+not\s+(?:be\s+(?:construed|deemed)\s+(?:to|as)\s+)?"
    r"(?:supersed|revok|repeal|rescind|affect|modif|amend)(?:e|es|y|ing)?,?\s+"
    r"(?:(?:,\s*)?(?:or\s+)?(?:otherwise\s+)?(?:supersede|revoke|repeal|rescind|affect|modify|amend),?\s+){0,3}"
    r"(?:(?:any\s+of\s+)?the\s+(?:provisions\s+of\s+)?)?\Z",
    re.IGNORECASE,
)
# Quoted words and brackets are asides, except a bracket that limits the act.
IN_PASSING = re.compile(
    r"“[^“”]{0,4000}”|\((?!\s*(?:except|to\s+the\s+extent|in\s+part|in\s?so|including\s+Executive\s+Order))[^()]{12,400}\)",
    re.IGNORECASE,
)
STRAIGHT_QUOTED = re.compile(r"\"[^\"]{0,4000}\"")
_COLON = r"(?<!\bentitled):(?=\s(?!\d\d\b))"  # not that of "entitled: “…”", nor of a time as scanned, "9: 00"
SENTENCE = re.compile(rf"(?<!\b[Nn]o)(?<!\b[Nn]os)(?<!\bSec)(?<!\bPub)(?<!\bStat)(?<![A-Z])[.;](?=\s)|{_COLON}")
FULL_STOP = re.compile(rf"(?<!\b[Nn]o)(?<!\b[Nn]os)(?<!\bSec)(?<!\bPub)(?<!\bStat)(?<![A-Z])\.(?=\s)|{_COLON}")
