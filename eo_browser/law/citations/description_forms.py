"""Documents by kind, day, title, president or context: the parts that identify only together."""

from __future__ import annotations

import re
from functools import lru_cache

from eo_browser.law.terms.kinds import CITED_KINDS, ORDER_NOUNS, Kind, nouns
from eo_browser.law.terms.months import MONTH, MONTH_START, MONTH_STARTS
from eo_browser.law.terms.presidents import PRESIDENTS, SURNAMES

from .dates import DAY, MONTH_OF_YEAR, YEAR, YEAR_IN_BRACKETS, read_bare_year, read_day, read_month, read_year
from .form import Form, Reading, pattern, simple
from .parts import Contextual, KindNamed, PresidentNamed, Quoted
from .pinpoint import (
    COUNTED,
    LEVEL_WORDS,
    NUMBER_WORDS,
    ORDINAL,
    ORDINAL_WORDS,
    read_pinpoints,
    read_section_without_word,
)

_PREFIXED = {kind: rf"(?:(?:{before})\s+){{0,2}}(?:{'|'.join(named)})" for kind, before, named in CITED_KINDS}
_KIND_PATTERNS = {kind: re.compile(words, re.IGNORECASE) for kind, words in _PREFIXED.items()}
KIND_WORDS = "|".join(_PREFIXED.values())
_TITLED = re.compile(
    rf"""(?:\s?,)?\s(?:(?:entitled|titled|called|captioned|named)\b|(?:on|regarding|concerning|relating\s+to)\s(?!(?:the\s+)?
        (?:\d|{MONTH}\s)))|\s?:\s|\s(?=")""",
    re.VERBOSE | re.IGNORECASE,
)


def kind_of_words(words: str) -> Kind | None:
    """The kind that kind words name ("President's Memorandum" → memorandum); None when they name none."""
    return next((kind for kind, named in _KIND_PATTERNS.items() if named.fullmatch(words)), None)


def _read_kind(text: str, found: re.Match[str]) -> Reading | None:
    kind = kind_of_words(found[0])
    if kind is None:
        return None
    return KindNamed(kind, titled=bool(_TITLED.match(text, found.end()))), found.end()


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


def _read_president(text: str, found: re.Match[str]) -> Reading | None:
    first = found["first"] or found["first2"] or ""
    last = found["last"] or found["last2"] or found["last3"]
    full = f"{first}{last}".lower().replace(".", "").strip()
    slugs = _PRESIDENTS.get(full) or _PRESIDENTS[last.lower()]
    return PresidentNamed(slugs), found.end()


def _read_pinpoint(text: str, found: re.Match[str]) -> Reading | None:
    return read_pinpoints(text, found.start())


_ORDINALS = "|".join(ORDINAL_WORDS)
_COUNTED_ANCHORS = tuple(
    rf"{ordinal}\s+(?:{COUNTED})"
    for ordinal in (*_ORDINALS.split("|"), "last", "final", *(rf"\d\d?{end}" for end in ("st", "nd", "rd", "th")))
)
# A level word counts where a number or a bracket follows; only preamble, annex and ordinals stand alone.
_LABEL = r"\s{0,3}(?:\(|\d|(?<=[\s.])(?:[a-z]|[ivxl]{1,7})\b)"
_LEVEL_ANCHORS = (
    *(
        r"sec(?:tion)?s?\.?",
        r"sect\.",
        r"paras?\.?",
        r"paragraphs?",
        r"pars?\.",
        r"clauses?",
        r"cls?\.",
        r"parts?",
        r"pts?\.",
    ),
    *(
        r"sub(?:section|sec|paragraph|para|par|clause|part)s?\.?",
        r"chs?\.",
        r"chapters?",
        r"art(?:s?\.|icles?)",
        r"rules?",
    ),
    *(
        r"app(?:\.|endix|endices)",
        r"attachments?",
        r"schedules?",
        r"footnotes?",
        r"notes?",
        r"fn\.",
        r"nn?\.",
        r"titles?",
    ),
    *(r"items?", r"tables?", r"rows?"),
)
_PINPOINT_ANCHORS = (
    r"§§?\s?[\da-z]",
    r"¶¶?\s?[\d(]",
    *(word + _LABEL for word in _LEVEL_ANCHORS),
    rf"section\s(?:{NUMBER_WORDS})\b",
    *("preamble", "annex", r"unlabell?ed\s(?:¶|par)"),
    *(rf"{ordinal}\s+paragraph" for ordinal in _ORDINALS.split("|")),
)
# A kind named without its number needs a day, a title or a quotation mark behind it, or one of its long names.
_KIND_PREFIXES = tuple(dict.fromkeys(word for _, before, _ in CITED_KINDS for word in before.split("|")))
_KIND_NOUNS = tuple(noun for _, _, named in CITED_KINDS for noun in named)
_KIND_ANCHORS = (*(rf"{prefix}\s+(?:pres|national|{'|'.join(_KIND_NOUNS)})" for prefix in _KIND_PREFIXES), *_KIND_NOUNS)
_TITLE_OR_DAY = r"\s?,?\s?(?:\"|\(|(?:of|dated|issued|signed|on|entitled|titled)\s|$)"
_KIND_ANCHORS_IN_TEXT = (
    *(noun + _TITLE_OR_DAY for noun in _KIND_NOUNS),
    *(
        rf"{first}\s+(?:(?:{'|'.join(_KIND_PREFIXES)})\s+)?(?:{'|'.join(_KIND_NOUNS)})" + _TITLE_OR_DAY
        for first in _KIND_PREFIXES
    ),
)
_CONTEXT_DOCUMENTS = ("memorandum", "proclamation", "determination", "notice", "directive")
_CONTEXT_NOUNS = f"(?:{nouns(*ORDER_NOUNS, *_CONTEXT_DOCUMENTS)}|section|part|annex)"
# "it is ordered that Executive Order 11478 …", "that Section 2 of …": what stands behind the noun names it.
_NAMED_BEHIND = pattern(
    r"\s{0,3}(?:nos?\.?|numbers?)?\s{0,3}(?:\d{1,2},\d{3}|\d{3,5})\b|\s+(?:of|dated)\s+[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4}"
)
_LABEL_BEHIND = pattern(r"\s{0,3}(?:\d{1,4}\b(?!\s+(?:days|months|years))|\([a-z0-9]{1,5}\)|[ivx]{1,5}\b)")


_OF_ANY_KIND = frozenset({"order", *_CONTEXT_DOCUMENTS}) - {"proclamation"}


def _read_context(text: str, found: re.Match[str]) -> Reading | None:
    """ "this order", "that section"; none where "that" leads in a clause whose subject is named in full."""
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


WORD_FORMS: tuple[Form, ...] = (
    Form(
        "day",
        "days",
        "jfmasond0123456789",
        (
            *(rf"{month}[a-z]{{0,6}}\.?\s{{0,3}}\d" for month in MONTH_STARTS),
            *(r"\d\d{3}-\d\d-", rf"\d\d?(?:st|nd|rd|th)?\s{{1,3}}(?:of\s{{1,3}})?{MONTH_START}", r"\d\d?/\d"),
        ),
        DAY,
        simple(read_day),
        ("October 7, 2022", "Dec. 29, 2009", "29 Dec. 2009", "2009-12-29", "12/29/2009"),
    ),
    Form(
        "month",
        "days",
        "jfmasond",
        (r"[a-z][a-z]{2,8}\.?\s{1,3}\d{4}",),
        MONTH_OF_YEAR,
        simple(read_month),
        ("January 2017",),
        True,
    ),
    Form("year-in-brackets", "days", "(", (r"\(\s?\d{4}",), YEAR_IN_BRACKETS, simple(read_year), ("(2010)",), True),
    Form("year", "days", "12", (r"\d\d{3}",), YEAR, simple(read_bare_year), ("2017",), True),
    Form(
        "president",
        "presidents",
        "abcdefghijklmnopqrstuvwxyz(",
        (
            r"president\s",
            rf"\((?:president\s)?(?:{SURNAMES.lower()})\)",
            rf"[a-z](?<=(?=(?:(?:{_GIVEN.lower()})\s|[a-z]\.\s?){{0,3}}(?:{SURNAMES.lower()})'s).)",
        ),
        pattern(PRESIDENT),
        _read_president,
        ("President Obama’s", "Trump’s", "(Biden)"),
        whole_only=True,
    ),
    Form(
        "quoted",
        "titles",
        '"',
        ('"',),
        re.compile(r'"(?P<words>[^"]{2,400})"'),
        simple(_quoted),
        ("“Plan to Defeat the Islamic State of Iraq and Syria”",),
    ),
    Form(
        "number-and-labels",
        "pinpoints",
        "0123456789",
        (r"\d\d{0,2}(?:[.-]\d{1,3})?(?:\s?\([a-z0-9]{1,5}\)|\.[a-z])",),
        re.compile(r"\d{1,3}(?:[.-]\d{1,3})?(?:\s?(?=\([A-Za-z0-9]{1,5}\))|(?=\.[A-Za-z]))"),
        lambda text, found: read_section_without_word(text, found.start()),
        ("1.4(a)", "2(iii)(D)", "5.b.2.B", "1-307(b)"),
        whole_only=True,
    ),
    Form(
        "pinpoint",
        "pinpoints",
        "§¶abcdefghijklmnopqrstuvwxyz",
        _PINPOINT_ANCHORS,
        re.compile(
            rf"(?:{LEVEL_WORDS}|preamble|(?:{_ORDINALS})\s)",
            re.IGNORECASE,
        ),
        _read_pinpoint,
        (
            "section 2, subsection (iii), paragraph (D)",
            "paragraph (D) of section 2(iii)",
            "Sec. 2(iii)(D)",
            "§ 2(iii)(D)",
            "§§ 2(ii)–(iv)",
            "sections 1.1, 1.2(a) and (b)",
            "subsec. (b)",
            "¶ 7",
            "Section Seven",
            "section 2, unlabelled ¶ 3",
            "preamble",
        ),
    ),
    # Too weak for running text: "the first section of the railroad", "art 5".
    Form(
        "counted-pinpoint",
        "pinpoints",
        "abcdefghijklmnopqrstuvwxyz0123456789",
        (
            *_COUNTED_ANCHORS,
            rf"sec\.?\s(?:{NUMBER_WORDS})\b",
            r"ss?\.?\s?\d",
            *(rf"{word}\s?[\d(]" for word in ("pts?", "cls?", "arts?", "pars?", "chs?")),
        ),
        re.compile(rf"(?:{LEVEL_WORDS}|(?:{ORDINAL})\s)", re.IGNORECASE),
        _read_pinpoint,
        (
            "second section",
            "last paragraph",
            "first whereas clause",
            "2nd paragraph of section 1",
            "s 4(a)",
            "pt 2, s 3",
        ),
        whole_only=True,
    ),
    Form(
        "context",
        "running text",
        "ts",
        tuple(rf"{which}\s+{_CONTEXT_NOUNS}" for which in ("this", "that", "such", "said")),
        pattern(rf"(?P<which>this|that|such|said)\s+(?P<noun>{_CONTEXT_NOUNS})\b"),
        _read_context,
        ("this order", "that memorandum", "this section"),
    ),
    Form(
        "kind",
        "kinds",
        "pendmlos",
        _KIND_ANCHORS,
        pattern(rf"(?:{KIND_WORDS})(?![\w])"),
        _read_kind,
        ("Executive Order", "Presidential Memorandum", "President's Memorandum", "Pres. Mem.", "Notice", "Order"),
        running_anchors=_KIND_ANCHORS_IN_TEXT,
    ),
)
