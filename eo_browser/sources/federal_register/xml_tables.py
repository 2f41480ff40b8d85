"""GPOTABLE → a table block of rows and cells."""

from __future__ import annotations

from lxml import etree

from eo_browser.law.model.source import Anchor, Block

from .xml_inline import element_text


def read_table(table: etree._Element) -> Block:
    """The table with its title, column heads and rows; notes below it are rows of one cell."""
    titles = [_cell(part) for part in table.iter("TTITLE")]
    head = [(title,) for title in titles if title] + _head_rows(table)
    body = [tuple(_cell(entry) for entry in row.iter("ENT")) for row in table.iter("ROW")]
    notes = [(_cell(note),) for note in table.iter("TNOTE", "TDESC", "SIGDAT")]
    rows = tuple(row for row in (*head, *body, *notes) if any(row))
    return Block(
        text=" ".join(cell for row in rows for cell in row if cell),
        kind="table",
        anchors=tuple(Anchor(f"page-{mark.get('P')}") for mark in table.iter("PRTPAGE") if mark.get("P")),
        rows=rows,
        header_rows=sum(1 for row in head if any(row)),
    )


def _cell(element: etree._Element) -> str:
    return element_text(element).text


def _head_rows(table: etree._Element) -> list[tuple[str, ...]]:
    """Column heads, a row for each level: a head stands over the first of the columns below it.

    CHED H="1" is followed by the H="2" heads under it; a head with none under it is a column.
    """
    heads = [(int(head.get("H") or 1), _cell(head)) for head in table.iter("CHED")]
    columns = _columns(heads)
    levels = max((level for level, _ in heads), default=0)
    return [tuple(column.get(level, "") for column in columns) for level in range(1, levels + 1)]


def _columns(heads: list[tuple[int, str]]) -> list[dict[int, str]]:
    """For each column its heads by level; a head over several columns is given to the first."""
    columns: list[dict[int, str]] = []
    above: dict[int, str] = {}
    for position, (level, text) in enumerate(heads):
        above[level] = text
        next_level = heads[position + 1][0] if position + 1 < len(heads) else 0
        if next_level <= level:
            columns.append(above)
            above = {}
    return columns
