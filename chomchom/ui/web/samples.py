"""Invented things for the gallery: every component in every state it can be in."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chomchom.kernel.verdicts import Verdict
from chomchom.ui import cartogram, times
from chomchom.ui.components.charts import Chart, Series
from chomchom.ui.components.forms import Choice
from chomchom.ui.components.maps import DongValue
from chomchom.ui.components.tables import TimelineEntry
from chomchom.ui.evidence import Absent, Band, EvidencePanel, Gap, Hour, Mark, Silence

NOW = datetime(2026, 7, 8, 9, 22, tzinfo=times.SEOUL)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SampleItem:
    """One row of the sample work list."""

    grade: str
    who: str
    about: str
    why: str
    trail: str
    due: datetime
    precision: times.Precision


# Korean data: invented residents
ITEMS = (
    SampleItem(
        "severe",
        "박○순",
        "82세 · 혼자 사심 · 일동 느티빌라",
        "전기 26시간 변화 없음 (이 댁에선 1년에 한 번 있는 일) · AI 전화 3회 무응답",
        "어제 20:10부터 · 한 일: 관제 전화 08:31 무응답",
        NOW + 18 * MINUTE,
        "minutes",
    ),
    SampleItem(
        "unknown",
        "이름 모름",
        "일동 세솔연립 3동 · 주소만 있는 신고",
        "통장 김○수: 우편물이 쌓여 있음 · 사진 1",
        "오늘 08:05부터 · 아직 한 일 없음",
        NOW + 5 * HOUR,
        "part",
    ),
    SampleItem(
        "caution",
        "최○호",
        "67세 · 배우자와 사심 · 일동 한빛아파트",
        "수도 14시간 변화 없음 (평소 아침 6시에 쓰심) · AI 전화 1회 무응답",
        "오늘 07:40부터 · 한 일: 문자 08:50",
        NOW - 3 * DAY,
        "clock",
    ),
    SampleItem(
        "watch",
        "정○애",
        "74세 · 혼자 사심 · 일동",
        "전화 앱 사용이 지난주의 절반",
        "이틀 전부터",
        NOW + 25 * HOUR,
        "part",
    ),
)

# Korean data: outcomes of a site check
OUTCOMES = (
    Choice("well", "잘 계심", sign="well"),
    Choice("needs_help", "도움이 필요함", sign="help"),
    Choice("nobody", "안 계심", sign="nobody"),
    Choice("moved", "이사", sign="moved"),
    Choice("hospital", "입원", sign="hospital"),
    Choice("unsafe", "위험해서 못 감", hint="개, 다툼, 어두움", sign="unsafe"),
    Choice("called_119", "119 불렀음", hint="먼저 누르고 나중에 적으세요", sign="ambulance", tone="danger"),
)


def _electricity(at: datetime) -> tuple[float, float, float]:
    hour = at.astimezone(times.SEOUL).hour
    usual = 0.12 + 0.25 * math.exp(-(((hour - 8) / 2.2) ** 2)) + 0.4 * math.exp(-(((hour - 19) / 2.8) ** 2))
    wobble = 0.5 + ((at.day * 7 + hour * 13) % 10) / 10
    return usual * 0.55, usual * 1.5, usual * wobble


def _water(at: datetime) -> tuple[float, float, float]:
    hour = at.astimezone(times.SEOUL).hour
    usual = 2 + 18 * math.exp(-(((hour - 6) / 1.2) ** 2)) + 14 * math.exp(-(((hour - 18) / 1.8) ** 2))
    wobble = ((at.day * 11 + hour * 5) % 12) / 9
    return usual * 0.2, usual * 1.7, usual * wobble


def evidence() -> EvidencePanel:
    """Fourteen days of one invented home: electricity that stopped, water with a broken feed."""
    since, silent = NOW - 14 * DAY, NOW - 26 * HOUR
    gap = Gap(NOW - 8 * DAY, NOW - 6 * DAY - 5 * HOUR, "자료 없음 (고장 신고됨)")  # Korean data: sample
    hours = [since.replace(minute=0) + n * HOUR for n in range(14 * 24 + 9)]
    electricity, water = [], []
    for at in hours:
        low, high, value = _electricity(at)
        electricity.append(Hour(at, 0.06 if at >= silent else value, low, high))
        low, high, value = _water(at)
        lost = gap.since <= at < gap.until
        water.append(Hour(at, None if lost else 0.0 if at >= NOW - 27 * HOUR else value, low, high))
    # Korean data: sample words of an invented home
    return EvidencePanel(
        since=since,
        until=NOW,
        summary="어제 07:22부터 전기와 수도가 함께 멈췄습니다.",
        bands=(
            Band(
                "electricity",
                "전기",
                "kWh/시간",
                tuple(electricity),
                silence=Silence(silent, "26시간 변화 없음. 이 댁에선 1년에 한 번 있는 일입니다."),
            ),
            Band(
                "water",
                "수도",
                "L/시간",
                tuple(water),
                gaps=(gap,),
                silence=Silence(NOW - 27 * HOUR, "27시간 안 쓰심."),
            ),
        ),
        marks=(
            Mark(NOW - 3 * HOUR, "AI 전화 3회 무응답", "call"),
            Mark(NOW - 51 * MINUTE, "관제 전화 무응답", "call"),
            Mark(NOW - 5 * DAY - 2 * HOUR, "방문: 잘 계심", "visit"),
        ),
        absent=(Absent("휴대전화 앱", "아이폰이라 쓸 수 없음. 대신 매주 화요일 10시 전화."),),
    )


# Korean data: an invented story
STORY = (
    TimelineEntry(NOW - 51 * MINUTE, "관제 전화, 무응답", who="관제 담당 한○민", kind="call"),
    TimelineEntry(
        NOW - 13 * HOUR, "위험신호: 전기 변화 없음", body="전기 26시간 변화 없음", kind="signal", href="#timeline"
    ),
    TimelineEntry(NOW - 5 * DAY, "현장 확인: 잘 계심", body="문 앞에서 직접 만남", who="통장 김○수", kind="visit"),
    TimelineEntry(NOW - 5 * DAY - HOUR, "현장 확인 요청", who="동 복지담당 김하늘", kind="referral"),
    TimelineEntry(NOW - 30 * DAY, "사례 종결", body="사후관리 6개월", kind="end"),
)


def plot() -> Chart:
    """Signals and doors of eight invented weeks."""
    weeks = tuple(f"{5 + n // 4}/{1 + 7 * (n % 4)}" for n in range(8))
    # Korean data: names of sample series
    return Chart(
        title="주마다 들어온 위험신호와 현장 확인",
        summary="현장 확인까지 간 비율이 61%에서 82%로 올랐습니다.",
        unit="건",
        categories=weeks,
        series=(
            Series("위험신호", (41, 38, 44, 36, 39, 42, 37, 38), "bar"),
            Series("현장 확인", (25, 26, 30, 27, None, 33, 30, 31), "line"),
        ),
    )


def dong_values() -> tuple[DongValue, ...]:
    """A number for most dong, one masked, one without data."""
    found = []
    for n, tile in enumerate(cartogram.tiles()):
        value = None if n in (3, 20) else float((n * 37) % 61 + 5)
        found.append(DongValue(tile.code, value, href="#map" if value else "", masked=n == 3))
    return tuple(found)


def all_samples() -> dict[str, Any]:
    """Everything the gallery's template shows."""
    return {
        "now": NOW,
        "items": ITEMS,
        "outcomes": OUTCOMES,
        "evidence": evidence(),
        "story": STORY,
        "plot": plot(),
        "dongs": dong_values(),
        "no": Verdict(False, "wrong-state"),
        "yes": Verdict(True),
        "kinds": ("primary", "secondary", "tertiary", "danger", "text"),
        "sizes": ("xsmall", "small", "medium", "large", "xlarge"),
        "tones": ("gray", "primary", "danger", "warning", "success", "information", "point"),
        "alerts": ("info", "success", "warning", "danger"),
        "grades": ("severe", "caution", "unknown", "watch"),
        "moments": (NOW - 18 * MINUTE, NOW - 2 * HOUR, NOW - 13 * HOUR, NOW - 9 * DAY, NOW.replace(year=2025)),
        "dues": (NOW + 38 * MINUTE, NOW + 8 * HOUR, NOW + 25 * HOUR, NOW + 9 * DAY, NOW - 4 * HOUR, NOW - 3 * DAY),
        "grade_options": (("", "모든 등급"), ("severe", "심각"), ("caution", "주의")),  # Korean data: sample
        "dong_options": (("4127151000", "일동"), ("4127151500", "이동")),  # Korean data: sample
    }
