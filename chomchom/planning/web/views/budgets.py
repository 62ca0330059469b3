"""A plan's money: the table, files in and out."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import page
from chomchom.formats.tables import write_xlsx
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused, verdict
from chomchom.planning import access
from chomchom.planning.actions import budget as acts
from chomchom.planning.reads import money as reads
from chomchom.planning.web.forms import UploadForm
from chomchom.planning.web.tabs import tabs_of
from chomchom.ui.said import tell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(roles=access.READERS)
def show(request: HttpRequest, deed: Deed, number: int) -> HttpResponse:
    """Money by source and year; a file goes to its dry run first."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        most = acts.FILE_LIMITS.file_bytes
        if file.size > most:  # by its size, before it is read
            raise Refused("file-too-large", most_mb=most // 1_000_000)
        made = acts.upload_budget(deed, term_number=number, filename=file.name, content=file.read())
        return HttpResponseRedirect(reverse("planning:budget_file", args=[made]))
    facts = {
        "found": reads.money_page(deed, number),
        "form": form,
        "tabs": tabs_of(number, here="planning:budget", deed=deed),
        "may": verdict(access.check_may_change_plan, deed),
    }
    return TemplateResponse(request, "planning/budget.html", facts, status=422 if form.errors else 200)


@require_GET
@page(roles=access.WRITERS)
def file(request: HttpRequest, deed: Deed, file_id: UUID) -> HttpResponse:
    """The dry run of one file."""
    return TemplateResponse(request, "planning/budget_file.html", {"found": reads.file_page(deed, file_id)})


@require_POST
@page(roles=access.WRITERS)
def file_enter(request: HttpRequest, deed: Deed, file_id: UUID) -> HttpResponse:
    """Let the good rows in."""
    entered = acts.enter_file(deed, file_id=file_id)
    tell(request, _("예산 %(n)d행이 들어갔습니다.") % {"n": entered})
    number = reads.file_page(deed, file_id).term.number
    return HttpResponseRedirect(reverse("planning:budget", args=[number]))


@require_POST
@page(roles=access.WRITERS)
def file_discard(request: HttpRequest, deed: Deed, file_id: UUID) -> HttpResponse:
    """Throw the dry run away."""
    acts.discard_file(deed, file_id=file_id)
    tell(request, _("파일을 버렸습니다. 아무것도 들어가지 않았습니다."))
    number = reads.file_page(deed, file_id).term.number
    return HttpResponseRedirect(reverse("planning:budget", args=[number]))


@require_GET
@page(roles=access.WRITERS)
def file_faults(request: HttpRequest, deed: Deed, file_id: UUID) -> HttpResponse:
    """The wrong cells as a workbook."""
    head, rows = reads.fault_table(deed, file_id)
    return _workbook(write_xlsx(head, rows, made_at=deed.at), f"budget-faults-{file_id}")


@require_GET
@page(roles=access.READERS)
def export(request: HttpRequest, deed: Deed, number: int) -> HttpResponse:
    """The money of a plan as the workbook an upload reads back; empty, it is the form to fill."""
    head, rows = reads.export(deed, number)
    return _workbook(write_xlsx(head, rows, made_at=deed.at), f"budget-{number}")


def _workbook(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer
