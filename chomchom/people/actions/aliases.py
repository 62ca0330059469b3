"""Two ids that are one person. Rows are never re-pointed; an alias leads to the canonical id, undo drops it."""

from __future__ import annotations

from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.people import access
from chomchom.people.actions.registering import about_of
from chomchom.people.events import AliasDropped, AliasMade
from chomchom.people.models import PersonAlias
from chomchom.store.acting import require
from chomchom.store.constraints import refusing


def make_alias(deed: Deed, *, alias_id: UUID, canonical_id: UUID) -> None:
    """Let one person's id mean another's from now on. Chains are not made: the canonical id may not be an alias."""
    require(deed)
    access.check_may_restrict(deed)
    alias, canonical = access.load_person(deed, alias_id), access.load_person(deed, canonical_id)
    if alias.pk == canonical.pk or PersonAlias.objects.filter(canonical=alias).exists():
        raise Refused("alias-in-a-circle")
    with refusing("people_personalias_pkey", "alias-in-a-circle"):
        PersonAlias.objects.create(alias_id=alias.pk, canonical=canonical, made_by=deed.actor_id, made_at=deed.at)
    event = AliasMade(alias_id=alias.pk, canonical_id=canonical.pk)
    ledger.record(deed, event, stream=canonical.pk, about=about_of(canonical, on=deed.day))


def drop_alias(deed: Deed, *, alias_id: UUID) -> None:
    """The two were not the same: the id means its own person again."""
    require(deed)
    access.check_may_restrict(deed)
    row = PersonAlias.objects.filter(alias_id=alias_id).select_related("canonical").first()
    if row is None:
        raise Refused("no-such-person")
    access.load_person(deed, row.canonical_id)
    event = AliasDropped(alias_id=alias_id, canonical_id=row.canonical_id)
    about = about_of(row.canonical, on=deed.day)
    row.delete()
    ledger.record(deed, event, stream=event.canonical_id, about=about)
