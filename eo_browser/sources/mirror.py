"""The local mirror of what was fetched: one file a document and form, with the validators the server sent."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import MappingProxyType

from .fetch import Answer, Failed, FederalRegister, Fetched, Form, Validators

SUFFIXES: Mapping[Form, str] = MappingProxyType({"json": "json", "xml": "xml", "html": "html", "text": "txt"})
_NUMBER = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\Z")


class Mirror:
    """A folder of fetched files, one a document and form: `documents/2017-02386.xml`.

    Beside it, under `validators/`, stands what the server said of each file. A file is complete or absent,
    whatever moment the process ends at.
    """

    def __init__(self, folder: Path) -> None:
        self.documents = folder / "documents"
        self._validators = folder / "validators"

    def path(self, number: str, form: Form) -> Path:
        """Return where a document's file is kept; raise ValueError for a number that could lead out of the folder."""
        if not _NUMBER.match(number):
            raise ValueError(f"{number!r} is no Federal Register document number")
        return self.documents / f"{number}.{SUFFIXES[form]}"

    def validators(self, number: str, form: Form) -> Validators:
        """Return what to tell the server that we hold; empty where the file or the note is missing or damaged."""
        path = self.path(number, form)
        try:
            return Validators(**json.loads(self._note(path).read_text("utf-8"))) if path.exists() else Validators()
        except (OSError, ValueError, TypeError):
            return Validators()

    def keep(self, number: str, fetched: Fetched) -> None:
        """Write the bytes, then the note, so that a note never speaks of a file that is not there."""
        path = self.path(number, fetched.form)
        _replace(path, fetched.body)
        _replace(self._note(path), json.dumps(asdict(fetched.validators)).encode())

    def _note(self, path: Path) -> Path:
        return self._validators / f"{path.name}.json"


def _replace(path: Path, content: bytes) -> None:
    """Put the whole content in place in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)


def fetch_document(register: FederalRegister, mirror: Mirror, number: str, published: date | None = None) -> Answer:
    """Fetch one document's record and text and keep both, or neither: `Fetched` when either is new.

    A failure of one leaves what was kept before as it was.
    """
    record = register.record(number, published, mirror.validators(number, "json"))
    if isinstance(record, Failed):
        return record
    content = record.body if isinstance(record, Fetched) else mirror.path(number, "json").read_bytes()
    text = register.text(json.loads(content), {form: mirror.validators(number, form) for form in SUFFIXES})
    if isinstance(text, Failed):
        return text
    new = [answer for answer in (text, record) if isinstance(answer, Fetched)]
    for answer in new:
        mirror.keep(number, answer)
    return new[0] if new else text
