"""The Korean of accounts: refusals, roles, kinds."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chomchom.accounts.rules import AgencyKind, GlassFinding, GlassReason, LoginKind
from chomchom.kernel.roles import Role
from chomchom.ui.role_names import ROLES as ROLES  # one place for all labels a page needs

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "not-your-page": (403, _("지금 맡은 일로는 열 수 없는 화면입니다. 다른 일도 맡고 있다면 위에서 바꾸어 주세요.")),
    "no-posting-today": (403, _("오늘 맡은 일이 없어 열 수 있는 화면이 없습니다. 운영자나 팀장에게 문의해 주세요.")),
    "not-a-demo": (403, _("시연용 도시에서만 역할을 골라 들어갈 수 있습니다.")),
    "account-not-there": (404, _("찾는 사용자가 없습니다.")),
    "agency-not-there": (404, _("찾는 기관이 없습니다.")),
    "posting-not-there": (404, _("찾는 직무가 없습니다.")),
    "emergency-not-there": (404, _("찾는 긴급 열람이 없습니다.")),
    "explanation-not-there": (404, _("찾는 소명 요청이 없습니다.")),
    "key-not-there": (404, _("찾는 연결 열쇠가 없습니다.")),
    "session-not-there": (404, _("찾는 접속이 없습니다. 이미 끝났을 수 있습니다.")),
    "role-without-account": (422, _("이 역할은 계정 없이 링크로 들어오는 역할이라 직무로 줄 수 없습니다.")),
    "own-posting": (403, _("자기 직무는 스스로 주거나 끝낼 수 없습니다. 다른 담당자에게 부탁해 주세요.")),
    "own-account": (403, _("자기 계정은 스스로 바꿀 수 없습니다. 다른 담당자에게 부탁해 주세요.")),
    "posting-needs-agency": (422, _("이 역할에는 소속 기관이 필요합니다. 기관을 골라 주세요.")),
    "posting-needs-area": (422, _("동 담당에는 맡을 동이 필요합니다. 동을 하나 이상 골라 주세요.")),
    "agency-closed-down": (409, _("운영을 마친 기관입니다.")),
    "agency-name-taken": (409, _("‘{name}’이라는 기관이 이미 있습니다.")),
    "posting-ends-before-it-starts": (422, _("끝나는 날이 시작하는 날보다 앞섭니다.")),
    "same-posting-runs": (409, _("같은 역할과 동의 직무가 이미 그 기간에 있습니다.")),
    "posting-over": (409, _("이미 끝난 직무입니다.")),
    "posting-end-in-the-past": (422, _("지나간 날로 끝낼 수 없습니다. 바로 끝내려면 어제 날짜를 고르면 됩니다.")),
    "posting-cannot-grow": (422, _("정해진 날보다 늦출 수 없습니다. 이어서 맡기려면 새 직무를 주어야 합니다.")),
    "role-not-yours-to-give": (403, _("이 역할이나 기관의 직무는 줄 수 없습니다. 운영자에게 부탁해 주세요.")),
    "not-your-accounts": (403, _("사용자를 만들거나 바꿀 수 있는 역할이 아닙니다.")),
    "account-works-elsewhere-too": (409, _("다른 기관에서도 일하는 사용자입니다. 운영자에게 부탁해 주세요.")),
    "account-needs-a-name": (422, _("사용자의 이름을 적어 주세요.")),
    "login-not-usable": (
        422,
        _("아이디는 영문 소문자와 숫자, 점, 밑줄, 줄표로 3자에서 40자까지 적어 주세요."),
    ),
    "login-taken": (409, _("‘{login}’ 아이디는 이미 쓰이고 있습니다.")),
    "account-shut-already": (409, _("이미 닫힌 계정입니다.")),
    "account-open-already": (409, _("이미 열려 있는 계정입니다.")),
    "keys-are-the-operators": (403, _("연결 열쇠는 운영자만 만들고 거둘 수 있습니다.")),
    "key-role-not-possible": (422, _("이 역할로는 연결 열쇠를 만들 수 없습니다.")),
    "key-revoked-already": (409, _("이미 거둔 열쇠입니다.")),
    "emergency-not-for-you": (403, _("긴급 열람을 할 수 있는 역할이 아닙니다.")),
    "emergency-needs-words": (422, _("무슨 일인지 한 문장으로 적어 주세요. 나중에 개인정보 보호책임자가 확인합니다.")),
    "emergency-already-open": (409, _("이미 긴급 열람 중입니다.")),
    "emergency-still-open": (409, _("아직 열람 중입니다. 끝난 뒤에 판단할 수 있습니다.")),
    "own-emergency": (403, _("자기가 연 긴급 열람은 스스로 판단할 수 없습니다.")),
    "already-reviewed": (409, _("이미 판단한 긴급 열람입니다.")),
    "review-is-the-privacy-officers": (403, _("접속기록은 개인정보 보호책임자와 기관 책임자만 점검합니다.")),
    "export-needs-a-reason": (422, _("내려받는 까닭을 적어 주세요. 적지 않으면 내려받을 수 없습니다.")),
    "month-not-over": (409, _("아직 끝나지 않은 달은 점검을 마칠 수 없습니다.")),
    "month-already-reviewed": (409, _("이미 점검을 마친 달입니다.")),
    "own-access": (403, _("자기 접속기록은 스스로 점검할 수 없습니다.")),
    "question-needs-words": (422, _("무엇을 묻는지 적어 주세요.")),
    "explanation-needs-words": (422, _("답을 적어 주세요.")),
    "not-asked-of-you": (403, _("다른 사람에게 온 소명 요청입니다.")),
    "answered-already": (409, _("이미 답한 소명 요청입니다.")),
    "login-locked": (
        429,
        _("로그인에 여러 번 실패해 잠시 잠겼습니다. {minutes}분 뒤에 다시 해 주세요."),
    ),
}

AGENCY_KINDS: dict[AgencyKind, str | Promise] = {
    AgencyKind.CITY_HALL: _("시청 부서"),
    AgencyKind.DONG_OFFICE: _("행정복지센터"),
    AgencyKind.CONTROL_ROOM: _("관제센터"),
    AgencyKind.WELFARE_CENTRE: _("복지관"),
    AgencyKind.SELF_SUPPORT_CENTRE: _("지역자활센터"),
    AgencyKind.MENTAL_HEALTH_CENTRE: _("정신건강복지센터"),
    AgencyKind.HOUSING_CENTRE: _("주거복지센터"),
    AgencyKind.CARE_PROVIDER: _("돌봄 제공기관"),
    AgencyKind.HOSPITAL: _("병원"),
    AgencyKind.COUNCIL_OFFICE: _("협의체 사무국"),
    AgencyKind.RESEARCH: _("연구기관"),
    AgencyKind.PROVINCE: _("경기도"),
    AgencyKind.OTHER: _("그 밖의 기관"),
}

LOGIN_KINDS: dict[LoginKind, str | Promise] = {
    LoginKind.SIGNED_IN: _("로그인"),
    LoginKind.PICKED: _("시연 역할로 들어옴"),
    LoginKind.FAILED: _("로그인 실패"),
    LoginKind.SIGNED_OUT: _("로그아웃"),
    LoginKind.TIMED_OUT: _("시간이 지나 끝남"),
    LoginKind.ELSEWHERE: _("다른 곳에서도 접속 중"),
    LoginKind.PASSWORD_CHANGED: _("비밀번호 바꿈"),
}

GLASS_REASONS: dict[GlassReason, str | Promise] = {
    GlassReason.LIFE_IN_DANGER: _("생명이 위험함"),
    GlassReason.NIGHT_COVER: _("야간·휴일에 담당자를 대신함"),
    GlassReason.RESCUE_ASKED: _("119나 112가 물어 옴"),
    GlassReason.OWN_RELATIVE: _("아는 사람의 기록이라 따로 밝힘"),
}

FINDINGS: dict[GlassFinding, str | Promise] = {
    GlassFinding.JUSTIFIED: _("정당함"),
    GlassFinding.NOT_JUSTIFIED: _("정당하지 않음"),
}

RECORDS: dict[str, str | Promise] = {
    "person": _("대상자"),
    "household": _("가구"),
    "episode": _("확인 건"),
    "board": _("오늘 화면"),
    "case": _("사례"),
    "referral": _("의뢰"),
    "site-check": _("현장 확인"),
    "consent": _("동의"),
    "readings": _("검침 자료"),
    "emergency": _("긴급 열람"),
    "figures": _("통계"),
    "list": _("명단"),
}

PURPOSES: dict[str, str | Promise] = {
    "see-card": _("기본 정보를 봄"),
    "open-figure": _("지표의 숫자를 이루는 기록을 엶"),
    "see-case": _("사례를 봄"),
    "see-page": _("화면을 봄"),
    "reveal-name": _("이름을 봄"),
    "reveal-phone": _("전화번호를 봄"),
    "call": _("전화하려고"),
    "person-page": _("사람 화면을 봄"),
    "name-shown": _("이름을 봄"),
    "visit": _("찾아가려고"),
    "identify": _("누구인지 확인하려고"),
    "referral": _("의뢰하려고"),
    "correct": _("고치려고"),
    "request": _("열람·정정 요구를 처리하려고"),
    "print-for-outage": _("장애용 명단을 뽑음"),
    "site-check": _("현장 확인을 하려고"),
    "search": _("찾아봄"),
    "print": _("인쇄함"),
    "export": _("내려받음"),
    **{reason.value: label for reason, label in GLASS_REASONS.items()},
}

WEEKDAYS = (
    pgettext_lazy("weekday", "월"),
    pgettext_lazy("weekday", "화"),
    pgettext_lazy("weekday", "수"),
    pgettext_lazy("weekday", "목"),
    pgettext_lazy("weekday", "금"),
    pgettext_lazy("weekday", "토"),
    pgettext_lazy("weekday", "일"),
)
WHOLE_CITY = _("시 전체")


def role_label(role: str) -> str:
    """A role in Korean; empty for none."""
    return str(ROLES[Role(role)]) if role in set(Role) else role


def record_label(kind: str) -> str:
    """A kind of record in Korean; a kind nobody has named yet stands as its code."""
    return str(RECORDS.get(kind, kind))


def purpose_label(purpose: str) -> str:
    """A purpose in Korean; a purpose nobody has named yet stands as its code."""
    return str(PURPOSES.get(purpose, purpose))
