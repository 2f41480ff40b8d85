"""Dispositions: what one document does to another, in notes, in prose and on pages, and the status it leaves."""

from __future__ import annotations

from typing import Literal, get_args

Verb = Literal[  # by gravity; "see" last, which changes nothing
    "revokes",
    "supersedes",
    "nullifies",
    "terminates",
    "suspends",
    "reinstates",
    "amends",
    "sets",
    "continues",
    "expands",
    "declares",
    "spares",
    "corrects",
    "see",
]
Status = Literal[  # by gravity, after none
    "",
    "revoked",
    "superseded",
    "nullified",
    "terminated",
    "revoked-in-part",
    "superseded-in-part",
    "reinstated",
    "amended",
]

VERBS_BY_GRAVITY: tuple[Verb, ...] = get_args(Verb)[:-1]
# Verbs that end a document or a part of it.
ENDING_VERBS: tuple[Verb, ...] = VERBS_BY_GRAVITY[:3]
# Verbs that change the words or the force of a document.
CHANGING_VERBS: tuple[Verb, ...] = VERBS_BY_GRAVITY[:8]
# On pages, in their order: what the document does to the other, and what the other does to it.
LABELS: dict[str, tuple[str, str]] = {
    "amends": ("Amends", "Amended by"),
    "revokes": ("Revokes", "Revoked by"),
    "supersedes": ("Supersedes", "Superseded by"),
    "nullifies": ("Nullifies", "Nullified by"),
    "terminates": ("Terminates the emergency of", "Emergency terminated by"),
    "suspends": ("Suspends", "Suspended by"),
    "reinstates": ("Reinstates", "Reinstated by"),
    "continues": ("Continues", "Continued by"),
    "sets": ("Changes by meaning", "Changed by meaning by"),
    "expands": ("Expands the emergency of", "Emergency expanded by"),
    "declares": ("Declares", "Declared by"),  # a national emergency; no other document has a part in it
    "spares": ("Leaves in force", "Left in force by"),
    "corrects": ("Corrects", "Corrected by"),
    "see": ("See", "See"),
}
VERBS = tuple(LABELS)

STATUSES_BY_GRAVITY: tuple[Status, ...] = get_args(Status)[1:]
# What the ending verbs leave of a document as a whole.
ENDED_STATUSES: tuple[Status, ...] = STATUSES_BY_GRAVITY[:3]
# A document that no longer stands; the emergency that it declared may be what ended.
NOT_IN_FORCE: tuple[Status, ...] = STATUSES_BY_GRAVITY[:4]
STATUS_LABELS: dict[str, str] = {status: status.replace("-", " ").capitalize() for status in STATUSES_BY_GRAVITY}
IN_FORCE = "in-force"  # in queries: a document with no disposition known
STATUS_WORDS = (*STATUSES_BY_GRAVITY, IN_FORCE)

# Disposition notes: the verb as printed, in lower case → the verb here, and whether it is passive (the other document
# acts).
NOTE_VERBS: dict[str, tuple[Verb, bool]] = {
    "amends": ("amends", False),
    "amended by": ("amends", True),
    "revokes": ("revokes", False),
    "revoked by": ("revokes", True),
    "supersedes": ("supersedes", False),
    "superseded by": ("supersedes", True),
    "continues": ("continues", False),
    "continued by": ("continues", True),
    "corrects": ("corrects", False),
    "corrected by": ("corrects", True),
    "see": ("see", False),
    "see also": ("see", False),
    "supplements": ("see", False),
    "supplemented by": ("see", False),
    "suspends": ("suspends", False),
    "suspended by": ("suspends", True),
    "reinstates": ("reinstates", False),
    "reinstated by": ("reinstates", True),
    "rescinds": ("revokes", False),
    "rescinded by": ("revokes", True),
    "amend by": ("amends", True),
    "ratified by": ("see", False),
    "modifies": ("amends", False),
    "modified by": ("amends", True),
    "extends": ("continues", False),
    "extended by": ("continues", True),
    "continuing": ("continues", False),
    "terminates": ("revokes", False),
    "terminated by": ("revokes", True),
    "nullifies": ("nullifies", False),
    "nullified by": ("nullifies", True),
    "voided by": ("nullifies", True),
    "abolished by": ("nullifies", True),
    "repealed by": ("revokes", True),
}
NOTES_PASSIVE = tuple(words.removesuffix(" by") for words in NOTE_VERBS if words.endswith(" by"))
NOTES_ACTIVE = tuple(words for words in NOTE_VERBS if not words.endswith(" by") and not words.startswith("see"))

# Prose: the first five letters of a verb, which all its forms share.
_PROSE_STEMS: dict[str, Verb] = {
    "revok": "revokes",
    "resci": "revokes",
    "repea": "revokes",
    "annul": "revokes",
    "cance": "revokes",
    "termi": "revokes",
    "aboli": "revokes",
    "super": "supersedes",
    "repla": "supersedes",
    "amend": "amends",
    "modif": "amends",
    "conti": "continues",
    "remai": "continues",
    "exten": "continues",
    "reins": "reinstates",
    "resto": "reinstates",
    "reviv": "reinstates",
    "suspe": "suspends",
    "staye": "suspends",
}


def verb_of(words: str) -> Verb:
    """Return what a verb of prose does: "cancelled" revokes, "modified" amends; verbs of editing ("deleted") amend."""
    return _PROSE_STEMS.get(words.lower()[:5], "amends")
