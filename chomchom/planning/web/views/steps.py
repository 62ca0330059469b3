"""The statutory calendar with its proofs, and the chapters of the plan."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from chomchom.accounts.public import page
from chomchom.documents import public as documents
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused, verdict
from chomchom.planning import access
from chomchom.planning.actions import steps as acts
from chomchom.planning.actions.steps import ProofIn, StepIn
from chomchom.planning.reads import steps as reads
from chomchom.planning.rules.calendar import Chapter, Step
from chomchom.planning.web.forms import ChapterForm, StepForm
from chomchom.planning.web.tabs import tabs_of
from chomchom.ui.said import tell


@require_GET
@page(roles=access.READERS)
def calendar(request: HttpRequest, deed: Deed, number: int) -> HttpResponse:
    """The steps by day and the chapters."""
    facts = {
        "found": reads.calendar(deed, number),
        "chapters": reads.chapters(deed, number),
        "tabs": tabs_of(number, here="planning:steps", deed=deed),
        "open_chapters": reads.still_open(deed, number),
        "may": verdict(access.check_may_change_plan, deed),
    }
    return TemplateResponse(request, "planning/steps.html", facts)


@page(roles=access.READERS)
def step(request: HttpRequest, deed: Deed, number: int, code: str, year: int) -> HttpResponse:
    """One step: when it was done, its source, its proofs."""
    row = reads.step_row(deed, number, step=code, year=year)
    form = StepForm(
        request.POST or None, request.FILES or None, initial={"done_on": row.done_on or "", "note": row.note}
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        acts.note_step(
            deed, term_number=number, proof=_proof(said),
            said=StepIn(step=Step(code), year=year, done_on=said["done_on"], note=said["note"]),
        )  # fmt: skip
        tell(request, _("'%(step)s'을(를) 적었습니다.") % {"step": row.label})
        return HttpResponseRedirect(reverse("planning:steps", args=[number]))
    facts = {
        "row": row,
        "number": number,
        "form": form,
        "files": reads.proofs(deed, row),
        "may": verdict(access.check_may_change_plan, deed),
    }
    return TemplateResponse(request, "planning/step.html", facts, status=422 if form.errors else 200)


def _proof(said: dict[str, object]) -> ProofIn | None:
    file = said["file"]
    if not file:
        return None
    size, name = getattr(file, "size", 0), str(getattr(file, "name", ""))
    if size > documents.MOST_BYTES:  # by its size, before it is read
        raise Refused("file-too-large", most_mb=documents.MOST_BYTES // 1_000_000)
    return ProofIn(filename=name, content=file.read(), covered=bool(said["covered"]))  # type: ignore[attr-defined]


@require_GET
@page(roles=access.READERS)
def proof(request: HttpRequest, deed: Deed, number: int, code: str, year: int, file_id: UUID) -> HttpResponse:
    """One proof as it was kept."""
    return documents.download(*reads.proof(deed, number, step=code, year=year, file_id=file_id))


@page(roles=access.WRITERS)
def chapter(request: HttpRequest, deed: Deed, number: int, code: str) -> HttpResponse:
    """Whether a chapter is written and where."""
    row = next((one for one in reads.chapters(deed, number) if one.chapter == code), None)
    if row is None:
        raise Refused("chapter-not-asked")
    form = ChapterForm(request.POST or None, initial={"written": row.written, "place": row.place, "note": row.note})
    if request.method == "POST" and form.is_valid():
        acts.note_chapter(deed, term_number=number, chapter=Chapter(code), **form.cleaned_data)
        tell(request, _("'%(chapter)s'을(를) 점검했습니다.") % {"chapter": row.label})
        return HttpResponseRedirect(reverse("planning:steps", args=[number]))
    facts = {"row": row, "number": number, "form": form}
    return TemplateResponse(request, "planning/chapter.html", facts, status=422 if form.errors else 200)
