"""The first page of who works on the plan: what is theirs, late things first, and nothing of what others must do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chomchom.accounts.models import Agency
from chomchom.kernel.deeds import Sector
from chomchom.kernel.roles import Role
from chomchom.planning.actions import indicators, results, reviews
from chomchom.planning.actions.results import EnteredIn
from chomchom.planning.reads.desk import Desk, desk
from chomchom.planning.rules.desk import Work, Worker, is_theirs, order
from chomchom.store.acting import acting
from tests.conftest import MONDAY, id_of
from tests.planning.indicators import Office, entered
from tests.planning.reviewing import ROWS, employ
from tests.planning.test_review_pages import text_of

TODAY = MONDAY.date()


@pytest.mark.parametrize(
    ("said", "theirs"),
    [
        (("남가온",), True), (("남 가온",), True), (("희망복지팀",), True), (("안산시 희망복지팀",), True), (("", " "), False),
        (("남가",), False), (("김남가온",), False), (("복지정책과",), False), (("팀",), False), (("배로운", "희망복지팀"), True),
    ],
)  # fmt: skip
def test_whose_work_it_is_is_read_from_names_and_departments(said, theirs):
    assert is_theirs(Worker("남가온", "안산시 희망복지팀"), *said) is theirs


def test_nobody_without_a_name_owns_what_has_none():
    assert not is_theirs(Worker("", ""), "", "희망복지팀")


def test_late_work_comes_first_then_by_day_and_undated_work_last():
    days = [None, TODAY + timedelta(days=3), TODAY - timedelta(days=1), TODAY]
    ordered = sorted(days, key=lambda day: order(due=day, work=Work.DEFINE, today=TODAY))
    assert ordered == [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=3), None]
    assert order(due=TODAY, work=Work.FILL_CARD, today=TODAY) < order(due=TODAY, work=Work.SET_TARGET, today=TODAY)


@pytest.fixture
def office(plans, deeds, freeze) -> Office:
    freeze(MONDAY)
    employ("남가온", "배로운", "최지우")
    return Office(deeds, plans)


def seen(office: Office, role: Role, name: str) -> Desk:
    with acting(office.deeds(role, name=name, whole_city=True)) as deed:
        return desk(deed)


def kinds(found: Desk) -> list[Work]:
    return [one.work for one in found.mine]


def wanted(office: Office, name: str, *, owner: str, due: date | None = None) -> None:
    project = office.project("찾아서 잇기")
    with acting(office.writer()) as deed:
        indicators.draft_indicator(deed, project_id=project, name=name, owner_name=owner, due_on=due)


def test_a_programme_officer_sees_her_cards_definitions_and_results_and_others_apart(office, come_in):
    wanted(office, "민간 연계율", owner="남가온", due=TODAY - timedelta(days=3))
    wanted(office, "이탈 관리율", owner="다른이")
    office.indicator(entered(name="안부를 살핀 사람", collector="남가온"))
    with acting(office.writer()) as deed:
        given = reviews.RoundIn(term=5, year=2026, name="상반기", due_on=TODAY + timedelta(days=14), rows=ROWS)
        round_id = reviews.open_round(deed, given)
        card = next(iter(reviews.ReviewCard.objects.filter(round_id=round_id)))
        reviews.assign_rows(deed, card_id=card.pk, assignees={"field_issue": id_of("남가온")})
    found = seen(office, Role.PROGRAMME_OFFICER, "남가온")
    assert kinds(found) == [Work.ENTER_RESULT, Work.DEFINE, Work.FILL_CARD]
    assert found.late == 2, "the definition and last year's result, due by the end of February"
    assert [one.who for one in found.others] == ["다른이"]
    page = text_of(come_in(Role.PROGRAMME_OFFICER, name="남가온").get("/plan/"))
    assert "지금 할 일 3건" in page
    assert page.index("지표 정의하기: 민간 연계율") < page.index("검토 카드에 적기: 현장 쟁점")
    assert "다른 담당의 일 1건" in page


def test_what_was_entered_waits_for_somebody_else(office):
    made = office.indicator(entered(name="안부를 살핀 사람", collector="남가온"))
    with acting(office.deeds(Role.PROGRAMME_OFFICER, name="남가온", whole_city=True)) as deed:
        said = EnteredIn(numerator="12", evidence="집계표 3쪽")
        results.enter_result(deed, indicator_id=made, period="2025", said=said)
    assert seen(office, Role.PROGRAMME_OFFICER, "남가온").mine == ()
    assert Work.RELEASE_RESULT in kinds(seen(office, Role.CITY_OFFICER, "배로운"))
    with acting(office.city(name="배로운")) as deed:
        results.enter_result(deed, indicator_id=made, period="2024", said=said)
    assert kinds(seen(office, Role.CITY_OFFICER, "배로운")).count(Work.RELEASE_RESULT) == 1, "never one's own entry"


def test_a_definition_waits_for_the_city_but_not_for_its_writer(office):
    wanted(office, "민간 연계율", owner="남가온")
    row = indicators.Indicator.objects.get()
    with acting(office.deeds(Role.PROGRAMME_OFFICER, name="남가온", whole_city=True)) as deed:
        indicators.write_definition(deed, indicator_id=row.pk, said=entered(name="민간 연계율"))
    assert Work.DEFINE not in kinds(seen(office, Role.PROGRAMME_OFFICER, "남가온"))
    assert Work.APPROVE_DEFINITION in kinds(seen(office, Role.CITY_OFFICER, "배로운"))
    assert Work.APPROVE_DEFINITION not in kinds(seen(office, Role.COUNCIL_OFFICE, "최지우"))


def test_the_office_sees_the_steps_of_the_law_and_a_department_its_own(office):
    assert Work.STEP in kinds(seen(office, Role.COUNCIL_OFFICE, "최지우"))
    assert Work.STEP not in kinds(seen(office, Role.PROGRAMME_OFFICER, "남가온"))
    body = Agency.objects.create(
        id=id_of("과"), name="안산시 복지정책과", kind="other", sector=Sector.PUBLIC, created_at=MONDAY
    )
    office.indicator(entered(name="회의 수", collector="복지정책과"))
    with acting(office.deeds(Role.PROGRAMME_OFFICER, name="남가온", whole_city=True, agency_id=body.pk)) as deed:
        assert kinds(desk(deed)) == [Work.ENTER_RESULT]


def test_who_only_reads_goes_to_the_plan(office, come_in):
    for role in (Role.COUNCIL_MEMBER, Role.RESEARCHER, Role.DONG_OFFICER):
        assert come_in(role).get("/plan/").url == "/plan/5/"


def test_the_page_costs_the_same_for_one_thing_and_for_many(office, come_in):
    client = come_in(Role.PROGRAMME_OFFICER, name="남가온")

    def cost() -> int:
        client.get("/plan/")
        with CaptureQueriesContext(connection) as held:
            assert client.get("/plan/").status_code == 200
        return len(held)

    wanted(office, "지표", owner="남가온")
    office.indicator(entered(name="실적", collector="남가온"))
    one = cost()
    for number in range(6):
        wanted(office, f"지표 {number}", owner="남가온")
        office.indicator(entered(name=f"실적 {number}", collector="남가온"))
    assert cost() == one
