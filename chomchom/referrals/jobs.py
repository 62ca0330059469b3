"""The clock run: every minute, level-triggered. Each referral in a transaction of its own, so one bad row stops none."""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import UUID

from procrastinate.contrib.django import app

from chomchom.kernel.verdicts import Refused
from chomchom.referrals import actions
from chomchom.referrals.actions.clocks import Clock
from chomchom.store.acting import machine_acting

log = logging.getLogger(__name__)

STEPS: dict[Clock, Callable[..., bool]] = {
    Clock.EXPIRE: actions.expire,
    Clock.REMIND: actions.remind,
    Clock.UNSEEN: actions.tell_unseen,
    Clock.OUTCOME: actions.ask_for_outcome,
}


@app.periodic(cron="* * * * *")
@app.task(queue="alerts", queueing_lock="referrals-clocks", name="referrals.clocks")
def run_clocks(timestamp: int) -> None:
    """Do whatever the clocks of all referrals ask for."""
    take_due_steps()


def take_due_steps() -> int:
    """Take every step that is due now; the number that was taken."""
    with machine_acting("referrals") as deed:
        due = actions.due_now(deed)
    return sum(_take(STEPS[one.clock], one.referral_id) for one in due)


def _take(step: Callable[..., bool], referral_id: UUID) -> bool:
    try:
        with machine_acting("referrals") as deed:
            return step(deed, referral_id=referral_id)
    except Refused as refusal:
        log.info("referral %s: %s", referral_id, refusal.code)
    except Exception:
        log.exception("referral %s: its clock broke", referral_id)
    return False
