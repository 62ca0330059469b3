"""The house's own repeating work. Every job looks at how things stand, not at what happened since last time."""

from __future__ import annotations

import os
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app

from chomchom.ledger import public as ledger
from chomchom.site.backup import backups_in, drop_old
from chomchom.site.commands import HEAVY, backup_now, drill_now
from chomchom.site.databases import read_addresses
from chomchom.site.destructions import remember_destructions
from chomchom.site.health import alarm, health
from chomchom.site.months import keep_months, note_months
from chomchom.site.signs import READ, rows_to_signs, write_sign
from chomchom.store.acting import machine_acting

STALLED_AFTER = 30.0
BACKUP_EVERY = 24 * 3600
DRILL_EVERY = 7 * 86400
MONTHS_EVERY = 24 * 3600
PING_PATIENCE = 10.0


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="recover_stalled", queue="alerts", pass_context=False)
async def recover_stalled(timestamp: int) -> None:
    """Jobs whose worker was killed stay `doing` for ever; give them to another worker."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER):
        await app.job_manager.retry_job(job)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="write_ledger_head", queue="alerts")
def write_ledger_head(timestamp: int) -> None:
    """Write the ledger's head where nobody who can write the database can reach it, so that a cut tail is found."""
    path = Path(settings.LEDGER_HEADS)
    with machine_acting("ledger-head"):
        seq, digest = ledger.head()
        append_head(path, seq=seq, digest=digest)
        with connection.cursor() as cursor:
            write_sign(cursor, "ledger-head", well=True, number=seq)


def append_head(path: Path, *, seq: int, digest: str) -> None:
    """Add one line to the file of heads when it is news; on the disk before we return."""
    last = path.read_text().splitlines()[-1:] if path.exists() else []
    if seq == 0 or (last and last[0].split()[:1] == [str(seq)]):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as heads:
        heads.write(f"{seq} {digest}\n")
        heads.flush()
        os.fsync(heads.fileno())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="note_destructions", queue="alerts")
def note_destructions(timestamp: int) -> None:
    """Write down outside the database who was destroyed, so that a restore cannot bring them back."""
    remember_destructions(Path(settings.DATA_DIR))


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="show_sign_of_life", queue="alerts")
def show_sign_of_life(timestamp: int) -> None:
    """Say that all is well, here and to the watcher outside; when something urgent is red, say nothing outside."""
    with machine_acting("life") as deed:
        red = alarm(health(deed))
        with connection.cursor() as cursor:
            write_sign(cursor, "life", well=not red, code=",".join(row.code for row in red))
    outcome = ping(os.environ, silent=bool(red))
    with machine_acting("life"), connection.cursor() as cursor:
        write_sign(cursor, "deadman", well=outcome == "sent", code=outcome)


def ping(environment: Mapping[str, str], *, silent: bool) -> str:
    """Call the watcher outside. The watcher wakes somebody when the call stays away; returns what happened."""
    address = environment.get("CHOMCHOM_DEADMAN_URL", "")
    if not address.startswith(("https://", "http://")):
        return "off"
    if silent:
        return "held-back"
    try:
        with urllib.request.urlopen(address, timeout=PING_PATIENCE) as answer:  # noqa: S310 - scheme checked above
            return "sent" if answer.status < 400 else f"answer-{answer.status}"
    except (urllib.error.URLError, OSError, ValueError) as fault:
        return f"failed {type(fault).__name__}"


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="backup_when_due", queue=HEAVY, lock="backup")
def backup_when_due(timestamp: int) -> None:
    """A backup a day: looked at every hour, so that a machine that sleeps at night has one too."""
    data = Path(settings.DATA_DIR)
    if _age_of("backup", default=float("inf")) < BACKUP_EVERY - 1800:
        return
    target = Path(os.environ.get("CHOMCHOM_BACKUPS") or data / "backups")
    backup_now(data, target)
    drop_old(target)


@app.periodic(cron="37 * * * *")
@app.task(queueing_lock="drill_when_due", queue=HEAVY, lock="backup")
def drill_when_due(timestamp: int) -> None:
    """A backup that was never brought back does not count: once a week one is."""
    data = Path(settings.DATA_DIR)
    found = backups_in(Path(os.environ.get("CHOMCHOM_BACKUPS") or data / "backups"))
    if found and _age_of("drill", default=float("inf")) >= DRILL_EVERY:
        drill_now(data, found[-1])


@app.periodic(cron="27 * * * *")
@app.task(queueing_lock="keep_months_when_due", queue=HEAVY)
def keep_months_when_due(timestamp: int) -> None:
    """Once a day: make the months that come, destroy those whose time to keep is over, and say so in the ledger."""
    if _age_of("months", default=float("inf")) < MONTHS_EVERY - 1800:
        return
    try:
        with machine_acting("months") as deed:
            kept = keep_months(read_addresses(Path(settings.DATA_DIR))["owner"], on=deed.day)
    except (psycopg.Error, KeyError) as fault:
        with machine_acting("months"), connection.cursor() as cursor:
            write_sign(cursor, "months", well=False, code=type(fault).__name__)
        raise
    note_months(kept)


@app.periodic(cron="47 * * * *")
@app.task(queueing_lock="forget_old_jobs", queue=HEAVY)
async def forget_old_jobs(timestamp: int) -> None:
    """Quick rounds leave thousands of rows a day; failed ones stay a fortnight for whoever looks into them."""
    await app.job_manager.delete_old_jobs(nb_hours=2, queue="alerts")
    await app.job_manager.delete_old_jobs(nb_hours=8 * 24)
    await app.job_manager.delete_old_jobs(nb_hours=14 * 24, include_failed=True)


def _age_of(name: str, *, default: float) -> float:
    with machine_acting("backup"), connection.cursor() as cursor:
        cursor.execute(READ)
        sign = rows_to_signs(cursor.fetchall()).get(name)
    return default if sign is None or sign.age is None else sign.age
