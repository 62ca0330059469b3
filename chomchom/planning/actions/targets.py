"""Targets and stages: what is aimed at, year by year."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Max

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.planning import access
from chomchom.planning.events.indicators import StageReached, TargetSet
from chomchom.planning.models import Definition, Indicator, Stage, Target
from chomchom.planning.rules.definitions import Direction
from chomchom.planning.rules.targets import check_target, is_easier, number_said
from chomchom.store.constraints import refusing


def set_target(
    deed: Deed, *, indicator_id: UUID, year: int, value: str, reason: str = "", setter: str = "",
    set_on: date | None = None, decision_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Set or change the target of a year; the old one stays. `set_on` is the day of the decision (today).

    Raises `indicator-not-found`, `may-not-approve-definition`, `target-is-not-a-number`, `percentage-needs-its-parts`,
    `target-set-in-the-future`, what `check_target` raises and `target-changed-meanwhile`.
    """
    indicator = access.load_indicator(deed, indicator_id, lock=True)
    access.check_may_approve(deed)
    number = number_said(value, code="target-is-not-a-number")
    on = set_on or deed.day
    if on > deed.day:
        raise Refused("target-set-in-the-future")
    before = Target.objects.filter(indicator=indicator, year=year, superseded_by=None).first()
    plan = indicator.project.term
    check_target(
        value=number, year=year, first_year=plan.first_year, last_year=plan.last_year, reason=reason,
        changes=before is not None,
    )  # fmt: skip
    with refusing("one_first_target_a_year", "target-changed-meanwhile"):
        row = Target.objects.create(
            indicator=indicator, year=year, value=number, set_on=on, set_by=deed.actor_id, setter=setter.strip()[:60],
            decision_id=decision_id, reason=reason.strip()[:300], supersedes=before,
        )  # fmt: skip
    easier = before is not None and is_easier(_direction(indicator), old=before.value, new=number)
    event = TargetSet(
        indicator_id=indicator.pk, target_id=row.pk, year=year, changes=before is not None, easier=easier,
        decision_id=decision_id,
    )  # fmt: skip
    record(deed, event, stream=indicator.pk, occurred_on=on)
    return row.pk


def _direction(indicator: Indicator) -> Direction:
    newest = Definition.objects.filter(indicator=indicator).order_by("-no").first()
    return Direction(newest.direction) if newest else Direction.UP


def plan_stage(deed: Deed, *, indicator_id: UUID, name: str, due_year: int) -> int:
    """Add a stage to a milestone indicator; its number. Raises `indicator-not-found`, `may-not-approve-definition`, `stage-needs-a-name`."""
    indicator = access.load_indicator(deed, indicator_id, lock=True)
    access.check_may_approve(deed)
    if not name.strip():
        raise Refused("stage-needs-a-name")
    last = Stage.objects.filter(indicator=indicator).aggregate(last=Max("no"))["last"] or 0
    row = Stage.objects.create(indicator=indicator, no=last + 1, name=name.strip()[:60], due_year=due_year)
    return row.no


def reach_stage(deed: Deed, *, indicator_id: UUID, no: int, on: date, evidence: str) -> None:
    """Say that a stage was reached, and by what that is shown.

    Raises `indicator-not-found`, `may-not-enter-result`, `stage-not-found`, `stage-in-the-future`,
    `result-needs-evidence` and `stage-already-reached`.
    """
    indicator = access.load_indicator(deed, indicator_id, lock=True)
    access.check_may_enter(deed)
    stage = Stage.objects.filter(indicator=indicator, no=no).first()
    if stage is None:
        raise Refused("stage-not-found")
    if stage.reached_on is not None:
        raise Refused("stage-already-reached", on=stage.reached_on)
    if on > deed.day:
        raise Refused("stage-in-the-future")
    if not evidence.strip():
        raise Refused("result-needs-evidence")
    stage.reached_on, stage.evidence, stage.marked_by = on, evidence.strip()[:300], deed.actor_id
    stage.save(update_fields=["reached_on", "evidence", "marked_by"])
    record(deed, StageReached(indicator_id=indicator.pk, stage=no, reached_on=on), stream=indicator.pk, occurred_on=on)
