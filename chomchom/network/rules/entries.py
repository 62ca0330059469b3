"""The entry of a service itself: how old it is, and what may stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from chomchom.kernel.verdicts import Refused


class EntryAge(StrEnum):
    """Whether the agency should look its entry through."""

    FINE = "fine"
    ADVISED = "advised"
    MANDATORY = "mandatory"


class Aid(StrEnum):
    """What a place offers to who moves, sees or hears otherwise."""

    STEP_FREE = "step_free"
    LIFT = "lift"
    TOILET = "toilet"
    PARKING = "parking"
    BRAILLE = "braille"
    SIGN_LANGUAGE = "sign_language"
    GUIDE_DOG = "guide_dog"


class Tongue(StrEnum):
    """Languages a service speaks, by ISO 639-1."""

    KOREAN = "ko"
    ENGLISH = "en"
    CHINESE = "zh"
    VIETNAMESE = "vi"
    RUSSIAN = "ru"
    UZBEK = "uz"
    THAI = "th"
    KHMER = "km"
    NEPALI = "ne"
    INDONESIAN = "id"


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")


def entry_age(assured_on: date, *, on: date, advised: int, mandatory: int) -> EntryAge:
    """How urgent a look is: from `advised` months on it should, from `mandatory` on it must be looked through."""
    if assured_on <= months_before(on, mandatory):
        return EntryAge.MANDATORY
    return EntryAge.ADVISED if assured_on <= months_before(on, advised) else EntryAge.FINE


MOST_PAPERS = 20
MOST_FEE = 10_000_000


def check_entry(*, fee_won: int | None, papers: Sequence[str], public_phone: str) -> None:
    """Raises `fee-impossible`, `papers-too-many`, `public-phone-is-a-mobile` (a person's own number is not published)."""
    if fee_won is not None and not 0 <= fee_won <= MOST_FEE:
        raise Refused("fee-impossible", most=MOST_FEE)
    if len(papers) > MOST_PAPERS or any(len(paper) > 80 for paper in papers):
        raise Refused("papers-too-many", most=MOST_PAPERS)
    if re.match(r"\D*01[016789]", public_phone):
        raise Refused("public-phone-is-a-mobile")


def check_version(expected: int, found: int) -> None:
    """Raises `service-changed-meanwhile` where somebody else saved after this form was opened."""
    if expected != found:
        raise Refused("service-changed-meanwhile")
