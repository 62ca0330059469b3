"""The front desk of accounts."""

from __future__ import annotations

from chomchom.accounts.actions import (
    NewAccount,
    create_account,
    end_posting,
    found_agency,
    give_posting,
    make_key,
    note_access,
    note_access_many,
    note_export,
    open_emergency,
)
from chomchom.accounts.actions.logs import Opened
from chomchom.accounts.doors.addresses import address_of
from chomchom.accounts.doors.keys import api_door, api_key_auth, visitor_auth
from chomchom.accounts.doors.pages import deed_from, page
from chomchom.accounts.reads import (
    AgencyRow,
    Holder,
    OpenedRow,
    Reachable,
    accounts_named,
    agencies,
    agency,
    agency_choices,
    contact,
    open_emergencies,
    opened_by,
    over_the_hour,
    picker,
    who_holds,
)
from chomchom.accounts.rules import AgencyKind, GlassReason
from chomchom.accounts.sentences import role_label
from chomchom.kernel.roles import Role

__all__ = [
    "AgencyKind",
    "AgencyRow",
    "GlassReason",
    "Holder",
    "NewAccount",
    "Opened",
    "OpenedRow",
    "Reachable",
    "Role",
    "accounts_named",
    "address_of",
    "agencies",
    "agency",
    "agency_choices",
    "api_door",
    "api_key_auth",
    "contact",
    "create_account",
    "deed_from",
    "end_posting",
    "found_agency",
    "give_posting",
    "make_key",
    "note_access",
    "note_access_many",
    "note_export",
    "open_emergencies",
    "open_emergency",
    "opened_by",
    "over_the_hour",
    "page",
    "picker",
    "role_label",
    "visitor_auth",
    "who_holds",
]
