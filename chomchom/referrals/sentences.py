"""This room's Korean sentences: refusals, states, moves, reasons and what lists say."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "referral-not-found": (404, _("찾으시는 의뢰가 없습니다.")),
    "may-not-send-referral": (403, _("의뢰는 담당 공무원과 기관 실무자가 보냅니다.")),
    "referral-outside-your-area": (403, _("담당 동의 분만 의뢰할 수 있습니다.")),
    "referral-already-sent": (409, _("이미 의뢰됨: 이 분은 같은 서비스에 이미 의뢰되어 있습니다.")),
    "referral-already-sent-to": (409, _("이미 의뢰됨: {agency}에 같은 서비스로 이미 의뢰되어 있습니다.")),
    "outside-not-yours": (403, _("망 밖의 자원에 이은 일은 담당 공무원이 적습니다.")),
    "outside-not-found": (404, _("찾으시는 망 밖 연결 기록이 없습니다.")),
    "outside-needs-resource": (422, _("누구에게 이어 드렸는지 {most}자 안으로 적어 주세요.")),
    "outside-needs-agreement": (
        422,
        _("대신 전화하거나 함께 가거나 물품을 받은 때에는 본인이 알고 동의했는지 확인하고 표시해 주세요."),
    ),
    "overlap-not-yours-to-ask": (403, _("비슷한 서비스를 받는지는 그 동의 담당 공무원이 물을 수 있습니다.")),
    "referral-needs-basis": (
        403,
        _(
            "이 분이 {agency}에 정보를 주는 데 동의한 기록이 없고, 법적 근거도 없습니다. 먼저 '서비스 의뢰·연계' 동의를 받아 주세요."
        ),
    ),
    "referral-needs-ask": (422, _("무엇을 부탁하는지 적어 주세요.")),
    "referral-ask-too-long": (422, _("부탁하는 내용은 {most}자까지 쓸 수 있습니다.")),
    "service-not-active": (409, _("{agency}의 이 서비스는 지금 운영하지 않습니다.")),
    "agency-not-active": (409, _("{agency}은(는) 지금 의뢰를 받지 않습니다.")),
    "service-elsewhere": (409, _("{agency}의 이 서비스는 이 동을 맡지 않습니다.")),
    "service-not-over-criteria": (409, _("{agency}의 이 서비스는 소득 기준을 넘는 분을 받지 않습니다.")),
    "agency-not-reachable": (
        409,
        _("{agency}에 알릴 연락처가 등록되어 있지 않습니다. 자원 정보에 연락처를 먼저 넣어 주세요."),
    ),
    "wrong-side-of-referral": (403, _("이 일은 의뢰의 다른 쪽에서 하는 일입니다.")),
    "referral-answered-already": (
        409,
        _("이미 답한 의뢰입니다. 다른 분이 먼저 답했을 수 있으니 화면을 새로 고쳐 확인해 주세요."),
    ),
    "referral-is-over": (409, _("이 의뢰는 이미 끝났습니다.")),
    "referral-reason-needed": (422, _("까닭을 골라 주세요.")),
    "referral-reason-unknown": (422, _("고르신 까닭이 목록에 없습니다. 다시 골라 주세요.")),
    "outcome-before-acceptance": (409, _("맡은 뒤에 결과를 적을 수 있습니다.")),
    "outcome-source-not-yours": (403, _("기관은 기관이 본 결과를, 보낸 쪽은 본인이나 담당자가 본 결과를 적습니다.")),
    "outcome-in-the-future": (422, _("결과 날짜가 오늘보다 뒤입니다.")),
    "outcome-before-start": (422, _("결과 날짜가 맡은 날보다 앞섭니다.")),
    "referral-question-empty": (422, _("물어볼 것을 적어 주세요.")),
    "referral-text-too-long": (422, _("{most}자까지 쓸 수 있습니다.")),
    "referral-review-in-the-past": (422, _("다시 볼 날은 오늘보다 뒤여야 합니다.")),
}

STATES: dict[str, str | Promise] = {
    "draft": _("작성 중"),
    "sent": _("의뢰됨"),
    "accepted": _("수락"),
    "waitlisted": _("대기"),
    "decline_proposed": _("거절 검토"),
    "declined": _("거절"),
    "in_progress": _("진행"),
    "on_hold": _("보류"),
    "completed": _("완료"),
    "failed": _("미충족 종결"),
    "withdrawn": _("철회"),
    "expired": _("기한 만료"),
    "voided": _("오입력"),
}

DISPLAYS: dict[str, str | Promise] = {
    "draft": _("작성 중"),
    "unseen": _("아직 안 봄"),
    "unseen_late": _("열어 보지 않음, 늦음"),
    "waiting": _("답 기다림"),
    "answer_late": _("답 늦음"),
    "time_over": _("기한 지남"),
    "question": _("질문에 답할 차례"),
    "waitlisted": _("대기 중"),
    "waitlist_review": _("대기, 다시 볼 날"),
    "decline_review": _("거절 의견 검토할 차례"),
    "declined": _("거절"),
    "accepted": _("맡음, 시작 전"),
    "in_progress": _("진행 중"),
    "on_hold": _("보류"),
    "hold_review": _("보류, 다시 볼 날"),
    "outcome_due": _("결과 확인 필요"),
    "completed": _("완료"),
    "failed": _("미충족 종결"),
    "withdrawn": _("철회"),
    "expired": _("기한 만료"),
    "voided": _("오입력"),
}

TURNS: dict[str, str | Promise] = {
    "nobody": "",
    "sender": _("보낸 쪽 차례"),
    "receiver": _("기관 차례"),
    "lead": _("담당자 차례"),
}

URGENCIES: dict[str, str | Promise] = {"urgent": _("긴급"), "normal": _("보통")}

MOVES: dict[str, str | Promise] = {
    "send": _("의뢰 보내기"),
    "accept": _("맡겠습니다"),
    "waitlist": _("대기로 받겠습니다"),
    "propose_decline": _("지금은 어렵습니다"),
    "confirm_decline": _("거절로 끝내기"),
    "ask_again": _("다시 부탁하기"),
    "start": _("시작했습니다"),
    "hold": _("잠시 멈춥니다"),
    "resume": _("다시 시작합니다"),
    "complete": _("마쳤습니다"),
    "fail": _("도움이 되지 못하고 끝났습니다"),
    "expire": _("기한 만료"),
    "withdraw": _("의뢰 거두기"),
    "basis_ended": _("동의 철회로 끝남"),
    "void": _("잘못 넣은 의뢰로 표시"),
}

DECLINES: dict[str, str | Promise] = {
    "not_eligible": _("자격이 맞지 않음"),
    "income_over": _("소득 기준을 넘음"),
    "no_capacity": _("자리가 없음"),
    "area": _("맡는 지역이 아님"),
    "duplicate": _("비슷한 서비스를 이미 받음"),
    "person_refused": _("본인이 원하지 않음"),
    "unreachable": _("연락이 되지 않음"),
    "wrong_service": _("서비스가 맞지 않음"),
    "other": _("그 밖"),
}

UNMET: dict[str, str | Promise] = {
    "no_capacity": _("자리가 없음"),
    "area": _("맡는 지역이 아님"),
    "income_over": _("소득 기준을 넘음"),
    "time_over": _("기한 안에 답이 없음"),
}

DECLINED_BY: dict[str, str | Promise] = {
    "provider": _("기관 사정"),
    "person": _("본인 뜻"),
    "system": _("기한 만료"),
}

HOLDS: dict[str, str | Promise] = {
    "person_away": _("입원·부재"),
    "person_asked": _("본인이 미룸"),
    "staff_short": _("인력 부족"),
    "papers_missing": _("서류를 기다림"),
    "other": _("그 밖"),
}

FAILS: dict[str, str | Promise] = {
    "lost_contact": _("연락이 끊김"),
    "person_stopped": _("본인이 그만둠"),
    "moved": _("이사"),
    "admitted": _("입원·입소"),
    "deceased": _("사망"),
    "resource_ended": _("자원이 끝남"),
    "other": _("그 밖"),
}

WITHDRAWALS: dict[str, str | Promise] = {
    "not_needed": _("필요 없어짐"),
    "person_refused": _("본인이 원하지 않음"),
    "consent_withdrawn": _("동의를 거둠"),
    "other_service": _("다른 곳에서 도움을 받음"),
    "moved": _("이사"),
    "deceased": _("사망"),
    "other": _("그 밖"),
}

VOIDS: dict[str, str | Promise] = {
    "wrong_person": _("다른 사람을 골랐음"),
    "wrong_service": _("다른 서비스를 골랐음"),
    "entered_twice": _("두 번 넣었음"),
    "test_entry": _("시험으로 넣었음"),
    "other": _("그 밖"),
}

REASONS: dict[str, dict[str, str | Promise]] = {
    "propose_decline": DECLINES,
    "confirm_decline": DECLINES,
    "hold": HOLDS,
    "fail": FAILS,
    "withdraw": WITHDRAWALS,
    "basis_ended": WITHDRAWALS,
    "void": VOIDS,
    "expire": {"time_over": _("기한 안에 답이 없음")},
}

OUTCOMES: dict[str, str | Promise] = {
    "helped_full": _("도움이 되었음"),
    "helped_part": _("일부 도움이 되었음"),
    "connected_not_helped": _("이어졌으나 도움이 되지 못함"),
    "not_helped": _("도움을 받지 못함"),
    "unknown": _("알 수 없음"),
}

OUTSIDE_WAYS: dict[str, str | Promise] = {
    "told": _("안내만 함"),
    "called": _("대신 전화함"),
    "went_along": _("함께 감"),
    "brought": _("물품이나 돈이 옴"),
}

SOURCES: dict[str, str | Promise] = {
    "provider": _("기관이 봄"),
    "person": _("본인이 말함"),
    "worker": _("담당자가 봄"),
}

SIDES: dict[str, str | Promise] = {
    "sender": _("보낸 곳"),
    "receiver": _("받은 기관"),
    "lead": _("담당자"),
    "system": _("시스템"),
}

FIELDS: dict[str, str | Promise] = {
    "name": _("이름"),
    "contact": _("연락처"),
    "address": _("주소"),
    "birth": _("나이"),
    "household": _("가구"),
    "needs": _("필요한 것"),
    "reason": _("의뢰하는 까닭"),
}

EVENTS: dict[str, str | Promise] = {
    "referrals:referral:sent": _("의뢰를 보냄"),
    "referrals:referral:seen": _("기관이 의뢰를 봄"),
    "referrals:referral:accepted": _("기관이 맡음"),
    "referrals:referral:waitlisted": _("대기로 받음"),
    "referrals:referral:decline-proposed": _("기관이 어렵다고 답함"),
    "referrals:referral:declined": _("거절로 끝남"),
    "referrals:referral:asked-again": _("다시 부탁함"),
    "referrals:referral:started": _("서비스를 시작함"),
    "referrals:referral:held": _("잠시 멈춤"),
    "referrals:referral:resumed": _("다시 시작함"),
    "referrals:referral:completed": _("마침"),
    "referrals:referral:failed": _("도움이 되지 못하고 끝남"),
    "referrals:referral:expired": _("기한이 지나 끝남"),
    "referrals:referral:withdrawn": _("의뢰를 거둠"),
    "referrals:referral:voided": _("잘못 넣은 의뢰로 표시함"),
    "referrals:outcome:reported": _("결과를 적음"),
    "referrals:question:asked": _("기관이 물어봄"),
    "referrals:outside:linked": _("망 밖의 자원에 이어 드림"),
    "referrals:outside:ended": _("망 밖의 자원에 이은 결과를 적음"),
    "referrals:overlap:asked": _("비슷한 서비스를 받는지 물어봄"),
    "referrals:question:answered": _("질문에 답함"),
}

DONE: dict[str, str | Promise] = {
    "send": EVENTS["referrals:referral:sent"],
    "accept": EVENTS["referrals:referral:accepted"],
    "waitlist": EVENTS["referrals:referral:waitlisted"],
    "propose_decline": EVENTS["referrals:referral:decline-proposed"],
    "confirm_decline": EVENTS["referrals:referral:declined"],
    "ask_again": EVENTS["referrals:referral:asked-again"],
    "start": EVENTS["referrals:referral:started"],
    "hold": EVENTS["referrals:referral:held"],
    "resume": EVENTS["referrals:referral:resumed"],
    "complete": EVENTS["referrals:referral:completed"],
    "fail": EVENTS["referrals:referral:failed"],
    "expire": EVENTS["referrals:referral:expired"],
    "withdraw": EVENTS["referrals:referral:withdrawn"],
    "basis_ended": EVENTS["referrals:referral:withdrawn"],
    "void": EVENTS["referrals:referral:voided"],
}
"""What a move that was made is called in a history; `MOVES` are the words on buttons."""
