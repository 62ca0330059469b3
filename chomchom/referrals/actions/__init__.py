"""Writes of this room: sending, moving, asking, and what came of it."""

from __future__ import annotations

from chomchom.referrals.actions.clocks import (
    Due,
    ask_for_outcome,
    due_now,
    expire,
    remind,
    tell_unseen,
)
from chomchom.referrals.actions.moving import (
    accept,
    ask_again,
    complete,
    confirm_decline,
    end_for_lost_basis,
    fail,
    hold,
    mark_seen,
    propose_decline,
    resume,
    start,
    void,
    waitlist,
    withdraw,
)
from chomchom.referrals.actions.outcomes import report_outcome
from chomchom.referrals.actions.outside import OutsideIn, end_outside, link_outside
from chomchom.referrals.actions.overlap import ask_overlap
from chomchom.referrals.actions.sending import ReferralIn, draft, send, send_draft
from chomchom.referrals.actions.telling import renew_link
from chomchom.referrals.actions.words import answer_question, ask_question

__all__ = [
    "Due",
    "OutsideIn",
    "ReferralIn",
    "accept",
    "answer_question",
    "ask_again",
    "ask_for_outcome",
    "ask_overlap",
    "ask_question",
    "complete",
    "confirm_decline",
    "draft",
    "due_now",
    "end_for_lost_basis",
    "end_outside",
    "expire",
    "fail",
    "hold",
    "link_outside",
    "mark_seen",
    "propose_decline",
    "remind",
    "renew_link",
    "report_outcome",
    "resume",
    "send",
    "send_draft",
    "start",
    "tell_unseen",
    "void",
    "waitlist",
    "withdraw",
]
