"""Pages of the directory: the sentence to find with, own places, neighbours."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import Role, page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused, verdict
from chomchom.network import access, actions, reads
from chomchom.network.actions import NeighbourIn, ServiceIn
from chomchom.network.web.forms import (
    CapacityForm,
    EndForm,
    FindForm,
    NeighbourForm,
    ServiceForm,
    StateForm,
    dong_choices,
    need_choices,
)
from chomchom.ui.said import tell


@page(roles=access.READERS - {Role.CITIZEN})
def find(request: HttpRequest, deed: Deed) -> HttpResponse:
    """A sentence filled in gives the services that fit, by places and by how fresh that is, each with its reasons."""
    form = FindForm(request.GET) if request.GET.get("dong") else None
    found: list[reads.ServiceRow] = []
    if form is not None and form.is_valid():
        wanted = form.wanted()
        found = reads.services_for(
            deed,
            dong=wanted.dong,
            need=wanted.need,
            over_criteria=wanted.over_criteria,
            age=wanted.age,
            lives_alone=wanted.lives_alone,
            unfit_too=True,
        )
    facts = {
        "asked": form is not None,
        "wrong": form is not None and not form.is_valid(),
        "fitting": [row for row in found if row.fits and row.agency_active],
        "others": [row for row in found if not (row.fits and row.agency_active)],
        **_slots(request, deed),
    }
    return TemplateResponse(request, "network/find.html", facts)


def _slots(request: HttpRequest, deed: Deed) -> dict[str, Any]:
    home = sorted(deed.areas)[0] if deed.areas else ""
    return {
        "dongs": dong_choices(),
        "needs": need_choices(),
        "ages": [("", _("나이를 모르는")), *((age, _("%(n)d세") % {"n": age}) for age in range(1, 110))],
        "alones": [("", _("혼자인지 모르는")), ("yes", _("혼자 사는")), ("no", _("함께 사는"))],
        "overs": [("", _("넘지 않음")), ("yes", _("넘음"))],
        "chosen": {
            "dong": request.GET.get("dong", home),
            "need": request.GET.get("need", ""),
            "age": request.GET.get("age", ""),
            "alone": request.GET.get("alone", ""),
            "over": request.GET.get("over", ""),
        },
    }


@page(roles=access.READERS - {Role.CITIZEN})
def show(request: HttpRequest, deed: Deed, service_id: UUID) -> HttpResponse:
    """One service, with the press that renews its places for whoever may say so."""
    row = reads.service(deed, service_id)
    service = access.load_service(deed, service_id)
    facts = {
        "row": row,
        "form": CapacityForm(
            initial={"capacity": row.capacity, "places_free": row.places_free, "waiting": row.waiting}
        ),
        "state_form": StateForm(initial={"state": row.state}),
        "may_say": verdict(access.check_may_say_capacity, deed, service),
        "may_end": verdict(access.check_may_register, deed, row.agency_id),
    }
    return TemplateResponse(request, "network/service.html", facts)


@page(roles=access.OWN)
def mine(request: HttpRequest, deed: Deed) -> HttpResponse:
    """An agency's own services: one press says that the places still stand as written."""
    rows = reads.services_of_agency(deed, deed.agency_id) if deed.agency_id else []
    return TemplateResponse(
        request,
        "network/mine.html",
        {"rows": rows, "stale": sum(row.stale for row in rows), "may_register": deed.has(Role.AGENCY_LEAD)},
    )


def _invalid(form: Any) -> None:
    """A form that cannot be read is refused with its first sentence's code; the page shows the fields again."""
    if not form.is_valid():
        raise Refused("capacity-does-not-add-up")


@require_POST
@page(roles=access.OWN | access.EVERY_CAPACITY)
def say_capacity(request: HttpRequest, deed: Deed, service_id: UUID) -> HttpResponse:
    """Places as of now."""
    form = CapacityForm(request.POST)
    _invalid(form)
    actions.say_capacity(deed, service_id=service_id, **form.cleaned_data)
    tell(request, _("자리 정보를 오늘 날짜로 고쳤습니다."))
    back = "network:mine" if deed.has(*access.OWN) else ""
    return HttpResponseRedirect(reverse(back) if back else reverse("network:service", args=[service_id]))


@require_POST
@page(roles=access.REGISTRARS | {Role.AGENCY_LEAD})
def set_state(request: HttpRequest, deed: Deed, service_id: UUID) -> HttpResponse:
    """Pause, end or take up a service."""
    form = StateForm(request.POST)
    if form.is_valid():
        actions.set_service_state(deed, service_id=service_id, state=form.cleaned_data["state"])
        tell(request, _("운영 상태를 바꿨습니다."))
    return HttpResponseRedirect(reverse("network:service", args=[service_id]))


@page(roles=access.REGISTRARS | {Role.AGENCY_LEAD})
def register(request: HttpRequest, deed: Deed) -> HttpResponse:
    """A new service."""
    own = str(deed.agency_id) if deed.has(Role.AGENCY_LEAD) else ""
    form = ServiceForm(request.POST or None, own=own)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        said["agency_id"] = UUID(said["agency_id"])
        said["dongs"] = frozenset() if said["whole_city"] else frozenset(said["dongs"])
        service_id = actions.register_service(deed, ServiceIn(**said))
        tell(request, _("서비스를 등록했습니다."), then=_("이제 자리를 적어 주세요."))
        return HttpResponseRedirect(reverse("network:service", args=[service_id]))
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "network/register.html", {"form": form}, status=status)


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
