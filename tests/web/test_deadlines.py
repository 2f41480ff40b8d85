"""Deadlines beside the provision that sets them, by month, and as a calendar that a calendar program can read."""

from __future__ import annotations

from datetime import date
from types import ModuleType

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from eo_browser.law.deadlines import Deadline
from eo_browser.models import Document
from eo_browser.web.objects import shown_deadlines
from eo_browser.web.objects.shown_deadlines import ShownDeadline, calendar_file, due_between
from tests.web.archive import MEMORANDUM, ORDER, Row, add_document

DATED = "/eo/19907"
ROWS: list[Row] = [
    (
        0,
        "sec-1",
        "section",
        "Section 1.",
        "",
        "Within 30 days of the date of this order, lamps are counted.",
        False,
    ),
    (
        0,
        "sec-2",
        "section",
        "Sec. 2.",
        "",
        "The Board shall report by May 1, 2031; it ends, with thanks.",
        False,
    ),
    (0, "sec-3", "section", "Sec. 3.", "", "The keepers shall answer within 10 days of being asked.", False),
]


@pytest.fixture
def dated(archive: ModuleType) -> None:
    """An order of March 4, 2031 with a counted day, a named day and a conditional one."""
    add_document(
        DATED, ROWS, kind="executive-order", number="19907", title="Counting lamps", president="donald-trump",
        signed=date(2031, 3, 4), order_key="19907",
    )  # fmt: skip


Property = tuple[str, dict[str, str], str]


def read_calendar(text: str) -> list[list[Property]]:
    """The events of a calendar by the rules of RFC 5545: each a list of name, parameters and unescaped value."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    lines: list[str] = []
    for raw in text[:-2].split("\r\n"):
        assert len(raw.encode()) <= 75
        if raw.startswith(" "):
            lines[-1] += raw[1:]
        else:
            lines.append(raw)
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    events: list[list[Property]] = []
    for line in lines:
        head, _, value = line.partition(":")
        name, *given = head.split(";")
        if line == "BEGIN:VEVENT":
            events.append([])
        elif events and name not in {"END"}:
            events[-1].append((name, dict(one.split("=") for one in given), _unescaped(value)))
    return events


def _unescaped(value: str) -> str:
    found, signs = "", iter(value)
    for sign in signs:
        if sign == "\\":
            following = next(signs)
            assert following in "\\;,nN"
            found += "\n" if following in "nN" else following
        else:
            found += sign
    return found


def values(event: list[Property]) -> dict[str, str]:
    return {name: value for name, _, value in event}


def test_a_day_stands_beside_its_provision(dated: None, client: Client) -> None:
    page = client.get(DATED).content.decode()
    assert 'class="date" href="#_deadlines"' in page and ">due April 3, 2031</a>" in page
    assert "Counted from an event the text does not date: of being asked" in page
    one = client.get(f"{DATED}/sec-2").content.decode()
    assert "Deadlines of Sec. 2" in one and "April 3, 2031</time>" not in one
    assert (
        "Deadlines" not in client.get(f"{ORDER}/sec-1.1").content.decode().partition("<main")[2].partition("</main")[0]
    )


def test_a_month_shows_what_is_due(dated: None, client: Client) -> None:
    page = client.get("/deadlines/?month=2031-04").content.decode()
    assert f'<a href="{DATED}/sec-1">Sec. 1, Executive Order 19907</a>' in page
    assert f'<a href="{MEMORANDUM}/sec-2/b">' not in page  # "within 30 days" from no day that is known
    assert "Sec. 2" not in page.partition("<main")[2]
    assert "sets a day in this month" in client.get("/deadlines/?month=2031-04&president=joe-biden").content.decode()
    assert "is no month" in client.get("/deadlines/?month=2031-13").content.decode()
    assert client.get("/deadlines").headers["Location"] == "/deadlines/"


def test_a_document_has_a_calendar(dated: None, client: Client) -> None:
    response = client.get(f"{DATED}.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    first, second = map(values, read_calendar(response.content.decode()))
    assert (first["DTSTART"], first["DTEND"]) == ("20310403", "20310404")
    assert first["SUMMARY"] == "Due: Executive Order 19907, Sec. 1"
    assert second["URL"] == f"http://127.0.0.1:8000{DATED}/sec-2"
    assert "by May 1, 2031; it ends, with thanks." in second["DESCRIPTION"]
    assert first["UID"] != second["UID"] and client.get(f"{DATED}.ics").content == response.content
    assert len(read_calendar(client.get(f"{DATED}/sec-1.ics").content.decode())) == 1
    assert client.get(f"{DATED}/sec-3.ics").status_code == 404  # its day is not known


def test_a_president_has_a_calendar(dated: None, client: Client) -> None:
    events = read_calendar(client.get("/deadlines.ics?president=donald-trump").content.decode())
    assert [values(event)["DTSTART"] for event in events] == ["20310403", "20310501"]
    assert client.get("/deadlines.ics?president=nobody").status_code == 404
    assert client.get("/deadlines.ics").status_code == 404


@given(st.text(max_size=300), st.dates(date(1789, 4, 30), date(9998, 12, 31)))
def test_any_words_can_be_read_from_a_calendar(words: str, day: date) -> None:
    document = Document(kind="executive-order", number="1", title=words)
    deadline = Deadline("sec-1", 0, 1, words, "absolute", "due", day)
    (event,) = read_calendar(calendar_file(words, [ShownDeadline(deadline, document, "/eo/1/sec-1", words)]))
    assert values(event)["DTSTART"] == day.isoformat().replace("-", "")


@pytest.mark.usefixtures("dated")
def test_a_text_is_read_once_for_all_months(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    shown_deadlines._due_between.cache_clear()  # of the tests before
    april = due_between(date(2031, 4, 1), date(2031, 4, 30))
    assert [one.day for one in april] == ["April 3, 2031"]
    with django_assert_num_queries(
        4
    ):  # the last change, whether specimens are hidden, the documents, those that set a date
        may = due_between(date(2031, 5, 1), date(2031, 5, 31))
    assert [one.day for one in may] == ["May 1, 2031"]
