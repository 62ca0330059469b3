"""The words of cases: refusals, states, moves, reasons."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chomchom.cases.rules import STAGES, CaseState, Confirmation, DueCode, Grade, ReasonCode

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "case-not-found": (404, _("그 사례를 찾을 수 없습니다.")),
    "case-take-in-not-yours": (403, _("담당 지역의 동 복지담당이나 통합사례관리사만 사례로 접수할 수 있습니다.")),
    "case-already-open": (409, _("이분에게는 이미 열려 있는 사례가 있습니다. 그 사례에 이어서 기록해 주세요.")),
    "case-needs-dong": (422, _("동을 알 수 없어 사례번호를 드릴 수 없습니다. 주소를 먼저 확인해 주세요.")),
    "case-not-about-person": (409, _("이 확인 건은 다른 댁의 것입니다. 확인 건의 대상자를 먼저 맞춰 주세요.")),
    "case-owner-unfit": (422, _("그분은 이 동의 통합사례관리사가 아닙니다. 다른 담당을 골라 주세요.")),
    "case-owner-already": (409, _("이미 그분이 담당입니다.")),
    "case-owner-not-yours-to-name": (403, _("담당은 팀장이나 지금 담당 팀의 사례관리사만 정할 수 있습니다.")),
    "case-not-yours-to-read": (403, _("이 사례의 내용은 담당 팀과 동 복지담당만 볼 수 있습니다.")),
    "case-not-yours-to-write": (403, _("이 사례는 담당 사례관리사나 팀장만 기록할 수 있습니다.")),
    "case-no-such-move": (404, _("그런 단계는 없습니다.")),
    "case-move-not-yours": (403, _("이 단계로 넘기는 일은 다른 직무의 몫입니다.")),
    "case-needs-owner": (409, _("담당 사례관리사가 아직 없습니다. 담당을 먼저 정해 주세요.")),
    "case-day-impossible": (422, _("날짜는 {first}부터 {last}까지여야 합니다.")),
    "case-needs-reason": (422, _("까닭을 골라 주세요.")),
    "case-needs-grade": (422, _("사례 구분(일반, 집중, 고난도)을 골라 주세요.")),
    "case-needs-confirmation": (422, _("다음 단계로 가려면 확인할 것을 모두 표시해 주세요.")),
    "case-review-day-impossible": (422, _("다시 볼 날을 {last}까지 가운데서 골라 주세요.")),
    "case-closing-too-old": (409, _("종결하고 {days}일이 지나 취소할 수 없습니다. 새 사례로 접수해 주세요.")),
    "case-note-empty": (422, _("적을 내용이 없습니다.")),
    "case-income-impossible": (422, _("가구원 수와 소득을 다시 확인해 주세요. 소득은 한 달 금액을 원으로 적습니다.")),
    "case-line-unknown": (422, _("그해, 그 가구원 수의 기준이 아직 없습니다. 기준표를 먼저 올려 주세요.")),
}

STATES: dict[CaseState, str | Promise] = {
    CaseState.REFERRED: _("발굴·의뢰"),
    CaseState.CONSULTING: _("초기상담"),
    CaseState.INTAKE: _("접수"),
    CaseState.ASSESSING: _("욕구·위기도 조사"),
    CaseState.CONFERENCE: _("사례회의"),
    CaseState.SELECTED: _("사례관리 대상 선정"),
    CaseState.LINK_ONLY: _("서비스연계 대상"),
    CaseState.PLANNING: _("서비스 제공계획 수립"),
    CaseState.ACTIVE: _("서비스 제공·점검"),
    CaseState.REASSESSING: _("재조사"),
    CaseState.CLOSING_REVIEW: _("종결 심사"),
    CaseState.CLOSED: _("종결"),
    CaseState.AFTERCARE: _("사후관리"),
    CaseState.ENDED: _("사후관리 종료"),
    CaseState.ON_HOLD: _("보류"),
    CaseState.TRANSFERRED: _("이관"),
    CaseState.REJECTED: _("비대상"),
    CaseState.REFUSED: _("거부"),
}

MOVES: dict[str, str | Promise] = {
    "consult": _("초기상담 시작"),
    "take-in": _("사례로 접수"),
    "assess": _("욕구·위기도 조사 시작"),
    "call-conference": _("조사를 마치고 사례회의 열기"),
    "select": _("사례관리 대상으로 선정"),
    "link-only": _("서비스연계 대상으로 정하기"),
    "reject": _("비대상으로 정하기"),
    "note-refusal": _("거부로 기록"),
    "plan": _("서비스 제공계획 세우기"),
    "approve-plan": _("계획 승인하고 서비스 시작"),
    "reassess": _("재조사 시작"),
    "renew-plan": _("새 계획으로 이어 가기"),
    "review-closing": _("종결 심사에 올리기"),
    "go-on": _("종결하지 않고 이어 가기"),
    "close": _("종결"),
    "cancel-closing": _("종결 취소"),
    "begin-aftercare": _("사후관리 시작"),
    "end-aftercare": _("사후관리 마치기"),
    "hold": _("보류"),
    "transfer": _("이관"),
}

REASONS: dict[ReasonCode, str | Promise] = {
    ReasonCode.GOALS_REACHED: _("장·단기 목표 달성"),
    ReasonCode.BETTER: _("상황 호전"),
    ReasonCode.PERSON_REFUSES: _("본인 거절·포기"),
    ReasonCode.LOST_CONTACT: _("연락 두절"),
    ReasonCode.MOVED_AWAY: _("전출"),
    ReasonCode.ADMITTED: _("시설 입소·장기 입원"),
    ReasonCode.DECEASED: _("사망"),
    ReasonCode.OTHER_BODY: _("다른 기관 담당"),
    ReasonCode.NO_NEED: _("사례관리가 필요하지 않음"),
    ReasonCode.LINKED_ELSEWHERE: _("다른 서비스로 연계"),
    ReasonCode.NEED_RETURNED: _("욕구가 다시 생김"),
    ReasonCode.MISTAKE: _("잘못 처리함"),
}

CONFIRMATIONS: dict[Confirmation, str | Promise] = {
    Confirmation.AREAS_RATED: _("필요한 욕구 영역을 모두 표시하고 위기도를 매겼습니다"),
    Confirmation.TWO_BODIES: _("두 기관 이상이 회의에 나왔습니다"),
    Confirmation.DECISION_WRITTEN: _("회의 결정을 적었습니다"),
    Confirmation.ONE_NEED_ONE_SERVICE: _("욕구 하나에 서비스 하나로 충분합니다"),
    Confirmation.GOAL_WITH_MEASURE: _("재는 법과 날짜가 있는 목표가 하나 이상 있습니다"),
    Confirmation.SERVICE_WITH_PROVIDER: _("제공기관이 정해진 서비스가 하나 이상 있습니다"),
    Confirmation.CONSENT_SIGNED: _("본인이 계획에 동의하고 서명했습니다"),
    Confirmation.NEW_SCORES: _("새 점수를 지난 점수 옆에 적었습니다"),
    Confirmation.EVERY_GOAL_JUDGED: _("목표마다 이루었는지 표시했습니다"),
    Confirmation.REST_EXPLAINED: _("이루지 못한 목표의 까닭과 남은 욕구가 갈 곳을 적었습니다"),
    Confirmation.ALTERNATIVE_OFFERED: _("까닭을 알리고 다른 도움을 안내했습니다"),
    Confirmation.RECEIVER_ACCEPTED: _("받는 기관이 맡기로 했습니다"),
    Confirmation.CONSENT_OR_LAW: _("본인 동의나 법의 근거가 있습니다"),
    Confirmation.DATES_DONE: _("정한 사후관리를 모두 했습니다"),
}

GRADES: dict[Grade, str | Promise] = {
    Grade.GENERAL: _("일반사례"),
    Grade.INTENSIVE: _("집중사례"),
    Grade.HIGH_COMPLEXITY: _("고난도사례"),
}

STAGE_NAMES: dict[str, str | Promise] = {
    "intake": _("접수"),
    "assessment": _("조사"),
    "conference": _("회의"),
    "plan": _("계획"),
    "service": _("제공"),
    "closing": _("종결"),
    "aftercare": _("사후"),
}

DUES: dict[DueCode, str | Promise] = {
    DueCode.ASSESS: _("욕구조사"),
    DueCode.SELECT: _("대상 선정"),
    DueCode.PLAN: _("계획 수립"),
    DueCode.REASSESS: _("재조사"),
    DueCode.AFTERCARE: _("사후관리"),
    DueCode.REVIEW: _("보류 검토"),
    DueCode.CONTACT: _("다시 연락"),
}

CRITERIA: dict[str, str | Promise] = {
    "emergency": _("긴급복지"),
    "livelihood": _("생계급여"),
    "medical": _("의료급여"),
    "housing": _("주거급여"),
    "education": _("교육급여"),
    "housing-welfare": _("주거복지 지원"),
}


def move_label(name: str) -> str:
    """What the button says."""
    if name.startswith("resume-"):
        state = CaseState(name.removeprefix("resume-").replace("-", "_"))
        return gettext("보류를 풀고 %(state)s(으)로") % {"state": STATES[state]}
    return str(MOVES[name])


def stage_names() -> list[str]:
    """The line of stages in order."""
    return [str(STAGE_NAMES[code]) for code, _states in STAGES]


def due_sentence(code: str, day: date, *, today: date) -> str:
    """The running step with its last day: 계획 수립 7. 8.까지, 4일 남음."""
    left = (day - today).days
    what = {"what": DUES[DueCode(code)], "month": day.month, "day": day.day, "left": abs(left)}
    if left > 0:
        return gettext("%(what)s %(month)d. %(day)d.까지, %(left)d일 남음") % what
    if left == 0:
        return gettext("%(what)s 오늘까지") % what
    return gettext("%(what)s %(left)d일 지남 (%(month)d. %(day)d.까지였음)") % what


def criteria_sentence(criterion: str, *, percent: int, size: int, line: int, over_by: int, official: bool) -> str:
    """By how much an income lies above a line, and what that opens."""
    facts = {
        "name": CRITERIA.get(criterion, criterion),
        "percent": percent,
        "size": size,
        "line": f"{line:,}",
        "over": f"{over_by:,}",
    }
    kind = gettext("공적 판정") if official else gettext("모의판정")
    if over_by > 0:
        told = (
            gettext(
                "%(name)s %(percent)d%% 기준(%(size)d인 %(line)s원)보다 %(over)s원 많습니다. 민간 자원으로 이을 수 있습니다."
            )
            % facts
        )
    else:
        told = gettext("%(name)s %(percent)d%% 기준(%(size)d인 %(line)s원)을 넘지 않습니다.") % facts
    return f"{told} ({kind})"
