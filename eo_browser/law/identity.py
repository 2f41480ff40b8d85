"""What a document is: its kind, title without kind words, number, places in a series, and dates as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .source import Kind, SeriesNumber

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(_MONTHS)
_FIGURES = re.compile(r"^\W*(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})\W*$")
_DATE = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})\s*,?\s+(\d{{4}})\b", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def printed_date(text: str) -> date | None:
    """The first date written "January 28, 2017" in a text, or a line "01/28/17"; None where there is no such day."""
    found, figures = _DATE.search(text), _FIGURES.match(text)
    try:
        if figures:
            year = int(figures[3])
            return date(year if year > 99 else 2000 + year, int(figures[1]), int(figures[2]))
        return date(int(found[3]), _MONTHS.index(found[1].lower()) + 1, int(found[2])) if found else None
    except ValueError:
        return None


_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "_ ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_WITNESS = re.compile(
    rf"set my hand\b[^.]{{0,60}}?\bthis\s+(?P<day>[\w\s-]+?)\s*(?:day\s+of|of)\s+(?P<month>{_MONTH})\s*,?\s*"
    r"in\s+the\s+year\s+of\s+our\s+Lord\s+(?P<year>[\w\s,-]+?)\s*,?\s*and\s+of\s+the\s+Independence",
    re.IGNORECASE,
)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+|\d+", text.lower())


def _day_in_words(text: str) -> int:
    """ "twenty-third" → 23, "3rd" → 3; 0 when it is no day."""
    words = _words(text)
    if words and words[0].isdigit():
        return int(words[0])
    if not words:
        return 0
    if words == ["thirtieth"]:
        return 30
    tens = {"twenty": 20, "thirty": 30}.get(words[0], 0) if len(words) > 1 else 0
    return tens + _ORDINALS.index(words[-1]) if words[-1] in _ORDINALS else 0


def _year_in_words(text: str) -> int:
    """ "two thousand twenty-three" → 2023, "nineteen hundred and ninety-five" → 1995; 0 when it is no year."""
    total = 0
    for word in _words(text):
        if word.isdigit():
            return int(word)
        if word in {"thousand", "hundred"}:
            total *= 1000 if word == "thousand" else 100
        elif word in _UNITS:
            total += _UNITS.index(word)
        elif word in _TENS:
            total += 10 * _TENS.index(word)
        elif word != "and":
            return 0
    return total


def witnessed_date(text: str) -> date | None:
    """The date a closing formula spells out: "this thirtieth day of April, in the year of our Lord two thousand …"."""
    found = _WITNESS.search(_SPACE.sub(" ", text))
    if not found:
        return None
    try:
        return date(
            _year_in_words(found["year"]), _MONTHS.index(found["month"].lower()) + 1, _day_in_words(found["day"])
        )
    except ValueError:
        return None


# The names of directive series as their head lines print them, longest first where one begins another.
_SERIES_NAMES: tuple[tuple[str, str], ...] = (
    ("nspm", r"national security presidential memorand(?:um|a)"),
    ("nsm", r"national security memorand(?:um|a)"),
    ("nspd", r"national security presidential directive"),
    ("hspd", r"homeland security presidential directive"),
    ("nsdd", r"national security decision directive"),
    ("nsd", r"national security directive"),
    ("ppd", r"presidential policy directive"),
    ("pdd", r"presidential decision directive"),
    ("prd", r"presidential review directive"),
    ("psd", r"presidential study directive"),
    ("spd", r"space policy directive"),
    ("dppm", r"domestic policy presidential memorand(?:um|a)"),
)
_SERIES_CODES = "nspm|nsm|nspd|hspd|nsdd|nsd|ppd|pdd|prd|psd|spd|dppm"
_CODE_NUMBER = re.compile(rf"\b({_SERIES_CODES})\s*[-–—/ ]\s*(\d+)\b", re.IGNORECASE)
_NAME_NUMBER = tuple(
    (code, re.compile(rf"\b{name}\s*(?:[-–—/:]+|number|no\.?)?\s*(\d+)\b", re.IGNORECASE))
    for code, name in _SERIES_NAMES
)


def series_numbers(line: str) -> tuple[SeriesNumber, ...]:
    """Places in directive series a head line prints: "NATIONAL SECURITY MEMORANDUM/NSM-22" → (nsm, 22)."""
    named = [SeriesNumber(code, found[1]) for code, pattern in _NAME_NUMBER if (found := pattern.search(line))]
    coded = [SeriesNumber(found[1].lower(), found[2]) for found in _CODE_NUMBER.finditer(line)]
    return tuple(dict.fromkeys(coded + named))


_ORDER_NUMBER = re.compile(
    r"^\W*(?P<kind>executive order|proclamation|presidential determination)\s*"
    r"(?:(?:no|number)\b\.?|#)?\s*(?P<number>\d[\d,]*(?:[-–]\d+|\s*[-–]\s*[A-Z]\b)?)(?![\w-])",
    re.IGNORECASE,
)
_NUMBER_KINDS: dict[str, Kind] = {
    "executive order": "executive-order",
    "proclamation": "proclamation",
    "presidential determination": "determination",
}


def numbered_head(line: str) -> tuple[Kind, str] | None:
    """Kind and number of a head line that begins with them: "Executive Order 13526 of December 29, 2009"."""
    found = _ORDER_NUMBER.match(line)
    if not found:
        return None
    number = _SPACE.sub("", found["number"]).replace("–", "-").replace(",", "")
    return _NUMBER_KINDS[_SPACE.sub(" ", found["kind"].lower())], number


_AUDIENCE = r"(?:for|to)\s+(?:the\s+)?(?:heads|secretar(?:y|ies)|attorney|director|administrator|acting|chair)\b"
_TITLE_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (
        kind,
        re.compile(
            rf"^(?:(?:press release|text of(?: a| the)?)\s*:?\s*)?(?:an? |the )?(?:{words})(?!\w)", re.IGNORECASE
        ),
    )
    for kind, words in (
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
            r"presidential study|space policy) directive(?:\s*[-–/\d]+)?",
        ),
        ("letter", r"(?:presidential )?letters?"),
        ("message", r"(?:presidential )?message"),
        ("reorganization-plan", r"reorganization plan"),
        ("order", r"(?:presidential|sequestration) order|order(?= (?:regarding|on|of))"),
    )
)
_JOINT = re.compile(
    r"^\s*(?:[:–—-]\s*|,\s*)?(?:(?:on|regarding|concerning|entitled|titled)\s*:?\s+(?:the\s+|on\s+)?)?", re.IGNORECASE
)
_ADDRESSED = re.compile(
    r"^(?:for|to)\s+(?:the|certain|all)\b(?P<whom>.*?)(?:\s+(?:on|regarding)\s+(?:the\s+)?|$)", re.I
)


def kind_of_title(title: str) -> Kind | None:
    """The kind a title begins with ("A Proclamation on …" → proclamation); None when it names none."""
    return next((kind for kind, words in _TITLE_KINDS if words.match(title.strip())), None)


def title_without_kind(title: str) -> str:
    """A title without its kind words: "Memorandum on the Plan …" → "Plan …"; unchanged where nothing would be left."""
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


@dataclass(frozen=True, slots=True)
class KindFinding:
    """The kind a document is, and the words that said so."""

    kind: Kind
    because: str


# Head lines, then formulas of the text, in the order in which they decide.
_HEAD_FORMULAS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words, flags))
    for kind, words, flags in (
        ("determination", r"^\W*presidential determination\s*(?:no\b|number|\d)", re.I | re.M),
        ("memorandum", r"^\W*MEMORANDUM\s+(?:FOR|TO)\b", re.M),
        (
            "memorandum",
            r"^\W*(?:national|homeland) security (?:presidential )?(?:memorandum|directive)\s*(?:[-–—/:]|\d|$)",
            re.I | re.M,
        ),
        ("permit", r"^\W*PRESIDENTIAL PERMIT\b", re.M),
        ("executive-order", r"^\W*executive order(?:\s+(?:no\.?\s*)?\d|\W*$)", re.I | re.M),
        ("proclamation", r"^\W*(?:A\s+PROCLAMATION\b|PROCLAMATION\W*$|Proclamation\s+\d)", re.I | re.M),
        ("notice", r"^\W*NOTICE\W*$", re.M),
        (
            "message",
            r"^\W*to\s+the\s+(?:congress|senate|house of representatives)\s+of\s+the\s+united\s+states\b",
            re.I | re.M,
        ),
        ("letter", r"^\W*dear\s+(?:mr|madam|mister|ms|mrs|senator|representative|chair|speaker|leader)\b", re.I | re.M),
    )
)
_TEXT_FORMULAS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        (
            "permit",
            r"hereby grant (?:this )?(?:presidential )?permi(?:ssion|t)\b|(?:provisions|terms|conditions) of this permit",
        ),
        ("memorandum", r"nothing in this memorandum|publish this memorandum|this memorandum (?:is not|shall be)"),
        ("determination", r"publish this determination|nothing in this determination"),
        ("proclamation", r"(?:do |and )?hereby\s+proclaim|nothing in this proclamation"),
        ("notice", r"this notice shall be published"),
        ("executive-order", r"nothing in this order|this order (?:is not|shall|does)"),
        ("proclamation", r"in witness whereof, i have hereunto set my hand"),
        ("executive-order", r"(?:it is|i) hereby order(?:ed)?"),
        ("other", r"have granted unto\b.*\b(?:pardon|commutation)"),
    )
)


def infer_kind(title: str, head: str, text: str) -> KindFinding | None:
    """The kind of a page that states none.

    `head` is the text's first lines, one a line; `text` the whole. The head's own formula decides,
    then a formula of the text, then the title. None when nothing says that it is a presidential document.
    """
    named = kind_of_title(title)
    found = _formula(head, text)
    if found and (found.kind, named) in _TITLE_SAYS_MORE and named:
        return KindFinding(named, "the title")
    if found is None and named:
        return KindFinding(named, "the title")
    return found


# A determination is addressed like a memorandum, an order of the President ordered like an executive order.
_TITLE_SAYS_MORE = {("memorandum", "determination"), ("executive-order", "order")}


def _formula(head: str, text: str) -> KindFinding | None:
    for kind, words in _HEAD_FORMULAS:
        if found := words.search(head):
            return KindFinding(kind, found[0].strip())
    flat = _SPACE.sub(" ", text)
    for kind, words in _TEXT_FORMULAS:
        if found := words.search(flat):
            return KindFinding(kind, found[0].strip())
    return None
