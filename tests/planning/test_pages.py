"""The plan's pages: what they say first, moves without JavaScript, and a fixed number of queries."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chomchom.formats.tables import read_table
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.planning.actions import lineage, steps, tree
from chomchom.planning.actions.steps import StepIn
from chomchom.planning.models import Budget, ChapterWritten, Project, StepDone
from chomchom.planning.reads import board as boards
from chomchom.planning.reads import project as projects
from chomchom.planning.reads import tree as reads
from chomchom.planning.rules.calendar import Step
from chomchom.planning.rules.lineage import LineageKind
from chomchom.planning.rules.tree import RunBy
from chomchom.store.acting import acting
from tests.conftest import MONDAY
from tests.planning.plans import become, enter, hand_over


@pytest.fixture
def office(come_in, freeze, plans):
    """The council office at its desk on Monday 2026-06-22."""
    freeze(MONDAY)
    return come_in(Role.COUNCIL_OFFICE, name="최지우")


def text(answer) -> str:
    assert answer.status_code < 400, answer.status_code
    return answer.content.decode()


def test_the_menu_leads_readers_to_the_plan_that_runs_today_and_the_office_to_its_work(office, come_in):
    assert "지금 할 일" in text(come_in(Role.COUNCIL_OFFICE, name="최지우").get(reverse("planning:index")))
    member = come_in(Role.COUNCIL_MEMBER, name="윤새론")
    assert member.get(reverse("planning:index")).url == reverse("planning:plan", args=[5])


def test_the_old_name_finds_the_new_one_across_plans(plans, deeds, office):
    with acting(deeds.jiu()) as deed:
        old = enter(deed, plans, "안산형 출산·지원 제도", code="Ⅰ-2-1", strategy_id=plans.first)
        lineage.rename(deed, project_id=old, name="신혼 전세 이자 지원", reason="명칭 변경", seen_version=1)
    (new,) = hand_over(deeds.jiu(), LineageKind.CONVERTS, [old], plans.sixth, ["젊은 부부 주거 지원"])
    page = text(office.get(reverse("planning:search"), {"q": "출산 지원제도"}))
    assert "옛 이름" in page
    assert str(old) in page
    assert str(new) in page
    for code in ("Ⅰ-2-1", "I-2-1", "1-2-1"):
        assert "신혼 전세 이자 지원" in text(office.get(reverse("planning:search"), {"q": code}))


def test_a_projects_page_says_who_runs_it_and_what_comes_next(plans, deeds, office):
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans, "안부 살핌", code="Ⅰ-4-10", strategy_id=plans.first, run_by=RunBy.PROVINCE)
    page = text(office.get(reverse("planning:project", args=[made])))
    for words in ("Ⅰ-4-10", "경기도", "시 점수에서 제외", "6기 (미정)"):
        assert words in page, words
    (new,) = hand_over(deeds.jiu(), LineageKind.KEEPS, [made], plans.sixth, [])
    assert "6기 (미정)" not in text(office.get(reverse("planning:project", args=[made])))
    assert str(made) in text(office.get(reverse("planning:project", args=[new])))


def test_money_typed_on_the_page_shows_its_arithmetic(plans, deeds, office):
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans)
    said = {"year": 2025, "source": "city", "planned": "1,000", "carried": "200", "changed": "-100", "executed": "880"}
    assert office.post(reverse("planning:project_money", args=[made]), said).status_code == 302
    assert "880 ÷ (1,000 + 200 − 100) = 80.0%" in text(office.get(reverse("planning:project", args=[made])))
    wrong = office.post(reverse("planning:project_money", args=[made]), said | {"planned": "천원"})
    assert wrong.status_code == 422
    assert "천원" in wrong.content.decode()
    assert Budget.objects.get().planned_won == 1000


def test_what_leaves_as_a_workbook_comes_back_the_same(plans, deeds, office):
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans, code="Ⅰ-1-1", strategy_id=plans.first)
    said = {"year": 2025, "source": "city", "planned": "1000", "carried": "", "changed": "-100", "executed": ""}
    office.post(reverse("planning:project_money", args=[made]), said)
    before = Budget.objects.values_list("planned_won", "carried_won", "changed_won", "executed_won").get()
    content = office.get(reverse("planning:budget_export", args=[5])).content
    assert len(read_table(content, filename="a.xlsx").rows) == 1
    sent = office.post(reverse("planning:budget", args=[5]), {"file": SimpleUploadedFile("예산.xlsx", content)})
    assert "그대로인 행" in text(office.get(sent.url))
    office.post(sent.url + "enter/")
    assert Budget.objects.values_list("planned_won", "carried_won", "changed_won", "executed_won").get() == before


def test_a_card_is_moved_with_a_form_and_a_late_one_is_told(plans, deeds, office):
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans, "새 사업", term_id=plans.sixth)
    where = reverse("planning:board_move", args=[6])
    said = {"project": made, "strategy": plans.next_first, "version": 1}
    assert office.post(where, said).status_code == 302
    page = text(office.get(reverse("planning:board", args=[6])))
    assert "지표 없음" in page
    assert "사업이 없는 추진전략" in page
    late = office.post(where, said | {"strategy": plans.next_second})
    assert late.status_code == 409
    assert "다른 사람이" in late.content.decode()
    assert Project.objects.get(pk=made).strategy_id == plans.next_first


@pytest.mark.parametrize("role", [Role.COUNCIL_MEMBER, Role.PROGRAMME_OFFICER])
def test_who_only_reads_gets_no_form_and_no_way(plans, deeds, come_in, freeze, role):
    freeze(MONDAY)
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans, "새 사업", term_id=plans.sixth)
    reader = come_in(role, name="읽는 이")
    page = text(reader.get(reverse("planning:board", args=[6])))
    assert "data-move" not in page
    said = {"project": made, "strategy": plans.next_first, "version": 1}
    assert reader.post(reverse("planning:board_move", args=[6]), said).status_code == 403
    assert Project.objects.get(pk=made).strategy_id is None


def test_the_board_and_the_plan_cost_the_same_for_three_projects_and_for_sixty(plans, deeds):
    def grow(numbers):
        with acting(deeds.jiu()) as deed:
            for number in numbers:
                enter(deed, plans, f"사업 {number}", term_id=plans.sixth, strategy_id=plans.next_first)
                enter(deed, plans, f"지난 사업 {number}", strategy_id=plans.first)

    def costs():
        one = Project.objects.filter(term_id=plans.sixth).first()
        counted = []
        for read in (
            lambda deed: boards.board(deed, 6),
            lambda deed: reads.outline(deed, 5),
            lambda deed: projects.project_page(deed, one.pk),
            lambda deed: reads.search(deed, "사업"),
        ):
            with acting(deeds.jiu()) as deed, CaptureQueriesContext(connection) as caught:
                read(deed)
            counted.append(len(caught))
        return counted

    grow(range(3))
    few = costs()
    grow(range(3, 60))
    assert costs() == few
    assert max(few) <= 15


def test_steps_say_what_is_late_and_keep_their_proof(plans, deeds, office):
    page = text(office.get(reverse("planning:steps", args=[6])))
    assert "늦은 절차 1건" in page  # the survey of 2025
    assert "2026. 8. 20." in page
    where = reverse("planning:step", args=[6, "survey", 0])
    proof = SimpleUploadedFile("조사 결과.txt", "지역사회보장조사를 마쳤습니다.".encode())
    answer = office.post(where, {"done_on": "2025-10-02", "note": "결과보고회", "file": proof})
    assert answer.status_code == 302
    assert "늦게 마침" in text(office.get(reverse("planning:steps", args=[6])))
    kept = text(office.get(where))
    assert "조사 결과.txt" in kept
    row = StepDone.objects.get()
    assert (row.step, row.done_on) == ("survey", datetime.date(2025, 10, 2))


def test_a_draft_announced_too_briefly_is_refused_whichever_day_comes_last(plans, deeds):
    late = deeds.jiu(at=datetime.datetime(2026, 9, 20, tzinfo=datetime.UTC))

    def note(step, day):
        with acting(late) as deed:
            steps.note_step(deed, term_number=6, said=StepIn(step=step, done_on=datetime.date(2026, *day)))

    note(Step.ANNOUNCE, (8, 20))
    with pytest.raises(Refused, match="announced-too-short"):
        note(Step.DELIBERATE, (9, 8))
    note(Step.DELIBERATE, (9, 9))
    with pytest.raises(Refused, match="announced-too-short"):
        note(Step.ANNOUNCE, (8, 21))
    assert StepDone.objects.get(step="announce").done_on == datetime.date(2026, 8, 20)


def test_a_chapter_is_written_somewhere(plans, office):
    where = reverse("planning:chapter", args=[6, "finance"])
    assert office.post(where, {"written": "on", "place": ""}).status_code == 422
    assert not ChapterWritten.objects.exists()
    assert office.post(where, {"written": "on", "place": "제5장"}).status_code == 302
    page = text(office.get(reverse("planning:steps", args=[6])))
    assert "아직 쓰지 않은 내용 8가지" in page


def test_a_project_goes_on_from_the_board_and_comes_back_closed(plans, deeds, office):
    with acting(deeds.jiu()) as deed:
        made = enter(deed, plans, "마을 밥상", code="Ⅰ-1-1", strategy_id=plans.first)
    assert "판에 올리기" in text(office.get(reverse("planning:board", args=[6])))
    assert office.post(reverse("planning:project_carry", args=[made])).status_code == 302
    page = text(office.get(reverse("planning:board", args=[6])))
    assert "5기 Ⅰ-1-1에서" in page
    said = {"kind": "closes", "on": "2026-06-22", "reason": "역할을 다함", "version": 1, "names": ""}
    assert office.post(reverse("planning:project_become", args=[made]), said).status_code == 302
    assert Project.objects.get(pk=made).state == "closed"


def test_an_old_decision_and_its_step_stand_on_the_page(plans, deeds, office):
    with acting(deeds.jiu()) as deed:
        a, b = enter(deed, plans, "가나 사업"), enter(deed, plans, "다라 사업")
        lineage.lead_into(deed, project_ids=[a], target_id=b, becoming=become(LineageKind.MERGES))
        assert tree.access.visible_to(deed).filter(state="closed").count() == 1
    page = text(office.get(reverse("planning:project", args=[b])))
    assert "합침" in page
    assert "가나 사업" in page
