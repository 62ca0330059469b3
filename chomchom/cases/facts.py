"""What our own records say of a case: the guards of the procedure that nobody has to tick."""

from __future__ import annotations

from datetime import date

from chomchom.cases import rules
from chomchom.cases.models import Attendee, Case, ConferenceItem, FormRecord, Goal, Plan
from chomchom.cases.rules import Confirmation, FormState, GoalFacts, GoalState, PlanState


def recorded(case: Case) -> frozenset[Confirmation]:
    """The guards that the records of this case fulfil now."""
    found = set()
    if case.state == "aftercare" and aftercare_done(case):
        found.add(Confirmation.DATES_DONE)
    if case.state in ("intake", "assessing") and rated_since(case, case.taken_in_on):
        found.add(Confirmation.AREAS_RATED)
    if case.state == "conference":
        found |= _of_conference(case)
    if case.state in ("planning", "reassessing"):
        found |= _of_plan(case)
    if case.state in ("active", "reassessing", "closing_review"):
        found |= _of_goals(case)
    return frozenset(found)


def aftercare_done(case: Case) -> bool:
    """Whether every day of aftercare was done; a closing that needs none has none open."""
    return not case.aftercare_dates.filter(done_on=None, dropped_on=None).exists()


def rated_since(case: Case, day: date) -> bool:
    """Whether an assessment of this case was finished for a day not before this one."""
    return FormRecord.objects.filter(
        case=case, form="f5", state=FormState.DONE, on__gte=day, total__isnull=False
    ).exists()


def _of_conference(case: Case) -> set[Confirmation]:
    """What the conferences since the case was brought there say: two bodies, and a decision in words."""
    since = case.conference_on or case.taken_in_on
    items = ConferenceItem.objects.filter(case=case, conference__held_on__gte=since).exclude(decision="")
    item = items.order_by("-conference__held_on").first()
    if item is None:
        return set()
    found = {Confirmation.DECISION_WRITTEN}
    bodies = Attendee.objects.filter(conference=item.conference_id).values_list("body", flat=True)
    if rules.bodies_present(bodies) >= rules.FEWEST_BODIES:
        found.add(Confirmation.TWO_BODIES)
    return found


def _of_plan(case: Case) -> set[Confirmation]:
    """What the version that waits for approval has: a goal, a service, a signature."""
    plan = Plan.objects.filter(case=case, state__in=[PlanState.DRAFT, PlanState.SIGNED]).first()
    if plan is None:
        return set()
    found = set()
    if plan.goals.filter(dropped_on=None).exists():
        found.add(Confirmation.GOAL_WITH_MEASURE)
    if plan.services.filter(dropped_on=None).exists():
        found.add(Confirmation.SERVICE_WITH_PROVIDER)
    if plan.state == PlanState.SIGNED:
        found.add(Confirmation.CONSENT_SIGNED)
        if case.state == "reassessing" and rated_since(case, case.last_step_on):
            found.add(Confirmation.NEW_SCORES)
    return found


def _of_goals(case: Case) -> set[Confirmation]:
    """What the goals of the plan in force say of a closing."""
    goals = Goal.objects.filter(plan__case=case, plan__state=PlanState.IN_FORCE, dropped_on=None)
    held = [
        GoalFacts(
            state=GoalState(goal.state),
            judged=goal.judged_on is not None,
            explained=bool(goal.reason and goal.passed_to),
        )
        for goal in goals
    ]
    found = set()
    if rules.every_goal_judged(held):
        found.add(Confirmation.EVERY_GOAL_JUDGED)
    if rules.rest_explained(held):
        found.add(Confirmation.REST_EXPLAINED)
    return found


def has_plan(case: Case) -> bool:
    """Whether a version of a plan is in force."""
    return Plan.objects.filter(case=case, state=PlanState.IN_FORCE).exists()
