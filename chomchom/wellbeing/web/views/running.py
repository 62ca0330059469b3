"""Duty roster, the list on paper, the machines, and a file of readings."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import Role, accounts_named, page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import verdict
from chomchom.wellbeing import access
from chomchom.wellbeing.actions import loading, policies, printing
from chomchom.wellbeing.deliveries import from_file
from chomchom.wellbeing.reads import running as reads
from chomchom.wellbeing.rules.words import FaultCode
from chomchom.wellbeing.sentences import FAULTS
from chomchom.wellbeing.web.forms import DutyForm, ReadingsForm

SEERS = {Role.DESK, Role.DONG_OFFICER, Role.TEAM_HEAD, Role.CITY_OFFICER}


@page(roles=SEERS)
def duty(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Who is told at night and on holidays."""
    form = DutyForm(request.POST or None, initial={"since": deed.day, "until": deed.day})
    if request.method == "POST" and form.is_valid():
        since, until = form.span()
        policies.save_duty(deed, since=since, until=until, lines=form.lines())
        messages.success(request, _("당직표를 저장했습니다."))
        return HttpResponseRedirect(request.path)
    context = {"rows": reads.roster(deed), "form": form, "may": verdict(access.check_may_change_ladder, deed)}
    return TemplateResponse(request, "wellbeing/duty.html", context, status=422 if form.errors else 200)


@page(roles=SEERS)
def paper(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The list for a dead network: looking shows the old ones, pressing prints a new one."""
    if request.method != "POST":
        return TemplateResponse(request, "wellbeing/print.html", {"lists": reads.printed_lists(deed)})
    number, rows = printing.print_list(deed)
    who = accounts_named([deed.actor_id]).get(deed.actor_id, "")
    return TemplateResponse(
        request, "wellbeing/paper.html", {"number": number, "rows": rows, "who": who, "at": deed.at}
    )


@require_POST
@page(roles=SEERS)
def destroyed(request: HttpRequest, deed: Deed, number: int) -> HttpResponse:
    """A printed list was taken back and destroyed."""
    printing.destroy_list(deed, number=number)
    messages.success(request, _("폐기한 것으로 적었습니다."))
    return HttpResponseRedirect(reverse("wellbeing:print"))


@page(roles=SEERS)
def machines(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Whether sweep and ladder are alive, and what they stumbled over."""
    return TemplateResponse(
        request, "wellbeing/machines.html", {"beats": reads.heartbeats(deed), "faults": reads.open_faults(deed)}
    )


@page(roles={Role.DESK, Role.CITY_OFFICER})
def load(request: HttpRequest, deed: Deed) -> HttpResponse:
    """A file of readings, and the newest deliveries."""
    form = ReadingsForm(request.POST or None, request.FILES or None)
    told = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        given = from_file(file.read(), filename=file.name, source=None, until=deed.at)
        told = loading.load_readings(deed, given.delivery)
    context = {
        "form": form,
        "told": told,
        "by_code": [(FAULTS[FaultCode(code)], many) for code, many in told.by_code.items()] if told else [],
        "batches": reads.batches(deed),
    }
    return TemplateResponse(request, "wellbeing/readings.html", context, status=422 if form.errors else 200)
