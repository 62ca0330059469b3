"""Addresses of people. No name, number or address ever stands in one."""

from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.people.web.views import around, doubles, persons, privacy, sharing

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
    path("doubles/", doubles.doubles, name="doubles"),
    path("doubles/compare/", doubles.compare, name="compare"),
    path("doubles/<uuid:pair_id>/", doubles.pair, name="pair"),
    path("doubles/<uuid:pair_id>/reveal/", doubles.reveal_pair, name="reveal-pair"),
    path("doubles/<uuid:pair_id>/apart/", doubles.tell_apart, name="tell-apart"),
    path("doubles/<uuid:pair_id>/merge/", doubles.merge, name="merge"),
    path("merges/<uuid:merge_id>/", doubles.merge_made, name="merge-made"),
    path("merges/<uuid:merge_id>/decide/", doubles.decide_merge, name="decide-merge"),
    path("merges/<uuid:merge_id>/undo/", doubles.undo_merge, name="undo-merge"),
    path("<uuid:person_id>/locks/", doubles.lock, name="lock"),
    path("<uuid:person_id>/locks/<uuid:lock_id>/lift/", doubles.unlock, name="unlock"),
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
    path("<uuid:person_id>/opened/paper/", around.opened_paper, name="opened-paper"),
    path("<uuid:person_id>/consents/", sharing.consents, name="consents"),
    path("<uuid:person_id>/consents/give/", sharing.give, name="give-consent"),
    path("<uuid:person_id>/consents/claim/", sharing.claim, name="claim-basis"),
    path("<uuid:person_id>/consents/<uuid:consent_id>/scan/", sharing.add_scan, name="add-scan"),
    path("<uuid:person_id>/consents/<uuid:consent_id>/scan/<uuid:file_id>/", sharing.scan, name="scan"),
    path("<uuid:person_id>/consents/<uuid:consent_id>/withdraw/", sharing.withdraw, name="withdraw-consent"),
]
