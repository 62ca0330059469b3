"""One 확인 건: what is known, what was tried, and every deed that may follow."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.flows import actions, reads
from chomchom.flows.web.forms import AskForm, AttemptForm, CloseForm, ReferForm, RegradeForm
from chomchom.flows.web.views.board import OFFICERS
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.outreach import public as outreach
from chomchom.ui.said import tell
from chomchom.wellbeing import public as wellbeing


@page(roles=OFFICERS)
def show(request: HttpRequest, deed: Deed, episode_id: UUID) -> HttpResponse:
    """The page of an episode."""
    row = outreach.episode(deed, episode_id)
    if row.joined_into_id:
        return redirect("flows:episode", episode_id=row.joined_into_id)
    return TemplateResponse(request, "flows/episode.html", _context(request, deed, row))


def _context(request: HttpRequest, deed: Deed, row: outreach.EpisodeRow, **forms_: forms.Form) -> dict[str, object]:
    opened = request.GET.get("do", next(iter(forms_), ""))
    return {
        "deed": deed,
        "row": row,
        "b": row.board,
        "around": reads.around_episode(deed, row, words=request.GET.get("find", ""), opened=opened),
        "ask_form": AskForm(),
        "attempt_form": forms_.get("attempt", AttemptForm()),
        "close_form": forms_.get("close", CloseForm(initial={"version": row.board.version})),
        "refer_form": forms_.get("refer", ReferForm()),
        "regrade_form": RegradeForm(initial={"grade": row.board.grade}),
        "deed_open": opened,
        "find": request.GET.get("find", ""),
    }


def _again(request: HttpRequest, deed: Deed, episode_id: UUID, **wrong: forms.Form) -> HttpResponse:
    row = outreach.episode(deed, episode_id)
    return TemplateResponse(request, "flows/episode.html", _context(request, deed, row, **wrong), status=422)


@require_POST
@page(roles=OFFICERS)
def attempt(request: HttpRequest, deed: Deed, episode_id: UUID) -> HttpResponse:
    """Write down a call or another try."""
    form = AttemptForm(request.POST)
    if not form.is_valid():
        return _again(request, deed, episode_id, attempt=form)
    said = form.cleaned_data
    actions.log_attempt(
        deed, episode_id=episode_id, channel=outreach.Channel(said["channel"]),
        result=outreach.AttemptResult(said["result"]), note=said["note"],
    )  # fmt: skip
    row = outreach.episode(deed, episode_id)
    tell(request, _("기록했습니다."), then=reads.what_next(row))
    return redirect("flows:episode", episode_id=episode_id)


@require_POST
@page(roles=OFFICERS)
def ring(request: HttpRequest, deed: Deed, episode_id: UUID) -> HttpResponse:
    """I ring them now: meanwhile neither the machine nor a colleague does."""
    person_id = outreach.episode(deed, episode_id).board.person_id
    if person_id is None:
        raise Refused("episode-without-person")
    wellbeing.begin_desk_call(deed, person_id=person_id)
    tell(request, _("지금부터 다른 곳에서는 이분께 전화하지 않습니다."), then=_("끝나면 결과를 적어 주세요."))
    return redirect(reverse("flows:episode", args=[episode_id]) + "?do=attempt#attempt")


@require_POST
@page(roles=OFFICERS)
def take(request: HttpRequest, deed: Deed, episode_id: UUID) -> HttpResponse:
    """I see to this one."""
    outreach.take_on(deed, episode_id=episode_id)
    tell(request, _("내가 맡았습니다."), then=_("동료의 화면에도 맡은 사람이 보입니다."))
    return redirect("flows:episode", episode_id=episode_id)


@require_POST
@page(roles=OFFICERS)
def regrade(request: HttpRequest, deed: Deed, episode_id: UUID) -> HttpResponse:
    """A person sets another grade."""
    form = RegradeForm(request.POST)
    if form.is_valid():
        outreach.regrade(deed, episode_id=episode_id, grade=outreach.Grade(form.cleaned_data["grade"]))
        tell(request, _("등급을 바꾸었습니다."), then=_("기한도 새 등급에 맞게 바뀌었습니다."))
    return redirect("flows:episode", episode_id=episode_id)


@require_POST
@page(roles=OFFICERS)
def visit(request: HttpRequest, deed: Deed, episode_id: UUID) -> HttpResponse:
    """Ask somebody to the door."""
    form = AskForm(request.POST)
    kind, visitor_id = form.chosen()
    outreach.ask_site_check(
        deed, episode_id=episode_id, visitor_kind=kind, visitor_id=visitor_id,
        urgent=form.data.get("urgent") == "on",
    )  # fmt: skip
    row = outreach.episode(deed, episode_id)
    asked = next(check for check in row.checks if check.open)
    tell(
        request,
        _("{who}에게 현장 확인을 요청했습니다.").format(who=asked.visitor_label),
        then=_("{due} 답이 없으면 오늘 할 일로 다시 올라옵니다.").format(due=asked.due.text),
    )
    return redirect("flows:episode", episode_id=episode_id)


@require_POST
@page(roles=OFFICERS)
def withdraw(request: HttpRequest, deed: Deed, episode_id: UUID, site_check_id: UUID) -> HttpResponse:
    """Take a request back."""
    outreach.withdraw_site_check(deed, site_check_id=site_check_id)
    tell(request, _("현장 확인 요청을 거두었습니다."), then=_("이 댁은 다시 ‘지금 할 일’에 있습니다."))
    return redirect("flows:episode", episode_id=episode_id)


@require_POST
@page(roles=OFFICERS)
def close(request: HttpRequest, deed: Deed, episode_id: UUID) -> HttpResponse:
    """End the episode with an outcome."""
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _again(request, deed, episode_id, close=form)
    actions.close_episode(deed, episode_id=episode_id, **form.said())
    row = outreach.episode(deed, episode_id)
    tell(request, _("‘{outcome}’(으)로 끝냈습니다.").format(outcome=row.outcome_label), then=reads.what_next(row))
    return redirect("flows:board")


@require_POST
@page(roles=OFFICERS)
def refer(request: HttpRequest, deed: Deed, episode_id: UUID) -> HttpResponse:
    """Ask an agency's service; the episode ends as referred."""
    form = ReferForm(request.POST)
    if not form.is_valid():
        return _again(request, deed, episode_id, refer=form)
    said = form.cleaned_data
    referral_id = actions.refer(
        deed, episode_id=episode_id, service_id=said["service"], urgency=said["urgency"], ask=said["ask"]
    )
    tell(request, _("의뢰를 보냈습니다."), then=_("답이 오면 알려 드리고, 기한까지 답이 없으면 다시 알려 드립니다."))
    return redirect("referrals:referral", referral_id=referral_id)


@require_POST
@page(roles=OFFICERS)
def link(request: HttpRequest, deed: Deed, episode_id: UUID) -> HttpResponse:
    """Say who lives at the reported place; it may join an older episode of that home."""
    try:
        person_id = UUID(request.POST.get("person", ""))
    except ValueError:
        raise Refused("no-such-person") from None
    joined = outreach.link_person(deed, episode_id=episode_id, person_id=person_id)
    tell(request, _("대상자를 연결했습니다."), then=_("같은 댁의 다른 신호가 있으면 한 건으로 모았습니다."))
    return redirect("flows:episode", episode_id=joined)
