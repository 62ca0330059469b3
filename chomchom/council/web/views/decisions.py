"""Pages of decisions: of a meeting, one with its history, the register, and the city's own lists."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import note_export, page
from chomchom.council.access import decisions as access
from chomchom.council.access import load_meeting, visible_bodies
from chomchom.council.actions import decisions as actions
from chomchom.council.actions import lists, minutes
from chomchom.council.reads import decisions as reads
from chomchom.council.reads import opinions as opinions_read
from chomchom.council.reads.register import register_sheet
from chomchom.council.rules.subjects import Matter, Subject
from chomchom.council.web import deciding_forms as forms
from chomchom.council.web import list_forms
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import verdict
from chomchom.ui.said import tell

READERS = access.DECISION_READERS - {Role.SYSTEM}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(roles=READERS)
def meeting_decisions(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """The decisions of a meeting, and what still stands in the way of approving them."""
    found = reads.meeting_decisions(deed, meeting_id)
    facts = {"found": found, "head": found.head, "may_write": found.head.office and not found.head.approved}
    return TemplateResponse(request, "council/meeting_decisions.html", facts)


def _filled(form: forms.DecisionForm, lines: Any) -> bool:
    return form.is_valid() and lines.is_valid()


def _form(request: HttpRequest, form: forms.DecisionForm, lines: Any, **more: str) -> HttpResponse:
    facts = {"form": form, "lines": lines, **more}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "council/decision_form.html", facts, status=status)


@page(roles=access.OFFICE)
def decision_new(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Write a decision of a meeting."""
    meeting = load_meeting(deed, meeting_id)
    form = forms.DecisionForm(request.POST or None, kinds=reads.kind_choices(deed))
    lines = forms.ChangeLines(request.POST or None, prefix="change")
    back = reverse("council:meeting_decisions", args=[meeting.pk])
    if request.method == "POST" and _filled(form, lines):
        actions.record_decision(deed, meeting_id=meeting_id, decision=form.decision(forms.changes_in(lines)))
        tell(request, _("결정을 적었습니다."))
        return HttpResponseRedirect(back)
    return _form(request, form, lines, title=_("결정 적기"), button=_("결정 남기기"), back=back, version="")


@page(roles=READERS)
def decision(request: HttpRequest, deed: Deed, decision_id: UUID) -> HttpResponse:
    """One decision, what it changes, and what stood in its place before and after."""
    found = reads.decision_page(deed, decision_id)
    return TemplateResponse(request, "council/decision.html", {"found": found, "row": found.row, "head": found.head})


@page(roles=access.OFFICE)
def decision_change(request: HttpRequest, deed: Deed, decision_id: UUID) -> HttpResponse:
    """Write a decision anew before its minutes are approved."""
    row = reads.decision_page(deed, decision_id).row
    form = forms.DecisionForm(request.POST or None, kinds=reads.kind_choices(deed), initial=forms.decision_initial(row))
    lines = forms.ChangeLines(request.POST or None, prefix="change", initial=forms.changes_initial(row))
    back = reverse("council:decision", args=[decision_id])
    version = request.POST.get("version", str(row.version))
    if request.method == "POST" and _filled(form, lines):
        actions.rewrite_decision(
            deed,
            decision_id=decision_id,
            version=int(version) if version.isdigit() else 0,
            decision=form.decision(forms.changes_in(lines)),
        )
        tell(request, _("결정을 고쳤습니다."))
        return HttpResponseRedirect(back)
    title = _("결정 고치기: %(name)s") % {"name": row.heading}
    return _form(request, form, lines, title=title, button=_("고친 결정 남기기"), back=back, version=version)


@require_POST
@page(roles=access.OFFICE)
def resolve(request: HttpRequest, deed: Deed, decision_id: UUID) -> HttpResponse:
    """Say which of two labels holds."""
    form = forms.LabelForm(request.POST)
    label = form.cleaned_data["label"] if form.is_valid() else ""
    actions.resolve_label(deed, decision_id=decision_id, label=label)
    tell(request, _("‘%(label)s’(으)로 정했습니다.") % {"label": label}, then=_("본문과 종합표가 같은 말로 나옵니다."))
    return HttpResponseRedirect(reverse("council:decision", args=[decision_id]))


@page(roles=access.OFFICE)
def amend(request: HttpRequest, deed: Deed, decision_id: UUID) -> HttpResponse:
    """A decision that takes the place of an approved one."""
    row = reads.decision_page(deed, decision_id).row
    start = forms.decision_initial(row)
    form = forms.DecisionForm(request.POST or None, kinds=reads.kind_choices(deed), amending=True, initial=start)
    lines = forms.ChangeLines(request.POST or None, prefix="change", initial=forms.changes_initial(row))
    back = reverse("council:decision", args=[decision_id])
    if request.method == "POST" and _filled(form, lines):
        matter = Matter(subject=Subject(row.subject), code=row.code, name=row.name)
        newer = minutes.amend_decision(
            deed,
            decision_id=decision_id,
            decision=form.decision(forms.changes_in(lines), of=matter),
            reason=form.cleaned_data["reason"],
        )
        tell(request, _("바로잡는 결정을 더했습니다."), then=_("앞의 결정도 그대로 남아 있습니다."))
        return HttpResponseRedirect(reverse("council:decision", args=[newer]))
    title = _("결정 바로잡기: %(name)s") % {"name": row.heading}
    return _form(request, form, lines, title=title, button=_("바로잡는 결정 남기기"), back=back, version="")


@page(roles=READERS)
def register(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Decisions of all meetings, narrowed by a sentence."""
    form = forms.FilterForm(request.GET)
    filters = form.filters()
    found = reads.register(deed, filters, after=request.GET.get("after", ""))
    kept = {name: value for name, value in request.GET.items() if name in form.fields and value}
    facts = {
        "page": found,
        "years": [("", _("모든 해")), *((year, _("%(y)s년") % {"y": year}) for year in range(deed.day.year, 2022, -1))],
        "bodies": [("", _("모든 협의체")), *((one.pk, one.name) for one in visible_bodies(deed).order_by("name"))],
        "kinds": [("", _("모든 종류")), *((one.code, one.label) for one in reads.kind_rows(deed))],
        "chosen": {name: kept.get(name, "") for name in form.fields},
        "kept": "".join(f"&{name}={value}" for name, value in kept.items()),
        "office": bool(verdict(access.check_may_decide, deed)),
    }
    return TemplateResponse(request, "council/decisions.html", facts)


@require_POST
@page(roles=access.OFFICE)
def register_export(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The register as a workbook; why somebody takes it is written down first."""
    rows = reads.register_rows(deed, forms.FilterForm(request.POST).filters())
    form = forms.ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    note_export(deed, what="council-decisions", rows=len(rows), reason=reason)
    answer = HttpResponse(register_sheet(deed, rows), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="decisions-{deed.day:%Y%m%d}.xlsx"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@page(roles=access.OFFICE)
def kinds(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The city's list of kinds of decision."""
    form = list_forms.KindForm(request.POST or None, initial={"from_on": deed.day})
    if request.method == "POST" and form.is_valid():
        lists.add_kind(deed, form.row())
        tell(request, _("결정 종류를 더했습니다."))
        return HttpResponseRedirect(reverse("council:kinds"))
    facts = {"rows": reads.kind_rows(deed), "form": form, "which": lists.KINDS, "today": deed.day}
    return TemplateResponse(request, "council/list.html", facts, status=422 if request.method == "POST" else 200)


@page(roles=access.OFFICE)
def sources(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The city's list of sources of opinion."""
    form = list_forms.SourceForm(request.POST or None, initial={"from_on": deed.day})
    if request.method == "POST" and form.is_valid():
        lists.add_source(deed, form.row())
        tell(request, _("의견 출처를 더했습니다."))
        return HttpResponseRedirect(reverse("council:sources"))
    facts = {"rows": opinions_read.source_rows(deed), "form": form, "which": lists.SOURCES, "today": deed.day}
    return TemplateResponse(request, "council/list.html", facts, status=422 if request.method == "POST" else 200)


@require_POST
@page(roles=access.OFFICE)
def list_end(request: HttpRequest, deed: Deed, which: str, code: str) -> HttpResponse:
    """Give a row of a list its last day."""
    form = list_forms.LastDayForm(request.POST)
    until = form.cleaned_data["until_on"] if form.is_valid() else deed.day
    lists.end_row(deed, of=which, code=code, until_on=until)
    tell(request, _("마지막으로 쓰는 날을 적었습니다."), then=_("그동안 적은 것은 그대로 남습니다."))
    return HttpResponseRedirect(reverse("council:sources" if which == lists.SOURCES else "council:kinds"))
