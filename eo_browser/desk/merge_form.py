"""The form by which an editor merges a document into another that is the same paper."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

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
from eo_browser.archive.document_merges import CannotMerge, MergePlan, merge_documents, plan_merge
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.models import Document, ImportItem, StoredProvision

from .proposals import changes_between

_NAMED = re.compile(r"/[a-z]+/[^\s“”]+?(?=[,.;:)]*(?:\s|$))")  # an address in a note of an import


class MergeForm(forms.Form):
    """The document that is kept, and why."""

    into = forms.CharField(
        label="Address of the document that is kept",
        max_length=300,
        help_text="Every address of this document will lead there. “Compare” shows what differs.",
    )
    reason = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Readers of old addresses see it.",
    )


def merge_address(document: Document, into: str = "") -> str:
    """Return the address of the form that merges a document."""
    asked = f"?{urlencode({'into': into})}" if into else ""
    return f"{reverse('admin:merge_document', args=[document.pk])}{asked}"


def suspected_twin(item: ImportItem) -> str:
    """Return the address of the document that a doubtful text may be, as the note of its import names it; else ""."""
    document = item.document
    if item.outcome != "doubtful" or document is None:
        return ""
    named = [address for address in _NAMED.findall(item.reason) if address != document.address]
    return named[0] if named and Document.objects.at_address(named[0]).exclude(pk=document.pk).exists() else ""


def merge_document(request: HttpRequest, pk: int) -> HttpResponse:
    """Show two documents compared, or merge the first into the second."""
    if not request.user.has_perm("eo_browser.add_pathmend"):
        raise PermissionDenied
    document = get_object_or_404(Document.objects.select_related("current"), pk=pk)
    is_sent = request.method == "POST"
    form = MergeForm(request.POST if is_sent else None, initial=request.GET.dict())
    if is_sent and form.is_valid():
        done = _merge(document, form, request.user.get_username())
        if isinstance(done, Document):
            messages.success(request, f"{document.address} is {done.address} now.")
            return redirect(reverse("admin:eo_browser_document_change", args=[done.pk]))
        form.add_error(None, done)
    into = (request.POST if is_sent else request.GET).get("into", "")
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Merge a document",
        "document": document,
        "form": form,
        "opts": Document._meta,
        **(_compared(document, into) if into else {}),
    }
    return render(request, "admin/merge.html", context, status=409 if is_sent else 200)


def _compared(document: Document, into: str) -> dict[str, Any]:
    """What merging would do, or why it cannot be, with the differences of the two texts where both are here."""
    found: dict[str, Any] = {"into": into}
    try:
        plan: MergePlan | None = plan_merge(document.address, into)
        found["plan"] = plan
    except CannotMerge as error:
        found["refused"] = str(error)
    kept = Document.objects.at_address("/" + into.strip("/ ")).first()
    if kept is None or kept.pk == document.pk:
        return found
    return {**found, "kept": kept, **changes_between(_texts(kept), _texts(document))}


def _texts(document: Document) -> dict[str, str]:
    rows = StoredProvision.objects.filter(revision=document.current_id).order_by("position")
    return dict(rows.values_list("path", "text"))


def _merge(document: Document, form: MergeForm, editor: str) -> Document | str:
    """Merge as the only writer of documents, then update the journal file; the reason where it cannot be."""
    entered = form.cleaned_data
    try:
        with only_writer(settings.DATA_DIR):
            plan = plan_merge(document.address, entered["into"])
            kept = merge_documents(plan, entered["reason"], editor, timezone.now())
            pay_debts()
            journal.append(settings.DATA_DIR / "journal.jsonl")
    except (Busy, CannotMerge, journal.JournalBroken) as error:
        return str(error)
    return kept
