"""Why a document ranks high, in words."""

from __future__ import annotations

from collections.abc import Mapping

# The reasons, other than its words, that rank a document high, each with its least share of the score.
_BESIDE_WORDS = {
    "president": (1.0, "signed by the President named"),
    "date": (1.0, "signed when the search says"),
    "kind": (1.0, "of the kind named"),
    "established": (0.5, "it establishes what the search names"),
    "said": (0.5, "other documents that cite it use these words"),
}
_TITLED = 0.4  # of the query, by the rarity of its words


def why_besides_words(reasons: Mapping[str, float]) -> str:
    """Return why a document ranks high, apart from its words: "signed by the President named"."""
    return "; ".join(words for name, (least, words) in _BESIDE_WORDS.items() if reasons.get(name, 0) >= least)


def why(reasons: Mapping[str, float]) -> str:
    """Return why a document ranks high: where its words are, then what else ranks it high."""
    where = "these words are in its title" if reasons.get("title", 0) >= _TITLED else "these words are in its text"
    return "; ".join(filter(None, [where, why_besides_words(reasons)]))
