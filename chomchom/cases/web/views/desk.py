"""The list of cases, one case, and what is done on it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chomchom.accounts.public import page
from chomchom.cases import access, actions, reads, sentences
from chomchom.cases.reads import duty, tabs
from chomchom.cases.reads.plans import Plans, PlanView
from chomchom.cases.web.forms import (
    AftercareForm,
    AnswerLookForm,
    AskLookForm,
    CriteriaForm,
    HandoverForm,
    ListForm,
    MoveForm,
    NoteForm,
    OwnerForm,
    ScanForm,
    TakeInForm,
)
from chomchom.cases.web.plan_forms import CheckForm, GoalForm, PlanForm, ServiceForm, SignForm
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused, verdict
from chomchom.outreach import public as outreach
from chomchom.people import public as people
from chomchom.ui.said import tell


def to_case(case_id: UUID) -> HttpResponseRedirect:
    """Back to the case."""
    return HttpResponseRedirect(reverse("cases:case", args=[case_id]))


@require_GET
@page(roles=access.PAGES)
def listing(request: HttpRequest, deed: Deed) -> HttpResponse:
    """내 사례, or all of the area, or those that are late."""
    form = ListForm(request.GET)
    if not form.is_valid():
        raise Refused("bad-page")
    show = form.cleaned_data["show"] or ("mine" if deed.has(Role.CASE_MANAGER) else "area")
    found, counts = duty.work_list(deed, show, after=form.cleaned_data["after"]), duty.counts(deed)
    context = {
        "rows": found.rows,
        "next": found.next,
        "show": show,
        "count": counts[show],
        "late": sum(row.overdue for row in found.rows),
        "paged": bool(form.cleaned_data["after"]),
        "tabs": [(name, label, counts[name], name == show) for name, label in sentences.LISTS.items()],
        "may_manage": deed.has(*access.CALLS),
    }
    return TemplateResponse(request, "cases/list.html", context)


def case_answer(
    request: HttpRequest, deed: Deed, case_id: UUID, *, status: int = 200, tab_name: str = "", **forms: object
) -> HttpResponse:
    """The page of a case, with the forms somebody filled in."""
    found = reads.case_page(deed, case_id)
    tab = tabs.case_tab(deed, case_id, tab_name or request.GET.get("tab", ""))
    context = {
        "case": found,
        "tab": tab,
        "tab_names": {name: name == tab.name for name in tabs.TABS},
        "move_form": MoveForm(auto_id=False),
        "note_form": NoteForm(),
        "criteria_form": CriteriaForm(),
        "owner_form": OwnerForm(owners=found.owners),
        "ask_form": AskLookForm(auto_id="ask_%s"),
        "answer_form": AnswerLookForm(auto_id="answer_%s"),
        "aftercare_form": AftercareForm(auto_id="aftercare_%s"),
        "handover_form": HandoverForm(owners=found.owners),
        "scan_form": ScanForm(auto_id="scan_%s"),
    }
    if tab.name == "plan" and tab.plans is not None:
        context |= _plan_forms(tab.plans)
    return TemplateResponse(request, "cases/case.html", context | forms, status=status)


def _plan_forms(plans: Plans) -> dict[str, object]:
    making = plans.making
    goals = tuple((str(goal.goal_id), goal.text) for goal in making.goals) if making is not None else ()
    return {
        "plan_form": PlanForm(initial=_head(making) if making is not None else None, auto_id="plan_%s"),
        "goal_form": GoalForm(areas=plans.areas),
        "service_form": ServiceForm(goals=goals),
        "sign_form": SignForm(auto_id="sign_%s"),
        "check_form": CheckForm(auto_id="check_%s"),
        "check_errors": False,
        "goal_states": [(str(code), label) for code, label in sentences.GOALS.items()],
    }


def _head(plan: PlanView) -> dict[str, object]:
    names = ("version", "first_day", "last_day", "next_check_on", "overall", "own_part")
    return {name: getattr(plan, name) for name in names}


@require_GET
@page(roles=access.PAGES)
def show(request: HttpRequest, deed: Deed, case_id: UUID) -> HttpResponse:
    """One case."""
    return case_answer(request, deed, case_id)


@require_POST
@page(roles=access.PAGES)
def move(request: HttpRequest, deed: Deed, case_id: UUID) -> HttpResponse:
    """One step of the procedure."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        return case_answer(request, deed, case_id, status=422, move_form=form)
    state = actions.move(deed, case_id=case_id, **form.cleaned_data)
    row = reads.case_row(deed, case_id)
    then = (
        _("다음은 %(what)s, %(when)s입니다.") % {"what": row.due_label, "when": row.due.text}
        if row.due is not None
        else ""
    )
    tell(request, _("%(state)s(으)로 넘겼습니다.") % {"state": sentences.STATES[state]}, then=then)
    return to_case(case_id)


@require_POST
@page(roles=access.PAGES)
def note(request: HttpRequest, deed: Deed, case_id: UUID) -> HttpResponse:
    """Something written down."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return case_answer(request, deed, case_id, status=422, note_form=form)
    actions.write_note(deed, case_id=case_id, text=form.cleaned_data["text"])
    tell(request, _("기록했습니다."))
    return to_case(case_id)


@require_POST
@page(roles=access.PAGES)
def criteria(request: HttpRequest, deed: Deed, case_id: UUID) -> HttpResponse:
    """An income held against a line."""
    form = CriteriaForm(request.POST)
    if not form.is_valid():
        return case_answer(request, deed, case_id, status=422, criteria_form=form)
    found = actions.hold_against_line(deed, case_id=case_id, **form.cleaned_data)
    if found.over:
        tell(
            request,
            _("기준보다 %(won)s원 많습니다.") % {"won": f"{found.over_by:,}"},
            then=_("민간 자원으로 이을 수 있습니다."),
            tone="warning",
        )
    else:
        tell(request, _("기준을 넘지 않습니다."), then=_("공적 급여를 먼저 신청해 주세요."))
    return to_case(case_id)


@require_POST
@page(roles=access.PAGES)
def owner(request: HttpRequest, deed: Deed, case_id: UUID) -> HttpResponse:
    """Naming the case manager."""
    form = OwnerForm(request.POST)
    if not form.is_valid():
        return case_answer(request, deed, case_id, status=422, owner_form=form)
    actions.name_owner(deed, case_id=case_id, owner_id=form.cleaned_data["owner_id"])
    tell(request, _("담당을 정했습니다."))
    return to_case(case_id)


@require_http_methods(["GET", "POST"])
@page(roles=access.TAKES_IN)
def take_in(request: HttpRequest, deed: Deed, episode_id: UUID, person_id: UUID) -> HttpResponse:
    """Turning an episode into a case."""
    card = people.card(deed, person_id)
    owners = reads.managers_for(card.dong, on=deed.day)
    form = TakeInForm(request.POST or None, owners=owners)
    if request.method == "POST" and form.is_valid():
        case_id = actions.take_in(
            deed,
            episode_id=episode_id,
            person_id=person_id,
            owner_id=form.cleaned_data["owner_id"],
            note=form.cleaned_data["note"],
            book=form.cleaned_data["book"],
        )
        row = reads.case_row(deed, case_id)
        due = row.due.text if row.due is not None else ""
        tell(
            request,
            _("사례 %(number)s(으)로 접수했습니다.") % {"number": row.number},
            then=_("%(what)s, %(when)s입니다.") % {"what": row.due_label, "when": due},
        )
        return to_case(case_id)
    context = {
        "form": form,
        "person": card,
        "episode": outreach.episode(deed, episode_id),
        "allowed": verdict(access.check_may_take_in, deed, dong=card.dong),
        "already": reads.has_open_case(person_id),
    }
    return TemplateResponse(request, "cases/take_in.html", context, status=422 if request.method == "POST" else 200)
