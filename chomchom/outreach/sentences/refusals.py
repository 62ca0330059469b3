"""The sentence of each refusal, and the status it answers with."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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


def refusal_sentence(code: str, facts: Mapping[str, object]) -> str:
    """The sentence of one of this room's refusals, for a disabled button."""
    status_and_text = REFUSALS.get(code)
    return str(status_and_text[1]).format(**facts) if status_and_text else ""
