"""The words for levels of a document: divisions, sections, what is under a section, annexes."""

from __future__ import annotations

# Under a section, by depth; without a section the first labelled level is a paragraph.
LEVELS_BY_DEPTH = ("subsection", "paragraph", "subparagraph", "clause", "subclause", "item")

# Level words, and the word with which their segment of a path begins: "chapter 2" → "ch-2".
DIVISIONS = {
    "part": "part",
    "title": "title",
    "chapter": "ch",
    "subpart": "subpart",
    "article": "art",
    "rule": "rule",
}
ANNEXES = {"annex": "annex", "appendix": "appendix", "schedule": "sched", "attachment": "att"}
SEGMENT_WORDS = {"section": "sec"} | DIVISIONS | ANNEXES
LEVEL_OF_SEGMENT = {segment: level for level, segment in SEGMENT_WORDS.items()}

_KNOWN = frozenset({*LEVELS_BY_DEPTH, *SEGMENT_WORDS})
_PLURALS = {"annex": "annex(?:es)?", "appendix": "appendi(?:x|xes|ces)"}  # singular and plural

# The levels in phrases such as "this section", "that paragraph".
PROSE_LEVELS = ("section", "subsection", "paragraph", "subparagraph", "clause")


def level_words(*levels: str, plural: bool = False) -> str:
    """Return the pattern of some level words, with their plurals if asked; without a group of its own.

    To build other patterns from, compiled with re.IGNORECASE: ("section", "clause") → "section|clause".
    """
    assert _KNOWN.issuperset(levels), levels
    return "|".join(_PLURALS.get(level, f"{level}s?") if plural else level for level in levels)


# How citations print a level in singular and plural, outermost first, as patterns for re.IGNORECASE. The plural
# allows a list of bare numbers.
_S = r"(?<![\w'])(?-i:s)(?:\b\.?)?(?=\s?\d{1,4}(?![\d/]))"  # "s 4", "s4"; not the end of "Obama's 2011"
_SS = r"(?<!\w)(?-i:ss)(?:\b\.?)?(?=\s?\d{1,4}(?![\d/]))"
_HERE = r"(?<!supra )(?<!infra )"  # "supra note 3" is a note of whoever cites
CITED_LEVELS: tuple[tuple[str, str, str], ...] = (
    # level, one, several
    ("annex", r"annex", r"annexes"),
    ("appendix", r"appendix|app\.", r"appendices"),
    ("attachment", r"attachment", r"attachments"),
    ("schedule", r"schedule", r"schedules"),
    ("title", r"title", r"titles"),
    ("part", r"part|pt\b\.?", r"parts|pts\b\.?"),
    ("subpart", r"subpart", r"subparts"),
    ("chapter", r"chapter|ch\b\.?", r"chapters|chs\b\.?"),
    ("article", r"article|art\b\.?", r"articles|arts\b\.?"),
    ("rule", r"rule", r"rules"),
    ("section", rf"§|section|sect?\b\.?|{_S}", rf"§§|sections|secs\b\.?|{_SS}"),
    ("subsection", r"sub[- ]?section|subsec\b\.?|sub\b\.?", r"sub[- ]?sections|subsecs\b\.?"),
    ("paragraph", r"paragraph|para\b\.?|par\b\.?", r"paragraphs|paras\b\.?|pars\b\.?"),
    ("pilcrow", r"¶", r"¶¶"),
    ("unlabelled", r"unlabell?ed\s(?:¶|paragraph)", r"unlabell?ed\s(?:¶¶|paragraphs)"),  # as this archive prints them
    ("subparagraph", r"sub[- ]?paragraph|subpara\b\.?|subpar\b\.?", r"sub[- ]?paragraphs|subparas\b\.?|subpars\b\.?"),
    ("clause", r"clause|cl\b\.?", r"clauses|cls\b\.?"),
    ("subclause", r"sub[- ]?clause", r"sub[- ]?clauses"),
    ("item", r"item", r"items"),
    ("footnote", rf"{_HERE}(?:footnote|fn\.|note|n\.)", rf"{_HERE}(?:footnotes|notes|nn\.)"),
    ("table", r"table", r"tables"),
    ("row", r"row", r"rows"),
)
