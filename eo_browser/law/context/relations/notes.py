"""Disposition notes of the Federal Register and the National Archives: verbs, and the documents behind each.

Amended by: EO 11382, November 28, 1967; EO 13286, February 28, 2003
Superseded in part by: EO 12886, December 23, 1993
Revokes: EO 10072, July 29, 1949 (in part)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from eo_browser.law.citations.number_forms import bare_number
from eo_browser.law.model.dates import printed_date
from eo_browser.law.terms.dispositions import NOTE_VERBS, NOTES_ACTIVE, NOTES_PASSIVE, Verb

# Verbs that end the council or authority named before them, and not the order that refers to it.
_OF_ANOTHER = frozenset({"terminated by", "nullified by", "abolished by", "repealed by"})
_DONE = "|".join(NOTES_PASSIVE).replace("superseded", "sus?perseded")
_DOES = "|".join(NOTES_ACTIVE).replace("supersedes", "sus?persedes")
_COMMITTEES = r"\s+(?:(?:certain|various|advisory)\s+){0,2}committees?\s+established\s+by"
_PART = r"\s*\(?\s*in\s+part\s*\)?"
# "nullified by virtue of the Commission being abolished by EO 13138": the order that ended the body acts.
_WITH_ITS_BODY = (
    r"nullified\s+(?:in\s+part\s+)?(?:by\s+virtue\s+of|when)\s[^;:\n]{1,200}?"
    r"\b(?:abolished|terminated|revoked|superseded)\s+(?:by|in)"
)
# "Amended by:", "Revoked in part by EO", "See also: EO", "Partially superseded by 1": what a note of a list does.
_VERB = re.compile(
    rf"(?<![\w-])(?P<body>{_WITH_ITS_BODY})(?=\s)|(?<![\w-])(?P<part0>(?:Partly|Partially|Provisionally)\s+)?"
    rf"(?P<verb>(?:{_DONE})(?P<part>{_PART})?\s+by|(?:{_DOES})(?P<part2>{_PART})?(?P<what>{_COMMITTEES}|\s+in\s+effect)?"
    r"(?=\s*[:;(]|\s+(?:EO|E\.\s?O|Executive|Proc|\d|letter|directive))"
    r"|See(?:\s+also)?(?=\s*:|\s+(?:EO|E\.\s?O|Executive|Proc|Pub|notice|\d))|Note(?=\s*:)"
    rf"|Federal\s+Register(?=[^:\n]{{0,40}}:))(?P<part3>{_PART})?\s*[:;]?",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\((?!\s*in\s+part\s*\)|\s*together\s)[^()]*\)|,?\s+(?:when\s+)?read\s+in\s+conjunction\s+with\b[^;\n]*",
    re.IGNORECASE,
)
# "The Board was terminated by", "The Administrations established in this Executive order were terminated by".
_NOUN_BEFORE = re.compile(
    r"\b(?:Council|Committee|Commission|Board|Authorit(?:y|ie)|Task\s+Force|Conference|Provision|Administration|Office(?:\s+of(?:\s+[A-Za-z]+){1,8}?)?|Agenc(?:y|ie)"
    r"|Corporation|Service|Division|Bureau|Position)s?\s*(?:(?:established|created)\s+(?:in|by|under)\s+this\s+Executive\s+order\s+)?"
    r"(?:(?:was|were|is|are)\s*)?\Z",
    re.IGNORECASE,
)
# "The authority of this Executive order was repealed by": what is repealed is the authority.
_AUTHORITY_BEFORE = re.compile(r"\bauthority\s+of\s+(?:this\s+Executive\s+order|EO\s+\d+)\s+was\s*\Z", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]{3}")
_IN_PART = re.compile(r"\bin\s+part\b", re.IGNORECASE)
# "EO 12345-A", "Proc. 1,234", "Executive Orders 1": numbers, but not the page of "36 FR 1".
_NUMBER = re.compile(
    r"(?:(?P<proclamation>Proc(?:lamation|\.)?)|(?P<order>E\.?\s?O\.?s?|Executive\s+Orders?|Ex\.\s?Ord\.)|(?P<bare>(?<![\w.,/-])))"
    r"\s*(?:Nos?\.?\s*)?(?P<number>\d{1,2},\d{3}|\d{1,5})(?P<letter>\s?-?\s?[A-Z](?![\w]))?(?![\d/]|\s*(?:F\.?\s?R|Fed|Stat|CFR|U\.?\s?S|F\s?R))",
)
# "Revoked in part by: EO 12135; EO 12336 (together revokes all parts)": the last of them leaves nothing.
_TOGETHER = re.compile(r"\(\s*together\s+(?:revoke|supersede|rescind)s?\s+(?:all|the\s+whole)\b", re.IGNORECASE)
_ENDED_BY_LAW = frozenset({"revokes", "supersedes"})
_LAW = re.compile(
    r"\b(?:Pub(?:lic)?\.?\s?L(?:aw)?\b|Acts?\b|Stat\b|treaty|agreement|Court|v\.\s|Decision)", re.IGNORECASE
)
_ACTOR = re.compile(rf"\d|{_LAW.pattern}", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:being|would|shall|is|was|were|terminated|presented|expired)\b|\Avirtue\b", re.IGNORECASE)
_BARE_AT_LEAST = 1000  # a bare number from here on is an order's, unless it is a day or a year
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


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


def notes_of(text: str) -> list[Note]:
    """Return every act in the notes of one document, in order; words in other forms are ignored (see `unread_of`)."""
    text = _own_entry(text)
    masked = _ASIDE.sub(lambda found: " " * len(found[0]), text)
    verbs = list(_VERB.finditer(masked))
    found: list[Note] = []
    for place, verb in enumerate(verbs):
        end = verbs[place + 1].start() if place + 1 < len(verbs) else len(masked)
        found += _behind(verb, masked[verb.end() : end], _is_of_another(verb, masked))
    return list(dict.fromkeys(found))


# "… December 28, 1995;; ; Executive Order 12945 ;; ; Amendment to …;; ; Signed: January 20, 1995": the next entry.
_NEXT_ENTRY = re.compile(
    r"[;\n]\s*Executive\s+Order\s+\d[\d,]{3,5}(?:-[A-Z])?\s*[;\n]"
    r"(?:[^:]{0,400}?[;\n]\s*Signed\s*:|[;\s]*(?:Further\s+)?Amend(?:ment|ing)\b)",
    re.IGNORECASE,
)


def _own_entry(text: str) -> str:
    """The notes of one document without the entry of the next, which a list may have run into them."""
    following = _NEXT_ENTRY.search(text)
    return text[: following.start()] if following else text


# "Revoking in Part Executive Order No. 6583 of February 3, 1934, and Withdrawing Public Lands",
# "Revoking Executive Order No. 6583 of February 3, 1934, as to Certain Lands".
_TITLE = re.compile(
    r"\A(?P<partial>Partial\s+)?(?:(?P<revokes>Revo(?:king|cation)|Rescinding|Rescission)|(?P<supersedes>Superseding)"
    r"|(?P<amends>Amending|Amendment))\b(?P<part>[^.;\d]{0,60}?)\bExecutive\s+Order\s+(?:No\.?\s*)?"
    r"(?P<number>\d{1,2},?\d{3}(?:\s?-?\s?[A-Z]\b)?),?\s+of\s+(?P<day>[A-Z][a-z]+\s+\d{1,2},\s+\d{4})"
    r"(?P<narrowed>,?\s+(?:as\s+to|(?:in\s?)?so\s?far\s+as|to\s+the\s+extent)\b)?",
    re.IGNORECASE,
)
_OF_PART = re.compile(r"\b(?:part|sections?|paragraphs?|subdivisions?|provisions?)\b", re.IGNORECASE)


def notes_of_title(title: str) -> list[Note]:
    """Return the act on an executive order that a title of another document tells, with number and day."""
    found = _TITLE.match(" ".join(title.split()))
    if not found:
        return []
    verb: Verb = "revokes" if found["revokes"] else "supersedes" if found["supersedes"] else "amends"
    in_part = verb != "amends" and bool(found["partial"] or found["narrowed"] or _OF_PART.search(found["part"]))
    return [Note(verb, False, f"/eo/{bare_number(found['number'])}", found[0], printed_date(found["day"]), in_part)]


def leaves_nothing(words: str) -> bool:
    """Return whether the words of a note say that its act and those before it end the whole."""
    return bool(_TOGETHER.search(words))


def unread_of(text: str) -> list[tuple[str, str]]:
    """Return the words in the notes of one document that name no act, each with the reason."""
    masked = _ASIDE.sub(lambda found: " " * len(found[0]), text)
    verbs = list(_VERB.finditer(masked))
    head = " ".join(text[: verbs[0].start() if verbs else len(text)].split()).strip(" ;,.")
    found = [("no verb of a relation", head)] if _WORD.search(head) and not _NOUN_BEFORE.fullmatch(head) else []
    for place, verb in enumerate(verbs):
        end = verbs[place + 1].start() if place + 1 < len(verbs) else len(text)
        words = " ".join(text[verb.start() : end].split())
        if _verb_of(verb) not in NOTE_VERBS:
            found.append(("a remark", words))
        elif not list(_behind(verb, masked[verb.end() : end], False)):
            found.append(("nothing behind the verb", words))
    return found


# What a list remarks on the end of an order's authority, body or time.
_BODIES = r"Authorit(?:y|ies)|Council|Committee|Commission|Board|Office|Administrations?|Task\s+Force"
# "Note: Council terminated by …", "Expired: …": what ended without an order.
_REMARK = re.compile(
    rf"(?:\A|\n|;|\bNote\s*:)[ \t]*(?P<words>(?!Note\s*:)[^;:\n]{{0,120}}?\b(?:{_BODIES}|EO\s+\d+(?!,)|order)\b"
    r"[^;\n]{0,120}?\b(?:repealed|nullified|terminated|expired|abolished)\b[^\n]{0,200}|Expired\s*:[^\n]{0,80})",
    re.IGNORECASE,
)


def remarks_of(text: str) -> list[str]:
    """Return what the notes of one document remark on the end of its authority, its body or its time, as printed."""
    return list(dict.fromkeys(" ".join(found["words"].split()).rstrip(" .") for found in _REMARK.finditer(text)))


def _verb_of(verb: re.Match[str]) -> str:
    if verb["body"]:
        return "nullified by"
    words = re.sub(_PART, " ", verb["verb"].removesuffix(verb["what"] or ""), flags=re.IGNORECASE)
    words = " ".join(words.lower().split())
    return words.replace("suspersede", "supersede")


def _is_of_another(verb: re.Match[str], notes: str) -> bool:
    """Whether a verb is told of the body or the authority named before it."""
    repealed = _verb_of(verb) == "repealed by" and _AUTHORITY_BEFORE.search(notes, 0, verb.start())
    return bool(repealed or _NOUN_BEFORE.search(notes, 0, verb.start()))


def _behind(verb: re.Match[str], segment: str, of_another: bool) -> Iterator[Note]:
    words = _verb_of(verb)
    if words not in NOTE_VERBS:
        return
    is_of_another = of_another and words in _OF_ANOTHER and not verb["body"]
    meaning, passive = NOTE_VERBS["see" if is_of_another else words]
    parts = (verb["part0"], verb["part"], verb["part2"], verb["part3"], _IN_PART.search(verb["body"] or ""))
    for piece in segment.split(";"):
        for address, printed in _named(" ".join(piece.split())):
            if address or meaning == "see" or _is_actor(printed):
                in_part = any((*parts, _IN_PART.search(printed))) and not leaves_nothing(printed)
                done = _done(meaning, passive, address, printed)
                yield Note(done, passive, address, printed, printed_date(printed), in_part)


def _done(meaning: Verb, passive: bool, address: str, printed: str) -> Verb:
    """The verb for an end: a law, a treaty or a court nullifies."""
    is_law = passive and not address and meaning in _ENDED_BY_LAW and _LAW.search(printed)
    return "nullifies" if is_law else meaning


def _is_actor(words: str) -> bool:
    """Whether words without a document's number name a document, law, treaty or court: "virtue of the Act" does not."""
    return bool(_ACTOR.search(words)) and not _CLAUSE.search(words)


def _named(piece: str) -> Iterator[tuple[str, str]]:
    """The documents of a piece between semicolons: (address, words as printed)."""
    marks = [found for found in _NUMBER.finditer(piece) if _is_number(found)]
    words = piece.strip(" ,.")
    if not marks:
        if any(character.isalpha() for character in words):
            yield "", words
        return
    ends = [*(mark.start() for mark in marks[1:]), len(piece)]
    for mark, end in zip(marks, ends, strict=True):
        words = re.sub(r"(?:\s|,|and)+$", "", piece[mark.start() : end]).strip(" ,.")
        number = bare_number((mark["number"] + (mark["letter"] or "")).strip())
        kind = "proclamation" if mark["proclamation"] else "eo"
        if kind == "eo" and not mark["order"]:
            words = f"EO {words}"
        yield f"/{kind}/{number}", words


def _is_number(found: re.Match[str]) -> bool:
    """Whether a number is a document's: one with its kind, or alone at the head ("4601, March 1, 1927")."""
    if found["proclamation"] or found["order"]:
        return True
    number = found["number"].replace(",", "")
    return found.start() == 0 and int(number) >= _BARE_AT_LEAST and not _YEAR.fullmatch(number)


def with_direction_corrected(note: Note, kind: str, number: str, signed: date | None) -> Note:
    """Return a note with its direction corrected where, by a slip of the list, an earlier order acts on a later one.

    "Amends: EO 13286, February 28, 2003" among the notes of Executive Order 12977 of 1995 means "Amended by". Both
    the day and the number must say so; `kind`, `number` and `signed` are those of the document noted. An earlier order
    that is said to have revoked or superseded is only mentioned ("Revoked by: EO 12333", which another had amended).
    """
    if kind != "executive-order" or note.verb == "see" or not _actor_is_earlier(note, number, signed):
        return note
    if note.passive and note.verb in {"revokes", "supersedes"}:
        return replace(note, verb="see", passive=False)
    return replace(note, passive=not note.passive)


def _actor_is_earlier(note: Note, number: str, signed: date | None) -> bool:
    """Whether day and number both show that the acting order is earlier than the one acted on."""
    named, _, other = note.address.strip("/").partition("/")
    mine, theirs = (int(re.match(r"\d*", one)[0] or 0) for one in (number, other))  # type: ignore[index]  # may be ""
    if named != "eo" or note.day is None or signed is None or not (mine and theirs):
        return False
    actor, object_ = (theirs, note.day), (mine, signed)
    if not note.passive:
        actor, object_ = object_, actor
    return actor[0] < object_[0] and actor[1] < object_[1]
