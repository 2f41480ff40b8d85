"""Notes in the margin of a document: who cites a provision, and what was done to it alone."""

from __future__ import annotations

from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.web.objects.body import Mark
from eo_browser.web.objects.references_shown import Tie, Web, sources_of

ACTED_SHOWN = 2  # acts named in the margin of a provision; its own page has them all


def marks_of(web: Web, base: str) -> dict[str, list[Mark]]:
    """The notes of each path; `base` is the document's address, before which the provisions' own begin."""
    found: dict[str, list[Mark]] = {}
    for tie in web.document_acts:
        marks = found.setdefault(tie.path, [])
        if len(marks) < ACTED_SHOWN:
            marks.append(_acted(tie, f"{base}/{tie.path}#_web"))
    for path, count in web.cited_at.items():
        name = f"{pinpoint(path)} is cited by {count} document{'s' if count > 1 else ''}"
        found.setdefault(path, []).append(Mark(f"cited by {count}", f"{base}/{path}#_cited-by", name, "cited"))
    return found


def _acted(tie: Tie, own: str) -> Mark:
    """ "amended by EO 13286", a link to the words that say so, else to the list on the provision's own page."""
    said = next((source for source in sources_of(tie) if source["url"]), None)
    text = f"{tie.label.lower()} {tie.other.short}"
    where = f", {said['where']}" if said else ""
    return Mark(text, said["url"] if said else own, f"{pinpoint(tie.path)} is {text}{where}", "acted")
