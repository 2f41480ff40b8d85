"""An import tells how far it is: plain lines every ten seconds where there is no terminal, and its last phase."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from eo_browser.management.progress import PlainLines


def test_a_line_is_written_every_ten_seconds() -> None:
    out, seconds = StringIO(), iter([0.0, 4.0, 11.0, 11.0, 12.0])
    lines = PlainLines(out, lambda: next(seconds))
    lines.begin(1200, 5_000_000)
    lines.advance(60, 1_500_000, 58)
    lines.advance(60, 1_500_000, 60)
    lines.advance(60, 500_000, 60)
    lines.phase("References, relations and statuses")
    assert out.getvalue() == (
        "118 documents from 120 of 1,200 files, 3.0 of 5.0 MB.\nReferences, relations and statuses …\n"
    )


@pytest.mark.django_db
def test_engines_cannot_be_compared_without_postgresql() -> None:
    if connection.vendor == "postgresql":
        pytest.skip("the archive of this run is on PostgreSQL")
    with pytest.raises(CommandError, match="not on PostgreSQL: set EO_DATABASE_URL"):
        call_command("compare_engines")
    with pytest.raises(CommandError, match="PostgreSQL does not answer"):
        call_command("compare_engines", "clocks", postgres="postgresql://nobody@127.0.0.1:1/none?connect_timeout=2")
