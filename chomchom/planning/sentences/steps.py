"""The Korean of the statutory steps and of the chapters of a plan."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "done-in-the-future": (422, _("마친 날은 오늘보다 뒤일 수 없습니다.")),
    "step-of-another-year": (422, _("그 절차는 이 계획의 그 해에 없습니다.")),
    "plan-step-not-found": (404, _("찾으시는 절차가 없습니다.")),
    "announced-too-short": (
        422,
        _("계획안을 심의하기 전에 {least}일 이상 공고해야 합니다. 적은 날짜로는 {days}일입니다."),
    ),
    "chapter-needs-its-place": (422, _("다 썼다면 계획의 어디에 있는지 적어 주세요 (예: 제3장, 41쪽).")),
    "chapter-not-asked": (422, _("법이 정한 내용에 없는 항목입니다.")),
}

EVENTS: dict[str, str | Promise] = {
    "planning:step:noted": _("법정 절차의 결과를 적음"),
    "planning:chapter:noted": _("계획에 담을 내용을 점검함"),
}

STEPS: dict[str, str | Promise] = {
    "survey": _("지역사회보장조사"),
    "indicators": _("지역사회보장지표 확정"),
    "announce": _("계획안 공고 시작 (20일 이상)"),
    "deliberate": _("대표협의체 심의"),
    "report_assembly": _("시의회 보고"),
    "submit": _("경기도에 제출"),
    "yearly_plan": _("연차별 시행계획 제출"),
    "result_report": _("시행결과 제출"),
}

STANDINGS: dict[str, str | Promise] = {
    "done": _("마침"),
    "done_late": _("늦게 마침"),
    "late": _("늦음"),
    "soon": _("곧"),
    "ahead": _("남음"),
}

CHAPTERS: dict[str, str | Promise] = {
    "needs": _("수요의 측정·전망, 목표와 추진전략"),
    "indicators": _("지역사회보장지표의 설정과 목표"),
    "strategies": _("분야별 추진전략, 중점 추진사업, 연계협력"),
    "delivery": _("전달체계의 조직과 운영"),
    "blind_spots": _("사각지대 발굴과 지원"),
    "finance": _("재원의 규모와 조달"),
    "statistics": _("통계의 수집과 관리"),
    "fraud": _("부정수급 대책"),
    "other": _("그 밖에 필요한 사항"),
}


def of_year(label: str, year: int) -> str:
    """A step of one year: 2027년 연차별 시행계획 제출."""
    return gettext("%(year)d년 %(step)s") % {"year": year, "step": label}
