from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.insight.web import plans

app_name = "open"
urlpatterns: list[URLPattern] = [
    path("plan/", plans.open_plan, name="newest-plan"),
    path("plan/<int:number>/", plans.open_plan, name="plan"),
    path("plan/<int:number>/data.<slug:form>", plans.open_file, name="file"),
]
