"""The demo's indicators: what projects of the fifth plan are measured by, year by year. All figures are invented.

One project finished its three stages, one passed its target, one missed it two years running and then asked for less;
some figures are so small that the public page hides them, some are missing, some count the demo's own records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from chomchom.kernel.deeds import SEOUL, Deed
from chomchom.kernel.roles import Role
from chomchom.planning import public as planning
from chomchom.planning.public import DefinitionIn, Direction, EnteredIn, FigureKind, IndicatorType, LowerMethod
from chomchom.site.demo.bodies import id_of
from chomchom.site.demo.plan import FIRST_YEAR
from chomchom.store.acting import acting

WRITES, RELEASES = ("남가온", Role.PROGRAMME_OFFICER), ("배로운", Role.CITY_OFFICER)
MOVES = ("check", "approve", "publish")
T, K = IndicatorType, FigureKind
PROOF = "{year}년 실적 집계표 (시연)"  # Korean data: what an entered figure rests on


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator: targets of the plan's four years, results of the years so far as `numerator` or `numerator/denominator`."""

    project: str
    name: str
    unit: str
    kind: FigureKind
    population: str
    targets: tuple[str, ...]
    results: tuple[str, ...]
    type: IndicatorType = T.OUTPUT
    lower: LowerMethod = LowerMethod.NONE
    so_far: str = ""
    """What was typed for the running year and waits to be checked."""

    def definition(self) -> DefinitionIn:
        """What it means, entered by hand with evidence."""
        ways = {K.MILESTONE: Direction.MILESTONE, K.QUALITATIVE: Direction.NONE}
        return DefinitionIn(
            name=self.name, purpose="", type=self.type, unit=self.unit, kind=self.kind, population=self.population,
            direction=Direction.DOWN if self.lower else ways.get(self.kind, Direction.UP), lower_method=self.lower,
            source=planning.DataSource.ENTERED, department="복지정책과", collector=WRITES[0], can_collect=True,
            collect_evidence="담당 부서의 월별 집계표", valid_from=FIRST_YEAR,
        )  # fmt: skip


def _same(target: str) -> tuple[str, ...]:
    return (target,) * 4


M = Measure
STAGED, LOWERED = "1-1-3", "1-4-10"
# Korean data: indicators of the fifth plan
MEASURES: tuple[Measure, ...] = (
    M("1-1-1", "고친 집", "호", K.COUNT, "공사를 마친 집", _same("120"), ("131", "118", "126"), so_far="87"),
    M("1-1-2", "쉼터를 쓴 사람", "명", K.COUNT, "한 해에 쉼터를 쓴 서로 다른 사람", _same("900"), ("861", "930", "1,012")),
    M(STAGED, "상담소 세우기", "%", K.MILESTONE, "계획한 단계와 그 가운데 마친 단계", (), ()),
    M("1-2-1", "지원율", "%", K.RATIO, "그해의 신청과 그 가운데 지원한 것", _same("90"), ("412/438", "397/452", "431/446"), so_far="214/240"),
    M("1-2-1", "지원받은 부부의 만족도", "점", K.MEAN, "만족도를 답한 부부 (5점)", _same("4.2"), ("1,287/311", "1,344/318", "1,412/331"), T.SATISFACTION),
    M("1-3-1", "함께 간 병원길", "건", K.COUNT, "매니저가 함께 간 진료", ("300", "400", "500", "600"), ("288", "455", "571"), so_far="402"),
    M("1-3-1", "동행하다 찾은 고립가구", "가구", K.COUNT, "동행하다 알게 되어 동에 알린 가구", _same("3"), ("2", "3", "4"), T.OUTCOME),
    M("1-4-1", "찾아서 이은 가구", "가구", K.COUNT, "찾아내 서비스로 이은 가구", ("1,000", "1,100", "1,200", "1,300"), ("1,052", "1,177", "1,404")),
    M(LOWERED, "안부를 살핀 사람", "명", K.ACHIEVEMENT, "한 해에 안부를 살핀 서로 다른 사람", _same("300"), ("306", "240", "204")),
    M("2-1-1", "돌봄집에 산 어르신", "명", K.COUNT, "한 해에 돌봄집에 산 어르신", _same("24"), ("18", "24", "27")),
    M("2-1-2", "한 달 안에 다시 입원한 비율", "%", K.RATIO, "퇴원 뒤 돌봄을 받은 사람과 그 가운데 다시 입원한 사람", ("12", "11", "10", "9"), ("61/488", "55/503", "47/512"), T.OUTCOME, LowerMethod.MIRROR),
    M("2-1-3", "밑반찬을 받은 집", "가구", K.COUNT, "밑반찬을 한 번이라도 받은 집", _same("450"), ("450", "462", "441")),
    M("2-2-1", "한낮 밥상을 차린 경로당", "곳", K.COUNT, "주 세 번 넘게 차린 경로당", ("60", "80", "100", "120"), ("64", "83", "109")),
    M("3-1-1", "돌봄방을 쓴 아이", "명", K.COUNT, "한 해에 돌봄방을 쓴 아이", _same("200"), ("173", "205", "221"), so_far="188"),
    M("3-1-2", "함께 간 진료", "건", K.COUNT, "돌보미가 함께 간 진료", _same("80"), ("74", "79", "92")),
    M("3-2-1", "상담이 도움이 되었다는 답", "점", K.MEAN, "상담을 마치고 답한 아이 (5점)", _same("4"), ("402/102", "451/109", "3/1"), T.SATISFACTION),
    M("3-2-3", "쉬어 본 가족돌봄 청년", "명", K.COUNT, "쉼을 한 번이라도 쓴 청년", _same("10"), ("3", "8", "12")),
    M("4-1-2", "주말에 탄 횟수", "회", K.SUM, "주말에 도움차를 탄 횟수", _same("2,400"), ("2,310", "2,466", "2,589")),
    M("4-1-3", "손잡이를 단 집", "호", K.COUNT, "손잡이를 단 집", _same("150"), ("151", "149", "160")),
    M("5-1-3", "옷을 빌린 뒤 일을 얻은 비율", "%", K.RATIO, "옷을 빌린 사람과 석 달 안에 일을 얻은 사람", _same("40"), ("96/228", "88/241", "81/236"), T.OUTCOME),
    M("5-2-1", "살림 상담", "건", K.COUNT, "한 시간 넘게 한 상담", _same("350"), ("377", "402", "389")),
    M("6-1-2", "함께 걸은 유가족", "명", K.COUNT, "세 번 넘게 함께 걸은 유가족", _same("12"), ("4", "9", "13"), T.OUTCOME),
    M("6-1-3", "밤에 받은 상담 전화", "건", K.COUNT, "밤 열 시 뒤에 받은 전화", _same("1,000"), ("1,132", "", "987")),
    M("7-1-1", "밥 모임에 이어서 온 비율", "%", K.RATIO, "모임에 온 사람과 세 달 넘게 온 사람", ("50", "55", "60", "60"), ("71/136", "88/161", "94/158"), T.OUTCOME),
    M("7-2-1", "나눈 먹거리", "꾸러미", K.SUM, "나눔곳간이 건넨 꾸러미", _same("12,000"), ("12,870", "13,112", "12,544")),
    M("8-1-1", "배움을 마친 사례관리사", "명", K.COUNT, "여섯 번 가운데 다섯 번 넘게 온 사람", _same("40"), ("38", "44", "47")),
    M("8-2-2", "모은 목소리가 바꾼 일", "글", K.QUALITATIVE, "목소리에 답한 부서의 기록", (), ("건의 41건 가운데 17건을 사업에 반영함",) * 3, T.PROCESS),
    M("8-2-3", "안내를 찾아 읽은 사람", "명", K.COUNT, "안내를 끝까지 읽은 사람", _same("5,000"), ("", "", "")),
)  # fmt: skip
# Korean data: stages of the finished project, each with the day it was reached and what shows it
STAGES = (
    ("터 잡고 공사 시작", date(2023, 6, 14), "착공 신고 필증 (시연)"),
    ("공사 마침", date(2024, 10, 30), "사용 승인서 (시연)"),
    ("문 엶", date(2025, 3, 4), "개소 결과 보고 (시연)"),
)
COUNTED: tuple[tuple[str, str, str], ...] = (
    ("1-4-1", "found_by_neighbours", "40"),
    ("1-4-1", "case_link_rate", "10"),
    (LOWERED, "answered_by_phone", "50"),
    ("8-1-1", "cases_in_time", "90"),
    ("8-1-3", "dong_council", "200"),
    ("8-2-1", "private_links", "30"),
    ("8-2-1", "no_resource", "20"),
)
"""Ready-made ones that count this system's own records, with the running year's target."""
WISHES = (
    ("7-1-2", "골목 반장이 알린 이웃"),
    ("5-2-2", "이사하지 않고 한 해를 산 비율"),
)  # Korean data: still without a meaning
LOWER_TO, LOWER_WHY = "240", "도가 대상을 줄여 시가 이을 수 있는 사람이 줄어듦"  # Korean data


def tell(deed: Deed, codes: dict[str, UUID]) -> None:
    """`codes`: the projects of the fifth plan by code. Write, approve, aim, enter and publish, each by who does it and at its time; then count what is counted."""
    made = _define(deed, codes)
    last = min(deed.day.year - 1, FIRST_YEAR + 2)
    for year in range(FIRST_YEAR, last + 1):
        _report(deed, made, year)
    _lower(deed, made)
    _running(deed, made, codes)


def _by(deed: Deed, who: tuple[str, Role], on: date | None = None) -> Deed:
    """A deed of one of the demo's people, in the morning of a day (now)."""
    at = datetime.combine(on, time(10), tzinfo=SEOUL) if on and on < deed.day else deed.at
    return Deed(actor_id=id_of(who[0]), at=at, roles=frozenset({who[1]}), whole_city=True)


def _define(deed: Deed, codes: dict[str, UUID]) -> list[tuple[Measure, UUID]]:
    made: list[tuple[Measure, UUID]] = []
    with acting(_by(deed, WRITES, date(FIRST_YEAR, 1, 10))) as then:
        for one in MEASURES:
            indicator = planning.draft_indicator(then, project_id=codes[one.project], name=one.name)
            planning.write_definition(then, indicator_id=indicator, said=one.definition())
            made.append((one, indicator))
    with acting(_by(deed, RELEASES, date(FIRST_YEAR, 1, 20))) as then:
        for one, indicator in made:
            planning.approve_definition(then, indicator_id=indicator)
            for year, value in enumerate(one.targets, start=FIRST_YEAR):
                planning.set_target(then, indicator_id=indicator, year=year, value=value, setter="복지정책과")
            if one.project == STAGED:
                for name, on, _proof in STAGES:
                    planning.plan_stage(then, indicator_id=indicator, name=name, due_year=on.year)
    return made


def _report(deed: Deed, made: list[tuple[Measure, UUID]], year: int) -> None:
    """The results of a year, entered in the January after it and published in the February."""
    with acting(_by(deed, WRITES, date(year + 1, 1, 15))) as then:
        entered = [row for one, indicator in made for row in _entered(then, one, indicator, year)]
    with acting(_by(deed, RELEASES, date(year + 1, 2, 20))) as then:
        for move in MOVES:
            planning.move_results(then, result_ids=entered, move=move)


def _entered(deed: Deed, one: Measure, indicator: UUID, year: int) -> Iterator[UUID]:
    if one.project == STAGED:
        for no, (_name, on, proof) in enumerate(STAGES, start=1):
            if on.year == year:
                planning.reach_stage(deed, indicator_id=indicator, no=no, on=on, evidence=proof)
        yield planning.compute_result(deed, indicator_id=indicator, period=str(year))
    elif said := one.results[year - FIRST_YEAR]:
        yield planning.enter_result(deed, indicator_id=indicator, period=str(year), said=_said(one, said, year))


def _said(one: Measure, text: str, year: int) -> EnteredIn:
    if one.kind is K.QUALITATIVE:
        return EnteredIn(words=text, evidence=PROOF.format(year=year))
    top, _, bottom = text.partition("/")
    return EnteredIn(numerator=top, denominator=bottom, evidence=PROOF.format(year=year))


def _lower(deed: Deed, made: list[tuple[Measure, UUID]]) -> None:
    """After two missed years less is asked for; the page shows both targets."""
    on = date(FIRST_YEAR + 3, 1, 26)
    if deed.day < on:
        return
    indicator = next(found for one, found in made if one.project == LOWERED)
    with acting(_by(deed, RELEASES, on)) as then:
        planning.set_target(
            then, indicator_id=indicator, year=on.year, value=LOWER_TO, reason=LOWER_WHY, setter="복지정책과"
        )


def _running(deed: Deed, made: list[tuple[Measure, UUID]], codes: dict[str, UUID]) -> None:
    """The running year: figures typed but not checked, ready-made ones that count the records, two mere wishes."""
    year = min(deed.day.year, FIRST_YEAR + 3)
    with acting(_by(deed, WRITES)) as now:
        for one, indicator in made:
            if one.so_far:
                planning.enter_result(now, indicator_id=indicator, period=str(year), said=_said(one, one.so_far, year))
        taken = [
            planning.take_over(
                now, project_id=codes[code], key=key, department="복지정책과", collector=WRITES[0],
                evidence="이 시스템에 남는 기록", valid_from=year,
            )
            for code, key, _target in COUNTED
        ]  # fmt: skip
        for code, name in WISHES:
            planning.draft_indicator(now, project_id=codes[code], name=name, owner_name="복지정책과")
    with acting(_by(deed, RELEASES)) as now:
        for indicator, (_code, _key, target) in zip(taken, COUNTED, strict=True):
            planning.approve_definition(now, indicator_id=indicator)
            planning.set_target(now, indicator_id=indicator, year=year, value=target, setter="복지정책과")
    with acting(_by(deed, WRITES)) as now:
        for indicator in taken:
            planning.compute_result(now, indicator_id=indicator, period=str(year))
