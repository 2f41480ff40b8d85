"""`import_documents PATH…`: files into the archive. Safe to interrupt and to run again."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from eo_browser.archive.importing.batches import Tally
from eo_browser.archive.importing.files import named_path, printable
from eo_browser.archive.importing.run import import_paths
from eo_browser.archive.indexing import catch_up
from eo_browser.archive.lock import Busy
from eo_browser.archive.search_engine import engine
from eo_browser.management.progress import shown
from eo_browser.models import Document
from eo_browser.sources.collections import BadMapping, mapping_of
from eo_browser.sources.declared import Declared
from eo_browser.sources.formats import PUBLISHERS

SHOWN = 25  # reasons of each kind in the report; the editors' desk shows the rest


class Command(BaseCommand):
    help = (
        "Import files and folders: Federal Register, White House, lists. Run it again to add what is new. Exit status: "
        "0 when no file failed, 1 when one did or the import could not begin, 130 when interrupted; with --exit-code "
        "1 as well when a file was skipped, is doubtful or waits for an editor."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=named_path, metavar="PATH")
        parser.add_argument("--wait", action="store_true", help="wait for another import instead of leaving")
        parser.add_argument("--no-relate", action="store_true", help="leave references and relations to `relate`")
        parser.add_argument(
            "--publisher",
            choices=[one.code for one in PUBLISHERS],
            default="",
            help="who published the texts in which nothing says it; declare it only for files you fetched there",
        )
        parser.add_argument(
            "--fields",
            default="",
            metavar="FACT=COLUMN,…",
            help="read JSON, JSON lines and CSV as collections of whole texts: text=body,number=_number,title=…",
        )
        parser.add_argument("--exit-code", action="store_true", help="1 when something is to be looked at, 0 when not")
        parser.add_argument("--workers", type=int, default=0, help="processes that read (default: one a core)")

    def handle(self, *args: Any, paths: Sequence[Path], **options: Any) -> None:
        if missing := [printable(str(path)) for path in paths if not path.exists() and not path.is_symlink()]:
            raise CommandError(f"There is no file or folder {', '.join(missing)}.")
        if Document._meta.db_table not in connection.introspection.table_names():
            raise CommandError("The database has no tables yet: run `python manage.py migrate` first.")
        try:
            tally = self._import(paths, options)
            self._report(tally)
            catch_up(engine())
        except (Busy, BadMapping) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError(
                "Interrupted. What was imported stays; run the same command again for the rest.", returncode=130
            ) from None
        if tally.failed:
            raise CommandError(f"{len(tally.failed)} files could not be imported.")
        if options["exit_code"] and tally.is_doubtful:
            sys.exit(1)

    def _import(self, paths: Sequence[Path], options: Mapping[str, Any]) -> Tally:
        fields = mapping_of(options["fields"]) if options["fields"] else ()
        return import_paths(
            paths,
            settings.DATA_DIR,
            workers=options["workers"],
            wait=options["wait"],
            relating=not options["no_relate"],
            declared=Declared(options["publisher"], fields),
            progress=shown(),
        )

    def _report(self, tally: Tally) -> None:
        self.stdout.write(
            f"{tally.created} created, {tally.updated} updated, {tally.unchanged} unchanged, "
            f"{len(tally.skipped)} skipped, {len(tally.failed)} failed; {tally.listed} rows of lists new or changed."
        )
        if tally.files == 0:
            self.stdout.write("There is no file to import there.")
        self._reasons("skipped", tally.skipped)
        self._reasons("proposed", tally.proposed)
        if tally.proposed:
            self.stdout.write(
                f"{len(tally.proposed)} texts wait for an editor, and nothing is served otherwise for them: see "
                "`python manage.py proposals`."
            )
        self._reasons("doubtful", tally.doubtful)
        self._reasons("failed", tally.failed)
        if tally.report:
            self.stdout.write(f"Every file with its reason: {tally.report}")

    def _reasons(self, what: str, items: Sequence[tuple[str, str]]) -> None:
        """Each reason once, the most frequent first, with how many and the first of them."""
        first = {reason: source for source, reason in reversed(items)}
        reasons = Counter(reason for _, reason in items).most_common()
        for reason, count in reasons[:SHOWN]:
            self.stdout.write(f"  {what}, {count}: {reason} ({'as ' if count > 1 else ''}{first[reason]})")
        if len(reasons) > SHOWN:
            self.stdout.write(f"  {what}: {len(reasons) - SHOWN} more reasons.")
