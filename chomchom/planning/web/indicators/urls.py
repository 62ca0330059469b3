from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.planning.web.indicators import deeds, offers, pages

urlpatterns: list[URLPattern] = [
    path("figures/", pages.book, name="book"),
    path("figures.<slug:form>", pages.book_file, name="book_file"),
    path("countable/", pages.countable, name="countable"),
    path("tables/", deeds.all_tables, name="tables"),
    path("tables/<uuid:table_id>/files/", deeds.bring, name="table_bring"),
    path("tables/<uuid:table_id>/files/<uuid:file_id>/withdraw/", deeds.withdraw, name="table_withdraw"),
    path("projects/<uuid:project_id>/indicators/", pages.of_project, name="project_indicators"),
    path("projects/<uuid:project_id>/indicators/new/", deeds.draft, name="indicator_new"),
    path("projects/<uuid:project_id>/indicators/ready/", offers.ready, name="indicators_ready"),
    path("indicators/<uuid:indicator_id>/", pages.indicator, name="indicator"),
    path("indicators/<uuid:indicator_id>/definition/", deeds.definition, name="definition"),
    path("indicators/<uuid:indicator_id>/definition/approve/", deeds.approve, name="definition_approve"),
    path("indicators/<uuid:indicator_id>/targets/", deeds.target, name="target_set"),
    path("indicators/<uuid:indicator_id>/stages/", deeds.stage, name="stage_new"),
    path("indicators/<uuid:indicator_id>/stages/reached/", deeds.reached, name="stage_reached"),
    path("indicators/<uuid:indicator_id>/results/", deeds.enter, name="result_enter"),
    path("indicators/<uuid:indicator_id>/results/count/", deeds.compute, name="result_count"),
    path("indicators/<uuid:indicator_id>/results/<uuid:result_id>/move/", deeds.move, name="result_move"),
    path("indicators/<uuid:indicator_id>/figures/<slug:period>/", pages.figure, name="figure"),
    path("indicators/<uuid:indicator_id>/figures/<slug:period>/entries/", pages.entries, name="figure_entries"),
]
