"""code_prints: where the US Code's prints of amended documents differ from the states made here."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from eo_browser.archive.blobs import BlobStore
from eo_browser.archive.code_prints import compare_prints, read_again
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.law.model.addresses import provision_address
from eo_browser.models import CodePrint


class Command(BaseCommand):
    help = (
        "List where notes of the US Code print an amended document in other words than its state here. Exit status: 0, "
        "or 1 when another process writes documents."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object a line")
        parser.add_argument(
            "--read", action="store_true", help="first read the prints of files imported by an earlier version"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["read"]:
            self._read()
        for row in CodePrint.objects.exclude(state=None).select_related("document").order_by("number", "edition"):
            self.stdout.write(_as_json(row) if options["json"] else _for_people(row))

    def _read(self) -> None:
        try:
            with only_writer(settings.DATA_DIR, False):
                count = read_again(BlobStore(settings.DATA_DIR / "raw"))
                compare_prints()
        except Busy as busy:
            raise CommandError(str(busy)) from busy
        self.stdout.write(f"{count} prints read.")


def _address(row: CodePrint) -> str:
    return provision_address(row.document.address, mark=row.state) if row.document else ""


def _as_json(row: CodePrint) -> str:
    facts = {"state": _address(row), "source": row.source, "title": row.title, "edition": str(row.edition or "")}
    found = {**facts, "words": row.words, "differing": row.differing, "differences": row.differences}
    return json.dumps(found, ensure_ascii=False)


def _for_people(row: CodePrint) -> str:
    lines = [f"{_address(row)}, US Code, {row.title}, {row.edition}: {row.differing} of {row.words} words differ"]
    for one in row.differences:
        words = f"here: {one['ours'] or '—'} | Code: {one['theirs'] or '—'}"
        lines.append(f"    {one['path']}: … {one['before']} | {words}{' (in doubt)' if one['doubtful'] else ''}")
    return "\n".join(lines)
