"""The Korean of review rounds and candidates: refusals, states, moves and events."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "review-round-not-found": (404, _("찾으시는 검토 회차가 없습니다.")),
    "review-card-not-found": (404, _("찾으시는 검토 카드가 없습니다.")),
    "may-not-open-round": (403, _("검토 회차는 시 복지 담당과 협의체 사무국이 엽니다.")),
    "may-not-fill-card": (403, _("검토 카드는 시 담당자와 협의체 사무국이 적습니다. 위원은 볼 수 있습니다.")),
    "may-not-judge-card": (403, _("검토와 최종 결정은 시 복지 담당과 협의체 사무국이 합니다.")),
    "review-round-needs-name": (422, _("검토 회차의 이름을 적어 주세요.")),
    "review-round-needs-rows": (422, _("검토 카드에 넣을 항목을 하나 이상 골라 주세요.")),
    "review-round-name-taken": (409, _("이 계획의 같은 해에 '{name}' 회차가 이미 있습니다.")),
    "review-round-needs-projects": (409, _("이 계획에는 검토할 세부사업이 없습니다. 먼저 세부사업을 올려 주세요.")),
    "review-round-closed": (409, _("이미 닫은 검토 회차입니다. 내용은 볼 수 있지만 고칠 수 없습니다.")),
    "review-due-in-the-past": (422, _("기한은 오늘이거나 오늘보다 뒤여야 합니다.")),
    "card-not-in-writing": (409, _("지금은 작성 단계가 아니라 고칠 수 없습니다. 고치려면 먼저 보완을 요청해 주세요.")),
    "card-row-unknown": (404, _("이 카드에 그런 항목이 없습니다.")),
    "card-row-both": (422, _("내용을 적거나 '적을 것이 없는 까닭'을 적어 주세요. 둘 다 적을 수는 없습니다.")),
    "card-row-empty": (422, _("내용을 적거나, 적을 것이 없으면 그 까닭을 적어 주세요.")),
    "card-row-changed": (
        409,
        _("화면을 여신 뒤에 다른 분이 '{row}' 항목을 고쳤습니다. 새 내용을 보고 다시 적어 주세요."),
    ),
    "card-changed": (409, _("화면을 여신 뒤에 이 카드의 상태가 바뀌었습니다. 지금 상태를 보고 다시 눌러 주세요.")),
    "card-rows-missing": (
        422,
        _("아직 비어 있는 항목이 있습니다: {rows}. 채우거나 적을 것이 없는 까닭을 적어 주세요."),
    ),
    "card-move-needs-reason": (422, _("무엇을 왜 보완해야 하는지 적어 주세요.")),
    "card-own-submission": (403, _("내가 제출한 카드는 다른 분이 검토하고 마칩니다.")),
    "card-assignee-unknown": (422, _("맡길 수 있는 분이 아닙니다. 목록에서 골라 주세요.")),
    "card-quote-not-found": (422, _("옮겨 둘 의견을 하나 이상 골라 주세요.")),
    "card-quote-twice": (409, _("이 항목에 이미 가져온 의견입니다.")),
    "candidate-not-found": (404, _("찾으시는 사업 후보가 없습니다.")),
    "may-not-propose": (
        403,
        _("후보 제안은 시 담당자와 협의체에서 합니다. 밖에서는 사무국이 보낸 링크로 제안해 주세요."),
    ),
    "may-not-judge-candidate": (403, _("후보의 기준 검토와 결정은 시 복지 담당과 협의체 사무국이 합니다.")),
    "candidate-needs-name": (422, _("후보의 이름을 적어 주세요.")),
    "candidate-needs-purpose": (422, _("무엇을 위한 사업인지 적어 주세요.")),
    "candidate-proposed-already": (409, _("이 제안은 이미 후보로 올라 있습니다.")),
    "candidate-strategy-unknown": (422, _("고른 추진전략이 이 계획에 없습니다.")),
    "candidate-changed": (409, _("화면을 여신 뒤에 다른 분이 이 후보를 고쳤습니다. 새 내용을 보고 다시 해 주세요.")),
    "candidate-move-needs-reason": (422, _("왜 그렇게 하는지 까닭을 적어 주세요.")),
    "candidate-needs-decision": (422, _("어느 회의나 문서에서 결정했는지 적어 주세요.")),
    "candidate-criteria-open": (
        422,
        _("아직 판단하지 않은 기준이 있습니다: {criteria}. 채택하려면 먼저 판단해 주세요."),
    ),
    "candidate-needs-placement": (422, _("고유 사업인지, 다른 사업에 이어 붙이는지, 다른 영역의 일인지 골라 주세요.")),
    "candidate-needs-host": (422, _("어느 세부사업에 이어 붙이는지 골라 주세요.")),
    "candidate-needs-area": (422, _("어느 영역의 일인지 적어 주세요.")),
    "candidate-own-has-host": (422, _("고유 사업이면 이어 붙일 사업이나 다른 영역을 적지 않습니다.")),
    "candidate-already-in-plan": (409, _("이미 계획에 세부사업으로 들어간 후보입니다. 계획에서 먼저 정리해 주세요.")),
    "criterion-unknown": (404, _("오늘 쓰는 기준 목록에 없는 기준입니다.")),
    "criterion-needs-words": (422, _("'일부'나 '아님'이면 왜 그런지 적어 주세요.")),
    "criterion-needs-question": (422, _("아직 판단할 수 없으면 무엇을 더 알아야 하는지 적어 주세요.")),
    "criterion-code-wrong": (422, _("기준의 코드는 영어 소문자와 숫자, 밑줄로 두 글자 이상 적어 주세요.")),
    "criterion-days-wrong": (422, _("끝나는 날은 시작하는 날보다 앞설 수 없습니다.")),
    "criterion-ends-in-the-past": (422, _("이미 지난 날로는 끝낼 수 없습니다. 오늘이나 앞으로 올 날을 골라 주세요.")),
    "criterion-already-there": (409, _("같은 코드의 기준이 그 기간에 이미 있습니다. 먼저 앞의 기준을 끝내 주세요.")),
    "theme-unknown": (404, _("오늘 쓰는 주제 목록에 없는 주제입니다.")),
    "may-not-edit-lists": (403, _("기준, 주제, 낱말 목록은 시 복지 담당과 협의체 사무국이 고칩니다.")),
}

ROUND_STATES: dict[str, str | Promise] = {
    "open": _("진행 중"),
    "closed": _("닫음"),
}

CARD_STATES: dict[str, str | Promise] = {
    "writing": _("작성"),
    "submitted": _("제출"),
    "reviewed": _("검토"),
    "final": _("최종"),
}

CARD_MOVES: dict[str, str | Promise] = {
    "submit": _("제출하기"),
    "ask_to_fix": _("작성자에게 보완 요청"),
    "review": _("검토함으로 표시"),
    "ask_again": _("검토자에게 보완 요청"),
    "finish": _("최종으로 마치기"),
    "reopen": _("다시 열기"),
}

CARD_DONE: dict[str, str | Promise] = {
    "submit": _("제출했습니다."),
    "ask_to_fix": _("작성자에게 보완을 요청했습니다."),
    "review": _("검토를 마쳤다고 적었습니다."),
    "ask_again": _("검토자에게 다시 보아 달라고 요청했습니다."),
    "finish": _("최종으로 마쳤습니다."),
    "reopen": _("카드를 다시 열었습니다."),
}

CARD_NEXT: dict[str, str | Promise] = {
    "writing": _("맡은 분이 빈 항목을 채우고 제출합니다."),
    "submitted": _("제출하지 않은 다른 분이 검토합니다."),
    "reviewed": _("이견이 없으면 최종으로 마칩니다."),
    "final": _("이 카드의 검토가 끝났습니다."),
}

ROW_STATES: dict[str, str | Promise] = {
    "filled": _("적음"),
    "excused": _("적을 것 없음"),
    "missing": _("비어 있음"),
    "late": _("기한 지남"),
}

CANDIDATE_STATES: dict[str, str | Promise] = {
    "proposed": _("제안"),
    "reviewing": _("검토"),
    "more_review": _("추가 검토"),
    "later_review": _("후속 검토"),
    "adopted": _("채택"),
    "merged": _("편입"),
    "excluded": _("제외"),
}

CANDIDATE_MOVES: dict[str, str | Promise] = {
    "take_up": _("검토 시작"),
    "ask_more": _("추가 검토로"),
    "look_later": _("후속 검토로"),
    "take_up_again": _("다시 검토"),
    "adopt": _("채택"),
    "merge": _("다른 사업에 편입"),
    "exclude": _("제외"),
    "reopen": _("결정 되돌리기"),
}

CANDIDATE_MOVE_HINTS: dict[str, str | Promise] = {
    "ask_more": _("무엇을 더 알아야 판단할 수 있는지 적습니다."),
    "look_later": _("다음 회의나 다음 단계에서 다시 봅니다."),
    "adopt": _("기준을 모두 판단하고 놓일 자리를 정한 뒤에 할 수 있습니다."),
    "merge": _("받아 줄 세부사업을 고릅니다."),
}

PROPOSERS: dict[str, str | Promise] = {
    "department": _("담당 부서"),
    "member": _("협의체 위원"),
    "agency": _("민간기관"),
    "citizen": _("시민"),
    "task_force": _("TF"),
}

PLACEMENTS: dict[str, str | Promise] = {
    "own": _("고유 사업"),
    "part_of": _("다른 사업에 이어 붙임"),
    "other_area": _("다른 영역의 일"),
}

JUDGEMENTS: dict[str, str | Promise] = {
    "open": _("아직 모름"),
    "met": _("맞음"),
    "partly": _("일부"),
    "not_met": _("아님"),
}

CRITERIA_LISTS: dict[str, str | Promise] = {
    "entry": _("계획에 들이는 기준"),
    "review": _("검토할 때 보는 점"),
}

THEME_KINDS: dict[str, str | Promise] = {
    "theme": _("주제"),
    "issue": _("핵심 이슈"),
}

EVENTS: dict[str, str | Promise] = {
    "planning:review-round:opened": _("검토 회차를 엶"),
    "planning:review-round:closed": _("검토 회차를 닫음"),
    "planning:review-card:written": _("검토 카드의 항목을 적음"),
    "planning:review-card:moved": _("검토 카드의 상태를 바꿈"),
    "planning:review-card:quoted": _("검토 카드에 회의 의견을 가져옴"),
    "planning:candidate:proposed": _("사업 후보를 제안함"),
    "planning:candidate:judged": _("사업 후보의 기준을 판단함"),
    "planning:candidate:moved": _("사업 후보의 상태를 바꿈"),
}
