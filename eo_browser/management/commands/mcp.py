"""mcp: the archive for assistants, by the Model Context Protocol."""

from __future__ import annotations

import asyncio
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from eo_browser.web.assistants.server import PATH, serve_http, serve_stdio


class Command(BaseCommand):
    """Speaks the protocol at standard input and output, or with --listen over HTTP."""

    help = "Answer an assistant by the Model Context Protocol (docs/assistants.md). Exit status: 0."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the address to serve on."""
        parser.add_argument("--listen", metavar="ADDRESS:PORT", help=f"serve {PATH} over HTTP instead, here")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until the client ends, or the process is ended."""
        if not options["listen"]:
            asyncio.run(serve_stdio())  # nothing else may be printed: standard output belongs to the protocol
            return
        host, _, port = options["listen"].rpartition(":")
        if not host or not port.isdecimal():
            raise CommandError("--listen takes an address and a port, for example 127.0.0.1:8001")
        serve_http(host.strip("[]"), int(port))
