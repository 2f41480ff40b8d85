"""`/bulk/`: the page of the export, its manifest, and its files, of which a client may ask for a part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import http_date

from eo_browser.web.api.listing import changes_after
from eo_browser.web.objects import Json
from eo_browser.web.site.responses import (
    json_answer,
    not_found_page,
    not_modified_since,
    page,
    problem,
    read_only,
    readable_anywhere,
    redirect,
)

from .export import bulk_folder
from .files import SUMS, read_manifest

_CHUNK = 1 << 17
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
_NAME = re.compile(r"[a-z]{1,40}-[0-9]{1,18}\.(?:ndjson\.gz|sqlite)")
_TYPES = {"gz": "application/gzip", "sqlite": "application/vnd.sqlite3"}


@read_only
def bulk_page(request: HttpRequest) -> HttpResponse:
    """Return the page that lists the files."""
    manifest = read_manifest(bulk_folder())
    context: dict[str, Any] = {"title": "The whole archive as files", "here": "api", "manifest": manifest, "sums": SUMS}
    if manifest:
        context["made"] = datetime.fromisoformat(manifest["made"])
        context["changes"] = changes_after(manifest["archive"], manifest["change"])
    return page(request, "bulk.html", context)


@read_only
def bulk_manifest(request: HttpRequest) -> HttpResponse:
    """Return the manifest: the files with sizes and sums, and where to read what changed since."""
    manifest = read_manifest(bulk_folder())
    if manifest is None:
        return problem(404, "Not there", "The archive has not been exported yet; `manage.py export` does it.")
    files = [{**one, "url": f"{manifest['site']}bulk/{one['name']}"} for one in manifest["files"]]
    return json_answer(
        request, {**manifest, "files": files, "changes": changes_after(manifest["archive"], manifest["change"])}
    )


@read_only
def bulk_sums(request: HttpRequest) -> HttpResponseBase:
    """Return the sums as `sha256sum --check` reads them."""
    if read_manifest(bulk_folder()) is None:
        return _nothing(request)
    return HttpResponse((bulk_folder() / SUMS).read_text("utf-8"), content_type="text/plain; charset=utf-8")


@read_only
def bulk_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Return a file or a part of it; the name without a number leads to the newest file."""
    manifest = read_manifest(bulk_folder())
    files = manifest["files"] if manifest else []
    newest: Json | None = next((one for one in files if one["short"] == name), None)
    if newest:
        return redirect(f"/bulk/{newest['name']}", 302)
    path = bulk_folder() / name
    if not _NAME.fullmatch(name) or not path.is_file():
        return _nothing(request)
    return readable_anywhere(_sent(request, path))


def _nothing(request: HttpRequest) -> HttpResponse:
    return not_found_page(request, "The archive has no such file.", [("/bulk/", "The files of the archive")])


@dataclass(frozen=True, slots=True)
class _ByteRange:
    """Bytes of a file from `start` up to, not including, `end`."""

    start: int
    end: int


def _sent(request: HttpRequest, path: Path) -> HttpResponseBase:
    """Send a file; a client that has the first part asks for the rest with `Range` and `If-Range` (RFC 9110, 14)."""
    facts = path.stat()
    size, changed = facts.st_size, http_date(facts.st_mtime)
    tag = f'"{size:x}-{facts.st_mtime_ns:x}"'
    headers = {
        "ETag": tag,
        "Last-Modified": changed,
        "Accept-Ranges": "bytes",
        "Cache-Control": "public, max-age=3600",
    }
    named = request.headers.get("If-None-Match")
    if (tag in named) if named is not None else not_modified_since(request, headers):
        return HttpResponse(status=304, headers=headers)
    asked = request.headers.get("Range", "")
    is_same = request.headers.get("If-Range", tag) in (tag, changed)
    part = _part(asked, size) if asked and is_same else _ByteRange(0, size)
    if part is None:
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    whole = part == _ByteRange(0, size)
    content = _chunks(path, part) if request.method == "GET" else iter(())
    response = StreamingHttpResponse(content, status=200 if whole else 206, content_type=_TYPES[path.suffix[1:]])
    for header, value in headers.items():
        response[header] = value
    response["Content-Length"] = str(part.end - part.start)
    if not whole:
        response["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{size}"
    return response


def _part(asked: str, size: int) -> _ByteRange | None:
    """The bytes that a `Range` header asks for; None for bytes that are not there.

    Several ranges at once, or another unit, are answered with the whole file, as the standard allows.
    """
    found = _RANGE.fullmatch(asked.replace(" ", ""))
    if not found or not (found[1] or found[2]):
        return _ByteRange(0, size)
    if not found[1]:
        return _ByteRange(max(0, size - int(found[2])), size) if int(found[2]) else None
    start, end = int(found[1]), min(int(found[2] or size), size - 1) + 1
    return _ByteRange(start, end) if start < end else None


def _chunks(path: Path, part: _ByteRange) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(part.start)
        left = part.end - part.start
        while left and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
