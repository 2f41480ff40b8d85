"""Citations out and in again: resolve(format(x)) = x over every document and a sample of provisions of EO_DATA_DIR.

    EO_DATA_DIR=var nice python benchmarks/styles.py [--provisions 20000] [--parsed 2000]

Every style that always carries an address must lead back to just what was formatted. Styles of words alone may be
shared by several documents (of one day, of one title): for them the table says how often they lead to the same, how
often to several with the same among them, and how often elsewhere. RIS, BibTeX, BibLaTeX and CSL-JSON are read by
rispy, bibtexparser and citeproc-py: a record counts as right when it is one item with the title, day and address.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

import django  # noqa: E402

django.setup()

import rispy  # type: ignore[import-untyped] # noqa: E402
from bibtexparser.entrypoint import parse_string  # noqa: E402
from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped] # noqa: E402
from django.conf import settings  # noqa: E402

from eo_browser.archive.lookup import all_outlines, read_holdings  # noqa: E402
from eo_browser.law.formatting import STYLES, Citable, Style  # noqa: E402
from eo_browser.law.formatting.citable import joined  # noqa: E402
from eo_browser.law.formatting.records import csl_item  # noqa: E402
from eo_browser.law.resolver import KnownDocument, resolve_text  # noqa: E402
from eo_browser.law.resolver.lookup import Lookup  # noqa: E402
from eo_browser.models import Document, Revision, StoredProvision  # noqa: E402

SHOWN = 5  # of each style: what does not come back


@dataclass(frozen=True, slots=True)
class Cited:
    """What is formatted, and where it must lead back to."""

    citable: Citable
    address: str
    path: str


def citable(document: KnownDocument, path: str = "", text: str = "") -> Citable:
    """A document or a provision with all the archive knows of it."""
    return Citable(
        url="/".join(filter(None, [settings.SITE_URL.rstrip("/") + document.address, path])),
        kind=document.kind,
        title=document.title,
        number=document.number,
        series=tuple(f"{code.upper()}-{number}" for code, number in document.series),
        signed=document.signed,
        published=document.published,
        president=document.president,
        volume=document.volume,
        first_page=document.first_page,
        last_page=document.last_page,
        document_number=document.document_number,
        path=path,
        text=text,
    )


def documents(holdings: Lookup) -> Iterator[Cited]:
    """Every document."""
    for key in Document.objects.order_by("pk").values_list("pk", flat=True):
        document = holdings.document(key)
        yield Cited(citable(document), document.address, "")


def provisions(holdings: Lookup, count: int) -> Iterator[Cited]:
    """Provisions drawn by a fixed chance from the current texts."""
    current = dict(Document.objects.exclude(current=None).values_list("current_id", "pk"))
    keys = list(StoredProvision.objects.filter(revision_id__in=current).values_list("pk", flat=True))
    for key in random.Random(7).sample(keys, min(count, len(keys))):
        row = StoredProvision.objects.get(pk=key)
        document = holdings.document(current[row.revision_id])
        yield Cited(citable(document, row.path, row.text), document.address, row.path)


def comes_back(cited: Cited, style: Style, holdings: Lookup) -> str:
    """ "same", "among several" or "elsewhere"."""
    answer = resolve_text(style.write(cited.citable), holdings)
    named = {(target.document.address, target.path) for target in answer.targets}
    here = (cited.address, cited.path)
    if answer.outcome == "resolved" and named == {here}:
        return "same"
    return "among several" if here in named else "elsewhere"


def print_returns(what: str, cited: list[Cited], holdings: Lookup) -> None:
    """The table of styles for some documents or provisions."""
    print(f"\n| {what}: {len(cited)} | carries an address | same | among several | elsewhere |\n|---|---|---|---|---|")
    failures: list[str] = []
    for style in STYLES:
        counts = Counter[str]()
        for one in cited:
            outcome = comes_back(one, style, holdings)
            counts[outcome] += 1
            if style.carries_address and outcome != "same" and len(failures) < SHOWN:
                failures.append(f"{style.key}: {one.address}/{one.path}")
        address = "yes" if style.carries_address else "no"
        print(f"| {style.key} | {address} | {counts['same']} | {counts['among several']} | {counts['elsewhere']} |")
    print("\n".join(failures))


def _titled(cited: Citable) -> str:
    """The title as records give it: with the pinpoint at its end."""
    return joined(cited.title, cited.sign)


def ris_is_right(text: str, cited: Citable) -> bool:
    """Read by rispy."""
    entries = rispy.loads(text)
    day = f"{cited.day:%Y/%m/%d}" if cited.day else None
    return [(e["title"], e.get("date"), e["urls"]) for e in entries] == [
        (" ".join(_titled(cited).split()), day, [cited.url])
    ]


def bibtex_is_right(text: str, cited: Citable) -> bool:
    """Read by bibtexparser; the title's special characters come back once LaTeX's are read."""
    library = parse_string(text)
    if library.failed_blocks or len(library.entries) != 1:
        return False
    fields = {field.key: field.value for field in library.entries[0].fields}
    year = str(fields.get("year") or fields.get("date", ""))[:4]
    words = bool(fields["title"]) and fields["url"] == cited.url
    return words and year == (str(cited.day.year) if cited.day else "")


def csl_is_right(text: str, cited: Citable) -> bool:
    """Read by citeproc-py."""
    items = json.loads(text)
    read = CiteProcJSON(items)[str(csl_item(cited)["id"]).lower()]
    day = (read["issued"]["year"], read["issued"]["month"], read["issued"]["day"]) if cited.day else None
    wanted = (cited.day.year, cited.day.month, cited.day.day) if cited.day else None
    return len(items) == 1 and items[0]["title"] == _titled(cited) and items[0]["URL"] == cited.url and day == wanted


READERS: dict[str, Callable[[str, Citable], bool]] = {
    "ris": ris_is_right,
    "bibtex": bibtex_is_right,
    "biblatex": bibtex_is_right,
    "csl-json": csl_is_right,
}


def print_parsed(cited: list[Cited]) -> None:
    """How many records libraries not ours read as written."""
    print(f"\n| read by a library not ours: {len(cited)} | right |\n|---|---|")
    for style in STYLES:
        if read := READERS.get(style.key):
            right = [one for one in cited if read(style.write(one.citable), one.citable)]
            print(f"| {style.key} | {len(right)} |")
            wrong = [one for one in cited if one not in right][:SHOWN] if len(right) < len(cited) else []
            print("".join(f"    {one.address}/{one.path}\n" for one in wrong), end="")


def print_keys(holdings: Lookup) -> None:
    """How many addresses of all texts, present and former, share a key of BibTeX with another."""
    current = set(Document.objects.exclude(current=None).values_list("current_id", flat=True))
    numbers = dict(Revision.objects.values_list("pk", "number"))
    owners = dict(Revision.objects.values_list("pk", "document_id"))
    keys: dict[str, set[str]] = defaultdict(set)
    for each in documents(holdings):
        keys[str(csl_item(each.citable)["id"])].add(each.citable.url)
    for revision, path, words in StoredProvision.objects.values_list("revision_id", "path", "hash").iterator():
        whole = citable(holdings.document(owners[revision]))
        at = f"/@{numbers[revision]}"
        texts = {whole.url + at, whole.url} if revision in current else {whole.url + at}
        for url in {f"{text}/{path}" for text in texts} | {f"{whole.url}/{path}?h={words}"}:
            keys[str(csl_item(replace(whole, url=url, path=path))["id"])].add(url)
    shared = sum(len(urls) for urls in keys.values() if len(urls) > 1)
    print(f"\n{sum(map(len, keys.values()))} addresses of documents, revisions and pins: {shared} share a key")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--provisions", type=int, default=20_000)
    parser.add_argument("--parsed", type=int, default=2_000, help="records read by libraries not ours")
    asked = parser.parse_args()
    start = process_time()
    holdings = read_holdings(all_outlines())
    every, some = list(documents(holdings)), list(provisions(holdings, asked.provisions))
    print_returns("documents", every, holdings)
    print_returns("provisions", some, holdings)
    drawn = random.Random(11).sample([*every, *some], min(asked.parsed, len(every) + len(some)))
    print_parsed(drawn)
    print_keys(holdings)
    print(f"\n{process_time() - start:.0f} s of the processor")


if __name__ == "__main__":
    main()
