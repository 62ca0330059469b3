"""Case conferences: the list, one conference, and its minutes as a paper."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from chomchom.accounts.public import Role, agency_choices, page
from chomchom.cases import access, papers
from chomchom.cases.actions import conferences as acts
from chomchom.cases.reads import conferences as reads
from chomchom.cases.reads import duty
from chomchom.cases.web import forms
from chomchom.documents import public as documents
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ui.said import tell

READERS = (*access.CALLS, *access.READS_IN_AREA)


def _to(conference_id: UUID) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("cases:conference", args=[conference_id]))


@require_http_methods(["GET", "POST"])
@page(roles=READERS)
def listing(request: HttpRequest, deed: Deed) -> HttpResponse:
    """All conferences, and calling one."""
    form = forms.ConferenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = acts.call_conference(deed, **form.cleaned_data)
        tell(request, _("사례회의를 열었습니다."), then=_("안건과 참석할 분을 넣어 주세요."))
        return _to(made)
    found = reads.conference_rows(deed, after=request.GET.get("after", ""))
    context = {"found": found, "form": form, "may_call": deed.has(*access.CALLS)}
    return TemplateResponse(request, "cases/conferences.html", context, status=422 if form.errors else 200)


@require_GET
@page(roles=READERS)
def show(request: HttpRequest, deed: Deed, conference_id: UUID) -> HttpResponse:
    """One conference."""
    return _show(request, deed, conference_id)


def _show(request: HttpRequest, deed: Deed, conference_id: UUID, *, status: int = 200, **more: object) -> HttpResponse:
    found = reads.conference_page(deed, conference_id)
    context = {
        "found": found,
        "attendee_form": forms.AttendeeForm(bodies=_bodies()),
        "item_form": forms.ItemForm(cases=_cases(deed)),
        "decision_form": forms.DecisionForm(auto_id=False),
    }
    return TemplateResponse(request, "cases/conference.html", context | more, status=status)


def _bodies() -> tuple[tuple[str, str], ...]:
    return tuple((str(one.agency_id), one.name) for one in agency_choices())


def _cases(deed: Deed) -> tuple[tuple[str, str], ...]:
    rows = duty.work_list(deed, "team" if deed.has(Role.CASE_MANAGER) else "area", size=200).rows
    return tuple((str(row.case_id), f"{row.number} {row.name} ({row.state_label})") for row in rows)


@require_POST
@page(roles=access.CALLS)
def attendee(request: HttpRequest, deed: Deed, conference_id: UUID) -> HttpResponse:
    """Who sat there."""
    form = forms.AttendeeForm(request.POST, bodies=_bodies())
    if not form.is_valid():
        return _show(request, deed, conference_id, status=422, attendee_form=form)
    acts.add_attendee(deed, conference_id=conference_id, **form.cleaned_data)
    return _to(conference_id)


@require_POST
@page(roles=access.CALLS)
def pledge(request: HttpRequest, deed: Deed, conference_id: UUID, attendee_id: UUID) -> HttpResponse:
    """The pledge of secrecy."""
    acts.pledge(deed, attendee_id=attendee_id)
    return _to(conference_id)


@require_POST
@page(roles=access.CALLS)
def item(request: HttpRequest, deed: Deed, conference_id: UUID) -> HttpResponse:
    """A case on the agenda."""
    form = forms.ItemForm(request.POST, cases=_cases(deed))
    if not form.is_valid():
        return _show(request, deed, conference_id, status=422, item_form=form)
    acts.add_item(deed, conference_id=conference_id, **form.cleaned_data)
    return _to(conference_id)


@require_POST
@page(roles=access.CALLS)
def opinion(request: HttpRequest, deed: Deed, item_id: UUID) -> HttpResponse:
    """What somebody said."""
    form = forms.OpinionForm(request.POST)
    if not form.is_valid():
        raise Refused("case-note-empty")
    acts.add_opinion(deed, item_id=item_id, **form.cleaned_data)
    return _to(reads.item_case(deed, item_id))


@require_POST
@page(roles=access.CALLS)
def decide(request: HttpRequest, deed: Deed, item_id: UUID) -> HttpResponse:
    """What was decided."""
    form = forms.DecisionForm(request.POST)
    if not form.is_valid():
        raise Refused("conference-needs-words")
    acts.decide(deed, item_id=item_id, **form.cleaned_data)
    tell(request, _("결정을 적었습니다."), then=_("팀장이 사례 화면에서 다음 단계로 넘깁니다."))
    return _to(reads.item_case(deed, item_id))


@require_POST
@page(roles=access.CALLS)
def task(request: HttpRequest, deed: Deed, item_id: UUID) -> HttpResponse:
    """A task."""
    form = forms.TaskForm(request.POST)
    if not form.is_valid():
        raise Refused("conference-task-incomplete")
    acts.add_task(deed, item_id=item_id, **form.cleaned_data)
    return _to(reads.item_case(deed, item_id))


@require_POST
@page(roles=access.CALLS)
def task_done(request: HttpRequest, deed: Deed, case_id: UUID, task_id: UUID) -> HttpResponse:
    """A task is done."""
    acts.finish_task(deed, task_id=task_id)
    tell(request, _("할 일을 마쳤습니다."))
    return HttpResponseRedirect(reverse("cases:case", args=[case_id]))


@require_POST
@page(roles=access.CALLS)
def minutes(request: HttpRequest, deed: Deed, conference_id: UUID, form: str) -> HttpResponse:
    """The minutes as a paper, kept; the copy of a body names only whom it may know."""
    if form not in papers.FORMS:
        raise Refused("no-such-paper-form")
    reader = request.POST.get("for", "")
    choices = {str(one.attendee_id): one.attendee_id for one in reads.conference_page(deed, conference_id).attendees}
    stem, document = reads.minutes(deed, conference_id, attendee_id=choices.get(reader))
    kept = acts.keep_minutes(
        deed, conference_id=conference_id, filename=f"{stem}.{form}", content=papers.as_file(document, form)
    )
    return documents.download(*reads.minutes_file(deed, conference_id, kept))
