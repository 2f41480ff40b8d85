"""What a document is: its kind, title without kind words, number and places in a series."""

from __future__ import annotations

import re

from eo_browser.law.terms.kinds import KIND_OF_NAME, NUMBERED_KINDS, TERMS, Kind
from eo_browser.law.terms.series import places_in_series

from .dates import printed_date as printed_date
from .source import SeriesNumber

_SPACE = re.compile(r"\s+")


def series_numbers(line: str) -> tuple[SeriesNumber, ...]:
    """Return the places in directive series a head line prints: "NATIONAL SECURITY MEMORANDUM/NSM-22" → (nsm, 22)."""
    return tuple(dict.fromkeys(SeriesNumber(code, number) for code, number in places_in_series(line)))


# "Executive Order No. 11,246", "Proclamation 1234-A" at the start of a line.
_ORDER_NUMBER = re.compile(
    rf"^\W*(?P<kind>{'|'.join(TERMS[kind].name for kind in sorted(NUMBERED_KINDS))})\s*"
    r"(?:(?:no|number)\b\.?|#)?\s*(?P<number>\d[\d,]*(?:[-–]\d+|\s*[-–]\s*[A-Z]\b)?)(?![\w-])",
    re.IGNORECASE,
)


def numbered_head(line: str) -> tuple[Kind, str] | None:
    """Return the kind and number of a head line that begins with them: "Executive Order 13526 of December 29, 2009"."""
    found = _ORDER_NUMBER.match(line)
    if not found:
        return None
    number = _SPACE.sub("", found["number"]).replace("–", "-").replace(",", "")
    return KIND_OF_NAME[_SPACE.sub(" ", found["kind"].lower())], number


# What a title begins with, by kind; the first that fits decides.
_TITLE_WORDS: tuple[tuple[Kind, str], ...] = (
    (
        "determination",
        r"(?:memorandum (?:on|regarding) )?(?:the )?presidential determination(?:\s+no\.?\s*\d{4}[-–]\d+)?",
    ),
    ("permit", r"presidential permit"),
    ("executive-order", r"(?:presidential )?executive order"),
    ("proclamation", r"(?:presidential )?proclamation"),
    ("notice", r"(?:presidential )?notice"),
    (
        "memorandum",
        r"(?:(?:presidential|national security|homeland security|space policy|domestic policy) )*"
        r"memorand(?:um|a)(?! of understanding)",
    ),
    (
        "memorandum",
        r"(?:presidential policy|(?:homeland|national) security(?: presidential)?|presidential decision|"
        r"presidential study|space policy|domestic policy presidential) directive(?:\s*[-–/\d]+)?",
    ),
    ("letter", r"(?:presidential )?letters?"),
    ("message", r"(?:presidential |america 250: presidential )?message"),
    ("reorganization-plan", r"reorganization plan"),
    ("order", r"(?:presidential|sequestration) order|order(?= (?:regarding|on|of))"),
)
_BEFORE_KIND = r"(?:(?:press release|text of(?: a| the)?)\s*:?\s*)?(?:an? |the )?"
_TITLE_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"^{_BEFORE_KIND}(?:{words})(?!\w)", re.IGNORECASE)) for kind, words in _TITLE_WORDS
)
# What joins kind words to the title: " on the", " regarding", ": ".
_JOINT = re.compile(
    r"^\s*(?:of [A-Z][a-z]+ \d{1,2}, \d{4}\s*)?(?:[:–—-]{1,3}\s*|,\s*)?"
    r"(?:(?:on|regarding|concerning|entitled|titled)\s*:?\s+(?:the\s+|an?\s+|on\s+)?)?",
    re.IGNORECASE,
)
# "for the Secretary of State on the" in "Memorandum for the Secretary of State on the Delegation …".
_ADDRESSED = re.compile(r"^(?:for|to)\s+(?:the|certain|all)\b.*?(?:\s+(?:on|regarding)\s+(?:the\s+)?|$)", re.IGNORECASE)


def kind_of_title(title: str) -> Kind | None:
    """Return the kind a title begins with ("A Proclamation on …" → proclamation); None when it names none."""
    return next((kind for kind, words in _TITLE_KINDS if words.match(title.strip())), None)


def title_without_kind(title: str) -> str:
    """Return a title without its kind words: "Memorandum on the Plan …" → "Plan …"; unchanged where nothing is left."""
    plain = _SPACE.sub(" ", title).strip()
    for kind, words in _TITLE_KINDS:
        found = words.match(plain)
        if not found or kind in {"reorganization-plan", "order"}:
            continue
        rest = plain[found.end() :]
        if kind == "determination" and not _joint_end(rest):
            return plain  # "Presidential Determination Pursuant to Section 303 …" is the title itself
        if kind in {"memorandum", "letter", "message"} and (addressed := _ADDRESSED.match(rest.strip())):
            rest = rest.strip()[addressed.end() :]
        rest = rest[_joint_end(rest) :].strip(' :–—"“”')
        return rest[:1].upper() + rest[1:] if rest else plain
    return plain


def _joint_end(rest: str) -> int:
    found = _JOINT.match(rest)
    return found.end() if found and found[0].strip() else 0


# Lines of a head that state the kind, in the order in which they decide.
_HEAD_FORMULAS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("determination", re.compile(r"^\W*presidential determination\s*(?:no\b|number|\d|of [a-z]+ \d)", re.I | re.M)),
    ("memorandum", re.compile(r"^\W*(?:MEMORANDUM\s+(?:FOR|TO)|Memorandum\s+for)\b", re.M)),
    ("memorandum", re.compile(r"^\W*(?:presidential )?memorandum(?: of [a-z]+ \d{1,2}, \d{4})?\W*$", re.I | re.M)),
    (
        "memorandum",
        re.compile(
            r"^\W*(?:national|homeland) security (?:presidential )?(?:memorandum|directive)\s*(?:[-–—/:]|\d|$)",
            re.I | re.M,
        ),
    ),
    ("permit", re.compile(r"^\W*PRESIDENTIAL PERMIT\b", re.M)),
    ("executive-order", re.compile(r"^\W*executive order(?:\s+(?:no\.?\s*)?\d|\W*$)", re.I | re.M)),
    ("proclamation", re.compile(r"^\W*(?:a\s+proclamation\b|proclamation\W*$|proclamation\s+\d)", re.I | re.M)),
    ("notice", re.compile(r"^\W*NOTICE\W*$", re.M)),
    (
        "message",
        re.compile(
            r"^\W*to the (?:congress|senate|house of representatives)(?: of the united states)?:?\s*$", re.I | re.M
        ),
    ),
    (
        "letter",
        re.compile(r"^\W*dear (?:mr|madam|mister|ms|mrs|senator|representative|chair|speaker|leader)\b", re.I | re.M),
    ),
)
# Words of a text that only documents of one kind use of themselves, in the order in which they decide.
_TEXT_FORMULAS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("permit", re.compile(r"hereby grant (?:this )?(?:presidential )?permi(?:ssion|t)\b", re.I)),
    ("permit", re.compile(r"(?:provisions|terms|conditions) of this permit", re.I)),
    (
        "memorandum",
        re.compile(r"nothing in this memorandum|publish this memorandum|this memorandum (?:is not|shall be)", re.I),
    ),
    ("determination", re.compile(r"publish this determination|nothing in this determination", re.I)),
    ("proclamation", re.compile(r"(?:do |and )?hereby\s+proclaim|nothing in this proclamation", re.I)),
    ("notice", re.compile(r"this notice shall be published", re.I)),
    ("executive-order", re.compile(r"nothing in this order|this order (?:is not|shall|does)", re.I)),
    ("proclamation", re.compile(r"in witness whereof, i have hereunto set my hand", re.I)),
    ("executive-order", re.compile(r"(?:it is|i) hereby order(?:ed)?", re.I)),
    ("other", re.compile(r"have granted unto\b.*\b(?:pardon|commutation)", re.I)),
)


def infer_kind(title: str, head: str, text: str) -> Kind | None:
    """Return the kind of a page that states none.

    `head` is the text's first lines, one a line; `text` the whole. The head's own formula decides,
    then a formula of the text, then the title. None when nothing says that it is a presidential document.
    """
    named = kind_of_title(title)
    found = _formula(head, text)
    if found is None or (found, named) in _TITLE_SAYS_MORE:
        return named
    return found


# A determination is addressed like a memorandum, an order of the President ordered like an executive order.
_TITLE_SAYS_MORE = {("memorandum", "determination"), ("executive-order", "order")}


def _formula(head: str, text: str) -> Kind | None:
    for kind, words in _HEAD_FORMULAS:
        if words.search(head):
            return kind
    flat = _SPACE.sub(" ", text)
    for kind, words in _TEXT_FORMULAS:
        if words.search(flat):
            return kind
    return None
