"""This room's Korean sentences: what messages say, refusals, channels and events.

A message says only that there is news. It names nobody and no address, and only its `code` is filled in.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "notice-not-found": (404, _("찾으시는 알림이 없습니다.")),
    "notice-got-through": (409, _("이 알림은 이미 전달되었습니다.")),
    "notice-close-reason-unknown": (422, _("어떻게 알렸는지 골라 주세요.")),
    "link-unknown": (404, _("이 링크로는 열 수 있는 것이 없습니다. 주소가 잘렸는지 확인해 주세요.")),
    "link-taken-back": (410, _("이 링크는 더 쓸 수 없습니다. 보낸 곳에서 거두었거나 새 링크로 바뀌었습니다.")),
    "link-too-old": (410, _("이 링크의 기한이 지났습니다. 새 링크를 받아 주세요.")),
    "link-already-used": (409, _("이 링크로 이미 답하셨습니다.")),
    "link-needs-code": (403, _("먼저 확인 번호를 입력해 주세요.")),
    "link-codes-used-up": (
        429,
        _("오늘 보낼 수 있는 확인 번호를 모두 보냈습니다. 내일 다시 하시거나 보낸 곳에 전화해 주세요."),
    ),
    "link-holder-unreachable": (409, _("이 링크를 받은 분의 연락처를 알 수 없어 확인 번호를 보낼 수 없습니다.")),
}

CODE_ANSWERS: dict[str, str | Promise] = {
    "right": _("확인되었습니다."),
    "wrong": _("확인 번호가 다릅니다. 다시 입력해 주세요."),
    "used_up": _("다섯 번 틀려서 이 번호는 더 쓸 수 없습니다. 새 번호를 받아 주세요."),
    "too_old": _("확인 번호의 시간이 지났습니다. 새 번호를 받아 주세요."),
    "none_sent": _("먼저 확인 번호를 받아 주세요."),
}

TEMPLATES: dict[str, str | Promise] = {
    "code": _("확인 번호 {code} (10분 동안 쓸 수 있습니다. 아무에게도 알려 주지 마세요.)"),
    "link-renewed": _("새 링크를 보내 드립니다."),
    "self-check": _("안산시 안부 확인입니다. 아래를 누르시면 잘 계신지 한 번에 답하실 수 있습니다."),
    "referral-received": _("새 의뢰가 왔습니다. 확인해 주세요."),
    "referral-urgent": _("긴급 의뢰가 왔습니다. 오늘 안에 답해 주세요."),
    "referral-reminder": _("답을 기다리는 의뢰가 있습니다."),
    "referral-unseen": _("아직 열어 보지 않은 의뢰가 있습니다."),
    "referral-accepted": _("보내신 의뢰를 기관이 맡았습니다."),
    "referral-waitlisted": _("보내신 의뢰가 대기로 접수되었습니다."),
    "referral-decline-proposed": _("보내신 의뢰에 거절 의견이 왔습니다. 검토해 주세요."),
    "referral-declined": _("의뢰가 거절로 끝났습니다. 다른 곳을 찾아 주세요."),
    "referral-asked-again": _("의뢰를 다시 검토해 달라는 요청이 왔습니다."),
    "referral-question": _("의뢰에 대한 질문이 왔습니다."),
    "referral-replied": _("의뢰에 대한 답이 왔습니다."),
    "referral-progress": _("의뢰의 진행 상황이 바뀌었습니다."),
    "referral-withdrawn": _("의뢰가 철회되었습니다. 더 하실 일은 없습니다."),
    "referral-consent-withdrawn": _("본인이 동의를 거두어 의뢰가 끝났습니다. 다른 방법을 찾아 주세요."),
    "consent-withdrawn": _("본인이 제공 동의를 거두었습니다. 받아 둔 정보가 있으면 파기해 주세요."),
    "referral-expired": _("기한 안에 답이 없어 의뢰가 끝났습니다."),
    "referral-outcome-asked": _("맡아 주신 의뢰의 결과를 알려 주세요."),
    "referral-work-link": _("맡아 주셔서 고맙습니다. 이 링크에서 진행과 결과를 적어 주세요."),
    "site-check-asked": _("현장 확인 요청이 왔습니다."),
    "site-check-overdue": _("현장 확인 답을 기다리고 있습니다."),
    "site-check-reported": _("현장 확인 결과가 왔습니다."),
    "site-check-withdrawn": _("현장 확인 요청이 취소되었습니다. 가지 않으셔도 됩니다."),
    "council-opinion-asked": _("협의체가 의견을 부탁드립니다. 링크에서 1분이면 적을 수 있습니다."),
    "council-proposal-asked": _("협의체가 사업 제안을 기다립니다. 링크에서 적어 주세요."),
    "council-asked-again": _("협의체에 보내 주실 답을 기다리고 있습니다. 새 링크를 보내 드립니다."),
    "council-answer-came": _("링크로 물은 것에 답이 왔습니다."),
    "council-task-given": _("협의체 회의에서 맡은 할 일이 있습니다."),
    "council-task-late": _("기한이 지난 할 일이 있습니다."),
    "council-proposal-answered": _("제안하신 사업이 어떻게 되었는지 볼 수 있습니다."),
    "signal-severe": _("지금 확인이 필요한 분이 있습니다."),
    "signal-due": _("확인 기한이 다가온 분이 있습니다."),
    "escalation-step": _("답이 없어 다음 차례로 넘어왔습니다. 지금 확인해 주세요."),
    "area-incident": _("한 지역에서 여러 집의 신호가 한꺼번에 끊겼습니다."),
    "feed-lost": _("자료가 들어오지 않고 있습니다."),
    "duty-alert": _("당직 중 확인할 일이 있습니다."),
    "report-received": _("알려 주신 내용이 접수되었습니다."),
    "report-checked": _("알려 주신 내용이 확인되었습니다. 고맙습니다."),
    "meeting-moved": _("협의체 회의의 때나 곳이 바뀌었습니다. 다시 확인해 주세요."),
    "meeting-cancelled": _("알려 드린 협의체 회의가 취소되었습니다."),
    "minutes-to-approve": _("결재하실 회의록이 있습니다."),
    "minutes-taken-back": _("돌리던 회의록이 되돌아왔습니다. 까닭을 확인해 주세요."),
    "case-assigned": _("맡으실 사례가 있습니다."),
    "case-due": _("기한이 다가온 사례가 있습니다."),
    "enrolment-left": _("참여를 그만둔 분이 있어 다음 일을 정해야 합니다."),
    "consent-changed": _("동의가 바뀐 분이 있습니다."),
    "data-request": _("열람·정정·처리정지 요청이 왔습니다."),
    "emergency-opened": _("긴급 열람이 있었습니다. 검토해 주세요."),
    "heavy-reading": _("한 시간에 지나치게 많은 기록을 연 사용자가 있습니다. 확인해 주세요."),
    "account-changed": _("계정이나 담당이 바뀌었습니다."),
    "meeting-called": _("회의 안내가 있습니다."),
    "review-card-assigned": _("채우실 검토 카드가 있습니다."),
    "review-card-fix": _("검토 카드에 보완 요청이 왔습니다."),
    "review-row-due": _("기한이 다가왔거나 지난 검토 카드가 있습니다."),
    "data-request-due": _("답을 기다리는 자료 요청이 있습니다."),
    "news": _("새 소식이 있습니다."),
}

HOUSE = _("촘촘")
TWICE = _("(같은 알림이 두 번 갈 수 있습니다.)")

CHANNELS: dict[str, str | Promise] = {
    "alimtalk": _("알림톡"),
    "sms": _("문자"),
    "email": _("전자우편"),
}

TROUBLES: dict[str, str | Promise] = {
    "down": _("보내는 곳이 응답하지 않음"),
    "timeout": _("시간 안에 응답 없음"),
    "wrong_address": _("없는 주소나 번호"),
    "no_address": _("연락처를 모름"),
    "disabled": _("받는 쪽이 쓰이지 않음"),
}

CLOSED_BECAUSE: dict[str, str | Promise] = {
    "told_by_voice": _("전화로 직접 알림"),
    "told_otherwise": _("다른 방법으로 알림"),
    "no_longer_needed": _("더 알릴 필요 없음"),
}

EVENTS: dict[str, str | Promise] = {
    "notices:recipient:skipped": _("받을 수 없는 곳을 건너뜀"),
    "notices:notice:closed": _("전달되지 않은 알림을 사람이 닫음"),
    "notices:link:issued": _("링크를 냄"),
    "notices:link:used": _("링크로 답함"),
    "notices:link:revoked": _("링크를 거둠"),
    "notices:code:locked": _("확인 번호가 잠김"),
}
