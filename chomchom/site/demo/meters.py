"""Homes of the demo under watch: what each agreed to, four weeks of invented readings, and some that fell silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import accumulate
from random import Random
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from chomchom.enrolment.public import DropOutReason, NextStep
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.people import public as people
from chomchom.site.demo.bodies import id_of
from chomchom.store.acting import acting
from chomchom.wellbeing import public as wellbeing
from chomchom.wellbeing.public import Alternative, Choice, ContactMode, FeedChoice, Source, WhyNot

DAYS = 28
SHARE = 0.6  # of the residents agreed to be looked after
MODES = (ContactMode.PASSIVE, ContactMode.AI_CALL, ContactMode.DESK_CALL, ContactMode.TEXT)
FIELDS = ("name", "contact", "address", "birth", "household", "wellbeing")


@dataclass(frozen=True, slots=True)
class Watched:
    """One home under watch with its meters; `silent_hours` is how long it has been still."""

    person_id: UUID
    meters: dict[Source, str]
    silent_hours: int = 0


def agreed(deed: Deed, person_id: UUID, *, random: Random, agency: UUID) -> list[people.ConsentIn]:
    """The consents a resident gave: the check-in itself first, for most also a neighbour and a welfare centre."""
    until = deed.day + timedelta(days=random.choice((200, 400, 700)))
    given = [
        people.ConsentIn(
            person_id=person_id, purpose=people.Purpose.WELLBEING, recipient="city", fields=FIELDS, until_on=until,
            required=True,
        )
    ]  # fmt: skip
    if random.random() < 0.6:
        given.append(
            people.ConsentIn(
                person_id=person_id, purpose=people.Purpose.SITE_CHECK, recipient="neighbour",
                fields=("name", "address"), until_on=until,
            )
        )  # fmt: skip
    if random.random() < 0.7:
        given += [
            people.ConsentIn(
                person_id=person_id, purpose=purpose, recipient=agency,
                fields=("name", "contact", "address", "birth", "household"), until_on=until,
            )
            for purpose in (people.Purpose.SITE_CHECK, people.Purpose.REFERRAL)
        ]  # fmt: skip
    return given


def watch(deed: Deed, ids: Sequence[UUID], *, random: Random, silent: Sequence[UUID]) -> list[Watched]:
    """Bring homes under watch; those named `silent` have been still for a day or more."""
    cards = people.cards(deed, ids)
    agency = id_of("푸른언덕종합사회복지관")
    wanted = [agreed(deed, person_id, random=random, agency=agency) for person_id in ids]
    given = people.give_consents(deed, [one for some in wanted for one in some])
    firsts = [0, *accumulate(len(some) for some in wanted)]
    rows, homes = [], []
    for number, person_id in enumerate(ids):
        card = cards[person_id]
        feeds, meters = _feeds(number, random, still=person_id in silent)
        rows.append(
            wellbeing.NewHome(
                person_id=person_id, household_id=card.household_id, dong=card.dong,
                consent_id=given[firsts[number]],
                choice=_choice(random, passive=any(feed.connected for feed in feeds.values())), feeds=feeds,
                since_on=deed.day - timedelta(days=random.randint(60, 500)), province_number=f"D{number:06d}",
            )
        )  # fmt: skip
        homes.append(Watched(person_id, meters, random.randint(26, 44) if person_id in silent else 0))
    wellbeing.watch_many(deed, rows)
    return homes


LEAVERS = (
    (52, DropOutReason.CALL_FATIGUE, NextStep.HONORARY),
    (45, DropOutReason.CARRIER_LIMIT, NextStep.OTHER_DEVICE),
    (38, DropOutReason.MOVED, NextStep.OTHER_CHECK_IN),
    (30, DropOutReason.CALL_FATIGUE, NextStep.HONORARY),
    (24, DropOutReason.ADMITTED, NextStep.CASE),
    (17, DropOutReason.REFUSED, NextStep.AGENCY),
    (9, DropOutReason.DEVICE_LIMIT, NextStep.OTHER_DEVICE),
    (4, DropOutReason.CALL_FATIGUE, NextStep.OTHER_CHECK_IN),
)
"""Days ago, why, and what came instead."""


def leave(deed: Deed, ids: Sequence[UUID]) -> None:
    """Let some of these people leave, each on a day of the last two months."""
    with acting(deed):
        homes = sorted(wellbeing.homes_of(deed, list(ids)).values(), key=lambda home: home.home)[::7]
    for home, (days, reason, step) in zip(homes, LEAVERS, strict=False):
        with acting(replace(deed, at=deed.at - timedelta(days=days))) as then:
            wellbeing.stop_watching(then, enrolment_id=home.enrolment_id, reason=reason, next_step=step)


def _choice(random: Random, *, passive: bool) -> Choice:
    mode = random.choice(MODES) if passive else ContactMode.DESK_CALL
    hours = random.choice((None, (time(9), time(12)), (time(13), time(18))))
    return Choice(
        mode=mode, ring_from=hours[0] if hours else None, ring_until=hours[1] if hours else None,
        calls_a_week=random.choice((1, 2, 3)), alternative=None if passive else Alternative.DESK_CALL,
    )  # fmt: skip


def _feeds(number: int, random: Random, *, still: bool) -> tuple[dict[Source, FeedChoice], dict[Source, str]]:
    """Most homes have a remote power meter, half a water meter; why a source is missing is always said."""
    meters: dict[Source, str] = {}
    feeds: dict[Source, FeedChoice] = {}
    for source, letter, share in ((Source.ELECTRICITY, "E", 0.72), (Source.WATER, "W", 0.5)):
        if (still and source is Source.ELECTRICITY) or random.random() < share:
            meters[source] = f"{letter}{number:06d}"
            feeds[source] = FeedChoice(meter=meters[source])
        else:
            feeds[source] = FeedChoice(connected=False, why_not=random.choice((WhyNot.NO_METER, WhyNot.NO_CONSENT)))
    why = random.choice((WhyNot.IPHONE, WhyNot.MVNO, WhyNot.NO_CONSENT, WhyNot.NO_PHONE))
    feeds[Source.TELECOM] = FeedChoice(connected=False, why_not=why)
    return feeds, meters


def readings(homes: Sequence[Watched], source: Source, *, now: datetime, seed: int) -> wellbeing.Delivery | None:
    """Four weeks of hourly readings of all homes with this source, up to the last full hour."""
    measured = [home for home in homes if source in home.meters]
    if not measured:
        return None
    end = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    hours = DAYS * 24
    seconds = int(end.timestamp()) - 3600 * np.arange(hours, 0, -1, dtype=np.int64)
    local_hour = (seconds // 3600 + int(SEOUL.utcoffset(now).total_seconds() // 3600)) % 24  # type: ignore[union-attr]
    rng = np.random.default_rng(seed)
    values = np.stack([_life(home, source, local_hour, rng) for home in measured])
    count = len(measured)
    return wellbeing.Delivery(
        source=source,
        meters=tuple(home.meters[source] for home in measured),
        meter=np.repeat(np.arange(count, dtype=np.int32), hours),
        second=np.tile(seconds, count),
        value=values.reshape(-1).astype(np.float64),
        row=np.arange(count * hours, dtype=np.int64) + 1,
        minutes=60,
    )


def _life(
    home: Watched, source: Source, local_hour: NDArray[np.int64], rng: np.random.Generator
) -> NDArray[np.float64]:
    """One invented home: up at its own hour, meals, an evening, a quiet night; and then, perhaps, silence."""
    hours = len(local_hour)
    wakes = rng.integers(5, 9)
    awake = ((local_hour - wakes) % 24) < rng.integers(14, 17)
    busy = rng.random(hours) < np.where(awake, rng.uniform(0.55, 0.8), 0.06)
    if home.silent_hours:
        busy[-home.silent_hours :] = False
    if source is Source.WATER:
        return np.round(np.where(busy, rng.gamma(2.0, 9.0, hours), 0.0)).astype(np.float64)
    fridge = 45 + 18 * (rng.random(hours) < 0.5)
    return np.round(fridge + np.where(busy, rng.gamma(2.2, 120.0, hours), 0.0)).astype(np.float64)
