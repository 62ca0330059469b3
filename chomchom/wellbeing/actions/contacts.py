"""What a person found who asked somebody by hand: the desk's calls, a neighbour's eye, a visit."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.store.acting import widened
from chomchom.wellbeing import access
from chomchom.wellbeing.actions.calling import Told, settle
from chomchom.wellbeing.actions.ringing import give_back_ringing
from chomchom.wellbeing.models import Home

MOST_MINUTES = 240
MOST_SATISFIED = 5


def answer_contact(deed: Deed, *, call_id: UUID, told: Told) -> None:
    """Write down what a person found for a contact on the desk's list.

    Raises Refused: contact-not-found, contact-already-answered, may-not-ring, minutes-impossible, satisfaction-impossible.
    """
    call = access.load_contact(deed, call_id)
    home = Home.objects.get(calls=call)
    access.check_may_ring(deed, dong=home.dong)
    if told.staff_minutes is not None and not 0 <= told.staff_minutes <= MOST_MINUTES:
        raise Refused("minutes-impossible", most=MOST_MINUTES)
    if not 0 <= told.satisfaction <= MOST_SATISFIED:
        raise Refused("satisfaction-impossible", most=MOST_SATISFIED)
    if call.result:
        raise Refused("contact-already-answered")
    with widened(deed, because="contact-follows"):
        # What follows (an alert, a sign of life) is the city's machine at work; who found it stays the actor.
        settle(replace(deed, roles=deed.roles | {Role.SYSTEM}), call_id=call_id, told=told)
    give_back_ringing(deed, person_id=home.person_id)
