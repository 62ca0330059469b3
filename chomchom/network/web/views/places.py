"""Pages of places: where an agency's services are given."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from chomchom.accounts.public import Role, page
from chomchom.kernel.deeds import Deed
from chomchom.network import access, actions, reads
from chomchom.network.web.service_form import PlaceForm
from chomchom.ui.said import tell

REGISTRARS = access.REGISTRARS | {Role.AGENCY_LEAD}


def _own(deed: Deed) -> UUID | None:
    return deed.agency_id if deed.has(Role.AGENCY_LEAD) else None


@page(roles=REGISTRARS)
def places(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The places of the own agency, for the city those of all."""
    return TemplateResponse(request, "network/places.html", {"rows": reads.places_of(deed, _own(deed))})


@page(roles=REGISTRARS)
def new(request: HttpRequest, deed: Deed) -> HttpResponse:
    """A new place."""
    form = PlaceForm(request.POST or None, own=_own(deed))
    if request.method == "POST" and form.is_valid():
        actions.open_place(deed, form.place())
        tell(request, _("장소를 등록했습니다."), then=_("서비스에서 이 장소를 고르면 여는 시간과 길이 함께 보입니다."))
        return HttpResponseRedirect(reverse("network:places"))
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "network/place_form.html", {"form": form}, status=status)


@page(roles=REGISTRARS)
def change(request: HttpRequest, deed: Deed, place_id: UUID) -> HttpResponse:
    """Change a place."""
    now, version = reads.place_entered(deed, place_id)
    form = PlaceForm(request.POST or None, own=now.agency_id, entered=now, initial={"version": version})
    if request.method == "POST" and form.is_valid():
        actions.change_place(deed, place_id=place_id, place=form.place(), version=form.cleaned_data["version"] or 0)
        tell(request, _("장소를 고쳤습니다."))
        return HttpResponseRedirect(reverse("network:places"))
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "network/place_form.html", {"form": form, "changing": True}, status=status)
