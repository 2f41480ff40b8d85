"""What kind of line stands at the head or foot of a document: one small named rule for each."""

from __future__ import annotations

import re

from .identity import numbered_head, printed_date, series_numbers
from .presidents import president_signing
from .source import Role

_RULE = re.compile(r"^[-–—_*=~.\s]{3,}$")
_FURNITURE = re.compile(
    r"^(?:#(?:\s*#)+|for immediate release:?|office of the press secretary|the white house office of the press secretary|"
    r"(?:share|print|tweet|email)(?: this)?(?: page| article)?|\(?as prepared(?: for delivery)?\)?|"
    r"briefing room|presidential actions|\[?(?:view|download|read|click here)\b.{0,80}\b(?:pdf|here|annex(?:es)?|appendix)\]?\.?)$",
    re.IGNORECASE,
)
_KIND_LINE = re.compile(
    r"^(?:(?:an? )?(?:(?:executive|presidential) orders?|(?:presidential )?proclamations?|(?:presidential )?memorand(?:um|a)|"
    r"(?:presidential )?notice|presidential (?:determination|permit|documents?|finding)|(?:the )?president|title 3)"
    r"|by the president(?: of the united states(?: of america)?)?(?: an? (?:proclamation|executive order))?)[.:—-]?$",
    re.IGNORECASE,
)
_NUMBER_ONLY = re.compile(
    r"^\(?\[?(?:no\.?|number)\s*\d[\d,-]*(?:-?[A-Z])?\]?\)?\.?$|^\[?(?:EO|E\.O\.)\s*\d{4,5}\]?$", re.IGNORECASE
)
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DATE_LINE = re.compile(
    rf"^(?:(?:the white house|white house|washington|camp david|dated?|for immediate release|immediate release)"
    rf"[\s,:.]*(?:washington[\s,.]*)?(?:d\.?\s?c\.?[\s,.]*)?)*(?:{_MONTH}\s+\d{{1,2}}\s*,?\s*\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2}}(?:\d{{2}})?)[\s.]*(?:at\s[\d:]+\s*[ap]\.?m\.?)?\.?$",
    re.IGNORECASE,
)
_KIND_AND_DATE = re.compile(
    rf"^(?:memorandum|notice|order|presidential (?:order|determination|permit)|letter|message) of {_MONTH}\s+\d{{1,2}}\s*,\s*\d{{4}}\.?$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"^(?:the\s+)?(?:white\s+house|oval office|camp david)[\s,.]*(?:washington[\s,.]*)?(?:d\.?\s?c\.?)?[\s,.]*$"
    r"|^washington[\s,.]*(?:d\.?\s?c\.?)?[\s,.]*$",
    re.IGNORECASE,
)
_FILING = re.compile(
    r"^\W*(?:filed (?:by|with|for)\b|fr doc\b|\[?filed \d|executive order \d+ was filed|note\s*:\s*this (?:order|proclamation|memorandum) was)",
    re.IGNORECASE,
)
_BILLING = re.compile(r"^\W*billing code\b", re.IGNORECASE)
_NOTE = re.compile(r"^\(?\[?this executive order was not published\b", re.IGNORECASE)
_PAGE_MARK = re.compile(r"^\[\[?\s*page\s+\d+\s*\]\]?$", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?:SUBJECTS?|Subject|SUBJ|RE)\s*:", re.UNICODE)
_FROM = re.compile(r"^(?:FROM|From)\s*:")
_ADDRESSEE = re.compile(
    r"^(?:MEMORANDUM\s+(?:FOR|TO)\b|Memorandum\s+(?:for|to)\s[^.;:]{3,160}$|(?:TO|THROUGH|VIA|CC|COPY TO)\s*:)"
)
_SALUTATION = re.compile(
    r"^\W*(?:dear\s+(?:mr|madam|mister|ms|mrs|dr|senator|representative|chair|speaker|leader|members?|president)\b.{0,120}[:,]\W*$"
    r"|to\s+the\s+(?:congress|senate|house\s+of\s+representatives|speaker)\b.{0,80}[:;,]?\s*$)",
    re.IGNORECASE,
)
_FAREWELL = re.compile(r"^(?:respectfully|sincerely(?: yours)?|very truly yours)\s*,?$", re.IGNORECASE)
_COUNTERSIGNED = re.compile(
    r"^(?:approval recommended|approved|recommended|attest|by the president|johnson\s+administrator)\s*:?\s*.{0,80}$",
    re.IGNORECASE,
)
_SIGNED_MARK = re.compile(r"^/s/|^\[?signed\]?\b[:\s]*$|^\(sgd\.?\)", re.IGNORECASE)
_NAME_THEN_PLACE = re.compile(
    r"^(?P<name>[A-Z][A-Za-z.,' -]+?)[\s,.]*(?:(?:President|PRESIDENT)\.?)?\s*(?P<rest>(?:The White House|THE WHITE HOUSE)\b.*)?$",
    re.DOTALL,
)
_PERSON = re.compile(
    r"^(?:[A-Z]\.|[A-Z][A-Za-z'’-]+)(?:\s+(?:[A-Z]\.|[A-Z][A-Za-z'’-]+|[IVX]+,?)){1,4},?(?:\s+(?:JR|Jr|SR|Sr|III)\.?)?$"
)
_OPENING = re.compile(
    r"^(?:by (?:the )?(?:authority|virtue|direction)|whereas|now,? therefore|pursuant to|under (?:the )?authority|"
    r"i,? [a-z. ]+, president|in order to|in accordance|it is|consistent with)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"^(?:\([A-Za-z0-9]{1,5}\)|(?:section|sec|part|title|chapter|subpart|article|rule|annex|appendix|schedule|attachment|par)\b\.?\s*"
    r"(?:\d|[IVXLC]+\b|[A-Z]\b|one\b|$)|\d{1,3}[.)]|[A-Za-z][.)]\s|[IVXL]+\.)",
    re.IGNORECASE,
)


def is_rule(text: str) -> bool:
    """A drawn line: "- - - - - - -"."""
    return bool(_RULE.match(text))


def is_furniture(text: str) -> bool:
    """What the site says, not the document: "For Immediate Release", "###", a link to an annex's PDF."""
    return bool(_FURNITURE.match(text))


def is_opening(text: str) -> bool:
    """The words with which a document's own text begins: "By the authority vested in me", "WHEREAS"."""
    return bool(_OPENING.match(text))


def is_numbered(text: str) -> bool:
    """A line that begins with a label or a division: "(a)", "Section 1.", "PART I"."""
    return bool(_NUMBERED.match(text))


def is_upper(text: str) -> bool:
    """All letters capitals, at least three of them."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and all(c.isupper() for c in letters)


_SMALL_WORDS = frozenset(
    "a an and as at by for from in into of on or per the to under upon via with between within over".split()
)


def is_title_case(text: str) -> bool:
    """ "Establishing an Emergency Board To Investigate a Dispute": at least four words, no sentence."""
    words = re.findall(r"[A-Za-z][\w'’-]*", text)
    if len(words) < 4 or text.rstrip()[-1:] in ".:;,?!":
        return False
    return all(word[0].isupper() or word.lower() in _SMALL_WORDS for word in words)


def is_signature(text: str) -> bool:
    """A president's name standing alone, with or without place and date run on: "GERALD R. FORD The White House, …"."""
    if _SIGNED_MARK.match(text):
        return True
    found = _NAME_THEN_PLACE.match(text)
    return bool(found and len(found["name"]) < 40 and president_signing(found["name"]))


def is_person(text: str) -> bool:
    """A line that can only be somebody's name: "REINCE PRIEBUS", "Ronald A. Klain"."""
    return bool(_PERSON.match(text)) and len(text) < 50


def neutral_role(text: str) -> Role:
    """The role of a line that is no provision wherever it stands at the head or foot; "" otherwise."""
    if is_rule(text) or _KIND_LINE.match(text):
        return "kind-line"
    if is_furniture(text):
        return "furniture"
    if _DATE_LINE.match(text):
        return "date-line"
    if _PLACE.match(text):
        return "place"
    if _BILLING.match(text):
        return "billing"
    if _FILING.match(text):
        return "filing"
    if _PAGE_MARK.match(text):
        return "page-mark"
    if _NOTE.match(text):
        return "note"
    return ""


def opening_role(text: str) -> Role:
    """The role of a line that begins something at the head: a number, an address, a subject; "" otherwise."""
    if _SUBJECT.match(text):
        return "subject"
    if _FROM.match(text):
        return "from"
    if _ADDRESSEE.match(text) or _SALUTATION.match(text):
        return "addressee"
    if _NUMBER_ONLY.match(text) or _KIND_AND_DATE.match(text):
        return "number-line"
    if len(text) < 90 and not text.rstrip().endswith((":", ";")) and (numbered_head(text) or is_series_line(text)):
        return "number-line"
    return ""


def is_series_line(text: str) -> bool:
    """A line that is a place in a series and no sentence: "NATIONAL SECURITY MEMORANDUM/NSM-22"."""
    return bool(series_numbers(text)) and len(text.split()) <= 10 and not re.search(r"\b[a-z]+ed\b|\.\s", text)


def closing_role(text: str) -> Role:
    """The role of a line at the foot; "" where it may be a provision."""
    if is_signature(text) or _FAREWELL.match(text) or _COUNTERSIGNED.match(text):
        return "signature"
    return neutral_role(text)


def has_date(text: str) -> bool:
    """Whether a date is printed in the line."""
    return printed_date(text) is not None
