"""How much memory an import needs that writes half a million provisions.

    python benchmarks/long/memory.py [--provisions 500000] [--each 200]

Executive orders are composed by program, each of `--each` provisions with words, labels and references of their own,
written to a folder as the Federal Register's XML, and imported by `manage.py import_documents` into a throw-away
archive. Printed are the provisions stored, the seconds, and the peak of memory over all processes of the import
(`importing.py` says how it is measured).
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks.importing import cost_of  # noqa: E402

FIRST = 20001  # number of the first order composed
WORDS = [
    "keeper",
    "clock",
    "tower",
    "bell",
    "winding",
    "hour",
    "season",
    "record",
    "council",
    "town",
    "steward",
    "repair",
]
WORDS += ["pendulum", "weight", "report", "notice", "review", "plan", "authority", "agency", "fund", "policy", "member"]


def sentence(rng: random.Random, number: int) -> str:
    """Words of a provision; every tenth refers to an earlier order."""
    words = " ".join(rng.choices(WORDS, k=rng.randint(12, 40)))
    cited = f" under section {rng.randint(1, 9)} of Executive Order {number - 1}" if rng.random() < 0.1 else ""
    return f"The {words}{cited}."


def order(number: int, provisions: int) -> str:
    """An order as the Federal Register's XML: sections of ten paragraphs."""
    rng = random.Random(number)
    day = date(2034, 1, 1) + timedelta(number - FIRST)
    lines = ["<FP>By the authority vested in me as President, it is hereby ordered as follows:</FP>"]
    for section in range(1, provisions // 11 + 1):
        label = "Section" if section == 1 else "Sec."
        lines.append(
            f'<FP><E T="04">{label} {section}</E>. <E T="03">Of {rng.choice(WORDS)}s.</E>'
            f" (a) {sentence(rng, number)}</FP>"
        )
        lines += [f"<P>({letter}) {sentence(rng, number)}</P>" for letter in "bcdefghij"]
    printed = f"{day:%B} {day.day}, {day.year}"
    return (
        f'<PRESDOCU><EXECORD><TITLE3>Title 3—</TITLE3><PRES>The President<PRTPAGE P="{number}"/></PRES>'
        f"<EXECORDR>Executive Order {number} of {printed}</EXECORDR>"
        f'<HD SOURCE="HED">Order {number} of the {WORDS[number % len(WORDS)].title()}</HD>'
        f"{''.join(lines)}<PSIG> </PSIG><PLACE>THE WHITE HOUSE,</PLACE><DATE>{printed}.</DATE>"
        f"<FRDOC>[FR Doc. {day.year}-{number}</FRDOC><FILED>Filed {day.month}-{day.day}-{day:%y}; 8:45 am]</FILED>"
        "</EXECORD></PRESDOCU>\n"
    )


def main() -> None:
    """Compose, import, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--provisions", type=int, default=500_000)
    parser.add_argument("--each", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="eo-memory-") as folder:
        documents, data = Path(folder) / "documents", Path(folder) / "data"
        documents.mkdir()
        for count in range(asked.provisions // asked.each + 1):
            (documents / f"{FIRST + count}.xml").write_text(order(FIRST + count, asked.each), "utf-8")
        environment = os.environ | {"EO_DATA_DIR": str(data), "EO_DATABASE_URL": ""}
        cost_of([sys.executable, "manage.py", "migrate"], environment)
        cost = cost_of([sys.executable, "manage.py", "import_documents", str(documents)], environment)
        with closing(sqlite3.connect(data / "archive.sqlite3")) as connection:
            (stored,) = connection.execute("SELECT count(*) FROM eo_browser_storedprovision").fetchone()
    print(f"{stored:,} provisions, {cost.seconds:.0f} s, peak {cost.memory / 1e6:.0f} MB, exit {cost.code}")
    print(cost.outcome)


if __name__ == "__main__":
    main()
