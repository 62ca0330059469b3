"""The Korean sentences of this room: refusals with their status, and the labels of its words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, tuple[int, str | Promise]] = {
    "name-missing": (422, _("이름을 적어 주세요.")),
    "name-too-long": (422, _("이름이 너무 깁니다. {most}자까지 적을 수 있습니다.")),
    "phone-unreadable": (422, _("전화번호를 읽을 수 없습니다. 예: 010-1234-5678")),
    "birth-date-impossible": (422, _("생년월일이 오늘보다 늦거나 너무 오래되었습니다.")),
    "dong-unknown": (422, _("동을 골라 주세요. 이 시의 행정동이 아닙니다.")),
    "dong-not-yours": (403, _("담당하는 동이 아닙니다. 그 동의 담당자에게 알려 주세요.")),
    "rrn-not-kept": (422, _("주민등록번호는 받지 않습니다. 번호를 지우고 다시 적어 주세요.")),
    "text-too-long": (422, _("글이 너무 깁니다. {most}자까지 적을 수 있습니다.")),
    "language-unknown": (422, _("언어 코드를 알 수 없습니다. 목록에서 골라 주세요.")),
    "look-first": (
        409,
        _("같은 분일 수 있는 기록이 {count}건 있습니다. 먼저 확인하고, 다른 분이면 표시한 뒤 등록해 주세요."),
    ),
    "two-letters-needed": (422, _("이름은 두 글자 이상 적어 주세요.")),
    "nothing-to-search": (422, _("이름이나 전화번호를 적어 주세요.")),
    "birth-date-alone": (422, _("생년월일만으로는 찾지 않습니다. 이름이나 전화번호를 함께 적어 주세요.")),
    "no-such-person": (404, _("그런 분이 없거나 볼 수 없는 기록입니다.")),
    "no-such-household": (404, _("그런 가구가 없거나 볼 수 없는 기록입니다.")),
    "no-such-consent": (404, _("그런 동의가 없거나 볼 수 없는 기록입니다.")),
    "no-such-contact": (404, _("그런 연락처가 없거나 볼 수 없는 기록입니다.")),
    "no-such-hazard": (404, _("그런 주의 사항이 없거나 이미 해소되었습니다.")),
    "no-such-request": (404, _("그런 요구가 없거나 볼 수 없는 기록입니다.")),
    "no-such-proposal": (404, _("그런 파기 목록이 없거나 볼 수 없는 기록입니다.")),
    "household-already-there": (
        409,
        _("이 주소에는 이미 등록된 가구가 있습니다. 따로 사는 가구이면 ‘같은 주소의 다른 가구’로 표시해 주세요."),
    ),
    "changed-meanwhile": (409, _("그사이 다른 사람이 고쳤습니다. 화면을 새로 고친 뒤 다시 해 주세요.")),
    "day-after-today": (422, _("오늘보다 늦은 날은 적을 수 없습니다.")),
    "may-not-search": (403, _("사람을 찾을 수 있는 직무가 아닙니다.")),
    "may-not-register": (403, _("사람을 등록할 수 있는 직무가 아닙니다.")),
    "may-not-change-person": (403, _("이 분의 정보를 고칠 수 있는 직무가 아닙니다.")),
    "may-not-restrict": (403, _("기록을 숨기거나 푸는 일은 희망복지팀장이 합니다.")),
    "already-restricted": (409, _("이미 숨긴 기록입니다.")),
    "not-restricted": (409, _("숨긴 기록이 아닙니다.")),
    "not-agreed-to-share": (403, _("이 정보는 제공에 동의하지 않으셨습니다.")),
    "purpose-missing": (422, _("왜 보는지 골라 주세요. 열람 기록에 남습니다.")),
    "no-basis-held": (403, _("제공할 동의나 법적 근거가 없습니다. 먼저 동의를 받아 주세요.")),
    "purpose-unknown": (422, _("제공 목적을 골라 주세요.")),
    "recipient-unknown": (422, _("누구에게 제공할지 골라 주세요.")),
    "fields-missing": (422, _("제공할 항목을 하나 이상 골라 주세요.")),
    "fields-unknown": (422, _("제공할 항목을 목록에서 골라 주세요.")),
    "sensitive-apart": (422, _("건강 등 민감정보는 따로 동의를 받아야 합니다. 다른 항목과 나누어 적어 주세요.")),
    "sensitive-never-required": (422, _("민감정보 제공은 필수 동의로 받을 수 없습니다.")),
    "consent-ends-before-it-starts": (422, _("끝나는 날이 시작하는 날이나 오늘보다 빠릅니다.")),
    "consent-too-long": (422, _("동의 기간은 {years}년을 넘을 수 없습니다.")),
    "guardian-must-sign": (422, _("만 {age}세가 되지 않은 분은 법정대리인이 동의해야 합니다.")),
    "guardian-not-recorded": (422, _("법정대리인이 등록되어 있지 않습니다. 먼저 보호자를 등록해 주세요.")),
    "consent-already-withdrawn": (409, _("이미 철회된 동의입니다.")),
    "may-not-record-consent": (403, _("동의를 적거나 철회할 수 있는 직무가 아닙니다.")),
    "may-not-claim": (403, _("동의 없이 제공하는 근거를 적을 수 있는 직무가 아닙니다.")),
    "claim-needs-words": (422, _("동의 없이 제공하는 이유를 적어 주세요. 개인정보 보호책임자에게 보고됩니다.")),
    "claim-too-long": (422, _("동의 없이 제공할 수 있는 기간은 {days}일까지입니다.")),
    "claim-not-for-sensitive": (422, _("민감정보는 동의 없이 제공하지 않습니다.")),
    "may-not-receive-request": (403, _("열람·정정·처리정지 요구를 접수할 수 있는 직무가 아닙니다.")),
    "request-already-open": (409, _("같은 요구가 이미 접수되어 답을 기다리고 있습니다.")),
    "privacy-officer-only": (403, _("개인정보 보호책임자만 할 수 있습니다.")),
    "answer-needs-words": (422, _("이유를 골라 주시고 당사자에게 알릴 말을 적어 주세요.")),
    "not-stopped": (409, _("처리정지된 기록이 아닙니다.")),
    "may-not-end-keeping": (403, _("보관을 끝내거나 파기를 제안할 수 있는 직무가 아닙니다.")),
    "already-ended": (409, _("이미 보관이 끝난 것으로 적혀 있습니다.")),
    "still-needed": (409, _("아직 필요한 기록이 목록에 있습니다. 보관이 끝난 기록만 파기합니다.")),
    "held-by-a-room": (409, _("진행 중인 일이 있는 기록은 파기하지 않습니다.")),
    "request-open": (409, _("답하지 않은 열람·정정·처리정지 요구가 있는 기록은 파기하지 않습니다.")),
    "already-proposed": (409, _("이미 다른 파기 목록에 들어 있는 기록입니다.")),
    "kept-until": (409, _("{until}까지 보관해야 하는 기록입니다.")),
    "own-proposal": (403, _("자신이 제안한 파기는 자신이 승인할 수 없습니다.")),
    "nothing-to-destroy": (422, _("파기할 기록을 골라 주세요.")),
    "alias-in-a-circle": (409, _("이미 다른 기록으로 이어져 있어 합칠 수 없습니다.")),
    "scan-needs-paper": (422, _("서명한 종이는 PDF나 사진(JPG, PNG)으로 올려 주세요.")),
    "no-such-pair": (404, _("그런 짝이 없거나 볼 수 없는 기록입니다.")),
    "no-such-merge": (404, _("그런 합치기가 없거나 볼 수 없는 기록입니다.")),
    "no-such-lock": (404, _("그런 접촉 제한이 없거나 이미 풀렸습니다.")),
    "may-not-judge-pair": (403, _("같은 분인지 판단할 수 있는 직무가 아닙니다.")),
    "may-not-merge": (403, _("기록을 합치거나 되돌리는 일은 희망복지팀장이나 시 담당이 합니다.")),
    "pair-already-decided": (409, _("그사이 다른 사람이 이 짝을 판단했습니다. 목록으로 돌아가 확인해 주세요.")),
    "merge-same-record": (422, _("서로 다른 두 기록을 골라 주세요.")),
    "merge-already-merged": (409, _("이미 다른 기록과 합쳐진 기록입니다. 남은 기록을 열어 확인해 주세요.")),
    "merge-already-asked": (409, _("이 기록은 이미 합치기를 기다리고 있습니다.")),
    "merge-restricted": (409, _("숨긴 기록은 합치지 않습니다. 꼭 필요하면 먼저 숨김을 풀어 주세요.")),
    "merge-one-ended": (
        409,
        _("한쪽만 보관이 끝난 기록입니다. 다시 보관하거나 다른 쪽도 끝낸 뒤 합쳐 주세요."),
    ),
    "merge-part-unknown": (422, _("어느 쪽 내용을 남길지 다시 골라 주세요.")),
    "merge-own-wish": (403, _("합치자고 한 사람은 스스로 동의할 수 없습니다. 다른 담당자가 확인해야 합니다.")),
    "already-locked": (409, _("이미 접촉을 제한한 계정입니다.")),
    "lock-not-oneself": (422, _("자신의 접촉은 스스로 제한할 수 없습니다. 다른 팀장에게 부탁해 주세요.")),
}

SEX = {"female": _("여"), "male": _("남"), "unknown": _("모름")}
HOUSEHOLD_KIND = {
    "single": _("혼자 사심"),
    "couple": _("부부"),
    "single_parent": _("한부모"),
    "grandparent": _("조손"),
    "other": _("함께 사는 가족 있음"),
    "unknown": _("가구 모름"),
}
CONTACT_FIRST = {
    "any": _("연락 방법 가리지 않음"),
    "call": _("전화 먼저"),
    "text": _("문자 먼저"),
    "visit": _("방문 먼저"),
    "guardian": _("보호자에게 먼저"),
}
CONTACT_HOURS = {"any": _("시간 가리지 않음"), "morning": _("오전만"), "afternoon": _("오후만"), "evening": _("저녁만")}
NO_VOICE = _("음성 메시지 남기지 않기")
INTERPRETER = _("{language} 통역 필요")
LANGUAGE = {
    "": _("한국어"),
    "en": _("영어"),
    "zh": _("중국어"),
    "vi": _("베트남어"),
    "ru": _("러시아어"),
    "uz": _("우즈베크어"),
    "th": _("태국어"),
    "km": _("크메르어"),
    "ne": _("네팔어"),
    "id": _("인도네시아어"),
    "mn": _("몽골어"),
    "ja": _("일본어"),
    "ksl": _("한국수어"),
}
CONTACT_KIND = {
    "guardian": _("법정대리인·보호자"),
    "emergency": _("비상 연락"),
    "family": _("가족"),
    "helper": _("돕는 분"),
}
RELATION = {
    "spouse": _("배우자"),
    "child": _("자녀"),
    "parent": _("부모"),
    "sibling": _("형제자매"),
    "relative": _("친척"),
    "neighbour": _("이웃"),
    "friend": _("친구"),
    "legal_guardian": _("후견인"),
    "worker": _("담당 실무자"),
    "other": _("그 밖"),
}
HAZARD_KIND = {
    "dog": _("개가 있음"),
    "violence": _("폭력 위험"),
    "infection": _("감염 주의"),
    "access": _("들어가기 어려움"),
    "hoarding": _("물건이 쌓여 있음"),
    "other": _("주의할 점"),
}
HAZARD_SEEN = _("{what} ({month} 확인)")
HAZARD_OLD = _("{what} ({month} 확인, 다시 확인 필요)")
RESTRICT_REASON = {
    "violence": _("폭력 피해 보호"),
    "witness": _("신고인·증인 보호"),
    "staff": _("직원이나 직원의 가족"),
    "request": _("본인 요청"),
}
PURPOSE = {
    "wellbeing": _("안부확인"),
    "site_check": _("현장 확인"),
    "referral": _("서비스 의뢰·연계"),
    "case": _("통합사례관리"),
    "programme": _("사업 참여"),
    "research": _("연구·통계"),
}
FIELD_GROUP = {
    "name": _("이름"),
    "contact": _("연락처"),
    "address": _("주소"),
    "birth": _("생년월일"),
    "household": _("가구"),
    "reason": _("확인이 필요한 이유"),
    "needs": _("욕구와 상담 내용"),
    "wellbeing": _("안부확인 기록"),
    "health": _("건강(민감정보)"),
}
RECIPIENT_TO = {
    "city": _("시에"),
    "neighbour": _("이웃(명예사회복지공무원·통장)에게"),
    "province": _("경기도에"),
    "researcher": _("연구 기관에"),
    "companion": _("동행 매니저에게"),
}
RECIPIENT = {
    "city": _("시"),
    "neighbour": _("이웃(명예사회복지공무원·통장)"),
    "province": _("경기도"),
    "researcher": _("연구 기관"),
    "companion": _("동행 매니저"),
}
AGENCY_TO = _("{agency}에")
UNKNOWN_AGENCY = _("지금은 없는 기관")
CONSENT_RUNS = _("{to} {fields} 제공: {until}까지 동의")
CONSENT_LATER = _("{to} {fields} 제공: {from}부터 {until}까지 동의")
CONSENT_OVER = _("{to} {fields} 제공: {until}에 동의가 끝남")
CONSENT_WITHDRAWN = _("{to} {fields} 제공: {withdrawn}에 동의를 철회함")
LAW_RUNS = _("{to} {fields} 제공: {until}까지 {ground}에 따라")
LAW_OVER = _("{to} {fields} 제공: {ground}에 따라 했고 지금은 끝남")
LEGAL_GROUND = {
    "life_in_danger": _("급박한 생명·신체의 이익"),
    "public_duty": _("법령상 의무"),
    "court_or_law": _("다른 법률의 규정"),
}
WAY = {"paper": _("종이 서명"), "electronic": _("전자 서명"), "phone": _("전화(녹취)")}
SIGNED_BY = {"self": _("본인"), "guardian": _("법정대리인")}
END_REASON = {
    "died": _("돌아가심"),
    "moved_away": _("다른 시로 이사"),
    "no_longer_served": _("더 돕는 일이 없음"),
    "consent_withdrawn": _("동의 철회"),
    "entered_by_mistake": _("잘못 등록"),
}
RECORD_KIND = {
    "person": _("대상자"),
    "household": _("가구"),
    "contact": _("연락처"),
    "hazard": _("주의 사항"),
    "consent": _("동의"),
    "request": _("열람·정정·처리정지 요구"),
}
PROPOSAL_STATE = {"proposed": _("승인 기다림"), "approved": _("승인됨"), "refused": _("반려됨"), "done": _("파기함")}
REQUEST_KIND = {"view": _("열람"), "correct": _("정정"), "delete": _("삭제"), "stop": _("처리정지")}
REQUEST_STATE = {
    "open": _("접수"),
    "extended": _("연기"),
    "granted": _("들어드림"),
    "partly": _("일부 들어드림"),
    "denied": _("들어드리지 못함"),
    "taken_back": _("거두어들임"),
}
DENY_GROUND = {
    "law_forbids": _("법률이 금지하거나 제한함"),
    "harm_to_others": _("다른 사람의 생명·재산을 해칠 우려"),
    "public_duty": _("공공기관의 업무에 중대한 지장"),
    "not_the_person": _("본인 확인이 되지 않음"),
    "nothing_held": _("가지고 있는 정보가 없음"),
}
REVEAL_PURPOSE = {
    "call": _("전화하려고"),
    "visit": _("찾아가려고"),
    "identify": _("본인이 맞는지 확인하려고"),
    "referral": _("의뢰하려고"),
    "correct": _("정보를 고치려고"),
    "request": _("본인 요구에 답하려고"),
    "emergency": _("긴급한 일로"),
}
"""Why somebody looks at a name or number; the codes stand in the access log."""

PAIR_STATE = {
    "open": _("확인 필요"),
    "asked": _("두 번째 확인 기다림"),
    "merged": _("합침"),
    "apart": _("다른 분"),
}
FOUND_BY = {
    "night": _("밤사이 견주기"),
    "registration": _("등록할 때"),
    "hand": _("담당자"),
    "change": _("내용이 바뀌어 다시"),
}
MERGE_STATE = {
    "asked": _("두 번째 확인 기다림"),
    "made": _("합침"),
    "declined": _("합치지 않기로 함"),
    "undone": _("되돌림"),
}
UNDO_REASON = {
    "other_person": _("다른 분이었음"),
    "wrong_fields": _("잘못된 내용을 남겼음"),
    "person_asked": _("본인이 요청함"),
}
LOCK_REASON = {
    "relative": _("가족이나 친척"),
    "quarrel": _("다툼의 상대방"),
    "own_wish": _("대상자가 원하지 않음"),
}
PART = {
    "name": _("이름"),
    "birth": _("생년월일"),
    "phone": _("전화번호"),
    "sex": _("성별"),
    "home": _("주소와 가구"),
    "language": _("쓰는 말"),
    "contact": _("연락 방법"),
}
LIKENESS = {
    "name:same": _("이름이 같습니다"),
    "name:sound": _("이름이 두음법칙만 다릅니다(이·리, 유·류)"),
    "name:order": _("이름의 차례만 다릅니다"),
    "name:one_key": _("이름에서 글쇠 하나가 다릅니다"),
    "name:two_keys": _("이름에서 글쇠 둘이 다릅니다"),
    "name:syllable": _("이름에서 한 글자가 다릅니다"),
    "name:other": _("이름이 다릅니다"),
    "birth:same": _("생년월일이 같습니다"),
    "birth:swapped": _("생년월일의 숫자가 서로 바뀌었습니다"),
    "birth:digit": _("생년월일에서 숫자 하나가 다릅니다"),
    "birth:lunar": _("생년월일이 음력과 양력으로 맞습니다"),
    "birth:year_slip": _("태어난 날이 같고 해가 한두 해 다릅니다"),
    "birth:year_only": _("태어난 해가 같고 한쪽은 1월 1일로만 적혀 있습니다"),
    "birth:other": _("생년월일이 다릅니다"),
    "phone:same": _("전화번호가 같습니다"),
    "phone:digit": _("전화번호에서 숫자 하나가 다릅니다"),
    "phone:other": _("전화번호가 다릅니다"),
    "place:door": _("같은 집입니다"),
    "place:unit": _("같은 집을 다르게 적었습니다"),
    "place:building": _("같은 건물입니다"),
    "place:dong": _("같은 동입니다"),
    "place:other": _("다른 동입니다"),
    "sex:same": _("성별이 같습니다"),
    "sex:other": _("성별이 다릅니다"),
}
"""Levels of `linkage.persons` as a reader is told them; a level that says nothing has no sentence."""
YEARS_OLD = _("만 {age}세")
LIKELINESS = {"almost": _("거의 같은 분"), "probably": _("아마 같은 분"), "maybe": _("같은 분일 수 있음")}
