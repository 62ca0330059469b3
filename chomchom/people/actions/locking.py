"""Keeping an account away from a person's record: relatives, parties to a quarrel, whom the person does not want."""

from __future__ import annotations

from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import access
from chomchom.people.actions.registering import about_of
from chomchom.people.events import ContactLocked, ContactUnlocked
from chomchom.people.models import ContactLock
from chomchom.people.rules.merging import LockReason
from chomchom.store.acting import require
from chomchom.store.constraints import refusing


def lock_contact(deed: Deed, *, person_id: UUID, account_id: UUID, because: str) -> UUID:
    """From now on this account finds, counts and opens nothing of this person, not even in an emergency.

    Raises `lock-not-oneself`, `already-locked`, `no-such-person`, `may-not-restrict`.
    """
    require(deed)
    person = access.load_person(deed, person_id)
    access.check_may_lock(deed)
    if account_id == deed.actor_id:
        raise Refused("lock-not-oneself")
    lock = ContactLock(
        person=person, account_id=account_id, because=LockReason(because), set_by=deed.actor_id, set_at=deed.at
    )
    with refusing("one_lock_an_account", "already-locked"):
        lock.save(force_insert=True)
    event = ContactLocked(account_id=account_id, because=LockReason(because))
    ledger.record(deed, event, stream=person.pk, about=about_of(person, on=deed.day))
    return lock.pk


def unlock_contact(deed: Deed, *, person_id: UUID, lock_id: UUID) -> None:
    """The account may meet the record again. Raises `no-such-lock`."""
    require(deed)
    person = access.load_person(deed, person_id)
    access.check_may_lock(deed)
    lock = ContactLock.objects.filter(pk=lock_id, person=person, lifted_at__isnull=True).first()
    if lock is None:
        raise Refused("no-such-lock")
    lock.lifted_by, lock.lifted_at = deed.actor_id, deed.at
    lock.save(update_fields=["lifted_by", "lifted_at"])
    ledger.record(
        deed, ContactUnlocked(account_id=lock.account_id), stream=person.pk, about=about_of(person, on=deed.day)
    )
