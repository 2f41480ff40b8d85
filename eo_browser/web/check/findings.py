"""The findings of an article as the report shows them: whether they are right, where they lead, what differs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from eo_browser.checking.article_files import Article
from eo_browser.checking.quotations import Checked, document_of, is_known_only
from eo_browser.law.citations import read_citation
from eo_browser.law.citations.parts import Dated, KindNamed, RegisterPage
from eo_browser.law.context.articles import Annotated, CitationFound, QuotationFound
from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.quotation import Edit, QuotedProvisions, Verdict
from eo_browser.law.resolver import Resolution, Target
from eo_browser.law.resolver.as_amended import until
from eo_browser.law.resolver.document_names import named, sentence
from eo_browser.law.resolver.identify import is_of_another_title
from eo_browser.web.objects.revocations import FindingLink, FindingNote, notes_of
from eo_browser.web.objects.verdicts import marked_url, provisions_of

from .redline import UNMARKED, Run, redline, shortened

Rating = Literal["good", "fair", "bad", "unknown"]  # right, doubtful, wrong, cannot be checked here
VERDICTS: dict[str, tuple[str, Rating, str]] = {
    "verbatim": ("Verbatim", "good", "The document’s own words, character by character."),
    "typography": ("Faithful", "good", "The document’s own words; only their typography differs."),
    "marked-edits": ("Faithful, with marked edits", "good", "Every difference is marked in the quotation."),
    "case-or-punctuation": ("Capitals or punctuation differ", "fair", "The same words; nothing marks the difference."),
    "unmarked-change": ("Words were changed", "bad", "The document says something else, and nothing marks it."),
    "wrong-provision": ("Another provision", "bad", "These words are elsewhere in the document."),
    "wrong-document": ("Another document", "bad", "These words are in another document."),
    "uncheckable": ("Cannot be checked", "unknown", "The document is known, but its text is not here."),
    "not-found": ("Not found", "bad", "No document of this archive has these words."),
}
OUTCOMES: dict[str, tuple[str, Rating]] = {
    "resolved": ("Found", "good"),
    "partial": ("Found in part", "fair"),
    "ambiguous": ("May mean several", "fair"),
    "contradiction": ("Contradicts itself", "bad"),
    "not_found": ("Not found", "bad"),
    "external": ("Outside the archive", "good"),
}
KNOWN_ONLY: tuple[str, Rating] = ("Known, its text is not here", "unknown")
EDITS = {
    "typography": "typography",
    "final-mark": "final mark",
    "ellipsis": "left out, marked",
    "bracketed-insertion": "put in, marked",
    "bracketed-replacement": "replaced, marked",
    "bracketed-letters": "letters changed, marked",
    "sic": "sic",
    "note": "the quotation’s own note",
    "print-number": "number of a page or footnote",
    "label-dropped": "label left out",
    "case": "capital changed",
    "punctuation": "punctuation changed",
    "words-added": "words added",
    "words-left-out": "words left out",
    "words-replaced": "words replaced",
}
# Marked correctly, but perhaps misleading.
_TO_LOOK_AT = frozenset({"ellipsis-drops-negation", "ellipsis-crosses-provision", "bracket-replaces-words"})
_TOLD_ONCE = frozenset({"REVOKED", "KIND_DIFFERS"})  # reported only at the first citation of a document
# Verdicts on words that are not in the cited place, and the words for where they are.
_DISPUTED = {
    "wrong-provision": "They are in",
    "wrong-document": "They are in",
    "unmarked-change": "Nearest words",
    "not-found": "",
}
_BLANK_LINES = re.compile(r"\s*\n[^\S\n]*\n\s*")
_LINE_END = re.compile(r"(?<!\n)(?<!\n )\n(?!\s*\n)")
_LISTED = 20  # places of one citation
_OFFERED = 5  # documents that may be meant instead


@dataclass(frozen=True, slots=True)
class EditRow:
    """One difference in words for the report; `is_marked` where the quotation marks it, or need not."""

    kind: str
    quote: str
    source: str
    note: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """One finding of the report: a citation or a quotation, its target, and what an editor should know.

    `shown_at` is the number of the finding whose words in the article link here: its own, or that of the one around it.
    `claimed` is the source given for a disputed quotation, `places_are` the heading of its places; `offered` are
    possible meanings of a citation that was not found.
    """

    number: int
    is_quotation: bool
    text: str
    heading: str
    rating: Rating
    places: tuple[FindingLink, ...]
    edits: tuple[EditRow, ...] = ()
    notes: tuple[FindingNote, ...] = ()
    meaning: str = ""
    redline: tuple[Run, ...] = ()
    claimed: tuple[FindingLink, ...] = ()
    offered: tuple[FindingLink, ...] = ()
    places_are: str = ""
    shown_at: int = 0


@dataclass(frozen=True, slots=True)
class ReportNotice:
    """A notice on the article, and the entry of the citation it is about (0 = none)."""

    words: str
    note: FindingNote
    number: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the article: plain text, or the words of an entry."""

    text: str
    entry: ReportedFinding | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in an article, in its order, and the article cut at the findings."""

    entries: tuple[ReportedFinding, ...]
    stretches: tuple[Stretch, ...]
    notices: tuple[ReportNotice, ...]

    def count(self, rating: Rating) -> int:
        """Count the findings of a rating."""
        return sum(entry.rating == rating for entry in self.entries)


def findings_of(article: Article, found: Annotated) -> Findings:
    """Return the findings of an article for its report."""
    first_places = {notice.message: notice.start for notice in reversed(found.notices)}
    against = {notice.start: notice.code for notice in reversed(found.notices) if notice.code in _TOLD_ONCE}
    notes = notes_of(one.resolution for one in found.citations)
    making = _FindingsBuilder(article, notes, first_places, against)
    each = enumerate(_in_order(found), 1)
    placed = list(_shown([(one.start, one.end, making.entry(number, one)) for number, one in each]))
    numbers = {start: entry.number for start, _, entry in placed if not entry.is_quotation}
    return Findings(
        tuple(entry for _, _, entry in placed),
        tuple(_stretches(article, placed)),
        tuple(_notices(article.text, found, notes, numbers)),
    )


def _in_order(found: Annotated) -> list[CitationFound | QuotationFound]:
    both: tuple[CitationFound | QuotationFound, ...] = (*found.citations, *found.quotations)
    return sorted(both, key=lambda one: (one.start, -one.end))


@dataclass(frozen=True, slots=True)
class _FindingsBuilder:
    """Builds the entries. `first_places` has where each objection to a document is reported, by its sentence; `against`
    has its code there.
    """

    article: Article
    notes: Mapping[str, FindingNote]
    first_places: Mapping[str, int]
    against: Mapping[int, str]

    def entry(self, number: int, one: CitationFound | QuotationFound) -> ReportedFinding:
        """Return one finding; an objection to a document is reported at its first citation only."""
        if isinstance(one, QuotationFound):
            cite = one.claim.query if one.claim else ""
            return _quotation(number, Checked(one.verdict, cite, one.claim), self.notes, self.first_places)
        elsewhere = {
            e.message for e in one.resolution.explanations if self.first_places.get(e.message, one.start) != one.start
        }
        entry = _citation(number, self.article.text[one.start : one.end], one.resolution, self.notes, elsewhere)
        if entry.rating == "good" and any(map(is_of_another_title, one.resolution.explanations)):
            return replace(entry, heading="Found, but its title is another", rating="fair")
        code = self.against.get(one.start, "")
        if code and entry.rating == "good":
            return replace(entry, heading=f"Found, but {_objection_in_words(one.resolution, code)}", rating="fair")
        return entry


def _citation(
    number: int, text: str, resolution: Resolution, notes: Mapping[str, FindingNote], but: Collection[str]
) -> ReportedFinding:
    page_alone = resolution.outcome == "not_found" and not resolution.known and _is_page_alone(text)
    known_only = is_known_only(resolution) or page_alone
    heading, rating = KNOWN_ONLY if known_only else OUTCOMES.get(resolution.outcome, (resolution.outcome, "fair"))
    if page_alone:
        heading = "Not of a document here"
    places = list(map(_target, resolution.targets[:_LISTED]))
    if resolution.external:
        places.append(FindingLink(resolution.external.url, resolution.external.name))
    offered = () if known_only else tuple(map(_target, resolution.suggestions[:_OFFERED]))
    finding_notes = (*((_OF_AGENCIES,) if page_alone else ()), *_explained(resolution, notes, but))
    return ReportedFinding(number, False, text, heading, rating, tuple(places), notes=finding_notes, offered=offered)


_OF_AGENCIES = FindingNote("The Federal Register also prints rules and notices of agencies, which are not held here.")


def _is_page_alone(text: str) -> bool:
    """Whether a citation is a page of the Federal Register, perhaps with its day, and may be an agency's rule; or with
    the word for a kind of which no list is complete ("Memorandum of May 3, 1993, 58 FR 1").
    """
    values = [part.value for part in read_citation(text).parts]
    return any(isinstance(value, RegisterPage) for value in values) and all(
        isinstance(value, RegisterPage | Dated)
        or (isinstance(value, KindNamed) and value.kind not in {"executive-order", "proclamation"})
        for value in values
    )


def _objection_in_words(resolution: Resolution, code: str) -> str:
    """The objection to a document that was found: "revoked in part", "called something else"."""
    if code == "REVOKED":
        return next((one.document.status for one in resolution.targets), "revoked").replace("-", " ")
    return "called something else"


def quotation_entry(checked: Checked) -> ReportedFinding:
    """Return one quotation with its verdict, as in a report."""
    return _quotation(1, checked, notes_of([checked.resolution] if checked.resolution else []), ())


def _quotation(
    number: int, checked: Checked, notes: Mapping[str, FindingNote], but: Collection[str]
) -> ReportedFinding:
    verdict, resolution = checked.verdict, checked.resolution
    heading, rating, meaning = VERDICTS[verdict.verdict]
    if rating == "good" and (checked.is_of_another_day or any(code in _TO_LOOK_AT for code, _ in verdict.warnings)):
        rating = "fair"
    finding_notes = [FindingNote(_with_pinpoints(detail, verdict)) for _, detail in verdict.warnings]
    if resolution:
        finding_notes += _explained(resolution, notes, but)
    if checked.cite and resolution and resolution.outcome == "unrecognised":
        finding_notes.append(FindingNote("The citation names no document, so the whole archive was searched."))
    return ReportedFinding(
        number,
        True,
        verdict.quote,
        heading,
        rating,
        _places(verdict),
        tuple(map(_line, verdict.edits)),
        tuple(finding_notes),
        meaning,
        redline(verdict.quote, verdict.edits),
        _claimed(verdict, resolution),
        places_are=_DISPUTED.get(verdict.verdict, ""),
    )


def _claimed(verdict: Verdict, resolution: Resolution | None) -> tuple[FindingLink, ...]:
    """The source that a quotation claims, where it does not have the words."""
    if resolution is None or verdict.verdict not in _DISPUTED:
        return ()
    if verdict.found_in and any(_holds(target, verdict.found_in) for target in resolution.targets):
        return ()
    return tuple(map(_target, resolution.targets[:_OFFERED]))


def _holds(target: Target, found_in: QuotedProvisions) -> bool:
    """Whether words that were found are in the cited place."""
    inside = not target.path or any(f"{path}/".startswith(f"{target.path}/") for path in found_in.paths)
    return target.document.key == found_in.key and inside


def _explained(
    resolution: Resolution, notes: Mapping[str, FindingNote], but: Collection[str]
) -> tuple[FindingNote, ...]:
    """The explanations of a citation, without those reported elsewhere."""
    messages = (one.message for one in resolution.explanations if one.message not in but)
    return tuple(notes.get(message) or FindingNote(message) for message in messages)


def _with_pinpoints(detail: str, verdict: Verdict) -> str:
    """Paths of provisions in a sentence as citations print them: "sec-1.1/a/1" → "Sec. 1.1(a)(1)"."""
    paths = verdict.found_in.paths if verdict.found_in else ()
    for path in sorted(paths, key=len, reverse=True):
        detail = re.sub(rf"(?<![\w/]){re.escape(path)}(?![\w/])", pinpoint(path), detail)
    return detail


def _line(edit: Edit) -> EditRow:
    return EditRow(EDITS[edit.kind], edit.quote, shortened(edit.source), edit.note, edit.kind not in UNMARKED)


def _target(target: Target) -> FindingLink:
    return FindingLink(target.address, _where(target.path, named(target.document), target.state))


def _places(verdict: Verdict) -> tuple[FindingLink, ...]:
    places = [*([verdict.found_in] if verdict.found_in else []), *verdict.also]
    return tuple(place for found_in in places for place in _quoted_places(found_in))


def _quoted_places(found_in: QuotedProvisions) -> Iterator[FindingLink]:
    document = document_of(found_in)
    if not found_in.paths:  # its title
        yield FindingLink(document.address, _where("", named(document)))
    rows = provisions_of(found_in)
    base = provision_address(document.address, "", found_in.state or found_in.revision)
    for path in found_in.paths:
        text, hashed = rows.get(path, ("", ""))
        words = [text[span.start : span.end] for span in found_in.spans if span.path == path]
        pinned = f"{provision_address(base, path)}?h={hashed}" if hashed else ""
        where = _where(path, named(document), found_in.state)
        yield FindingLink(marked_url(base, path, words), where, pinned)


def _where(path: str, document: str, state: date | None = None) -> str:
    amended = f", as amended {until(state)}" if state else ""
    return sentence((f"{pinpoint(path)} of {document}" if path else document) + amended)


def _shown(placed: Sequence[tuple[int, int, ReportedFinding]]) -> Iterator[tuple[int, int, ReportedFinding]]:
    """Each entry with the number of the finding that shows its words in the article."""
    until, around = -1, 0
    for start, end, entry in placed:
        if start >= until:
            until, around = end, entry.number
        yield start, end, replace(entry, shown_at=around)


def _stretches(article: Article, placed: Sequence[tuple[int, int, ReportedFinding]]) -> Iterator[Stretch]:
    """The article cut at the beginning and end of findings; a finding inside another is only in the report."""
    position = 0
    for start, end, entry in placed:
        if entry.shown_at == entry.number:
            yield Stretch(_spaced(article, position, start))
            yield Stretch(_spaced(article, start, end), entry)
            position = end
    yield Stretch(_spaced(article, position, len(article.text)))


def _spaced(article: Article, start: int, end: int) -> str:
    """Words of the article for display; blank lines of markup become the end of a paragraph."""
    text = article.text[start:end]
    if article.format == "text":
        return text
    if article.format == "html":
        text = _LINE_END.sub(lambda end: _line_end(article, start + end.start()), text)
    text = _BLANK_LINES.sub("\n\n", text)
    return text if start else text.lstrip()


def _line_end(article: Article, position: int) -> str:
    """The line end at a position; in HTML only a tag makes one."""
    raw, _ = article.place(position, position + 1)
    return "\n" if article.raw[raw] == "<" else " "


def _notices(
    text: str, found: Annotated, notes: Mapping[str, FindingNote], numbers: Mapping[int, int]
) -> Iterator[ReportNotice]:
    """The notices on citations, each sentence once for the same words."""
    seen: set[tuple[str, str]] = set()
    for notice in found.notices:
        key = (text[notice.start : notice.end], notice.message)
        if key not in seen:
            seen.add(key)
            note = notes.get(notice.message) or FindingNote(notice.message)
            yield ReportNotice(key[0], note, numbers.get(notice.start, 0))
