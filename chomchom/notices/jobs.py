"""The delivery run: as soon as a message is kept, and every few seconds, level-triggered. Whatever is due and unsent is taken, however old it is.

Three short transactions a message: claim with a lease; send outside of any; mark. A worker that dies in between leaves a
lease that runs out.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from procrastinate.contrib.django import app

from chomchom.notices import channels
from chomchom.notices.actions import delivering
from chomchom.notices.actions.delivering import Claimed
from chomchom.notices.actions.waking import DELIVER, LOCK
from chomchom.notices.channels import PATIENCE_SECONDS, Port, Undelivered
from chomchom.notices.rules import Channel, Trouble
from chomchom.store.acting import machine_acting

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * * */5")
@app.task(queue="alerts", queueing_lock=LOCK, name=DELIVER)
def deliver(timestamp: int) -> None:
    """Deliver everything that is due now."""
    deliver_due()


def deliver_due(
    ports: Mapping[Channel, Port] | None = None, *, rounds: int = 50, patience: float = PATIENCE_SECONDS
) -> int:
    """Claim, send and mark until nothing is due; the number of messages handed over."""
    ways = ports if ports is not None else channels.ports()
    sent = 0
    for _round in range(rounds):
        with machine_acting("notices") as deed:
            claimed = delivering.claim_due(deed, limit=10)
        if not claimed:
            break
        sent += sum(deliver_one(one, ways, patience=patience) for one in claimed)
    ask_for_reports(ways)
    return sent


def deliver_one(one: Claimed, ways: Mapping[Channel, Port], *, patience: float = PATIENCE_SECONDS) -> bool:
    """Send one claimed message and write down what became of it. One bad message never stops the next."""
    trouble, ref = (None, delivering.IN_APP) if one.in_app else (one.trouble, "")
    if trouble is None and not one.in_app:
        try:
            ref = channels.send_in_time(
                ways[one.channel], key=one.key, address=one.address, text=one.text, patience=patience
            )
        except Undelivered as why:
            trouble = why.trouble
        except Exception:
            log.exception("delivery %s by %s broke", one.id, one.channel)
            trouble = Trouble.DOWN
    with machine_acting("notices") as deed:
        if trouble is None:
            delivering.mark_sent(deed, delivery_id=one.id, ref=ref)
        else:
            delivering.mark_failed(deed, delivery_id=one.id, trouble=trouble)
    return trouble is None


def ask_for_reports(ways: Mapping[Channel, Port]) -> int:
    """Ask providers about messages that were handed over; the number that arrived."""
    with machine_acting("notices") as deed:
        waiting = delivering.unconfirmed(deed)
    here = [delivery_id for delivery_id, channel, ref in waiting if ways[channel].arrived(ref)]
    if here:
        with machine_acting("notices") as deed:
            for delivery_id in here:
                delivering.mark_arrived(deed, delivery_id=delivery_id)
    return len(here)
