"""Pages of neighbours who look after their street."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.network import access, actions, reads
from chomchom.network.actions import NeighbourIn
from chomchom.network.web.forms import EndForm, NeighbourForm, dong_choices
from chomchom.ui.said import tell


@page(roles=access.NEIGHBOUR_READERS)
def neighbours(request: HttpRequest, deed: Deed) -> HttpResponse:
    """The neighbours of one dong of one's area."""
    choices = [(code, name) for code, name in dong_choices() if deed.covers(code)]
    dong = request.GET.get("dong", choices[0][0] if choices else "")
    facts = {
        "rows": reads.neighbours_in(deed, dong) if dong else [],
        "dongs": choices,
        "dong": dong,
        "dong_name": reads.dong_name(dong) if dong else "",
        "may": deed.has(*access.NEIGHBOUR_WRITERS),
        "end_form": EndForm(initial={"until": deed.day}),
    }
    return TemplateResponse(request, "network/neighbours.html", facts)


@page(roles=access.NEIGHBOUR_WRITERS)
def register_neighbour(request: HttpRequest, deed: Deed) -> HttpResponse:
    """A new neighbour."""
    form = NeighbourForm(request.POST or None, initial={"active_from": deed.day})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        areas = [(said["dong"], said["tong"])]
        wanted = NeighbourIn(
            kind=said["kind"], name=said["name"], phone=said["phone"], areas=areas, active_from=said["active_from"]
        )
        actions.register_neighbour(deed, wanted)
        tell(request, _("이웃을 등록했습니다."), then=_("현장 확인을 부탁할 수 있습니다."))
        return HttpResponseRedirect(f"{reverse('network:neighbours')}?dong={said['dong']}")
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "network/neighbour_new.html", {"form": form}, status=status)


@require_POST
@page(roles=access.NEIGHBOUR_WRITERS)
def end_neighbour(request: HttpRequest, deed: Deed, neighbour_id: UUID) -> HttpResponse:
    """The end of an appointment."""
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Refused("neighbour-dates-do-not-add-up")
    actions.end_neighbour(deed, neighbour_id=neighbour_id, until=form.cleaned_data["until"])
    tell(request, _("위촉을 끝냈습니다."))
    return HttpResponseRedirect(reverse("network:neighbours"))


@require_POST
@page(roles=access.NEIGHBOUR_READERS)
def neighbour_phone(request: HttpRequest, deed: Deed, neighbour_id: UUID) -> HttpResponse:
    """A neighbour's name and number in full; looking is a deed and is logged."""
    facts = {
        "row": reads.neighbour(deed, neighbour_id),
        "name": reads.neighbour_name(deed, neighbour_id=neighbour_id, purpose="call-neighbour"),
        "phone": reads.neighbour_phone(deed, neighbour_id=neighbour_id, purpose="call-neighbour"),
    }
    return TemplateResponse(request, "network/neighbour_phone.html", facts)
