"""From what was found to an alert, a running ladder and a signal that reaches outreach, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import About
from chomchom.ledger.public import Item, record_many
from chomchom.outreach import public as outreach
from chomchom.people import public as people
from chomchom.wellbeing import access
from chomchom.wellbeing.events import AlertRaised, AlertWorsened
from chomchom.wellbeing.inforce import InForce, days_of, ladders_in_force, quiet_hours, unwanted_hours, wish_of
from chomchom.wellbeing.models import Alert, Home
from chomchom.wellbeing.rules import alerts as rules
from chomchom.wellbeing.rules import ladder
from chomchom.wellbeing.rules.policy import way_of
from chomchom.wellbeing.rules.words import PROGRAMME, RANK, TRIP_KINDS, AlertKind, AlertState, Grade, Reason


@dataclass(frozen=True, slots=True)
class Found:
    """One home and what was found there, since when."""

    home: int
    finding: rules.Finding
    began_at: datetime
    key: str = ""


def raise_found(deed: Deed, found: Sequence[Found]) -> tuple[int, int]:
    """Raise what is news: (alerts raised, alerts that became more pressing). The same again changes nothing."""
    access.check_may_sweep(deed)
    if not found:
        return 0, 0
    standing = _standing(deed, [one.home for one in found])
    fresh, worse = [], []
    for one in found:
        known = standing.get(one.home, [])
        same = [a for a in known if a.state == AlertState.OPEN and a.kind == one.finding.kind]
        beside = [a for a in known if a.kind == one.finding.kind] if one.finding.kind in TRIP_KINDS else known
        heard = [_as_standing(a) for a in beside]
        if not rules.is_news(one.finding, began_at=one.began_at, at=deed.at, standing=heard):
            continue
        if same:
            worse.append((same[0], one))
        else:
            fresh.append(one)
    return _raise(deed, fresh), _worsen(deed, worse)


def raise_silence(deed: Deed, *, person_id: UUID, hours: int, rarity_days: int) -> UUID | None:
    """An alert about a silence that something else than the sweep found: another engine, or a city that is told about.

    None where nobody is watched there or as much stands open already.
    """
    access.check_may_sweep(deed)
    home = Home.objects.filter(person_id=person_id, active=True).order_by("-pk").first()
    if home is None:
        return None
    finding = rules.Finding(
        kind=AlertKind.SILENCE, grade=Grade.CAUTION, hours_silent=hours, rarity_days=rarity_days,
        reasons=(Reason("silent-electricity-rare", {"hours": hours, "days": rarity_days}),),
    )  # fmt: skip
    if not raise_found(deed, [Found(home.pk, finding, deed.at - timedelta(hours=hours))])[0]:
        return None
    return Alert.objects.filter(home=home, state=AlertState.OPEN, kind=AlertKind.SILENCE).values_list("pk", flat=True)[
        0
    ]


def _standing(deed: Deed, homes: list[int]) -> dict[int, list[Alert]]:
    rows = Alert.objects.filter(home_id__in=homes).filter(
        Q(state=AlertState.OPEN) | Q(ended_at__gt=deed.at - rules.AGAIN_AFTER)
    )
    out: dict[int, list[Alert]] = {}
    for row in rows:
        out.setdefault(row.home_id, []).append(row)
    return out


def _as_standing(row: Alert) -> rules.Standing:
    return rules.Standing(
        is_open=row.state == AlertState.OPEN, grade=Grade(row.grade), kind=AlertKind(row.kind), ended_at=row.ended_at
    )


def _raise(deed: Deed, fresh: Sequence[Found]) -> int:
    if not fresh:
        return 0
    homes = Home.objects.in_bulk([one.home for one in fresh])
    ladders, quiet = ladders_in_force(deed), quiet_hours(deed.day)
    rows = [_alert(deed, one, homes[one.home], ladders, quiet) for one in fresh if one.home in homes]
    known = set(Alert.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    rows = [row for row in rows if row.key not in known]
    if not rows:
        return 0
    received = outreach.receive_many(deed, [_signal(row, row.key) for row in rows])
    for row, told in zip(rows, received, strict=True):
        row.episode_id = told.episode_id
    Alert.objects.bulk_create(rows, batch_size=2000)
    about = people.about([row.person_id for row in rows], deed.day)
    record_many(deed, [_raised(row, about) for row in rows])
    return len(rows)


def _alert(deed: Deed, one: Found, home: Home, ladders: dict[AlertKind, InForce], quiet: ladder.Quiet) -> Alert:
    finding = one.finding
    own = ladders[finding.kind]
    steps = ladder.for_mode(own.steps, way_of(wish_of(home), asked_this_week=0))
    first = ladder.next_due(steps, 0, raised_at=deed.at, taken_at=deed.at, again_minutes=0)
    due = ladder.may_ring(
        steps[0].channel,
        at=first,
        grade=finding.grade,
        quiet=own.quiet or quiet,
        preferred=unwanted_hours(home),
        days=days_of(home),
    )
    return Alert(
        key=one.key or f"{finding.kind}:{home.pk}:{one.began_at:%Y%m%d%H}",
        home=home, person_id=home.person_id, household_id=home.household_id, dong=home.dong, kind=finding.kind,
        grade=finding.grade, reasons=[{"code": r.code, "params": r.params} for r in finding.reasons],
        hours_silent=finding.hours_silent, rarity_days=finding.rarity_days, began_at=one.began_at, raised_at=deed.at,
        ladder=[[str(step.channel), step.minute] for step in steps], due_at=due,
        quiet_since=own.quiet.since if own.quiet else None, quiet_until=own.quiet.until if own.quiet else None,
    )  # fmt: skip


def _signal(row: Alert, source_id: str) -> outreach.SignalIn:
    door = outreach.Door.PROVINCE if row.kind == AlertKind.PROVINCE else outreach.Door.ALERT
    return outreach.SignalIn(
        door=door,
        source_id=source_id,
        occurred_at=min(row.raised_at, row.began_at) if door is outreach.Door.PROVINCE else row.raised_at,
        dong=row.dong,
        person_id=row.person_id,
        household_id=row.household_id,
        reasons=tuple(outreach.Reason(r["code"], dict(r["params"])) for r in row.reasons),
        grade=outreach.Grade(str(row.grade)),
        programme=PROGRAMME,
    )


def _raised(row: Alert, about: dict[UUID, About]) -> Item:
    event = AlertRaised(
        alert_id=row.pk, kind=AlertKind(row.kind), grade=Grade(row.grade), hours_silent=row.hours_silent,
        rarity_days=row.rarity_days, began_at=row.began_at,
    )  # fmt: skip
    return Item(event=event, stream=row.pk, about=about.get(row.person_id, About(dong=row.dong, programme=PROGRAMME)))


def _worsen(deed: Deed, worse: Sequence[tuple[Alert, Found]]) -> int:
    """An open alert takes the graver grade and its newest reasons; its ladder goes on where it is, at the latest now."""
    items = []
    for row, one in worse:
        row.grade = rules.worse(Grade(row.grade), one.finding.grade)
        row.reasons = [{"code": r.code, "params": r.params} for r in one.finding.reasons]
        row.hours_silent = max(row.hours_silent, one.finding.hours_silent)
        row.rarity_days = max(row.rarity_days, one.finding.rarity_days)
        if RANK[Grade(row.grade)] == RANK[Grade.SEVERE] and row.due_at is not None:
            row.due_at = min(row.due_at, deed.at)
        row.save(update_fields=["grade", "reasons", "hours_silent", "rarity_days", "due_at"])
        outreach.receive_signal(deed, _signal(row, f"{row.key}:{row.grade}"))
        event = AlertWorsened(alert_id=row.pk, grade=Grade(row.grade))
        items.append(Item(event=event, stream=row.pk, about=About(dong=row.dong, person_id=row.person_id)))
    record_many(deed, items)
    return len(items)
