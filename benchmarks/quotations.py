"""Quotations and articles over the archive of EO_DATA_DIR: how long an answer takes.

    EO_DATA_DIR=var nice python benchmarks/quotations.py [--times 300]

Quotations are runs of words of provisions drawn by a fixed chance, as they stand, with a word changed, with an
ellipsis; with the citation resolved beforehand, with it as words, and without one. The article has 5,000 words and
30 citations. A megabyte of one mark is an article (as text, HTML and Markdown) and a quotation. Times are of the
processor, in milliseconds, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import quantiles
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

import django  # noqa: E402

django.setup()

from eo_browser.checking.article_files import Format, read_article  # noqa: E402
from eo_browser.checking.articles import check_article  # noqa: E402
from eo_browser.checking.box import find  # noqa: E402
from eo_browser.checking.quotations import check_quotation  # noqa: E402
from eo_browser.law.quotation import TooLong  # noqa: E402
from eo_browser.law.resolver import Resolution  # noqa: E402
from eo_browser.models import Document, StoredProvision  # noqa: E402
from eo_browser.web.site.preload import preload  # noqa: E402

HOSTILE = [
    *(
        "NSPM-3, ",
        "E.O. 13526, ",
        "75 FR 707, ",
        "Section 2 of ",
        "NOT ",
        'the order "a b c d e" ',
        "<p> </p>",
        "<ul><li>",
        "\u00a0",
    ),
    "'w ",
    '"',
    "“",
    "‘",
    "[",
    "]",
    "(",
    "[a]",
    "(a)",
    "…",
    "[…]",
    "* * *",
    ". ",
    "“a” ",
    "“…” ",
    "Sec. 1 “the ",
]
FORMATS: tuple[Format, ...] = ("text", "html", "markdown")


def drawn(times: int) -> list[tuple[str, str]]:
    """Quotations of 8 to 40 words with the address of their provision."""
    chance = random.Random(7)
    current = Document.objects.exclude(current=None).values_list("current_id", "address")
    address_of = dict(current)
    keys = list(StoredProvision.objects.filter(revision_id__in=address_of).values_list("pk", flat=True))
    found: list[tuple[str, str]] = []
    while len(found) < times:
        provision = StoredProvision.objects.get(pk=chance.choice(keys))
        words = provision.text.split()
        if len(words) >= 12:
            start = chance.randrange(len(words) - 8)
            quote = " ".join(words[start : start + chance.randrange(8, 40)])
            found.append((quote, f"{address_of[provision.revision_id]}/{provision.path}"))
    return found


def address_of_document(address: str) -> str:
    """The document a provision's address names: two parts for a number, three for a date and a title."""
    parts = address.split("/")
    return "/".join(parts[: 3 if parts[1] == "eo" or parts[2].isdigit() else 4])


def changed(quote: str) -> str:
    """One word of it replaced."""
    words = quote.split()
    words[len(words) // 2] = "zebra"
    return " ".join(words)


def without_one(quote: str) -> str:
    """One word of it left out."""
    words = quote.split()
    return " ".join(words[: len(words) // 2] + words[len(words) // 2 + 1 :])


def shortened(quote: str) -> str:
    """Three words in the middle left out, marked."""
    words = quote.split()
    return " ".join([*words[:3], "…", *words[6:]])


def measure(what: str, calls: Sequence[Callable[[], object]]) -> None:
    """One line of the table."""
    times = []
    for call in calls:
        start = process_time()
        call()
        times.append(1000 * (process_time() - start))
    cuts = quantiles(times, n=100, method="inclusive")
    print(f"| {what} | {cuts[49]:.1f} | {cuts[94]:.1f} | {max(times):.1f} |")


def article(quotations: Sequence[tuple[str, str]]) -> str:
    """5,000 words, thirty citations, each with a quotation."""
    filling = "The lamps were lit and the town was quiet while nobody spoke of it at all. " * 11
    numbered = [(q, address) for q, address in quotations if re.match(r"/eo/\d+/", address)]  # others have no number
    each = (f"Under E.O. {address.split('/')[2]} it is “{quote}”. {filling}" for quote, address in numbered[:30])
    return "\n\n".join(each)


def hostile(unit: str, form: Format) -> None:
    """A megabyte of one mark, as an article and as a quotation."""
    text = (unit * 1_000_000)[:1_000_000]
    article = read_article(text, form)
    check_article(article.text, article.blocks, article.links, article.headings)
    try:
        check_quotation(text)
    except TooLong:
        return


def _checks(
    quotations: Sequence[tuple[str, Resolution]], alter: Callable[[str], str] = str
) -> list[Callable[[], object]]:
    """Return the checks of quotations whose citations are resolved, each quotation altered first."""
    return [partial(check_quotation, alter(quote), resolution=resolution) for quote, resolution in quotations]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=300)
    quotations = drawn(parser.parse_args().times)
    preload()  # as a process of the site does when it starts
    resolved = [(quote, find(address).resolution) for quote, address in quotations]
    print("| milliseconds of the processor | median | p95 | worst |\n|---|---|---|---|")
    measure("cited, resolved beforehand", _checks(resolved))
    measure("cited in words", [partial(check_quotation, q, a) for q, a in quotations])
    ways: dict[str, Callable[[str], str]] = {
        "": str,
        ", one word changed": changed,
        ", a word left out": without_one,
        ", with an ellipsis": shortened,
    }
    for way, alter in list(ways.items())[1:]:
        measure(f"cited{way}", _checks(resolved, alter))
    documents = [(quote, find(address_of_document(address)).resolution) for quote, address in quotations]
    for way, alter in ways.items():
        measure(f"its document cited{way}", _checks(documents, alter))
    measure("not cited", [partial(check_quotation, q) for q, _ in quotations])
    measure("not cited, one word changed", [partial(check_quotation, changed(q)) for q, _ in quotations])
    text = article(quotations)
    measure(f"an article of {len(text.split()):,} words", [partial(check_article, text)] * 5)
    for unit in HOSTILE:
        measure(f"a megabyte of {unit}", [partial(hostile, unit, form) for form in FORMATS])


if __name__ == "__main__":
    main()
