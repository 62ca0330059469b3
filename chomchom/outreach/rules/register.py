"""Work beside the episodes: activities entered in batches, one-off goods and money, needs without a resource."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from chomchom.kernel.deeds import Sector
from chomchom.kernel.verdicts import Refused


class ActivityKind(StrEnum):
    """What was done in an activity entered by batch."""

    VISIT = "visit"
    CALL = "call"
    CAMPAIGN = "campaign"
    DELIVERY = "delivery"
    REPAIR = "repair"
    MEETING = "meeting"
    OTHER = "other"


class ActorKind(StrEnum):
    """Whose activity it was."""

    DONG_COUNCIL = "dong_council"
    HONORARY = "honorary"
    TONGJANG = "tongjang"
    AGENCY = "agency"


SECTOR_OF_ACTOR: dict[ActorKind, Sector] = {
    ActorKind.DONG_COUNCIL: Sector.NEIGHBOUR,
    ActorKind.HONORARY: Sector.NEIGHBOUR,
    ActorKind.TONGJANG: Sector.NEIGHBOUR,
    ActorKind.AGENCY: Sector.PRIVATE,
}


class Resource(StrEnum):
    """What a one-off link or an activity gave."""

    CASH = "cash"
    RENT = "rent"
    FOOD = "food"
    GOODS = "goods"
    FUEL = "fuel"
    MEDICAL = "medical"
    REPAIR = "repair"
    NONE = "none"


class Payer(StrEnum):
    """Who paid for a one-off link."""

    COMMUNITY_CHEST = "community_chest"  # 공동모금회
    FOOD_BANK = "food_bank"
    DONATION = "donation"  # 후원금
    WELFARE_CENTRE = "welfare_centre"
    RELIGIOUS = "religious"
    COMPANY = "company"
    DONG_COUNCIL = "dong_council"
    PUBLIC = "public"


class LinkResult(StrEnum):
    """What came of a one-off link."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    NO_RESOURCE = "no_resource"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """One line of a paper diary: what, when, where, how often, by whom, with what."""

    kind: ActivityKind
    occurred_on: date
    dong: str
    count: int
    actor: ActorKind
    resource: Resource


def check_activity(line: ActivityLine, *, today: date, most: int, days_back: int) -> None:
    """A line counts between one and `most` deeds of a day that is neither to come nor too long ago."""
    if not 1 <= line.count <= most:
        raise Refused("count-impossible", most=most)
    if line.occurred_on > today:
        raise Refused("entry-day-in-the-future")
    if line.occurred_on < today - timedelta(days=days_back):
        raise Refused("day-too-long-ago", days=days_back)


def check_goods(
    *, amount_won: int, resource: Resource, result: LinkResult, most_won: int, on: date, today: date
) -> None:
    """Money has an amount, a refusal has none to count; nothing lies in the future."""
    if not 0 <= amount_won <= most_won:
        raise Refused("amount-impossible", most=most_won)
    if resource in (Resource.CASH, Resource.RENT) and result is LinkResult.DELIVERED and amount_won == 0:
        raise Refused("money-needs-amount")
    if on > today:
        raise Refused("entry-day-in-the-future")
