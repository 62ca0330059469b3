"""Addresses of the board, an episode and a person."""

from __future__ import annotations

from django.urls import path

from chomchom.flows.web.views import board, episode, person, planned

app_name = "flows"
urlpatterns = [
    path("", board.show, name="board"),
    path("board/confirm/", board.confirm, name="confirm"),
    path("board/print/", board.paper, name="print"),
    path("episodes/<uuid:episode_id>/", episode.show, name="episode"),
    path("episodes/<uuid:episode_id>/attempt/", episode.attempt, name="attempt"),
    path("episodes/<uuid:episode_id>/ring/", episode.ring, name="ring"),
    path("episodes/<uuid:episode_id>/take/", episode.take, name="take"),
    path("episodes/<uuid:episode_id>/regrade/", episode.regrade, name="regrade"),
    path("episodes/<uuid:episode_id>/visit/", episode.visit, name="visit"),
    path("episodes/<uuid:episode_id>/visit/<uuid:site_check_id>/withdraw/", episode.withdraw, name="withdraw-visit"),
    path("episodes/<uuid:episode_id>/close/", episode.close, name="close"),
    path("episodes/<uuid:episode_id>/refer/", episode.refer, name="refer"),
    path("episodes/<uuid:episode_id>/link/", episode.link, name="link"),
    path("plan/decided/", planned.show, name="planned"),
    path("plan/decided/<uuid:change_id>/make/", planned.make, name="planned-make"),
    path("plan/decided/proposals/<uuid:proposal_id>/", planned.take_up, name="planned-take-up"),
    path("plan/said/<uuid:meeting_id>/", planned.said, name="said"),
    path("plan/said/<uuid:meeting_id>/<slug:key>/", planned.back, name="said-back"),
    path("persons/<uuid:person_id>/", person.show, name="person"),
    path("persons/<uuid:person_id>/reveal/", person.reveal, name="reveal"),
    path("persons/<uuid:person_id>/phone/", person.phone, name="phone"),
]
