"""Ladders with a day, other cities' ready ones, and a ladder tried on last month before it holds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.kernel.deeds import SEOUL
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.models import Entry
from chomchom.outreach import public as outreach
from chomchom.store.acting import acting
from chomchom.wellbeing import inforce, public
from chomchom.wellbeing.actions import policies, raising
from chomchom.wellbeing.models import Alert, Ladder
from chomchom.wellbeing.public import Source
from chomchom.wellbeing.reads import ladders as reads
from chomchom.wellbeing.rules.alerts import Finding
from chomchom.wellbeing.rules.ladder import Quiet, Rung, check_ladder
from chomchom.wellbeing.rules.rehearsal import Past, climb, rehearse
from chomchom.wellbeing.rules.words import AlertKind, Channel, ContactMode, Grade
from tests.wellbeing.town import live_in, readings

MONDAY = datetime(2026, 6, 22, 9, tzinfo=SEOUL)
NIGHT = Quiet(time(21), time(8))
GURO = (Rung(Channel.AI_CALL, 0, 3, 30), Rung(Channel.OFFICER_CALL, 10, 2, 10), Rung(Channel.SITE_CHECK_DUE, 10))


def minutes(walk, past):
    return [(channel, int((at - past.raised_at).total_seconds() // 60)) for channel, at in walk.taken]


class TestRehearsal:
    def test_nobody_answers_and_the_whole_ladder_is_climbed_to_the_door(self):
        past = Past(home=1, raised_at=MONDAY, grade=Grade.UNKNOWN)
        walk = climb(past, GURO, quiet=NIGHT, rung_at=[])
        assert minutes(walk, past) == [
            (Channel.AI_CALL, 0), (Channel.AI_CALL, 30), (Channel.AI_CALL, 60), (Channel.OFFICER_CALL, 70),
            (Channel.OFFICER_CALL, 80), (Channel.SITE_CHECK_DUE, 90),
        ]  # fmt: skip
        assert (walk.answered_by, walk.door_at) == (None, MONDAY + timedelta(minutes=90))

    @pytest.mark.parametrize(
        ("told", "last", "calls"),
        [
            ({"answered_machine": 2}, Channel.AI_CALL, 2),
            ({"answered_human": 1}, Channel.OFFICER_CALL, 4),
            ({"answered_human": 2}, Channel.OFFICER_CALL, 5),
            ({"answered_machine": 4}, Channel.OFFICER_CALL, 4),  # would have answered: a human is answered at the first
            ({"answered_human": 3}, Channel.SITE_CHECK_DUE, 5),
        ],
    )
    def test_the_same_call_is_answered_as_it_was(self, told, last, calls):
        walk = climb(Past(home=1, raised_at=MONDAY, grade=Grade.UNKNOWN, **told), GURO, quiet=NIGHT, rung_at=[])
        assert walk.taken[-1][0] is last
        assert sum(channel in (Channel.AI_CALL, Channel.OFFICER_CALL) for channel, _ in walk.taken) == calls
        assert walk.answered_by is (None if last is Channel.SITE_CHECK_DUE else last)

    def test_a_machine_keeps_quiet_at_night_and_not_where_it_is_severe(self):
        late = MONDAY.replace(hour=22)
        told = {
            grade: climb(Past(home=1, raised_at=late, grade=grade), GURO, quiet=NIGHT, rung_at=[]).taken[0][1]
            for grade in (Grade.UNKNOWN, Grade.SEVERE)
        }
        assert told == {Grade.UNKNOWN: datetime(2026, 6, 23, 8, tzinfo=SEOUL), Grade.SEVERE: late}

    def test_the_weeks_calls_a_person_takes_are_kept_over_several_alerts(self):
        first, second = (
            Past(home=1, raised_at=MONDAY + timedelta(days=n), grade=Grade.CAUTION, calls_a_week=4) for n in (0, 1)
        )
        found = rehearse([first, second], GURO, quiet=NIGHT)
        assert (found.machine_calls, found.human_calls, found.doors) == (4, 4, 2)
        other = replace(second, home=2)
        assert rehearse([first, other], GURO, quiet=NIGHT).machine_calls == 6

    def test_who_refused_the_machine_or_wants_a_voice_is_not_rung_by_it(self):
        for spoilt in ({"machine_refused": True}, {"mode": ContactMode.DESK_CALL}):
            past = Past(home=1, raised_at=MONDAY, grade=Grade.SEVERE, **spoilt)
            assert rehearse([past], GURO, quiet=NIGHT).machine_calls == 0

    def test_the_figures_of_a_desk_by_hand(self):
        rungs = (Rung(Channel.DESK_CALL, 10, 2, 20), Rung(Channel.SITE_CHECK_DUE, 60))
        pasts = [
            Past(home=1, raised_at=MONDAY, grade=Grade.UNKNOWN),
            Past(home=2, raised_at=MONDAY + timedelta(minutes=5), grade=Grade.UNKNOWN, answered_human=1),
            Past(home=3, raised_at=MONDAY + timedelta(hours=9), grade=Grade.UNKNOWN),
        ]
        found = rehearse(pasts, rungs, quiet=NIGHT)
        assert (found.alerts, found.human_calls, found.answered_human, found.doors, found.nobody) == (3, 5, 1, 2, 0)
        assert dict(found.desk) == {9: 3, 18: 2}
        assert dict(found.door) == {10: 1, 19: 1}
        assert (found.busiest_hour, found.usual_minutes, found.late_minutes, found.within) == (3, 10, 10, 3)

    def test_a_ladder_without_a_door_says_how_many_it_leaves(self):
        found = rehearse(
            [Past(home=1, raised_at=MONDAY, grade=Grade.UNKNOWN)], (Rung(Channel.PAGE_DESK, 5),), quiet=NIGHT
        )
        assert (found.doors, found.nobody) == (0, 1)

    def test_nothing_in_says_nothing(self):
        found = rehearse([], GURO, quiet=NIGHT)
        assert (found.alerts, found.usual_minutes, found.late_minutes, found.busiest_hour) == (0, None, None, 0)


def test_every_published_ladder_can_be_kept_as_it_is(db):
    told = {row.code: row for row in reads.presets(MONDAY.date())}
    assert {code: row.published_on.isoformat() for code, row in told.items()} == {
        "guro": "2022-10-28", "chungju": "2025-08-26",
    }  # fmt: skip
    for row in told.values():
        check_ladder(row.rungs)
        assert "보도자료" in row.source
    assert told["guro"].rungs == GURO
    calls = [rung.times for rung in told["chungju"].rungs if rung.channel in (Channel.AI_CALL, Channel.DESK_CALL)]
    assert calls == [4, 3]


@pytest.mark.django_db
class TestKeeping:
    def test_one_from_a_later_day_waits_and_the_old_ones_stay(self, deeds):
        with acting(deeds.machine()) as deed:
            public.save_duty(
                deed, since=deed.at, until=deed.at + timedelta(days=9),
                lines=[public.DutyLine(kind=public.DutyKind.NIGHT_DUTY, from_at=deed.at, until_at=deed.at + timedelta(days=9), label="당직실", phone="031-000-1111")],
            )  # fmt: skip
        with acting(deeds.head()) as deed:
            policies.save_ladder(deed, kind=AlertKind.SILENCE, rungs=GURO, preset="guro")
            later = [Rung(Channel.PAGE_DESK, 5)]
            policies.save_ladder(deed, kind=AlertKind.SILENCE, rungs=later, from_on=deed.day + timedelta(days=3))
            found = reads.ladder_page(deed, "silence")
            assert found.row.rungs == GURO
            assert found.row.preset_word == "서울 구로구의 단계"
            assert found.row.next_on == deed.day + timedelta(days=3)
            assert [(one.from_on, one.in_force) for one in found.versions] == [
                (deed.day + timedelta(days=3), False), (deed.day, True),
            ]  # fmt: skip
        with acting(replace(deeds.head(), at=deeds.head().at + timedelta(days=3))) as deed:
            assert list(inforce.ladders_in_force(deed)[AlertKind.SILENCE].rungs) == later
        days = [entry.payload["from_on"] for entry in Entry.objects.filter(tag="wellbeing:ladder:saved").order_by("pk")]
        assert days == ["2026-06-22", "2026-06-25"]

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"from_on": MONDAY.date() - timedelta(days=1)}, "ladder-from-past"),
            ({"quiet": Quiet(time(9), time(9))}, "quiet-not-whole"),
            ({"rungs": [Rung(Channel.DESK_CALL, 0), Rung(Channel.AI_CALL, 5)]}, "ladder-ends-with-machine"),
        ],
    )
    def test_one_thing_spoilt_is_refused(self, deeds, change, code):
        with acting(deeds.head()) as deed, pytest.raises(Refused, match=code):
            policies.save_ladder(deed, **{"kind": AlertKind.SILENCE, "rungs": GURO, **change})
        assert not Ladder.objects.exists()

    def test_an_alert_takes_the_quiet_hours_of_its_ladder_with_it(self, deeds, monkeypatch):
        monkeypatch.setattr(policies, "people_behind", lambda _deed: 1)
        with acting(deeds.head()) as deed:
            policies.save_ladder(deed, kind=AlertKind.SILENCE, rungs=GURO, quiet=Quiet(time(8), time(11)))
        with acting(deeds.machine()) as deed:
            [home] = live_in(deed, 1)
            finding = Finding(kind=AlertKind.SILENCE, grade=Grade.CAUTION, reasons=(), hours_silent=30, rarity_days=40)
            raising.raise_found(deed, [raising.Found(home, finding, deed.at)])
        alert = Alert.objects.get()
        assert (alert.quiet_since, alert.quiet_until) == (time(8), time(11))
        assert alert.due_at == datetime(2026, 6, 22, 11, tzinfo=SEOUL), "raised at 09:00, and quiet until 11"
        Ladder.objects.all().delete()
        assert inforce.quiet_of(Alert.objects.get(pk=alert.pk)) == Quiet(time(8), time(11))


@pytest.mark.django_db
class TestLastMonth:
    @pytest.fixture
    def month(self, deeds):
        """Two alerts: one answered the machine's second call, of the other nothing is known."""
        with acting(deeds.machine()) as deed:
            live_in(deed, 4)
            silent = {1: 40, 2: 40}
            public.load_readings(deed, readings(Source.ELECTRICITY, homes=4, until=deed.at, silent=silent))
            assert public.sweep(deed).raised == 2
            first = Alert.objects.order_by("pk").first()
            for result in (outreach.AttemptResult.NO_ANSWER, outreach.AttemptResult.ANSWERED_OK):
                outreach.log_attempt(
                    deed, episode_id=first.episode_id, channel=outreach.Channel.AI_CALL, result=result
                )  # fmt: skip

    def test_both_ladders_are_tried_on_the_same_alerts(self, deeds, month):
        with (
            acting(deeds.head()) as deed,
            CaptureQueriesContext(
                connection,
            ) as queries,
        ):
            found = reads.rehearsal(deed, AlertKind.SILENCE, GURO, quiet=None)
        assert len(queries) <= 12  # four of ours; the rest open and close the deed
        assert (found.alerts, found.left_out) == (2, 0)
        assert (found.then.machine_calls, found.then.answered_machine, found.then.human_calls) == (5, 1, 2)
        assert (found.then.doors, found.now.doors) == (1, 1)
        assert found.now.machine_calls == 5
        assert sum(found.chart.series[0].values) == 5
        assert not Ladder.objects.exists()

    def test_what_is_older_than_a_month_is_left_alone(self, deeds, month):
        with acting(replace(deeds.head(), at=deeds.head().at + timedelta(days=31))) as deed:
            assert reads.rehearsal(deed, AlertKind.SILENCE, GURO, quiet=None).alerts == 0

    @pytest.mark.parametrize("who", ["haneul", "jiu"])
    def test_who_may_not_set_a_ladder_may_not_weigh_one(self, deeds, month, who):
        with acting(getattr(deeds, who)()) as deed, pytest.raises(Refused, match="may-not-change-ladder"):
            reads.rehearsal(deed, AlertKind.SILENCE, GURO, quiet=None)

    def test_the_page_tries_without_keeping_and_keeps_when_told(self, enter, month):
        page = enter("팀장")
        address = "/wellbeing/ladders/silence/"
        assert "구로구의 단계" in page.get(address).content.decode()
        begun = page.get(address, {"from": "guro"}).content.decode()
        assert re.search(r'name="form-1-channel".*?value="officer_call" selected', begun, re.S)
        given = {
            "form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0", "from_on": "2026-06-22", "preset": "guro",
            **{f"form-{n}-{name}": str(getattr(rung, name)) for n, rung in enumerate(GURO)
               for name in ("channel", "after_minutes", "times", "every_minutes")},
        }  # fmt: skip
        tried = page.post(address, {**given, "try": "1"})
        assert tried.status_code == 200
        assert "위험신호 <b>2건</b>" in tried.content.decode()
        assert not Ladder.objects.exists()
        assert page.post(address, given).status_code == 302
        assert Ladder.objects.get().preset == "guro"
        changed = {**given, "form-0-times": "2"}
        page.post(address, changed)
        assert Ladder.objects.order_by("pk").last().preset == "", "what was changed is no longer Guro's"
        assert page.get("/wellbeing/ladders/nothing/").status_code == 404
        assert enter("김하늘").post(address, given).status_code == 403
