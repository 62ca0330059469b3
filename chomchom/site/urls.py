"""All addresses of the house: each room brings its own."""

from __future__ import annotations

from django.urls import include, path

from chomchom.site.api import api

handler500 = "chomchom.ui.web.views.broken"

urlpatterns = [
    path("", include("chomchom.flows.web.urls")),
    path("", include("chomchom.accounts.web.urls")),
    path("", include("chomchom.ui.web.urls")),
    path("", include("chomchom.outreach.web.urls")),
    path("", include("chomchom.notices.web.urls")),
    path("people/", include("chomchom.people.web.urls")),
    path("network/", include("chomchom.network.web.urls")),
    path("directory/", include("chomchom.network.web.open_urls")),
    path("referrals/", include("chomchom.referrals.web.urls")),
    path("wellbeing/", include("chomchom.wellbeing.web.urls")),
    path("cases/", include("chomchom.cases.web.urls")),
    path("council/", include("chomchom.council.web.urls")),
    path("documents/", include("chomchom.documents.web.urls")),
    path("plan/", include("chomchom.planning.web.urls")),
    path("figures/", include("chomchom.insight.web.urls")),
    path("open/", include("chomchom.insight.web.open_urls")),
    path("my/", include("chomchom.portal.web.urls")),
    path("", include("chomchom.site.web.urls")),
    path("api/", api.urls),
    path("i18n/", include("django.conf.urls.i18n")),
]
