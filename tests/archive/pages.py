"""Pages as the White House sets them, made for the tests: as many as a test needs."""

from __future__ import annotations

from pathlib import Path

PAGE = """---
date: '2034-05-{day:02}'
title: "Memorandum on the Winding of Clock {number}"
source_url: https://example.org/{number}/
---

MEMORANDUM FOR THE KEEPER OF CLOCKS

By the authority vested in me as President by the Constitution and the laws of the United States of America, I hereby
direct the following:

Section 1. Winding. (a) Clock {number} is wound every {number} hours, and the hour is written in the book.

(b) Whoever forgets clock {number} winds it twice.

Sec. 2. General Provisions. This memorandum is not intended to create any right or benefit.
"""


def write_pages(folder: Path, count: int) -> Path:
    """A folder of so many memoranda, each with words of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        page = PAGE.format(number=number, day=number % 28 + 1)
        (folder / f"clock-{number:04}.md").write_text(page, "utf-8")
    return folder
