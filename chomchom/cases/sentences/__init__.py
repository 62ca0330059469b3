"""The words of cases: refusals, states, moves, reasons."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from chomchom.cases.rules import (
    STAGES,
    AftercareResult,
    Book,
    CaseState,
    Confirmation,
    Decision,
    DueCode,
    GoalState,
    Grade,
    HandoverItem,
    PlanState,
    ReasonCode,
    SignedBy,
)

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
    "case-unrecorded-areas-rated": (422, _("욕구·위기도 조사표를 먼저 마쳐 주세요. 욕구 영역마다 정도를 표시합니다.")),
    "case-unrecorded-two-bodies": (422, _("사례회의에 두 기관 이상의 참석을 먼저 기록해 주세요.")),
    "case-unrecorded-decision-written": (422, _("사례회의에서 이 사례의 결정을 먼저 적어 주세요.")),
    "case-unrecorded-goal-with-measure": (422, _("계획에 재는 법과 날짜가 있는 목표를 하나 이상 적어 주세요.")),
    "case-unrecorded-service-with-provider": (
        422,
        _("계획에 제공기관이 정해진 서비스를 하나 이상 적어 주세요."),
    ),
    "case-unrecorded-consent-signed": (422, _("계획에 본인이나 보호자의 서명을 먼저 기록해 주세요.")),
    "case-unrecorded-new-scores": (422, _("재조사표를 마치고 새 계획에 서명을 받아 주세요.")),
    "case-unrecorded-every-goal-judged": (422, _("목표마다 이루었는지 먼저 표시해 주세요.")),
    "case-unrecorded-rest-explained": (
        422,
        _("이루지 못한 목표마다 까닭과 남은 욕구가 갈 곳을 먼저 적어 주세요."),
    ),
    "case-unrecorded-dates-done": (422, _("정한 사후관리를 모두 마친 뒤에 끝낼 수 있습니다.")),
    "case-needs-second-reader": (
        409,
        _("이 까닭으로는 혼자 정하지 않습니다. 다른 분께 두 번째 확인을 부탁하고, 동의하시면 진행해 주세요."),
    ),
    "case-no-second-look-needed": (422, _("이 일에는 두 번째 확인이 필요하지 않습니다.")),
    "case-second-look-open": (409, _("두 번째 확인을 이미 부탁했습니다. 답을 기다려 주세요.")),
    "case-no-second-look-open": (404, _("답을 기다리는 두 번째 확인이 없습니다.")),
    "case-second-look-own": (409, _("자기가 부탁한 확인에는 답할 수 없습니다. 다른 분이 답해야 합니다.")),
    "case-not-yours-to-answer": (403, _("두 번째 확인은 팀장, 시 담당, 같은 팀 사례관리사만 할 수 있습니다.")),
    "case-no-aftercare-due": (409, _("지금 할 사후관리가 없습니다.")),
    "case-not-closed": (409, _("끝난 사례만 다시 접수할 수 있습니다. 열려 있는 사례에는 이어서 기록해 주세요.")),
    "case-form-not-found": (404, _("그 서식을 찾을 수 없습니다.")),
    "case-no-such-form": (404, _("그런 서식은 없습니다.")),
    "case-form-no-such-field": (422, _("이 서식에 없는 칸이 있습니다. 화면을 새로 열어 주세요.")),
    "case-form-wrong": (422, _("‘{what}’ 칸을 다시 확인해 주세요.")),
    "case-form-lacks": (422, _("‘{what}’ 칸을 채워 주세요. 그 밖에 빈 필수 칸은 {more}개입니다.")),
    "case-form-done-already": (409, _("이미 마친 서식입니다. 고칠 것은 바로잡은 글로 적어 주세요.")),
    "case-form-not-done": (409, _("마친 서식에만 할 수 있습니다.")),
    "case-changed-meanwhile": (409, _("그 사이 다른 분이 저장했습니다. 새로 열어 다른 점을 보고 다시 저장해 주세요.")),
    "case-score-impossible": (422, _("점수는 0부터 {most}까지입니다.")),
    "case-scale-not-in-force": (422, _("그날 쓰는 척도가 없습니다. 척도표를 먼저 올려 주세요.")),
    "case-level-unknown": (422, _("그런 위험도는 없습니다.")),
    "case-level-needs-reason": (422, _("직접 정한 까닭을 적어 주세요.")),
    "case-plan-not-found": (404, _("그 계획을 찾을 수 없습니다.")),
    "case-plan-too-early": (409, _("계획은 대상으로 선정된 뒤에 세웁니다.")),
    "case-plan-not-draft": (409, _("서명한 계획은 고칠 수 없습니다. 새 판을 만들어 주세요.")),
    "case-plan-not-in-force": (409, _("시행 중인 계획이 없습니다. 계획을 먼저 승인받아 주세요.")),
    "case-plan-too-long": (422, _("한 계획에 넣을 수 있는 수를 넘었습니다. 비슷한 것을 합쳐 주세요.")),
    "case-plan-line-not-found": (404, _("이 계획에 없는 줄입니다.")),
    "case-plan-lacks-goal": (422, _("목표를 하나 이상 적은 뒤에 서명을 받아 주세요.")),
    "case-plan-lacks-service": (422, _("서비스를 하나 이상 적은 뒤에 서명을 받아 주세요.")),
    "case-goal-incomplete": (422, _("목표에는 내용, 재는 법, 목표값, 오늘이나 그 뒤의 날짜가 모두 있어야 합니다.")),
    "case-goal-weight": (422, _("무게는 1부터 100까지입니다.")),
    "case-goal-reached-already": (409, _("이미 이룬 목표입니다. 남은 욕구를 넘길 것이 없습니다.")),
    "case-service-incomplete": (422, _("서비스 이름과 제공기관을 모두 적어 주세요.")),
    "case-days-crossed": (422, _("끝나는 날이 시작하는 날보다 앞섭니다. 날짜를 다시 확인해 주세요.")),
    "case-check-lacks-goal": (422, _("목표마다 어떻게 되었는지 표시해 주세요.")),
    "case-next-check-impossible": (422, _("다음 점검일은 점검한 날보다 뒤여야 합니다.")),
    "case-rest-incomplete": (422, _("이루지 못한 까닭과 남은 욕구가 갈 곳을 모두 적어 주세요.")),
    "conference-not-found": (404, _("그 사례회의를 찾을 수 없습니다.")),
    "conference-not-yours": (403, _("사례회의는 통합사례관리사와 팀장이 열고 적습니다.")),
    "conference-needs-place": (422, _("곳과 주재하는 분을 적어 주세요.")),
    "conference-needs-attendee": (422, _("참석한 분의 기관과 이름을 적어 주세요.")),
    "conference-has-case": (409, _("이미 이 회의의 안건에 있는 사례입니다.")),
    "conference-too-long": (422, _("한 회의에는 사례를 30건까지 올릴 수 있습니다. 회의를 나누어 주세요.")),
    "conference-needs-pledge": (409, _("비밀유지 서약을 먼저 받아 주세요. 서약한 분의 의견만 적을 수 있습니다.")),
    "conference-needs-two-bodies": (409, _("두 기관 이상이 참석해야 결정을 적을 수 있습니다.")),
    "conference-needs-words": (422, _("결정한 내용을 적어 주세요.")),
    "conference-not-held-yet": (409, _("아직 열리지 않은 회의입니다. 회의한 날부터 결정을 적을 수 있습니다.")),
    "conference-task-incomplete": (422, _("할 일, 맡은 분, 회의한 날이나 그 뒤의 기한을 모두 적어 주세요.")),
    "conference-task-done": (409, _("이미 마친 일입니다.")),
    "absence-not-yours": (403, _("쉬는 날은 본인이나 팀장만 넣을 수 있습니다.")),
    "absence-not-found": (404, _("그 쉬는 날을 찾을 수 없습니다.")),
    "absence-twice": (409, _("그 기간에는 이미 쉬거나 다른 분을 대신하고 있습니다.")),
    "absence-cover-self": (422, _("대신할 분은 다른 사람이어야 합니다.")),
    "absence-cover-unfit": (422, _("대신할 분은 통합사례관리사여야 합니다.")),
    "absence-cover-away": (409, _("대신할 분도 그 기간에 쉽니다. 다른 분을 골라 주세요.")),
    "handover-checklist-open": (422, _("넘기기 전에 확인할 것을 모두 표시해 주세요.")),
    "handover-open-already": (409, _("이미 넘기고 있는 사례입니다. 받는 분의 답을 기다려 주세요.")),
    "handover-not-found": (404, _("답할 인계가 없습니다.")),
    "handover-needs-reason": (422, _("맡을 수 없는 까닭을 적어 주세요.")),
    "no-such-paper-form": (404, _("HWPX나 PDF로만 만들 수 있습니다.")),
    "case-no-such-referral": (404, _("그 의뢰를 찾을 수 없습니다.")),
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
    "consult-link-only": _("서비스연계로 정하기 (초기상담)"),
    "consult-reject": _("비대상으로 정하기 (초기상담)"),
    "consult-refusal": _("거부로 기록 (초기상담)"),
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
    "return": _("욕구가 다시 생겨 새 사례로"),
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

AFTERCARE: dict[AftercareResult, str | Promise] = {
    AftercareResult.KEPT: _("잘 유지되고 있음"),
    AftercareResult.WORSE: _("나빠짐"),
    AftercareResult.UNREACHED: _("연락이 닿지 않음"),
}

BOOKS: dict[Book, str | Promise] = {
    Book.LIGHT: _("행복e음에 두고 여기에는 단계와 기한만"),
    Book.FULL: _("여기에 모두 기록"),
}

PLANS: dict[PlanState, str | Promise] = {
    PlanState.DRAFT: _("쓰는 중"),
    PlanState.SIGNED: _("서명함, 승인 기다림"),
    PlanState.IN_FORCE: _("시행 중"),
    PlanState.PAST: _("지난 판"),
}

SIGNERS: dict[SignedBy, str | Promise] = {SignedBy.SELF: _("본인"), SignedBy.GUARDIAN: _("보호자·후견인")}

GOALS: dict[GoalState, str | Promise] = {
    GoalState.ONGOING: _("진행"),
    GoalState.LATE: _("지연"),
    GoalState.STOPPED: _("중단"),
    GoalState.REACHED: _("달성"),
}

DECISIONS: dict[Decision, str | Promise] = {
    Decision.MANAGE: _("사례관리"),
    Decision.LINK: _("서비스연계"),
    Decision.REJECT: _("비대상"),
    Decision.GO_ON: _("계속"),
    Decision.REASSESS: _("재조사"),
    Decision.CLOSE: _("종결"),
}

HANDOVER: dict[HandoverItem, str | Promise] = {
    HandoverItem.DUE: _("다음 기한과 할 일을 알렸습니다"),
    HandoverItem.REFERRALS: _("답을 기다리는 의뢰를 알렸습니다"),
    HandoverItem.HAZARDS: _("찾아갈 때 주의할 것을 알렸습니다"),
    HandoverItem.CONSENTS: _("동의와 끝나는 날을 알렸습니다"),
    HandoverItem.PERSON_TOLD: _("본인에게 담당이 바뀐다고 알렸습니다"),
}

PUBLIC, PRIVATE = _("공공"), _("민간")

LISTS: dict[str, str | Promise] = {
    "mine": _("내 사례"),
    "team": _("우리 팀"),
    "area": _("담당 지역"),
    "late": _("기한이 지남"),
    "waiting": _("다른 분을 기다림"),
    "orphans": _("담당이 빈 사례"),
    "ended": _("끝난 것까지"),
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
    DueCode.CHECK: _("점검"),
    DueCode.REASSESS: _("재조사"),
    DueCode.RENEW: _("재조사 마치기"),
    DueCode.CLOSE: _("종결 결정"),
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
