"""Leaving needs a reason and a next step; the moves are a closed table."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from chomchom.enrolment import rules
from chomchom.enrolment.rules import DropOutReason, EnrolFacts, EnrolmentState, NextStep
from chomchom.kernel.verdicts import Refused, verdict

GOOD = {
    "consent_holds": True,
    "already_in": False,
    "from_on": date(2026, 6, 22),
    "until_on": None,
    "today": date(2026, 6, 22),
}


@pytest.mark.parametrize(
    ("spoiled", "code"),
    [
        ({}, ""),
        ({"consent_holds": False}, "enrolment-needs-consent"),
        ({"already_in": True}, "already-enrolled"),
        ({"until_on": date(2026, 6, 21)}, "enrolment-ends-before-it-begins"),
    ],
)
def test_one_missing_condition_is_enough_to_refuse(spoiled, code):
    assert verdict(rules.check_may_begin, EnrolFacts(**{**GOOD, **spoiled})).code == code


@pytest.mark.parametrize(
    ("reason", "step", "named", "code"),
    [
        (None, NextStep.CASE, None, "leaving-needs-reason"),
        (DropOutReason.REFUSED, None, None, "leaving-needs-next-step"),
        (DropOutReason.REFUSED, NextStep.NONE, None, "no-next-step-needs-a-name"),
    ],
)
def test_nobody_leaves_without_a_decision(reason, step, named, code):
    with pytest.raises(Refused) as refused:
        rules.check_may_leave(EnrolmentState.ACTIVE, reason=reason, next_step=step, named_by=named)
    assert refused.value.code == code


@pytest.mark.parametrize("reason", list(DropOutReason))
def test_every_reason_can_end_with_a_next_step_or_a_named_person(reason):
    left = EnrolmentState.LEFT
    active = EnrolmentState.ACTIVE
    assert rules.check_may_leave(active, reason=reason, next_step=NextStep.HONORARY, named_by=None) is left
    assert rules.check_may_leave(active, reason=reason, next_step=NextStep.NONE, named_by=uuid4()) is left


def test_who_left_does_not_leave_again():
    assert rules.ENROLMENT_STATES.ends() == {EnrolmentState.LEFT}
    with pytest.raises(Refused):
        rules.check_may_leave(EnrolmentState.LEFT, reason=DropOutReason.MOVED, next_step=NextStep.CASE, named_by=None)


def test_somebody_reported_as_gone_by_mistake_comes_back():
    assert rules.ENROLMENT_STATES.target("resume", EnrolmentState.LEAVING) is EnrolmentState.ACTIVE
