"""What outreach does by itself. Every job looks at how things stand, so a missed run is made up by the next."""

from __future__ import annotations

from procrastinate.contrib.django import app

from chomchom.outreach.actions.overdue import bring_back_overdue, clear_expired, wake_watched
from chomchom.outreach.actions.rounds import destroy_rounds
from chomchom.store.acting import machine_acting


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="outreach_bring_back", queue="alerts")
def bring_back(timestamp: int) -> None:
    """Put overdue site checks back on the board."""
    with machine_acting("outreach-overdue") as deed:
        bring_back_overdue(deed)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="outreach_wake", queue="alerts")
def wake(timestamp: int) -> None:
    """Bring back homes whose watching day has come."""
    with machine_acting("outreach-watch") as deed:
        wake_watched(deed)


@app.periodic(cron="23 * * * *")
@app.task(queueing_lock="outreach_destroy", queue="alerts")
def destroy(timestamp: int) -> None:
    """Destroy discovery rounds and texts whose day has come."""
    with machine_acting("outreach-destroy") as deed:
        destroy_rounds(deed)
        clear_expired(deed)
