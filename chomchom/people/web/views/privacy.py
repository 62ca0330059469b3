"""The privacy officer's pages: requests with their clock, destruction with four eyes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.people import access, actions, reads, sentences
from chomchom.people.web import forms
from chomchom.ui.said import tell

OFFICER = {Role.PRIVACY_OFFICER}
PROPOSERS = {Role.PRIVACY_OFFICER, *(role for role in access.KEEPERS if role != Role.SYSTEM)}
KINDS = ("person", "household", "hazard", "request")


@accounts.page(roles=OFFICER)
def requests(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Requests about data by the day they are due."""
    everything = request.GET.get("all") == "1"
    found = reads.requests(deed, open_only=not everything, after=request.GET.get("after", ""))
    context = {"rows": found.rows, "next": found.next, "everything": everything, "find_form": forms.FindForm()}
    return TemplateResponse(request, "people/requests.html", context)


@require_POST
@accounts.page(roles=OFFICER)
def find_subject(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Whole name and birth date lead to a mask, to write down a request. Posted and logged."""
    form = forms.FindForm(request.POST)
    facts = reads.find_exact(deed, **form.cleaned_data) if form.is_valid() else None
    found = reads.requests(deed)
    context = {
        "rows": found.rows,
        "next": found.next,
        "everything": False,
        "find_form": form,
        "facts": facts,
        "request_form": forms.RequestForm(),
    }
    return TemplateResponse(request, "people/requests.html", context, status=200 if form.is_valid() else 422)


@require_POST
@accounts.page(roles=OFFICER)
def receive(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Write down a request that reached the privacy officer."""
    form = forms.RequestForm(request.POST)
    if not form.is_valid():
        return HttpResponseRedirect(reverse("people:requests"))
    request_id = actions.receive_request(deed, person_id=person_id, **form.cleaned_data)
    tell(request, _("요구를 접수했습니다."))
    return _to_request(request_id)


@accounts.page(roles=OFFICER)
def one_request(request: HttpRequest, deed: Deed, request_id: UUID) -> HttpResponse:
    """One request: what was asked, until when, and the answer."""
    return _request_page(request, deed, request_id)


def _request_page(
    request: HttpRequest, deed: Deed, request_id: UUID, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "row": reads.request(deed, request_id),
        "answer_form": forms.AnswerForm(),
        "why_form": forms.WhyForm(),
    } | more
    return TemplateResponse(request, "people/request.html", context, status=status)


def _to_request(request_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("people:request", args=[request_id]))


@require_POST
@accounts.page(roles=OFFICER)
def answer(request: HttpRequest, deed: Deed, request_id: UUID) -> HttpResponse:
    """Answer a request."""
    form = forms.AnswerForm(request.POST)
    if not form.is_valid():
        return _request_page(request, deed, request_id, status=422, answer_form=form)
    actions.answer_request(deed, request_id=request_id, **form.cleaned_data)
    tell(request, _("답을 적었습니다."), then=_("당사자에게 알려 주세요."))
    return _to_request(request_id)


@require_POST
@accounts.page(roles=OFFICER)
def extend(request: HttpRequest, deed: Deed, request_id: UUID) -> HttpResponse:
    """Say that the answer needs longer."""
    form = forms.WhyForm(request.POST)
    if not form.is_valid():
        return _request_page(request, deed, request_id, status=422, why_form=form)
    actions.extend_request(deed, request_id=request_id, why=form.cleaned_data["why"])
    tell(request, _("답할 날을 늦췄습니다."), then=_("늦어지는 이유를 당사자에게 알려 주세요."))
    return _to_request(request_id)


@require_POST
@accounts.page(roles=OFFICER)
def resume(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """The person allowed the use of their data again."""
    actions.resume_processing(deed, person_id=person_id)
    tell(request, _("처리정지를 풀었습니다."), then=_("남아 있는 동의에 따라 다시 제공할 수 있습니다."))
    return HttpResponseRedirect(reverse("people:consents", args=[person_id]))


@accounts.page(roles=PROPOSERS)
def destruction(request: HttpRequest, deed: Deed) -> HttpResponse:
    """What is due to be destroyed, and the lists on their way."""
    found = reads.proposals(deed, after=request.GET.get("after", ""))
    due = [
        {"kind": kind, "label": sentences.RECORD_KIND[kind], "count": len(actions.due_ids(kind, on=deed.day))}
        for kind in KINDS
    ]
    context = {"rows": found.rows, "next": found.next, "due": due}
    return TemplateResponse(request, "people/destruction.html", context)


@require_POST
@accounts.page(roles=PROPOSERS)
def propose(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Propose all records of a kind that are due."""
    form = forms.KindForm(request.POST)
    kind = form.cleaned_data["kind"] if form.is_valid() else "person"
    ids = actions.due_ids(kind, on=deed.day)
    actions.propose_destruction(deed, kind=kind, record_ids=ids)
    tell(request, _("파기를 제안했습니다."), then=_("제안하지 않은 개인정보 보호책임자가 승인하면 파기할 수 있습니다."))
    return HttpResponseRedirect(reverse("people:destruction"))


@require_POST
@accounts.page(roles=OFFICER)
def decide(request: HttpRequest, deed: Deed, proposal_id: UUID) -> HttpResponse:
    """Approve a list, refuse it, or carry out an approved one."""
    move = request.POST.get("move", "")
    if move == "approve":
        actions.approve_destruction(deed, proposal_id=proposal_id)
        tell(request, _("파기를 승인했습니다."), then=_("‘파기하기’를 누르면 되돌릴 수 없이 지워집니다."))
    elif move == "carry_out":
        gone = actions.carry_out(deed, proposal_id=proposal_id)
        tell(request, _("%(count)s건을 파기했습니다.") % {"count": f"{gone:,}"}, then=_("증명은 이 목록에 남습니다."))
    else:
        actions.refuse_destruction(deed, proposal_id=proposal_id)
        tell(request, _("파기를 반려했습니다."))
    return HttpResponseRedirect(reverse("people:destruction"))
