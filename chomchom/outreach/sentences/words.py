"""The words for states, doors, results and outcomes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chomchom.kernel.deeds import Sector
from chomchom.outreach.rules.reports import ReportStatus
from chomchom.outreach.rules.words import (
    AttemptResult,
    Channel,
    CheckResult,
    CheckState,
    Door,
    DropoutReason,
    EpisodeState,
    FinderKind,
    Grade,
    HowKnown,
    IncidentCause,
    NextStep,
    NotDone,
    Outcome,
    Seen,
    SharingBasis,
    VisitorKind,
)

GRADES: dict[Grade, str | Promise] = {
    Grade.WATCH: _("관심"),
    Grade.CAUTION: _("주의"),
    Grade.UNKNOWN: _("미확인"),
    Grade.SEVERE: _("심각"),
}
GRADE_TONES = {Grade.WATCH: "gray", Grade.CAUTION: "warning", Grade.UNKNOWN: "information", Grade.SEVERE: "danger"}

STATES: dict[EpisodeState, str | Promise] = {
    EpisodeState.OPEN: _("확인 필요"),
    EpisodeState.CONTACTING: _("연락하는 중"),
    EpisodeState.ANSWERED: _("답함, 확인 대기"),
    EpisodeState.CHECK_ASKED: _("현장 확인 요청함"),
    EpisodeState.CHECKING: _("현장으로 가는 중"),
    EpisodeState.SETTLED: _("확인 마침"),
    EpisodeState.REFERRED: _("의뢰함"),
    EpisodeState.CASE_OPENED: _("사례로 접수함"),
    EpisodeState.WATCHED: _("지켜보기"),
    EpisodeState.DROPPED_OUT: _("안부확인 그만둠"),
    EpisodeState.JOINED: _("다른 건과 합침"),
}

DOORS: dict[Door, str | Promise] = {
    Door.ALERT: _("안부확인 위험신호"),
    Door.PROVINCE: _("경기도 안부확인"),
    Door.REPORT: _("주민 신고"),
    Door.DISCOVERY: _("행복e음 발굴"),
    Door.WALK_IN: _("내방"),
    Door.PHONE: _("전화"),
    Door.AGENCY: _("민간기관"),
    Door.CRISIS_APP: _("복지위기 알림 앱"),
    Door.HOSPITAL: _("병원"),
    Door.SCHOOL: _("학교"),
    Door.POLICE: _("경찰"),
    Door.FIRE: _("소방"),
    Door.METER_READER: _("검침원"),
    Door.POST: _("집배원"),
    Door.COMPANION: _("동행 매니저"),
    Door.SELF: _("본인 신청"),
    Door.WATCH: _("지켜보기 기한"),
    Door.SITE_CHECK: _("늦게 온 현장 확인 답"),
}

FINDERS: dict[FinderKind, str | Promise] = {
    FinderKind.MACHINE: _("자동"),
    FinderKind.HONORARY: _("명예사회복지공무원"),
    FinderKind.TONGJANG: _("통장"),
    FinderKind.COUNCIL: _("동협의체 위원"),
    FinderKind.RESIDENT: _("주민"),
    FinderKind.AGENCY: _("민간기관"),
    FinderKind.OFFICER: _("공무원"),
    FinderKind.BODY: _("유관기관"),
    FinderKind.FAMILY: _("가족"),
    FinderKind.SELF: _("본인"),
}

SECTORS: dict[Sector, str | Promise] = {
    Sector.PUBLIC: _("공공"),
    Sector.PRIVATE: _("민간"),
    Sector.NEIGHBOUR: _("이웃"),
    Sector.CITIZEN: _("시민"),
    Sector.MACHINE: _("자동"),
}

SEEN: dict[Seen, str | Promise] = {
    Seen.MAIL: _("우편물이 쌓여 있음"),
    Seen.SMELL: _("이상한 냄새"),
    Seen.LIGHT: _("불이 계속 켜져 있거나 꺼져 있음"),
    Seen.UNSEEN: _("오래 안 보임"),
    Seen.QUARREL: _("다투는 소리"),
    Seen.OTHER: _("그 밖에 걱정되는 일"),
}

CHANNELS: dict[Channel, str | Promise] = {
    Channel.AI_CALL: _("AI 전화"),
    Channel.PHONE: _("전화"),
    Channel.TEXT: _("문자"),
    Channel.APP: _("앱"),
    Channel.CONTACT: _("비상연락처"),
    Channel.DOOR: _("방문"),
}

RESULTS: dict[AttemptResult, str | Promise] = {
    AttemptResult.ANSWERED_OK: _("괜찮다고 답함"),
    AttemptResult.ANSWERED_NEEDS_HELP: _("도움이 필요하다고 답함"),
    AttemptResult.ANSWERED_UNCLEAR: _("답이 분명하지 않음"),
    AttemptResult.REFUSED: _("거절함"),
    AttemptResult.NO_ANSWER: _("무응답"),
    AttemptResult.BUSY: _("통화 중"),
    AttemptResult.WRONG_NUMBER: _("다른 사람 번호"),
    AttemptResult.OUT_OF_SERVICE: _("없는 번호"),
    AttemptResult.DEVICE_OFF: _("전화기 꺼짐"),
    AttemptResult.NO_DEVICE: _("전화 없음"),
    AttemptResult.LANGUAGE: _("말이 통하지 않음"),
    AttemptResult.INTERRUPTED: _("도중에 끊김"),
    AttemptResult.SYSTEM_ERROR: _("발신 장애"),
    AttemptResult.SENT: _("보냄"),
}

VISITORS: dict[VisitorKind, str | Promise] = {
    VisitorKind.OFFICER: _("동 담당"),
    VisitorKind.COLLEAGUE: _("동료"),
    VisitorKind.AGENCY: _("기관"),
    VisitorKind.NEIGHBOUR: _("이웃"),
}

CHECK_STATES: dict[CheckState, str | Promise] = {
    CheckState.ASKED: _("요청함"),
    CheckState.ON_WAY: _("가는 중"),
    CheckState.EMERGENCY: _("119 부름, 소식 기다림"),
    CheckState.REPORTED: _("답 받음"),
    CheckState.CAME_BACK: _("답이 없어 되돌아옴"),
    CheckState.WITHDRAWN: _("취소함"),
}

CHECK_RESULTS: dict[CheckResult, str | Promise] = {
    CheckResult.MET_OK: _("잘 계심"),
    CheckResult.MET_NEEDS_HELP: _("도움이 필요함"),
    CheckResult.NOBODY_HOME: _("안 계심"),
    CheckResult.MOVED: _("이사"),
    CheckResult.HOSPITAL: _("입원"),
    CheckResult.REFUSED_DOOR: _("문 안 열림"),
    CheckResult.UNSAFE_FOR_WORKER: _("위험해서 못 감"),
    CheckResult.CALLED119: _("119 불렀음"),
    CheckResult.POLICE112: _("112 출동"),
    CheckResult.OPENED_BY_MANAGER: _("관리사무소가 문을 엶"),
    CheckResult.HANDED_TO_FAMILY: _("가족에게 인계"),
    CheckResult.DECEASED: _("사망"),
    CheckResult.NOT_DONE: _("못 다녀옴"),
}

NOT_DONE: dict[NotDone, str | Promise] = {
    NotDone.NO_TIME: _("시간이 없었음"),
    NotDone.ADDRESS_WRONG: _("주소가 다름"),
    NotDone.NO_ENTRANCE: _("건물에 들어갈 수 없음"),
    NotDone.WEATHER: _("날씨"),
    NotDone.OTHER: _("다른 이유"),
}

BASES: dict[SharingBasis, str | Promise] = {
    SharingBasis.DUTY: _("공무 수행"),
    SharingBasis.CONSENT: _("동의"),
    SharingBasis.LEGAL: _("법적 근거"),
    SharingBasis.URGENT: _("급박한 위험"),
    SharingBasis.PLACE_ONLY: _("장소만 알림"),
}

OUTCOMES: dict[Outcome, str | Promise] = {
    Outcome.SAFE: _("안전 확인"),
    Outcome.HELPED: _("그 자리에서 도움"),
    Outcome.HOSPITAL: _("입원 중"),
    Outcome.MOVED: _("이사함"),
    Outcome.DECEASED: _("사망"),
    Outcome.NOT_NEEDED: _("도움이 필요 없음"),
    Outcome.WATCH: _("지켜보기"),
    Outcome.UNREACHABLE: _("연락이 닿지 않음"),
    Outcome.REFUSED_HELP: _("도움을 거절함"),
    Outcome.DROPPED_OUT: _("안부확인 그만둠"),
    Outcome.REFERRED: _("기관에 의뢰"),
    Outcome.CASE_OPENED: _("사례로 접수"),
    Outcome.JOINED: _("다른 건과 합침"),
}

HOW_KNOWN: dict[HowKnown, str | Promise] = {
    HowKnown.CALL: _("통화"),
    HowKnown.MET: _("직접 만남"),
    HowKnown.FAMILY: _("가족"),
    HowKnown.AGENCY: _("기관"),
    HowKnown.NEIGHBOUR: _("이웃"),
    HowKnown.HOSPITAL: _("병원"),
    HowKnown.PUBLIC_RECORD: _("공적 자료"),
    HowKnown.AREA: _("지역 장애 복구"),
}

DROPOUTS: dict[DropoutReason, str | Promise] = {
    DropoutReason.REFUSED: _("본인이 원하지 않음"),
    DropoutReason.CALL_FATIGUE: _("잦은 전화가 부담됨"),
    DropoutReason.DEVICE_LIMIT: _("기기 조건이 맞지 않음 (아이폰 등)"),
    DropoutReason.CARRIER_LIMIT: _("알뜰폰"),
    DropoutReason.NO_METER: _("원격검침이 안 됨"),
    DropoutReason.MOVED: _("이사"),
    DropoutReason.ADMITTED: _("시설 입소나 입원"),
    DropoutReason.DECEASED: _("사망"),
    DropoutReason.OTHER_SERVICE: _("다른 서비스를 이용함"),
    DropoutReason.LOST_CONTACT: _("연락이 끊김"),
    DropoutReason.ELIGIBILITY: _("대상 기준이 바뀜"),
    DropoutReason.OTHER: _("다른 이유"),
}

NEXT_STEPS: dict[NextStep, str | Promise] = {
    NextStep.OTHER_CHECK_IN: _("다른 안부확인"),
    NextStep.HONORARY: _("명예사회복지공무원이 살핌"),
    NextStep.CASE: _("사례관리"),
    NextStep.NONE: _("없음"),
}

CAUSES: dict[IncidentCause, str | Promise] = {
    IncidentCause.POWER_CUT: _("정전"),
    IncidentCause.WATER_CUT: _("단수"),
    IncidentCause.TELECOM: _("통신 장애"),
    IncidentCause.FEED: _("자료 전송 장애"),
    IncidentCause.UNKNOWN: _("원인 모름"),
}

REPORT_STATUS: dict[ReportStatus, str | Promise] = {
    ReportStatus.RECEIVED: _("접수됨"),
    ReportStatus.CONFIRMED: _("확인됨"),
}
