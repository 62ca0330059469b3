from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.insight.web import plans, views

app_name = "insight"
urlpatterns: list[URLPattern] = [
    path("", views.figures, name="figures"),
    path("story/", views.story, name="story"),
    path("entries/", views.entries, name="entries"),
    path("plan/", plans.plan, name="newest-plan"),
    path("plan/<int:number>/", plans.plan, name="plan"),
    path("export/", views.export, name="export"),
]
