"""The ladder: which step comes when, and who it goes to.

A ladder is data, kept by kind of alert, copied into the alert when it is
raised, so that a change never skips a step of one that runs. The last step
never ends: it comes again until a person ends the episode.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused
from chomchom.wellbeing.rules.words import HUMAN_CHANNELS, Channel, ContactMode, Grade

LONGEST_MINUTES = 3 * 24 * 60
MOST_STEPS = 20
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Rung:
    """One line of a city's ladder: what, how many minutes after the line before, how often, how far apart."""

    channel: Channel
    after_minutes: int
    times: int = 1
    every_minutes: int = 30


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of a running ladder: what, and how many minutes after the alert."""

    channel: Channel
    minute: int


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours in which a machine does not ring; may run over midnight."""

    since: time
    until: time

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies in the quiet hours."""
        clock = at.astimezone(SEOUL).time()
        if self.since <= self.until:
            return self.since <= clock < self.until
        return clock >= self.since or clock < self.until

    def after(self, at: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it lies in."""
        if not self.holds(at):
            return at
        local = at.astimezone(SEOUL)
        end = local.replace(hour=self.until.hour, minute=self.until.minute, second=0, microsecond=0)
        return end if end > local else end + timedelta(days=1)


def check_ladder(rungs: Sequence[Rung]) -> None:
    """Can a city keep this ladder? It ends with a human being, each step has a time, and no more than 20 steps."""
    if not rungs:
        raise Refused("ladder-empty")
    if any(r.times < 1 or r.every_minutes < 1 or not 0 <= r.after_minutes <= LONGEST_MINUTES for r in rungs):
        raise Refused("ladder-step-without-time")
    if sum(r.times for r in rungs) > MOST_STEPS:
        raise Refused("ladder-too-long", most=MOST_STEPS)
    if rungs[-1].channel not in HUMAN_CHANNELS:
        raise Refused("ladder-ends-with-machine")


def check_quiet(quiet: Quiet | None) -> None:
    """Quiet hours that begin and end at the same minute would be a whole day or nothing: nobody could tell."""
    if quiet is not None and quiet.since == quiet.until:
        raise Refused("quiet-not-whole")


def check_chain(people: int) -> None:
    """A chain of escalation without anybody in it cannot be kept."""
    if people < 1:
        raise Refused("chain-without-people")


def unfold(rungs: Sequence[Rung]) -> tuple[Step, ...]:
    """The rungs as single steps with their minute after the alert."""
    steps, minute = [], 0
    for rung in rungs:
        minute += rung.after_minutes
        for turn in range(rung.times):
            minute += rung.every_minutes if turn else 0
            steps.append(Step(rung.channel, minute))
    return tuple(steps)


def step_at(steps: Sequence[Step], number: int) -> Step:
    """The step of that number; beyond the last it is the last again, for ever."""
    return steps[min(number, len(steps) - 1)]


def next_due(
    steps: Sequence[Step], number: int, *, raised_at: datetime, taken_at: datetime, again_minutes: int
) -> datetime:
    """When the step of that number is due. Later steps keep their distance to the one that was really taken.

    A step that came late (a stopped worker, quiet hours) does not make the rest come all at once.
    """
    if number == 0:
        return raised_at + timedelta(minutes=steps[0].minute)
    if number >= len(steps):
        return taken_at + timedelta(minutes=max(again_minutes, 1))
    return taken_at + timedelta(minutes=max(steps[number].minute - steps[number - 1].minute, 1))


def is_used_up(steps: Sequence[Step], number: int) -> bool:
    """Whether the circle of steps has been gone through once: nobody reached, and that is a state of its own."""
    return number >= len(steps)


def may_ring(
    channel: Channel,
    *,
    at: datetime,
    grade: Grade,
    quiet: Quiet,
    preferred: Quiet | None,
    days: frozenset[int] = EVERY_DAY,
) -> datetime:
    """When a machine may ring: outside the city's quiet hours, on the person's days and hours, unless it is 심각.

    `preferred` holds the hours in which this person does **not** want to be rung.
    """
    if channel is not Channel.AI_CALL or grade is Grade.SEVERE:
        return at
    return first_moment(at, days=days, quiet=(quiet, preferred))


def first_moment(at: datetime, *, days: frozenset[int], quiet: tuple[Quiet | None, ...]) -> datetime:
    """The first moment from `at` on a wanted day and outside all quiet hours; `at` itself where there is none.

    Somebody who left no hour at all is asked all the same: a wish moves a call, it does not lose it.
    """
    moment, days = at, days or EVERY_DAY
    for _turn in range(64):
        moved = moment
        for hours in quiet:
            moved = hours.after(moved) if hours is not None else moved
        local = moved.astimezone(SEOUL)
        if local.weekday() not in days:
            moved = datetime.combine(local.date() + timedelta(days=1), time(0), SEOUL)
        if moved == moment:
            return moment
        moment = moved
    return at


NO_MACHINE = frozenset(ContactMode) - {ContactMode.PASSIVE, ContactMode.AI_CALL}
"""Who chose one of these is not rung by a machine."""


def for_mode(steps: Sequence[Step], mode: ContactMode) -> tuple[Step, ...]:
    """The steps for one person: where a human voice was chosen, the desk rings at once instead of the machine."""
    if mode not in NO_MACHINE or not any(s.channel is Channel.AI_CALL for s in steps):
        return tuple(steps)
    human = [s for s in steps if s.channel is not Channel.AI_CALL]
    last = max(s.minute for s in steps if s.channel is Channel.AI_CALL)
    moved = [Step(s.channel, max(s.minute - last, 0)) for s in human]
    return tuple(moved) if moved and moved[0].minute == 0 else (Step(Channel.DESK_CALL, 0), *moved)
