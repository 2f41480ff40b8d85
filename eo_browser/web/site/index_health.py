"""Whether the search index can be asked, and who sees to it when it cannot: a process of its own, never the site's."""

from __future__ import annotations

import subprocess
import sys
import time

from django.conf import settings

from eo_browser.archive.search_engine import engine
from eo_browser.models import ChangeCounter, Document

EVERY = 30.0  # seconds between two starts of a process that mends the index

_started = 0.0


def index_is_usable() -> bool:
    """Tell whether the index is of this archive. Where it is missing or behind, start a rebuild.

    An index that is only behind answers what it has.
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
    """Start a process that makes or mends the index, at most one each half minute from this process.

    Two that run at once do no harm: one waits for the other and then finds nothing left to do.
    """
    global _started
    if not settings.SEARCH_MENDS_ITSELF or (_started and time.monotonic() - _started < EVERY):
        return
    _started = time.monotonic()
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "reindex", "--catch-up", "--background"]
    subprocess.Popen(  # noqa: S603  # our own command, nothing of it from outside
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
