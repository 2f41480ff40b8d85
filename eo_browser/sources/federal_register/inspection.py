"""Entries of public inspection: documents filed with the Federal Register before they are published, as facts.

An entry proves little: it may be withdrawn before publication, and its number is then given to another document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from eo_browser.law.model.dates import iso_date
from eo_browser.law.model.source import Metadata, MetadataRecord, Skipped
from eo_browser.law.terms.kinds import KIND_OF_NAME, Kind

from .metadata import title_and_number

WITHDRAWN = "Withdrawn from public inspection before publication."
PRESIDENTIAL = "Presidential Document"

_HEAD = 100_000  # bytes
_NUMBERED = re.compile(
    r"\((?:Proc(?:lamation)?|EO|E\.O\.|Executive Order)\.?\s*(?:No\.?\s*)?(\d[\d,]*(?:-[A-Z])?)\)", re.I
)


def recognises(data: bytes) -> bool:
    """Return whether a file is an entry of public inspection, or a list of them."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and b'"filing_type"' in head and b'"filed_at"' in head


def read(name: str, data: bytes) -> Iterator[MetadataRecord | Skipped]:
    """Yield the facts of every presidential document of a file."""
    try:
        found = json.loads(data.decode("utf-8-sig", errors="replace"))
    except ValueError as error:
        yield Skipped(name, f"The file is not whole JSON: {error}.")
        return
    entries = found.get("results", [found])
    chosen = [entry for entry in entries if isinstance(entry, dict) and is_presidential(entry)]
    for entry in chosen:
        source = name if "results" not in found else f"{name}#{entry.get('document_number')}"
        yield MetadataRecord(source, _facts(entry), "public-inspection")
    if not chosen:
        yield Skipped(name, "No entry of the list is a presidential document.")


def is_presidential(entry: Mapping[str, Any]) -> bool:
    """Return whether an entry is of a document of the President."""
    return entry.get("type") == PRESIDENTIAL


def is_withdrawn(entry: Mapping[str, Any]) -> bool:
    """Return whether an entry was taken back after it had been filed."""
    return "withdrawn" in str(entry.get("editorial_note") or "").lower()


def _facts(entry: Mapping[str, Any]) -> Metadata:
    subjects = [str(entry.get(f"subject_{place}") or "") for place in (1, 2, 3)]
    title = " ".join(" ".join((str(entry.get("title") or ""), *([] if entry.get("title") else subjects))).split())
    shown = _NUMBERED.search(title)
    name, number = title_and_number(_NUMBERED.sub("", title).strip(), shown[1].replace(",", "") if shown else "")
    if is_withdrawn(entry):  # its numbers are free
        return Metadata(kind=_kind(entry), title=name, disposition_notes=WITHDRAWN)
    return Metadata(
        kind=_kind(entry),
        number=number,
        title=name,
        published=iso_date(str(entry.get("publication_date") or "")),
        document_number=str(entry.get("document_number") or "").replace("--", "-"),
        source_url=str(entry.get("html_url") or ""),
        links=(("pdf", str(entry["pdf_url"])),) if entry.get("pdf_url") else (),
    )


def _kind(entry: Mapping[str, Any]) -> Kind | None:
    words = " ".join(str(entry.get(name) or "") for name in ("toc_subject", "title", "subject_1", "toc_doc")).lower()
    return next((kind for named, kind in KIND_OF_NAME.items() if re.search(rf"\b{re.escape(named)}s?\b", words)), None)
