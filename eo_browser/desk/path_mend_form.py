"""The form by which an editor corrects the path of a provision."""

from __future__ import annotations

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
from eo_browser.archive.fault_reports import keep_report
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.path_mends import Mended, PathDecision, mend
from eo_browser.archive.references import relate
from eo_browser.law.outline.corrections import Refused
from eo_browser.models import Document, FaultReport, StoredProvision


class MendForm(forms.Form):
    """Old path, new path, why."""

    old = forms.CharField(
        label="Path now",
        max_length=1000,
        help_text="The provision of the present text as its address has it: sec-2/iii/D",
    )
    new = forms.CharField(
        label="Right path",
        max_length=1000,
        help_text="Labels as printed, outermost first. Everything below it moves along.",
    )
    reason = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Readers of the old address see it.",
    )
    fault = forms.IntegerField(required=False, widget=forms.HiddenInput)


def mend_address(document: Document, path: str = "", fault: int | None = None) -> str:
    """Return the address of the form for a provision of a document."""
    asked = {"old": path, **({"fault": fault} if fault else {})}
    return f"{reverse('admin:mend_path', args=[document.pk])}?{urlencode(asked)}"


def mend_path(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form, or apply it."""
    if not request.user.has_perm("eo_browser.add_pathmend"):
        raise PermissionDenied
    document = get_object_or_404(Document.objects.select_related("current"), pk=pk)
    form = MendForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        done = _mend(document, form, request.user.get_username())
        if isinstance(done, Mended):
            return _moved_on(request, document, form, done)
        form.add_error(None, done.reason)
    return _form(request, document, form)


def _mend(document: Document, form: MendForm, editor: str) -> Mended | Refused:
    """Mend a path as the only writer of documents, then update the journal file."""
    entered = form.cleaned_data
    decision = PathDecision(entered["old"].strip("/ "), entered["new"].strip("/ "), entered["reason"], editor)
    try:
        with only_writer(settings.DATA_DIR):
            document.refresh_from_db()
            done = mend(document, decision, timezone.now())
            relate([document.pk])
            journal.append(settings.DATA_DIR / "journal.jsonl")
    except (Busy, journal.JournalBroken) as error:
        return Refused(str(error))
    return done


def _moved_on(request: HttpRequest, document: Document, form: MendForm, done: Mended) -> HttpResponse:
    old, new = form.cleaned_data["old"].strip("/ "), form.cleaned_data["new"].strip("/ ")
    count = len(done.moved)
    message = f"{old} → {new}. {count} address{'es lead' if count != 1 else ' leads'} on."
    messages.success(request, message)
    if report := FaultReport.objects.filter(pk=form.cleaned_data["fault"] or 0).first():
        report.state, report.settled = FaultReport.State.SETTLED, (now := timezone.now())
        report.answer = f"{report.answer}\nMended: {old} → {new}".strip()
        keep_report(report, now, settings.DATA_DIR / "journal.jsonl")
    return redirect(reverse("admin:eo_browser_document_change", args=[document.pk]))


def _form(request: HttpRequest, document: Document, form: MendForm) -> HttpResponse:
    rows = StoredProvision.objects.filter(revision=document.current).order_by("position")
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Mend a path",
        "document": document,
        "form": form,
        "opts": Document._meta,
        "provisions": rows.values("path", "label", "text", "depth"),
    }
    status = 200 if request.method != "POST" else 409
    return render(request, "admin/mend_path.html", context, status=status)
