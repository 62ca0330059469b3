"""The ladder climbs by itself, each step once, and never ends before a person does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chomchom.kernel.deeds import Sector
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.notices.models import Notice
from chomchom.outreach import public as outreach
from chomchom.outreach.models import Attempt, Episode
from chomchom.store.acting import acting
from chomchom.wellbeing import inforce as policies
from chomchom.wellbeing import public
from chomchom.wellbeing.models import Alert, Call, Duty, Ladder, StepTaken, SweepFault
from chomchom.wellbeing.public import Choice, ContactMode, DutyKind, DutyLine
from chomchom.wellbeing.rules.ladder import Rung
from chomchom.wellbeing.rules.words import AlertKind, CallResult, Channel
from tests.wellbeing.town import raise_one


def at(deed, **later):
    return replace(deed, at=deed.at + timedelta(**later))


@pytest.fixture
def desk(db, deeds):
    """An account that holds the desk, and one that is the officer of 일동."""
    from chomchom.accounts import public as accounts
    from tests.conftest import ILDONG

    with acting(deeds.machine()) as deed:
        agency = accounts.found_agency(
            deed, name="안산시 관제실", kind=accounts.AgencyKind.CONTROL_ROOM, sector=Sector.PUBLIC
        )
        out = []
        for login, role, dongs in (("desk1", Role.DESK, ()), ("haneul", Role.DONG_OFFICER, (ILDONG,))):
            made = accounts.create_account(deed, login=login, display_name="관제 하나", with_password=False)
            accounts.give_posting(
                deed, account_id=made.account_id, role=role, agency_id=agency, areas=dongs, whole_city=not dongs
            )
            out.append(made.account_id)
    return out


pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(freeze, deeds):
    """Freeze the city's clock at Monday 09:00 and some minutes."""

    def to(minutes: int):
        freeze(deeds.at + timedelta(minutes=minutes))
        return replace(deeds.machine(), at=deeds.at + timedelta(minutes=minutes))

    to(0)
    return to


def test_the_first_step_is_a_call_and_its_answer_waits_for_a_person(deeds, clock):
    alert = raise_one(deeds)
    with acting(clock(0)) as deed:
        assert public.take_due_steps(deed).taken == 1
        call = Call.objects.get()
        ring = public.lease_call(deed, call_id=call.pk)
        assert ring.about_id == alert.pk
        assert public.lease_call(deed, call_id=call.pk) is None
        assert public.answer_call(deed, call_id=call.pk, result=CallResult.ANSWERED_OK)
        assert not public.answer_call(deed, call_id=call.pk, result=CallResult.NO_ANSWER)
    assert Episode.objects.get().state == "answered"
    assert Alert.objects.get().state == "open"
    assert Attempt.objects.count() == 1
    with acting(clock(45)) as deed:
        assert public.take_due_steps(deed).held == 1
    assert StepTaken.objects.count() == 1


def test_each_step_is_taken_once_and_in_order(deeds, clock, desk):
    raise_one(deeds)
    channels = []
    for minute in (0, 10, 30, 60, 75, 90, 105, 165, 195, 225, 255):
        with acting(clock(minute)) as deed:
            public.take_due_steps(deed)
            assert public.take_due_steps(deed).taken == 0
            for call_id in public.waiting_calls(deed):
                public.answer_call(deed, call_id=call_id, result=CallResult.NO_ANSWER)
        channels = list(StepTaken.objects.order_by("number").values_list("channel", flat=True))
    assert channels == [
        "ai_call", "ai_call", "ai_call", "desk_call", "contact_call", "officer_notice", "site_check_due", "page_desk",
        "page_desk", "page_desk",
    ]  # fmt: skip
    alert = Alert.objects.get()
    assert alert.used_up_at is not None
    assert alert.due_at is not None
    assert Entry.objects.filter(tag="wellbeing:alert:circle-used-up").count() == 1
    assert Episode.objects.get().grade == "severe"


def test_only_a_person_who_ends_the_episode_ends_the_ladder(deeds, clock):
    raise_one(deeds)
    with acting(deeds.haneul()) as deed:
        outreach.close(
            deed, episode_id=Episode.objects.get().pk, outcome=outreach.Outcome.SAFE, how_known=outreach.HowKnown.MET
        )
    with acting(clock(1)) as deed:
        assert public.take_due_steps(deed).ended == 1
        assert public.take_due_steps(deed).taken == 0
    assert Alert.objects.get().state == "ended"


def test_a_changed_ladder_does_not_touch_the_alert_that_runs(deeds, clock, desk):
    raise_one(deeds)
    with acting(deeds.head()) as deed:
        public.save_ladder(deed, kind=AlertKind.SILENCE, rungs=[Rung(Channel.DESK_CALL, 5)])
    assert len(Alert.objects.get().ladder) == 8
    with acting(clock(0)) as deed:
        steps = policies.ladders_in_force(deed)[AlertKind.SILENCE].steps
    assert [s.channel for s in steps] == ["desk_call"]


def test_a_ladder_nobody_stands_behind_is_not_kept(deeds):
    with pytest.raises(Refused, match="chain-without-people"), acting(deeds.head()) as deed:
        public.save_ladder(deed, kind=AlertKind.SILENCE, rungs=[Rung(Channel.DESK_CALL, 5)])
    assert not Ladder.objects.exists()


@pytest.mark.parametrize("who", ["haneul", "desk", "jiu", "seoyeon"])
def test_only_heads_and_the_city_change_ladders(deeds, who):
    with pytest.raises(Refused, match="may-not-change-ladder"), acting(getattr(deeds, who)()) as deed:
        public.save_ladder(deed, kind=AlertKind.SILENCE, rungs=[Rung(Channel.DESK_CALL, 5)])


def test_at_night_the_duty_roster_is_told(deeds, freeze, desk):
    raise_one(deeds, choice=Choice(mode=ContactMode.DESK_CALL))
    with acting(deeds.head()) as deed:
        night = deed.at + timedelta(hours=13)
        public.save_duty(
            deed, since=night - timedelta(hours=2), until=night + timedelta(hours=10),
            lines=[DutyLine(kind=DutyKind.NIGHT_DUTY, from_at=night - timedelta(hours=1),
                            until_at=night + timedelta(hours=9), label="당직실", phone="031-000-1234")],
        )  # fmt: skip
    freeze(night)
    with acting(replace(deeds.machine(), at=night)) as deed:
        assert public.take_due_steps(deed).taken == 1
    assert Notice.objects.get().template == "duty-alert"
    assert not Entry.objects.filter(tag="wellbeing:duty:empty").exists()


def test_an_empty_roster_falls_to_the_city_and_leaves_a_trace(deeds, freeze):
    raise_one(deeds, choice=Choice(mode=ContactMode.DESK_CALL))
    night = deeds.at + timedelta(hours=13)
    freeze(night)
    with acting(replace(deeds.machine(), at=night)) as deed:
        public.take_due_steps(deed)
    assert Entry.objects.filter(tag="wellbeing:duty:empty").count() == 1


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda line: replace(line, phone=""), "duty-without-contact"),
        (lambda line: replace(line, until_at=line.until_at + timedelta(days=9)), "duty-outside-span"),
    ],
)
def test_a_roster_that_leads_nowhere_is_refused(deeds, spoil, code):
    with acting(deeds.head()) as deed:
        line = DutyLine(
            kind=DutyKind.RESCUE, from_at=deed.at, until_at=deed.at + timedelta(hours=8), label="119", phone="119"
        )
        with pytest.raises(Refused) as refused:
            public.save_duty(deed, since=deed.at, until=deed.at + timedelta(days=1), lines=[spoil(line)])
        assert refused.value.code == code
        with pytest.raises(Refused, match="chain-without-people"):
            public.save_duty(deed, since=deed.at, until=deed.at + timedelta(days=1), lines=[])
    assert not Duty.objects.exists()


def test_one_broken_alert_holds_no_other_up(deeds, clock):
    first = raise_one(deeds, homes=2)
    Alert.objects.filter(pk=first.pk).update(ladder=[["no_such_channel", 0]])
    with acting(clock(0)) as deed:
        told = public.take_due_steps(deed)
    assert (told.taken, told.faults) == (1, 1)
    assert SweepFault.objects.get().subject == f"alert:{first.pk}"
    assert Alert.objects.get(pk=first.pk).due_at is not None


def test_a_person_is_not_rung_more_often_than_agreed(deeds, clock):
    alert = raise_one(deeds, choice=Choice(calls_a_week=0))
    Alert.objects.filter(pk=alert.pk).update(grade="caution")
    with acting(clock(0)) as deed:
        assert public.take_due_steps(deed).taken == 1
    assert not Call.objects.exists()


def test_a_restart_after_two_days_takes_every_step_that_was_due_and_none_twice(deeds, clock, desk):
    raise_one(deeds)
    with acting(clock(2 * 24 * 60)) as deed:
        assert public.take_due_steps(deed).taken == 1
        assert public.take_due_steps(deed).taken == 0
    assert StepTaken.objects.count() == 1
