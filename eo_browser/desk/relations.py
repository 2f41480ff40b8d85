"""What editors decide of relations: alarms to look at, and decisions that go before every other source."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from eo_browser.archive import journal
from eo_browser.archive.alarms import alarm_of, alarmed
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.references import relate
from eo_browser.archive.references.decisions import RelationRuling, decide
from eo_browser.law.terms.dispositions import LABELS
from eo_browser.models import AlarmedDocument, RelationDecision

from .read_only import ReadOnly, link

DECIDED = ("revokes", "supersedes", "nullifies", "amends", "continues", "suspends", "reinstates", "spares")


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who did what to which document, or did not; and why."""

    verb = forms.ChoiceField(
        choices=[(verb, LABELS[verb][1]) for verb in DECIDED],
        help_text="“Left in force by”: it did none of what the sources claim.",
    )

    class Meta:
        model = RelationDecision
        fields = ("document", "actor", "verb", "in_part", "path", "reason")
        help_texts = {
            "actor": "The address of the acting document, held or not: /eo/13526",
            "path": "The one provision it was done to: sec-2/a. Empty for the whole.",
            "reason": "Readers see it as the words of the source “an editor’s decision”.",
        }

    def clean_actor(self) -> str:
        """Return the address with one slash before it and none behind."""
        return "/" + str(self.cleaned_data["actor"]).strip("/ ")

    def clean(self) -> dict[str, Any]:
        """Allow a decision about the same two documents take the place of the first."""
        entered = self.cleaned_data
        same = {"document": entered.get("document"), "actor": entered.get("actor"), "path": entered.get("path")}
        self.instance = RelationDecision.objects.filter(**same).first() or self.instance
        return entered


@admin.register(RelationDecision)
class RelationDecisionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Decisions on relations. One is overruled by another about the same two documents; the journal has both."""

    form = DecisionForm
    list_display = ("made", "document", "verb", "in_part", "path", "actor", "reason", "editor")
    search_fields = ("document__address", "actor", "reason")
    list_select_related = ("document",)
    raw_id_fields = ("document",)
    ordering = ("-made", "-pk")

    def has_change_permission(self, request: HttpRequest, obj: RelationDecision | None = None) -> bool:
        """Return False: a decision cannot be changed afterwards."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: RelationDecision | None = None) -> bool:
        """Return False: a decision is overruled by another one."""
        return False

    def save_model(self, request: HttpRequest, obj: RelationDecision, form: Any, change: bool) -> None:
        """Keep the decision while nobody else writes, in the journal, and rebuild the document's relations."""
        entered = form.cleaned_data
        ruling = RelationRuling(
            entered["actor"],
            entered["verb"],
            entered["reason"],
            entered["in_part"],
            entered["path"],
            request.user.get_username(),
        )
        try:
            with only_writer(settings.DATA_DIR):
                obj.pk = decide(obj.document, ruling, timezone.now()).pk
                relate([obj.document_id])
                journal.append(settings.DATA_DIR / "journal.jsonl")
        except (Busy, journal.JournalBroken) as error:
            messages.error(request, str(error))


@admin.register(AlarmedDocument)
class AlarmAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Documents that are amended or continued after their end: one of the two is a slip, or refers to the past."""

    list_display = ("address", "status", "ended", "afterwards", "page", "decide")
    search_fields = ("address", "title")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AlarmedDocument]:
        """Return the documents with acts after their end about which no editor has decided."""
        found: QuerySet[AlarmedDocument] = super().get_queryset(request)
        return found.filter(pk__in=alarmed().values("pk")).order_by("order_key", "pk")

    @admin.display(description="what ended it")
    def ended(self, document: AlarmedDocument) -> str:
        """Return the ends, with who says so."""
        return alarm_of(document).ended

    @admin.display(description="what was done to it afterwards")
    def afterwards(self, document: AlarmedDocument) -> str:
        """Return the later acts, with who says so."""
        return "; ".join(alarm_of(document).afterwards)

    @admin.display(description="page")
    def page(self, document: AlarmedDocument) -> SafeString:
        """Link to its page."""
        return link(document.address, "read")

    @admin.display(description="decision")
    def decide(self, document: AlarmedDocument) -> SafeString:
        """Link to the form of a decision."""
        return link(f"{reverse('admin:eo_browser_relationdecision_add')}?document={document.pk}", "decide")
