"""The hourly sweep: the new hours of every home go through the engine, and what it finds is raised.

Level-triggered: it takes whatever hours lie between what it has seen and what has come, be it one or fifty, and finds
again what already stands. One block of homes is one step; a home that breaks it is written down and left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from chomchom import silence
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.rulebook.public import whole
from chomchom.silence import PROFILE, STATE
from chomchom.wellbeing import access, arrays
from chomchom.wellbeing.actions.faults import note_fault
from chomchom.wellbeing.actions.raising import Found, raise_found
from chomchom.wellbeing.actions.trips import engine_trips
from chomchom.wellbeing.inforce import limits_on
from chomchom.wellbeing.models import Feed, Home, SweepBlock
from chomchom.wellbeing.rules.alerts import Finding, finding_of
from chomchom.wellbeing.rules.readings import BLOCK, feed_range, home_of
from chomchom.wellbeing.rules.words import AlertKind, Grade, Reason, Source

HOURLY = (Source.ELECTRICITY, Source.WATER)
PAST_DAYS = 77
"""Ten weeks to learn from and the seven days that are left out."""
HOUR = timedelta(hours=1)
FRONT_SHARE = 0.2
"""An hour counts as arrived when a fifth of the homes that could have it have it."""


@dataclass(slots=True)
class SweepTold:
    """What a sweep did."""

    blocks: int = 0
    homes: int = 0
    hours: int = 0
    raised: int = 0
    worsened: int = 0
    silent_feeds: int = 0
    faults: int = 0

    def add(self, other: SweepTold) -> None:
        """Add another block's numbers."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(slots=True)
class _Heard:
    """One source of one block after its new hours."""

    present: NDArray[np.bool_]
    state: NDArray[np.void]
    profile: NDArray[np.void]
    upto: datetime
    hours: int = 0
    behind: int = 0


@dataclass(slots=True)
class _Block:
    number: int
    heard: dict[Source, _Heard] = field(default_factory=dict)
    unused: NDArray[np.int16] | None = None
    phones: NDArray[np.bool_] | None = None


def blocks(deed: Deed) -> list[int]:
    """The numbers of the blocks in which homes are under watch."""
    access.check_may_sweep(deed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT id / %s FROM wellbeing_home WHERE active ORDER BY 1", [BLOCK])
        return [int(number) for (number,) in cursor.fetchall()]


def sweep(deed: Deed) -> SweepTold:
    """Sweep every block in the deed's own transaction. The worker's door takes one transaction a block instead."""
    told = SweepTold()
    for number in blocks(deed):
        told.add(sweep_block(deed, number))
    return told


def sweep_block(deed: Deed, number: int) -> SweepTold:
    """Take the new hours of one block through the engine and raise what it finds. Two sweeps at once are one."""
    access.check_may_sweep(deed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('wellbeing-sweep'), %s)", [number])
        if not cursor.fetchone()[0]:
            return SweepTold()
    block = _Block(number)
    feeds = _connected(number)
    for source in HOURLY:
        if feeds[source].any():
            block.heard[source] = _hear(deed, source, number, feeds[source])
    if feeds[Source.TELECOM].any():
        block.phones, block.unused = feeds[Source.TELECOM], _unused_days(deed, number, feeds[Source.TELECOM])
    told = SweepTold(blocks=1, hours=max((h.hours for h in block.heard.values()), default=0))
    told.homes = int(np.logical_or.reduce([*feeds.values()]).sum())
    found = _judge(deed, block, told)
    told.raised, told.worsened = raise_found(deed, found)
    return told


def _connected(number: int) -> dict[Source, NDArray[np.bool_]]:
    """Which homes of a block have which source connected."""
    out = {source: np.zeros(BLOCK, bool) for source in Source}
    low, high = number * BLOCK, number * BLOCK + BLOCK - 1
    rows = Feed.objects.filter(connected=True, home__active=True, home__id__range=(low, high))
    for source, home in rows.values_list("source", "home_id"):
        out[Source(source)][home - low] = True
    return out


def _hear(deed: Deed, source: Source, number: int, present: NDArray[np.bool_]) -> _Heard:
    """One source of one block brought up to the last hour that has arrived."""
    row = SweepBlock.objects.select_for_update().filter(source=source, number=number).first()
    now = _hour(deed.at)
    if row is None:
        heard = _Heard(np.zeros(BLOCK, bool), silence.fresh(BLOCK), silence.unknown_homes(BLOCK, _engine(source)), now)
        row = SweepBlock(source=source, number=number, learnt_at=now - timedelta(hours=number % 168))
        heard.upto = _front(source, number, present, since=now - timedelta(days=PAST_DAYS), until=now)
    else:
        heard = _Heard(
            np.frombuffer(row.present, bool).copy(),
            np.frombuffer(row.state, STATE).copy(),
            np.frombuffer(row.profile, PROFILE).copy(),
            row.upto,
        )
        _step(deed, source, number, heard, present, until=now)
    anew = _to_begin(source, number, present & ~heard.present)
    _begin(source, number, heard, anew)
    heard.present = present.copy()
    learnt = row.learnt_at
    if now - learnt >= timedelta(days=7):
        _learn_again(source, number, heard)
        learnt = now
    row.present, row.state, row.profile = heard.present.tobytes(), heard.state.tobytes(), heard.profile.tobytes()
    changed = row.pk is None or heard.hours or len(anew) or learnt != row.learnt_at
    row.upto, row.learnt_at = heard.upto, learnt
    if changed:
        row.save()
    heard.behind = int((now - heard.upto) / HOUR)
    return heard


def _front(source: Source, number: int, present: NDArray[np.bool_], *, since: datetime, until: datetime) -> datetime:
    """The hour after the last one that has arrived for enough homes; `since` when none has."""
    first = since.astimezone(SEOUL).date()
    cube = arrays.hours_of_block(source, number, first_day=first, last_day=until.astimezone(SEOUL).date())
    begin = int((since - _midnight(first)) / HOUR)
    cube = cube[:, begin : begin + int((until - since) / HOUR)]
    return since + HOUR * _arrived(cube, present)


def _arrived(cube: NDArray[np.float32], present: NDArray[np.bool_]) -> int:
    """How many of these hours have come: up to the last one that enough homes have."""
    if not present.any():
        return 0
    known = np.flatnonzero(np.isfinite(cube[present]).mean(axis=0) >= FRONT_SHARE)
    return int(known[-1]) + 1 if len(known) else 0


def _step(
    deed: Deed, source: Source, number: int, heard: _Heard, present: NDArray[np.bool_], *, until: datetime
) -> None:
    first = heard.upto.astimezone(SEOUL).date()
    begin = int((heard.upto - _midnight(first)) / HOUR)
    count = int((until - heard.upto) / HOUR)
    if count <= 0:
        return
    cube = arrays.hours_of_block(source, number, first_day=first, last_day=until.astimezone(SEOUL).date())
    cube = cube[:, begin : begin + count]
    heard.hours = _arrived(cube, present)
    hour = heard.upto.astimezone(SEOUL).hour
    for now in range(heard.hours):
        at = np.full(BLOCK, (hour + now) % 24)
        silence.step(heard.state, heard.profile, cube[:, now], at, _engine(source))
    heard.upto += HOUR * heard.hours


def _to_begin(source: Source, number: int, new: NDArray[np.bool_]) -> list[int]:
    """Homes to be replayed from their arrays: new ones, and those whose late readings came."""
    low, high = feed_range(source, number)
    late = list(Feed.objects.filter(redo_from__isnull=False, pk__range=(low, high)).values_list("pk", flat=True))
    if late:
        Feed.objects.filter(pk__in=late).update(redo_from=None)
    return sorted({int(place) for place in np.flatnonzero(new)} | {pk - low for pk in late})


def _begin(source: Source, number: int, heard: _Heard, places: list[int]) -> None:
    low, _ = feed_range(source, number)
    for start in range(0, len(places), 512):
        part = np.array(places[start : start + 512])
        values, first_hour = _past(source, [low + int(place) for place in part], until=heard.upto)
        heard.state[part], heard.profile[part] = silence.begin(values, first_hour, _engine(source))


def _learn_again(source: Source, number: int, heard: _Heard) -> None:
    low, _ = feed_range(source, number)
    places = np.flatnonzero(heard.present)
    for start in range(0, len(places), 512):
        part = places[start : start + 512]
        values, first_hour = _past(source, [low + int(place) for place in part], until=heard.upto)
        heard.profile[part] = silence.relearn(values, first_hour, _engine(source), heard.profile[part])


def _past(source: Source, feeds: list[int], *, until: datetime) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """The last ten weeks before an hour, of some feeds, with the hour of day of the first column."""
    last = until.astimezone(SEOUL).date()
    first = last - timedelta(days=PAST_DAYS)
    values = arrays.hours_of_feeds(source, feeds, first_day=first, last_day=last)
    return values[:, : int((until - _midnight(first)) / HOUR)], np.zeros(len(feeds), np.int64)


def _unused_days(deed: Deed, number: int, phones: NDArray[np.bool_]) -> NDArray[np.int16]:
    """Days without use up to the last day that has arrived; -1 without any word in the last ten days."""
    last = deed.day - timedelta(days=1)
    days = arrays.hours_of_block(Source.TELECOM, number, first_day=last - timedelta(days=9), last_day=last)
    unused = np.full(BLOCK, -1, np.int16)
    for day in days.T:
        unused = np.where(np.isnan(day), unused, np.where(day > 0, 0, np.maximum(unused, 0) + 1)).astype(np.int16)
    return np.where(phones, unused, -1).astype(np.int16)


def _judge(deed: Deed, block: _Block, told: SweepTold) -> list[Found]:
    limits = limits_on(deed.day)
    lost_after = whole("wellbeing.feed_lost_hours", on=deed.day)
    live = {
        source: heard.present & (heard.state["missing"] + heard.behind < lost_after)
        for source, heard in block.heard.items()
    }
    away = _away(block, deed.at)
    lost = {source: heard.present & ~live[source] for source, heard in block.heard.items()}
    told.silent_feeds = sum(int(mask.sum()) for mask in lost.values())
    suspects = _suspects(block, live, limits)
    found = []
    for place in np.flatnonzero(suspects):
        home = block.number * BLOCK + int(place)
        try:
            found += _of_home(block, int(place), live, limits, away, today=_midnight(deed.day))
        except (ValueError, ArithmeticError, IndexError) as fault:
            told.faults += 1
            note_fault(deed, machine="sweep", subject=f"home:{home}", code=type(fault).__name__)
    return found + _lost_homes(block, live, lost, lost_after)


def _away(block: _Block, at: datetime) -> silence.Away:
    """What is known of the block's homes besides their meters, at the hour up to which these have told."""
    upto = max((heard.upto for heard in block.heard.values()), default=at)
    return silence.away_of(BLOCK, int(upto.timestamp() // 3600), trips=engine_trips(block.number))


def _suspects(block: _Block, live: dict[Source, NDArray[np.bool_]], limits: silence.Limits) -> NDArray[np.bool_]:
    """Homes worth a closer look: rare enough together, silent for long, or a meter that stands still."""
    scores = {
        _engine(source): np.where(live[source], heard.state["score"], np.nan).astype(np.float32)
        for source, heard in block.heard.items()
    }
    if not scores and block.unused is None:
        return np.zeros(BLOCK, bool)
    suspects = silence.join(scores, block.unused) >= limits.caution_days
    for source, heard in block.heard.items():
        quiet = np.minimum(heard.state["quiet"], heard.state["silent"])
        suspects |= live[source] & (quiet >= limits.caution_hours)
        if source is Source.ELECTRICITY:
            suspects |= live[source] & (heard.state["same"] >= limits.steady_hours)
    known = np.logical_or.reduce(list(live.values())) if live else np.zeros(BLOCK, bool)
    if block.unused is not None:
        known = known | (block.unused >= 0)
    return suspects & known


def _of_home(
    block: _Block, place: int, live: dict[Source, NDArray[np.bool_]], limits: silence.Limits, away: silence.Away, *,
    today: datetime,
) -> list[Found]:  # fmt: skip
    """What is to be told of one home. A phone alone counts whole days, so its silence begins at a midnight."""
    parts, upto = {}, None
    for source, heard in block.heard.items():
        if live[source][place]:
            hour = (heard.upto - HOUR).astimezone(SEOUL).hour
            parts[_engine(source)] = (heard.state[place], heard.profile[place], hour)
            upto = max(upto, heard.upto) if upto else heard.upto
    unused = int(block.unused[place]) if block.unused is not None else -1
    finding = finding_of(silence.judge(parts, unused, limits, away.of(place)), phone_used=unused == 0)
    if finding is None:
        return []
    return [Found(block.number * BLOCK + place, finding, (upto or today) - HOUR * finding.hours_silent)]


def _lost_homes(
    block: _Block,
    live: dict[Source, NDArray[np.bool_]],
    lost: dict[Source, NDArray[np.bool_]],
    lost_after: int,
) -> list[Found]:
    """Homes of which nothing comes any more: not silent, unknown. A home with another live source is not lost."""
    if not lost:
        return []
    alive = np.logical_or.reduce(list(live.values()))
    if block.unused is not None:
        alive = alive | (block.unused >= 0)
    dark = np.logical_or.reduce(list(lost.values())) & ~alive
    finding = Finding(
        kind=AlertKind.FEED_LOST,
        grade=Grade.UNKNOWN,
        reasons=(Reason("feed-lost"), Reason("no-data", {"hours": lost_after})),
        hours_silent=0,
        rarity_days=0,
    )
    began = min(heard.upto for heard in block.heard.values())
    return [Found(block.number * BLOCK + int(place), finding, began) for place in np.flatnonzero(dark)]


def forget_home(deed: Deed, home: Home) -> None:
    """Nothing more is learnt of a home that left; its arrays go with their month."""
    access.check_may_sweep(deed)
    for feed in Feed.objects.filter(home=home):
        number, place = home_of(feed.pk) // BLOCK, home_of(feed.pk) % BLOCK
        row = SweepBlock.objects.select_for_update().filter(source=feed.source, number=number).first()
        if row is not None:
            present = bytearray(row.present)
            present[place] = 0
            row.present = bytes(present)
            row.save(update_fields=["present"])


def _engine(source: Source) -> silence.Source:
    return silence.Source(str(source))


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SEOUL)
