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
from chomchom.wellbeing.models import Call, Home
from chomchom.wellbeing.rules.words import ContactMode

MOST_MINUTES = 240
MOST_SATISFIED = 5


def record_contact(deed: Deed, *, home_id: int, mode: ContactMode, told: Told) -> None:
    """Write down a contact that was on nobody's list: somebody rang or went of their own accord.

    Raises Refused: home-not-found, may-not-ring, minutes-impossible, satisfaction-impossible.
    """
    home = access.load_home(deed, home_id)
    if not deed.has(Role.SYSTEM):
        access.check_may_ring(deed, dong=home.dong)
    check_told(told)
    waiting = Call.objects.filter(person_id=home.person_id, alert=None, result="").first()
    call = waiting or Call.objects.create(home=home, person_id=home.person_id, mode=mode, asked_at=deed.at)
    _follow(deed, call.pk, told)


def check_told(told: Told) -> None:
    """Are minutes and satisfaction possible?"""
    if told.staff_minutes is not None and not 0 <= told.staff_minutes <= MOST_MINUTES:
        raise Refused("minutes-impossible", most=MOST_MINUTES)
    if not 0 <= told.satisfaction <= MOST_SATISFIED:
        raise Refused("satisfaction-impossible", most=MOST_SATISFIED)


def _follow(deed: Deed, call_id: UUID, told: Told) -> None:
    with widened(deed, because="contact-follows"):
        # What follows (an alert, a sign of life) is the city's machine at work; who found it stays the actor.
        settle(replace(deed, roles=deed.roles | {Role.SYSTEM}), call_id=call_id, told=told)


def answer_contact(deed: Deed, *, call_id: UUID, told: Told) -> None:
    """Write down what a person found for a contact on the desk's list.

    Raises Refused: contact-not-found, contact-already-answered, may-not-ring, minutes-impossible, satisfaction-impossible.
    """
    call = access.load_contact(deed, call_id)
    home = Home.objects.get(calls=call)
    access.check_may_ring(deed, dong=home.dong)
    check_told(told)
    if call.result:
        raise Refused("contact-already-answered")
    _follow(deed, call_id, told)
    give_back_ringing(deed, person_id=home.person_id)
