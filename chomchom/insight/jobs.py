"""The copy of the ledger follows it, a batch at a time; a missed run costs speed and never a figure."""

from __future__ import annotations

from procrastinate.contrib.django import app

from chomchom.insight import actions
from chomchom.store.acting import machine_acting

MOST_BATCHES = 40


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="catch_up_figures", queue="heavy")
def catch_up_figures(timestamp: int) -> None:
    """Copy what is new since the last run; each batch in a transaction of its own."""
    for _ in range(MOST_BATCHES):
        with machine_acting("figures") as deed:
            passed = actions.catch_up(deed)
        if passed < actions.BATCH:
            return
