from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.cases.web import views

app_name = "cases"
urlpatterns: list[URLPattern] = [
    path("", views.listing, name="list"),
    path("take-in/<uuid:episode_id>/<uuid:person_id>/", views.take_in, name="take-in"),
    path("<uuid:case_id>/", views.show, name="case"),
    path("<uuid:case_id>/move/", views.move, name="move"),
    path("<uuid:case_id>/note/", views.note, name="note"),
    path("<uuid:case_id>/criteria/", views.criteria, name="criteria"),
    path("<uuid:case_id>/owner/", views.owner, name="owner"),
]
