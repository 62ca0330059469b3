"""The list of who came, for a tablet at the door; guests; the moment a meeting is over; a printed rate in question."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.council import access, sentences
from chomchom.council.actions import attendance as acts
from chomchom.council.reads import attendance as reads
from chomchom.council.reads import meetings as meetings_read
from chomchom.council.rules.meetings import Mark
from chomchom.council.web import meeting_forms as forms
from chomchom.council.web.views.meetings import READERS, to_meeting
from chomchom.kernel.deeds import Deed
from chomchom.ui.components.forms import Choice
from chomchom.ui.said import tell

BIG = (Mark.PRESENT, Mark.PROXY, Mark.ABSENT, Mark.WRITTEN)


def to_list(meeting_id: UUID) -> HttpResponseRedirect:
    """Back to the list of who came."""
    return HttpResponseRedirect(reverse("council:attendance", args=[meeting_id]))


@page(roles=READERS)
def attendance(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Who came: big targets for a tablet while it is written down, a table afterwards."""
    return _page(request, deed, meeting_id)


def _page(request: HttpRequest, deed: Deed, meeting_id: UUID, **bound: Any) -> HttpResponse:
    view = meetings_read.meeting(deed, meeting_id)
    people = reads.people(deed, meeting_id)
    facts = {
        "meeting": view,
        "people": people,
        "marking": view.office and bool(people.may_mark),
        "marks": [Choice(str(mark), sentences.MARKS[mark]) for mark in BIG],
        "categories": sentences.choices(sentences.ABSENCES),
        "attendee_form": forms.AttendeeForm(),
        "held_form": forms.HeldForm(initial={"chair_name": view.chair, "writer_name": view.writer,
                                             "ends_at": forms.here(view.ends_at)}),
        **bound,
    }  # fmt: skip
    wrong = any(form.errors for form in bound.values())
    return TemplateResponse(request, "council/attendance.html", facts, status=422 if wrong else 200)


@require_POST
@page(roles=access.OFFICE)
def mark(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Write down who came, as many as were pressed."""
    acts.mark(deed, meeting_id=meeting_id, marks=forms.marks_from(request.POST))
    people = reads.people(deed, meeting_id)
    left = people.count.unmarked
    then = (
        _("%(n)d명이 남았습니다.") % {"n": left} if left else _("모두 적었습니다. 회의가 끝나면 아래에서 마쳐 주세요.")
    )
    tell(request, _("참석을 적었습니다."), then=then)
    return to_list(meeting_id)


@require_POST
@page(roles=access.OFFICE)
def attendee_add(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Add a guest."""
    form = forms.AttendeeForm(request.POST)
    if not form.is_valid():
        return _page(request, deed, meeting_id, attendee_form=form)
    acts.add_attendee(deed, meeting_id=meeting_id, **form.cleaned_data)
    tell(request, _("명단에 더했습니다."))
    return to_list(meeting_id)


@require_POST
@page(roles=access.OFFICE)
def hold(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """The meeting is over."""
    form = forms.HeldForm(request.POST)
    if not form.is_valid():
        return _page(request, deed, meeting_id, held_form=form)
    acts.hold(deed, meeting_id=meeting_id, held=acts.HeldIn(**form.cleaned_data))
    tell(request, _("회의를 마쳤습니다."), then=_("이제 회의록을 써 주세요."))
    return to_meeting(meeting_id)


@require_POST
@page(roles=access.OFFICE)
def agree(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """A person says which bodies a printed rate left out."""
    acts.agree_exclusions(deed, meeting_id=meeting_id, excluded=request.POST.get("excluded", "").split("|"))
    tell(request, _("세는 사람을 바꿨습니다."), then=_("누가 정했는지 기록에 남습니다."))
    return to_list(meeting_id)


@require_POST
@page(roles=access.OFFICE)
def take_seat(request: HttpRequest, deed: Deed, meeting_id: UUID, row_id: UUID) -> HttpResponse:
    """A person says whose seat a row is."""
    acts.take_seat(deed, meeting_id=meeting_id, row_id=row_id, seat_id=forms.seat_from(request.POST))
    tell(request, _("위원 자리와 이었습니다."), then=_("이제 이 위원의 참석에도 셉니다."))
    return to_list(meeting_id)
