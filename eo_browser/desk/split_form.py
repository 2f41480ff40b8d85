"""The form by which an editor makes a text of a document a document of its own."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from eo_browser.archive import journal
from eo_browser.archive.debts import pay_debts
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.splitting import CannotSplit, split_off
from eo_browser.models import Document, Edition, Revision

SHOWN = 12  # provisions of a text


class SplitForm(forms.Form):
    """Which text is another paper's."""

    source = forms.ModelChoiceField(
        Edition.objects.none(),
        label="Text that is another paper",
        to_field_name="source",
        widget=forms.RadioSelect,
        empty_label=None,
        help_text="It gets an address of its own. Addresses with a revision (/@2) answer as before.",
    )


def split_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the texts of a document, or split one off."""
    if not request.user.has_perm("eo_browser.add_pathmend"):
        raise PermissionDenied
    document = get_object_or_404(Document, pk=pk)
    texts = document.editions.filter(superseded=False).select_related("revision").order_by("source")
    form = SplitForm(request.POST if request.method == "POST" else None)
    form.fields["source"].queryset = texts  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        source = form.cleaned_data["source"].source
        done = _split(source, request.user.get_username())
        if isinstance(done, Document):
            messages.success(request, f"{source} is {done.address} now.")
            return redirect(reverse("admin:eo_browser_document_change", args=[done.pk]))
        form.add_error(None, done)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Split a document",
        "document": document,
        "form": form,
        "opts": Document._meta,
        "texts": [(one, _opening(one.revision)) for one in texts],
    }
    return render(request, "admin/split.html", context, status=200 if request.method != "POST" else 409)


def _opening(text: Revision) -> str:
    """The first words of a text, by which an editor tells it from another."""
    words = text.provisions.order_by("position").exclude(text="").values_list("text", flat=True)
    return shorten(" ".join(words[:SHOWN]), 900, placeholder=" …")


def _split(source: str, editor: str) -> Document | str:
    """Split a text off as the only writer of documents, then update the journal file; the reason where it cannot be."""
    try:
        with only_writer(settings.DATA_DIR):
            document = split_off(source, editor, timezone.now())
            pay_debts()
            journal.append(settings.DATA_DIR / "journal.jsonl")
    except (Busy, CannotSplit, journal.JournalBroken) as error:
        return str(error)
    return document
