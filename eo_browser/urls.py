"""The addresses of the site. Pages of the site end in a slash; everything else is a document's address or none."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path, re_path

from .watching import views as watches
from .web.api import views as api
from .web.bulk import views as bulk
from .web.check import article_links
from .web.check import page as check
from .web.documents import browse, deadline_page, graph, memento, paper, place_feeds, preview, series
from .web.documents import views as documents
from .web.search import box, collection, for_programs
from .web.search import page as search
from .web.sharing import views as sharing
from .web.site import emergencies, fault_form, figures, home, list_feeds, metrics, responses, robots

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home),
    path("documents/", browse.documents),
    path("documents/graph", graph.graph),
    path("search/", search.search),
    path("search.atom", for_programs.search_feed),
    re_path(r"^search\.(?P<suffix>ris|bib|csl\.json)$", for_programs.search_file),
    path("suggest/", for_programs.suggest),
    path("collection/", collection.collection),
    re_path(r"^collection\.(?P<suffix>ris|bib|csl\.json|md)$", collection.collection_file),
    path("series/", series.series_list),
    path("series/<slug:code>/", series.series_page),
    path("series/<slug:code>/<slug:year>/", series.series_page),
    path("preview", preview.preview),
    path("opensearch.xml", for_programs.description, {"what": "search"}),
    path("opensearch-cite.xml", for_programs.description, {"what": "cite"}),
    path("cite/", box.cite),
    path("cite.json", box.cite_json),
    path("check/", check.check),
    path("check/pins/", article_links.article_links),
    path("paper.css", paper.paper_style),
    path("api/v1/", api.reading_page),
    path("api/v1/openapi.json", api.description),
    re_path(r"^api/v1/(?P<name>.+)$", api.operation),
    path("api/", api.start),
    path("bulk/", bulk.bulk_page),
    path("bulk/manifest.json", bulk.bulk_manifest),
    path("bulk/SHA256SUMS", bulk.bulk_sums),
    re_path(r"^bulk/(?P<name>[a-z][a-z0-9.-]*)$", bulk.bulk_file),
    path("report/", fault_form.fault_form),
    path("report/thanks/", fault_form.fault_thanks),
    path("about/", home.about),
    path("coverage/", home.coverage),
    path("coverage.json", home.coverage_json),
    path("admin/figures/", figures.figures),
    path("admin/", admin.site.urls),
    path("deadlines/", deadline_page.deadlines),
    path("deadlines.ics", deadline_page.president_calendar),
    path("emergencies/", emergencies.emergency_page),
    path("emergencies.json", emergencies.emergency_data),
    path("feeds/emergencies.atom", emergencies.emergency_feed),
    re_path(r"^timegate/(?P<address>.+)$", memento.time_gate),
    path("watches/", watches.watch),
    path("watches/<int:number>", watches.watch),
    path("citations.js", sharing.citations_script),
    path("oembed", sharing.oembed),
    path("feeds/all.atom", list_feeds.newest),
    path("feeds/pins.atom", place_feeds.pins_feed),
    path("feeds/president/<slug:president>.atom", list_feeds.of_president),
    path("feeds/<slug:kind>.atom", list_feeds.of_kind),
    path("corrections/", list_feeds.corrections_page),
    path("corrections/feed.atom", list_feeds.corrections_feed),
    path("healthz", robots.healthz),
    path("readyz", robots.readyz),
    path("metrics", metrics.metrics),
    path("robots.txt", robots.robots),
    path("sitemap.xml", robots.sitemap),
    path("sitemap-<int:number>.xml", robots.sitemap_file),
    re_path(
        r"^(?:documents|bulk|search|cite|check|report|about|coverage|corrections|deadlines|emergencies|admin|api|api/v1)$",
        responses.with_slash,
    ),
    re_path(r"^(?P<rest>.*)$", documents.at_address),
]

handler404 = "eo_browser.web.site.responses.not_found"
handler400 = "eo_browser.web.site.failures.bad_request"
handler403 = "eo_browser.web.site.failures.forbidden"
handler500 = "eo_browser.web.site.failures.failed"
