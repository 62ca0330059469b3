"""Ready-made indicators on a project's page: search, see what they count here, add one by one press."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.planning import access
from chomchom.planning.actions.indicators import take_over
from chomchom.planning.reads.offered import offers
from chomchom.ui.said import tell


@page(roles=access.DEFINERS)
def ready(request: HttpRequest, deed: Deed, project_id: UUID) -> HttpResponse:
    """The offered indicators; a press takes one over as a draft that somebody else approves."""
    if request.method == "POST":
        made = take_over(
            deed, project_id=project_id, key=request.POST.get("key", ""), valid_from=_from(deed, project_id)
        )
        tell(request, _("지표를 더했습니다."), then=_("누가 모으는지 적으면 다른 담당자가 승인합니다."))
        return HttpResponseRedirect(reverse("planning:definition", args=[made]))
    asked = {name: request.GET.get(name, "")[:60] for name in ("text", "area", "key")}
    facts = {"offers": offers(deed, project_id, **asked), "asked": asked}
    return TemplateResponse(request, "planning/offers.html", facts)


def _from(deed: Deed, project_id: UUID) -> int:
    """A year before an indicator was wanted would be read as nought: it begins this year, or with its plan."""
    return max(deed.day.year, access.load_project(deed, project_id).term.first_year)
