"""`fetch_starters`: ask the Federal Register for the documents a fresh installation begins with."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import track

from eo_browser.sources.federal_register.starters import LIST, Starter, read_starters
from eo_browser.sources.fetch import Answer, Failed, FederalRegister, Fetched
from eo_browser.sources.mirror import Mirror, fetch_document

FOLDER = settings.DATA_DIR / "fetched" / "federal-register"


class Command(BaseCommand):
    help = (
        "Fetch the starter documents (about thirty) from the Federal Register into the data folder. Exit status: 0 "
        "when one at least is there, 1 when nothing came."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        starters = read_starters(LIST.read_text("utf-8"))
        answers = self.fetch(starters)
        failed = {starter.number: answer.reason for starter, answer in answers if isinstance(answer, Failed)}
        fetched = sum(isinstance(answer, Fetched) for _, answer in answers)
        unchanged = len(answers) - fetched - len(failed)
        for number, reason in failed.items():
            self.stdout.write(f"{number} was not fetched: {reason}")
        self.stdout.write(f"{fetched} documents fetched, {unchanged} unchanged, {len(failed)} failed.")
        if fetched + unchanged == 0:
            raise CommandError("Nothing came from the Federal Register.")

    def fetch(self, starters: tuple[Starter, ...]) -> list[tuple[Starter, Answer]]:
        """Fetch every starter; raise CommandError as soon as the server turns out not to be there."""
        answers: list[tuple[Starter, Answer]] = []
        mirror = Mirror(FOLDER)
        console = Console(stderr=True)
        with FederalRegister(settings.FEDERAL_REGISTER_URL, settings.CONTACT) as register:
            for starter in track(starters, "Federal Register", console=console, disable=not console.is_terminal):
                answer = fetch_document(register, mirror, starter.number, starter.published)
                if isinstance(answer, Failed) and answer.trouble == "unreachable":
                    raise CommandError(f"The Federal Register cannot be reached: {answer.reason}")
                answers.append((starter, answer))
        return answers
