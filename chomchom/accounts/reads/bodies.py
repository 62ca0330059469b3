"""Bodies, and who holds which role where: what other rooms ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chomchom.accounts.models import Account, Agency, Posting
from chomchom.accounts.rules import AgencyKind
from chomchom.accounts.sentences import AGENCY_KINDS, WEEKDAYS
from chomchom.kernel.deeds import SEOUL, Sector
from chomchom.kernel.roles import Role


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """A body, as other rooms show it."""

    agency_id: UUID
    name: str
    kind: AgencyKind
    kind_label: str
    sector: Sector
    active: bool
    hours: str
    open_days: tuple[int, ...]
    opens: int | None  # minutes after midnight, Korean time
    closes: int | None

    def open_at(self, moment: datetime) -> bool:
        """Whether somebody is there at a moment (holidays are the caller's)."""
        if not self.active or self.opens is None or self.closes is None:
            return False
        local = moment.astimezone(SEOUL)
        return local.weekday() in self.open_days and self.opens <= local.hour * 60 + local.minute < self.closes


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a role."""

    account_id: UUID
    name: str
    agency_id: UUID | None


@dataclass(frozen=True, slots=True)
class Reachable:
    """How a message reaches somebody who logs in; nobody reads a switched-off account's mail."""

    email: str
    active: bool


def contact(account_id: UUID) -> Reachable | None:
    """The address of one account as it stands now, for whoever delivers a message. None where there is none. One query."""
    row = Account.objects.filter(pk=account_id).only("email", "is_active").first()
    return Reachable(email=str(row.email), active=row.is_active) if row else None


def _hours(row: Agency) -> str:
    if row.opens_at is None or row.closes_at is None or not row.open_days:
        return ""
    days = sorted(row.open_days)
    run = len(days) > 2 and days == list(range(days[0], days[-1] + 1))
    said = f"{WEEKDAYS[days[0]]}-{WEEKDAYS[days[-1]]}" if run else "·".join(str(WEEKDAYS[day]) for day in days)
    return f"{said} {row.opens_at:%H:%M}-{row.closes_at:%H:%M}"


def _minutes(moment: object) -> int | None:
    return moment.hour * 60 + moment.minute if moment is not None else None  # type: ignore[attr-defined]


def _row(row: Agency) -> AgencyRow:
    return AgencyRow(
        agency_id=row.pk,
        name=row.name,
        kind=AgencyKind(row.kind),
        kind_label=str(AGENCY_KINDS[AgencyKind(row.kind)]),
        sector=Sector(row.sector),
        active=row.active,
        hours=_hours(row),
        open_days=tuple(row.open_days),
        opens=_minutes(row.opens_at),
        closes=_minutes(row.closes_at),
    )


def agency(agency_id: UUID) -> AgencyRow | None:
    """One body, None where there is none. One query."""
    return agencies([agency_id]).get(agency_id)


def agencies(ids: Iterable[UUID]) -> dict[UUID, AgencyRow]:
    """Bodies by id; unknown ids are left out. One query."""
    return {row.pk: _row(row) for row in Agency.objects.filter(pk__in=set(ids))}


def agency_choices(*, sector: Sector | None = None) -> tuple[AgencyRow, ...]:
    """All bodies that are active, by name. One query."""
    rows = Agency.objects.filter(active=True)
    if sector is not None:
        rows = rows.filter(sector=sector)
    return tuple(_row(row) for row in rows.order_by("name"))


def accounts_named(ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names of people who work here, for "who did it"; machines and strangers are left out. One query."""
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    return {row.pk: row.display_name for row in Account.objects.filter(pk__in=wanted).only("pk", "display_name")}


def who_holds(role: Role, dong: str | None, on: date, *, agency_id: UUID | None = None) -> tuple[Holder, ...]:
    """Who holds a role on a day, over a dong or (None) anywhere, at one body or any. One query."""
    rows = Posting.objects.valid_on(on).filter(role=role).select_related("account")
    if dong is not None:
        rows = rows.over(dong)
    if agency_id is not None:
        rows = rows.of_agency(agency_id)
    found: dict[UUID, Holder] = {}
    for row in rows.order_by("from_on", "pk"):
        found.setdefault(row.account_id, Holder(row.account_id, row.account.display_name, row.agency_id))
    return tuple(found.values())
