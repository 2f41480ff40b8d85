"""Quotations held against texts as amended: words that only such a text has, and words that were true until then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from eo_browser.archive.fingerprints import states_holding
from eo_browser.archive.lookup import current_lookup
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.quotation import (
    FAITHFUL,
    ClaimedSource,
    QuotedProvisions,
    Verdict,
    has_all_words,
    of_state,
    verify,
    with_warning,
)
from eo_browser.law.quotation.warnings import ENOUGH_WORDS
from eo_browser.law.quotation.words import folded_words
from eo_browser.law.resolver import KnownDocument, Target
from eo_browser.law.resolver.as_amended import called_at, several, until
from eo_browser.law.resolver.document_names import long_day, named, sentence
from eo_browser.models import StoredState

from .texts import state_text_of, texts_of

_SAME_WORDS = (*FAITHFUL, "case-or-punctuation")
_IN_THE_TEXT = (*_SAME_WORDS, "wrong-provision")
_STATES_AT_MOST = 40  # texts as amended looked at for one quotation


def with_amendments(quote: str, targets: Sequence[Target], verdict: Verdict) -> Verdict:
    """Return the verdict on the texts as signed, or that of a text as amended which has the words, with what is to be
    said of either."""
    if verdict.found_in is not None and not verdict.found_in.paths:  # its title
        return verdict
    if cited := [target for target in targets if target.state]:
        return _of_cited_states(quote, cited, verdict)
    if targets:
        return _of_cited_documents(quote, targets, verdict)
    if verdict.verdict in FAITHFUL and not _only_quoted(verdict):
        return _changed_since(quote, verdict)
    return _of_any_state(quote, verdict)


def _of_cited_states(quote: str, targets: Sequence[Target], verdict: Verdict) -> Verdict:
    """The verdict where the text as amended is cited: that text first, then what is found as signed."""
    each = (_in_state(quote, target, target.state) for target in targets if target.state)
    found = [one for one in each if one and one.found_in]
    found.sort(key=lambda one: one.verdict not in _SAME_WORDS)
    if found and found[0].verdict in _IN_THE_TEXT:
        return _only_as_amended(quote, found[0])
    if verdict.verdict in _SAME_WORDS and _is_of(verdict, targets):
        return _changed_since(quote, verdict)
    return found[0] if found else verdict


def _of_cited_documents(quote: str, targets: Sequence[Target], verdict: Verdict) -> Verdict:
    """The verdict where a document is cited: as signed, or else the newest text as amended that has the words."""
    if verdict.verdict in _IN_THE_TEXT and _is_of(verdict, targets):
        return _changed_since(quote, verdict)
    for target in targets:
        for day in _days(target.document.key):
            found = _with_all_words(quote, target, day)
            if found and found.verdict in _IN_THE_TEXT:
                return _only_as_amended(quote, found)
    return verdict


def _of_any_state(quote: str, verdict: Verdict) -> Verdict:
    """The verdict where nothing is cited and no text as signed has the words, or only an amendment that orders them.

    What an amendment orders is its own text: the text it put the words in is named beside it.
    """
    if len(folded_words(quote)) < ENOUGH_WORDS:
        return verdict
    for key, first in states_holding(quote, _STATES_AT_MOST):
        document = current_lookup().document(key)
        for day in [day for day in _days(key) if day >= first]:
            found = _with_all_words(quote, Target(document), day)
            if found is None or found.verdict not in FAITHFUL:
                continue
            if verdict.verdict not in FAITHFUL or verdict.found_in is None:
                return _only_as_amended(quote, found)
            as_amended = _only_as_amended(quote, found)
            beside = [*verdict.also, *filter(None, [found.found_in])]
            return replace(verdict, also=tuple(beside), warnings=(*verdict.warnings, *as_amended.warnings[-1:]))
    return verdict


def _only_quoted(verdict: Verdict) -> bool:
    """Whether all that was found are words that a document quotes to put them into another."""
    places = [verdict.found_in, *verdict.also]
    return all("q1" in path.split("/") for place in places if place for path in place.paths)


def _is_of(verdict: Verdict, targets: Sequence[Target]) -> bool:
    return verdict.found_in is not None and verdict.found_in.key in {target.document.key for target in targets}


def _days(document: int) -> list[date]:
    """The first days of the texts of a document as amended, the newest first."""
    days = StoredState.objects.filter(document=document).order_by("-day").values_list("day", flat=True)
    return list(days[:_STATES_AT_MOST])


def _with_all_words(quote: str, target: Target, day: date) -> Verdict | None:
    """The same where the text has all words of the quotation in order, which is quickly told; None for others."""
    tokens = state_text_of(target.document.key, day)
    return _in_state(quote, target, day) if tokens and has_all_words(quote, tokens) else None


def _in_state(quote: str, target: Target, day: date) -> Verdict | None:
    """What one text as amended says of a quotation; None where there is no such text."""
    tokens = state_text_of(target.document.key, day)
    if tokens is None:
        return None
    return of_state(verify(quote, [ClaimedSource(tokens, (target.path,) if target.path else ())]), day)


def _only_as_amended(quote: str, verdict: Verdict) -> Verdict:
    """A verdict of a text as amended, with the warning that says so where the text as signed has other words."""
    place = verdict.found_in
    if place is None or place.state is None or any(has_all_words(quote, tokens) for tokens in texts_of([place.key])):
        return verdict
    words = f"The words are those of {_called(place)}, not of the text as signed."
    origins = several(_origins(place))
    words += f" They come from {origins}." if origins else ""
    words += f" {sentence(_doubt(place))}" if _doubt(place) else ""
    return with_warning(verdict, "only-as-amended", words)


def _called(place: QuotedProvisions) -> str:
    day = place.state or date.min
    return f"{named(current_lookup().document(place.key))} as amended {until(day)}"


def _doubt(place: QuotedProvisions) -> str:
    """The provisions of a place that something not applied may concern, in a sentence; "" for none."""
    day = place.state or date.min
    doubts = current_lookup().states.outline(current_lookup().document(place.key), day).doubts
    doubtful = [pinpoint(path) for path in place.paths if path in doubts]
    return f"{several(doubtful)} {'is' if len(doubtful) == 1 else 'are'} in doubt." if doubtful else ""


def _origins(place: QuotedProvisions) -> Iterator[str]:
    """The provisions of other documents that quoted words of a state come from: "Executive Order 13470, Sec. 2"."""
    row = StoredState.objects.filter(document=place.key, day=place.state or date.min).first()
    own = current_lookup().document(place.key).address
    provisions = {one["path"]: one["spans"] for one in row.record["provisions"]} if row else {}
    for quoted in place.spans:
        for span in provisions.get(quoted.path, ()):
            origin = span["from"]
            if origin and origin["document"] != own and span["start"] < quoted.end and quoted.start < span["end"]:
                where = pinpoint(origin["path"].split("/q1")[0])
                yield ", ".join(filter(None, [called_at(origin["document"], current_lookup()), where]))


def _changed_since(quote: str, verdict: Verdict) -> Verdict:
    """A verdict of a text as signed, with the warning that says when and by what its words were changed."""
    place = verdict.found_in
    if place is None or place.state or not place.spans:
        return verdict
    document = current_lookup().document(place.key)
    states = current_lookup().states.of(document)
    if not states or _still_stands(quote, place, document, states[-1].day):
        return verdict
    ended = next(state for state in states if not _still_stands(quote, place, document, state.day))
    by = several(called_at(one, current_lookup()) for one in _changing(place, document, ended.day) or ended.acts)
    when = f" on {long_day(ended.day)}" if ended.day != date.min else ""
    last = states[-1].day
    now = f"the text as amended {until(last)} is at {Target(document, '', last).address}"
    words = f"The words are those of the text as signed; {by} changed them{when}; {now}."
    return with_warning(verdict, "changed-since", words)


def _still_stands(quote: str, place: QuotedProvisions, document: KnownDocument, day: date) -> bool:
    """Whether a text as amended has the quoted words: in a row as signed, or else wherever they are in it."""
    kept = current_lookup().states.outline(document, day).kept
    if all(
        any(start <= span.start and span.end <= end for start, end in kept.get(span.path, ())) for span in place.spans
    ):
        return True
    tokens = state_text_of(place.key, day)
    return tokens is not None and has_all_words(quote, tokens)


def _changing(place: QuotedProvisions, document: KnownDocument, day: date) -> tuple[str, ...]:
    """What changed the provisions of a place by a day; empty where only the acts of that day are known."""
    states = {state.day: state.acts for state in current_lookup().states.of(document)}
    changed = current_lookup().states.outline(document, day).changed
    by = dict.fromkeys(one for path in place.paths for one in changed.get(path, ()))
    return tuple(one for one in by if one in states.get(day, ()))
