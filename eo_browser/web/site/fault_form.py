"""“Report a fault”: a form that only writes a row for the editors. It never changes documents."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from eo_browser.archive.fault_reports import keep_report
from eo_browser.law.model.addresses import read_address
from eo_browser.law.model.pinpoints import pinpoint
from eo_browser.models import Document, FaultReport, StoredProvision
from eo_browser.models.faults import LONGEST_MESSAGE
from eo_browser.web.objects.addresses import asked_in, canonical, documents_at
from eo_browser.web.objects.names import title_of

from .clients import client_of
from .responses import not_found_page, read_only

AN_HOUR = timedelta(hours=1)
AT_MOST = 10  # reports of one reader in an hour
AT_MOST_OF_ALL = 500  # reports of all readers in an hour
_SHOWN = 600  # characters of the provision on the form


@dataclass(frozen=True, slots=True)
class FaultPlace:
    """The subject of a report: a document, a provision of it ("" = the whole), the revision read."""

    document: Document
    path: str
    revision: int
    address: str
    words: str = ""

    @property
    def name(self) -> str:
        """Return its name: "Sec. 2(iii)(D), Plan To Restore …"."""
        title = title_of(self.document)
        return f"{pinpoint(self.path)}, {title}" if self.path else title


class FaultForm(forms.Form):
    """The form of a report."""

    sort = forms.ChoiceField(label="What is wrong?", choices=FaultReport.Sort.choices, widget=forms.RadioSelect)
    message = forms.CharField(
        label="What should it be?",
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Say in a few words what is wrong."},
    )
    contact = forms.CharField(
        label="Where can an editor answer you? (optional)",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
    )


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def fault_form(request: HttpRequest) -> HttpResponse:
    """Show the form for one place (`?at=/eo/13526/sec-1.4/a`), or store the report."""
    place = place_at((request.POST if request.method == "POST" else request.GET).get("at", ""))
    if place is None:
        reason = "A fault is reported from the page of the document or provision that has it."
        return not_found_page(request, reason, [("/documents/", "All documents")])
    if request.method != "POST":
        return _form(request, place, FaultForm())
    form = FaultForm(request.POST)
    if not form.is_valid():
        return _form(request, place, form, 400)
    client = _digest(client_of(request))
    if _is_too_much(client):
        form.add_error(
            None, "Too many reports came from here within an hour. Your words are kept below; send them later."
        )
        response = _form(request, place, form, 429)
        response["Retry-After"] = str(int(AN_HOUR.total_seconds()))
        return response
    _keep(place, form, client)
    return HttpResponseRedirect("/report/thanks/?" + urlencode({"at": place.address}), status=303)


@never_cache
@read_only
def fault_thanks(request: HttpRequest) -> HttpResponse:
    """Show what happens with a report, and a link back to its place."""
    place = place_at(request.GET.get("at", ""))
    return render(request, "fault_thanks.html", {"title": "Thank you", "place": place})


def place_at(address: str) -> FaultPlace | None:
    """Find the place that an address of the archive names; None where it names no single document.

    A path that the text does not have is kept as given: that may be the fault.
    """
    read = read_address(address.replace("\x00", " ").strip()) if address.startswith("/") else None
    found = documents_at(read.target) if read else []
    if read is None or len(found) != 1:
        return None
    document = found[0]
    read = asked_in(document, read)
    number = read.revision or (document.current.number if document.current else 0)
    held = StoredProvision.objects.filter(revision__document=document, revision__number=number, path=read.path)
    words = held.values_list("label", "text").first() or ("", "")
    plain = canonical(document, replace(read, action="", argument="", suffix=""))
    return FaultPlace(document, read.path[:1000], number, plain[:1300], " ".join(filter(None, words))[:_SHOWN])


def _form(request: HttpRequest, place: FaultPlace, form: FaultForm, status: int = 200) -> HttpResponse:
    context = {"title": "Report a fault", "place": place, "form": form}
    return render(request, "fault_form.html", context, status=status)


def _keep(place: FaultPlace, form: FaultForm, client: str) -> FaultReport:
    report = FaultReport(
        document=place.document,
        address=place.address,
        path=place.path,
        revision=place.revision,
        client=client,
        made=timezone.now(),
        **{name: form.cleaned_data[name].replace("\x00", " ") for name in ("sort", "message", "contact")},
    )
    return keep_report(report, report.made, settings.DATA_DIR / "journal.jsonl")


def _is_too_much(client: str) -> bool:
    """Whether this reader, or all readers together, exceeded the limit of an hour; all servers share the table."""
    since = timezone.now() - AN_HOUR
    mine = FaultReport.objects.by_client(client, since).count()
    return mine >= AT_MOST or FaultReport.objects.filter(made__gte=since).count() >= AT_MOST_OF_ALL


def _digest(client: str) -> str:
    """An anonymous key of a reader for the limit, different every day."""
    words = f"{timezone.now().date()} {client}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).hexdigest()[:32]
