"""The service plan: a version is drafted, signed, approved; then each goal is checked and judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Max

from chomchom.cases import access, rules
from chomchom.cases.actions.deadlines import set_due
from chomchom.cases.actions.recording import record
from chomchom.cases.events import GoalJudged, PlanBegun, PlanChecked, PlanSigned
from chomchom.cases.models import Case, Check, Goal, GoalCheck, Plan, PlanService
from chomchom.cases.rules import GoalState, PlanState, SignedBy
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Refused
from chomchom.people import public as people
from chomchom.rulebook.holidays import working_days
from chomchom.rulebook.public import whole
from chomchom.store.acting import require


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalIn:
    """A goal somebody writes into a plan."""

    area: str
    text: str
    measure: str
    target: Decimal | None
    due_on: date | None
    start: Decimal | None = None
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceIn:
    """A service somebody writes into a plan."""

    name: str
    provider: str
    public: bool
    goal_id: UUID | None = None
    contact: str = ""
    amount: str = ""
    first_day: date | None = None
    last_day: date | None = None
    cost_won: int | None = None
    payer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalFound:
    """What a check found of one goal."""

    goal_id: UUID
    state: GoalState
    value: Decimal | None = None
    problem: str = ""


def begin_plan(deed: Deed, *, case_id: UUID) -> UUID:
    """Begin a version of the plan; one in force hands over the goals and services that go on. An open draft is gone on with.

    Raises `case-not-found`, `case-not-yours-to-write`, `case-plan-too-early`.
    """
    require(deed)
    case = access.load_case(deed, case_id, lock=True)
    access.check_may_write(deed, case)
    open_one = Plan.objects.filter(case=case, state__in=[PlanState.DRAFT, PlanState.SIGNED]).first()
    if open_one is not None:
        return open_one.pk
    if case.state not in ("selected", "planning", "active", "reassessing"):
        raise Refused("case-plan-too-early")
    last = Plan.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    months = whole("cases.reassess_months", on=deed.day)
    check = working_days().on_or_after(rules.add_months(deed.day, whole("cases.check_months", on=deed.day)))
    plan = Plan.objects.create(
        case=case,
        number=last + 1,
        state=PlanState.DRAFT,
        first_day=deed.day,
        last_day=rules.add_months(deed.day, months),
        next_check_on=check,
        made_by=deed.actor_id,
        made_at=deed.at,
    )
    before = Plan.objects.filter(case=case, state=PlanState.IN_FORCE).first()
    if before is not None:
        _hand_over(before, plan)
    record(deed, case, PlanBegun(case_id=case.pk, number=plan.number))
    return plan.pk


def _hand_over(before: Plan, plan: Plan) -> None:
    plan.overall, plan.own_part = before.overall, before.own_part
    plan.save(update_fields=["overall", "own_part"])
    copies: dict[UUID, Goal] = {}
    going_on = before.goals.filter(dropped_on=None).exclude(state__in=[GoalState.REACHED, GoalState.STOPPED])
    for number, goal in enumerate(going_on.order_by("number"), start=1):
        copies[goal.pk] = plan.goals.create(
            case_id=plan.case_id, number=number, area=goal.area, text=goal.text, measure=goal.measure, start_value=goal.start_value,
            target_value=goal.target_value, value=goal.value, due_on=goal.due_on, weight=goal.weight,
        )  # fmt: skip
    for one in before.services.filter(dropped_on=None):
        if one.goal_id is None or one.goal_id in copies:
            plan.services.create(
                case_id=plan.case_id, goal=copies.get(one.goal_id) if one.goal_id else None, name=one.name, public=one.public,
                provider=one.provider, contact=one.contact, amount=one.amount, first_day=one.first_day,
                last_day=one.last_day, cost_won=one.cost_won, payer=one.payer,
            )  # fmt: skip


def write_plan(
    deed: Deed, *, plan_id: UUID, version: int, first_day: date, last_day: date, overall: str, own_part: str,
    next_check_on: date,
) -> None:  # fmt: skip
    """Write the head of a draft; `version` is the one the page showed.

    Raises `case-plan-not-found`, `case-not-yours-to-write`, `case-plan-not-draft`, `case-changed-meanwhile`,
    `case-days-crossed`, and what `people.check_text` raises.
    """
    plan, _case = _draft(deed, plan_id)
    rules.check_version(seen=version, stands=plan.version)
    people.check_text(overall, own_part)
    if last_day < first_day or not first_day <= next_check_on:
        raise Refused("case-days-crossed")
    plan.first_day, plan.last_day, plan.next_check_on = first_day, last_day, next_check_on
    plan.overall, plan.own_part = overall.strip(), own_part.strip()
    _changed(plan)


def _draft(deed: Deed, plan_id: UUID) -> tuple[Plan, Case]:
    require(deed)
    plan, case = access.load_plan(deed, plan_id, lock=True)
    access.check_may_write(deed, case)
    if plan.state != PlanState.DRAFT:
        raise Refused("case-plan-not-draft")
    return plan, case


def _changed(plan: Plan) -> None:
    plan.version += 1
    plan.save()


def add_goal(deed: Deed, *, plan_id: UUID, goal: GoalIn) -> UUID:
    """Write a goal into a draft. Raises what `write_plan` and `rules.check_goal` raise, and `case-plan-too-long`."""
    plan, _case = _draft(deed, plan_id)
    people.check_text(goal.text, goal.measure)
    rules.check_goal(
        text=goal.text, measure=goal.measure, target=goal.target, due_on=goal.due_on, weight=goal.weight, today=deed.day
    )
    assert goal.target is not None  # as the rule has just said
    assert goal.due_on is not None
    number = (plan.goals.aggregate(last=Max("number"))["last"] or 0) + 1
    if number > rules.MOST_GOALS:
        raise Refused("case-plan-too-long")
    made = plan.goals.create(
        case_id=plan.case_id, number=number, area=goal.area, text=goal.text.strip(), measure=goal.measure.strip(), start_value=goal.start,
        target_value=goal.target, due_on=goal.due_on, weight=goal.weight,
    )  # fmt: skip
    _changed(plan)
    return made.pk


def add_service(deed: Deed, *, plan_id: UUID, service: ServiceIn) -> UUID:
    """Write a service into a draft. Raises what `write_plan` and `rules.check_service` raise, `case-plan-too-long`."""
    plan, _case = _draft(deed, plan_id)
    people.check_text(service.name, service.provider, service.contact, service.amount, service.payer)
    rules.check_service(
        name=service.name, provider=service.provider, first_day=service.first_day, last_day=service.last_day
    )
    if plan.services.count() >= rules.MOST_SERVICES:
        raise Refused("case-plan-too-long")
    goal = plan.goals.filter(pk=service.goal_id).first() if service.goal_id is not None else None
    made = plan.services.create(
        case_id=plan.case_id, goal=goal, name=service.name.strip(), public=service.public, provider=service.provider.strip(),
        contact=service.contact, amount=service.amount, first_day=service.first_day, last_day=service.last_day,
        cost_won=service.cost_won, payer=service.payer,
    )  # fmt: skip
    _changed(plan)
    return made.pk


def drop_line(deed: Deed, *, plan_id: UUID, line_id: UUID) -> None:
    """Take a goal (with its services) or a service out of a draft. Raises `case-plan-line-not-found` and what `write_plan` raises."""
    plan, _case = _draft(deed, plan_id)
    goals = plan.goals.filter(pk=line_id, dropped_on=None).update(dropped_on=deed.day)
    gone = PlanService.objects.filter(plan=plan, dropped_on=None)
    services = (gone.filter(goal_id=line_id) | gone.filter(pk=line_id)).update(dropped_on=deed.day)
    if not goals and not services:
        raise Refused("case-plan-line-not-found")
    _changed(plan)


def sign_plan(deed: Deed, *, plan_id: UUID, signed_by: SignedBy, agreed_on: date | None = None) -> None:
    """The person or the guardian agreed to the draft; from here on it is only approved, never changed.

    Raises what `write_plan` and `rules.check_can_sign` raise.
    """
    require(deed)
    plan, case = access.load_plan(deed, plan_id, lock=True)
    access.check_may_write(deed, case)
    on = agreed_on or deed.day
    goals = plan.goals.filter(dropped_on=None).count()
    services = plan.services.filter(dropped_on=None).count()
    rules.check_can_sign(
        state=PlanState(plan.state),
        goals=goals,
        services=services,
        agreed_on=on,
        today=deed.day,
        began=case.taken_in_on,
    )
    plan.state, plan.signed_by, plan.agreed_on = PlanState.SIGNED, str(signed_by), on
    _changed(plan)
    record(
        deed, case, PlanSigned(case_id=case.pk, number=plan.number, signed_by=signed_by, goals=goals), occurred_on=on
    )


def put_in_force(case: Case, *, by: UUID, on: date) -> None:
    """The signed version of the plan comes into force, and the one before it is past; a light case may have none."""
    plan = Plan.objects.filter(case=case, state=PlanState.SIGNED).first()
    if plan is None:
        return
    Plan.objects.filter(case=case, state=PlanState.IN_FORCE).update(state=PlanState.PAST)
    plan.state, plan.approved_by, plan.approved_on = PlanState.IN_FORCE, by, on
    plan.save()
    case.check_on = plan.next_check_on


def check_plan(
    deed: Deed, *, case_id: UUID, found: Iterable[GoalFound], next_check_on: date | None = None,
    satisfaction: int | None = None, reassess: bool = False, note: str = "", on: date | None = None,
) -> UUID:  # fmt: skip
    """Write down a check of the plan in force, goal by goal.

    Raises `case-not-found`, `case-not-yours-to-write`, `case-plan-not-in-force`, `case-check-lacks-goal`,
    `case-day-impossible`, `case-next-check-impossible`, and what `people.check_text` raises.
    """
    require(deed)
    case = access.load_case(deed, case_id, lock=True)
    access.check_may_write(deed, case)
    plan = Plan.objects.filter(case=case, state=PlanState.IN_FORCE).first()
    if plan is None:
        raise Refused("case-plan-not-in-force")
    day, said = on or deed.day, {one.goal_id: one for one in found}
    goals = list(plan.goals.filter(dropped_on=None))
    people.check_text(note, *(one.problem for one in said.values()))
    if {goal.pk for goal in goals} != set(said):
        raise Refused("case-check-lacks-goal")
    if not case.taken_in_on <= day <= deed.day:
        raise Refused("case-day-impossible", first=case.taken_in_on, last=deed.day)
    if next_check_on is not None and next_check_on <= day:
        raise Refused("case-next-check-impossible")
    check = Check.objects.create(
        plan=plan,
        case=case,
        on=day,
        satisfaction=satisfaction,
        reassess=reassess,
        note=note,
        by=deed.actor_id,
        at=deed.at,
    )
    for goal in goals:
        _judge(check, goal, said[goal.pk], on=day)
    months = whole("cases.check_months", on=deed.day)
    case.check_on = next_check_on or working_days().on_or_after(rules.add_months(day, months))
    set_due(case)
    case.save()
    reached = sum(one.state is GoalState.REACHED for one in said.values())
    event = PlanChecked(case_id=case.pk, goals=len(goals), reached=reached, reassess=reassess)
    record(deed, case, event, occurred_on=day)
    return check.pk


def _judge(check: Check, goal: Goal, found: GoalFound, *, on: date) -> None:
    GoalCheck.objects.create(
        check_of=check, case_id=check.case_id, goal=goal, value=found.value, state=found.state, problem=found.problem
    )
    goal.state, goal.judged_on = found.state, on
    goal.value = found.value if found.value is not None else goal.value
    goal.save(update_fields=["state", "judged_on", "value"])


def explain_goal(deed: Deed, *, goal_id: UUID, reason: str, passed_to: str) -> None:
    """Say of a goal that was not reached why, and where the remaining need goes.

    Raises `case-plan-not-found`, `case-not-yours-to-write`, `case-plan-not-in-force`, `case-goal-reached-already`,
    `case-rest-incomplete`, and what `people.check_text` raises.
    """
    require(deed)
    goal, case = access.load_goal(deed, goal_id, lock=True)
    access.check_may_write(deed, case)
    people.check_text(reason, passed_to)
    if goal.plan.state != PlanState.IN_FORCE:
        raise Refused("case-plan-not-in-force")
    if goal.state == GoalState.REACHED:
        raise Refused("case-goal-reached-already")
    if not reason.strip() or not passed_to.strip():
        raise Refused("case-rest-incomplete")
    goal.reason, goal.passed_to = reason.strip(), passed_to.strip()
    goal.judged_on = goal.judged_on or deed.day
    goal.save(update_fields=["reason", "passed_to", "judged_on"])
    record(deed, case, GoalJudged(case_id=case.pk, goal=goal.number, state=GoalState(goal.state)))
