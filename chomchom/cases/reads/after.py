"""What stands around a closing, as rows: the days of aftercare and the second reader."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chomchom.cases import access, rules, sentences
from chomchom.cases.models import AftercareDate, Case, SecondLook
from chomchom.cases.rules import CaseState
from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.verdicts import Verdict, verdict
from chomchom.ui.times import Said, due_day


@dataclass(frozen=True, slots=True)
class AftercareRow:
    """A day of aftercare: due, or done with what was found."""

    number: int
    due: Said
    due_on: date
    done_on: date | None
    result: str
    note: str
    by: str


@dataclass(frozen=True, slots=True)
class LookRow:
    """A second look: what was asked and what was answered."""

    what: str
    reason: str
    note: str
    asked_by: str
    asked_on: date
    open: bool
    agreed: bool | None
    answer: str
    answered_by: str
    may_answer: Verdict


def reason_words(code: str) -> str:
    """A reason in words, nothing for none."""
    return str(sentences.REASONS[rules.ReasonCode(code)]) if code else ""


def second_look_wanted(case: Case) -> tuple[str, str] | None:
    """The closing that needs a second reader before it can be made: move and reason."""
    reason = rules.ReasonCode(case.closing_reason) if case.closing_reason else None
    wanted = case.state == CaseState.CLOSING_REVIEW and rules.needs_second_reader("close", reason)
    return ("close", str(reason)) if wanted else None


def aftercare_rows(rows: Iterable[AftercareDate], names: dict[UUID, str], *, today: date) -> tuple[AftercareRow, ...]:
    """The days of aftercare as rows."""
    return tuple(
        AftercareRow(
            number=row.number,
            due=due_day(row.due_on, today=today),
            due_on=row.due_on,
            done_on=row.done_on,
            result=str(sentences.AFTERCARE[rules.AftercareResult(row.result)]) if row.result else "",
            note=str(row.note),
            by=names.get(row.by, "") if row.by else "",
        )
        for row in rows
    )


def look_row(deed: Deed, case: Case, row: SecondLook, names: dict[UUID, str]) -> LookRow:
    """A second look as a row."""
    may = verdict(access.check_may_answer_second_look, deed, case)
    if may and row.asked_by == deed.actor_id:
        may = verdict(rules.check_second_reader, asked_by=row.asked_by, reader=deed.actor_id)
    return LookRow(
        what=sentences.move_label(row.move),
        reason=reason_words(row.reason),
        note=str(row.note),
        asked_by=names.get(row.asked_by, ""),
        asked_on=row.asked_at.astimezone(SEOUL).date(),
        open=row.agreed is None,
        agreed=row.agreed,
        answer=str(row.answer),
        answered_by=names.get(row.answered_by, "") if row.answered_by else "",
        may_answer=may,
    )
