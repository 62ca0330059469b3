"""Bodies and accounts: founding, creating, closing, disabling."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from chomchom.accounts import access, rules
from chomchom.accounts.actions.logs import note_login
from chomchom.accounts.actions.sessions import end_all_sessions
from chomchom.accounts.events import (
    AccountCreated,
    AccountDisabled,
    AccountEnabled,
    AgencyClosed,
    AgencyFounded,
    PasswordReset,
)
from chomchom.accounts.models import Account, Agency
from chomchom.kernel.deeds import Deed, Sector
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.store.acting import require
from chomchom.store.constraints import refusing

FIRST_WORDS = (
    "가나다라마바사아자차카타파하거너더러머버서어저커터퍼허고노도로모보소오조코토포호"  # Korean data: syllables
)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account just made; the first password is shown once and changed at the first login."""

    account_id: UUID
    first_password: str


def first_password() -> str:
    """A first password people can read out: four groups of Korean syllables and digits, about 70 bits."""
    groups = ["".join(secrets.choice(FIRST_WORDS) for _ in range(3)) + str(secrets.randbelow(10)) for _ in range(4)]
    return "-".join(groups)


def found_agency(
    deed: Deed,
    *,
    name: str,
    kind: rules.AgencyKind,
    sector: Sector,
    open_days: Iterable[int] = (0, 1, 2, 3, 4),
    opens_at: time | None = time(9),
    closes_at: time | None = time(18),
    agency_id: UUID | None = None,
) -> UUID:
    """Enter a body. Raises `agency-name-taken`."""
    access.check_may_manage(deed)
    given = {"id": agency_id} if agency_id else {}
    with refusing("accounts_agency_name_key", "agency-name-taken", name=name):
        agency = Agency.objects.create(
            name=name.strip(), kind=kind, sector=sector, open_days=list(open_days), opens_at=opens_at,
            closes_at=closes_at, created_at=deed.at, **given,
        )  # fmt: skip
    record(deed, AgencyFounded(agency_id=agency.pk, kind=kind, body=sector), stream=agency.pk)
    return agency.pk


def close_agency(deed: Deed, *, agency_id: UUID) -> None:
    """A body stops: nobody acts for it from the next request on."""
    access.check_may_manage(deed)
    agency = access.load_agency(agency_id)
    if not agency.active:
        raise Refused("agency-closed-down")
    agency.active = False
    agency.save(update_fields=["active"])
    record(deed, AgencyClosed(agency_id=agency.pk), stream=agency.pk)


def create_account(
    deed: Deed,
    *,
    login: str,
    display_name: str,
    email: str = "",
    with_password: bool = True,
    account_id: UUID | None = None,
) -> NewAccount:
    """Give somebody an account, which grants nothing until a posting does.

    Without a password the account is entered only through the demo's role picker or holds a machine's key.
    Raises `login-not-usable`, `login-taken`, `account-needs-a-name`.
    """
    access.check_may_manage(deed)
    if not display_name.strip():
        raise Refused("account-needs-a-name")
    account = Account(
        login=rules.tidy_login(login), display_name=display_name.strip(), email=email.strip(), created_at=deed.at,
        password_is_first=with_password,
    )  # fmt: skip
    if account_id:
        account.id = account_id
    first = first_password() if with_password else ""
    account.set_password(first or None)
    with refusing("accounts_account_login_key", "login-taken", login=account.login):
        account.save(force_insert=True)
    record(deed, AccountCreated(account_id=account.pk), stream=account.pk)
    return NewAccount(account.pk, first)


def reset_password(deed: Deed, *, account_id: UUID) -> str:
    """Give an account a new first password and end its sessions; the password is shown once."""
    account = access.load_account(deed, account_id, lock=True)
    access.check_may_change(deed, account)
    first = first_password()
    account.set_password(first)
    account.password_is_first = True
    account.save(update_fields=["password", "password_is_first"])
    end_all_sessions(account.pk)
    record(deed, PasswordReset(account_id=account.pk), stream=account.pk)
    return first


def disable_account(deed: Deed, *, account_id: UUID) -> int:
    """Shut an account; its sessions die at once. The number of sessions that ended."""
    account = access.load_account(deed, account_id, lock=True)
    access.check_may_change(deed, account)
    if not account.is_active:
        raise Refused("account-shut-already")
    account.is_active = False
    account.save(update_fields=["is_active"])
    ended = end_all_sessions(account.pk)
    record(deed, AccountDisabled(account_id=account.pk, sessions=ended), stream=account.pk)
    return ended


def enable_account(deed: Deed, *, account_id: UUID) -> None:
    """Open a shut account again; its postings decide what it may do."""
    account = access.load_account(deed, account_id, lock=True)
    access.check_may_change(deed, account)
    if account.is_active:
        raise Refused("account-open-already")
    account.is_active = True
    account.save(update_fields=["is_active"])
    record(deed, AccountEnabled(account_id=account.pk), stream=account.pk)


def change_password(deed: Deed, *, new: str, session_key: str) -> None:
    """Somebody sets an own new password; every other session of the account ends.

    The form has checked the old one and the strength of the new one.
    """
    require(deed)
    account = Account.objects.select_for_update().get(pk=deed.actor_id)
    account.set_password(new)
    account.password_is_first = False
    account.save(update_fields=["password", "password_is_first"])
    end_all_sessions(account.pk, but=session_key)
    note_login(kind=rules.LoginKind.PASSWORD_CHANGED, at=deed.at, account_id=account.pk, address=deed.address, agent="")
