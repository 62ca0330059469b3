"""The front desk of referrals: ask an agency, and read what came of it.

send(deed, person_id=…, service_id=…, urgency="normal", ask="…", origin_kind="episode", origin_id=episode_id)
"""

from __future__ import annotations

from chomchom.referrals.actions import draft, end_for_lost_basis, send, send_draft, withdraw
from chomchom.referrals.actions.sending import ReferralIn
from chomchom.referrals.events import (
    ReferralAccepted,
    ReferralDeclined,
    ReferralExpired,
    ReferralSent,
)
from chomchom.referrals.reads import (
    ReferralRow,
    SendOption,
    SendPage,
    UnmetRow,
    inbox_count,
    of_origin,
    of_origins,
    of_person,
    send_page,
    unmet,
)
from chomchom.referrals.rules import DeclineCode, Outcome, OutcomeSource, ReferralState, Urgency, WithdrawCode
from chomchom.referrals.sentences import STATES, URGENCIES

__all__ = [
    "STATES",
    "URGENCIES",
    "DeclineCode",
    "Outcome",
    "OutcomeSource",
    "ReferralAccepted",
    "ReferralDeclined",
    "ReferralExpired",
    "ReferralIn",
    "ReferralRow",
    "ReferralSent",
    "ReferralState",
    "SendOption",
    "SendPage",
    "UnmetRow",
    "Urgency",
    "WithdrawCode",
    "draft",
    "end_for_lost_basis",
    "inbox_count",
    "of_origin",
    "of_origins",
    "of_person",
    "send",
    "send_draft",
    "send_page",
    "unmet",
    "withdraw",
]
