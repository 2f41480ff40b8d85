"""Forms of pinpoints. The pattern matches the beginning of a pinpoint; the module `pinpoint` reads the rest."""

from __future__ import annotations

import re

from .form import Form, ValueAndEnd, pattern
from .pinpoint import COUNTED, NUMBER_WORDS, ORDINAL, ORDINAL_WORDS, read_pinpoints, read_section_without_word

# A level word counts where a number or a bracket follows; only preamble, annex and ordinals need none.
_LABEL_BEHIND = r"(?=\s{0,3}(?:\(|\d|(?<=[\s.])(?:[a-z]|[ivxl]{1,7})\b))"
_LEVEL_WORDS = (
    r"sec(?:tion)?s?\.?",
    r"sect\.",
    r"paras?\.?",
    r"paragraphs?",
    r"pars?\.",
    r"clauses?",
    r"cls?\.",
    r"parts?",
    r"pts?\.",
    r"sub[- ]?(?:section|sec|paragraph|para|par|clause|part)s?\.?",
    r"chs?\.",
    r"chapters?",
    r"art(?:s?\.|icles?)",
    r"rules?",
    r"app(?:\.|endix|endices)",
    r"attachments?",
    r"schedules?",
    r"footnotes?",
    r"notes?",
    r"fn\.",
    r"nn?\.",
    r"titles?",
    r"items?",
    r"tables?",
    r"rows?",
)
_BEGINNINGS = (
    rf"(?:{'|'.join(_LEVEL_WORDS)}){_LABEL_BEHIND}",
    r"§§?(?=\s?[\da-z])",
    r"¶¶?(?=\s?[\d(])",
    rf"section\s(?:{NUMBER_WORDS})\b",
    *("preamble", r"pmbl\.", "annex", r"unlabell?ed\s(?:¶|par)"),
    rf"(?:{'|'.join(ORDINAL_WORDS)})\s+paragraph",
)
# Too weak for running text: "the first section of the railroad", "art 5".
_WEAK_BEGINNINGS = (
    rf"(?:{ORDINAL})\s+(?:{COUNTED})",
    rf"sec\.?\s(?:{NUMBER_WORDS})\b",
    r"ss?\.?\s?\d",
    r"(?:pts?|cls?|arts?|pars?|chs?)\s?[\d(]",
)


def _read_pinpoint(text: str, found: re.Match[str]) -> ValueAndEnd | None:
    return read_pinpoints(text, found.start())


PINPOINT_FORMS: tuple[Form, ...] = (
    Form(
        "number-and-labels",
        "pinpoints",
        re.compile(
            r"\d{1,3}(?:[.-]\d{1,3})?"
            r"(?:\s?(?=\([A-Za-z0-9]{1,5}\))|(?=\.[A-Za-z])|(?=[a-z]\()|(?<=[.-]\d)(?=[a-z](?![\w'-])))"
        ),
        lambda text, found: read_section_without_word(text, found.start()),
        ("1.4(a)", "2(iii)(D)", "5.b.2.B", "1-307(b)", "1.5d", "4e(i)", "1.4(b) and (d)"),
        whole_only=True,
    ),
    Form(
        "pinpoint",
        "pinpoints",
        pattern("|".join(_BEGINNINGS)),
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
    Form(
        "counted-pinpoint",
        "pinpoints",
        pattern("|".join(_WEAK_BEGINNINGS)),
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
)
