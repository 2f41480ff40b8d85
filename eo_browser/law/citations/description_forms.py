"""Documents by kind, day, title, president or context: parts that identify a document only in combination."""

from __future__ import annotations

import re
from functools import lru_cache

from eo_browser.law.terms.governments import (
    OTHER_GOVERNMENTS,
    OTHER_ISSUERS,
    OTHER_OFFICES,
    OTHERS_ORDER_NUMBER,
    may_end_in_other_issuer,
)
from eo_browser.law.terms.kinds import CITED_KINDS, NAMING_NOUNS, Kind, nouns
from eo_browser.law.terms.months import MONTH
from eo_browser.law.terms.presidents import PRESIDENTS, SURNAMES
from eo_browser.law.terms.series import SERIES, SERIES_BY_CODE, SERIES_CODES

from .dates import (
    DAY,
    MONTH_OF_YEAR,
    YEAR,
    YEAR_IN_BRACKETS,
    read_bare_year,
    read_day,
    read_month,
    read_year,
    without_names,
)
from .form import Form, ValueAndEnd, pattern, simple
from .parts import Contextual, KindNamed, PresidentNamed, Quoted

_PREFIXED = {kind: rf"(?:(?:{before})\s+){{0,2}}(?:{'|'.join(named)})" for kind, before, named in CITED_KINDS}
_KIND_PATTERNS = {kind: re.compile(words, re.IGNORECASE) for kind, words in _PREFIXED.items()}
KIND_WORDS = "|".join(_PREFIXED.values())
# “, entitled”, “ on”, “: ”: what comes between a kind and its title; not “on May 1”.
_TITLED = re.compile(
    rf"""(?:\s?,)?\s(?:(?:entitled|titled|called|captioned|named)\b|(?:on|regarding|concerning|relating\s+to)\s(?!(?:the\s+)?
        (?:\d|{MONTH}\s)))|\s?:\s|\s(?=")""",
    re.VERBOSE | re.IGNORECASE,
)


_ON_TOPIC = re.compile(r"(?:\s?,)?\s(?:on|regarding|concerning|relating)\b", re.IGNORECASE)


@lru_cache(maxsize=1_024)
def kind_of_words(words: str) -> Kind | None:
    """Return the kind that kind words name ("President's Memorandum" → memorandum); None when they name none."""
    return next((kind for kind, named in _KIND_PATTERNS.items() if named.fullmatch(words)), None)


# "Secretarial Order", "OMB Memorandum", "Mayor's Order": somebody else's.
_OTHERS_BEFORE = re.compile(
    rf"(?<![A-Za-z])(?:{OTHER_ISSUERS}|{OTHER_OFFICES}'s|{OTHER_OFFICES}|(?:{OTHER_GOVERNMENTS})(?:'s)?)\s+\Z",
    re.IGNORECASE,
)


_EXECUTIVE = re.compile(r"\bexec(?:utive|\.)?\s+\Z", re.IGNORECASE)
_NUMBERED_AS_OTHERS = re.compile(rf"\s+(?:No\.?\s*)?{OTHERS_ORDER_NUMBER}")
# "Memorandum of President of the United States, Mar. 16, 2012", as notes of the Code cite.
_OF_PRESIDENT = r"\s(?:of|by|from)\s(?:the\s)?president(?:\sof\sthe\sunited\sstates)?"
_ISSUER_BEHIND = re.compile(rf"{_OF_PRESIDENT}\Z", re.IGNORECASE)


def _read_kind(text: str, found: re.Match[str]) -> ValueAndEnd | None:
    kind = kind_of_words(_ISSUER_BEHIND.sub("", found[0]))
    before = text[max(0, found.start() - 40) : found.start()]
    if kind is None or may_end_in_other_issuer(before) and _OTHERS_BEFORE.search(before):
        return None
    is_rejected = _NUMBERED_AS_OTHERS.match(text, found.end()) if kind == "executive-order" else None
    if is_rejected or (kind == "order" and _EXECUTIVE.search(before)):  # the second word of one that was rejected
        return None
    titled = _TITLED.match(text, found.end())
    return KindNamed(kind, titled=bool(titled), on_topic=bool(titled and _ON_TOPIC.match(titled[0]))), found.end()


def _surnames() -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for president in PRESIDENTS:
        surname = president.surname.lower()
        names[surname] = (*names.get(surname, ()), president.slug)
        names[president.name.lower().replace(".", "")] = (president.slug,)
    return names


_PRESIDENTS = _surnames()
_GIVEN = "|".join(sorted({name for p in PRESIDENTS for name in p.name.split()[:-1] if "." not in name}))
_FIRST_NAMES = rf"(?P<first>(?:(?:{_GIVEN})\s|[A-Z]\.\s?){{1,3}})?"
_ELSE = _FIRST_NAMES.replace("first", "first2")
PRESIDENT = rf"""(?:
    president\s+(?-i:{_FIRST_NAMES})(?P<last>{SURNAMES})(?:'s)?\b
  | (?-i:{_ELSE})(?P<last2>{SURNAMES})'s\b
  | \((?:president\s)?(?P<last3>{SURNAMES})\)
)"""


def _read_president(text: str, found: re.Match[str]) -> ValueAndEnd | None:
    first = found["first"] or found["first2"] or ""
    last = found["last"] or found["last2"] or found["last3"]
    full = f"{first}{last}".lower().replace(".", "").strip()
    slugs = _PRESIDENTS.get(full) or _PRESIDENTS[last.lower()]
    return PresidentNamed(slugs), found.end()


# "eff. Apr. 1, 1979": no day of signing.
_EFFECTIVE = re.compile(r"\beff(?:\.|ective)(?:\s(?:on|date|as\sof))?\s?\Z", re.IGNORECASE)


def _read_signing_day(text: str, found: re.Match[str]) -> ValueAndEnd | None:
    day, before = read_day(found), text[max(0, found.start() - 20) : found.start()]
    if day is None or ("eff" in before.lower() and _EFFECTIVE.search(before)):
        return None
    return day, found.end()


# In running text a kind named without its number counts where a day, a title or a quotation mark follows it, or
# under one of its long names.
_LONG_NAMES = (
    r"(?:presidential\s+)?exec(?:utive|\.)?\s*orders?",
    rf"(?:presidential|pres\.)\s+(?:{nouns('proclamation', 'determination', plural=True)})",
    *(SERIES_BY_CODE[code].pattern for code in ("nsm", "nspm")),
)
_TITLE_OR_DAY_BEHIND = r"(?=\s?,?\s?(?:\"|\(|(?:of|dated|issued|signed|on|entitled|titled)\s|$))"
_CONTEXT_NOUNS = f"(?:{nouns(*NAMING_NOUNS)}|section|part|annex)"
# "it is ordered that Executive Order 11478 …", "that Section 2 of …": what follows the noun names it.
_NAMED_BEHIND = pattern(
    r"\s{0,3}(?:nos?\.?|numbers?)?\s{0,3}(?:\d{1,2},\d{3}|\d{3,5})\b|\s+(?:of|dated)\s+[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}"
)
_LABEL_BEHIND = pattern(r"\s{0,3}(?:\d{1,4}\b(?!\s+(?:days|months|years))|\([a-z0-9]{1,5}\)|[ivx]{1,5}\b)")


_OF_ANY_KIND = frozenset(NAMING_NOUNS) - {"executive order", "proclamation"}


def _read_context(text: str, found: re.Match[str]) -> ValueAndEnd | None:
    """ "this order", "that section"; None where "that" begins a clause whose subject is named in full."""
    which, noun = found["which"].lower(), " ".join(found["noun"].lower().split())
    named = _LABEL_BEHIND if noun in {"section", "part", "annex"} else _NAMED_BEHIND
    if which == "such" and noun in _OF_ANY_KIND:
        return None  # "an order of succession … such order": any of a kind, and no document named before
    if which != "this" and named.match(text, found.end()):
        return None
    return _contextual("this" if which == "this" else "that", noun), found.end()


def _quoted(found: re.Match[str]) -> Quoted | None:
    """The words between quotation marks, without the comma that American print puts inside; no addresses."""
    words = found["words"].removesuffix(",").strip()
    return None if "http://" in words or "https://" in words else Quoted(words)


_contextual = lru_cache(maxsize=64)(Contextual)


# Directives named by their day; one called a memorandum is searched for as a memorandum.
_DIRECTIVES = (
    *(series.pattern for series in SERIES if not series.name.endswith("Memorandum")),
    r"(?:presidential|national\s+security\s+council|nsc|white\s+house)\s+(?:policy\s+)?directives?",
    rf"(?-i:{SERIES_CODES.upper()})(?=,?\s\(?(?:(?:of|dated|signed|issued)\s)?{without_names(DAY.pattern)})",
)
DESCRIPTION_FORMS: tuple[Form, ...] = (
    Form(
        "day",
        "days",
        DAY,
        _read_signing_day,
        ("October 7, 2022", "Dec. 29, 2009", "29 Dec. 2009", "2009-12-29", "12/29/2009"),
    ),
    Form(
        "month",
        "days",
        MONTH_OF_YEAR,
        simple(read_month),
        ("January 2017",),
        True,
    ),
    Form("year-in-brackets", "days", YEAR_IN_BRACKETS, simple(read_year), ("(2010)",), True),
    Form("year", "days", YEAR, simple(read_bare_year), ("2017",), True),
    Form(
        "president",
        "presidents",
        pattern(PRESIDENT),
        _read_president,
        ("President Obama’s", "Trump’s", "(Biden)"),
        whole_only=True,
    ),
    Form(
        "quoted",
        "titles",
        re.compile(r'"(?P<words>[^"]{2,400})"'),
        simple(_quoted),
        ("“Plan to Defeat the Islamic State of Iraq and Syria”",),
    ),
    Form(
        "context",
        "running text",
        pattern(rf"(?P<which>this|that|such|said)\s+(?P<noun>{_CONTEXT_NOUNS})\b"),
        _read_context,
        ("this order", "that memorandum", "this section"),
    ),
    Form(
        "directive-of-a-day",
        "kinds",
        pattern("|".join(_DIRECTIVES)),
        simple(lambda found: KindNamed("other", directive=found[0].lower())),
        ("Presidential Directive", "National Security Directive"),
        in_text=pattern(
            rf"(?:{'|'.join(_DIRECTIVES)})(?=,?\s\(?(?:(?:of|dated|signed|issued)\s)?{without_names(DAY.pattern)})"
        ),
    ),
    Form(
        "kind",
        "kinds",
        pattern(rf"(?:{KIND_WORDS})(?![\w])"),
        _read_kind,
        ("Executive Order", "Presidential Memorandum", "President's Memorandum", "Pres. Mem.", "Notice", "Order"),
        in_text=pattern(
            rf"(?:{KIND_WORDS}){_OF_PRESIDENT}(?=,?\s\(?(?:(?:of|dated)\s)?{without_names(DAY.pattern)})"
            rf"|(?:{'|'.join(_LONG_NAMES)})(?!\w)|(?:{KIND_WORDS})(?!\w){_TITLE_OR_DAY_BEHIND}"
        ),
    ),
)
