"""Background work that joins rooms."""

from __future__ import annotations

from procrastinate.contrib.django import app

from chomchom.flows.followers import (
    end_what_lost_its_consent,
    keep_people_in_step,
    tell_of_emergencies,
    tell_of_heavy_reading,
)
from chomchom.store.acting import machine_acting


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="tell_of_emergencies", queue="alerts", name="chomchom.flows.jobs.tell_emergencies")
def tell_emergencies(timestamp: int) -> None:
    """Every minute: emergency openings reach the privacy officer and the team head."""
    with machine_acting("tell-emergencies") as deed:
        tell_of_emergencies(deed)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="keep_people_in_step", queue="alerts", name="chomchom.flows.jobs.keep_people")
def keep_people(timestamp: int) -> None:
    """Every five minutes: open episodes hold their people's data."""
    with machine_acting("keep-people") as deed:
        keep_people_in_step(deed)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="tell_heavy_reading", queue="alerts", name="chomchom.flows.jobs.tell_heavy_reading")
def tell_heavy_reading(timestamp: int) -> None:
    """Every ten minutes: an account that opens more than the city allows is brought before the privacy officer."""
    with machine_acting("tell-heavy-reading") as deed:
        tell_of_heavy_reading(deed)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="end_lost_consents", queue="alerts", name="chomchom.flows.jobs.end_lost_consents")
def end_lost_consents(timestamp: int) -> None:
    """Every minute: what rested on a consent that was taken back ends, and who held it is told."""
    with machine_acting("end-lost-consents") as deed:
        end_what_lost_its_consent(deed)
