"""Two records become one, field by field, and come apart again. Nothing that refers to either is rewritten."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import access
from chomchom.people.actions import aliases, searchkeys
from chomchom.people.actions.likeness import facts_of, record_of
from chomchom.people.actions.registering import about_of
from chomchom.people.actions.telling_apart import pair_of, settle
from chomchom.people.events import MergeAsked, MergeDeclined, PersonMerged, PersonUnmerged
from chomchom.people.models import ContactLock, Household, LikelyPair, Merge, NamedReader, Person
from chomchom.people.rules import merging
from chomchom.people.rules.merging import STOPPED, FoundBy, MergeState, PairState, Part
from chomchom.store import grants
from chomchom.store.acting import require
from chomchom.store.constraints import refusing
from chomchom.store.models import Grant


def merge(deed: Deed, *, kept_id: UUID, away_id: UUID, take: Collection[str] = ()) -> UUID:
    """Put two records together: `kept_id` stays, `away_id` leads to it from now on.

    `take` names the groups of fields (`merging.Part`) in which the record that goes away is right. Where two agencies
    own the two files this only asks: a second person has to agree. Raises `no-such-person`, `may-not-merge`,
    `merge-same-record`, `merge-already-merged`, `merge-restricted`, `merge-one-ended`, `merge-part-unknown`,
    `merge-already-asked`.
    """
    require(deed)
    access.check_may_merge(deed)
    if kept_id == away_id:
        raise Refused("merge-same-record")
    found = access.load_two(deed, kept_id, away_id)
    kept, away = found[kept_id], found[away_id]
    merging.check_can_merge(_facts(kept), _facts(away))
    wish = Merge(
        kept=kept,
        away=away,
        state=MergeState.ASKED,
        taken=sorted(merging.parts_of(take)),
        asked_by=deed.actor_id,
        asked_at=deed.at,
    )
    with refusing("one_running_merge_a_record", "merge-already-asked"):
        wish.save(force_insert=True)
    if not merging.needs_second(_facts(kept), _facts(away)):
        _carry_out(deed, wish)
        return wish.pk
    _settle_pair(deed, kept, away, PairState.ASKED)
    event = MergeAsked(merge_id=wish.pk, kept_id=kept.pk, away_id=away.pk)
    ledger.record(deed, event, stream=kept.pk, about=about_of(kept, on=deed.day))
    return wish.pk


def agree_to_merge(deed: Deed, *, merge_id: UUID) -> None:
    """The second person agrees, and the records become one. Raises `merge-own-wish`, `wrong-state`."""
    wish = _decidable(deed, merge_id, move="agree")
    found = access.load_two(deed, wish.kept_id, wish.away_id)
    wish.kept, wish.away = found[wish.kept_id], found[wish.away_id]
    merging.check_can_merge(_facts(wish.kept), _facts(wish.away))
    _carry_out(deed, wish)


def decline_merge(deed: Deed, *, merge_id: UUID) -> None:
    """The second person does not agree; the pair is open again. Raises `merge-own-wish`, `wrong-state`."""
    wish = _decidable(deed, merge_id, move="decline")
    wish.state, wish.decided_by, wish.decided_at = MergeState.DECLINED, deed.actor_id, deed.at
    wish.save(update_fields=["state", "decided_by", "decided_at"])
    _settle_pair(deed, wish.kept, wish.away, PairState.OPEN)
    event = MergeDeclined(merge_id=wish.pk)
    ledger.record(deed, event, stream=wish.kept_id, about=about_of(wish.kept, on=deed.day))


def _decidable(deed: Deed, merge_id: UUID, *, move: str) -> Merge:
    require(deed)
    wish = access.load_merge(deed, merge_id, lock=True)
    access.check_may_merge(deed)
    merging.MERGE_STATES.target(move, MergeState(wish.state))
    merging.check_second_person(asked_by=wish.asked_by, agreed_by=deed.actor_id)
    return wish


def _facts(person: Person) -> merging.Mergeable:
    return merging.Mergeable(
        person_id=person.pk,
        agency_id=person.agency_id,
        is_alias=person.is_alias,
        restricted=bool(person.restricted),
        ended=person.ended_on is not None,
    )


def _carry_out(deed: Deed, wish: Merge) -> None:
    """Both rows are locked by now."""
    kept, away = wish.kept, wish.away
    names = (*merging.fields_taken(merging.parts_of(wish.taken)), STOPPED)
    before = {name: getattr(kept, name) for name in names}
    for name in names:
        setattr(kept, name, getattr(away, name))
    kept.stopped_on = before[STOPPED] or away.stopped_on
    _save(kept)
    wish.before, wish.after = _sealed(before), _sealed({name: getattr(kept, name) for name in names})
    wish.grants = _open_along(deed, kept, away)
    _lock_along(deed, kept, away)
    aliases.lead(deed, away, to=kept)
    wish.state, wish.decided_by, wish.decided_at = MergeState.MADE, deed.actor_id, deed.at
    wish.save()
    _settle_pair(deed, kept, away, PairState.MERGED)
    event = PersonMerged(merge_id=wish.pk, kept_id=kept.pk, away_id=away.pk, groups_taken=len(wish.taken))
    ledger.record(deed, event, stream=kept.pk, about=about_of(kept, on=deed.day))


def _save(person: Person) -> None:
    """Write a person's row with the search entries that follow from it."""
    Person.household.field.delete_cached_value(person) if Person.household.is_cached(person) else None
    searchkeys.put_keys(person, name=str(person.name), phone=str(person.phone), born=person.born)
    person.version += 1
    person.save()
    searchkeys.renew_entries(person)


def _sealed(values: dict[str, Any]) -> str:
    return json.dumps({name: _plain(value) for name, value in values.items()}, ensure_ascii=False)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID | date) else value


def _read(sealed: str) -> dict[str, Any]:
    """What `_sealed` wrote, as the columns hold it."""
    values: dict[str, Any] = json.loads(sealed)
    if values.get("household_id"):
        values["household_id"] = UUID(values["household_id"])
    if values.get(STOPPED):
        values[STOPPED] = date.fromisoformat(values[STOPPED])
    return values


def _open_along(deed: Deed, kept: Person, away: Person) -> list[str]:
    """Who reached the other record on a consent or by law reaches the kept one on the same basis, until the same moment.

    Not what an agency brought in itself: that opens its own record and no more.
    """
    opened = []
    for row in Grant.objects.filter(record_id=away.pk).exclude(basis=access.OWN_WORK).order_by("pk"):
        if not Grant.objects.filter(record_id=kept.pk, holder=row.holder, basis=row.basis).exists():
            grants.grant(deed, record_id=kept.pk, holder=row.holder, basis=row.basis, until=row.until)
            opened.append(f"{row.holder}:{row.basis}")
    return opened


def _lock_along(deed: Deed, kept: Person, away: Person) -> None:
    """Who may not meet the one record may not meet the person."""
    held = set(ContactLock.objects.filter(person=kept, lifted_at__isnull=True).values_list("account_id", flat=True))
    ContactLock.objects.bulk_create(
        ContactLock(person=kept, account_id=row.account_id, because=row.because, set_by=row.set_by, set_at=deed.at)
        for row in ContactLock.objects.filter(person=away, lifted_at__isnull=True)
        if row.account_id not in held
    )


def _settle_pair(deed: Deed, kept: Person, away: Person, state: PairState) -> None:
    one, other = merging.in_order(kept.pk, away.pk)
    pair = LikelyPair.objects.filter(one_id=one, other_id=other).first()
    if pair is None:
        homes = Household.objects.in_bulk([kept.household_id, away.household_id])
        kept.household, away.household = homes[kept.household_id], homes[away.household_id]
        pair = pair_of(deed, kept, away, found_by=FoundBy.HAND)
    settle(deed, pair, state)


def undo_merge(deed: Deed, *, merge_id: UUID, because: str) -> tuple[Part, ...]:
    """Take a merge back: both records stand as before, and the pair is not proposed again while nothing changes.

    Gives the groups of fields that keep a correction made since. Raises `no-such-merge`, `may-not-merge`, `wrong-state`.
    """
    require(deed)
    done = access.load_merge(deed, merge_id, lock=True)
    access.check_may_merge(deed)
    done.state = merging.MERGE_STATES.target("undo", MergeState(done.state))
    both = Person.objects.filter(pk__in=[done.kept_id, done.away_id]).order_by("pk").select_for_update(of=("self",))
    rows = {person.pk: person for person in both}
    kept, away = rows[done.kept_id], rows[done.away_id]
    stayed = _restore(kept, before=_read(done.before), after=_read(done.after))
    _close_again(done)
    aliases.part(deed, away)
    _stay_hidden(deed, kept, away)
    done.undone_by, done.undone_at, done.undone_because = deed.actor_id, deed.at, merging.UndoReason(because)
    done.save()
    _after_undo(deed, done)
    event = PersonUnmerged(merge_id=done.pk, kept_id=kept.pk, away_id=away.pk, because=merging.UndoReason(because))
    ledger.record(deed, event, stream=kept.pk, about=about_of(kept, on=deed.day))
    return stayed


def _restore(kept: Person, *, before: dict[str, Any], after: dict[str, Any]) -> tuple[Part, ...]:
    now = {name: getattr(kept, name) for name in before}
    back = merging.undone(now, before=before, after=after)
    for name, value in back.items():
        setattr(kept, name, value)
    _save(kept)
    return tuple(part for part, names in merging.FIELDS.items() if names[0] in before and names[0] not in back)


def _close_again(done: Merge) -> None:
    """What the merge opened and locked on the kept record ends with it."""
    opened = Q(pk__in=[])
    for word in done.grants:
        holder, basis = word.split(":", 1)
        opened |= Q(holder=UUID(holder), basis=basis)
    Grant.objects.filter(opened, record_id=done.kept_id).delete()
    theirs = ContactLock.objects.filter(person_id=done.away_id, lifted_at__isnull=True).values("account_id")
    ContactLock.objects.filter(
        person_id=done.kept_id, set_at=done.decided_at or done.asked_at, account_id__in=theirs
    ).delete()


def _stay_hidden(deed: Deed, kept: Person, away: Person) -> None:
    """A record hidden while the two were one stays hidden in both, for the same named accounts."""
    if away.restricted:
        NamedReader.objects.bulk_create(
            [
                NamedReader(person=away, account_id=row.account_id, named_by=row.named_by, named_at=deed.at)
                for row in NamedReader.objects.filter(person=kept)
            ],
            ignore_conflicts=True,
        )


def _after_undo(deed: Deed, done: Merge) -> None:
    """The pair is told apart on the facts as they stand now; that of a hidden record is forgotten."""
    one, other = merging.in_order(done.kept_id, done.away_id)
    pair = LikelyPair.objects.select_related("one__household", "other__household").get(one_id=one, other_id=other)
    pair.facts = facts_of(record_of(pair.one), record_of(pair.other))
    settle(deed, pair, PairState.APART)
