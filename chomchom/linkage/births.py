"""Birth dates as they are written down twice: a digit wrong or swapped, another year, another calendar, a year alone."""

from __future__ import annotations

import math
from datetime import date
from enum import StrEnum

from chomchom.linkage.hangul import slips

LUNAR_NEAREST, LUNAR_FARTHEST = 17, 53
"""A day of the lunar calendar, read as if it were of the solar one, falls this many days too early."""
_SYNODIC_MONTH = 29.530588861
_NEW_MOON = 730_125.7597
"""A mean new moon, 2000-01-06 18:14 UTC, as a proleptic day number (date.toordinal) with its hour in Seoul."""
_YEARS_OF_A_SLIP = 2


class BirthLevel(StrEnum):
    """How two birth dates agree, the best first."""

    SAME = "same"
    SWAPPED = "swapped"  # month and day, or two neighbouring digits
    DIGIT = "digit"  # one digit wrong
    LUNAR = "lunar"  # one says the lunar day
    YEAR_SLIP = "year_slip"  # the same day, one or two years apart
    YEAR_ONLY = "year_only"  # one says 1 January of the same year: nobody knew the day
    UNKNOWN = "unknown"
    OTHER = "other"


def moon_day(day: date) -> int:
    """The day of the lunar month (1–30) by the mean moon; the true one differs by a day at most, at the new moon."""
    return math.floor((day.toordinal() - _NEW_MOON + 0.5) % _SYNODIC_MONTH) + 1


def is_lunar_of(lunar: date, solar: date) -> bool:
    """Whether `lunar` may be the same birthday as `solar`, written by the lunar calendar."""
    apart = abs(moon_day(solar) - lunar.day)
    return LUNAR_NEAREST <= (solar - lunar).days <= LUNAR_FARTHEST and min(apart, 30 - apart) <= 1


def birth_level(one: date | None, other: date | None) -> BirthLevel:
    """How two birth dates agree."""
    if one is None or other is None:
        return BirthLevel.UNKNOWN
    if one == other:
        return BirthLevel.SAME
    if level := _slip(f"{one:%Y%m%d}", f"{other:%Y%m%d}"):
        return level
    if is_lunar_of(one, other) or is_lunar_of(other, one):
        return BirthLevel.LUNAR
    if (one.month, one.day) == (other.month, other.day) and abs(one.year - other.year) <= _YEARS_OF_A_SLIP:
        return BirthLevel.YEAR_SLIP
    if one.year == other.year and (1, 1) in ((one.month, one.day), (other.month, other.day)):
        return BirthLevel.YEAR_ONLY
    return BirthLevel.OTHER


def _slip(one: str, other: str) -> BirthLevel | None:
    """What kind of slip of the digits it is, if one."""
    if one[:4] == other[:4] and one[4:6] == other[6:] and one[6:] == other[4:6]:
        return BirthLevel.SWAPPED
    wrong = sum(a != b for a, b in zip(one, other, strict=True))
    if wrong == 2 and slips(one, other, at_most=1) == 1:
        return BirthLevel.SWAPPED
    return BirthLevel.DIGIT if wrong == 1 else None
