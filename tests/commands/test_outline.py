"""The outline for people: a tree in which doubtful places say why, and what the other reading was."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from django.core.management import call_command

SLIP = """---
date: '2034-05-01'
title: "Memorandum on Slips of the Scanner"
source_url: https://example.org/slip/
---

MEMORANDUM FOR THE KEEPER OF CLOCKS

By the authority vested in me as President by the Constitution and the laws of the United States of America, I hereby
direct the following:

Section 1. Winding. (a) The clock is wound every day.

(d) Whoever forgets it winds it twice.
"""


def test_doubtful_places_say_why(tmp_path: Path) -> None:
    file = tmp_path / "slip.md"
    file.write_text(SLIP, "utf-8")
    out = StringIO()
    call_command("outline", str(file), stdout=out)
    lines = out.getvalue().splitlines()
    (at,) = [n for n, line in enumerate(lines) if line.split()[:1] == ["sec-1/d"]]
    mark = lines[at + 1]
    assert mark.strip().startswith("? ") and mark.index("?") > lines[at].index("sec-1/d")
    assert sum(line.strip().startswith("? ") for line in lines) == 1
