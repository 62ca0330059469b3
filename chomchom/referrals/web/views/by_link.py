"""The pages behind a signed link: an agency without account answers in a minute, on a phone.

GET changes nothing. Before the one-time code the page names nobody; after it, one session may answer.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import Role, page
from chomchom.kernel.deeds import Deed, machine_deed, machine_id
from chomchom.kernel.verdicts import Refused
from chomchom.notices.public import CODE_ANSWERS, CodeAnswer, LinkRow, deed_of_link, links
from chomchom.people import public as people
from chomchom.referrals import actions, reads, rules
from chomchom.referrals.web.forms import CodeForm, OutcomeForm, WordsForm
from chomchom.referrals.web.moves import make_move, what_next
from chomchom.ui.said import tell

PURPOSES = {"answer": "referral-answer", "work": "referral-work", "outcome": "referral-outcome"}


def link_deed(request: HttpRequest, *, door: str, token: str, **_rest: Any) -> Deed:
    """The deed of whoever holds the link; a link that ran out gives a deed that reaches nothing."""
    try:
        link = links.open(token, purpose=PURPOSES[door])
    except Refused as no:
        if no.code != "link-too-old" or request.method != "GET":
            raise
        old = links.too_old(token, purpose=PURPOSES[door])
        request.opened_link = None  # type: ignore[attr-defined]
        return Deed(actor_id=machine_id("visitor"), at=old.at, roles=frozenset({Role.LINK}))
    request.opened_link = link  # type: ignore[attr-defined]
    return deed_of_link(link)


def renewing_deed(request: HttpRequest, *, door: str, token: str, **_rest: Any) -> Deed:
    """A machine renews, because whoever holds a link that ran out is nobody."""
    old = links.too_old(token, purpose=PURPOSES[door])
    request.old_link = old  # type: ignore[attr-defined]
    return machine_deed("referral-links", at=old.at)


def _opened(request: HttpRequest) -> LinkRow:
    return request.opened_link  # type: ignore[attr-defined,no-any-return]


def _verified(request: HttpRequest) -> UUID:
    """The referral of a link whose code this session has typed; raises `link-needs-code`."""
    link = _opened(request)
    links.check_verified(request.session, link)
    return link.subject_id


def _here(door: str, token: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("referrals:link", args=[door, token]))


@require_GET
@page(link=link_deed)
def show(request: HttpRequest, deed: Deed, door: str, token: str) -> HttpResponse:
    """The page of a link: old, before the code, or open."""
    link: LinkRow | None = request.opened_link  # type: ignore[attr-defined]
    place = {"door": door, "token": token}
    if link is None:
        return TemplateResponse(request, "referrals/link_old.html", place, status=410)
    if links.is_verified(request.session, link):
        return _page(request, deed, link, door=door, token=token)
    facts = {**place, "face": reads.link_face(deed, link.subject_id), "link": link, "form": CodeForm()}
    return TemplateResponse(request, "referrals/link_code.html", facts)


def _page(
    request: HttpRequest, deed: Deed, link: LinkRow, *, door: str, token: str, status: int = 200, **more: object
) -> HttpResponse:
    found = reads.referral_page(deed, link.subject_id)
    moves = () if door == "outcome" else found.buttons
    if door == "answer":
        moves = tuple(one for one in found.buttons if one.name in rules.ANSWERS and not link.used)
    facts = {
        "found": found,
        "row": found.row,
        "moves": moves,
        "door": door,
        "token": token,
        "link": link,
        "words_form": WordsForm(),
        "outcome_form": OutcomeForm(initial={"source": "provider", "happened_on": deed.day}),
        **more,
    }
    return TemplateResponse(request, "referrals/link.html", facts, status=status)


@require_POST
@page(link=link_deed)
def send_code(request: HttpRequest, deed: Deed, door: str, token: str) -> HttpResponse:
    """Send the one-time code to whom the link was sent."""
    link = _opened(request)
    links.send_code(deed, link)
    tell(
        request,
        _("확인 번호를 보냈습니다."),
        then=_("%(to)s(으)로 온 번호를 10분 안에 넣어 주세요.") % {"to": link.holder_masked},
    )
    return _here(door, token)


@require_POST
@page(link=link_deed)
def check_code(request: HttpRequest, deed: Deed, door: str, token: str) -> HttpResponse:
    """Compare the code. A wrong one answers and does not refuse, so that the try is counted for good."""
    link = _opened(request)
    form = CodeForm(request.POST)
    answer = links.check_code(deed, link, form.cleaned_data["code"]) if form.is_valid() else CodeAnswer.WRONG
    if answer is CodeAnswer.RIGHT:
        links.remember(request.session, link)
        actions.mark_seen(deed, referral_id=link.subject_id)
        return _here(door, token)
    facts = {
        "door": door,
        "token": token,
        "face": reads.link_face(deed, link.subject_id),
        "link": link,
        "form": CodeForm(),
        "wrong": CODE_ANSWERS[answer],
    }
    return TemplateResponse(request, "referrals/link_code.html", facts, status=422)


@require_POST
@page(link=link_deed)
def reveal(request: HttpRequest, deed: Deed, door: str, token: str) -> HttpResponse:
    """Name and number in full, as far as the person agreed; logged."""
    referral_id = _verified(request)
    found = reads.referral_page(deed, referral_id)
    shown = people.reveal(deed, found.row.person_id, "referral")
    return _page(request, deed, _opened(request), door=door, token=token, revealed=shown)


@require_POST
@page(link=link_deed)
def move(request: HttpRequest, deed: Deed, door: str, token: str, name: str) -> HttpResponse:
    """Answer, or say how the work goes. An answer spends the link."""
    referral_id = _verified(request)
    if door == "outcome" or (door == "answer") != (name in rules.ANSWERS):
        raise Refused("referral-not-found")
    if door == "answer":
        links.use(deed, _opened(request))
    make_move(request, deed, referral_id=referral_id, name=name)
    happened, then = what_next(name)
    tell(request, happened, then=then)
    return _here(door, token)


@require_POST
@page(link=link_deed)
def question(request: HttpRequest, deed: Deed, door: str, token: str) -> HttpResponse:
    """Ask before answering; the link stays good."""
    form = WordsForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    actions.ask_question(deed, referral_id=_verified(request), text=text)
    tell(request, _("질문을 보냈습니다."), then=_("답이 오면 새 링크로 알려 드립니다. 답할 기한은 그대로 흐릅니다."))
    return _here(door, token)


@require_POST
@page(link=link_deed)
def outcome(request: HttpRequest, deed: Deed, door: str, token: str) -> HttpResponse:
    """What came of it, by link. The answer to the clock's question spends its link."""
    referral_id = _verified(request)
    form = OutcomeForm({**request.POST.dict(), "source": "provider"})
    if not form.is_valid():
        return _page(request, deed, _opened(request), door=door, token=token, status=422, outcome_form=form)
    if door == "answer":
        raise Refused("referral-not-found")
    if door == "outcome":
        links.use(deed, _opened(request))
    actions.report_outcome(deed, referral_id=referral_id, **form.cleaned_data)
    tell(request, _("결과를 적었습니다. 고맙습니다."))
    return _here(door, token)


@require_POST
@page(link=renewing_deed)
def renew(request: HttpRequest, deed: Deed, door: str, token: str) -> HttpResponse:
    """A fresh link to the same holder, and to nobody else."""
    actions.renew_link(deed, old=request.old_link)  # type: ignore[attr-defined]
    return TemplateResponse(request, "referrals/link_renewed.html", {})
