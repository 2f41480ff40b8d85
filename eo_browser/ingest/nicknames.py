"""Popular names that editors give documents and take away again."""

from __future__ import annotations

from eo_browser.indexing import record_changes
from eo_browser.law.citations.titles import fold_title
from eo_browser.models import Alias, Document


def give_name(document: Document, text: str) -> Alias:
    """Let a document be found by a name as well; one it has already stays as it is."""
    key = fold_title(text)
    alias, _ = Alias.objects.get_or_create(role=Alias.Role.NAME, key=key, document=document, defaults={"text": text})
    record_changes([document.pk])
    return alias


def take_name(document: Document, key: str) -> None:
    """Take a name away, by its folded form; none is no fault."""
    document.aliases.filter(role=Alias.Role.NAME, key=key).delete()
    record_changes([document.pk])
