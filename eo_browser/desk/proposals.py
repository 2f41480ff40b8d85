"""Proposed texts at the desk: the list, what each would change, and the three decisions."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from eo_browser.archive import journal
from eo_browser.archive.blobs import BlobStore
from eo_browser.archive.lock import Busy, only_writer
from eo_browser.archive.proposals import CannotSettle, Decision, settle_proposal
from eo_browser.archive.references import relate
from eo_browser.models import Proposal

from .read_only import ReadOnly, link


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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        """Return the newest first."""
        return super().get_queryset(request).order_by("-made", "-pk")

    def has_settle_permission(self, request: HttpRequest) -> bool:
        """Return whether the editor may settle proposals."""
        return request.user.has_perm("eo_browser.settle_proposal")

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
