"""Saying that two records are not one person; it holds until what they say changes."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.linkage.persons import compare, score
from chomchom.people import access
from chomchom.people.actions.likeness import facts_of, record_of
from chomchom.people.events import PairToldApart
from chomchom.people.models import LikelyPair, Person
from chomchom.people.rules import merging
from chomchom.people.rules.merging import FoundBy, PairState
from chomchom.store.acting import require, widened


def pair_of(deed: Deed, one: Person, other: Person, *, found_by: FoundBy) -> LikelyPair:
    """The unsaved row of two persons, with how they agree now."""
    first, second = sorted((one, other), key=lambda person: person.pk.int)
    left, right = record_of(first), record_of(second)
    agreement = compare(left, right)
    return LikelyPair(
        one=first,
        other=second,
        state=PairState.OPEN,
        found_by=found_by,
        bits=round(score(agreement) * 10),
        reasons=list(agreement.codes),
        facts=facts_of(left, right),
        found_at=deed.at,
    )


def settle(deed: Deed, pair: LikelyPair, state: PairState) -> None:
    """Write down what was decided about a pair, by whom and on what facts."""
    pair.state, pair.decided_by, pair.decided_at = state, deed.actor_id, deed.at
    pair.save()


def tell_apart(deed: Deed, *, pair_id: UUID) -> None:
    """The two are not one person. They are not proposed again until one of the records is corrected.

    Raises `no-such-pair`, `may-not-judge-pair`, `pair-already-decided`.
    """
    require(deed)
    pair = access.load_pair(deed, pair_id, lock=True)
    access.check_may_judge_pair(deed)
    if pair.state != PairState.OPEN:
        raise Refused("pair-already-decided")
    pair.facts = facts_of(record_of(pair.one), record_of(pair.other))
    settle(deed, pair, PairState.APART)
    _record(deed, pair)


def remember_apart(deed: Deed, person: Person, others: Collection[UUID]) -> None:
    """Whoever registered this person looked at these and said that they are somebody else."""
    if not others:
        return
    # The pair is between a record of the deed and one it may not reach; it says nothing about the other.
    with widened(deed, because="remember-told-apart"):
        known = Person.objects.filter(pk__in=others, restricted="").exclude(pk=person.pk).select_related("household")
        mine = Person.objects.select_related("household").get(pk=person.pk)
        for other in known.order_by("pk"):
            pair = pair_of(deed, mine, other, found_by=FoundBy.REGISTRATION)
            settle(deed, pair, PairState.APART)
            _record(deed, pair)


def hold_against(deed: Deed, *, one: UUID, other: UUID) -> UUID:
    """Somebody suspects that two records are one person: the pair to look at.

    Raises `no-such-person`, `may-not-judge-pair`, `merge-same-record`, `merge-restricted`.
    """
    require(deed)
    access.check_may_judge_pair(deed)
    if one == other:
        raise Refused("merge-same-record")
    found = access.load_two(deed, one, other)
    if any(person.restricted for person in found.values()):
        raise Refused("merge-restricted")
    first, second = merging.in_order(one, other)
    fresh = pair_of(deed, found[first], found[second], found_by=FoundBy.HAND)
    known = LikelyPair.objects.filter(one_id=first, other_id=second).first()
    if known is None:
        fresh.save(force_insert=True)
        return fresh.pk
    if known.state == PairState.APART:
        known.state, known.found_by = PairState.OPEN, FoundBy.HAND
    known.bits, known.reasons, known.facts = fresh.bits, fresh.reasons, fresh.facts
    known.save()
    return known.pk


def forget_pairs(ids: Collection[UUID]) -> None:
    """Open pairs of records that are hidden or gone."""
    for side in ("one_id__in", "other_id__in"):
        LikelyPair.objects.filter(state=PairState.OPEN, **{side: list(ids)}).delete()


def _record(deed: Deed, pair: LikelyPair) -> None:
    event = PairToldApart(pair_id=pair.pk, one_id=pair.one_id, other_id=pair.other_id)
    ledger.record(deed, event, stream=pair.pk)
