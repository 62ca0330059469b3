"""Pages of bodies and seats."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.council import access
from chomchom.council.actions import bodies as acts
from chomchom.council.reads import bodies as reads
from chomchom.council.rules.bodies import MEMBERS
from chomchom.council.web.forms import BodyForm, CountingForm, EndSeatForm, LineForm, ReachForm, SeatForm
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ui.said import tell

READERS = access.BODY_READERS - {Role.SYSTEM}


def day_asked(request: HttpRequest, deed: Deed) -> date:
    """The day a page speaks about: the one asked for, else today."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return deed.day


def to_body(body_id: UUID) -> HttpResponseRedirect:
    """Back to a body's page."""
    return HttpResponseRedirect(reverse("council:body", args=[body_id]))


@page(roles=READERS)
def bodies(request: HttpRequest, deed: Deed) -> HttpResponse:
    """All bodies with what does not keep the ordinance."""
    rows = reads.bodies(deed)
    facts = {"rows": rows, "faulty": sum(bool(row.faults) for row in rows), "may_change": access.is_office(deed)}
    return TemplateResponse(request, "council/bodies.html", facts)


@page(roles=access.OFFICE)
def body_new(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Set up a body."""
    form = BodyForm(request.POST or None, initial={"founded_on": deed.day}, parents=reads.body_choices(deed))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        parent = said.pop("parent_id")
        body_id = acts.found_body(deed, acts.BodyIn(**said, parent_id=UUID(parent) if parent else None))
        tell(request, _("협의체를 만들었습니다."), then=_("이제 위원과 결재란을 넣어 주세요."))
        return to_body(body_id)
    return _form(request, form, title=_("협의체 만들기"), button=_("협의체 만들기"), back=reverse("council:bodies"))


def _form(request: HttpRequest, form: Any, *, title: str, button: str, back: str) -> HttpResponse:
    facts = {"form": form, "title": title, "button": button, "back": back}
    return TemplateResponse(request, "council/form.html", facts, status=422 if form.errors else 200)


@page(roles=READERS)
def body(request: HttpRequest, deed: Deed, body_id: UUID) -> HttpResponse:
    """One body: who sits there on a day, its rules, and what does not keep the ordinance."""
    view = reads.body(deed, body_id, on=day_asked(request, deed))
    facts = {"body": view, "end_form": EndSeatForm(initial={"last_day": deed.day}), "asked": request.GET.get("on", "")}
    return TemplateResponse(request, "council/body.html", facts)


@page(roles=access.OFFICE)
def seat_new(request: HttpRequest, deed: Deed, body_id: UUID) -> HttpResponse:
    """Give somebody a seat."""
    view = reads.body(deed, body_id)
    form = SeatForm(request.POST or None, initial={"starts_on": deed.day, "kind": "appointed", "role": "member"},
                    holders=reads.signers(deed))  # fmt: skip
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        account = said.pop("account_id")
        acts.add_seat(deed, body_id=body_id, seat=acts.SeatIn(**said, account_id=UUID(account) if account else None))
        tell(request, _("위원을 넣었습니다."))
        return to_body(body_id)
    title = _("%(name)s에 위원 넣기") % {"name": view.line.name}
    return _form(request, form, title=title, button=_("위원 넣기"), back=reverse("council:body", args=[body_id]))


@page(roles=access.OFFICE)
def seat_reach(request: HttpRequest, deed: Deed, seat_id: UUID) -> HttpResponse:
    """How somebody in a seat is reached."""
    seat = access.load_seat(deed, seat_id)
    start = {
        "post": seat.post,
        "phone": str(seat.phone),
        "email": str(seat.email),
        "account_id": str(seat.account_id or ""),
    }
    form = ReachForm(request.POST or None, initial=start, holders=reads.signers(deed))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        account = said.pop("account_id")
        acts.change_reach(
            deed, seat_id=seat_id, reach=acts.ReachIn(**said, account_id=UUID(account) if account else None)
        )
        tell(request, _("연락처를 고쳤습니다."), then=_("다음 알림부터 이곳으로 갑니다."))
        return to_body(seat.body_id)
    title = _("%(name)s 님에게 어떻게 알릴까요?") % {"name": seat.person_name}
    return _form(
        request, form, title=title, button=_("연락처 고치기"), back=reverse("council:body", args=[seat.body_id])
    )


@require_POST
@page(roles=access.OFFICE)
def seat_end(request: HttpRequest, deed: Deed, seat_id: UUID) -> HttpResponse:
    """The last day of a seat."""
    form = EndSeatForm(request.POST)
    if not form.is_valid():
        raise Refused("seat-dates-do-not-add-up")
    seat = access.load_seat(deed, seat_id)
    acts.end_seat(deed, seat_id=seat_id, last_day=form.cleaned_data["last_day"])
    tell(request, _("마지막 날을 적었습니다."), then=_("빈 자리를 새로 위촉해 주세요."))
    return to_body(seat.body_id)


@require_POST
@page(roles=access.OFFICE)
def seat_renew(request: HttpRequest, deed: Deed, seat_id: UUID) -> HttpResponse:
    """Another term for the same person."""
    seat = access.load_seat(deed, seat_id)
    acts.renew_seat(deed, seat_id=seat_id)
    tell(request, _("다음 임기로 이었습니다."))
    return to_body(seat.body_id)


@page(roles=access.OFFICE)
def counting(request: HttpRequest, deed: Deed, body_id: UUID) -> HttpResponse:
    """Which roles this body counts in its rate of attendance."""
    view = reads.body(deed, body_id)
    start = {"counted": [str(role) for role in MEMBERS], "from_on": deed.day, "source": view.counting_source}
    form = CountingForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        acts.set_attendance_rule(deed, body_id=body_id, **form.cleaned_data)
        tell(request, _("참석률을 세는 규칙을 적었습니다."), then=_("그날부터 알리는 회의에 씁니다."))
        return to_body(body_id)
    title = _("%(name)s의 참석률은 누구를 셉니까?") % {"name": view.line.name}
    return _form(request, form, title=title, button=_("규칙 적기"), back=reverse("council:body", args=[body_id]))


@page(roles=access.OFFICE)
def line(request: HttpRequest, deed: Deed, body_id: UUID) -> HttpResponse:
    """Along which boxes this body's minutes are approved."""
    view = reads.body(deed, body_id)
    start = {f"title_{step.no}": step.title for step in view.steps}
    start |= {f"account_{step.no}": str(step.account_id) for step in view.steps if step.account_id}
    form = LineForm(request.POST or None, initial=start, holders=reads.signers(deed))
    if request.method == "POST" and form.is_valid():
        steps = [acts.StepIn(one.title, UUID(str(one.account_id)) if one.account_id else None) for one in form.steps()]
        acts.set_line(deed, body_id=body_id, steps=steps)
        tell(request, _("결재란을 적었습니다."), then=_("앞으로 쓰는 회의록에 씁니다."))
        return to_body(body_id)
    facts = {"form": form, "body": view}
    return TemplateResponse(request, "council/line.html", facts, status=422 if form.errors else 200)
