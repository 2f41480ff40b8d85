"""The receipt of a verified quotation: what, where and when, and a link by which anyone checks it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from eo_browser.checking.quotations import Checked
from eo_browser.law.formatting import Citable
from eo_browser.law.formatting.prose import bluebook, plain
from eo_browser.law.model.dates import day_named
from eo_browser.law.quotation import QuotedProvisions
from eo_browser.models import Document
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.objects.names import day as in_words
from eo_browser.web.objects.revision_text import read_revision
from eo_browser.web.objects.states import read_state
from eo_browser.web.objects.styles import citable, citable_state
from eo_browser.web.objects.verdicts import provisions_of

_VERIFIED = {
    "verbatim": "verbatim",
    "typography": "word for word",
    "marked-edits": "with every edit marked",
}
_LONGEST_LINK = 1_500  # characters of an address that other programs accept


@dataclass(frozen=True, slots=True)
class Receipt:
    """A quotation that was verified on a day: the sentence, the citation, the pinned link, the hash, the link to check
    it again.
    """

    quote: str
    verified: str  # how: "verbatim"
    place: str
    citation: str
    pinned: str
    hash: str
    on: date
    again: str

    @property
    def day(self) -> str:
        """Return the day of the check in words."""
        return in_words(self.on)

    @property
    def text(self) -> str:
        """Return the receipt to copy, a line a fact."""
        lines = [
            f"“{self.quote}”",
            f"Verified {self.verified} on {self.day}: {self.place}.",
            self.citation,
            f"The words: {self.pinned}",
            f"Their hash: {self.hash}",
            f"Check again: {self.again}",
        ]
        return "\n".join(line for line in lines if not line.endswith(": "))


@dataclass(frozen=True, slots=True)
class FormerReceipt:
    """What has become of the words of a receipt since its day."""

    day: str
    hash: str
    is_same: bool
    pinned: str  # the address of the words, which shows what changed


def receipt_of(checked: Checked, on: date) -> Receipt | None:
    """Return the receipt of a quotation that a provision has; None for any other verdict, and for a title."""
    verified = _VERIFIED.get(checked.verdict.verdict)
    place = checked.verdict.found_in
    cited = cited_place(place) if verified and place and place.paths else None
    if cited is None or place is None or verified is None:
        return None
    quote = " ".join(checked.verdict.quote.split())
    words_hash = _hash_at(place)
    asked = {"quote": quote, "cite": cited.url.removeprefix(absolute("")), "h": words_hash, "on": on.isoformat()}
    again = absolute(f"/check/?{urlencode(asked)}")
    if len(again) > _LONGEST_LINK:
        again = ""
    pinned = f"{cited.url}?h={words_hash}"
    return Receipt(quote, verified, plain(cited), bluebook(cited), pinned, words_hash, on, again)


def former_receipt(checked: Checked, words_hash: str, on: str) -> FormerReceipt | None:
    """Return what a link of a receipt says, against the words as they are now; None for no such link."""
    day = day_named(on) if on else None
    resolution = checked.resolution
    if not (day and words_hash and resolution and len(resolution.targets) == 1):
        return None
    target = resolution.targets[0]
    place = QuotedProvisions(target.document.key, (target.path,), (), target.state)
    present = _hash_at(place)
    return FormerReceipt(in_words(day), words_hash, present == words_hash, f"{target.address}?h={words_hash}")


def _hash_at(place: QuotedProvisions) -> str:
    _, found = provisions_of(place).get(place.paths[0], ("", ""))
    return found


def cited_place(place: QuotedProvisions) -> Citable | None:
    """Return what a citation of the first provision of a place may say; None where its text is gone."""
    document = Document.objects.prefetch_related("series_places").get(pk=place.key)
    path = place.paths[0] if place.paths else ""
    if place.state:
        state = read_state(document, place.state)
        return citable_state(state, path) if state else None
    reading = read_revision(document)
    return citable(reading, path) if reading else None
