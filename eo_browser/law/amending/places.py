"""Places as instructions print them: "in the last sentence of section 2(b)", "paragraphs 1 and 3 thereof"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from eo_browser.law.terms.kinds import nouns
from eo_browser.law.terms.levels import LEVELS_BY_DEPTH, level_words
from eo_browser.law.terms.number_words import ORDINALS

from .amendments import Part, PlaceInText

_LEVELS = {
    "section": "sec",
    "sections": "sec",
    "sec.": "sec",
    "secs.": "sec",
    "sec": "sec",
    "secs": "sec",
    "§": "sec",
    "§§": "sec",
    "part": "part",
    "parts": "part",
    "title": "title",
    "chapter": "chapter",
    "article": "article",
}
_UPPER = r"sections?|secs?\.?|§{1,2}|parts?|chapters?|articles?"
_LOWER = (
    rf"{level_words(*LEVELS_BY_DEPTH, plural=True)}|subsecs?\.|pars?\.|subdivisions?|subitems?"
    r"|sub-paragraphs?|sub-sections?|definitions?"
)
_LABEL = r"(?:\d[\dA-Za-z]*(?:[.-]\d+[A-Za-z]?)*|[IVX]{1,5}\b|(?!a\b)[A-Za-z]\b(?!['’]))"
_BRACKET = r"(?:\s?\(\s?(?:[0-9A-Za-z]{1,5}|[ivxl]{6,8})\s?\))"
_PIN = rf"(?:{_LABEL}{_BRACKET}*|{_BRACKET}+)"
_JOIN = (
    r"(?:\s*,\s*(?:and|or)\s+|\s*,\s*|\s+and\s+|\s+or\s+|\s+through\s+"
    r"|\s+to\s+(?!(?:the\s+)?(?:sub)?(?:sec|par|part|clause|item))|\s?[–—-]\s?)"
)
_AGAIN = rf"(?:(?:{_UPPER}|{_LOWER})\s+)?"
PINS = rf"{_PIN}(?:{_JOIN}{_AGAIN}{_PIN})*"
# "sections 1, 2(a) and 3": the noun and its labels, but not a number that a word goes on.
_CHAIN = re.compile(
    rf"\b(?P<noun>{_UPPER}|{_LOWER})(?![A-Za-z])\s*(?:numbered\s+|No\.\s*)?[“\"]?(?P<pins>{_PIN}(?:{_JOIN}{_AGAIN}{_PIN})*)(?!(?!of\b)[\w’'])",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?<![\w.)])(?P<noun>)(?P<pins>{_BRACKET}+(?:{_JOIN}{_BRACKET}+)*)")
_UNREADABLE = re.compile(rf"\b(?:{_UPPER}|{_LOWER})\s*\(\s?[^0-9A-Za-z\s()]{{1,3}}\s?\)", re.IGNORECASE)
_OF = re.compile(r"[”\"]?\s*,?\s+(?:of|in|under|to|from)\s+(?:the\s+|said\s+|such\s+|that\s+)*(?=\S)", re.IGNORECASE)
_ORDINALS = {word: place for place, word in enumerate(ORDINALS[:13]) if place} | {
    "last": -1,
    "final": -1,
    "penultimate": -2,
    "second-to-last": -2,
    "next-to-last": -2,
}
_ORDINAL = "|".join(_ORDINALS)
# "the first, second and third sentences", "the last two sentences".
_SENTENCES = re.compile(
    rf"\b(?P<ordinals>(?:{_ORDINAL})(?:(?:,\s*|\s+and\s+|,\s*and\s+)(?:the\s+)?(?:{_ORDINAL}))*)(?:\s+(?P<count>two|three|four))?\s+sentences?\b",
    re.IGNORECASE,
)
_COUNTS = {"two": 2, "three": 3, "four": 4}
_INSIDE = level_words("section", "subsection", "paragraph")
_PARTS: tuple[tuple[re.Pattern[str], Part], ...] = (
    # "The introductory text following the heading for section 203", "the preamble of the said section"
    (
        re.compile(
            r"\b(?:text|language|matter)\s+following\s+the\s+(?:heading|caption|title)\s+(?:of|for|to)\b"
            rf"|\bpreamble\s+(?:of|to)\s+(?:(?:the|said|that|such)\s+)*(?:{_INSIDE})\b",
            re.IGNORECASE,
        ),
        "own",
    ),
    (
        re.compile(
            r"\b(?:section\s+|sub)?(?:headings?|captions?|catch-?lines?)\b|\btitle\s+(?:of|to)\s+(?=(?:sections?|parts?|chapters?)\b)",
            re.IGNORECASE,
        ),
        "heading",
    ),
    (
        re.compile(
            r"\b(?:introductory|opening|prefatory)\s+(?:clause|text|language|portion|words|matter|phrase|sentence|paragraph)\b"
            r"|\bmatter\s+preceding\b|\blead-?in\b|\bchapeau\b",
            re.IGNORECASE,
        ),
        "own",
    ),
)
# "including the title thereof", "the text and the heading".
_TEXT_AND_HEADING = re.compile(
    r"\bincluding\s+the\s+(?:heading|title)\s+thereof\b|\b(?:text|body)\s+and\s+(?:in\s+the\s+)?(?:heading|title)\b|\b(?:heading|title)\s+and\s+(?:in\s+the\s+)?(?:text|body)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\btitle\b(?!\s+(?:\d|[IVX]+\b|(?:of|to)\s+(?:sections?|parts?|chapters?)\b))", re.IGNORECASE)
# "the paragraph preceding section 1", "the preamble" (but not "the preamble of section 2").
_PREAMBLE = re.compile(
    r"\b(?:paragraphs?|text|matter|recitals?)\s+(?:immediately\s+)?(?:preceding|before)\s+section\s+1\b"
    r"|\b(?:material|matter|text)\s+(?:that|which)\s+(?:follows\s+the\s+title\s+and\s+)?precedes\s+section\s+1\b"
    rf"|\bpreamble\b(?!\s+(?:of|to)\s+(?:(?:the|said|that|such)\s+)*(?:{_INSIDE})\b)"
    r"|\bfirst\s+paragraph\s+of\s+the\s+preamble\b",
    re.IGNORECASE,
)
# What introduces the first item: "So much of section 106 as precedes subsection (a)", "that portion of section 106(a)
# preceding the numbered paragraphs".
_LEAD_OF = re.compile(
    r"\b(?:so\s+much|(?:that|the)\s+(?:portion|part|text|language|matter)|all)\s+(?:of\s+(?:the\s+text\s+of\s+)?(?P<where>[^:]{3,70}?)\s+)?"
    r"(?:as\s+precedes|(?:that|which)\s+precedes|preceding|before)\s+(?:the\s+)?(?:(?:numbered|lettered)\s+(?:sub)?paragraphs"
    r"|(?:sub)?(?:section|paragraph|clause|item)\s+\((?:a|1|i)\)(?!\s*\())(?:\s+thereof)?",
    re.IGNORECASE,
)
# "after section 309 thereof (as added by Part II of this Executive order)": where it comes from is no place.
_HOW_IT_CAME = re.compile(
    r"\(\s*(?:as\s+)?(?:\w+\s+)?(?:added|inserted|amended|revised|redesignated|renumbered)\s+(?:by|in)\b(?:[^()]|\([^()]*\))*\)",
    re.IGNORECASE,
)
# "Annex A", "the appendix", "Schedule 2".
_ANNEX = re.compile(
    rf"\b(?:{level_words('annex', 'appendix')})\b(?:\s+(?-i:(?P<label>[A-Z0-9]{{1,3}}))\b)?"
    rf"|\b(?:{level_words('schedule', 'attachment')}|exhibit)\s+(?-i:(?P<other>[A-Z0-9]{{1,3}}))\b",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(
    rf"\b(?P<ordinal>{_ORDINAL})\s+(?:numbered\s+|unnumbered\s+|full\s+)?(?:paragraph|subparagraph|proviso|clause)\b",
    re.IGNORECASE,
)
# "section 2 | of the Trade Act", "| of title 5", "| of this order": a place that is not in the order amended.
_OUTSIDE_LAW = re.compile(
    r"\s*,?\s+(?:of|to|in|under)\s+(?:the\s+|that\s+|said\s+)?(?:title\b|Title\s+\d|(?:[A-Z][\w’'.-]*\s+(?:(?:of|and|the|for|in|on|to)\s+)*){0,12}"
    r"(?:Act|Code|Statutes?|Regulations?|Rules?|Constitution|Convention|Treaty|Plan|Law|Manual|Schedules?"
    rf"|{nouns('proclamation', 'memorandum', 'directive', 'determination', plural=True, capital=True)}|TSUS|HTS)\b"
    r"|(?:act|regulations?|rules?|proclamation)\b|Public\s+Law|this\s+(?:[Oo]rder|section|proclamation|memorandum|paragraph)\b)|\s+hereof\b",
)


@dataclass(frozen=True, slots=True)
class PrintedPath:
    """One place: its path as far as printed; `anchored` where it begins at the top of the document."""

    path: str
    anchored: bool
    noun: str
    start: int
    end: int
    bracketed: bool = False  # a label in brackets without those above it


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Everything that some words say about the place."""

    pins: tuple[PrintedPath, ...] = ()
    ranged: bool = False
    sentences: tuple[int, ...] = ()
    part: Part = "all"
    title: bool = False
    printed: str = ""
    ordinal: int = 0  # "the second paragraph of …": counted, not labelled
    start: int = -1

    @property
    def says_something(self) -> bool:
        """Return whether there is a place at all."""
        return bool(self.pins or self.sentences or self.part != "all" or self.title)


def found_in(text: str) -> PlaceWords:
    """Return the place that some words name, quoted words left out."""
    text = _HOW_IT_CAME.sub(lambda found: " " * len(found[0]), text)
    lead = _LEAD_OF.search(text)
    if lead:
        begin = lead.end("where") if lead["where"] else lead.start()
        text = text[:begin] + " " * (lead.end() - begin) + text[lead.end() :]
    pins, ranged = _pins(text)
    sentences, printed, at = _sentences(text)
    both = bool(_TEXT_AND_HEADING.search(text))
    named: Part = next((part for pattern, part in _PARTS if pattern.search(text)), "all")
    part: Part = "own" if lead else "all" if both else named
    title = bool(part != "heading" and _TITLE.search(_without_pins(text, pins)))
    ordinal = _PARAGRAPH.search(text)
    starts = [pin.start for pin in pins] + ([at] if sentences else [])
    return PlaceWords(
        tuple(pins),
        ranged,
        sentences,
        part,
        title,
        printed,
        _ORDINALS[ordinal["ordinal"].lower()] if ordinal else 0,
        min(starts, default=-1),
    )


def has_unreadable_label(text: str) -> bool:
    """Return whether words name a provision by a label that was misprinted: "paragraph (/) of section 1"."""
    return bool(_UNREADABLE.search(text))


_DESCRIPTION = re.compile(
    r"\bdescription\s+of\s+the\s+(?:design\s+of\s+the\s+)?(?:seal|flag|badge|medal|emblem|coat\s+of\s+arms)\b",
    re.IGNORECASE,
)


def _without_pins(text: str, pins: list[PrintedPath]) -> str:
    for pin in sorted(pins, key=lambda pin: pin.start, reverse=True):
        text = text[: pin.start] + " " + text[pin.end :]
    return text


def _sentences(text: str) -> tuple[tuple[int, ...], str, int]:
    found = _SENTENCES.search(text)
    if not found:
        return (), "", -1
    numbers = [_ORDINALS[one.lower()] for one in re.findall(_ORDINAL, found["ordinals"], re.IGNORECASE)]
    if found["count"] and numbers == [1]:
        numbers = list(range(1, _COUNTS[found["count"].lower()] + 1))
    if found["count"] and numbers == [-1]:
        numbers = [-n for n in range(_COUNTS[found["count"].lower()], 0, -1)]
    return tuple(numbers), found[0], found.start()


def _pins(text: str) -> tuple[list[PrintedPath], bool]:
    pins: list[PrintedPath] = []
    ranged = False
    at = 0
    while found := _CHAIN.search(text, at):
        end, chain, is_range = _chain(text, found)
        at = end
        if not _OUTSIDE_LAW.match(text, end):
            ranged = ranged or is_range
            pins += [replace(pin, start=found.start(), end=end) for pin in chain]
    pins = _sharing(text, pins)
    special = _outside_of(pins, list(_special(text)))
    pins = _outside_of(special, pins) + special
    if (described := _DESCRIPTION.search(text)) and not pins:
        pins.append(PrintedPath("description", True, "description", described.start(), described.end()))
    return sorted(pins, key=lambda pin: pin.start), ranged


def _outside_of(others: list[PrintedPath], pins: list[PrintedPath]) -> list[PrintedPath]:
    """The places that do not begin inside one of the others."""
    return [pin for pin in pins if not any(one.start <= pin.start < one.end for one in others)]


def _special(text: str) -> Iterator[PrintedPath]:
    """The preamble and annexes, which have names instead of numbers."""
    for found in _PREAMBLE.finditer(text):
        if not _OUTSIDE_LAW.match(text, found.end()):
            yield PrintedPath("preamble", True, "preamble", found.start(), found.end())
    for found in _ANNEX.finditer(text):
        label = found["label"] or found["other"]
        if not _OUTSIDE_LAW.match(text, found.end()):
            yield PrintedPath(f"annex-{label}" if label else "annex", True, "annex", found.start(), found.end())


_SHARES = re.compile(
    r"[\s,;]*(?:(?:and|or|the|introductory|opening|clause|text|of|item|\w+\s+sentences?)[\s,]+)*", re.IGNORECASE
)


def _sharing(text: str, pins: list[PrintedPath]) -> list[PrintedPath]:
    """ "subsection (a) and item (4) of subsection (b) of section 5.3": (a) is of section 5.3 too."""
    out: list[PrintedPath] = []
    for n, pin in enumerate(pins):
        behind = next((other for other in pins[n + 1 :] if other.start >= pin.end), None)
        if (
            not pin.anchored
            and behind
            and behind.anchored
            and "/" in behind.path
            and _SHARES.fullmatch(text[pin.end : behind.start])
        ):
            pin = replace(pin, path=f"{behind.path.partition('/')[0]}/{pin.path}", anchored=True)
        out.append(pin)
    return out


def _chain(text: str, found: re.Match[str]) -> tuple[int, list[PrintedPath], bool]:
    """ "subsections (b) and (c) of paragraph 2": the inner labels, each below the outer one."""
    inner, ranged, end = _listed(found)
    of = _OF.match(text, end)
    outer = _CHAIN.match(text, of.end()) if of else None
    if outer is None:
        return end, inner, ranged
    end, above, _ = _chain(text, outer)
    if len(above) != 1 and _repeats_noun(text[outer.start() : end]):
        rest = [replace(pin, start=outer.start(), end=end) for pin in above[1:]]
        return end, [*_below(above[:1], inner), *rest], ranged
    if len(above) != 1:
        return end, _below(above, inner), ranged
    base = above[0]
    if base.path.startswith(("part-", "title-", "chapter-", "article-")) and all(pin.anchored for pin in inner):
        return end, inner, ranged
    return (
        end,
        [replace(pin, path=_joined(base.path, pin.path), anchored=base.anchored, noun=base.noun) for pin in inner],
        ranged,
    )


def _below(above: list[PrintedPath], inner: list[PrintedPath]) -> list[PrintedPath]:
    return [
        replace(pin, path=_joined(base.path, pin.path), anchored=base.anchored, noun=base.noun)
        for base in above
        for pin in inner
    ]


def _repeats_noun(text: str) -> bool:
    """Whether each has its own noun: "of section 5 and section 6", unlike "of sections 5 and 6"."""
    return len(re.findall(r"\b(?:section|sec\.|paragraph|part)(?!s)\b", text, re.IGNORECASE)) > 1


def _joined(above: str, below: str) -> str:
    return f"{above}/{below}" if above else below


_ONE = re.compile(rf"(?P<joint>{_JOIN})?(?:(?P<noun>{_UPPER}|{_LOWER})\s+)?(?P<pin>{_PIN})", re.IGNORECASE)
_THROUGH = re.compile(r"through|\bto\b|[–—-]", re.IGNORECASE)


def _listed(found: re.Match[str]) -> tuple[list[PrintedPath], bool, int]:
    """The members of a list with the end of the last; the word of another level ("and item (4) of …") begins another
    list.
    """
    noun = found["noun"].lower()
    pins: list[PrintedPath] = []
    through: list[int] = []
    text, at = found["pins"], 0
    while one := _ONE.match(text, at):
        if one["noun"] and one["noun"].lower().rstrip("s.") != noun.rstrip("s."):
            break
        if _THROUGH.search(one["joint"] or ""):
            through.append(len(pins))
        pins.append(_pin(noun, one["pin"], pins[-1] if pins else None))
        at = one.end()
    ranged = bool(through)
    if ranged and len(pins) > 2:
        ranged = [_fill(pins, n) for n in reversed(through)].count(False) > 0
    return pins, ranged, found.start("pins") + at


def _fill(pins: list[PrintedPath], at: int) -> bool:
    """Insert the members of a range before its last one ("5 through 7 and 15"); return whether they are known."""
    first, last = (re.fullmatch(r"(.*?)(\d+|(?<![A-Za-z])[A-Za-z])", pins[n].path) for n in (at - 1, at))
    if not first or not last or first[1] != last[1] or first[2].isdigit() != last[2].isdigit():
        return False
    value, label = (int, str) if first[2].isdigit() else (ord, chr)
    between = range(value(first[2]) + 1, value(last[2]))
    pins[at:at] = [replace(pins[at], path=f"{first[1]}{label(number)}") for number in between]
    return True


def _pin(noun: str, printed: str, before: PrintedPath | None) -> PrintedPath:
    """ "1(b)" after "section" is "sec-1/b"; "(c)" after "1(b)" has the same parent as (b)."""
    head = None if printed.lstrip().startswith("(") else re.match(_LABEL, printed)
    labels = re.findall(r"\(\s?([0-9A-Za-z]{1,8})\s?\)", printed[head.end() if head else 0 :])
    if head is None:
        return _labels_alone(noun, labels, before)
    number = "1" if head[0] == "l" or (head[0] == "I" and labels) else head[0]
    level = _LEVELS.get(noun)
    if noun.startswith("subsec") and (labels or not number.isalnum()):
        level = "sec"  # "subsection 1(f)", "subsection 1-101"
    if level:
        return PrintedPath("/".join([f"{level}-{number}", *labels]), True, noun, 0, 0)
    anchored = number[:1].isdigit() and not noun.startswith(_INNER)
    return PrintedPath("/".join([number, *labels]), anchored, noun, 0, 0)


_INNER = ("subpar", "sub-par", "clause", "item", "subcl", "subd")


def _labels_alone(noun: str, labels: list[str], before: PrintedPath | None) -> PrintedPath:
    """ "(c)" after "1(b)" is 1(c); "(c)(2)" is in the section of the label before it."""
    above = ""
    if before and len(labels) == 1:
        above = before.path.rpartition("/")[0]
    elif before and before.anchored:
        above = before.path.partition("/")[0]
    anchored = bool(before and before.anchored and above)
    return PrintedPath("/".join([above, *labels]).strip("/"), anchored, noun, 0, 0, not above)


def range_of(paths: tuple[str, ...]) -> str:
    """Return a range as one writes it: "sec-1/b…k", "sec-1…sec-5"."""
    if len(paths) != 2:
        return ", ".join(paths)
    first, last = paths
    above = first.rpartition("/")[0]
    return f"{first}…{last.rpartition('/')[2]}" if above and above == last.rpartition("/")[0] else f"{first}…{last}"


def place_of(found: PlaceWords, context: PlaceInText | None) -> PlaceInText:
    """Return the place of an instruction: the one in its own words, inside the place of its context."""
    if not found.pins and context is not None:
        return _narrower(found, context)
    paths = tuple(dict.fromkeys(p for pin in found.pins for p in _under(pin, context)))
    bracketed = not (context and context.paths) and any(pin.bracketed and not pin.anchored for pin in found.pins)
    return PlaceInText(paths, found.part, found.sentences, found.ranged, found.printed, found.title, bracketed)


def _narrower(found: PlaceWords, context: PlaceInText) -> PlaceInText:
    """A place that only words about its part, a sentence or the title narrow."""
    part, sentences = found.part, found.sentences
    if part == "all" and not sentences and not found.title:
        part, sentences = context.part, context.sentences
    printed = found.printed or context.printed
    title = found.title or (context.title and not found.part)
    return PlaceInText(context.paths, part, sentences, context.ranged, printed, title)


def _under(pin: PrintedPath, context: PlaceInText | None) -> Iterator[str]:
    above = context.paths if context else ()
    if pin.anchored or not above:
        yield pin.path
        return
    for one in above:
        base = one
        if pin.noun.startswith("subsec") and "/" in one:
            base = one.partition("/")[0]
        yield base if base.endswith(f"/{pin.path}") else f"{base}/{pin.path}"
