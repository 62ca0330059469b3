"""The Korean sentences of wellbeing."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chomchom.wellbeing.rules.trips import TripState
from chomchom.wellbeing.rules.words import (
    AlertKind,
    Alternative,
    CallResult,
    Channel,
    ContactMode,
    DutyKind,
    FaultCode,
    Grade,
    HowSaid,
    ProvinceGrade,
    Source,
    WhoSaid,
    WhyNot,
)

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "home-not-found": (404, _("찾는 댁이 없습니다.")),
    "may-not-watch": (403, _("이 댁의 안부확인을 바꿀 권한이 없습니다.")),
    "may-not-load-readings": (403, _("검침 자료를 올릴 권한이 없습니다.")),
    "may-not-sweep": (403, _("위험신호를 올릴 권한이 없습니다.")),
    "may-not-take-steps": (403, _("단계는 시스템만 밟습니다.")),
    "may-not-deliver-province": (403, _("경기도 결과를 올릴 권한이 없습니다.")),
    "may-not-see-ladder": (403, _("단계와 당직표를 볼 권한이 없습니다.")),
    "may-not-change-ladder": (403, _("단계와 당직표는 팀장과 시 담당만 바꿀 수 있습니다.")),
    "may-not-print-list": (403, _("명단을 인쇄할 권한이 없습니다.")),
    "list-not-found": (404, _("찾는 인쇄 명단이 없습니다.")),
    "list-already-destroyed": (409, _("이미 폐기한 명단입니다.")),
    "meter-in-use": (409, _("이 계량기 번호는 이미 다른 댁에 이어져 있습니다.")),
    "hours-not-whole": (422, _("전화 받으실 시간은 시작과 끝을 서로 다르게 함께 적어 주세요.")),
    "calls-a-week-impossible": (422, _("한 주의 전화는 0번에서 {most}번 사이로 적어 주세요.")),
    "ring-days-missing": (422, _("전화 받으실 요일을 하나 이상 골라 주세요.")),
    "spoken-language-unknown": (422, _("쓰시는 말을 목록에서 골라 주세요.")),
    "limit-impossible": (422, _("확인할 시간은 {least}시간에서 {most}시간 사이로 적어 주세요.")),
    "may-not-ring": (403, _("이분께 전화하고 결과를 적을 권한이 없습니다.")),
    "already-ringing": (409, _("지금 다른 곳에서 이분께 전화하고 있습니다. 잠시 뒤에 다시 눌러 주세요.")),
    "may-not-try-budget": (403, _("예산을 시험해 볼 권한이 없습니다.")),
    "budget-impossible": (422, _("며칠에 한 번을 허용할지 {least}일에서 {most}일 사이로 적어 주세요.")),
    "has-not-left": (409, _("아직 그만두지 않은 분입니다.")),
    "month-unreadable": (422, _("달을 읽을 수 없습니다. 2026-06처럼 적어 주세요.")),
    "contact-not-found": (404, _("찾는 연락이 없습니다.")),
    "minutes-impossible": (422, _("쓴 시간은 0분에서 {most}분 사이로 적어 주세요.")),
    "satisfaction-impossible": (422, _("만족도는 1에서 {most} 사이로 골라 주세요.")),
    "contact-already-answered": (409, _("이미 결과를 적은 연락입니다.")),
    "source-needs-a-reason": (422, _("이어지지 않은 자료는 까닭을 골라 주세요.")),
    "no-way-to-notice": (
        422,
        _("이어진 자료가 하나도 없습니다. 대신 쓸 방법을 고르거나 전화·방문을 골라 주세요."),
    ),
    "resolution-unknown": (422, _("읽을 수 없는 간격입니다({minutes}분). 15분, 30분, 60분 자료를 올려 주세요.")),
    "resolution-too-coarse": (422, _("간격이 너무 깁니다({minutes}분). 시간마다의 자료를 올려 주세요.")),
    "ladder-empty": (422, _("단계를 하나 이상 적어 주세요.")),
    "ladder-step-without-time": (422, _("단계마다 몇 분 뒤인지 적어 주세요.")),
    "ladder-too-long": (422, _("단계는 {most}번까지 둘 수 있습니다.")),
    "trip-not-found": (404, _("찾는 집 비움이 없습니다.")),
    "trip-ends-before-it-begins": (422, _("돌아오실 날을 떠나시는 날이나 그 뒤로 적어 주세요.")),
    "trip-is-over": (422, _("돌아오실 날이 이미 지났습니다. 돌아오셨는지 먼저 확인해 주세요.")),
    "trip-too-long": (422, _("집 비움은 {most}일까지 적습니다. 더 길면 참여를 쉬는 것으로 적거나 나누어 적어 주세요.")),
    "trip-too-far": (422, _("떠나시는 날은 {before}일 전부터 {ahead}일 뒤까지 적을 수 있습니다.")),
    "ladder-from-past": (422, _("언제부터 쓸지는 오늘이나 그 뒤로 적어 주세요.")),
    "quiet-not-whole": (
        422,
        _("조용히 할 시간은 시작과 끝을 서로 다르게 함께 적어 주세요. 비우면 시의 시간을 씁니다."),
    ),
    "ladder-kind-unknown": (404, _("찾는 신호의 종류가 없습니다.")),
    "ladder-ends-with-machine": (422, _("마지막 단계는 사람이 맡아야 합니다.")),
    "chain-without-people": (
        422,
        _("연락받을 사람이 한 명도 없어 저장할 수 없습니다. 먼저 담당이나 당직을 정해 주세요."),
    ),
    "duty-without-contact": (422, _("{label}: 연락할 전화나 계정을 적어 주세요.")),
    "duty-outside-span": (422, _("{label}: 시각이 당직표의 기간을 벗어납니다.")),
    "province-columns-missing": (422, _("파일에 꼭 있어야 하는 열이 없습니다: {columns}")),
    "province-number-in-use": (409, _("이 경기도 관리번호는 이미 다른 댁에 이어져 있습니다.")),
    "province-look-first": (409, _("파일을 다시 올려 먼저 살펴봐 주세요.")),
    "source-unknown": (422, _("전기, 수도, 통신 가운데 어떤 자료인지 알 수 없습니다.")),
}

SOURCES: dict[Source, str | Promise] = {
    Source.ELECTRICITY: _("전기"),
    Source.WATER: _("수도"),
    Source.TELECOM: _("통신"),
}

UNITS: dict[Source, str | Promise] = {
    Source.ELECTRICITY: _("Wh"),
    Source.WATER: _("리터"),
    Source.TELECOM: _("하루"),
}

WHY_NOT: dict[WhyNot, str | Promise] = {
    WhyNot.IPHONE: _("아이폰이라 받을 수 없음"),
    WhyNot.MVNO: _("알뜰폰이라 받을 수 없음"),
    WhyNot.NO_METER: _("원격 검침기가 없음"),
    WhyNot.NO_CONSENT: _("동의하지 않음"),
    WhyNot.NO_PHONE: _("휴대전화가 없음"),
    WhyNot.NOT_CONNECTED: _("아직 잇지 않음"),
}

ALTERNATIVES: dict[Alternative, str | Promise] = {
    Alternative.AI_CALL: _("AI 전화"),
    Alternative.DESK_CALL: _("관제 전화"),
    Alternative.TEXT: _("문자"),
    Alternative.HONORARY: _("명예사회복지공무원 방문"),
    Alternative.AGENCY: _("복지관 방문"),
    Alternative.PLUG: _("시에서 빌려 드리는 스마트 플러그"),
}

CONTACT_MODES: dict[ContactMode, str | Promise] = {
    ContactMode.PASSIVE: _("자료로만 보고, 이상할 때만 연락"),
    ContactMode.AI_CALL: _("AI 전화"),
    ContactMode.DESK_CALL: _("사람이 거는 전화"),
    ContactMode.TEXT: _("문자 (링크를 눌러 답함)"),
    ContactMode.APP: _("휴대전화에서 직접 누름"),
    ContactMode.VISIT: _("방문"),
    ContactMode.NEIGHBOUR: _("이웃이 살핌"),
}

LANGUAGES: dict[str, str | Promise] = {
    "ko": _("한국어"),
    "en": _("영어"),
    "zh": _("중국어"),
    "vi": _("베트남어"),
    "ru": _("러시아어"),
    "uz": _("우즈베크어"),
    "km": _("크메르어"),
    "th": _("태국어"),
    "sign": _("수어"),
}

WEEKDAYS: tuple[str | Promise, ...] = (_("월"), _("화"), _("수"), _("목"), _("금"), _("토"), _("일"))

ALERT_KINDS: dict[AlertKind, str | Promise] = {
    AlertKind.SILENCE: _("조용함"),
    AlertKind.STEADY_METER: _("계량값이 그대로"),
    AlertKind.SUPPLY_CUT: _("전기가 0"),
    AlertKind.FEED_LOST: _("자료 끊김"),
    AlertKind.PROVINCE: _("경기도 결과"),
    AlertKind.TRIP_RETURN: _("집 비움이 끝난 듯함"),
    AlertKind.TRIP_OVERDUE: _("돌아오실 때가 지남"),
    AlertKind.UNCONFIRMED: _("안부를 확인하지 못함"),
}

WHO_SAID: dict[WhoSaid, str | Promise] = {
    WhoSaid.PERSON: _("본인"),
    WhoSaid.FAMILY: _("가족"),
    WhoSaid.GUARDIAN: _("보호자"),
    WhoSaid.NEIGHBOUR: _("이웃"),
    WhoSaid.OFFICER: _("담당 공무원"),
}

HOW_SAID: dict[HowSaid, str | Promise] = {
    HowSaid.DESK: _("전화나 창구에서 들음"),
    HowSaid.MACHINE: _("AI 전화에서 번호로 답하심"),
    HowSaid.LINK: _("문자의 링크로 답하심"),
    HowSaid.DOOR: _("문 앞에서 들음"),
}

TRIP_STATES: dict[TripState, str | Promise] = {
    TripState.COMING: _("비우실 예정"),
    TripState.ON: _("집을 비우심"),
    TripState.DUE: _("돌아오실 때"),
    TripState.OVERDUE: _("돌아오실 때가 지남"),
    TripState.BACK: _("돌아오심"),
    TripState.BACK_EARLY: _("일찍 돌아오신 듯함"),
}

GRADES: dict[Grade, str | Promise] = {
    Grade.WATCH: _("관심"),
    Grade.CAUTION: _("주의"),
    Grade.UNKNOWN: _("미확인"),
    Grade.SEVERE: _("심각"),
}

CHANNELS: dict[Channel, str | Promise] = {
    Channel.AI_CALL: _("AI 전화"),
    Channel.DESK_CALL: _("관제 전화"),
    Channel.CONTACT_CALL: _("비상연락처에 전화"),
    Channel.OFFICER_NOTICE: _("동 담당에게 알림"),
    Channel.OFFICER_CALL: _("동 담당이 전화"),
    Channel.SITE_CHECK_DUE: _("현장 확인 재촉"),
    Channel.PAGE_DESK: _("관제 호출 (끝낼 때까지 되풀이)"),
}

PRESETS: dict[str, tuple[str | Promise, str | Promise]] = {
    "guro": (_("서울 구로구의 단계"), _("AI 전화 세 번, 동에서 두 번, 그래도 답이 없으면 바로 찾아갑니다.")),
    "chungju": (
        _("충주시의 단계"),
        _(
            "AI 전화 네 번, 관제에서 세 번, 그래도 답이 없으면 읍면동이 바로 찾아갑니다. 사이 시간은 알려져 있지 않아 우리 시의 시간을 넣었습니다."
        ),
    ),
}
"""Other cities' published ladders by the code of their rulebook value: its name and what it does."""

REHEARSED: dict[str, str | Promise] = {
    "title": _("이 단계로 했다면 하루 가운데 언제"),
    "summary": _("지난 30일의 위험신호에 이 단계를 돌려 본 것입니다. 시각마다 한 달을 더한 건수입니다."),
    "unit": _("건"),
    "hour": _("{n}시"),
    "machine": _("AI 전화"),
    "desk": _("관제가 할 일"),
    "door": _("찾아가기"),
}

CALL_RESULTS: dict[CallResult, str | Promise] = {
    CallResult.ANSWERED_OK: _("답하심"),
    CallResult.ANSWERED_NEEDS_HELP: _("도움을 말씀하심"),
    CallResult.ANSWERED_UNCLEAR: _("답이 분명하지 않음"),
    CallResult.REFUSED: _("거절하심"),
    CallResult.NO_ANSWER: _("받지 않음"),
    CallResult.BUSY: _("통화 중"),
    CallResult.WRONG_NUMBER: _("다른 사람의 번호"),
    CallResult.OUT_OF_SERVICE: _("없는 번호"),
    CallResult.DEVICE_OFF: _("전화기가 꺼짐"),
    CallResult.NO_DEVICE: _("전화기가 없음"),
    CallResult.LANGUAGE: _("말이 통하지 않음"),
    CallResult.INTERRUPTED: _("끊김"),
    CallResult.SYSTEM_ERROR: _("장치 오류"),
}

DUTY_KINDS: dict[DutyKind, str | Promise] = {
    DutyKind.CONTROL_ROOM: _("관제"),
    DutyKind.NIGHT_DUTY: _("당직실"),
    DutyKind.RESCUE: _("119"),
}

PROVINCE_GRADES: dict[ProvinceGrade, str | Promise] = {
    ProvinceGrade.NORMAL: _("정상"),
    ProvinceGrade.WATCH: _("관심"),
    ProvinceGrade.CAUTION: _("주의"),
    ProvinceGrade.SEVERE: _("심각"),
    ProvinceGrade.UNKNOWN: _("모르는 말"),
}

FAULTS: dict[FaultCode, str | Promise] = {
    FaultCode.BAD_METER: _("계량기 번호를 읽을 수 없음"),
    FaultCode.BAD_TIME: _("시각을 읽을 수 없음"),
    FaultCode.BAD_VALUE: _("값을 읽을 수 없음"),
    FaultCode.NEGATIVE: _("0보다 작은 값"),
    FaultCode.IMPOSSIBLE: _("있을 수 없이 큰 값"),
    FaultCode.FUTURE: _("아직 오지 않은 시각"),
    FaultCode.TOO_OLD: _("너무 오래된 시각"),
    FaultCode.DUPLICATE: _("같은 시각이 두 번"),
    FaultCode.UNKNOWN_METER: _("이어지지 않은 계량기"),
    FaultCode.OFF_CLOCK: _("간격에 맞지 않는 시각"),
}

PROVINCE_FAULTS: dict[str, str | Promise] = {
    "number-missing": _("관리번호가 없음"),
    "day-unreadable": _("날짜를 읽을 수 없음"),
    "day-in-the-future": _("아직 오지 않은 날"),
    "grade-unknown": _("모르는 등급 (미확인으로 받음)"),
    "call-unknown": _("모르는 통화 결과 (미확인으로 받음)"),
    "row-twice": _("같은 관리번호와 날짜가 위에 있음"),
}

GAP_WORDS: dict[bool, str | Promise] = {
    True: _("아직 오지 않음"),
    False: _("자료 없음"),
}

STAYING: dict[str, str | Promise] = {
    "all": _("모두"),
    "none": _("자료 없음"),
    "title": _("계속 참여하는 비율"),
    "summary": _("시작한 날부터 지난 날수마다, 그때까지 지켜본 분 가운데 계속 참여하시는 비율입니다."),
    "day": _("{n}일"),
}

MACHINES: dict[str, str | Promise] = {
    "sweep": _("점검: 모든 댁의 새 시간을 살핌"),
    "steps": _("단계: 때가 된 전화와 알림"),
    "policy": _("안부 묻기: 확인할 때가 된 댁"),
}
"""The background machines by the names of their heartbeats."""
