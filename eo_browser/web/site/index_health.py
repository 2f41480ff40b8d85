"""The health of the search index: a missing or outdated one is rebuilt by a separate process, never by the site's."""

from __future__ import annotations

import subprocess
import sys
import time

from django.conf import settings

from eo_browser.archive.search_engine import engine
from eo_browser.models import ChangeCounter, Document

EVERY = 30.0  # seconds between two starts of a rebuilding process

_started = 0.0


def index_is_usable() -> bool:
    """Return whether the index is of this archive. Where it is missing or outdated, start a rebuild.

    An index that is only outdated still answers.
    """
    state = engine().state()
    archive, number = ChangeCounter.objects.last_change()
    if state is None or (state.mark.archive != archive and Document.objects.exists()):
        start_rebuild()
        return False
    if state.mark.number < number:
        start_rebuild()
    return True


def start_rebuild() -> None:
    """Start a process that builds or updates the index, at most one each half minute from this process.

    Two at once do no harm: one waits for the other and then has nothing to do.
    """
    global _started
    if not settings.SEARCH_MENDS_ITSELF or (_started and time.monotonic() - _started < EVERY):
        return
    _started = time.monotonic()
    command = [sys.executable, *settings.MANAGE, "reindex", "--catch-up", "--background"]
    subprocess.Popen(  # noqa: S603  # our own command, nothing of it from outside
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
