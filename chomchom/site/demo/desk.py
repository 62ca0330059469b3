"""The desk of the demo: silences of the last month that climbed their ladder, three months of asking, and journeys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from chomchom.kernel.deeds import SEOUL
from chomchom.outreach import public as outreach
from chomchom.site.demo.story import Home, Teller
from chomchom.store.acting import acting
from chomchom.wellbeing import public as wellbeing
from chomchom.wellbeing.public import Announced, CallResult, ContactMode, HowSaid, Span, Told, WhoSaid

MOST = 5000
"""Homes up to which the desk's months are told; a larger demo is for loads."""

DAYS, ASKED_DAYS = 28, 90
ANSWERED_AT = (1, 1, 1, 2, 2, 3, 0, 1, 1, 2)
"""At which of the machine's calls somebody answers, by turns; 0: at none, and somebody goes to the door."""

WAYS = (
    (ContactMode.AI_CALL, 120, 0.84, 0, (4, 4, 3, 5, 4, 2)),
    (ContactMode.TEXT, 60, 0.71, 0, (4, 5, 4, 3)),
    (ContactMode.DESK_CALL, 45, 0.93, 6, (5, 5, 4, 5)),
    (ContactMode.VISIT, 14, 0.97, 42, (5, 5, 4)),
)
"""How often in three months, which share answered, a person's minutes, and how they liked it where it was asked."""


def tell(teller: Teller, homes: Sequence[Home], *, now: datetime) -> None:
    """Tell what the desk did; the same for the same city."""
    with acting(teller.machine(now)) as deed:
        watched = wellbeing.homes_of(deed, [home.person_id for home in homes])
    known = [home for home in homes if home.person_id in watched]
    if len(known) < 12:
        return
    nine = now.astimezone(SEOUL).replace(hour=9, minute=10, second=0, microsecond=0)
    for number, back in enumerate(range(DAYS, 0, -1)):
        _alert(teller, known[(number * 5) % len(known)], nine - timedelta(days=back), number)
    rows = [watched[home.person_id] for home in known]
    _asked(teller, rows, now=now)
    _journeys(teller, [watched[home.person_id] for home in known[-6:]], now=now)


def _alert(teller: Teller, home: Home, morning: datetime, number: int) -> None:
    """One silence: the machine rings up to three times, then somebody goes; a person ends it."""
    answers = ANSWERED_AT[number % len(ANSWERED_AT)]
    with acting(teller.machine(morning)) as deed:
        alert_id = wellbeing.raise_silence(
            deed, person_id=home.person_id, hours=26 + number % 14, rarity_days=30 + number
        )
    if alert_id is None:
        return
    for turn in range(1, 4):
        with acting(teller.machine(morning + timedelta(minutes=30 * (turn - 1)))) as deed:
            wellbeing.take_step(deed, alert_id=alert_id)
            for call_id in wellbeing.waiting_calls(deed):
                result = CallResult.ANSWERED_OK if turn == answers else CallResult.NO_ANSWER
                wellbeing.answer_call(deed, call_id=call_id, result=result)
        if turn == answers:
            break
    with acting(teller.machine(morning)) as deed:
        [episode_id] = [
            row.episode_id for row in wellbeing.alerts_of(deed, person_id=home.person_id) if row.id == alert_id
        ]
        standing = outreach.episode_standing(deed, [episode_id])
    if episode_id is None or standing[episode_id].ended:
        return
    answered = standing[episode_id].state is outreach.EpisodeState.ANSWERED
    if answered:
        with acting(teller.officer(home.dong, morning + timedelta(hours=2))) as deed:
            outreach.confirm_answered(deed, episode_ids=[episode_id])
    elif not answers:
        teller.visit(home, episode_id, morning=morning + timedelta(hours=1))
    with acting(teller.machine(morning + timedelta(hours=12))) as deed:
        wellbeing.take_step(deed, alert_id=alert_id)


def _asked(teller: Teller, rows: Sequence[wellbeing.HomeRow], *, now: datetime) -> None:
    """Who was asked by which way in the last three months, what it took, and how they liked it."""
    number = 0
    for mode, times, share, minutes, liked in WAYS:
        for turn in range(times):
            row = rows[number % len(rows)]
            at = now - timedelta(days=1 + (turn * 7) % ASKED_DAYS, minutes=number % 300)
            answered = teller.random.random() < share
            told = Told(
                result=CallResult.ANSWERED_OK if answered else CallResult.NO_ANSWER,
                staff_minutes=minutes + number % 3 if minutes else None,
                satisfaction=liked[turn % len(liked)] if answered and turn % 3 == 0 else 0,
            )
            with acting(teller.machine(at)) as deed:
                wellbeing.record_contact(deed, home_id=row.home, mode=mode, told=told)
            number += 1


def _journeys(teller: Teller, rows: Sequence[wellbeing.HomeRow], *, now: datetime) -> None:
    """One is away, one will be, each said by somebody else."""
    today = now.astimezone(SEOUL).date()
    for row, (since, until, who, how) in zip(
        rows,
        ((-2, 4, WhoSaid.FAMILY, HowSaid.DESK), (3, 9, WhoSaid.PERSON, HowSaid.LINK), (0, 2, WhoSaid.PERSON, HowSaid.MACHINE)),
        strict=False,
    ):  # fmt: skip
        span = Span(today + timedelta(days=since), today + timedelta(days=until))
        with acting(teller.machine(now)) as deed:
            wellbeing.announce_trip(deed, home_id=row.home, told=Announced(span=span, said_by=who, said_how=how))
