"""Do the three formats of one order give the same paragraphs? Compares the words of their blocks.

python benchmarks/formats_agree.py [--show N] [--only 13769 …]     (EO_CORPUS: the folder of real documents)
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from eo_browser.law.model.source import Block, SourceDocument  # noqa: E402
from eo_browser.sources.federal_register import html as fr_html  # noqa: E402
from eo_browser.sources.federal_register import text as fr_text  # noqa: E402
from eo_browser.sources.federal_register import xml as fr_xml  # noqa: E402

READERS: dict[str, Callable[..., Iterator[object]]] = {
    "xml": fr_xml.read,
    "html": fr_html.read,
    "txt": fr_text.read,
}
_WORD = re.compile(r"[^\W_]+")
Difference = tuple[str, str, str]  # cause, left, right


def main() -> None:
    """Print agreement and the first differences."""
    arguments = _arguments()
    folder = Path(os.environ.get("EO_CORPUS") or PROJECT.parent / "shared" / "corpus") / "federal-register-eo"
    files = [file for file in sorted(folder.glob("*.xml")) if not arguments.only or file.stem in arguments.only]
    counts: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for file in files:
        texts = {kind: _texts(file.with_suffix(f".{kind}"), kind, seconds) for kind in READERS}
        for kind in ("html", "txt"):
            found = list(differences(texts["xml"], texts[kind]))
            counts.update(_counted(kind, found))
            counts[f"{kind} paragraphs"] += len(texts[kind])
            counts[f"{kind} words equal"] += words(texts["xml"]) == words(texts[kind])
            _show(found, f"{file.stem} {kind}", shown, arguments)
    print(f"{len(files)} orders")
    for name, count in sorted(counts.items()):
        print(f"{count:8} {name}")
    print(", ".join(f"{kind} {spent:.1f} s" for kind, spent in seconds.items()))


def _counted(kind: str, found: list[Difference]) -> Counter[str]:
    """Count the differences of one order by cause, and the order under each cause."""
    causes = Counter(cause for cause, _, _ in found)
    counts = Counter({f"{kind} {cause}": count for cause, count in causes.items()})
    counts.update(f"{kind} orders with {cause}" for cause in causes)
    counts[f"{kind} orders equal"] += not found
    return counts


def _show(found: list[Difference], where: str, shown: Counter[str], arguments: argparse.Namespace) -> None:
    """Print the first differences of each cause and format."""
    kind = where.split()[-1]
    for cause, left, right in found:
        shown[kind + cause] += 1
        if shown[kind + cause] <= arguments.show and arguments.cause in {None, cause}:
            print(f"{where} {cause}\n    xml  {left}\n    {kind:4} {right}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=5, help="differences shown of each cause")
    parser.add_argument("--cause", help="show only this cause")
    parser.add_argument("--only", nargs="*", help="numbers of orders")
    return parser.parse_args()


def _texts(file: Path, kind: str, seconds: Counter[str]) -> list[tuple[str, ...]]:
    """The words of every block that may be a provision."""
    began = time.perf_counter()
    found = [one for one in READERS[kind](file.name, file.read_bytes()) if isinstance(one, SourceDocument)]
    seconds[kind] += time.perf_counter() - began  # type: ignore[assignment]
    return [split for document in found for block in document.blocks if (split := _words_of(block))]


def _words_of(block: Block) -> tuple[str, ...]:
    # GPO's ASCII has no sign for a section: it prints "Sec."
    return () if block.role else tuple(_WORD.findall(block.text.replace("§", "Sec")))


def words(texts: list[tuple[str, ...]]) -> str:
    """All words run together: what is left when the division into words and paragraphs is not looked at."""
    return "".join("".join(text) for text in texts)


def differences(left: list[tuple[str, ...]], right: list[tuple[str, ...]]) -> Iterator[tuple[str, str, str]]:
    """Each place where the paragraphs differ: (cause, left, right)."""
    a, b = ["".join(text) for text in left], ["".join(text) for text in right]
    for what, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what != "equal":
            yield _cause(a[i:j], b[k:m]), _shown(left[i:j]), _shown(right[k:m])


def _cause(a: list[str], b: list[str]) -> str:
    if "".join(a) == "".join(b):
        return "split more" if len(b) > len(a) else "joined" if len(b) < len(a) else "split elsewhere"
    if not a:
        return "extra paragraph"
    if not b:
        return "missing paragraph"
    return "other words" if len(a) == len(b) else "other words and splits"


def _shown(texts: list[tuple[str, ...]]) -> str:
    return " ¶ ".join(" ".join(text[:8]) + (" … " + " ".join(text[-5:]) if len(text) > 13 else "") for text in texts)[
        :600
    ]


if __name__ == "__main__":
    main()
