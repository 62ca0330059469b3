"""Fourteen days of one home as they came, against what is usual there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import numpy as np
from django.db import connection
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from chomchom import silence
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.outreach import public as outreach
from chomchom.people import public as people
from chomchom.rulebook.public import whole
from chomchom.silence import PROFILE, STATE
from chomchom.ui import times
from chomchom.ui.evidence import Absent, Band, EvidencePanel, Fact, Gap, Hour, Mark, Silence
from chomchom.wellbeing import access, arrays
from chomchom.wellbeing.inforce import limits_on
from chomchom.wellbeing.models import Alert, Call, Feed, Home
from chomchom.wellbeing.reads.coverage import HomeRow, home_row_of
from chomchom.wellbeing.reads.trips import TripRow, trips_running
from chomchom.wellbeing.rules.alerts import RARE_DAYS, reason_of
from chomchom.wellbeing.rules.readings import BLOCK
from chomchom.wellbeing.rules.trips import TripState
from chomchom.wellbeing.rules.words import AlertKind, Alternative, CallResult, Source, WhyNot
from chomchom.wellbeing.sentences import ALERT_KINDS, ALTERNATIVES, CALL_RESULTS, GAP_WORDS, SOURCES, UNITS, WHY_NOT

HOUR = timedelta(hours=1)
Remembered = tuple[np.void, np.void, datetime]
"""What the engine remembers of one source of a home: its state, its profile, and up to which hour."""

LEAST_SILENCE = 6
"""Hours of silence below which nothing is said of its rarity: every night is so long."""

LEAST_GAP = 3
"""Hours without a reading below which nothing is drawn as a gap."""


@dataclass(frozen=True, slots=True)
class AtHome:
    """What a person's page shows of their home: the panel, how it is watched, and an absence that runs or comes."""

    panel: EvidencePanel
    row: HomeRow | None = None
    trip: TripRow | None = None


def evidence(deed: Deed, person_id: UUID, *, days: int = 14) -> EvidencePanel:
    """The evidence panel of a person's home; empty where the deed may not see it or nothing is watched."""
    return at_home(deed, person_id, days=days).panel


def at_home(deed: Deed, person_id: UUID, *, days: int = 14) -> AtHome:
    """What is seen at a person's home. At most eight queries, whatever sources it has."""
    until = deed.at.astimezone(SEOUL).replace(minute=0, second=0, microsecond=0) + HOUR
    since = until - timedelta(days=days)
    ids = people.ids_meaning(person_id)
    home = access.visible_to(deed).filter(person_id__in=ids, active=True).order_by("-pk").first()
    if home is None:
        return AtHome(EvidencePanel(since=since, until=until, bands=()))
    feeds = list(Feed.objects.filter(home=home).order_by("pk"))
    connected = [Source(feed.source) for feed in feeds if feed.connected]
    remembered = _remembered(home)
    first, last = since.astimezone(SEOUL).date(), until.astimezone(SEOUL).date()
    values = arrays.hours_of_home(home.pk, connected, first_day=first, last_day=last) if connected else {}
    bands = tuple(_band(deed, source, since, until, values[source], remembered.get(source)) for source in connected)
    trip = trips_running(deed, [person_id]).get(person_id)
    panel = EvidencePanel(
        since=since,
        until=until,
        bands=bands,
        marks=_marks(home, since),
        absent=tuple(_absent(home, feed) for feed in feeds if not feed.connected),
        summary=next((band.silence.sentence for band in bands if band.silence), ""),
        facts=_facts(deed, home, {s: found for s, found in remembered.items() if s in connected}, trip),
    )
    return AtHome(panel, home_row_of(home, feeds), trip)


def _facts(deed: Deed, home: Home, known: Mapping[Source, Remembered], trip: TripRow | None) -> tuple[Fact, ...]:
    """What a tired reader asks first: since when, how rare here, what would lower the worry, away, last spoken to."""
    facts = []
    if known:
        last, because = max(((_sign(found), _because(deed, source, found)) for source, found in known.items()),
                            key=lambda one: one[0])  # fmt: skip
        label = SOURCES[Source(str(because.source))]
        facts.append(Fact(_("마지막 움직임"), f"{times.past(last, at=deed.at).text} · {label}"))
        if because.hours_silent >= LEAST_SILENCE:
            facts.append(_how_rare(because))
            facts.append(Fact(_("걱정이 줄려면"), _lowers(because)))
    if trip is not None:
        days = f"{trip.from_on.month}. {trip.from_on.day}.–{trip.until_on.month}. {trip.until_on.day}."
        answer = f"{trip.state_word} {days} ({trip.who_word})"
        facts.append(Fact(_("집 비움"), answer, grave=trip.state is TripState.OVERDUE))
    if home.confirmed_at is not None:
        facts.append(Fact(_("마지막으로 확인한 때"), times.past(home.confirmed_at, at=deed.at).text))
    return tuple(facts)


def _sign(found: Remembered) -> datetime:
    state, _profile, upto = found
    return upto - HOUR * (int(min(state["quiet"], state["silent"])) + int(state["missing"]))


def _because(deed: Deed, source: Source, found: Remembered) -> silence.Because:
    state, profile, upto = found
    hour = (upto - HOUR).astimezone(SEOUL).hour
    parts = {silence.Source(str(source)): (state, profile, hour)}
    return silence.judge(parts, -1, limits_on(deed.day)).because[0]


def _how_rare(because: silence.Because) -> Fact:
    rare = outreach.how_rare(because.rarity_days)
    answer = _("{rare} 한 번 있는 일").format(rare=rare)
    if because.rarity_days < RARE_DAYS:
        answer = _("{rare} 한 번쯤 (아직 드물다고 할 수 없음)").format(rare=rare)
    asks = _("이 댁에서 {hours}시간 조용한 것은").format(hours=because.hours_silent)
    return Fact(asks, answer, grave=because.rarity_days >= RARE_DAYS)


def _lowers(because: silence.Because) -> str:
    """What the engine would take for life, and what a person can find out sooner."""
    words = {
        silence.Source.ELECTRICITY: _("전기 쓰는 양이 한 시간에 {n}Wh 넘게 바뀌거나, 전화에 답하시거나, 만나 뵈면"),
        silence.Source.WATER: _("수도를 한 시간에 {n}리터 넘게 쓰시거나, 전화에 답하시거나, 만나 뵈면"),
    }
    return words[because.source].format(n=max(round(because.life_from), 1))


def _band(
    deed: Deed, source: Source, since: datetime, until: datetime, values: NDArray[np.float32],
    remembered: Remembered | None,
) -> Band:  # fmt: skip
    if source is Source.TELECOM:
        return _days_of_use(values, since)
    begin = int((since - _midnight(since.astimezone(SEOUL).date())) / HOUR)
    values = values[begin : begin + int((until - since) / HOUR)]
    hours = _hours(values, since, remembered)
    return Band(
        source=str(source),
        label=str(SOURCES[source]),
        unit=str(UNITS[source]),
        hours=hours,
        gaps=_gaps(deed, values, since),
        silence=_silence(deed, source, remembered),
        note="" if remembered is not None else _("다음 점검부터 이 댁의 평소와 견줍니다"),
    )


def _remembered(home: Home) -> dict[Source, Remembered]:
    """What the engine remembers of this home, by source: slices of its blocks, not the whole. One query."""
    place = home.pk % BLOCK
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT source, substring(present FROM %s FOR 1), substring(state FROM %s FOR %s), "
            "substring(profile FROM %s FOR %s), upto FROM wellbeing_sweepblock WHERE number = %s",
            [
                place + 1, place * STATE.itemsize + 1, STATE.itemsize, place * PROFILE.itemsize + 1, PROFILE.itemsize,
                home.pk // BLOCK,
            ],
        )  # fmt: skip
        rows = cursor.fetchall()
    return {
        Source(source): (np.frombuffer(state, STATE)[0], np.frombuffer(profile, PROFILE)[0], upto)
        for source, present, state, profile, upto in rows
        if bytes(present) == b"\x01"
    }


def _hours(values: NDArray[np.float32], since: datetime, remembered: Remembered | None) -> tuple[Hour, ...]:
    start = since.astimezone(SEOUL).hour
    band = np.zeros((24, 3)) if remembered is None else np.nan_to_num(remembered[1]["band"].astype(float))
    return tuple(
        Hour(
            at=since + HOUR * number,
            value=None if np.isnan(value) else round(float(value), 1),
            low=round(float(band[(start + number) % 24, 0]), 1),
            high=round(float(band[(start + number) % 24, 2]), 1),
        )
        for number, value in enumerate(values)
    )


def _gaps(deed: Deed, values: NDArray[np.float32], since: datetime) -> tuple[Gap, ...]:
    """Stretches without readings. The newest hours may simply not have come yet; that is said in another word."""
    missing = np.isnan(values)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], missing, [False]]).astype(int)))
    lost = whole("wellbeing.feed_lost_hours", on=deed.day)
    gaps = []
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        if end - begin < LEAST_GAP:
            continue
        waiting = end == len(values) and end - begin < lost
        gaps.append(Gap(since + HOUR * int(begin), since + HOUR * int(end), str(GAP_WORDS[waiting])))
    return tuple(gaps)


def _silence(deed: Deed, source: Source, remembered: Remembered | None) -> Silence | None:
    if remembered is None:
        return None
    state, profile, upto = remembered
    hour = (upto - HOUR).astimezone(SEOUL).hour
    engine = silence.Source(str(source))
    told = silence.judge({engine: (state, profile, hour)}, -1, limits_on(deed.day))
    if told.grade is silence.Grade.CALM:
        return None
    reason = reason_of(told.because[0])
    sentence = outreach.reason_sentence(outreach.Reason(reason.code, dict(reason.params)))
    return Silence(since=upto - HOUR * told.because[0].hours_silent, sentence=str(sentence))


def _days_of_use(values: NDArray[np.float32], since: datetime) -> Band:
    first = since.astimezone(SEOUL).date()
    hours = tuple(
        Hour(
            at=_midnight(first + timedelta(days=n)),
            value=None if np.isnan(value) else float(value > 0),
            low=1.0,
            high=1.0,
        )
        for n, value in enumerate(values)
    )
    return Band(
        source=str(Source.TELECOM), label=str(SOURCES[Source.TELECOM]), unit=str(UNITS[Source.TELECOM]), hours=hours
    )


def _marks(home: Home, since: datetime) -> tuple[Mark, ...]:
    alerts = Alert.objects.filter(home=home, raised_at__gte=since).order_by("raised_at")
    calls = Call.objects.filter(alert__home=home, result_at__gte=since).order_by("result_at")
    marks = [Mark(a.raised_at, str(ALERT_KINDS[AlertKind(a.kind)]), "alert") for a in alerts]
    marks += [
        Mark(c.result_at, str(CALL_RESULTS[CallResult(c.result)]), "call") for c in calls if c.result_at is not None
    ]
    return tuple(sorted(marks, key=lambda mark: mark.at))


def _absent(home: Home, feed: Feed) -> Absent:
    why = str(WHY_NOT[WhyNot(feed.why_not)])
    if home.alternative:
        why = f"{why} → {ALTERNATIVES[Alternative(home.alternative)]}"
    return Absent(label=str(SOURCES[Source(feed.source)]), why=why)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SEOUL)
