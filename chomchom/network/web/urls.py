from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.network.web import views

app_name = "network"
urlpatterns: list[URLPattern] = [
    path("", views.find, name="find"),
    path("mine/", views.mine, name="mine"),
    path("services/new/", views.register, name="register"),
    path("services/<uuid:service_id>/", views.show, name="service"),
    path("services/<uuid:service_id>/capacity/", views.say_capacity, name="capacity"),
    path("services/<uuid:service_id>/state/", views.set_state, name="state"),
    path("neighbours/", views.neighbours, name="neighbours"),
    path("neighbours/new/", views.register_neighbour, name="neighbour_new"),
    path("neighbours/<uuid:neighbour_id>/end/", views.end_neighbour, name="neighbour_end"),
    path("neighbours/<uuid:neighbour_id>/phone/", views.neighbour_phone, name="neighbour_phone"),
]
