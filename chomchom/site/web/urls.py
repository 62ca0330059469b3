"""Addresses of the house itself."""

from __future__ import annotations

from django.urls import path

from chomchom.site.web import views

app_name = "site"
urlpatterns = [
    path("alive", views.alive, name="alive"),
    path("ready", views.ready, name="ready"),
    path("operator", views.operator, name="operator"),
]
