"""The pages of accounts: lists, one account with its history, sessions, the demo's role picker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch

from chomchom.accounts import access
from chomchom.accounts.models import Account, ApiKey, LoginEvent, LoginSession, Posting
from chomchom.accounts.rules import LoginKind
from chomchom.accounts.sentences import LOGIN_KINDS, ROLES, WHOLE_CITY
from chomchom.kernel.deeds import Deed
from chomchom.kernel.roles import Role
from chomchom.rulebook.dongs import dong, is_dong
from chomchom.store.paging import Page, page


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account in the list."""

    account_id: UUID
    login: str
    name: str
    active: bool
    works: str
    last_login: datetime | None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One posting of an account, also a past one."""

    posting_id: UUID
    role_label: str
    agency_name: str
    areas: str
    from_on: date
    until_on: date | None
    holds: bool
    ahead: bool


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account with its postings and last logins."""

    account_id: UUID
    login: str
    name: str
    active: bool
    first_password: bool
    postings: tuple[HistoryRow, ...]
    logins: tuple[tuple[datetime, str, str], ...]


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A running session of one's own."""

    session_key: str
    began_at: datetime
    seen_at: datetime
    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class PickerRow:
    """One invented person of the demo city on the login page."""

    account_id: UUID
    name: str
    role: Role
    role_label: str
    agency_name: str
    areas: str


def area_words(areas: list[str], whole_city: bool) -> str:
    """Dongs by name, or the whole city."""
    if whole_city:
        return str(WHOLE_CITY)
    return ", ".join(dong(code).name if is_dong(code) else code for code in areas)


def _holds(row: Posting, day: date) -> bool:
    return row.from_on <= day and (row.until_on is None or row.until_on >= day)


def _works(rows: list[Posting], day: date) -> str:
    holding = [row for row in rows if _holds(row, day)]
    return " / ".join(" ".join(part for part in (_where(row), str(ROLES[Role(row.role)])) if part) for row in holding)


def _where(row: Posting) -> str:
    return area_words(row.areas, False) or (row.agency.name if row.agency else "")


def account_list(deed: Deed, *, after: str = "", login: str = "") -> Page[AccountRow]:
    """One page of the accounts this deed manages, by login name; three queries."""
    rows = access.visible_to(deed)
    if login:
        rows = rows.filter(login__startswith=login.strip().casefold())
    rows = rows.prefetch_related(
        Prefetch("postings", queryset=access.visible_postings(deed).select_related("agency").order_by("from_on", "pk"))
    )
    found = page(rows, order=("login",), after=after)
    return Page(
        tuple(
            AccountRow(
                row.pk, row.login, row.display_name, row.is_active, _works(list(row.postings.all()), deed.day),
                row.last_login,
            )
            for row in found.rows
        ),
        found.next,
    )  # fmt: skip


def account_view(deed: Deed, account_id: UUID) -> AccountView:
    """One account with its history. Raises `account-not-there`. Three queries."""
    if account_id == deed.actor_id:
        account = Account.objects.get(pk=account_id)
    else:
        account = access.load_account(deed, account_id)
    postings = access.visible_postings(deed).filter(account_id=account_id).select_related("agency")
    logins = LoginEvent.objects.filter(account_id=account_id).order_by("-at", "-pk")[:20]
    return AccountView(
        account_id=account.pk,
        login=account.login,
        name=account.display_name,
        active=account.is_active,
        first_password=account.password_is_first,
        postings=tuple(_history(row, deed.day) for row in postings.order_by("-from_on", "-pk")),
        logins=tuple((row.at, str(LOGIN_KINDS[LoginKind(row.kind)]), row.address or "") for row in logins),
    )


def _history(row: Posting, day: date) -> HistoryRow:
    return HistoryRow(
        posting_id=row.pk,
        role_label=str(ROLES[Role(row.role)]),
        agency_name=row.agency.name if row.agency else "",
        areas=area_words(row.areas, row.whole_city),
        from_on=row.from_on,
        until_on=row.until_on,
        holds=_holds(row, day),
        ahead=row.from_on > day,
    )


def own_sessions(deed: Deed) -> tuple[SessionRow, ...]:
    """The running sessions of one's own account. One query."""
    rows = LoginSession.objects.filter(account_id=deed.actor_id).order_by("-seen_at")
    return tuple(SessionRow(row.session_key, row.began_at, row.seen_at, row.address or "", row.agent) for row in rows)


def picker(day: date, *, limit: int = 24) -> tuple[PickerRow, ...]:
    """Everybody the demo's login page offers, in the order they were made. One query."""
    rows = Posting.objects.valid_on(day).select_related("account", "agency").order_by("account__created_at", "pk")
    found: dict[UUID, PickerRow] = {}
    for row in rows[: limit * 3]:
        if row.role == Role.PROVINCE:
            continue
        found.setdefault(
            row.account_id,
            PickerRow(
                row.account_id, row.account.display_name, Role(row.role), str(ROLES[Role(row.role)]),
                row.agency.name if row.agency else "", area_words(row.areas, False),
            ),
        )  # fmt: skip
    return tuple(found.values())[:limit]


def api_keys(deed: Deed) -> tuple[tuple[UUID, str, str, date | None, bool], ...]:
    """Keys of machines: id, label, role, last day, whether it still opens. One query."""
    access.check_may_hand_out_keys(deed)
    rows = ApiKey.objects.select_related("posting").order_by("-made_at", "pk")
    return tuple(
        (
            row.pk,
            row.label,
            str(ROLES[Role(row.posting.role)]),
            row.until_on,
            row.revoked_at is None and (row.until_on is None or row.until_on >= deed.day),
        )
        for row in rows
    )


def lost_addresses(*, since: datetime, address: str) -> int:
    """How many logins failed from one network address since a moment. One query."""
    return LoginEvent.objects.filter(kind=LoginKind.FAILED, address=address or None, at__gte=since).count()


def lost_tries(*, since: datetime, account_id: UUID) -> int:
    """How many logins and codes of one account failed since a moment. One query."""
    return LoginEvent.objects.filter(kind=LoginKind.FAILED, account_id=account_id, at__gte=since).count()


def account_of_login(login: str) -> UUID | None:
    """The account with a login name; for the operator's command line. One query."""
    return Account.objects.filter(login=login.strip().casefold()).values_list("pk", flat=True).first()
