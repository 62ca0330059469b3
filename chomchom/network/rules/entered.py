"""A service and a place as somebody enters them: what a form, a file and another room hand over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chomchom.network.rules.fitting import Capacity, ReferralWay
from chomchom.network.rules.hours import Week


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceIn:
    """A service as it is entered. `dongs` is empty exactly where it covers the whole city."""

    agency_id: UUID
    name: str
    need: str
    summary: str = ""
    dongs: frozenset[str] = frozenset()
    whole_city: bool = False
    over_criteria_ok: bool = False
    only_alone: bool = False
    age_from: int | None = None
    age_to: int | None = None
    eligibility: str = ""
    application: str = ""
    papers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    fee: str = ""
    fee_won: int | None = None
    listed: bool = True
    public_phone: str = ""
    website: str = ""
    hours: Week = ()
    places: tuple[UUID, ...] = ()
    referral_way: ReferralWay = ReferralWay.ACCOUNT
    contact_email: str = ""
    contact_phone: str = ""
    capacity: Capacity = Capacity.UNKNOWN
    places_free: int | None = None
    waiting: int | None = None
    capacity_as_of: datetime | None = None
    source_id: str = ""


CONTENT = (
    "name", "summary", "whole_city", "over_criteria_ok", "only_alone", "age_from", "age_to", "eligibility",
    "application", "fee", "fee_won", "listed", "public_phone", "website", "referral_way", "contact_email",
    "contact_phone", "source_id",
)  # fmt: skip
"""The fields that are kept as they were said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceIn:
    """A place as it is entered."""

    agency_id: UUID
    name: str
    address: str
    dong: str
    phone: str = ""
    way_there: str = ""
    aids: tuple[str, ...] = ()
    hours: Week = ()
    active: bool = True
    source_id: str = ""
