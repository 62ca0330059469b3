"""Indicators from the asking to the published figure, and what a figure rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.ledger.public import Item, record_many
from chomchom.planning.actions import indicators, results, tables, targets
from chomchom.planning.actions.results import EnteredIn
from chomchom.planning.calculator import figures
from chomchom.planning.models import Definition, Indicator, Reckoned, Result, ResultEntries, Target
from chomchom.planning.models.measured import indicator_facts
from chomchom.planning.rules.definitions import DataSource, Direction, FigureKind, PeriodRule
from chomchom.planning.rules.formula.catalogue import Kind, TableColumn
from chomchom.planning.rules.formula.reckoning import NoValue
from chomchom.planning.rules.packing import unpack
from chomchom.planning.rules.spans import Period
from chomchom.store.acting import acting
from tests.conftest import IDONG, ILDONG, MONDAY
from tests.planning.formulas import ledger
from tests.planning.indicators import Office, entered, said

pytestmark = pytest.mark.django_db
K = FigureKind


@pytest.fixture
def office(plans, deeds, freeze) -> Office:
    freeze(MONDAY)
    return Office(deeds, plans)


def refused(who, action, **facts) -> str:
    with pytest.raises(Refused) as caught, acting(who) as deed:
        action(deed, **facts)
    return caught.value.code


def done(who, action, **facts):
    with acting(who) as deed:
        return action(deed, **facts)


def signals(office: Office, count: int, *, on: date = date(2026, 3, 3), dong: str = ILDONG) -> list[int]:
    template = next(item for item in ledger(1, 3) if item.event.tag == "outreach:signal:received")
    items = [
        Item(event=replace(template.event, signal_id=uuid4(), episode_id=uuid4(), joined=False), stream=uuid4(),
             about=replace(template.about, dong=dong), occurred_on=on)
        for _ in range(count)
    ]  # fmt: skip
    return done(office.deeds.head(), record_many, items=items)


def now(office: Office, indicator_id: UUID, period: str = "2026", **more) -> figures.Figure:
    return done(office.writer(), figures.figure, indicator_id=indicator_id, period=period, **more)


def test_an_indicator_waits_until_somebody_else_approved_its_meaning(office):
    project = office.project()
    made = done(office.writer(), indicators.draft_indicator, project_id=project, name="민간 연계")
    assert [one.defined for one in indicator_facts([project])[project]] == [False]
    assert now(office, made).why is NoValue.NO_DEFINITION
    assert refused(office.city(), indicators.approve_definition, indicator_id=made) == "no-definition-to-approve"
    done(office.city("적은이"), indicators.write_definition, indicator_id=made, said=said())
    assert refused(office.city("적은이"), indicators.approve_definition, indicator_id=made) == "definition-own-approval"
    assert refused(office.writer(), indicators.approve_definition, indicator_id=made) == "may-not-approve-definition"
    done(office.city(), indicators.approve_definition, indicator_id=made)
    (facts,) = indicator_facts([project])[project]
    assert (facts.defined, facts.has_source, facts.has_collector) == (True, True, True)
    assert Indicator.objects.get(pk=made).name == "위기신호 접수"


def test_an_approved_definition_never_changes_and_an_edit_is_the_next_version_with_a_reason(office):
    made = office.indicator()
    new = said(numerator="count(확인건)", valid_from=2026)
    assert (
        refused(office.writer(), indicators.write_definition, indicator_id=made, said=new)
        == "definition-change-needs-a-reason"
    )
    done(office.writer(), indicators.write_definition, indicator_id=made, said=new, reason="합쳐진 신호를 뺌")
    done(
        office.writer(),
        indicators.write_definition,
        indicator_id=made,
        said=new,
        reason="합쳐진 신호를 두 번 세지 않음",
    )
    assert list(Definition.objects.order_by("no").values_list("no", "state")) == [(1, "approved"), (2, "draft")]
    done(office.city(), indicators.approve_definition, indicator_id=made)
    with pytest.raises(DatabaseError), transaction.atomic():
        Definition.objects.filter(no=1).update(unit="명")
    with acting(office.writer()) as deed:
        desk = figures.desk_of(deed, made)
        assert [desk.definition(made, year).no for year in (2025, 2026)] == [1, 2]


@pytest.mark.parametrize(
    ("spoiled", "code"),
    [
        ({"numerator": "count(위기)"}, "formula-no-entity"),
        ({"numerator": "count(위기신호"}, "formula-not-readable"),
        ({"numerator": "@9-9-9.없음 + 1"}, "formula-names-no-indicator"),
        ({"numerator": "@1-4-1.나 + 1"}, "formula-goes-in-a-ring"),
    ],
)
def test_a_formula_that_cannot_be_counted_is_never_kept(office, spoiled, code):
    made = done(office.writer(), indicators.draft_indicator, project_id=office.project(), name="나")
    assert refused(office.writer(), indicators.write_definition, indicator_id=made, said=said(**spoiled)) == code
    assert not Definition.objects.exists()


def test_indicators_refer_to_each_other_and_to_the_year_before(office):
    project = office.project()
    office.indicator(said(name="신호"), project_id=project, code="신호")
    growth = office.indicator(
        said(name="늘어남", numerator="@1-4-1.신호 - @1-4-1.신호[prev]"), project_id=project, code="늘어남"
    )
    signals(office, 7)
    signals(office, 4, on=date(2025, 5, 5))
    assert now(office, growth).value == 3
    assert now(office, growth, "2025").value == 4
    ring = said(name="신호", numerator="@1-4-1.늘어남")
    first = Indicator.objects.get(code="신호").pk
    assert (
        refused(office.writer(), indicators.write_definition, indicator_id=first, said=ring, reason="x")
        == "formula-goes-in-a-ring"
    )


def test_a_counted_figure_keeps_what_it_rests_on_and_counting_again_adds(office):
    made = office.indicator()
    numbers = signals(office, 6)
    first = done(office.writer(), results.compute_result, indicator_id=made, period="2026")
    row = Result.objects.get(pk=first)
    assert (row.numerator, row.entries, row.ledger_head >= numbers[-1], row.definition.no) == (6, 6, True, 1)
    assert unpack(ResultEntries.objects.get().packed) == numbers
    record_many_more = signals(office, 2)
    second = Result.objects.get(pk=done(office.writer(), results.compute_result, indicator_id=made, period="2026"))
    assert (second.numerator, Result.objects.get(pk=first).numerator) == (8, 6)
    assert second.entries_digest != row.entries_digest
    assert record_many_more[-1] <= second.ledger_head
    for change in ({"numerator": 9}, {"year": 2025}, {"entries_digest": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Result.objects.filter(pk=first).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        ResultEntries.objects.update(entries=0)
    with pytest.raises(DatabaseError), transaction.atomic():
        Target.objects.update(value=0)


def test_only_others_check_approve_and_publish_and_a_published_year_stays_as_it_was(office):
    made = office.indicator()
    signals(office, 6)
    row = done(office.city("넣은이"), results.compute_result, indicator_id=made, period="2026")
    assert refused(office.city("넣은이"), results.move_result, result_id=row, move="check") == "result-own-entry"
    assert refused(office.writer(), results.move_result, result_id=row, move="check") == "may-not-release-result"
    assert refused(office.city(), results.move_result, result_id=row, move="publish") == "wrong-state"
    for move in ("check", "approve", "publish"):
        done(office.city(), results.move_result, result_id=row, move=move)
    signals(office, 3)
    assert (now(office, made).value, now(office, made).state) == (6, "published")
    again = done(office.writer(), results.compute_result, indicator_id=made, period="2026")
    assert Result.objects.get(pk=again).numerator == 9
    assert now(office, made).value == 6, "a later count is a new figure beside it"


def test_an_entered_figure_needs_evidence_and_a_file_is_kept_sealed(office):
    made = office.indicator(entered(kind=K.RATIO, unit="%"))
    typed = EnteredIn(numerator="94", denominator="120", evidence="담당자 집계표")
    enter = results.enter_result
    for spoiled, code in (
        ({"numerator": "78%"}, "percentage-needs-its-parts"),
        ({"numerator": "N/A"}, "result-is-not-a-number"),
        ({"denominator": ""}, "result-needs-its-denominator"),
        ({"numerator": "121"}, "share-over-hundred"),
        ({"evidence": ""}, "result-needs-evidence"),
    ):
        assert refused(office.writer(), enter, indicator_id=made, period="2025", said=replace(typed, **spoiled)) == code
    assert (
        refused(office.writer(), results.compute_result, indicator_id=made, period="2025") == "result-must-be-entered"
    )
    assert refused(office.writer(), enter, indicator_id=made, period="2027", said=typed) == "period-not-begun"
    assert not Result.objects.exists()
    with_file = replace(typed, evidence="", filename="집계.txt", content=b"94 / 120")
    done(office.writer(), enter, indicator_id=made, period="2025", said=with_file)
    assert Result.objects.get().evidence_file is not None
    found = now(office, made, "2025")
    assert (found.value, found.state) == (Fraction(94 * 100, 120), "draft")
    assert now(office, made, "2024").why is NoValue.NOT_ENTERED


def test_targets_are_dated_superseded_ones_stay_and_a_cut_shows_both_rates(office):
    made = office.indicator(said(kind=K.COUNT))
    aim = targets.set_target
    done(office.city(), aim, indicator_id=made, year=2025, value="10", set_on=date(2023, 1, 5))
    done(office.city(), aim, indicator_id=made, year=2026, value="10", set_on=date(2023, 1, 5))
    assert refused(office.city(), aim, indicator_id=made, year=2026, value="6") == "target-change-needs-a-reason"
    assert refused(office.city(), aim, indicator_id=made, year=2026, value="N/A") == "target-is-not-a-number"
    assert refused(office.city(), aim, indicator_id=made, year=2026, value="80%") == "percentage-needs-its-parts"
    tomorrow = (MONDAY + timedelta(days=1)).date()
    assert (
        refused(office.city(), aim, indicator_id=made, year=2026, value="6", reason="x", set_on=tomorrow)
        == "target-set-in-the-future"
    )
    assert (
        refused(office.writer(), aim, indicator_id=made, year=2026, value="6", reason="x")
        == "may-not-approve-definition"
    )
    done(office.city(), aim, indicator_id=made, year=2026, value="6", reason="신청이 줄어듦")
    signals(office, 8)
    signals(office, 7, on=date(2025, 3, 3))
    cut = now(office, made)
    assert (cut.target.in_force.value, cut.target.before.value, cut.target.easier) == (6, 10, True)
    assert (cut.achieved, cut.achieved_before) == (Fraction(800, 6), 80)
    past = now(office, made, "2025")
    assert (past.achieved, past.achieved_before) == (70, None)
    # Set after the year was over: shown, and the year keeps what it was run under.
    done(office.city(), aim, indicator_id=made, year=2025, value="5", reason="다시 셈")
    past = now(office, made, "2025")
    assert (past.target.in_force.value, past.target.later.value, past.achieved) == (10, 5, 70)
    assert Target.objects.count() == 4


def test_stages_are_reached_of_those_that_were_due(office):
    made = office.indicator(entered(kind=K.MILESTONE, direction=Direction.MILESTONE, unit="단계"))
    for name, year in (("착공", 2023), ("준공", 2024), ("개소", 2025)):
        done(office.city(), targets.plan_stage, indicator_id=made, name=name, due_year=year)
    reach = targets.reach_stage
    assert (
        refused(office.writer(), reach, indicator_id=made, no=1, on=date(2023, 5, 1), evidence=" ")
        == "result-needs-evidence"
    )
    for no, on in ((1, date(2023, 5, 1)), (2, date(2024, 11, 1)), (3, date(2026, 1, 9))):
        done(office.writer(), reach, indicator_id=made, no=no, on=on, evidence="준공 검사서")
    again = {"indicator_id": made, "no": 3, "on": date(2026, 1, 9), "evidence": "x"}
    assert refused(office.writer(), reach, **again) == "stage-already-reached"
    assert [now(office, made, year).parts.numerator for year in ("2023", "2024", "2025", "2026")] == [1, 2, 2, 3]
    assert now(office, made, "2026").value == 100
    assert now(office, made, "2025").value == Fraction(200, 3)


def test_figures_by_dong_and_month_are_recounted_and_agree_with_the_whole(office):
    made = office.indicator()
    ratio = office.indicator(
        said(kind=K.RATIO, unit="%", numerator="count(위기신호 where 합쳐짐 = false)", denominator="count(위기신호)")
    )
    signals(office, 3)
    signals(office, 2, dong=IDONG, on=date(2026, 5, 5))
    signals(office, 1, dong="", on=date(2026, 5, 5))
    for indicator in (made, ratio):
        whole, dongs, months = done(office.writer(), figures.parts_of_year, indicator_id=indicator, year=2026)
        tops = [one.parts.numerator for one in dongs]
        assert sum(tops) == sum(one.parts.numerator for one in months) == whole.parts.numerator == 6
        assert [one.dong for one in dongs] == [*sorted([IDONG, ILDONG]), "-"]
    assert len(months) == 6, "months to come are not shown"
    assert now(office, made, dong=IDONG).value == 2


def test_stock_and_cumulative_count_from_the_beginning_and_from_the_plan(office):
    at_end = office.indicator(said(period_rule=PeriodRule.AT_END))
    since = office.indicator(said(period_rule=PeriodRule.CUMULATIVE))
    signals(office, 1, on=date(2022, 12, 31))
    signals(office, 2, on=date(2024, 1, 1))
    signals(office, 4)
    assert [now(office, at_end, year).value for year in ("2023", "2024", "2026")] == [1, 3, 7]
    assert [now(office, since, year).value for year in ("2023", "2024", "2026")] == [0, 2, 6]


def test_a_kept_figure_follows_its_events_and_is_not_counted_twice(office):
    made = office.indicator(said(numerator="count(확인건 where 현장확인 is null)"))
    signals(office, 3)
    assert now(office, made).value == 3
    assert Reckoned.objects.count() == 1

    def counted() -> int:
        with CaptureQueriesContext(connection) as seen:
            now(office, made)
        return sum("FROM planning_fact" in one["sql"] for one in seen)

    assert counted() == 0
    last_year = now(office, made, "2025").value
    numbers = signals(office, 2)
    assert counted() == 1
    assert now(office, made).value == 5
    with CaptureQueriesContext(connection) as seen:
        assert now(office, made, "2025").value == last_year
    assert not any("FROM planning_fact" in one["sql"] for one in seen), "an event of this year leaves last year alone"
    visit = next(item for item in ledger(1, 9) if item.event.tag == "outreach:site-check:reported")
    episode = done(office.deeds.head(), record_many, items=[])
    assert episode == []
    from chomchom.ledger.public import Entry

    last = Entry.objects.get(pk=numbers[-1])
    event = replace(visit.event, episode_id=UUID(last.payload["episode_id"]))
    done(office.deeds.head(), record_many, items=[Item(event=event, stream=uuid4(), occurred_on=date(2020, 1, 1))])
    assert now(office, made).value == 4, "a linked entry of any day counts at once"
    done(office.deeds.head(), record_many, items=[Item(event=event, stream=uuid4(), voids=numbers[0])])
    assert now(office, made).value == 3


def test_many_figures_cost_as_many_queries_as_one(office):
    project = office.project()
    made = [office.indicator(said(name=f"지표 {n}"), project_id=project, code=f"i{n}") for n in range(6)]
    signals(office, 3)

    def cost(ids) -> int:
        rows = list(Indicator.objects.filter(pk__in=ids).select_related("project__term"))
        with acting(office.writer()) as deed, CaptureQueriesContext(connection) as seen:
            found = figures.figures(deed, rows, [Period(2025), Period(2026)])
        assert {figure.value for figure in found.values()} == {0, 3}
        return len(seen)

    cost(made)
    assert cost(made[:1]) == cost(made)


SURVEY = (TableColumn(name="점수", kind=Kind.NUMBER), TableColumn(name="사업명", kind=Kind.WORD))


@pytest.fixture
def survey(office) -> UUID:
    return done(office.writer(), tables.make_table, name="만족도조사", says="한 사람이 낸 답 하나", columns=SURVEY)


def file(*lines: str, head: str = "날짜,동,점수,사업명") -> bytes:
    return "\n".join([head, *lines]).encode()


def test_a_mean_of_a_survey_is_weighted_by_its_answers_and_a_wrong_file_is_withdrawn(office, survey):
    mean = office.indicator(
        said(kind=K.MEAN, unit="점", source=DataSource.IMPORTED,
             numerator='sum(만족도조사.점수 where 사업명 = "대출이자")', denominator='count(만족도조사.점수 where 사업명 = "대출이자")')
    )  # fmt: skip
    assert now(office, mean).why is NoValue.DIVISION_BY_ZERO
    bring = {"table_id": survey, "filename": "조사.csv"}
    one = done(
        office.writer(),
        tables.bring_file,
        **bring,
        content=file("2026-03-02,일동,5,대출이자", "2026. 4. 1.,,3,대출이자", "20260401,이동,1,다른 것"),
    )
    assert (now(office, mean).value, now(office, mean).parts.denominator) == (4, 2)
    two = done(office.writer(), tables.bring_file, **bring, content=file("2026-05-02,일동,1,대출이자"))
    assert now(office, mean).value == 3
    done(office.writer(), tables.withdraw_file, table_id=survey, file_id=two)
    assert now(office, mean).value == 4
    assert refused(office.writer(), tables.withdraw_file, table_id=survey, file_id=two) == "table-file-not-found"
    assert one != two


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (file("2026-03-02,일동,다섯,대출이자"), "table-cell-not-usable", 2),
        (file("2026-03-02,일동,5,대출이자", "2026-02-30,일동,5,대출이자"), "table-cell-not-usable", 3),
        (file("2026-03-02,서울동,5,대출이자"), "table-cell-not-usable", 2),
        (file("2026-03-02,일동,5," + "긴 이야기 " * 20), "table-cell-not-usable", 2),
        (file("2026-03-02,일동,5", head="날짜,동,점수"), "table-file-lacks-columns", None),
        (file("2026-03-02,일동,900101-1234567,대출이자"), "table-cell-not-usable", 2),
        (b"%PDF-1.7 x", "file-not-a-table", None),
    ],
)
def test_nothing_of_a_bad_file_goes_in_and_the_place_is_said(office, survey, content, code, row):
    from chomchom.planning.models import TableFile, TableRow

    with pytest.raises(Refused) as caught, acting(office.writer()) as deed:
        tables.bring_file(deed, table_id=survey, filename="조사.csv", content=content)
    assert caught.value.code == code
    assert row is None or caught.value.facts["row"] == row
    assert not TableFile.objects.exists()
    assert not TableRow.objects.exists()


def test_the_same_file_goes_in_once(office, survey):
    good = {"table_id": survey, "filename": "조사.csv", "content": file("2026-03-02,일동,5,대출이자")}
    done(office.writer(), tables.bring_file, **good)
    assert refused(office.writer(), tables.bring_file, **good) == "table-file-already-there"


@pytest.mark.parametrize(
    "role", [Role.DONG_OFFICER, Role.TEAM_HEAD, Role.COUNCIL_MEMBER, Role.RESEARCHER, Role.AGENCY_LEAD]
)
def test_who_only_reads_writes_nothing(office, survey, role):
    made, project = office.indicator(), office.project()
    who = office.deeds(role, whole_city=True)
    assert now(office, made).value == 0
    assert done(who, figures.figure, indicator_id=made, period="2026").value == 0
    for code, action, facts in (
        ("may-not-define", indicators.draft_indicator, {"project_id": project, "name": "x"}),
        ("may-not-define", indicators.write_definition, {"indicator_id": made, "said": said()}),
        ("may-not-approve-definition", indicators.approve_definition, {"indicator_id": made}),
        ("may-not-approve-definition", indicators.drop_indicator, {"indicator_id": made}),
        ("may-not-approve-definition", targets.set_target, {"indicator_id": made, "year": 2025, "value": "1"}),
        ("may-not-approve-definition", targets.plan_stage, {"indicator_id": made, "name": "x", "due_year": 2025}),
        ("may-not-enter-result", results.compute_result, {"indicator_id": made, "period": "2026"}),
        ("may-not-enter-result", results.enter_result, {"indicator_id": made, "period": "2026", "said": EnteredIn()}),
        ("may-not-define", tables.make_table, {"name": "x", "says": "y", "columns": SURVEY}),
        ("may-not-define", tables.bring_file, {"table_id": survey, "filename": "x", "content": b"x"}),
        ("may-not-define", tables.withdraw_file, {"table_id": survey, "file_id": survey}),
    ):
        assert refused(who, action, **facts) == code


@pytest.mark.parametrize(
    "role", [Role.AGENCY_WORKER, Role.COMPANION, Role.CITIZEN, Role.OPERATOR, Role.PAYMENT_RELEASER]
)
def test_for_who_does_not_read_the_plan_there_is_no_indicator(office, role):
    made = office.indicator()
    assert (
        refused(office.deeds(role, whole_city=True), figures.figure, indicator_id=made, period="2026")
        == "indicator-not-found"
    )
    by_link = office.writer(link_id=uuid4())
    assert refused(by_link, figures.figure, indicator_id=made, period="2026") == "indicator-not-found"
