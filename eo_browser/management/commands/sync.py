"""`sync`: fill the archive from the Federal Register and the White House, and keep it up to date."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from eo_browser.archive.indexing import catch_up
from eo_browser.archive.lock import Busy
from eo_browser.archive.search_engine import engine
from eo_browser.archive.sync import Report, Sync, Wanted
from eo_browser.management.arguments import day
from eo_browser.sources.fetch import (
    ARCHIVES_HOSTS,
    GOVINFO_HOSTS,
    WHITE_HOUSE_HOSTS,
    FederalRegister,
    ServerPauses,
    Site,
)

KINDS = ("determination", "executive_order", "memorandum", "notice", "proclamation", "presidential_order", "other")
SHOWN = 25  # problems on the terminal; the editors' desk shows the rest
HOUR = 3600  # answers are cached by the sites: asking more often gives nothing


class Command(BaseCommand):
    help = (
        "Fetch and import what the Federal Register (since 1994, orders since 1937 as facts) and the White House have "
        "that is new or changed. Safe to stop and to run again. Exit status: 0 when nothing was lost, 1 when something "
        "was, 130 when interrupted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to fetch, and whether to repeat."""
        parser.add_argument("--since", type=day, metavar="YYYY-MM-DD", help="published from this day on")
        parser.add_argument("--kind", action="append", default=[], choices=KINDS, help="only this kind; repeatable")
        parser.add_argument("--president", default="", metavar="SLUG", help="only by this president: joe-biden")
        parser.add_argument("--watch", action="store_true", help="repeat for ever, once an hour")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = Wanted(options["since"], tuple(options["kind"]), options["president"])
        try:
            while True:
                lost = self._once(wanted)
                if not options["watch"]:
                    break
                time.sleep(HOUR)
        except KeyboardInterrupt:
            raise CommandError(
                "Interrupted. What was fetched stays; run the same command again for the rest.", returncode=130
            ) from None
        if lost:
            raise CommandError(f"{lost} things were not fetched; run the same command again for them.")

    def _once(self, wanted: Wanted) -> int:
        """One run; returns how much was lost."""
        folder = settings.DATA_DIR
        rests = ServerPauses(folder / "rests.json")
        with (
            FederalRegister(settings.FEDERAL_REGISTER_URL, settings.CONTACT, rests=rests) as register,
            Site(settings.WHITE_HOUSE_URL, settings.CONTACT, hosts=WHITE_HOUSE_HOSTS, rests=rests) as white_house,
            Site(settings.GOVINFO_URL, settings.CONTACT, hosts=GOVINFO_HOSTS, rests=rests) as govinfo,
            Site(settings.ARCHIVES_URL, settings.CONTACT, hosts=ARCHIVES_HOSTS, rests=rests) as archives,
        ):
            sync = Sync(register, white_house, folder, wanted, govinfo, archives, say=self.stdout.write)
            try:
                report = sync.run()
            except Busy as running:
                self.stdout.write(str(running))
                return 0
        catch_up(engine())
        self._print_report(report)
        return len(report.problems) + len(report.tally.failed)

    def _print_report(self, report: Report) -> None:
        tally = report.tally
        self.stdout.write(
            f"{report.listed} listed, {report.fetched} texts fetched: {tally.created} created, {tally.updated} updated,"
            f" {tally.unchanged} unchanged, {len(tally.skipped)} skipped, {len(tally.failed)} failed."
        )
        for reason, count in Counter(reason for _, reason in tally.skipped).most_common(SHOWN):
            self.stdout.write(f"  skipped {count}: {reason}")
        for sentence in [*report.problems, *report.news][:SHOWN]:
            self.stdout.write(f"  {sentence}")
        more = len(report.problems) + len(report.news) - SHOWN
        if more > 0:
            self.stdout.write(f"  … and {more} more, at the editors' desk")
