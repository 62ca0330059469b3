"""Signed links: issued with 32 random bytes of which only the hash is kept; opened by GET, used by POST."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F

from chomchom.kernel.deeds import SEOUL, Deed, Sector
from chomchom.kernel.events import Code
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.notices import rules
from chomchom.notices.actions.telling import tell
from chomchom.notices.events import CodeLocked, LinkIssued, LinkRevoked, LinkUsed
from chomchom.notices.models import SignedLink
from chomchom.notices.rules import CodeAnswer, CodeFacts, LinkFacts, Recipient, RecipientKind
from chomchom.rulebook.public import whole
from chomchom.store.acting import city_now, require
from chomchom.store.ids import new_id
from chomchom.store.sealing import blind


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A new link: its id for grants, its token for the one message that carries it."""

    id: UUID
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """An open link: what it is for and what it allows."""

    id: UUID
    purpose: str
    subject_kind: str
    subject_id: UUID
    agency_id: UUID | None
    account_id: UUID | None
    holder_kind: str
    holder_masked: str
    until: datetime
    at: datetime
    used: bool
    code_sent: bool


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def issue(deed: Deed, *, purpose: str, subject_kind: str, subject_id: UUID, holder: Recipient, until: datetime) -> str:
    """Make out a link and return its token, which is never stored and cannot be shown again."""
    return issue_with_id(
        deed, purpose=purpose, subject_kind=subject_kind, subject_id=subject_id, holder=holder, until=until
    ).token


def issue_with_id(
    deed: Deed,
    *,
    purpose: str,
    subject_kind: str,
    subject_id: UUID,
    holder: Recipient,
    until: datetime,
    renews: UUID | None = None,
) -> Issued:
    """Like `issue`, with the link's id, which is whom grants are made out to."""
    require(deed)
    token = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode().rstrip("=")
    link_id = new_id()
    SignedLink.objects.create(
        id=link_id,
        purpose=purpose,
        subject_kind=subject_kind,
        subject_id=subject_id,
        token_hash=_hash(token),
        holder_kind=holder.kind,
        account_id=holder.account_id,
        agency_id=holder.agency_id,
        number=holder.number,
        address=holder.address,
        label=holder.label,
        until=until,
        issued_at=deed.at,
        issued_by=deed.actor_id,
        renews=renews,
    )
    event = LinkIssued(link_id=link_id, purpose=Code(purpose), subject_id=subject_id, until=until, renews=renews)
    record(deed, event, stream=link_id)
    return Issued(id=link_id, token=token)


def open(token: str, *, purpose: str) -> LinkRow:
    """What a link is for. Changes nothing, so a mail scanner that opens it does no harm.

    The database's clock decides. Raises `link-unknown`, `link-taken-back`, `link-too-old`.
    """
    row = SignedLink.objects.filter(token_hash=_hash(token)).first()
    at = city_now()
    rules.check_link_opens(
        LinkFacts(
            found=row is not None,
            right_purpose=row is not None and row.purpose == purpose,
            revoked=row is not None and row.revoked_at is not None,
            until=row.until if row else None,
            now=at,
        )
    )
    assert row is not None
    return _row(row, at)


def _row(row: SignedLink, at: datetime) -> LinkRow:
    return LinkRow(
        id=row.pk,
        purpose=row.purpose,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        agency_id=row.agency_id,
        account_id=row.account_id,
        holder_kind=row.holder_kind,
        holder_masked=rules.mask_address(str(row.number) or str(row.address)),
        until=row.until,
        at=at,
        used=row.used_at is not None,
        code_sent=row.code_hash is not None and row.code_until is not None and row.code_until > at,
    )


def deed_of_link(link: LinkRow) -> Deed:
    """The deed of whoever holds an open link: the rights of the one record, as the link and for its agency."""
    return Deed(
        actor_id=link.id,
        at=link.at,
        agency_id=link.agency_id,
        link_id=link.id,
        roles=frozenset({Role.LINK}),
        sector=Sector.PRIVATE if link.holder_kind != RecipientKind.PHONE else Sector.NEIGHBOUR,
    )


def _holder(row: SignedLink) -> Recipient:
    return Recipient(
        kind=RecipientKind(row.holder_kind),
        account_id=row.account_id,
        agency_id=row.agency_id,
        number=str(row.number),
        address=str(row.address),
        label=str(row.label),
    )


def _code_hash(link_id: UUID, code: str) -> bytes:
    return blind("code", f"{link_id}:{code}")


def send_code(deed: Deed, link: LinkRow) -> None:
    """Send a one-time code to the link's holder; a new one replaces the old.

    Raises `link-codes-used-up` after five in a day, `link-holder-unreachable` where no address is known.
    """
    require(deed)
    row = SignedLink.objects.select_for_update().get(pk=link.id)
    fresh_day = row.code_sent_at is None or row.code_sent_at < deed.at - timedelta(days=1)
    sent = 0 if fresh_day else row.codes_sent
    if sent >= rules.CODES_A_DAY:
        raise Refused("link-codes-used-up")
    code = f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}d}"
    row.code_hash = _code_hash(row.pk, code)
    row.code_sent_at = deed.at
    row.code_until = deed.at + timedelta(minutes=whole("notices.code_minutes", on=deed.day))
    row.code_tries = 0
    row.codes_sent = sent + 1
    row.save(update_fields=["code_hash", "code_sent_at", "code_until", "code_tries", "codes_sent"])
    tell(
        deed,
        to=_code_goes_to(row),
        template="code",
        about_kind="link",
        about_id=row.pk,
        idem_key=f"code:{row.pk}:{deed.at.isoformat()}:{row.codes_sent}",
        urgent=True,
        secret=code,
    )


def _code_goes_to(row: SignedLink) -> Recipient:
    """The telephone where there is one, because the link itself mostly went by mail."""
    if row.number:
        return Recipient.phone(str(row.number))
    if row.address:
        return Recipient.email(str(row.address))
    if row.agency_id is not None:
        return Recipient.agency(row.agency_id)
    if row.account_id is not None:
        return Recipient.account(row.account_id)
    raise Refused("link-holder-unreachable")


def check_code(deed: Deed, link: LinkRow, code: str) -> CodeAnswer:
    """Compare a typed code. Every try is counted, also the wrong ones, because this answers and does not refuse.

    A right code is spent: it opens the page for one session only (`remember`).
    """
    require(deed)
    row = SignedLink.objects.select_for_update().get(pk=link.id)
    most = whole("notices.code_tries", on=deed.day)
    answer = rules.code_may_be_tried(
        CodeFacts(
            sent=row.code_hash is not None, until=row.code_until, tries=row.code_tries, most_tries=most, now=deed.at
        )
    )
    if answer is not None:
        return answer
    SignedLink.objects.filter(pk=row.pk).update(code_tries=F("code_tries") + 1)
    typed = "".join(sign for sign in code if sign.isdigit())
    if hmac.compare_digest(_code_hash(row.pk, typed), bytes(row.code_hash or b"")):
        SignedLink.objects.filter(pk=row.pk).update(code_hash=None, code_until=None)
        return CodeAnswer.RIGHT
    if row.code_tries + 1 >= most:
        record(deed, CodeLocked(link_id=row.pk), stream=row.pk)
        return CodeAnswer.USED_UP
    return CodeAnswer.WRONG


def use(deed: Deed, link: LinkRow) -> None:
    """Spend a link on a decision; a second decision by the same link is refused with `link-already-used`."""
    require(deed)
    spent = SignedLink.objects.filter(pk=link.id, used_at__isnull=True, revoked_at__isnull=True)
    if not spent.update(used_at=deed.at):
        raise Refused("link-already-used")
    record(deed, LinkUsed(link_id=link.id, purpose=Code(link.purpose)), stream=link.id)


def revoke_for(deed: Deed, *, subject_id: UUID, purpose: str = "") -> list[UUID]:
    """Take back all links to a record (of one purpose, or all); the ids of the links that ended."""
    require(deed)
    rows = SignedLink.objects.filter(subject_id=subject_id, revoked_at__isnull=True)
    if purpose:
        rows = rows.filter(purpose=purpose)
    ended = [(row.pk, row.purpose) for row in rows.order_by("pk")]
    rows.update(revoked_at=deed.at, code_hash=None)
    for link_id, was_for in ended:
        record(deed, LinkRevoked(link_id=link_id, purpose=Code(was_for)), stream=link_id)
    return [link_id for link_id, _purpose in ended]


@dataclass(frozen=True, slots=True, kw_only=True)
class Old:
    """A link that ran out and may be renewed: to the same holder only."""

    id: UUID
    purpose: str
    subject_id: UUID
    subject_kind: str
    holder: Recipient
    at: datetime


def too_old(token: str, *, purpose: str) -> Old:
    """A link whose time has passed but which nobody took back; raises `link-unknown`, `link-taken-back`."""
    row = SignedLink.objects.filter(token_hash=_hash(token), purpose=purpose).first()
    if row is None:
        raise Refused("link-unknown")
    if row.revoked_at is not None:
        raise Refused("link-taken-back")
    return Old(
        id=row.pk,
        purpose=row.purpose,
        subject_id=row.subject_id,
        subject_kind=row.subject_kind,
        holder=_holder(row),
        at=city_now(),
    )


def renew(deed: Deed, old: Old, *, until: datetime) -> Issued:
    """A new link to the same holder in place of an old one, which ends."""
    require(deed)
    if not SignedLink.objects.filter(pk=old.id, revoked_at__isnull=True).update(revoked_at=deed.at):
        raise Refused("link-taken-back")
    return issue_with_id(
        deed,
        purpose=old.purpose,
        subject_kind=old.subject_kind,
        subject_id=old.subject_id,
        holder=old.holder,
        until=until,
        renews=old.id,
    )


SESSION_KEY = "opened-links"


def remember(session: MutableMapping[str, Any], link: LinkRow) -> None:
    """Note in the visitor's session that the code was right; it holds for half an hour."""
    minutes = whole("notices.verified_minutes", on=link.at.astimezone(SEOUL).date())
    opened = dict(session.get(SESSION_KEY, {}))
    opened[str(link.id)] = (link.at + timedelta(minutes=minutes)).isoformat()
    session[SESSION_KEY] = opened


def is_verified(session: MutableMapping[str, Any], link: LinkRow) -> bool:
    """Whether this very session has typed the right code within the last half hour."""
    until = session.get(SESSION_KEY, {}).get(str(link.id))
    return until is not None and datetime.fromisoformat(until) > link.at


def check_verified(session: MutableMapping[str, Any], link: LinkRow) -> None:
    """Raises `link-needs-code` where this session has not typed the code."""
    if not is_verified(session, link):
        raise Refused("link-needs-code")
