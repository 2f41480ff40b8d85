"""The editors' desk: the archive to read, the queue of what to look at, names and paths to put right.

Documents are read here, not written: what they say comes from their sources, and a page that could change a title
by hand would be undone by the next import. What an editor decides is an act of `ingest`, with a line in the journal.
"""

from __future__ import annotations

from django.contrib import admin

from . import archive, proposals, queue

__all__ = ["archive", "proposals", "queue"]

admin.site.site_header = "Executive Order Browser: the editors’ desk"
admin.site.site_title = "Editors’ desk"
admin.site.index_title = "The archive"
