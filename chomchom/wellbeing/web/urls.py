"""Addresses of wellbeing, below /wellbeing/."""

from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.wellbeing.web.views import calls, coverage, desk, homes, ladders, province, running, trips

app_name = "wellbeing"
urlpatterns: list[URLPattern] = [
    path("", coverage.show, name="coverage"),
    path("leaving/", coverage.leaving, name="leaving"),
    path("enrol/<uuid:person_id>/", homes.enrol, name="enrol"),
    path("homes/<uuid:enrolment_id>/", homes.edit, name="home"),
    path("homes/<uuid:enrolment_id>/leave/", homes.leave, name="leave"),
    path("homes/<uuid:enrolment_id>/stay/", homes.stay, name="stay"),
    path("homes/<uuid:enrolment_id>/trips/", trips.show, name="trips"),
    path("homes/<uuid:enrolment_id>/trips/<uuid:trip_id>/over/", trips.over, name="trip-over"),
    path("calls/", calls.today, name="calls"),
    path("calls/<uuid:person_id>/begin/", calls.begin, name="begin-call"),
    path("calls/<uuid:call_id>/answer/", calls.answer, name="answer-contact"),
    path("well/<str:token>/", calls.well, name="well"),
    path("homes/<uuid:enrolment_id>/told-province/", desk.told_province, name="told-province"),
    path("staying/", desk.staying, name="staying"),
    path("quality/", desk.quality, name="quality"),
    path("budget/", desk.budget, name="budget"),
    path("ladders/", ladders.overview, name="ladders"),
    path("ladders/<slug:kind>/", ladders.one, name="ladder"),
    path("duty/", running.duty, name="duty"),
    path("print/", running.paper, name="print"),
    path("print/<int:number>/destroyed/", running.destroyed, name="destroyed"),
    path("machines/", running.machines, name="machines"),
    path("readings/", running.load, name="readings"),
    path("province/", province.upload, name="province"),
    path("province/take/", province.take, name="province-take"),
    path("province/notes/", province.notes, name="province-notes"),
]
