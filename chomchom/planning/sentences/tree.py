"""The Korean of the tree: refusals, events, and the words for where a project stands."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "project-not-found": (404, _("찾으시는 세부사업이 없습니다.")),
    "term-not-found": (404, _("찾으시는 계획이 없습니다.")),
    "strategy-not-found": (404, _("찾으시는 추진전략이 없습니다.")),
    "may-not-change-plan": (403, _("계획은 시 복지 담당과 협의체 사무국만 고칠 수 있습니다.")),
    "term-already-there": (409, _("제{number}기 계획이 이미 있습니다.")),
    "term-years-strange": (422, _("계획의 첫해가 맞지 않습니다. 네 자리 연도로 적어 주세요.")),
    "strategy-of-another-plan": (422, _("고른 추진전략이 이 계획의 것이 아닙니다.")),
    "priority-of-another-strategy": (422, _("고른 중점추진사업이 그 추진전략 아래에 있지 않습니다.")),
    "task-needs-a-project": (422, _("과업은 같은 계획의 세부사업 아래에만 둘 수 있습니다.")),
    "task-moves-with-its-project": (409, _("과업은 세부사업을 따라 움직입니다. 세부사업을 옮겨 주세요.")),
    "code-unreadable": (422, _("'{printed}'은(는) 사업 코드로 읽을 수 없습니다. Ⅰ-4-10처럼 적어 주세요.")),
    "code-of-another-strategy": (422, _("코드 {printed}의 첫 번호가 고른 추진전략의 번호와 다릅니다.")),
    "code-of-another-priority": (422, _("코드 {printed}의 둘째 번호가 고른 중점추진사업의 번호와 다릅니다.")),
    "code-taken": (409, _("코드 {printed}은(는) 이 계획의 다른 사업이 쓰고 있습니다.")),
    "project-needs-a-name": (422, _("사업 이름을 {most}자 안으로 적어 주세요.")),
    "plan-change-needs-a-reason": (422, _("바꾸는 까닭을 적어 주세요.")),
    "part-needs-its-project": (422, _("'연계'로 두려면 어느 세부사업의 일부인지 골라 주세요.")),
    "other-area-needs-its-name": (422, _("'타 영역'으로 두려면 어느 영역인지 적어 주세요.")),
    "score-counts-only-the-city": (422, _("다른 기관이 운영하는 사업은 시 점수에 넣을 수 없습니다.")),
    "approved-only-in-a-running-plan": (
        422,
        _("아직 시작하지 않은 계획의 사업은 여기서 확정해야 합니다. '이미 승인됨'을 빼고 올려 주세요."),
    ),
    "project-changed-meanwhile": (
        409,
        _("그 사이 다른 사람이 이 사업을 고쳤습니다. 화면을 새로 열어 바뀐 것을 보고 다시 해 주세요."),
    ),
    "project-is-closed": (409, _("끝난 사업은 고칠 수 없습니다.")),
    "confirmed-project-stays": (409, _("확정된 사업은 옮길 수 없습니다. 먼저 확정을 물려 주세요.")),
    "candidate-not-adopted": (409, _("채택된 후보만 사업으로 올릴 수 있습니다.")),
    "candidate-already-placed": (409, _("이 후보는 이미 계획에 올라 있습니다.")),
    "confirm-needs-a-code": (409, _("사업 코드가 없어 확정할 수 없습니다. 코드를 먼저 정해 주세요.")),
    "confirm-needs-a-department": (409, _("담당 부서가 없어 확정할 수 없습니다.")),
    "confirm-needs-an-indicator": (409, _("성과지표가 없어 확정할 수 없습니다. 지표를 먼저 만들어 주세요.")),
    "confirm-needs-definitions": (
        409,
        _("아직 정의되지 않은 지표가 있어 확정할 수 없습니다: {indicators}"),
    ),
    "confirm-needs-sources": (409, _("자료 출처가 정해지지 않은 지표가 있어 확정할 수 없습니다: {indicators}")),
    "confirm-needs-collectors": (409, _("수집 담당이 정해지지 않은 지표가 있어 확정할 수 없습니다: {indicators}")),
}

EVENTS: dict[str, str | Promise] = {
    "planning:term:entered": _("계획을 만듦"),
    "planning:strategy:entered": _("추진전략·중점추진사업을 적음"),
    "planning:project:entered": _("세부사업을 계획에 올림"),
    "planning:project:changed": _("세부사업의 내용을 고침"),
    "planning:project:placed": _("세부사업을 옮김"),
    "planning:candidate:placed": _("후보의 자리를 옮김"),
    "planning:project:state-changed": _("세부사업의 상태를 바꿈"),
}

KINDS: dict[str, str | Promise] = {"project": _("세부사업"), "task": _("과업")}

PLACEMENTS: dict[str, str | Promise] = {
    "own": _("독립 사업"),
    "part_of": _("다른 사업의 일부(연계)"),
    "other_area": _("다른 영역의 사업(타 영역)"),
}

RUNNERS: dict[str, str | Promise] = {"city": _("안산시"), "province": _("경기도"), "other": _("다른 기관")}

STATES: dict[str, str | Promise] = {"draft": _("검토 중"), "confirmed": _("확정"), "closed": _("종결")}

MISSING: dict[str, str | Promise] = {
    "strategy": _("전략 없음"),
    "code": _("코드 없음"),
    "department": _("부서 없음"),
    "owner": _("담당 없음"),
    "indicator": _("지표 없음"),
    "definition": _("지표 정의 없음"),
    "source": _("자료 출처 없음"),
    "collector": _("수집 담당 없음"),
    "overlap": _("중복 확인"),
}
