"""Where somebody stands today: the postings that hold, and the city's time, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from chomchom.accounts.models import BreakGlass
from chomchom.accounts.sentences import role_label
from chomchom.kernel.deeds import Deed, Sector
from chomchom.kernel.roles import Role

_OF_ACCOUNT = """
SELECT n.now, p.id, p.role, p.agency_id, coalesce(g.name, ''), coalesce(g.sector, 'public'), p.areas, p.whole_city,
    p.account_id, p.until_on
FROM (SELECT city_now() AS now) n
LEFT JOIN accounts_posting p ON {found}
    AND p.from_on <= (n.now AT TIME ZONE 'Asia/Seoul')::date
    AND (p.until_on IS NULL OR p.until_on >= (n.now AT TIME ZONE 'Asia/Seoul')::date)
    AND EXISTS (SELECT 1 FROM accounts_account a WHERE a.id = p.account_id AND a.is_active)
LEFT JOIN accounts_agency g ON g.id = p.agency_id
WHERE g.active IS NOT FALSE
ORDER BY p.from_on, p.id
"""
_BY_ACCOUNT = _OF_ACCOUNT.format(found="p.account_id = %s")
_BY_KEY = _OF_ACCOUNT.format(
    found="""p.id = (SELECT k.posting_id FROM accounts_apikey k WHERE k.digest = %s AND k.revoked_at IS NULL
    AND (k.until_on IS NULL OR k.until_on >= (n.now AT TIME ZONE 'Asia/Seoul')::date))"""
)


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A posting that holds today."""

    posting_id: UUID
    account_id: UUID
    role: Role
    agency_id: UUID | None
    agency_name: str
    sector: Sector
    areas: frozenset[str]
    whole_city: bool

    @property
    def role_label(self) -> str:
        """The role in the reader's language."""
        return role_label(self.role)


@dataclass(frozen=True, slots=True)
class Standing:
    """The city's time and everything somebody is posted to at that time."""

    now: datetime
    postings: tuple[PostingRow, ...]


def _ask(query: str, key: UUID | bytes | None) -> Standing:
    with connection.cursor() as cursor:
        cursor.execute(query, [key])
        found = cursor.fetchall()
    if not found:  # the only posting is for a body that closed
        cursor_now = _now()
        return Standing(cursor_now, ())
    rows = tuple(
        PostingRow(row[1], row[8], Role(row[2]), row[3], row[4], Sector(row[5]), frozenset(row[6]), row[7])
        for row in found
        if row[1] is not None
    )
    return Standing(found[0][0], rows)


def _now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT city_now()")
        return cursor.fetchone()[0]


def standing_of(account_id: UUID | None) -> Standing:
    """Where an account stands now; an anonymous visitor stands nowhere. One query."""
    return _ask(_BY_ACCOUNT, account_id)


def standing_of_key(digest: bytes) -> Standing:
    """Where the holder of a machine key stands now. One query; the hash is compared by the unique index."""
    return _ask(_BY_KEY, digest)


def open_emergencies(deed: Deed) -> frozenset[UUID]:
    """The persons whose closed files this deed's actor has open in an emergency."""
    rows = BreakGlass.objects.filter(account_id=deed.actor_id, opened_at__lte=deed.at, until__gt=deed.at)
    return frozenset(rows.values_list("subject_id", flat=True))
