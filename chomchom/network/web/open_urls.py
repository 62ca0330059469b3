from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.network.web.views import opened

app_name = "directory"
urlpatterns: list[URLPattern] = [
    path("", opened.directory, name="list"),
    path("hsds.json", opened.file, name="file"),
    path("<uuid:service_id>/", opened.service, name="service"),
]
