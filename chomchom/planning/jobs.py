"""What the plan does by itself: it calls to mind what is nearly due or late."""

from __future__ import annotations

from procrastinate.contrib.django import app

from chomchom.planning.actions.telling import remind
from chomchom.store.acting import machine_acting


@app.periodic(cron="7 * * * *")
@app.task(queueing_lock="planning_remind")
def remind_of_reviews(timestamp: int) -> None:
    """Tell who has an empty row or a data request that is nearly due or late; a message goes once."""
    with machine_acting("planning-remind") as deed:
        remind(deed)
