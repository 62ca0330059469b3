"""The province's daily result comes in: once, twice, late or out of order; what it asks of us is done once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Max

from chomchom.enrolment import public as enrolment
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.events import About
from chomchom.kernel.roles import Role
from chomchom.ledger.public import Item, record, record_many
from chomchom.outreach import public as outreach
from chomchom.store.acting import widened
from chomchom.store.ids import new_id
from chomchom.wellbeing import access
from chomchom.wellbeing.actions.homes import province_key
from chomchom.wellbeing.actions.raising import Found, raise_found
from chomchom.wellbeing.events import ProvinceSaid, ProvinceTold
from chomchom.wellbeing.models import Alert, Home, ProvinceDay
from chomchom.wellbeing.rules import province as rules
from chomchom.wellbeing.rules.alerts import Finding
from chomchom.wellbeing.rules.words import PROGRAMME, AlertKind, AlertState, CallResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceRow:
    """One line of the daily result. `as_of` is when the province wrote it; the newest word for a day stands."""

    number: str
    day: date
    grade: str
    call: str = ""
    times: int = 1
    change: str = ""  # joined | left
    reason: str = ""
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProvinceDone:
    """What became of a delivery."""

    total: int
    new: int
    repeated: int
    raised: int
    unmatched: int
    leaving: int


def province_day(deed: Deed, rows: Sequence[ProvinceRow]) -> ProvinceDone:
    """Take in the province's result. Idempotent by its number and day; raises Refused("may-not-deliver-province")."""
    access.check_may_deliver_province(deed)
    with widened(deed, because="province-result"):
        # What follows from the result (alerts, attempts, leavers) is the city's own machine at work for its sender.
        return _take_in(replace(deed, roles=frozenset({Role.SYSTEM}), whole_city=True), rows)


def _take_in(deed: Deed, rows: Sequence[ProvinceRow]) -> ProvinceDone:
    keyed = {(province_key(row.number) or b"", row.day): row for row in sorted(rows, key=lambda r: r.as_of or deed.at)}
    keys = sorted({key for key, _ in keyed})
    homes = {bytes(home.province_key or b""): home for home in Home.objects.filter(province_key__in=keys)}
    known = {
        (bytes(row.province_key), row.day): row
        for row in ProvinceDay.objects.filter(province_key__in=keys, day__in={day for _, day in keyed})
    }
    newest = {
        bytes(key): day
        for key, day in ProvinceDay.objects.filter(province_key__in=keys)
        .values_list("province_key")
        .annotate(Max("day"))
    }
    fresh = {}
    for where, row in keyed.items():
        before = known.get(where)
        if before is None or ((row.as_of or deed.at) > before.as_of and _says(row, before)):
            fresh[where] = row
    _keep(deed, fresh, homes)
    raised, leaving = _follow(deed, fresh, homes, newest)
    days = Counter(day for _, day in fresh)
    unmatched = sum(key not in homes for key, _ in fresh)
    for day, count in sorted(days.items()):
        record(
            deed,
            ProvinceTold(day=day, rows=count, raised=raised, unmatched=unmatched),
            stream=new_id(),
            occurred_on=day,
        )
    return ProvinceDone(len(rows), len(fresh), len(rows) - len(fresh), raised, unmatched, leaving)


def _says(row: ProvinceRow, before: ProvinceDay) -> bool:
    """Whether a later word for the same day says anything else."""
    call = rules.call_from(row.call)
    return (str(rules.grade_from(row.grade)), str(call or ""), row.change) != (before.grade, before.call, before.change)


def _keep(deed: Deed, fresh: dict[tuple[bytes, date], ProvinceRow], homes: dict[bytes, Home]) -> None:
    ProvinceDay.objects.bulk_create(
        [
            ProvinceDay(
                province_key=key, day=day, home=homes.get(key), grade=rules.grade_from(row.grade),
                call=str(rules.call_from(row.call) or ""), change=row.change if row.change in ("joined", "left") else "",
                reason=str(rules.leave_reason(row.reason) or "") if row.change == "left" else "",
                as_of=row.as_of or deed.at, agency_id=deed.agency_id,
            )
            for (key, day), row in fresh.items()
        ],
        update_conflicts=True,
        unique_fields=["province_key", "day"],
        update_fields=["home", "grade", "call", "change", "reason", "as_of", "agency_id"],
        batch_size=2000,
    )  # fmt: skip


def _follow(
    deed: Deed,
    fresh: dict[tuple[bytes, date], ProvinceRow],
    homes: dict[bytes, Home],
    newest: dict[bytes, date],
) -> tuple[int, int]:
    found, called, said, leaving = [], [], [], 0
    for (key, day), row in sorted(fresh.items(), key=lambda item: item[0][1]):
        home = homes.get(key)
        if home is None:
            continue
        call = rules.call_from(row.call)
        facts = rules.DayFacts(
            day=day, newest=newest.get(key), grade=rules.grade_from(row.grade), call=call, times=row.times
        )
        told = rules.tell(facts)
        event = ProvinceSaid(home=home.pk, day=day, grade=facts.grade, call=call)
        said.append(Item(event=event, stream=home.enrolment_id, about=_about(home), occurred_on=day))
        if row.change == "left":
            leaving += _leaving(deed, home, row)
            continue
        if told.grade is not None and home.active:
            finding = Finding(
                kind=AlertKind.PROVINCE, grade=told.grade, reasons=told.reasons, hours_silent=0, rarity_days=0
            )
            began = min(datetime.combine(day, time(4), SEOUL), deed.at)
            found.append(Found(home.pk, finding, began, key=f"province:{home.pk}:{day}"))
        if call is not None and day >= (newest.get(key) or day) - timedelta(days=1):
            called.append((home, call, day))
    record_many(deed, said)
    raised, _worse = raise_found(deed, found)
    _log_calls(deed, called)
    return raised, leaving


def _leaving(deed: Deed, home: Home, row: ProvinceRow) -> int:
    """Somebody the province says is gone goes on the work list until a person decides what comes next."""
    known = enrolment.enrolments(deed, ids=[home.enrolment_id])
    if not known or known[0].state not in (enrolment.EnrolmentState.ACTIVE, enrolment.EnrolmentState.PAUSED):
        return 0
    enrolment.report_leaving(deed, enrolment_id=home.enrolment_id, reason=rules.leave_reason(row.reason))
    return 1


def _log_calls(deed: Deed, called: list[tuple[Home, CallResult, date]]) -> None:
    """The province's calls are attempts on whatever is open for the home; told twice they are one."""
    rows = Alert.objects.filter(
        home__in=[home for home, _, _ in called], state=AlertState.OPEN, episode_id__isnull=False
    )
    episodes = {row.home_id: row.episode_id for row in rows if row.episode_id is not None}
    for home, call, day in called:
        if home.pk in episodes:
            outreach.log_attempt(
                deed, episode_id=episodes[home.pk], channel=outreach.Channel.AI_CALL,
                result=outreach.AttemptResult(str(call)), source_id=f"province:{home.pk}:{day}:{call}",
            )  # fmt: skip


def _about(home: Home) -> About:
    return About(programme=PROGRAMME, dong=home.dong, person_id=home.person_id)
