"""집 비움: written down by an officer who was told, taken back, or ended because they are back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.people import public as people
from chomchom.wellbeing.actions import trips
from chomchom.wellbeing.reads import coverage
from chomchom.wellbeing.reads import trips as reads
from chomchom.wellbeing.web.tripforms import TripForm
from chomchom.wellbeing.web.views.coverage import SEERS


@page(roles=SEERS)
def show(request: HttpRequest, deed: Deed, enrolment_id: UUID) -> HttpResponse:
    """The absences of a home, and the form for a new one."""
    row = coverage.home_row(deed, enrolment_id=enrolment_id)
    form = TripForm(request.POST or None, initial={"from_on": deed.day})
    if request.method == "POST" and form.is_valid():
        trips.announce_trip(deed, home_id=row.home, told=form.told())
        messages.success(
            request, _("집 비움을 적었습니다. 그동안 조용한 것은 세지 않고, 돌아오실 때가 지나면 알려 드립니다.")
        )
        return HttpResponseRedirect(reverse("wellbeing:trips", args=[enrolment_id]))
    context = {
        "row": row, "card": people.card(deed, row.person_id), "form": form,
        "trips": reads.trips_of_home(deed, row.home),
    }  # fmt: skip
    return TemplateResponse(request, "wellbeing/trips.html", context, status=422 if form.errors else 200)


@require_POST
@page(roles=SEERS)
def over(request: HttpRequest, deed: Deed, enrolment_id: UUID, trip_id: UUID) -> HttpResponse:
    """They are back, or never went."""
    if request.POST.get("said") == "mistake":
        trips.withdraw_trip(deed, trip_id=trip_id)
        messages.success(request, _("집 비움을 거두었습니다. 지금부터 다시 평소처럼 살핍니다."))
    else:
        trips.end_trip(deed, trip_id=trip_id)
        messages.success(request, _("돌아오신 것으로 적었습니다. 지금부터 다시 평소처럼 살핍니다."))
    return HttpResponseRedirect(reverse("wellbeing:trips", args=[enrolment_id]))
