"""Who is away, who stands in, who carries how much; handing a case over; papers of a case."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import page
from chomchom.cases import access, papers, reads
from chomchom.cases.actions import duty as acts
from chomchom.cases.actions.keeping import keep_paper
from chomchom.cases.reads import duty, printed
from chomchom.cases.web.forms import AbsenceForm, AnswerHandoverForm, HandoverForm, ScanForm
from chomchom.cases.web.views.desk import case_answer, to_case
from chomchom.documents import public as documents
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ui.said import tell


@require_GET
@page(roles=access.CALLS)
def show(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Loads, absences and handovers."""
    return _show(request, deed)


def _show(request: HttpRequest, deed: Deed, *, form: AbsenceForm | None = None) -> HttpResponse:
    found = duty.duty_page(deed)
    context = {"duty": found, "form": form or AbsenceForm(managers=found.managers)}
    return TemplateResponse(request, "cases/duty.html", context, status=422 if form is not None else 200)


@require_POST
@page(roles=access.CALLS)
def away(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Days away."""
    form = AbsenceForm(request.POST, managers=duty.duty_page(deed).managers)
    if not form.is_valid():
        return _show(request, deed, form=form)
    acts.cover_absence(deed, **form.cleaned_data)
    tell(request, _("쉬는 날을 넣었습니다."), then=_("그날부터 대신할 분의 목록에 사례가 나옵니다."))
    return HttpResponseRedirect(reverse("cases:duty"))


@require_POST
@page(roles=access.CALLS)
def back(request: HttpRequest, deed: Deed, absence_id: UUID) -> HttpResponse:
    """Back earlier."""
    acts.end_absence(deed, absence_id=absence_id)
    tell(request, _("돌아온 것으로 적었습니다."))
    return HttpResponseRedirect(reverse("cases:duty"))


@require_POST
@page(roles=access.PAGES)
def offer(request: HttpRequest, deed: Deed, case_id: UUID) -> HttpResponse:
    """Offer a case to another manager."""
    row = reads.case_row(deed, case_id)
    form = HandoverForm(request.POST, owners=reads.managers_for(row.dong, on=deed.day))
    if not form.is_valid():
        return case_answer(request, deed, case_id, status=422, handover_form=form)
    acts.offer_handover(deed, case_id=case_id, **form.cleaned_data)
    tell(request, _("넘겨받을 분께 알렸습니다."), then=_("맡겠다고 할 때까지는 지금 담당이 봅니다."))
    return to_case(case_id)


@require_POST
@page(roles=access.CALLS)
def answer(request: HttpRequest, deed: Deed, handover_id: UUID) -> HttpResponse:
    """Take a case over, or say why not."""
    form = AnswerHandoverForm(request.POST)
    if not form.is_valid():
        raise Refused("handover-needs-reason")
    acts.answer_handover(deed, handover_id=handover_id, **form.cleaned_data)
    tell(request, _("사례를 맡았습니다.") if form.cleaned_data["accept"] else _("맡을 수 없다고 답했습니다."))
    return HttpResponseRedirect(reverse("cases:duty"))


@require_POST
@page(roles=access.PAGES)
def summary(request: HttpRequest, deed: Deed, case_id: UUID, form: str) -> HttpResponse:
    """Print the summary of a case and keep it."""
    return _print(deed, case_id, "summary", printed.summary(deed, case_id), form)


@require_POST
@page(roles=access.PAGES)
def letter(request: HttpRequest, deed: Deed, case_id: UUID, referral_id: UUID, form: str) -> HttpResponse:
    """Print the letter of a referral and keep it."""
    return _print(deed, case_id, "letter", printed.letter(deed, case_id, referral_id), form)


def _print(deed: Deed, case_id: UUID, purpose: str, document: papers.Document, form: str) -> HttpResponse:
    if form not in papers.FORMS:
        raise Refused("no-such-paper-form")
    content = papers.as_file(document, form)
    kept = keep_paper(deed, case_id=case_id, purpose=purpose, filename=f"{document.title}.{form}", content=content)
    return documents.download(*printed.case_file(deed, case_id, kept))


@require_POST
@page(roles=access.PAGES)
def scan(request: HttpRequest, deed: Deed, case_id: UUID) -> HttpResponse:
    """A paper brought in."""
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        return case_answer(request, deed, case_id, status=422, tab_name="files", scan_form=form)
    file = form.cleaned_data["file"]
    if file.size > documents.MOST_BYTES:
        raise Refused("file-too-large", most_mb=documents.MOST_BYTES // 1_000_000)
    covered = form.cleaned_data["covered"]
    keep_paper(deed, case_id=case_id, purpose="scan", filename=file.name, content=file.read(), covered=covered)
    tell(request, _("문서를 넣었습니다."))
    return HttpResponseRedirect(reverse("cases:case", args=[case_id]) + "?tab=files")


@require_GET
@page(roles=access.PAGES)
def file(request: HttpRequest, deed: Deed, case_id: UUID, file_id: UUID) -> HttpResponse:
    """A paper of the case."""
    return documents.download(*printed.case_file(deed, case_id, file_id))
