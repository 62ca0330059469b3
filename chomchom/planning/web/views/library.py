"""The evidence library, claims, data requests and the register of requests to the province."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import page
from chomchom.documents import public as documents
from chomchom.formats.hwpx.writer import write_hwpx
from chomchom.formats.pdf import write_pdf
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.planning.actions import asks
from chomchom.planning.actions import library as acts
from chomchom.planning.reads import candidates as register
from chomchom.planning.reads import library as reads
from chomchom.planning.reads.reviews import assignees
from chomchom.planning.rules.evidence import EvidenceKind
from chomchom.planning.sentences import library as sentences
from chomchom.planning.web import library_forms as forms
from chomchom.planning.web.review_tabs import drawn
from chomchom.planning.web.views.candidates import as_id, file_answer
from chomchom.planning.web.views.reviews import FILLERS, OFFICE, READERS
from chomchom.store.city import city
from chomchom.ui.said import tell


def _file(given: Any) -> acts.FileIn | None:
    """A file somebody sent, read only where its size is one we keep."""
    if not given:
        return None
    if given.size > documents.MOST_BYTES:
        raise Refused("file-too-large", most_mb=documents.MOST_BYTES // 1_000_000)
    return acts.FileIn(name=given.name, content=given.read())


def _projects(deed: Deed) -> list[tuple[str, str]]:
    term = register.current_term(deed)
    return register.project_choices(deed, term.pk) if term else [("", "")]


@page(roles=READERS)
def evidence(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Sources with their figures, and the form for the next."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in set(EvidenceKind) else ""
    may_enter = bool(deed.roles & OFFICE)
    start = {"year": deed.day.year - 1, "replaces": request.GET.get("replaces", "")}
    form = forms.EvidenceForm(request.POST or None, request.FILES or None, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        file, replaces = _file(given.pop("file")), given.pop("replaces")
        evidence_id = acts.enter_evidence(deed, given=acts.EvidenceIn(**given), file=file, replaces=replaces)
        tell(request, _("근거를 적었습니다."), then=_("후보의 기준과 주장에서 고를 수 있습니다."))
        return HttpResponseRedirect(reverse("planning:evidence_one", args=[evidence_id]))
    facts = {
        "rows": reads.evidence(deed, kind=kind, after=request.GET.get("after", "")),
        "kind": kind,
        "kinds": [("", _("모두")), *((str(one), sentences.KINDS[one]) for one in EvidenceKind)],
        "form": form if may_enter else None,
        "open_form": bool(form.errors or request.GET.get("replaces")),
    }
    return drawn(request, "planning/evidence.html", facts, status=422 if form.errors else 200)


@require_GET
@page(roles=READERS)
def evidence_one(request: HttpRequest, deed: Deed, evidence_id: UUID) -> HttpResponse:
    """One source with what it replaced and what it backs."""
    facts = {"found": reads.evidence_page(deed, evidence_id), "may_enter": bool(deed.roles & OFFICE)}
    return drawn(request, "planning/evidence_one.html", facts)


def _download(deed: Deed, record_id: UUID, file_id: UUID | None) -> HttpResponse:
    if file_id is None:
        raise Refused("file-not-found")
    owner = documents.Owner(room=acts.ROOM, record_id=record_id)
    return documents.download(*documents.content_of(deed, file_id, owner=owner))


@require_GET
@page(roles=READERS)
def evidence_file(request: HttpRequest, deed: Deed, evidence_id: UUID) -> HttpResponse:
    """The file of a source."""
    return _download(deed, evidence_id, reads.evidence_page(deed, evidence_id).line.file_id)


@page(roles=READERS)
def claims(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Claims without a figure, and what backs them."""
    form = forms.ClaimForm(request.POST or None, projects=_projects(deed))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        given["project_id"] = as_id(given["project_id"])
        acts.enter_claim(deed, given=acts.ClaimIn(**given))
        tell(request, _("주장을 적었습니다."), then=_("근거를 찾으면 이어 주세요."))
        return HttpResponseRedirect(reverse("planning:claims"))
    may_enter = bool(deed.roles & OFFICE)
    facts = {
        "rows": reads.claims(deed),
        "form": form if may_enter else None,
        "sources": reads.evidence_choices(deed)[1:] if may_enter else [],
    }
    return drawn(request, "planning/claims.html", facts, status=422 if form.errors else 200)


@require_POST
@page(roles=OFFICE)
def claim_settle(request: HttpRequest, deed: Deed, claim_id: UUID) -> HttpResponse:
    """Back a claim, drop it, open it again."""
    form = forms.SettleForm(request.POST)
    if not form.is_valid():
        raise Refused("claim-needs-evidence")
    acts.settle_claim(deed, claim_id=claim_id, **form.cleaned_data)
    tell(request, _("적었습니다."))
    return HttpResponseRedirect(reverse("planning:claims"))


@page(roles=READERS)
def data_requests(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Data that was asked for: what is late first."""
    may_ask = bool(deed.roles & OFFICE)
    owners = [(str(account_id), name) for account_id, name in assignees(deed)] if may_ask else []
    start = {"owner_id": str(deed.actor_id)}
    form = forms.DataRequestForm(request.POST or None, initial=start, owners=owners, projects=_projects(deed))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        given["owner_id"], given["project_id"] = UUID(given["owner_id"]), as_id(given["project_id"])
        asks.ask_data(deed, given=asks.DataRequestIn(**given))
        tell(request, _("자료 요청을 적었습니다."), then=_("기한이 다가오면 챙길 분에게 알립니다."))
        return HttpResponseRedirect(reverse("planning:data_requests"))
    facts = {"rows": reads.data_requests(deed), "form": form if may_ask else None}
    return drawn(request, "planning/data_requests.html", facts, status=422 if form.errors else 200)


@require_GET
@page(roles=READERS)
def data_request(request: HttpRequest, deed: Deed, request_id: UUID) -> HttpResponse:
    """One data request."""
    return _data(request, deed, request_id)


def _data(request: HttpRequest, deed: Deed, request_id: UUID, *, status: int = 200, **typed: Any) -> HttpResponse:
    found = reads.data_request(deed, request_id)
    seen = {"seen_version": found.version}
    answered = found.state == "answered"
    moving = {**seen, "move": "ask_again" if answered else "withdraw"}
    facts = {
        "found": found,
        "answer": typed.get("answer") or forms.DataAnswerForm(initial=seen),
        "moving": typed.get("moving") or forms.DataMoveForm(initial=moving),
        "asks_again": answered,
        "may_move": found.may_move and found.state != "withdrawn",
    }
    return drawn(request, "planning/data_request.html", facts, status=status)


@require_POST
@page(roles=FILLERS)
def data_answer(request: HttpRequest, deed: Deed, request_id: UUID) -> HttpResponse:
    """Write down what came."""
    form = forms.DataAnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        return _data(request, deed, request_id, status=422, answer=form)
    given = form.cleaned_data
    asks.answer_data(
        deed, request_id=request_id, text=given["text"], file=_file(given["file"]), seen_version=given["seen_version"]
    )
    tell(request, _("받은 자료를 적었습니다."))
    return HttpResponseRedirect(reverse("planning:data_request", args=[request_id]))


@require_POST
@page(roles=OFFICE)
def data_move(request: HttpRequest, deed: Deed, request_id: UUID) -> HttpResponse:
    """Take a request back, or ask again."""
    form = forms.DataMoveForm(request.POST)
    if not form.is_valid():
        return _data(request, deed, request_id, status=422, moving=form)
    asks.move_data(deed, request_id=request_id, **form.cleaned_data)
    tell(request, _("적었습니다."))
    return HttpResponseRedirect(reverse("planning:data_request", args=[request_id]))


@require_GET
@page(roles=READERS)
def data_file(request: HttpRequest, deed: Deed, request_id: UUID) -> HttpResponse:
    """The file that came."""
    return _download(deed, request_id, reads.data_request(deed, request_id).file_id)


@page(roles=READERS)
def province(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Requests to the province: what is late first."""
    form = forms.ProvinceForm(request.POST or None, projects=_projects(deed))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        given["project_id"] = as_id(given["project_id"])
        request_id = asks.enter_province_request(deed, given=asks.ProvinceRequestIn(**given))
        tell(request, _("건의를 적었습니다."), then=_("공문을 보낸 뒤 보낸 날과 문서 번호를 적어 주세요."))
        return HttpResponseRedirect(reverse("planning:province_one", args=[request_id]))
    facts = {"rows": reads.province_requests(deed), "form": form if deed.roles & OFFICE else None}
    return drawn(request, "planning/province.html", facts, status=422 if form.errors else 200)


@require_GET
@page(roles=READERS)
def province_one(request: HttpRequest, deed: Deed, request_id: UUID) -> HttpResponse:
    """One request to the province."""
    return _province(request, deed, request_id)


def _province(request: HttpRequest, deed: Deed, request_id: UUID, *, status: int = 200, **typed: Any) -> HttpResponse:
    found = reads.province_request(deed, request_id)
    seen = {"seen_version": found.version}
    facts = {
        "found": found,
        "sent": typed.get("sent") or forms.SentForm(initial={**seen, "sent_on": deed.day}, auto_id="sent-%s"),
        "answer": typed.get("answer")
        or forms.ProvinceAnswerForm(initial={**seen, "answered_on": deed.day}, auto_id="answer-%s"),
        "ending": typed.get("ending") or forms.CloseForm(initial=seen, auto_id="ending-%s"),
    }
    return drawn(request, "planning/province_one.html", facts, status=status)


def _province_deed(request: HttpRequest, deed: Deed, request_id: UUID, name: str, form: Any, act: Any) -> HttpResponse:
    if not form.is_valid():
        return _province(request, deed, request_id, status=422, **{name: form})
    act(deed, request_id=request_id, **form.cleaned_data)
    tell(request, _("적었습니다."))
    return HttpResponseRedirect(reverse("planning:province_one", args=[request_id]))


@require_POST
@page(roles=OFFICE)
def province_send(request: HttpRequest, deed: Deed, request_id: UUID) -> HttpResponse:
    """Write down that it was sent."""
    form = forms.SentForm(request.POST, auto_id="sent-%s")
    return _province_deed(request, deed, request_id, "sent", form, asks.send_province_request)


@require_POST
@page(roles=OFFICE)
def province_answer(request: HttpRequest, deed: Deed, request_id: UUID) -> HttpResponse:
    """Write down the answer."""
    form = forms.ProvinceAnswerForm(request.POST, auto_id="answer-%s")
    return _province_deed(request, deed, request_id, "answer", form, asks.answer_province_request)


@require_POST
@page(roles=OFFICE)
def province_close(request: HttpRequest, deed: Deed, request_id: UUID) -> HttpResponse:
    """End a request."""
    form = forms.CloseForm(request.POST, auto_id="ending-%s")
    return _province_deed(request, deed, request_id, "ending", form, asks.close_province_request)


@require_GET
@page(roles=READERS)
def province_paper(request: HttpRequest, deed: Deed, kind: str) -> HttpResponse:
    """The register as HWPX or PDF."""
    paper = reads.province_document(deed, creator=city().name)
    if kind == "hwpx":
        return file_answer(write_hwpx(paper), name="province-requests.hwpx", media="application/hwp+zip")
    return file_answer(write_pdf(paper), name="province-requests.pdf", media="application/pdf")
