from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.planning.web import review_urls
from chomchom.planning.web.indicators.urls import urlpatterns as indicators
from chomchom.planning.web.views import boards, budgets, papers, plans, projects, steps

app_name = "planning"
urlpatterns: list[URLPattern] = [
    path("", plans.index, name="index"),
    path("new/", plans.term_new, name="term_new"),
    path("search/", plans.search, name="search"),
    path("<int:number>/", plans.plan, name="plan"),
    path("<int:number>/strategy/", plans.strategy, name="strategy"),
    path("<int:number>/versions/", plans.versions, name="versions"),
    path("<int:number>/project/", projects.new, name="project_new"),
    path("<int:number>/board/", boards.show, name="board"),
    path("<int:number>/board/move/", boards.move, name="board_move"),
    path("<int:number>/board/candidates/<uuid:candidate_id>/", boards.take_in, name="board_take_in"),
    path("<int:number>/papers/", papers.show, name="papers"),
    path("<int:number>/papers/<slug:kind>/<int:year>/<slug:form>/", papers.paper, name="paper"),
    path("<int:number>/budget/", budgets.show, name="budget"),
    path("<int:number>/budget.xlsx", budgets.export, name="budget_export"),
    path("<int:number>/steps/", steps.calendar, name="steps"),
    path("<int:number>/steps/<slug:code>/<int:year>/", steps.step, name="step"),
    path("<int:number>/steps/<slug:code>/<int:year>/<uuid:file_id>/", steps.proof, name="step_proof"),
    path("<int:number>/chapters/<slug:code>/", steps.chapter, name="chapter"),
    path("budget/<uuid:file_id>/", budgets.file, name="budget_file"),
    path("budget/<uuid:file_id>/enter/", budgets.file_enter, name="budget_file_enter"),
    path("budget/<uuid:file_id>/discard/", budgets.file_discard, name="budget_file_discard"),
    path("budget/<uuid:file_id>/faults.xlsx", budgets.file_faults, name="budget_file_faults"),
    path("projects/<uuid:project_id>/", projects.show, name="project"),
    path("projects/<uuid:project_id>/change/", projects.change, name="project_change"),
    path("projects/<uuid:project_id>/rename/", projects.rename, name="project_rename"),
    path("projects/<uuid:project_id>/cross/", projects.cross, name="project_cross"),
    path("projects/<uuid:project_id>/become/", projects.become, name="project_become"),
    path("projects/<uuid:project_id>/carry/", projects.carry, name="project_carry"),
    path("projects/<uuid:project_id>/confirm/", projects.confirm, name="project_confirm"),
    path("projects/<uuid:project_id>/reopen/", projects.reopen, name="project_reopen"),
    path("projects/<uuid:project_id>/money/", projects.money, name="project_money"),
    *review_urls.urlpatterns,
    *indicators,
]
