"""Background work that joins rooms."""

from __future__ import annotations

from procrastinate.contrib.django import app

from chomchom.flows.followers import tell_of_emergencies
from chomchom.store.acting import machine_acting


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="tell_of_emergencies", queue="alerts", name="chomchom.flows.jobs.tell_emergencies")
def tell_emergencies(timestamp: int) -> None:
    """Every minute: emergency openings reach the privacy officer and the team head."""
    with machine_acting("tell-emergencies") as deed:
        tell_of_emergencies(deed)
