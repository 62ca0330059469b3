"""Trying a false-alarm budget on the city's own readings: asked for on a page, worked out by a machine."""

from __future__ import annotations

import random
from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from chomchom import silence
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.wellbeing import access, arrays
from chomchom.wellbeing.events import BudgetTried
from chomchom.wellbeing.models import BudgetTrial, Feed
from chomchom.wellbeing.rules.budget import try_budget
from chomchom.wellbeing.rules.words import Source

LEAST, MOST = 7, 365
PAST_DAYS = 146
"""Eight weeks in which the engine only learns, and ninety days that are judged."""

MOST_HOMES = 150
SEED = 20_260_622


def ask_trial(deed: Deed, *, source: Source, budget_days: int) -> UUID:
    """Ask for a trial. Raises Refused: may-not-try-budget, budget-impossible."""
    access.check_may_try_budget(deed)
    if not LEAST <= budget_days <= MOST or source is Source.TELECOM:
        raise Refused("budget-impossible", least=LEAST, most=MOST)
    return BudgetTrial.objects.create(
        source=source, budget_days=budget_days, asked_at=deed.at, asked_by=deed.actor_id
    ).pk


def work_out_trials(deed: Deed) -> int:
    """Work out one trial that waits, the oldest first; returns how many were worked out. Two workers never take one."""
    access.check_may_sweep(deed)
    row = BudgetTrial.objects.select_for_update(skip_locked=True).filter(done_at=None).order_by("asked_at").first()
    if row is None:
        return 0
    feeds = list(
        Feed.objects.filter(source=row.source, connected=True, home__active=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    chosen = sorted(random.Random(SEED).sample(feeds, min(len(feeds), MOST_HOMES)))  # noqa: S311 - a repeatable sample
    last = deed.day - timedelta(days=1)
    values = arrays.hours_of_feeds(
        Source(row.source), chosen, first_day=last - timedelta(days=PAST_DAYS - 1), last_day=last
    )
    began = _first_reading(values)
    found = try_budget(values[:, began:], silence.Source(row.source), budget_days=row.budget_days, seed=SEED)
    row.done_at = deed.at
    row.result = {name: _number(value) for name, value in asdict(found).items()} if found else {}
    row.save(update_fields=["done_at", "result"])
    homes = found.homes if found else 0
    record(deed, BudgetTried(source=Source(row.source), budget_days=row.budget_days, homes=homes), stream=row.pk)
    return 1


def _first_reading(values: NDArray[np.float32]) -> int:
    """The midnight from which most homes have readings; the city may not have kept as many days."""
    there = np.isfinite(values).mean(axis=0).reshape(-1, 24).mean(axis=1) if values.size else np.zeros(0)
    days = np.flatnonzero(there >= 0.5)
    return int(days[0]) * 24 if len(days) else values.shape[1]


def _number(value: float) -> float | None:
    return round(value, 4) if value < float("inf") else None
