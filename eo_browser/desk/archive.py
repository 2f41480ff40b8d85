"""The archive to read: documents, their names, and import runs with skipped files and reasons."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from eo_browser.archive import journal
from eo_browser.archive.splitting import papers_held_as_one
from eo_browser.law.citations.titles import fold_title
from eo_browser.law.model.addresses import provision_address
from eo_browser.law.terms.dispositions import STATUS_LABELS
from eo_browser.models import (
    AddressHistory,
    Alias,
    CodePrint,
    Document,
    Edition,
    ImportItem,
    ImportRun,
    InferredNumber,
    Listing,
    Revision,
    SeriesPlace,
    record_change,
)

from .import_form import import_listed
from .merge_form import merge_address, merge_document, suspected_twin
from .path_mend_form import mend_address, mend_path
from .read_only import ReadOnly, link
from .split_form import split_document


class EditionInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    """The sources of a document."""

    model = Edition
    fk_name = "document"
    fields = ("publisher", "format", "sources", "retrieved", "revision", "superseded")


class RevisionInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    """The texts of a document."""

    model = Revision
    fields = ("number", "words_hash", "parser", "first_imported")


class SeriesInline(ReadOnly, admin.TabularInline):  # type: ignore[type-arg]
    """Its numbers in directive series."""

    model = SeriesPlace


class AliasInline(admin.TabularInline):  # type: ignore[type-arg]
    """Its old addresses, and its popular names, to which editors add."""

    model = Alias
    fields = ("role", "text", "key")
    readonly_fields = ("role", "key")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: names are added on their own page, which makes the key from the name."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False for the same reason."""
        return False


class DoubtfulFilter(admin.SimpleListFilter):
    """A filter of documents that may need an editor."""

    title = "to look at"
    parameter_name = "look"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        """Return the choices."""
        return [
            ("mixed", "two papers in one"),
            ("disagree", "sources disagree"),
            ("textless", "no text"),
            ("doubtful", "doubtful provisions"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Document]) -> QuerySet[Document]:
        """Return the documents of the choice made."""
        match self.value():
            case "mixed":
                return queryset.filter(pk__in={document.pk for document, _, _ in papers_held_as_one()})
            case "disagree":
                return queryset.exclude(disagreements=[])
            case "textless":
                return queryset.filter(current=None)
            case "doubtful":
                return queryset.filter(current__provisions__confidence__lt=1).distinct()
        return queryset


class StatusFilter(admin.SimpleListFilter):
    """A filter of documents by what is known of their standing."""

    title = "status"
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        """Return the statuses by name."""
        return [("none", "no change known"), *STATUS_LABELS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Document]) -> QuerySet[Document]:
        """Return the documents of the status chosen."""
        chosen = self.value()
        return queryset.filter(status="" if chosen == "none" else chosen) if chosen else queryset


@admin.register(Document)
class DocumentAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Documents with their sources, texts, numbers and names."""

    list_display = ("address", "title", "kind", "signed", "president", "status", "page", "mend")
    list_filter = ("kind", DoubtfulFilter, StatusFilter, "president")
    search_fields = ("address", "title", "number", "document_number")
    date_hierarchy = "signed"
    inlines = (SeriesInline, EditionInline, RevisionInline, AliasInline)
    readonly_fields = ("page", "mend", "split", "merge")

    def get_urls(self) -> list[URLPattern]:
        """Add the forms that correct a path, make a text a document of its own, and merge two documents."""
        mine = [
            path("<int:pk>/mend/", self.admin_site.admin_view(mend_path), name="mend_path"),
            path("<int:pk>/split/", self.admin_site.admin_view(split_document), name="split_document"),
            path("<int:pk>/merge/", self.admin_site.admin_view(merge_document), name="merge_document"),
        ]
        return [*mine, *super().get_urls()]

    @admin.display(description="page")
    def page(self, document: Document) -> SafeString:
        """Link to its page."""
        return link(document.address, "read")

    @admin.display(description="numbering")
    def mend(self, document: Document) -> SafeString:
        """Link to the form that corrects the path of a provision."""
        return link(mend_address(document), "mend")

    @admin.display(description="papers")
    def split(self, document: Document) -> SafeString | str:
        """Link to the form that makes a text a document of its own; a single text is not split."""
        several = document.editions.filter(superseded=False).count() > 1
        return link(reverse("admin:split_document", args=[document.pk]), "split") if several else "one text"

    @admin.display(description="same paper")
    def merge(self, document: Document) -> SafeString:
        """Link to the form that merges it into another document."""
        return link(merge_address(document), "merge")


@admin.register(Alias)
class AliasAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Popular names, which editors add and remove. Old addresses are kept for ever."""

    list_display = ("text", "key", "role", "document")
    list_filter = ("role",)
    search_fields = ("key", "text", "document__title")
    raw_id_fields = ("document",)
    fields = ("text", "document")
    actions = None  # deleting many at once would bypass the journal

    def save_model(self, request: HttpRequest, obj: Alias, form: Any, change: bool) -> None:
        """Save a name with its folded form, by which it is looked up."""
        if change:  # another name replaces the former one, which is removed, in the journal too
            self._record("name-taken", Alias.objects.select_related("document").get(pk=obj.pk))
        obj.role = Alias.Role.NAME
        obj.key = fold_title(obj.text)
        super().save_model(request, obj, form, change)
        self._record("name-given", obj)

    def delete_model(self, request: HttpRequest, obj: Alias) -> None:
        """Delete a name, and record that in the journal."""
        self._record("name-taken", obj)
        super().delete_model(request, obj)

    def _record(self, act: str, alias: Alias) -> None:
        facts = {"address": alias.document.address, "text": alias.text, "key": alias.key}
        journal.record(act, facts, timezone.now())
        record_change([alias.document_id])
        journal.append_on_commit(settings.DATA_DIR / "journal.jsonl")

    def has_change_permission(self, request: HttpRequest, obj: Alias | None = None) -> bool:
        """Return whether it is a name."""
        return super().has_change_permission(request, obj) and (obj is None or obj.role == Alias.Role.NAME)

    def has_delete_permission(self, request: HttpRequest, obj: Alias | None = None) -> bool:
        """Return whether it is a name: an address that was served works for ever."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.role == Alias.Role.NAME)


LEFT_OUT_SHOWN = 50  # files of a run on its own page; the list of files has them all, page by page


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Import runs, the newest first."""

    list_display = ("started", "finished", "command", "created", "updated", "unchanged", "skipped", "failed")
    ordering = ("-started",)
    readonly_fields = ("left_out",)

    @admin.display(description="files left out or doubtful")
    def left_out(self, run: ImportRun) -> SafeString:
        """Count the files by outcome, and show the first of them."""
        items = run.items.order_by("pk")
        every = f"{reverse('admin:eo_browser_importitem_changelist')}?run__id__exact={run.pk}"
        counted = items.order_by().values_list("outcome").annotate(count=Count("pk")).order_by("outcome")
        return format_html(
            '<p>{}</p><table class="left-out"><thead><tr><th scope="col">File</th><th scope="col">Outcome</th>'
            '<th scope="col">Reason</th></tr></thead><tbody>{}</tbody></table><p><a href="{}">All {} files</a></p>',
            format_html_join(
                ", ",
                '<a href="{}&amp;outcome__exact={}">{} {}</a>',
                ((every, what, count, what) for what, count in counted),
            ),
            format_html_join(
                "",
                "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
                items.values_list("source", "outcome", "reason")[:LEFT_OUT_SHOWN],
            ),
            every,
            items.count(),
        )


@admin.register(ImportItem)
class ImportItemAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Every skipped, doubtful or failed file of every run."""

    list_display = ("source", "outcome", "reason", "document", "twin", "run")
    list_filter = ("outcome", ("run", admin.RelatedOnlyFieldListFilter))
    search_fields = ("source", "reason")
    list_select_related = ("document", "run")
    readonly_fields = ("twin",)

    @admin.display(description="same paper")
    def twin(self, item: ImportItem) -> SafeString | str:
        """Link to the form that merges a document into the one its import suspected it to be."""
        into = suspected_twin(item)
        return link(merge_address(item.document, into), "compare, merge") if into and item.document else ""


@admin.register(Listing)
class ListingAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows of lists: documents known to exist."""

    list_display = ("source", "kind", "number", "title", "signed")
    list_filter = ("listed_by", "kind")
    search_fields = ("source", "number", "title", "document_number")

    def get_urls(self) -> list[URLPattern]:
        """Add the form that imports the text of a document that only lists know."""
        mine = path("<int:pk>/import/", self.admin_site.admin_view(import_listed), name="import_listed")
        return [mine, *super().get_urls()]


@admin.register(InferredNumber)
class InferredNumberAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Documents whose number no list confirms: it is inferred from other documents, or claimed by a page."""

    list_display = ("inferred_number", "address", "title", "signed", "inferred_from", "page")
    list_filter = ("kind",)
    search_fields = ("inferred_number", "title", "address")
    ordering = ("kind", "inferred_number")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        """Return the documents with an inferred number."""
        return super().get_queryset(request).exclude(inferred_number="")

    @admin.display(description="page")
    def page(self, document: Document) -> SafeString:
        """Link to its page."""
        return link(document.address, "read")


@admin.register(CodePrint)
class CodePrintAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Amended documents as the US Code prints them, those that differ most from their states here first."""

    list_display = ("page", "title", "edition", "state", "words", "differing", "where")
    list_display_links = ("title",)
    list_filter = ("title", "edition")
    search_fields = ("number", "source")
    list_select_related = ("document",)
    ordering = ("-differing", "source")
    readonly_fields = ("page", "where")

    @admin.display(description="state")
    def page(self, row: CodePrint) -> SafeString | str:
        """Link to the page of the state compared."""
        return (
            link(provision_address(row.document.address, mark=row.state), str(row))
            if row.document and row.state
            else str(row)
        )

    @admin.display(description="here | the Code")
    def where(self, row: CodePrint) -> str:
        """Name the words that differ."""
        return "; ".join(f"{one['path']}: {one['ours'] or '—'} | {one['theirs'] or '—'}" for one in row.differences)


@admin.register(AddressHistory)
class AddressHistoryAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Addresses that changed their meaning, and where their words are now."""

    list_display = ("document", "path", "since", "until", "moved_to", "reason")
    search_fields = ("path", "document__address")
    list_select_related = ("document",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AddressHistory]:
        """Return only those whose meaning ended; the present ones are the provisions themselves."""
        return super().get_queryset(request).exclude(until=None)
