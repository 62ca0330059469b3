"""Two ids that are one person. Rows are never re-pointed; an alias leads to the canonical id, undo drops it."""

from __future__ import annotations

from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import access
from chomchom.people.actions.registering import about_of
from chomchom.people.events import AliasDropped, AliasMade
from chomchom.people.models import Merge, Person, PersonAlias
from chomchom.people.rules.merging import MergeState
from chomchom.store.acting import require
from chomchom.store.constraints import refusing


def make_alias(deed: Deed, *, alias_id: UUID, canonical_id: UUID) -> None:
    """Let one person's id mean another's from now on, and nothing else; pages use `merge`."""
    require(deed)
    access.check_may_merge(deed)
    if alias_id == canonical_id:
        raise Refused("alias-in-a-circle")
    alias, canonical = access.load_person(deed, alias_id), access.load_person(deed, canonical_id)
    if alias.pk != alias_id or canonical.pk != canonical_id:
        raise Refused("alias-in-a-circle")
    lead(deed, alias, to=canonical)


def lead(deed: Deed, alias: Person, *, to: Person) -> None:
    """Let a record lead to another. Chains are not made: what led to the first leads to the second now."""
    if alias.pk == to.pk or to.is_alias:
        raise Refused("alias-in-a-circle")
    PersonAlias.objects.filter(canonical=alias).update(canonical=to)
    with refusing("people_personalias_pkey", "alias-in-a-circle"):
        PersonAlias.objects.create(alias_id=alias.pk, canonical=to, made_by=deed.actor_id, made_at=deed.at)
    alias.is_alias = True
    alias.save(update_fields=["is_alias"])
    event = AliasMade(alias_id=alias.pk, canonical_id=to.pk)
    ledger.record(deed, event, stream=to.pk, about=about_of(to, on=deed.day))


def drop_alias(deed: Deed, *, alias_id: UUID) -> None:
    """The two were not the same: the id means its own person again."""
    require(deed)
    access.check_may_merge(deed)
    alias = Person.objects.filter(pk=alias_id, is_alias=True).first()
    if alias is None or access.load_person(deed, alias_id).pk == alias_id:
        raise Refused("no-such-person")
    part(deed, alias)


def part(deed: Deed, alias: Person) -> None:
    """Let a record mean its own person again, together with the records that had been merged into it before."""
    row = PersonAlias.objects.filter(alias_id=alias.pk).select_related("canonical").first()
    if row is None:
        raise Refused("no-such-person")
    event = AliasDropped(alias_id=alias.pk, canonical_id=row.canonical_id)
    about = about_of(row.canonical, on=deed.day)
    row.delete()
    PersonAlias.objects.filter(alias_id__in=_merged_into(alias.pk)).update(canonical=alias)
    alias.is_alias = False
    alias.save(update_fields=["is_alias"])
    ledger.record(deed, event, stream=event.canonical_id, about=about)


def _merged_into(person_id: UUID) -> list[UUID]:
    """The records that were merged into this one, and those merged into them."""
    found: list[UUID] = []
    last = [person_id]
    while last:
        made = Merge.objects.filter(kept__in=last, state=MergeState.MADE)
        last = list(made.exclude(away__in=found).values_list("away_id", flat=True))
        found += last
    return found
