"""`write_facts`: the list of known documents that the project ships, from the lists of the archive."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from eo_browser.archive.importing.files import named_path
from eo_browser.archive.known_facts import facts_of_lists
from eo_browser.sources.facts import SHIPPED


class Command(BaseCommand):
    help = (
        "Write the facts that the lists of this archive give (numbers, titles, days, pages, notes), without texts. "
        "Exit status: 0, or 1 when the file cannot be written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=named_path, default=SHIPPED, help=f"default: {SHIPPED.name} of the code"
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        text = facts_of_lists(timezone.now().date())
        file.write_text(text, encoding="utf-8")
        self.stdout.write(f"{text.count(chr(10)) - 3:,} documents are written to {file}.")
