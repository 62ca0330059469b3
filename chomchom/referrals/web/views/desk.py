"""Pages for those who log in: the lists, one referral, and sending."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import Role, page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.notices import public as notices
from chomchom.people import public as people
from chomchom.referrals import access, actions, reads
from chomchom.referrals.reads import ListFilter, ReferralRow
from chomchom.referrals.web.forms import OriginForm, OutcomeForm, SendForm, WordsForm, need_choices
from chomchom.referrals.web.moves import make_move, what_next
from chomchom.store.paging import Page
from chomchom.ui.said import tell

ALL = access.OFFICERS | access.AGENCIES


def _part(request: HttpRequest, default: ListFilter) -> ListFilter:
    asked = request.GET.get("part", "")
    return ListFilter(asked) if asked in set(ListFilter) else default


def _tabs(part: ListFilter, counts: dict[str, int]) -> list[dict[str, object]]:
    """The tabs of a list as the template draws them."""
    labels = {
        ListFilter.MINE: _("우리 차례"),
        ListFilter.WAITING: _("답 기다림"),
        ListFilter.LATE: _("늦음"),
        ListFilter.RUNNING: _("진행"),
        ListFilter.OVER: _("끝남"),
        ListFilter.ALL: _("모두"),
    }
    return [
        {"label": label, "href": f"?part={one}", "current": one is part, "count": counts.get(one)}
        for one, label in labels.items()
    ]


def _list(
    request: HttpRequest, deed: Deed, found: Page[ReferralRow], *, part: ListFilter, receiver: bool
) -> HttpResponse:
    counts = reads.counts(deed, sender=not receiver)
    facts = {
        "rows": found.rows,
        "next_url": f"?{urlencode({'part': part, 'after': found.next})}" if found.next else "",
        "tabs": _tabs(part, counts),
        "counts": counts,
        "receiver": receiver,
        "agency": deed.has(*access.AGENCIES),
    }
    return TemplateResponse(request, "referrals/list.html", facts)


@page(roles=ALL)
def sent(request: HttpRequest, deed: Deed) -> HttpResponse:
    """What this side sent, with what waits and what is late."""
    part = _part(request, ListFilter.MINE)
    found = reads.sent_list(deed, part=part, after=request.GET.get("after", ""))
    return _list(request, deed, found, part=part, receiver=False)


@page(roles=access.AGENCIES)
def inbox(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The agency's shared inbox; it belongs to the body, not to one of its people."""
    part = _part(request, ListFilter.MINE)
    found = reads.inbox(deed, part=part, after=request.GET.get("after", ""))
    return _list(request, deed, found, part=part, receiver=True)


@page(roles=access.OFFICERS | {Role.COUNCIL_OFFICE, Role.AGENCY_LEAD})
def unmet(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Needs that met no resource."""
    return TemplateResponse(request, "referrals/unmet.html", {"rows": reads.unmet(deed)})


@page(roles=ALL)
def send(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Ask an agency for one person: the services that fit, with places, and what would be shared."""
    origin = OriginForm(request.GET)
    if not origin.is_valid():
        raise Refused("referral-not-found")
    said = origin.cleaned_data
    form = SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        referral_id = actions.send(
            deed,
            person_id=said["person"],
            service_id=form.cleaned_data["service_id"],
            urgency=form.cleaned_data["urgency"],
            ask=form.cleaned_data["ask"],
            over_criteria=said["over"],
            origin_kind=said["origin_kind"],
            origin_id=said["origin_id"],
        )
        tell(request, *what_next("send")[:1], then=what_next("send")[1])
        return HttpResponseRedirect(reverse("referrals:referral", args=[referral_id]))
    facts = {
        "found": reads.send_page(deed, person_id=said["person"], need=said["need"], over_criteria=said["over"]),
        "form": form,
        "needs": [("", _("모든 욕구")), *need_choices()],
        "overs": [("", _("넘지 않음")), ("on", _("넘음"))],
        "origin": said,
        "may_ask_overlap": deed.has(*access.OFFICERS),
    }
    return TemplateResponse(request, "referrals/send.html", facts, status=422 if request.method == "POST" else 200)


def _shown(request: HttpRequest, deed: Deed, referral_id: UUID, *, status: int = 200, **more: object) -> HttpResponse:
    found = reads.referral_page(deed, referral_id)
    facts = {
        "found": found,
        "row": found.row,
        "words_form": WordsForm(),
        "outcome_form": OutcomeForm(initial={"source": found.sources[0][0], "happened_on": deed.day}),
        "base": "ui/base.html",
        **more,
    }
    return TemplateResponse(request, "referrals/referral.html", facts, status=status)


@page(roles=ALL)
def show(request: HttpRequest, deed: Deed, referral_id: UUID) -> HttpResponse:
    """One referral. Opening it tells the sender that it was seen and reads the notices about it."""
    actions.mark_seen(deed, referral_id=referral_id)
    notices.read_about(deed, about_id=referral_id)
    return _shown(request, deed, referral_id)


@require_POST
@page(roles=ALL)
def reveal(request: HttpRequest, deed: Deed, referral_id: UUID) -> HttpResponse:
    """Name and number in full: one deliberate press, logged with its purpose."""
    person_id = access.load_referral(deed, referral_id).person_id
    return _shown(request, deed, referral_id, revealed=people.reveal(deed, person_id, "referral"))


@require_POST
@page(roles=ALL)
def move(request: HttpRequest, deed: Deed, referral_id: UUID, name: str) -> HttpResponse:
    """One move."""
    make_move(request, deed, referral_id=referral_id, name=name)
    happened, then = what_next(name)
    tell(request, happened, then=then)
    return HttpResponseRedirect(reverse("referrals:referral", args=[referral_id]))


def _said(request: HttpRequest) -> str:
    form = WordsForm(request.POST)
    return form.cleaned_data["text"] if form.is_valid() else ""


@require_POST
@page(roles=access.AGENCIES)
def question(request: HttpRequest, deed: Deed, referral_id: UUID) -> HttpResponse:
    """The receiver asks."""
    actions.ask_question(deed, referral_id=referral_id, text=_said(request))
    tell(request, _("질문을 보냈습니다."), then=_("답이 오면 알려 드립니다. 답할 기한은 그대로 흐릅니다."))
    return HttpResponseRedirect(reverse("referrals:referral", args=[referral_id]))


@require_POST
@page(roles=ALL)
def reply(request: HttpRequest, deed: Deed, referral_id: UUID) -> HttpResponse:
    """The sender's side writes back."""
    actions.answer_question(deed, referral_id=referral_id, text=_said(request))
    tell(request, _("답을 보냈습니다."))
    return HttpResponseRedirect(reverse("referrals:referral", args=[referral_id]))


@require_POST
@page(roles=ALL)
def outcome(request: HttpRequest, deed: Deed, referral_id: UUID) -> HttpResponse:
    """Whether the person was helped."""
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _shown(request, deed, referral_id, status=422, outcome_form=form)
    actions.report_outcome(deed, referral_id=referral_id, **form.cleaned_data)
    tell(request, _("결과를 적었습니다. 고맙습니다."))
    return HttpResponseRedirect(reverse("referrals:referral", args=[referral_id]))
