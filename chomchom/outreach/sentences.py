"""The Korean of outreach: refusals, labels and the sentences of reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chomchom.kernel.deeds import Sector
from chomchom.outreach.rules.register import ActivityKind, ActorKind, LinkResult, Payer, Resource
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
    Reason,
    RoundState,
    RowGroup,
    Seen,
    SharingBasis,
    VisitorKind,
)

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "episode-not-found": (404, _("확인 건을 찾을 수 없습니다.")),
    "episode-not-your-part": (403, _("이 확인 건의 처리는 담당 공무원이 합니다.")),
    "episode-already-ended": (409, _("이미 마친 확인 건입니다. 화면을 새로 고쳐 결과를 확인해 주세요.")),
    "episode-has-news": (409, _("화면을 여신 뒤에 새 소식이 들어왔습니다. 확인하고 다시 눌러 주세요.")),
    "episode-already-linked": (409, _("이미 사람이나 가구와 연결된 확인 건입니다.")),
    "signal-not-yours": (403, _("이 경로의 위기신호는 여기서 받을 수 없습니다.")),
    "signal-needs-person-or-place": (422, _("누구인지 또는 어디인지 하나는 있어야 합니다.")),
    "signal-from-the-future": (422, _("아직 오지 않은 시각의 신호는 받을 수 없습니다.")),
    "machine-may-not-close": (403, _("확인 건은 사람만 마칠 수 있습니다.")),
    "machine-may-not-visit": (403, _("현장 확인의 답은 다녀온 사람만 남길 수 있습니다.")),
    "not-answered": (409, _("답이 확인된 건만 한꺼번에 마칠 수 있습니다.")),
    "nothing-chosen": (422, _("한 건 이상 골라 주세요.")),
    "close-needs-outcome": (422, _("어떻게 끝났는지 골라 주세요.")),
    "close-needs-how-known": (422, _("어떻게 알게 되셨는지 골라 주세요.")),
    "refused-is-not-safe": (
        422,
        _("통화를 거절하신 것만으로는 안전하다고 볼 수 없습니다. 다른 방법으로 확인해 주세요."),
    ),
    "death-needs-proof": (422, _("사망은 직접 확인하거나 가족, 병원, 공적 자료로 확인해야 합니다.")),
    "watch-needs-date": (422, _("언제 다시 볼지 날짜를 정해 주세요. 그날 다시 알려 드립니다.")),
    "watch-too-long": (422, _("{days}일 안의 날짜를 정해 주세요.")),
    "due-in-the-past": (422, _("오늘보다 뒤의 날짜나 시각을 정해 주세요.")),
    "dropout-needs-reason": (422, _("그만두는 이유를 골라 주세요.")),
    "dropout-needs-next-step": (422, _("안부확인 대신 무엇을 할지 골라 주세요.")),
    "none-needs-a-name": (422, _("다음 단계가 없다면 그렇게 정한 분을 확인해 주세요.")),
    "site-check-not-found": (404, _("현장 확인 요청을 찾을 수 없습니다.")),
    "site-check-already-open": (409, _("이미 현장 확인을 요청해 두었습니다.")),
    "site-check-already-answered": (409, _("이미 답이 들어온 현장 확인입니다.")),
    "no-place-to-go": (422, _("찾아갈 주소가 없습니다. 주소부터 확인해 주세요.")),
    "visitor-inactive": (422, _("지금 활동하지 않는 분이나 기관입니다. 다른 분을 골라 주세요.")),
    "visitor-elsewhere": (422, _("이 동을 맡지 않는 분이나 기관입니다. 다른 분을 골라 주세요.")),
    "visitor-unknown": (404, _("찾아갈 분을 찾을 수 없습니다.")),
    "no-consent-for-neighbour": (
        403,
        _("이웃에게 알려도 된다는 동의가 없습니다. 공무원이나 동료에게 부탁하거나 먼저 동의를 받아 주세요."),
    ),
    "no-basis-for-agency": (
        403,
        _(
            "이 기관에 알려도 된다는 동의나 법적 근거가 없습니다. 공무원이나 동료에게 부탁하거나 먼저 동의를 받아 주세요."
        ),
    ),
    "not-urgent-enough": (403, _("급박한 위험을 근거로 하려면 등급이 심각이어야 합니다.")),
    "not-done-needs-reason": (422, _("왜 못 가셨는지 골라 주세요.")),
    "memo-too-long": (422, _("메모는 {longest}자까지 남길 수 있습니다.")),
    "report-needs-place": (422, _("어디인지 두 글자 이상 적어 주세요. 주소를 몰라도 됩니다.")),
    "report-needs-something-seen": (422, _("무엇을 보셨는지 하나 이상 골라 주세요.")),
    "answer-needs-phone": (422, _("확인 소식을 받으시려면 전화번호를 적어 주세요.")),
    "phone-impossible": (422, _("전화번호를 다시 확인해 주세요. 숫자 9자리에서 11자리입니다.")),
    "too-many-reports": (429, _("지금은 신고가 많습니다. 급하면 119, 도움이 필요하면 129로 전화해 주세요.")),
    "report-number-taken": (503, _("접수 번호를 만들지 못했습니다. 다시 눌러 주세요.")),
    "report-not-found": (404, _("번호나 확인 숫자가 맞지 않습니다.")),
    "too-many-tries": (429, _("여러 번 틀렸습니다. 한 시간 뒤에 다시 해 주세요.")),
    "incident-not-found": (404, _("지역 장애를 찾을 수 없습니다.")),
    "incident-already-ended": (409, _("이미 끝난 지역 장애입니다.")),
    "round-not-found": (404, _("발굴 회차를 찾을 수 없습니다.")),
    "import-not-your-part": (403, _("발굴 명단은 동 복지담당과 희망복지팀이 올립니다.")),
    "round-needs-code": (422, _("회차 이름을 적어 주세요. 예: 2026-3")),
    "round-needs-approval": (422, _("승인 문서 번호를 적어 주세요.")),
    "round-needs-legal-basis": (422, _("명단을 쓸 수 있는 법적 근거를 적어 주세요.")),
    "delete-date-too-late": (422, _("지우는 날은 오늘부터 {days}일 안이어야 합니다.")),
    "resident-number-column": (
        422,
        _("{column} 열에 주민등록번호가 있습니다. 이 열을 지운 파일을 올려 주세요. 파일은 저장하지 않았습니다."),
    ),
    "resident-number-cell": (
        422,
        _("{row}행 {column} 열에 주민등록번호가 있습니다. 지운 파일을 올려 주세요. 파일은 저장하지 않았습니다."),
    ),
    "column-missing": (422, _("{field} 열을 골라 주세요.")),
    "column-twice": (422, _("같은 뜻의 열이 두 번 골라졌습니다.")),
    "round-already-decided": (409, _("이미 들어갔거나 버린 명단입니다.")),
    "no-row-can-go-in": (422, _("들어갈 수 있는 행이 없습니다.")),
    "entry-not-your-part": (403, _("이 기록은 동 복지담당과 해당 기관이 남깁니다.")),
    "entry-elsewhere": (403, _("맡으신 동이 아닙니다.")),
    "nothing-to-enter": (422, _("한 줄 이상 적어 주세요.")),
    "count-impossible": (422, _("건수는 1에서 {most} 사이여야 합니다.")),
    "entry-day-in-the-future": (422, _("아직 오지 않은 날은 적을 수 없습니다.")),
    "day-too-long-ago": (422, _("{days}일보다 오래된 날은 적을 수 없습니다.")),
    "amount-impossible": (422, _("금액은 0원에서 {most}원 사이여야 합니다.")),
    "money-needs-amount": (422, _("얼마를 드렸는지 적어 주세요.")),
    "dong-not-of-city": (422, _("우리 시의 동이 아닙니다.")),
    "income-impossible": (422, _("소득은 0원 이상으로 적어 주세요.")),
    "income-line-unknown": (422, _("이 기준이나 가구원 수의 소득 기준이 아직 등록되어 있지 않습니다.")),
    "print-not-your-part": (403, _("명단 인쇄는 관제와 복지담당만 할 수 있습니다.")),
}

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

ROUND_STATES: dict[RoundState, str | Promise] = {
    RoundState.CHECKED: _("미리보기"),
    RoundState.CONFIRMED: _("들어감"),
    RoundState.DISCARDED: _("버림"),
    RoundState.DESTROYED: _("파기함"),
}

GROUPS: dict[RowGroup, str | Promise] = {
    RowGroup.NEW: _("새로 들어감"),
    RowGroup.KNOWN: _("이미 아는 가구"),
    RowGroup.FAULTY: _("고쳐야 함"),
}

ROW_FAULTS: dict[str, str | Promise] = {
    "name-missing": _("이름이 없습니다."),
    "address-missing": _("주소가 없습니다."),
    "dong-missing": _("동이 없습니다."),
    "dong-unknown": _("우리 시에 없는 동입니다."),
    "dong-elsewhere": _("맡으신 동이 아닙니다. 시 담당에게 보내 주세요."),
    "dong-unclear": _("옛 이름이라 어느 동인지 정할 수 없습니다."),
    "birth-invalid": _("생년월일을 읽을 수 없습니다."),
    "phone-impossible": _("전화번호를 다시 확인해 주세요."),
    "cell-unreadable": _("칸을 읽을 수 없습니다."),
    "row-twice": _("같은 사람이 위에 이미 있습니다."),
}

FIELDS: dict[str, str | Promise] = {
    "key": _("관리번호"),
    "name": _("이름"),
    "birth": _("생년월일"),
    "phone": _("전화번호"),
    "dong": _("동"),
    "address": _("주소"),
    "household": _("가구 유형"),
    "items": _("위기정보"),
    "skip": _("쓰지 않음"),
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

ACTIVITIES: dict[ActivityKind, str | Promise] = {
    ActivityKind.VISIT: _("방문"),
    ActivityKind.CALL: _("전화"),
    ActivityKind.CAMPAIGN: _("홍보·캠페인"),
    ActivityKind.DELIVERY: _("물품 전달"),
    ActivityKind.REPAIR: _("집수리·청소"),
    ActivityKind.MEETING: _("회의"),
    ActivityKind.OTHER: _("기타"),
}

ACTORS: dict[ActorKind, str | Promise] = {
    ActorKind.DONG_COUNCIL: _("동협의체"),
    ActorKind.HONORARY: _("명예사회복지공무원"),
    ActorKind.TONGJANG: _("통장"),
    ActorKind.AGENCY: _("민간기관"),
}

RESOURCES: dict[Resource, str | Promise] = {
    Resource.CASH: _("현금"),
    Resource.RENT: _("월세·관리비"),
    Resource.FOOD: _("먹거리"),
    Resource.GOODS: _("생활용품"),
    Resource.FUEL: _("난방비·연료"),
    Resource.MEDICAL: _("의료비"),
    Resource.REPAIR: _("집수리"),
    Resource.NONE: _("없음"),
}

PAYERS: dict[Payer, str | Promise] = {
    Payer.COMMUNITY_CHEST: _("공동모금회"),
    Payer.FOOD_BANK: _("푸드뱅크"),
    Payer.DONATION: _("후원금"),
    Payer.WELFARE_CENTRE: _("복지관"),
    Payer.RELIGIOUS: _("종교단체"),
    Payer.COMPANY: _("기업"),
    Payer.DONG_COUNCIL: _("동협의체"),
    Payer.PUBLIC: _("공공"),
}

LINK_RESULTS: dict[LinkResult, str | Promise] = {
    LinkResult.DELIVERED: _("전달함"),
    LinkResult.REFUSED: _("받지 않음"),
    LinkResult.NO_RESOURCE: _("줄 자원이 없음"),
}

REASONS: dict[str, str | Promise] = {
    "silent-electricity": _("전기 {hours}시간 변화 없음"),
    "silent-electricity-rare": _("전기 {hours}시간 변화 없음 (이 댁에선 {rare} 한 번 있는 일)"),
    "silent-water": _("수도 {hours}시간 사용 없음"),
    "silent-water-rare": _("수도 {hours}시간 사용 없음 (이 댁에선 {rare} 한 번 있는 일)"),
    "silent-telecom": _("휴대전화 {days}일 사용 없음"),
    "silent-app": _("앱 {days}일 사용 없음"),
    "silent-all": _("모든 자료가 {hours}시간 조용함"),
    "meter-steady": _("전기 계량값이 {hours}시간 그대로임 (고장일 수 있어 확인 필요)"),
    "meter-zero": _("전기 사용이 {hours}시간 0임 (단전이나 고장일 수 있음)"),
    "no-data": _("자료가 {hours}시간 오지 않음"),
    "feed-lost": _("자료 전송이 끊김"),
    "supply-cut": _("공급이 끊김"),
    "province-grade": _("경기도 안부확인에서 알려 옴"),
    "call-unanswered": _("AI 전화 {times}회 무응답"),
    "call-needs-help": _("AI 전화에서 도움을 말씀하심"),
    "call-unclear": _("AI 전화의 답이 분명하지 않음"),
    "contact-unreached": _("비상연락처도 받지 않음"),
    "nobody-reached": _("아무에게도 연락이 닿지 않음"),
    "number-dead": _("전화번호가 맞지 않음"),
    "asked-for-help": _("도움이 필요하다고 말씀하심"),
    "answered-unclear": _("답이 분명하지 않음"),
    "refused-contact": _("연락을 거절하심"),
    "met-ok": _("찾아가서 만남"),
    "met-needs-help": _("찾아가 보니 도움이 필요함"),
    "nobody-home": _("찾아갔으나 안 계심"),
    "found-moved": _("이사하신 것으로 확인"),
    "found-hospital": _("입원하신 것으로 확인"),
    "refused-door": _("찾아갔으나 문을 열지 않으심"),
    "unsafe-for-worker": _("혼자 가기 위험함, 두 사람이 가야 함"),
    "called-119": _("방문자가 119를 부름"),
    "police-112": _("112가 출동함"),
    "opened-by-manager": _("관리사무소가 문을 엶"),
    "handed-to-family": _("가족에게 인계함"),
    "found-deceased": _("돌아가신 것으로 알려 옴"),
    "visit-not-done": _("방문하지 못함"),
    "check-overdue": _("현장 확인 답이 기한까지 오지 않음"),
    "watch-due": _("다시 보기로 한 날이 됨"),
    "crisis-items": _("위기정보 {count}건"),
    "area-incident": _("같은 시각 여러 댁이 함께 조용해짐"),
    "seen-mail": _("우편물이 쌓여 있음"),
    "seen-smell": _("이상한 냄새가 남"),
    "seen-light": _("불이 며칠째 그대로임"),
    "seen-unseen": _("오래 보이지 않음"),
    "seen-quarrel": _("다투는 소리가 남"),
    "seen-other": _("이웃이 걱정함"),
    "over-criteria": _("공적 기준을 {won}원 넘음"),
    "rent-arrears": _("월세가 {months}달 밀림"),
    "said-by-person": _("본인이 도움을 청함"),
}
"""One sentence per reason; rooms above send codes of this table. A code that is not in it is told by its door."""


def reason_sentence(reason: Reason) -> str:
    """The sentence of a reason in the reader's language; an unknown code still says that there is one."""
    params = {
        key: f"{value:,}" if isinstance(value, int) and key == "won" else value for key, value in reason.params.items()
    }
    if isinstance(reason.params.get("days"), int):
        params["rare"] = how_rare(int(reason.params["days"]))
    code = reason.code
    if code.startswith("door-"):
        label = DOORS.get(Door(code[5:].replace("-", "_"))) if code[5:].replace("-", "_") in set(Door) else None
        return gettext("{door}에서 알려 옴").format(door=label) if label else gettext("알려 온 일이 있음")
    if code not in REASONS:
        return gettext("알려 온 일이 있음")
    try:
        return str(REASONS[code]).format(**params)
    except (KeyError, IndexError):
        return gettext("알려 온 일이 있음")


def how_rare(days: int) -> str:
    """How often something happens, as people say it: 사흘, 석 달, 한 해."""
    if days >= 300:
        return gettext("1년에")
    months = round(days / 30)
    if months >= 2:
        return gettext("{months}달에").format(months=months)
    return gettext("{days}일에").format(days=days)


def reason_sentences(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """The sentences of several reasons, none twice."""
    return tuple(dict.fromkeys(reason_sentence(reason) for reason in reasons))


def refusal_sentence(code: str, facts: Mapping[str, object]) -> str:
    """The sentence of one of this room's refusals, for a disabled button."""
    status_and_text = REFUSALS.get(code)
    return str(status_and_text[1]).format(**facts) if status_and_text else ""


def choices(labels: Mapping, only: Iterable | None = None) -> list[tuple[str, str]]:
    """Value and label for a form, in the order of the list."""
    wanted = list(labels) if only is None else list(only)
    return [(str(value), str(labels[value])) for value in wanted]


_LABELS: dict[type, dict[Any, str | Promise]] = {
    Grade: GRADES,
    EpisodeState: STATES,
    Door: DOORS,
    FinderKind: FINDERS,
    Channel: CHANNELS,
    AttemptResult: RESULTS,
    CheckResult: CHECK_RESULTS,
    Outcome: OUTCOMES,
    HowKnown: HOW_KNOWN,
    DropoutReason: DROPOUTS,
    NextStep: NEXT_STEPS,
}


def labels(kind: type, *, only: Iterable[Any] | None = None) -> list[tuple[str, str | Promise]]:
    """Value and label of each word of a closed list, for the choices of a form; `only` picks some in their order."""
    table = _LABELS[kind]
    return [(str(word), table[word]) for word in (only if only is not None else table)]
