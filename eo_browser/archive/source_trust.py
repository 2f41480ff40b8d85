"""Which source's text is shown: the Federal Register's before the White House's, the better markup before the worse."""

from __future__ import annotations

from eo_browser.models import Document, Edition, Revision

_FORMATS = ("fr-xml", "fr-html", "fr-text")
_PUBLISHERS = ("federal-register", "white-house", "other")


def preference(edition: Edition) -> tuple[int, int, bool]:
    """Sorts editions, the preferred first; a source that lost its line breaks comes after its like."""
    publisher = _PUBLISHERS.index(edition.publisher) if edition.publisher in _PUBLISHERS else len(_PUBLISHERS)
    format_ = _FORMATS.index(edition.format) if edition.format in _FORMATS else len(_FORMATS)
    return publisher, format_, edition.layout == "flat"


def leading_edition(revision: Revision) -> Edition:
    """The edition a revision's outline is read from: the preferred, then the first by name."""
    return min(revision.editions.all(), key=lambda one: (preference(one), one.source))


def current_revision(document: Document) -> Revision | None:
    """The newest revision of the preferred edition; superseded bytes count only when nothing else is left."""
    editions = list(document.editions.select_related("revision"))
    live = [one for one in editions if not one.superseded] or editions
    if not live:
        return None
    best = min(preference(one) for one in live)
    return max((one.revision for one in live if preference(one) == best), key=lambda revision: revision.number)
