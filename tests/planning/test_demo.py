"""The demo's plans hold what the rules ask for, and mirror what offices meet."""

from __future__ import annotations

from chomchom.planning import public as planning
from chomchom.planning.models import PlanVersion, Project
from chomchom.planning.reads.board import board
from chomchom.planning.reads.steps import calendar
from chomchom.site.demo import plan
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
