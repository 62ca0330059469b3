"""Writing down what happened on a case, and holding an income against a public line."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from chomchom.cases import access, rules
from chomchom.cases.actions.recording import record
from chomchom.cases.events import CriteriaHeld, NoteWritten
from chomchom.cases.models import CaseNote, CriteriaCheck
from chomchom.kernel.deeds import Deed
from chomchom.kernel.events import Code
from chomchom.kernel.verdicts import Refused
from chomchom.people import public as people
from chomchom.rulebook import incomes
from chomchom.rulebook.public import NotInForce, UnknownParameter
from chomchom.store.acting import require


def write_note(deed: Deed, *, case_id: UUID, text: str, on: date | None = None) -> UUID:
    """Write something down on a case, sealed.

    Raises `case-not-found`, `case-not-yours-to-write`, `case-note-empty`, `case-day-impossible`, and what
    `people.check_text` raises.
    """
    require(deed)
    case = access.load_case(deed, case_id)
    access.check_may_write(deed, case)
    if not text.strip():
        raise Refused("case-note-empty")
    people.check_text(text)
    day = on or deed.day
    if not case.taken_in_on <= day <= deed.day:
        raise Refused("case-day-impossible", first=case.taken_in_on, last=deed.day)
    note = CaseNote.objects.create(case=case, on=day, by=deed.actor_id, at=deed.at, text=text.strip())
    record(deed, case, NoteWritten(case_id=case.pk), occurred_on=day)
    return note.pk


def hold_against_line(
    deed: Deed, *, case_id: UUID, criterion: str, household_size: int, income_won: int, official: bool = False
) -> incomes.LineTest:
    """Hold a household's recognised monthly income against a public line, in won.

    Above it the private route is open, with by how much. `official` says that this is the office's own result and not
    our trial calculation. Raises `case-not-found`, `case-not-yours-to-write`, `case-income-impossible`,
    `case-line-unknown`.
    """
    require(deed)
    case = access.load_case(deed, case_id)
    access.check_may_move(deed, case)
    rules.check_criteria(rules.CriteriaFacts(size=household_size, income=income_won))
    try:
        found = incomes.held_against(criterion, size=household_size, income=income_won, on=deed.day)
    except (UnknownParameter, NotInForce) as unknown:
        raise Refused("case-line-unknown") from unknown
    CriteriaCheck.objects.create(
        case=case,
        criterion=criterion,
        household_size=household_size,
        income_won=str(income_won),
        line_won=found.line,
        over_by_won=found.over_by,
        official=official,
        on=deed.day,
        by=deed.actor_id,
        at=deed.at,
    )
    event = CriteriaHeld(
        case_id=case.pk,
        criterion=Code(criterion),
        household_size=household_size,
        over_by_won=found.over_by,
        official=official,
    )
    record(deed, case, event)
    return found
