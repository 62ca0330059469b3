"""The plan of a case for its pages: the version in force, the one being made, its goals with their checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from chomchom.accounts.public import accounts_named
from chomchom.cases import access, rules, sentences
from chomchom.cases.models import Case, Check, Goal, Plan, PlanService
from chomchom.cases.reads.forms import words
from chomchom.cases.rules import GoalState, PlanState
from chomchom.kernel.deeds import Deed
from chomchom.kernel.verdicts import Verdict, verdict


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service of a plan."""

    service_id: UUID
    name: str
    kind: str
    provider: str
    contact: str
    amount: str
    first_day: date | None
    last_day: date | None
    cost: str
    payer: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with what it is measured by and how far it is."""

    goal_id: UUID
    number: int
    area: str
    text: str
    measure: str
    start: str
    target: str
    value: str
    percent: int | None
    due_on: date
    late: bool
    weight: int
    state: GoalState
    state_label: str
    reason: str
    passed_to: str
    needs_rest: bool
    services: tuple[ServiceLine, ...]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check of the plan."""

    on: date
    by: str
    reached: int
    goals: int
    satisfaction: int | None
    reassess: bool
    note: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """One version of the plan."""

    plan_id: UUID
    number: int
    state: PlanState
    state_label: str
    draft: bool
    signed: bool
    in_force: bool
    first_day: date
    last_day: date
    overall: str
    own_part: str
    next_check_on: date | None
    signed_label: str
    agreed_on: date | None
    approved_by: str
    approved_on: date | None
    version: int
    goals: tuple[GoalLine, ...]
    services: tuple[ServiceLine, ...]
    checks: tuple[CheckLine, ...]
    percent: int | None


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans of a case: what is in force, what is being made, what was."""

    current: PlanView | None
    making: PlanView | None
    past: tuple[PlanView, ...]
    may_begin: bool
    may_write: Verdict
    areas: tuple[tuple[str, str], ...]


def plans_of(deed: Deed, case: Case) -> Plans:
    """All versions of a case's plan; six queries, however many goals."""
    rows = list(Plan.objects.filter(case=case).order_by("-number"))
    goals, services, checks = _parts(rows)
    names = accounts_named(
        [row.approved_by for row in rows if row.approved_by] + [one.by for held in checks.values() for one in held]
    )
    views = [_view(row, goals, services, checks, names, today=deed.day) for row in rows]
    may = verdict(access.check_may_write, deed, case)
    making = next((one for one in views if one.draft or one.signed), None)
    return Plans(
        current=next((one for one in views if one.in_force), None),
        making=making,
        past=tuple(one for one in views if one.state is PlanState.PAST),
        may_begin=bool(may) and making is None and case.state in ("selected", "planning", "active", "reassessing"),
        may_write=may,
        areas=area_choices(deed.day),
    )


def area_choices(on: date) -> tuple[tuple[str, str], ...]:
    """The areas of need as choices, as the assessment has them on a day."""
    return tuple((code, words(said)) for code, said in rules.definition("f5", on=on).areas)


_Held = tuple[dict[UUID, list[Goal]], dict[UUID, list[PlanService]], dict[UUID, list[Check]]]


def _parts(rows: Iterable[Plan]) -> _Held:
    ids = [row.pk for row in rows]
    goals: dict[UUID, list[Goal]] = {}
    services: dict[UUID, list[PlanService]] = {}
    checks: dict[UUID, list[Check]] = {}
    for goal in Goal.objects.filter(plan__in=ids, dropped_on=None).order_by("number"):
        goals.setdefault(goal.plan_id, []).append(goal)
    for service in PlanService.objects.filter(plan__in=ids, dropped_on=None).order_by("id"):
        services.setdefault(service.plan_id, []).append(service)
    for check in Check.objects.filter(plan__in=ids).order_by("-on", "-at").prefetch_related("goals"):
        checks.setdefault(check.plan_id, []).append(check)
    return goals, services, checks


def _view(
    row: Plan,
    goals: Mapping[UUID, list[Goal]],
    services: Mapping[UUID, list[PlanService]],
    checks: Mapping[UUID, list[Check]],
    names: Mapping[UUID, str],
    *,
    today: date,
) -> PlanView:
    state = PlanState(row.state)
    held = services.get(row.pk, [])
    lines = tuple(_goal(one, [s for s in held if s.goal_id == one.pk], today=today) for one in goals.get(row.pk, []))
    return PlanView(
        plan_id=row.pk,
        number=row.number,
        state=state,
        state_label=str(sentences.PLANS[state]),
        draft=state is PlanState.DRAFT,
        signed=state is PlanState.SIGNED,
        in_force=state is PlanState.IN_FORCE,
        first_day=row.first_day,
        last_day=row.last_day,
        overall=str(row.overall),
        own_part=str(row.own_part),
        next_check_on=row.next_check_on,
        signed_label=str(sentences.SIGNERS[rules.SignedBy(row.signed_by)]) if row.signed_by else "",
        agreed_on=row.agreed_on,
        approved_by=names.get(row.approved_by, "") if row.approved_by else "",
        approved_on=row.approved_on,
        version=row.version,
        goals=lines,
        services=tuple(_service(one) for one in held),
        checks=tuple(_check(one, names) for one in checks.get(row.pk, [])),
        percent=rules.weighted((line.weight, line.percent) for line in lines),
    )


def _number(value: Decimal | None) -> str:
    return f"{value.normalize():f}" if value is not None else ""


def _goal(row: Goal, services: Iterable[PlanService], *, today: date) -> GoalLine:
    state = GoalState(row.state)
    return GoalLine(
        goal_id=row.pk,
        number=row.number,
        area=dict(area_choices(today)).get(row.area, row.area),
        text=str(row.text),
        measure=str(row.measure),
        start=_number(row.start_value),
        target=_number(row.target_value),
        value=_number(row.value),
        percent=100 if state is GoalState.REACHED
        else rules.progress(start=row.start_value, target=row.target_value, value=row.value),
        due_on=row.due_on,
        late=state is not GoalState.REACHED and row.due_on < today,
        weight=row.weight,
        state=state,
        state_label=str(sentences.GOALS[state]) if row.judged_on else "",
        reason=str(row.reason),
        passed_to=str(row.passed_to),
        needs_rest=row.judged_on is not None and state is not GoalState.REACHED and not row.passed_to,
        services=tuple(_service(one) for one in services),
    )  # fmt: skip


def _service(row: PlanService) -> ServiceLine:
    return ServiceLine(
        service_id=row.pk,
        name=row.name,
        kind=str(sentences.PUBLIC if row.public else sentences.PRIVATE),
        provider=row.provider,
        contact=str(row.contact),
        amount=row.amount,
        first_day=row.first_day,
        last_day=row.last_day,
        cost=f"{row.cost_won:,}" if row.cost_won is not None else "",
        payer=row.payer,
    )


def _check(row: Check, names: Mapping[UUID, str]) -> CheckLine:
    held = list(row.goals.all())
    return CheckLine(
        on=row.on,
        by=names.get(row.by, ""),
        reached=sum(one.state == GoalState.REACHED for one in held),
        goals=len(held),
        satisfaction=row.satisfaction,
        reassess=row.reassess,
        note=str(row.note),
        problems=tuple(str(one.problem) for one in held if one.problem),
    )


def case_of_plan(deed: Deed, plan_id: UUID) -> UUID:
    """The case a version of a plan belongs to. Raises `case-plan-not-found`."""
    return access.load_plan(deed, plan_id)[1].pk


def case_of_goal(deed: Deed, goal_id: UUID) -> UUID:
    """The case a goal belongs to. Raises `case-plan-not-found`."""
    return access.load_goal(deed, goal_id)[1].pk


def goal_choices(deed: Deed, plan_id: UUID) -> tuple[tuple[str, str], ...]:
    """The goals of a plan as choices. Raises `case-plan-not-found`."""
    plan, _case = access.load_plan(deed, plan_id)
    return tuple((str(goal.pk), str(goal.text)) for goal in plan.goals.filter(dropped_on=None).order_by("number"))
