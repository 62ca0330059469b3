"""The board: order, filters, who sees what, and the same cost for one row and for thirty."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.outreach import public as outreach
from chomchom.outreach.public import AttemptResult, BoardFilters, Channel, Door, Grade, HowKnown, Outcome, SignalIn
from chomchom.outreach.rules.words import Seen
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG
from tests.outreach.conftest import make_home

pytestmark = pytest.mark.django_db
SYLLABLES = "가나다라마바사아자차"


def many(deeds, alert, count: int) -> None:
    with acting(deeds.machine()) as deed:
        for number in range(count):
            home = make_home(
                deed, f"박{SYLLABLES[number % 10]}{SYLLABLES[number // 10]}", address=f"성호로 {number + 1} 5호"
            )
            outreach.receive_signal(deed, alert(home, grade=list(Grade)[number % 4]))


def test_the_board_costs_the_same_for_one_row_and_for_thirty(deeds, db, alert) -> None:
    costs = []
    for fill, count in ((many, 1), (many_more, 29)):
        fill(deeds, alert, count)
        with (
            acting(deeds.haneul()) as deed,
            CaptureQueriesContext(
                connection,
            ) as asked,
        ):
            page = outreach.board(deed)
        costs.append(len(asked))
    assert len(page.rows) == 30
    assert costs[0] == costs[1]
    assert costs[1] <= 9, costs


def many_more(deeds, alert, count: int) -> None:
    with acting(deeds.machine()) as deed:
        for number in range(count):
            home = make_home(
                deed, f"이{SYLLABLES[number % 10]}{SYLLABLES[number // 10]}", address=f"충장로 {number + 1} 5호"
            )
            outreach.receive_signal(deed, alert(home, grade=Grade.CAUTION, door=Door.POST))


def test_the_most_pressing_comes_first_and_then_what_is_due(deeds, db, alert) -> None:
    many(deeds, alert, 8)
    with acting(deeds.haneul()) as deed:
        grades = [row.grade for row in outreach.board(deed).rows]
    assert grades == sorted(grades, key=[Grade.SEVERE, Grade.UNKNOWN, Grade.CAUTION, Grade.WATCH].index)


def test_a_row_says_who_why_until_when_and_what_was_tried(deeds, homes, alert) -> None:
    with acting(deeds.machine()) as deed:
        got = outreach.receive_signal(deed, alert(homes["ildong"], grade=Grade.SEVERE))
    with acting(deeds.haneul(at=deeds.at + timedelta(minutes=42))) as deed:
        outreach.log_attempt(deed, episode_id=got.episode_id, channel=Channel.PHONE, result=AttemptResult.NO_ANSWER)
        row = outreach.board(deed).rows[0]
    assert (row.name, row.age, row.household_label, row.dong_name) == ("박○", 78, "혼자 사심", "일동")
    assert row.due.text == "10:00까지 · 18분 남음"
    assert row.reasons == ("전기 26시간 변화 없음",)
    assert row.tried.startswith("전화 방금 무응답")
    assert row.grade_label == "심각"
    assert row.allowed["close"]
    assert row.allowed["confirm"].code == "not-answered"


def test_minutes_are_shown_for_severe_ones_only(deeds, homes, alert) -> None:
    with acting(deeds.machine()) as deed:
        outreach.receive_signal(deed, alert(homes["ildong"], grade=Grade.CAUTION))
    with acting(deeds.haneul()) as deed:
        assert outreach.board(deed).rows[0].due.text == "오늘 오전까지"
    with acting(deeds.haneul(at=deeds.at + timedelta(hours=4))) as deed:
        row = outreach.board(deed).rows[0]
    assert row.due.text == "기한 지남"
    assert row.due.overdue


def test_nearest_misses_see_nothing(deeds, homes, alert) -> None:
    with acting(deeds.machine()) as deed:
        outreach.receive_signal(deed, alert(homes["ildong"]))
    seers = [(deeds.haneul(), 1), (deeds.desk(), 1), (deeds.head(), 1)]
    blind = [
        deeds.doyun(),
        deeds.seoyeon(),
        deeds.jiu(),
        deeds.privacy(),
        deeds(Role.DONG_OFFICER, name="김하늘"),  # an officer without areas
        deeds(Role.PROGRAMME_OFFICER, whole_city=True),
        deeds(Role.RESEARCHER, whole_city=True),
    ]
    for who, count in [*seers, *((one, 0) for one in blind)]:
        with acting(who) as deed:
            page = outreach.board(deed)
        assert (len(page.rows), page.counts.todo) == (count, count), who.roles


def test_filters_and_views(deeds, homes, alert) -> None:
    with acting(deeds.machine()) as deed:
        outreach.receive_signal(deed, alert(homes["ildong"]))
        got = outreach.receive_signal(deed, alert(homes["idong"], door=Door.PROVINCE, grade=Grade.SEVERE))
        outreach.log_attempt(deed, episode_id=got.episode_id, channel=Channel.AI_CALL, result=AttemptResult.ANSWERED_OK)
    with acting(deeds.desk()) as deed:

        def dongs(**how) -> list[str]:
            return [row.dong for row in outreach.board(deed, BoardFilters(**how)).rows]

        assert dongs() == [ILDONG]
        assert dongs(view="answered") == [IDONG]
        assert sorted(dongs(view="all")) == sorted([ILDONG, IDONG])
        assert dongs(view="all", dongs=frozenset({IDONG})) == [IDONG]
        assert dongs(view="all", grades=frozenset({Grade.SEVERE})) == [IDONG]
        assert dongs(view="all", doors=frozenset({Door.ALERT})) == [ILDONG]
        assert dongs(mine=True) == []
        outreach.take_on(deed, episode_id=outreach.board(deed).rows[0].episode_id)
        assert dongs(mine=True) == [ILDONG]
        counts = outreach.board(deed).counts
        assert (counts.todo, counts.answered, counts.waiting, counts.done_today) == (1, 1, 0, 0)
        outreach.confirm_answered(deed, episode_ids=[got.episode_id])
        assert outreach.board(deed).counts.done_today == 1


def test_pages_hold_together(deeds, db, alert) -> None:
    many(deeds, alert, 7)
    seen, after = [], ""
    with acting(deeds.haneul()) as deed:
        for _ in range(10):
            page = outreach.board(deed, BoardFilters(size=3, after=after))
            seen += [row.episode_id for row in page.rows]
            after = page.next
            if not after:
                break
        assert len(seen) == len(set(seen)) == 7
        with pytest.raises(Refused, match="bad-page"):
            outreach.board(deed, BoardFilters(after="x"))


def test_a_place_without_a_person_is_told_by_its_words(deeds, db) -> None:
    with acting(deeds.machine()) as deed:
        outreach.receive_signal(
            deed,
            SignalIn(
                door=Door.REPORT,
                source_id="1",
                occurred_at=deed.at,
                dong=ILDONG,
                address="공원 옆 파란 대문",
                seen=frozenset({Seen.MAIL}),
            ),
        )
    with acting(deeds.haneul()) as deed:
        row = outreach.board(deed).rows[0]
    assert (row.name, row.place, row.reasons) == ("이름 모름", "공원 옆 파란 대문", ("우편물이 쌓여 있음",))


def test_printing_is_logged_and_for_those_on_duty(deeds, homes, alert) -> None:
    from chomchom.accounts.models import AccessLog

    with acting(deeds.machine()) as deed:
        outreach.receive_signal(deed, alert(homes["ildong"]))
    with acting(deeds.haneul()) as deed:
        assert len(outreach.printed_list(deed)) == 1
    assert AccessLog.objects.filter(purpose="print-for-outage").count() == 1
    for who in (deeds(Role.CASE_MANAGER, whole_city=True), deeds.seoyeon()):
        with acting(who) as deed, pytest.raises(Refused, match="print-not-your-part"):
            outreach.printed_list(deed)


def test_the_timeline_tells_everything_in_order(deeds, homes, alert) -> None:
    home = homes["ildong"]
    with acting(deeds.haneul()) as deed:
        got = outreach.receive_signal(deed, alert(home, door=Door.PHONE, note="목소리가 약함"))
    with acting(deeds.haneul(at=deeds.at + timedelta(hours=1))) as deed:
        outreach.log_attempt(deed, episode_id=got.episode_id, channel=Channel.PHONE, result=AttemptResult.NO_ANSWER)
    with acting(deeds.haneul(at=deeds.at + timedelta(hours=2))) as deed:
        outreach.close(deed, episode_id=got.episode_id, outcome=Outcome.SAFE, how_known=HowKnown.MET)
        rows = outreach.timeline(deed, person_id=home.person_id)
        lines = outreach.episodes_of(deed, person_id=home.person_id)
    assert [row.kind for row in rows] == ["end", "attempt", "signal"]
    assert rows[2].detail == "목소리가 약함"
    assert [line.open for line in lines] == [False]
    with acting(deeds.doyun()) as deed:
        assert outreach.timeline(deed, person_id=home.person_id) == ()
        assert outreach.episodes_of(deed, household_id=home.household_id) == ()
        with pytest.raises(Refused, match="episode-not-found"):
            outreach.episode(deed, got.episode_id)


def test_an_unknown_reason_still_says_that_there_is_one(deeds, homes, alert) -> None:
    with acting(deeds.machine()) as deed:
        outreach.receive_signal(deed, replace(alert(homes["ildong"]), reasons=(outreach.Reason("new-thing", {}),)))
        assert outreach.receive_signal(deed, alert(homes["ildong"], source_id=str(uuid4()))).joined
    with acting(deeds.haneul()) as deed:
        assert "알려 온 일이 있음" in outreach.board(deed).rows[0].reasons
