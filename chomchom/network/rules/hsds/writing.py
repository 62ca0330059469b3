"""Our entries as HSDS 3.0 documents. Ids of parts hang on the id of the whole, so that they stay from export to export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from chomchom.network.rules.entered import PlaceIn, ServiceIn
from chomchom.network.rules.fitting import ServiceState
from chomchom.network.rules.hours import HOLIDAY, Opening, Week, clock

SPACE = UUID("6e1d4a5e-6a4f-5c7a-9d1e-2b6f3f0c9a10")
TAXONOMY = str(uuid5(SPACE, "taxonomy:needs"))
AREA_TYPE = "kr-haengjeongdong"
ICAL = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STATUS = {
    ServiceState.ACTIVE: "active",
    ServiceState.PAUSED: "temporarily closed",
    ServiceState.ENDED: "inactive",
}

Document = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    """A place of the directory with its id."""

    id: UUID
    place: PlaceIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A service of the directory with all that is published of it."""

    id: UUID
    service: ServiceIn
    state: ServiceState
    agency_name: str
    need_name: str
    dong_names: dict[str, str]
    places: tuple[PlaceEntry, ...]
    assured_on: date
    update_due: date
    changed_at: datetime | None
    city: str
    province: str


def part_id(kind: str, whole: UUID, number: int | str = 0) -> str:
    """The lasting id of a part of something."""
    return str(uuid5(SPACE, f"{kind}:{whole}:{number}"))


def write_organization(agency_id: UUID, name: str) -> Document:
    """A body. What it does stands in its services."""
    return {"id": str(agency_id), "name": name, "description": name}


def write_taxonomy(name: str) -> Document:
    """The code table of needs."""
    return {"id": TAXONOMY, "name": name, "description": name}


def write_term(code: str, name: str, *, parent: str = "") -> Document:
    """One kind of need; a kind hangs under its group."""
    term = {"id": term_id(code), "code": code, "name": name, "description": name, "taxonomy_id": TAXONOMY}
    return term | ({"parent_id": term_id(parent)} if parent else {})


def term_id(code: str) -> str:
    """The lasting id of a kind of need."""
    return str(uuid5(SPACE, f"need:{code}"))


def write_schedules(week: Week, whole: UUID) -> list[Document]:
    """A week, one schedule a line: weekly, or monthly with the number of the week before the day."""
    return [{"id": part_id("schedule", whole, number), **_schedule(one)} for number, one in enumerate(week)]


def _schedule(one: Opening) -> Document:
    if one.closed:
        return {"closed": True, "valid_from": str(one.first), "valid_to": str(one.last)}
    days = [ICAL[day] for day in sorted(one.days - {HOLIDAY})]
    weeks = sorted(one.weeks)
    return {
        "freq": "MONTHLY" if weeks else "WEEKLY",
        "byday": ",".join(f"{week}{day}" for week in weeks for day in days) if weeks else ",".join(days),
        "opens_at": clock(one.opens),
        "closes_at": clock(one.closes),
        "on_holidays": HOLIDAY in one.days,
    }


def write_location(entry: PlaceEntry, *, city: str, province: str) -> Document:
    """A place."""
    place = entry.place
    address = {
        "id": part_id("address", entry.id),
        "address_1": place.address,
        "city": city,
        "state_province": province,
        "postal_code": "",
        "country": "KR",
        "address_type": "physical",
    }
    return {
        "id": str(entry.id),
        "location_type": "physical",
        "name": place.name,
        "transportation": place.way_there or None,
        "dong": place.dong,
        "addresses": [address],
        "phones": _phones(place.phone, entry.id),
        "accessibility": [
            {"id": part_id("aid", entry.id, code), "code": code, "description": code} for code in place.aids
        ],
        "schedules": write_schedules(place.hours, entry.id),
    }


def _phones(number: str, whole: UUID) -> list[Document]:
    return [{"id": part_id("phone", whole), "number": number}] if number else []


def write_service(entry: Entry) -> Document:
    """A service with everything that hangs on it. Where referrals go is not published."""
    said, me = entry.service, entry.id
    places = [write_location(place, city=entry.city, province=entry.province) for place in entry.places]
    return {
        "id": str(me),
        "name": said.name,
        "description": said.summary or None,
        "status": STATUS[entry.state],
        "url": said.website or None,
        "application_process": said.application or None,
        "fees_description": said.fee or None,
        "eligibility_description": said.eligibility or None,
        "minimum_age": said.age_from,
        "maximum_age": said.age_to,
        "assured_date": entry.assured_on.isoformat(),
        "last_modified": entry.changed_at.isoformat() if entry.changed_at else None,
        "organization": write_organization(said.agency_id, entry.agency_name),
        "service_at_locations": [
            {"id": part_id("at", me, place["id"]), "service_id": str(me), "location": place} for place in places
        ],
        "schedules": write_schedules(said.hours, me),
        "phones": _phones(said.public_phone, me),
        "languages": [{"id": part_id("language", me, code), "code": code} for code in said.languages],
        "required_documents": _numbered("paper", me, "document", said.papers),
        "cost_options": _cost(said, me),
        "service_areas": _areas(entry),
        "attributes": [
            {
                "id": part_id("need", me, said.need),
                "link_entity": "service",
                "taxonomy_term": {"id": term_id(said.need), "code": said.need, "name": entry.need_name},
            }
        ],
        **_profile(entry),
    }


def _numbered(kind: str, whole: UUID, field: str, values: Sequence[str]) -> list[Document]:
    return [{"id": part_id(kind, whole, number), field: value} for number, value in enumerate(values)]


def _cost(said: ServiceIn, me: UUID) -> list[Document]:
    if said.fee_won is None:
        return []
    return [{"id": part_id("cost", me), "option": said.fee or None, "amount": said.fee_won, "currency": "KRW"}]


def _areas(entry: Entry) -> list[Document]:
    return [
        {
            "id": part_id("area", entry.id, dong),
            "name": entry.dong_names.get(dong, dong),
            "extent": dong,
            "extent_type": AREA_TYPE,
        }
        for dong in sorted(entry.service.dongs)
    ]


def _profile(entry: Entry) -> Document:
    """What our profile adds."""
    said = entry.service
    return {
        "accepts_over_public_criteria": said.over_criteria_ok,
        "only_living_alone": said.only_alone,
        "capacity": {
            "state": str(said.capacity),
            "places_free": said.places_free,
            "waiting": said.waiting,
            "as_of": said.capacity_as_of.isoformat() if said.capacity_as_of else None,
        },
        "update_due": entry.update_due.isoformat(),
        "referral_way": str(said.referral_way),
    }
