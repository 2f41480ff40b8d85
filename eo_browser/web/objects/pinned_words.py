"""Links pinned to their words (`?h=v1.…`): whether the words are still there, have changed, or moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from eo_browser.law.model.tree import full_text
from eo_browser.law.model.word_changes import ChangedWords, word_changes
from eo_browser.models import AddressHistory, Document, Fate, StoredProvision, fate_of

from .revision_text import RevisionText
from .states import StateText


@dataclass(frozen=True, slots=True)
class Pin:
    """How the words at an address compare with the hash a link was pinned to.

    `known` is False when no revision ever had such words here; `revision` is the one that had
    them, `changes` what is different since, unless the words are `gone`.
    """

    hash: str
    unchanged: bool
    known: bool = True
    revision: int = 0
    changes: tuple[ChangedWords, ...] = ()
    gone: str = ""  # the pinned words, where the present text no longer has them and other words have the address
    why: str = ""  # why a text as amended was rebuilt


def moved_words(reading: RevisionText, path: str, pinned: str) -> str:
    """Find the path of the pinned words, when it is not the one asked for; else ""."""
    index = reading.index(path)
    if index >= 0 and reading.lines[index].hash == pinned:
        return ""
    fate = fate_of(reading.document, path, pinned)
    if fate.hash == pinned and fate.path not in ("", path) and reading.index(fate.path) >= 0:
        return fate.path
    same = [line.path for line in reading.lines if line.hash == pinned]
    return same[0] if len(same) == 1 else ""


def pin_of(reading: RevisionText, index: int, pinned: str) -> Pin:
    """Compare the words at an index with those a link was pinned to."""
    line = reading.lines[index]
    if line.hash == pinned:
        return Pin(pinned, unchanged=True)
    revision, then = _pinned_words(reading, line.path, pinned)
    if not then:
        return Pin(pinned, unchanged=False, known=False)
    fate = fate_of(reading.document, line.path, pinned)
    if fate.kind == "held" and fate.hash == pinned and not fate.path:
        return Pin(pinned, unchanged=False, revision=revision, gone=then)
    return Pin(pinned, False, True, revision, word_changes(then, reading.full_text(index)))


def pin_in_state(state: StateText, path: str, pinned: str) -> Pin:
    """Compare the words of a text as amended at a path with those a link was pinned to."""
    if state.hash(path) == pinned:
        return Pin(pinned, unchanged=True)
    held = AddressHistory.objects.filter(document=state.document, path=f"{state.mark}/{path}", hash=pinned)
    former = held.order_by("-until").first()
    if former is None:
        return Pin(pinned, unchanged=False, known=False)
    index = state.reading.index(path)
    changes = word_changes(former.last_words, state.reading.full_text(index))
    return Pin(pinned, False, True, former.revision.number, changes, why=former.reason)


def moved_in_state(state: StateText, path: str, pinned: str) -> str:
    """Find the path of the pinned words in a text as amended, when it is the only other one; else ""."""
    if state.hash(path) == pinned:
        return ""
    same = [one["path"] for one in state.provisions if state.hash(one["path"]) == pinned]
    return same[0] if len(same) == 1 else ""


def former_state(document: Document, day: date) -> str:
    """Return the mark of the state that a former one became ("@2008-07-30"); "" where the day never named a state."""
    fate: Fate = fate_of(document, f"@{day.isoformat()}")
    return fate.path


def _pinned_words(reading: RevisionText, path: str, pinned: str) -> tuple[int, str]:
    """The revision that had the pinned words at a path, and the words; (0, "") when none had."""
    held = StoredProvision.objects.filter(revision__document=reading.document, path=path, hash=pinned)
    if former := held.select_related("revision").first():
        return former.revision.number, _words_in(former)
    fate: Fate = fate_of(reading.document, path, pinned)
    return (fate.revision, fate.words) if fate.hash == pinned else (0, "")


def _words_in(provision: StoredProvision) -> str:
    """The full text of a provision of any revision."""
    following = StoredProvision.objects.filter(revision_id=provision.revision_id, position__gt=provision.position)
    rows = following.order_by("position").only("depth", "label", "text").iterator()
    below = takewhile(lambda row: row.depth > provision.depth, rows)
    return full_text(provision, below)
