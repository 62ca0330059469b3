"""How the machinery stands: roster, alerts of a home, heartbeats, faults, printed lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.rulebook.public import whole
from chomchom.wellbeing import access
from chomchom.wellbeing.inforce import on_duty
from chomchom.wellbeing.models import Duty, Heartbeat, ReadingBatch, SweepFault
from chomchom.wellbeing.rules.words import AlertKind, DutyKind, Grade, Source
from chomchom.wellbeing.sentences import ALERT_KINDS, CHANNELS, DUTY_KINDS, GRADES, MACHINES, SOURCES

BEATS = {
    "sweep": "wellbeing.sweep_late_minutes",
    "steps": "wellbeing.steps_late_minutes",
    "policy": "wellbeing.policy_late_minutes",
}


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One post of the roster."""

    id: UUID
    kind: DutyKind
    kind_word: str
    label: str
    phone_masked: str
    from_at: datetime
    until_at: datetime
    now: bool


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert of a home or household."""

    id: UUID
    kind_word: str
    grade: Grade
    grade_word: str
    raised_at: datetime
    began_at: datetime
    hours_silent: int
    rarity_days: int
    is_open: bool
    next_word: str
    due_at: datetime | None
    used_up: bool
    episode_id: UUID | None


@dataclass(frozen=True, slots=True)
class BeatRow:
    """Whether a machine is alive."""

    code: str
    name: str
    at: datetime | None
    late: bool
    took_ms: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One delivery of readings."""

    id: int
    source_word: str
    at: datetime
    total: int
    taken: int
    refused: int
    from_at: datetime | None
    until_at: datetime | None


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One thing a machine could not do."""

    machine: str
    subject: str
    code: str
    times: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A list on paper."""

    id: int
    at: datetime
    rows: int
    destroyed_at: datetime | None


def roster(deed: Deed, *, days: int = 14) -> list[DutyRow]:
    """Who stands in from now on. Raises Refused("may-not-see-ladder")."""
    access.check_may_see_ladder(deed)
    now = {duty.pk for duty in on_duty(deed.at)}
    rows = Duty.objects.filter(active=True, until_at__gt=deed.at, from_at__lt=deed.at + timedelta(days=days))
    return [
        DutyRow(
            row.pk, DutyKind(row.kind), str(DUTY_KINDS[DutyKind(row.kind)]), row.label, _masked(str(row.phone)),
            row.from_at, row.until_at, row.pk in now,
        )
        for row in rows.order_by("from_at", "place", "pk")
    ]  # fmt: skip


def alerts_of(deed: Deed, *, person_id: UUID | None = None, household_id: UUID | None = None) -> list[AlertRow]:
    """The newest alerts of a person or a household."""
    rows = access.alerts_visible_to(deed)
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    else:
        rows = rows.filter(household_id=household_id) if household_id else rows.none()
    return [
        AlertRow(
            id=row.pk, kind_word=str(ALERT_KINDS[AlertKind(row.kind)]), grade=Grade(row.grade),
            grade_word=str(GRADES[Grade(row.grade)]), raised_at=row.raised_at, began_at=row.began_at,
            hours_silent=row.hours_silent, rarity_days=row.rarity_days, is_open=row.state == "open",
            next_word=_next_word(row.ladder, row.step) if row.state == "open" else "",
            due_at=row.due_at if row.state == "open" else None, used_up=row.used_up_at is not None,
            episode_id=row.episode_id,
        )
        for row in rows.order_by("-raised_at")[:50]
    ]  # fmt: skip


def _next_word(ladder: list[list[object]], step: int) -> str:
    channel = ladder[min(step, len(ladder) - 1)][0]
    return str({str(known): word for known, word in CHANNELS.items()}[str(channel)])


def heartbeats(deed: Deed) -> list[BeatRow]:
    """Whether sweep and ladder are alive; a machine that never ran is late."""
    rows = {row.name: row for row in Heartbeat.objects.filter(name__in=BEATS)}
    out = []
    for name, limit in BEATS.items():
        row = rows.get(name)
        late = row is None or deed.at - row.at > timedelta(minutes=whole(limit, on=deed.day))
        out.append(
            BeatRow(
                name,
                str(MACHINES.get(name, name)),
                row.at if row else None,
                late,
                row.took_ms if row else 0,
                row.counts if row else {},
            )
        )
    return out


def open_faults(deed: Deed) -> list[FaultRow]:
    """What the machines stumbled over and nobody has solved."""
    access.check_may_see_ladder(deed)
    rows = SweepFault.objects.filter(solved_at=None).order_by("-last_at")[:50]
    return [FaultRow(row.machine, row.subject, row.code, row.times, row.last_at) for row in rows]


def batches(deed: Deed, *, limit: int = 20) -> list[BatchRow]:
    """The newest deliveries of readings. Raises Refused("may-not-load-readings")."""
    access.check_may_load(deed)
    return [
        BatchRow(
            row.pk,
            str(SOURCES[Source(row.source)]),
            row.at,
            row.total,
            row.taken,
            row.refused,
            row.from_at,
            row.until_at,
        )
        for row in ReadingBatch.objects.order_by("-at", "-pk")[:limit]
    ]


def printed_lists(deed: Deed) -> list[PrintedRow]:
    """Lists that left on paper, the newest first."""
    rows = access.lists_visible_to(deed).order_by("-at", "-pk")[:50]
    return [PrintedRow(row.pk, row.at, row.rows, row.destroyed_at) for row in rows]


def _masked(phone: str) -> str:
    return f"{phone[:3]}-****-{phone[-4:]}" if len(phone) >= 9 else phone
