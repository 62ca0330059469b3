"""Channels, their order, quiet hours, retries, and one-time codes; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused


class Channel(StrEnum):
    """How a message leaves the house. The in-app inbox is the message row itself."""

    ALIMTALK = "alimtalk"
    SMS = "sms"
    EMAIL = "email"


HONOURS_KEY = frozenset({Channel.ALIMTALK, Channel.SMS})
"""Channels whose provider drops a second message with the same key: "once" is promised only here."""

REPORTS = frozenset({Channel.ALIMTALK, Channel.SMS})
"""Channels that say whether a message arrived; on the others "handed over" is all there is to know."""


class RecipientKind(StrEnum):
    """What a recipient is."""

    ACCOUNT = "account"
    AGENCY = "agency"
    PHONE = "phone"
    EMAIL = "email"


class Trouble(StrEnum):
    """Why a delivery did not work."""

    DOWN = "down"  # provider refuses or answers 5xx
    TIMEOUT = "timeout"  # no answer in time
    WRONG_ADDRESS = "wrong_address"  # the address does not exist
    NO_ADDRESS = "no_address"  # nobody knows how to reach this recipient on this channel
    DISABLED = "disabled"  # the recipient's account or agency is switched off


FOR_GOOD = frozenset({Trouble.WRONG_ADDRESS, Trouble.NO_ADDRESS, Trouble.DISABLED})
"""Troubles that trying again does not mend: the next recipient or channel is taken at once."""


class ClosedBecause(StrEnum):
    """Why a person took a red message off the wall list."""

    TOLD_BY_VOICE = "told_by_voice"
    NO_LONGER_NEEDED = "no_longer_needed"
    TOLD_OTHERWISE = "told_otherwise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who is told. An agency or account is looked up when the message leaves, so a changed address is honoured."""

    kind: RecipientKind
    account_id: UUID | None = None
    agency_id: UUID | None = None
    number: str = ""
    address: str = ""
    label: str = ""

    @classmethod
    def account(cls, account_id: UUID) -> Recipient:
        """Somebody who logs in: the in-app inbox, and e-mail where the account has one."""
        return cls(kind=RecipientKind.ACCOUNT, account_id=account_id)

    @classmethod
    def agency(cls, agency_id: UUID, *, email: str = "", phone: str = "") -> Recipient:
        """A body: its shared inbox, and the addresses given here or those of its services."""
        return cls(kind=RecipientKind.AGENCY, agency_id=agency_id, address=email, number=phone)

    @classmethod
    def phone(cls, number: str, label: str = "") -> Recipient:
        """A telephone number; `label` says who that is in a word (통장)."""
        return cls(kind=RecipientKind.PHONE, number=number, label=label)

    @classmethod
    def email(cls, address: str, label: str = "") -> Recipient:
        """An e-mail address without account."""
        return cls(kind=RecipientKind.EMAIL, address=address, label=label)


def channels_for(recipient: Recipient, *, urgent: bool) -> tuple[Channel, ...]:
    """The channels in the order they are tried; the second only where the first did not get through."""
    match recipient.kind:
        case RecipientKind.ACCOUNT:
            return (Channel.EMAIL,)
        case RecipientKind.PHONE:
            return (Channel.ALIMTALK, Channel.SMS)
        case RecipientKind.EMAIL:
            return (Channel.EMAIL,)
        case _:
            return (Channel.SMS, Channel.EMAIL) if urgent else (Channel.EMAIL, Channel.SMS)


@dataclass(frozen=True, slots=True)
class Quiet:
    """Do-not-disturb hours of a kind of recipient, on the wall clock of Korea; the end may lie on the next day."""

    from_hour: int
    until_hour: int

    def holds(self, clock: time) -> bool:
        """Whether a clock time lies in the quiet hours; equal hours mean there are none."""
        if self.from_hour == self.until_hour:
            return False
        hour = clock.hour
        if self.from_hour < self.until_hour:
            return self.from_hour <= hour < self.until_hour
        return hour >= self.from_hour or hour < self.until_hour


def first_moment(wanted: datetime, *, quiet: Quiet, urgent: bool) -> datetime:
    """When a message may leave: at once where it is urgent, otherwise after the quiet hours."""
    here = wanted.astimezone(SEOUL)
    if urgent or not quiet.holds(here.time()):
        return wanted
    day = here.date()
    if here.hour >= quiet.until_hour:
        day += timedelta(days=1)
    return datetime.combine(day, time(quiet.until_hour), tzinfo=SEOUL)


PAUSES = (30, 60, 120, 300)
"""Seconds between tries; the last repeats until somebody closes the message. Nothing is ever given up silently."""


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failed tries."""
    return timedelta(seconds=PAUSES[min(max(attempts, 1), len(PAUSES)) - 1])


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """One planned delivery of a message as the wall list sees it."""

    delivered: bool
    attempts: int
    failed_for_good: bool
    due_at: datetime


def is_red(deliveries: Sequence[DeliveryFacts], *, now: datetime, patience: timedelta) -> bool:
    """Whether nobody can be sure that a message arrived: no channel got through in time."""
    if not deliveries or any(one.delivered for one in deliveries):
        return False
    if all(one.failed_for_good for one in deliveries):
        return True
    return min(one.due_at for one in deliveries) + patience <= now


CODE_DIGITS = 6
CODES_A_DAY = 5
"""One-time codes a link may ask for within 24 hours; five tries each, so a guesser has 25 of a million."""


class CodeAnswer(StrEnum):
    """What came of a code that was typed in. It is an answer and not a refusal, so that the try is counted for good."""

    RIGHT = "right"
    WRONG = "wrong"
    USED_UP = "used_up"
    TOO_OLD = "too_old"
    NONE_SENT = "none_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFacts:
    """What decides whether a typed code may be compared at all."""

    sent: bool
    until: datetime | None
    tries: int
    most_tries: int
    now: datetime


def code_may_be_tried(facts: CodeFacts) -> CodeAnswer | None:
    """None where the code may be compared, otherwise the answer."""
    if not facts.sent or facts.until is None:
        return CodeAnswer.NONE_SENT
    if facts.tries >= facts.most_tries:
        return CodeAnswer.USED_UP
    return CodeAnswer.TOO_OLD if facts.now >= facts.until else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFacts:
    """What decides whether a link opens."""

    found: bool
    right_purpose: bool
    revoked: bool
    until: datetime | None
    now: datetime


def check_link_opens(facts: LinkFacts) -> None:
    """Raises `link-unknown` (also for another purpose), `link-taken-back`, `link-too-old`."""
    if not facts.found or not facts.right_purpose:
        raise Refused("link-unknown")
    if facts.revoked:
        raise Refused("link-taken-back")
    if facts.until is None or facts.now >= facts.until:
        raise Refused("link-too-old")


def mask_address(text: str) -> str:
    """Enough of an address to recognise it: 010-****-5678, p***@example.kr."""
    name, at, domain = text.partition("@")
    if at:
        return f"{name[:1]}***@{domain}"
    digits = [sign for sign in text if sign.isdigit()]
    return f"{''.join(digits[:3])}-****-{''.join(digits[-4:])}" if len(digits) >= 9 else "****"
