"""An HSDS document read into our entry, with every fault at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chomchom.kernel.verdicts import Refused
from chomchom.network.rules.entered import PlaceIn, ServiceIn
from chomchom.network.rules.entries import Aid, Tongue, check_entry
from chomchom.network.rules.fitting import Capacity, ReferralWay, ServiceState, check_ages, check_capacity
from chomchom.network.rules.hours import DAY_MINUTES, HOLIDAY, Opening, Week
from chomchom.network.rules.hsds.schema import Wrong, schema, wrongs
from chomchom.network.rules.hsds.writing import ICAL, STATUS

STATES = {word: state for state, word in STATUS.items()} | {"defunct": ServiceState.ENDED}
NOWHERE = UUID(int=0)
"""Stands for the body until the caller has found or founded it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a document may refer to: kinds of need by code, and dong by code and by written name."""

    needs: frozenset[str]
    dongs: dict[str, str]


@dataclass(slots=True)
class Read:
    """One service as read; with faults nothing of it is entered."""

    id: str
    name: str
    organization: tuple[str, str]
    service: ServiceIn | None = None
    state: ServiceState = ServiceState.ACTIVE
    places: list[PlaceIn] = field(default_factory=list)
    assured_on: date | None = None
    wrong: list[Wrong] = field(default_factory=list)


def read_service(document: Any, known: Known) -> Read:
    """A document as our entry. Faults are collected, not raised."""
    found = list(wrongs(document, schema()))
    body = document.get("organization") if isinstance(document, dict) else None
    read = Read(
        id=str(document.get("id", "")) if isinstance(document, dict) else "",
        name=str(document.get("name", ""))[:80] if isinstance(document, dict) else "",
        organization=(str(body.get("id", "")), str(body.get("name", ""))) if isinstance(body, dict) else ("", ""),
        wrong=found,
    )
    if found:
        return read
    reader = _Reader(document, known)
    read.state = STATES[document["status"]]
    read.assured_on = reader.day("assured_date")
    read.places = list(reader.places())
    read.service = reader.service()
    read.wrong = reader.wrong
    return read


class _Reader:
    """Reads a document that is of the right shape; what contradicts itself is a fault."""

    def __init__(self, document: dict[str, Any], known: Known) -> None:
        self.document, self.known = document, known
        self.wrong: list[Wrong] = []

    def fault(self, place: str, code: str) -> None:
        self.wrong.append(Wrong(place, re.sub(r"\[\d+\]", "", place).rpartition(".")[2], code))

    def text(self, name: str) -> str:
        return str(self.document.get(name) or "").strip()

    def day(self, name: str) -> date | None:
        try:
            return date.fromisoformat(self.text(name)) if self.text(name) else None
        except ValueError:
            self.fault(name, "wrong-form")
            return None

    def need(self) -> str:
        for number, attribute in enumerate(self.document["attributes"]):
            code = attribute["taxonomy_term"]["code"]
            if code in self.known.needs:
                return str(code)
            self.fault(f"attributes[{number}].taxonomy_term.code", "need-unknown")
        if not self.document["attributes"]:
            self.fault("attributes", "need-unknown")
        return ""

    def dongs(self) -> frozenset[str]:
        found = set()
        for number, area in enumerate(self.document.get("service_areas") or ()):
            code = self.known.dongs.get(str(area.get("extent") or "")) or self.known.dongs.get(
                str(area.get("name") or "")
            )
            if code is None:
                self.fault(f"service_areas[{number}].extent", "dong-unknown")
            else:
                found.add(code)
        return frozenset(found)

    def places(self) -> Iterator[PlaceIn]:
        for number, at in enumerate(self.document.get("service_at_locations") or ()):
            location, place = at["location"], f"service_at_locations[{number}].location"
            addresses = [one["address_1"] for one in location.get("addresses") or ()]
            dong = self.known.dongs.get(str(location.get("dong") or "")) or self._dong_in(" ".join(addresses))
            if dong is None:
                self.fault(f"{place}.dong", "dong-unknown")
                continue
            yield PlaceIn(
                agency_id=NOWHERE,
                name=location.get("name") or location["id"][:80],
                address=addresses[0] if addresses else "",
                dong=dong,
                phone=_first(location.get("phones"), "number"),
                way_there=location.get("transportation") or "",
                aids=tuple(aid["code"] for aid in location.get("accessibility") or () if aid.get("code") in set(Aid)),
                hours=self.week(location.get("schedules"), f"{place}.schedules"),
                source_id=location["id"],
            )

    def _dong_in(self, address: str) -> str | None:
        named = [self.known.dongs[word] for word in re.split(r"[\s,()]+", address) if word in self.known.dongs]
        return named[0] if named else None

    def week(self, schedules: Any, place: str) -> Week:
        found = []
        for number, schedule in enumerate(schedules or ()):
            try:
                found.append(read_schedule(schedule))
            except ValueError:
                self.fault(f"{place}[{number}]", "hours-unreadable")
        return tuple(found)

    def listed(self, name: str, inner: str) -> tuple[str, ...]:
        return tuple(one[inner] for one in self.document.get(name) or () if one.get(inner))

    def cost(self) -> int | None:
        """The first fee with an amount, in whole won."""
        options = self.document.get("cost_options") or ()
        return _whole(next((one["amount"] for one in options if one.get("amount") is not None), None))

    def service(self) -> ServiceIn | None:
        said, dongs = self.document, self.dongs()
        capacity = said.get("capacity") or {"state": "unknown"}
        try:
            as_of = datetime.fromisoformat(capacity["as_of"]) if capacity.get("as_of") else None
            service = ServiceIn(
                agency_id=NOWHERE,
                name=said["name"].strip(),
                need=self.need(),
                summary=self.text("description"),
                dongs=dongs,
                whole_city=not dongs,
                over_criteria_ok=said["accepts_over_public_criteria"],
                only_alone=bool(said.get("only_living_alone")),
                age_from=_whole(said.get("minimum_age")),
                age_to=_whole(said.get("maximum_age")),
                eligibility=self.text("eligibility_description"),
                application=self.text("application_process"),
                papers=self.listed("required_documents", "document"),
                languages=tuple(code for code in self.listed("languages", "code") if code in set(Tongue)),
                fee=self.text("fees_description"),
                fee_won=self.cost(),
                public_phone=_first(said.get("phones"), "number"),
                website=self.text("url"),
                hours=self.week(said.get("schedules"), "schedules"),
                referral_way=ReferralWay(said.get("referral_way") or ReferralWay.PHONE),
                capacity=Capacity(capacity["state"]) if as_of else Capacity.UNKNOWN,
                places_free=_whole(capacity.get("places_free")),
                waiting=_whole(capacity.get("waiting")),
                capacity_as_of=as_of if as_of is None or as_of.tzinfo else None,
                source_id=said["id"],
            )
            _check(service)
        except Refused as no:
            self.fault("", no.code)
            return None
        except ValueError:
            self.fault("capacity.as_of", "wrong-form")
            return None
        return service


def _check(service: ServiceIn) -> None:
    check_ages(service.age_from, service.age_to)
    check_capacity(service.capacity, places_free=service.places_free, waiting=service.waiting)
    check_entry(fee_won=service.fee_won, papers=service.papers, public_phone=service.public_phone)


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)


def _first(rows: Any, name: str) -> str:
    return str(rows[0][name]) if rows else ""


def read_schedule(schedule: dict[str, Any]) -> Opening:
    """One schedule as a line of a week. Raises ValueError for one that says nothing we keep."""
    if schedule.get("closed"):
        first = date.fromisoformat(schedule.get("valid_from") or "")
        last = date.fromisoformat(schedule.get("valid_to") or schedule["valid_from"])
        if last < first:
            raise ValueError("ends before it starts")
        return Opening(closed=True, first=first, last=last)
    days: set[int] = set()
    weeks: set[int] = set()
    named: set[tuple[int, int]] = set()
    for word in (schedule.get("byday") or "").replace(" ", "").split(","):
        if not word:
            continue
        found = re.fullmatch(r"([1-5])?(MO|TU|WE|TH|FR|SA|SU)", word)
        if found is None:
            raise ValueError(word)
        days.add(ICAL.index(found[2]))
        if found[1]:
            weeks.add(int(found[1]))
            named.add((int(found[1]), ICAL.index(found[2])))
    if weeks and len(named) != len(weeks) * len(days):
        raise ValueError("other days in other weeks belong into schedules of their own")
    if schedule.get("on_holidays"):
        days.add(HOLIDAY)
    opens, closes = _minute(schedule.get("opens_at")), _minute(schedule.get("closes_at"))
    if not days or not 0 <= opens < closes <= DAY_MINUTES:
        raise ValueError("no day or no hours")
    return Opening(days=frozenset(days), weeks=frozenset(weeks), opens=opens, closes=closes)


def _minute(said: str | None) -> int:
    found = re.match(r"(\d{2}):(\d{2})", said or "")
    if found is None:
        raise ValueError("no time")
    return int(found[1]) * 60 + int(found[2])
