"""Lists of documents: the words that lead them in, "The following orders are hereby revoked:", and their items."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eo_browser.law.context.references import CrossReference
from eo_browser.law.model.texts import ProvisionText
from eo_browser.law.terms.dispositions import Verb, verb_of

from .act_evidence import shown_words
from .act_wording import LEAD, PART_LED_IN, SENTENCE

REACH = 500  # characters of a sentence before a reference
LONGEST_LEAD = 600  # characters of the sentence that leads a list in
_LEAD_WORDS = 120  # characters shown of the end of what leads a list in


@dataclass(frozen=True, slots=True)
class ListLead:
    """The introduction of a list: "The following orders are hereby revoked:"; `partly`, what provisions of them."""

    verb: Verb
    words: str
    partly: bool


@dataclass(slots=True)
class DocumentLists:
    """The lists of documents in a text, read in order: which introduction each provision is an item of."""

    by_number: Mapping[str, str]  # items that are bare numbers: the path of the introduction
    _leads: dict[str, ListLead] = field(default_factory=dict)  # by path
    _last: tuple[str, ListLead] | None = None  # the introduction whose items may follow beside it, and where it is

    def lead_of_item(self, passage: ProvisionText, own: Sequence[CrossReference]) -> ListLead | None:
        """Return the introduction of the list that a provision is an item of; `own` are its references."""
        found = self._above(passage.path) or self._leads.get(self.by_number.get(passage.path, ""))
        around = passage.path.rpartition("/")[0]
        beside = self._last if self._last and self._last[0] == around and own and own[0].start <= 1 else None
        if lead := _lead_of(passage.text):
            self._leads[passage.path] = lead
            self._last = (around, lead)
        else:
            self._last = beside
        return found or (beside[1] if beside else None)

    def _above(self, path: str) -> ListLead | None:
        while self._leads and "/" in path:
            path = path.rpartition("/")[0]
            if path in self._leads:
                return self._leads[path]
        return None


def _lead_of(text: str) -> ListLead | None:
    """The introduction of a list at the end of a provision's words."""
    lead = LEAD.search(text, max(0, len(text) - LONGEST_LEAD))
    if lead is None:
        return None
    part = part_led_in(text, lead)
    words = shown_words(text, part.start() if part else lead.start(), lead.end(), verb_span_of(lead))
    return ListLead(verb_of(lead["verb"] or lead["verb2"]), words, bool(part))


def opening_of(passage: ProvisionText, above: dict[str, str]) -> str:
    """Return the words of its parent that lead the list in of which a provision is an item: "Order 1 is amended:"."""
    path = passage.path
    while "/" in path:
        path = path.rpartition("/")[0]
        if text := above.get(path, "").rstrip():
            if not text.endswith((":", "—", "-", ",", "by")) and not passage.text[:1].islower():
                return ""
            starts = [one.end() for one in SENTENCE.finditer(text, 0, len(text) - 1)]
            start = starts[-1] if starts else 0
            return shown_words(text, start, len(text), (max(start, len(text) - _LEAD_WORDS), len(text)))
    return ""


def part_led_in(text: str, lead: re.Match[str]) -> re.Match[str] | None:
    """Return the words before an introduction that limit it to provisions of the documents listed."""
    return PART_LED_IN.search(text, max(0, lead.start() - REACH), lead.start())


def verb_span_of(lead: re.Match[str]) -> tuple[int, int]:
    """Return where the verb of an introduction is."""
    return lead.span("verb") if lead["verb"] else lead.span("verb2")
