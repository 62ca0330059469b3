"""Discovery rounds: upload, dry run, columns, go in or throw away, the error file."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import Role, page
from chomchom.formats.tables import write_csv, write_xlsx
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.outreach import access
from chomchom.outreach.actions import rounds as acts
from chomchom.outreach.reads import registers
from chomchom.outreach.rules.discovery import Purpose
from chomchom.outreach.web.forms import COLUMN_CHOICES, RoundForm
from chomchom.ui.said import tell

IMPORTERS = {Role(role) for role in access.ENTERS}


@page(roles=IMPORTERS)
def rounds(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The rounds so far, and the form for the next file."""
    form = RoundForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _upload(deed, form)
    facts = {"rows": registers.rounds(deed), "form": form}
    return TemplateResponse(request, "outreach/rounds.html", facts, status=422 if form.errors else 200)


def _upload(deed: Deed, form: RoundForm) -> HttpResponse:
    given, file = form.cleaned_data, form.cleaned_data["file"]
    if file.size > acts.FILE_LIMITS.file_bytes:  # by its size, before it is read
        raise Refused("file-too-large", most_mb=acts.FILE_LIMITS.file_bytes // 1_000_000)
    round_id = acts.upload_round(
        deed,
        code=given["code"],
        purpose=Purpose(given["approval"], given["legal_basis"], given["delete_on"]),
        filename=file.name,
        content=file.read(),
    )
    return HttpResponseRedirect(reverse("outreach:round", args=[round_id]))


@require_GET
@page(roles=IMPORTERS)
def show(request: HttpRequest, deed: Deed, round_id: UUID) -> HttpResponse:
    """The dry run: what would go in, what is known, what is wrong and where."""
    facts = {"found": registers.round_page(deed, round_id), "choices": COLUMN_CHOICES}
    return TemplateResponse(request, "outreach/round.html", facts)


@require_POST
@page(roles=IMPORTERS)
def columns(request: HttpRequest, deed: Deed, round_id: UUID) -> HttpResponse:
    """Say anew which column is what. The n-th choice belongs to the n-th heading."""
    headers = [column.header for column in registers.round_page(deed, round_id).columns]
    chosen = {header: request.POST.get(f"column-{n}", "skip") for n, header in enumerate(headers)}
    known = {value for value, _label in COLUMN_CHOICES}
    acts.remap_round(
        deed, round_id=round_id, mapping={h: value if value in known else "skip" for h, value in chosen.items()}
    )
    tell(request, _("열을 다시 읽었습니다."))
    return _here(round_id)


@require_POST
@page(roles=IMPORTERS)
def confirm(request: HttpRequest, deed: Deed, round_id: UUID) -> HttpResponse:
    """Let the good rows in."""
    acts.confirm_round(deed, round_id=round_id)
    row = registers.round_page(deed, round_id).round
    happened = _("새 가구 %(new)d, 아는 가구 %(known)d건이 들어갔습니다.") % {
        "new": row.new,
        "known": row.known - row.repeated,
    }
    then = _("고쳐야 할 %(faulty)d건은 들어가지 않았습니다. 지우는 날이 되면 명단은 스스로 지워집니다.") % {
        "faulty": row.faulty
    }
    tell(request, happened, then=then)
    return _here(round_id)


@require_POST
@page(roles=IMPORTERS)
def discard(request: HttpRequest, deed: Deed, round_id: UUID) -> HttpResponse:
    """Throw the dry run away."""
    acts.discard_round(deed, round_id=round_id)
    tell(request, _("명단을 버렸습니다. 읽은 내용은 남지 않습니다."))
    return HttpResponseRedirect(reverse("outreach:rounds"))


@require_GET
@page(roles=IMPORTERS)
def faults(request: HttpRequest, deed: Deed, round_id: UUID, kind: str) -> HttpResponse:
    """The rows that cannot go in as a file: row, column, reason."""
    head, rows = registers.fault_table(deed, round_id)
    if kind == "xlsx":
        content, media = write_xlsx(head, rows), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    else:
        content, media = write_csv(head, rows), "text/csv; charset=utf-8"
    answer = HttpResponse(content, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="faults-{round_id}.{kind}"'
    return answer


def _here(round_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("outreach:round", args=[round_id]))
