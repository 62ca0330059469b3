"""A deed: who acts, when, on whose behalf and why.

The clock is read once, at the door, and carried in the deed; nothing below a door calls now().
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from chomchom.kernel.roles import PUBLIC_OFFICERS, Role

SEOUL = ZoneInfo("Asia/Seoul")
REASON = re.compile(r"[a-z0-9-]{0,48}")


class Sector(StrEnum):
    """Which part of the city acted; figures never mix them."""

    PUBLIC = "public"
    PRIVATE = "private"
    NEIGHBOUR = "neighbour"
    CITIZEN = "citizen"
    MACHINE = "machine"


class Reach(StrEnum):
    """How far the database lets a deed see at all (row security, the coarse second line)."""

    ALL = "all"
    GRANTED = "granted"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Somebody's act at one moment.

    `areas` holds dong codes, empty with `whole_city` for a city-wide posting. `reason` is a code; the words belong in
    a note that can be destroyed.
    """

    actor_id: UUID
    at: datetime
    agency_id: UUID | None = None
    roles: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    whole_city: bool = False
    sector: Sector = Sector.PUBLIC
    link_id: UUID | None = None
    reason: str = ""
    address: str = ""

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise ValueError("a deed needs an aware time")
        if not REASON.fullmatch(self.reason):
            raise ValueError("a reason is a code; the words belong in a note that can be destroyed")

    @property
    def day(self) -> date:
        """The day on the wall calendar in Korea."""
        return self.at.astimezone(SEOUL).date()

    @property
    def holder(self) -> UUID | None:
        """Who grants are made out to: the link's holder, else the agency."""
        return self.link_id or self.agency_id

    @property
    def reach(self) -> Reach:
        """What row security lets through: everything, what was granted, or nothing."""
        if Role.SYSTEM in self.roles or self.roles & PUBLIC_OFFICERS:
            return Reach.ALL
        return Reach.GRANTED if self.holder else Reach.NONE

    def has(self, *roles: str) -> bool:
        """Whether the deed is done in one of these roles."""
        return bool(self.roles & set(roles))

    def covers(self, dong: str) -> bool:
        """Whether the posting's area holds this dong."""
        return self.whole_city or dong in self.areas

    def because(self, reason: str) -> Deed:
        """The same deed with a reason code."""
        return replace(self, reason=reason)


def machine_id(name: str) -> UUID:
    """The lasting id of a machine actor such as `sweep` or `ladder`."""
    return uuid5(NAMESPACE_URL, f"chomchom:machine:{name}")


def machine_deed(name: str, *, at: datetime, reason: str = "") -> Deed:
    """A deed of the system itself; `name` says which machine."""
    return Deed(
        actor_id=machine_id(name),
        at=at,
        roles=frozenset({Role.SYSTEM}),
        whole_city=True,
        sector=Sector.MACHINE,
        reason=reason,
    )
