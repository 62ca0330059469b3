"""What a referral may become, by whom, when it is late and what its state is called; pure.

Source of the machine: `machines.md` 5.8; of the clocks: the rulebook's `referrals.yaml`.
"""

from __future__ import annotations

from chomchom.referrals.rules.clocks import (
    Clocks,
    Hours,
    day_of,
    expires_after_waitlisting,
    outcome_asks,
    plan_clocks,
)
from chomchom.referrals.rules.display import Display, DisplayFacts, Shown, Tone, WaitingFor, display
from chomchom.referrals.rules.machine import (
    ANSWERS,
    OPEN,
    OVER,
    REASONS,
    REFERRALS,
    SHARING,
    DeclineCode,
    DeclinedBy,
    FailCode,
    HoldCode,
    ReferralState,
    Side,
    Urgency,
    VoidCode,
    WithdrawCode,
    check_move,
    declined_by,
    possible_moves,
)
from chomchom.referrals.rules.outcomes import (
    Outcome,
    OutcomeFacts,
    OutcomeSource,
    check_outcome,
)
from chomchom.referrals.rules.outside import (
    MOST_RESOURCE,
    OutsideFacts,
    OutsideWay,
    check_outside,
    check_outside_outcome,
)
from chomchom.referrals.rules.overlap import Overlap, overlap
from chomchom.referrals.rules.sending import MOST_ASKED, SendFacts, SharingBasis, check_can_send, shared_fields

__all__ = [
    "ANSWERS",
    "MOST_ASKED",
    "MOST_RESOURCE",
    "OPEN",
    "OVER",
    "REASONS",
    "REFERRALS",
    "SHARING",
    "Clocks",
    "DeclineCode",
    "DeclinedBy",
    "Display",
    "DisplayFacts",
    "FailCode",
    "HoldCode",
    "Hours",
    "Outcome",
    "OutcomeFacts",
    "OutcomeSource",
    "OutsideFacts",
    "OutsideWay",
    "Overlap",
    "ReferralState",
    "SendFacts",
    "SharingBasis",
    "Shown",
    "Side",
    "Tone",
    "Urgency",
    "VoidCode",
    "WaitingFor",
    "WithdrawCode",
    "check_can_send",
    "check_move",
    "check_outcome",
    "check_outside",
    "check_outside_outcome",
    "day_of",
    "declined_by",
    "display",
    "expires_after_waitlisting",
    "outcome_asks",
    "overlap",
    "plan_clocks",
    "possible_moves",
    "shared_fields",
]
