"""One caller at a time: who rings a person holds a row, and the database lets nobody else have it meanwhile."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import connection

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.people import public as people
from chomchom.rulebook.public import whole
from chomchom.store.acting import require
from chomchom.store.ids import new_id
from chomchom.wellbeing import access
from chomchom.wellbeing.events import RingingBegun
from chomchom.wellbeing.models import Ringing
from chomchom.wellbeing.rules.words import PROGRAMME

# A row whose time is over is taken over; a living one is left, and nothing comes back.
_TAKE = """
INSERT INTO wellbeing_ringing (person_id, token, machine, by, since, until) VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (person_id) DO UPDATE SET token = EXCLUDED.token, machine = EXCLUDED.machine, by = EXCLUDED.by,
    since = EXCLUDED.since, until = EXCLUDED.until
WHERE wellbeing_ringing.until <= city_now() OR (NOT wellbeing_ringing.machine AND wellbeing_ringing.by = EXCLUDED.by)
RETURNING token
"""


def take_ringing(deed: Deed, *, person_id: UUID, seconds: int, machine: bool) -> UUID | None:
    """Take the turn to ring somebody for a while; None where somebody else rings them just now."""
    require(deed)
    until = deed.at + timedelta(seconds=seconds)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [person_id, new_id(), machine, deed.actor_id, deed.at, until])
        found = cursor.fetchone()
    return found[0] if found else None


def give_back_ringing(deed: Deed, *, person_id: UUID, token: UUID | None = None) -> None:
    """The call is over: a machine gives back its own token, a person whatever they held themselves."""
    require(deed)
    rows = Ringing.objects.filter(person_id=person_id)
    (rows.filter(token=token) if token else rows.filter(machine=False, by=deed.actor_id)).delete()


def begin_desk_call(deed: Deed, *, person_id: UUID) -> None:
    """A person picks up the telephone: nobody else rings meanwhile. Pressed again by the same it goes on.

    Raises Refused: no-such-person, may-not-ring, already-ringing.
    """
    card = people.card(deed, person_id)
    access.check_may_ring(deed, dong=card.dong)
    minutes = whole("wellbeing.desk_call_minutes", on=deed.day)
    if take_ringing(deed, person_id=person_id, seconds=minutes * 60, machine=False) is None:
        raise Refused("already-ringing")
    about = About(programme=PROGRAMME, dong=card.dong, person_id=person_id)
    record(deed, RingingBegun(machine=False), stream=person_id, about=about)
