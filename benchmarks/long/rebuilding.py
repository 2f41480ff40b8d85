"""Is an archive rebuilt from its journal the same, over the whole corpus? Every table is compared.

    EO_DATA_DIR=FOLDER python benchmarks/long/rebuilding.py [--rebuilt FOLDER]

The journal and the kept bytes of the archive in EO_DATA_DIR are replayed into a fresh folder (or an earlier rebuilt one
is compared). Then each table is read as text (`contents.py`) and compared row by row: addresses with their hashes,
their history, aliases, decisions of editors, proposals, references, relations, statuses. The archive itself is only
read.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from time import monotonic

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eo_browser.settings")

SHOWN = 3  # rows of a difference


def rebuild(source: Path, target: Path) -> None:
    """Replay the journal of one data folder into another."""
    environment = os.environ | {"EO_DATA_DIR": str(target), "EO_DATABASE_URL": ""}
    start = monotonic()
    for words in (["migrate", "--verbosity", "0"], ["replay", str(source)]):
        subprocess.run([sys.executable, "manage.py", *words], cwd=PROJECT, env=environment, check=True)
    print(f"replayed in {monotonic() - start:.0f} s")


def digest(rows: Iterable[str]) -> str:
    """Return a short hash of the rows of a table, in their order."""
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]


def compare(before: Path, after: Path) -> int:
    """Print a line a table; return how many differ."""
    import django

    django.setup()
    from benchmarks.long.contents import content_of_sqlite

    old, new = content_of_sqlite(before), content_of_sqlite(after)
    different = 0
    for table, rows in old.items():
        same = rows == new[table]
        different += not same
        print(f"{table:24} {len(rows):9,} {digest(rows)}  {'equal' if same else f'DIFFERENT: {len(new[table]):,}'}")
        if not same:
            lost, more = sorted(set(rows) - set(new[table])), sorted(set(new[table]) - set(rows))
            for mark, found in (("-", lost), ("+", more)):
                print(*(f"    {mark} {row[:300]}" for row in found[:SHOWN]), f"    {len(found)} {mark}", sep="\n")
    return different


def main() -> None:
    """Replay, compare, and end with 1 where a table differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rebuilt", type=Path)
    asked = parser.parse_args()
    source = Path(os.environ.get("EO_DATA_DIR") or PROJECT / "var").resolve()
    with (
        nullcontext(str(asked.rebuilt))
        if asked.rebuilt
        else tempfile.TemporaryDirectory(prefix="eo-rebuilt-") as target
    ):
        if not asked.rebuilt:
            rebuild(source, Path(target))
        sys.exit(1 if compare(source, Path(target)) else 0)


if __name__ == "__main__":
    main()
