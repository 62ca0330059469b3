"""The province's daily result: harmless twice and out of order, and an unknown word is never a good one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chomchom.enrolment.models import Enrolment
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.outreach.models import Attempt, Episode, Signal
from chomchom.store.acting import acting
from chomchom.wellbeing import public
from chomchom.wellbeing.models import Alert, ProvinceDay
from chomchom.wellbeing.provincefile import read_province_file
from chomchom.wellbeing.public import ProvinceRow
from chomchom.wellbeing.rules import province
from chomchom.wellbeing.rules.province import DayFacts, tell
from chomchom.wellbeing.rules.words import RANK, CallResult, Grade, ProvinceGrade
from tests.conftest import id_of
from tests.wellbeing import town

SUNDAY = date(2026, 6, 21)


@pytest.mark.parametrize(
    ("word", "grade"),
    [
        ("정상", "normal"),
        (" 심 각 ", "severe"),
        ("경계", "caution"),
        ("", "unknown"),
        ("OK?", "unknown"),
        ("안전", "unknown"),
    ],
)
def test_a_word_nobody_knows_is_unknown_and_never_normal(word, grade):
    assert province.grade_from(word) == grade


@pytest.mark.parametrize(
    ("word", "call"),
    [("응답", "answered_ok"), ("무응답", "no_answer"), ("결번", "out_of_service"), ("???", "answered_unclear")],
)
def test_a_result_nobody_knows_is_unclear_and_never_good(word, call):
    assert province.call_from(word) == call


def test_no_call_is_no_result():
    assert province.call_from("") is None


@given(st.sampled_from(list(ProvinceGrade)), st.sampled_from([None, *CallResult]))
def test_silence_error_and_refusal_never_make_it_better(grade, call):
    def rank(given_call):
        told = tell(DayFacts(day=SUNDAY, newest=None, grade=grade, call=given_call))
        return -1 if told.grade is None else RANK[told.grade]

    if call is not CallResult.ANSWERED_OK:
        assert rank(call) >= rank(None)
    assert rank(call) >= rank(CallResult.ANSWERED_OK)


def test_help_asked_is_severe_whatever_the_grade():
    told = tell(DayFacts(day=SUNDAY, newest=None, grade=ProvinceGrade.NORMAL, call=CallResult.ANSWERED_NEEDS_HELP))
    assert told.grade is Grade.SEVERE


def row(number: int, grade: str = "정상", **more) -> ProvinceRow:
    return ProvinceRow(number=f"P{number}", day=more.pop("day", SUNDAY), grade=grade, **more)


@pytest.mark.django_db
class TestTaken:
    @pytest.fixture
    def city(self, deeds):
        with acting(deeds.machine()) as deed:
            town.live_in(deed, 4)
        return deeds(Role.CITY_OFFICER, whole_city=True)

    def test_a_day_is_taken_in_and_what_needs_a_person_is_raised(self, city):
        rows = [row(1), row(2, "심각", call="무응답", times=3), row(3, "정상", call="결번"), row(9)]
        with acting(city) as deed:
            done = public.province_day(deed, rows)
        assert (done.new, done.raised, done.unmatched) == (4, 2, 1)
        grades = dict(Alert.objects.values_list("home__province_key", "grade"))
        assert sorted(grades.values()) == ["severe", "unknown"]
        assert Attempt.objects.count() == 2
        assert Episode.objects.count() == 2

    def test_the_same_again_changes_nothing(self, city):
        rows = [row(1, "주의"), row(2, "심각", call="무응답")]
        for _ in range(3):
            with acting(city) as deed:
                done = public.province_day(deed, rows)
        assert (done.new, done.raised) == (0, 0)
        assert Signal.objects.count() == 2
        assert ProvinceDay.objects.count() == 2
        assert Entry.objects.filter(tag="wellbeing:province:told").count() == 1

    def test_days_out_of_order_are_kept_and_old_ones_raise_nothing(self, city):
        with acting(city) as deed:
            public.province_day(deed, [row(1, "정상")])
            public.province_day(deed, [row(1, "심각", day=SUNDAY - timedelta(days=5))])
        assert ProvinceDay.objects.count() == 2
        assert not Alert.objects.exists()

    def test_the_newest_word_for_a_day_stands_and_an_older_one_comes_too_late(self, city):
        early, late = city.at - timedelta(hours=5), city.at - timedelta(hours=1)
        with acting(city) as deed:
            public.province_day(deed, [row(1, "주의", as_of=late)])
            public.province_day(deed, [row(1, "정상", as_of=early)])
        assert ProvinceDay.objects.get().grade == "caution"

    def test_who_left_waits_for_a_next_step(self, city):
        with acting(city) as deed:
            done = public.province_day(deed, [row(1, change="left", reason="알뜰폰")])
            again = public.province_day(deed, [row(1, change="left", reason="알뜰폰", day=SUNDAY + timedelta(days=1))])
        assert (done.leaving, again.leaving) == (1, 0)
        assert Enrolment.objects.get(state="leaving").reason == "carrier_limit"

    def test_the_provinces_own_key_delivers_and_nobody_elses(self, city, deeds):
        theirs = deeds(Role.PROVINCE, agency_id=id_of("경기도"))
        with acting(theirs) as deed:
            assert public.province_day(deed, [row(1, "심각")]).raised == 1
        for who in (deeds.haneul(), deeds.seoyeon(), deeds.jiu()):
            with pytest.raises(Refused, match="may-not-deliver-province"), acting(who) as deed:
                public.province_day(deed, [row(2, "심각")])
        assert Alert.objects.count() == 1

    def test_an_alert_of_the_province_and_one_of_our_own_meet_in_one_episode(self, city, deeds):
        with acting(deeds.machine()) as deed:
            public.load_readings(deed, town.readings(public.Source.ELECTRICITY, homes=4, until=deed.at, silent={2: 40}))
            public.sweep(deed)
        with acting(city) as deed:
            public.province_day(deed, [row(2, "심각")])
        assert Episode.objects.count() == 1


class TestFile:
    HEAD = "관리번호,기준일,등급,통화결과,변동,사유\n"

    def read(self, text: str, encoding: str = "utf-8"):
        return read_province_file((self.HEAD + text).encode(encoding), filename="결과.csv", today=SUNDAY)

    def test_good_rows_go_in_and_bad_ones_are_named(self):
        looked = self.read(
            "P1,2026-06-21,정상,응답,,\n,2026-06-21,정상,,,\nP2,2026.06.21,심각,무응답,,\nP3,언제,정상,,,\n"
            "P4,2026-07-01,정상,,,\nP1,2026-06-21,주의,,,\nP5,20260621,멀쩡,괜찮음,이탈,사망\n"
        )
        assert [(r.number, r.grade) for r in looked.rows] == [("P1", "정상"), ("P2", "심각"), ("P5", "멀쩡")]
        assert [(n.row, n.taken) for n in looked.notes] == [
            (3, False), (5, False), (6, False), (7, False), (8, True), (8, True),
        ]  # fmt: skip
        assert (looked.rows[2].change, looked.rows[2].reason) == ("left", "사망")

    def test_an_office_file_in_cp949_is_read(self):
        assert len(self.read("P1,2026-06-21,정상,응답,,\n", "cp949").rows) == 1

    def test_a_file_without_its_columns_is_refused(self):
        with pytest.raises(Refused, match="province-columns-missing"):
            read_province_file("가,나\n1,2\n".encode(), filename="x.csv", today=SUNDAY)

    def test_a_resident_number_keeps_its_row_out(self):
        looked = self.read("900101-1234568,2026-06-21,정상,,,\n")
        assert not looked.rows
