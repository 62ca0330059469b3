"""The demo's plans hold what the rules ask for, and mirror what offices meet."""

from __future__ import annotations

from chomchom.planning import public as planning
from chomchom.planning.models import PlanVersion, Project
from chomchom.planning.reads.board import board
from chomchom.planning.reads.indicators import project_figures
from chomchom.planning.reads.steps import calendar
from chomchom.site.demo import bodies, indicators, plan
from chomchom.site.demo.city import demo_deed
from chomchom.store.acting import acting
from tests.conftest import MONDAY


def test_the_demo_has_a_plan_that_runs_and_one_that_is_half_put_together(db):
    with acting(demo_deed(MONDAY)) as deed:
        made = plan.build(deed)
        fifth, sixth = planning.outline(deed, 5), board(deed, 6)
        found = planning.search(deed, "출산 지원제도")
        late = calendar(deed, 6).late
    assert (len(fifth.strategies), fifth.projects, fifth.tasks) == (8, 48, 8)
    province = Project.objects.get(pk=made["1-4-10"])
    assert (province.run_by, province.counts_in_score) == ("province", False)
    assert [one.found_as for one in found] == ["출산 지원제도 (이름 바꿀 사업)"]
    assert [name for _id, name in found[0].now] == ["젊은 부부 전세 이자 덜기"]
    assert {gap.code for gap in sixth.gaps} >= {"empty-strategy", "no-indicator"}
    assert sixth.columns[0].cards
    assert len(sixth.waiting) == 48 - len(plan.CARRIED)
    assert PlanVersion.objects.get().number == 1
    assert not late
    money = fifth.strategies[0].money
    assert money.available > 0
    assert money.executed is None  # this year is not over


def test_the_demo_measures_its_plan_and_hides_what_is_small(db):
    with acting(demo_deed(MONDAY)) as deed:
        bodies.found_bodies(deed)
        bodies.employ(deed)
        codes = plan.build(deed)
    indicators.tell(demo_deed(MONDAY), codes)
    with acting(demo_deed(MONDAY)) as deed:
        inside, outside = planning.book(deed, 5), planning.book(deed, 5, opened=True)
        page = project_figures(deed, codes[indicators.LOWERED])
    told = {(one.name, year.year): year for one in inside.projects for year in one.figures}
    seen = {(one.name, year.year): year for one in outside.projects for year in one.figures}
    names = {one.id: one.name for one in inside.projects}
    finished, passed, missed = (names[codes[code]] for code in (indicators.STAGED, "1-4-1", indicators.LOWERED))
    first = {key: next(f for one in inside.projects if one.name == key for f in one.figures if f.year == 2025)
             for key in (finished, passed, missed)}  # fmt: skip
    assert [first[key].achieved_text for key in (finished, passed, missed)] == [
        "100\N{NO-BREAK SPACE}%",
        "117\N{NO-BREAK SPACE}%",
        "68\N{NO-BREAK SPACE}%",
    ]
    assert (first[finished].parts, first[missed].parts, first[missed].target) == ("3 / 3", "204 / 300", "300 명")
    assert not next(one for one in inside.projects if one.id == codes[indicators.LOWERED]).counts
    below, lowered = (
        next(line for line in page.findings if words in line) for words in ("잇달아", "목표를 300에서 240")
    )
    assert "2024년, 2025년" in below or "2024" in below
    assert indicators.LOWER_WHY in lowered
    small = [key for key, one in seen.items() if one.masked]
    assert len(small) >= 3
    assert all(not told[key].masked for key in small)
    assert not any(one.published for (_name, year), one in seen.items() if year == 2026)
    assert any(one.value is None and one.year == 2025 for one in told.values())
