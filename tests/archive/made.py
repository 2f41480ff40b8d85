"""Documents made for the tests of the store: a tree from a few lines, and a source around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from eo_browser.archive.store import Batch, Stored
from eo_browser.law.model.source import Block, Metadata, MetadataRecord, SourceDocument
from eo_browser.law.model.texts import DocumentText, document_text
from eo_browser.law.model.tree import ParsedDocument, Provision
from eo_browser.models import ImportRun

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)
LONG = "of the agencies that shall, to the extent permitted by law and within available appropriations, see to it"

# path → own text; a path below another is its child. Long enough that words tell documents apart.
PLAIN = {
    "p1": f"By the authority vested in me as President it is ordered that the weighing of salt be the duty {LONG}.",
    "sec-1": "Policy. It is the policy of the United States that salt be weighed with care.",
    "sec-1/a": "Every agency shall weigh its salt on the first day of each month and write down the weight.",
    "sec-1/b": "The Secretary of Commerce shall publish the weights that the agencies have written down.",
    "sec-2": "General provisions. Nothing in this order shall impair authority granted by law to an agency.",
}


def tree(outline: dict[str, str]) -> tuple[Provision, ...]:
    """A tree from paths and own texts, in order."""
    top: list[Provision] = []
    for path, text in outline.items():
        label = f"({path.rsplit('/', 1)[-1]})" if "/" in path else ""
        provision = Provision(path, "labelled" if label else "unlabelled", label=label, text=text)
        _hang(top, provision)
    return tuple(top)


def _hang(level: list[Provision], provision: Provision) -> None:
    for at, above in enumerate(level):
        if provision.path.startswith(above.path + "/"):
            children = list(above.children)
            _hang(children, provision)
            level[at] = replace(above, children=tuple(children))
            return
    level.append(provision)


def text(
    source: str,
    outline: dict[str, str] | None = None,
    *,
    format: str = "wh-markdown",
    layout: str = "paragraphs",
    raw: bytes = b"",
    **facts: object,
) -> DocumentText:
    """One source's text. `facts` are fields of Metadata; the kind is an executive order unless said."""
    metadata = Metadata(**{"kind": "executive-order", "signed": date(2021, 5, 12), **facts})  # type: ignore[arg-type]
    outline = PLAIN if outline is None else outline
    blocks = tuple(Block(line) for line in outline.values())
    publisher = (
        "federal-register" if format.startswith("fr-") else "white-house" if format.startswith("wh-") else "other"
    )
    made = SourceDocument(
        source,
        format,
        blocks,
        metadata,
        layout,
        publisher,
        raw or source.encode(),  # type: ignore[arg-type]
    )
    return document_text(made, ParsedDocument(source, format, metadata, tree(outline)))


def record(source: str, listed_by: str = "federal-register-api", **facts: object) -> MetadataRecord:
    """One row of a list."""
    metadata = Metadata(**{"kind": "executive-order", "signed": date(2021, 5, 12), **facts})  # type: ignore[arg-type]
    return MetadataRecord(source, metadata, listed_by)


def run(now: datetime = NOW) -> ImportRun:
    return ImportRun.objects.create(started=now, command="test")


def put(*items: DocumentText | MetadataRecord, now: datetime = NOW) -> list[Stored]:
    """Store texts and rows of lists in one batch, rows first."""
    with Batch(now, run(now)) as batch:
        rows = [item for item in items if isinstance(item, MetadataRecord)]
        if rows:
            batch.store_records(rows)
        stored = [batch.store(item) for item in items if isinstance(item, DocumentText)]
    for one in stored:
        one.document.refresh_from_db()
    return stored
