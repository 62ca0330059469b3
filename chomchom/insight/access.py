"""Who sees figures, who opens them down to the list, who takes them away; follows docs/access.md line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused

SEES = frozenset(
    {
        Role.DESK,
        Role.DONG_OFFICER,
        Role.CASE_MANAGER,
        Role.TEAM_HEAD,
        Role.CITY_OFFICER,
        Role.PROGRAMME_OFFICER,
        Role.AGENCY_LEAD,
        Role.COUNCIL_OFFICE,
        Role.COUNCIL_MEMBER,
        Role.RESEARCHER,
        Role.PRIVACY_OFFICER,
        Role.PROVINCE,
    }
)
OPENS = frozenset(
    {
        Role.DESK,
        Role.DONG_OFFICER,
        Role.CASE_MANAGER,
        Role.TEAM_HEAD,
        Role.CITY_OFFICER,
        Role.PROGRAMME_OFFICER,
    }
)
EXPORTS = OPENS | {Role.COUNCIL_OFFICE, Role.RESEARCHER}


class Scope(StrEnum):
    """Which part of the city a page of figures counts."""

    MINE = "mine"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Part:
    """What one reader's page counts, whether small numbers are hidden, and between which parts the reader may choose."""

    scope: Scope
    held_to: tuple[str, ...] | None
    hides_small: bool
    scopes: tuple[Scope, ...]


def scope_of(deed: Deed, asked: Scope | None = None) -> Part:
    """Where every entry behind a number may be opened anyway, hiding the number protects nobody; elsewhere it does."""
    own = open_dongs(deed)
    if own is None:
        return Part(Scope.CITY, None, False, (Scope.CITY,))
    if own and asked is not Scope.CITY:
        return Part(Scope.MINE, tuple(own), False, (Scope.MINE, Scope.CITY))
    return Part(Scope.CITY, None, True, (Scope.MINE, Scope.CITY) if own else (Scope.CITY,))


def check_may_see(deed: Deed) -> None:
    """Figures hold nobody, and still are for those who work with them. Raises `figures-not-yours`."""
    if not deed.has(Role.SYSTEM, *SEES):
        raise Refused("figures-not-yours")


def check_may_open(deed: Deed) -> None:
    """Only who may see the records behind a figure opens it. Raises `figure-list-not-yours`."""
    if not deed.has(*OPENS):
        raise Refused("figure-list-not-yours")


def check_may_export(deed: Deed) -> None:
    """Raises `figures-export-not-yours`."""
    if not deed.has(*EXPORTS):
        raise Refused("figures-export-not-yours")


def open_dongs(deed: Deed) -> list[str] | None:
    """The dong whose entries this deed may see in a list; None is the whole city, an empty list nothing."""
    if not deed.has(*OPENS):
        return []
    return None if deed.whole_city else sorted(deed.areas)


def check_year(year: int, years: Sequence[int]) -> None:
    """Raises `plan-year-unknown` for a year outside the plan."""
    if year not in years:
        raise Refused("plan-year-unknown", first=min(years), last=max(years))
