"""The desk's own figures: who stays, what a month showed, what a budget would cost; and telling the province."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from chomchom.accounts.public import Role, page
from chomchom.kernel.deeds import Deed
from chomchom.wellbeing.actions import budgeting, homes
from chomchom.wellbeing.reads import budget as budgets
from chomchom.wellbeing.reads import quality as qualities
from chomchom.wellbeing.reads import staying as reads
from chomchom.wellbeing.rules.words import Source
from chomchom.wellbeing.web.forms import BudgetForm
from chomchom.wellbeing.web.views.coverage import SEERS

ALERT_SEERS = SEERS - {Role.PROGRAMME_OFFICER}
TRIERS = {Role.DESK, Role.TEAM_HEAD, Role.CITY_OFFICER}


@require_POST
@page(roles=SEERS)
def told_province(request: HttpRequest, deed: Deed, enrolment_id: UUID) -> HttpResponse:
    """The province was told that somebody left."""
    homes.tell_province_of_leaving(deed, enrolment_id=enrolment_id)
    messages.success(request, _("경기도에 알린 것으로 적었습니다. 그 뒤에도 결과가 오면 이 목록에 다시 보입니다."))
    return HttpResponseRedirect(reverse("wellbeing:leaving"))


@require_GET
@page(roles=SEERS)
def staying(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Who stays, by mode, source and reason; and what asking took."""
    context = {"found": reads.staying_page(deed), "marks": reads.MARKS, "asking": reads.asking(deed)}
    return TemplateResponse(request, "wellbeing/staying.html", context)


@require_GET
@page(roles=ALERT_SEERS)
def quality(request: HttpRequest, deed: Deed) -> HttpResponse:
    """A month in figures."""
    found = qualities.quality(deed, month=request.GET.get("month", ""))
    return TemplateResponse(request, "wellbeing/quality.html", {"found": found})


@page(roles=TRIERS)
def budget(request: HttpRequest, deed: Deed) -> HttpResponse:
    """What a budget would have done on the city's own readings."""
    form = BudgetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        budgeting.ask_trial(deed, source=Source(given["source"]), budget_days=given["budget_days"])
        messages.success(request, _("계산을 맡겼습니다. 1–2분 뒤에 아래에 나옵니다."))
        return HttpResponseRedirect(request.path)
    context = {"form": form, "rows": budgets.trials(deed)}
    return TemplateResponse(request, "wellbeing/budget.html", context, status=422 if form.errors else 200)
