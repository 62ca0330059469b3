"""Pairs that may be one person, side by side with their reasons, and merges that were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chomchom.accounts import public as accounts
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import verdict
from chomchom.linkage.persons import chance
from chomchom.people import access, sentences
from chomchom.people.models import ContactLock, LikelyPair, Merge, Person
from chomchom.people.reads.cards import PersonCard, cards, cards_of, contact_rule
from chomchom.people.rules import identity, merging
from chomchom.people.rules.merging import MergeState, PairState, Part
from chomchom.rulebook import dongs
from chomchom.store.acting import require
from chomchom.store.paging import Page, page

ALMOST, PROBABLY = 0.9999, 0.98
AGREES = ("same", "sound", "order", "door", "unit", "lunar", "swapped", "year_slip", "year_only")
WAITING = (PairState.OPEN, PairState.ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """Two records that may be one person: masked, with what agrees and what does not."""

    pair_id: UUID
    one: PersonCard
    other: PersonCard
    likeliness: str
    agrees: tuple[str, ...]
    nearly: tuple[str, ...]
    differs: tuple[str, ...]
    state: str
    state_label: str
    found_label: str
    found_at: datetime


@dataclass(frozen=True, slots=True)
class PartRow:
    """One group of fields of both records, masked unless they were deliberately shown."""

    part: str
    label: str
    one: str
    other: str
    equal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRow:
    """A merge that was asked for, made or undone."""

    merge_id: UUID
    kept_id: UUID
    away_id: UUID
    state: str
    state_label: str
    parts_label: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    undone_by: str
    undone_at: datetime | None
    why_undone: str
    can_agree: bool
    can_undo: bool


@dataclass(frozen=True, slots=True)
class LockRow:
    """An account that may not meet a person's record."""

    lock_id: UUID
    account: str
    why: str
    set_at: datetime


def pairs(deed: Deed, *, after: str = "") -> Page[PairRow]:
    """Pairs nobody has judged, the likeliest first. Five queries, however many pairs."""
    require(deed)
    access.check_may_judge_pair(deed)
    found = page(access.visible_pairs(deed).filter(state__in=WAITING), order=("-bits", "id"), after=after)
    return Page(tuple(_rows(deed, list(found.rows))), found.next)


def pair(deed: Deed, pair_id: UUID) -> PairRow:
    """One pair; raises `no-such-pair`."""
    require(deed)
    return _rows(deed, [access.load_pair(deed, pair_id)])[0]


def pairs_of(deed: Deed, person_id: UUID) -> list[PairRow]:
    """The pairs one person stands in that wait for a judgement."""
    require(deed)
    rows = access.visible_pairs(deed).filter(state__in=WAITING)
    mine = rows.filter(one_id=person_id) | rows.filter(other_id=person_id)
    return _rows(deed, list(mine.order_by("-bits", "id")[:10]))


def _rows(deed: Deed, found: list[LikelyPair]) -> list[PairRow]:
    seen = cards(deed, {one for row in found for one in (row.one_id, row.other_id)})
    return [_row(row, seen) for row in found if row.one_id in seen and row.other_id in seen]


def _row(row: LikelyPair, seen: dict[UUID, PersonCard]) -> PairRow:
    said: dict[str, list[str]] = {"agrees": [], "nearly": [], "differs": []}
    for code in row.reasons:
        if code in sentences.LIKENESS:
            said[_kind(code.split(":")[1])].append(str(sentences.LIKENESS[code]))
    return PairRow(
        pair_id=row.pk,
        one=seen[row.one_id],
        other=seen[row.other_id],
        likeliness=str(sentences.LIKELINESS[_likeliness(chance(row.bits / 10))]),
        agrees=tuple(said["agrees"]),
        nearly=tuple(said["nearly"]),
        differs=tuple(said["differs"]),
        state=row.state,
        state_label=str(sentences.PAIR_STATE[row.state]),
        found_label=str(sentences.FOUND_BY[row.found_by]),
        found_at=row.found_at,
    )


def _kind(level: str) -> str:
    """Whether a level speaks for one person, nearly so, or against."""
    if level in AGREES:
        return "agrees" if level in ("same", "door", "unit") else "nearly"
    return "differs" if level == "other" else "nearly"


def _likeliness(chance_of: float) -> str:
    if chance_of >= ALMOST:
        return "almost"
    return "probably" if chance_of >= PROBABLY else "maybe"


def side_by_side(deed: Deed, pair_id: UUID, *, shown: bool = False) -> list[PartRow]:
    """Both records, group by group. `shown` opens names and numbers; the look at both is logged first."""
    require(deed)
    found = access.load_pair(deed, pair_id)
    rows = Person.objects.filter(pk__in=[found.one_id, found.other_id]).select_related("household")
    persons = {person.pk: person for person in rows}
    one, other = persons[found.one_id], persons[found.other_id]
    if shown:
        for person in (one, other):
            accounts.note_access(
                deed, subject_id=person.pk, record_kind="person", record_id=person.pk, purpose="identify"
            )
    seen = cards_of(deed, [one, other])
    left, right = (_open(person) if shown else _masked(person, seen[person.pk]) for person in (one, other))
    return [
        PartRow(str(part), str(sentences.PART[part]), left[part], right[part], _raw(one, part) == _raw(other, part))
        for part in Part
    ]


def _raw(person: Person, part: Part) -> tuple[Any, ...]:
    """What decides whether two groups say the same; an address by its spelling."""
    if part is Part.HOME:
        return (person.dong, bytes(person.household.address_index or b"") or person.household_id)
    return tuple(getattr(person, name) for name in merging.FIELDS[part])


def _masked(person: Person, card: PersonCard) -> dict[Part, str]:
    age = str(sentences.YEARS_OLD).format(age=card.age) if card.age is not None else ""
    return _words(person, card.masked_name, age, card.phone_masked, f"{card.dong_name} {card.address_short}")


def _open(person: Person) -> dict[Part, str]:
    home = f"{dongs.dong(person.dong).name} {person.household.address}"
    return _words(person, str(person.name), str(person.birth_date), identity.shown_phone(str(person.phone)), home)


def _words(person: Person, name: str, born: str, phone: str, home: str) -> dict[Part, str]:
    return {
        Part.NAME: name,
        Part.BIRTH: born,
        Part.PHONE: phone,
        Part.SEX: str(sentences.SEX[person.sex]),
        Part.HOME: home.strip(),
        Part.LANGUAGE: str(sentences.LANGUAGE.get(person.language, person.language)),
        Part.CONTACT: ", ".join(part for part in (contact_rule(person), str(person.contact_note)) if part),
    }


def merge_row(deed: Deed, merge_id: UUID) -> MergeRow:
    """One merge; raises `no-such-merge`."""
    require(deed)
    return _merge_rows(deed, [access.load_merge(deed, merge_id)])[0]


def merges_of(deed: Deed, person_id: UUID) -> list[MergeRow]:
    """What was merged into a person, or waits to be. Two queries."""
    require(deed)
    rows = access.visible_merges(deed).filter(kept_id=person_id, state__in=[MergeState.ASKED, MergeState.MADE])
    return _merge_rows(deed, list(rows.order_by("-asked_at", "pk")))


def asked_for(deed: Deed, row: PairRow) -> MergeRow | None:
    """The merge of a pair that waits for a second person."""
    ids = [row.one.person_id, row.other.person_id]
    wish = access.visible_merges(deed).filter(kept__in=ids, away__in=ids, state=MergeState.ASKED).first()
    return _merge_rows(deed, [wish])[0] if wish is not None else None


def _merge_rows(deed: Deed, rows: list[Merge]) -> list[MergeRow]:
    who = {one for row in rows for one in (row.asked_by, row.decided_by, row.undone_by) if one is not None}
    names = accounts.accounts_named(who) if who else {}
    may = bool(verdict(access.check_may_merge, deed))
    return [
        MergeRow(
            merge_id=row.pk,
            kept_id=row.kept_id,
            away_id=row.away_id,
            state=row.state,
            state_label=str(sentences.MERGE_STATE[row.state]),
            parts_label=", ".join(str(sentences.PART[part]) for part in Part if part in row.taken),
            asked_by=names.get(row.asked_by, ""),
            asked_at=row.asked_at,
            decided_by=names.get(row.decided_by, "") if row.decided_by else "",
            decided_at=row.decided_at,
            undone_by=names.get(row.undone_by, "") if row.undone_by else "",
            undone_at=row.undone_at,
            why_undone=str(sentences.UNDO_REASON[row.undone_because]) if row.undone_because else "",
            can_agree=may and row.state == MergeState.ASKED and row.asked_by != deed.actor_id,
            can_undo=may and row.state == MergeState.MADE,
        )
        for row in rows
    ]


def locks_of(deed: Deed, person_id: UUID) -> list[LockRow]:
    """Who may not meet this person's record; for whoever may lift it."""
    require(deed)
    if not verdict(access.check_may_lock, deed):
        return []
    rows = list(ContactLock.objects.filter(person_id=person_id, lifted_at__isnull=True).order_by("set_at", "pk"))
    names = accounts.accounts_named({row.account_id for row in rows}) if rows else {}
    return [
        LockRow(row.pk, names.get(row.account_id, ""), str(sentences.LOCK_REASON[row.because]), row.set_at)
        for row in rows
    ]
