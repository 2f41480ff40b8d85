"""Watches of publishers: who is told of what, and which are off and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from eo_browser.models import Delivery, Watch
from eo_browser.watching.sending import wrong_address
from eo_browser.watching.watches import WrongPin, ask_again, checked_pins

from .read_only import ReadOnly


class WatchForm(forms.ModelForm):  # type: ignore[type-arg]
    """The form of a watch: its places a line each."""

    places = forms.CharField(widget=forms.Textarea, help_text="Addresses of this site, a line each.")

    url = forms.URLField(max_length=400, assume_scheme="https", help_text="https://…, which is called")

    class Meta:
        model = Watch
        fields = ("name", "url")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].initial = "\n".join(self.instance.pins or [])

    def clean_url(self) -> str:
        """Return the address; refuse one that cannot be called."""
        url: str = self.cleaned_data["url"]
        if reason := wrong_address(url):
            raise forms.ValidationError(reason)
        return url

    def clean_places(self) -> list[str]:
        """Return the places; refuse what is none."""
        try:
            return checked_pins(self.cleaned_data["places"].split())
        except WrongPin as error:
            raise forms.ValidationError(str(error)) from error


@admin.register(Watch)
class WatchAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Watches, those that are off first."""

    form = WatchForm
    list_display = ("name", "state", "reason", "url", "confirmed", "count")
    list_filter = ("state",)
    search_fields = ("name", "url")
    readonly_fields = ("state", "reason", "secret", "made", "confirmed")
    ordering = ("-state", "name")
    actions = ("confirm_again",)

    def save_model(self, request: HttpRequest, obj: Watch, form: Any, change: bool) -> None:
        """Store the places; another address is confirmed first."""
        obj.pins = form.cleaned_data["places"]
        super().save_model(request, obj, form, change)
        if change and "url" in form.changed_data:
            ask_again(obj, timezone.now())

    @admin.display(description="places")
    def count(self, watch: Watch) -> int:
        """Return how many places it has."""
        return len(watch.pins)

    @admin.action(description="Ask once more for the confirmation")
    def confirm_again(self, request: HttpRequest, queryset: QuerySet[Watch]) -> None:
        """Ask the addresses for a confirmation, as after they were put off."""
        for watch in queryset:
            ask_again(watch, timezone.now())


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Calls to watches, the newest first."""

    list_display = ("made", "watch", "key", "tries", "done", "error")
    list_filter = ("watch",)
    list_select_related = ("watch",)
    ordering = ("-made", "-pk")
