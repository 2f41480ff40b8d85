"""The form by which an editor imports the text of a document that only lists know."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from eo_browser.archive import journal
from eo_browser.archive.importing.batches import Tally
from eo_browser.archive.importing.run import import_upload
from eo_browser.archive.lock import Busy
from eo_browser.models import Document, Listing
from eo_browser.sources.formats import LARGEST_TEXT, PUBLISHERS


class ImportForm(forms.Form):
    """A file, and who published it where nothing in it says so."""

    file = forms.FileField(label="File", help_text="XML, HTML or text, as its publisher sends it. At most 20 MB.")
    publisher = forms.ChoiceField(
        label="Published by",
        required=False,
        choices=[("", "the file says so, or it is not known"), *((one.code, one.name) for one in PUBLISHERS)],
        help_text="Only for a file that you fetched there yourself.",
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_TEXT:
            raise forms.ValidationError(f"The file has {file.size:,} bytes; at most {LARGEST_TEXT:,} are read.")
        return file


def import_listed(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form, or import the file and go to what became of it."""
    if not request.user.has_perm("eo_browser.add_document"):
        raise PermissionDenied
    listing = get_object_or_404(Listing, pk=pk)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        name = PurePath(file.name).name
        try:
            tally = import_upload(name, file.read(), form.cleaned_data["publisher"], settings.DATA_DIR)
        except (Busy, journal.JournalBroken, OSError) as error:
            form.add_error(None, str(error))
        else:
            return _imported(request, listing, tally)
    context = {**admin.site.each_context(request), "title": "Import a document", "listing": listing, "form": form,
               "opts": Listing._meta}  # fmt: skip
    return render(request, "admin/import_listed.html", context, status=409 if form.errors else 200)


def _imported(request: HttpRequest, listing: Listing, tally: Tally) -> HttpResponse:
    """Say what became of the file; then the document where it is held now, else the row again."""
    for what in ("skipped", "failed", "proposed", "doubtful"):
        for source, reason in getattr(tally, what):
            messages.warning(request, f"{source}, {what}: {reason}")
    held = Document.objects.filter(kind=listing.kind, number=listing.number).exclude(number="").first()
    if held is None:
        messages.warning(request, "The file was read; the document of this row is not held yet.")
        return redirect("admin:import_listed", listing.pk)
    messages.success(request, f"{held.address} is held.")
    return redirect("admin:eo_browser_document_change", held.pk)
