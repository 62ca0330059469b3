from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.network.web.views import criteria, exchange, neighbours, offered, places

app_name = "network"
urlpatterns: list[URLPattern] = [
    path("", offered.find, name="find"),
    path("mine/", offered.mine, name="mine"),
    path("services/new/", offered.register, name="register"),
    path("services/<uuid:service_id>/", offered.show, name="service"),
    path("services/<uuid:service_id>/change/", offered.change, name="change"),
    path("services/<uuid:service_id>/capacity/", offered.say_capacity, name="capacity"),
    path("services/<uuid:service_id>/assure/", offered.assure, name="assure"),
    path("services/<uuid:service_id>/state/", offered.set_state, name="state"),
    path("places/", places.places, name="places"),
    path("places/new/", places.new, name="place_new"),
    path("places/<uuid:place_id>/", places.change, name="place"),
    path("criteria/", criteria.judge, name="criteria"),
    path("exchange/", exchange.bring, name="exchange"),
    path("exchange/<uuid:file_id>/", exchange.look, name="exchange_file"),
    path("exchange/<uuid:file_id>/enter/", exchange.enter, name="exchange_enter"),
    path("neighbours/", neighbours.neighbours, name="neighbours"),
    path("neighbours/new/", neighbours.register_neighbour, name="neighbour_new"),
    path("neighbours/<uuid:neighbour_id>/end/", neighbours.end_neighbour, name="neighbour_end"),
    path("neighbours/<uuid:neighbour_id>/phone/", neighbours.neighbour_phone, name="neighbour_phone"),
]
