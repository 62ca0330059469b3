"""Papers to take along, a member's calendar, and the notice for whoever has no account."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import page
from chomchom.council import access
from chomchom.council.actions import feeds as acts
from chomchom.council.actions.calling import LINK_PURPOSE
from chomchom.council.papers import Form
from chomchom.council.reads import feeds as reads
from chomchom.council.reads.sheets import Sheet, sheet
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.notices import public as notices
from chomchom.ui.said import tell

KINDS = {Form.HWPX: "application/hwp+zip", Form.PDF: "application/pdf"}
SEATED = access.SIGNERS | {Role.PROGRAMME_OFFICER, Role.DONG_OFFICER}


@require_GET
@page(roles=access.OFFICE)
def paper(request: HttpRequest, deed: Deed, meeting_id: UUID, which: str, form: str) -> HttpResponse:
    """The notice, the sheet to sign or the sheet of allowances as a file."""
    if which not in set(Sheet) or form not in {str(one) for one in KINDS}:
        raise Refused("meeting-not-found")
    content = sheet(deed, meeting_id=meeting_id, which=Sheet(which), form=Form(form))
    answer = HttpResponse(content, content_type=KINDS[Form(form)])
    answer["Content-Disposition"] = f'attachment; filename="{which}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@page(roles=SEATED)
def calendar(request: HttpRequest, deed: Deed) -> HttpResponse:
    """A member's calendar address: made, shown once, taken back."""
    facts = {"has": reads.own_feed(deed), "address": ""}
    if request.method == "POST":
        path = reverse("council:feed", args=[acts.make_feed(deed)])
        facts = {"has": True, "address": request.build_absolute_uri(path)}
    return TemplateResponse(request, "council/calendar.html", facts)


@require_POST
@page(roles=SEATED)
def calendar_end(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Take the address back."""
    acts.end_feed(deed)
    tell(request, _("달력 주소를 거두었습니다."), then=_("그 주소를 가진 달력에는 더 보이지 않습니다."))
    return HttpResponseRedirect(reverse("council:calendar"))


@require_GET
@page(link=True)
def feed(request: HttpRequest, deed: Deed, token: str) -> HttpResponse:
    """The calendar itself, for programs that hold the address."""
    return HttpResponse(reads.feed(deed, token), content_type="text/calendar; charset=utf-8")


@require_GET
@page(link=True)
def notice(request: HttpRequest, deed: Deed, token: str) -> HttpResponse:
    """The written notice, for whoever got it by e-mail."""
    link = notices.links.open(token, purpose=LINK_PURPOSE)
    return TemplateResponse(request, "council/notice.html", {"notice": reads.notice(deed, link)})
