"""Running sessions: beginning, being seen, ending. Opened at the login door, before there is a deed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session

from chomchom.accounts.models import LoginSession
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.store.acting import require


def begin_session(*, session_key: str, account_id: UUID, at: datetime, address: str, agent: str) -> bool:
    """Enter a session that has just begun. True when the same account runs another one from elsewhere."""
    running = LoginSession.objects.filter(account_id=account_id).exclude(session_key=session_key)
    elsewhere = running.exclude(address=address or None).exists()
    LoginSession.objects.update_or_create(
        session_key=session_key,
        defaults={
            "account_id": account_id,
            "began_at": at,
            "seen_at": at,
            "address": address or None,
            "agent": agent[:120],
        },
    )
    return elsewhere


def touch_session(*, session_key: str, at: datetime) -> None:
    """Say that somebody is still there."""
    LoginSession.objects.filter(session_key=session_key).update(seen_at=at)


def end_session(*, session_key: str) -> None:
    """A session ended: forget it, and let its cookie open nothing."""
    Session.objects.filter(session_key=session_key).delete()
    LoginSession.objects.filter(session_key=session_key).delete()


def end_all_sessions(account_id: UUID, *, but: str = "") -> int:
    """End an account's sessions, all or all but one; how many ended."""
    rows = LoginSession.objects.filter(account_id=account_id).exclude(session_key=but)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)


def end_own_session(deed: Deed, *, session_key: str) -> None:
    """Somebody ends one of the own sessions, such as one left open elsewhere."""
    require(deed)
    if not LoginSession.objects.filter(session_key=session_key, account_id=deed.actor_id).exists():
        raise Refused("session-not-there")
    end_session(session_key=session_key)


def follow_session(*, before: str, after: str) -> None:
    """A session got a new key (after a new password); its row goes with it."""
    if before != after:
        LoginSession.objects.filter(session_key=before).update(session_key=after)
