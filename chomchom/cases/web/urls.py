from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.cases.web.views import closing, desk, forms, plans

app_name = "cases"
urlpatterns: list[URLPattern] = [
    path("", desk.listing, name="list"),
    path("take-in/<uuid:episode_id>/<uuid:person_id>/", desk.take_in, name="take-in"),
    path("<uuid:case_id>/", desk.show, name="case"),
    path("<uuid:case_id>/move/", desk.move, name="move"),
    path("<uuid:case_id>/note/", desk.note, name="note"),
    path("<uuid:case_id>/criteria/", desk.criteria, name="criteria"),
    path("<uuid:case_id>/second-look/", closing.ask_look, name="ask-look"),
    path("<uuid:case_id>/second-look/answer/", closing.answer_look, name="answer-look"),
    path("<uuid:case_id>/aftercare/", closing.aftercare, name="aftercare"),
    path("<uuid:case_id>/again/", closing.take_in_again, name="again"),
    path("<uuid:case_id>/forms/<slug:form>/", forms.begin, name="form-begin"),
    path("forms/<uuid:record_id>/", forms.show, name="form"),
    path("forms/<uuid:record_id>/correct/", forms.correct, name="form-correct"),
    path("forms/<uuid:record_id>/level/", forms.level, name="form-level"),
    path("<uuid:case_id>/plan/", plans.begin, name="plan-begin"),
    path("<uuid:case_id>/check/", plans.check, name="plan-check"),
    path("plans/<uuid:plan_id>/", plans.write, name="plan-write"),
    path("plans/<uuid:plan_id>/goal/", plans.goal, name="plan-goal"),
    path("plans/<uuid:plan_id>/service/", plans.service, name="plan-service"),
    path("plans/<uuid:plan_id>/drop/<uuid:line_id>/", plans.drop, name="plan-drop"),
    path("plans/<uuid:plan_id>/sign/", plans.sign, name="plan-sign"),
    path("goals/<uuid:goal_id>/rest/", plans.rest, name="goal-rest"),
    path("<uuid:case_id>/owner/", desk.owner, name="owner"),
]
