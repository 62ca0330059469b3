"""The desk's figures: who stays, what a month showed, what a budget would do, and telling the province."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom import silence
from chomchom.enrolment import public as enrolment
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.outreach import public as outreach
from chomchom.outreach.models import Episode
from chomchom.store.acting import acting
from chomchom.wellbeing import public
from chomchom.wellbeing.actions import budgeting, confirming, homes
from chomchom.wellbeing.models import Alert, BudgetTrial, Call, Home, ProvinceStop
from chomchom.wellbeing.public import CallResult, Choice, ContactMode, Source, Told
from chomchom.wellbeing.reads import budget as budgets
from chomchom.wellbeing.reads import coverage, quality
from chomchom.wellbeing.reads import staying as reads
from chomchom.wellbeing.reads.shadow import shadow
from chomchom.wellbeing.rules import budget
from chomchom.wellbeing.rules.staying import left_for, staying, still_known
from tests.silence import homes as invented
from tests.wellbeing.town import live_in, raise_one, readings


class TestKaplanMeier:
    def test_freireichs_six_mp_arm_as_printed_in_every_textbook(self):
        # 21 patients, Freireich et al. 1963; + is censored.
        days = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
        left = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
        curve = staying(days, [bool(one) for one in left])
        assert list(curve.days) == [6, 7, 10, 13, 16, 22, 23]
        assert list(curve.at_risk) == [21, 17, 15, 12, 11, 7, 6]
        assert np.allclose(curve.share, [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], atol=5e-5)
        assert [round(curve.at(day), 4) for day in (0, 5, 6, 21, 22, 40)] == [1.0, 1.0, 0.8571, 0.6275, 0.5378, 0.4482]

    def test_by_hand_with_censoring_on_the_day_of_a_leaving(self):
        # In: 5. Day 10: one leaves of 5 (the one censored that day still counts). Day 20: one leaves of 3. Day 30: of 1.
        curve = staying([10, 10, 20, 25, 30], [True, False, True, False, True])
        assert np.allclose(curve.share, [4 / 5, 4 / 5 * 2 / 3, 0])

    def test_nobody_left(self):
        curve = staying([5, 9], [False, False])
        assert (curve.at(100), len(curve.days)) == (1.0, 0)
        assert staying([], []).at(3) == 1.0

    def test_reasons_by_hand_and_together_with_who_stayed_they_make_one(self):
        days, reasons = [10, 10, 20, 25, 30], ["moved", "", "refused", "", "moved"]
        shares = left_for(days, reasons, by=365)
        assert shares == pytest.approx({"moved": 1 / 5 + 8 / 15, "refused": 4 / 5 / 3})
        assert left_for(days, reasons, by=20) == pytest.approx({"moved": 1 / 5, "refused": 4 / 15})
        assert sum(shares.values()) + staying(days, [bool(r) for r in reasons]).at(365) == pytest.approx(1)

    def test_a_share_rests_on_those_who_were_followed_so_long(self):
        assert still_known([10, 20, 30], 20) == 2


class TestBudget:
    def test_an_alarm_rings_at_the_crossing_rests_a_day_and_comes_again_every_third(self):
        scores = np.zeros((3, 200), np.float32)
        scores[0, 10:] = 5  # stays high: at 10, 83, 156
        scores[1, [10, 20, 60]] = 5  # 20 lies in the day of rest
        scores[2, 199] = 5
        assert list(budget.alarms(scores, 1.0)) == [3, 2, 1]

    def test_the_budget_is_kept_and_a_stricter_one_finds_less(self):
        values = invented.electricity(60, homes=30, seed=5).astype(np.float32)
        told = {
            days: budget.try_budget(values, silence.Source.ELECTRICITY, budget_days=days, seed=1) for days in (10, 60)
        }
        for days, found in told.items():
            assert found.days_between >= days
            assert (found.homes, found.days, found.cases) == (30, 30, 60)
            assert 0 <= found.found_in_24 <= found.found_in_48 <= 1
        assert told[10].threshold < told[60].threshold
        assert told[10].found_in_48 > told[60].found_in_48 or told[10].found_in_48 == 1
        assert told[10].found_in_48 > 0.5, "homes that live by the clock are found"

    @pytest.mark.parametrize(("homes", "days"), [(9, 60), (30, 20)])
    def test_too_little_says_nothing(self, homes, days):
        values = invented.electricity(days, homes=homes, seed=5).astype(np.float32)
        assert budget.try_budget(values, silence.Source.ELECTRICITY, budget_days=30, seed=1) is None


@pytest.mark.django_db
class TestPages:
    def test_a_trial_is_asked_for_worked_out_once_and_read(self, deeds):
        with acting(deeds.machine()) as deed:
            live_in(deed, 12)
            public.load_readings(deed, readings(Source.ELECTRICITY, homes=12, until=deed.at, days=42))
        with acting(deeds.head()) as deed:
            budgeting.ask_trial(deed, source=Source.ELECTRICITY, budget_days=30)
            assert not budgets.trials(deed)[0].done
        with acting(deeds.machine()) as deed:
            assert budgeting.work_out_trials(deed) == 1
            assert budgeting.work_out_trials(deed) == 0
        with acting(deeds.head()) as deed:
            row = budgets.trials(deed)[0]
        assert (row.done, row.enough, row.homes, row.cases) == (True, True, 12, 24)
        assert row.days >= 20
        assert Entry.objects.filter(tag="wellbeing:budget:tried").count() == 1

    def test_without_enough_homes_it_says_so(self, deeds):
        with acting(deeds.head()) as deed:
            budgeting.ask_trial(deed, source=Source.WATER, budget_days=30)
        with acting(deeds.machine()) as deed:
            budgeting.work_out_trials(deed)
        assert BudgetTrial.objects.get().result == {}

    @pytest.mark.parametrize(
        ("who", "days", "code"),
        [("haneul", 30, "may-not-try-budget"), ("jiu", 30, "may-not-try-budget"), ("head", 6, "budget-impossible"),
         ("head", 366, "budget-impossible")],
    )  # fmt: skip
    def test_who_and_what_is_refused(self, deeds, who, days, code):
        with pytest.raises(Refused, match=code), acting(getattr(deeds, who)()) as deed:
            budgeting.ask_trial(deed, source=Source.ELECTRICITY, budget_days=days)
        assert not BudgetTrial.objects.exists()

    def test_a_month_counts_what_was_raised_and_never_says_safe(self, deeds):
        raise_one(deeds, homes=3)
        answered, visited, silent = Alert.objects.order_by("home_id")
        Alert.objects.filter(pk=answered.pk).update(answered_at=deeds.at)
        with acting(deeds.haneul()) as deed:
            outreach.close(deed, episode_id=visited.episode_id, outcome=outreach.Outcome.HELPED,
                           how_known=outreach.HowKnown.MET)  # fmt: skip
            found = quality.quality(deed)
            assert quality.quality(deed, month="2026-05").whole.alerts == 0
        whole = found.whole
        assert (whole.alerts, whole.answered, whole.unreached, whole.in_need, whole.open) == (3, 1, 2, 1, 2)
        assert [(one.label, one.alerts) for one in found.dongs] == [("일동", 3)]
        assert (found.both, found.only_us, found.only_province) == (0, 3, 0)
        with acting(deeds.doyun()) as deed:
            assert quality.quality(deed).whole.alerts == 0
        assert Episode.objects.filter(pk=silent.episode_id, outcome="").exists()

    @pytest.mark.parametrize("month", ["x", "2026-13", "0001-01", "2027-01", "2026-06-01"])
    def test_a_month_that_is_none_is_refused(self, deeds, month):
        with pytest.raises(Refused, match="month-unreadable"), acting(deeds.haneul()) as deed:
            quality.quality(deed, month=month)

    def test_a_month_asks_as_often_for_one_alert_as_for_many(self, deeds):
        raise_one(deeds, homes=9)
        first = Alert.objects.order_by("home_id").first()
        counts = []
        for at in (deeds.at, None):
            Alert.objects.exclude(pk=first.pk).update(raised_at=at or deeds.at - timedelta(days=40))
            with acting(deeds.haneul()) as deed, CaptureQueriesContext(connection) as asked:
                quality.quality(deed)
            counts.append(len(asked))
        assert counts[0] == counts[1]

    def test_who_stays_is_read_by_mode_and_source(self, deeds):
        with acting(deeds.machine()) as deed:
            live_in(deed, 8)
            for home in Home.objects.order_by("pk")[:2]:
                homes.stop_watching(
                    deed, enrolment_id=home.enrolment_id, reason=enrolment.DropOutReason.CALL_FATIGUE,
                    next_step=enrolment.NextStep.HONORARY,
                )  # fmt: skip
        with acting(deeds.haneul()) as deed:
            found = reads.staying_page(deed)
        assert (found.everybody.began, found.everybody.left) == (8, 2)
        assert found.everybody.shares[0] == 1.0
        assert found.everybody.shares[2] is None, "nobody has been in for half a year"
        assert [row.label for row in found.sources] == ["전기"]
        assert found.reasons == (("전화가 너무 잦음", pytest.approx(2 / 8)),)
        assert found.chart is not None

    def test_minutes_saved_are_said_only_where_a_persons_time_was_written_down(self, deeds):
        with acting(deeds.machine()) as deed:
            live_in(deed, 12)
            for number, home in enumerate(Home.objects.order_by("pk")):
                human = number < 5
                Call.objects.create(
                    home=home, person_id=home.person_id, asked_at=deed.at, result="answered_ok", result_at=deed.at,
                    mode=ContactMode.DESK_CALL if human else ContactMode.AI_CALL, staff_minutes=6 if human else None,
                    satisfaction=4 if human else 0,
                )  # fmt: skip
        with acting(deeds.haneul()) as deed:
            found = reads.asking(deed)
            assert (found.per_contact, found.saved_minutes) == (6, 42)
            human, machine = sorted(found.rows, key=lambda row: row.machine)
            assert (human.satisfaction, human.not_asked) == (4.0, 0)
            assert (machine.satisfaction, machine.not_asked) == (None, 7)
            Call.objects.filter(home=Home.objects.order_by("pk").first()).update(staff_minutes=None)
            assert reads.asking(deed).saved_minutes is None


@pytest.mark.django_db
class TestProvince:
    def left(self, deeds):
        with acting(deeds.machine()) as deed:
            live_in(deed, 2)
        home = Home.objects.order_by("pk").first()
        with acting(deeds.haneul()) as deed:
            homes.stop_watching(
                deed, enrolment_id=home.enrolment_id, reason=enrolment.DropOutReason.MOVED,
                next_step=enrolment.NextStep.OTHER_CHECK_IN,
            )  # fmt: skip
        return home

    def test_who_left_here_is_to_be_told_and_comes_back_when_the_province_goes_on(self, deeds):
        home = self.left(deeds)
        with acting(deeds.haneul()) as deed:
            assert [(row.told_at, row.still_on) for row in coverage.stops(deed)] == [(None, None)]
            homes.tell_province_of_leaving(deed, enrolment_id=home.enrolment_id)
            homes.tell_province_of_leaving(deed, enrolment_id=home.enrolment_id)
            assert coverage.stops(deed)[0].told_at == deed.at
        later = replace(deeds.machine(), at=deeds.at + timedelta(days=2))
        with acting(later) as deed:
            public.province_day(deed, [public.ProvinceRow(number="P1", day=date(2026, 6, 23), grade="정상")])
        with acting(deeds.haneul()) as deed:
            assert coverage.stops(deed)[0].still_on == date(2026, 6, 23)
        assert Entry.objects.filter(tag="wellbeing:province:told-of-leaving").count() == 1

    @pytest.mark.parametrize("who", ["doyun", "jiu", "seoyeon"])
    def test_nobody_else_writes_it_down(self, deeds, who):
        home = self.left(deeds)
        with pytest.raises(Refused, match="home-not-found"), acting(getattr(deeds, who)()) as deed:
            homes.tell_province_of_leaving(deed, enrolment_id=home.enrolment_id)
        assert not ProvinceStop.objects.exists()

    def test_who_takes_part_has_not_left(self, deeds):
        self.left(deeds)
        other = Home.objects.order_by("pk").last()
        with pytest.raises(Refused, match="has-not-left"), acting(deeds.haneul()) as deed:
            homes.tell_province_of_leaving(deed, enrolment_id=other.enrolment_id)

    def test_who_takes_part_without_a_home_is_not_simply_missing(self, deeds):
        self.left(deeds)
        with acting(deeds.haneul()) as deed:
            assert coverage.without_home(deed) == 0
            Home.objects.filter(active=True).update(active=False)
            assert coverage.without_home(deed) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/wellbeing/staying/", "/wellbeing/quality/", "/wellbeing/quality/?month=2026-05"])
def test_the_pages_open_for_their_officer_and_for_nobody_beside(enter, deeds, address):
    raise_one(deeds, choice=Choice())
    assert enter("김하늘").get(address).status_code == 200
    assert enter("최지우").get(address).status_code == 403


@pytest.mark.django_db
def test_the_budget_is_the_citys(enter, deeds):
    page = enter("팀장")
    assert page.get("/wellbeing/budget/").status_code == 200
    assert page.post("/wellbeing/budget/", {"source": "water", "budget_days": "400"}).status_code == 422
    assert page.post("/wellbeing/budget/", {"source": "water", "budget_days": "90"}).status_code == 302
    assert "계산하는 중" in page.get("/wellbeing/budget/").content.decode()
    assert enter("김하늘").get("/wellbeing/budget/").status_code == 403


@pytest.mark.django_db
def test_the_desks_list_is_worked_through_without_javascript(enter, deeds, freeze):
    with acting(deeds.machine()) as deed:
        live_in(deed, 2, sources=(), choice=Choice(mode=ContactMode.DESK_CALL))
        assert confirming.confirm_block(deed, 0).asked == 2
    first, second = Call.objects.order_by("asked_at", "pk")
    page = enter("김하늘")
    html = page.get("/wellbeing/calls/").content.decode()
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)), "two fields with one id"
    assert page.post(f"/wellbeing/calls/{first.person_id}/begin/").status_code == 302
    assert "내가 거는 중" in page.get("/wellbeing/calls/").content.decode()
    assert enter("관제").post(f"/wellbeing/calls/{first.person_id}/begin/").status_code == 409
    assert "김하늘" in enter("관제").get("/wellbeing/calls/").content.decode()
    page = enter("김하늘")
    assert page.post(f"/wellbeing/calls/{first.pk}/answer/", {"staff_minutes": "4"}).status_code == 422
    said = {"result": "answered_ok", "staff_minutes": "4", "satisfaction": "5"}
    assert page.post(f"/wellbeing/calls/{first.pk}/answer/", said).status_code == 302
    first.refresh_from_db()
    assert (first.result, first.staff_minutes, first.satisfaction) == ("answered_ok", 4, 5)
    assert enter("이도윤").post(f"/wellbeing/calls/{second.pk}/answer/", said).status_code == 404
    assert enter("최지우").get("/wellbeing/calls/").status_code == 403


@pytest.mark.django_db
class TestBesideWhatWas:
    def test_how_often_a_person_is_asked_stands_beside_fixed_calls(self, deeds):
        with acting(deeds.machine()) as deed:
            rows = live_in(deed, 6)
            for number in range(9):
                told = Told(result=CallResult.ANSWERED_OK, staff_minutes=5, satisfaction=4)
                mode = ContactMode.DESK_CALL if number < 5 else ContactMode.AI_CALL
                public.record_contact(deed, home_id=rows[number % 6], mode=mode, told=told)
        with acting(deeds.head()) as deed:
            found = reads.asking(deed)
        assert found.calls_a_person == pytest.approx(9 / 6 / 3)
        assert found.fixed_calls == pytest.approx(8.57, abs=0.01)
        assert (found.per_contact, found.saved_minutes) == (5.0, 20)
        assert {row.label: row.satisfaction for row in found.rows}["사람이 거는 전화"] == 4.0

    @pytest.mark.parametrize(
        ("change", "code"),
        [({"staff_minutes": 241}, "minutes-impossible"), ({"satisfaction": 6}, "satisfaction-impossible")],
    )
    def test_a_contact_on_nobodys_list_is_checked_as_one_on_it(self, deeds, change, code):
        with acting(deeds.machine()) as deed:
            [home] = live_in(deed, 1)
        with acting(deeds.haneul()) as deed, pytest.raises(Refused, match=code):
            public.record_contact(
                deed, home_id=home, mode=ContactMode.DESK_CALL, told=Told(result=CallResult.ANSWERED_OK, **change)
            )
        assert not Call.objects.exists()

    def test_a_budget_is_weighed_against_what_the_desk_can_take(self, deeds):
        with acting(deeds.machine()) as deed:
            live_in(deed, 12)
            told = {
                "homes": 6, "days": 90, "cases": 12, "threshold": 1.0, "alarms_a_week": 21.0, "calls_a_person": 1.0,
                "days_between": 30.0, "found_in_24": 0.5, "found_in_48": 0.7, "busiest_tenth": 0.2,
            }  # fmt: skip
            BudgetTrial.objects.create(
                source="electricity", budget_days=30, asked_at=deed.at, asked_by=deed.actor_id, done_at=deed.at, result=told
            )  # fmt: skip
        with acting(deeds.head()) as deed:
            [row] = budgets.trials(deed)
        assert (row.city_homes, row.city_a_day, row.desk_a_day) == (12, 6.0, 20)

    def test_the_shadow_lays_our_word_beside_the_provinces_day_by_day(self, deeds):
        alert = raise_one(deeds)
        with acting(deeds.machine()) as deed:
            day = deed.day
            rows = [
                ("P1", day, "주의"),
                ("P1", day - timedelta(days=1), "심각"),
                ("P1", day - timedelta(days=2), "정상"),
            ]
            public.province_day(deed, [public.ProvinceRow(number=n, day=d, grade=g) for n, d, g in rows])
        with acting(deeds.haneul()) as deed:
            found = shadow(deed, alert.home_id)
        assert [(row.day, row.province_word, bool(row.our_word), row.agrees) for row in found] == [
            (day, "주의", True, True), (day - timedelta(days=1), "심각", False, False),
            (day - timedelta(days=2), "정상", False, True),
        ]  # fmt: skip
        with acting(deeds.doyun()) as deed:
            assert shadow(deed, alert.home_id) == []
