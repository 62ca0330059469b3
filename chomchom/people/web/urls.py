"""Addresses of people. No name, number or address ever stands in one."""

from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.people.web.views import around, persons, privacy, sharing

app_name = "people"
urlpatterns: list[URLPattern] = [
    path("", persons.search, name="search"),
    path("new/", persons.register, name="register"),
    path("requests/", privacy.requests, name="requests"),
    path("requests/find/", privacy.find_subject, name="find-subject"),
    path("requests/<uuid:request_id>/", privacy.one_request, name="request"),
    path("requests/<uuid:request_id>/answer/", privacy.answer, name="answer-request"),
    path("requests/<uuid:request_id>/extend/", privacy.extend, name="extend-request"),
    path("destruction/", privacy.destruction, name="destruction"),
    path("destruction/propose/", privacy.propose, name="propose-destruction"),
    path("destruction/<uuid:proposal_id>/", privacy.decide, name="decide-destruction"),
    path("<uuid:person_id>/data/", persons.data, name="data"),
    path("<uuid:person_id>/reveal/", persons.reveal, name="reveal"),
    path("<uuid:person_id>/correct/", persons.open_correction, name="open-correction"),
    path("<uuid:person_id>/correct/save/", persons.correct, name="correct"),
    path("<uuid:person_id>/contact-rule/", persons.change_rule, name="change-rule"),
    path("<uuid:person_id>/household/", persons.change_home, name="change-home"),
    path("<uuid:person_id>/contacts/", around.add_contact, name="add-contact"),
    path("<uuid:person_id>/contacts/<uuid:contact_id>/call/", around.call_contact, name="call-contact"),
    path("<uuid:person_id>/contacts/<uuid:contact_id>/remove/", around.remove_contact, name="remove-contact"),
    path("<uuid:person_id>/hazards/", around.note_hazard, name="note-hazard"),
    path("<uuid:person_id>/hazards/<uuid:hazard_id>/clear/", around.clear_hazard, name="clear-hazard"),
    path("<uuid:person_id>/restrict/", around.restrict, name="restrict"),
    path("<uuid:person_id>/unrestrict/", around.unrestrict, name="unrestrict"),
    path("<uuid:person_id>/readers/", around.name_reader, name="name-reader"),
    path("<uuid:person_id>/end/", around.end_keeping, name="end-keeping"),
    path("<uuid:person_id>/end/undo/", around.resume_keeping, name="resume-keeping"),
    path("<uuid:person_id>/resume/", privacy.resume, name="resume-processing"),
    path("<uuid:person_id>/requests/", around.receive_request, name="receive-request"),
    path("<uuid:person_id>/requests/officer/", privacy.receive, name="receive-as-officer"),
    path("<uuid:person_id>/opened/", around.opened, name="opened"),
    path("<uuid:person_id>/consents/", sharing.consents, name="consents"),
    path("<uuid:person_id>/consents/give/", sharing.give, name="give-consent"),
    path("<uuid:person_id>/consents/claim/", sharing.claim, name="claim-basis"),
    path("<uuid:person_id>/consents/<uuid:consent_id>/withdraw/", sharing.withdraw, name="withdraw-consent"),
]
