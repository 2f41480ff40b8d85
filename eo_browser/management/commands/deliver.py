"""`deliver`: confirms watches and sends them what is new; a timer runs it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from eo_browser.watching.watches import deliver


class Command(BaseCommand):
    help = (
        "Tell the addresses of watches what happened to the places they cite: challenge those that are not confirmed, "
        "find what is new, send what is due. Exit status: 0; calls that failed are tried again by later runs."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = deliver(timezone.now())
        self.stdout.write(
            f"{done.confirmed} confirmed, {done.found} new, {done.sent} sent, {done.failed} failed, {done.off} put off"
        )
