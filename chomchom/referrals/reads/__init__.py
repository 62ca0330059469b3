"""What pages and other rooms read of referrals."""

from __future__ import annotations

from chomchom.referrals.reads.lists import (
    ListFilter,
    ReferralRow,
    counts,
    inbox,
    inbox_count,
    of_origin,
    of_origins,
    of_person,
    sent_list,
)
from chomchom.referrals.reads.pages import (
    LinkFace,
    MoveButton,
    ReferralPage,
    link_face,
    referral_page,
)
from chomchom.referrals.reads.register import UnmetRow, unmet
from chomchom.referrals.reads.sending import SendOption, SendPage, next_services, send_page

__all__ = [
    "LinkFace",
    "ListFilter",
    "MoveButton",
    "ReferralPage",
    "ReferralRow",
    "SendOption",
    "SendPage",
    "UnmetRow",
    "counts",
    "inbox",
    "inbox_count",
    "link_face",
    "next_services",
    "of_origin",
    "of_origins",
    "of_person",
    "referral_page",
    "send_page",
    "sent_list",
    "unmet",
]
