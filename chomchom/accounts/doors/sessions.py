"""Sessions on the server's clock: they end when nobody is there, and after a long shift at the latest."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from chomchom.accounts.actions import begin_session, end_session, note_login, touch_session
from chomchom.accounts.doors.addresses import address_of, agent_of
from chomchom.accounts.models import Account
from chomchom.accounts.rules import LoginKind, session_over
from chomchom.rulebook.public import value

BEGAN, SEEN = "began", "seen"
SEEN_EVERY = 30.0  # seconds between writes; a session may so end half a minute early, never late
BACKGROUND = "X-Background"


def session_limits(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """End sessions that ran out, before the view sees them.

    A request with the header `X-Background: 1` (a page that refreshes itself) shows nobody's presence.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _keep_or_end(request)
        return get_response(request)

    return middleware


def _keep_or_end(request: HttpRequest) -> None:
    now, day = time.time(), timezone.localdate()
    began, seen = request.session.get(BEGAN), request.session.get(SEEN)
    if began is None or seen is None:
        # A session is made by the server at a login; one without clocks gets them at its first request.
        request.session[BEGAN], request.session[SEEN] = now, now
    elif session_over(
        began=began,
        seen=seen,
        now=now,
        idle_minutes=value("accounts.idle_minutes", on=day),
        absolute_hours=value("accounts.session_hours", on=day),
    ):
        _end(request)
    elif now - seen >= SEEN_EVERY and request.headers.get(BACKGROUND) != "1":
        request.session[SEEN] = now
        touch_session(session_key=str(request.session.session_key), at=timezone.now())


def _end(request: HttpRequest) -> None:
    note_login(
        kind=LoginKind.TIMED_OUT,
        at=timezone.now(),
        account_id=request.user.pk,
        address=address_of(request),
        agent=agent_of(request),
    )
    end_session(session_key=str(request.session.session_key))
    logout(request)


def begin(request: HttpRequest, account: Account, *, kind: LoginKind) -> bool:
    """Start the clocks of a session that has just logged in. True when the account is also in from elsewhere."""
    now, at = time.time(), timezone.now()
    request.session[BEGAN], request.session[SEEN] = now, now
    if not request.session.session_key:
        request.session.save()
    address, agent = address_of(request), agent_of(request)
    key = str(request.session.session_key)
    elsewhere = begin_session(session_key=key, account_id=account.pk, at=at, address=address, agent=agent)
    note_login(kind=kind, at=at, account_id=account.pk, address=address, agent=agent)
    if elsewhere:
        note_login(kind=LoginKind.ELSEWHERE, at=at, account_id=account.pk, address=address, agent=agent)
    return elsewhere


def leave(request: HttpRequest) -> None:
    """Log out: the session is gone on the server too."""
    if request.user.is_authenticated:
        note_login(
            kind=LoginKind.SIGNED_OUT,
            at=timezone.now(),
            account_id=request.user.pk,
            address=address_of(request),
            agent=agent_of(request),
        )
        end_session(session_key=str(request.session.session_key))
    logout(request)
