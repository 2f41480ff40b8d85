"""The local mirror of what was fetched: one file a document and form, with the validators the server sent."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from .fetch import RECORD_FIELDS, Answer, Failed, FederalRegister, Fetched, Form, Unchanged, Validators, replace_file

SUFFIXES: Mapping[Form, str] = MappingProxyType({"json": "json", "xml": "xml", "html": "html", "text": "txt"})
TEXT_FORMS: tuple[Form, ...] = ("xml", "html", "text")
_NUMBER = re.compile(r"[A-Za-z0-9]+(?:-{1,2}[A-Za-z0-9]+)*\Z")


REUSED_BEFORE = 2016  # until then numbers of documents were given again


class Mirror:
    """A folder of fetched files, one a document and form: `documents/2017-02386.xml`.

    Before 2016 document numbers were used again: there the day of publication is part of the name,
    `documents/94-290_1994-01-05.txt`. The folder `validators/` has the validators of each file and the time of the last
    request. A file is complete or absent, even if the process is killed.
    """

    def __init__(self, folder: Path) -> None:
        self.documents = folder / "documents"
        self._validators = folder / "validators"

    def path(self, number: str, form: Form, published: date | None = None) -> Path:
        """Return where a document's file is kept; raise ValueError for a number that could lead out of the folder."""
        if not _NUMBER.match(number):
            raise ValueError(f"{number!r} is no Federal Register document number")
        day = f"_{published.isoformat()}" if published and published.year < REUSED_BEFORE else ""
        return self.documents / f"{number}{day}.{SUFFIXES[form]}"

    def validators(self, number: str, form: Form, published: date | None = None) -> Validators:
        """Return the validators of a file, to send to the server; empty where the file or the note is missing or
        damaged.
        """
        path = self.path(number, form, published)
        noted = self._noted(path) if path.exists() else {}
        return Validators(str(noted.get("etag", "")), str(noted.get("last_modified", "")))

    def asked(self, number: str, published: date | None = None) -> datetime | None:
        """Return when a text of a document was last requested; None where none is kept."""
        moments = [
            str(self._noted(path).get("asked", ""))
            for form in TEXT_FORMS
            if (path := self.path(number, form, published)).exists()
        ]
        try:
            return max((datetime.fromisoformat(moment) for moment in moments if moment), default=None)
        except ValueError:
            return None

    def record(self, number: str, published: date | None = None) -> dict[str, object]:
        """Return the record that is kept of a document; empty where there is none."""
        try:
            found = json.loads(self.path(number, "json", published).read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def keep(self, number: str, fetched: Fetched, published: date | None = None) -> bool:
        """Write the bytes, then the note, so that there is never a note without its file.

        Returns whether the content is new: records are compared by their content, texts byte by byte.
        """
        path = self.path(number, fetched.form, published)
        new = not _says_the_same(path, fetched)
        if new:
            replace_file(path, fetched.body)
        note = asdict(fetched.validators) | {"asked": fetched.retrieved.isoformat()}
        replace_file(self._note(path), json.dumps(note).encode())
        return new

    def _noted(self, path: Path) -> dict[str, object]:
        try:
            found = json.loads(self._note(path).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _note(self, path: Path) -> Path:
        return self._validators / f"{path.name}.json"


def _says_the_same(path: Path, fetched: Fetched) -> bool:
    """Whether a file has the fetched content; the order of keys, and fields we did not ask for, do not count."""
    try:
        held = path.read_bytes()
        if fetched.form != "json" or held == fetched.body:
            return held == fetched.body
        return _content_of(json.loads(held)) == _content_of(json.loads(fetched.body))
    except (OSError, ValueError):
        return False


def _content_of(record: object) -> object:
    """The fields of a record that count as content."""
    return {name: record.get(name) for name in RECORD_FIELDS} if isinstance(record, dict) else record


def fetch_document(register: FederalRegister, mirror: Mirror, number: str, published: date | None = None) -> Answer:
    """Fetch one document's record and text and keep both, or neither: `Fetched` when either is new.

    If one fails, the files kept before stay.
    """
    record = register.record(number, published, mirror.validators(number, "json", published))
    if isinstance(record, Failed):
        return record
    path = mirror.path(number, "json", published)
    content = record.body if isinstance(record, Fetched) else path.read_bytes()
    held = {form: mirror.validators(number, form, published) for form in SUFFIXES}
    text = register.text(json.loads(content), held)
    if isinstance(text, Failed):
        return text
    fetched = [answer for answer in (text, record) if isinstance(answer, Fetched)]
    new = [answer for answer in fetched if mirror.keep(number, answer, published)]
    return new[0] if new else Unchanged(text.address)
