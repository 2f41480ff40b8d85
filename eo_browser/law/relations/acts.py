"""What a document says it does to others: "Executive Order 13985 of January 20, 2021 …, is hereby revoked."

A reference is the object of an act where it is the subject of "is revoked", the object of "revokes", or an item of a
list led in by "the following … are revoked:". What "as amended by" names has done something before, and is no object.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..references import Passage, Reference
from ..references.phrases import IN_BLOCK
from ..resolve import KnownDocument
from ..source import Kind
from .values import Act, Verb

_DONE = r"revoked|rescinded|repealed|cancell?ed|superseded|replaced|amended|continued"
_VERBS: dict[str, Verb] = {
    "revoke": "revokes",
    "rescin": "revokes",
    "repeal": "revokes",
    "cancel": "revokes",
    "supers": "supersedes",
    "replac": "supersedes",
    "amende": "amends",
    "amend": "amends",
    "amends": "amends",
    "contin": "continues",
}
_PASSIVE = re.compile(
    rf"\b(?:is|are|shall\s+be|be)\s{{1,3}}(?:also\s{{1,3}})?(?:hereby\s{{1,3}})?(?:further\s{{1,3}})?"
    rf"(?:(?:amended|modified|superseded)\s{{1,3}}and\s{{1,3}})?(?P<verb>{_DONE})\b",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"(?:\b(?:I|this\s+(?:order|proclamation|memorandum|notice))\s{1,3})(?:hereby\s{1,3})?"
    r"(?P<verb>revokes?|rescinds?|supersedes?|amends?|replaces?)\s{1,3}(?:and\s+(?:replaces?|supersedes?)\s{1,3})?"
    r"(?:the\s{1,3}(?:provisions\s+of\s{1,3})?)?\Z",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"\bfollowing\b[^.;]{{0,200}}?\b(?:is|are)\s{{1,3}}(?:also\s{{1,3}})?(?:hereby\s{{1,3}})?(?P<verb>{_DONE})\b[^.;]{{0,200}}:?\s*\Z"
    r"|\b(?:hereby\s{1,3}|I\s{1,3})(?P<verb2>revoke|rescind|supersede|continue)\s[^.;]{0,80}\bfollowing\b[^.;]{0,120}:?\s*\Z",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:amended|superseded|revoked|modified|supplemented|continued|rescinded)\s{1,3}(?:\w+\s{1,3}){0,3}(?:by|in|pursuant\s+to)\s{1,3}"
    r"(?:section\s.{0,40}\sof\s|the\s)?\Z"
    r"|\b(?:pursuant\s+to|under|in\s+accordance\s+with|by\s+virtue\s+of|in|by|to|with|from|through|than)\s{1,3}(?:the\s+)?\Z",
    re.IGNORECASE,
)
_JOINED = re.compile(r"[\s,;]*(?:(?:and|or)\s+)?(?:by\s+)?\Z", re.IGNORECASE)
_ASIDE = re.compile(
    r"\([^()]*\)|“[^”]*”|\"[^\"]*\"|\b(?:[A-Z][a-z]+\s\d{1,2},?\s\d{4})"
    r"|,?\s(?:relating|pertaining|establishing|entitled|designating|withdrawing|transferring|reserving|prescribing"
    r"|concerning|providing|creating|which|that|with\s+respect|authorizing|delegating|setting|placing|excusing)\b[^;.]{0,240}"
)
_LINK_WORDS = frozenset({
    "as", "amended", "by", "and", "or", "the", "of", "dated", "on", "further", "supplemented", "modified",
    "each", "both", "thereof", "thereto", "also", "in", "its", "entirety", "nos", "no", "section", "sections",
    "subsection", "paragraph", "to", "numbered", "heretofore", "inclusive", "through", "including", "hereby",
})  # fmt: skip
_PARTLY = re.compile(
    r"\b(?:to\s+the\s+extent|insofar\s+as|in\s+part|except|so\s+far\s+as|inconsistent)\b", re.IGNORECASE
)
_PART_OF = re.compile(
    r"\b(?:(?:those|such|other)\s+(?:parts|portions|provisions)|parts?|portions?|so\s+much)\s+of\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|nothing|nor|without|whether|if|unless|when|until)\b", re.IGNORECASE)
_EMERGENCY = re.compile(
    r"\bcontinu(?:ing|e|es)\b[^.;]{0,300}\bnational\s+emergenc(?:y|ies)\b[^.;]{0,300}\Z", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<!\bNo)(?<!\bNos)(?<!\bSec)(?<![A-Z])[.;](?=\s)|:(?=\s)")
_REACH = 500  # characters of a sentence before a reference
_LIST_REACH = 2_500  # characters between a reference and the verb of the list it begins
_ITEM_OPENS_WITHIN = 60  # characters before the reference of an item of a list


def acts_of(passages: Sequence[Passage], references: Sequence[Reference], here: KnownDocument) -> list[Act]:
    """Every act a document's provisions state; `references` are those of the document, in reading order."""
    by_path: dict[str, list[Reference]] = {}
    for reference in references:
        by_path.setdefault(reference.path, []).append(reference)
    leads: dict[str, Verb] = {}
    found: list[Act] = []
    for passage in passages:
        if IN_BLOCK.search(passage.path):
            continue  # words of the document that is amended
        own = [one for one in by_path.get(passage.path, ()) if one.external is None and not _is_own(one, here)]
        found += _in_passage(passage, own, _lead_above(passage.path, leads), here.kind)
        if lead := _LEAD.search(passage.text[-500:]):
            leads[passage.path] = _verb(lead["verb"] or lead["verb2"])
    return found


def _is_own(reference: Reference, here: KnownDocument) -> bool:
    return any(target.document.key == here.key for target in reference.targets)


def _lead_above(path: str, leads: dict[str, Verb]) -> Verb | None:
    """The verb of the list a provision is an item of."""
    while leads and "/" in path:
        path = path.rpartition("/")[0]
        if path in leads:
            return leads[path]
    return None


def _verb(words: str) -> Verb:
    low = words.lower()
    return _VERBS.get(low[:6]) or _VERBS[low[:5]]


def _in_passage(passage: Passage, own: Sequence[Reference], lead: Verb | None, kind: Kind) -> Iterator[Act]:
    text = passage.text
    earlier: Reference | None = None  # the last reference that was named as an earlier actor
    item = False
    for place, reference in enumerate(own):
        sentence = _sentence_start(text, reference.start)
        before = text[sentence : reference.start]
        if _is_earlier(text, before, reference, earlier):
            earlier = reference
            continue
        partly = bool(_PART_OF.search(before))
        act = _passive(text, reference, own[place + 1 :]) or _active(text, before, reference)
        if act is None and lead and not item and reference.start <= _ITEM_OPENS_WITHIN:
            item = True
            act = Act(lead, reference, _shortened(text), _is_part(reference))
        if act is None and kind == "notice" and _EMERGENCY.search(before):
            act = Act("continues", reference, _shortened(text[sentence : reference.end]))
        if act and not _DENIED.search(text[max(sentence, reference.start - 60) : reference.start]):
            yield replace(act, in_part=act.in_part or partly)


def _sentence_start(text: str, at: int) -> int:
    ends = [found.end() for found in _SENTENCE.finditer(text, max(0, at - _REACH), at)]
    return ends[-1] if ends else max(0, at - _REACH)


def _is_earlier(text: str, before: str, reference: Reference, earlier: Reference | None) -> bool:
    """Whether a reference names who did something before, or what something is done under."""
    if _EARLIER.search(before[-80:]):
        return not _ACTIVE.search(before)
    return earlier is not None and bool(_JOINED.fullmatch(text[earlier.end : reference.start]))


def _passive(text: str, reference: Reference, following: Sequence[Reference]) -> Act | None:
    """ "… is hereby revoked": nothing stands between the reference and its verb but what belongs to the reference."""
    stop = _SENTENCE.search(text, reference.end, reference.end + _LIST_REACH)
    verb = _PASSIVE.search(text, reference.end, stop.start() if stop else reference.end + _LIST_REACH)
    if verb is None or not _is_subject(text, reference.end, verb.start(), following):
        return None
    in_part = _is_part(reference) or bool(_PARTLY.search(text, verb.end(), verb.end() + 100))
    words = _shortened(text[reference.start : verb.end()])
    return Act(_verb(verb["verb"]), reference, words, in_part)


def _is_subject(text: str, start: int, end: int, following: Sequence[Reference]) -> bool:
    rest = ""
    for reference in following:
        if reference.end > end:
            break
        rest += text[start : reference.start] + " "
        start = reference.end
    rest = _ASIDE.sub(" ", rest + text[start:end])
    return all(word.lower() in _LINK_WORDS or not word.isalpha() for word in re.findall(r"[^\s,]+", rest))


def _active(text: str, before: str, reference: Reference) -> Act | None:
    verb = _ACTIVE.search(before)
    if verb is None:
        return None
    in_part = _is_part(reference) or bool(_PARTLY.search(text, reference.end, reference.end + 100))
    return Act(_verb(verb["verb"]), reference, _shortened(text[reference.start - 40 : reference.end]), in_part)


def _is_part(reference: Reference) -> bool:
    """Whether only a provision of the document is named."""
    return any(target.path for target in reference.targets)


def _shortened(words: str) -> str:
    folded = " ".join(words.split())
    return folded if len(folded) <= 300 else folded[:299] + "…"
