"""Enrolling and leaving: one ledger entry each, nothing written where it is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.enrolment import public as enrolment
from chomchom.enrolment.models import Enrolment
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG
from tests.enrolment.folk import consent, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken_part(deeds):
    """박순자, with a consent, not yet in."""
    with acting(deeds.haneul()) as deed:
        person = register(deed)
        return person, consent(deed, person)


def enrol(deed, person, agreed, **more):
    return enrolment.enrol(deed, person_id=person, programme="wellbeing", consent_id=agreed, mode="passive", **more)


def test_enrolling_writes_one_row_and_one_entry(deeds, taken_part):
    with acting(deeds.haneul()) as deed:
        made = enrol(deed, *taken_part)
        row = enrolment.enrolment(deed, made)
    assert (row.state, row.dong, row.mode) == ("active", ILDONG, "passive")
    entry = Entry.objects.get(tag="enrolment:person:enrolled")
    assert entry.person_id == taken_part[0]


def test_without_a_consent_that_holds_nobody_takes_part(deeds, taken_part):
    for spoiled in (uuid4(),):
        with pytest.raises(Refused, match="enrolment-needs-consent"), acting(deeds.haneul()) as deed:
            enrol(deed, taken_part[0], spoiled)
    later = deeds.haneul(at=deeds.at.replace(year=2028))
    with pytest.raises(Refused, match="enrolment-needs-consent"), acting(later) as deed:
        enrol(deed, *taken_part)
    assert not Enrolment.objects.exists()


def test_nobody_is_in_twice(deeds, taken_part):
    with acting(deeds.haneul()) as deed:
        enrol(deed, *taken_part)
    with pytest.raises(Refused, match="already-enrolled"), acting(deeds.haneul()) as deed:
        enrol(deed, *taken_part)


@pytest.mark.parametrize("who", ["doyun", "seoyeon", "jiu"])
def test_the_nearest_misses_see_and_write_nothing(deeds, taken_part, who):
    with acting(deeds.haneul()) as deed:
        made = enrol(deed, *taken_part)
    with acting(getattr(deeds, who)()) as deed:
        assert enrolment.enrolments(deed, ids=[made]) == []
        assert enrolment.in_programme(deed, programme="wellbeing") == []
    with pytest.raises(Refused), acting(getattr(deeds, who)()) as deed:
        enrolment.leave(
            deed, enrolment_id=made, reason=enrolment.DropOutReason.MOVED, next_step=enrolment.NextStep.CASE
        )
    assert Enrolment.objects.get().state == "active"


def test_a_programme_officer_of_the_dong_may_and_of_another_may_not(deeds, taken_part):
    with acting(deeds(Role.PROGRAMME_OFFICER, areas=frozenset({ILDONG}))) as deed:
        enrol(deed, *taken_part)
        assert len(enrolment.in_programme(deed, programme="wellbeing")) == 1
    with acting(deeds(Role.PROGRAMME_OFFICER, areas=frozenset({IDONG}))) as deed:
        assert enrolment.in_programme(deed, programme="wellbeing") == []


def test_leaving_keeps_reason_next_step_and_days(deeds, taken_part):
    with acting(deeds.haneul()) as deed:
        made = enrol(deed, *taken_part)
    later = replace(deeds.haneul(), at=deeds.at.replace(month=7))
    with acting(later) as deed:
        enrolment.leave(
            deed, enrolment_id=made, reason=enrolment.DropOutReason.CALL_FATIGUE, next_step=enrolment.NextStep.HONORARY
        )
        counted = enrolment.leavers(deed, programme="wellbeing", since=date(2026, 7, 1), until=date(2026, 7, 31))
    assert [(c.reason, c.people) for c in counted] == [("call_fatigue", 1)]
    assert Entry.objects.get(tag="enrolment:person:left").payload["days_in"] == 30


def test_who_is_reported_as_gone_waits_for_a_decision(deeds, taken_part):
    with acting(deeds.haneul()) as deed:
        made = enrol(deed, *taken_part)
        enrolment.report_leaving(deed, enrolment_id=made, reason=enrolment.DropOutReason.MOVED)
        waiting = enrolment.in_programme(deed, programme="wellbeing", state=enrolment.EnrolmentState.LEAVING)
    assert [(row.id, row.reason) for row in waiting] == [(made, "moved")]


def test_a_whole_city_moves_in_at_once_and_again_changes_nothing(deeds):
    rows = []
    with acting(deeds.machine()) as deed:
        for number in range(3):
            person = register(
                deed, name=("김영가", "박수나", "최민다")[number], phone=f"010-1111-222{number}", number=number + 10
            )
            rows.append(
                enrolment.NewEnrolment(
                    person_id=person, household_id=uuid4(), dong=ILDONG, programme="wellbeing", consent_id=uuid4(),
                    mode="passive", from_on=date(2026, 1, 5),
                )
            )  # fmt: skip
        first = enrolment.enrol_many(deed, rows)
        assert enrolment.enrol_many(deed, rows) == first
    assert Enrolment.objects.count() == 3
    assert Entry.objects.filter(tag="enrolment:person:enrolled").count() == 3


def test_a_list_costs_the_same_for_one_and_for_thirty(deeds):
    def cost() -> int:
        with acting(deeds.haneul()) as deed, CaptureQueriesContext(connection) as queries:
            enrolment.in_programme(deed, programme="wellbeing")
        return len(queries)

    def fill(count: int) -> None:
        Enrolment.objects.bulk_create(
            Enrolment(
                person_id=uuid4(), household_id=uuid4(), dong=ILDONG, programme="wellbeing", mode="passive",
                consent_id=uuid4(), from_on=date(2026, 1, 5), enrolled_by=uuid4(),
            )
            for _ in range(count)
        )  # fmt: skip

    fill(1)
    one = cost()
    fill(29)
    assert cost() == one
