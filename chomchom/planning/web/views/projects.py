"""One project: its page, its facts, and what becomes of it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import verdict
from chomchom.planning import access
from chomchom.planning.actions import budget, lineage, tree
from chomchom.planning.actions.lineage import Becoming
from chomchom.planning.reads import board as board_reads
from chomchom.planning.reads import choices
from chomchom.planning.reads import project as reads
from chomchom.planning.reads.tree import term
from chomchom.planning.rules.lineage import LineageKind
from chomchom.planning.rules.tree import ProjectState
from chomchom.planning.web.asked import as_id
from chomchom.planning.web.forms import BecomeForm, MoneyForm, NewProjectForm, ProjectForm, RenameForm
from chomchom.planning.web.sections import sections_for
from chomchom.ui.said import tell

READERS = access.READERS
WRITERS = access.WRITERS


@require_GET
@page(roles=READERS)
def show(request: HttpRequest, deed: Deed, project_id: UUID) -> HttpResponse:
    """One project with its line, its money, and what other subjects say of it."""
    found = reads.project_page(deed, project_id)
    may = verdict(access.check_may_change_plan, deed)
    open_to_change = bool(may) and found.line.state is not ProjectState.CLOSED
    version = {"version": found.line.version}
    facts = {
        "found": found,
        "sections": sections_for(deed, found),
        "may": open_to_change,
        "may_confirm": board_reads.may_confirm(deed, project_id),
        "rename_form": RenameForm(initial=version),
        "become_form": BecomeForm(deed=deed, page=found, initial={"on": deed.day, **version})
        if open_to_change
        else None,
        "money_form": MoneyForm(years=found.years),
        "strategies": choices.other_strategies(deed, found.line) if open_to_change and not found.is_task else (),
    }
    return TemplateResponse(request, "planning/project.html", facts)


def _here(project_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("planning:project", args=[project_id]))


@page(roles=WRITERS)
def new(request: HttpRequest, deed: Deed, number: int) -> HttpResponse:
    """Enter a project or a task."""
    form = NewProjectForm(
        request.POST or None, deed=deed, number=number, initial={"strategy": request.GET.get("strategy")}
    )
    if request.method == "POST" and form.is_valid():
        made = tree.enter_project(
            deed,
            term_id=term(deed, number).id,
            project=form.project(),
            already_approved=form.cleaned_data["already_approved"],
        )
        tell(request, _("계획에 올렸습니다."), then=_("지표와 수집 담당을 정하면 확정할 수 있습니다."))
        return _here(made)
    facts = {"form": form, "term": term(deed, number)}
    return TemplateResponse(request, "planning/project_new.html", facts, status=422 if form.errors else 200)


@page(roles=WRITERS)
def change(request: HttpRequest, deed: Deed, project_id: UUID) -> HttpResponse:
    """Change a project's facts; its name changes by renaming."""
    found = reads.project_page(deed, project_id)
    form = ProjectForm(
        request.POST or None, deed=deed, number=found.line.term_number, but=project_id,
        initial=reads.facts_to_change(deed, project_id),
    )  # fmt: skip
    form.fields["name"].disabled = True
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("version", "")
        tree.change_project(
            deed, project_id=project_id, project=form.project(), seen_version=int(seen) if seen.isdigit() else 0
        )
        tell(request, _("사업의 내용을 고쳤습니다."))
        return _here(project_id)
    facts = {"form": form, "found": found}
    return TemplateResponse(request, "planning/project_change.html", facts, status=422 if form.errors else 200)


@require_POST
@page(roles=WRITERS)
def rename(request: HttpRequest, deed: Deed, project_id: UUID) -> HttpResponse:
    """Another name; the old one still finds it."""
    form = RenameForm(request.POST)
    if not form.is_valid():
        return _again(request, deed, project_id, form)
    said = form.cleaned_data
    lineage.rename(deed, project_id=project_id, name=said["name"], reason=said["reason"], seen_version=said["version"])
    tell(request, _("이름을 바꿨습니다."), then=_("옛 이름으로 찾아도 이 사업이 나옵니다."))
    return _here(project_id)


def _again(
    request: HttpRequest, deed: Deed, project_id: UUID, form: RenameForm | BecomeForm | MoneyForm
) -> HttpResponse:
    facts = {"form": form, "found": reads.project_page(deed, project_id)}
    return TemplateResponse(request, "planning/project_again.html", facts, status=422)


@require_POST
@page(roles=WRITERS)
def cross(request: HttpRequest, deed: Deed, project_id: UUID) -> HttpResponse:
    """Say which other strategies a project also serves: exactly the ones ticked."""
    chosen = frozenset(one for text in request.POST.getlist("strategy") if (one := as_id(text)) is not None)
    tree.set_cross_links(deed, project_id=project_id, strategy_ids=chosen, seen_version=_version(request))
    tell(request, _("함께 기여하는 전략을 적었습니다."), then=_("계획과 판의 두 전략에서 모두 보입니다."))
    return _here(project_id)


@require_POST
@page(roles=WRITERS)
def become(request: HttpRequest, deed: Deed, project_id: UUID) -> HttpResponse:
    """Keep, convert, split, merge or close."""
    found = reads.project_page(deed, project_id)
    form = BecomeForm(request.POST, deed=deed, page=found)
    if not form.is_valid():
        return _again(request, deed, project_id, form)
    said, becoming = form.cleaned_data, form.becoming()
    if becoming.kind is LineageKind.CLOSES:
        lineage.close(deed, project_id=project_id, becoming=becoming, seen_version=said["version"])
        tell(request, _("사업을 종결했습니다."), then=_("기록은 그대로 남고, 이름으로 찾을 수 있습니다."))
        return _here(project_id)
    if becoming.kind is LineageKind.MERGES and said["target"]:
        lineage.lead_into(deed, project_ids=[project_id], target_id=said["target"], becoming=becoming)
        tell(request, _("합쳤습니다."))
        return _here(said["target"])
    into = term(deed, said["into"] or found.line.term_number)
    made = lineage.hand_over(deed, project_ids=[project_id], term_id=into.id, names=form.new_names(), becoming=becoming)
    tell(request, _("%(name)s에 올렸습니다.") % {"name": into.name}, then=_("판에서 추진전략에 놓아 주세요."))
    return _here(made[0])


@require_POST
@page(roles=WRITERS)
def carry(request: HttpRequest, deed: Deed, project_id: UUID) -> HttpResponse:
    """From the board: take a project of the plan before over under its name."""
    found = reads.project_page(deed, project_id)
    into = term(deed, found.line.term_number + 1)
    becoming = Becoming(kind=LineageKind.KEEPS, reason=_("다음 계획으로 이어 감"), on=deed.day)
    lineage.hand_over(deed, project_ids=[project_id], term_id=into.id, names=[], becoming=becoming)
    tell(request, _("'%(name)s'을(를) 판에 올렸습니다.") % {"name": found.line.name})
    return HttpResponseRedirect(reverse("planning:board", args=[into.number]))


@require_POST
@page(roles=WRITERS)
def confirm(request: HttpRequest, deed: Deed, project_id: UUID) -> HttpResponse:
    """Approve a project for its plan."""
    tree.confirm_project(deed, project_id=project_id, seen_version=_version(request))
    tell(request, _("확정했습니다."), then=_("확정된 사업은 판에서 움직이지 않습니다."))
    return _back(request, project_id)


@require_POST
@page(roles=WRITERS)
def reopen(request: HttpRequest, deed: Deed, project_id: UUID) -> HttpResponse:
    """Take an approval back."""
    tree.reopen_project(deed.because("approval-taken-back"), project_id=project_id, seen_version=_version(request))
    tell(request, _("확정을 물렸습니다."))
    return _back(request, project_id)


def _version(request: HttpRequest) -> int:
    seen = request.POST.get("version", "")
    return int(seen) if seen.isascii() and seen.isdigit() else 0


def _back(request: HttpRequest, project_id: UUID) -> HttpResponse:
    board = request.POST.get("board", "")
    return HttpResponseRedirect(reverse("planning:board", args=[int(board)])) if board.isdigit() else _here(project_id)


@require_POST
@page(roles=WRITERS)
def money(request: HttpRequest, deed: Deed, project_id: UUID) -> HttpResponse:
    """The money of one year and source."""
    form = MoneyForm(request.POST, years=reads.project_page(deed, project_id).years)
    if not form.is_valid():
        return _again(request, deed, project_id, form)
    said = form.cleaned_data
    budget.write_budget(deed, project_id=project_id, year=said["year"], source=said["source"], money=form.money())
    tell(request, _("예산을 적었습니다."))
    return _here(project_id)
