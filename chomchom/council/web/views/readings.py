"""Minutes in: upload, the lines beside the records, decisions about lines, the button that makes records."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import Role, page
from chomchom.council import papers
from chomchom.council.access import OFFICE
from chomchom.council.actions import readings as acts
from chomchom.council.actions import recording, second_versions
from chomchom.council.reads import readings as reads
from chomchom.council.rules.bodies import SeatRole
from chomchom.council.web.papers_forms import MinutesForm
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ui.said import tell

READERS = {Role(role) for role in OFFICE}
ROLES = (
    (SeatRole.MEMBER, _("위원")),
    (SeatRole.SECRETARIAT, _("사무국")),
    (SeatRole.OBSERVER, _("배석")),
    (SeatRole.GUEST, _("초청")),
    (SeatRole.SPEAKER, _("발표")),
)


@page(roles=READERS)
def readings(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Minutes that were brought in, and the form for the next file."""
    form = MinutesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _upload(request, deed, form)
    facts = {"found": reads.readings(deed, after=request.GET.get("after", "")), "form": form}
    return TemplateResponse(request, "council/readings.html", facts, status=422 if form.errors else 200)


def _upload(request: HttpRequest, deed: Deed, form: MinutesForm) -> HttpResponse:
    file = form.cleaned_data["file"]
    if file.size > papers.MOST_BYTES:  # by its size, before it is read
        raise Refused("file-too-large", most_mb=papers.MOST_BYTES // 1_000_000)
    reading_id, known = acts.bring_in(deed, filename=file.name, content=file.read())
    if known:
        tell(request, _("전에 올린 파일과 똑같습니다. 그때 읽은 것을 보여 드립니다."), tone="info")
    return _here(reading_id)


@require_GET
@page(roles=READERS)
def reading(request: HttpRequest, deed: Deed, reading_id: UUID) -> HttpResponse:
    """The printed lines beside what they became; `?line=` opens one line for writing."""
    wanted = request.GET.get("line", "")
    facts = {
        "found": reads.reading_page(deed, reading_id),
        "roles": [(str(role), label) for role, label in ROLES],
        "line": int(wanted) if wanted.isdigit() and len(wanted) < 7 else 0,
    }
    return TemplateResponse(request, "council/reading.html", facts)


@require_POST
@page(roles=READERS)
def decide(request: HttpRequest, deed: Deed, reading_id: UUID) -> HttpResponse:
    """Accept a proposed correction, leave it as printed, or open it again; or accept all that are open."""
    if "all" in request.POST:
        n = acts.accept_all(deed, reading_id=reading_id)
        tell(request, ngettext("%(n)d곳을 고쳐 읽었습니다.", "%(n)d곳을 고쳐 읽었습니다.", n) % {"n": n})
        return _here(reading_id, "slips")
    name = request.POST.get("name", "")
    accept = {"accept": True, "leave": False}.get(request.POST.get("deed", ""))
    acts.decide(deed, reading_id=reading_id, names={name: accept})
    return _here(reading_id, "slips")


@require_POST
@page(roles=READERS)
def line(request: HttpRequest, deed: Deed, reading_id: UUID, number: int) -> HttpResponse:
    """Read a line as somebody wrote it; empty gives the printed one back."""
    text = "" if "back" in request.POST else request.POST.get("text", "")
    acts.rewrite_line(deed, reading_id=reading_id, line=number, text=text)
    tell(request, _("%(n)d행을 다시 읽었습니다.") % {"n": number})
    return _here(reading_id, f"l-{number}")


@require_POST
@page(roles=READERS)
def body(request: HttpRequest, deed: Deed, reading_id: UUID) -> HttpResponse:
    """Say which body met."""
    acts.choose_body(deed, reading_id=reading_id, body_id=_uuid(request.POST.get("body", "")))
    return _here(reading_id)


@require_POST
@page(roles=READERS)
def roles(request: HttpRequest, deed: Deed, reading_id: UUID) -> HttpResponse:
    """Say who of the table counts: by an offered way, or one by one."""
    offer = request.POST.get("offer", "")
    if offer.isdigit() and len(offer) < 4:
        acts.agree_to_offer(deed, reading_id=reading_id, number=int(offer))
    else:
        known = {str(role) for role, _label in ROLES}
        chosen = {
            int(name.removeprefix("role-")): SeatRole(value)
            for name, value in request.POST.items()
            if name.startswith("role-") and name.removeprefix("role-").isdigit() and value in known
        }
        acts.choose_roles(deed, reading_id=reading_id, roles=chosen)
    return _here(reading_id, "counting")


@require_POST
@page(roles=READERS)
def record(request: HttpRequest, deed: Deed, reading_id: UUID) -> HttpResponse:
    """Make the records, all at once."""
    meeting_id = recording.record(deed, reading_id=reading_id)
    tell(request, _("기록을 만들었습니다."), then=_("참석과 결정을 살펴본 뒤 결재를 돌릴 수 있습니다."))
    return HttpResponseRedirect(reverse("council:meeting", args=[meeting_id]))


@require_POST
@page(roles=READERS)
def take_over(request: HttpRequest, deed: Deed, reading_id: UUID) -> HttpResponse:
    """Take the chosen differences of a second version over, or say that all was looked at."""
    if "finish" in request.POST:
        meeting_id = second_versions.finish(deed, reading_id=reading_id)
        return HttpResponseRedirect(reverse("council:meeting", args=[meeting_id]))
    n = second_versions.take_over(deed, reading_id=reading_id, keys=request.POST.getlist("key"))
    tell(request, ngettext("%(n)d건을 새 판대로 바꿨습니다.", "%(n)d건을 새 판대로 바꿨습니다.", n) % {"n": n})
    return _here(reading_id, "differences")


@require_POST
@page(roles=READERS)
def discard(request: HttpRequest, deed: Deed, reading_id: UUID) -> HttpResponse:
    """Throw a reading away with its file."""
    acts.discard(deed, reading_id=reading_id)
    tell(request, _("회의록을 버렸습니다. 파일과 읽은 내용은 남지 않습니다."))
    return HttpResponseRedirect(reverse("council:readings"))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Refused("reading-needs-body") from None


def _here(reading_id: UUID, place: str = "") -> HttpResponse:
    where = reverse("council:reading", args=[reading_id])
    return HttpResponseRedirect(f"{where}#{place}" if place else where)
