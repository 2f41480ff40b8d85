"""Citations pasted from elsewhere: markup removed, words of other languages translated into English."""

from __future__ import annotations

import re
from html import unescape

_MARKUP = re.compile(
    r"</?[a-z][^<>]{0,2000}>|&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8});|\\[()\[\]*_.#-]|[*`]", re.IGNORECASE
)
_BLOCK = re.compile(r"<(?:/?(?:p|div|li|ul|ol|td|tr|h\d|blockquote)\b[^<>]*|br\s*/?)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]{0,2000}>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([()\[\]*_.#-])|[*`]+")


# Templates of Wikipedia and Wikisource, each with the citation it prints.
_TEMPLATES: tuple[tuple[str, str], ...] = (
    (r"(?:US\s?)?Exec(?:utive)?\s?Order|EO", r"Executive Order \1"),
    (r"(?:US\s?)?(?:Presidential\s)?Proclamation", r"Proclamation \1"),
    (r"USFR|Federal\sRegister|FedReg", r"\1 FR \2"),
    (r"USC(?:Sub)?|United\s?States\s?Code|UnitedStatesCode|UnitedStatesCodeSub", r"\1 U.S.C. \2"),
    (r"CodeFedReg|USCFR|CFR", r"\1 CFR \2"),
    (r"USPL|US\sPublic\sLaw", r"Public Law \1-\2"),
    (r"USStat|Statutes\sat\sLarge", r"\1 Stat. \2"),
)
_TEMPLATE = re.compile(r"\{\{\s{0,3}([^{}|]{1,40}?)\s{0,3}\|([^{}]{1,300})\}\}")
_WIKI_LINK = re.compile(r"\[\[([^\[\]|]{1,200})(?:\|[^\[\]]{0,200})?\]\]")
_WRITTEN_AS = tuple((re.compile(names, re.IGNORECASE), written) for names, written in _TEMPLATES)
# "_Federal Register_": emphasis, but for what is inside a word.
_UNDERLINED = re.compile(r"(?<![\w/.:=-])_{1,2}(?=[\w“\"])|(?<=[\w.,”\"])_{1,2}(?![\w/.-])")


def without_templates(text: str) -> str:
    """Write out templates and links of wikis: "{{USFR|75|707}}" → "75 FR 707"; unknown ones stay."""
    if "{{" not in text and "[[" not in text:
        return text
    return _WIKI_LINK.sub(r"\1", _TEMPLATE.sub(_written, text))


def _written(found: re.Match[str]) -> str:
    values = [value.strip() for value in found[2].split("|") if "=" not in value]
    for names, written in _WRITTEN_AS:
        if names.fullmatch(found[1]) and len(values) >= written.count("\\"):
            return re.sub(r"\\(\d)", lambda place: values[int(place[1]) - 1], written)
    return found[0]


def without_markup(text: str) -> str:
    """Remove tags, entities and marks of emphasis: "<i>EO</i>&nbsp;13526, § 4\\(a\\)" → "EO 13526, § 4(a)"."""
    text = without_templates(text)
    if "_" in text and "://" not in text:
        text = _UNDERLINED.sub("", text)
    if not _MARKUP.search(text):
        return text
    return _ESCAPE.sub(r"\1", unescape(_TAG.sub("", _BLOCK.sub(" ", text))))


# Executive orders, proclamations and their parts in the other languages in which they are cited.
_IN_ENGLISH: tuple[tuple[str, str], ...] = (
    (r"[oó]rden(?:es)?\s+ejecutivas?|decretos?\s+ejecutivos?", "Executive Order"),  # Spanish
    (r"ordres?\s+ex[eé]cutifs?|d[eé]crets?\s+(?:ex[eé]cutifs?|pr[eé]sidentiels?)", "Executive Order"),  # French
    (r"ordens?\s+executivas?|ordem\s+executiva", "Executive Order"),  # Portuguese
    (r"ordin[ei]\s+esecutiv[oi]", "Executive Order"),  # Italian
    (r"pr[äa]sidialerlass(?:es)?|pr[äa]sidialverf[üu]gung|exekutivanordnung", "Executive Order"),  # German
    (r"proclamaci[oó]n(?:es)?|proclama[cç][aã]o|proclamazione|proklamation", "Proclamation"),
    (r"secci[oó]n|se[cç][cç]?[aã]o|sezione|abschnitt", "section"),
    (r"secciones|se[cç][cç]?[oõ]es|sezioni|abschnitte", "sections"),
    (r"art[ií]culo|article|artigo|articolo|artikel", "section"),
    (r"p[aá]rrafo|par[aá]grafo|paragraphe|paragrafo|absatz|alin[eé]a|inciso|apartado", "paragraph"),
    (r"pre[aá]mbulo|pr[eé]ambule|preambolo|pr[äa]ambel", "preamble"),
    (r"n[uú]m(?:ero)?\.?(?=\s?\d)", "No."),
)
_JOINTS: tuple[tuple[str, str], ...] = (
    (r"de\s+la|del|de\s+l'|della|do|da|du|des|der|de|di", "of"),
    (r"et|und|ed?|y", "and"),
)
_FOREIGN = re.compile(rf"\b(?:{'|'.join(words for words, _ in _IN_ENGLISH[:6])})(?!\w)", re.IGNORECASE)
_REPLACED = tuple(
    (re.compile(rf"\b(?:{words})(?!\w)", re.IGNORECASE), replacement) for words, replacement in _IN_ENGLISH + _JOINTS
)


def in_english(text: str) -> str:
    """Translate the words of a citation into English where it names the kind of document in another language.

    "Orden Ejecutiva 13526, sección 2" → "Executive Order 13526, section 2"; any other text stays as it is.
    """
    if not _FOREIGN.search(text):
        return text
    for words, replacement in _REPLACED:
        text = words.sub(replacement, text)
    return text
