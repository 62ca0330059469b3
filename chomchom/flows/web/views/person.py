"""사람: one person across all rooms."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from chomchom.accounts.public import Role, page
from chomchom.flows import actions, reads
from chomchom.kernel.deeds import Deed
from chomchom.people import public as people

READERS = frozenset(
    {Role.DESK, Role.DONG_OFFICER, Role.TEAM_HEAD, Role.CITY_OFFICER, Role.CASE_MANAGER, Role.PROGRAMME_OFFICER,
     Role.AGENCY_WORKER, Role.AGENCY_LEAD}
)  # fmt: skip


@page(roles=READERS)
def show(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """The page of a person: who, what happened, what is open."""
    card = actions.open_person(deed, person_id=person_id, purpose="person-page")
    kind = request.GET.get("kind", "")
    context = {"deed": deed, "card": card, "person": reads.person_page(deed, card, kind=kind), "kind": kind}
    return TemplateResponse(request, "flows/person.html", context)


@require_POST
@page(roles=READERS)
def reveal(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """Show the full name and address: one deliberate press, logged."""
    shown = people.reveal(deed, person_id=person_id, purpose="name-shown")
    return TemplateResponse(request, "flows/revealed.html", {"deed": deed, "shown": shown, "person_id": person_id})


@require_POST
@page(roles=READERS)
def phone(request: HttpRequest, deed: Deed, person_id: UUID) -> HttpResponse:
    """The number to call: one deliberate press, logged."""
    number = people.phone_of(deed, person_id=person_id, purpose="call")
    return TemplateResponse(request, "flows/phone.html", {"deed": deed, "number": number, "person_id": person_id})
