"""Federal Register XML: the full text of one presidential document, or a whole daily issue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import takewhile

from lxml import etree

from eo_browser.law.model.dates import printed_date
from eo_browser.law.model.source import Kind, Skipped, SourceDocument

from .metadata import metadata_of
from .xml_blocks import read_blocks

KINDS: dict[str, Kind] = {
    "EXECORD": "executive-order",
    "PROCLA": "proclamation",
    "PRMEMO": "memorandum",
    "DETERM": "determination",
    "PRNOTICE": "notice",
    "PRORDER": "order",
    "OTHER": "other",
}
LARGEST = 200_000_000  # bytes; the largest daily issues are about a quarter of it

_ROOTS = {"PRESDOCU", "PRESDOCS", "FEDREG", "RULE", "PRORULE", "NOTICE", "CORRECT"} | set(KINDS) - {"OTHER"}
_PASSED_OVER = {"RULE": "rule", "PRORULE": "proposed rule", "NOTICE": "notice", "CORRECT": "correction"}
_FIRST_ELEMENT = re.compile(rb"<([A-Za-z][\w.-]*)[\s>/]")
_NOT_XML = bytes([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)])  # control characters


def recognises(data: bytes) -> bool:
    """Whether the file begins with markup and its first element is one of the Federal Register's."""
    head = data[:20_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = _FIRST_ELEMENT.search(head) if head.startswith(b"<") else None
    return bool(found and found[1].decode("ascii") in _ROOTS)


def read(name: str, data: bytes) -> Iterator[SourceDocument | Skipped]:
    """Every presidential document of a file, then one line on what else the file held.

    A damaged file is read as far as it goes: the documents say so in `notes`. Entities and DTDs are never
    resolved, nothing is fetched. Of several documents each is named "file.xml#10701" by its number, or by
    its document number when it has none.
    """
    if len(data) > LARGEST:
        yield Skipped(name, f"The file has {len(data):,} bytes; at most {LARGEST:,} are read.")
        return
    root, notes = _parse(data)
    if root is None:
        yield Skipped(name, "The file is not XML: no element could be read.")
        return
    yield from _documents(name, data, root, notes)
    yield from _what_else(name, root)


def _parse(data: bytes) -> tuple[etree._Element | None, tuple[str, ...]]:
    """The root, and what was wrong with the XML in plain words. libxml2's own limit on depth (256) stays in force."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    cleaned = data.translate(None, delete=_NOT_XML)
    notes = [] if cleaned == data else ["The file holds control characters, which were dropped."]
    try:
        root = etree.fromstring(cleaned, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, ()
    if len(parser.error_log):
        first = parser.error_log[0]
        notes.append(f"The XML is damaged (line {first.line}: {first.message}); what could be read was kept.")
    return root, tuple(notes)


def _documents(
    name: str, data: bytes, root: etree._Element, notes: tuple[str, ...]
) -> Iterator[SourceDocument | Skipped]:
    elements = list(_document_elements(root))
    alone = root.tag != "FEDREG" and len(elements) == 1
    for position, element in enumerate(elements, start=1):
        document = _document(name, element, notes, volume=_volume(root), published=_published(root))
        if not document.blocks:
            yield Skipped(name, f"A {element.tag} element (line {element.sourceline}) holds no text.")
        elif alone:
            yield replace(document, raw=data)
        else:
            yield replace(document, source=f"{name}#{_own_name(document, position)}", raw=_bytes_of(element))


def _document_elements(root: etree._Element) -> Iterator[etree._Element]:
    """The documents under every PRESDOCU, wherever it stands; or the root when it is one itself."""
    if root.tag in KINDS:
        yield root
    for holder in root.iter("PRESDOCU"):
        yield from (child for child in holder if child.tag in KINDS)


def _document(
    name: str, element: etree._Element, notes: tuple[str, ...], volume: int, published: date | None
) -> SourceDocument:
    blocks = read_blocks(element, _strays(element))
    return SourceDocument(
        source=name,
        format="fr-xml",
        blocks=blocks,
        metadata=metadata_of(blocks, KINDS[element.tag], volume, published),
        publisher="federal-register",
        notes=notes,
    )


def _strays(element: etree._Element) -> Iterator[etree._Element]:
    """What stands behind a document in its PRESDOCU, up to the next document."""
    holder = element.getparent()
    if holder is not None and holder.tag == "PRESDOCU":
        followers = (sibling for sibling in element.itersiblings() if isinstance(sibling.tag, str))
        yield from takewhile(lambda sibling: sibling.tag not in KINDS, followers)


def _own_name(document: SourceDocument, position: int) -> str:
    return document.metadata.number or document.metadata.document_number or str(position)


def _bytes_of(element: etree._Element) -> bytes:
    """The document's part of an issue, by itself a file this reader reads again."""
    holder = element.getparent()
    if holder is not None and holder.tag == "PRESDOCU" and sum(child.tag in KINDS for child in holder) == 1:
        element = holder
    return etree.tostring(element, encoding="utf-8", with_tail=False)


def _volume(root: etree._Element) -> int:
    """The volume of the issue: <VOL>89</VOL> at its head; 0 in files of one document."""
    found = re.search(r"\d+", root.findtext("VOL") or "")
    return int(found[0]) if found else 0


def _published(root: etree._Element) -> date | None:
    """The day of the issue: <DATE>Monday, February 12, 2024</DATE> at its head."""
    return printed_date(root.findtext("DATE") or "") if root.tag == "FEDREG" else None


def _what_else(name: str, root: etree._Element) -> Iterator[Skipped]:
    """One line on the rules and notices that were passed over, and one when there was no presidential document."""
    counts = Counter(_PASSED_OVER[element.tag] for element in root.iter(*_PASSED_OVER))
    listed = ", ".join(f"{count} {kind}{'s' if count > 1 else ''}" for kind, count in counts.items())
    if listed:
        yield Skipped(name, f"Passed over, being no presidential documents: {listed}.")
    elif not any(True for _ in _document_elements(root)):
        yield Skipped(name, f"The file (root {root.tag}) holds no presidential document.")
