"""The next deadline of a case, by the clocks that stood on the day it was taken in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from chomchom.cases import rules
from chomchom.cases.models import Case
from chomchom.cases.rules import Anchor, DueCode, Term
from chomchom.rulebook.holidays import working_days
from chomchom.rulebook.public import clock, value, whole


def deadlines_on(day: date) -> rules.Deadlines:
    """Which clocks end which step, as the rulebook has them on a day."""
    table: Mapping[str, Any] = value("cases.deadlines", on=day)
    return {DueCode(code): tuple(_term(one, day) for one in terms) for code, terms in table.items()}


def _term(said: Mapping[str, str], day: date) -> Term:
    since = Anchor(said["since"])
    if "months" in said:
        return Term(since=since, months=whole(said["months"], on=day))
    return Term(since=since, clock=clock(said["clock"], on=day))


def set_due(case: Case) -> None:
    """Find the next deadline of a case and write it on the row; the caller saves."""
    anchors = {
        Anchor.TAKEN_IN: case.taken_in_on,
        Anchor.CONFERENCE: case.conference_on,
        Anchor.SELECTED: case.selected_on,
        Anchor.PLAN: case.plan_on,
        Anchor.LAST_STEP: case.last_step_on,
    }
    pauses = () if case._state.adding else tuple(rules.Pause(row.first, row.until) for row in case.pauses.all())
    found = rules.next_due(
        case.state,
        deadlines=deadlines_on(case.taken_in_on),
        days=working_days(),
        on=rules.Days(
            anchors={anchor: day for anchor, day in anchors.items() if day is not None},
            pauses=pauses,
            check_on=case.check_on,
            aftercare_on=case.aftercare_on,
            review_on=case.review_on,
        ),
    )
    case.due_code, case.due_on = (str(found.code), found.day) if found is not None else ("", None)
