"""Pages of meetings: lists, planning, the agenda, the notice, and the way of the minutes."""

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
from chomchom.council.actions import calling, minutes, planning, settling
from chomchom.council.reads import bodies as bodies_read
from chomchom.council.reads import meetings as reads
from chomchom.council.reads import office as office_read
from chomchom.council.reads.proposals import proposals
from chomchom.council.rules.meetings import ItemOrigin, ItemState, MeetingState
from chomchom.council.web import meeting_forms as forms
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.notices import public as notices
from chomchom.ui.said import tell

READERS = access.MEETING_READERS - {Role.SYSTEM}


def to_meeting(meeting_id: UUID) -> HttpResponseRedirect:
    """Back to a meeting's page."""
    return HttpResponseRedirect(reverse("council:meeting", args=[meeting_id]))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@page(roles=READERS)
def home(request: HttpRequest, deed: Deed) -> HttpResponse:
    """What is due now: for the office everything, for others their own meetings."""
    facts: dict[str, Any] = {"mine": office_read.mine(deed), "office": access.is_office(deed), "todo": []}
    if facts["office"]:
        facts["todo"] = office_read.todo(deed)
        facts["late"] = sum(one.late for one in facts["todo"])
    return TemplateResponse(request, "council/home.html", facts)


@page(roles=READERS)
def meetings(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Meetings, the latest first, of all bodies or of one."""
    body_id, state = _uuid(request.GET.get("body", "")), request.GET.get("state", "")
    found = reads.meetings(deed, body_id=body_id, state=state, after=request.GET.get("after", ""))
    office = access.is_office(deed)
    states = [one for one in MeetingState if office or one is not MeetingState.PLANNED]
    facts = {
        "rows": found.rows,
        "next": f"?body={body_id or ''}&state={state}&after={found.next}" if found.next else "",
        "bodies": [("", _("모든 협의체")), *bodies_read.body_choices(deed)],
        "states": [("", _("모든")), *((str(one), sentences.STATES[one]) for one in states)],
        "body": str(body_id or ""),
        "state": state,
        "office": office,
    }
    return TemplateResponse(request, "council/meetings.html", facts)


@page(roles=access.OFFICE)
def meeting_new(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Plan a meeting."""
    start = {"body_id": request.GET.get("body", ""), "mode": "together"}
    form = forms.PlanForm(request.POST or None, initial=start, bodies=bodies_read.body_choices(deed))
    if request.method == "POST" and form.is_valid():
        meeting_id = planning.plan_meeting(deed, planning.MeetingIn(**form.cleaned_data))
        tell(request, _("회의를 계획했습니다."), then=_("열려 있는 일부터 안건에 올려 주세요."))
        return to_meeting(meeting_id)
    facts = {
        "form": form,
        "title": _("회의 계획하기"),
        "button": _("회의 계획하기"),
        "back": reverse("council:meetings"),
    }
    return TemplateResponse(request, "council/form.html", facts, status=422 if form.errors else 200)


@page(roles=READERS)
def meeting(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """One meeting, from its plan to its published minutes; whoever opens it has read what was said of it."""
    access.load_meeting(deed, meeting_id)
    notices.read_about(deed, about_id=meeting_id)
    return _page(request, deed, meeting_id)


def _page(request: HttpRequest, deed: Deed, meeting_id: UUID, **bound: Any) -> HttpResponse:
    """The page of a meeting; a form that was sent wrong comes back bound."""
    view = reads.meeting(deed, meeting_id)
    when = {"starts_at": forms.here(view.starts_at), "ends_at": forms.here(view.ends_at), "place": view.line.place}
    facts = {
        "meeting": view,
        "proposals": proposals(deed, meeting_id) if view.office and view.at("planned", "called") else [],
        "item_form": forms.ItemForm(),
        "plan_form": forms.ChangePlanForm(initial={**when, "mode": view.mode}),
        "put_off_form": forms.PutOffForm(initial=when),
        "reason_form": forms.ReasonForm(),
        "amend_form": forms.AmendForm(),
        "holders": bodies_read.signers(deed) if view.office and view.steps else [],
        **bound,
    }
    wrong = any(form.errors for form in bound.values())
    return TemplateResponse(request, "council/meeting.html", facts, status=422 if wrong else 200)


@require_POST
@page(roles=access.OFFICE)
def plan_change(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Change day, place or kind of a planned meeting."""
    form = forms.ChangePlanForm(request.POST)
    if not form.is_valid():
        return _page(request, deed, meeting_id, plan_form=form)
    planning.change_plan(deed, meeting_id=meeting_id, **form.cleaned_data)
    tell(request, _("계획을 바꿨습니다."))
    return to_meeting(meeting_id)


@require_POST
@page(roles=access.OFFICE)
def item_add(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Put an item on the agenda: new words, or one of the proposals."""
    origin_id = _uuid(request.POST.get("origin_id", ""))
    if origin_id is not None:
        wanted = next((one for one in proposals(deed, meeting_id) if one.origin_id == origin_id), None)
        if wanted is None:
            raise Refused("already-on-agenda")
        item = planning.ItemIn(title=wanted.title, origin=wanted.origin, origin_id=wanted.origin_id)
    else:
        form = forms.ItemForm(request.POST)
        if not form.is_valid():
            return _page(request, deed, meeting_id, item_form=form)
        item = planning.ItemIn(title=form.cleaned_data["title"], origin=ItemOrigin.NEW)
    planning.add_item(deed, meeting_id=meeting_id, item=item)
    tell(request, _("안건에 올렸습니다."))
    return to_meeting(meeting_id)


@require_POST
@page(roles=access.OFFICE)
def item_move(request: HttpRequest, deed: Deed, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Move an item up or down, or take it off."""
    where = request.POST.get("to", "")
    if where == "off":
        planning.take_item_off(deed, meeting_id=meeting_id, item_id=item_id)
    else:
        planning.move_item(deed, meeting_id=meeting_id, item_id=item_id, up=where == "up")
    return HttpResponseRedirect(reverse("council:meeting", args=[meeting_id]) + "#agenda")


@require_POST
@page(roles=access.OFFICE)
def item_settle(request: HttpRequest, deed: Deed, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Say what became of an item."""
    move = request.POST.get("move", "")
    if move not in sentences.ITEM_MOVES:
        raise Refused("wrong-state", move=move, state="")
    after = settling.settle_item(deed, meeting_id=meeting_id, item_id=item_id, move=move)
    then = _("다음 회의의 ‘열려 있는 일’에 나옵니다.") if after is ItemState.CARRIED else ""
    tell(request, _("안건이 어떻게 되었는지 적었습니다."), then=then)
    return HttpResponseRedirect(reverse("council:meeting", args=[meeting_id]) + "#agenda")


@require_POST
@page(roles=access.OFFICE)
def call(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Send the notice."""
    calling.call_meeting(deed, meeting_id=meeting_id)
    view = reads.meeting(deed, meeting_id)
    waiting = sum(row.waiting for row in view.told)
    then = _("%(n)d명은 직접 알려 주세요.") % {"n": waiting} if waiting else ""
    tell(request, _("%(n)d명에게 알렸습니다.") % {"n": len(view.told) - waiting}, then=then)
    return to_meeting(meeting_id)


@require_POST
@page(roles=access.OFFICE)
def told(request: HttpRequest, deed: Deed, meeting_id: UUID, notice_id: UUID) -> HttpResponse:
    """Somebody was told by hand."""
    calling.told_by_hand(deed, notice_id=notice_id)
    return HttpResponseRedirect(reverse("council:meeting", args=[meeting_id]) + "#notice")


@require_POST
@page(roles=access.OFFICE)
def put_off(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Put a called meeting off."""
    form = forms.PutOffForm(request.POST)
    if not form.is_valid():
        return _page(request, deed, meeting_id, put_off_form=form)
    calling.put_off(deed, meeting_id=meeting_id, **form.cleaned_data)
    tell(request, _("회의를 미루고 다시 알렸습니다."))
    return to_meeting(meeting_id)


@require_POST
@page(roles=access.OFFICE)
def call_off(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Call a meeting off."""
    calling.call_off(deed, meeting_id=meeting_id, reason=_reason(request))
    tell(request, _("회의를 취소했습니다."), then=_("알렸던 분들께 다시 알렸습니다."))
    return to_meeting(meeting_id)


def _reason(request: HttpRequest) -> str:
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        raise Refused("change-needs-a-reason")
    return str(form.cleaned_data["reason"])


@require_POST
@page(roles=access.OFFICE)
def draft(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Begin the minutes."""
    minutes.begin_draft(deed, meeting_id=meeting_id)
    tell(request, _("회의록을 쓰기 시작했습니다."), then=_("다 쓰면 결재를 돌려 주세요."))
    return to_meeting(meeting_id)


@require_POST
@page(roles=access.OFFICE)
def signer(request: HttpRequest, deed: Deed, meeting_id: UUID, no: int) -> HttpResponse:
    """Whose box it is."""
    account_id = _uuid(request.POST.get("account", ""))
    if account_id is None or str(account_id) not in dict(bodies_read.signers(deed)):
        raise Refused("step-names-nobody")
    minutes.name_signer(deed, meeting_id=meeting_id, no=no, account_id=account_id)
    return HttpResponseRedirect(reverse("council:meeting", args=[meeting_id]) + "#line")


@require_POST
@page(roles=access.OFFICE)
def circulate(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Send the minutes round."""
    minutes.circulate(deed, meeting_id=meeting_id)
    own = reads.meeting(deed, meeting_id).may_sign
    tell(request, _("회의록을 돌렸습니다."), then=_("먼저 결재해 주세요.") if own else _("첫 결재자에게 알렸습니다."))
    return to_meeting(meeting_id)


@require_POST
@page(roles=access.SIGNERS)
def approve(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Sign one's box."""
    last = minutes.approve(deed, meeting_id=meeting_id)
    then = _("결재가 모두 끝났습니다. 사무국이 공개합니다.") if last else _("다음 결재자에게 알렸습니다.")
    tell(request, _("결재했습니다."), then=then)
    return to_meeting(meeting_id)


@require_POST
@page(roles=access.SIGNERS)
def take_back(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Take the minutes back to the draft."""
    minutes.take_back(deed, meeting_id=meeting_id, reason=_reason(request))
    tell(request, _("회의록을 되돌렸습니다."), then=_("고친 뒤에 처음부터 다시 결재합니다."))
    return to_meeting(meeting_id)


@require_POST
@page(roles=access.OFFICE)
def publish(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Publish approved minutes."""
    minutes.publish(deed, meeting_id=meeting_id)
    tell(request, _("회의록을 공개했습니다."))
    return to_meeting(meeting_id)


@require_POST
@page(roles=access.OFFICE)
def amend(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Correct approved minutes."""
    form = forms.AmendForm(request.POST)
    if not form.is_valid():
        return _page(request, deed, meeting_id, amend_form=form)
    minutes.amend(deed, meeting_id=meeting_id, **form.cleaned_data)
    tell(request, _("정정을 적었습니다."), then=_("결재한 회의록은 그대로 두고 정정을 덧붙입니다."))
    return to_meeting(meeting_id)
