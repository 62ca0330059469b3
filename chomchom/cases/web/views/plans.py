"""The plan of a case: draft, goals, services, signature, checks, and what was not reached."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.cases import access
from chomchom.cases.actions import plans as acts
from chomchom.cases.reads import plans as reads
from chomchom.cases.web import plan_forms as forms
from chomchom.cases.web.views.desk import case_answer
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ui.said import tell


def _to_plan(case_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cases:case", args=[case_id]) + "?tab=plan")


def _again(request: HttpRequest, deed: Deed, case_id: UUID, **forms: object) -> HttpResponse:
    return case_answer(request, deed, case_id, status=422, tab_name="plan", **forms)


@require_POST
@page(roles=access.PAGES)
def begin(request: HttpRequest, deed: Deed, case_id: UUID) -> HttpResponse:
    """Begin a version of the plan."""
    acts.begin_plan(deed, case_id=case_id)
    tell(request, _("계획을 열었습니다."), then=_("목표와 서비스를 적고 서명을 받아 주세요."))
    return _to_plan(case_id)


@require_POST
@page(roles=access.PAGES)
def write(request: HttpRequest, deed: Deed, plan_id: UUID) -> HttpResponse:
    """Write the head of the plan."""
    case_id = reads.case_of_plan(deed, plan_id)
    form = forms.PlanForm(request.POST)
    if not form.is_valid():
        return _again(request, deed, case_id, plan_form=form)
    acts.write_plan(deed, plan_id=plan_id, **form.cleaned_data)
    tell(request, _("계획을 적어 두었습니다."))
    return _to_plan(case_id)


@require_POST
@page(roles=access.PAGES)
def goal(request: HttpRequest, deed: Deed, plan_id: UUID) -> HttpResponse:
    """A goal."""
    case_id = reads.case_of_plan(deed, plan_id)
    form = forms.GoalForm(request.POST, areas=reads.area_choices(deed.day))
    if not form.is_valid():
        return _again(request, deed, case_id, goal_form=form)
    acts.add_goal(deed, plan_id=plan_id, goal=acts.GoalIn(**form.cleaned_data))
    tell(request, _("목표를 더했습니다."))
    return _to_plan(case_id)


@require_POST
@page(roles=access.PAGES)
def service(request: HttpRequest, deed: Deed, plan_id: UUID) -> HttpResponse:
    """A service."""
    case_id = reads.case_of_plan(deed, plan_id)
    form = forms.ServiceForm(request.POST, goals=reads.goal_choices(deed, plan_id))
    if not form.is_valid():
        return _again(request, deed, case_id, service_form=form)
    said = form.cleaned_data
    said["goal_id"] = UUID(said["goal_id"]) if said["goal_id"] else None
    acts.add_service(deed, plan_id=plan_id, service=acts.ServiceIn(**said))
    tell(request, _("서비스를 더했습니다."))
    return _to_plan(case_id)


@require_POST
@page(roles=access.PAGES)
def drop(request: HttpRequest, deed: Deed, plan_id: UUID, line_id: UUID) -> HttpResponse:
    """A goal or a service taken out of a draft."""
    case_id = reads.case_of_plan(deed, plan_id)
    acts.drop_line(deed, plan_id=plan_id, line_id=line_id)
    tell(request, _("계획에서 뺐습니다."))
    return _to_plan(case_id)


@require_POST
@page(roles=access.PAGES)
def sign(request: HttpRequest, deed: Deed, plan_id: UUID) -> HttpResponse:
    """The signature."""
    case_id = reads.case_of_plan(deed, plan_id)
    form = forms.SignForm(request.POST)
    if not form.is_valid():
        return _again(request, deed, case_id, sign_form=form)
    acts.sign_plan(deed, plan_id=plan_id, **form.cleaned_data)
    tell(request, _("서명을 기록했습니다."), then=_("팀장이 승인하면 시행됩니다."))
    return _to_plan(case_id)


@require_POST
@page(roles=access.PAGES)
def check(request: HttpRequest, deed: Deed, case_id: UUID) -> HttpResponse:
    """A check of the plan, goal by goal."""
    form = forms.CheckForm(request.POST)
    lists = [request.POST.getlist(name) for name in ("goal", "value", "state", "problem")]
    if len({len(held) for held in lists}) != 1:
        raise Refused("case-check-lacks-goal")
    found = [
        forms.GoalFoundForm({"goal_id": one, "value": value, "state": state, "problem": problem})
        for one, value, state, problem in zip(*lists, strict=True)
    ]
    if not form.is_valid() or not all(one.is_valid() for one in found):
        return _again(request, deed, case_id, check_form=form, check_errors=True)
    acts.check_plan(
        deed, case_id=case_id, found=[acts.GoalFound(**one.cleaned_data) for one in found], **form.cleaned_data
    )
    tell(request, _("점검을 기록했습니다."))
    return _to_plan(case_id)


@require_POST
@page(roles=access.PAGES)
def rest(request: HttpRequest, deed: Deed, goal_id: UUID) -> HttpResponse:
    """What was not reached, and where the need goes."""
    case_id = reads.case_of_goal(deed, goal_id)
    form = forms.RestForm(request.POST)
    if not form.is_valid():
        raise Refused("case-rest-incomplete")
    acts.explain_goal(deed, goal_id=goal_id, **form.cleaned_data)
    tell(request, _("까닭과 갈 곳을 적어 두었습니다."))
    return _to_plan(case_id)
