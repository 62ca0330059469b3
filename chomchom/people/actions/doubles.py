"""The nightly look for records that may be one person. It proposes; nothing is ever merged by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef

from chomchom.kernel.deeds import Deed
from chomchom.ledger import public as ledger
from chomchom.linkage.pairs import Pair, find_pairs
from chomchom.linkage.persons import Record
from chomchom.people import access
from chomchom.people.actions import searchkeys
from chomchom.people.actions.likeness import facts_of, record_of
from chomchom.people.events import DoublesLookedFor
from chomchom.people.models import LikelyPair, LikeToken, Person
from chomchom.people.rules.merging import FoundBy, PairState
from chomchom.rulebook.public import value
from chomchom.store.acting import require
from chomchom.store.columns import insert_all

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class DoublesFound:
    """What a night's look brought: persons compared, pairs newly proposed, pairs that came back, pairs taken off."""

    persons: int
    new: int
    back: int
    gone: int


def find_doubles(deed: Deed) -> DoublesFound:
    """Compare everybody with everybody and propose likely pairs. Hidden records take no part.

    A pair told apart comes back only when what the records say has changed. A proposal that is no longer likely, because
    somebody corrected a record, is taken off. Personal values are opened in memory and written nowhere.
    """
    require(deed)
    access.check_may_look_for_doubles(deed)
    _stay_connected()
    _fill_missing_entries()
    rows = Person.objects.filter(restricted="", is_alias=False).select_related("household").order_by("pk")
    records = {record.key: record for record in map(record_of, rows.iterator(chunk_size=AT_ONCE))}
    pairs = find_pairs(records.values(), least=float(value("people.pair_least", on=deed.day)) / 100)
    found = _write(deed, pairs, records)
    event = DoublesLookedFor(persons=found.persons, new=found.new, back=found.back, gone=found.gone)
    ledger.record(deed, event, stream=deed.actor_id)
    return found


def _stay_connected() -> None:
    """The comparison itself asks the database nothing for a minute or more; this transaction is not cut off for that."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '30min'")


def _fill_missing_entries() -> None:
    """Persons who were written down before there were these entries."""
    bare = Person.objects.filter(restricted="").exclude(Exists(LikeToken.objects.filter(person=OuterRef("pk"))))
    some = bare.order_by("pk").iterator(chunk_size=AT_ONCE)
    tokens = [token for person in some for token in searchkeys.tokens_of(person)]
    LikeToken.objects.bulk_create(tokens, batch_size=AT_ONCE)


def _write(deed: Deed, pairs: Iterable[Pair], records: dict[str, Record]) -> DoublesFound:
    known = {(str(row.one_id), str(row.other_id)): row for row in LikelyPair.objects.all()}
    likely = {_ordered(pair): pair for pair in pairs}
    fresh, changed, back = [], [], 0
    for ids, pair in likely.items():
        row = known.get(ids)
        facts = facts_of(records[ids[0]], records[ids[1]])
        if row is None:
            fresh.append(_row(deed, ids, pair, facts))
        elif row.state in (PairState.OPEN, PairState.APART) and bytes(row.facts) != facts:
            back += row.state == PairState.APART
            found_by = FoundBy.CHANGE if row.state == PairState.APART else FoundBy(row.found_by)
            row.state, row.found_by, row.facts = PairState.OPEN, found_by, facts
            row.bits, row.reasons, row.found_at = round(pair.bits * 10), list(pair.agreement.codes), deed.at
            changed.append(row)
    insert_all(fresh)
    LikelyPair.objects.bulk_update(
        changed, ["state", "found_by", "facts", "bits", "reasons", "found_at"], batch_size=500
    )
    stale = [
        row.pk
        for ids, row in known.items()
        if row.state == PairState.OPEN and row.found_by != FoundBy.HAND and ids not in likely
    ]
    LikelyPair.objects.filter(pk__in=stale).delete()
    return DoublesFound(persons=len(records), new=len(fresh), back=back, gone=len(stale))


def _ordered(pair: Pair) -> tuple[str, str]:
    """The keys as the row stores them; ids and their texts stand in one order."""
    return (pair.one, pair.other) if pair.one < pair.other else (pair.other, pair.one)


def _row(deed: Deed, ids: tuple[str, str], pair: Pair, facts: bytes) -> LikelyPair:
    return LikelyPair(
        one_id=UUID(ids[0]),
        other_id=UUID(ids[1]),
        state=PairState.OPEN,
        found_by=FoundBy.NIGHT,
        bits=round(pair.bits * 10),
        reasons=list(pair.agreement.codes),
        facts=facts,
        found_at=deed.at,
    )
