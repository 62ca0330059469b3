"""Activities, one-off goods, needs without a resource, income lines (S4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger import public as ledger
from chomchom.outreach import public as outreach
from chomchom.outreach.actions.register import GoodsIn, consult, enter_activities, enter_deficit, link_goods
from chomchom.outreach.models import Activity, Consultation, Deficit, Episode, GoodsLink
from chomchom.outreach.reads import registers
from chomchom.outreach.rules.register import ActivityKind, ActivityLine, ActorKind, LinkResult, Payer, Resource
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG, id_of

pytestmark = pytest.mark.django_db

LINE = ActivityLine(
    kind=ActivityKind.VISIT,
    occurred_on=date(2026, 6, 19),
    dong=ILDONG,
    count=7,
    actor=ActorKind.HONORARY,
    resource=Resource.FOOD,
)


def test_a_batch_of_a_paper_diary_counts_for_those_who_did_it(deeds, db) -> None:
    batch = uuid4()
    with acting(deeds.haneul()) as deed:
        assert enter_activities(deed, batch_id=batch, lines=[LINE, replace(LINE, count=2)]) == 2
        assert enter_activities(deed, batch_id=batch, lines=[LINE]) == 0
        assert [row.count for row in registers.activities(deed)] == [2, 7] or len(registers.activities(deed)) == 2
    entries = list(ledger.facts(tags=["outreach:activity:entered"]))
    assert {entry.sector for entry in entries} == {"neighbour"}
    assert {entry.occurred_on for entry in entries} == {date(2026, 6, 19)}
    assert sum(entry.payload["count"] for entry in entries) == 9


def test_an_agency_enters_its_own_work_only(deeds, db) -> None:
    line = replace(LINE, actor=ActorKind.AGENCY)
    centre = id_of("하늘종합사회복지관")
    with acting(deeds.seoyeon()) as deed:
        enter_activities(deed, batch_id=uuid4(), lines=[line], agency_id=centre)
        with pytest.raises(Refused, match="entry-not-your-part"):
            enter_activities(deed, batch_id=uuid4(), lines=[line], agency_id=uuid4())
        with pytest.raises(Refused, match="entry-not-your-part"):
            enter_activities(deed, batch_id=uuid4(), lines=[line])
        assert len(registers.activities(deed)) == 1
    assert ledger.facts(tags=["outreach:activity:entered"]).get().sector == "private"


def test_a_batch_goes_in_whole_or_not_at_all(deeds, db) -> None:
    with pytest.raises(Refused, match="entry-elsewhere"):
        with acting(deeds.haneul()) as deed:
            enter_activities(deed, batch_id=uuid4(), lines=[LINE, replace(LINE, dong=IDONG)])
    with pytest.raises(Refused, match="nothing-to-enter"):
        with acting(deeds.haneul()) as deed:
            enter_activities(deed, batch_id=uuid4(), lines=[])
    for who in (deeds.desk(), deeds.jiu()):
        with pytest.raises(Refused, match="entry-not-your-part"):
            with acting(who) as deed:
                enter_activities(deed, batch_id=uuid4(), lines=[LINE])
    assert not Activity.objects.exists()


@pytest.fixture
def opened(deeds, homes, alert) -> UUID:
    with acting(deeds.haneul()) as deed:
        return outreach.receive_signal(deed, alert(homes["ildong"], door=outreach.Door.WALK_IN)).episode_id


def goods(**change) -> GoodsIn:
    return GoodsIn(
        **{
            "idem_key": uuid4(),
            "resource": Resource.RENT,
            "payer": Payer.WELFARE_CENTRE,
            "amount_won": 300_000,
            "result": LinkResult.DELIVERED,
            "occurred_on": date(2026, 6, 22),
            **change,
        }
    )


def test_s4_above_the_line_by_how_much_opens_the_private_route(deeds, homes, opened) -> None:
    with acting(deeds.haneul()) as deed:
        held = consult(deed, episode_id=opened, household_size=2, income_won=3_300_000, criterion="emergency")
        assert (held.line, held.over_by, held.over) == (3_149_469, 150_531, True)
        link_goods(deed, goods(episode_id=opened))
        page = outreach.episode(deed, opened)
    assert page.over_by_won == 150_531
    assert "공적 기준을 150,531원 넘음" in page.board.reasons
    over = ledger.facts(tags=["outreach:consultation:held"]).get()
    assert (over.payload["criterion"], over.payload["over_by_won"]) == ("emergency", 150_531)
    assert "3300000" not in str(over.payload)
    given = ledger.facts(tags=["outreach:goods:linked"]).get()
    assert (given.payload["amount_won"], given.payload["over_criteria"], given.person_id) == (
        300_000,
        True,
        homes["ildong"].person_id,
    )


def test_at_the_line_is_not_above_it(deeds, opened) -> None:
    with acting(deeds.haneul()) as deed:
        held = consult(deed, episode_id=opened, household_size=2, income_won=3_149_469, criterion="emergency")
    assert not held.over
    assert Consultation.objects.get().over_by_won == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"income_won": -1}, "income-impossible"),
        ({"household_size": 0}, "income-impossible"),
        ({"criterion": "nothing"}, "income-line-unknown"),
    ],
)
def test_nearest_misses_of_a_consultation(deeds, opened, change, code) -> None:
    fine = {"household_size": 2, "income_won": 1, "criterion": "emergency"}
    with pytest.raises(Refused, match=code):
        with acting(deeds.haneul()) as deed:
            consult(deed, episode_id=opened, **{**fine, **change})
    assert not Consultation.objects.exists()


def test_the_ten_second_form_pressed_twice_is_one_record(deeds, opened) -> None:
    once = goods(episode_id=opened)
    with acting(deeds.haneul()) as deed:
        assert link_goods(deed, once) == link_goods(deed, once)
        assert registers.goods_sum(deed, first=date(2026, 6, 1), last=date(2026, 6, 30)) == 300_000
        assert registers.goods(deed)[0].amount == "300,000"
    assert GoodsLink.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"dong": IDONG}, "entry-elsewhere"),
        ({"dong": ""}, "entry-elsewhere"),
        ({"amount_won": 0, "dong": ILDONG}, "money-needs-amount"),
        ({"occurred_on": date(2026, 7, 1), "dong": ILDONG}, "entry-day-in-the-future"),
    ],
)
def test_nearest_misses_of_goods(deeds, db, change, code) -> None:
    with pytest.raises(Refused, match=code):
        with acting(deeds.haneul()) as deed:
            link_goods(deed, goods(**change))
    assert not GoodsLink.objects.exists()


def test_needs_without_a_resource_are_counted_by_dong_and_line(deeds, db) -> None:
    from chomchom.network import public as network

    need = network.needs()[0].code
    key = uuid4()
    with acting(deeds.haneul()) as deed:
        enter_deficit(deed, idem_key=key, need=need, dong=ILDONG, over_criteria=True)
        enter_deficit(deed, idem_key=key, need=need, dong=ILDONG, over_criteria=True)
        enter_deficit(deed, idem_key=uuid4(), need=need, dong=ILDONG, over_criteria=False)
        with pytest.raises(Refused, match="need-unknown"):
            enter_deficit(deed, idem_key=uuid4(), need="gold", dong=ILDONG, over_criteria=False)
    assert Deficit.objects.count() == 2
    first, last = date(2026, 6, 1), date(2026, 6, 30)
    for who in (deeds.haneul(), deeds.jiu(), deeds(Role.AGENCY_LEAD, agency_id=uuid4())):
        with acting(who) as deed:
            found = registers.deficits(deed, first=first, last=last)
        assert [(row.within, row.over, row.total) for row in found] == [(1, 1, 2)]
    with acting(deeds.doyun()) as deed:
        assert registers.deficits(deed, first=first, last=last) == ()
    with acting(deeds.seoyeon()) as deed, pytest.raises(Refused, match="entry-not-your-part"):
        registers.deficits(deed, first=first, last=last)


def test_the_income_itself_is_sealed(deeds, opened) -> None:
    from django.db import connection

    with acting(deeds.haneul()) as deed:
        consult(deed, episode_id=opened, household_size=2, income_won=3_300_000, criterion="emergency")
    with connection.cursor() as cursor:
        cursor.execute("SELECT income_won FROM outreach_consultation")
        assert b"3300000" not in bytes(cursor.fetchone()[0])
    assert Episode.objects.count() == 1
