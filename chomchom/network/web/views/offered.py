"""Pages of services for those who log in: the sentence to find with, one service, an agency's own, entering and changing."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chomchom.accounts.public import Role, page
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused, verdict
from chomchom.network import access, actions, reads, rules
from chomchom.network.web.forms import CapacityForm, FindForm, StateForm, find_slots
from chomchom.network.web.service_form import ServiceForm, differences
from chomchom.ui.said import tell

READERS = access.READERS - {Role.CITIZEN}
REGISTRARS = access.REGISTRARS | {Role.AGENCY_LEAD}


@page(roles=READERS)
def find(request: HttpRequest, deed: Deed) -> HttpResponse:
    """A sentence filled in gives the services that fit, by places and by how fresh that is, each with its reasons."""
    asked = bool({"words", "dong", "need"} & request.GET.keys())
    form = FindForm(request.GET) if asked else None
    facts: dict[str, Any] = {"asked": asked, "wrong": form is not None and not form.is_valid()}
    if form is not None and form.is_valid():
        search = form.search()
        after = request.GET.get("after", "")
        found = reads.find(deed, search, after=after)
        facts |= {
            "fitting": found.rows,
            "others": () if after or found.next else reads.misses(deed, search),
            "next_url": f"?{urlencode({**request.GET.dict(), 'after': found.next})}" if found.next else "",
            "more": bool(found.next or after),
        }
    facts["may_exchange"] = bool(verdict(access.check_may_exchange, deed))
    home = sorted(deed.areas)[0] if deed.areas else ""
    return TemplateResponse(request, "network/find.html", {**facts, **find_slots(request, home=home)})


@page(roles=READERS)
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
    """An agency's own services: one press says that the places, or the whole entry, still stand as written."""
    rows = reads.services_of_agency(deed, deed.agency_id) if deed.agency_id else []
    facts = {
        "rows": rows,
        "stale": sum(row.stale for row in rows),
        "old": [row for row in rows if row.entry_age is not rules.EntryAge.FINE and row.state != "ended"],
        "may_register": deed.has(Role.AGENCY_LEAD),
    }
    return TemplateResponse(request, "network/mine.html", facts)


@require_POST
@page(roles=access.OWN | access.EVERY_CAPACITY)
def say_capacity(request: HttpRequest, deed: Deed, service_id: UUID) -> HttpResponse:
    """Places as of now."""
    form = CapacityForm(request.POST)
    if not form.is_valid():
        raise Refused("capacity-does-not-add-up")
    actions.say_capacity(deed, service_id=service_id, **form.cleaned_data)
    tell(request, _("자리 정보를 오늘 날짜로 고쳤습니다."))
    return _back(deed, service_id)


@require_POST
@page(roles=access.OWN | access.EVERY_CAPACITY)
def assure(request: HttpRequest, deed: Deed, service_id: UUID) -> HttpResponse:
    """The whole entry still stands as written."""
    actions.assure_service(deed, service_id=service_id)
    tell(request, _("내용이 그대로라고 오늘 날짜로 적었습니다."))
    return _back(deed, service_id)


def _back(deed: Deed, service_id: UUID) -> HttpResponse:
    if deed.has(*access.OWN):
        return HttpResponseRedirect(reverse("network:mine"))
    return HttpResponseRedirect(reverse("network:service", args=[service_id]))


@require_POST
@page(roles=REGISTRARS)
def set_state(request: HttpRequest, deed: Deed, service_id: UUID) -> HttpResponse:
    """Pause, end or take up a service."""
    form = StateForm(request.POST)
    if form.is_valid():
        actions.set_service_state(deed, service_id=service_id, state=form.cleaned_data["state"])
        tell(request, _("운영 상태를 바꿨습니다."))
    return HttpResponseRedirect(reverse("network:service", args=[service_id]))


@page(roles=REGISTRARS)
def register(request: HttpRequest, deed: Deed) -> HttpResponse:
    """A new service."""
    own = deed.agency_id if deed.has(Role.AGENCY_LEAD) else None
    form = ServiceForm(request.POST or None, own=own, places=reads.places_of(deed, own))
    if request.method == "POST" and form.is_valid():
        service_id = actions.register_service(deed, form.service())
        tell(request, _("서비스를 등록했습니다."), then=_("이제 자리를 적어 주세요."))
        return HttpResponseRedirect(reverse("network:service", args=[service_id]))
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "network/register.html", {"form": form}, status=status)


@page(roles=REGISTRARS)
def change(request: HttpRequest, deed: Deed, service_id: UUID) -> HttpResponse:
    """Change what the directory says; where somebody else saved meanwhile, both texts stand side by side."""
    now, version = reads.service_entered(deed, service_id)
    places = reads.places_of(deed, now.agency_id)
    initial = {"version": version}
    form = ServiceForm(request.POST or None, own=now.agency_id, places=places, entered=now, initial=initial)
    facts: dict[str, Any] = {"form": form, "row": reads.service(deed, service_id)}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "network/register.html", facts, status=status)
    try:
        actions.change_service(
            deed, service_id=service_id, service=form.service(), version=form.cleaned_data["version"] or 0
        )
    except Refused as no:
        if no.code != "service-changed-meanwhile":
            raise
        facts |= {"meanwhile": differences(form.service(), now), "newest": version}
        return TemplateResponse(request, "network/register.html", facts, status=409)
    tell(request, _("서비스 내용을 고쳤습니다."), then=_("오늘 확인한 내용으로 보입니다."))
    return HttpResponseRedirect(reverse("network:service", args=[service_id]))
