"""Proposed texts at the desk: the list, what each would change, and the three decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from eo_browser.archive import journal
from eo_browser.archive.blobs import BlobStore
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.proposals import CannotSettle, Decision, settle_proposal, text_of_proposal
from eo_browser.archive.references import relate
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.law.model.word_changes import word_changes
from eo_browser.models import Proposal, StoredProvision

from .read_only import ReadOnly, link

DECISIONS = {
    "accept": "Accept as an edition",
    "correct": "Take as the right text",
    "refuse": "Refuse",
}


def changes_between(present: Mapping[str, str], proposed: Mapping[str, str]) -> dict[str, Any]:
    """Return what differs between two texts, given by path: the provisions that do, and how many do not."""
    paths = list(dict.fromkeys([*present, *proposed]))
    differing = [path for path in paths if present.get(path) != proposed.get(path)]
    changes = [(pinpoint(path), word_changes(present.get(path, ""), proposed.get(path, ""))) for path in differing]
    return {"changes": changes, "same": len(paths) - len(differing)}


def _comparison(proposal: Proposal) -> dict[str, Any]:
    """What differs between the present text of a document and a proposed one, provision by provision."""
    try:
        text = text_of_proposal(proposal, BlobStore(settings.DATA_DIR / "raw"))
    except CannotSettle as error:
        return {"unread": str(error)}
    rows = StoredProvision.objects.filter(revision=proposal.document.current_id).order_by("position")
    present = dict(rows.values_list("path", "text"))
    proposed = {row.path: row.text for row in text.rows}
    return changes_between(present, proposed)


@admin.register(Proposal)
class ProposalAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Texts that wait for an editor, the open ones first; nothing changes before one is settled."""

    list_display = ("document", "source", "publisher", "lost_share", "reason", "state", "made", "page")
    list_filter = ("state", "publisher")
    search_fields = ("source", "document__address", "title", "opening")
    fields = (
        "document", "source", "publisher", "title", "opening", "words", "lost_share", "reason", "state", "made",
        "settled", "editor",
    )  # fmt: skip
    list_select_related = ("document",)
    actions = ("accept", "correct", "refuse")
    change_form_template = "admin/proposal.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        """Return the newest first."""
        return super().get_queryset(request).order_by("-made", "-pk")

    def has_settle_permission(self, request: HttpRequest) -> bool:
        """Return whether the editor may settle proposals."""
        return request.user.has_perm("eo_browser.settle_proposal")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show what a text would change, with a button for each decision; carry out the decision that is sent."""
        proposal = self.get_object(request, object_id)
        may_settle = self.has_settle_permission(request)
        decision = request.POST.get("_decision", "")
        if proposal and may_settle and decision in DECISIONS:
            self._settle(request, Proposal.objects.filter(pk=proposal.pk), decision)
            return HttpResponseRedirect(reverse("admin:eo_browser_proposal_changelist"))
        is_open = proposal is not None and proposal.state == Proposal.Settlement.OPEN
        shown: dict[str, Any] = {"may_settle": may_settle and is_open, "decisions": list(DECISIONS.items())}
        shown |= _comparison(proposal) if proposal else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **shown})

    @admin.display(description="words lost")
    def lost_share(self, proposal: Proposal) -> str:
        """Return the share of the held words that the text lacks."""
        return f"{proposal.lost:.1%}".replace("%", " %")

    @admin.display(description="page")
    def page(self, proposal: Proposal) -> SafeString:
        """Link to the document as it is."""
        return link(proposal.document.address, "read")

    @admin.action(description="Accept as an edition (current where its publisher comes first)", permissions=["settle"])
    def accept(self, request: HttpRequest, chosen: QuerySet[Proposal]) -> None:
        """Make texts editions of their documents."""
        self._settle(request, chosen, "accept")

    @admin.action(description="Take as the right text (current whoever published it)", permissions=["settle"])
    def correct(self, request: HttpRequest, chosen: QuerySet[Proposal]) -> None:
        """Make texts the current ones of their documents."""
        self._settle(request, chosen, "correct")

    @admin.action(description="Refuse (the document stays as it is)", permissions=["settle"])
    def refuse(self, request: HttpRequest, chosen: QuerySet[Proposal]) -> None:
        """Leave documents as they are."""
        self._settle(request, chosen, "refuse")

    def _settle(self, request: HttpRequest, chosen: QuerySet[Proposal], decision: str) -> None:
        """Settle each text in its own transaction, as the only writer of documents."""
        raw = BlobStore(settings.DATA_DIR / "raw")
        editor = request.user.get_username()
        try:
            with only_writer(settings.DATA_DIR):
                for proposal in chosen.select_related("document", "file").order_by("pk"):
                    settle_proposal(proposal, cast(Decision, decision), editor, timezone.now(), raw)
                    relate([proposal.document_id])
                    self.message_user(request, f"{proposal.source}: {proposal.get_state_display().lower()}.")
                journal.append(settings.DATA_DIR / "journal.jsonl")
        except (Busy, CannotSettle, journal.JournalBroken) as error:
            self.message_user(request, str(error), messages.ERROR)
