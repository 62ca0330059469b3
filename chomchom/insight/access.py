"""Who sees figures, who opens them down to the list, who takes them away; follows docs/access.md line by line."""

from __future__ import annotations

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
