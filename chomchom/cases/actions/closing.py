"""What stands around a closing: the second reader, and the days of aftercare."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from chomchom.cases import access, rules
from chomchom.cases.actions.deadlines import set_due
from chomchom.cases.actions.recording import record
from chomchom.cases.events import AftercareDone, SecondLookAnswered, SecondLookAsked
from chomchom.cases.models import AftercareDate, Case
from chomchom.cases.rules import AftercareResult, CaseState, ReasonCode
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.people import public as people
from chomchom.rulebook.holidays import working_days
from chomchom.rulebook.public import value
from chomchom.store.acting import require
from chomchom.store.constraints import refusing


def plan_aftercare(case: Case, *, on: date) -> None:
    """Make the days of aftercare of a closing, unless there is nobody to look after here any more."""
    case.aftercare_on = None
    if ReasonCode(case.closing_reason) in (ReasonCode.DECEASED, ReasonCode.MOVED_AWAY):
        return
    after = value("cases.aftercare_after_months", on=on)
    days = rules.aftercare_days(on, after_months=after, days=working_days())
    for number, day in enumerate(days, start=1):
        case.aftercare_dates.create(number=number, due_on=day)
    case.aftercare_on = days[0] if days else None


def drop_aftercare(case: Case, *, on: date) -> None:
    """A closing that was cancelled takes back the days that were not done."""
    case.aftercare_dates.filter(done_on=None, dropped_on=None).update(dropped_on=on)
    case.aftercare_on = None


def record_aftercare(
    deed: Deed, *, case_id: UUID, result: AftercareResult, on: date | None = None, note: str = ""
) -> int:
    """Write down the next day of aftercare as done; its number.

    Raises `case-not-found`, `case-not-yours-to-write`, `case-no-aftercare-due`, `case-day-impossible`, and what
    `people.check_text` raises.
    """
    require(deed)
    case = access.load_case(deed, case_id, lock=True)
    access.check_may_move(deed, case)
    people.check_text(note)
    day = on or deed.day
    row = AftercareDate.objects.filter(case=case, done_on=None, dropped_on=None).order_by("number").first()
    if row is None or case.state != CaseState.AFTERCARE:
        raise Refused("case-no-aftercare-due")
    if not case.last_step_on <= day <= deed.day:
        raise Refused("case-day-impossible", first=case.last_step_on, last=deed.day)
    row.done_on, row.result, row.note, row.by = day, str(result), note, deed.actor_id
    row.save()
    following = AftercareDate.objects.filter(case=case, done_on=None, dropped_on=None).order_by("number").first()
    case.aftercare_on = following.due_on if following is not None else None
    case.version += 1
    set_due(case)
    case.save()
    event = AftercareDone(case_id=case.pk, number=row.number, result=result, days_late=max(0, (day - row.due_on).days))
    record(deed, case, event, occurred_on=day)
    return row.number


def ask_second_look(deed: Deed, *, case_id: UUID, move: str, reason: ReasonCode, note: str = "") -> UUID:
    """Ask somebody else to look before a person is written off as not reached or not in need.

    Raises `case-not-found`, `case-not-yours-to-write`, `case-no-second-look-needed`, `case-second-look-open`, what
    `rules.check_can_choose` and `people.check_text` raise.
    """
    require(deed)
    case = access.load_case(deed, case_id, lock=True)
    access.check_may_move(deed, case)
    people.check_text(note)
    why = ReasonCode(case.closing_reason) if move == "close" and case.closing_reason else reason
    if not rules.needs_second_reader(move, why):
        raise Refused("case-no-second-look-needed")
    rules.CASES.target(move, CaseState(case.state))
    with refusing("one_open_second_look", "case-second-look-open"):
        look = case.second_looks.create(
            move=move, reason=str(why), note=note, asked_by=deed.actor_id, asked_at=deed.at, version=case.version
        )
    record(deed, case, SecondLookAsked(case_id=case.pk, move=Code(move), cause=why))
    return look.pk


def answer_second_look(deed: Deed, *, case_id: UUID, agreed: bool, note: str = "") -> None:
    """The second reader's answer. Nobody answers what they asked themselves.

    Raises `case-not-found`, `case-not-yours-to-answer`, `case-no-second-look-open`, `case-second-look-own`, and what
    `people.check_text` raises.
    """
    require(deed)
    case = access.load_case(deed, case_id, lock=True)
    access.check_may_answer_second_look(deed, case)
    people.check_text(note)
    look = case.second_looks.filter(agreed=None).first()
    if look is None:
        raise Refused("case-no-second-look-open")
    rules.check_second_reader(asked_by=look.asked_by, reader=deed.actor_id)
    look.agreed, look.answer, look.answered_by, look.answered_at = agreed, note, deed.actor_id, deed.at
    look.save()
    record(deed, case, SecondLookAnswered(case_id=case.pk, move=Code(look.move), agreed=agreed))
