"""The round of tasks: every hour, level-triggered. Who was told of a late task is not told of it again."""

from __future__ import annotations

from procrastinate.contrib.django import app

from chomchom.council.actions.tasks import remind_of_late
from chomchom.store.acting import machine_acting


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="council-late-tasks", queue="background", name="council.late_tasks")
def tell_of_late_tasks(timestamp: int) -> None:
    """Tell the owners of tasks whose day has passed."""
    with machine_acting("council-tasks") as deed:
        remind_of_late(deed)
