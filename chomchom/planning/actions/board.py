"""Writes of the board that concern candidates: where one is meant to stand, and its way into the plan."""

from __future__ import annotations

from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import record
from chomchom.planning import access as plan
from chomchom.planning.access import reviews as access
from chomchom.planning.actions.tree import ProjectIn, enter_project
from chomchom.planning.events import CandidatePlaced
from chomchom.planning.rules.candidates import CandidateState
from chomchom.planning.rules.tree import Placement


def place_candidate(deed: Deed, *, candidate_id: UUID, strategy_id: UUID | None, seen_version: int) -> int:
    """Move a candidate's card to a strategy, or off all of them; gives its new version.

    Raises `may-not-judge-candidate`, `candidate-changed`, `strategy-of-another-plan`.
    """
    access.check_may_judge(deed)
    row = access.load_candidate(deed, candidate_id, lock=True)
    if row.version != seen_version:
        raise Refused("candidate-changed")
    strategy = plan.load_strategy(deed, strategy_id) if strategy_id else None
    if strategy is not None and strategy.term_id != row.term_id:
        raise Refused("strategy-of-another-plan")
    if row.strategy_id == strategy_id:
        return row.version
    before, row.strategy_id, row.version = row.strategy_id, strategy_id, row.version + 1
    row.save(update_fields=["strategy", "version"])
    event = CandidatePlaced(candidate_id=row.pk, version=row.version, strategy_id=strategy_id, from_strategy_id=before)
    record(deed, event, stream=row.pk)
    return row.version


def take_in_candidate(deed: Deed, *, candidate_id: UUID) -> UUID:
    """Make an adopted candidate a project of its plan, with the decision it rests on; gives the project.

    Raises `candidate-not-adopted`, `candidate-already-placed`.
    """
    plan.check_may_change_plan(deed)
    row = access.load_candidate(deed, candidate_id, lock=True)
    if row.state != CandidateState.ADOPTED:
        raise Refused("candidate-not-adopted")
    project = ProjectIn(
        name=row.name, strategy_id=row.strategy_id, summary=row.purpose[:500], target_group=row.target_group[:200],
        department=row.department, placement=Placement(row.placement or Placement.OWN), placed_in=row.placed_in_id,
        placed_area=row.placed_area,
    )  # fmt: skip
    return enter_project(
        deed, term_id=row.term_id, project=project, decision_id=row.decision_id, candidate_id=row.pk,
        reason=row.decided_in,
    )  # fmt: skip
