"""The addresses of the site. Pages of the site end in a slash; everything else is a document's address or none."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path, re_path

from eo_browser.web.api import views as api

from .web.check import page as check
from .web.documents import browse, graph_page
from .web.documents import views as documents
from .web.search import box as citing
from .web.search import feeds as feeds_of_search
from .web.search import page as searching
from .web.site import fault_form as faults
from .web.site import home
from .web.site import responses as answers
from .web.site import robots as machines

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home),
    path("documents/", browse.documents),
    path("documents/graph", graph_page.graph),
    path("search/", searching.search),
    path("search.atom", feeds_of_search.search_feed),
    path("suggest/", feeds_of_search.suggest),
    path("opensearch.xml", feeds_of_search.description, {"what": "search"}),
    path("opensearch-cite.xml", feeds_of_search.description, {"what": "cite"}),
    path("cite/", citing.cite),
    path("cite.json", citing.cite_json),
    path("check/", check.check),
    path("api/v1/", api.reading_page),
    path("api/v1/openapi.json", api.description),
    re_path(r"^api/v1/(?P<name>.+)$", api.operation),
    path("api/", api.start),
    path("report/", faults.report),
    path("report/thanks/", faults.thanks),
    path("about/", home.about),
    path("coverage/", home.coverage),
    path("admin/", admin.site.urls),
    path("healthz", machines.healthz),
    path("robots.txt", machines.robots),
    path("sitemap.xml", machines.sitemap),
    path("sitemap-<int:number>.xml", machines.sitemap_file),
    re_path(r"^(?:documents|search|cite|check|report|about|coverage|admin|api|api/v1)$", answers.with_slash),
    re_path(r"^(?P<rest>.*)$", documents.at_address),
]

handler404 = "eo_browser.web.site.responses.not_found"
handler500 = "eo_browser.web.site.responses.failed"
