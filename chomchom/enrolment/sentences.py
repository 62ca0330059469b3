"""The Korean sentences of enrolment."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chomchom.enrolment.rules import DropOutReason, EnrolmentState, NextStep

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "enrolment-needs-consent": (422, _("참여 동의가 없거나 끝났습니다. 동의를 먼저 받아 주세요.")),
    "already-enrolled": (409, _("이미 이 사업에 참여하고 있습니다.")),
    "enrolment-ends-before-it-begins": (422, _("끝나는 날이 시작하는 날보다 빠릅니다.")),
    "enrolment-not-found": (404, _("찾는 참여 기록이 없습니다.")),
    "may-not-enrol": (403, _("이 사람을 참여시킬 권한이 없습니다.")),
    "leaving-needs-reason": (422, _("그만두는 까닭을 골라 주세요.")),
    "leaving-needs-next-step": (422, _("다음에 무엇으로 이어 갈지 골라 주세요.")),
    "no-next-step-needs-a-name": (422, _("이어 갈 것이 없다면, 그렇게 정한 사람을 적어 주세요.")),
}

STATES: dict[EnrolmentState, str | Promise] = {
    EnrolmentState.ACTIVE: _("참여 중"),
    EnrolmentState.PAUSED: _("잠시 멈춤"),
    EnrolmentState.LEAVING: _("그만둠 알림, 다음 조치 정해야 함"),
    EnrolmentState.LEFT: _("그만둠"),
}

DROP_OUT: dict[DropOutReason, str | Promise] = {
    DropOutReason.REFUSED: _("거부"),
    DropOutReason.CALL_FATIGUE: _("전화가 너무 잦음"),
    DropOutReason.DEVICE_LIMIT: _("기기 제한(아이폰 등)"),
    DropOutReason.CARRIER_LIMIT: _("알뜰폰"),
    DropOutReason.NO_METER: _("원격 검침 없음"),
    DropOutReason.MOVED: _("이사"),
    DropOutReason.ADMITTED: _("입원·시설 입소"),
    DropOutReason.DECEASED: _("사망"),
    DropOutReason.OTHER_SERVICE: _("다른 서비스 이용"),
    DropOutReason.LOST_CONTACT: _("연락 끊김"),
    DropOutReason.ELIGIBILITY: _("대상 아님"),
    DropOutReason.OTHER: _("그 밖"),
}

NEXT_STEPS: dict[NextStep, str | Promise] = {
    NextStep.OTHER_CHECK_IN: _("다른 안부확인"),
    NextStep.OTHER_DEVICE: _("다른 기기"),
    NextStep.HONORARY: _("명예사회복지공무원 주 1회 방문"),
    NextStep.AGENCY: _("민간기관 돌봄"),
    NextStep.CASE: _("통합사례관리"),
    NextStep.NONE: _("없음(정한 사람을 적음)"),
}
