"""Work lists with counts that match them, who is away, what nobody answers for, and how much each one carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from chomchom.accounts.public import Role, accounts_named, who_holds
from chomchom.cases import access, rules
from chomchom.cases.models import Absence, CaseQuerySet, Handover, Plan, SecondLook
from chomchom.cases.reads.pages import CaseRow, number_of, rows_page
from chomchom.cases.rules import CaseState, HandoverState, PlanState
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import verdict
from chomchom.people import public as people
from chomchom.rulebook.public import value
from chomchom.store.acting import require
from chomchom.store.paging import Page

LISTS = ("mine", "team", "area", "late", "waiting", "orphans", "ended")


@dataclass(frozen=True, slots=True)
class AwayRow:
    """Who is away and who stands in."""

    absence_id: UUID
    name: str
    cover: str
    first: date
    last: date
    now: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class LoadRow:
    """What one manager carries: open cases, how many of them are late, and their weight in tenths."""

    account_id: UUID
    name: str
    cases: int
    late: int
    weight: int
    away: bool
    cover: str


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A case that is being handed over."""

    handover_id: UUID
    case_id: UUID
    number: str
    from_name: str
    to_name: str
    note: str
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyPage:
    """The team's duty: loads, absences, handovers that wait for an answer."""

    loads: tuple[LoadRow, ...]
    away: tuple[AwayRow, ...]
    handovers: tuple[HandoverRow, ...]
    managers: tuple[tuple[str, str], ...]
    orphans: int


def covers_on(on: date) -> dict[UUID, UUID]:
    """Who stands in for whom on a day."""
    rows = Absence.objects.filter(ended_on=None, first__lte=on, last__gte=on)
    return {row.account_id: row.cover_id for row in rows}


def answering(on: date) -> frozenset[UUID]:
    """The managers whose cases somebody answers for on a day: themselves, or who stands in. Two queries."""
    fit = frozenset(one.account_id for one in who_holds(Role.CASE_MANAGER, None, on))
    covers = covers_on(on)
    return frozenset(one for one in fit if rules.answers_for(one, covers=covers, fit=fit) is not None)


def _listed(deed: Deed, name: str) -> CaseQuerySet:
    """The cases of one list. Lists and counts both come from here, so that they always agree."""
    rows = access.visible_to(deed).filter(person_id__in=people.visible_to(deed).values("pk"))
    if name == "ended":
        return rows
    rows = rows.open()
    if name == "mine":
        return rows.in_hand_of(deed.actor_id, on=deed.day)
    if name == "team":
        return rows.of_team(deed.actor_id, deed.agency_id, on=deed.day)
    if name == "late":
        return rows.filter(due_on__lt=deed.day)
    if name == "waiting":
        return _waiting(rows.of_team(deed.actor_id, deed.agency_id, on=deed.day))
    if name == "orphans":
        return rows.filter(Q(owner_id=None) | ~Q(owner_id__in=answering(deed.day)))
    return rows


def _waiting(rows: CaseQuerySet) -> CaseQuerySet:
    """Cases whose next step is somebody else's: a decision, an approval, a second look, an answer to a handover."""
    signed = Plan.objects.filter(case=OuterRef("pk"), state=PlanState.SIGNED)
    looked = SecondLook.objects.filter(case=OuterRef("pk"), agreed=None)
    offered = Handover.objects.filter(case=OuterRef("pk"), state=HandoverState.OFFERED)
    decided = Q(state__in=[str(CaseState.CONFERENCE), str(CaseState.CLOSING_REVIEW)])
    return rows.filter(decided | Exists(signed) | Exists(looked) | Exists(offered))


def work_list(deed: Deed, name: str, *, after: str = "", size: int = 50) -> Page[CaseRow]:
    """One page of a list, the most pressing first."""
    require(deed)
    return rows_page(deed, _listed(deed, name), after=after, size=size)


def counts(deed: Deed) -> dict[str, int]:
    """How many cases each list holds; one query a list, from the same rows."""
    require(deed)
    return {name: _listed(deed, name).count() for name in LISTS}


def duty_page(deed: Deed) -> DutyPage:
    """Loads, absences and handovers of the team. A fixed number of queries."""
    require(deed)
    managers = who_holds(Role.CASE_MANAGER, None, deed.day)
    covers = covers_on(deed.day)
    names = {one.account_id: one.name for one in managers}
    held, late = _carried(deed, names)
    weights: Mapping[str, int] = value("cases.weights", on=deed.day)
    loads = tuple(
        LoadRow(
            account_id=one.account_id,
            name=one.name,
            cases=sum(held.get(one.account_id, {}).values()),
            late=late.get(one.account_id, 0),
            weight=rules.load(held.get(one.account_id, {}), weights=weights),
            away=one.account_id in covers,
            cover=names.get(covers.get(one.account_id, one.account_id), "") if one.account_id in covers else "",
        )
        for one in managers
    )
    return DutyPage(
        loads=tuple(sorted(loads, key=lambda one: (-one.weight, one.name))),
        away=_away(deed),
        handovers=_handovers(deed),
        managers=tuple((str(one.account_id), one.name) for one in managers),
        orphans=_listed(deed, "orphans").count(),
    )


def _carried(deed: Deed, names: Mapping[UUID, str]) -> tuple[dict[UUID, dict[str, int]], dict[UUID, int]]:
    """Open cases of each manager by grade, and how many of them are late. One query."""
    open_rows = access.visible_to(deed).open().filter(owner_id__in=names)
    held: dict[UUID, dict[str, int]] = {}
    late: dict[UUID, int] = {}
    facts = open_rows.values("owner_id", "grade").annotate(
        n=Count("id"), late=Count("id", filter=Q(due_on__lt=deed.day))
    )
    for row in facts.order_by("owner_id"):
        if (owner := row["owner_id"]) is not None:
            held.setdefault(owner, {})[row["grade"]] = row["n"]
            late[owner] = late.get(owner, 0) + row["late"]
    return held, late


def _away(deed: Deed) -> tuple[AwayRow, ...]:
    rows = list(Absence.objects.filter(ended_on=None, last__gte=deed.day).order_by("first", "id"))
    names = accounts_named(one for row in rows for one in (row.account_id, row.cover_id))
    return tuple(
        AwayRow(
            row.pk, names.get(row.account_id, ""), names.get(row.cover_id, ""), row.first, row.last,
            row.first <= deed.day, bool(verdict(access.check_may_cover, deed, row.account_id)),
        )
        for row in rows
    )  # fmt: skip


def _handovers(deed: Deed) -> tuple[HandoverRow, ...]:
    rows = Handover.objects.filter(state=HandoverState.OFFERED, case__in=access.readable_by(deed)).select_related(
        "case"
    )
    held = list(rows.order_by("offered_at"))
    names = accounts_named(one for row in held for one in (row.from_id, row.to_id))
    return tuple(
        HandoverRow(
            row.pk, row.case_id, number_of(row.case), names.get(row.from_id, ""), names.get(row.to_id, ""),
            str(row.note), row.to_id == deed.actor_id,
        )
        for row in held
    )  # fmt: skip
