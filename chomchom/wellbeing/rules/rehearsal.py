"""A ladder tried on alerts of the past: who would have been rung, when, by whom, and who would have stood at the door.

Nobody can know how somebody would have answered a call that was never made. So the alerts' own facts decide, and where
they say nothing, nobody answers: who answered the second call of the machine answers the second here too; who answered
only a human being never answers the machine; who answered the machine answers a human being at the first call.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median, quantiles

from chomchom.kernel.deeds import SEOUL
from chomchom.wellbeing.rules.ladder import EVERY_DAY, Quiet, Rung, Step, for_mode, may_ring, next_due, unfold
from chomchom.wellbeing.rules.words import HUMAN_CHANNELS, Channel, ContactMode, Grade

DESK_CHANNELS = frozenset({Channel.DESK_CALL, Channel.CONTACT_CALL, Channel.PAGE_DESK})
"""What the desk does; calls and notices of the dong are the officer's."""

HUMAN_CALLS = frozenset({Channel.DESK_CALL, Channel.OFFICER_CALL})
WITHIN = 60
"""Minutes within which a human being is at an alert: the figure that is read aloud."""

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One alert as it was. `answered_machine` and `answered_human` are the number of the call that was answered, from
    1; 0 where none was. `unwanted` are the hours in which its person does not want to be rung."""

    home: int
    raised_at: datetime
    grade: Grade
    mode: ContactMode = ContactMode.AI_CALL
    machine_refused: bool = False
    calls_a_week: int = 7
    days: frozenset[int] = EVERY_DAY
    unwanted: Quiet | None = None
    answered_machine: int = 0
    answered_human: int = 0


@dataclass(frozen=True, slots=True)
class Walk:
    """The steps one alert would have taken until somebody answered or somebody was sent to the door."""

    taken: tuple[tuple[Channel, datetime], ...]
    answered_by: Channel | None = None

    @property
    def door_at(self) -> datetime | None:
        """When somebody would have been sent to the door."""
        return next((at for channel, at in self.taken if channel is Channel.SITE_CHECK_DUE), None)


@dataclass(slots=True)
class Rehearsed:
    """What a ladder would have done with the alerts of a while. `machine`, `desk` and `door` count by hour of the day."""

    alerts: int = 0
    machine_calls: int = 0
    human_calls: int = 0
    desk_work: int = 0
    answered_machine: int = 0
    answered_human: int = 0
    doors: int = 0
    nobody: int = 0  # the ladder ends without a door: a human being is told again and again
    human_minutes: list[int] = field(default_factory=list)  # until the first step that is a human being's
    machine: Counter[int] = field(default_factory=Counter)
    desk: Counter[int] = field(default_factory=Counter)
    door: Counter[int] = field(default_factory=Counter)
    busiest_hour: int = 0  # most work of the desk in any one hour of any one day

    @property
    def usual_minutes(self) -> int | None:
        """Half of the alerts that need one have a human being by then."""
        return round(median(self.human_minutes)) if self.human_minutes else None

    @property
    def late_minutes(self) -> int | None:
        """Nine in ten have."""
        if len(self.human_minutes) < 2:
            return self.usual_minutes
        return round(quantiles(self.human_minutes, n=10, method="inclusive")[-1])

    @property
    def within(self) -> int:
        """How many have one within an hour."""
        return sum(minutes <= WITHIN for minutes in self.human_minutes)


def rehearse(pasts: Sequence[Past], rungs: Sequence[Rung], *, quiet: Quiet) -> Rehearsed:
    """What a ladder would have done with these alerts, which come in the order of time."""
    out, work = Rehearsed(), Counter[datetime]()
    rung_at: dict[int, list[datetime]] = {}
    for past in pasts:
        walk = climb(past, rungs, quiet=quiet, rung_at=rung_at.setdefault(past.home, []))
        _count(out, past, walk, work)
    out.busiest_hour = max(work.values(), default=0)
    return out


def climb(past: Past, rungs: Sequence[Rung], *, quiet: Quiet, rung_at: list[datetime]) -> Walk:
    """The steps of one alert. `rung_at` holds when machines rang this home before, and learns of the new calls."""
    steps = for_mode(unfold(rungs), past.mode)
    taken: list[tuple[Channel, datetime]] = []
    calls = {"machine": 0, "human": 0}
    at = past.raised_at
    for number, step in enumerate(steps):
        at = _moment(past, steps, number, before=at, quiet=quiet)
        if step.channel is Channel.AI_CALL:
            if not _may_call(past, rung_at, at):
                continue
            rung_at.append(at)
        taken.append((step.channel, at))
        if step.channel is Channel.SITE_CHECK_DUE or _answers(past, step.channel, calls):
            break
    channel = taken[-1][0] if taken else None
    answered = channel if channel is Channel.AI_CALL or channel in HUMAN_CALLS else None
    return Walk(tuple(taken), answered if answered and _answered(past, answered, calls) else None)


def _moment(past: Past, steps: Sequence[Step], number: int, *, before: datetime, quiet: Quiet) -> datetime:
    due = next_due(steps, number, raised_at=past.raised_at, taken_at=before, again_minutes=0)
    channel = steps[number].channel
    return may_ring(channel, at=due, grade=past.grade, quiet=quiet, preferred=past.unwanted, days=past.days)


def _may_call(past: Past, rung_at: list[datetime], at: datetime) -> bool:
    if past.machine_refused:
        return False
    week = sum(at - WEEK < one <= at for one in rung_at)
    return past.grade is Grade.SEVERE or week < past.calls_a_week


def _answers(past: Past, channel: Channel, calls: dict[str, int]) -> bool:
    """Whether this call is answered; it is counted first."""
    if channel is Channel.AI_CALL:
        calls["machine"] += 1
    elif channel in HUMAN_CALLS:
        calls["human"] += 1
    else:
        return False
    return _answered(past, channel, calls)


def _answered(past: Past, channel: Channel, calls: dict[str, int]) -> bool:
    if channel is Channel.AI_CALL:
        return 0 < past.answered_machine <= calls["machine"]
    human = past.answered_human or (1 if past.answered_machine else 0)
    return 0 < human <= calls["human"]


def _count(out: Rehearsed, past: Past, walk: Walk, work: Counter[datetime]) -> None:
    out.alerts += 1
    human = next((at for channel, at in walk.taken if channel in HUMAN_CHANNELS), None)
    if human is not None:
        out.human_minutes.append(int((human - past.raised_at).total_seconds() // 60))
    for channel, at in walk.taken:
        local = at.astimezone(SEOUL)
        if channel is Channel.AI_CALL:
            out.machine_calls += 1
            out.machine[local.hour] += 1
        elif channel is Channel.SITE_CHECK_DUE:
            out.doors += 1
            out.door[local.hour] += 1
        out.human_calls += channel in HUMAN_CALLS
        if channel in DESK_CHANNELS:
            out.desk_work += 1
            out.desk[local.hour] += 1
            work[local.replace(minute=0, second=0, microsecond=0)] += 1
    out.answered_machine += walk.answered_by is Channel.AI_CALL
    out.answered_human += walk.answered_by in HUMAN_CALLS
    out.nobody += walk.answered_by is None and walk.door_at is None
