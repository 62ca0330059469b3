"""A month in figures: what was raised, who answered, who was not reached, what the door showed, which data failed.

Nothing here says that somebody was safe: no visit and no answer is no word about how they were.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Refused
from chomchom.outreach import public as outreach
from chomchom.rulebook.dongs import dongs
from chomchom.wellbeing import access
from chomchom.wellbeing.models import ProvinceDay
from chomchom.wellbeing.rules.words import AlertKind, ProvinceGrade
from chomchom.wellbeing.sentences import ALERT_KINDS

OUTAGES = frozenset({AlertKind.FEED_LOST, AlertKind.SUPPLY_CUT, AlertKind.STEADY_METER})


@dataclass(slots=True)
class Counts:
    """Alerts of one group. Answered, unreached and visited overlap: a home may answer after a visit."""

    label: str
    alerts: int = 0
    answered: int = 0
    unreached: int = 0  # nobody answered and nobody stood at the door
    visits: int = 0  # alerts with an answer from the door
    in_need: int = 0
    outages: int = 0
    open: int = 0


@dataclass(slots=True)
class Quality:
    """A month: the whole, per dong, per source of the alert; and our grades beside the province's."""

    month: date
    before: date | None
    after: date | None
    whole: Counts
    dongs: list[Counts] = field(default_factory=list)
    kinds: list[Counts] = field(default_factory=list)
    both: int = 0  # homes and days on which the province and we raised
    only_us: int = 0
    only_province: int = 0


def quality(deed: Deed, *, month: str = "") -> Quality:
    """The figures of a month (YYYY-MM; this one where it is empty). Six queries. Raises Refused("month-unreadable")."""
    first = _first(month, deed.day)
    following = _next(first)
    since, until = _midnight(first), _midnight(following)
    rows = access.alerts_visible_to(deed).filter(raised_at__gte=since, raised_at__lt=until)
    alerts = list(rows.values_list("dong", "kind", "answered_at", "episode_id", "home_id", "raised_at"))
    shown = outreach.shown_by(deed, {episode for *_, episode, _, _ in alerts if episode is not None})
    names = {one.code: one.name for one in dongs()}
    whole, per_dong, per_kind = Counts(""), dict[str, Counts](), dict[str, Counts]()
    for dong, kind, answered_at, episode, _home, _at in alerts:
        groups = (
            whole,
            per_dong.setdefault(dong, Counts(names.get(dong, dong))),
            per_kind.setdefault(kind, Counts(str(ALERT_KINDS[AlertKind(kind)]))),
        )
        for group in groups:
            _count(
                group, AlertKind(kind), answered=answered_at is not None, shown=shown.get(episode) if episode else None
            )
    out = Quality(
        month=first, before=_first_before(first), after=following if following <= deed.day else None, whole=whole,
        dongs=sorted(per_dong.values(), key=lambda one: (-one.alerts, one.label)),
        kinds=sorted(per_kind.values(), key=lambda one: (-one.alerts, one.label)),
    )  # fmt: skip
    _beside_the_province(deed, out, alerts, since=first, until=following)
    return out


def _count(group: Counts, kind: AlertKind, *, answered: bool, shown: outreach.Shown | None) -> None:
    visited = shown is not None and shown.visits > 0
    group.alerts += 1
    group.answered += answered
    group.visits += visited
    group.unreached += not answered and not visited
    group.in_need += shown is not None and shown.in_need
    group.open += shown is None or shown.open
    group.outages += kind in OUTAGES


def _beside_the_province(
    deed: Deed, out: Quality, alerts: list[tuple[str, str, datetime | None, UUID | None, int, datetime]], *,
    since: date, until: date,
) -> None:  # fmt: skip
    """The shadow: on which homes and days the province and we raised, and which only one of us did."""
    ours: dict[int, set[date]] = defaultdict(set)
    for _dong, kind, _answered, _episode, home, at in alerts:
        if kind not in (AlertKind.PROVINCE, *OUTAGES):
            ours[home].add(at.astimezone(SEOUL).date())
    said = ProvinceDay.objects.filter(
        day__gte=since, day__lt=until, home__in=access.visible_to(deed),
        grade__in=[ProvinceGrade.CAUTION, ProvinceGrade.SEVERE],
    ).values_list("home_id", "day")  # fmt: skip
    theirs = {(home, day) for home, day in said if home is not None}
    mine = {(home, day) for home, days in ours.items() for day in days}
    out.both = len(theirs & mine)
    out.only_us, out.only_province = len(mine - theirs), len(theirs - mine)


def _first(month: str, today: date) -> date:
    if not month:
        return today.replace(day=1)
    try:
        found = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Refused("month-unreadable") from None
    if not 2000 <= found.year <= today.year:
        raise Refused("month-unreadable")
    return found


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _first_before(first: date) -> date | None:
    return (first - timedelta(days=1)).replace(day=1) if first.year > 2000 else None


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=SEOUL)
