"""Addresses of papers: minutes in and out, forms."""

from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.council.web.views import readings

urlpatterns: list[URLPattern] = [
    path("readings/", readings.readings, name="readings"),
    path("readings/<uuid:reading_id>/", readings.reading, name="reading"),
    path("readings/<uuid:reading_id>/decide/", readings.decide, name="reading_decide"),
    path("readings/<uuid:reading_id>/lines/<int:number>/", readings.line, name="reading_line"),
    path("readings/<uuid:reading_id>/body/", readings.body, name="reading_body"),
    path("readings/<uuid:reading_id>/roles/", readings.roles, name="reading_roles"),
    path("readings/<uuid:reading_id>/record/", readings.record, name="reading_record"),
    path("readings/<uuid:reading_id>/take-over/", readings.take_over, name="reading_take_over"),
    path("readings/<uuid:reading_id>/discard/", readings.discard, name="reading_discard"),
]
