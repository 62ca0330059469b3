"""One step of the procedure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from chomchom.cases import access, rules
from chomchom.cases import facts as facts_of
from chomchom.cases.actions.closing import drop_aftercare, plan_aftercare
from chomchom.cases.actions.deadlines import set_due
from chomchom.cases.actions.plans import put_in_force
from chomchom.cases.actions.recording import record
from chomchom.cases.events import CaseMoved
from chomchom.cases.models import Case, CaseStep
from chomchom.cases.rules import Book, CaseState, Confirmation, Grade, ReasonCode
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.people import public as people
from chomchom.rulebook.public import value, whole
from chomchom.store.acting import require


def move(
    deed: Deed,
    *,
    case_id: UUID,
    name: str,
    on: date | None = None,
    confirmed: Iterable[Confirmation] = (),
    reason: ReasonCode | None = None,
    grade: Grade | None = None,
    review_on: date | None = None,
    note: str = "",
) -> CaseState:
    """Make one move of the procedure and start the next clock; the state after it.

    Raises `case-not-found`, `case-not-yours-to-write`, `case-no-such-move` and what `rules.check_can_move` raises.
    """
    require(deed)
    case = access.load_case(deed, case_id, lock=True)
    access.check_may_move(deed, case)
    if name not in {one.name for one in rules.CASES.moves()} or name in ("take-in", "return"):
        raise Refused("case-no-such-move")
    people.check_text(note)
    day = on or deed.day
    before, due_on = CaseState(case.state), case.due_on
    facts = _move_facts(
        deed, case, name=name, on=day, confirmed=confirmed, reason=reason, grade=grade, review_on=review_on
    )
    after = rules.check_can_move(facts)
    _apply(case, name=name, before=before, after=after, facts=facts)
    _follow(deed, case, name=name, facts=facts)
    set_due(case)
    case.save()
    CaseStep.objects.create(
        case=case,
        move=name,
        before=before,
        after=after,
        reason=reason or "",
        on=day,
        by=deed.actor_id,
        at=deed.at,
        note=note,
    )
    event = CaseMoved(
        case_id=case.pk,
        move=Code(name),
        before=before,
        after=after,
        cause=reason,
        grade=grade,
        days_late=max(0, (day - due_on).days) if due_on is not None else 0,
        due_on=case.due_on,
    )
    record(deed, case, event, occurred_on=day)
    return after


def _move_facts(
    deed: Deed,
    case: Case,
    *,
    name: str,
    on: date,
    confirmed: Iterable[Confirmation],
    reason: ReasonCode | None,
    grade: Grade | None,
    review_on: date | None,
) -> rules.MoveFacts:
    return rules.MoveFacts(
        move=name,
        state=CaseState(case.state),
        roles=deed.roles,
        has_owner=case.owner_id is not None,
        today=deed.day,
        on=on,
        last_step_on=case.last_step_on,
        held_from=CaseState(case.held_from) if case.held_from else None,
        closed_on=case.closed_on,
        book=Book(case.book),
        confirmed=frozenset(confirmed),
        recorded=facts_of.recorded(case),
        second_reader=_second_reader_agreed(deed, case, name, reason),
        closing_reason=ReasonCode(case.closing_reason) if case.closing_reason else None,
        reason=reason,
        grade=grade,
        review_on=review_on,
        hold_longest_months=whole("cases.hold_longest_months", on=on),
        next_contact_days=whole("cases.next_contact_days", on=on),
        cancel_closing_days=whole("cases.cancel_closing_days", on=on),
    )


def _second_reader_agreed(deed: Deed, case: Case, name: str, reason: ReasonCode | None) -> bool:
    """Whether somebody else agreed to this very step since the case last changed."""
    why = case.closing_reason if name == "close" else str(reason or "")
    looks = case.second_looks.filter(move=name, reason=why, agreed=True, version=case.version)
    return looks.exclude(answered_by=deed.actor_id).exists()


_DAY_OF: dict[str, str] = {
    "call-conference": "conference_on",
    "select": "selected_on",
    "approve-plan": "plan_on",
    "renew-plan": "plan_on",
    "close": "closed_on",
}


def _apply(case: Case, *, name: str, before: CaseState, after: CaseState, facts: rules.MoveFacts) -> None:
    case.held_from = str(before) if name == "hold" else ""
    case.review_on = facts.review_on if rules.needs(name).review_on else None
    case.grade = str(facts.grade) if facts.grade is not None else case.grade
    if name == "review-closing":
        case.closing_reason = str(facts.reason or "")
    elif name in ("go-on", "cancel-closing"):
        case.closing_reason = ""
    if field := _DAY_OF.get(name):
        setattr(case, field, facts.on)
    case.state, case.last_step_on = str(after), facts.on
    case.version += 1


def _follow(deed: Deed, case: Case, *, name: str, facts: rules.MoveFacts) -> None:
    """What a step brings with it: clocks that stand still or run again, and the days of aftercare."""
    if name == "hold" and facts.reason in value("cases.pausing_reasons", on=facts.on):
        case.pauses.create(first=facts.on, reason=str(facts.reason), by=deed.actor_id)
    elif name == "transfer" or name.startswith("resume-"):
        case.pauses.filter(until=None).update(until=facts.on)
    elif name in ("approve-plan", "renew-plan"):
        put_in_force(case, by=deed.actor_id, on=facts.on)
    elif name == "close":
        plan_aftercare(case, on=facts.on)
    elif name == "cancel-closing":
        drop_aftercare(case, on=facts.on)
