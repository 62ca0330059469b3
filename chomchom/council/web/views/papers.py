"""Minutes out: versions of a meeting's paper, what the public copy leaves out, and the published copies for everybody."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import page
from chomchom.council import access
from chomchom.council.access.papers import DRAFT_READERS
from chomchom.council.actions import papers as acts
from chomchom.council.papers import Form
from chomchom.council.reads import papers as reads
from chomchom.council.web.papers_forms import FieldsForm, OwnForm, PhotoForm
from chomchom.documents import public as documents
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ui.said import tell


@require_GET
@page(roles=DRAFT_READERS)
def papers(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """The versions of a meeting's minutes; `?a=1&b=2` compares two."""
    found = reads.papers_page(deed, meeting_id, compare=_compare(request))
    facts = {
        "found": found,
        "fields_form": FieldsForm(initial=found.fields),
        "photo_form": PhotoForm(),
        "own_form": OwnForm(),
    }
    return TemplateResponse(request, "council/papers.html", facts)


def _compare(request: HttpRequest) -> tuple[int, int] | None:
    a, b = request.GET.get("a", ""), request.GET.get("b", "")
    if a.isdigit() and b.isdigit() and max(len(a), len(b)) < 6:
        return int(a), int(b)
    return None


@require_POST
@page(roles=access.OFFICE)
def make(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Write the minutes from the records."""
    _version_id, new = acts.keep_version(deed, meeting_id=meeting_id)
    if new:
        tell(request, _("회의록을 만들었습니다."), then=_("HWPX, PDF, HTML로 받을 수 있습니다."))
    else:
        tell(request, _("지난번 만든 것과 다른 것이 없습니다."), tone="info")
    return _here(meeting_id)


@require_POST
@page(roles=access.OFFICE)
def fields(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Fill what the form asks for besides the records."""
    form = FieldsForm(request.POST)
    form.is_valid()
    acts.write_fields(deed, meeting_id=meeting_id, **{name: form.cleaned_data.get(name, "") for name in form.fields})
    tell(request, _("적었습니다."))
    return _here(meeting_id)


@require_POST
@page(roles=access.OFFICE)
def photo(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Add a photograph of the meeting."""
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refused("photo-unreadable")
    file = form.cleaned_data["photo"]
    if file.size > documents.MOST_BYTES:
        raise Refused("photo-too-large", most_mb=documents.MOST_BYTES // 1_000_000)
    acts.add_photo(deed, meeting_id=meeting_id, filename=file.name, content=file.read())
    tell(request, _("사진을 넣었습니다."))
    return _here(meeting_id)


@require_POST
@page(roles=access.OFFICE)
def own_form(request: HttpRequest, deed: Deed, meeting_id: UUID) -> HttpResponse:
    """Fill a city's own form, and say what found no place in it."""
    form = OwnForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refused("form-has-no-label")
    file = form.cleaned_data["form"]
    if file.size > documents.MOST_BYTES:
        raise Refused("file-too-large", most_mb=documents.MOST_BYTES // 1_000_000)
    placed, lacking = acts.fill_own_form(deed, meeting_id=meeting_id, filename=file.name, content=file.read())
    then = _("서식에 자리가 없는 것: %(names)s") % {"names": ", ".join(lacking)} if lacking else ""
    tell(request, _("채운 칸: %(names)s") % {"names": ", ".join(placed)}, then=then)
    return _here(meeting_id)


@require_GET
@page(roles=access.OFFICE)
def filled(request: HttpRequest, deed: Deed, meeting_id: UUID, file_id: UUID) -> HttpResponse:
    """A filled form."""
    return documents.download(*reads.filled_form(deed, meeting_id, file_id))


@require_GET
@page(roles=DRAFT_READERS)
def file(request: HttpRequest, deed: Deed, version_id: UUID, form: str) -> HttpResponse:
    """The file of a version."""
    row, content = reads.paper_file(deed, version_id, Form(form))
    return documents.download(row, content, show="show" in request.GET)


@require_GET
@page(public=True)
def published(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Published minutes, for everybody."""
    facts = {"found": reads.published(deed, after=request.GET.get("after", ""))}
    return TemplateResponse(request, "council/published.html", facts)


@require_GET
@page(public=True)
def published_file(request: HttpRequest, deed: Deed, version_id: UUID, form: str) -> HttpResponse:
    """The file of published minutes, for everybody; the page opens in the browser, the others are saved."""
    reads.published_one(deed, version_id)
    row, content = reads.paper_file(deed, version_id, Form(form))
    return documents.download(row, content, show=form == Form.HTML)


def _here(meeting_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("council:papers", args=[meeting_id]))
