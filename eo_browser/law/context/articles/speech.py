"""To whom an article attributes quoted words: to a document, to the President, or to another person."""

from __future__ import annotations

import re
from typing import Literal

from eo_browser.law.context.context_wording import QUOTED
from eo_browser.law.terms.kinds import DIRECTING_NOUNS, MEMORANDUM_NOUNS, nouns
from eo_browser.law.terms.presidents import SURNAMES

from .quoted_passages import QuotedPassage

Voice = Literal["", "document", "president", "person"]  # "": the article names no speaker
_SAYS = (
    r"(?:said|says|saying|told|tells|asked|asks|added|adds|recalled|recalls|remembered|remembers|argued|argues|called|calls"
    r"|dubbed|tweeted|posted|joked|warned|warns|complained|insisted|insists|explained|explains|wrote|writes|noted|notes"
    r"|puts?\sit|(?:spoke|speaks)\sof|quipped|replied|responded|testified|promised|declared|declares|announced|claimed|claims|alleged|alleges?"
    r"|contended|contends?|maintained|maintains?|asserted|asserts?|according\sto)\b"
)
_CONTINUES = r"\b(?:adding|noting|arguing|calling|warning|insisting|explaining|writing|claiming|recalling)\b"
_HEARER = r"(?:\s+(?:it|us|me|him|her|them|that|reporters|(?:the|this|that)\s+\w+))?"
_BEFORE = re.compile(rf"(?P<who>[^,;:]{{0,80}})\b{_SAYS}{_HEARER}\s*[,:]?\s*[“\"‘'«]\Z", re.IGNORECASE)
# "He told the Senate that young men would “…”": the words for the speaker, and those the quotation continues.
_THAT = re.compile(
    rf"(?P<who>[^,;:]{{0,80}}?)\b{_SAYS}[^.,;:“”\"]{{0,60}}\bthat\b[^.;:“”\"]{{1,80}}[“\"‘'«]\Z", re.IGNORECASE
)
# "… said the chief of a battalion, adding that “…”": whoever spoke before.
_GOES_ON = re.compile(
    rf"(?P<who>.*),?\s(?:and\s)?{_CONTINUES}{_HEARER}\s*[,:]?\s*[“\"‘'«]\Z", re.IGNORECASE | re.DOTALL
)
_BEHIND = re.compile(
    rf"[”\"’'»][,.]?\s+(?:{_SAYS}(?P<who>[^.;:“\"]{{0,80}})|(?P<other>[^.;:,“\"]{{1,80}}?)\b{_SAYS})", re.IGNORECASE
)
# Words attributed to a document: "the order says", "it declares", "section 2 adds".
_DOCUMENT = re.compile(
    rf"\b(?:(?:sub)?sections?|secs?|(?:sub)?paragraphs?|clauses?|preamble|{nouns(*DIRECTING_NOUNS, plural=True)}"
    r"|documents?|text|provisions?|definitions?|sentences?|lines?|notices?|it|which|E\.?O|NSPM)\b|§",
    re.IGNORECASE,
)
# Of these the verbs that a whole document does: "the order promised that “…”".
_WHOLE = rf"(?:orders?|{nouns(*MEMORANDUM_NOUNS, 'proclamation', 'directive')})"
_IS_WHOLE = re.compile(rf"\b{_WHOLE}\b", re.IGNORECASE)
_PROVIDES = (
    r"(?:says?|said|states?|stated|provides?|provided|requires?|required|directs?|directed|declares?|declared|promises?|promised|gives?"
    r"|gave|grants?|granted|calls?|called|contains?|includes?|included|mandates?|mandated|orders?|ordered|instructs?|instructed|bars?"
    r"|barred|bans?|banned|prohibits?|prohibited|forbids?|forbade|authorizes?|authorized|allows?|allowed|speaks?|spoke|describes?"
    r"|described|defines?|defined|lists?|listed|warns?|warned|adds?|added|reads?|vows?|vowed|pledges?|pledged|guarantees?|guaranteed)"
)
_GIVEN = re.compile(
    rf"\b{_WHOLE}\s+(?:itself\s+|also\s+|even\s+|then\s+|never\s+)?{_PROVIDES}\b[^.?!“”\"]{{0,60}}[“\"‘]\Z",
    re.IGNORECASE,
)
_PRESIDENT = re.compile(rf"\b(?:{SURNAMES}|president(?!\w)|he|she)\b(?!\s+of\b)", re.IGNORECASE)
_SENTENCE = re.compile(r"[.?!][”\"’)]*\s+|\n")
_ONLY_THE_SPEAKER = re.compile(r"[”\"’'»][,.]?\s[^.“”\"\n]{1,100}\.\s+[“\"«‘']")
_NEAR = 140  # characters before and after in which a speaker is searched for


def voice_of(text: str, passage: QuotedPassage, before: QuotedPassage | None = None) -> Voice:
    """Return the speaker of a passage; `before` is the passage before, because the same speaker may continue."""
    if passage.by != "marks":
        return ""
    speaker = _speaker(text, passage)
    if speaker is None and before and _ONLY_THE_SPEAKER.fullmatch(text[before.end : passage.start]):
        speaker = _speaker(text, before)
    if speaker is None:
        return "document" if _GIVEN.search(text, max(0, passage.start - _NEAR), passage.start) else ""
    if _DOCUMENT.search(speaker):
        return "document" if _IS_WHOLE.search(speaker) else ""
    return "president" if _PRESIDENT.search(speaker) else "person"


def _speaker(text: str, passage: QuotedPassage) -> str | None:
    """The words for the speaker; None where there are none."""
    led = QUOTED.sub("", _SENTENCE.split(text[max(0, passage.start - _NEAR) : passage.start])[-1])
    found = (
        _GOES_ON.match(led)
        or _BEFORE.search(led)
        or _BEHIND.match(text[passage.end : passage.end + _NEAR])
        or _THAT.search(led)
    )
    if found is None:
        return None
    return " ".join(words for words in found.groupdict().values() if words)
