"""Sentences about opinions, decisions, tasks, askings and proposals."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "opinion-not-found": (404, _("이 의견을 찾을 수 없습니다.")),
    "opinion-not-yours": (403, _("이 회의의 의견은 사무국이나 그 협의체의 위원이 적습니다.")),
    "opinion-is-empty": (422, _("의견이 비어 있습니다. 한 줄이라도 적어 주세요.")),
    "opinion-too-long": (422, _("의견은 {most}자까지 적을 수 있습니다. 지금 {length}자입니다.")),
    "opinion-changed-meanwhile": (409, _("이 의견은 그사이 바뀌었습니다. 새 글을 읽고 다시 고쳐 주세요.")),
    "opinion-change-needs-a-reason": (
        422,
        _("까닭을 적어 주세요. 의견을 거두거나 결재가 끝난 회의록의 의견을 고칠 때 필요합니다."),
    ),
    "opinion-source-unknown": (422, _("이 출처는 목록에 없습니다. 출처를 골라 주세요.")),
    "opinion-source-not-in-use": (422, _("‘{source}’은(는) 지금 쓰지 않는 출처입니다.")),
    "subject-needs-a-name": (422, _("무엇에 대한 것인지 이름을 적어 주세요.")),
    "handoff-not-found": (404, _("이 전달 기록을 찾을 수 없습니다.")),
    "handoff-to-itself": (422, _("보낸 곳과 받은 곳이 같습니다. 다른 협의체를 골라 주세요.")),
    "handoff-dates-do-not-add-up": (422, _("날짜가 맞지 않습니다. 전달한 날보다 앞설 수 없습니다.")),
    "handoff-is-empty": (422, _("무엇을 전달했는지 제목을 적어 주세요.")),
    "decision-not-found": (404, _("이 결정을 찾을 수 없습니다.")),
    "decision-already-there": (409, _("이 회의에 ‘{project}’의 결정이 이미 있습니다. 그 결정을 고쳐 주세요.")),
    "decision-changed-meanwhile": (
        409,
        _("이 결정은 그사이 다른 분이 고쳤습니다. 지금 내용을 확인하고 다시 저장해 주세요."),
    ),
    "decision-is-approved": (
        409,
        _("결재가 끝난 회의록의 결정은 고치지 않습니다. ‘바로잡는 결정’을 까닭과 함께 더해 주세요."),
    ),
    "decision-goes-round": (
        409,
        _("회의록이 결재를 받는 중입니다. 고치려면 먼저 회의록을 초안으로 되돌려 주세요."),
    ),
    "decision-not-approved-yet": (409, _("아직 결재 전인 결정입니다. 바로 고치면 됩니다.")),
    "decision-already-amended": (409, _("이미 바로잡은 결정이 있습니다. 그 결정에서 다시 바로잡아 주세요.")),
    "amendment-needs-a-reason": (422, _("왜 바로잡는지 까닭을 적어 주세요.")),
    "decision-kind-unknown": (422, _("이 결정 종류는 목록에 없습니다.")),
    "decision-kind-not-in-use": (422, _("‘{kind}’은(는) 이 사업에 지금 쓸 수 없는 결정 종류입니다.")),
    "decision-has-two-labels": (
        409,
        _("{project}: 한 곳은 ‘{one}’, 다른 곳은 ‘{other}’입니다. 결정 화면에서 어느 것이 맞는지 정해 주세요."),
    ),
    "decision-has-one-label": (409, _("서로 다른 이름표가 없습니다. 다른 분이 먼저 정했을 수 있습니다.")),
    "decision-label-is-empty": (422, _("맞는 이름표를 골라 주세요.")),
    "decision-has-no-kind": (409, _("{project}: 결정 종류가 정해지지 않았습니다. 목록에서 골라 주세요.")),
    "decision-needs-draft-indicators": (
        409,
        _("{project}: 지표 보완으로 정했지만 보완할 지표가 없습니다. 지표 이름과 담당, 기한을 적어 주세요."),
    ),
    "draft-indicator-needs-owner-and-date": (409, _("{project}: 지표 ‘{indicator}’에 담당이나 기한이 없습니다.")),
    "decision-change-is-missing": (
        409,
        _("{project}: 명칭 변경으로 정했지만 새 이름이 없습니다. 새 이름을 적어 주세요."),
    ),
    "change-needs-a-target": (422, _("무엇으로 바꾸는지 적어 주세요. 새 이름, 옮겨 갈 사업, 지표 이름 같은 것입니다.")),
    "changes-contradict": (
        422,
        _("서로 맞지 않는 변경이 있습니다. 새 이름은 하나, 종결·통합·전환은 하나만 고를 수 있습니다."),
    ),
    "too-many-changes": (422, _("한 결정에 변경은 {most}개까지 적을 수 있습니다.")),
    "change-already-applied": (409, _("이 변경은 이미 계획에 반영되었습니다.")),
    "list-row-needs-a-label": (422, _("이름을 적어 주세요.")),
    "list-row-ends-before-it-begins": (422, _("끝나는 날이 시작하는 날보다 앞섭니다.")),
    "list-row-already-there": (409, _("‘{label}’은(는) 지금 쓰는 목록에 이미 있습니다.")),
    "list-row-not-found": (404, _("목록에서 찾을 수 없습니다.")),
    "action-not-found": (404, _("이 할 일을 찾을 수 없습니다.")),
    "action-not-yours": (403, _("이 할 일은 맡은 분이나 사무국이 끝냅니다.")),
    "action-is-empty": (422, _("무엇을 할지 적어 주세요.")),
    "action-too-long": (422, _("할 일은 {most}자까지 적을 수 있습니다.")),
    "action-needs-a-note": (422, _("무엇을 했는지 한 줄로 적어 주세요.")),
    "action-needs-a-reason": (422, _("까닭을 한 줄로 적어 주세요.")),
    "action-due-before-it-was-raised": (422, _("기한이 할 일을 정한 날보다 앞섭니다.")),
    "action-changed-meanwhile": (409, _("이 할 일은 그사이 다른 분이 고쳤습니다. 지금 내용을 확인해 주세요.")),
    "asking-not-found": (404, _("이 요청을 찾을 수 없습니다.")),
    "asking-is-over": (409, _("이미 답했거나 기한이 지났거나 닫은 요청입니다.")),
    "asking-needs-somebody": (422, _("누구에게 물을지 위원을 고르거나, 기관과 전자우편을 적어 주세요.")),
    "asking-needs-items": (422, _("무엇에 대한 의견을 물을지 하나 이상 골라 주세요.")),
    "seat-cannot-be-reached": (409, _("{organisation} 위원의 전자우편이나 계정이 없어 링크를 보낼 수 없습니다.")),
    "link-deadline-passed": (422, _("기한이 이미 지난 날입니다.")),
    "link-deadline-too-far": (422, _("링크의 기한은 {most}일 안으로 정해 주세요.")),
    "proposal-not-found": (404, _("이 제안을 찾을 수 없습니다.")),
    "proposal-not-yours": (403, _("사업 제안은 위원이나 담당자가 하거나, 사무국이 보낸 링크로 합니다.")),
    "proposal-field-missing": (422, _("사업 이름, 대상, 문제, 방법, 필요한 까닭은 꼭 적어 주세요.")),
    "proposal-field-too-long": (422, _("한 칸에 {most}자까지 적을 수 있습니다.")),
    "proposal-already-answered": (409, _("이 제안은 이미 처리했습니다.")),
    "proposal-answer-is-empty": (422, _("제안한 분에게 알릴 까닭을 적어 주세요.")),
}

SUBJECTS: dict[str, str | Promise] = {
    "project": _("세부사업"),
    "candidate": _("신규 후보"),
    "issue": _("핵심 이슈"),
    "plan": _("계획 전체"),
}

COARSE: dict[str, str | Promise] = {
    "close_and_convert": _("종결·전환"),
    "hold": _("보류"),
    "further_review": _("더 검토"),
    "continue_with_better_indicators": _("지표 보완하여 지속"),
    "continue": _("지속"),
    "": _("아직 정하지 않음"),
}

MODIFIERS: dict[str, str | Promise] = {
    "rename": _("명칭 변경"),
    "redesign": _("재설계"),
    "indicators": _("지표 보완"),
    "overlap": _("중복 확인"),
    "placement": _("배치 확인"),
}

CHANGES: dict[str, str | Promise] = {
    "rename": _("이름 바꾸기"),
    "convert": _("다른 사업으로 전환"),
    "merge": _("다른 사업과 통합"),
    "close": _("종결"),
    "add_indicator": _("지표 더하기"),
    "check_overlap": _("중복 확인"),
    "check_placement": _("배치 확인"),
}

ACTION_STATES: dict[str, str | Promise] = {
    "open": _("할 일"),
    "done": _("했음"),
    "dropped": _("하지 않기로 함"),
}

LACKS: dict[str, str | Promise] = {
    "owner": _("담당 없음"),
    "date": _("기한 없음"),
}

ASKED: dict[str, str | Promise] = {
    "opinion": _("의견 요청"),
    "proposal": _("사업 제안 요청"),
}

ASKED_STATES: dict[str, str | Promise] = {
    "waiting": _("기다림"),
    "answered": _("답함"),
    "over": _("기한 지남"),
    "closed": _("닫음"),
}

PROPOSAL_STATES: dict[str, str | Promise] = {
    "received": _("접수"),
    "taken_up": _("후보로 등록"),
    "declined": _("반영하지 않음"),
}

PROPOSAL_FIELDS: dict[str, str | Promise] = {
    "name": _("사업 이름"),
    "target": _("누구를 위한 사업인가요?"),
    "problem": _("지금 무엇이 문제인가요?"),
    "means": _("무엇을 어떻게 하나요?"),
    "necessity": _("왜 필요한가요?"),
    "sustainability": _("4년 동안 이어 갈 수 있나요?"),
    "collectable": _("담당 부서가 실적을 모을 수 있나요?"),
    "measurable": _("무엇으로 성과를 잴 수 있나요?"),
    "partnership": _("민간과 공공이 어떻게 함께하나요?"),
    "similar": _("비슷한 사업을 알고 계신가요?"),
    "collector": _("누가 실적을 모으나요?"),
}
