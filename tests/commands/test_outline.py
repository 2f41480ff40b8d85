"""The outline for people: a tree in which doubtful places say why, and what the other reading was."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from eo_browser.law.model.source import SourceDocument
from eo_browser.law.model.tree import ParsedDocument
from eo_browser.law.outline.outline import parse
from eo_browser.management.commands import outline

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


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_what_goes_wrong_in_one_file_does_not_hide_the_others(
    tmp_path: Path, form: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, crashing, last = (tmp_path / f"{name}.md" for name in ("first", "crashing", "last"))
    for file in (first, crashing, last):
        file.write_text(SLIP, "utf-8")

    def stumble(source: SourceDocument) -> ParsedDocument:
        if "crashing" in source.source:
            raise ValueError("no")
        return parse(source)

    monkeypatch.setattr(outline, "parse", stumble)
    out, err = StringIO(), StringIO()
    given = [str(first), str(tmp_path / "missing.md"), str(crashing), str(tmp_path), str(last)]
    with pytest.raises(CommandError, match="3 of 5 files could not be read"):
        call_command("outline", *form, *given, stdout=out, stderr=err)
    assert [name in out.getvalue() for name in ("first", "crashing", "last")] == [True, False, True]
    assert [line.rpartition("/")[2] for line in err.getvalue().splitlines()] == [
        "missing.md cannot be read: No such file or directory.",
        "crashing.md could not be read to its end: ValueError: no",
        f"{tmp_path.name} cannot be read: Is a directory.",
    ]
