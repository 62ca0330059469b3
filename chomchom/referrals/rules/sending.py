"""When something may be sent at all, and which facts about the person travel with it."""

from __future__ import annotations

from dataclasses import dataclass

from chomchom.kernel.verdicts import Refused
from chomchom.referrals.rules.machine import ReferralState, check_move
from chomchom.referrals.rules.machine import Side as _Side


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingBasis:
    """A consent or a legal basis as the rule sees it: what may be shared."""

    kind: str
    fields: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SendFacts:
    """Everything that decides whether a referral may be sent."""

    state: ReferralState
    service_active: bool
    agency_active: bool
    covers_dong: bool
    over_criteria: bool
    service_takes_over_criteria: bool
    basis: SharingBasis | None
    ask_length: int
    agency_name: str = ""
    reachable: bool = True


MOST_ASKED = 400
"""Characters of a request: two lines on a phone and room for a sentence more."""

REFERRAL_FIELDS = ("name", "contact", "address", "birth", "household", "needs", "reason")
"""The field groups a receiver could ever read of a person, in the order a page shows them; consent narrows them."""


def check_can_send(facts: SendFacts) -> None:
    """Can this be sent, by anybody?

    Raises `wrong-state`, `service-not-active`, `agency-not-active`, `service-elsewhere`, `service-not-over-criteria`,
    `referral-needs-ask`, `referral-ask-too-long`, `agency-not-reachable`, `referral-needs-basis` (which names the agency).
    """
    check_move("send", facts.state, side=_Side.SENDER)
    if not facts.agency_active:
        raise Refused("agency-not-active", agency=facts.agency_name)
    if not facts.service_active:
        raise Refused("service-not-active", agency=facts.agency_name)
    if not facts.covers_dong:
        raise Refused("service-elsewhere", agency=facts.agency_name)
    if facts.over_criteria and not facts.service_takes_over_criteria:
        raise Refused("service-not-over-criteria", agency=facts.agency_name)
    if not facts.ask_length:
        raise Refused("referral-needs-ask")
    if facts.ask_length > MOST_ASKED:
        raise Refused("referral-ask-too-long", most=MOST_ASKED)
    if not facts.reachable:
        raise Refused("agency-not-reachable", agency=facts.agency_name)
    if facts.basis is None:
        raise Refused("referral-needs-basis", agency=facts.agency_name)


def shared_fields(basis: SharingBasis | None) -> tuple[str, ...]:
    """The fields the receiver may read under a basis, in the order a page shows them; none without a basis."""
    if basis is None:
        return ()
    return tuple(field for field in REFERRAL_FIELDS if field in basis.fields)
