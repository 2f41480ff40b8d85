"""National emergencies: who declared each, who widened, continued and ended it (50 U.S.C. 1601–1651)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from django.db.models import Max, Q

from eo_browser.law.context.relations import continued_until, declared_on
from eo_browser.law.model.addresses import provision_address
from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.terms.dispositions import ENDED_STATUSES, ENDING_VERBS
from eo_browser.models import Document, Edition, ImportRun, Relation, StoredProvision, read_once

from . import Json
from .addresses import absolute
from .citator import END_COLUMNS, OtherDocument, listed_facts, other_json, other_of
from .names import day

EmergencyState = Literal["declared", "continued", "not continued", "terminated", "revoked", "superseded", "nullified"]
_VERBS = ("declares", "continues", "expands", "terminates")
_ENDED: dict[str, EmergencyState] = {
    "terminates": "terminated",
    "revokes": "revoked",
    "supersedes": "superseded",
    "nullifies": "nullified",
}


@dataclass(frozen=True, slots=True)
class EmergencyStep:
    """What a document did to an emergency: the verb, the document, the words that say so and where they are."""

    verb: str
    by: OtherDocument
    words: str = ""
    url: str = ""


@dataclass(slots=True)
class Emergency:
    """A national emergency, by the document that declared it, with everything done to it, the oldest first."""

    declared_by: OtherDocument
    words: str = ""  # by which it was declared; "" where that document's text is not held or not read
    url: str = ""
    steps: list[EmergencyStep] = field(default_factory=list)
    until: date | None = None  # the day to which the last notice continues it
    ended: EmergencyStep | None = None

    @property
    def subject(self) -> str:
        """Return what it is about: the title of the declaring document, else of the last notice."""
        notice = self.last_notice
        return self.declared_by.title or (notice.by.title if notice else "") or self.declared_by.name

    @property
    def notices(self) -> list[EmergencyStep]:
        """Return the notices that continued it, the oldest first."""
        return [step for step in self.steps if step.verb == "continues"]

    @property
    def orders(self) -> list[EmergencyStep]:
        """Return the documents that widened it, the oldest first."""
        return [step for step in self.steps if step.verb == "expands"]

    @property
    def last_notice(self) -> EmergencyStep | None:
        """Return the last notice that continued it."""
        return self.notices[-1] if self.notices else None

    def state(self, looked_at: date | None) -> EmergencyState:
        """Return "terminated", "revoked" …, "continued", "declared" or, where its time is over, "not continued"."""
        if self.ended:
            return _ENDED[self.ended.verb]
        if self.last_notice:
            is_over = self.until and looked_at and self.until < looked_at
            return "not continued" if is_over else "continued"
        return "declared"

    def sentence(self, looked_at: date | None) -> str:
        """Return one or two sentences on what is known of it."""
        sentence = f"Declared {day(self.declared_by.signed)}" if self.declared_by.signed else "Declared"
        if self.last_notice:
            sentence += f", last continued on {day(self.last_notice.by.signed)}"
            sentence += f", until {day(self.until)}" if self.until else ""
        if self.ended:
            done = "terminated" if self.ended.verb == "terminates" else f"its order {_ENDED[self.ended.verb]}"
            on = f" on {day(self.ended.by.signed)}" if self.ended.by.signed else ""
            return f"{sentence}; {done} by {self.ended.by.full}{on}."
        if self.state(looked_at) == "not continued":
            return f"{sentence}; no notice held continues it beyond that day."
        if not self.last_notice:
            return f"{sentence}; no notice held continues it."
        return f"{sentence}."


@read_once
def looked_at() -> date | None:
    """Return the day on which the lists were last read; where there are none, the day of the last text."""
    run = ImportRun.objects.exclude(finished=None).order_by("-finished").values_list("finished", flat=True).first()
    if run:
        return run.date()
    last = Edition.objects.aggregate(last=Max("retrieved"))["last"]
    return last.date() if last else None


def emergencies() -> list[Emergency]:
    """Return every national emergency of the archive, the newest first."""
    found = _gathered(_rows(Relation.objects.filter(verb__in=_VERBS, outweighed="")))
    _settle(found)
    return sorted(found.values(), key=lambda one: one.declared_by.signed or date.min, reverse=True)


@read_once
def emergency_of(document: Document) -> Emergency | None:
    """Return the national emergency a document declared, or had a part in; None for all others."""
    part = Relation.objects.filter(Q(subject=document) | Q(object=document), verb__in=_VERBS, source="own-words")
    if document.kind != "notice" and not part.exclude(verb="continues").exists():
        notices = part.filter(object=document, subject__kind="notice")
        if not notices.exists():
            return None
    for one in emergencies():
        parties = {one.declared_by.address, *(step.by.address for step in one.steps)}
        if document.address in parties:
            return one
    return None


def _rows(relations: Any) -> Iterator[dict[str, Any]]:
    columns = ("verb", "source", "path", "words", "claimed_by__address", *END_COLUMNS)
    yield from relations.order_by("pk").values(*columns)


def _gathered(rows: Iterable[Mapping[str, Any]]) -> dict[OtherDocument, Emergency]:
    """Emergencies by the document that declared them."""
    known = list(rows)
    declaring = {row["subject_id"]: row for row in known if row["verb"] == "declares"}
    found: dict[OtherDocument, Emergency] = {}
    for row in declaring.values():
        by = other_of(row, "subject")
        found[by] = Emergency(by, row["words"], _url(row))
    for group in _by_notice(known):
        row = next((one for one in group if one["object_id"] in declaring), group[0])
        _of(found, row).steps.append(_step(row))
    for row in known:
        if row["verb"] in {"expands", "terminates"}:
            _of(found, row).steps.append(_step(row))
    return found


def _by_notice(rows: Sequence[Mapping[str, Any]]) -> Iterable[list[Mapping[str, Any]]]:
    """The continuing rows of each notice, in the order of its words."""
    groups: dict[int, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["verb"] == "continues" and row["source"] == "own-words" and row["subject__kind"] == "notice":
            groups.setdefault(row["subject_id"], []).append(row)
    return groups.values()


def _of(found: dict[OtherDocument, Emergency], row: Mapping[str, Any]) -> Emergency:
    """The emergency of the document acted on; one not held gets its day and title from the lists."""
    declared_by = other_of(row, "object")
    if declared_by.address:
        return found.setdefault(declared_by, Emergency(declared_by))
    known = next((one for one in found if one.name == declared_by.name), None)
    if known is None:
        known = listed_facts([declared_by]).get(declared_by.name, declared_by)
        found[known] = Emergency(known)
    return found[known]


def _step(row: Mapping[str, Any]) -> EmergencyStep:
    return EmergencyStep(row["verb"], other_of(row, "subject"), row["words"], _url(row))


def _url(row: Mapping[str, Any]) -> str:
    return provision_address(row["claimed_by__address"], row["path"])


def _settle(found: Mapping[OtherDocument, Emergency]) -> None:
    """Set until when each emergency is continued, and what ended it."""
    for one in found.values():
        one.steps.sort(key=lambda step: step.by.signed or date.min)
        one.ended = next((step for step in one.steps if step.verb == "terminates"), None)
    ends = _ends([one for one in found if one.address])
    for one in found.values():
        one.ended = one.ended or ends.get(one.declared_by.address)
    _set_days(list(found.values()))


def _ends(declaring: Sequence[OtherDocument]) -> dict[str, EmergencyStep]:
    """What ended declaring documents as a whole, by their addresses."""
    ended = Document.objects.filter(address__in=[one.address for one in declaring], status__in=ENDED_STATUSES)
    rows = Relation.objects.filter(
        object__in=ended, verb__in=ENDING_VERBS, in_part=False, object_path="", outweighed="", doubt=""
    )
    return {row["object__address"]: _step(row) for row in _rows(rows)}


def _set_days(emergencies: Sequence[Emergency]) -> None:
    """Set until when emergencies are continued, and the day of a declaration that only later documents tell."""
    last = {one.steps[-1].by.address: one for one in emergencies if one.steps and not one.declared_by.signed}
    last.update((one.last_notice.by.address, one) for one in emergencies if one.last_notice)
    texts: dict[str, list[ProvisionText]] = {}
    rows = StoredProvision.objects.filter(revision__in=Document.objects.filter(address__in=last).values("current"))
    columns = ("revision__document__address", "path", "text")
    for address, path, text in rows.order_by("position").values_list(*columns):
        texts.setdefault(address, []).append(ProvisionText(path, text))
    for address, one in last.items():
        words, notice = texts.get(address, ()), one.last_notice
        if not one.declared_by.signed:
            one.declared_by = replace(one.declared_by, signed=declared_on(words, one.declared_by.name))
        if notice:
            one.until = continued_until(words, one.declared_by.signed, notice.by.signed)


def emergency_json(one: Emergency, on: date | None) -> Json:
    """Return an emergency as JSON."""
    last = one.last_notice
    return {
        "subject": one.subject,
        "declared_by": other_json(one.declared_by),
        "words": one.words,
        "state": one.state(on),
        "sentence": one.sentence(on),
        "last_continued": last.by.signed.isoformat() if last and last.by.signed else None,
        "until": one.until.isoformat() if one.until else None,
        "ended_by": _step_json(one.ended) if one.ended else None,
        "notices": [_step_json(step) for step in one.notices],
        "orders": [_step_json(step) for step in one.orders],
    }


def _step_json(step: EmergencyStep) -> Json:
    return {
        "verb": step.verb,
        **other_json(step.by),
        "words": step.words,
        "evidence": absolute(step.url) if step.url else None,
    }
