"""The Compilation, notes of the United States Code, the White House's feed, and moments in Washington."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eo_browser.law.model.source import AmendedPrint, RegisterPlace, Skipped, SourceDocument
from eo_browser.law.outline.outline import parse
from eo_browser.sources.read import read
from eo_browser.sources.washington import washington_day

COMPILATION = (
    "<html><head><title>DCPD203400009</title></head><body><h1>{title}</h1>"
    "<p>May 12, 2034</p><p>I hereby order the clocks wound.</p><p>Categories: {categories}</p></body></html>"
)


def test_a_memorandum_of_the_compilation(samples: Path) -> None:
    (found,) = read("c.html", (samples / "compilation/DCPD-203499001.html").read_bytes())
    assert isinstance(found, SourceDocument)
    facts = parse(found).metadata
    assert (found.publisher, facts.kind, facts.signed) == ("compilation", "memorandum", date(2034, 5, 12))
    assert facts.addressees == ("Secretary of Towers", "Keeper of Clocks")
    assert dict(facts.particulars)["dcpd"] == "DCPD203499001"
    assert {"categories", "subjects"} <= dict(facts.particulars).keys()


NOT_OURS = [
    ("Remarks on Clocks", "Addresses and Remarks : Clocks."),
    ("Letter to a Keeper on Clocks", "Letters and Messages : Clocks."),
    ("Statement on Clocks", "Statements by the President : Clocks."),
]


@pytest.mark.parametrize(("title", "categories"), NOT_OURS)
def test_other_contents_of_the_compilation(title: str, categories: str) -> None:
    (found,) = read("c.html", COMPILATION.format(title=title, categories=categories).encode())
    assert isinstance(found, Skipped)


def test_notes_of_the_code(samples: Path) -> None:
    found, amended, printed = read("usc.xml", (samples / "us-code/usc99-2034.xml").read_bytes())
    assert isinstance(printed, AmendedPrint)
    assert (printed.source, printed.title) == (amended.source, "title 99")
    assert isinstance(found, SourceDocument)
    assert isinstance(amended, Skipped)
    assert "as amended" in amended.reason
    assert (found.source, found.metadata.register) == ("usc.xml#99-fr-655", RegisterPlace(99, 655))
    assert found.metadata.addressees == ("Secretary of Towers", "Keeper of Clocks", "Ringer of Bells")
    assert found.notes  # the editors' brackets
    (again,) = read("note.xml", found.raw)  # a note by itself is read as well
    assert isinstance(again, SourceDocument)
    assert again.blocks == found.blocks


def test_code_that_breaks_off_is_refused(samples: Path) -> None:
    data = (samples / "us-code/usc99-2034.xml").read_bytes()
    (found,) = read("usc.xml", data[: len(data) // 2])
    assert isinstance(found, Skipped)


def test_items_of_the_feed(samples: Path) -> None:
    found, nominations = read("f.xml", (samples / "white-house/presidential-actions-feed.xml").read_bytes())
    assert isinstance(found, SourceDocument)
    assert isinstance(nominations, Skipped)
    assert found.source == "f.xml#99001"  # the lasting key
    assert found.metadata.signed == date(1911, 5, 26)  # half past one at night in Greenwich
    assert [block.role for block in found.blocks if "appeared first" in block.text] == ["furniture"]


MOMENTS = [
    ("2025-03-04T21:15:07+00:00", date(2025, 3, 4)),
    ("2025-03-05T03:59:00+00:00", date(2025, 3, 4)),  # standard time
    ("2025-07-05T03:59:00Z", date(2025, 7, 4)),  # summer time
    ("2025-07-05T04:01:00+00:00", date(2025, 7, 5)),
    ("Tue, 04 Mar 2025 21:15:07 +0000", date(2025, 3, 4)),
    ("2025-03-04T23:15:07-05:00", date(2025, 3, 4)),
    ("2025-03-04", date(2025, 3, 4)),
    ("soon", None),
]


@pytest.mark.parametrize(("moment", "day"), MOMENTS)
def test_days_in_washington(moment: str, day: date | None) -> None:
    assert washington_day(moment) == day


def test_typewriter_lines_of_the_older_compilation() -> None:
    page = (
        "<html><head><title>Weekly Compilation of Presidential Documents</title></head><body><pre>\n"
        "[Weekly Compilation of Presidential Documents Volume 40, Number 10]\n[Pages 350-351]\n\n"
        "Memorandum on the Winding of Clocks\n\nMarch 5, 2004\n\nMemorandum for the Keeper of\nClocks\n\n"
        "    By the authority vested in me as President, I hereby delegate to\nyou the winding of clocks.\n"
        "    You are authorized and directed to publish this memorandum in\nthe ``Federal Register.''\n"
        "                                George W. Bush\n\nNote: It was published.\n</pre></body></html>"
    )
    (found,) = read("w.html", page.encode())
    assert isinstance(found, SourceDocument)
    parsed = parse(found)
    assert [provision.path for provision in parsed.provisions] == ["p1", "p2"]
    assert (parsed.metadata.addressees, parsed.metadata.signed) == (("Keeper of Clocks",), date(2004, 3, 5))
