"""The plan on one page: scores by hand, sentences, what the public sees, and files that say the same."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from fractions import Fraction
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chomchom.insight.reads.plan import PlanPage, plan_page
from chomchom.insight.rules.plan import FULL, Part, Standing, missed_in_a_row, score, standing, summary
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.planning.actions import indicators, results, targets
from chomchom.planning.actions.results import EnteredIn
from chomchom.planning.models import Project
from chomchom.planning.rules.definitions import FigureKind, Frequency
from chomchom.planning.rules.tree import ProjectKind
from chomchom.store.acting import acting
from tests.conftest import MONDAY
from tests.planning.conftest import plans as plans
from tests.planning.indicators import Office, entered
from tests.planning.plans import enter

F = Fraction


# rules


def test_a_score_weighs_what_is_known_and_leaves_out_what_is_not():
    assert score([Part(F(100), F(30)), Part(F(50), F(70))]) == 65
    assert score([Part(F(100), F(30)), Part(None, F(70))]) == 100
    assert score([Part(F(120)), Part(F(60))]) == 90
    assert score([Part(None)]) is None
    assert score([]) is None


def test_means_with_and_without_a_cap():
    found = summary([(F(300), True), (F(60), True), (None, True), (F(100), True)])
    assert (found.reached, found.missed, found.running, found.unknown, found.projects) == (2, 1, 0, 1, 4)
    assert found.mean == F(460, 3)
    assert found.capped == F(260, 3)
    running = summary([(F(300), True), (F(20), False)])
    assert (running.reached, running.running, running.mean) == (1, 1, None), "what was early is no mean of a year"
    assert (summary([(None, True)]).mean, summary([]).capped) == (None, None)


def test_years_missed_in_a_row_end_with_a_year_unknown():
    assert missed_in_a_row([F(80), F(68)]) == 2
    assert missed_in_a_row([F(80), None, F(68)]) == 1
    assert missed_in_a_row([F(80), F(100)]) == 0
    assert missed_in_a_row([]) == 0


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(st.none(), st.integers(0, 400).map(Fraction)), max_size=12))
def test_a_capped_mean_is_never_above_the_mean_nor_above_full(scores):
    found = summary((one, True) for one in scores)
    assert found.projects == len(scores)
    if found.mean is not None and found.capped is not None:
        assert found.capped <= min(found.mean, FULL)
    assert found.reached == sum(standing(one) is Standing.REACHED for one in scores)


# pages


@pytest.fixture
def office(plans, deeds, freeze) -> Office:
    freeze(MONDAY)
    return Office(deeds, plans)


def measured(office: Office, name: str, *, top: int, bottom: int | None = None, target: str = "", year: int = 2025,
             published: bool = True, indicator: UUID | None = None) -> tuple[UUID, UUID]:  # fmt: skip
    """A project with one entered indicator; a share where there is a bottom. Gives project and indicator."""
    project = office.project(name)
    kind = {} if bottom is None else {"kind": FigureKind.RATIO, "unit": "%"}
    made = indicator or office.indicator(entered(name=f"{name} 지표", **kind), project_id=project)
    if target:
        with acting(office.city()) as deed:
            targets.set_target(deed, indicator_id=made, year=year, value=target, set_on=date(year, 1, 10))
    _enter(office, made, year=year, top=top, bottom=bottom, published=published)
    return project, made


def _enter(office: Office, indicator: UUID, *, year: int, top: int, bottom: int | None, published: bool = True) -> None:
    with acting(office.writer()) as deed:
        result = results.enter_result(
            deed, indicator_id=indicator, period=str(year),
            said=EnteredIn(numerator=str(top), denominator="" if bottom is None else str(bottom), evidence="부서 공문"),
        )  # fmt: skip
    for move in ("check", "approve", "publish") if published else ("check",):
        with acting(office.city(name=f"{move} 담당")) as deed:
            results.move_result(deed, result_id=result, move=move)


def confirm(*projects: UUID) -> None:
    """Approved without asking: what approval asks is planning's own test."""
    Project.objects.filter(pk__in=projects).update(state="confirmed")


def shown(who, *, year: int | None = 2025, opened: bool = False, number: int | None = 5) -> PlanPage:
    with acting(who) as deed:
        return plan_page(deed, number=number, year=year, opened=opened)


def test_the_page_counts_what_was_reached(office):
    measured(office, "닿음", top=1404, target="1200")
    measured(office, "못 미침", top=204, target="300")
    office.project("지표 없음")
    page = shown(office.city())
    assert (page.sums.reached, page.sums.missed, page.sums.unknown) == (1, 1, 1)
    by_name = {row.name: row for row in page.projects}
    assert by_name["닿음 1"].score == "117\N{NO-BREAK SPACE}%"
    assert by_name["못 미침 2"].score == "68\N{NO-BREAK SPACE}%"
    assert by_name["지표 없음 3"].standing is Standing.UNKNOWN
    assert page.story[0].startswith(
        "2025년, 시가 운영하는 세부사업 3개 가운데 1개가 목표에 닿았고, 1개가 못 미쳤고, 1개는"
    )
    assert "92.5\N{NO-BREAK SPACE}%" in page.story[1]
    assert "84\N{NO-BREAK SPACE}%" in page.story[1]


def test_two_missed_years_are_said_with_their_name(office):
    _project, indicator = measured(office, "안부", top=240, target="300", year=2024)
    with acting(office.city()) as deed:
        targets.set_target(deed, indicator_id=indicator, year=2025, value="300", set_on=date(2025, 1, 10))
    _enter(office, indicator, year=2025, top=204, bottom=None)
    page = shown(office.city())
    [row] = page.projects
    assert (row.before, row.score, row.missed_years) == ("80\N{NO-BREAK SPACE}%", "68\N{NO-BREAK SPACE}%", 2)
    assert any("잇달아" in line and "안부 1" in line for line in page.story)


def test_a_year_that_runs_is_missed_by_nobody_and_says_what_should_be_there_by_now(office):
    """On 2026-06-22 five months are over: 500 of 1,200 should be there; 204 of 480 are, 200 would."""
    slow = office.indicator(entered(name="느린 지표", frequency=Frequency.MONTHLY), project_id=office.project("느림"))
    yearly = office.indicator(entered(name="한 번 지표"), project_id=office.project("한 번"))
    done = office.indicator(entered(name="다 한 지표", frequency=Frequency.MONTHLY), project_id=office.project("다 함"))
    with acting(office.city()) as deed:
        for made, aim in ((slow, "1200"), (yearly, "300"), (done, "100")):
            targets.set_target(deed, indicator_id=made, year=2026, value=aim, set_on=date(2026, 1, 10))
    for made, top in ((slow, 400), (yearly, 20), (done, 140)):
        _enter(office, made, year=2026, top=top, bottom=None)
    page = shown(office.city(), year=2026)
    found = {row.name.split(" ")[0]: row for row in page.projects}
    assert [found[name].standing for name in ("느림", "한", "다")] == ["running", "running", "reached"]
    assert (page.sums.missed, page.sums.running, page.sums.mean) == (0, 2, None)
    [figure] = found["느림"].figures
    assert (figure.expected, figure.behind) == ("500 건", True)
    assert (found["한"].figures[0].expected, found["한"].behind) == ("", False)
    assert any("2026년은 아직 끝나지 않았습니다" in line for line in page.story)
    assert any("느림 1" in line and "지금쯤" in line for line in page.story)


def test_a_task_is_no_project_of_its_own(office, plans):
    project, _made = measured(office, "세부", top=10, target="10")
    with acting(office.writer()) as deed:
        enter(
            deed,
            plans,
            "잴 것 없는 과업",
            code="1-4-1-1",
            strategy_id=plans.first,
            parent_id=project,
            kind=ProjectKind.TASK,
        )
    page = shown(office.city())
    assert (page.sums.projects, page.sums.unknown, [row.name for row in page.projects]) == (1, 0, ["세부 1"])
    assert "과업 1개는 따로 세지 않고" in page.story[-1]


def test_an_indicator_that_begins_later_says_so_and_a_draft_is_not_public(office, deeds):
    project, _made = measured(office, "지금", top=10, target="10")
    office.indicator(entered(name="나중 지표", valid_from=2026), project_id=project)
    with acting(office.writer()) as deed:
        indicators.draft_indicator(deed, project_id=project, name="정하는 중")
    confirm(project)
    [row] = shown(deeds(Role.CITIZEN, name="시민"), opened=True).projects
    assert [(one.name, one.why) for one in row.figures[1:]] == [("나중 지표", "2026년부터 잽니다")]
    assert [one.name for one in shown(office.city()).projects[0].figures][2:] == ["정하는 중"]


def test_a_project_of_another_body_is_shown_and_not_counted(office):
    project, _made = measured(office, "도 사업", top=10, target="100")
    Project.objects.filter(pk=project).update(run_by="province", counts_in_score=False)
    page = shown(office.city())
    assert page.sums.projects == 0
    assert [row.counts for row in page.projects] == [False]


def test_the_public_sees_what_was_published_of_what_was_approved(office, deeds):
    visitor = deeds(Role.CITIZEN, name="시민")
    first, _one = measured(office, "공개", top=1404, target="1200")
    second, _two = measured(office, "확인만", top=50, target="100", published=False)
    measured(office, "초안", top=70, target="70")
    confirm(first, second)
    page = shown(visitor, opened=True)
    by_name = {row.name: row for row in page.projects}
    assert set(by_name) == {"공개 1", "확인만 2"}
    assert by_name["공개 1"].score == "117\N{NO-BREAK SPACE}%"
    assert by_name["확인만 2"].score == ""
    with pytest.raises(Refused, match="figures-not-yours"):
        shown(visitor)
    # Somebody of the house who looks at the public page sees the public's page.
    assert {row.name for row in shown(office.city(), opened=True).projects} == {"공개 1", "확인만 2"}


@pytest.mark.parametrize(
    ("top", "bottom", "hidden"),
    [
        (4, None, True),
        (5, None, False),
        (0, None, False),
        (4, 100, True),
        (98, 100, True),
        (95, 100, False),
        (3, 3, True),
    ],
)
def test_a_small_number_is_hidden_from_the_public_and_from_who_may_not_open_it(office, deeds, top, bottom, hidden):
    project, _made = measured(office, "작은 수", top=top, bottom=bottom)
    confirm(project)
    [row] = shown(deeds(Role.CITIZEN, name="시민"), opened=True).projects
    [figure] = row.figures
    assert (figure.masked, figure.text == "") == (hidden, hidden)
    assert (figure.parts == "") == (hidden or bottom is None)
    assert shown(office.city()).projects[0].figures[0].text != ""
    member = shown(deeds(Role.COUNCIL_MEMBER, name="윤새론", whole_city=True)).projects[0].figures[0]
    assert (member.masked, member.text == "", member.achieved) == (hidden, hidden, None)


def test_a_plan_without_anything_approved_is_not_there_for_the_public(office, deeds):
    measured(office, "초안", top=70, target="70")
    with pytest.raises(Refused, match="term-not-found"):
        shown(deeds(Role.CITIZEN, name="시민"), opened=True)
    with pytest.raises(Refused, match="no-plan-yet"):
        shown(deeds(Role.CITIZEN, name="시민"), opened=True, number=None)
    with pytest.raises(Refused, match="plan-year-unknown"):
        shown(office.city(), year=2031)


def test_as_many_queries_for_one_project_as_for_nine(office):
    measured(office, "하나", top=10, target="10")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            shown(office.city())
        return len(seen)

    one = queries()
    for number in range(8):
        measured(office, f"더 {number}", top=10, target="10")
    assert queries() == one


def test_files_say_what_the_page_says(office, client):
    first, _one = measured(office, "공개", top=1404, target="1200")
    small, _two = measured(office, "작은 수", top=3, target="10")
    confirm(first, small)
    table = list(csv.DictReader(io.StringIO(client.get("/open/plan/5/data.csv").content.decode("utf-8-sig"))))
    rows = json.loads(client.get("/open/plan/5/data.json").content)
    assert [row["project"] for row in table] == [row["project"] for row in rows] == ["공개 1", "작은 수 2"]
    assert (rows[0]["value"], rows[0]["achieved_percent"]) == ("1404.0000", "117")
    assert (rows[1]["hidden"], rows[1]["value"], rows[1]["achieved_percent"]) == (True, "", "")
    tree = ElementTree.fromstring(client.get("/open/plan/5/data.xml").content)
    actuals = [(one.get("value"), one.findtext("comment/narrative")) for one in tree.iter("actual")]
    assert actuals == [("1404.0000", None), (None, "n<5")]
    assert tree.find("iati-activity/result/indicator/period/target").get("value") == "1200"


def test_the_public_pages_open_without_login_and_refuse_in_a_sentence(office, client):
    project, _made = measured(office, "공개", top=1404, target="1200")
    confirm(project)
    page = client.get("/open/plan/5/?year=2025")
    assert page.status_code == 200
    assert "117\N{NO-BREAK SPACE}%" in page.content.decode()
    assert "/plan/projects/" not in page.content.decode()
    assert client.get("/open/plan/5/?year=<b>").status_code == 404
    assert client.get("/open/plan/5/data.exe").status_code == 404
    assert client.get("/figures/plan/5/").status_code == 302
