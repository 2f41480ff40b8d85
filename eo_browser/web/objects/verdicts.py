"""The Verdict object of a quotation, the same for page, command, API and article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote as percent_encoded

from django.db.models import Q

from eo_browser.checking.quotations import Checked
from eo_browser.law.model.addresses import provision_address
from eo_browser.law.quotation import Edit, QuotedProvisions, Span
from eo_browser.models import Document, StoredProvision

from .addresses import absolute
from .representations import document_json, provision_json, stored
from .states import StateText, read_state

Json = dict[str, Any]
AROUND = 32  # characters of the source given before and after the words in a selector
WHOLE_FRAGMENT = 80  # characters; of a longer run of words, a text fragment has only both ends
END_WORDS = 5  # words of each end


def verdict_json(checked: Checked) -> Json:
    """Return the Verdict object of docs/quotations.md, with one query for the documents and one for each provision."""
    verdict, resolution = checked.verdict, checked.resolution
    first = [verdict.found_in] if verdict.found_in else []
    explanations = resolution.explanations if resolution else ()
    shown = Document.objects.prefetch_related("editions", "series_places")
    documents = shown.in_bulk([found_in.key for found_in in (*first, *verdict.also)])
    return {
        "quote": verdict.quote,
        "cite": checked.cite or None,
        "verdict": verdict.verdict,
        "targets": targets_json(first, documents),
        "edits": [edit_json(edit) for edit in verdict.edits],
        "warnings": [code for code, _ in verdict.warnings],
        "warning_details": dict(verdict.warnings),
        "explanations": [{"code": one.code, "message": one.message} for one in explanations],
        "cite_outcome": resolution.outcome if resolution else None,
        "also": targets_json(verdict.also, documents),
    }


def edit_json(edit: Edit) -> Json:
    """Return one difference; `start` and `end` are characters of the quotation."""
    return {
        "kind": edit.kind,
        "quote": edit.quote,
        "source": edit.source,
        "note": edit.note,
        "start": edit.start,
        "end": edit.end,
    }


def edit_in_words(edit: Json) -> str:
    """Return one difference as a line: the words of the quotation, those of the document, and a note."""
    quote, source, note = edit["quote"], edit["source"], f" ({edit['note']})" if edit["note"] else ""
    if quote and source:
        return f"{edit['kind']}: “{quote}” for “{source}”{note}"
    return f"{edit['kind']}: “{quote or source}”{note}" if quote or source else f"{edit['kind']}{note}"


def targets_json(places: Iterable[QuotedProvisions], documents: dict[int, Document]) -> list[Json]:
    """Return each provision that has the words, with links to it, in the documents given by their keys."""
    held = [found_in for found_in in places if found_in.key in documents]
    return [target for found_in in held for target in _targets_in(found_in, documents[found_in.key])]


def _targets_in(found_in: QuotedProvisions, document: Document) -> list[Json]:
    if not found_in.paths:  # its title
        url = absolute(document.address)
        titled: Json = {"document": document_json(document), "provision": None, "pinned": url, "marked": url}
        return [{**titled, "spans": [], "selectors": []}]
    state = read_state(document, found_in.state) if found_in.state else None
    each = ((path, [span for span in found_in.spans if span.path == path]) for path in found_in.paths)
    return [_in_state(state, *one) if state else target_json(document, *one, found_in.revision) for one in each]


def _in_state(state: StateText, path: str, spans: Sequence[Span]) -> Json:
    """A Target in a text as amended, with the same links."""
    document, provision = state.document, state.provision_json(path)
    found: Json = {"document": document_json(document), "provision": provision, "state": state.json()}
    if provision is None:
        return found
    text = provision["text"]
    words = [text[span.start : span.end] for span in spans]
    return {
        **found,
        "pinned": f"{provision['url']}?h={provision['hash']}",
        "marked": marked_url(absolute(state.base), path, words),
        "spans": [[span.start, span.end] for span in spans],
        "selectors": [selector(state.base, path, text, span) for span in spans],
    }


def target_json(document: Document, path: str, spans: Sequence[Span], revision: int = 0) -> Json:
    """Return a Target with its link pinned to the words, a link that marks them in the browser, and a selector.

    `revision` is the number of the text that has the words; 0 is the present one.
    """
    rows = stored(document, path, revision)
    if not rows:
        return {"document": document_json(document), "provision": None}
    provision = provision_json(document, rows[0], rows[1:], revision)
    base = provision_address(document.address, "", revision)
    text = rows[0].text
    return {
        "document": document_json(document),
        "provision": provision,
        "pinned": f"{provision['url']}?h={rows[0].hash}",
        "marked": marked_url(absolute(base), path, [text[span.start : span.end] for span in spans]),
        "spans": [[span.start, span.end] for span in spans],
        "selectors": [selector(base, path, text, span) for span in spans],
    }


def marked_url(url: str, path: str, texts: Sequence[str]) -> str:
    """Return a link by which the browser finds the provision and marks the words (text fragments)."""
    directives = "&".join(f"text={_fragment(text)}" for text in texts if text)
    return f"{url}#{path}" + (f":~:{directives}" if directives else "")


def provisions_of(place: QuotedProvisions) -> dict[str, tuple[str, str]]:
    """Return own text and hash of the provisions of a place, by path."""
    if place.state:
        state = read_state(Document.objects.get(pk=place.key), place.state)
        held = {path: state.provision(path) for path in place.paths} if state else {}
        return {path: (one["text"], state.hash(path)) for path, one in held.items() if one and state}
    present = Document.objects.filter(pk=place.key).values("current")
    former = Q(revision__document=place.key, revision__number=place.revision)
    rows = StoredProvision.objects.filter(former if place.revision else Q(revision_id__in=present))
    found = rows.filter(path__in=place.paths).values_list("path", "text", "hash")
    return {path: (text, hashed) for path, text, hashed in found}


def _fragment(text: str) -> str:
    words = text.split()
    if len(text) <= WHOLE_FRAGMENT or len(words) <= 2 * END_WORDS:
        return _encoded(text)
    return f"{_encoded(' '.join(words[:END_WORDS]))},{_encoded(' '.join(words[-END_WORDS:]))}"


def _encoded(text: str) -> str:
    """Percent-encoded; a hyphen too, which has a meaning of its own in a text directive."""
    return percent_encoded(text, safe="").replace("-", "%2D")


def selector(base: str, path: str, text: str, span: Span) -> Json:
    """Return the words of a provision under an address as a SpecificResource of the Web Annotation model."""
    return {
        "type": "SpecificResource",
        "source": absolute(base),
        "selector": {
            "type": "FragmentSelector",
            "value": path,
            "refinedBy": {
                "type": "TextQuoteSelector",
                "exact": text[span.start : span.end],
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
        },
    }
