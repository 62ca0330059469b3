"""The Korean of papers that is asked for by code: why a figure is absent, what lacks, what changed."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chomchom.kernel.codes import as_shown
from chomchom.planning.sentences.budget import SOURCES
from chomchom.planning.sentences.lineage import VERSIONS
from chomchom.planning.sentences.steps import STANDINGS

__all__ = ["EVENTS", "FORMS", "KINDS", "NOT_CHECKED", "NOT_PLACED", "NOT_WRITTEN", "REFUSALS", "SOURCES"]

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "paper-of-another-year": (404, _("이 계획의 문서는 {first}년부터 {last}년까지입니다.")),
    "paper-form-unknown": (404, _("그 형식으로는 만들 수 없습니다.")),
}
EVENTS: dict[str, str | Promise] = {}

KINDS: dict[str, str | Promise] = {
    "list": _("세부사업 목록"),
    "yearly-plan": _("연차별 시행계획"),
    "result-report": _("시행결과 보고서"),
}
FORMS: dict[str, str | Promise] = {"hwpx": _("한글(HWPX)"), "pdf": _("PDF"), "xlsx": _("엑셀")}
GAPS: dict[str, str | Promise] = {
    "empty-strategy": _("사업이 없는 추진전략"),
    "no-indicator": _("지표가 없는 사업"),
    "no-collector": _("수집 담당이 없는 지표"),
}
NOT_WRITTEN = _("아직")
NOT_PLACED = _("아직 놓이지 않은 사업")
NOT_NOTED = _("적힌 기록 없음")
NOT_CHECKED = _("확인된 결과가 아직 없습니다")


def outcome(done_on: date | None, standing: str) -> str:
    """How a step of the law went; of a past one nobody noted the paper says just that."""
    if done_on is not None:
        return f"{done_on.isoformat()} {STANDINGS[standing]}"
    return str(NOT_NOTED if standing == "late" else STANDINGS[standing])


def gap(code: str, names: tuple[str, ...]) -> str:
    """One gap with the names it concerns."""
    return f"{GAPS[code]} {len(names)}: {', '.join(names)}"


def former(number: int, code: str, name: str) -> str:
    """A project of an earlier plan: 5기 Ⅰ-4-1 온동네 살핌."""
    project = f"{as_shown(code)} {name}".strip()
    return gettext("%(n)d기 %(project)s") % {"n": number, "project": project}


def change(number: int, kind: str, decided_on: date, reason: str) -> str:
    """One version of the plan: 2판 변경 (2025-03-02): 명칭 변경."""
    facts = {"n": number, "kind": VERSIONS[kind], "day": decided_on.isoformat(), "reason": reason}
    return gettext("%(n)d판 %(kind)s (%(day)s): %(reason)s") % facts


def small(least: int) -> str:
    """In place of a number of people so small that somebody could be known."""
    return gettext("가림 (%(n)d 미만)") % {"n": least}
