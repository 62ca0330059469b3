"""One round of each machine: a transaction a block, an alert, a call; what breaks is written down and the rest goes on."""

from __future__ import annotations

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from django.db import connection

from chomchom.kernel.verdicts import Refused
from chomchom.rulebook.public import whole
from chomchom.store.acting import machine_acting
from chomchom.telephony import LineFailed
from chomchom.wellbeing.actions import calling, confirming, faults, steps, sweeping
from chomchom.wellbeing.telephony import Telephone, telephone

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
    """Make the calls that wait: lease, ring outside any transaction, write down what came of it.

    A real line keeps a worker busy for minutes, so its calls go side by side; the city's number of lines bounds them.
    """
    try:
        rings = phone or telephone()
    except LineFailed as fault:
        with machine_acting("telephone") as deed:
            faults.note_fault(deed, machine="telephone", subject="settings", code=str(fault))
        return 0
    with machine_acting("telephone") as deed:
        waiting = calling.waiting_calls(deed, limit=limit)
        lines = whole("wellbeing.call_lines", on=deed.day)
    if rings.longest_seconds == 0:
        return sum(_one_call(rings, call_id) for call_id in waiting)
    with ThreadPoolExecutor(max_workers=lines) as pool:
        return sum(pool.map(lambda call_id: _closing(rings, call_id), waiting))


def _closing(rings: Telephone, call_id: UUID) -> bool:
    """One call in a thread of its own, which gives its connection back."""
    try:
        return _one_call(rings, call_id)
    finally:
        connection.close()


def _one_call(rings: Telephone, call_id: UUID) -> bool:
    with machine_acting("telephone") as deed:
        ring = calling.lease_call(
            deed, call_id=call_id, longest_seconds=rings.longest_seconds, with_number=rings.needs_number
        )
    if ring is None:
        return False
    try:
        fact = rings.ring(ring)
    except Exception as fault:
        # The line failed, not the person: others may ring now, and the call comes again.
        log.exception("the telephone failed")
        with machine_acting("telephone") as deed:
            calling.call_failed(deed, call_id=call_id)
            faults.note_fault(deed, machine="telephone", subject="line", code=type(fault).__name__)
        return False
    if fact is None:
        return False
    with machine_acting("telephone") as deed:
        faults.solve_faults(deed, machine="telephone", subject="line")
        told = calling.told_of(fact)
        return calling.answer_call(deed, call_id=call_id, result=told.result, told=told)


def run_confirmations() -> confirming.ConfirmTold:
    """Ask whose own limit has passed, block by block; a block that breaks stops no other."""
    began = time.monotonic()
    told = confirming.ConfirmTold()
    with machine_acting("policy") as deed:
        numbers = sweeping.blocks(deed)
        told.expired = confirming.expire_links(deed)
    for number in numbers:
        try:
            with machine_acting("policy") as deed:
                found = confirming.confirm_block(deed, number)
        except Exception as fault:
            log.exception("asking block %s failed", number)
            with machine_acting("policy") as deed:
                faults.note_fault(deed, machine="policy", subject=f"block:{number}", code=type(fault).__name__)
            continue
        for name in ("homes", "asked", "worried", "returns"):
            setattr(told, name, getattr(told, name) + getattr(found, name))
    with machine_acting("policy") as deed:
        counts = {"homes": told.homes, "asked": told.asked, "worried": told.worried, "returns": told.returns}
        faults.beat(deed, name="policy", took_ms=int((time.monotonic() - began) * 1000), counts=counts)
    return told
