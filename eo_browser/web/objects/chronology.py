"""The chronology of a document or a provision: signed, published, corrected, amended, cited, ended, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.word_changes import ChangedWords
from eo_browser.models import Document, StoredState

from .citator import CitingDocument, DocumentRelation, OtherDocument, citator_of, sources_of
from .names import day as in_words
from .names import president_name, register_citation, title_of
from .revision_text import RevisionText
from .standing import is_on
from .states import UNKNOWN_DAY
from .timeline import ProvisionEvent, timeline_of

_NO_EVENT = frozenset({"see", "corrects"})  # "see" changes nothing; corrections are listed by their own table


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a document or a provision on a day; without a day where no source gives one.

    `link` leads to the words that say so or to the text from that day on, and `link_name` says which.
    """

    on: date | None
    kind: str  # "signed", "published", "corrected", "cited", or the verb of an act: "amends", "revokes"
    what: str  # "Signed by Barack Obama", "Amended by", "Cited by 3 documents"
    by: tuple[OtherDocument, ...] = ()
    link: str = ""
    link_name: str = ""
    words: tuple[ChangedWords, ...] = ()
    period: str = ""  # in place of the day: "2010"

    @property
    def day(self) -> str:
        """Return the day in words, the year of a group, or that no day is known."""
        return self.period or in_words(self.on) or "Day not known"


def chronology_of(reading: RevisionText, path: str = "", day: date | None = None) -> list[Event]:
    """Return what happened to a document, or to the provision at a path of it, oldest first; what has no day is last.

    The path is that of the text as signed, or of the state that begins on `day`.
    """
    web = citator_of(reading, path)
    acts = [act for act in web.document_relations if _is_event(act, path)]
    changes = timeline_of(reading.document, path, reading.lines, day) if path else []
    worked_in = {other.address for change in changes for other in change.by} - {""}
    events = [
        *_beginning(reading.document),
        *_corrections(reading.document),
        *map(_of_change, [change for change in changes if change.what != "signed"]),
        *_of_acts(reading.document, [act for act in acts if act.other.address not in worked_in]),
        *_citings(web.cited_by),
    ]
    return sorted(events, key=lambda event: event.on or date.max)


def _is_event(act: DocumentRelation, path: str) -> bool:
    """Whether a relation is something that was done to the document, or to the provision at a path."""
    return act.passive and act.verb not in _NO_EVENT and (not path or is_on(act, path))


def _beginning(document: Document) -> Iterator[Event]:
    """That it was signed and published."""
    by = f" by {president_name(document.president)}" if document.president else ""
    yield Event(document.signed, "signed", f"Signed{by}", link=document.address, link_name="the text as signed")
    if document.published:
        place = f", {citation}" if (citation := register_citation(document)) else ""
        yield Event(document.published, "published", f"Published in the Federal Register{place}")


def _corrections(document: Document) -> Iterator[Event]:
    for one in document.corrections.order_by("published", "address"):
        other = OtherDocument("a correction", one.address, title_of(one), one.published)
        yield Event(one.published or one.signed, "corrected", "Corrected by", (other,))


def _of_change(change: ProvisionEvent) -> Event:
    """An amendment that was worked into the words of a provision."""
    moved = f", now {change.where}" if change.what == "renumbered" else ""
    on = change.on if change.on != UNKNOWN_DAY else None
    what = f"{change.what.capitalize()}{moved} by"
    return Event(
        on, "amends", what, change.by, change.url, "the text from that day on" if change.url else "", change.words
    )


def _of_acts(document: Document, acts: Iterable[DocumentRelation]) -> Iterator[Event]:
    """Acts on the document, each of one other document once."""
    states = dict(_state_of_each_act(document))
    seen: set[tuple[str, OtherDocument]] = set()
    for act in acts:
        key = (act.verb, act.other)
        if key in seen:
            continue
        seen.add(key)
        state = states.get(act.other.address, "") if act.verb == "amends" else ""
        said = next((one["url"] for one in sources_of(act) if one["url"]), "")
        name = "the text from that day on" if state else "its words" if said else ""
        yield Event(act.other.signed, act.verb, act.label, (act.other,), state or said, name)


def _state_of_each_act(document: Document) -> Iterator[tuple[str, str]]:
    """The address of the state that begins with each amending document."""
    for on, acts in StoredState.objects.filter(document=document).order_by("day").values_list("day", "acts"):
        for address in acts:
            yield address, provision_address(document.address, mark=on)


def _citings(citing: Sequence[CitingDocument]) -> Iterator[Event]:
    """The documents that cite it, those of one year together."""
    years: dict[int, list[OtherDocument]] = {}
    for one in citing:
        years.setdefault(one.other.signed.year if one.other.signed else 0, []).append(one.other)
    for year, others in years.items():
        last = max((other.signed for other in others if other.signed), default=None)
        count = len(others)
        what = f"Cited by {count} documents" if count > 1 else "Cited by"
        yield Event(last, "cited", what, tuple(reversed(others)), period=str(year) if year and count > 1 else "")
