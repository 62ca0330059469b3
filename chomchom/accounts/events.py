"""What accounts writes into the ledger."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from chomchom.accounts.rules import AgencyKind, GlassFinding, GlassReason
from chomchom.kernel.deeds import Sector
from chomchom.kernel.events import Code, Event
from chomchom.kernel.roles import Role


class AgencyFounded(Event):
    """A body was entered."""

    tag = "accounts:agency:founded"
    agency_id: UUID
    kind: AgencyKind
    body: Sector


class AgencyClosed(Event):
    """A body stopped; nobody acts for it any more."""

    tag = "accounts:agency:closed"
    agency_id: UUID


class AccountCreated(Event):
    """Somebody was given an account."""

    tag = "accounts:account:created"
    account_id: UUID


class AccountDisabled(Event):
    """An account was shut; its sessions ended."""

    tag = "accounts:account:disabled"
    account_id: UUID
    sessions: int


class AccountEnabled(Event):
    """A shut account was opened again."""

    tag = "accounts:account:enabled"
    account_id: UUID


class PasswordReset(Event):
    """An account was given a new first password."""

    tag = "accounts:password:reset"
    account_id: UUID


class PostingGiven(Event):
    """Somebody was posted."""

    tag = "accounts:posting:given"
    posting_id: UUID
    account_id: UUID
    role: Role
    agency_id: UUID | None
    from_on: date
    until_on: date | None


class PostingEnded(Event):
    """A posting was ended."""

    tag = "accounts:posting:ended"
    posting_id: UUID
    account_id: UUID
    ends_on: date


class EmergencyOpened(Event):
    """A closed file was opened in an emergency."""

    tag = "accounts:emergency:opened"
    glass_id: UUID
    subject_id: UUID
    because: GlassReason


class EmergencyReviewed(Event):
    """An emergency opening was judged."""

    tag = "accounts:emergency:reviewed"
    glass_id: UUID
    finding: GlassFinding


class ExportTaken(Event):
    """Somebody took records away as a file."""

    tag = "accounts:export:taken"
    export_id: UUID
    what: Code
    rows: int


class LogReviewed(Event):
    """The access log of a month was reviewed."""

    tag = "accounts:log:reviewed"
    month_on: date
    opened: int
    asked: int


class ExplanationAsked(Event):
    """Somebody was asked why they opened or took records."""

    tag = "accounts:explanation:asked"
    question_id: UUID
    account_id: UUID


class ExplanationGiven(Event):
    """The answer to such a question came."""

    tag = "accounts:explanation:given"
    question_id: UUID


class KeyMade(Event):
    """A machine was given a key to the API."""

    tag = "accounts:key:made"
    key_id: UUID
    posting_id: UUID


class KeyRevoked(Event):
    """A machine's key was taken back."""

    tag = "accounts:key:revoked"
    key_id: UUID
