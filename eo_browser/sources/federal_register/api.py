"""Federal Register lists: API records (one, a page of results, a batch) and the CSV export → metadata records.

A record is read as it is; `archive.merging` decides which source is trusted where two differ.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from eo_browser.law.model.dates import iso_date, short_date
from eo_browser.law.model.kinds import series_numbers
from eo_browser.law.model.source import Metadata, MetadataRecord, RegisterPlace, SeriesNumber, Skipped
from eo_browser.law.terms.kinds import KIND_OF_NAME, Kind

from .metadata import FOLDED_DASHES, correction_of, printed_number, title_and_number

Row = Mapping[str, Any]

_LINKS = (
    ("pdf", "pdf_url"),
    ("html", "body_html_url"),
    ("xml", "full_text_xml_url"),
    ("text", "raw_text_url"),
    ("mods", "mods_url"),
    ("json", "json_url"),
)
_CITATION = re.compile(r"(\d+)\s*FR\s*(\d+)")
# A contents line that names the document by its series, and not another document.
_SERIES_LINE = re.compile(
    r"(?:National|Homeland) Security\b|Presidential (?:Policy|Decision|Study)\b|Space Policy\b|[A-Z]{3,4}-\d"
)
_FIELD = re.compile(rb'"document_number"\s*:')
_HEAD = 100_000  # bytes of a file that are read to recognise its format


def recognises(data: bytes) -> bool:
    """Return whether a file is JSON of the API's shape, or CSV with its column names."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"{", b"[")):
        return bool(_FIELD.search(head)) or _is_envelope(head)
    first_line = head.split(b"\n", 1)[0]
    return b"document_number" in first_line and b"publication_date" in first_line and b"," in first_line


def _is_envelope(head: bytes) -> bool:
    """Whether a file is an empty page of results, or an error."""
    return (b'"count"' in head and b'"description"' in head) or head.startswith(b'{"errors"')


def read(name: str, data: bytes) -> Iterator[MetadataRecord | Skipped]:
    """Yield every record of a file.

    One record is named by the file, several "fr.json#2019-24288" by document number, or by the order's number where
    they have none.
    """
    text = data.decode("utf-8-sig", errors="replace")
    if not text.lstrip().startswith(("{", "[")):
        yield from _csv_records(name, text)
        return
    try:
        found = json.loads(text)
    except ValueError as error:
        yield Skipped(name, f"The file is not whole JSON: {error}.")
        return
    yield from _json_records(name, found)


def _json_records(name: str, found: Any) -> Iterator[MetadataRecord | Skipped]:
    if isinstance(found, dict) and "errors" in found:
        yield from _errors(name, found)
        if not found.get("results"):
            return
    rows = found.get("results") if isinstance(found, dict) and "document_number" not in found else [found]
    rows = found if isinstance(found, list) else rows
    if not isinstance(rows, list) or not rows:
        yield Skipped(name, "The list holds no records.")
        return
    alone = isinstance(found, dict) and "results" not in found
    for position, row in enumerate(rows, start=1):
        yield _record(name if alone else f"{name}#{_row_name(row, position)}", row, "federal-register-api")


def _errors(name: str, found: Row) -> Iterator[Skipped]:
    """The errors in an answer: documents it does not have, or a failure."""
    missing = not_found(found)
    yield from (Skipped(f"{name}#{number}", "The Federal Register does not have it.") for number in missing)
    if not missing:
        yield Skipped(name, f"The Federal Register answered with an error: {found['errors']}.")


def not_found(answer: Row) -> Sequence[str]:
    """Return the numbers that are missing, according to an answer for several documents."""
    errors = answer.get("errors")
    missing = errors.get("not_found") if isinstance(errors, dict) else None
    return [str(number) for number in missing] if isinstance(missing, list) else []


def _csv_records(name: str, text: str) -> Iterator[MetadataRecord | Skipped]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    for position, row in enumerate(rows, start=1):
        source = f"{name}#{_row_name(row, position)}"
        if None in row.values():
            yield Skipped(source, "The row has fewer columns than the head: the file ends in the middle.")
        else:
            yield _record(source, row, "federal-register-csv")


def _row_name(row: Any, position: int) -> str:
    if not isinstance(row, dict):
        return str(position)
    return _text(row, "document_number") or _text(row, "executive_order_number") or str(position)


def _record(source: str, row: Any, listed_by: str) -> MetadataRecord | Skipped:
    if not isinstance(row, dict):
        return Skipped(source, "The record is not an object with fields.")
    kind_of_document = _text(row, "type")
    if kind_of_document not in ("", "Presidential Document", "PRESDOCU"):
        return Skipped(source, f"The record is of a {kind_of_document}, not of a presidential document.")
    return MetadataRecord(source, metadata_of(row), listed_by)


def metadata_of(row: Row) -> Metadata:
    """Return the metadata in one record. Missing fields stay empty: a record has only the fields that were asked
    for.
    """
    document = _text(row, "document_number")
    title, number = title_and_number(_text(row, "title"), printed_number(_number(row)))
    return Metadata(
        kind=_kind(row),
        number=number,
        series=_series(row),
        title=title,
        signed=iso_date(_text(row, "signing_date")),
        published=_published(_text(row, "publication_date")),
        president=_president(row.get("president")),
        register=_register(row),
        document_number=document,
        correction_of=_correction_of(row, title, document),
        source_url=_text(row, "html_url"),
        links=tuple((link, _text(row, column)) for link, column in _LINKS if _text(row, column)),
        disposition_notes=_text(row, "disposition_notes") or _text(row, "executive_order_notes"),
        particulars=tuple(("topic", topic) for topic in _topics(row)),
    )


def _topics(row: Row) -> Iterator[str]:
    """The topics of a document, and the heading of the contents it is under: "Defense and National Security:".

    What follows the first semicolon or colon tells of the one document or divides the topic further.
    """
    listed = row.get("topics")
    headings = [*(listed if isinstance(listed, list) else ()), row.get("toc_subject")]
    cut = (re.split("[;:]", one, maxsplit=1)[0] for one in headings if isinstance(one, str))
    yield from dict.fromkeys(topic for one in cut if (topic := " ".join(one.split()).strip(" ,.")))


def _text(row: Row, column: str) -> str:
    value = row.get(column)
    return "" if value is None or isinstance(value, (dict, list)) else str(value).strip()


def _number(row: Row) -> str:
    columns = ("executive_order_number", "proclamation_number", "presidential_document_number")
    return next((_text(row, column) for column in columns if _text(row, column)), "")


def _kind(row: Row) -> Kind | None:
    named = KIND_OF_NAME.get(_text(row, "subtype").lower())
    if named:
        return named
    if _text(row, "executive_order_number"):
        return "executive-order"
    return "proclamation" if _text(row, "proclamation_number") else None


def _series(row: Row) -> tuple[SeriesNumber, ...]:
    """The contents line of a memorandum may name its series: "National Security Presidential Memorandum-3 of …"."""
    line = _text(row, "toc_doc")
    return series_numbers(line.split(" of ")[0]) if _SERIES_LINE.match(line) else ()


def _published(text: str) -> date | None:
    """ "2017-02-01" in JSON, "02/01/2017" in the CSV."""
    return iso_date(text) or short_date(text)


def _president(value: Any) -> str:
    """{"identifier": "donald-trump"}, or the slug itself."""
    if isinstance(value, dict):
        return str(value.get("identifier") or "")
    return value if isinstance(value, str) else ""


def _register(row: Row) -> RegisterPlace | None:
    """Volume and pages from their own columns, or from "82 FR 8977"."""
    cited = _CITATION.match(_text(row, "citation"))
    volume = _whole(row, "volume") or (int(cited[1]) if cited else 0)
    start = _whole(row, "start_page") or (int(cited[2]) if cited else 0)
    end = _whole(row, "end_page")
    return RegisterPlace(volume, start, end if end >= start else 0) if volume and start else None


def _whole(row: Row, column: str) -> int:
    text = _text(row, column)
    return int(text) if text.isascii() and text.isdigit() else 0


def _correction_of(row: Row, title: str, document: str) -> str:
    """The document corrected: the field holds a number or the address of the API that ends in it."""
    stated = _text(row, "correction_of").translate(FOLDED_DASHES)
    if stated:
        return re.sub(r"(?:\.json)?(?:\?.*)?$", "", stated).rsplit("/", 1)[-1]
    return correction_of(title, document)
