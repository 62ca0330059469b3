"""Pages of the office about links: who is asked, who answered; and the programmes that were proposed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.council.access import decisions as access
from chomchom.council.actions import asking as actions
from chomchom.council.actions import proposing
from chomchom.council.actions.asking import AskIn
from chomchom.council.reads import asking as reads
from chomchom.council.reads.tasks import seat_choices
from chomchom.council.rules.asking import Asked
from chomchom.council.web import asking_forms as forms
from chomchom.council.web.views.opinions import form_page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import verdict
from chomchom.rulebook.public import whole
from chomchom.ui.said import tell


@page(roles=access.OFFICE)
def asked(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Who was asked after a meeting, who answered, and a form to ask more people."""
    found = reads.asked_page(deed, meeting_id)
    matters = reads.matters_of(deed, meeting_id)
    form = forms.AskForm(
        request.POST or None,
        seats=seat_choices(deed, found.head.body_id),
        matters=[(key, heading) for key, heading, _matter in matters],
        initial=_start(deed, "opinion") | {"matters": [key for key, _heading, _matter in matters]},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        chosen = tuple(matter for key, _heading, matter in matters if key in told["matters"])
        count = len(actions.ask(deed, _wanted(told, Asked.OPINION, meeting_id=meeting_id, matters=chosen)))
        tell(request, _("%(n)d곳에 링크를 보냈습니다.") % {"n": count}, then=_("답이 오면 알려 드립니다."))
        return HttpResponseRedirect(reverse("council:asked", args=[meeting_id]))
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(
        request, "council/asked.html", {"found": found, "head": found.head, "form": form}, status=status
    )


def _start(deed: Deed, kind: str) -> dict[str, Any]:
    days = whole(f"council_asking.{kind}_link_days", on=deed.day)
    return {"due_on": deed.day + timedelta(days=days)}


def _wanted(told: dict[str, Any], kind: Asked, **more: Any) -> AskIn:
    return AskIn(
        kind=kind,
        due_on=told["due_on"],
        seat_ids=tuple(UUID(one) for one in told["seats"]),
        organisation=told["organisation"],
        email=told["email"],
        name=told["name"],
        message=told["message"],
        **more,
    )


def _back(request: HttpRequest) -> str:
    found = request.POST.get("meeting", "")
    try:
        return reverse("council:asked", args=[UUID(found)])
    except ValueError:
        return reverse("council:proposals_asked")


@require_POST
@page(roles=access.OFFICE)
def remind(request: HttpRequest, deed: Deed, asking_id: UUID) -> HttpResponse:
    """Ask somebody again with a fresh link."""
    actions.remind(deed, asking_id=asking_id)
    tell(request, _("다시 물었습니다."), then=_("앞의 링크는 더 쓸 수 없습니다."))
    return HttpResponseRedirect(_back(request))


@require_POST
@page(roles=access.OFFICE)
def close(request: HttpRequest, deed: Deed, asking_id: UUID) -> HttpResponse:
    """Take an asking back."""
    actions.close_asking(deed, asking_id=asking_id)
    tell(request, _("요청을 닫았습니다."), then=_("보낸 링크는 열리지 않습니다."))
    return HttpResponseRedirect(_back(request))


@page(roles=access.PROPOSAL_READERS)
def proposals(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Programmes that were proposed."""
    found = reads.proposals(deed, after=request.GET.get("after", ""))
    facts = {
        "page": found,
        "office": bool(verdict(access.check_may_decide, deed)),
        "may_propose": bool(verdict(access.check_may_propose, deed)),
    }
    return TemplateResponse(request, "council/proposals.html", facts)


@page(roles=access.OFFICE)
def proposals_asked(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Ask for proposals by link, and see who answered."""
    form = forms.AskForm(request.POST or None, seats=seat_choices(deed), matters=None, initial=_start(deed, "proposal"))
    if request.method == "POST" and form.is_valid():
        count = len(actions.ask(deed, _wanted(form.cleaned_data, Asked.PROPOSAL)))
        tell(request, _("%(n)d곳에 링크를 보냈습니다.") % {"n": count}, then=_("제안이 오면 알려 드립니다."))
        return HttpResponseRedirect(reverse("council:proposals_asked"))
    facts = {"rows": reads.asked_for_proposals(deed), "form": form}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "council/proposals_asked.html", facts, status=status)


@page(roles=access.PROPOSERS)
def proposal_new(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Propose a programme without a link."""
    most = whole("council_asking.proposal_letters", on=deed.day)
    form = forms.ProposalForm(request.POST or None, most=most)
    back = reverse("council:proposals")
    if request.method == "POST" and form.is_valid():
        proposal_id = proposing.propose(deed, form.proposal())
        tell(request, _("사업을 제안했습니다."), then=_("사무국이 살펴보고 후보로 올리거나 까닭을 알려 드립니다."))
        return HttpResponseRedirect(reverse("council:proposal", args=[proposal_id]))
    return form_page(request, form, title=_("사업 제안"), button=_("제안 보내기"), back=back)


@page(roles=access.PROPOSAL_READERS)
def proposal(request: HttpRequest, deed: Deed, proposal_id: UUID) -> HttpResponse:
    """One proposal with its criteria."""
    row = reads.proposal(deed, proposal_id)
    facts = {"row": row, "form": forms.DeclineForm(), "office": bool(verdict(access.check_may_decide, deed))}
    return TemplateResponse(request, "council/proposal.html", facts)


@require_POST
@page(roles=access.OFFICE)
def decline(request: HttpRequest, deed: Deed, proposal_id: UUID) -> HttpResponse:
    """Say why a proposal does not enter the plan."""
    form = forms.DeclineForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    proposing.decline_proposal(deed, proposal_id=proposal_id, answer=answer)
    tell(request, _("까닭을 적었습니다."), then=_("제안한 분에게 알렸습니다."))
    return HttpResponseRedirect(reverse("council:proposal", args=[proposal_id]))
