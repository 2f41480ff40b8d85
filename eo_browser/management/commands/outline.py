"""Print the outline of files: a tree a lawyer can read, or one JSON object a line. No database is needed."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eo_browser.archive.importing.files import printable
from eo_browser.law.model.source import Skipped, SourceDocument
from eo_browser.law.model.tree import ParsedDocument, Provision, walk
from eo_browser.law.outline.outline import parse
from eo_browser.sources.read import read, read_member

_OPENING = 60  # characters of a provision's words shown in the tree


class Command(BaseCommand):
    """`outline FILE…`, `outline --json FILE…`; `FILE#NUMBER` chooses one document of a file that holds many."""

    help = (
        "Print the provisions of the documents in files, with their addresses. Files that hold none, or cannot be "
        "read, are named on standard error; the others are printed all the same. Exit status: 0 when every file could "
        "be read and one at least holds a presidential document, 1 when not."
    )
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the files and the form of the answer."""
        parser.add_argument("files", nargs="+", metavar="FILE", help="a file, or FILE#NUMBER for one document of it")
        parser.add_argument("--json", action="store_true", help="one JSON object a line and document, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every file; what goes wrong in one does not hide the others."""
        documents, unread = 0, 0
        for named in options["files"]:
            try:
                for item in _read(named):
                    documents += self._print(item, as_json=options["json"])
            except OSError as error:
                unread += 1
                self.stderr.write(f"{printable(named)} cannot be read: {error.strerror or error}.")
            except Exception as error:  # noqa: BLE001  # whatever a reader stumbles over, the other files are printed
                unread += 1
                self.stderr.write(f"{printable(named)} could not be read to its end: {type(error).__name__}: {error}")
        if unread:
            raise CommandError(f"{unread} of {len(options['files'])} files could not be read.")
        if not documents:
            raise CommandError("None of the files holds a presidential document with a text.")

    def _print(self, item: object, *, as_json: bool) -> bool:
        """Print a document, or why something is none; return whether it is one."""
        if isinstance(item, SourceDocument):
            parsed = parse(item)
            self.stdout.write(_as_json(parsed) if as_json else "\n".join(_as_tree(parsed)))
        elif isinstance(item, Skipped):
            self.stderr.write(f"{item.source}: {item.reason}")
        return isinstance(item, SourceDocument)


def _read(named: str) -> Iterable[object]:
    path, member = _file_and_member(named)
    data = path.read_bytes()
    name = printable(f"{path.parent.name}/{path.name}" if path.parent.name else path.name)
    return read_member(name, data, member) if member else read(name, data)


def _file_and_member(named: str) -> tuple[Path, str]:
    """ "historic-eo.jsonl#12333" → the file and "12333"; a file whose own name has a "#" is that file."""
    path, mark, member = named.rpartition("#")
    if not mark or Path(named).exists():
        return Path(named), ""
    return Path(path), member


def _as_json(parsed: ParsedDocument) -> str:
    metadata = parsed.metadata
    return json.dumps(
        {
            "source": parsed.source,
            "format": parsed.format,
            "title": metadata.title,
            "kind": metadata.kind,
            "signed": metadata.signed.isoformat() if metadata.signed else None,
            "number": metadata.number or None,
            "provisions": [_provision(provision) for provision in walk(parsed.provisions)],
        },
        ensure_ascii=False,
    )


def _provision(provision: Provision) -> dict[str, object]:
    return {
        "path": provision.path,
        "label": provision.label,
        "heading": provision.heading,
        "text": provision.text,
        "inline": provision.inline,
        "confidence": provision.confidence,
        "doubts": [
            {"code": doubt.code, "message": doubt.message, "other_path": doubt.other_path} for doubt in provision.doubts
        ],
    }


def _as_tree(parsed: ParsedDocument) -> Iterator[str]:
    metadata = parsed.metadata
    facts = (metadata.kind, metadata.number, metadata.signed and metadata.signed.isoformat())
    yield f"{metadata.title or parsed.source}"
    yield "  " + ", ".join(str(fact) for fact in facts if fact) + f"  [{parsed.source}, {parsed.format}]"
    for provision in parsed.provisions:
        yield from _branch(provision, 1)
    yield ""


def _branch(provision: Provision, depth: int) -> Iterator[str]:
    label = f"{provision.label}  " if provision.label else ""
    words = provision.text if len(provision.text) <= _OPENING else provision.text[:_OPENING].rsplit(" ", 1)[0] + " …"
    inline = "  (inline)" if provision.inline else ""
    yield f"{'  ' * depth}{provision.path:<{max(4, 34 - 2 * depth)}}  {label}{words}{inline}"
    for doubt in provision.doubts:
        other = f"; other reading: {doubt.other_path}" if doubt.other_path else ""
        yield f"{'  ' * (depth + 2)}? {doubt.message}{other}"
    for child in provision.children:
        yield from _branch(child, depth + 1)
