"""What the plan does by itself: it calls to mind what is nearly due or late, and keeps the copy that formulas count."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from chomchom.planning.actions.telling import remind
from chomchom.planning.calculator import facts
from chomchom.store.acting import machine_acting

MOST_BATCHES = 200
log = logging.getLogger(__name__)


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="planning_remind")
def remind_of_reviews(timestamp: int) -> None:
    """Tell who has an empty row or a data request that is nearly due or late; a message goes once."""
    with machine_acting("planning-remind") as deed:
        remind(deed)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="planning_facts", queue="heavy", name="chomchom.planning.jobs.copy_facts")
def copy_facts(timestamp: int) -> None:
    """Copy what is new in the ledger, each batch in a transaction of its own; a missed run costs speed, never a figure."""
    for _ in range(MOST_BATCHES):
        with machine_acting("planning-facts") as deed:
            passed = facts.catch_up(deed)
        if passed < facts.BATCH:
            return


@app.periodic(cron="50 17 * * *")  # 02:50 in Seoul
@app.task(queueing_lock="planning_facts_check", queue="heavy", name="chomchom.planning.jobs.check_facts")
def check_facts(timestamp: int) -> None:
    """Every night: hold the whole copy against the ledger and write anew what differs."""
    for after, upto in facts.stretches(facts.mark_now()):
        with machine_acting("planning-facts") as deed:
            if facts.mend(deed, after, upto):
                log.error("the copy of the ledger differed between %d and %d and was written anew", after, upto)
