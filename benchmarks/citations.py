"""Citations in running text: speed and finds, compared with eyecite on the same text; hostile texts; single answers.

    EO_DATA_DIR=var nice python benchmarks/citations.py [--eyecite ENVIRONMENT/bin/python] [--megabytes 30]
        [--beside-megabytes 3] [--citations FILE]

eyecite is no requirement of this project: `python -m venv E && E/bin/pip install eyecite==2.7.8` somewhere, and name
its python. The text is the corpus of EO_CORPUS: White House pages, historic orders and the Federal Register's raw
text in turn. Both read the same documents one by one, in one run; of the whole text eyecite may be given every n-th
document, since it takes minutes for all. Times are of the processor on one core, the finds of a document dropped
before the next. `--citations` is a file of JSON lines, each with a citation as "q": how long one answer takes in a
running process.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from statistics import quantiles
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from eo_browser.law.citations import Citation, find_citations  # noqa: E402
from eo_browser.law.citations.registry import FORMS  # noqa: E402

CORPUS = Path(os.environ.get("EO_CORPUS", Path(__file__).resolve().parents[2] / "shared" / "corpus"))
MEGABYTE = 1_000_000  # characters
ROUNDS = 3  # of which the quickest counts, for both: other work on the machine slows any of them
EXAMPLES = 3  # of each family that only one of the two finds
FAMILY = {form.name: form.family for form in FORMS}
# Parts that name something by themselves come before those that only go with them.
_LESSER = ("days", "kinds", "titles", "pinpoints", "running text")
HOSTILE = ("EO ", "§", "82 FR ", "“", "section 1, ", "section 2(a), (b), ", "paragraph (a) of ", "January 1, ")

# What eyecite is asked for in an environment of its own: seconds of the processor, and every citation's span and words.
ASK = """
import json, sys, time
from eyecite import get_citations
texts = json.load(open(sys.argv[1]))
get_citations("1 U.S. 1")
rounds = []
for _ in range(int(sys.argv[2])):
    start = time.process_time()
    for text in texts:
        get_citations(text)
    rounds.append(time.process_time() - start)
seconds = min(rounds)
found = [get_citations(text) for text in texts]
spans = [[(*c.span(), type(c).__name__, (c.groups or {}).get("reporter") or "") for c in one] for one in found]
json.dump({"seconds": seconds, "found": spans}, sys.stdout)
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A citation of one of the texts: where it is and what family it is of."""

    text: int
    start: int
    end: int
    family: str


def corpus(characters: int) -> list[str]:
    """Documents of the corpus, a kind after the other in turn, until there are so many characters."""
    kinds = (
        (path.read_text() for path in sorted((CORPUS / "white-house-2021-2026").glob("*.md"))),
        (json.loads(line)["text"] for line in (CORPUS / "historic-eo.jsonl").open()),
        (_raw(path) for path in sorted((CORPUS / "federal-register-eo").glob("*.txt"))),
    )
    texts: list[str] = []
    total = 0
    for text in chain.from_iterable(zip_longest(*kinds, fillvalue="")):
        if total >= characters:
            break
        texts.append(text)
        total += len(text)
    return [text for text in texts if text]


def _raw(path: Path) -> str:
    return path.read_text(errors="replace").replace("\0", "")


def ours(texts: list[str]) -> tuple[float, int]:
    """Seconds of the processor in the quickest of a few rounds, and how many citations there are."""
    rounds = []
    for _ in range(ROUNDS):
        start = process_time()
        count = sum(1 for text in texts for _ in find_citations(text))
        rounds.append(process_time() - start)
    return min(rounds), count


def family_of(citation: Citation) -> str:
    """The family of the part that names something."""
    families = [FAMILY[part.form] for part in citation.parts]
    return min(families, key=lambda family: _LESSER.index(family) if family in _LESSER else -1)


def beside(texts: list[str], python: str) -> tuple[float, list[Found]]:
    """The same of eyecite, asked in its own environment."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(texts, file)
        file.flush()
        run = subprocess.run([python, "-c", ASK, file.name, str(ROUNDS)], capture_output=True, text=True, check=True)
    answer = json.loads(run.stdout)
    found = [
        Found(number, start, end, _their_family(sort, reporter))
        for number, one in enumerate(answer["found"])
        for start, end, sort, reporter in one
    ]
    return answer["seconds"], found


def _their_family(sort: str, reporter: str) -> str:
    words = " ".join(reporter.split()).rstrip(".").lower()
    if words.startswith("fed. reg"):
        return "Federal Register"
    if sort == "FullLawCitation":
        return "outside"
    return {"FullCaseCitation": "cases", "IdCitation": "running text"}.get(sort, "other")


def overlapping(spans: list[Found], others: list[Found]) -> list[bool]:
    """Which spans overlap one of the others in the same text."""
    places = sorted((other.text, other.start, other.end) for other in others)
    hits = []
    for span in spans:
        at = bisect_left(places, (span.text, span.end, 0)) - 1
        hits.append(at >= 0 and places[at][0] == span.text and places[at][2] > span.start)
    return hits


def print_finds(texts: list[str], mine: list[Found], theirs: list[Found]) -> None:
    """The table of families, and examples that only one of the two finds."""
    in_theirs, in_mine = overlapping(mine, theirs), overlapping(theirs, mine)
    print("\n| family | ours | of them eyecite too | eyecite | of them ours too |\n|---|---|---|---|---|")
    for family in sorted({found.family for found in chain(mine, theirs)}):
        counts = Counter[str]()
        for found, both in zip(mine, in_theirs, strict=True):
            counts.update(["ours", "ours too"][: 1 + both] if found.family == family else [])
        for found, both in zip(theirs, in_mine, strict=True):
            counts.update(["theirs", "theirs too"][: 1 + both] if found.family == family else [])
        print(f"| {family} | {counts['ours']} | {counts['ours too']} | {counts['theirs']} | {counts['theirs too']} |")
    print_only("only ours", texts, mine, in_theirs)
    print_only("only eyecite", texts, theirs, in_mine)


def print_only(title: str, texts: list[str], found: list[Found], both: list[bool]) -> None:
    """Some citations of each family that the other does not find."""
    shown = Counter[str]()
    print(f"\n{title}:")
    for one, too in zip(found, both, strict=True):
        if not too and shown[one.family] < EXAMPLES:
            shown[one.family] += 1
            print(f"    {one.family}: {' '.join(texts[one.text][one.start : one.end].split())[:70]}")


def print_hostile() -> None:
    """A megabyte of one piece again and again."""
    print("\n| a megabyte of | s | citations |\n|---|---|---|")
    for piece in HOSTILE:
        text = (piece * (MEGABYTE // len(piece) + 1))[:MEGABYTE]
        seconds, found = ours([text])
        print(f"| `{piece * 2}…` | {seconds:.2f} | {found} |")


def print_single(file: Path, rounds: int = 20) -> None:
    """One answer in a running process, the archive's rows in memory: processor time in milliseconds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")
    import django

    django.setup()
    from eo_browser.checking.box import find

    asked = [json.loads(line)["q"] for line in file.read_text().splitlines() if line.strip()]
    times = []
    for turn in range(rounds + 1):
        for words in asked:
            start = process_time()
            find(words)
            times += [1000 * (process_time() - start)] if turn else []  # the first round fills the memory
    cuts = quantiles(times, n=100)
    print(f"\none answer, {len(asked)} citations, {rounds} rounds: median {cuts[49]:.2f} ms, p95 {cuts[94]:.2f} ms")


def every(texts: list[str], characters: int) -> list[str]:
    """Every n-th text, so that about so many characters are left."""
    return texts[:: max(1, round(sum(map(len, texts)) / characters))]


def spans_of(texts: list[str]) -> Iterator[Found]:
    """The citations of texts as spans."""
    for number, text in enumerate(texts):
        for citation in find_citations(text):
            yield Found(number, citation.start, citation.end, family_of(citation))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--eyecite", help="the python of an environment that has eyecite")
    parser.add_argument("--megabytes", type=float, default=30)
    parser.add_argument("--beside-megabytes", type=float, default=3, help="of them eyecite reads so many")
    parser.add_argument("--citations", type=Path, help="JSON lines with a citation as “q”")
    asked = parser.parse_args()
    texts = corpus(round(asked.megabytes * MEGABYTE))
    size = sum(map(len, texts)) / MEGABYTE
    seconds, found = ours(texts)
    print(f"ours: {size:.1f} MB, {found} citations, {seconds:.2f} s, {size / seconds:.2f} MB/s")
    if asked.eyecite:
        part = every(texts, round(asked.beside_megabytes * MEGABYTE))
        size = sum(map(len, part)) / MEGABYTE
        theirs_seconds, theirs = beside(part, asked.eyecite)
        seconds, found = ours(part)
        print(
            f"every {round(len(texts) / len(part))}th document, {size:.1f} MB: ours {size / seconds:.2f} MB/s, ", end=""
        )
        print(f"eyecite {size / theirs_seconds:.3f} MB/s, ratio {theirs_seconds / seconds:.1f}")
        print_finds(part, list(spans_of(part)), theirs)
    print_hostile()
    if asked.citations:
        print_single(asked.citations)


if __name__ == "__main__":
    main()
