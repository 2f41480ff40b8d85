"""Tells ./run whether a server may listen on a place (host:port, or unix:path), and in a sentence why not."""

from __future__ import annotations

import socket
import sys


def obstacle(place: str) -> str:
    """Why nothing can listen there; "" where something can."""
    if place.startswith(("unix:", "fd://")):
        return ""
    host, _, port = place.rpartition(":")
    if not host or not port.isdecimal():
        return f"EO_LISTEN is {place!r}; it must look like 127.0.0.1:8000."
    host = host.strip("[]")
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
            probe.bind((host, int(port)))
    except (OSError, OverflowError) as error:
        return f"Nothing can be served on {place}: {getattr(error, 'strerror', None) or error}."
    return ""


if said := obstacle(sys.argv[1]):
    sys.exit(said)
