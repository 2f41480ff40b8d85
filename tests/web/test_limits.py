"""How often one client may ask for searches, citations and feeds."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from eo_browser import settings as own
from eo_browser.web.site import limits

pytestmark = pytest.mark.usefixtures("archive", "searched")

LIMITED = [
    # address, row of the table, whether the answer is for programs
    ("/search/?q=keeper", "search", False),
    ("/search.atom?q=keeper", "search", True),
    ("/search.ris?q=keeper", "search", True),
    ("/cite/?q=E.O.+19901", "cite", False),
    ("/cite.json?q=E.O.+19901", "cite", True),
    ("/suggest/?q=keep", "suggest", False),
    ("/feeds/all.atom", "feeds", True),
    ("/eo/19901/feed", "feeds", False),
]


@pytest.mark.parametrize(("address", "what", "for_programs"), LIMITED)
def test_too_much_in_one_minute_is_turned_away(
    client: Client, settings: Any, address: str, what: str, for_programs: bool
) -> None:
    assert own.REQUESTS_A_MINUTE[what] > 0
    settings.REQUESTS_A_MINUTE = {what: 3}
    answers = [client.get(address) for _ in range(4)]
    assert 429 not in {answer.status_code for answer in answers[:-1]}
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert answers[-1]["Cache-Control"] == "no-store"
    assert answers[-1]["Content-Type"].startswith("application/problem+json" if for_programs else "text/html")
    assert client.get(address, REMOTE_ADDR="192.0.2.7").status_code != 429  # another client
    assert client.get("/eo/19901").status_code == 200  # reading is not counted


def test_servers_of_one_postgresql_count_together(client: Client, settings: Any, tmp_path: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite serves one machine, whose processes share a file.")
    settings.REQUESTS_A_MINUTE = {"cite": 3}
    assert [client.get("/cite.json?q=a").status_code for _ in range(4)] == [200, 200, 200, 429]
    settings.DATA_DIR = tmp_path / "another"  # another server: nothing is shared but the database
    settings.DATA_DIR.mkdir()
    assert client.get("/cite.json?q=a").status_code == 429


def test_a_database_that_is_away_is_not_asked_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each server counts for itself then."""
    asked = []

    def away(key: str, minute: int) -> int:
        asked.append(key)
        raise limits.DatabaseError

    monkeypatch.setattr(limits, "_counted_in_database", away)
    monkeypatch.setattr(limits, "_away_until", 0.0)
    monkeypatch.setattr(limits.connection, "vendor", "postgresql", raising=False)
    assert [limits._counted_by_all("key", 1, now) for now in (100.0, 105.0, 111.0)] == [0, 0, 0]
    assert asked == ["key", "key"]
