"""Background work. Every job looks at how things stand, so that a missed round is made good by the next one."""

from __future__ import annotations

from procrastinate.contrib.django import app

from chomchom.store.acting import machine_acting
from chomchom.wellbeing.actions import budgeting, loading
from chomchom.wellbeing.rounds import run_calls, run_confirmations, run_steps, run_sweep


@app.periodic(cron="5 * * * *")
@app.task(queueing_lock="wellbeing_sweep", queue="alerts", name="chomchom.wellbeing.jobs.sweep_homes")
def sweep_homes(timestamp: int) -> None:
    """The hourly sweep, one transaction a block of homes; a block that breaks stops no other."""
    run_sweep()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="wellbeing_steps", queue="alerts", name="chomchom.wellbeing.jobs.climb_ladders")
def climb_ladders(timestamp: int) -> None:
    """Every minute: take each step that is due."""
    run_steps()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="wellbeing_calls", queue="alerts", name="chomchom.wellbeing.jobs.place_calls")
def place_calls(timestamp: int) -> None:
    """Every minute: make the calls that wait. A job of its own, so that a long talk holds no ladder up."""
    run_calls()


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="wellbeing_policy", queue="alerts", name="chomchom.wellbeing.jobs.ask_homes")
def ask_homes(timestamp: int) -> None:
    """Every ten minutes: ask those who have shown no sign for longer than their own limit."""
    run_confirmations()


@app.periodic(cron="40 */6 * * *")
@app.task(queueing_lock="wellbeing_fold", queue="background", name="chomchom.wellbeing.jobs.fold_readings")
def fold_readings(timestamp: int) -> None:
    """Move arrivals from the inbox into the day arrays."""
    with machine_acting("readings") as deed:
        loading.fold(deed)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="wellbeing_budget", queue="background", name="chomchom.wellbeing.jobs.try_budgets")
def try_budgets(timestamp: int) -> None:
    """Every minute: work out a budget somebody asked to try. One a round, because each takes a while."""
    with machine_acting("budget") as deed:
        budgeting.work_out_trials(deed)
