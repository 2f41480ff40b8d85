"""Make the pages of all documents and provisions before anybody asks for them.

    nice python manage.py prepare_pages

They are kept in `pages/` of the data folder until the archive or the code changes; then the command makes them again.
What it has made stays when it is stopped. It needs the settings that the site has: its address is in its pages.

Exit status: 0, also where pages cannot be kept; it says why.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from eo_browser.models import Document
from eo_browser.web.documents.prepared import prepare_pages


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the addresses of documents; without any, all are meant."""
        parser.add_argument("addresses", nargs="*", help="of documents, /eo/13526; without any, all are meant")

    def handle(self, *args: Any, **asked: Any) -> None:
        """Prepare and say how many pages there are."""
        documents = Document.objects.exclude(current=None).select_related("current").prefetch_related("series_places")
        if asked["addresses"]:
            documents = documents.filter(address__in=asked["addresses"])
        done = prepare_pages(documents.order_by("-signed", "pk").iterator(chunk_size=100), self._report)
        self.stdout.write(f"{done.made:,} pages made, {done.found:,} were there. {done.reason}".rstrip())

    def _report(self, made: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{made:,} pages", ending="")
