"""Rules about odd words in citations, relations, amendments and articles: what each reads, and who writes so.

`special_cases.py` counts the documents whose words each rule of `ODD_WORDS` is for, in one pass over the texts and
lists of the corpus. No document of the corpus needs what `IN_ARTICLES` reads: journalists, lawyers and page editors
write it, and each row says who.
"""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.odd_words.in_amendments import IN_AMENDMENTS
from benchmarks.odd_words.in_articles import IN_ARTICLES
from benchmarks.odd_words.in_documents import IN_DOCUMENTS
from benchmarks.odd_words.rows import InArticles, OddWords, matched, rule_at, written

__all__ = ["IN_ARTICLES", "ODD_WORDS", "InArticles", "OddWords", "matched", "rule_at", "rules_met", "written"]

ODD_WORDS = (*IN_DOCUMENTS, *IN_AMENDMENTS)


def rules_met(text: str) -> Iterator[int]:
    """Yield the places in `ODD_WORDS` of the rules that a text has words for."""
    lower = text.lower()
    yield from (number for number, row in enumerate(ODD_WORDS) if matched(row, text, lower))
