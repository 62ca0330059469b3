"""The demo's plans: a fifth one with eight strategies that runs, a sixth one half put together. All of it is invented.

Four projects mirror what offices meet: one of milestones, one that passes its target, one that misses it two years
running and is run by the province, and one whose name no longer says what it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from uuid import UUID

from chomchom.kernel.deeds import Deed
from chomchom.planning import public as planning
from chomchom.planning.public import (
    Becoming,
    Chapter,
    LineageKind,
    MoneyLine,
    MoneySource,
    Placement,
    ProjectIn,
    ProjectKind,
    RunBy,
    Step,
    StepIn,
)

SEED = 20230101
FIRST_YEAR = 2023

# Korean data: departments of the invented city
WELFARE, ELDERLY, DISABLED, CHILD, HOUSING, HEALTH, JOBS, COMMUNITY = (
    "복지정책과", "노인복지과", "장애인복지과", "아동보육과", "주택과", "상록수보건소", "일자리정책과", "마을공동체과",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One project: its number below a priority, its name, its department; `tasks` are 과업."""

    priority: int
    number: int
    name: str
    department: str
    run_by: RunBy = RunBy.CITY
    tasks: tuple[str, ...] = ()


# Korean data: strategies, the priorities of each, and their projects
TREE: tuple[tuple[str, tuple[str, ...], tuple[Line, ...]], ...] = (
    (
        "빈틈없이 살피는 생활 안정",
        ("머물 곳", "함께 키우기", "건강한 하루", "먼저 찾는 이웃"),
        (
            Line(1, 1, "이웃집 고치기", HOUSING),
            Line(1, 2, "비탈마을 한파·폭염 채비", HOUSING),
            Line(1, 3, "주거상담소 설치·운영", HOUSING, tasks=("상담소 터 잡기", "찾아가는 주거상담")),
            Line(2, 1, "출산 지원제도 (이름 바꿀 사업)", CHILD),
            Line(3, 1, "병원길 함께 가기", ELDERLY),
            Line(4, 1, "온동네 촘촘 살핌", WELFARE, tasks=("집중발굴 기간 운영", "생활업종 알림이 늘리기")),
            Line(4, 10, "혼자 사는 중장년 안부 살핌", WELFARE, run_by=RunBy.PROVINCE),
        ),
    ),
    (
        "어르신이 사는 곳에서 나이 드는 도시",
        ("집에서 돌봄", "함께 어울림"),
        (
            Line(1, 1, "늘봄 돌봄집", ELDERLY),
            Line(1, 2, "퇴원 뒤 첫 달 돌봄", HEALTH),
            Line(1, 3, "밑반찬 이음", ELDERLY),
            Line(2, 1, "경로당 한낮 밥상", ELDERLY, tasks=("조리 도우미 일자리",)),
            Line(2, 2, "어르신 손전화 배움터", ELDERLY),
            Line(2, 3, "느린 산책 동무", HEALTH),
        ),
    ),
    (
        "아이와 부모가 숨 쉬는 돌봄",
        ("틈새 돌봄", "마음 돌봄"),
        (
            Line(1, 1, "저녁 아홉 시 돌봄방", CHILD),
            Line(1, 2, "아픈 아이 병원 동행", CHILD),
            Line(1, 3, "방학 점심 걱정 덜기", CHILD),
            Line(2, 1, "또래 상담 놀이터", CHILD),
            Line(2, 2, "처음 부모 교실", HEALTH),
            Line(2, 3, "가족돌봄 청년 숨구멍", WELFARE),
        ),
    ),
    (
        "장애와 상관없이 오가는 생활",
        ("다니기", "일하기와 쉬기"),
        (
            Line(1, 1, "휠체어 길 지도", DISABLED),
            Line(1, 2, "주말 이동 도움차", DISABLED),
            Line(1, 3, "집 안 손잡이 달기", DISABLED),
            Line(2, 1, "첫 일터 길잡이", JOBS),
            Line(2, 2, "보호자 하루 쉼", DISABLED),
            Line(2, 3, "발달장애 청년 낮활동", DISABLED, tasks=("주말 모임",)),
        ),
    ),
    (
        "일하며 다시 서는 자립",
        ("일자리", "빚과 살림"),
        (
            Line(1, 1, "다시 일하는 마을 공방", JOBS),
            Line(1, 2, "자활 일터 꾸러미", JOBS),
            Line(1, 3, "면접 옷장", JOBS),
            Line(2, 1, "살림 상담 창구", WELFARE),
            Line(2, 2, "첫 월세 디딤돌", HOUSING),
            Line(2, 3, "연체 전 알림과 상담", WELFARE),
        ),
    ),
    (
        "몸과 마음이 함께 건강한 동네",
        ("마음", "몸"),
        (
            Line(1, 1, "동네 마음 쉼터", HEALTH),
            Line(1, 2, "상실 뒤 함께 걷기", HEALTH),
            Line(1, 3, "밤 열 시 상담 전화", HEALTH, run_by=RunBy.OTHER),
            Line(2, 1, "당뇨·혈압 짝꿍", HEALTH),
            Line(2, 2, "치과 문턱 낮추기", HEALTH),
        ),
    ),
    (
        "이웃이 이웃을 잇는 마을",
        ("모임", "나눔"),
        (
            Line(1, 1, "혼자 사는 사람들의 밥 모임", COMMUNITY, tasks=("모임지기 배움", "동네 부엌 빌리기")),
            Line(1, 2, "골목 반장 학교", COMMUNITY),
            Line(1, 3, "이주민 이웃 통역 동무", COMMUNITY),
            Line(2, 1, "나눔곳간 넓히기", WELFARE),
            Line(2, 2, "고쳐 쓰는 가전 나눔", COMMUNITY),
            Line(2, 3, "마을 쉼자리", COMMUNITY),
        ),
    ),
    (
        "민관이 함께 하는 전달체계",
        ("사람", "자료"),
        (
            Line(1, 1, "사례관리사 함께 배우기", WELFARE),
            Line(1, 2, "복지기관 안전 살핌", WELFARE),
            Line(1, 3, "동 협의체 일손 더하기", WELFARE),
            Line(2, 1, "흩어진 자원 한 장부", WELFARE),
            Line(2, 2, "주민 목소리 모으기", WELFARE),
            Line(2, 3, "찾기 쉬운 복지 안내", WELFARE),
        ),
    ),
)
# Korean data: strategies of the sixth plan; the last one still has no project
NEXT = (
    "먼저 찾고 끝까지 잇는 안전망", "사는 곳에서 이어지는 돌봄", "아이와 청년의 내일",
    "일과 살림이 서는 자립", "외롭지 않은 동네", "함께 책임지는 전달체계",
)  # fmt: skip
# Korean data: which projects of the fifth plan already went on (code → strategy of the sixth, new number, new name)
CARRIED: tuple[tuple[str, LineageKind, int, str, str], ...] = (
    ("1-4-1", LineageKind.KEEPS, 1, "1-1-1", ""),
    ("1-2-1", LineageKind.CONVERTS, 3, "3-1-1", "젊은 부부 전세 이자 덜기"),
    ("1-3-1", LineageKind.KEEPS, 2, "2-1-1", ""),
    ("2-1-1", LineageKind.KEEPS, 2, "2-1-2", ""),
    ("2-1-2", LineageKind.CONVERTS, 2, "", "병원에서 집까지 이음"),
    ("3-1-1", LineageKind.KEEPS, 3, "3-1-2", ""),
    ("5-1-1", LineageKind.KEEPS, 4, "4-1-1", ""),
    ("5-2-1", LineageKind.KEEPS, 4, "", ""),
    ("7-1-1", LineageKind.CONVERTS, 5, "5-1-1", "혼자여도 함께 밥"),
    ("7-2-3", LineageKind.KEEPS, 5, "", ""),
    ("3-2-3", LineageKind.KEEPS, 0, "", ""),
)
RENAMED = ("1-2-1", "신혼 전세대출 이자 지원")
REASONS = ("분과 의견: 하는 일이 이름과 달라 이름을 바꿈", "지난 계획의 사업을 이어 감", "TF 검토 뒤 전환하기로 함")


def build(deed: Deed) -> dict[str, UUID]:
    """Enter both plans within the deed; gives the projects of the fifth by code (`1-4-10`)."""
    fifth = _term(deed, 5, FIRST_YEAR, "시민이 서로 살피고 함께 만드는 도시")
    made = _fifth(deed, fifth)
    _money(deed, made)
    _rename(deed, made)
    planning.record_version(deed, term_number=5, reason="제5기 계획 수립", decided_on=date(FIRST_YEAR - 1, 9, 28))
    _sixth(deed, made)
    _steps(deed)
    return made


def _term(deed: Deed, number: int, first_year: int, vision: str) -> UUID:
    name = f"제{number}기 지역사회보장계획"
    return planning.enter_term(deed, number=number, name=name, first_year=first_year, vision=vision)


def _fifth(deed: Deed, term_id: UUID) -> dict[str, UUID]:
    made: dict[str, UUID] = {}
    for number, (name, priorities, lines) in enumerate(TREE, start=1):
        strategy = planning.enter_strategy(deed, term_id=term_id, number=number, name=name)
        below = [
            planning.enter_priority(deed, strategy_id=strategy, number=at, name=one)
            for at, one in enumerate(priorities, start=1)
        ]
        for line in lines:
            code = f"{number}-{line.priority}-{line.number}"
            made[code] = _project(deed, term_id, strategy, below[line.priority - 1], code, line)
    return made


def _project(deed: Deed, term_id: UUID, strategy: UUID, priority: UUID, code: str, line: Line) -> UUID:
    project = ProjectIn(
        name=line.name, code=code, strategy_id=strategy, priority_id=priority, department=line.department,
        run_by=line.run_by, partners="민간 복지기관", target_group="안산시민",
    )  # fmt: skip
    made = planning.enter_project(deed, term_id=term_id, project=project, already_approved=True)
    for at, name in enumerate(line.tasks, start=1):
        task = ProjectIn(
            name=name, code=f"{code}-{at}", strategy_id=strategy, priority_id=priority, parent_id=made,
            kind=ProjectKind.TASK, department=line.department,
        )  # fmt: skip
        planning.enter_project(deed, term_id=term_id, project=task, already_approved=True)
    return made


def _money(deed: Deed, made: dict[str, UUID]) -> None:
    planning.write_budgets(deed, term_number=5, lines=_lines(deed, made))


def _lines(deed: Deed, made: dict[str, UUID]) -> Iterator[MoneyLine]:
    """City money for every project, state or provincial beside it for some; past years are executed, this one is not."""
    random = Random(SEED)
    for number, project_id in enumerate(made.values()):
        city = random.randrange(20, 400) * 1_000_000
        sources = [MoneySource.CITY]
        if number % 3 == 0:
            sources.insert(0, MoneySource.NATIONAL if number % 2 else MoneySource.PROVINCE)
        if number % 11 == 0:
            sources.append(MoneySource.FUND)
        for year in range(FIRST_YEAR, min(deed.day.year, FIRST_YEAR + 3) + 1):
            for source in sources:
                carried = random.choice((0, 0, 0, city // 20 // 1000 * 1000))
                changed = random.choice((0, 0, -(city // 25 // 1000 * 1000), city // 30 // 1000 * 1000))
                whole = city + carried + changed
                spent = whole * random.randrange(88, 101) // 100 // 1000 * 1000 if year < deed.day.year else None
                yield MoneyLine(
                    row=0, project_id=str(project_id), year=year, source=source, planned=city, carried=carried,
                    changed=changed, executed=spent,
                )  # fmt: skip
            city = city * random.randrange(98, 108) // 100 // 1_000_000 * 1_000_000


def _rename(deed: Deed, made: dict[str, UUID]) -> None:
    code, name = RENAMED
    planning.rename(deed, project_id=made[code], name=name, reason=REASONS[0], seen_version=2)


def _sixth(deed: Deed, made: dict[str, UUID]) -> None:
    term_id = _term(deed, 6, FIRST_YEAR + 4, "누구도 혼자 두지 않는 도시")
    strategies: list[UUID | None] = [None]
    strategies += [
        planning.enter_strategy(deed, term_id=term_id, number=number, name=name)
        for number, name in enumerate(NEXT, start=1)
    ]
    for code, kind, to, new_code, new_name in CARRIED:
        reason = REASONS[1 if kind is LineageKind.KEEPS else 2]
        (project_id,) = planning.hand_over(
            deed, project_ids=[made[code]], term_id=term_id, names=[new_name] if new_name else [],
            becoming=Becoming(kind=kind, reason=reason, on=deed.day),
        )  # fmt: skip
        strategy = strategies[to]
        if strategy is None:
            continue
        version = planning.place_project(deed, project_id=project_id, strategy_id=strategy, seen_version=1)
        if new_code:
            _number(deed, project_id, strategy, new_code, version)
    project = ProjectIn(
        name="동네 부엌 나눔 (새 사업)", strategy_id=strategies[5], placement=Placement.OTHER_AREA,
        placed_area="먹거리 분과", department=COMMUNITY,
    )  # fmt: skip
    planning.enter_project(deed, term_id=term_id, project=project)


def _number(deed: Deed, project_id: UUID, strategy: UUID, code: str, version: int) -> None:
    line = planning.project_page(deed, project_id).line
    project = ProjectIn(
        name=line.name, code=code, strategy_id=strategy, department=line.department, owner_name="담당 미정",
        partners="민간 복지기관",
    )  # fmt: skip
    planning.change_project(deed, project_id=project_id, project=project, seen_version=version)


PAST_STEPS = (
    (Step.SURVEY, 0, date(2021, 9, 15)), (Step.INDICATORS, 0, date(2022, 6, 24)), (Step.ANNOUNCE, 0, date(2022, 8, 16)),
    (Step.DELIBERATE, 0, date(2022, 9, 14)), (Step.REPORT_ASSEMBLY, 0, date(2022, 9, 21)),
    (Step.SUBMIT, 0, date(2022, 9, 28)), (Step.YEARLY_PLAN, 2023, date(2022, 11, 25)),
    (Step.YEARLY_PLAN, 2024, date(2023, 11, 29)), (Step.YEARLY_PLAN, 2025, date(2024, 12, 2)),
    (Step.YEARLY_PLAN, 2026, date(2025, 11, 27)), (Step.RESULT_REPORT, 2023, date(2024, 2, 27)),
    (Step.RESULT_REPORT, 2024, date(2025, 2, 26)), (Step.RESULT_REPORT, 2025, date(2026, 2, 25)),
)  # fmt: skip


def _steps(deed: Deed) -> None:
    """What was done of the calendars by the day the demo is loaded, one a little late, and two chapters of the sixth."""
    for step, year, done_on in PAST_STEPS:
        planning.note_step(deed, term_number=5, said=StepIn(step=step, year=year, done_on=done_on))
    for step, done_on in ((Step.SURVEY, date(2025, 9, 19)), (Step.INDICATORS, date(2026, 6, 26))):
        if done_on <= deed.day:
            planning.note_step(deed, term_number=6, said=StepIn(step=step, done_on=done_on))
    for chapter, place in ((Chapter.NEEDS, "제1장"), (Chapter.BLIND_SPOTS, "제5장")):
        planning.note_chapter(deed, term_number=6, chapter=chapter, written=True, place=place)
