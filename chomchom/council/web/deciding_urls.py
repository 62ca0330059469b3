"""Addresses of opinions, decisions, tasks, askings and proposals."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from chomchom.council.actions.lists import KINDS, SOURCES
from chomchom.council.web.views import asking, by_link, decisions, opinions, tasks


class ListName:
    """The city's own lists."""

    regex = f"{KINDS}|{SOURCES}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ListName, "council_list")

MEETING = "meetings/<uuid:meeting_id>/"
patterns: list[URLPattern] = [
    path(f"{MEETING}opinions/", opinions.meeting_opinions, name="meeting_opinions"),
    path(f"{MEETING}opinions/new/", opinions.opinion_new, name="opinion_new"),
    path("opinions/<uuid:opinion_id>/change/", opinions.opinion_change, name="opinion_change"),
    path("subject/", opinions.subject, name="subject"),
    path("handoffs/", opinions.handoffs, name="handoffs"),
    path("handoffs/new/", opinions.handoff_new, name="handoff_new"),
    path("handoffs/<uuid:handoff_id>/answer/", opinions.handoff_answer, name="handoff_answer"),
    path(f"{MEETING}decisions/", decisions.meeting_decisions, name="meeting_decisions"),
    path(f"{MEETING}decisions/new/", decisions.decision_new, name="decision_new"),
    path("decisions/", decisions.register, name="decisions"),
    path("decisions/export/", decisions.register_export, name="decisions_export"),
    path("decisions/<uuid:decision_id>/", decisions.decision, name="decision"),
    path("decisions/<uuid:decision_id>/change/", decisions.decision_change, name="decision_change"),
    path("decisions/<uuid:decision_id>/resolve/", decisions.resolve, name="resolve"),
    path("decisions/<uuid:decision_id>/amend/", decisions.amend, name="decision_amend"),
    path("lists/decision-kinds/", decisions.kinds, name="kinds"),
    path("lists/opinion-sources/", decisions.sources, name="sources"),
    path("lists/<council_list:which>/<str:code>/end/", decisions.list_end, name="list_end"),
    path(f"{MEETING}actions/", tasks.meeting_actions, name="meeting_actions"),
    path(f"{MEETING}actions/new/", tasks.action_new, name="action_new"),
    path("actions/", tasks.action_list, name="actions"),
    path("actions/mine/", tasks.my_actions, name="my_actions"),
    path("actions/<uuid:action_id>/change/", tasks.action_change, name="action_change"),
    path("actions/<uuid:action_id>/end/", tasks.action_end, name="action_end"),
    path(f"{MEETING}asked/", asking.asked, name="asked"),
    path("asked/<uuid:asking_id>/remind/", asking.remind, name="asking_remind"),
    path("asked/<uuid:asking_id>/close/", asking.close, name="asking_close"),
    path("proposals/", asking.proposals, name="proposals"),
    path("proposals/new/", asking.proposal_new, name="proposal_new"),
    path("proposals/asked/", asking.proposals_asked, name="proposals_asked"),
    path("proposals/<uuid:proposal_id>/", asking.proposal, name="proposal"),
    path("proposals/<uuid:proposal_id>/decline/", asking.decline, name="proposal_decline"),
    path("opinion/<str:token>/", by_link.opinion, name="link_opinion"),
    path("proposal/<str:token>/", by_link.proposal, name="link_proposal"),
    path("receipt/<str:token>/", by_link.receipt, name="link_receipt"),
]
