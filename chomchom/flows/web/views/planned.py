"""What the council decided and what was proposed, brought into the plan."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import Role, page
from chomchom.council import public as council
from chomchom.flows import actions, reads
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning import public as planning
from chomchom.ui.said import tell

OFFICE = frozenset({Role.COUNCIL_OFFICE, Role.CITY_OFFICER})


class MakeForm(forms.Form):
    """Which project a change is about; for a merger and a conversion also into what."""

    project = forms.UUIDField(required=False)
    into = forms.UUIDField(required=False)
    term = forms.UUIDField(required=False)


class BackForm(forms.Form):
    """Which project a sentence is about."""

    project = forms.UUIDField(required=False)


class TakeUpForm(forms.Form):
    """Into which plan a proposal goes."""

    term = forms.IntegerField(min_value=1, max_value=99)


@require_GET
@page(roles=OFFICE)
def show(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Everything decided and not yet made, and proposals that wait."""
    proposals = council.proposals(deed, state=council.ProposalState.RECEIVED, after=request.GET.get("after", ""))
    context = {"rows": reads.to_make(deed), "terms": planning.terms(deed), "proposals": proposals}
    context["meetings"] = council.meetings_with_minutes(deed)
    return TemplateResponse(request, "flows/planned.html", context)


@require_POST
@page(roles=OFFICE)
def make(request: HttpRequest, deed: Deed, change_id: UUID) -> HttpResponse:
    """Make one change in the plan."""
    form = MakeForm(request.POST)
    if not form.is_valid():
        raise Refused("change-needs-a-project")
    said = form.cleaned_data
    made = actions.apply_change(
        deed, change_id=change_id, project_id=said["project"], into=said["into"], term_id=said["term"]
    )
    then = _("사업 쪽의 계보와 지표에 결정이 함께 남았습니다.") if made else _("결정 대장에 확인한 날이 남았습니다.")
    tell(request, _("계획에 반영했습니다."), then=then)
    return redirect("flows:planned")


@require_POST
@page(roles=OFFICE)
def take_up(request: HttpRequest, deed: Deed, proposal_id: UUID) -> HttpResponse:
    """Make a candidate of a proposal."""
    form = TakeUpForm(request.POST)
    if not form.is_valid():
        raise Refused("change-needs-a-plan")
    actions.take_up(deed, proposal_id=proposal_id, term=form.cleaned_data["term"])
    tell(request, _("후보로 올렸습니다."), then=_("제안한 분께 알렸습니다. 다섯 기준은 후보 대장에서 살핍니다."))
    return redirect("flows:planned")


@require_GET
@page(roles=OFFICE)
def said(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """What a meeting claimed without a figure, and the figures it stated."""
    found, rows = reads.to_back(deed, meeting_id)
    return TemplateResponse(request, "flows/said.html", {"found": found, "rows": rows})


@require_POST
@page(roles=OFFICE)
def back(request: HttpRequest, deed: Deed, meeting_id: UUID, key: str) -> HttpResponse:
    """Write one of them down in the plan."""
    form = BackForm(request.POST)
    if not form.is_valid():
        raise Refused("change-needs-a-project")
    actions.enter_said(deed, meeting_id=meeting_id, key=key, project_id=form.cleaned_data["project"])
    tell(request, _("근거를 찾을 말로 올렸습니다."), then=_("근거 자료실의 ‘근거 없는 주장’에서 자료를 붙입니다."))
    return redirect("flows:said", meeting_id=meeting_id)
