"""The plan on paper: what is absent is said, the same records give the same bytes, and the files are sound."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse

from chomchom.formats.documents import plain, rows_of
from chomchom.formats.hwpx import lint, read_hwpx
from chomchom.formats.tables import read_table
from chomchom.kernel.roles import Role
from chomchom.kernel.verdicts import Refused
from chomchom.planning.reads import papers as reads
from chomchom.planning.rules.budget import Money
from chomchom.planning.rules.papers import (
    Contents,
    FigureLine,
    PaperKind,
    ProjectLine,
    StrategyLine,
    means,
    write,
)
from chomchom.site.demo import plan
from chomchom.site.demo.city import demo_deed
from chomchom.store.acting import acting
from tests.conftest import MONDAY

FULL = FigureLine(name="살핀 가구", target="300", actual="204가구", achieved="68.0%", achieved_number=Fraction(68))


def line(name: str, *figures: FigureLine, counts: bool = True) -> ProjectLine:
    return ProjectLine(
        code="Ⅰ-4-10", name=name, tasks=("동네 돌기",), department="복지정책과", where="경기도", state="확정",
        came_from="", counts=counts, money=Money(planned=1_000_000, executed=900_000), figures=figures,
    )  # fmt: skip


def held(*projects: ProjectLine) -> Contents:
    return Contents(
        plan="제5기 계획", vision="", years="2023–2026", year=2025, day=date(2026, 6, 22), city="안산시 (시연)",
        strategies=(StrategyLine(title="Ⅰ. 안전망", projects=projects),),
        sources=(("시비", Money(planned=1_000_000, carried=50, changed=-50, executed=900_000)),), changes=(),
        steps=(("시행결과 제출", "2026-02-28", "늦음"),), chapters=(("재원", "아직"),), gaps=("지표가 없는 사업 1: 밥상",),
    )  # fmt: skip


def test_a_mean_is_over_projects_and_shown_with_and_without_the_cap():
    high = FigureLine(name="연계", actual="1", achieved_number=Fraction(130))
    assert means([line("가", FULL), line("나", high)]) == (Fraction(99), Fraction(84))
    assert means([line("가")]) == (None, None)


def test_a_result_that_is_not_there_is_said_with_its_reason():
    lacking = FigureLine(name="이탈 관리율", target="90", why="아직 넣지 않음")
    text = plain(
        write(PaperKind.RESULT_REPORT, held(line("안부 살핌", FULL, lacking, counts=False), line("밥상"))).blocks
    )
    assert "204가구\t68.0% (제외)" in text
    assert "이탈 관리율\t90\t실적 없음 아직 넣지 않음" in text
    assert "지표 없음\t\t실적 없음" in text
    assert "만족도를 재는 지표의 확인된 결과가 없습니다" in text
    for chapter in ("1. 계획 내용의 충실성", "2. 시행결과의 목표 달성도", "3. 지역주민 참여도", "4. 시행과정의 적정성"):
        assert chapter in text


def test_what_is_left_out_of_the_score_stays_out_of_the_mean():
    rows = rows_of(write(PaperKind.RESULT_REPORT, held(line("안부 살핌", FULL, counts=False))).blocks)
    assert ["Ⅰ. 안전망", "1", "0", "실적 없음", "실적 없음"] in rows


@pytest.fixture
def demo(db):
    with acting(demo_deed(MONDAY)) as deed:
        plan.build(deed)
    return deed


@pytest.mark.parametrize("kind", list(PaperKind))
def test_the_demos_papers_are_sound_and_the_same_twice(demo, deeds, kind):
    with acting(deeds.jiu()) as deed:
        said = reads.contents(deed, number=5, year=2025, city="안산시 (시연)")
        files = {form: reads.written(kind, said, form=form) for form in reads.FORMS}
        again = reads.contents(deed, number=5, year=2025, city="안산시 (시연)")
        assert {form: reads.written(kind, again, form=form) for form in reads.FORMS} == files
    assert lint(files["hwpx"]) == []
    assert rows_of(read_hwpx(files["hwpx"]).blocks) == rows_of(write(kind, said).blocks)
    assert files["pdf"].startswith(b"%PDF")
    table = read_table(files["xlsx"], filename="a.xlsx")
    assert len(table.rows) == 48
    assert table.faults == []
    assert "혼자 사는 중장년 안부 살핌" in plain(write(kind, said).blocks)


def test_a_paper_of_another_year_or_form_is_refused(demo, deeds, come_in, freeze):
    freeze(MONDAY)
    with pytest.raises(Refused, match="paper-of-another-year"), acting(deeds.jiu()) as deed:
        reads.contents(deed, number=5, year=2027, city="")
    office = come_in(Role.COUNCIL_OFFICE, name="최지우")
    assert office.get(reverse("planning:paper", args=[5, "list", 2025, "docx"])).status_code == 404
    page = office.get(reverse("planning:papers", args=[5])).content.decode()
    assert reverse("planning:paper", args=[5, "result-report", 2025, "hwpx"]) in page
    answer = office.get(reverse("planning:paper", args=[5, "list", 2025, "hwpx"]))
    assert answer["Content-Type"] == "application/hwp+zip"
