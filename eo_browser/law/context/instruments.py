"""Other instruments that an article names: laws, standards, court papers; and its own headings.

A pinpoint without a document belongs to the nearest instrument named, presidential or not. Names are recognised by
their last word ("Act", "Convention"), by initials or by numbers ("M-21-31"). The name before its last word is read
backwards, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from eo_browser.law.citations.anchors import AnchoredPattern
from eo_browser.law.model.intervals import Intervals
from eo_browser.law.terms.kinds import DIRECTING_NOUNS, nouns
from eo_browser.law.terms.presidents import SURNAMES
from eo_browser.law.terms.series import SERIES_BY_CODE

INSTRUMENTS_AT_MOST = 5_000
# The noun that ends the name of a law or paper: "Act of 1974", "Regulation", "Convention on Wetlands (Ramsar)".
_NAME_ENDS = AnchoredPattern(
    r"(?<=[\w.] )(?:Acts?|Code|Constitution|Treaty|Convention|Charter|Statutes?|Regulations?|Protocol|Covenant"
    r"|Amendment|Ordinance|Circular|Bulletin|Handbook|Manual)\b(?:\s+on\s+(?:the\s+)?[A-Z]\w+|\s+of\s+\d{4})?(?:\s+\([^()]{1,60}\))?"
)
_NAME_BEFORE = re.compile(r"(?:\b(?:[A-Z][\w’'&.-]*,?|of|and|for|on|the|to|in|The)\s+){1,10}\Z")
_ACRONYMS = (
    "ADA ADEA APA BSA CAA CEQA CERCLA CFAA CIPA COPPA CWA DFARS DMCA ECPA EPCA ERISA ESA FACA FAR FCA FCRA FDCA FECA "
    "FERPA FIRRMA FISA FISMA FITARA FLPMA FLSA FOIA FTCA GDPR GLBA HIPAA IDEA IEEPA INA IRCA IRTPA LMRA NDAA NEA NEPA "
    "NHPA NLRA OPA OSHA PRA PREA RCRA RFRA SDWA SOX TSCA TWEA UCMJ VAWA VRA"
)
_NUMBER = r",?\s+(?:No\.?\s*|#\s?)?\d[\d.-]*\b"
# "DoD Directive 5240.1", "Secretary’s Order 3399", "OMB Circular A-11": papers with a number.
_NUMBERED = AnchoredPattern(
    rf"\b(?!(?:Executive|Exec|Presidential|President['’]s|(?:{SURNAMES})(?:['’]s)?|The|This|That|His|In|Under|By|See|And|But)\b)"
    rf"[A-Z][\w&]{{1,20}}(?:['’]s)?\s+Order{_NUMBER}"
    rf"|\b(?:Directive|Instruction|Manual|Letter|Policy|Delegation|Release|Guidance|Bulletin|Advisory){_NUMBER}"
    r"|\b(?:[Dd]elegation|[Rr]elease|[Ll]etter|[Bb]ulletin|[Aa]dvisory),?\s+No\.\s*\d[\d.-]*\b"
    r"|\bM-\d\d-\d\d\b|\b(?:OMB\s+)?Circulars?\s+(?:No\.\s*)?A-\d{1,3}\b|\bTitle\s+(?:[IVX]+|\d{1,2})\b"
    r"|\b(?:NIST|ISO|IEC|FIPS|ANSI|IEEE|DoDD|DoDI|DODD|DODI|ICD|SP|AR|STIG)(?:[/ -](?:SP|IEC|IR|PUB))?[ -]\d[\w.-]*"
    r"|\bH\.\s?R\.\s?(?:\d|Rep\.)[\d-]*|\bS\.\s?(?:\d|Rep\.|Doc\.)[\d-]*|\bPub\.\s?L\.|\bArticle\s+[IVX]+\b"
    rf"|\b(?:{'|'.join(_ACRONYMS.split())})\b"
)
# "ISL 2016-02", "OE-2021-010", "CSMS # 64297449": initials with a number; many are no texts, so that only a pinpoint
# right behind them is theirs.
_INITIALS = AnchoredPattern(
    r"\b(?!(?:COVID|GS|MS|FY|PM|AM|CO|US|[IVX]+)\b)(?P<name>[A-Z][a-z]?[A-Z]{1,6})(?:\s?#\s?|\s(?:No\.?\s)?|-)\d[\d.-]*\b"
)
_DEFINED = re.compile(
    r"(?:Act|Code|Convention|Treaty)(?:\s+of\s+\d{4})?\s+\((?:the\s+)?[“\"]?([A-Z][A-Za-z]{1,8})[”\"]?\)"
)
_PAPERS = (
    r"(?:Am\.\s)?Compl|Decl|Aff|Ans|Br|Opp(?:['’]n)?|Mot|Reply|Resp|Pet|Mem|Exs?|Tr|Dkt|Docs?|ECF|Stip|Stmt|App['’]x"
    r"|Hr['’]g|Dep|Interrog|J\.A|SUMF|SOF|Op|Ltr|Rep|Rpt|Rog"
)
# "Compl. ¶ 3", "Exhibit A at ¶ 2", "ECF No. 12": papers of a court.
_PAPER = AnchoredPattern(
    rf"(?:\b(?:{_PAPERS})\.?(?:\s(?:No\.|Nos\.)?\s?[\dA-Z][\d-]*(?:\s?[¶§]+\s?\d+)?)?"
    r"|\b(?:[Cc]omplaint|[Dd]eclaration|[Aa]ffidavit|Answer|Petition|Exhibit|Deposition|Transcript)(?:\s[\dA-Z]{1,3})?)"
    r"(?=,?\s+(?:at\s+)?[¶§])|\bECF\s+No\.\s*\d[\d-]*"
)
# "the Act | § 3", "(DFARS) | at", "FAR, Volume 1, |": what may come between a paper and its section.
_DIRECTLY = re.compile(
    r"(?:[)\]”\"’]|['’]s)?,?\s{0,2}(?:(?:Volume|Vol\.|Book|Enclosure|Chapter)\s\w{1,4},?\s)?"
    r"(?:\(|at\s|in\s|(?:and\s)?its\s)?\s?"
)
_ACRONYM_BEFORE = re.compile(r"\b(?P<name>[A-Z][A-Z&]{1,6})(?:['’]s)?,?\s+\(?\Z")
# "CAT Policy § 3": a paper that is called by a name of its own.
_CALLED_BEFORE = re.compile(
    r"\b[A-Z][\w-]*\s+(?:Policy|Guidance|Guidelines|Principles|Framework|Strategy|Standards?|Rules?|Report|Charter"
    r"|Agreement|Contract|Letter|Bill)(?:,?[*_”\"]{0,3},?|[*_”\"]{1,3}\.|\.[*_”\"]{1,3})\s+\Z"
)
# "the press release's section 4", "The “Dear Colleague” letter of May 13, 2016, and its section 2".
_PAPERS_WORD = r"\b(?:letter|release|delegation|handbook|manual|bulletin|circular|advisory|newsletter)"
_PAPERS_BEFORE = re.compile(rf"{_PAPERS_WORD}['’]s\s+\Z", re.IGNORECASE)
_ITS_BEFORE = re.compile(rf"{_PAPERS_WORD}\b[^.!?\n]{{0,60}}\b(?:its|whose)\s+\Z", re.IGNORECASE)
_OURS = frozenset({"EO", "EOS", "PROC", "PD", "SEE", "CF", "AND", "OR", "SECTION", "UNDER", "IN", "OF", "THE", "BUT"})
# "any | section 8", "families on | Section 8": no section of a paper that the article names.
_NOBODYS = re.compile(
    r"\b(?:[Aa]n?|[Aa]ny|[Ee]ach|[Ee]very|[Aa]nother)\s+\Z"
    r"|\b(?i:famil(?:y|ies)|tenants?|renters?|landlords?|households?|people|living|housing)\s+on\s+\Z"
)
_OF_A_NAME = re.compile(
    rf",?\s+of\s+(?:the\s+)?(?!(?i:(?:{nouns(*DIRECTING_NOUNS)})|executive|presidential|president)\b)(?:[A-Z]|\d)"
)
_SAID_OF_OURS = re.compile(
    rf"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Hh]is|[Ii]ts|\w+['’]s)\s+(?:\w+\s+)?{nouns(*DIRECTING_NOUNS)}\b|\bEO\b",
    re.IGNORECASE,
)
# "Section 3 | of this report", "Part II | in this article": of the article itself.
_OF_THIS_TEXT = (
    r",?\s(?:of|in|to)\s(?:this|our|the\spresent)\s(?:(?i:client|legal|research|advisory|blog|white)\s)?"
    r"(?i:report|brief|article|paper|chapter|study|guide|alert|analysis|review|post|newsletter|opinion|essay|bulletin"
    r"|advisory|update|page|handbook|fact\ssheet|note|story)\b"
)
_OF_ITSELF = re.compile(rf"\b(?:[Ss]ections?|[Pp]arts?|[Cc]hapters?)\s[\dIVX.]{{1,6}}{_OF_THIS_TEXT}")
# What behind a pinpoint says that it is of no document: "section 8 | housing", "section 2 | of this report".
_NOBODYS_BEHIND = re.compile(
    rf"\s+(?i:housing|vouchers?|tenants?|tenancy|landlords?|apartments?|rentals?)\b|{_OF_THIS_TEXT}"
)
_STOP = re.compile(r"\n\s*\n|\n\s*(?:[•*–—-]|\d{1,2}[.)])\s")
_SENTENCE_BEGINS = re.compile(r"(?:[.!?][”\"’)\]]*\s+|\n\s*\n)(?=[“\"(]?[A-Z0-9])")
_LEADING = re.compile(
    r"[“\"(]?(?:(?:Under|In|But|And|Yet|By|With|As|Since|While|A|An)\s+)?(?:[Tt]he\s+)?(?:[A-Z]\w*\s+)?"
)
_NEAR = 400  # characters before a pinpoint that are searched for another instrument
_DIRECTLY_WITHIN = 30  # characters between an instrument and a pinpoint of it
_HEADING = re.compile(
    r"(?:\A|(?<=\n))[ \t]{0,40}#{0,6}[ \t]{0,40}"
    r"(?:S(?:ECTION|ection|EC\.|ec\.)|P(?:ART|art))\s+(?:[IVXLC]{1,6}|\d{1,2})\b"
    r"(?:[ \t]*[:.—–-][ \t]*[^\n]{0,80})?(?=\n|\Z)"
)


@dataclass(frozen=True, slots=True)
class Instruments:
    """The other instruments of an article by their characters, in order; its court papers and headings too."""

    text: str
    names: Intervals
    papers: Intervals
    initials: Intervals  # with a number; a pinpoint right behind them is theirs
    headings: Intervals
    entries: Intervals  # the lines of a list of works

    def is_anothers(self, start: int, end: int, last_mention: int, *, deep: bool) -> bool:
        """Return whether a pinpoint without a document belongs to another instrument, or to none.

        `last_mention` is where the article last mentioned a presidential document; `deep`: the pinpoint names more than
        a section.
        """
        text = self.text
        if (
            self._is_heading(start)
            or self._is_of_another_entry(start, last_mention)
            or self._is_listed_with_its_own(start, last_mention)
            or _OF_A_NAME.match(text, end)
            or _NOBODYS_BEHIND.match(text, end)
        ):
            return True
        before = text[max(0, start - 80) : start]
        if _NOBODYS.search(before):
            return True
        acronym = _ACRONYM_BEFORE.search(before)
        if (acronym and not _is_ours(acronym["name"])) or _CALLED_BEFORE.search(before):
            return True
        return (
            self._is_next_to(start, last_mention)
            or self._is_of_the_paper(start, last_mention)
            or self._claims(start, last_mention, deep)
        )

    def between(self, start: int, end: int) -> bool:
        """Return whether another instrument or a court paper is named between two places: "Id." may be its."""
        lasts = (named.last_before(end) for named in (self.names, self.papers))
        return any(last and last[0] >= start for last in lasts)

    def _is_heading(self, start: int) -> bool:
        heading = self.headings.containing(start, start + 1)
        return heading is not None and not self.text[heading[0] : start].strip(" \t#")

    def _is_of_another_entry(self, start: int, last_mention: int) -> bool:
        """Whether a pinpoint is in an entry of a list of works that names no presidential document before it."""
        entry = self.entries.containing(start, start + 1)
        return entry is not None and last_mention <= entry[0]

    def _is_listed_with_its_own(self, start: int, last_mention: int) -> bool:
        """Whether the article named a section of its own earlier in the sentence: "section 1 of this report … section
        4".
        """
        before = self.text[max(last_mention, start - _NEAR, 0) : start]
        found = _OF_ITSELF.search(before)
        return found is not None and not _SENTENCE_BEGINS.search(before, found.end())

    def _is_of_the_paper(self, start: int, last_mention: int) -> bool:
        """Whether "its section" is of a letter or the like, the only paper that the sentence names; or "the letter's
        section".
        """
        if _PAPERS_BEFORE.search(self.text, max(0, start - 20), start):
            return True
        led = self.text[max(last_mention, start - _NEAR, 0) : start]
        ends = [found.end() for found in _SENTENCE_BEGINS.finditer(led)]
        if not ends and last_mention > start - _NEAR:
            return False  # the sentence names a presidential document
        sentence = led[ends[-1] if ends else 0 :]
        return bool(_ITS_BEFORE.search(sentence)) and not _SAID_OF_OURS.search(sentence)

    def _is_next_to(self, start: int, last_mention: int) -> bool:
        for named in (self.names, self.papers, self.initials):
            last = named.last_before(start)
            since = last_mention if named is self.initials else 0
            near = last and last[0] >= max(since, start - _NEAR) and start - last[1] < _DIRECTLY_WITHIN
            if last and near and _DIRECTLY.fullmatch(self.text, last[1], start):
                return True
        return False

    def _claims(self, start: int, last_mention: int, deep: bool) -> bool:
        """Whether the last instrument is the subject of its sentence, or in the same sentence as the pinpoint."""
        last = self.names.last_before(start)
        if last is None or last[0] < max(last_mention, start - _NEAR):
            return False
        between = self.text[last[1] : start]
        if _STOP.search(between) or _SAID_OF_OURS.search(between):
            return False
        sentences = sum(1 for _ in _SENTENCE_BEGINS.finditer(between))
        if sentences == 0 and not deep:
            return True
        return sentences <= 1 + (not deep) and self._leads_its_sentence(last[0])

    def _leads_its_sentence(self, start: int) -> bool:
        led = self.text[max(0, start - _NEAR) : start]
        begins = 0
        for found in _SENTENCE_BEGINS.finditer(led + "A"):
            begins = found.end()
        return bool(_LEADING.fullmatch(led[min(begins, len(led)) :]))


def _is_ours(name: str) -> bool:
    return name in _OURS or name.lower() in SERIES_BY_CODE


def instruments_in(text: str, headings: Iterable[tuple[int, int]] = ()) -> Instruments:
    """Return the other instruments of an article; `headings` are those its markup shows."""
    papers = Intervals(found.span() for found in islice(_PAPER.finditer(text), INSTRUMENTS_AT_MOST))
    shown = Intervals(chain(headings, _plain_headings(text)))
    initials = Intervals(
        found.span() for found in islice(_INITIALS.finditer(text), INSTRUMENTS_AT_MOST) if not _is_ours(found["name"])
    )
    return Instruments(text, Intervals(_names(text)), papers, initials, shown, Intervals(_entries(text)))


# The heading of a list of works cited, behind which nothing is checked.
_WORKS = re.compile(
    r"^[ \t#*_]{0,8}(?:\d{1,2}\.?[ \t])?(?:(?:Selected\s|Works\s|Primary\s)?(?:References|Bibliography|Cited|Sources)"
    r"|Further\s[Rr]eading|Table\sof\s(?:Authorities|Cases))[ \t:*_]{0,4}$",
    re.MULTILINE | re.IGNORECASE,
)
_ENTRY = re.compile(r"[^\n]+")


def _entries(text: str) -> Iterator[tuple[int, int]]:
    """The lines below the heading of a list of works."""
    heading = _WORKS.search(text)
    if heading:
        yield from (found.span() for found in islice(_ENTRY.finditer(text, heading.end()), INSTRUMENTS_AT_MOST))


def _names(text: str) -> Iterator[tuple[int, int]]:
    for found in islice(_NAME_ENDS.finditer(text), INSTRUMENTS_AT_MOST):
        before = _NAME_BEFORE.search(text, max(0, found.start() - 100), found.start())
        if before:
            start = before.start() + len(before[0]) - len(before[0].lstrip())
            yield start, found.end()
    yield from (found.span() for found in islice(_NUMBERED.finditer(text), INSTRUMENTS_AT_MOST))
    if defined := {found[1] for found in islice(_DEFINED.finditer(text), 50)}:
        again = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, defined)))})\b")
        yield from (found.span() for found in islice(again.finditer(text), INSTRUMENTS_AT_MOST))


_IN_CAPITALS = re.compile(
    r"(?:SECTION|PART|ARTICLE|CHAPTER)\s(?:[IVX]{1,5}|\d{1,2}|[A-Z])\s?[:\u2013\u2014]\s[^.]+\.?\Z"
)


# "Section 1. The early rule" right above a paragraph, whose line is longer than any that was broken by hand.
_TITLED_LINE = re.compile(r"\s*#{0,6}\s*\w+\.?\s[\dIVX]{1,4}\s?[.:—–-]\s?[A-Z][^\n]{2,60}\n[^\n]{120,}")


def _with_next_line(text: str, found: re.Match[str]) -> tuple[int, int]:
    end = text.find("\n", found.end() + 1)
    return found.start(), end if end >= 0 else len(text)


def _plain_headings(text: str) -> Iterator[tuple[int, int]]:
    """Lines that are a paragraph, number a section and end without a full stop ("Section I: the purge"), or begin in
    capitals: "SECTION I: The purge was unlawful."
    """
    first = len(text) - len(text.lstrip())
    for found in islice(_HEADING.finditer(text), INSTRUMENTS_AT_MOST):
        alone = text.startswith("\n\n", found.start() - 2) or found.start() <= first
        ends = text[found.end() : found.end() + 2]
        is_open = found[0].rstrip()[-1:] not in ".;,:" or _IN_CAPITALS.match(found[0].lstrip())
        if (
            alone
            and is_open
            and (ends in ("", "\n", "\n\n") or _TITLED_LINE.fullmatch(text, *_with_next_line(text, found)))
        ):
            yield found.span()
