from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.notices.web import views

app_name = "notices"
urlpatterns: list[URLPattern] = [
    path("notices/", views.inbox, name="inbox"),
    path("notices/bell/", views.bell, name="bell"),
    path("notices/read-all/", views.read_all, name="read_all"),
    path("notices/undelivered/", views.undelivered, name="undelivered"),
    path("notices/undelivered/<uuid:notice_id>/close/", views.close, name="close"),
    path("notices/<uuid:notice_id>/open/", views.open_notice, name="open"),
]
