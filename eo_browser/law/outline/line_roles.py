"""The kinds of lines at the head and foot of a document: one small named rule for each."""

from __future__ import annotations

import re

from eo_browser.law.model.kinds import numbered_head, series_numbers
from eo_browser.law.model.source import Role
from eo_browser.law.terms.kinds import nouns
from eo_browser.law.terms.levels import SEGMENT_WORDS
from eo_browser.law.terms.months import MONTH
from eo_browser.law.terms.presidents import president_signing
from eo_browser.law.terms.small_words import TITLE_WORDS

_I = re.IGNORECASE
_IX = re.IGNORECASE | re.VERBOSE

_RULE = re.compile(r"^[-–—_*=~.\s]{3,}$")
_DRAWN = re.compile(r"^[-–—]{4,}$")
# Lines of a press office or a web page that are no part of a document.
_FURNITURE = re.compile(
    r"""^(?: \#(?:\s*\#)+
        | for\ immediate\ release:?
        | (?:the\ white\ house\ )?office\ of\ the\ press\ secretary
        | (?:share|print|tweet|email)(?:\ this)?(?:\ page|\ article)?
        | \(?as\ prepared(?:\ for\ delivery)?\)?
        | briefing\ room | presidential\ actions
        | eo-?\d{5}\ ?(?:download)? | download
        | \[?(?:view|download|read|click\ here|link\ to)\b.{0,80}
          \b(?:pdf|here|annex(?:es)?|appendix|tables?|statement\ of\ reasons)(?:\ [\w&,\ ]{1,12})?\]?\.?
        | \.
        )$""",
    _IX,
)
# "Executive Order", "A PROCLAMATION", "Title 3": lines that name the kind of document.
_KIND_LINE = re.compile(
    r"""^(?: (?:an?\ )?(?: (?:executive|presidential)\ orders? | (?:presidential\ )?proclamations?
                         | (?:presidential\ )?memorand(?:um|a) | (?:presidential\ )?notice
                         | presidential\ (?:determination|permit|documents?|finding)
                         | (?:the\ )?president | title\ 3 )
        | by\ the\ president(?:\ of\ the\ united\ states(?:\ of\ america)?)?
          (?:\ an?\ (?:proclamation|executive\ order))?
        )[.:—-]?$""",
    _IX,
)
_NUMBER_ONLY = re.compile(
    r"^\(?\[?(?:no\.?|number)\s*\d[\d,-]*(?:-?[A-Z])?\]?\)?\.?$|^\[?(?:EO|E\.O\.)\s*\d{4,5}\]?$", _I
)
_DAY = rf"(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\s*,?\s*\d{{4}}|\d{{1,2}}/\d{{1,2}}/(?:\d{{4}}|\d{{2}}))"
_CITY = r"(?:washington[\s,.]*)?(?:d\.?\s?c\.?[\s,.]*)?"
# "The White House, Washington, D.C., May 1, 2017": the line of place and day.
_DATE_LINE = re.compile(
    r"^(?:(?:the white house|white house|washington|camp david|dated?|for immediate release|immediate release)[\s,:.]*"
    rf"{_CITY})*{_DAY}[\s.]*(?:at\s[\d:]+\s*[ap]\.?m\.?)?\.?(?:the white house[\s.]*)?$",
    _I,
)
_DATED_NOUNS = nouns("memorandum", "notice", "order", "determination", "permit", "letter", "message")
_KIND_AND_DATE = re.compile(rf"^(?:presidential )?(?:{_DATED_NOUNS}) of {_DAY}\.?$", _I)
_PLACE = re.compile(
    rf"^(?:(?:the\s+)?(?:white\s+house|oval office|camp david)[\s,.]*{_CITY}|washington[\s,.]*{_CITY})$", _I
)
# "[Filed with the Office …]", "[FR Doc. 05-1]": notes of the printer.
_FILING = re.compile(
    r"^\W*(?:filed (?:by|with|for)\b|fr doc\b|\[?filed \d|executive order \d+ was filed"
    r"|note\s*:\s*this (?:order|proclamation|memorandum) was)",
    _I,
)
_BILLING = re.compile(r"^\W*billing code\b", _I)
_NOTE = re.compile(r"^\(?\[?this executive order was not published\b", _I)
_PAGE_MARK = re.compile(r"^\[\[?\s*page\s+\d+\s*\]\]?$", _I)
_SUBJECT = re.compile(r"^(?:SUBJECTS?|Subject|SUBJ|RE)\s*:")
_FROM = re.compile(r"^(?:FROM|From)\s*:")
_ADDRESSEE = re.compile(
    r"^(?:MEMORANDUM\s+(?:FOR|TO)\b|Memorandum\s+(?:for|to)\s[^.;:]{3,160}$|(?:TO|THROUGH|VIA|CC|COPY TO)\s*:)"
)
# "Dear Mr. Speaker:", "To the Congress of the United States:".
_SALUTATION = re.compile(
    r"""^\W*(?: dear\s+(?:mr|madam|mister|ms|mrs|dr|senator|representative|chair|speaker|leader|members?|president)\b
                .{0,120}[:,]\W*$
              | to\s+the\s+(?:congress|senate|house\s+of\s+representatives|speaker)\b.{0,80}[:;,]?\s*$
              | to\s+the\s+people\s+of\s+the\s+united\s+states\s*:\s*$
              | to\s+all\s+to\s+whom\s+these\s+presents\s+shall\s+come\b.{0,20}$
              )""",
    _IX,
)
_FAREWELL_BEFORE = re.compile(r"^(?:respectfully|sincerely(?: yours)?|very truly yours)\s*,\s*", _I)
_FAREWELL = re.compile(r"^(?:respectfully|sincerely(?: yours)?|very truly yours)\s*,?$", _I)
# "Approved:", "Recommended: …": lines below the signature.
_COUNTERSIGNED = re.compile(
    r"^(?:united states(?: of america)?\.?|(?:approval recommended|approved|recommended|attest|by the president)"
    r"\s*:?\s*.{0,80})$",
    _I,
)
_SIGNED_MARK = re.compile(r"^/s/|^\[?signed\]?\b[:\s]*$|^\(sgd\.?\)", _I)
_LONGEST_NUMBER_LINE = 90  # characters
_SERIES_WORDS = 10  # of a line that names a place in a series, at most
_LONGEST_NAME = 40
_LONGEST_SIGNATURE = 100  # a name and an office, without the place
# "DONALD J. TRUMP The White House, May 1": name, office and place in one line.
_NAME_THEN_PLACE = re.compile(
    rf"^\W{{0,2}}(?P<name>[A-Z][A-Za-z.,' -]{{1,{_LONGEST_NAME - 1}}}?)[\s,.]*"
    r"(?:(?:President|PRESIDENT)(?: of the(?: United States)?)?\.?)?\s*"
    r"(?P<rest>(?:The White House|THE WHITE HOUSE)\b.*)?$",
    re.DOTALL,
)
_NAME_PART = r"(?:[A-Z]\.|[A-Z][A-Za-z'’-]+)"
_PERSON = re.compile(rf"^{_NAME_PART}(?:\s+(?:{_NAME_PART}|[IVX]+,?)){{1,4}},?(?:\s+(?:JR|Jr|SR|Sr|III)\.?)?$")
# "By the authority vested", "WHEREAS", "Pursuant to": the first words of a text.
_OPENING = re.compile(
    r"^(?:by (?:the )?(?:authority|virtue|direction)|whereas|now,? therefore|pursuant to|under (?:the )?authority|"
    r"i,? [a-z. ]+, president|in order to|in accordance|it is|consistent with)\b",
    _I,
)
_DIVISION = f"(?:sec|{'|'.join(SEGMENT_WORDS)}|par)"
# "Sec. 2", "(a)", "IV.", "1)": the line begins with a designator.
_NUMBERED = re.compile(
    rf"^(?:\([A-Za-z0-9]{{1,5}}\)|{_DIVISION}\b\.?\s*(?:\d|[IVXLC]+\b|[A-Z]\b|one\b|$)|\d{{1,3}}[.)]|[A-Za-z][.)]\s|[IVXL]+\.)",
    _I,
)


def is_rule(text: str) -> bool:
    """Return whether a line is a drawn rule: "- - - - - - -"."""
    return bool(_RULE.match(text))


def is_drawn(text: str) -> bool:
    """Return whether a line is a rule of dashes without spaces, which only separates paragraphs: "—————"."""
    return bool(_DRAWN.match(text))


def is_opening(text: str) -> bool:
    """Return whether a line begins the text of a document: "By the authority vested in me", "WHEREAS"."""
    return bool(_OPENING.match(text))


def is_numbered(text: str) -> bool:
    """Return whether a line begins with a label or a division: "(a)", "Section 1.", "PART I"."""
    return bool(_NUMBERED.match(text))


def is_upper(text: str) -> bool:
    """Return whether a line is in capitals, at least three, with at most a slip or two in a long line ("BOARD To
    INVESTIGATE").
    """
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 2 and sum(c.islower() for c in letters) <= len(letters) // 20


def is_title_case(text: str) -> bool:
    """Return whether a line is at least four words set like "Establishing an Emergency Board To Investigate a Dispute",
    and no sentence.
    """
    words = re.findall(r"[A-Za-z][\w'’-]*", text)
    if len(words) < 4 or text.rstrip()[-1:] in ".:;,?!":
        return False
    return all(word[0].isupper() or word.lower() in TITLE_WORDS for word in words)


def is_signature(text: str) -> bool:
    """Return whether a line is a president's name alone, with or without place and date: "GERALD R. FORD The White
    House, …".
    """
    if _SIGNED_MARK.match(text):
        return True
    if len(text) > _LONGEST_SIGNATURE and "House" not in text and "HOUSE" not in text:
        return False  # a quick test before the slow pattern
    found = _NAME_THEN_PLACE.match(_FAREWELL_BEFORE.sub("", text))
    if not found or len(found["name"]) > _LONGEST_NAME:
        return False
    return bool(president_signing(found["name"]) or (found["rest"] and is_person(found["name"])))


def is_person(text: str) -> bool:
    """Return whether a line can only be a person's name: "REINCE PRIEBUS", "Ronald A. Klain"."""
    return bool(_PERSON.match(text)) and len(text) <= _LONGEST_NAME


_NEUTRAL: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("furniture", _DRAWN),
    ("kind-line", _RULE),
    ("kind-line", _KIND_LINE),
    ("furniture", _FURNITURE),
    ("date-line", _DATE_LINE),
    ("place", _PLACE),
    ("billing", _BILLING),
    ("filing", _FILING),
    ("page-mark", _PAGE_MARK),
    ("note", _NOTE),
)


def neutral_role(text: str) -> Role:
    """Return the role of a line that is no provision wherever it is at the head or foot; "" otherwise (rule 12)."""
    return next((role for role, pattern in _NEUTRAL if pattern.match(text)), "")


def opening_role(text: str) -> Role:
    """Return the role of a line that begins something at the head, a number, an address, a subject; "" otherwise."""
    if _SUBJECT.match(text):
        return "subject"
    if _FROM.match(text):
        return "from"
    if _ADDRESSEE.match(text) or _SALUTATION.match(text):
        return "addressee"
    if _NUMBER_ONLY.match(text) or _KIND_AND_DATE.match(text):
        return "number-line"
    if (
        len(text) < _LONGEST_NUMBER_LINE
        and not text.rstrip().endswith((":", ";"))
        and (numbered_head(text) or is_series_line(text))
    ):
        return "number-line"
    return ""


def is_series_line(text: str) -> bool:
    """Return whether a line is a place in a series and no sentence: "NATIONAL SECURITY MEMORANDUM/NSM-22"."""
    spoken = rf"\b[a-z]+ed\b|\.\s|\b(?:on|to|under|with|in|by|and|of(?!\s+{MONTH}))\b"
    return (
        bool(series_numbers(text)) and len(text.split()) <= _SERIES_WORDS and not re.search(spoken, text, re.IGNORECASE)
    )


def closing_role(text: str) -> Role:
    """Return the role of a line at the foot; "" where it may be a provision."""
    if is_signature(text) or _FAREWELL.match(text) or _COUNTERSIGNED.match(text):
        return "signature"
    return neutral_role(text)
