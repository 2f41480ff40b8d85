"""The table of benchmarks/search.py over an archive of 40,000 documents and 1,000,000 provisions.

    EO_DATA_DIR=var python benchmarks/long/search.py [FOLDER] [--queries 40] [--clock wall|processor]

The archive is made from that of EO_DATA_DIR by benchmarks/long/archive.py, which says how; its indexes are made by the
rebuild that `reindex` runs, from entries read from its rows. All of it is kept in FOLDER: the first run takes as long
as that needs, the next ones only ask.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(tempfile.gettempdir()) / "eo-long")
    parser.add_argument("--queries", type=int, default=40, help="of each class")
    parser.add_argument("--clock", choices=["wall", "processor"], default="wall")
    options = parser.parse_args()
    here = PROJECT / "benchmarks"
    subprocess.run([sys.executable, str(here / "long" / "archive.py"), str(options.folder)], check=True)
    environment = {name: value for name, value in os.environ.items() if name != "EO_DATABASE_URL"}
    asked = ["--kept", "--queries", str(options.queries), "--clock", options.clock]
    subprocess.run(
        [sys.executable, str(here / "search.py"), *asked],
        env=environment | {"EO_DATA_DIR": str(options.folder.resolve())},
        check=True,
    )


if __name__ == "__main__":
    main()
