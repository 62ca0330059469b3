"""The shadow: beside the province's grade of a home and day, what we said of the same home and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.wellbeing import access
from chomchom.wellbeing.models import ProvinceDay
from chomchom.wellbeing.reads.quality import OUTAGES
from chomchom.wellbeing.rules.words import RANK, AlertKind, Grade, ProvinceGrade
from chomchom.wellbeing.sentences import ALERT_KINDS, GRADES, PROVINCE_GRADES

DAYS = 30
SPEAKS = frozenset({ProvinceGrade.CAUTION, ProvinceGrade.SEVERE})


@dataclass(frozen=True, slots=True)
class ShadowRow:
    """One day of one home: the province's word ("" where none came) and ours ("" where we were quiet)."""

    day: date
    province_word: str
    our_word: str
    agrees: bool


def shadow(deed: Deed, home_id: int) -> list[ShadowRow]:
    """The days of the last month on which the province or we said something of a home, the newest first. Two queries.

    That we were quiet is not said to be right: what the door showed says who was.
    """
    since = deed.day - timedelta(days=DAYS)
    homes = access.visible_to(deed).filter(pk=home_id)
    theirs = dict(ProvinceDay.objects.filter(home__in=homes, day__gte=since).values_list("day", "grade"))
    alerts = access.alerts_visible_to(deed).filter(home__in=homes, raised_at__date__gte=since)
    ours: dict[date, tuple[Grade, AlertKind]] = {}
    for grade, kind, at in alerts.exclude(kind=AlertKind.PROVINCE).values_list("grade", "kind", "raised_at"):
        day = at.astimezone(SEOUL).date()
        if day not in ours or RANK[Grade(grade)] > RANK[ours[day][0]]:
            ours[day] = (Grade(grade), AlertKind(kind))
    return [_row(day, theirs.get(day), ours.get(day)) for day in sorted({*theirs, *ours}, reverse=True)]


def _row(day: date, theirs: str | None, ours: tuple[Grade, AlertKind] | None) -> ShadowRow:
    word = f"{GRADES[ours[0]]} · {ALERT_KINDS[ours[1]]}" if ours else ""
    said = theirs is not None and ProvinceGrade(theirs) in SPEAKS
    heard = ours is not None and ours[1] not in OUTAGES
    return ShadowRow(day, str(PROVINCE_GRADES[ProvinceGrade(theirs)]) if theirs else "", word, said == heard)
