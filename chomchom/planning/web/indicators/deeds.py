"""Pages that change something about an indicator: its definition, targets, stages, results."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning import access
from chomchom.planning.actions import indicators, results, tables, targets
from chomchom.planning.actions.results import EnteredIn
from chomchom.planning.calculator.preview import preview
from chomchom.planning.reads import indicators as reads
from chomchom.planning.reads import sources
from chomchom.planning.rules.definitions import DefinitionIn
from chomchom.planning.web.indicators.forms import (
    DefinitionForm,
    FileForm,
    NewIndicatorForm,
    PeriodForm,
    ReachedForm,
    ResultForm,
    StageForm,
    TableForm,
    TargetForm,
)
from chomchom.ui.refusals import sentence
from chomchom.ui.said import tell


def _back(indicator_id: UUID, part: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("planning:indicator", args=[indicator_id]) + part)


def _read(form: Any) -> dict[str, Any]:
    """What was typed; raises `form-not-whole` with the first field that is wrong."""
    if not form.is_valid():
        name, faults = next(iter(form.errors.items()))
        field = form.fields.get(name)
        raise Refused("form-not-whole", field=field.label if field is not None else "", fault=faults[0])
    return dict(form.cleaned_data)


@require_POST
@page(roles=access.DEFINERS)
def draft(request: HttpRequest, deed: Deed, project_id: UUID) -> HttpResponse:
    """Ask for an indicator."""
    made = indicators.draft_indicator(deed, project_id=project_id, **_read(NewIndicatorForm(request.POST)))
    tell(request, _("지표를 만들었습니다."), then=_("이제 정의를 적어 주세요."))
    return HttpResponseRedirect(reverse("planning:definition", args=[made]))


@page(roles=access.DEFINERS)
def definition(request: HttpRequest, deed: Deed, indicator_id: UUID) -> HttpResponse:
    """The editor: 검사 counts last year and this one with what is written, 정의 적기 keeps it."""
    told = reads.indicator_page(deed, indicator_id)
    known = told.draft or told.current
    if request.method != "POST":
        first = {"name": told.indicator.name, "valid_from": told.plan_years[0]}
        initial = {name: getattr(known, name) for name in DefinitionIn.__slots__} if known else first
        return _editor(request, told, DefinitionForm(initial=initial), {})
    form = DefinitionForm(request.POST)
    if not form.is_valid():
        return _editor(request, told, form, {}, status=422)
    if "check" in request.POST:
        return _editor(request, told, form, preview(deed, indicator_id, form.said()))
    try:
        indicators.write_definition(
            deed, indicator_id=indicator_id, said=form.said(), reason=form.cleaned_data["reason"]
        )
    except Refused as no:
        return _editor(request, told, form, {"refused": sentence(no.code, no.facts), **no.facts}, status=422)
    tell(request, _("정의를 적었습니다."), then=_("다른 담당자가 승인하면 그때부터 셉니다."))
    return _back(indicator_id)


def _editor(
    request: HttpRequest, told: reads.IndicatorPage, form: DefinitionForm, found: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {"told": told, "form": form, "found": found}
    return TemplateResponse(request, "planning/definition.html", context, status=status)


@require_POST
@page(roles=access.APPROVERS)
def approve(request: HttpRequest, deed: Deed, indicator_id: UUID) -> HttpResponse:
    """Approve the draft of a definition."""
    indicators.approve_definition(deed, indicator_id=indicator_id)
    tell(request, _("정의를 승인했습니다."), then=_("이제부터 이 정의로 셉니다. 고치려면 새 판을 적습니다."))
    return _back(indicator_id)


@require_POST
@page(roles=access.APPROVERS)
def target(request: HttpRequest, deed: Deed, indicator_id: UUID) -> HttpResponse:
    """Set or change a target."""
    years = reads.indicator_page(deed, indicator_id).plan_years
    targets.set_target(deed, indicator_id=indicator_id, **_read(TargetForm(request.POST, years=years)))
    tell(request, _("목표를 정했습니다."), then=_("전 목표는 그대로 남습니다."))
    return _back(indicator_id, "#targets")


@require_POST
@page(roles=access.APPROVERS)
def stage(request: HttpRequest, deed: Deed, indicator_id: UUID) -> HttpResponse:
    """Plan a stage."""
    targets.plan_stage(deed, indicator_id=indicator_id, **_read(StageForm(request.POST)))
    tell(request, _("단계를 더했습니다."))
    return _back(indicator_id, "#stages")


@require_POST
@page(roles=access.ENTERERS)
def reached(request: HttpRequest, deed: Deed, indicator_id: UUID) -> HttpResponse:
    """Say that a stage was reached."""
    targets.reach_stage(deed, indicator_id=indicator_id, **_read(ReachedForm(request.POST)))
    tell(request, _("단계를 마친 것으로 적었습니다."))
    return _back(indicator_id, "#stages")


@require_POST
@page(roles=access.ENTERERS)
def compute(request: HttpRequest, deed: Deed, indicator_id: UUID) -> HttpResponse:
    """Count a period now and keep the figure as a draft."""
    said = _read(PeriodForm(request.POST))
    results.compute_result(deed, indicator_id=indicator_id, period=said["period"])
    tell(request, _("지금 숫자를 실적 초안으로 남겼습니다."), then=_("다른 담당자가 확인합니다."))
    return _back(indicator_id, "#results")


@require_POST
@page(roles=access.ENTERERS)
def enter(request: HttpRequest, deed: Deed, indicator_id: UUID) -> HttpResponse:
    """Enter a result with evidence."""
    said = _read(ResultForm(request.POST, request.FILES))
    file, period = said.pop("file"), said.pop("period")
    kept = {"filename": file.name, "content": file.read()} if file else {}
    results.enter_result(deed, indicator_id=indicator_id, period=period, said=EnteredIn(**said, **kept))
    tell(request, _("실적을 초안으로 넣었습니다."), then=_("다른 담당자가 확인합니다."))
    return _back(indicator_id, "#results")


@require_POST
@page(roles=access.APPROVERS)
def move(request: HttpRequest, deed: Deed, indicator_id: UUID, result_id: UUID) -> HttpResponse:
    """Check, approve or publish a result."""
    results.move_result(deed, result_id=result_id, move=request.POST.get("move", ""))
    tell(request, _("실적을 다음 단계로 보냈습니다."))
    return _back(indicator_id, "#results")


@page(roles=access.DEFINERS)
def all_tables(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The imported tables, and a new one."""
    form = TableForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        tables.make_table(deed, name=said["name"], says=said["says"], columns=form.columns())
        tell(request, _("자료표를 만들었습니다."), then=_("이제 파일을 올려 주세요."))
        return HttpResponseRedirect(reverse("planning:tables"))
    context = {"lines": sources.table_lines(deed), "form": form, "file_form": FileForm()}
    return TemplateResponse(request, "planning/tables.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@page(roles=access.DEFINERS)
def bring(request: HttpRequest, deed: Deed, table_id: UUID) -> HttpResponse:
    """Put a file into a table."""
    said = _read(FileForm(request.POST, request.FILES))
    tables.bring_file(deed, table_id=table_id, filename=said["file"].name, content=said["file"].read())
    tell(request, _("파일을 넣었습니다."))
    return HttpResponseRedirect(reverse("planning:tables"))


@require_POST
@page(roles=access.DEFINERS)
def withdraw(request: HttpRequest, deed: Deed, table_id: UUID, file_id: UUID) -> HttpResponse:
    """Let a file count no longer."""
    tables.withdraw_file(deed, table_id=table_id, file_id=file_id)
    tell(request, _("파일을 거두었습니다."), then=_("이 파일의 줄은 이제 세지 않습니다."))
    return HttpResponseRedirect(reverse("planning:tables"))
