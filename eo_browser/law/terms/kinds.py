"""The kinds of presidential documents: names, plurals, abbreviations, words of addresses and queries, nouns of prose.

Addresses, citations, the outline, readers of sources, search and pages all take the names of kinds from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "executive-order",
    "proclamation",
    "determination",
    "memorandum",
    "notice",
    "order",
    "letter",
    "message",
    "permit",
    "reorganization-plan",
    "other",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class KindTerms:
    """The words for one kind.

    `name` and `plural` are used in sentences, `label` on pages, `genre` in citations. `address` is the word its
    addresses begin with, `synonyms` are other words that addresses and queries take for it, `short` are short
    names in plain words. A `numbered` kind is addressed by number: a memorandum's place in a series is another
    way to it, never its address.
    """

    kind: Kind
    name: str
    plural: str
    label: str
    genre: str
    address: str
    synonyms: tuple[str, ...]
    short: tuple[str, ...]
    numbered: bool

    @property
    def typed(self) -> tuple[str, ...]:
        """Return what is typed for it in singular and plural: "presidential memoranda", "memos", "eo"."""
        bare = (self.name, self.plural, *self.short, *(f"{word}s" for word in self.short))
        words = (word.removeprefix("presidential ") for word in bare)
        return tuple(name for word in words for name in (f"presidential {word}", word))


def _terms(
    kind: Kind,
    name: str,
    plural: str = "",
    label: str = "",
    genre: str = "",
    address: str = "",
    synonyms: tuple[str, ...] = (),
    short: tuple[str, ...] = (),
    numbered: bool = False,
) -> KindTerms:
    """Return the words for a kind; those left out follow from its name."""
    plural = plural or (f"{name.removesuffix('um')}a" if name.endswith("um") else f"{name}s")
    label, genre = label or name.capitalize(), genre or name.title()
    return KindTerms(kind, name, plural, label, genre, address or kind, synonyms, short, numbered)


TERMS: dict[str, KindTerms] = {
    terms.kind: terms
    for terms in (
        _terms(
            "executive-order",
            "executive order",
            address="eo",
            synonyms=("executive-order", "executiveorder"),
            short=("eo", "exec order"),
            numbered=True,
        ),
        _terms("proclamation", "proclamation", synonyms=("proc",), numbered=True),
        _terms("determination", "presidential determination", synonyms=("pd",), numbered=True),
        _terms("memorandum", "memorandum", genre="Presidential Memorandum", synonyms=("memo",), short=("memo",)),
        _terms("notice", "notice", genre="Presidential Notice"),
        _terms("order", "presidential order"),
        _terms("letter", "letter"),
        _terms("message", "message"),
        _terms("permit", "permit"),
        _terms("reorganization-plan", "reorganization plan", synonyms=("plan",)),
        _terms("other", "document", plural="other documents", label="Other", genre="Presidential Document"),
    )
}

NUMBERED_KINDS: frozenset[Kind] = frozenset(terms.kind for terms in TERMS.values() if terms.numbered)
ADDRESS_WORDS: dict[Kind, str] = {terms.kind: terms.address for terms in TERMS.values()}
KIND_OF_WORD: dict[str, Kind] = {
    word: terms.kind for terms in TERMS.values() for word in (terms.address, *terms.synonyms)
}
# Further words that the field "type:" of a query accepts: codes of kinds, and plurals.
KIND_OF_QUERY_WORD: dict[str, Kind] = {
    word: terms.kind for terms in TERMS.values() for word in (terms.kind, terms.plural.replace(" ", "-"))
} | KIND_OF_WORD

# As sources write a kind: by its name, in short or in full.
KIND_OF_NAME: dict[str, Kind] = {
    name: terms.kind for terms in TERMS.values() for name in (terms.kind.replace("-", " "), terms.name)
}
# A pattern of the names of the numbered kinds, to build others from; compiled there with re.IGNORECASE.
NUMBERED_NAMES = "|".join(terms.name.replace(" ", r"\s+") for terms in TERMS.values() if terms.numbered)


def kind_name(kind: str) -> str:
    """Return the name of a kind in a sentence ("executive-order" → "executive order"); an unknown one unchanged."""
    return TERMS[kind].name if kind in TERMS else kind


def plural_name(kind: str) -> str:
    """Return the plural of a kind in a sentence ("memorandum" → "memoranda"); an unknown one unchanged."""
    return TERMS[kind].plural if kind in TERMS else kind


# The nouns that prose uses for a document, and the kinds each may mean: people call a memorandum an order,
# a determination is a memorandum to its addressee, and directives are of several kinds.
NOUNS: dict[str, frozenset[Kind]] = {
    "executive order": frozenset({"executive-order"}),
    "order": frozenset({"executive-order", "order"}),
    "memorandum": frozenset({"memorandum", "determination"}),
    "memo": frozenset({"memorandum"}),
    "proclamation": frozenset({"proclamation"}),
    "determination": frozenset({"determination"}),
    "directive": frozenset({"memorandum", "order", "other"}),
    "notice": frozenset({"notice"}),
    "permit": frozenset({"permit"}),
    "letter": frozenset({"letter"}),
    "message": frozenset({"message"}),
}
ORDER_NOUNS = ("executive order", "order")
MEMORANDUM_NOUNS = ("memorandum", "memo")
# The nouns of documents that direct something; the others ("notice", "letter") are ordinary words as well.
DIRECTING_NOUNS = (*ORDER_NOUNS, *MEMORANDUM_NOUNS, "proclamation", "determination", "directive")

# The nouns that a document uses for another, or for itself: "this notice", "that directive".
NAMING_NOUNS = (*ORDER_NOUNS, "memorandum", "proclamation", "determination", "notice", "directive")


def kinds_of_noun(noun: str) -> frozenset[Kind]:
    """Return the kinds that a noun may mean, in singular or plural ("orders", "memoranda"); none for other words."""
    word = " ".join(noun.lower().split())
    word = "memorandum" if word == "memoranda" else word
    return NOUNS.get(word) or NOUNS.get(word.removesuffix("s")) or frozenset()


def nouns(*words: str, plural: bool = False, capital: bool = False) -> str:
    """Return the pattern of some nouns of `NOUNS`, with their plurals if asked; without a group of its own.

    To build other patterns from: ("order", "memorandum") → "order|memorandum", compiled there with re.IGNORECASE, or
    with capital letters, as names of documents are printed, without it: "Order|Memorandum".
    """
    return "|".join(_forms(word.title() if capital else word, plural) for word in words)


def _forms(word: str, plural: bool) -> str:
    assert word.lower() in NOUNS, word
    pattern = word.replace(" ", r"\s+")
    if not plural:
        return pattern
    return pattern.removesuffix("um") + "(?:um|a)" if word.endswith("um") else f"{pattern}s?"


# The words by which citations name a kind, most exact first: what may come before the noun, and the noun.
# "Order" alone is a presidential order.
_PRESIDENTIAL = r"presidential|pres\."
CITED_KINDS: tuple[tuple[Kind, str, tuple[str, ...]], ...] = (
    ("executive-order", "presidential", (r"executive\s+orders?", r"exec\.?\s*orders?", r"e\.\s?o\.", "eos?")),
    ("determination", _PRESIDENTIAL, ("determinations?",)),
    ("memorandum", rf"{_PRESIDENTIAL}|president's|national\s+security", (r"memorand(?:um|a)", "memos?", r"mem\.")),
    ("proclamation", _PRESIDENTIAL, ("proclamations?",)),
    ("notice", "presidential", ("notices?",)),
    ("permit", "presidential", ("permits?",)),
    ("message", "presidential", ("messages?",)),
    ("letter", "presidential", ("letters?",)),
    ("order", "presidential|sequestration", ("orders?",)),
)
