"""A small invented town under watch, with meters that tell a life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import numpy as np

from chomchom.kernel.deeds import Deed
from chomchom.store.acting import acting
from chomchom.wellbeing import public
from chomchom.wellbeing.models import Alert
from chomchom.wellbeing.public import Choice, FeedChoice, NewHome, Source, WhyNot
from tests.conftest import ILDONG
from tests.enrolment.folk import consent, register
from tests.silence import homes as invented

GIVEN = ("순자", "영희", "말자", "복순", "옥희", "정남", "춘자", "길동", "막례", "봉수")
FAMILY = ("박", "최", "정", "강", "윤", "임", "한", "오", "서", "신")


def live_in(
    deed: Deed,
    count: int,
    *,
    dong: str = ILDONG,
    sources: Sequence[Source] = (Source.ELECTRICITY,),
    choice: Choice | None = None,
) -> list[int]:
    """So many people alone at home, under watch by these sources since January. Meters are `E1`, `W1` and so on."""
    rows = []
    for number in range(count):
        person = register(
            deed,
            FAMILY[(number + number // 10) % 10] + GIVEN[number % 10],
            dong=dong,
            phone=f"010-3{number:03d}-55{number % 100:02d}",
            number=number + 1,
        )
        feeds = {
            source: FeedChoice(meter=f"{source[0].upper()}{number + 1}")
            if source in sources
            else FeedChoice(connected=False, why_not=WhyNot.NO_METER)
            for source in Source
        }
        household = _household(person)
        rows.append(
            NewHome(
                person_id=person, household_id=household, dong=dong, consent_id=consent(deed, person),
                choice=choice or Choice(), feeds=feeds, since_on=date(2026, 1, 5), province_number=f"P{number + 1}",
            )
        )  # fmt: skip
    return public.watch_many(deed, rows)


def _household(person: UUID) -> UUID:
    from chomchom.people.models import Person

    return Person.objects.values_list("household_id", flat=True).get(pk=person)


def strangers(count: int, *, dong: str = ILDONG) -> list[NewHome]:
    """Homes of people nobody needs to open: for storms and loads."""
    return [
        NewHome(
            person_id=uuid4(), household_id=uuid4(), dong=dong, consent_id=uuid4(), choice=Choice(),
            feeds={Source.ELECTRICITY: FeedChoice(meter=f"E{number + 1}")}, since_on=date(2026, 1, 5),
        )
        for number in range(count)
    ]  # fmt: skip


def readings(
    source: Source, *, homes: int, until: datetime, days: int = 84, silent: dict[int, int] | None = None, seed: int = 3
) -> public.Delivery:
    """Hourly readings of meters 1..homes up to a moment; `silent` gives hours of silence before it, by home number."""
    hours = days * 24
    make = invented.electricity if source is Source.ELECTRICITY else invented.water
    values = make(days, homes=homes, seed=seed)
    for number, long in (silent or {}).items():
        values[number - 1, -long:] = invented.unattended(long) if source is Source.ELECTRICITY else 0
    return delivery_of(source, values, since=until - timedelta(hours=hours))


def delivery_of(source: Source, values: np.ndarray, *, since: datetime, minutes: int = 60) -> public.Delivery:
    """A matrix of values, one row a meter, as a delivery; NaN is left out."""
    meter, step = np.nonzero(np.isfinite(values))
    second = int(since.timestamp()) + step * minutes * 60
    return public.Delivery(
        source=source, meters=tuple(f"{source[0].upper()}{n + 1}" for n in range(len(values))),
        meter=meter.astype(np.int32), second=second.astype(np.int64), value=values[meter, step].astype(float),
        row=np.arange(len(meter)) + 2, minutes=minutes,
    )  # fmt: skip


def raise_one(deeds, *, homes: int = 1, choice: Choice | None = None) -> Alert:
    """An alert of Monday 09:00 (a working day)."""
    deed = deeds.machine()
    with acting(deed):
        live_in(deed, homes + 2, choice=choice)
        silent = dict.fromkeys(range(1, homes + 1), 40)
        public.load_readings(deed, readings(Source.ELECTRICITY, homes=homes + 2, until=deed.at, silent=silent))
        assert public.sweep(deed).raised == homes
    return Alert.objects.order_by("home_id").first()
