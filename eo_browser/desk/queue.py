"""The editors' queue: fault reports of readers, provisions whose place is doubtful, and past decisions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from eo_browser.archive.fault_reports import keep_report
from eo_browser.law.model.addresses import provision_address
from eo_browser.models import FaultReport, PathMend, StoredProvision

from .path_mend_form import mend_address
from .read_only import ReadOnly, link

_SAID = ("address", "revision", "sort", "message", "contact", "made", "settled", "page", "mend")


@admin.register(FaultReport)
class FaultReportAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Reports of readers, the open ones first. An editor answers and settles them; the report itself stays."""

    list_display = ("made", "state", "sort", "address", "message", "page", "mend")
    list_filter = ("state", "sort")
    search_fields = ("address", "message", "answer")
    fields = (*_SAID, "state", "answer")
    readonly_fields = _SAID
    list_select_related = ("document",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[FaultReport]:
        """Return the open reports first, then the newest."""
        return FaultReport.objects.open_first()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Keep the order of the query set."""
        return ("state", "-made", "-pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: reports come from readers."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: FaultReport | None = None) -> bool:
        """Return False: a report is settled, not deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: FaultReport, form: Any, change: bool) -> None:
        """Set the time of settling when the editor settles the report."""
        is_open = obj.state == FaultReport.State.OPEN
        obj.settled = None if is_open else obj.settled or timezone.now()
        keep_report(obj, timezone.now(), settings.DATA_DIR / "journal.jsonl")

    @admin.display(description="page")
    def page(self, report: FaultReport) -> SafeString:
        """Link to what the reader saw."""
        return link(report.address, "read")

    @admin.display(description="numbering")
    def mend(self, report: FaultReport) -> SafeString | str:
        """Link to the form that corrects a path."""
        return link(mend_address(report.document, report.path, report.pk), "mend") if report.document else ""


class DoubtFilter(admin.SimpleListFilter):
    """A filter of doubtful provisions by the first reason."""

    title = "reason"
    parameter_name = "reason"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        """Return the reasons there are, with how many provisions have each."""
        rows = model_admin.get_queryset(request).order_by().values_list("doubts__0__code").annotate(Count("pk"))
        return [(code, f"{code.replace('_', ' ').replace('-', ' ').lower()} ({count})") for code, count in rows if code]

    def queryset(self, request: HttpRequest, queryset: QuerySet[StoredProvision]) -> QuerySet[StoredProvision]:
        """Return the provisions of the reason chosen."""
        return queryset.filter(doubts__0__code=self.value()) if self.value() else queryset


@admin.register(StoredProvision)
class DoubtfulProvisionAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Provisions of present texts whose place is doubtful, the newest revisions first."""

    list_display = ("document", "path", "why", "confidence", "page", "mend")
    list_filter = (DoubtFilter,)
    search_fields = ("revision__document__address", "path")
    list_select_related = ("revision__document",)
    show_full_result_count = False
    ordering = ("-revision__first_imported", "-revision_id", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[StoredProvision]:
        """Return the doubtful provisions of current revisions."""
        current = super().get_queryset(request).filter(revision=F("revision__document__current"))
        return current.filter(confidence__lt=1) | current.exclude(doubts=[])

    @admin.display(description="document")
    def document(self, provision: StoredProvision) -> str:
        """Return the address of the document."""
        return provision.revision.document.address

    @admin.display(description="why")
    def why(self, provision: StoredProvision) -> str:
        """Return the reasons, each with the other reading."""
        return " ".join(
            doubt["message"] + (f" Or {doubt['other_path']}." if doubt.get("other_path") else "")
            for doubt in provision.doubts
        )

    @admin.display(description="page")
    def page(self, provision: StoredProvision) -> SafeString:
        """Link to its page."""
        return link(provision_address(provision.revision.document.address, provision.path), "read")

    @admin.display(description="numbering")
    def mend(self, provision: StoredProvision) -> SafeString:
        """Link to the form that corrects its path."""
        return link(mend_address(provision.revision.document, provision.path), "mend")


@admin.register(PathMend)
class PathMendAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Paths that editors put right. A decision is changed by another one: the journal keeps both."""

    list_display = ("made", "document", "old_path", "new_path", "reason", "editor")
    search_fields = ("document__address", "old_path", "new_path", "reason")
    list_select_related = ("document",)
    ordering = ("-made", "-pk")
