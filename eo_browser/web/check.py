"""/check/: an article pasted or dropped, read beside its report; one quotation against a provision. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from eo_browser.articles import LONGEST, Article, NoArticle, TooLarge, read_article, read_article_file
from eo_browser.checking import Checked, check_article, check_quotation, document_of
from eo_browser.law.annotate import Annotated, CitationFound, QuotationFound
from eo_browser.law.pinpoints import pinpoint
from eo_browser.law.quotation import Edit, Standing, TooLong, Verdict
from eo_browser.law.quotation.verdict import LONGEST as LONGEST_QUOTATION
from eo_browser.law.resolve import Resolution
from eo_browser.law.resolve.words import named

from .answers import page
from .limits import declared_length, let_pass, wait_for
from .reports import address_of, linked_article
from .verdicts import marked_url, provisions_of

AROUND_THE_ARTICLE = 20_000  # bytes a form adds to what is pasted
A_MINUTE = 30  # checks one client may ask
VERDICTS = {
    "verbatim": ("Verbatim", "good", "These are the document’s own words, character by character."),
    "typography": ("Faithful", "good", "The document’s own words; only their typography differs."),
    "marked-edits": ("Faithful, with marked edits", "good", "Every difference is marked in the quotation."),
    "case-or-punctuation": ("Capitals or punctuation differ", "fair", "The same words, but not so marked or written."),
    "unmarked-change": ("Words were changed", "bad", "The document says something else, and nothing marks it."),
    "wrong-provision": ("Another provision", "bad", "These words stand elsewhere in the document."),
    "wrong-document": ("Another document", "bad", "These words stand in another document."),
    "not-found": ("Not found", "bad", "No document of this archive has these words."),
}
OUTCOMES = {
    "resolved": ("Found", "good"),
    "partial": ("Found in part", "fair"),
    "ambiguous": ("May mean several", "fair"),
    "contradiction": ("Contradicts itself", "bad"),
    "not_found": ("Not in this archive", "bad"),
    "external": ("Outside the archive", "good"),
}
EDITS = {
    "typography": "typography",
    "final-mark": "final mark",
    "ellipsis": "left out, marked",
    "bracketed-insertion": "put in, marked",
    "bracketed-replacement": "replaced, marked",
    "bracketed-letters": "letters changed, marked",
    "sic": "sic",
    "note": "the quotation’s own note",
    "label-dropped": "label left out",
    "case": "capital changed",
    "punctuation": "punctuation changed",
    "words-added": "words added",
    "words-left-out": "words left out",
    "words-replaced": "words replaced",
}
UNMARKED = frozenset({"case", "punctuation", "words-added", "words-left-out", "words-replaced"})  # kinds of edits
_TOO_LARGE = TooLarge(f"An article may have {LONGEST:,} bytes at most.")
_STAYS = 3_600  # seconds a report may lie in the reader's own browser, so that "back" leads to it again
_LISTED = 20  # places of one citation
_SHOWN = 300  # characters of the source's words in an edit


@dataclass(frozen=True, slots=True)
class Line:
    """One difference in words for the report; `is_marked` where the quotation says so itself, or none need be."""

    kind: str
    quote: str
    source: str
    note: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding leads: the address, its words, and for a quotation the link pinned to the words found there."""

    url: str
    words: str
    pinned: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding of the report: a citation or a quotation, where it leads, and what an editor should know."""

    number: int
    is_quotation: bool
    text: str
    heading: str
    mood: str  # "good", "fair", "bad"
    places: tuple[Place, ...]
    edits: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """Something an editor should know of the article, and the entry of the citation it is about (0 = none)."""

    text: str
    message: str
    number: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the article: plain, or the words of an entry."""

    text: str
    entry: Entry | None = None


class _StopsAtLimit(MemoryFileUploadHandler):
    """Gives up an upload as soon as more has come than is read."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start + len(raw_data) > LONGEST:
            raise RequestDataTooBig
        return super().receive_data_chunk(raw_data, start)


@csrf_exempt  # it changes nothing and knows nobody
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form; a quotation asked for in the address; the report on an article sent."""
    asks = request.method == "POST" or "quote" in request.GET
    if asks and (seconds := wait_for(request, "check", A_MINUTE)):
        return _turned_away(request, seconds)
    if request.method == "POST":
        return _article(request)
    if request.GET.get("quote", "").strip():
        return _quotation(request)
    return page(request, "check.html", {"title": "Check an article", "here": "check"})


def _turned_away(request: HttpRequest, seconds: int) -> HttpResponse:
    message = f"That was a lot in one minute. The next check may be asked in {seconds} seconds."
    response = _said(request, message, 429, _pasted(request))
    response["Retry-After"] = str(seconds)
    return response


def _pasted(request: HttpRequest) -> str:
    """What was pasted, to be given back with a refusal; "" where it cannot be read."""
    try:
        _limit(request)
        return request.POST.get("text", "")
    except (TooLarge, RequestDataTooBig):
        return ""


def _said(request: HttpRequest, message: str, status: int, pasted: str = "") -> HttpResponse:
    """The form again, with what was wrong and what was pasted or asked."""
    asked = {"quote": request.GET.get("quote", "")[:LONGEST_QUOTATION], "cite": request.GET.get("cite", "")[:2_000]}
    context = {"title": "Check an article", "here": "check", "wrong": message, "pasted": pasted, **asked}
    return _private(render(request, "check.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """What was pasted is nobody else's: no cache keeps it."""
    response["Cache-Control"] = "no-store"
    return response


def _quotation(request: HttpRequest) -> HttpResponse:
    quote = request.GET["quote"].replace("\x00", " ").strip()
    cite = request.GET.get("cite", "").replace("\x00", " ").strip()
    try:
        checked = check_quotation(quote, cite)
    except TooLong as error:
        return _said(request, str(error), 413)
    entry = _quotation_entry(1, checked)
    context = {"title": f"{entry.heading}: a quotation", "here": "check", "quote": quote, "cite": cite, "entry": entry}
    return _private(render(request, "check.html", context))


def _article(request: HttpRequest) -> HttpResponse:
    try:
        article = _sent(request)
    except TooLarge as error:
        let_pass(request)
        return _said(request, str(error), 413)
    except NoArticle as error:
        return _said(request, str(error), 400)
    found = check_article(article.text, article.blocks)
    response = render(request, "check.html", _report(article, found))
    patch_cache_control(response, private=True, max_age=_STAYS)
    return response


def _sent(request: HttpRequest) -> Article:
    """The article of a request: a file, or what was pasted. Raises `NoArticle`, `TooLarge`."""
    _limit(request)
    try:
        file, pasted = request.FILES.get("file"), request.POST.get("text", "")
    except RequestDataTooBig as error:
        raise _TOO_LARGE from error
    if isinstance(file, UploadedFile):
        return read_article_file(file.name or "", file.read())
    if not pasted.strip():
        raise NoArticle("There is nothing to check: paste an article or choose a file.")
    return read_article(pasted.replace("\r\n", "\n").replace("\x00", " "))


def _limit(request: HttpRequest) -> None:
    """Read no more than an article may have. Raises `TooLarge`."""
    if declared_length(request) > LONGEST + AROUND_THE_ARTICLE:
        raise _TOO_LARGE
    request.upload_handlers = [_StopsAtLimit(request)]


def _report(article: Article, found: Annotated) -> dict[str, Any]:
    """What the page shows of an article."""
    entries = _entries(article, found)
    other = "html" if article.format == "text" else article.format
    quotations = [entry for _, _, entry in entries if entry.is_quotation]
    return {
        "title": "The report",
        "here": "check",
        "entries": [entry for _, _, entry in entries],
        "stretches": list(_stretches(article.text, entries)),
        "notices": list(_notices(article.text, found, entries)),
        "citations": len(entries) - len(quotations),
        "quotations": len(quotations),
        "altered": sum(entry.mood == "bad" for entry in quotations),
        "truncated": found.truncated,
        "linked": linked_article(article, found, other),
        "linked_as": "Markdown" if other == "markdown" else "HTML",
        "markdown": linked_article(article, found, "markdown") if article.format == "text" else "",
    }


def _notices(text: str, found: Annotated, entries: Sequence[tuple[int, int, Entry]]) -> Iterator[Said]:
    """What stands against a citation, each sentence once for the same words."""
    numbers = {start: entry.number for start, _, entry in entries if not entry.is_quotation}
    seen: set[tuple[str, str]] = set()
    for notice in found.notices:
        said = (text[notice.start : notice.end], notice.message)
        if said not in seen:
            seen.add(said)
            yield Said(*said, numbers.get(notice.start, 0))


def _entries(article: Article, found: Annotated) -> list[tuple[int, int, Entry]]:
    """Every finding with its place, in the order of the article."""
    both: Sequence[CitationFound | QuotationFound] = sorted(
        (*found.citations, *found.quotations), key=lambda one: (one.start, -one.end)
    )
    each = []
    for number, one in enumerate(both, 1):
        text = article.text[one.start : one.end]
        if isinstance(one, CitationFound):
            entry = _citation_entry(number, text, one.resolution)
        else:
            cite = one.claim.query if one.claim else ""
            entry = _quotation_entry(number, Checked(one.verdict, cite, one.claim))
        each.append((one.start, one.end, entry))
    return each


def _stretches(text: str, entries: Sequence[tuple[int, int, Entry]]) -> Iterator[Stretch]:
    """The article cut where findings begin and end; one inside another is only in the report."""
    position = 0
    for start, end, entry in entries:
        if start >= position:
            yield Stretch(text[position:start])
            yield Stretch(text[start:end], entry)
            position = end
    yield Stretch(text[position:])


def _citation_entry(number: int, text: str, resolution: Resolution) -> Entry:
    heading, mood = OUTCOMES.get(resolution.outcome, (resolution.outcome, "fair"))
    places = [Place(address_of(t), _where(t.path, named(t.document))) for t in resolution.targets[:_LISTED]]
    if resolution.external:
        places.append(Place(resolution.external.url, resolution.external.name))
    return Entry(number, False, text, heading, mood, tuple(places), notes=_explained(resolution))


def _quotation_entry(number: int, checked: Checked) -> Entry:
    verdict = checked.verdict
    heading, mood, meaning = VERDICTS[verdict.verdict]
    notes = [meaning, *(detail for _, detail in verdict.warnings)]
    if checked.resolution:
        notes += _explained(checked.resolution)
    if checked.cite and checked.resolution and checked.resolution.outcome == "unrecognised":
        notes.append("The citation names no document, so the whole archive was searched.")
    edits = tuple(map(_line, verdict.edits))
    return Entry(number, True, verdict.quote, heading, mood, _places(verdict), edits, tuple(notes))


def _explained(resolution: Resolution) -> tuple[str, ...]:
    return tuple(explanation.message for explanation in resolution.explanations)


def _line(edit: Edit) -> Line:
    source = edit.source if len(edit.source) <= _SHOWN else edit.source[:_SHOWN] + " …"
    return Line(EDITS[edit.kind], edit.quote, source, edit.note, edit.kind not in UNMARKED)


def _places(verdict: Verdict) -> tuple[Place, ...]:
    standings = [*([verdict.standing] if verdict.standing else []), *verdict.also]
    return tuple(place for standing in standings for place in _standing_places(standing))


def _standing_places(standing: Standing) -> Iterator[Place]:
    document = document_of(standing)
    rows = provisions_of(standing.key, standing.paths)
    for path in standing.paths:
        text, hashed = rows.get(path, ("", ""))
        words = [text[span.start : span.end] for span in standing.spans if span.path == path]
        pinned = f"{document.address}/{path}?h={hashed}" if hashed else ""
        yield Place(marked_url(document.address, path, words), _where(path, named(document)), pinned)


def _where(path: str, document: str) -> str:
    words = f"{pinpoint(path)} of {document}" if path else document
    return words[:1].upper() + words[1:]
