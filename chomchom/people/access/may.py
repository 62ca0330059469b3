"""Whether a deed may do something at all. The table is docs/access.md; a test reads it back."""

from __future__ import annotations

from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.people.access.roles import AGENCIES, HOLDERS, KEEPERS, MERGERS, NOTERS, OFFICERS, READERS
from chomchom.people.access.rows import fields_for
from chomchom.people.models import Person
from chomchom.people.rules.sharing import FieldGroup


def check_may_search(deed: Deed) -> None:
    """Whether this deed may look for persons at all."""
    if not deed.has(*READERS, *AGENCIES, Role.SYSTEM):
        raise Refused("may-not-search")


def check_may_register(deed: Deed, *, dong: str) -> None:
    """Whether this deed may write down a person or household in this dong."""
    if deed.has(Role.SYSTEM) or (deed.has(*AGENCIES) and deed.agency_id):
        return
    if not deed.has(*READERS):
        raise Refused("may-not-register")
    if not deed.covers(dong):
        raise Refused("dong-not-yours")


def check_may_note_household(deed: Deed) -> None:
    """Whether this deed may note that there is a household at an address."""
    if not deed.has(*NOTERS):
        raise Refused("may-not-register")


def check_may_change(deed: Deed) -> None:
    """Whether this deed may change persons and households it sees, and note hazards: officers."""
    if not deed.has(*READERS, Role.SYSTEM):
        raise Refused("may-not-change-person")


def check_may_reveal(deed: Deed, person: Person, *, group: FieldGroup) -> None:
    """Whether this deed may see a name or number unmasked: officers, and holders whose basis names the group."""
    if deed.has(*READERS) or (deed.has(*HOLDERS) and group in fields_for(deed, [person])[person.pk]):
        return
    raise Refused("not-agreed-to-share", fields=group.value)


def check_may_restrict(deed: Deed) -> None:
    """Whether this deed may hide a record: team heads."""
    if not deed.has(Role.TEAM_HEAD):
        raise Refused("may-not-restrict")


def check_may_record_consent(deed: Deed) -> None:
    """Whether this deed may write down a consent."""
    if not deed.has(*READERS, Role.CITIZEN, Role.SYSTEM):
        raise Refused("may-not-record-consent")


def check_may_withdraw(deed: Deed) -> None:
    """Whether this deed may write down that a consent was taken back."""
    if not deed.has(*READERS, Role.CITIZEN, Role.PRIVACY_OFFICER, Role.SYSTEM):
        raise Refused("may-not-record-consent")


def check_may_claim(deed: Deed) -> None:
    """Whether this deed may share on a legal ground without consent: officers."""
    if not deed.has(*OFFICERS):
        raise Refused("may-not-claim")


def check_may_receive_request(deed: Deed) -> None:
    """Whether this deed may take in a request about data."""
    if not deed.has(*READERS, Role.CITIZEN, Role.PRIVACY_OFFICER):
        raise Refused("may-not-receive-request")


def check_is_privacy_officer(deed: Deed) -> None:
    """Whether this deed is the privacy officer's."""
    if not deed.has(Role.PRIVACY_OFFICER):
        raise Refused("privacy-officer-only")


def check_may_end_keeping(deed: Deed) -> None:
    """Whether this deed may say that a person's data are no longer needed."""
    if not deed.has(*KEEPERS):
        raise Refused("may-not-end-keeping")


def check_may_propose(deed: Deed) -> None:
    """Whether this deed may propose a list for destruction."""
    if not deed.has(*KEEPERS, Role.PRIVACY_OFFICER):
        raise Refused("may-not-end-keeping")


def check_may_carry_out(deed: Deed) -> None:
    """Whether this deed may carry out an approved list."""
    if not deed.has(Role.PRIVACY_OFFICER, Role.SYSTEM):
        raise Refused("privacy-officer-only")


def check_may_judge_pair(deed: Deed) -> None:
    """Whether this deed may say that two records are not one person, or hold two against each other: officers."""
    if not deed.has(*OFFICERS):
        raise Refused("may-not-judge-pair")


def check_may_merge(deed: Deed) -> None:
    """Whether this deed may merge records, be the second person, and take a merge back."""
    if not deed.has(*MERGERS):
        raise Refused("may-not-merge")


def check_may_look_for_doubles(deed: Deed) -> None:
    """Whether this deed may compare everybody with everybody: the machine alone."""
    if not deed.has(Role.SYSTEM):
        raise Refused("may-not-judge-pair")


def check_may_lock(deed: Deed) -> None:
    """Whether this deed may keep an account away from a person's record: team heads."""
    if not deed.has(Role.TEAM_HEAD):
        raise Refused("may-not-restrict")
