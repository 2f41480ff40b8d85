"""How good and how fast are the outlines? Checks without hand-made answers, over every real document.

python benchmarks/structure.py [CHECK …]     agree, coverage, sequence, closure, speed, hostile, mutated (all)
    --show N      print the first N cases of each kind        --mutations N   how many mutated documents (10,000)

EO_CORPUS names the folder of real documents (../shared/corpus).
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from eo_browser.law.model.source import Block, SourceDocument  # noqa: E402
from eo_browser.law.model.tree import ParsedDocument, Provision, walk  # noqa: E402
from eo_browser.law.outline.outline import parse  # noqa: E402
from eo_browser.sources.read import read  # noqa: E402

CORPUS = Path(os.environ.get("EO_CORPUS") or PROJECT.parent / "shared" / "corpus")
_WORD = re.compile(r"\w+")


def documents(*patterns: str) -> Iterator[SourceDocument]:
    """Every document of the corpus whose file matches a pattern."""
    for pattern in patterns:
        for file in sorted(CORPUS.glob(pattern)):
            for found in read(str(file.relative_to(CORPUS)), file.read_bytes()):
                if isinstance(found, SourceDocument):
                    yield found


EVERYTHING = (
    "federal-register-eo/*.xml",
    "white-house-2021-2026/*.md",
    "white-house-2017-flat/*.txt",
    "nspm-3/0*.txt",
    "historic-eo.jsonl",
)


def agree(show: int, _: int) -> None:
    """The outline of one order from XML, HTML and raw text."""
    equal = total = 0
    for file in sorted(CORPUS.glob("federal-register-eo/*.xml")):
        outlines = {}
        for ending in (".xml", ".html", ".txt"):
            name = file.with_suffix(ending)
            (source,) = (d for d in read(name.name, name.read_bytes()) if isinstance(d, SourceDocument))
            outlines[ending] = [p.path for p in walk(parse(source).provisions)]
        total += 1
        differing = [ending for ending in (".html", ".txt") if outlines[ending] != outlines[".xml"]]
        equal += not differing
        for ending in differing:
            if show:
                show -= 1
                left, right = set(outlines[".xml"]), set(outlines[ending])
                print(
                    f"    {file.stem}{ending}: only XML {sorted(left - right)[:4]}, "
                    f"only here {sorted(right - left)[:4]}"
                )
    print(
        f"agree: {equal} of {total} orders have one outline in all three formats, "
        f"{100 * equal / max(total, 1):.1f} in 100"
    )


def _words(*texts: str) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(text))


def lost_and_doubled(source: SourceDocument, document: ParsedDocument) -> tuple[Counter[str], Counter[str]]:
    """Words of the source that are nowhere in the outline, and words that occur there too often."""
    notes = (block.label for block in source.blocks if block.kind == "footnote")  # their marks are set apart
    before = _words(*(block.text for block in source.blocks), *notes)
    provisions = (f"{p.label} {p.text}" for p in walk(document.provisions))
    after = _words(*provisions, *(d.text for d in document.dropped))
    lost, doubled = before - after, after - before
    for word in list(lost.elements()):
        if cut := _cut(word, doubled):  # "orderSec. 2." is cut where its space is lost: "order", "Sec"
            lost -= Counter([word])
            doubled -= Counter(cut)
    return lost, doubled


def _cut(word: str, into: Counter[str]) -> list[str]:
    """The words, among those that occur too often, that make up a word one behind the other; none when none do."""
    for at in range(1, len(word)):
        first, rest = word[:at], word[at:]
        if not into[first]:
            continue
        left = into - Counter([first])
        if left[rest]:
            return [first, rest]
        if further := _cut(rest, left):
            return [first, *further]
    return []


def coverage(show: int, _: int) -> None:
    """The words of provisions and dropped blocks together are the words of the source."""
    whole = total = words = 0
    for source in documents(*EVERYTHING):
        lost, doubled = lost_and_doubled(source, parse(source))
        total += 1
        whole += not lost and not doubled
        words += sum(len(_WORD.findall(block.text)) for block in source.blocks)
        if (lost or doubled) and show:
            show -= 1
            print(f"    {source.source}: lost {dict(lost.most_common(5))}, doubled {dict(doubled.most_common(5))}")
    print(f"coverage: {whole} of {total} documents hold every word once, {words:,} words")


def sequence(show: int, _: int) -> None:
    """Labels that break the order of their list, by rule."""
    rules: Counter[str] = Counter()
    touched = total = labels = 0
    for source in documents(*EVERYTHING):
        provisions = list(walk(parse(source).provisions))
        total += 1
        labels += sum(bool(p.label) for p in provisions)
        doubtful = [p for p in provisions if p.doubts]
        touched += bool(doubtful)
        rules.update(d.code for p in doubtful for d in p.doubts)
        for provision in doubtful[:1] if show else ():
            show -= 1
            print(f"    {source.source} {provision.path}: {provision.doubts[0].message}")
    print(
        f"sequence: {sum(rules.values())} doubtful labels of {labels:,} in {touched} of {total} documents: "
        f"{dict(rules)}"
    )


# "section 3(a)(ii) of this order", "sections 1.4 and 2.2 of this order"
_OF_ORDER = re.compile(
    r"\b[Ss]ections?\s+(\d+(?:\.\d+)?(?:-\d+)?)((?:\([A-Za-z0-9]{1,5}\))*)\s+of\s+this\s+(?:order|memorandum|proclamation)\b"
)
# "subsection (b)(ii) of this section"
_OF_SECTION = re.compile(
    r"\b(?:sub)?(?:section|paragraph)s?\s+((?:\([A-Za-z0-9]{1,5}\))+)\s+of\s+this\s+section\b", re.IGNORECASE
)
_STEP = re.compile(r"\(([A-Za-z0-9]{1,5})\)")


def internal_references(document: ParsedDocument) -> Iterator[tuple[Provision, str, str]]:
    """Every reference of a document to its own provisions: where it is, its words, the path it names."""

    def look(provisions: tuple[Provision, ...], section: str, root: str) -> Iterator[tuple[Provision, str, str]]:
        for provision in provisions:
            here = provision.path if provision.kind == "section" else section
            base = provision.path + "/" if provision.kind == "quotation" else root
            if provision.kind == "quotation":
                here = ""
            for match in _OF_ORDER.finditer(provision.text):
                path = f"{base}sec-{match[1]}"
                yield provision, match[0], "/".join([path, *_STEP.findall(match[2])])
            if here:
                for match in _OF_SECTION.finditer(provision.text):
                    yield provision, match[0], "/".join([here, *_STEP.findall(match[1])])
            yield from look(provision.children, here, base)

    return look(document.provisions, "", "")


def closure(show: int, _: int) -> None:
    """References of a document to its own provisions find their target.

    A quotation names provisions of the order it amends, most of which it does not hold: its references are left out,
    those of phrases quoted inside a paragraph too.
    """
    found = skipped = total = 0
    for source in documents(*EVERYTHING):
        document = parse(source)
        paths = {p.path for p in walk(document.provisions)}
        for provision, words, target in internal_references(document):
            if "/q" in f"/{provision.path}" or _quoted(provision.text, words):
                continue
            total += 1
            # An order whose paragraphs are numbered "1.", "2." calls them sections as well.
            if target in paths or target.removeprefix("sec-") in paths:
                found += 1
            elif _below_a_skipped_level(target, provision.path, paths):
                skipped += 1
            elif show:
                show -= 1
                print(f"    {source.source} {provision.path}: “{words}” → {target}")
    print(
        f"closure: {found} of {total} references inside a document find their provision, {skipped} more below a level "
        f"they leave out, {100 * (found + skipped) / max(total, 1):.2f} in 100"
    )


def _quoted(text: str, words: str) -> bool:
    before = text[: text.index(words)]
    return before.count("“") > before.count("”")


def _below_a_skipped_level(target: str, here: str, paths: set[str]) -> bool:
    """One provision only ends with the labels named, in the section or next to the provision that names them."""
    section, _, steps = target.partition("/")
    beside = f"{here.rpartition('/')[0]}/{steps}"
    fitting = [path for path in paths if steps and path.startswith(f"{section}/") and path.endswith(f"/{steps}")]
    return len(fitting) == 1 or beside in fitting


def speed(_: int, __: int) -> None:
    """Read and parse the XML orders one after the other, as an import does, on one core; the best of three turns."""
    files = [(f.name, f.read_bytes()) for f in sorted(CORPUS.glob("federal-register-eo/*.xml"))]

    def seconds(step: Callable[[SourceDocument], object]) -> float:
        started = time.process_time()
        for name, data in files:
            for document in read(name, data):
                if isinstance(document, SourceDocument):
                    step(document)
        return time.process_time() - started

    reading = min(seconds(lambda document: None) for _turn in range(3))
    whole = min(seconds(parse) for _turn in range(3))
    print(
        f"speed: {len(files) / whole:.0f} documents a second of processor time "
        f"(reading {reading:.2f} s, parsing {whole - reading:.2f} s)"
    )


def hostile(_: int, __: int) -> None:
    """One megabyte of what breaks parsers."""
    size = 1_000_000
    texts = {
        "labels only": "(a)" * (size // 3),
        "labels and spaces": "(a) " * (size // 4),
        "quotation marks only": "“" * size,
        "one endless paragraph": "word " * (size // 5),
        "a list without end": "shall; (a) wind; (b) oil; " * (size // 26),
        "amendments only": "(a) Section 2 is amended to read further as follows, namely:" * (size // 60),
    }
    for name, text in texts.items():
        for layout in ("one block", "lines of sixty"):
            pieces = [text] if layout == "one block" else [text[n : n + 60] for n in range(0, size, 60)]
            source = SourceDocument("hostile", "plain", tuple(Block(piece.strip()) for piece in pieces))
            started = time.process_time()
            parse(source)
            print(f"hostile: {name}, {layout}: {time.process_time() - started:.2f} s")
    for name, unit in {
        "empty lines": "\n",
        "white space": "\u00a0 ",
        "rules": "- - -\n",
        "labels": "(a) x\n\n",
    }.items():
        head = "Executive Order 99001 of January 1, 1990\n\nTitle\n\nBy the authority vested in me as President\n\n"
        data = (head + unit * (size // len(unit.encode()))).encode()
        started = time.process_time()
        for item in read("hostile.txt", data):
            if isinstance(item, SourceDocument):
                parse(item)
        print(f"hostile: a file of {name}: {time.process_time() - started:.2f} s")


def mutate(source: SourceDocument, chance: random.Random) -> SourceDocument:
    """The document with a few blocks cut, doubled, swapped, joined, or with characters changed."""
    blocks = list(source.blocks)
    for _turn in range(chance.randint(1, 6)):
        if len(blocks) < 2:
            break
        at = chance.randrange(len(blocks) - 1)
        block = blocks[at]
        match chance.randrange(6):
            case 0:
                del blocks[at]
            case 1:
                blocks.insert(at, block)
            case 2:
                blocks[at], blocks[at + 1] = blocks[at + 1], block
            case 3:
                joined = f"{block.text} {blocks[at + 1].text}"
                blocks[at : at + 2] = [replace(block, text=joined, marks=(), anchors=())]
            case 4:
                cut = chance.randrange(len(block.text) + 1)
                halves = (block.text[:cut].strip(), block.text[cut:].strip())
                blocks[at : at + 1] = [replace(block, text=half, marks=(), anchors=()) for half in halves]
            case _:
                where = chance.randrange(len(block.text) + 1)
                put = chance.choice(["(a) ", "(i) ", "“", "”", "Sec. 2. ", "1. ", ":", "\n", "ANNEX", ""])
                blocks[at] = replace(
                    block, text=block.text[:where] + put + block.text[where + 1 :], marks=(), anchors=()
                )
    return replace(source, blocks=tuple(blocks))


def _fault(source: SourceDocument) -> str:
    """Return what is wrong with the outline of a document; "" for nothing."""
    document = parse(source)
    paths = [p.path for p in walk(document.provisions)]
    lost, doubled = lost_and_doubled(source, document)
    if lost or doubled:
        return "words"
    if len(set(paths)) < len(paths):
        return "path twice"
    return "another answer" if parse(source) != document else ""


def mutated(show: int, count: int) -> None:
    """Documents mutated from real ones: no exception, no lost word, one path a provision, the same answer twice."""
    chance = random.Random(20170128)
    pool = [d for d in documents(*EVERYTHING) if sum(len(b.text) for b in d.blocks) < 40_000]
    faults: Counter[str] = Counter()
    for _turn in range(count):
        source = mutate(chance.choice(pool), chance)
        try:
            fault = _fault(source)
        except Exception as error:
            fault = type(error).__name__
        faults[fault or "none"] += 1
        if fault and show:
            show -= 1
            print(f"    {fault}: {source.source}")
    print(f"mutated: {count:,} documents, faults {dict(faults)}")


CHECKS: dict[str, Callable[[int, int], None]] = {
    check.__name__: check for check in (agree, coverage, sequence, closure, speed, hostile, mutated)
}


def main() -> None:
    """Run the named checks, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checks", nargs="*", metavar="CHECK", help=", ".join(CHECKS))
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--mutations", type=int, default=10_000)
    options = parser.parse_args()
    for name in options.checks or CHECKS:
        CHECKS[name](options.show, options.mutations)


if __name__ == "__main__":
    main()
