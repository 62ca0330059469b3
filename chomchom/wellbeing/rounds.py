"""One round of each machine: a transaction a block, an alert, a call; what breaks is written down and the rest goes on."""

from __future__ import annotations

import logging
import time
from uuid import UUID

from chomchom.kernel.verdicts import Refused
from chomchom.store.acting import machine_acting
from chomchom.wellbeing.actions import calling, faults, steps, sweeping
from chomchom.wellbeing.rules.words import CallResult
from chomchom.wellbeing.telephony import Ring, Telephone, telephone

log = logging.getLogger(__name__)
ROUND = 500


def run_sweep() -> sweeping.SweepTold:
    """Sweep every block, each in a transaction of its own, and leave a heartbeat."""
    began = time.monotonic()
    told = sweeping.SweepTold()
    with machine_acting("sweep") as deed:
        numbers = sweeping.blocks(deed)
    for number in numbers:
        try:
            with machine_acting("sweep") as deed:
                told.add(sweeping.sweep_block(deed, number))
        except Exception as fault:
            log.exception("sweep of block %s failed", number)
            told.faults += 1
            with machine_acting("sweep") as deed:
                faults.note_fault(deed, machine="sweep", subject=f"block:{number}", code=type(fault).__name__)
    with machine_acting("sweep") as deed:
        counts = {"homes": told.homes, "raised": told.raised, "faults": told.faults}
        faults.beat(deed, name="sweep", took_ms=int((time.monotonic() - began) * 1000), counts=counts)
    return told


def run_steps(*, limit: int = ROUND) -> steps.StepsTold:
    """Take every due step, each in a transaction of its own, and leave a heartbeat."""
    began = time.monotonic()
    told = steps.StepsTold()
    with machine_acting("ladder") as deed:
        waiting = steps.due_alerts(deed, limit=limit)
    for alert_id in waiting:
        _one_step(alert_id, told)
    with machine_acting("ladder") as deed:
        counts = {"taken": told.taken, "held": told.held, "faults": told.faults}
        faults.beat(deed, name="steps", took_ms=int((time.monotonic() - began) * 1000), counts=counts)
    return told


def _one_step(alert_id: UUID, told: steps.StepsTold) -> None:
    try:
        with machine_acting("ladder") as deed:
            outcome = steps.take_step(deed, alert_id=alert_id)
    except Exception as fault:
        code = fault.code if isinstance(fault, Refused) else type(fault).__name__
        log.warning("step of alert %s failed: %s", alert_id, code)
        told.faults += 1
        with machine_acting("ladder") as deed:
            steps.step_failed(deed, alert_id=alert_id, code=code)
        return
    if outcome:
        setattr(told, outcome, getattr(told, outcome) + 1)


def run_calls(*, phone: Telephone | None = None, limit: int = ROUND) -> int:
    """Make the calls that wait: lease, ring outside any transaction, write down what came of it."""
    rings = phone or telephone()
    with machine_acting("telephone") as deed:
        waiting = calling.waiting_calls(deed, limit=limit)
    made = 0
    for call_id in waiting:
        with machine_acting("telephone") as deed:
            ring = calling.lease_call(deed, call_id=call_id)
        if ring is None:
            continue
        result = _ring(rings, ring)
        if result is None:
            continue
        with machine_acting("telephone") as deed:
            made += calling.answer_call(deed, call_id=call_id, result=result)
    return made


def _ring(rings: Telephone, ring: Ring) -> CallResult | None:
    """The result, or None where the telephone itself failed: the lease runs out and the call comes again."""
    try:
        return rings.ring(ring)
    except Exception:
        log.exception("the telephone failed")
        return None
