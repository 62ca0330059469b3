"""What people does by itself. The look compares everybody as they stand, so a missed night is made up by the next."""

from __future__ import annotations

from procrastinate.contrib.django import app

from chomchom.people.actions import find_doubles
from chomchom.store.acting import machine_acting


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="people_doubles", queue="heavy")
def look_for_doubles(timestamp: int) -> None:
    """Propose records that may be one person."""
    with machine_acting("people-doubles") as deed:
        find_doubles(deed)
