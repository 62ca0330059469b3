"""The clock run: everything overdue, however long, once each, and one bad row stops none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chomchom.ledger.models import Entry
from chomchom.notices.models import Notice
from chomchom.referrals import actions, jobs
from chomchom.referrals.models import Referral
from tests.conftest import MONDAY, id_of
from tests.referrals.conftest import CENTRE, build_town

pytestmark = pytest.mark.usefixtures("real_db")


@pytest.fixture
def town(freeze):
    freeze(MONDAY)
    return build_town()


def told(template: str, **to) -> int:
    return Notice.objects.filter(template=template, **to).count()


def test_nothing_is_due_at_first(town):
    town.send()
    assert jobs.take_due_steps() == 0


def test_the_whole_calendar_of_a_referral_nobody_answers(town, freeze):
    referral_id = town.send()
    for moment, taken in (
        (timedelta(days=2, hours=10), 1),  # Wednesday 19:00: nobody opened it
        (timedelta(days=3, hours=1), 1),  # Thursday 10:00: reminder
        (timedelta(days=10), 0),
        (timedelta(days=18, hours=16), 1),  # Saturday 07-11 01:00: over
        (timedelta(days=60), 0),
    ):
        freeze(MONDAY + moment)
        assert jobs.take_due_steps() == taken, moment
        assert jobs.take_due_steps() == 0, "a second run does nothing"
    found = Referral.objects.get(pk=referral_id)
    assert (found.state, found.reason, found.declined_by) == ("expired", "time_over", "system")
    for template in ("referral-unseen", "referral-reminder", "referral-expired"):
        assert told(template, agency_id=CENTRE) == 1, template
        assert told(template, account_id=id_of("김하늘")) == 1, template


def test_after_two_weeks_off_the_run_catches_up_and_skips_what_is_too_late(town, freeze):
    town.send()
    freeze(MONDAY + timedelta(days=30))
    assert jobs.take_due_steps() == 1
    assert told("referral-expired", agency_id=CENTRE) == 1
    assert told("referral-reminder") == 0


def test_a_waitlisted_referral_has_a_clock_of_its_own(town, freeze):
    referral_id = town.send()
    town.do(town.deeds.seoyeon(), "waitlist", referral_id)
    freeze(MONDAY + timedelta(days=30))
    assert jobs.take_due_steps() == 0
    freeze(MONDAY + timedelta(days=61))
    assert jobs.take_due_steps() == 1
    assert Referral.objects.get().state == "expired"


def test_the_outcome_is_asked_twice_and_then_no_more(town, freeze):
    referral_id = town.send()
    town.do(town.deeds.seoyeon(), "accept", referral_id)
    for days, asked in ((29, 0), (31, 1), (45, 0), (61, 1), (90, 0)):
        freeze(MONDAY + timedelta(days=days))
        assert jobs.take_due_steps() == asked, days
    assert told("referral-outcome-asked", agency_id=CENTRE) == 2


def test_a_known_outcome_is_not_asked_for(town, freeze):
    referral_id = town.send()
    for name in ("accept", "start"):
        town.do(town.deeds.seoyeon(), name, referral_id)
    town.do(town.deeds.seoyeon(), "report_outcome", referral_id, outcome="helped_full", source="provider")
    freeze(MONDAY + timedelta(days=40))
    assert jobs.take_due_steps() == 0


def test_an_expired_one_enters_the_register_and_frees_the_service(town, freeze):
    town.send()
    freeze(MONDAY + timedelta(days=30))
    jobs.take_due_steps()
    assert Entry.objects.filter(tag="referrals:referral:expired").count() == 1
    assert town.later(days=30).send()


def test_one_poisoned_row_does_not_stop_the_others(town, freeze, monkeypatch):
    poisoned, good = town.send(), town.send(person_id=town.second)
    freeze(MONDAY + timedelta(days=30))
    honest = actions.expire

    def breaks_once(deed, *, referral_id):
        if referral_id == poisoned:
            raise RuntimeError("a bad row")
        return honest(deed, referral_id=referral_id)

    monkeypatch.setitem(jobs.STEPS, jobs.Clock.EXPIRE, breaks_once)
    assert jobs.take_due_steps() == 1
    assert Referral.objects.get(pk=good).state == "expired"
    assert Referral.objects.get(pk=poisoned).state == "sent"
