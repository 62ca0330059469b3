"""Destruction: proposed by one, approved by another, carried out with proof, repeated after a restore (제21조)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import access
from chomchom.people.actions.scanning import destroy_scans
from chomchom.people.events import (
    DestructionApproved,
    DestructionDone,
    DestructionProposed,
    DestructionRefused,
    PersonDestroyed,
)
from chomchom.people.models import (
    Consent,
    Contact,
    ContactLock,
    DataRequest,
    DestructionItem,
    DestructionProposal,
    Hazard,
    Hold,
    Household,
    LikelyPair,
    LikeToken,
    Merge,
    NamedReader,
    NameGram,
    Person,
    PersonAlias,
    Tombstone,
)
from chomchom.people.rules import keeping
from chomchom.people.rules.keeping import ProposalState, RecordKind
from chomchom.rulebook.public import whole
from chomchom.store.acting import require
from chomchom.store.constraints import refusing
from chomchom.store.models import Grant

AT_ONCE = 1000
OPEN = (keeping.RequestState.OPEN, keeping.RequestState.EXTENDED)


def due_ids(kind: str, *, on: date) -> list[UUID]:
    """Records whose retention time has passed and that nothing holds, oldest first, at most 1,000."""
    which = RecordKind(kind)
    last = _last_day(which, on=on)
    waiting = DestructionItem.objects.filter(open=True).values("record_id")
    rows: QuerySet[Any]
    if which is RecordKind.PERSON:
        rows = Person.objects.filter(ended_on__lt=last, is_alias=False).order_by("ended_on", "pk")
        rows = rows.exclude(pk__in=_needed_ids())
    elif which is RecordKind.HOUSEHOLD:
        rows = Household.objects.filter(persons__isnull=True, registered_at__date__lt=last).order_by("pk")
    elif which is RecordKind.HAZARD:
        rows = Hazard.objects.filter(cleared_on__lt=last).order_by("cleared_on", "pk")
    elif which is RecordKind.REQUEST:
        rows = DataRequest.objects.filter(answered_at__date__lt=last).order_by("answered_at", "pk")
    else:  # contacts and consents go with their person
        return []
    return list(rows.exclude(pk__in=waiting).values_list("pk", flat=True)[:AT_ONCE])


def _needed_ids() -> QuerySet[Any, UUID]:
    """Persons one of whose records a room holds, or of whom a request waits."""
    asked = DataRequest.objects.filter(state__in=OPEN).values("person_id")
    held = Hold.objects.values("person_id")
    led = PersonAlias.objects.filter(Q(alias_id__in=asked) | Q(alias_id__in=held)).values("canonical_id")
    needed = Person.objects.filter(Q(pk__in=asked) | Q(pk__in=held) | Q(pk__in=led))
    return needed.values_list("pk", flat=True)


def _with_merged(ids: Iterable[UUID]) -> list[UUID]:
    """These persons and the records that were merged into them: they go together."""
    wanted = list(ids)
    led = PersonAlias.objects.filter(canonical__in=wanted).values_list("alias_id", flat=True)
    return list(dict.fromkeys([*wanted, *led]))


def _last_day(kind: RecordKind, *, on: date) -> date:
    """Records that ended before this day have been kept long enough on `on`."""
    years = whole(f"people.keep_years.{kind}", on=on)
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return date(on.year - years, 2, 28)


def propose_destruction(deed: Deed, *, kind: str, record_ids: Collection[UUID]) -> UUID:
    """Propose a list. Every record is judged; one that may not go refuses the whole list with its reason.

    Raises `nothing-to-destroy`, `still-needed`, `held-by-a-room`, `request-open`, `kept-until`, `already-proposed`.
    """
    require(deed)
    access.check_may_propose(deed)
    which, ids = RecordKind(kind), sorted(set(record_ids), key=lambda one: one.int)
    if not ids:
        raise Refused("nothing-to-destroy")
    _check_each(which, ids, on=deed.day)
    proposal = DestructionProposal.objects.create(
        kind=which,
        state=ProposalState.PROPOSED,
        count=len(ids),
        proof=keeping.proof_of(ids, day=deed.day, kind=which),
        proposed_by=deed.actor_id,
        proposed_at=deed.at,
    )
    with refusing("one_open_list_a_record", "already-proposed"):
        DestructionItem.objects.bulk_create([DestructionItem(proposal=proposal, record_id=one) for one in ids])
    event = DestructionProposed(proposal_id=proposal.pk, kind=which, count=len(ids))
    ledger.record(deed, event, stream=proposal.pk)
    return proposal.pk


def _check_each(kind: RecordKind, ids: list[UUID], *, on: date) -> None:
    """Judge every record by the one rule for persons, or by the list of what is due for the other kinds."""
    if kind is not RecordKind.PERSON:
        if set(ids) - set(due_ids(kind, on=on)):
            raise Refused("still-needed")
        return
    ended = dict(Person.objects.filter(pk__in=ids).values_list("pk", "ended_on"))
    means = access.canonical_ids(_with_merged(ids))
    held = {means[one] for one in Hold.objects.filter(person__in=means).values_list("person_id", flat=True)}
    waiting = DataRequest.objects.filter(state__in=OPEN, person_id__in=means)
    asked = {means[one] for one in waiting.values_list("person_id", flat=True)}
    years = whole("people.keep_years.person", on=on)
    for one in ids:
        facts = keeping.KeepingFacts(
            ended_on=ended.get(one), years=years, held=one in held, open_requests=int(one in asked)
        )
        keeping.check_may_be_destroyed(facts, on=on)


def approve_destruction(deed: Deed, *, proposal_id: UUID) -> None:
    """Approve a list somebody else proposed. Raises `own-proposal`, `privacy-officer-only`, `wrong-state`."""
    proposal = _decide(deed, proposal_id, move="approve")
    ledger.record(deed, DestructionApproved(proposal_id=proposal.pk), stream=proposal.pk)


def refuse_destruction(deed: Deed, *, proposal_id: UUID) -> None:
    """Refuse a list; its records may be proposed again later."""
    proposal = _decide(deed, proposal_id, move="refuse")
    proposal.items.update(open=False)
    ledger.record(deed, DestructionRefused(proposal_id=proposal.pk), stream=proposal.pk)


def _decide(deed: Deed, proposal_id: UUID, *, move: str) -> DestructionProposal:
    require(deed)
    proposal = access.load_proposal(deed, proposal_id, lock=True)
    access.check_is_privacy_officer(deed)
    keeping.check_other_eyes(proposed_by=proposal.proposed_by, approved_by=deed.actor_id)
    proposal.state = keeping.PROPOSAL_STATES.target(move, ProposalState(proposal.state))
    proposal.decided_by, proposal.decided_at = deed.actor_id, deed.at
    proposal.save(update_fields=["state", "decided_by", "decided_at"])
    return proposal


def carry_out(deed: Deed, *, proposal_id: UUID) -> int:
    """Destroy an approved list: rows, search entries, contacts, consents, grants. Returns how many records went.

    A record that something holds by now stays and is proposed again another day.
    """
    require(deed)
    proposal = access.load_proposal(deed, proposal_id, lock=True)
    access.check_may_carry_out(deed)
    proposal.state = keeping.PROPOSAL_STATES.target("carry_out", ProposalState(proposal.state))
    kind = RecordKind(proposal.kind)
    ids = list(proposal.items.order_by("record_id").values_list("record_id", flat=True))
    if kind is RecordKind.PERSON:
        means = access.canonical_ids(_with_merged(ids))
        kept = {means[one] for one in Hold.objects.filter(person__in=means).values_list("person_id", flat=True)}
        kept |= set(Person.objects.filter(pk__in=ids, ended_on__isnull=True).values_list("pk", flat=True))
        ids = _with_merged(one for one in ids if one not in kept)
    gone = _destroy(deed, kind=kind, ids=ids, proposal_id=proposal.pk)
    proposal.done_by, proposal.done_at, proposal.done_count = deed.actor_id, deed.at, gone
    proposal.save(update_fields=["state", "done_by", "done_at", "done_count"])
    proposal.items.update(open=False)
    event = DestructionDone(proposal_id=proposal.pk, kind=kind, count=gone)
    ledger.record(deed, event, stream=proposal.pk)
    return gone


def _destroy(deed: Deed, *, kind: RecordKind, ids: list[UUID], proposal_id: UUID | None) -> int:
    """Destroy and leave tombstones; in this room the only place that deletes a record."""
    there = list(Person.objects.filter(pk__in=ids).values_list("pk", flat=True)) if kind is RecordKind.PERSON else []
    if kind is RecordKind.PERSON:
        destroy_scans(deed, Consent.objects.filter(person__in=ids).values_list("pk", flat=True))
    gone = _delete(kind, ids)
    Tombstone.objects.bulk_create(
        [Tombstone(record_id=one, kind=kind, proposal_id=proposal_id, destroyed_at=deed.at) for one in ids],
        ignore_conflicts=True,
    )
    event = PersonDestroyed(proposal_id=proposal_id)
    ledger.record_many(deed, [ledger.Item(event=event, stream=one, about=About(person_id=one)) for one in there])
    return gone


def _delete(kind: RecordKind, ids: list[UUID]) -> int:
    if kind is RecordKind.PERSON:
        homes = list(Person.objects.filter(pk__in=ids).values_list("household_id", flat=True))
        for table in (NameGram, LikeToken, NamedReader, ContactLock, Contact, Consent, Hold):
            table.objects.filter(person__in=ids).delete()
        LikelyPair.objects.filter(Q(one__in=ids) | Q(other__in=ids)).delete()
        Merge.objects.filter(Q(kept__in=ids) | Q(away__in=ids)).delete()
        PersonAlias.objects.filter(Q(canonical__in=ids) | Q(alias_id__in=ids)).delete()
        Grant.objects.filter(record_id__in=ids).delete()
        count = Person.objects.filter(pk__in=ids).delete()[0]
        _empty_homes(homes)
        return count
    if kind is RecordKind.HOUSEHOLD:
        Hazard.objects.filter(household__in=ids).delete()
        Grant.objects.filter(record_id__in=ids).delete()
        return Household.objects.filter(pk__in=ids, persons__isnull=True).delete()[0]
    tables: dict[RecordKind, type[Model]] = {
        RecordKind.HAZARD: Hazard,
        RecordKind.REQUEST: DataRequest,
        RecordKind.CONTACT: Contact,
        RecordKind.CONSENT: Consent,
    }
    gone: int = tables[kind]._default_manager.filter(pk__in=ids).delete()[0]
    return gone


def _empty_homes(homes: Iterable[UUID]) -> None:
    """What a destroyed person leaves at a door nobody else lives behind: the kind of household and the dong stay for
    the rooms above, the address and the notes about it go."""
    empty = list(Household.objects.filter(pk__in=list(homes), persons__isnull=True).values_list("pk", flat=True))
    Hazard.objects.filter(household__in=empty).delete()
    for household in Household.objects.filter(pk__in=empty):
        household.address, household.address_index = "", None
        household.save(update_fields=["address", "address_index"])


def replay_destructions(deed: Deed, person_ids: Iterable[UUID]) -> int:
    """After a restore: destroy again the persons who had been destroyed after the backup was made.

    The ids come from the list kept outside the database. Returns how many had come back.
    """
    require(deed)
    access.check_may_carry_out(deed)
    return _destroy(deed, kind=RecordKind.PERSON, ids=sorted(set(person_ids), key=str), proposal_id=None)
