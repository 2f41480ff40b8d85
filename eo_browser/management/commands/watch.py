"""`watch add|list|remove|again`: the subscriptions of publishers that an editor allows."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from eo_browser.models import Watch
from eo_browser.watching.watches import WrongPin, add_watch, ask_again


class Command(BaseCommand):
    help = (
        "Watches: `add NAME URL PLACE…` allows an address to be told what happens to places it cites, and prints the "
        "secret that signs the calls; `list`; `again NAME` asks its address once more to confirm it; `remove NAME`. "
        "`deliver` confirms and sends. Exit status: 0, or 1 when there is no such watch or something is wrong with it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["add", "list", "again", "remove"])
        parser.add_argument("name", nargs="?", default="")
        parser.add_argument("url", nargs="?", default="", help="https://…, which is called")
        parser.add_argument("places", nargs="*", help="addresses of this site, with or without ?h=")

    def handle(self, *args: Any, what: str, name: str, url: str, places: list[str], **options: Any) -> None:
        if what == "list":
            self._list()
        elif what == "add":
            self._add(name, url, places)
        else:
            watch = Watch.objects.filter(name=name).first()
            if watch is None:
                raise CommandError(f"There is no watch “{name}”.")
            if what == "remove":
                watch.delete()
                told = f"{len(watch.pins)} place{'' if len(watch.pins) == 1 else 's'}"
                self.stdout.write(f"Removed: {watch.name}, which told {watch.url} of {told}.")
            else:
                ask_again(watch, timezone.now())

    def _add(self, name: str, url: str, places: list[str]) -> None:
        if not name:
            raise CommandError("A watch has a name, an address to call and places.")
        try:
            watch = add_watch(name, url, places)
        except WrongPin as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{watch.name} waits for its confirmation (`deliver`). Its secret: {watch.secret}")

    def _list(self) -> None:
        watches = Watch.objects.order_by("name")
        if not watches:
            self.stdout.write("No watches.")
        for watch in watches:
            reason = f"  {watch.reason}" if watch.reason else ""
            self.stdout.write(f"{watch.state:6} {watch.name}  {watch.url}  {len(watch.pins)} places{reason}")
