"""Groups of roles that this room's rules speak of. The table is docs/access.md."""

from __future__ import annotations

from chomchom.kernel.roles import Role
from chomchom.people.rules.sharing import FieldGroup

OFFICERS = (Role.DESK, Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER)
READERS = (*OFFICERS, Role.PROGRAMME_OFFICER)
AGENCIES = (Role.AGENCY_WORKER, Role.AGENCY_LEAD)
HOLDERS = (*AGENCIES, Role.NEIGHBOUR, Role.COMPANION, Role.LINK, Role.CITIZEN)
MERGERS = (Role.TEAM_HEAD, Role.CITY_OFFICER)
KEEPERS = (Role.DONG_OFFICER, Role.CASE_MANAGER, Role.TEAM_HEAD, Role.CITY_OFFICER, Role.SYSTEM)
NOTERS = (*READERS, *HOLDERS, Role.PROVINCE, Role.SYSTEM)
"""Who may note that a household exists: everybody who may bring a signal."""
OWN_WORK = "own-work"
"""The basis of a grant to the agency that registered the person itself."""
OWN_FIELDS = frozenset(
    {FieldGroup.NAME, FieldGroup.CONTACT, FieldGroup.ADDRESS, FieldGroup.BIRTH, FieldGroup.HOUSEHOLD}
)
EVERY_FIELD = frozenset(FieldGroup)
