"""Queries of nine classes, drawn from the words and the running text of the archive by a seeded generator."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import islice

from eo_browser.models import Document, StoredProvision
from eo_browser.search.analyser import words

TEXTS = 20_000  # provisions drawn from, spread over the archive
SHORTEST = 12  # words of a provision drawn from
Drawn = dict[str, list[str]]  # by class


class Queries:
    """Queries of each class."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.texts = _texts()
        documents: dict[str, int] = {}
        for text in self.texts:
            for word in set(text):
                documents[word] = documents.get(word, 0) + 1
        plain = [word for word in documents if word.isalpha() and len(word) > 2]
        most = sorted(plain, key=lambda word: (-documents[word], word))
        self.common = most[:60]
        self.middle = [word for word in most[200:3000] if len(word) > 5]
        self.rare = sorted(word for word in plain if documents[word] == 1 and len(word) > 5)

    def drawn(self, count: int) -> Drawn:
        """So many different queries of each class."""
        pick = self.random.choice
        classes: dict[str, Callable[[], str]] = {
            "common word": lambda: pick(self.common),
            "rare word": lambda: pick(self.rare),
            "two words": lambda: f"{pick(self.middle)} {pick(self.middle)}",
            "phrase": lambda: f'"{self.run(3, set())}"',
            "phrase of common words": lambda: f'"{self.run(3, set(self.common))}"',
            "sentence of ten common words": lambda: " ".join(self.random.sample(self.common, 10)),
            "filter and word": lambda: f"type:memorandum {pick(self.middle)}",
            "prefix": lambda: pick(self.middle)[:5] + "*",
            "slip": lambda: self.slip(pick(self.middle)),
        }
        return {name: list(dict.fromkeys(draw() for _ in range(count * 3)))[:count] for name, draw in classes.items()}

    def beginnings(self, count: int) -> list[str]:
        """What is in the box while some titles are typed."""
        titles = list(Document.objects.exclude(title="").order_by("pk").values_list("title", flat=True))
        return [title[:length] for title in self.random.sample(titles, count) for length in (2, 4, 8, 14, 20)]

    def run(self, length: int, among: set[str]) -> str:
        """Words that are side by side in a text; with `among`, all of them of these."""
        while True:
            text = self.random.choice(self.texts)
            at = self.random.randrange(len(text) - length)
            found = text[at : at + length]
            if not among or among.issuperset(found):
                return " ".join(found)

    def slip(self, word: str) -> str:
        """A word with two neighbouring letters exchanged."""
        at = self.random.randrange(1, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _texts() -> list[list[str]]:
    """The words of provisions, at equal distances."""
    current = Document.objects.exclude(current=None).values("current")
    rows = StoredProvision.objects.filter(revision__in=current).order_by("pk")
    apart = max(1, rows.count() // TEXTS)
    texts = rows.values_list("text", flat=True).iterator()
    return [found for text in islice(texts, 0, None, apart) if len(found := words(text)) > SHORTEST]
