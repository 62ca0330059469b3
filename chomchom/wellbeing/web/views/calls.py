"""Asking people how they are: the desk's list, one caller at a time, and the button in a text."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import Role, page
from chomchom.kernel.deeds import Deed
from chomchom.notices.public import LinkRow, deed_of_link, links
from chomchom.wellbeing.actions import confirming, contacts, ringing
from chomchom.wellbeing.reads import calls as reads
from chomchom.wellbeing.rules.words import CallResult
from chomchom.wellbeing.web.forms import ContactForm
from chomchom.wellbeing.web.tripforms import AwayForm

ASKERS = {Role.DESK, Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER}
PRESSES: dict[str, tuple[CallResult, bool]] = {
    "well": (CallResult.ANSWERED_OK, False),
    "help": (CallResult.ANSWERED_NEEDS_HELP, False),
    "human": (CallResult.ANSWERED_UNCLEAR, True),
    "stop": (CallResult.REFUSED, False),
}


@require_GET
@page(roles=ASKERS)
def today(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Who is to be asked by a person, and what the machine is at."""
    return _today(request, deed)


def _today(
    request: HttpRequest, deed: Deed, *, wrong: ContactForm | None = None, of: UUID | None = None
) -> HttpResponse:
    rows = reads.contacts(deed, after=request.GET.get("after", ""))
    forms = [wrong if wrong is not None and row.id == of else ContactForm() for row in rows.rows]
    for row, form in zip(rows.rows, forms, strict=True):
        form.auto_id = f"{row.id}-%s"  # many forms on one page: each label leads to its own field
    context = {
        "rows": list(zip(rows.rows, forms, strict=True)),
        "next": rows.next,
        "machine": reads.machine_figures(deed),
        "open": of,
    }
    return TemplateResponse(request, "wellbeing/calls.html", context, status=422 if wrong else 200)


@require_POST
@page(roles=ASKERS)
def begin(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """I ring them now: meanwhile nobody else does."""
    ringing.begin_desk_call(deed, person_id=person_id)
    messages.success(request, _("지금부터 다른 곳에서는 이분께 전화하지 않습니다. 끝나면 결과를 적어 주세요."))
    return HttpResponseRedirect(reverse("wellbeing:calls"))


@require_POST
@page(roles=ASKERS)
def answer(request: HttpRequest, deed: Deed, call_id: UUID) -> HttpResponse:
    """What came of it."""
    form = ContactForm(request.POST)
    if not form.is_valid():
        return _today(request, deed, wrong=form, of=call_id)
    contacts.answer_contact(deed, call_id=call_id, told=form.told())
    messages.success(request, _("결과를 적었습니다."))
    return HttpResponseRedirect(reverse("wellbeing:calls"))


def link_deed(request: HttpRequest, *, token: str, **_rest: Any) -> Deed:
    """The deed of whoever holds the link in the text."""
    link = links.open(token, purpose=confirming.LINK_PURPOSE)
    request.opened_link = link  # type: ignore[attr-defined]
    return deed_of_link(link)


@page(link=link_deed)
def well(request: HttpRequest, deed: Deed, token: str) -> HttpResponse:
    """The page behind the text: one press answers. Looking alone answers nothing."""
    form = AwayForm(request.POST if request.POST.get("said") == "away" else None)
    if form.is_bound and form.is_valid():
        link: LinkRow = request.opened_link  # type: ignore[attr-defined]
        until = form.cleaned_data["until"]
        confirming.answer_by_link(deed, call_id=link.subject_id, result=CallResult.ANSWERED_OK, away_until=until)
        return TemplateResponse(request, "wellbeing/well.html", {"said": "away", "until": until})
    said = PRESSES.get(request.POST.get("said", "")) if request.method == "POST" else None
    if said is not None:
        link = request.opened_link  # type: ignore[attr-defined]
        result, wants_human = said
        confirming.answer_by_link(deed, call_id=link.subject_id, result=result, wants_human=wants_human)
    return TemplateResponse(
        request, "wellbeing/well.html", {"said": request.POST.get("said", "") if said else "", "form": form}
    )
