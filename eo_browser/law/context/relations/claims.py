"""Claims that a document acts on another, from the notes of lists and from the document's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eo_browser.law.context.references import CrossReference
from eo_browser.law.terms.dispositions import Verb


@dataclass(frozen=True, slots=True)
class Note:
    """One act of a disposition note: "Revoked by: EO 13062, September 29, 1997".

    `passive`: the document with the note is the one acted on. `address` is the other document's ("/eo/13062"), "" where
    the note names it otherwise ("Memorandum, December 1, 1993"); `words` are as printed.
    """

    verb: Verb
    passive: bool
    address: str
    words: str
    day: date | None = None
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class StatedAct:
    """An act stated in a provision: the verb, the reference to its object, and the words of the sentence."""

    verb: Verb
    reference: CrossReference
    words: str
    in_part: bool = False
    part: str = ""  # the provision named apart from the reference: "paragraph 1"
    around: str = ""  # the text from the reference on, in which its number and title may follow
