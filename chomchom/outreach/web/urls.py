from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.outreach.web.views import registers, reports, rounds, visits

app_name = "outreach"
urlpatterns: list[URLPattern] = [
    path("report/", reports.report, name="report"),
    path("report/sent/", reports.report_sent, name="report_sent"),
    path("report/status/", reports.report_status, name="report_status"),
    path("report/<uuid:report_id>/photo/", reports.report_photo, name="report_photo"),
    path("visits/", visits.visit_list, name="visits"),
    path("visits/<uuid:site_check_id>/", visits.visit, name="visit"),
    path("visits/<uuid:site_check_id>/answer/", visits.visit_answer, name="visit_answer"),
    path("visits/<uuid:site_check_id>/119/", visits.visit_emergency, name="visit_emergency"),
    path("visits/<uuid:site_check_id>/set-out/", visits.visit_set_out, name="visit_set_out"),
    path("visits/<uuid:site_check_id>/reveal/", visits.visit_reveal, name="visit_reveal"),
    path("visits/photo/<uuid:answer_id>/", visits.answer_photo, name="answer_photo"),
    path("v/<str:token>/", visits.by_link, name="link"),
    path("v/<str:token>/answer/", visits.link_answer, name="link_answer"),
    path("v/<str:token>/119/", visits.link_emergency, name="link_emergency"),
    path("v/<str:token>/set-out/", visits.link_set_out, name="link_set_out"),
    path("v/<str:token>/reveal/", visits.link_reveal, name="link_reveal"),
    path("v/<str:token>/code/", visits.link_code, name="link_code"),
    path("v/<str:token>/check/", visits.link_check, name="link_check"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/<uuid:round_id>/", rounds.show, name="round"),
    path("rounds/<uuid:round_id>/columns/", rounds.columns, name="round_columns"),
    path("rounds/<uuid:round_id>/confirm/", rounds.confirm, name="round_confirm"),
    path("rounds/<uuid:round_id>/discard/", rounds.discard, name="round_discard"),
    path("rounds/<uuid:round_id>/faults.csv", rounds.faults, {"kind": "csv"}, name="round_faults_csv"),
    path("rounds/<uuid:round_id>/faults.xlsx", rounds.faults, {"kind": "xlsx"}, name="round_faults_xlsx"),
    path("signals/new/", registers.signal_new, name="signal_new"),
    path("activities/", registers.activities, name="activities"),
    path("goods/", registers.goods, name="goods"),
    path("deficits/", registers.deficits, name="deficits"),
    path("consult/<uuid:episode_id>/", registers.consult, name="consult"),
    path("incidents/", registers.incidents, name="incidents"),
    path("incidents/<uuid:incident_id>/", registers.incident, name="incident"),
    path("incidents/<uuid:incident_id>/end/", registers.incident_end, name="incident_end"),
]
