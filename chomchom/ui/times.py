"""Time as people say it: 18분 전, 어제 20:10, 내일 10:00까지, 3일 지남.

Pure: the present comes in as `at` (from the deed), all in Korean time. Each answer also carries the exact
moment, so that a screen can show it on focus.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

SEOUL = ZoneInfo("Asia/Seoul")

Precision = Literal["minutes", "clock", "part"]
"""How exactly a deadline is said: with minutes left, with a clock time, or as a part of the day."""


_LETTERS = (
    pgettext_lazy("weekday", "월"),
    pgettext_lazy("weekday", "화"),
    pgettext_lazy("weekday", "수"),
    pgettext_lazy("weekday", "목"),
    pgettext_lazy("weekday", "금"),
    pgettext_lazy("weekday", "토"),
    pgettext_lazy("weekday", "일"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A moment in words. `overdue` is true only for a deadline that has passed."""

    text: str
    exact: str
    iso: str
    overdue: bool = False


@cache
def _letter(number: int, _language: str) -> str:
    return str(_LETTERS[number])


def weekday(day: date) -> str:
    """One letter for the day of the week, as in 7. 8.(수)."""
    return _letter(day.weekday(), get_language() or "")


def official(day: date) -> str:
    """A date as official papers write it: 2026. 7. 8.(수)."""
    return f"{day.year}. {day.month}. {day.day}.({weekday(day)})"


def exact(moment: datetime) -> str:
    """Date and clock time, nothing left out: 2026. 7. 8.(수) 14:20."""
    local = moment.astimezone(SEOUL)
    return f"{official(local.date())} {local:%H:%M}"


def near_day(day: date, *, today: date) -> str:
    """오늘, 어제, 내일, otherwise the date; the year only when it is another one."""
    match (day - today).days:
        case 0:
            return _("오늘")
        case -1:
            return _("어제")
        case 1:
            return _("내일")
    if day.year == today.year:
        return f"{day.month}. {day.day}.({weekday(day)})"
    return official(day)


def _span(gap: timedelta) -> str:
    minutes = int(gap.total_seconds() // 60)
    if minutes < 60:
        return ngettext("%(n)d분", "%(n)d분", minutes) % {"n": minutes}
    if minutes < 24 * 60:
        hours = minutes // 60
        return ngettext("%(n)d시간", "%(n)d시간", hours) % {"n": hours}
    return ngettext("%(n)d일", "%(n)d일", gap.days) % {"n": gap.days}


def span(gap: timedelta) -> str:
    """A length of time in its largest whole unit: 18분, 3시간, 2일."""
    return _span(abs(gap))


def past(moment: datetime, *, at: datetime) -> Said:
    """Something that happened: 방금, 18분 전, 2시간 전, 어제 20:10, 7. 8.(수) 20:10."""
    local, now = moment.astimezone(SEOUL), at.astimezone(SEOUL)
    gap = now - local
    if gap < timedelta(minutes=1):
        # A clock a little ahead of ours is still "just now"; a real future moment is said as a day.
        text = _("방금") if gap > timedelta(minutes=-5) else f"{near_day(local.date(), today=now.date())} {local:%H:%M}"
    elif gap < timedelta(hours=6):
        text = _("%(span)s 전") % {"span": _span(gap)}
    else:
        text = f"{near_day(local.date(), today=now.date())} {local:%H:%M}"
    return Said(text, exact(moment), local.isoformat())


def due(moment: datetime, *, at: datetime, precision: Precision = "clock") -> Said:
    """A deadline: 09:40까지 · 18분 남음, 오늘 18:00까지, 오늘 오전까지, 3일 지남."""
    local, now = moment.astimezone(SEOUL), at.astimezone(SEOUL)
    if local < now:
        text = _("%(span)s 지남") % {"span": _span(now - local)}
        return Said(text, exact(moment), local.isoformat(), overdue=True)
    day = near_day(local.date(), today=now.date())
    if precision == "minutes" and local - now < timedelta(hours=1):
        text = _("%(clock)s까지 · %(span)s 남음") % {"clock": f"{local:%H:%M}", "span": _span(local - now)}
    elif precision == "part":
        part = _("%(day)s 오전까지") if local.hour < 12 or (local.hour, local.minute) == (12, 0) else _("%(day)s까지")
        text = part % {"day": day}
    else:
        text = _("%(day)s %(clock)s까지") % {"day": day, "clock": f"{local:%H:%M}"}
    return Said(text, exact(moment), local.isoformat())


def due_day(day: date, *, today: date) -> Said:
    """A deadline that is a whole day: 오늘까지, 내일까지, 7. 8.(수)까지, 3일 지남."""
    if day < today:
        return Said(_("%(span)s 지남") % {"span": _span(today - day)}, official(day), day.isoformat(), overdue=True)
    return Said(_("%(day)s까지") % {"day": near_day(day, today=today)}, official(day), day.isoformat())


def on_day(day: date, *, today: date) -> Said:
    """A whole day that is no deadline: 오늘, 어제, 7. 8.(수), 2025. 7. 8.(화)."""
    return Said(near_day(day, today=today), official(day), day.isoformat())
