"""Names of the bodies a document establishes: "There is established the Council on Lamps", "known as the Lamp Board".

A document is looked for by them as by another title: people know the order of a commission by the commission.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from .analyser import fold, words

REACH = 200  # characters behind the verb in which the name begins
SHORTEST, LONGEST = 2, 14  # words of a name

# "There is hereby established", "shall be known as": the name of a body is near.
_ESTABLISHED = re.compile(
    r"\b[Tt]here (?:is|are|shall be) (?:hereby )?(?:established|created|constituted)\b"
    r"|\b(?:I|do) hereby (?:establish|create|constitute)\b|\b[Oo]rder establishes\b"
    r"|\b(?:shall|to|may|will) be (?:known|cited) as\b|\bbody known as\b"
)
_WORD = r"[A-Z0-9][\w'\u2019&.-]*(?<!\.)"
_SMALL = r"(?:of|and|on|for|the|to|in|with|against|under)"
_NAMED = rf"{_WORD}(?: (?:{_SMALL} ){{0,3}}{_WORD})+"
_NAME = re.compile(rf"(?:\b(?P<before>\w+) )?(?<!\w)(?:the|an?|as) (?P<name>{_NAMED})", re.ASCII)
_ESTABLISHING = re.compile(r"(?:Establish(?:ing|ment)|Creat(?:ing|ion))\b(?: of)?")
_DOING = re.compile(r"\w+(?:ing|ation|ension|endment|uance)\b")  # "Continuance of the Council on Lamps"
# The nouns of bodies: a name without any names no body.
_BODY = re.compile(
    r"\b(?:Administration|Agency|Authority|Board|Bureau|Center|Commission|Committee|Corps|Council|Department|Force"
    r"|Group|Initiative|Office|Panel|Program|Service|Team)\b"
)
_END = re.compile(r"[;:]|\.(?=\s+[A-Z])")
_PLACES = frozenset({"in", "within", "under", "of", "by", "to", "from", "at", "with", "and", "for"})


def established(title: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the bodies that a document establishes by its title and texts, each once, as printed."""
    names = chain(_of_title(title), chain.from_iterable(map(_of_text, texts)))
    return tuple({fold(name): name for name in names if SHORTEST <= len(words(name)) <= LONGEST}.values())


def _of_title(title: str) -> Iterator[str]:
    """Yield the bodies that a title says it establishes, or the one whose name it is."""
    if verb := _ESTABLISHING.match(title):
        yield from filter(_BODY.search, _names(title[verb.end() :]))
    elif _NAME.fullmatch(f"the {title.removeprefix('The ')}") and _BODY.search(title) and not _DOING.match(title):
        yield title


def _of_text(text: str) -> Iterator[str]:
    for verb in _ESTABLISHED.finditer(text):
        yield from islice(_names(_clause(text, verb.end())), 1)


def _clause(text: str, start: int) -> str:
    """Return what follows the verb, up to the end of its sentence; "as" before a name counts as an article."""
    end = _END.search(text, start, start + REACH)
    return ("as" if text[:start].endswith(" as") else "") + text[start : end.start() if end else start + REACH]


def _names(clause: str) -> Iterator[str]:
    """Yield the names in a clause, without those that say where: "within the Department of Lamps"."""
    for found in _NAME.finditer(clause):
        if (found["before"] or "").lower() not in _PLACES:
            yield found["name"]
