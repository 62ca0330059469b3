"""Bringing a home under watch, changing how, and leaving."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.enrolment import public as enrolment
from chomchom.kernel.deeds import Deed
from chomchom.people import public as people
from chomchom.wellbeing.actions import homes
from chomchom.wellbeing.reads import coverage as reads
from chomchom.wellbeing.reads.shadow import shadow
from chomchom.wellbeing.web.forms import CONNECTED, ChoiceForm, EnrolForm, LeaveForm, ProvinceNumberForm, SourcesForm
from chomchom.wellbeing.web.views.coverage import SEERS


@page(roles=SEERS)
def enrol(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """The form by which a person comes under watch, in the way they chose."""
    card = people.card(deed, person_id)
    consents = [
        (str(row.consent_id), row.sentence)
        for row in people.consents(deed, person_id)
        if row.state == "runs" and row.purpose == people.Purpose.WELLBEING
    ]
    form = EnrolForm(request.POST or None, consents=consents)
    if request.method == "POST" and form.is_valid():
        homes.watch(
            deed, person_id=person_id, consent_id=UUID(form.cleaned_data["consent"]), choice=form.choice(),
            feeds=form.feeds(), province_number=form.cleaned_data["province_number"],
        )  # fmt: skip
        messages.success(request, _("안부확인을 시작했습니다. 자료는 다음 정각부터 살핍니다."))
        return HttpResponseRedirect(reverse("wellbeing:coverage"))
    context = {"card": card, "form": form, "consents": consents, "contacts": people.emergency_contacts(deed, person_id)}
    return TemplateResponse(request, "wellbeing/enrol.html", context, status=422 if form.errors else 200)


@page(roles=SEERS)
def edit(request: HttpRequest, deed: Deed, enrolment_id: UUID) -> HttpResponse:
    """How a home is watched: the person's choice, and its sources."""
    row = reads.home_row(deed, enrolment_id=enrolment_id)
    posted = request.POST if request.method == "POST" else None
    choice = ChoiceForm(
        posted if posted and "choice" in posted else None,
        initial={
            "mode": row.mode, "ring_from": row.ring_from, "ring_until": row.ring_until,
            "calls_a_week": row.calls_a_week, "alternative": row.alternative or "", "ring_days": list(row.ring_days),
            "language": row.language, "limit_hours": row.limit_hours,
        },
    )  # fmt: skip
    known = {str(mark.source): CONNECTED for mark in row.sources if mark.connected}
    sources = SourcesForm(posted if posted and "sources" in posted else None, initial=known)
    if choice.is_bound and choice.is_valid():
        homes.change_choice(deed, home_id=row.home, choice=choice.choice())
        messages.success(request, _("연락 방법을 바꾸었습니다."))
        return HttpResponseRedirect(request.path)
    if sources.is_bound and sources.is_valid():
        for source, feed in sources.feeds().items():
            homes.set_feed(deed, home_id=row.home, source=source, feed=feed)
        messages.success(request, _("자료를 고쳤습니다."))
        return HttpResponseRedirect(request.path)
    number = ProvinceNumberForm(posted if posted and "province" in posted else None)
    if number.is_bound and number.is_valid():
        homes.set_province_number(deed, home_id=row.home, number=number.cleaned_data["number"])
        messages.success(request, _("경기도 관리번호를 이었습니다. 앞서 온 결과도 이분께 이어집니다."))
        return HttpResponseRedirect(request.path)
    card = people.card(deed, row.person_id)
    context = {
        "row": row, "card": card, "choice": choice, "sources": sources, "number": number,
        "shadow": shadow(deed, row.home),
    }  # fmt: skip
    return TemplateResponse(
        request, "wellbeing/home.html", context, status=422 if choice.errors or sources.errors else 200
    )


@page(roles=SEERS)
def leave(request: HttpRequest, deed: Deed, enrolment_id: UUID) -> HttpResponse:
    """Leaving: why, and what comes instead, or who accepts that nothing does."""
    row = enrolment.enrolment(deed, enrolment_id)
    form = LeaveForm(request.POST or None, initial={"reason": row.reason or ""})
    if request.method == "POST" and form.is_valid():
        reason, step = form.decision()
        homes.stop_watching(
            deed, enrolment_id=enrolment_id, reason=reason, next_step=step,
            named_by=deed.actor_id if form.cleaned_data["accepts_none"] else None, note=form.cleaned_data["note"],
        )  # fmt: skip
        messages.success(request, _("그만둔 것으로 적었습니다. 까닭과 다음 조치가 함께 남습니다."))
        return HttpResponseRedirect(reverse("wellbeing:leaving"))
    context = {"row": row, "card": people.card(deed, row.person_id), "form": form}
    return TemplateResponse(request, "wellbeing/leave.html", context, status=422 if form.errors else 200)


@require_POST
@page(roles=SEERS)
def stay(request: HttpRequest, deed: Deed, enrolment_id: UUID) -> HttpResponse:
    """Somebody was reported as gone by mistake, or chose to stay."""
    enrolment.resume(deed, enrolment_id=enrolment_id)
    messages.success(request, _("계속 참여합니다."))
    return HttpResponseRedirect(reverse("wellbeing:leaving"))
