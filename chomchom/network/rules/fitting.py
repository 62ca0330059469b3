"""What fits whom, and how old a statement about places may be; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused


class ServiceState(StrEnum):
    """Whether a service takes anybody at all."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class Capacity(StrEnum):
    """Whether there is a place now; `UNKNOWN` is never shown as free."""

    FREE = "free"
    WAITLIST = "waitlist"
    FULL = "full"
    UNKNOWN = "unknown"


class ReferralWay(StrEnum):
    """How an agency takes a referral."""

    ACCOUNT = "account"
    LINK = "link"
    PHONE = "phone"
    VISIT = "visit"


class NeighbourKind(StrEnum):
    """Neighbours who look after their street without logging in."""

    HONORARY = "honorary"  # 명예사회복지공무원
    TONGJANG = "tongjang"  # 통장


class Freshness(StrEnum):
    """How far a statement about places can be trusted."""

    FRESH = "fresh"
    AGING = "aging"
    STALE = "stale"
    NEVER = "never"


class Why(StrEnum):
    """One reason why a service fits or does not; the sentence stands in sentences.py."""

    COVERS_DONG = "covers_dong"
    COVERS_CITY = "covers_city"
    TAKES_OVER_CRITERIA = "takes_over_criteria"
    AGE_FITS = "age_fits"
    HAS_PLACE = "has_place"
    HAS_WAITLIST = "has_waitlist"
    ELSEWHERE = "elsewhere"
    NOT_OVER_CRITERIA = "not_over_criteria"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    NOT_ALONE = "not_alone"
    FULL = "full"
    PLACES_UNKNOWN = "places_unknown"
    PLACES_STALE = "places_stale"
    PAUSED = "paused"


AGAINST = frozenset({Why.ELSEWHERE, Why.NOT_OVER_CRITERIA, Why.TOO_YOUNG, Why.TOO_OLD, Why.NOT_ALONE, Why.PAUSED})
"""Reasons that make a service unfit; a full one may still fit and say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The sentence of the find page: who needs what, where. Without a dong the place decides nothing."""

    dong: str = ""
    need: str = ""
    age: int | None = None
    lives_alone: bool | None = None
    over_criteria: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFacts:
    """What decides whether a service fits."""

    state: ServiceState
    whole_city: bool
    dongs: frozenset[str]
    over_criteria_ok: bool
    only_alone: bool
    age_from: int | None
    age_to: int | None
    capacity: Capacity
    places_free: int | None
    freshness: Freshness


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Whether it fits, why or why not, and where it stands in the list (smaller is earlier)."""

    fits: bool
    why: tuple[Why, ...]
    rank: tuple[int, int, int]


def freshness(as_of: datetime | None, *, now: datetime, fresh_days: int, stale_days: int) -> Freshness:
    """How old a statement about places is, in calendar days of Korea."""
    if as_of is None:
        return Freshness.NEVER
    days = age_in_days(as_of, now=now)
    if days <= fresh_days:
        return Freshness.FRESH
    return Freshness.AGING if days <= stale_days else Freshness.STALE


def age_in_days(as_of: datetime, *, now: datetime) -> int:
    """Calendar days in Korea since a statement; a statement from the future counts as of today."""
    return max(0, (now.astimezone(SEOUL).date() - as_of.astimezone(SEOUL).date()).days)


CAPACITY_RANK = {Capacity.FREE: 0, Capacity.WAITLIST: 1, Capacity.UNKNOWN: 2, Capacity.FULL: 3}
FRESH_RANK = {Freshness.FRESH: 0, Freshness.AGING: 1, Freshness.STALE: 2, Freshness.NEVER: 3}


def fit(facts: ServiceFacts, wanted: Wanted) -> Fit:
    """Whether a service fits and why, and its place: fitting first, then places, then how fresh that is."""
    why = (*_who(facts, wanted), *_places(facts))
    fits = not AGAINST & set(why)
    return Fit(fits=fits, why=why, rank=(0 if fits else 1, CAPACITY_RANK[facts.capacity], FRESH_RANK[facts.freshness]))


def _who(facts: ServiceFacts, wanted: Wanted) -> list[Why]:
    why: list[Why] = []
    if facts.state is not ServiceState.ACTIVE:
        why.append(Why.PAUSED)
    if facts.whole_city:
        why.append(Why.COVERS_CITY)
    elif wanted.dong:
        why.append(Why.COVERS_DONG if wanted.dong in facts.dongs else Why.ELSEWHERE)
    if wanted.over_criteria:
        why.append(Why.TAKES_OVER_CRITERIA if facts.over_criteria_ok else Why.NOT_OVER_CRITERIA)
    if wanted.age is not None and (facts.age_from is not None or facts.age_to is not None):
        why.append(_age(facts, wanted.age))
    if facts.only_alone and wanted.lives_alone is False:
        why.append(Why.NOT_ALONE)
    return why


def _age(facts: ServiceFacts, age: int) -> Why:
    if facts.age_from is not None and age < facts.age_from:
        return Why.TOO_YOUNG
    if facts.age_to is not None and age > facts.age_to:
        return Why.TOO_OLD
    return Why.AGE_FITS


def _places(facts: ServiceFacts) -> list[Why]:
    said = {
        Capacity.FREE: Why.HAS_PLACE,
        Capacity.WAITLIST: Why.HAS_WAITLIST,
        Capacity.FULL: Why.FULL,
        Capacity.UNKNOWN: Why.PLACES_UNKNOWN,
    }[facts.capacity]
    stale = facts.freshness in (Freshness.STALE, Freshness.NEVER) and facts.capacity is not Capacity.UNKNOWN
    return [said, Why.PLACES_STALE] if stale else [said]


MOST_PLACES = 100_000


def check_capacity(capacity: Capacity, *, places_free: int | None, waiting: int | None) -> None:
    """Raises `capacity-does-not-add-up` where the word and the numbers contradict, or a number is impossible."""
    for number in (places_free, waiting):
        if number is not None and not 0 <= number <= MOST_PLACES:
            raise Refused("capacity-does-not-add-up")
    if capacity is Capacity.FREE and places_free == 0:
        raise Refused("capacity-does-not-add-up")
    if capacity is Capacity.FULL and places_free:
        raise Refused("capacity-does-not-add-up")


def check_ages(age_from: int | None, age_to: int | None) -> None:
    """Raises `ages-do-not-add-up` where nobody could be of that age."""
    if age_from is not None and age_to is not None and age_from > age_to:
        raise Refused("ages-do-not-add-up")


def active_on(*, active_from: date, active_until: date | None, on: date) -> bool:
    """Whether a neighbour's appointment holds on a day; the last day is included."""
    return active_from <= on and (active_until is None or on <= active_until)


def check_appointment(active_from: date, active_until: date | None) -> None:
    """Raises `neighbour-dates-do-not-add-up` where an appointment ends before it starts."""
    if active_until is not None and active_until < active_from:
        raise Refused("neighbour-dates-do-not-add-up")


def mask_name(name: str) -> str:
    """김하늘 → 김○늘, 김하 → 김○; a single syllable is hidden whole."""
    if len(name) <= 1:
        return "○"
    if len(name) == 2:
        return name[0] + "○"
    return name[0] + "○" * (len(name) - 2) + name[-1]


def mask_phone(phone: str) -> str:
    """010-1234-5678 → 010-****-5678; a short number shows its last two digits."""
    digits = [sign for sign in phone if sign.isdigit()]
    if len(digits) < 9:
        return "*" * max(0, len(digits) - 2) + "".join(digits[-2:])
    return f"{''.join(digits[:3])}-****-{''.join(digits[-4:])}"


def digits_of(phone: str) -> str:
    """A phone number as it is compared: digits only, the country code turned into a leading 0."""
    digits = "".join(sign for sign in phone if sign.isdigit())
    return "0" + digits[2:] if digits.startswith("82") and len(digits) > 10 else digits
