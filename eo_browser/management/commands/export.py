"""`export`: the whole archive written as files below `/bulk/`, while the site goes on."""

from __future__ import annotations

import fcntl
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eo_browser.web.bulk.export import bulk_folder, export


class Command(BaseCommand):
    help = (
        "Write the whole archive as files that /bulk/ serves: lines of JSON, one SQLite file, every address ever "
        "served, and a manifest with SHA-256 sums. Stopped, it goes on where it stopped; run again, it writes what "
        "changed. Exit status: 0, or 1 when another export is running."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        folder = bulk_folder()
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "export.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CommandError("An export is running already.") from None
            said = self.stdout.write if int(options["verbosity"]) > 1 else lambda _: None
            done = export(said)
        for one in done["files"]:
            self.stdout.write(f"{one.name}  {one.rows} rows  {one.bytes} bytes  {one.sha256}")
        self.stdout.write(f"Change {done['change']} of the archive, made {done['made']}, in {folder}")
