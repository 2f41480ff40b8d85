"""The editors' desk: the archive to read, the queue of reports and doubts, names and paths to correct.

Documents cannot be changed here: their facts come from their sources, and the next import would undo a change. An
editor's decision is an act of the archive, with a line in the journal.
"""

from __future__ import annotations

from django.contrib import admin

from . import archive, proposals, queue, relations, watches

__all__ = ["archive", "proposals", "queue", "relations", "watches"]

admin.site.site_header = "Executive Order Browser: the editors’ desk"
admin.site.site_title = "Editors’ desk"
admin.site.index_title = "The archive"
