"""When a person's data are no longer needed, and who still holds on to them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import access
from chomchom.people.actions.registering import about_of
from chomchom.people.events import KeepingEnded, KeepingResumed
from chomchom.people.models import Hold
from chomchom.people.rules.keeping import EndReason
from chomchom.store.acting import require


def end_keeping(deed: Deed, *, person_id: UUID, because: str, ended_on: date | None = None) -> None:
    """Say that the city no longer needs a person's data; the retention time runs from that day."""
    require(deed)
    person = access.load_person(deed, person_id, lock=True)
    access.check_may_end_keeping(deed)
    day = ended_on or deed.day
    if day > deed.day:
        raise Refused("day-after-today")
    if person.ended_on is not None:
        raise Refused("already-ended")
    person.ended_on, person.end_reason = day, EndReason(because)
    person.save(update_fields=["ended_on", "end_reason"])
    about = about_of(person, on=deed.day)
    ledger.record(deed, KeepingEnded(because=EndReason(because)), stream=person.pk, about=about, occurred_on=day)


def resume_keeping(deed: Deed, *, person_id: UUID) -> None:
    """The end was a mistake, or the person came back."""
    require(deed)
    person = access.load_person(deed, person_id, lock=True)
    access.check_may_end_keeping(deed)
    if person.ended_on is None:
        raise Refused("still-needed")
    person.ended_on, person.end_reason = None, ""
    person.save(update_fields=["ended_on", "end_reason"])
    ledger.record(deed, KeepingResumed(), stream=person.pk, about=about_of(person, on=deed.day))


def hold(deed: Deed, *, person_id: UUID, room: str, subject_id: UUID) -> None:
    """A room above still needs a person (open case, running payment); holding twice is holding once."""
    require(deed)
    canonical = access.canonical_ids([person_id])[person_id]
    Hold.objects.get_or_create(person_id=canonical, room=room, subject_id=subject_id, defaults={"since": deed.at})


def release_hold(deed: Deed, *, person_id: UUID, room: str, subject_id: UUID) -> None:
    """The room no longer needs the person for this subject."""
    require(deed)
    ids = access.ids_meaning(person_id)
    Hold.objects.filter(person_id__in=ids, room=room, subject_id=subject_id).delete()
